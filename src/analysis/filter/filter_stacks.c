#include "analysis/filter/filter_stacks.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/stack_builder.h"

/* Which side of a filter a stack is on. */
enum { ELSEWHERE, THROUGH };

/* A profile being made of the stacks of another one. */
struct copying {
    const struct profile *from;
    struct stack_builder into;
    uint32_t *frame; /* the new index of each frame that was used, plus one */
    uint32_t *place; /* the stack that each became; 0 also for what is dropped */
    uint8_t *state;
};

static struct copying start_copying(const struct profile *from)
{
    return (struct copying){.from = from,
                            .into = stack_builder_start(),
                            .frame = memory_new(from->stacks.frame_count, sizeof(uint32_t)),
                            .place = memory_new(from->stacks.count, sizeof(uint32_t)),
                            .state = memory_new(from->stacks.count, sizeof(uint8_t))};
}

static const struct frame *frame_of(const struct copying *c, uint32_t stack)
{
    return &c->from->stacks.frames[c->from->stacks.items[stack].frame];
}

/* Whether a marked function is on top of a stack. */
static bool is_marked(const struct copying *c, const bool *marked, uint32_t stack)
{
    uint32_t function = frame_of(c, stack)->function;
    return function != STACK_NO_FUNCTION && marked[function];
}

/* Copies the top frame of a stack onto what its caller became. */
static void push(struct copying *c, uint32_t index)
{
    const struct stack *stack = &c->from->stacks.items[index];
    if (!c->frame[stack->frame])
        c->frame[stack->frame] = stack_builder_take_frame(&c->into, c->from, stack->frame) + 1;
    c->place[index] =
        stack_builder_push(&c->into, c->place[stack->caller], c->frame[stack->frame] - 1);
}

static void weigh(struct copying *c, uint32_t index)
{
    const struct stack *stack = &c->from->stacks.items[index];
    if (stack->own > 0 || stack->samples)
        stack_builder_weigh(&c->into, c->place[index], stack->own, stack->samples);
}

/* Which stacks have some weight, on them or above. The rest is not copied. */
static bool *find_used(const struct copying *c, uint8_t wanted)
{
    const struct stacks *stacks = &c->from->stacks;
    bool *used = memory_new(stacks->count, sizeof *used);
    for (uint32_t i = stacks->count; i-- > 0;) {
        const struct stack *stack = &stacks->items[i];
        used[i] |= c->state[i] == wanted && (stack->own > 0 || stack->samples);
        used[stack->caller] |= used[i];
    }
    return used;
}

static void finish(struct copying *c, struct profile *profile, struct filter_report *report)
{
    double own = profile_own(profile);
    uint32_t functions = profile->function_count;
    struct profile made = stack_builder_finish(&c->into, &profile->unit);
    profile_copy_facts(&made, profile);
    free(c->frame);
    free(c->place);
    free(c->state);
    profile_free(profile);
    *profile = made;
    if (!report)
        return;
    report->dropped += functions > made.function_count ? functions - made.function_count : 0;
    report->dropped_own = profile_add_times(report->dropped_own, own - profile_own(profile));
}

/* Copies the stacks of that state, which their callers need not have. */
static void copy_stacks(struct copying *c, uint8_t wanted)
{
    bool *used = find_used(c, wanted);
    for (uint32_t i = 0; i < c->from->stacks.count; i++) {
        if (i && used[i])
            push(c, i);
        if (c->state[i] == wanted)
            weigh(c, i);
    }
    free(used);
}

/* Notes which stacks a marked function is on. */
static void find_through(struct copying *c, const bool *marked)
{
    for (uint32_t i = 1; i < c->from->stacks.count; i++)
        c->state[i] = is_marked(c, marked, i) ? THROUGH : c->state[c->from->stacks.items[i].caller];
}

void filter_stacks_ignore(struct profile *profile, const bool *marked, struct filter_report *report)
{
    struct copying c = start_copying(profile);
    find_through(&c, marked);
    copy_stacks(&c, ELSEWHERE);
    finish(&c, profile, report);
}

void filter_stacks_focus(struct profile *profile, const bool *marked, struct filter_report *report)
{
    struct copying c = start_copying(profile);
    find_through(&c, marked);
    copy_stacks(&c, THROUGH);
    finish(&c, profile, report);
}

void filter_stacks_show_from(struct profile *profile, const bool *marked,
                             struct filter_report *report)
{
    struct copying c = start_copying(profile);
    find_through(&c, marked);
    bool *used = find_used(&c, THROUGH);
    for (uint32_t i = 1; i < profile->stacks.count; i++) {
        if (c.state[i] != THROUGH)
            continue;
        if (used[i])
            push(&c, i);
        weigh(&c, i);
    }
    free(used);
    finish(&c, profile, report);
}

static void note_hidden(const struct profile *profile, const bool *marked,
                        struct filter_report *report)
{
    for (uint32_t i = 0; i < profile->function_count; i++) {
        report->hidden += marked[i];
        if (marked[i])
            report->hidden_own = profile_add_times(report->hidden_own, profile->functions[i].own);
    }
}

/* What is left without any function is nobody's. */
void filter_stacks_hide(struct profile *profile, const bool *marked, struct filter_report *report)
{
    struct copying c = start_copying(profile);
    double own = profile_own(profile);
    note_hidden(profile, marked, report);
    bool *used = find_used(&c, ELSEWHERE);
    weigh(&c, 0);
    for (uint32_t i = 1; i < profile->stacks.count; i++) {
        if (is_marked(&c, marked, i))
            c.place[i] = c.place[profile->stacks.items[i].caller];
        else if (used[i])
            push(&c, i);
        weigh(&c, i);
    }
    free(used);
    finish(&c, profile, NULL);
    report->nobodys_own = own - profile_own(profile);
}

/* Whether the frame stands for a thread of this id. */
static bool is_thread(const struct profile *profile, const struct frame *frame, struct str id)
{
    if (frame->thread == STACK_NO_THREAD)
        return false;
    struct str known = profile->names[frame->thread].raw;
    size_t semicolon = str_find(known, ';');
    return str_equal(known, id) ||
           (semicolon < known.size && str_equal(str_from(known, semicolon + 2), id));
}

static bool no_such_thread(const struct profile *profile, const char *id, struct error *error)
{
    enum { NAMED = 5 };
    struct buf list = {0};
    int named = 0;
    for (uint32_t i = 0; i < profile->stacks.frame_count && named < NAMED; i++) {
        uint32_t thread = profile->stacks.frames[i].thread;
        if (thread == STACK_NO_THREAD)
            continue;
        buf_text(&list, named++ ? ", " : "");
        buf_str(&list, utf8_cut(profile->names[thread].text, 40));
    }
    if (named)
        error_set(error, ERROR_INPUT, "--thread: there is no thread %.80s; there is %s", id,
                  list.data);
    else
        error_set(error, ERROR_INPUT, "--thread: the profile does not tell its threads apart");
    buf_free(&list);
    return false;
}

/* Marks the frames of the wanted threads. */
static bool mark_threads(const struct profile *profile, const struct patterns *ids, bool *marked,
                         struct error *error)
{
    for (size_t i = 0; i < ids->count; i++) {
        bool found = false;
        for (uint32_t f = 0; f < profile->stacks.frame_count; f++)
            if (is_thread(profile, &profile->stacks.frames[f], str_of(ids->items[i])))
                found = marked[f] = true;
        if (!found)
            return no_such_thread(profile, ids->items[i], error);
    }
    return true;
}

bool filter_stacks_threads(struct profile *profile, const struct patterns *ids, struct error *error)
{
    const struct stacks *stacks = &profile->stacks;
    bool *marked = memory_new(stacks->frame_count, sizeof *marked);
    bool ok = mark_threads(profile, ids, marked, error);
    if (ok) {
        struct copying c = start_copying(profile);
        for (uint32_t i = 1; i < stacks->count; i++)
            c.state[i] =
                marked[stacks->items[i].frame] ? THROUGH : c.state[stacks->items[i].caller];
        copy_stacks(&c, THROUGH);
        finish(&c, profile, NULL);
    }
    free(marked);
    return ok;
}
