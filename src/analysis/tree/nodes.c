#include "analysis/tree/nodes.h"

/* Puts joined sprouts in preorder. */
static struct nodes order(const struct nodes *joined, struct arena *arena)
{
    uint32_t count = joined->count;
    struct nodes nodes = {.items = arena_new(arena, count, sizeof *nodes.items), .count = count};
    uint32_t *size = arena_new(arena, count, sizeof *size); /* of each with all below */
    uint32_t *next = arena_new(arena, count, sizeof *next); /* where its next callee goes */
    for (uint32_t i = count; i-- > 0;) {
        size[i]++;
        if (i)
            size[joined->items[i].parent] += size[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        struct node node = joined->items[i];
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
    struct nodes joined = join_sprouts(flows, dealt, arena);
    struct nodes nodes = order(&joined, arena);
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
