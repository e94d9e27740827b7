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
    uint32_t group;      /* of the outermost blocks: of functions, then of flows */
    uint32_t first, end; /* of raking.blocks */
};

/* What own times of a call's blocks, or of a function's, add up to in the file. */
struct fit {
    double target;
    uint32_t first, end; /* of raking.members */
};

/* A block with all below it. */
struct range {
    uint32_t first, end;
};

/* A node with a gap, or from which something was cut. */
struct rest {
    uint32_t node;
    double width, own, gap, cut; /* the width includes the other three */
};

struct raking {
    const struct flows *flows;
    struct nodes *nodes;
    struct groups outer;
    struct law *laws; /* largest first */
    struct range *blocks;
    uint32_t law_count;
    struct fit *fits; /* of the calls of a function, then of the function */
    uint32_t *members;
    uint32_t fit_count;
    struct rest *rests;
    uint32_t rest_count;
    struct ranges widths; /* of each node without those below; between sweeps own times alone */
    double total;
};

/* What groups a node is in, of which kind: up to two. */
typedef uint32_t group_function(const struct flows *flows, const struct node *node,
                                uint32_t groups[2]);

/* The calls of a function, then what no call led to: groups of one function are neighbours. */
static uint32_t group_by_call(const struct flows *flows, const struct node *node,
                              uint32_t groups[2])
{
    uint32_t call = node->flow != NO_FLOW ? node->flow : flows->junctions[node->function].end_in;
    groups[0] = call + node->function;
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

static struct groups group(const struct raking *raking, group_function *of, struct arena *arena)
{
    const struct nodes *nodes = raking->nodes;
    uint32_t count = raking->flows->functions + raking->flows->count;
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

/* Puts the blocks of the laws side by side in the order in which they are looked at. */
static void list_blocks(struct raking *raking, struct arena *arena)
{
    const struct groups *outer = &raking->outer;
    raking->blocks = arena_new(arena, outer->first[outer->count], sizeof *raking->blocks);
    uint32_t count = 0;
    for (struct law *law = raking->laws; law < raking->laws + raking->law_count; law++) {
        law->first = count;
        for (uint32_t m = outer->first[law->group]; m < outer->first[law->group + 1]; m++) {
            uint32_t node = outer->members[m];
            raking->blocks[count++] = (struct range){node, raking->nodes->items[node].end};
        }
        law->end = count;
    }
}

static void list_laws(struct raking *raking, struct arena *arena)
{
    const struct flows *flows = raking->flows;
    raking->outer = group(raking, group_outer, arena);
    const struct groups *outer = &raking->outer;
    raking->laws = arena_new(arena, outer->count, sizeof *raking->laws);
    for (uint32_t g = 0; g < outer->count; g++) {
        double target = g < flows->functions ? flows->junctions[g].total
                                             : flows->items[g - flows->functions].total;
        if (outer->first[g] < outer->first[g + 1] && target > 0 && !is_said_by_call(raking, g))
            raking->laws[raking->law_count++] = (struct law){.target = target, .group = g};
    }
    if (raking->law_count > 1)
        qsort(raking->laws, raking->law_count, sizeof *raking->laws, compare_laws);
    list_blocks(raking, arena);
}

/* How much work a sweep is: a number of steps. */
static double count_steps(const struct raking *raking)
{
    double steps = 0;
    uint32_t count = raking->law_count ? raking->laws[raking->law_count - 1].end : 0;
    for (uint32_t b = 0; b < count; b++)
        steps += ranges_steps(raking->blocks[b].first, raking->blocks[b].end);
    return steps;
}

/* Returns how far the outermost blocks were off, as a part of the total. */
static double apply_law(struct raking *raking, const struct law *law)
{
    const struct range *end = &raking->blocks[law->end];
    double sum = 0, factor;
    for (const struct range *block = &raking->blocks[law->first]; block < end; block++)
        sum += ranges_sum(&raking->widths, block->first, block->end);
    double off = fabs(law->target - sum) / raking->total;
    if (sum <= raking->total * ROUNDING || off < ROUNDING)
        return 0;
    factor = law->target / sum;
    factor = factor > MOST_FACTOR       ? MOST_FACTOR
             : factor < 1 / MOST_FACTOR ? 1 / MOST_FACTOR
                                        : factor;
    for (const struct range *block = &raking->blocks[law->first]; block < end; block++)
        ranges_scale(&raking->widths, block->first, block->end, factor);
    return off;
}

/* Makes own times to widths. */
static void add_rests(struct raking *raking)
{
    for (uint32_t r = 0; r < raking->rest_count; r++) {
        struct rest *rest = &raking->rests[r];
        rest->own = raking->widths.values[rest->node];
        rest->width = rest->own + rest->gap + rest->cut;
        raking->widths.values[rest->node] = rest->width;
    }
}

/* Makes widths to own times; gaps, and what was cut, change as the width did. */
static void take_rests(struct raking *raking)
{
    for (uint32_t r = 0; r < raking->rest_count; r++) {
        struct rest *rest = &raking->rests[r];
        double *value = &raking->widths.values[rest->node];
        double factor = rest->width > 0 ? *value / rest->width : 1;
        *value = rest->own * factor;
        rest->gap *= factor;
        rest->cut *= factor;
    }
}

/* Applies all laws of outermost blocks once; returns how far the worst was off. */
static double apply_laws(struct raking *raking)
{
    double off = 0;
    add_rests(raking);
    ranges_start(&raking->widths);
    for (uint32_t l = 0; l < raking->law_count; l++) {
        double by = apply_law(raking, &raking->laws[l]);
        off = by > off ? by : off;
    }
    ranges_finish(&raking->widths);
    take_rests(raking);
    return off;
}

/* Scales own times to what they should add up to; where they have none, all get the same. */
static void fit_own(struct raking *raking, const struct fit *fit)
{
    double *owns = raking->widths.values, sum = 0;
    for (uint32_t m = fit->first; m < fit->end; m++)
        sum += owns[raking->members[m]];
    double factor = sum > raking->total * ROUNDING ? fit->target / sum : -1;
    factor = factor > MOST_OWN_FACTOR ? MOST_OWN_FACTOR : factor;
    for (uint32_t m = fit->first; m < fit->end; m++) {
        double *own = &owns[raking->members[m]];
        *own = factor < 0 ? fit->target / (fit->end - fit->first) : *own * factor;
    }
}

/* Own time of a call, with its part of what its function spends in calls to itself. */
static double own_of_flow(const struct flows *flows, const struct flow *flow)
{
    const struct junction *callee = &flows->junctions[flow->callee];
    double repeated = callee->mass > 0 ? callee->self_own * (flow->mass / callee->mass) : 0;
    return flow->own + repeated;
}

/* Own time of a function that no call explains. */
static double own_of_none(const struct flows *flows, uint32_t function)
{
    const struct junction *junction = &flows->junctions[function];
    double own = junction->own;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        own -= own_of_flow(flows, &flows->items[i]);
    return own > 0 ? own : 0;
}

/* Lists what to fit of one function: nothing of its calls if all its blocks are of one. */
static void list_fits_of(struct raking *raking, const struct groups *groups, uint32_t function)
{
    const struct flows *flows = raking->flows;
    const struct junction *junction = &flows->junctions[function];
    const uint32_t *first = &groups->first[function];
    struct fit all = {junction->own, first[junction->first_in], first[junction->end_in + 1]};
    if (all.first == all.end)
        return;
    for (uint32_t i = junction->first_in; i <= junction->end_in; i++) {
        uint32_t count = first[i + 1] - first[i];
        if (!count || count == all.end - all.first)
            continue;
        double own = i < junction->end_in ? own_of_flow(flows, &flows->items[i])
                                          : own_of_none(flows, function);
        raking->fits[raking->fit_count++] = (struct fit){own, first[i], first[i + 1]};
    }
    raking->fits[raking->fit_count++] = all;
}

static void list_fits(struct raking *raking, struct arena *arena)
{
    struct groups groups = group(raking, group_by_call, arena);
    raking->members = groups.members;
    raking->fits = arena_new(arena, (size_t)raking->nodes->count * 2, sizeof *raking->fits);
    for (uint32_t f = 0; f < raking->flows->functions; f++)
        list_fits_of(raking, &groups, f);
}

/* Takes the times of the nodes. */
static void take_times(struct raking *raking, struct arena *arena)
{
    const struct nodes *nodes = raking->nodes;
    raking->widths = ranges_make(arena, nodes->count);
    raking->rests = arena_new(arena, nodes->count, sizeof *raking->rests);
    for (uint32_t i = 0; i < nodes->count; i++) {
        const struct node *node = &nodes->items[i];
        raking->widths.values[i] = node->own;
        if (node->gap > 0 || node->cut > 0)
            raking->rests[raking->rest_count++] =
                (struct rest){.node = i, .gap = node->gap, .cut = node->cut};
    }
}

static void give_times(const struct raking *raking)
{
    struct node *nodes = raking->nodes->items;
    for (uint32_t i = 0; i < raking->nodes->count; i++)
        nodes[i].own = raking->widths.values[i];
    for (uint32_t r = 0; r < raking->rest_count; r++) {
        const struct rest *rest = &raking->rests[r];
        nodes[rest->node].gap = rest->gap;
        nodes[rest->node].cut = rest->cut;
    }
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
static void shrink_rests(struct raking *raking)
{
    double sum_gap = 0, sum_cut = 0, own = 0;
    for (uint32_t i = 0; i < raking->nodes->count; i++)
        own += raking->widths.values[i];
    for (uint32_t r = 0; r < raking->rest_count; r++) {
        sum_gap += raking->rests[r].gap;
        sum_cut += raking->rests[r].cut;
    }
    double gap = quotient(raking->total - raking->flows->own, sum_gap);
    gap = gap < 1 ? gap : 1;
    double cut = quotient(raking->total - own - sum_gap * gap, sum_cut);
    cut = cut < 1 ? cut : 1;
    for (uint32_t r = 0; r < raking->rest_count; r++) {
        raking->rests[r].gap *= gap;
        raking->rests[r].cut *= cut;
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
    struct raking raking = {.flows = flows, .nodes = nodes, .total = total};
    take_times(&raking, arena);
    list_laws(&raking, arena);
    list_fits(&raking, arena);
    double off = 1, steps = 0, steps_of_sweep = count_steps(&raking);
    for (int i = 0; i < MOST_SWEEPS && off > NEAR; i++) {
        if (steps > (i < SWEEPS ? MOST_STEPS : FEW_STEPS))
            break;
        off = apply_laws(&raking);
        for (uint32_t f = 0; f < raking.fit_count; f++)
            fit_own(&raking, &raking.fits[f]);
        shrink_rests(&raking);
        steps += steps_of_sweep;
    }
    give_times(&raking);
    fill_up(nodes, total);
    nodes_sum(nodes);
}
