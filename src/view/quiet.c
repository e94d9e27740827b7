#include "view/quiet.h"

#include "base/memory.h"

/* Callees stand behind their caller, the heaviest first. */
static bool passes_on(const struct tree *tree, uint32_t index, bool leads)
{
    const struct block *block = &tree->blocks[index], *callee = block + 1;
    bool has_callee = index + 1 < tree->count && callee->parent == index;
    return has_callee && block->own < QUIET_OWN * block->weight &&
           (leads || callee->weight >= QUIET_PASSED * block->weight);
}

bool *quiet_blocks(const struct tree *tree, uint32_t lead)
{
    bool *marks = memory_new(tree->count, sizeof *marks); /* first: whether it leads there */
    for (uint32_t i = tree->count - 1; i > 0; i--) {
        const struct block *block = &tree->blocks[i];
        marks[block->parent] |= marks[i] || block->function == lead;
    }
    marks[0] = true;
    for (uint32_t i = 1; i < tree->count; i++)
        marks[i] = tree->blocks[i].function != lead && passes_on(tree, i, marks[i]);
    return marks;
}
