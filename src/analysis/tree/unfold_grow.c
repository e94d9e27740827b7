#include "analysis/tree/unfold_grow.h"

#include <stdlib.h>

#include "base/memory.h"

/* Steps along paths and flows, about 2 s: what is left then is not unfolded. Real profiles stay far
   below. */
static const double most_steps = 1e9;

struct grower {
    const struct flows *flows;
    struct grow_limits limits;
    struct growth growth;
    size_t sprout_room, back_room, queue_room;
    uint32_t *queue; /* a heap of sprouts that are to be unfolded, the most promising first */
    uint32_t queue_count;
    uint32_t *place; /* of each function: the sprout on the path that stands for it; or NO_PLACE */
    uint32_t marked; /* the sprout whose path is marked in `place` */
    double steps, frames;
};

#define NO_PLACE UINT32_MAX

static const struct sprout *sprout_at(const struct grower *grower, uint32_t index)
{
    return &grower->growth.sprouts[index];
}

/* Of equal ones the older comes first. */
static bool is_before(const struct grower *grower, uint32_t a, uint32_t b)
{
    double left = sprout_at(grower, a)->promise, right = sprout_at(grower, b)->promise;
    return left != right ? left > right : a < b;
}

static void queue_add(struct grower *grower, uint32_t sprout)
{
    grower->queue = memory_grow(grower->queue, &grower->queue_room, (size_t)grower->queue_count + 1,
                                sizeof *grower->queue);
    uint32_t at = grower->queue_count++;
    for (; at > 0 && is_before(grower, sprout, grower->queue[(at - 1) / 2]); at = (at - 1) / 2)
        grower->queue[at] = grower->queue[(at - 1) / 2];
    grower->queue[at] = sprout;
}

static uint32_t queue_take(struct grower *grower)
{
    uint32_t first = grower->queue[0], moved = grower->queue[--grower->queue_count];
    uint32_t at = 0, child;
    while ((child = at * 2 + 1) < grower->queue_count) {
        if (child + 1 < grower->queue_count &&
            is_before(grower, grower->queue[child + 1], grower->queue[child]))
            child++;
        if (!is_before(grower, grower->queue[child], moved))
            break;
        grower->queue[at] = grower->queue[child];
        at = child;
    }
    grower->queue[at] = moved;
    return first;
}

/* Marks (or with `unmark` clears) the functions of a sprout's cycle that are on its path; others
   cannot be called again. */
static void mark_path(struct grower *grower, uint32_t sprout, bool unmark)
{
    const struct junction *junctions = grower->flows->junctions;
    uint32_t component = junctions[sprout_at(grower, sprout)->junction].component;
    for (uint32_t at = sprout;; at = sprout_at(grower, at)->parent) {
        uint32_t junction = sprout_at(grower, at)->junction;
        if (junctions[junction].component != component)
            break;
        grower->place[junction] = unmark ? NO_PLACE : at;
        grower->steps++;
        if (at == 0)
            break;
    }
}

static void move_to(struct grower *grower, uint32_t sprout)
{
    const struct junction *junctions = grower->flows->junctions;
    uint32_t here = sprout_at(grower, sprout)->junction;
    uint32_t marked = sprout_at(grower, grower->marked)->junction;
    if (sprout_at(grower, sprout)->parent == grower->marked &&
        junctions[here].component == junctions[marked].component) {
        grower->place[here] = sprout;
    } else {
        mark_path(grower, grower->marked, true);
        mark_path(grower, sprout, false);
    }
    grower->marked = sprout;
}

static uint32_t add_sprout(struct grower *grower, struct sprout sprout)
{
    struct growth *growth = &grower->growth;
    growth->sprouts = memory_grow(growth->sprouts, &grower->sprout_room, (size_t)growth->count + 1,
                                  sizeof *growth->sprouts);
    growth->sprouts[growth->count] = sprout;
    return growth->count++;
}

/* Keeps the list of a sprout in order: the deepest goal, which is the youngest, first. */
static void add_back(struct grower *grower, uint32_t sprout, struct back back)
{
    struct growth *growth = &grower->growth;
    growth->backs = memory_grow(growth->backs, &grower->back_room, (size_t)growth->back_count + 1,
                                sizeof *growth->backs);
    uint32_t *link = &growth->sprouts[sprout].back;
    while (*link != NO_BACK && growth->backs[*link].to > back.to) {
        link = &growth->backs[*link].next;
        grower->steps++;
    }
    back.next = *link;
    growth->backs[growth->back_count] = back;
    *link = growth->back_count++;
}

/* Whether a flow leads to a function that is on the path and cannot be there twice. */
static bool is_barred(const struct grower *grower, const struct flow *flow)
{
    return grower->place[flow->callee] != NO_PLACE && grower->flows->junctions[flow->callee].once;
}

/* The mass of the flows that are open from a sprout. */
static double open_mass(const struct grower *grower, const struct junction *from)
{
    double mass = 0;
    bool any = false;
    for (uint32_t i = from->first; i < from->inner_end && !any; i++)
        any = is_barred(grower, &grower->flows->items[i]);
    if (!any)
        return from->mass;
    for (uint32_t i = from->first; i < from->end; i++)
        if (i >= from->inner_end || !is_barred(grower, &grower->flows->items[i]))
            mass += grower->flows->items[i].mass;
    return mass;
}

/* Whether there may be one more block of a depth. */
static bool has_room(const struct grower *grower, uint32_t depth)
{
    return grower->growth.count < grower->limits.most && grower->steps < most_steps &&
           grower->frames + depth <= grower->limits.most_frames;
}

static double promise_of(const struct sprout *parent, double weight)
{
    double promise = weight * parent->gain;
    return promise < parent->promise ? promise : parent->promise;
}

static struct sprout make_sprout(const struct grower *grower, uint32_t parent_index, uint32_t index,
                                 double weight)
{
    const struct flow *flow = &grower->flows->items[index];
    const struct sprout *parent = sprout_at(grower, parent_index);
    double own = weight * flow->own, gain = grower->flows->junctions[flow->callee].gain;
    return (struct sprout){.parent = parent_index,
                           .junction = flow->callee,
                           .flow = index,
                           .depth = parent->depth + 1,
                           .back = NO_BACK,
                           .weight = weight,
                           .promise = promise_of(parent, weight),
                           .gain = gain > parent->gain ? gain : parent->gain,
                           .own = own,
                           .below = weight - own};
}

/* Unfolds one flow from a sprout; false where it is to be cut. */
static bool follow(struct grower *grower, uint32_t sprout, uint32_t index, double weight)
{
    const struct flow *flow = &grower->flows->items[index];
    uint32_t place = flow->inner ? grower->place[flow->callee] : NO_PLACE;
    if (place != NO_PLACE) {
        double own = weight * flow->own;
        add_back(grower, sprout, (struct back){place, NO_BACK, own, weight - own});
        return true;
    }
    struct sprout made = make_sprout(grower, sprout, index, weight);
    if (made.promise < grower->limits.least || !has_room(grower, made.depth))
        return false;
    grower->frames += made.depth;
    queue_add(grower, add_sprout(grower, made));
    return true;
}

static void cut_rest(struct sprout *sprout, uint32_t count, double weight)
{
    sprout->cut_count += count;
    sprout->cut += weight;
}

static void unfold_one(struct grower *grower, uint32_t index)
{
    struct sprout sprout = *sprout_at(grower, index);
    const struct junction *from = &grower->flows->junctions[sprout.junction];
    move_to(grower, index);
    double mass = open_mass(grower, from), left = mass;
    uint32_t at = from->first;
    if (mass <= 0) {
        grower->growth.sprouts[index].own = sprout.weight;
        grower->growth.sprouts[index].below = 0;
        return;
    }
    for (; at < from->end && grower->steps < most_steps; at++) {
        const struct flow *flow = &grower->flows->items[at];
        double weight = flow->mass / mass * sprout.below;
        bool is_inner = at < from->inner_end;
        if (is_inner && is_barred(grower, flow))
            continue;
        grower->steps++;
        /* What follows is no larger. */
        if (!is_inner && (promise_of(&sprout, weight) < grower->limits.least ||
                          !has_room(grower, sprout.depth + 1)))
            break;
        left -= flow->mass;
        if (!follow(grower, index, at, weight))
            cut_rest(&grower->growth.sprouts[index], 1, weight);
    }
    if (at < from->end && left > 0)
        cut_rest(&grower->growth.sprouts[index], from->end - at, left / mass * sprout.below);
}

struct growth growth_make(const struct flows *flows, const struct grow_limits *limits)
{
    struct grower grower = {.flows = flows,
                            .limits = *limits,
                            .place = memory_new((size_t)flows->count + 1, sizeof *grower.place)};
    for (uint32_t i = 0; i <= flows->count; i++)
        grower.place[i] = NO_PLACE;
    queue_add(&grower, add_sprout(&grower, (struct sprout){.junction = flows->count,
                                                           .flow = UINT32_MAX,
                                                           .back = NO_BACK,
                                                           .weight = flows->own,
                                                           .promise = flows->own,
                                                           .gain = 1,
                                                           .below = flows->own}));
    while (grower.queue_count)
        unfold_one(&grower, queue_take(&grower));
    free(grower.place);
    free(grower.queue);
    return grower.growth;
}

void growth_free(struct growth *growth)
{
    free(growth->sprouts);
    free(growth->backs);
    *growth = (struct growth){0};
}
