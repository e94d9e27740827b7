#include "analysis/tree/nodes.h"

/* Sprouts by parent and function: a hash table of joined sprouts plus one. */
struct joining {
    struct node *joined;
    uint32_t count;
    uint32_t *table;
    uint32_t mask;
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

static void add_sprout(struct joining *joining, const struct sprout *sprout, uint32_t parent,
                       uint32_t *place)
{
    if (!*place) {
        joining->joined[joining->count++] = (struct node){.parent = parent,
                                                          .function = sprout->function,
                                                          .flow = sprout->flow,
                                                          .depth = sprout->depth};
        *place = joining->count;
    }
    struct node *node = &joining->joined[*place - 1];
    node->own += sprout->own;
    node->gap += sprout->gap;
    node->cut += sprout->cut;
    node->cut_count += sprout->cut_count;
}

/* Joins equal callees; parents stay before their callees. */
static struct joining join_sprouts(const struct dealt *dealt, struct arena *arena)
{
    uint32_t places = 2;
    while (places / 2 < dealt->count)
        places *= 2;
    struct joining joining = {.joined = arena_new(arena, dealt->count, sizeof(struct node)),
                              .table = arena_new(arena, places, sizeof(uint32_t)),
                              .mask = places - 1};
    uint32_t *joined_as = arena_new(arena, dealt->count, sizeof *joined_as);
    for (uint32_t i = 0; i < dealt->count; i++) {
        const struct sprout *sprout = &dealt->sprouts[i];
        uint32_t parent = joined_as[sprout->parent];
        uint32_t *place = find_place(&joining, parent, sprout->function);
        add_sprout(&joining, sprout, parent, place);
        joined_as[i] = *place - 1;
    }
    return joining;
}

/* Puts joined sprouts in preorder. */
static struct nodes order(const struct joining *joining, struct arena *arena)
{
    uint32_t count = joining->count;
    struct nodes nodes = {.items = arena_new(arena, count, sizeof *nodes.items), .count = count};
    uint32_t *size = arena_new(arena, count, sizeof *size); /* of each with all below */
    uint32_t *next = arena_new(arena, count, sizeof *next); /* where its next callee goes */
    for (uint32_t i = count; i-- > 0;) {
        size[i]++;
        if (i)
            size[joining->joined[i].parent] += size[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        struct node node = joining->joined[i];
        uint32_t place = i ? next[node.parent] : 0;
        if (i)
            next[node.parent] += size[i];
        next[i] = place + 1;
        node.end = place + size[i];
        nodes.items[place] = node;
    }
    return nodes;
}

/* Parents in preorder: of each node the last one before it whose range it lies in. */
static void find_parents(struct nodes *nodes)
{
    uint32_t at = 0;
    for (uint32_t i = 1; i < nodes->count; i++) {
        while (nodes->items[at].end <= i)
            at = nodes->items[at].parent;
        nodes->items[i].parent = at;
        at = i;
    }
}

/* Counts of functions and flows on a path tell what is outermost. */
static void find_outer(const struct flows *flows, struct nodes *nodes, struct arena *arena)
{
    uint32_t *functions = arena_new(arena, (size_t)flows->functions + 1, sizeof *functions);
    uint32_t *calls = arena_new(arena, flows->count, sizeof *calls);
    uint32_t at = 0;
    for (uint32_t i = 0; i < nodes->count; i++) {
        struct node *node = &nodes->items[i];
        for (; nodes->items[at].end <= i; at = nodes->items[at].parent) {
            functions[nodes->items[at].function]--;
            if (nodes->items[at].flow != NO_FLOW)
                calls[nodes->items[at].flow]--;
        }
        node->is_outer_function = functions[node->function]++ == 0;
        node->is_outer_pair = node->flow == NO_FLOW || calls[node->flow]++ == 0;
        at = i;
    }
}

struct nodes nodes_make(const struct flows *flows, const struct dealt *dealt, struct arena *arena)
{
    struct joining joining = join_sprouts(dealt, arena);
    struct nodes nodes = order(&joining, arena);
    find_parents(&nodes);
    find_outer(flows, &nodes, arena);
    return nodes;
}

void nodes_sum(struct nodes *nodes)
{
    for (uint32_t i = 0; i < nodes->count; i++) {
        struct node *node = &nodes->items[i];
        node->width = node->own + node->gap + node->cut;
    }
    for (uint32_t i = nodes->count; i-- > 1;)
        nodes->items[nodes->items[i].parent].width += nodes->items[i].width;
}
