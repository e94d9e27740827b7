#include "model/tree.h"

#include <stdlib.h>

void tree_free(struct tree *tree)
{
    free(tree->blocks);
    *tree = (struct tree){0};
}
