#include "analysis/prepare/merge.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/stack_builder.h"
#include "python/c_names.h"

static void add_costs(struct function *into, const struct function *from)
{
    into->calls = profile_add_counts(into->calls, from->calls);
    into->primitive = profile_add_counts(into->primitive, from->primitive);
    into->own = profile_add_times(into->own, from->own);
    into->total = profile_add_times(into->total, from->total);
}

static void add_calls(struct builder *sum, const struct profile *part, const uint32_t *place)
{
    sum->repeats = true;
    for (uint32_t i = 0; i < part->call_count; i++) {
        const struct call *call = &part->calls[i];
        builder_add_call(builder_call(sum, place[call->caller], place[call->callee]), call);
    }
}

static void add_lines(struct builder *sum, const struct profile *part, const uint32_t *place)
{
    for (uint32_t i = 0; i < part->line_count; i++) {
        struct line_cost line = part->lines[i];
        line.function = place[line.function];
        builder_line(sum, &line);
    }
}

/* An entry's place among the entries: after all that came before this part. */
static uint32_t later_order(uint32_t before, uint32_t order)
{
    return order < NO_ENTRY - before ? before + order : NO_ENTRY - 1;
}

/* The names of a part in the sum: without addresses, which differ between two runs. */
static uint32_t *place_names(struct builder *sum, const struct profile *part)
{
    uint32_t *names = memory_new(part->name_count, sizeof *names);
    struct buf plain = {0};
    for (uint32_t i = 0; i < part->name_count; i++) {
        struct str raw = part->names[i].raw;
        buf_cut(&plain, 0);
        names[i] =
            builder_name(sum, c_names_without_address(raw, &plain) ? buf_slice(&plain) : raw);
    }
    buf_free(&plain);
    return names;
}

void merge_add(struct builder *sum, const struct profile *part)
{
    uint32_t *place = memory_new(part->function_count, sizeof *place);
    uint32_t *names = place_names(sum, part);
    uint32_t before = sum->entries;
    for (uint32_t i = 0; i < part->function_count; i++) {
        const struct function *from = &part->functions[i];
        place[i] =
            builder_function(sum, names[from->file], from->line, names[from->name], from->is_code);
        struct function *into = &sum->profile.functions[place[i]];
        add_costs(into, from);
        if (from->order == NO_ENTRY)
            continue;
        uint32_t order = later_order(before, from->order);
        if (into->order == NO_ENTRY)
            into->order = order;
        if (order >= sum->entries)
            sum->entries = order + 1;
    }
    add_calls(sum, part, place);
    add_lines(sum, part, place);
    profile_add_facts(&sum->profile, part);
    builder_join_calls(sum);
    free(names);
    free(place);
}

static int64_t least_count(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static double least_time(double a, double b)
{
    return a < b ? a : b;
}

static void cap_samples(struct profile *profile)
{
    struct totals totals = profile_totals(profile);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct function *function = &profile->functions[i];
        function->calls = least_count(function->calls, totals.primitive);
        function->total = least_time(function->total, totals.own);
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct call *call = &profile->calls[i];
        const struct function *caller = &profile->functions[call->caller];
        const struct function *callee = &profile->functions[call->callee];
        call->calls = least_count(call->calls, least_count(caller->calls, callee->calls));
        call->primitive = least_count(call->primitive, call->calls);
        call->total = least_time(call->total, least_time(caller->total, callee->total));
        call->own = least_time(call->own, callee->own);
    }
}

/* What a line calls of one function: of each pair of lines that part of its samples which both
 * have.
 */
struct entry {
    uint32_t caller, function;
    int64_t calls;
    double total;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->function != b->function)
        return a->function < b->function ? -1 : 1;
    return (a->caller > b->caller) - (a->caller < b->caller);
}

/* Lists the calls that lead into functions from others; returns their number. */
static uint32_t list_entries(const struct profile *profile, const uint32_t *place,
                             struct entry *entries)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        const struct function *caller = &profile->functions[call->caller];
        const struct function *callee = &profile->functions[call->callee];
        if (place[call->caller] == place[call->callee])
            continue;
        entries[count++] = (struct entry){
            call->caller, place[call->callee], least_count(call->calls, callee->calls),
            least_time(call->total, least_time(caller->total, callee->total))};
    }
    if (count > 1)
        qsort(entries, count, sizeof *entries, compare_entries);
    return count;
}

/* Adds the samples of a line that none of its callers explains. */
static void add_uncalled(struct entry *entered, const struct profile *profile, uint32_t line)
{
    const struct function *function = &profile->functions[line];
    struct row callers = profile->callers[line];
    int64_t called = 0;
    for (uint32_t i = callers.start; i < callers.end; i++)
        called = profile_add_counts(called, profile->calls[i].calls);
    if (called < 0 || called >= function->calls)
        return;
    int64_t calls = function->calls - called;
    double part = (double)calls / (double)function->calls;
    entered->calls = profile_add_counts(entered->calls, calls);
    entered->total = profile_add_times(entered->total, function->total * part);
}

/* Of each function the samples in which a line of another leads to it, or nothing does: those in
   which it calls itself are among them. A line leads to no more than it has itself. */
static struct entry *find_entered(const struct profile *profile, const uint32_t *place,
                                  uint32_t function_count)
{
    struct entry *entered = memory_new(function_count, sizeof *entered);
    struct entry *entries = memory_new(profile->call_count, sizeof *entries);
    uint32_t count = list_entries(profile, place, entries), end;
    for (uint32_t i = 0; i < profile->function_count; i++)
        add_uncalled(&entered[place[i]], profile, i);
    for (uint32_t i = 0; i < count; i = end) {
        const struct function *caller = &profile->functions[entries[i].caller];
        struct entry *function = &entered[entries[i].function], sum = {0};
        for (end = i; end < count && !compare_entries(&entries[i], &entries[end]); end++) {
            sum.calls = profile_add_counts(sum.calls, entries[end].calls);
            sum.total = profile_add_times(sum.total, entries[end].total);
        }
        function->calls =
            profile_add_counts(function->calls, least_count(sum.calls, caller->calls));
        function->total = profile_add_times(function->total, least_time(sum.total, caller->total));
    }
    free(entries);
    return entered;
}

/* Samples in which several lines of a function are on the stack count once. */
static void cap_recursion(struct profile *merged, const struct profile *profile,
                          const uint32_t *place)
{
    struct entry *entered = find_entered(profile, place, merged->function_count);
    for (uint32_t i = 0; i < merged->function_count; i++) {
        struct function *function = &merged->functions[i];
        double most = function->own > entered[i].total ? function->own : entered[i].total;
        if (entered[i].calls <= 0)
            continue;
        function->total = least_time(function->total, most);
        function->calls = least_count(function->calls, entered[i].calls);
    }
    free(entered);
}

struct profile merge_lines(struct profile *profile)
{
    struct builder builder = builder_start();
    uint32_t *place = memory_new(profile->function_count, sizeof *place);
    int64_t *lines = memory_new(profile->function_count, sizeof *lines);
    for (uint32_t i = 0; i < profile->name_count; i++)
        builder_name(&builder, profile->names[i].raw);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *from = &profile->functions[i];
        uint32_t known = builder.profile.function_count;
        place[i] = builder_function(&builder, from->file, 0, from->name, from->is_code);
        struct function *into = &builder.profile.functions[place[i]];
        if (place[i] == known || from->line < lines[place[i]])
            lines[place[i]] = from->line;
        if (from->order < into->order)
            into->order = from->order;
        add_costs(into, from);
        struct line_cost line = {place[i], from->line, from->primitive, from->own, from->total};
        if (from->line > 0)
            builder_line(&builder, &line);
    }
    add_calls(&builder, profile, place);
    for (uint32_t i = 0; i < builder.profile.function_count; i++)
        builder.profile.functions[i].line = lines[i];
    cap_recursion(&builder.profile, profile, place);
    free(lines);
    free(place);
    profile_copy_facts(&builder.profile, profile);
    builder.profile.by_line = false;
    profile_free(profile);
    struct profile merged = builder_finish(&builder);
    cap_samples(&merged);
    return merged;
}

/* Copies the calls of one entry, under their new names; of callers that fall together the last
   stays. `latest[f]` is the index + 1 of the last call in which f was the caller. */
static void copy_callers(struct builder *builder, const struct profile *profile, uint32_t callee,
                         const uint32_t *place, uint32_t *latest)
{
    uint32_t first = builder->profile.call_count;
    for (uint32_t i = profile->callers[callee].start; i < profile->callers[callee].end; i++) {
        const struct call *call = &profile->calls[i];
        uint32_t caller = place[call->caller];
        struct call copy = *call;
        copy.caller = caller;
        copy.callee = place[callee];
        if (latest[caller] > first) {
            builder->profile.calls[latest[caller] - 1] = copy;
        } else {
            *builder_call(builder, caller, place[callee]) = copy;
            latest[caller] = builder->profile.call_count;
        }
    }
}

/* Writes a frame's text with the file's base name in place of its path. */
static void strip_text(struct str text, struct str file, struct buf *out)
{
    size_t at = 0;
    buf_cut(out, 0);
    while (at < text.size && !str_starts(str_from(text, at), file))
        at++;
    if (!file.size || at == text.size) {
        buf_str(out, text);
        return;
    }
    buf_str(out, str_first(text, at));
    buf_str(out, str_base_name(file));
    buf_str(out, str_from(text, at + file.size));
}

/* All stacks again, in their order, so that indices stay; under files' base names. */
static struct profile strip_stacks(struct profile *profile)
{
    const struct stacks *stacks = &profile->stacks;
    struct stack_builder builder = stack_builder_start();
    struct buf stripped_text = {0};
    for (uint32_t i = 0; i < stacks->frame_count; i++) {
        const struct frame *frame = &stacks->frames[i];
        struct str text = profile->names[frame->text].raw;
        if (frame->thread != STACK_NO_THREAD) {
            stack_builder_thread(&builder, text, profile->names[frame->thread].raw);
            continue;
        }
        const struct function *f = &profile->functions[frame->function];
        struct frame_parts parts = {str_base_name(profile->names[f->file].raw),
                                    profile->names[f->name].raw, f->line, frame->line};
        strip_text(text, profile->names[f->file].raw, &stripped_text);
        stack_builder_add_frame(&builder, buf_slice(&stripped_text), &parts);
    }
    buf_free(&stripped_text);
    for (uint32_t i = 0; i < stacks->count; i++) {
        const struct stack *stack = &stacks->items[i];
        uint32_t same = i ? stack_builder_push(&builder, stack->caller, stack->frame) : 0;
        stack_builder_weigh(&builder, same, stack->own, stack->samples);
    }
    struct profile stripped = stack_builder_finish(&builder, &profile->unit);
    profile_copy_facts(&stripped, profile);
    profile_free(profile);
    return stripped;
}

struct profile merge_strip_dirs(struct profile *profile)
{
    if (profile->stacks.count)
        return strip_stacks(profile);
    struct builder builder = builder_start();
    uint32_t *place = memory_new(profile->function_count, sizeof *place);
    uint32_t *latest = memory_new(profile->function_count, sizeof *latest);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *from = &profile->functions[i];
        struct str path = profile->names[from->file].raw; /* Python keeps a code object's */
        uint32_t file = builder_name(
            &builder, from->is_code ? path : str_base_name(path)); /* os.path.basename */
        uint32_t name = builder_name(&builder, profile->names[from->name].raw);
        place[i] = builder_function(&builder, file, from->line, name, from->is_code);
        struct function *into = &builder.profile.functions[place[i]];
        if (from->order < into->order)
            into->order = from->order;
        add_costs(into, from);
    }
    builder.repeats = true;
    for (uint32_t i = 0; i < profile->function_count; i++)
        copy_callers(&builder, profile, i, place, latest);
    add_lines(&builder, profile, place);
    profile_copy_facts(&builder.profile, profile);
    free(place);
    free(latest);
    profile_free(profile);
    return builder_finish(&builder);
}
