#include "analysis/tree/rake.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/tree/ranges.h"

/* More sweeps only while they cost next to nothing, or none would be finished. */
enum { MOST_SWEEPS = 1000, SWEEPS = 32 };
/* Steps of ranges. */
static const double FEW_STEPS = 5e6, MOST_STEPS = 1.5e8;
/* No law scales by more at once; nor is it applied for less. */
static const double MOST_FACTOR = 10, MOST_OWN_FACTOR = 100, NEAR = 1e-10, ROUNDING = 1e-12;

/* Nodes in groups: members[first[g]] to members[first[g + 1] - 1]. */
struct groups {
    uint32_t *first, *members;
    uint32_t count;
};

/* What the outermost blocks of a function, or of a pair, add up to in the file. */
struct law {
    double target;
    uint32_t group; /* of `outer` */
};

struct raking {
    const struct flows *flows;
    struct nodes *nodes;
    struct groups by_function, by_call;
    struct groups outer; /* outermost blocks: of functions, then of flows */
    struct law *laws;
    uint32_t law_count;
    struct ranges widths; /* own, gap and cut of each node */
    double *owns;         /* and own alone, close together */
    uint32_t *ends;       /* of each member of `outer`: its node's end */
    double *uncalled;     /* own time of each function that no call explains */
    double total;
    double steps;
};

/* What groups a node is in, of which kind: up to two. */
typedef uint32_t group_function(const struct flows *flows, const struct node *node,
                                uint32_t groups[2]);

static uint32_t group_by_function(const struct flows *flows, const struct node *node,
                                  uint32_t groups[2])
{
    (void)flows;
    groups[0] = node->function;
    return 1;
}

/* Blocks that no call led to stand behind those of flows. */
static uint32_t group_by_call(const struct flows *flows, const struct node *node,
                              uint32_t groups[2])
{
    groups[0] = node->flow != NO_FLOW ? node->flow : flows->count + node->function;
    return 1;
}

static uint32_t group_outer(const struct flows *flows, const struct node *node, uint32_t groups[2])
{
    uint32_t count = 0;
    if (node->is_outer_function)
        groups[count++] = node->function;
    if (node->flow != NO_FLOW && node->is_outer_pair)
        groups[count++] = flows->functions + node->flow;
    return count;
}

static struct groups group(const struct raking *raking, uint32_t count, group_function *of,
                           struct arena *arena)
{
    const struct nodes *nodes = raking->nodes;
    struct groups groups = {.first = arena_new(arena, (size_t)count + 2, sizeof(uint32_t)),
                            .members = arena_new(arena, (size_t)nodes->count * 2, sizeof(uint32_t)),
                            .count = count};
    uint32_t found[2];
    for (uint32_t i = 1; i < nodes->count; i++)
        for (uint32_t k = of(raking->flows, &nodes->items[i], found); k-- > 0;)
            groups.first[found[k] + 2]++;
    for (uint32_t g = 0; g <= count; g++)
        groups.first[g + 1] += groups.first[g];
    for (uint32_t i = 1; i < nodes->count; i++)
        for (uint32_t k = of(raking->flows, &nodes->items[i], found); k-- > 0;)
            groups.members[groups.first[found[k] + 1]++] = i;
    return groups;
}

static int compare_laws(const void *left, const void *right)
{
    const struct law *a = left, *b = right;
    if (a->target != b->target)
        return a->target > b->target ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static uint32_t count_outer(const struct raking *raking, uint32_t group)
{
    return raking->outer.first[group + 1] - raking->outer.first[group];
}

/* Whether a function is called by one other only: the law of that call says the same. */
static bool is_said_by_call(const struct raking *raking, uint32_t group)
{
    const struct flows *flows = raking->flows;
    if (group >= flows->functions)
        return false;
    const struct junction *junction = &flows->junctions[group];
    if (junction->end_in - junction->first_in != 1)
        return false;
    const struct flow *flow = &flows->items[junction->first_in];
    return fabs(flow->total - junction->total) <= junction->total * ROUNDING &&
           count_outer(raking, group) == count_outer(raking, flows->functions + junction->first_in);
}

static uint32_t *list_ends(const struct raking *raking, struct arena *arena)
{
    const struct groups *outer = &raking->outer;
    uint32_t count = outer->first[outer->count];
    uint32_t *ends = arena_new(arena, count, sizeof *ends);
    for (uint32_t m = 0; m < count; m++)
        ends[m] = raking->nodes->items[outer->members[m]].end;
    return ends;
}

static void list_laws(struct raking *raking, struct arena *arena)
{
    const struct flows *flows = raking->flows;
    const struct groups *outer = &raking->outer;
    raking->laws = arena_new(arena, outer->count, sizeof *raking->laws);
    for (uint32_t g = 0; g < outer->count; g++) {
        double target = g < flows->functions ? flows->junctions[g].total
                                             : flows->items[g - flows->functions].total;
        if (outer->first[g] < outer->first[g + 1] && target > 0 && !is_said_by_call(raking, g))
            raking->laws[raking->law_count++] = (struct law){target, g};
    }
    if (raking->law_count > 1)
        qsort(raking->laws, raking->law_count, sizeof *raking->laws, compare_laws);
}

/* Returns how far the outermost blocks were off, as a part of the total. */
static double apply_law(struct raking *raking, const struct law *law)
{
    const struct groups *outer = &raking->outer;
    double sum = 0, factor;
    for (uint32_t m = outer->first[law->group]; m < outer->first[law->group + 1]; m++) {
        uint32_t node = outer->members[m];
        sum += ranges_sum(&raking->widths, node, raking->ends[m]);
        raking->steps += ranges_steps(node, raking->ends[m]);
    }
    if (sum <= raking->total * ROUNDING)
        return 0;
    factor = law->target / sum;
    factor = factor > MOST_FACTOR       ? MOST_FACTOR
             : factor < 1 / MOST_FACTOR ? 1 / MOST_FACTOR
                                        : factor;
    double off = fabs(law->target - sum) / raking->total;
    if (off < ROUNDING)
        return 0;
    for (uint32_t m = outer->first[law->group]; m < outer->first[law->group + 1]; m++)
        ranges_scale(&raking->widths, outer->members[m], raking->ends[m], factor);
    return off;
}

/* Applies all laws of outermost blocks once; returns how far the worst was off. */
static double apply_laws(struct raking *raking)
{
    struct nodes *nodes = raking->nodes;
    double off = 0;
    for (uint32_t i = 0; i < nodes->count; i++) {
        const struct node *node = &nodes->items[i];
        raking->widths.values[i] = node->own + node->gap + node->cut;
    }
    ranges_start(&raking->widths);
    for (uint32_t l = 0; l < raking->law_count; l++) {
        double by = apply_law(raking, &raking->laws[l]);
        off = by > off ? by : off;
    }
    for (uint32_t i = 0; i < nodes->count; i++) {
        struct node *node = &nodes->items[i];
        double width = node->own + node->gap + node->cut;
        double factor = width > 0 ? ranges_value(&raking->widths, i) / width : 1;
        raking->owns[i] = node->own * factor;
        node->gap *= factor;
        node->cut *= factor;
    }
    return off;
}

/* Scales the own times of a group's members to what they should add up to; where they have none,
   all get the same. */
static void fit_own(struct raking *raking, const struct groups *groups, uint32_t group,
                    double target)
{
    uint32_t first = groups->first[group], end = groups->first[group + 1];
    double sum = 0;
    for (uint32_t m = first; m < end; m++)
        sum += raking->owns[groups->members[m]];
    double factor = sum > raking->flows->own * ROUNDING ? target / sum : -1;
    factor = factor > MOST_OWN_FACTOR ? MOST_OWN_FACTOR : factor;
    for (uint32_t m = first; m < end; m++) {
        double *own = &raking->owns[groups->members[m]];
        *own = factor < 0 ? target / (end - first) : *own * factor;
    }
}

/* Own time of a call, with its part of what its function spends in calls to itself. */
static double own_of_flow(const struct flows *flows, const struct flow *flow)
{
    const struct junction *callee = &flows->junctions[flow->callee];
    double repeated = callee->mass > 0 ? callee->self_own * (flow->mass / callee->mass) : 0;
    return flow->own + repeated;
}

static double *find_uncalled(const struct flows *flows, struct arena *arena)
{
    double *uncalled = arena_new(arena, flows->functions, sizeof *uncalled);
    for (uint32_t f = 0; f < flows->functions; f++)
        uncalled[f] = flows->junctions[f].own;
    for (uint32_t i = 0; i < flows->count; i++)
        uncalled[flows->items[i].callee] -= own_of_flow(flows, &flows->items[i]);
    for (uint32_t f = 0; f < flows->functions; f++)
        uncalled[f] = uncalled[f] > 0 ? uncalled[f] : 0;
    return uncalled;
}

static void fit_owns(struct raking *raking)
{
    const struct flows *flows = raking->flows;
    for (uint32_t i = 0; i < flows->count; i++)
        fit_own(raking, &raking->by_call, i, own_of_flow(flows, &flows->items[i]));
    for (uint32_t f = 0; f < flows->functions; f++) {
        fit_own(raking, &raking->by_call, flows->count + f, raking->uncalled[f]);
        fit_own(raking, &raking->by_function, f, flows->junctions[f].own);
    }
    for (uint32_t i = 0; i < raking->nodes->count; i++)
        raking->nodes->items[i].own = raking->owns[i];
}

static struct node sum_times(const struct nodes *nodes)
{
    struct node sum = {0};
    for (uint32_t i = 0; i < nodes->count; i++) {
        sum.own += nodes->items[i].own;
        sum.gap += nodes->items[i].gap;
        sum.cut += nodes->items[i].cut;
    }
    return sum;
}

static double quotient(double a, double b)
{
    return b > 0 ? (a > 0 ? a / b : 0) : 1;
}

/* Shrinks gaps to what the total is more than own times, then what was cut to what is left. */
static void shrink_rest(struct nodes *nodes, double total, double own)
{
    struct node sum = sum_times(nodes);
    double gap = quotient(total - own, sum.gap);
    gap = gap < 1 ? gap : 1;
    double cut = quotient(total - sum.own - sum.gap * gap, sum.cut);
    cut = cut < 1 ? cut : 1;
    for (uint32_t i = 0; i < nodes->count; i++) {
        nodes->items[i].gap *= gap;
        nodes->items[i].cut *= cut;
    }
}

/* Lets what was cut make up the total: also functions that stand nowhere. */
static void fill_up(struct nodes *nodes, double total)
{
    struct node sum = sum_times(nodes), *root = &nodes->items[0];
    double lack = total - sum.own - sum.gap - sum.cut;
    if (lack <= total * ROUNDING)
        return;
    if (sum.cut <= 0 && sum.gap <= 0) {
        root->cut += lack;
        root->cut_count++;
        return;
    }
    double cut = sum.cut > 0 ? 1 + lack / sum.cut : 1, gap = sum.cut > 0 ? 1 : 1 + lack / sum.gap;
    for (uint32_t i = 0; i < nodes->count; i++) {
        nodes->items[i].cut *= cut;
        nodes->items[i].gap *= gap;
    }
}

void rake(const struct flows *flows, struct nodes *nodes, double total, struct arena *arena)
{
    struct raking raking = {
        .flows = flows, .nodes = nodes, .widths = ranges_make(arena, nodes->count), .total = total};
    raking.by_function = group(&raking, flows->functions, group_by_function, arena);
    raking.by_call = group(&raking, flows->count + flows->functions, group_by_call, arena);
    raking.outer = group(&raking, flows->functions + flows->count, group_outer, arena);
    raking.owns = arena_new(arena, nodes->count, sizeof *raking.owns);
    raking.ends = list_ends(&raking, arena);
    raking.uncalled = find_uncalled(flows, arena);
    list_laws(&raking, arena);
    double off = 1;
    for (int i = 0; i < MOST_SWEEPS && off > NEAR; i++) {
        if (raking.steps > (i < SWEEPS ? MOST_STEPS : FEW_STEPS))
            break;
        off = apply_laws(&raking);
        fit_owns(&raking);
        shrink_rest(nodes, total, flows->own);
    }
    fill_up(nodes, total);
    nodes_sum(nodes);
}
