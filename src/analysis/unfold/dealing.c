#include "analysis/unfold/dealing.h"

#include "analysis/flows/flow_mates.h"
#include "analysis/unfold/returns.h"

/* Steps of a few nanoseconds: half a second in large files. Real profiles stay far below. */
static const double MOST_STEPS = 3e7, MOST_ITEM_STEPS = 5e6;

/* By recursion a block may grow to so many times its width. */
static const double MOST_GAIN = 1000;

bool dealing_is_tired(const struct dealing *dealing)
{
    return dealing->steps + dealing->item_steps > MOST_STEPS;
}

bool dealing_is_tired_of_items(const struct dealing *dealing)
{
    return dealing->item_steps + dealing->routes.steps > MOST_ITEM_STEPS;
}

bool dealing_is_hub(const struct dealing *dealing, uint32_t function)
{
    const struct flows *flows = dealing->flows;
    return function < flows->functions && flows->junctions[function].is_hub;
}

/* Functions of one component stand together on a path: the next one up, or 0. */
static uint32_t above(const struct dealing *dealing, uint32_t sprout, uint32_t component)
{
    uint32_t up = dealing->dealt.sprouts[sprout].parent;
    uint32_t function = dealing->dealt.sprouts[up].function;
    return up && dealing->flows->junctions[function].component == component ? up : 0;
}

bool dealing_is_on_path(struct dealing *dealing, uint32_t sprout, uint32_t function)
{
    const struct junction *junctions = dealing->flows->junctions;
    uint32_t here = dealing->dealt.sprouts[sprout].function;
    uint32_t component = junctions[function].component;
    if (!sprout || junctions[here].component != component)
        return false;
    for (uint32_t at = sprout; at; at = above(dealing, at, component)) {
        dealing->steps++;
        if (dealing->dealt.sprouts[at].function == function)
            return true;
    }
    return false;
}

enum nesting dealing_nesting(struct dealing *dealing, uint32_t sprout, uint32_t flow)
{
    uint32_t function = dealing->flows->items[flow].callee;
    uint32_t component = dealing->flows->junctions[function].component;
    enum nesting nesting = NESTING_NONE;
    if (!sprout || !flow_is_inner(dealing->flows, &dealing->flows->items[flow]))
        return nesting;
    for (uint32_t at = sprout; at; at = above(dealing, at, component)) {
        const struct sprout *block = &dealing->dealt.sprouts[at];
        dealing->steps++;
        if (block->flow == flow)
            return NESTING_PAIR;
        if (block->function == function)
            nesting = NESTING_FUNCTION;
    }
    return nesting;
}

static double less(double a, double b)
{
    return a > b ? a - b : 0;
}

void dealing_use(struct dealing *dealing, uint32_t flow, double width, double calls,
                 enum nesting nesting)
{
    struct flow_left *left = &dealing->flow_left[flow];
    struct function_left *function = &dealing->function_left[dealing->flows->items[flow].callee];
    left->mass = less(left->mass, width);
    left->calls = less(left->calls, calls);
    if (nesting != NESTING_PAIR)
        left->total = less(left->total, width);
    if (left->mass < left->total)
        left->mass = left->total;
    if (nesting == NESTING_NONE)
        function->total = less(function->total, width);
}

bool dealing_has_room(const struct dealing *dealing, uint32_t depth)
{
    return dealing->dealt.count < dealing->limits.most - dealing->reserve &&
           !dealing_is_tired(dealing) && dealing->frames + depth <= dealing->limits.most_frames;
}

static double gain_of(const struct dealing *dealing, uint32_t function)
{
    const struct junction *junction = &dealing->flows->junctions[function];
    double gain = junction->is_hub && junction->total > 0 ? junction->mass / junction->total : 1;
    return gain < MOST_GAIN ? gain : MOST_GAIN;
}

static double promise_of(const struct sprout *parent, double width)
{
    double promise = width * parent->gain;
    return promise < parent->promise ? promise : parent->promise;
}

static uint32_t append(struct dealing *dealing, const struct sprout *sprout)
{
    struct dealt *dealt = &dealing->dealt;
    dealt->sprouts = arena_grow(dealing->arena, dealt->sprouts, &dealing->sprout_room,
                                (size_t)dealt->count + 1, sizeof *dealt->sprouts);
    dealing->room_of = arena_grow(dealing->arena, dealing->room_of, &dealing->room_of_room,
                                  (size_t)dealt->count + 1, sizeof *dealing->room_of);
    dealt->sprouts[dealt->count] = *sprout;
    dealing->frames += sprout->depth;
    return dealt->count++;
}

static uint32_t add_block(struct dealing *dealing, uint32_t parent, const struct sprout *block)
{
    struct sprout made = *block;
    const struct sprout *above_it = &dealing->dealt.sprouts[parent];
    double gain = gain_of(dealing, made.function);
    made.parent = parent;
    made.depth = above_it->depth + 1;
    made.is_open = true;
    /* A width of 0 is not settled yet. */
    made.promise = made.width > 0 ? promise_of(above_it, made.width) : above_it->promise;
    made.gain = gain > above_it->gain ? gain : above_it->gain;
    return append(dealing, &made);
}

uint32_t dealing_add(struct dealing *dealing, uint32_t parent, uint32_t flow, double width,
                     double calls, enum nesting nesting)
{
    struct sprout block = {.function = dealing->flows->items[flow].callee,
                           .flow = flow,
                           .width = width,
                           .calls = calls,
                           .is_outer = nesting == NESTING_NONE};
    return add_block(dealing, parent, &block);
}

void dealing_plant(struct dealing *dealing)
{
    double width = 0;
    for (uint32_t f = 0; f < dealing->flows->functions; f++)
        width += dealing->flows->junctions[f].entering;
    append(dealing, &(struct sprout){.function = dealing->flows->functions,
                                     .flow = NO_FLOW,
                                     .width = width,
                                     .promise = width,
                                     .gain = 1,
                                     .calls = 1,
                                     .is_outer = true});
}

uint32_t dealing_begin(struct dealing *dealing, uint32_t function, double width)
{
    struct sprout block = {
        .function = function, .flow = NO_FLOW, .width = width, .calls = 1, .is_outer = true};
    return add_block(dealing, 0, &block);
}

double dealing_room(const struct dealing *dealing, uint32_t index)
{
    const struct sprout *sprout = &dealing->dealt.sprouts[index];
    if (sprout->flow == NO_FLOW)
        return sprout->width - sprout->need;
    const struct flow *flow = &dealing->flows->items[sprout->flow];
    double part = flow->mass > 0 ? flow->own / flow->mass * sprout->width : 0;
    double each = flow->calls > 0 ? flow->own / flow->calls * sprout->calls : part;
    return less(sprout->width, part < each ? part : each) - sprout->need;
}

void dealing_set_room(struct dealing *dealing, uint32_t sprout, double room)
{
    uint32_t function = dealing->dealt.sprouts[sprout].function;
    uint32_t component = dealing->flows->junctions[function].component;
    if (dealing->room_of[sprout] > 0)
        ordered_remove(&dealing->rooms, component, sprout);
    dealing->room_of[sprout] = room > dealing->limits.least ? room : 0;
    if (dealing->room_of[sprout] > 0)
        ordered_add(&dealing->rooms, component, sprout, room);
}

/* Items that fit into a new hub block, and have a route from there, try again. */
static void wake_items(struct dealing *dealing, uint32_t component, uint32_t sprout)
{
    const struct sprout *block = &dealing->dealt.sprouts[sprout];
    uint32_t state =
        block->flow == NO_FLOW ? block->function : flow_state(dealing->flows, block->flow);
    uint32_t next, item = ordered_at_least(&dealing->waiting, component, 0);
    for (; item != ORDERED_NONE && !dealing_is_tired_of_items(dealing); item = next) {
        double size = ordered_size(&dealing->waiting, item);
        next = ordered_next(&dealing->waiting, item);
        dealing->item_steps++;
        if (size > dealing->room_of[sprout])
            break;
        if (!routes_lead_from(&dealing->routes, item, state))
            continue;
        ordered_remove(&dealing->waiting, component, item);
        queue_add(&dealing->solid, (struct task){size, item, true});
    }
}

void dealing_start(struct dealing *dealing, uint32_t index)
{
    const struct sprout *sprout = &dealing->dealt.sprouts[index];
    struct task task = {sprout->width, index, false};
    if (!dealing_is_hub(dealing, sprout->function)) {
        queue_add(&dealing->solid, task);
        return;
    }
    dealing_set_room(dealing, index, dealing_room(dealing, index));
    queue_add(&dealing->hubs, task);
    wake_items(dealing, dealing->flows->junctions[sprout->function].component, index);
}

/* What is cut will not be opened. */
static void cut(struct dealing *dealing, uint32_t parent, uint32_t flow, double width, double calls)
{
    struct sprout *sprout = &dealing->dealt.sprouts[parent];
    struct flow_left *left = &dealing->flow_left[flow];
    struct function_left *function = &dealing->function_left[dealing->flows->items[flow].callee];
    sprout->cut += width;
    sprout->cut_count++;
    function->calls = less(function->calls, calls);
    function->entering = less(function->entering, width);
    if (left->unopened > 0)
        left->own *= less(1, width / left->unopened);
    left->unopened = less(left->unopened, width);
}

bool dealing_cuts(const struct dealing *dealing, uint32_t parent, double width)
{
    const struct sprout *above_it = &dealing->dealt.sprouts[parent];
    return promise_of(above_it, width) < dealing->limits.least ||
           !dealing_has_room(dealing, above_it->depth + 1);
}

void dealing_follow(struct dealing *dealing, uint32_t parent, uint32_t flow, double width,
                    double calls, enum nesting nesting)
{
    bool cuts = dealing_cuts(dealing, parent, width);
    dealing_use(dealing, flow, width, calls, nesting);
    if (cuts)
        cut(dealing, parent, flow, width, calls);
    else
        dealing_start(dealing, dealing_add(dealing, parent, flow, width, calls, nesting));
}

void dealing_return(struct dealing *dealing, uint32_t from, uint32_t to, double time)
{
    struct dealt *dealt = &dealing->dealt;
    uint32_t index = dealt->return_count ? dealt->return_count : 1; /* 0 ends lists */
    dealt->returns = arena_grow(dealing->arena, dealt->returns, &dealing->return_room,
                                (size_t)index + 1, sizeof *dealt->returns);
    dealt->returns[index] = (struct back){.to = to, .time = time, .scale = 1};
    dealt->sprouts[from].returns =
        returns_join(dealt->returns, dealt->sprouts[from].returns, index);
    dealt->return_count = index + 1;
}
