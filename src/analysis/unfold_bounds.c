#include "analysis/unfold_bounds.h"

#include <stdlib.h>

#include "base/memory.h"

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* What a block may have below it, given what it may have in all: it spends what its call spends
   itself, and perhaps all that its function spends in calls to itself; and other paths can hold no
   more of its function than they have. */
static struct bounds below(const struct junction *junction, const struct flow *flow,
                           const struct bounds *all)
{
    double others = larger(junction->entering - all->low, 0);
    return (struct bounds){
        larger(all->low - flow->spent - junction->repeated, junction->total - others),
        smaller(all->high, junction->total)};
}

static struct bounds bound_callee(const struct junction *junction, const struct flow *flow,
                                  const struct bounds *room)
{
    bool is_known = !flow->inner && flow->most <= flow->total;
    double low = is_known ? room->low + flow->total - junction->total : 0;
    return (struct bounds){larger(low, 0), smaller(room->high, flow->most)};
}

/* What a cycle's members have below them is not known by their calls. */
static bool is_in_cycle(const struct junction *junction)
{
    return junction->inner_end > junction->first;
}

/* No bound excludes the weight itself, and those that are close are one. */
static struct bounds tighten(struct bounds bounds, double weight, double whole)
{
    bounds.low = smaller(bounds.low, weight);
    bounds.high = larger(bounds.high, weight);
    if (bounds.high - bounds.low <= weight * 1e-6 + whole * 1e-12)
        bounds.low = bounds.high = weight;
    return bounds;
}

struct bounds *bounds_find(const struct flows *flows, const struct growth *growth)
{
    struct bounds *bounds = memory_new(growth->count, sizeof *bounds);
    double whole = growth->sprouts[0].weight;
    bounds[0] = (struct bounds){whole, whole};
    for (uint32_t i = 1; i < growth->count; i++) {
        const struct sprout *sprout = &growth->sprouts[i];
        const struct sprout *parent = &growth->sprouts[sprout->parent];
        const struct junction *junction = &flows->junctions[parent->junction];
        struct bounds room = bounds[sprout->parent];
        if (is_in_cycle(junction))
            room.low = 0;
        else if (sprout->parent > 0)
            room = below(junction, &flows->items[parent->flow], &room);
        struct bounds found = bound_callee(junction, &flows->items[sprout->flow], &room);
        bounds[i] = tighten(found, sprout->weight, whole);
    }
    return bounds;
}
