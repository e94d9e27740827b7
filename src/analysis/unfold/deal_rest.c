#include "analysis/unfold/deal_rest.h"

#include <stdlib.h>

enum { MOST_SWEEPS = 4 };

/* Of the total: own time of functions that have no block. */
static const double NEGLIGIBLE = 3e-4;

struct rest {
    struct dealing *dealing;
    uint32_t *widest; /* block of each function; 0: it has none */
    bool *has_block;  /* of each flow */
    bool *has_begun;  /* of each function: it has a block that no call led to */
};

static void note_block(struct rest *rest, uint32_t index)
{
    const struct sprout *sprouts = rest->dealing->dealt.sprouts;
    const struct sprout *sprout = &sprouts[index];
    uint32_t *widest = &rest->widest[sprout->function];
    if (!*widest || sprout->width > sprouts[*widest].width)
        *widest = index;
    if (sprout->flow != NO_FLOW)
        rest->has_block[sprout->flow] = true;
    else
        rest->has_begun[sprout->function] = true;
}

static bool matters(const struct dealing *dealing, double time)
{
    return time > 0 && time >= dealing->limits.least;
}

/* Adds a block for a call; false if it cannot. */
static bool add_block(struct rest *rest, uint32_t flow, uint32_t parent)
{
    struct dealing *dealing = rest->dealing;
    const struct flow *call = &dealing->flows->items[flow];
    if (!parent || !dealing_has_room(dealing, dealing->dealt.sprouts[parent].depth + 1) ||
        (!dealing_is_hub(dealing, call->callee) &&
         dealing_is_on_path(dealing, parent, call->callee)))
        return false;
    enum nesting nesting = dealing_nesting(dealing, parent, flow);
    uint32_t added = dealing_add(dealing, parent, flow, call->own, 1, nesting);
    dealing->dealt.sprouts[added].own = call->own;
    note_block(rest, added);
    return true;
}

/* Adds a block for a call where one is missing; false if it cannot. */
static bool add_call(struct rest *rest, uint32_t flow, uint32_t parent)
{
    const struct dealing *dealing = rest->dealing;
    return !rest->has_block[flow] && matters(dealing, dealing->flows->items[flow].total) &&
           add_block(rest, flow, parent);
}

/* Own time of a function in calls that none of the flows explains; 0 where they explain all calls.
 */
static double find_uncalled(const struct flows *flows, uint32_t function)
{
    const struct junction *junction = &flows->junctions[function];
    double own = junction->own - junction->self_own;
    double calls = junction->calls - junction->self_calls;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++) {
        own -= flows->items[i].own;
        calls -= flows->items[i].calls;
    }
    return flows->counted && calls > 0 && own > flows->own * NEGLIGIBLE ? own : 0;
}

/* Where no block stands for a function, or none for its calls that nobody made. */
static void add_function(struct rest *rest, uint32_t function)
{
    struct dealing *dealing = rest->dealing;
    const struct junction *junction = &dealing->flows->junctions[function];
    double own = find_uncalled(dealing->flows, function);
    bool is_missing = !rest->widest[function] && matters(dealing, junction->total);
    if (rest->has_begun[function] || (!is_missing && own <= 0) || !dealing_has_room(dealing, 1))
        return;
    own = is_missing ? junction->own : own;
    uint32_t added = dealing_begin(dealing, function, own);
    dealing->dealt.sprouts[added].own = own;
    note_block(rest, added);
}

/* Below the widest blocks. Returns whether any block was added. */
static bool add_calls(struct rest *rest)
{
    const struct flows *flows = rest->dealing->flows;
    bool any = false;
    for (uint32_t i = 0; i < flows->count; i++)
        any |= add_call(rest, i, rest->widest[flows->items[i].caller]);
    return any;
}

/* Marks the callers of calls that matter and have no block; false if there are none. */
static bool find_lacking(const struct rest *rest, bool *is_lacking)
{
    const struct flows *flows = rest->dealing->flows;
    bool any = false;
    for (uint32_t i = 0; i < flows->count; i++) {
        if (rest->has_block[i] || !matters(rest->dealing, flows->items[i].total))
            continue;
        is_lacking[flows->items[i].caller] = any = true;
    }
    return any;
}

/* Below any block: in the widest ones the callee is running already. */
static void add_calls_anywhere(struct rest *rest)
{
    struct dealing *dealing = rest->dealing;
    const struct flows *flows = dealing->flows;
    bool *is_lacking = arena_new(dealing->arena, (size_t)flows->functions + 1, sizeof *is_lacking);
    if (!find_lacking(rest, is_lacking))
        return;
    for (uint32_t i = 1; i < dealing->dealt.count && !dealing_is_tired(dealing); i++) {
        uint32_t function = dealing->dealt.sprouts[i].function;
        if (!is_lacking[function])
            continue;
        const struct junction *junction = &flows->junctions[function];
        for (uint32_t k = junction->first_out; k < junction->end_out; k++)
            add_call(rest, flows->out[k], i);
        dealing->steps += junction->end_out - junction->first_out;
    }
}

/* Functions without a block, too small to matter each. */
struct small {
    double total, own;
    uint32_t function;
};

static int compare_small(const void *left, const void *right)
{
    const struct small *a = left, *b = right;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return (a->function > b->function) - (a->function < b->function);
}

/* The largest first. Returns how many. */
static uint32_t list_small(const struct rest *rest, struct small *list)
{
    const struct flows *flows = rest->dealing->flows;
    uint32_t count = 0;
    for (uint32_t f = 0; f < flows->functions; f++)
        if (!rest->widest[f] && flows->junctions[f].total > 0)
            list[count++] = (struct small){flows->junctions[f].total, flows->junctions[f].own, f};
    if (count > 1)
        qsort(list, count, sizeof *list, compare_small);
    return count;
}

/* Below the widest block of the caller that spends most on it. */
static void add_small(struct rest *rest, uint32_t function)
{
    const struct flows *flows = rest->dealing->flows;
    const struct junction *junction = &flows->junctions[function];
    uint32_t best = NO_FLOW;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        if (rest->widest[flows->items[i].caller] &&
            (best == NO_FLOW || flows->items[i].total > flows->items[best].total))
            best = i;
    if (best != NO_FLOW)
        add_block(rest, best, rest->widest[flows->items[best].caller]);
}

/* So many that what all others together spend does not matter. */
static void add_smalls(struct rest *rest)
{
    const struct flows *flows = rest->dealing->flows;
    struct small *list = arena_new(rest->dealing->arena, flows->functions, sizeof *list);
    uint32_t count = list_small(rest, list);
    double others = 0;
    while (count && others + list[count - 1].own <= flows->own * NEGLIGIBLE)
        others += list[--count].own;
    for (uint32_t i = 0; i < count; i++)
        add_small(rest, list[i].function);
}

void deal_rest(struct dealing *dealing)
{
    const struct flows *flows = dealing->flows;
    struct rest rest = {.dealing = dealing,
                        .widest = arena_new(dealing->arena, flows->functions, sizeof *rest.widest),
                        .has_begun = arena_new(dealing->arena, flows->functions, sizeof(bool)),
                        .has_block =
                            arena_new(dealing->arena, flows->count, sizeof *rest.has_block)};
    dealing->reserve = 0;
    for (uint32_t i = 1; i < dealing->dealt.count; i++)
        note_block(&rest, i);
    for (int sweep = 0; sweep < MOST_SWEEPS && add_calls(&rest); sweep++)
        continue;
    for (uint32_t f = 0; f < flows->functions; f++)
        add_function(&rest, f);
    add_calls_anywhere(&rest);
    add_smalls(&rest);
}
