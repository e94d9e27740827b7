#include "analysis/flows/flow_mates.h"

#include <stdlib.h>

/* Calls of fewer coincide by chance. */
static const double LEAST_CALLS = 4;

/* A flow of a function with its number of calls. */
struct counted {
    double calls;
    uint32_t flow;
};

static int compare_counted(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    if (a->calls != b->calls)
        return a->calls < b->calls ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
}

/* Keeps those whose number of calls no other one has; returns how many. */
static uint32_t keep_unique(struct counted *list, uint32_t count)
{
    uint32_t kept = 0;
    if (count > 1)
        qsort(list, count, sizeof *list, compare_counted);
    for (uint32_t i = 0; i < count;) {
        uint32_t next = i + 1;
        while (next < count && list[next].calls == list[i].calls)
            next++;
        if (next == i + 1 && list[i].calls >= LEAST_CALLS)
            list[kept++] = list[i];
        i = next;
    }
    return kept;
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
    junction->has_mates = true;
}

static void find_mates(struct flows *flows, struct junction *junction, struct counted *in,
                       struct counted *out)
{
    uint32_t in_count = junction->end_in - junction->first_in;
    uint32_t out_count = junction->end_out - junction->first_out;
    if (in_count < 2 || out_count < 2)
        return;
    for (uint32_t i = 0; i < in_count; i++)
        in[i] =
            (struct counted){flows->items[junction->first_in + i].calls, junction->first_in + i};
    for (uint32_t i = 0; i < out_count; i++) {
        uint32_t flow = flows->out[junction->first_out + i];
        out[i] = (struct counted){flows->items[flow].calls, flow};
    }
    in_count = keep_unique(in, in_count);
    out_count = keep_unique(out, out_count);
    struct unmated unmated = sum_unmated(flows, junction);
    for (uint32_t i = 0, o = 0; i < in_count && o < out_count;) {
        if (in[i].calls == out[o].calls)
            join(flows, junction, &unmated, in[i].flow, out[o].flow);
        if (in[i].calls <= out[o].calls)
            i++;
        else
            o++;
    }
}

void flow_mates(struct flows *flows)
{
    struct arena *arena = flows->arena;
    flows->mate = arena_new(arena, flows->count, sizeof *flows->mate);
    flows->is_mate = arena_new(arena, flows->count, sizeof *flows->is_mate);
    for (uint32_t i = 0; i < flows->count; i++)
        flows->mate[i] = NO_FLOW;
    if (!flows->counted)
        return;
    struct counted *in = arena_new(arena, flows->count, sizeof *in);
    struct counted *out = arena_new(arena, flows->count, sizeof *out);
    for (uint32_t f = 0; f < flows->functions; f++)
        find_mates(flows, &flows->junctions[f], in, out);
}

uint32_t flow_state(const struct flows *flows, uint32_t flow)
{
    return flows->is_mate[flow] ? flows->functions + flow : flows->items[flow].callee;
}

bool flow_allowed(const struct flows *flows, uint32_t in, uint32_t out)
{
    return flows->mate[out] == NO_FLOW || flows->mate[out] == in;
}
