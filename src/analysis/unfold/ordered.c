#include "analysis/unfold/ordered.h"

#include <stdbool.h>

/* Links are things plus one; 0 leads nowhere. The neighbours are those of the whole set. */
struct ordered_node {
    double size;
    uint32_t smaller, larger;
    uint32_t previous, next;
};

struct ordered ordered_make(struct arena *arena, uint32_t sets)
{
    return (struct ordered){.arena = arena, .roots = arena_new(arena, sets, sizeof(uint32_t))};
}

/* Spreads links over all numbers, each to another one: times 2^32 over the golden ratio. */
static uint32_t priority_of(uint32_t link)
{
    return link * 2654435769U;
}

static bool is_before(const struct ordered *ordered, double size, uint32_t link, uint32_t other)
{
    double other_size = ordered->nodes[other - 1].size;
    return size != other_size ? size < other_size : link < other;
}

/* Parts what hangs below `link` into what is before a thing and what is behind it. */
static void split(struct ordered *ordered, uint32_t link, double size, uint32_t by,
                  struct ordered_node *parts)
{
    uint32_t *before = &parts->smaller, *behind = &parts->larger;
    while (link) {
        struct ordered_node *node = &ordered->nodes[link - 1];
        if (is_before(ordered, size, by, link)) {
            *behind = link;
            behind = &node->smaller;
            link = node->smaller;
        } else {
            *before = link;
            before = &node->larger;
            link = node->larger;
        }
    }
    *before = *behind = 0;
}

static uint32_t *find_link(struct ordered *ordered, uint32_t set, double size, uint32_t link,
                           uint32_t priority)
{
    uint32_t *at = &ordered->roots[set];
    while (*at && *at != link && priority_of(*at) > priority) {
        struct ordered_node *node = &ordered->nodes[*at - 1];
        at = is_before(ordered, size, link, *at) ? &node->smaller : &node->larger;
    }
    return at;
}

/* The first thing that is not before (size, link); 0: none. */
static uint32_t find_from(const struct ordered *ordered, uint32_t set, double size, uint32_t link)
{
    uint32_t found = 0;
    for (uint32_t at = ordered->roots[set]; at;) {
        const struct ordered_node *node = &ordered->nodes[at - 1];
        bool is_smaller = node->size != size ? node->size < size : at < link;
        found = is_smaller ? found : at;
        at = is_smaller ? node->larger : node->smaller;
    }
    return found;
}

static void join_neighbours(struct ordered *ordered, uint32_t a, uint32_t b)
{
    if (a)
        ordered->nodes[a - 1].next = b;
    if (b)
        ordered->nodes[b - 1].previous = a;
}

void ordered_add(struct ordered *ordered, uint32_t set, uint32_t thing, double size)
{
    uint32_t link = thing + 1;
    ordered->nodes = arena_grow(ordered->arena, ordered->nodes, &ordered->room, (size_t)thing + 1,
                                sizeof *ordered->nodes);
    uint32_t next = find_from(ordered, set, size, link);
    uint32_t previous = next ? ordered->nodes[next - 1].previous : ordered_last(ordered, set) + 1;
    uint32_t *at = find_link(ordered, set, size, link, priority_of(link));
    struct ordered_node *node = &ordered->nodes[thing];
    node->size = size;
    join_neighbours(ordered, previous, link);
    join_neighbours(ordered, link, next);
    split(ordered, *at, size, link, node);
    *at = link;
}

void ordered_remove(struct ordered *ordered, uint32_t set, uint32_t thing)
{
    struct ordered_node *node = &ordered->nodes[thing];
    uint32_t *at = find_link(ordered, set, node->size, thing + 1, 0);
    uint32_t left = node->smaller, right = node->larger;
    join_neighbours(ordered, node->previous, node->next);
    while (left && right) {
        bool is_left = priority_of(left) > priority_of(right);
        *at = is_left ? left : right;
        at = is_left ? &ordered->nodes[left - 1].larger : &ordered->nodes[right - 1].smaller;
        *(is_left ? &left : &right) = *at;
    }
    *at = left ? left : right;
}

double ordered_size(const struct ordered *ordered, uint32_t thing)
{
    return ordered->nodes[thing].size;
}

uint32_t ordered_at_least(const struct ordered *ordered, uint32_t set, double size)
{
    return find_from(ordered, set, size, 0) - 1;
}

uint32_t ordered_last(const struct ordered *ordered, uint32_t set)
{
    uint32_t at = ordered->roots[set];
    while (at && ordered->nodes[at - 1].larger)
        at = ordered->nodes[at - 1].larger;
    return at - 1;
}

uint32_t ordered_next(const struct ordered *ordered, uint32_t thing)
{
    return ordered->nodes[thing].next - 1;
}

uint32_t ordered_previous(const struct ordered *ordered, uint32_t thing)
{
    return ordered->nodes[thing].previous - 1;
}
