#include "analysis/tree/unfold_bounds.h"

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
    double low = flow->most <= flow->total ? room->low + flow->total - junction->total : 0;
    return (struct bounds){larger(low, 0), smaller(room->high, flow->most)};
}

/* In a cycle, of the time of a call what is not in the block is either elsewhere with the function,
   or below an activation of it within another, from which it may have come back. */
static struct bounds bound_in_cycle(const struct junction *junction, const struct flow *flow,
                                    const struct bounds *all)
{
    double elsewhere = larger(junction->running - all->low, 0);
    double low = flow->most <= flow->total ? flow->total - elsewhere - junction->nested : 0;
    return (struct bounds){larger(low, 0), smaller(all->high, flow->most)};
}

static bool is_in_cycle(const struct junction *junction)
{
    return junction->inner_end > junction->first;
}

/* No bound excludes the weight itself. */
static struct bounds include(struct bounds bounds, double weight)
{
    return (struct bounds){smaller(bounds.low, weight), larger(bounds.high, weight)};
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
        const struct flow *flow = &flows->items[sprout->flow];
        struct bounds room = bounds[sprout->parent], found;
        if (is_in_cycle(junction)) {
            found = bound_in_cycle(junction, flow, &room);
        } else {
            if (sprout->parent > 0)
                room = below(junction, &flows->items[parent->flow], &room);
            found = bound_callee(junction, flow, &room);
        }
        bounds[i] = include(found, sprout->weight);
    }
    return bounds;
}
