#include "analysis/compare/match.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/compare/match_files.h"
#include "base/memory.h"

/* A function that was renamed may call others that were; so often is looked again. */
enum { ROUNDS = 3 };

/* What is being matched. */
struct matcher {
    const struct profile *sides[2]; /* before, after */
    struct match_pair_keys keys;
    struct match *match;
};

static const struct match_keys *keys_of(const struct matcher *m, int side)
{
    return side ? &m->keys.after : &m->keys.before;
}

/* What functions of a side were matched with. */
static uint32_t *partners(const struct matcher *m, int side)
{
    return side ? m->match->to_old : m->match->to_new;
}

static void pair(struct matcher *m, uint32_t before, uint32_t after, enum match_kind kind)
{
    m->match->to_new[before] = after;
    m->match->to_old[after] = before;
    m->match->kind[before] = kind;
}

/* A function with the number of its group and its line. */
struct member {
    uint32_t group, function;
    int64_t line;
};

static int compare_members(const void *left, const void *right)
{
    const struct member *a = left;
    const struct member *b = right;
    int order = (a->group > b->group) - (a->group < b->group);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    return order ? order : (a->function > b->function) - (a->function < b->function);
}

/* The functions of a side by group: file and name. */
static struct member *group_side(const struct matcher *m, int side, struct builder *groups)
{
    const struct profile *profile = m->sides[side];
    const struct match_keys *keys = keys_of(m, side);
    struct member *members = memory_new(profile->function_count, sizeof *members);
    for (uint32_t i = 0; i < profile->function_count; i++)
        members[i] =
            (struct member){builder_function(groups, keys->file[i], 0, keys->name[i], false), i,
                            profile->functions[i].line};
    if (profile->function_count)
        qsort(members, profile->function_count, sizeof *members, compare_members);
    return members;
}

static enum match_kind kind_of(const struct matcher *m, uint32_t before, uint32_t after)
{
    const struct function *f = &m->sides[0]->functions[before];
    const struct function *g = &m->sides[1]->functions[after];
    if (!str_equal(m->sides[0]->names[f->file].raw, m->sides[1]->names[g->file].raw))
        return MATCH_FILE;
    return f->line == g->line ? MATCH_SAME : MATCH_LINE;
}

/* A function that is not matched, with what it is known again by. */
struct stranger {
    uint64_t sign;
    uint32_t function, neighbours;
};

struct strangers {
    struct stranger *items;
    size_t count;
};

/* What is looked for: of a file and name that functions of one name call, by name (in another
   file), or by its calls (renamed). */
enum search { SEARCH_OWNER, SEARCH_NAME, SEARCH_CALLS };

static int compare_strangers(const void *left, const void *right)
{
    const struct stranger *a = left;
    const struct stranger *b = right;
    int order = (a->sign > b->sign) - (a->sign < b->sign);
    return order ? order : (a->function > b->function) - (a->function < b->function);
}

/* Whether counts of calls differ by a tenth at most. */
static bool is_near(int64_t a, int64_t b)
{
    double larger = fmax((double)a, (double)b);
    return fabs((double)a - (double)b) <= 0.1 * larger;
}

/* One call by one matched function, and none to another, would fit any two functions. */
static bool tells_enough(const struct stranger *stranger, const struct function *f,
                         const struct function *g)
{
    return stranger->neighbours >= 2 || (f->calls == g->calls && f->calls > 1);
}

static bool fits(const struct matcher *m, enum search search, const struct stranger *before,
                 const struct stranger *after)
{
    const struct function *f = &m->sides[0]->functions[before->function];
    const struct function *g = &m->sides[1]->functions[after->function];
    return search == SEARCH_OWNER || (is_near(f->calls, g->calls) && tells_enough(before, f, g));
}

static bool stands_alone(const struct strangers *list, size_t at)
{
    const struct stranger *items = list->items;
    return (at == 0 || items[at - 1].sign != items[at].sign) &&
           (at + 1 == list->count || items[at + 1].sign != items[at].sign);
}

static enum match_kind kind_of_search(const struct matcher *m, enum search search, uint32_t before,
                                      uint32_t after)
{
    return search == SEARCH_OWNER  ? kind_of(m, before, after)
           : search == SEARCH_NAME ? MATCH_FILE
                                   : MATCH_RENAMED;
}

static void sort_strangers(struct strangers *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_strangers);
}

/* Pairs what has a sign that no other function of its side has, and frees the lists; returns
   whether there was any. */
static bool pair_alone(struct matcher *m, struct strangers *before, struct strangers *after,
                       enum search search)
{
    bool found = false;
    sort_strangers(before);
    sort_strangers(after);
    for (size_t i = 0, k = 0; i < before->count && k < after->count;) {
        const struct stranger *old = &before->items[i], *new = &after->items[k];
        if (old->sign == new->sign && stands_alone(before, i) && stands_alone(after, k) &&
            fits(m, search, old, new)) {
            pair(m, old->function, new->function,
                 kind_of_search(m, search, old->function, new->function));
            found = true;
        }
        i += old->sign <= new->sign;
        k += new->sign <= old->sign;
    }
    free(before->items);
    free(after->items);
    return found;
}

static void pair_equal_lines(struct matcher *m, const struct member *before, size_t before_count,
                             const struct member *after, size_t after_count)
{
    for (size_t i = 0, k = 0; i < before_count && k < after_count;) {
        if (before[i].line == after[k].line) {
            pair(m, before[i].function, after[k].function,
                 kind_of(m, before[i].function, after[k].function));
            i++;
            k++;
        } else if (before[i].line < after[k].line) {
            i++;
        } else {
            k++;
        }
    }
}

/* The name of the function that calls one most: that in which a lambda or comprehension stands. */
static uint32_t name_of_owner(const struct matcher *m, int side, uint32_t function)
{
    const struct profile *profile = m->sides[side];
    struct row row = profile->callers[function];
    uint32_t owner = UINT32_MAX;
    int64_t most = -1;
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct call *call = &profile->calls[i];
        if (call->calls > most && call->caller != function) {
            most = call->calls;
            owner = keys_of(m, side)->name[call->caller];
        }
    }
    return owner;
}

/* The members that are not matched, by the names of the functions that call them. */
static struct strangers list_owned(const struct matcher *m, int side, const struct member *members,
                                   size_t count)
{
    struct strangers list = {memory_new(count, sizeof *list.items), 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t function = members[i].function, owner = name_of_owner(m, side, function);
        if (partners(m, side)[function] == MATCH_NOBODY && owner != UINT32_MAX)
            list.items[list.count++] = (struct stranger){owner, function, 1};
    }
    return list;
}

/* Pairs two stretches of equal file and name: in their order where they are as many; else first
   those on equal lines, then those that one function calls, and of the rest in their order those
   that are called about as often. */
static void pair_group(struct matcher *m, const struct member *before, size_t before_count,
                       const struct member *after, size_t after_count)
{
    bool is_plain = before_count == after_count;
    if (!is_plain) {
        pair_equal_lines(m, before, before_count, after, after_count);
        struct strangers old = list_owned(m, 0, before, before_count);
        struct strangers new = list_owned(m, 1, after, after_count);
        pair_alone(m, &old, &new, SEARCH_OWNER);
    }
    for (size_t i = 0, k = 0; i < before_count; i++) {
        while (k < after_count && m->match->to_old[after[k].function] != MATCH_NOBODY)
            k++;
        if (k == after_count || m->match->to_new[before[i].function] != MATCH_NOBODY)
            continue;
        const struct function *f = &m->sides[0]->functions[before[i].function];
        const struct function *g = &m->sides[1]->functions[after[k].function];
        if (is_plain || is_near(f->calls, g->calls))
            pair(m, before[i].function, after[k].function,
                 kind_of(m, before[i].function, after[k].function));
    }
}

static size_t group_end(const struct member *members, size_t start, size_t count)
{
    size_t end = start;
    while (end < count && members[end].group == members[start].group)
        end++;
    return end;
}

static void pair_by_file_and_name(struct matcher *m)
{
    struct builder groups = builder_start();
    struct member *before = group_side(m, 0, &groups);
    struct member *after = group_side(m, 1, &groups);
    size_t before_count = m->sides[0]->function_count, after_count = m->sides[1]->function_count;
    for (size_t i = 0, k = 0; i < before_count && k < after_count;) {
        size_t i_end = group_end(before, i, before_count);
        size_t k_end = group_end(after, k, after_count);
        if (before[i].group == after[k].group)
            pair_group(m, &before[i], i_end - i, &after[k], k_end - k);
        bool first_is_behind = before[i].group <= after[k].group;
        bool second_is_behind = after[k].group <= before[i].group;
        i = first_is_behind ? i_end : i;
        k = second_is_behind ? k_end : k;
    }
    free(before);
    free(after);
    builder_drop(&groups);
}

/* Mixes the bits of a number (finalizer of MurmurHash3, A. Appleby). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 33) * 0xff51afd7ed558ccdU;
    x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53U;
    return x ^ x >> 33;
}

/* What stands for a matched function on either side: its number on the new one. */
static uint64_t sign_of_neighbour(const struct matcher *m, int side, uint32_t function)
{
    uint32_t partner = partners(m, side)[function];
    return partner == MATCH_NOBODY ? 0 : mix((side ? function : partner) + UINT64_C(1));
}

/* Sums up the matched callers of a function, in any order; counts them. */
static uint64_t sign_of_callers(const struct matcher *m, int side, uint32_t function,
                                uint32_t *count)
{
    const struct profile *profile = m->sides[side];
    uint64_t sign = 0;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        uint64_t one = sign_of_neighbour(m, side, profile->calls[i].caller);
        sign += one;
        *count += one != 0;
    }
    return sign;
}

static uint64_t sign_of_callees(const struct matcher *m, int side, uint32_t function,
                                uint32_t *count)
{
    const struct profile *profile = m->sides[side];
    uint64_t sign = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        uint64_t one = sign_of_neighbour(m, side, profile->calls[profile->callees_of[i]].callee);
        sign += one;
        *count += one != 0;
    }
    return sign;
}

static struct stranger stranger_of(const struct matcher *m, int side, uint32_t function,
                                   enum search search)
{
    const struct match_keys *keys = keys_of(m, side);
    struct stranger found = {.function = function};
    found.sign = mix(sign_of_callers(m, side, function, &found.neighbours));
    if (search == SEARCH_NAME) {
        found.sign ^= mix(keys->name[function] + UINT64_C(0x100000000));
        if (match_keys_is_common(&m->keys, keys->name[function]))
            found.neighbours = 0;
        return found;
    }
    found.sign ^= mix(sign_of_callees(m, side, function, &found.neighbours) + 1) * 3;
    found.sign ^= mix(keys->file[function] + UINT64_C(0x200000000));
    return found;
}

/* The functions of a side that are not matched but have matched neighbours. */
static struct strangers list_strangers(const struct matcher *m, int side, enum search search)
{
    const struct profile *profile = m->sides[side];
    struct strangers list = {memory_new(profile->function_count, sizeof *list.items), 0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (partners(m, side)[i] != MATCH_NOBODY ||
            profile->names[profile->functions[i].file].raw.size < 2)
            continue;
        struct stranger stranger = stranger_of(m, side, i, search);
        if (stranger.neighbours)
            list.items[list.count++] = stranger;
    }
    return list;
}

/* Looks once for what fits one function only on either side; returns whether there was any. */
static bool pair_strangers(struct matcher *m, enum search search)
{
    struct strangers before = list_strangers(m, 0, search);
    struct strangers after = list_strangers(m, 1, search);
    return pair_alone(m, &before, &after, search);
}

struct match match_functions(const struct profile *before, const struct profile *after)
{
    struct match match = {memory_new(before->function_count, sizeof *match.to_new),
                          memory_new(after->function_count, sizeof *match.to_old),
                          memory_new(before->function_count, sizeof *match.kind)};
    for (uint32_t i = 0; i < before->function_count; i++) {
        match.to_new[i] = MATCH_NOBODY;
        match.kind[i] = MATCH_NONE;
    }
    for (uint32_t i = 0; i < after->function_count; i++)
        match.to_old[i] = MATCH_NOBODY;
    struct matcher m = {{before, after}, match_keys_make(before, after), &match};
    pair_by_file_and_name(&m);
    for (int round = 0; round < ROUNDS; round++) {
        bool found = pair_strangers(&m, SEARCH_NAME);
        if (!pair_strangers(&m, SEARCH_CALLS) && !found)
            break;
    }
    match_keys_free(&m.keys);
    return match;
}

void match_free(struct match *match)
{
    free(match->to_new);
    free(match->to_old);
    free(match->kind);
    *match = (struct match){0};
}
