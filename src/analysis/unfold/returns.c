#include "analysis/unfold/returns.h"

/* By returns a block grows to no more than so many times its width. */
static const double MOST_GROWTH = 1e4, ROUNDING = 1e-6;

/* Applies a node's scale to its time, and hands it down. */
static void apply_scale(struct back *returns, uint32_t index)
{
    struct back *node = &returns[index];
    node->time *= node->scale;
    if (node->left)
        returns[node->left].scale *= node->scale;
    if (node->right)
        returns[node->right].scale *= node->scale;
    node->scale = 1;
}

/* A skew heap (D. Sleator, R. Tarjan, "Self-adjusting heaps", 1986). */
uint32_t returns_join(struct back *returns, uint32_t a, uint32_t b)
{
    uint32_t top = 0, *link = &top;
    while (a && b) {
        uint32_t first = returns[a].to >= returns[b].to ? a : b;
        uint32_t other = first == a ? b : a;
        apply_scale(returns, first);
        *link = first;
        a = returns[first].right;
        b = other;
        returns[first].right = returns[first].left;
        link = &returns[first].left;
    }
    *link = a ? a : b;
    return top;
}

/* Takes what comes back to a sprout off its heap: nothing there has a deeper goal. */
static double take_own(struct dealt *dealt, uint32_t index)
{
    struct sprout *sprout = &dealt->sprouts[index];
    double time = 0;
    while (sprout->returns && dealt->returns[sprout->returns].to == index) {
        struct back *top = &dealt->returns[sprout->returns];
        apply_scale(dealt->returns, sprout->returns);
        time += top->time;
        sprout->returns = returns_join(dealt->returns, top->left, top->right);
    }
    return time;
}

/* By how much all in a block grows when of its width that much comes back to it. */
static double growth_of(double width, double back)
{
    double kept = width - back;
    if (kept <= width * ROUNDING)
        return 1;
    return width < kept * MOST_GROWTH ? width / kept : MOST_GROWTH;
}

void returns_follow(struct dealt *dealt, struct arena *arena)
{
    double *growth = arena_new(arena, dealt->count, sizeof *growth);
    for (uint32_t i = dealt->count; i-- > 1;) {
        struct sprout *sprout = &dealt->sprouts[i];
        struct sprout *parent = &dealt->sprouts[sprout->parent];
        growth[i] = growth_of(sprout->width, take_own(dealt, i));
        if (sprout->returns)
            dealt->returns[sprout->returns].scale *= growth[i];
        parent->returns = returns_join(dealt->returns, parent->returns, sprout->returns);
    }
    growth[0] = 1;
    for (uint32_t i = 1; i < dealt->count; i++) {
        struct sprout *sprout = &dealt->sprouts[i];
        growth[i] *= growth[sprout->parent];
        sprout->own *= growth[i];
        sprout->cut *= growth[i];
        sprout->gap *= growth[i];
    }
}
