#include "analysis/unfold/deal_items.h"

#include <math.h>

#include "analysis/flows/flow_mates.h"

/* A room may be that much smaller than what goes there. */
static const double TOLERANCE = 0.98;
/* In a room of so many times the size, what is spent on the way does not matter. */
static const double ROOMY = 2;
/* Where nothing fits, a room of this part of the size will do. */
static const double FORCED = 0.5;
/* A way back is taken first if it leads to this part of the time of the way there. */
static const double LOOP = 0.5;
/* Single calls that lead back to their cycle make room: they are placed before others that are
   hardly larger. */
static const double URGENT = 1.005;
enum { MOST_TRIES = 200, MOST_HOPS = 1000 };

/* One piece of an item that is being placed. */
struct piece {
    uint32_t item;
    double size, calls;
    const struct route *route;
    double overhead; /* for each unit of a hop's overhead */
};

static bool is_rare(double calls, double all)
{
    const double few = 10, few_part = 0.34, part = 0.05;
    return calls <= 1 || (calls <= few && calls <= few_part * all) || calls <= part * all;
}

bool *deal_find_items(const struct flows *flows)
{
    bool *is_item = arena_new(flows->arena, flows->count, sizeof *is_item);
    for (uint32_t i = 0; i < flows->count && flows->counted; i++) {
        const struct flow *flow = &flows->items[i];
        const struct junction *caller = &flows->junctions[flow->caller];
        is_item[i] = caller->is_hub && !flows->junctions[flow->callee].is_hub && flow->calls > 0 &&
                     is_rare(flow->calls, caller->calls);
    }
    return is_item;
}

/* By which items are ordered. */
static double urgency(const struct dealing *dealing, uint32_t item, double size)
{
    const struct flow *flow = &dealing->flows->items[item];
    return flow->calls == 1 && flow_is_inner(dealing->flows, flow) ? size * URGENT : size;
}

static double size_of(const struct flow_left *left)
{
    double calls = left->piece < left->calls ? left->piece : left->calls;
    return left->calls > 0.5 ? left->mass * (calls / left->calls) : 0;
}

void deal_start_items(struct dealing *dealing)
{
    for (uint32_t i = 0; i < dealing->flows->count; i++) {
        struct flow_left *left = &dealing->flow_left[i];
        if (left->is_item && left->mass > dealing->limits.least)
            queue_add(&dealing->solid, (struct task){urgency(dealing, i, left->mass), i, true});
    }
}

static uint32_t state_of(const struct dealing *dealing, uint32_t sprout)
{
    const struct sprout *block = &dealing->dealt.sprouts[sprout];
    return block->flow == NO_FLOW ? block->function : flow_state(dealing->flows, block->flow);
}

static const struct hop *hop_from(struct dealing *dealing, const struct piece *piece,
                                  uint32_t sprout)
{
    const struct hop *hop = route_hop(piece->route, state_of(dealing, sprout));
    uint32_t callee = dealing->flows->items[piece->item].callee;
    dealing->item_steps++;
    return hop && !dealing_is_on_path(dealing, sprout, callee) ? hop : NULL;
}

static uint32_t component_of(const struct dealing *dealing, uint32_t item)
{
    return dealing->flows->junctions[dealing->flows->items[item].caller].component;
}

/* The tightest room for a piece and what is spent on its way; 0: none. */
static uint32_t find_tightest(struct dealing *dealing, const struct piece *piece)
{
    uint32_t set = component_of(dealing, piece->item);
    uint32_t at = ordered_at_least(&dealing->rooms, set, piece->size * TOLERANCE);
    for (int tries = 0; at != ORDERED_NONE && tries < MOST_TRIES; tries++) {
        const struct hop *hop = hop_from(dealing, piece, at);
        double room = dealing->room_of[at];
        if (hop && (room >= (piece->size + piece->calls * hop->overhead) * TOLERANCE ||
                    room > piece->size * ROOMY))
            return at;
        at = ordered_next(&dealing->rooms, at);
    }
    return 0;
}

/* The roomiest block that has at least `least`; 0: none. */
static uint32_t find_roomiest(struct dealing *dealing, const struct piece *piece, double least)
{
    uint32_t set = component_of(dealing, piece->item);
    uint32_t at = ordered_last(&dealing->rooms, set);
    for (int tries = 0; at != ORDERED_NONE && tries < MOST_TRIES; tries++) {
        if (dealing->room_of[at] < least)
            return 0;
        if (hop_from(dealing, piece, at))
            return at;
        at = ordered_previous(&dealing->rooms, at);
    }
    return 0;
}

/* Finds a block for a piece, and its route; 0: there is none. */
static uint32_t find_place(struct dealing *dealing, struct piece *piece, double tolerance)
{
    uint32_t found = 0;
    double each = piece->size / (piece->calls > 1 ? piece->calls : 1);
    for (int turn = 0; turn < 2 && !found; turn++) {
        piece->route = routes_find(&dealing->routes, piece->item, each, turn > 0);
        found = find_tightest(dealing, piece);
        if (!found)
            found = find_roomiest(dealing, piece, piece->size * tolerance);
    }
    return found;
}

/* The best call from a block that leads back to it: only if it is made before the call on the way
   can both pairs have the time that the file tells. */
static uint32_t find_loop(struct dealing *dealing, const struct piece *piece, uint32_t sprout,
                          uint32_t onward)
{
    const struct flows *flows = dealing->flows;
    const struct sprout *block = &dealing->dealt.sprouts[sprout];
    const struct junction *junction = &flows->junctions[block->function];
    uint32_t in = block->flow, best = onward;
    double least = LOOP * (onward == NO_FLOW ? junction->total : dealing->flow_left[onward].total);
    if (least < piece->size * TOLERANCE)
        least = piece->size * TOLERANCE;
    for (uint32_t i = junction->first_out; i < junction->end_out; i++) {
        uint32_t flow = flows->out[i];
        double total = dealing->flow_left[flow].total;
        dealing->item_steps++;
        if (flow == onward || total < least || (best != onward && total <= least) ||
            !flow_is_inner(flows, &flows->items[flow]) ||
            !dealing_is_hub(dealing, flows->items[flow].callee) || !flow_allowed(flows, in, flow))
            continue;
        const struct hop *hop = route_hop(piece->route, flow_state(flows, flow));
        if (!hop || hop->flow == NO_FLOW || dealing_nesting(dealing, sprout, flow) == NESTING_PAIR)
            continue;
        best = flow;
        least = total;
    }
    return best;
}

/* The callee of a call on the way: a new block, unless another item made one. */
static uint32_t find_or_add(struct dealing *dealing, uint32_t sprout, uint32_t flow,
                            enum nesting nesting)
{
    uint32_t at = dealing->dealt.sprouts[sprout].first_hub;
    while (at && dealing->dealt.sprouts[at].flow != flow)
        at = dealing->dealt.sprouts[at].next_hub;
    if (at)
        return at;
    at = dealing_add(dealing, sprout, flow, 0, 0, nesting);
    dealing->dealt.sprouts[at].next_hub = dealing->dealt.sprouts[sprout].first_hub;
    dealing->dealt.sprouts[sprout].first_hub = at;
    return at;
}

/* Makes the call on the way that a block stands before; returns the callee's block. `room` is the
   width that the block may promise. */
static uint32_t walk(struct dealing *dealing, const struct piece *piece, uint32_t sprout,
                     const struct hop *hop, double room)
{
    uint32_t flow = hop->flow;
    if (flow == NO_FLOW || dealing_nesting(dealing, sprout, flow) != NESTING_PAIR)
        flow = find_loop(dealing, piece, sprout, flow);
    if (flow == NO_FLOW)
        return sprout;
    const struct hop *next = route_hop(piece->route, flow_state(dealing->flows, flow));
    double width = piece->size + piece->overhead * (next ? next->overhead : 0);
    enum nesting nesting = dealing_nesting(dealing, sprout, flow);
    width = width < room ? width : room;
    width = width > piece->size ? width : piece->size;
    uint32_t callee = find_or_add(dealing, sprout, flow, nesting);
    dealing->dealt.sprouts[sprout].need += width;
    dealing->dealt.sprouts[callee].width += width;
    dealing->dealt.sprouts[callee].calls += piece->calls;
    dealing_use(dealing, flow, width, piece->calls, nesting);
    return callee;
}

/* Walks the route from a block to the item's caller; returns the caller's block. */
static uint32_t walk_route(struct dealing *dealing, const struct piece *piece, uint32_t sprout)
{
    double room = INFINITY;
    for (int hops = 0; hops < MOST_HOPS; hops++) {
        const struct hop *hop = route_hop(piece->route, state_of(dealing, sprout));
        if (!hop)
            break;
        uint32_t next = walk(dealing, piece, sprout, hop, room);
        if (next == sprout)
            break;
        sprout = next;
        room = dealing_room(dealing, sprout);
    }
    return sprout;
}

/* What the block has room for besides the piece is spent on its way. */
static void take_room(struct dealing *dealing, struct piece *piece, uint32_t sprout)
{
    const struct hop *hop = route_hop(piece->route, state_of(dealing, sprout));
    double room = dealing->room_of[sprout] - piece->size, full = piece->calls * hop->overhead;
    double part = full > room ? (room > 0 ? room / full : 0) : 1;
    piece->overhead = piece->calls * part;
    room -= piece->overhead * hop->overhead;
    dealing_set_room(dealing, sprout, room > 0 ? room : 0);
}

static void place(struct dealing *dealing, struct piece *piece, uint32_t sprout)
{
    const struct flows *flows = dealing->flows;
    take_room(dealing, piece, sprout);
    sprout = walk_route(dealing, piece, sprout);
    if (dealing->dealt.sprouts[sprout].function != flows->items[piece->item].caller)
        return;
    enum nesting nesting = dealing_nesting(dealing, sprout, piece->item);
    dealing->dealt.sprouts[sprout].need += piece->size;
    dealing_use(dealing, piece->item, piece->size, piece->calls, nesting);
    dealing_start(dealing,
                  dealing_add(dealing, sprout, piece->item, piece->size, piece->calls, nesting));
}

static bool is_done(const struct dealing *dealing, const struct flow_left *left)
{
    return left->calls < 0.5 || left->mass < dealing->limits.least ||
           dealing_is_tired_of_items(dealing) || !dealing_has_room(dealing, 1);
}

/* Returns whether a piece was placed. */
static bool try_piece(struct dealing *dealing, uint32_t item, double tolerance)
{
    struct flow_left *left = &dealing->flow_left[item];
    struct piece piece = {.item = item, .size = size_of(left), .calls = left->piece};
    uint32_t found =
        piece.size < dealing->limits.least ? 0 : find_place(dealing, &piece, tolerance);
    if (found)
        place(dealing, &piece, found);
    return found;
}

void deal_item(struct dealing *dealing, uint32_t item, double size)
{
    const double rounding = 0.999;
    struct flow_left *left = &dealing->flow_left[item];
    if (is_done(dealing, left))
        return;
    left->piece = left->piece < left->calls ? left->piece : left->calls;
    double now = size_of(left);
    double urgent = urgency(dealing, item, now);
    if (urgent < size * rounding) { /* another one is larger, perhaps */
        queue_add(&dealing->solid, (struct task){urgent, item, true});
        return;
    }
    if (now < dealing->limits.least)
        return;
    if (try_piece(dealing, item, TOLERANCE)) {
        double next = urgency(dealing, item, size_of(left));
        if (left->calls > 0.5)
            queue_add(&dealing->solid, (struct task){next < size ? next : size, item, true});
    } else if (left->piece > 1) {
        left->piece = ceil(left->piece / 2);
        queue_add(&dealing->solid,
                  (struct task){urgency(dealing, item, size_of(left)), item, true});
    } else {
        ordered_add(&dealing->waiting, component_of(dealing, item), item, now);
    }
}

/* Those of one cycle, the largest first. */
static bool force_items(struct dealing *dealing, uint32_t component)
{
    bool any = false;
    uint32_t next, item = ordered_last(&dealing->waiting, component);
    for (; item != ORDERED_NONE; item = next) {
        struct flow_left *left = &dealing->flow_left[item];
        next = ordered_previous(&dealing->waiting, item);
        if (is_done(dealing, left)) {
            ordered_remove(&dealing->waiting, component, item);
            continue;
        }
        if (!try_piece(dealing, item, FORCED))
            continue;
        ordered_remove(&dealing->waiting, component, item);
        queue_add(&dealing->solid,
                  (struct task){urgency(dealing, item, size_of(left)), item, true});
        any = true;
    }
    return any;
}

/* Where nothing fitted, the next attempts are made after ever more blocks. */
bool deal_force_items(struct dealing *dealing)
{
    bool any = false;
    if (dealing->dealt.count < dealing->force_from)
        return false;
    for (uint32_t c = 0; c < dealing->cycle_count; c++)
        any |= force_items(dealing, dealing->cycles[c]);
    dealing->force_pause = any ? 1 : dealing->force_pause * 2;
    dealing->force_from = dealing->dealt.count + dealing->force_pause;
    return any;
}
