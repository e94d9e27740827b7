#include "model/tree.h"

#include <stdlib.h>

#include "base/memory.h"

void tree_free(struct tree *tree)
{
    free(tree->blocks);
    *tree = (struct tree){0};
}

uint32_t *tree_nearest(const struct tree *tree, const bool *marked)
{
    uint32_t *nearest = memory_new(tree->count, sizeof *nearest);
    for (uint32_t i = 1; i < tree->count; i++)
        nearest[i] = marked[tree->blocks[i].function] ? i : nearest[tree->blocks[i].parent];
    return nearest;
}

double *tree_own(const struct tree *tree, uint32_t function_count)
{
    double *own = memory_new(function_count, sizeof *own);
    for (uint32_t i = 1; i < tree->count; i++)
        own[tree->blocks[i].function] += tree->blocks[i].own;
    return own;
}
