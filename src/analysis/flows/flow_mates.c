#include "analysis/flows/flow_mates.h"

#include <stdlib.h>

/* Calls of fewer coincide by chance. */
static const double LEAST_CALLS = 4;

/* A flow among those of its function: qsort has no room for where it belongs to. */
struct counted {
    const struct flow *flow;
    uint32_t index;
};

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_counts(const struct flow *a, const struct flow *b)
{
    int order = compare(a->calls, b->calls);
    return order ? order : compare(a->nesting, b->nesting);
}

/* By how often they are made, and lie in each other; then by time. */
static int compare_counted(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    int order = compare_counts(a->flow, b->flow);
    order = order ? order : compare(a->flow->total, b->flow->total);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* How many from `first` on are made equally often, and lie in each other so. */
static uint32_t count_alike(const struct counted *list, uint32_t first, uint32_t count)
{
    uint32_t end = first + 1;
    while (end < count && compare_counts(list[end].flow, list[first].flow) == 0)
        end++;
    return end - first;
}

static bool is_unique(const struct counted *list, uint32_t at, uint32_t count)
{
    double calls = list[at].flow->calls;
    return (at == 0 || list[at - 1].flow->calls < calls) &&
           (at + 1 == count || list[at + 1].flow->calls > calls);
}

/* What the flows of a function without mates have to pass on, and what they can. */
struct unmated {
    double in, out;
};

static double passed_on(const struct flow *flow)
{
    return flow->mass > flow->own ? flow->mass - flow->own : 0;
}

static struct unmated sum_unmated(const struct flows *flows, const struct junction *junction)
{
    struct unmated sum = {0, junction->passed};
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        sum.in += passed_on(&flows->items[i]);
    return sum;
}

/* Whether one call follows on each call: equally many, of which equally many lie in no other, and
   that take what there is to take. */
static bool is_sole(const struct flow *in, const struct flow *out)
{
    const double most = 1.001, least = 0.9;
    return compare_counts(in, out) == 0 && out->total <= in->total * most &&
           out->total >= (in->total - in->own) * least;
}

/* Equal numbers are chance where either of the two could not do without the others. */
static void join(struct flows *flows, struct junction *junction, struct unmated *unmated,
                 uint32_t in, uint32_t out)
{
    const double rounding = 1.001;
    double time = passed_on(&flows->items[in]), taken = flows->items[out].mass;
    if (taken > time * rounding || unmated->in - time > (unmated->out - taken) * rounding ||
        flows->items[out].calls >= junction->calls)
        return;
    unmated->in -= time;
    unmated->out -= taken;
    flows->mate[out] = in;
    flows->is_mate[in] = true;
    if (is_sole(&flows->items[in], &flows->items[out]))
        flows->only[in] = out;
    junction->has_mates = true;
}

static void join_alike(struct flows *flows, struct junction *junction, struct unmated *unmated,
                       const struct counted *in, const struct counted *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!is_sole(in[i].flow, out[i].flow))
            return;
    for (uint32_t i = 0; i < count; i++)
        join(flows, junction, unmated, in[i].index, out[i].index);
}

/* Flows of one function, by number of calls. */
struct list {
    struct counted *items;
    uint32_t count;
};

static void list_flows(const struct flows *flows, const uint32_t *indices, uint32_t first,
                       struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t index = indices ? indices[first + i] : first + i;
        list->items[i] = (struct counted){&flows->items[index], index};
    }
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_counted);
}

static void match(struct flows *flows, struct junction *junction, const struct list *in,
                  const struct list *out)
{
    struct unmated unmated = sum_unmated(flows, junction);
    for (uint32_t i = 0, o = 0; i < in->count && o < out->count;) {
        const struct counted *next_in = &in->items[i], *next_out = &out->items[o];
        uint32_t in_alike = count_alike(in->items, i, in->count);
        uint32_t out_alike = count_alike(out->items, o, out->count);
        int order = compare_counts(next_in->flow, next_out->flow);
        bool are_unique = next_in->flow->calls == next_out->flow->calls &&
                          is_unique(in->items, i, in->count) &&
                          is_unique(out->items, o, out->count);
        if (next_in->flow->calls >= LEAST_CALLS && are_unique)
            join(flows, junction, &unmated, next_in->index, next_out->index);
        else if (next_in->flow->calls >= LEAST_CALLS && order == 0 && in_alike == out_alike)
            join_alike(flows, junction, &unmated, next_in, next_out, in_alike);
        i += are_unique || order <= 0 ? in_alike : 0;
        o += are_unique || order >= 0 ? out_alike : 0;
    }
}

static void find_mates(struct flows *flows, struct junction *junction, struct counted *in,
                       struct counted *out)
{
    struct list ins = {in, junction->end_in - junction->first_in};
    struct list outs = {out, junction->end_out - junction->first_out};
    if (ins.count < 2 || outs.count < 2)
        return;
    list_flows(flows, NULL, junction->first_in, &ins);
    list_flows(flows, flows->out, junction->first_out, &outs);
    match(flows, junction, &ins, &outs);
}

/* Which flows are ever made, if each is made only after its mate. */
struct reaching {
    struct flows *flows;
    uint32_t *follower;          /* of each flow that is a mate: the one that is made after it */
    bool *is_reached;            /* of each flow */
    bool *has_left, *has_stayed; /* of each function: what needs no mate is reached, out of its
                                    cycle and within it */
    uint32_t *queue;
    uint32_t count, done;
};

static void reach(struct reaching *reaching, uint32_t flow)
{
    if (reaching->is_reached[flow])
        return;
    reaching->is_reached[flow] = true;
    reaching->queue[reaching->count++] = flow;
}

/* Reaches what a function calls after any flow, out of its cycle or within it. */
static void reach_mateless(struct reaching *reaching, uint32_t function, bool is_inner)
{
    const struct flows *flows = reaching->flows;
    const struct junction *junction = &flows->junctions[function];
    bool *has_reached = is_inner ? reaching->has_stayed : reaching->has_left;
    if (has_reached[function])
        return;
    has_reached[function] = true;
    for (uint32_t i = junction->first_out; i < junction->end_out; i++) {
        uint32_t flow = flows->out[i];
        if (flows->mate[flow] == NO_FLOW && flow_is_inner(flows, &flows->items[flow]) == is_inner)
            reach(reaching, flow);
    }
}

/* Reaches all that a function calls after any flow, in one pass where nothing of it is reached. */
static void reach_all_mateless(struct reaching *reaching, uint32_t function)
{
    const struct flows *flows = reaching->flows;
    const struct junction *junction = &flows->junctions[function];
    if (reaching->has_left[function] || reaching->has_stayed[function]) {
        reach_mateless(reaching, function, false);
        reach_mateless(reaching, function, true);
        return;
    }
    reaching->has_left[function] = reaching->has_stayed[function] = true;
    for (uint32_t i = junction->first_out; i < junction->end_out; i++)
        if (flows->mate[flows->out[i]] == NO_FLOW)
            reach(reaching, flows->out[i]);
}

/* Reaches what is called in blocks that `in` leads to. */
static void enter(struct reaching *reaching, uint32_t function, uint32_t in)
{
    if (in == NO_FLOW || reaching->flows->only[in] == NO_FLOW)
        reach_all_mateless(reaching, function);
    else
        reach_mateless(reaching, function, false);
    if (in != NO_FLOW && reaching->follower[in] != NO_FLOW)
        reach(reaching, reaching->follower[in]);
}

static void reach_all(struct reaching *reaching)
{
    for (; reaching->done < reaching->count; reaching->done++) {
        uint32_t flow = reaching->queue[reaching->done];
        enter(reaching, reaching->flows->items[flow].callee, flow);
    }
}

static bool has_mates(const struct flows *flows)
{
    bool found = false;
    for (uint32_t i = 0; i < flows->count && !found; i++)
        found = flows->mate[i] != NO_FLOW;
    return found;
}

/* Parts the mates that are never reached because each is made only after the other. */
static bool part(struct reaching *reaching, uint32_t flow)
{
    struct flows *flows = reaching->flows;
    uint32_t mate = flows->mate[flow], caller = flows->items[flow].caller;
    if (mate == NO_FLOW || reaching->is_reached[flow] || !reaching->has_left[caller])
        return false;
    flows->mate[flow] = flows->only[mate] = reaching->follower[mate] = NO_FLOW;
    flows->is_mate[mate] = false;
    reach(reaching, flow);
    reach_all(reaching);
    return true;
}

/* A loop leads back to its function as often as it is entered: these two are no mates. */
static void part_loops(struct flows *flows)
{
    enum { MOST_SWEEPS = 8 };
    struct arena *arena = flows->arena;
    struct reaching reaching = {
        .flows = flows,
        .follower = arena_new(arena, flows->count, sizeof(uint32_t)),
        .is_reached = arena_new(arena, flows->count, sizeof(bool)),
        .has_left = arena_new(arena, flows->functions, sizeof(bool)),
        .has_stayed = arena_new(arena, flows->functions, sizeof(bool)),
        .queue = arena_new(arena, flows->count, sizeof(uint32_t)),
    };
    bool any = true;
    for (uint32_t i = 0; i < flows->count; i++)
        reaching.follower[i] = NO_FLOW;
    for (uint32_t i = 0; i < flows->count; i++)
        if (flows->mate[i] != NO_FLOW)
            reaching.follower[flows->mate[i]] = i;
    for (uint32_t f = 0; f < flows->functions; f++)
        if (flows->junctions[f].entering > 0)
            enter(&reaching, f, NO_FLOW);
    reach_all(&reaching);
    for (int sweep = 0; sweep < MOST_SWEEPS && any; sweep++) {
        any = false;
        for (uint32_t i = 0; i < flows->count; i++)
            any |= part(&reaching, i);
    }
}

void flow_mates(struct flows *flows)
{
    struct arena *arena = flows->arena;
    flows->mate = arena_new(arena, flows->count, sizeof *flows->mate);
    flows->is_mate = arena_new(arena, flows->count, sizeof *flows->is_mate);
    flows->only = arena_new(arena, flows->count, sizeof *flows->only);
    for (uint32_t i = 0; i < flows->count; i++)
        flows->mate[i] = flows->only[i] = NO_FLOW;
    if (!flows->counted)
        return;
    struct counted *in = arena_new(arena, flows->count, sizeof *in);
    struct counted *out = arena_new(arena, flows->count, sizeof *out);
    for (uint32_t f = 0; f < flows->functions; f++)
        find_mates(flows, &flows->junctions[f], in, out);
    if (has_mates(flows))
        part_loops(flows);
}

uint32_t flow_state(const struct flows *flows, uint32_t flow)
{
    return flows->is_mate[flow] ? flows->functions + flow : flows->items[flow].callee;
}

/* Whether one call of `out` takes no more than what `in` passes on besides to its only follower. */
static bool fits_beside(const struct flows *flows, uint32_t in, uint32_t out)
{
    const struct flow *flow = &flows->items[out];
    double rest = passed_on(&flows->items[in]) - flows->items[flows->only[in]].mass;
    return flow->mass <= rest * flow->calls;
}

bool flow_allowed(const struct flows *flows, uint32_t in, uint32_t out)
{
    if (flows->mate[out] != NO_FLOW)
        return flows->mate[out] == in;
    return in == NO_FLOW || flows->only[in] == NO_FLOW ||
           (!flow_is_inner(flows, &flows->items[out]) && fits_beside(flows, in, out));
}
