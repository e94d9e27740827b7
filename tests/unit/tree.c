#include "model/tree.h"

#include "unit.h"

static void freeing_leaves_an_empty_tree(void **state)
{
    (void)state;
    struct tree tree = {.blocks = calloc(3, sizeof *tree.blocks), .count = 3};
    tree_free(&tree);
    assert_null(tree.blocks);
    assert_int_equal(tree.count, 0);
    tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freeing_leaves_an_empty_tree),
    };
    return RUN(tests);
}
