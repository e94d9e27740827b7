#include "analysis/unfold/deal_open.h"

#include "analysis/flows/flow_mates.h"
#include "analysis/unfold/deal_weights.h"

/* Of a flow of which this part is left nothing is: that is rounding. */
static const double SPENT = 1e-9;

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Own time that no flow explains. */
static double unexplained_own(const struct flows *flows, uint32_t function)
{
    const struct junction *junction = &flows->junctions[function];
    double own = junction->own - junction->self_own;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        own -= flows->items[i].own;
    return larger(own, 0);
}

/* The block's part of what is left of its call's own time. */
static double take_own(struct dealing *dealing, const struct sprout *sprout)
{
    if (sprout->flow == NO_FLOW)
        return smaller(sprout->width, unexplained_own(dealing->flows, sprout->function));
    struct flow_left *left = &dealing->flow_left[sprout->flow];
    const struct flow *flow = &dealing->flows->items[sprout->flow];
    bool is_spent = left->unopened <= flow->mass * SPENT;
    double part = !is_spent        ? left->own / left->unopened
                  : flow->mass > 0 ? flow->own / flow->mass
                                   : 0;
    double own = sprout->width * smaller(part, 1);
    left->own = larger(left->own - own, 0);
    left->unopened = larger(left->unopened - sprout->width, 0);
    return own;
}

static double take_self_own(struct dealing *dealing, const struct sprout *sprout, double room)
{
    struct function_left *left = &dealing->function_left[sprout->function];
    double part = left->entering > 0 ? smaller(sprout->width / left->entering, 1) : 1;
    double own = smaller(left->self_own * part, room);
    left->self_own -= own;
    left->entering = larger(left->entering - sprout->width, 0);
    return own;
}

/* Settles what the block spends itself; returns what its callees can take that are not promised
   anything yet. */
static double spend(struct dealing *dealing, struct sprout *sprout)
{
    double own = take_own(dealing, sprout);
    own += take_self_own(dealing, sprout, sprout->width - own);
    sprout->own = larger(smaller(own, sprout->width - sprout->need), 0);
    double gap = sprout->width * dealing->flows->junctions[sprout->function].gap;
    sprout->gap = smaller(gap, sprout->width - sprout->own);
    return larger(sprout->width - sprout->own - sprout->gap - sprout->need, 0);
}

/* Marks the blocks of the sprout's component on its path, or clears the marks. */
static void mark_path(struct dealing *dealing, uint32_t sprout, bool is_set)
{
    const struct sprout *sprouts = dealing->dealt.sprouts;
    const struct junction *junctions = dealing->flows->junctions;
    uint32_t component = junctions[sprouts[sprout].function].component;
    for (uint32_t at = sprout; at; at = sprouts[at].parent) {
        if (junctions[sprouts[at].function].component != component)
            break;
        dealing->marks_of_functions[sprouts[at].function] = is_set ? at : 0;
        if (sprouts[at].flow != NO_FLOW) {
            dealing->marks_of_flows[sprouts[at].flow] = is_set ? at : 0;
            dealing->calls_on_path[sprouts[at].flow] += is_set ? 1 : -1;
        }
        dealing->steps++;
    }
}

static enum nesting nesting_of(const struct dealing *dealing, uint32_t flow)
{
    return dealing->marks_of_flows[flow]                                     ? NESTING_PAIR
           : dealing->marks_of_functions[dealing->flows->items[flow].callee] ? NESTING_FUNCTION
                                                                             : NESTING_NONE;
}

/* Items are placed apart; what is left of their calls may lie here. */
static bool is_kept_apart(const struct flow_left *left, double room)
{
    return left->is_item && !(left->calls > 1.5 || (left->calls > 0.5 && left->mass <= room));
}

/* Whether the pair is on the path, though none of its calls lies within another. */
static bool is_never_below_itself(const struct dealing *dealing, uint32_t flow)
{
    return dealing->flows->counted && !dealing->flows->items[flow].is_free &&
           dealing->marks_of_flows[flow];
}

static bool may_call(const struct dealing *dealing, const struct sprout *sprout, uint32_t flow)
{
    uint32_t callee = dealing->flows->items[flow].callee;
    bool is_on_path = dealing->marks_of_functions[callee];
    double calls = dealing->flows->items[flow].calls;
    bool is_barred = is_on_path && (!dealing->flows->junctions[callee].is_hub ||
                                    (calls > 0 && dealing->calls_on_path[flow] >= calls) ||
                                    is_never_below_itself(dealing, flow));
    return !is_barred && flow_allowed(dealing->flows, sprout->flow, flow);
}

/* Calls that lead back into the cycle, but never lie within each other, are made only where the
   pair is not on the path. */
static bool is_urgent(const struct dealing *dealing, uint32_t index)
{
    const struct flow *flow = &dealing->flows->items[index];
    return dealing->flows->counted && !flow->is_free && flow_is_inner(dealing->flows, flow) &&
           dealing_is_hub(dealing, flow->caller) && dealing_is_hub(dealing, flow->callee);
}

static struct option make_option(const struct dealing *dealing, uint32_t flow, bool from_hub)
{
    const struct flow_left *left = &dealing->flow_left[flow];
    uint32_t callee = dealing->flows->items[flow].callee;
    enum nesting nesting = nesting_of(dealing, flow);
    double limit = left->mass;
    if (nesting != NESTING_PAIR)
        limit = smaller(limit, left->total);
    if (nesting == NESTING_NONE)
        limit = smaller(limit, dealing->function_left[callee].total);
    bool is_single = dealing->flows->items[flow].calls == 1 && left->calls > 0.5 &&
                     !dealing_is_hub(dealing, callee) && (!from_hub || left->is_item);
    return (struct option){.flow = flow,
                           .nesting = nesting,
                           .mass = left->mass,
                           .calls_left = left->calls,
                           .weight = left->mass,
                           .limit = limit,
                           .is_urgent = is_urgent(dealing, flow),
                           .is_single = is_single};
}

/* Lists the options of a block; without items at first. */
static void list_options(struct dealing *dealing, uint32_t index, double room, bool with_items)
{
    const struct sprout *sprout = &dealing->dealt.sprouts[index];
    const struct junction *junction = &dealing->flows->junctions[sprout->function];
    uint32_t *end = &dealing->end_out[sprout->function];
    bool is_tiny = dealing_cuts(dealing, index, room);
    uint32_t kept = junction->first_out;
    dealing->options.count = 0;
    for (uint32_t i = junction->first_out; i < *end; i++) {
        uint32_t flow = dealing->out[i];
        const struct flow_left *left = &dealing->flow_left[flow];
        dealing->steps++;
        if (left->mass <= dealing->flows->items[flow].mass * SPENT)
            continue;
        dealing->out[kept++] = flow;
        if ((junction->is_hub && !with_items && is_kept_apart(left, room)) ||
            (is_tiny && left->is_item) || !may_call(dealing, sprout, flow))
            continue;
        struct option option = make_option(dealing, flow, junction->is_hub);
        if (option.limit > 0)
            dealing->options.items[dealing->options.count++] = option;
    }
    *end = kept;
}

/* Lists the options of a hub's block that nothing but items can be called from, without those whose
   part of the time is too little for a block: there may be thousands. */
static void list_items(struct dealing *dealing, uint32_t index, double time)
{
    struct options *options = &dealing->options;
    double mass = 0;
    uint32_t kept = 0;
    if (dealing_cuts(dealing, index, time))
        return;
    list_options(dealing, index, time, true);
    for (uint32_t i = 0; i < options->count; i++)
        mass += options->items[i].mass;
    for (uint32_t i = 0; i < options->count; i++)
        if (!dealing_cuts(dealing, index, time * (options->items[i].mass / mass)))
            options->items[kept++] = options->items[i];
    options->count = kept;
}

/* Lists the options of a block of a solid function where others used up what there is: as the file
   has them, but for single calls, which lie elsewhere. */
static void list_spent(struct dealing *dealing, const struct sprout *sprout)
{
    const struct flows *flows = dealing->flows;
    const struct junction *junction = &flows->junctions[sprout->function];
    for (uint32_t i = junction->first_out; i < junction->end_out; i++) {
        const struct flow *flow = &flows->items[flows->out[i]];
        dealing->steps++;
        if (flow->calls != 1 && flow->mass > 0 && may_call(dealing, sprout, flows->out[i]))
            dealing->options.items[dealing->options.count++] =
                (struct option){.flow = flows->out[i],
                                .nesting = nesting_of(dealing, flows->out[i]),
                                .mass = flow->mass,
                                .calls_left = flow->calls,
                                .weight = flow->mass,
                                .limit = flow->mass};
    }
}

/* Whether time of a repeated pair may go on at an outer block of it: only where every pair between
   stands above that block, too, so that no pair loses time. Returns the block, or 0. */
static uint32_t find_fold(struct dealing *dealing, uint32_t sprout, uint32_t flow)
{
    const struct sprout *sprouts = dealing->dealt.sprouts;
    uint32_t deepest = sprouts[dealing->marks_of_flows[flow]].depth;
    for (uint32_t at = sprout; at; at = sprouts[at].parent) {
        dealing->steps++;
        if (sprouts[at].flow == flow && sprouts[at].depth >= deepest)
            return at;
        if (sprouts[at].flow == NO_FLOW || !dealing->marks_of_flows[sprouts[at].flow])
            return 0;
        uint32_t outermost = sprouts[dealing->marks_of_flows[sprouts[at].flow]].depth;
        deepest = outermost > deepest ? outermost : deepest;
    }
    return 0;
}

/* Lets the time of a repeated call go on at `to`; nothing is opened for it. */
static void fold(struct dealing *dealing, uint32_t sprout, const struct option *option, uint32_t to)
{
    struct flow_left *left = &dealing->flow_left[option->flow];
    struct function_left *function =
        &dealing->function_left[dealing->flows->items[option->flow].callee];
    dealing_use(dealing, option->flow, option->share, option->calls, NESTING_PAIR);
    function->entering = larger(function->entering - option->share, 0);
    left->unopened = larger(left->unopened - option->share, 0);
    dealing_return(dealing, sprout, to, option->share);
}

/* The callee that items have led to already. */
static uint32_t find_callee(const struct dealing *dealing, uint32_t sprout, uint32_t flow)
{
    uint32_t at = dealing->dealt.sprouts[sprout].first_hub;
    while (at && dealing->dealt.sprouts[at].flow != flow)
        at = dealing->dealt.sprouts[at].next_hub;
    return at;
}

static void place_option(struct dealing *dealing, uint32_t sprout, const struct option *option)
{
    uint32_t callee = find_callee(dealing, sprout, option->flow);
    if (callee) {
        dealing_use(dealing, option->flow, option->share, option->calls, option->nesting);
        dealing->dealt.sprouts[callee].width += option->share;
        return;
    }
    uint32_t to = option->nesting == NESTING_PAIR ? find_fold(dealing, sprout, option->flow) : 0;
    if (!to && option->share < dealing->limits.least && option->nesting != NESTING_NONE)
        to = option->nesting == NESTING_PAIR
                 ? dealing->marks_of_flows[option->flow]
                 : dealing->marks_of_functions[dealing->flows->items[option->flow].callee];
    if (to)
        fold(dealing, sprout, option, to);
    else
        dealing_follow(dealing, sprout, option->flow, option->share, option->calls,
                       option->nesting);
}

/* What is left of a single call that was placed will not be placed elsewhere. */
static void forget(struct dealing *dealing, uint32_t flow)
{
    struct flow_left *left = &dealing->flow_left[flow];
    struct function_left *function = &dealing->function_left[dealing->flows->items[flow].callee];
    function->entering = larger(function->entering - left->mass, 0);
    left->unopened = larger(left->unopened - left->mass, 0);
    left->mass = left->total = 0;
}

/* Those that get something, the largest first. Returns how many. */
static uint32_t rank_shares(const struct options *options)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        if (option->share > 0)
            options->ranks[count++] = (struct rank){-option->share, option->flow, i};
    }
    deal_rank(options->ranks, count);
    return count;
}

/* Returns what no option took. */
static double place_options(struct dealing *dealing, uint32_t sprout, double time)
{
    struct options *options = &dealing->options;
    uint32_t count = rank_shares(options);
    for (uint32_t i = 0; i < count && time > 0; i++) {
        struct option *option = &options->items[options->ranks[i].place];
        option->share = smaller(option->share, time);
        bool is_whole = option->is_single && option->share >= option->mass * 0.5;
        double calls = is_whole ? 1 : option->calls;
        if (calls <= 0)
            calls = option->calls_left * (option->share / option->mass);
        option->calls = smaller(calls, option->calls_left);
        place_option(dealing, sprout, option);
        if (is_whole)
            forget(dealing, option->flow);
        time -= option->share;
    }
    return time;
}

/* The callees that items led to have all that they get now. */
static void start_hubs(struct dealing *dealing, uint32_t sprout)
{
    uint32_t at = dealing->dealt.sprouts[sprout].first_hub;
    while (at) {
        uint32_t next = dealing->dealt.sprouts[at].next_hub;
        dealing_start(dealing, at);
        at = next;
    }
}

static void find_options(struct dealing *dealing, uint32_t index, double time)
{
    const struct sprout *sprout = &dealing->dealt.sprouts[index];
    bool is_hub = dealing_is_hub(dealing, sprout->function);
    struct function_left *left = &dealing->function_left[sprout->function];
    double all = larger(left->calls, sprout->calls);
    list_options(dealing, index, time, false);
    if (!dealing->options.count && is_hub)
        list_items(dealing, index, time);
    left->calls = larger(left->calls - sprout->calls, 0);
    if (!is_hub && dealing->flows->counted)
        deal_tilt(&dealing->options, time, sprout->calls, all);
    if (!dealing->options.count && !is_hub)
        list_spent(dealing, sprout);
}

/* What no callee takes belongs to callees that are cut elsewhere. */
static void note_rest(struct sprout *sprout, double rest)
{
    const double rounding = 1e-9;
    if (rest <= sprout->width * rounding) {
        sprout->own += rest > 0 ? rest : 0;
        return;
    }
    sprout->cut += rest;
    sprout->cut_count++;
}

/* Shares time out to the options. */
static void share_out(struct dealing *dealing, const struct sprout *sprout, double time)
{
    struct function_left *left = &dealing->function_left[sprout->function];
    double width = sprout->width, rest = deal_singles(&dealing->options, time);
    if (sprout->is_outer)
        left->outer = larger(left->outer - width, 0);
    if (width > 0)
        rest = deal_urgent(&dealing->options, rest, width / (left->outer + width));
    deal_share(&dealing->options, rest);
}

void deal_open(struct dealing *dealing, uint32_t index)
{
    struct sprout *sprout = &dealing->dealt.sprouts[index];
    sprout->is_open = false;
    if (dealing_is_hub(dealing, sprout->function))
        dealing_set_room(dealing, index, 0);
    double time = spend(dealing, sprout);
    if (!dealing_is_tired(dealing)) {
        mark_path(dealing, index, true);
        find_options(dealing, index, time);
        share_out(dealing, sprout, time);
        time = place_options(dealing, index, time);
        mark_path(dealing, index, false);
    }
    start_hubs(dealing, index);
    note_rest(&dealing->dealt.sprouts[index], time);
}

void deal_open_root(struct dealing *dealing)
{
    const struct flows *flows = dealing->flows;
    for (uint32_t f = 0; f < flows->functions; f++) {
        double width = flows->junctions[f].entering;
        if (width <= 0)
            continue;
        if (width < dealing->limits.least || !dealing_has_room(dealing, 1)) {
            dealing->dealt.sprouts[0].cut += width;
            dealing->dealt.sprouts[0].cut_count++;
            continue;
        }
        dealing->function_left[f].total = larger(dealing->function_left[f].total - width, 0);
        dealing_start(dealing, dealing_begin(dealing, f, width));
    }
}
