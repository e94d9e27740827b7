#include "analysis/flows/flows.h"

#include "analysis/graph/cycles.h"

bool flow_is_inner(const struct flows *flows, const struct flow *flow)
{
    return flows->junctions[flow->caller].component == flows->junctions[flow->callee].component;
}

static double find_unit(const struct profile *profile)
{
    double unit = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (profile->functions[i].own > unit)
            unit = profile->functions[i].own;
    return unit > 0 ? unit : 1;
}

/* Seconds in `unit`: not below 0, and no more than can be. */
static double in_unit(const struct flows *flows, double seconds)
{
    const double most = 1e12; /* more than there are functions */
    double time = seconds / flows->unit;
    return !(time > 0) ? 0 : time < most ? time : most;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double not_negative(int64_t count)
{
    return count > 0 ? (double)count : 0;
}

static void take_function(struct flows *flows, const struct function *function,
                          struct junction *junction)
{
    junction->calls = not_negative(function->calls);
    junction->primitive = function->primitive > 0 ? (double)function->primitive : 1;
    junction->is_hub = flows->counted && junction->calls > junction->primitive;
    junction->is_endless = flows->counted && junction->calls > 0 && function->primitive <= 0;
    junction->own = in_unit(flows, function->own);
    junction->total = larger(in_unit(flows, function->total), junction->own);
    flows->own += junction->own;
}

/* What a profile's samples count says nothing of recursion, and what was shared out knows none. */
static bool tells_recursion(const struct flows *flows, const struct call *call)
{
    return flows->counted && !call->estimated && call->primitive > 0;
}

static double find_nesting(const struct flows *flows, const struct call *call)
{
    double nesting =
        tells_recursion(flows, call) ? (double)call->calls / (double)call->primitive : 1;
    return nesting > 1 ? nesting : 1;
}

/* Calls into one function stand together in profiles, so flows do. */
static void take_calls(struct flows *flows, const struct profile *profile, uint32_t callee)
{
    struct junction *junction = &flows->junctions[callee];
    junction->first_in = flows->count;
    for (uint32_t c = profile->callers[callee].start; c < profile->callers[callee].end; c++) {
        const struct call *call = &profile->calls[c];
        if (call->caller == callee) {
            junction->self_own = in_unit(flows, call->own);
            junction->self_calls = not_negative(call->calls);
            continue;
        }
        bool is_free = !tells_recursion(flows, call) || call->calls > call->primitive;
        double own = in_unit(flows, call->own), total = larger(in_unit(flows, call->total), own);
        flows->items[flows->count++] = (struct flow){.caller = call->caller,
                                                     .callee = callee,
                                                     .calls = not_negative(call->calls),
                                                     .own = own,
                                                     .total = total,
                                                     .mass = total,
                                                     .nesting = find_nesting(flows, call),
                                                     .is_free = is_free};
        flows->junctions[call->caller].end_out++;
    }
    junction->end_in = flows->count;
}

/* Lists the flows that leave each function; end_out holds their numbers. */
static void list_out(struct flows *flows)
{
    uint32_t next = 0;
    for (uint32_t f = 0; f < flows->functions; f++) {
        struct junction *junction = &flows->junctions[f];
        uint32_t count = junction->end_out;
        junction->first_out = junction->end_out = next;
        next += count;
    }
    for (uint32_t i = 0; i < flows->count; i++)
        flows->out[flows->junctions[flows->items[i].caller].end_out++] = i;
}

static void find_components(struct flows *flows, const struct profile *profile)
{
    const struct components *components = cycles_components(profile);
    flows->components = components->count;
    for (uint32_t f = 0; f < flows->functions; f++)
        flows->junctions[f].component = components->of[f];
}

/* Samples do not tell which functions were called while they ran: all members of cycles may be. */
static void guess_hubs(struct flows *flows)
{
    for (uint32_t i = 0; i < flows->count && !flows->counted; i++)
        if (flow_is_inner(flows, &flows->items[i]))
            flows->junctions[flows->items[i].callee].is_hub = true;
}

struct flows flows_take(const struct profile *profile, struct arena *arena)
{
    uint32_t functions = profile->function_count, calls = profile->call_count;
    struct flows flows = {.arena = arena,
                          .unit = find_unit(profile),
                          .functions = functions,
                          .counted = !profile->sampled,
                          .items = arena_new(arena, calls, sizeof *flows.items),
                          .out = arena_new(arena, calls, sizeof *flows.out),
                          .junctions = arena_new(arena, functions, sizeof *flows.junctions)};
    for (uint32_t f = 0; f < functions; f++)
        take_function(&flows, &profile->functions[f], &flows.junctions[f]);
    for (uint32_t f = 0; f < functions; f++)
        take_calls(&flows, profile, f);
    list_out(&flows);
    find_components(&flows, profile);
    guess_hubs(&flows);
    return flows;
}
