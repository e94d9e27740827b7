#include "analysis/unfold/deal_rest.h"

enum { MOST_SWEEPS = 4 };

struct rest {
    struct dealing *dealing;
    uint32_t *widest; /* block of each function; 0: it has none */
    bool *has_block;  /* of each flow */
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
}

static bool matters(const struct dealing *dealing, double time)
{
    return time > 0 && time >= dealing->limits.least;
}

/* Adds a block for a call where one is missing; false if it cannot. */
static bool add_call(struct rest *rest, uint32_t flow, uint32_t parent)
{
    struct dealing *dealing = rest->dealing;
    const struct flow *call = &dealing->flows->items[flow];
    if (rest->has_block[flow] || !matters(dealing, call->total) || !parent ||
        !dealing_has_room(dealing, dealing->dealt.sprouts[parent].depth + 1) ||
        (!dealing_is_hub(dealing, call->callee) &&
         dealing_is_on_path(dealing, parent, call->callee)))
        return false;
    enum nesting nesting = dealing_nesting(dealing, parent, flow);
    uint32_t added = dealing_add(dealing, parent, flow, call->own, 1, nesting);
    dealing->dealt.sprouts[added].own = call->own;
    note_block(rest, added);
    return true;
}

static void add_function(struct rest *rest, uint32_t function)
{
    struct dealing *dealing = rest->dealing;
    const struct junction *junction = &dealing->flows->junctions[function];
    if (rest->widest[function] || !matters(dealing, junction->total) ||
        !dealing_has_room(dealing, 1))
        return;
    uint32_t added = dealing_begin(dealing, function, junction->own);
    dealing->dealt.sprouts[added].own = junction->own;
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

/* Below any block: in the widest ones the callee is running already. */
static void add_calls_anywhere(struct rest *rest)
{
    struct dealing *dealing = rest->dealing;
    const struct flows *flows = dealing->flows;
    for (uint32_t i = 1; i < dealing->dealt.count && !dealing_is_tired(dealing); i++) {
        const struct junction *junction = &flows->junctions[dealing->dealt.sprouts[i].function];
        for (uint32_t k = junction->first_out; k < junction->end_out; k++)
            add_call(rest, flows->out[k], i);
        dealing->steps += junction->end_out - junction->first_out;
    }
}

void deal_rest(struct dealing *dealing)
{
    const struct flows *flows = dealing->flows;
    struct rest rest = {.dealing = dealing,
                        .widest = arena_new(dealing->arena, flows->functions, sizeof *rest.widest),
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
}
