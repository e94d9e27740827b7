#include "analysis/tree/joining.h"

/* Sprouts by parent and function: a hash table of joined sprouts plus one. */
struct joining {
    const struct flows *flows;
    const struct dealt *dealt;
    struct node *joined;
    uint32_t count;
    uint32_t *table;
    uint32_t mask;
    uint32_t *homes;     /* of each flow: the sprout that all others of it go to; 0: none */
    uint32_t *joined_as; /* of each sprout: its node plus one; 0: not joined yet */
    bool *is_moved;      /* of each sprout: it stands on another path than it was dealt to */
    bool *is_cut;        /* of each sprout: its node is that of the caller that it was cut from */
};

/* The joined sprout of that parent and function, or the place for a new one. */
static uint32_t *find_place(const struct joining *joining, uint32_t parent, uint32_t function)
{
    uint32_t at = (parent * 2654435769U ^ function * 2246822519U) & joining->mask;
    for (; joining->table[at]; at = (at + 1) & joining->mask) {
        const struct node *node = &joining->joined[joining->table[at] - 1];
        if (node->parent == parent && node->function == function)
            break;
    }
    return &joining->table[at];
}

/* Widths of sprouts with all below. */
static double *sum_widths(const struct dealt *dealt, struct arena *arena)
{
    double *widths = arena_new(arena, dealt->count, sizeof *widths);
    for (uint32_t i = dealt->count; i-- > 1;) {
        const struct sprout *sprout = &dealt->sprouts[i];
        widths[i] += sprout->own + sprout->gap + sprout->cut;
        widths[sprout->parent] += widths[i];
    }
    return widths;
}

/* Of each call that was made once its widest sprout, the first of equal ones. Going to it never
   leads in a circle: whatever holds it is at least as wide, and stands before it. */
static uint32_t *find_homes(const struct flows *flows, const struct dealt *dealt,
                            struct arena *arena)
{
    uint32_t *homes = arena_new(arena, flows->count, sizeof *homes);
    double *widths = sum_widths(dealt, arena);
    for (uint32_t i = 1; i < dealt->count; i++) {
        uint32_t flow = dealt->sprouts[i].flow;
        if (flow == NO_FLOW || !flows->counted || flows->items[flow].calls != 1)
            continue;
        if (!homes[flow] || widths[i] > widths[homes[flow]])
            homes[flow] = i;
    }
    return homes;
}

/* Where a sprout goes instead; itself where it stays. */
static uint32_t home_of(const struct joining *joining, uint32_t sprout)
{
    uint32_t flow = joining->dealt->sprouts[sprout].flow;
    uint32_t home = flow == NO_FLOW ? 0 : joining->homes[flow];
    return home ? home : sprout;
}

/* Whether as many calls of a function run on a path as were ever made within each other. */
static bool is_running(const struct joining *joining, uint32_t node, uint32_t function)
{
    const struct junction *junctions = joining->flows->junctions;
    double left = junctions[function].is_hub ? junctions[function].calls : 1;
    for (uint32_t at = node; at && left >= 1; at = joining->joined[at].parent) {
        uint32_t here = joining->joined[at].function;
        left -= here == function;
        if (junctions[here].component != junctions[function].component)
            break;
    }
    return left < 1;
}

static void add_times(struct node *node, const struct sprout *sprout)
{
    node->own += sprout->own;
    node->gap += sprout->gap;
    node->cut += sprout->cut;
    node->cut_count += sprout->cut_count;
}

/* Counts a sprout as cut from a node. */
static void cut(struct joining *joining, uint32_t index, uint32_t from)
{
    const struct sprout *sprout = &joining->dealt->sprouts[index];
    joining->joined[from].cut += sprout->own + sprout->gap + sprout->cut;
    joining->joined_as[index] = from + 1;
    joining->is_cut[index] = true;
}

/* Puts a sprout below its parent's node. What cannot be there, for it runs already, counts as cut,
   and so does all below it: its callees are not called by the node that it was cut from. */
static void join(struct joining *joining, uint32_t index)
{
    const struct sprout *sprout = &joining->dealt->sprouts[index];
    uint32_t parent = index ? joining->joined_as[sprout->parent] - 1 : 0;
    joining->is_moved[index] = index && joining->is_moved[sprout->parent];
    if (index && joining->is_cut[sprout->parent]) {
        cut(joining, index, parent);
        return;
    }
    uint32_t *place = find_place(joining, parent, sprout->function);
    if (!*place && joining->is_moved[index] && is_running(joining, parent, sprout->function)) {
        joining->joined[parent].cut_count++;
        cut(joining, index, parent);
        return;
    }
    if (!*place) {
        struct node *node = &joining->joined[joining->count++];
        *node = (struct node){.parent = parent, .function = sprout->function, .flow = sprout->flow};
        node->depth = index ? joining->joined[parent].depth + 1 : 0;
        *place = joining->count;
    }
    add_times(&joining->joined[*place - 1], sprout);
    joining->joined_as[index] = *place;
}

/* Lets a sprout be one with its home, or cut from where that was cut. */
static void go_home(struct joining *joining, uint32_t index, uint32_t home)
{
    uint32_t node = joining->joined_as[home] - 1;
    joining->is_moved[index] = true;
    if (joining->is_cut[home]) {
        cut(joining, index, node);
        return;
    }
    joining->joined_as[index] = node + 1;
    add_times(&joining->joined[node], &joining->dealt->sprouts[index]);
}

/* Joins a sprout, and before that those that it goes to or hangs on. */
static void join_upwards(struct joining *joining, uint32_t *stack, uint32_t index)
{
    uint32_t size = 0;
    stack[size++] = index;
    while (size) {
        uint32_t at = stack[size - 1], home = home_of(joining, at);
        uint32_t before = home != at ? home : at ? joining->dealt->sprouts[at].parent : at;
        if (before != at && !joining->joined_as[before]) {
            stack[size++] = before;
            continue;
        }
        size--;
        if (joining->joined_as[at])
            continue;
        if (home == at) {
            join(joining, at);
            continue;
        }
        go_home(joining, at, home);
    }
}

struct nodes join_sprouts(const struct flows *flows, const struct dealt *dealt, struct arena *arena)
{
    uint32_t places = 2;
    while (places / 2 < dealt->count)
        places *= 2;
    struct joining joining = {.flows = flows,
                              .dealt = dealt,
                              .joined = arena_new(arena, dealt->count, sizeof(struct node)),
                              .table = arena_new(arena, places, sizeof(uint32_t)),
                              .mask = places - 1,
                              .homes = find_homes(flows, dealt, arena),
                              .joined_as = arena_new(arena, dealt->count, sizeof(uint32_t)),
                              .is_moved = arena_new(arena, dealt->count, sizeof(bool)),
                              .is_cut = arena_new(arena, dealt->count, sizeof(bool))};
    uint32_t *stack = arena_new(arena, dealt->count, sizeof *stack);
    for (uint32_t i = 0; i < dealt->count; i++)
        if (!joining.joined_as[i])
            join_upwards(&joining, stack, i);
    return (struct nodes){.items = joining.joined, .count = joining.count};
}
