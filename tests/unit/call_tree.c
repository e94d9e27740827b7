#include "analysis/tree/call_tree.h"

#include "unit.h"

enum { STACKS = 40, FRAMES = 5, MOST = 50 };

/* Stacks that share nothing, each of equal weight: its frames stand below each other. */
static struct tree equal_stacks(void)
{
    struct tree tree = {.blocks = calloc(1 + STACKS * FRAMES, sizeof *tree.blocks), .count = 1};
    tree.blocks[0] = (struct block){.function = TREE_ROOT, .weight = STACKS};
    for (uint32_t i = 0; i < STACKS * FRAMES; i++) {
        uint32_t at = tree.count++;
        tree.blocks[at] = (struct block){.parent = i % FRAMES ? at - 1 : 0,
                                         .function = i,
                                         .depth = i % FRAMES + 1,
                                         .weight = 1,
                                         .own = i % FRAMES == FRAMES - 1};
    }
    return tree;
}

static void of_equal_blocks_the_first_stay_within_the_limit(void **state)
{
    (void)state;
    struct tree tree = equal_stacks(), coarser = call_tree_coarser(&tree, 0, MOST);
    double cut = 0;
    assert_int_equal(coarser.count, MOST + 1);
    for (uint32_t i = 1; i < coarser.count; i++) {
        assert_int_equal(coarser.blocks[i].function, i - 1);
        cut += coarser.blocks[i].cut;
    }
    assert_true(coarser.blocks[0].cut + cut == STACKS - MOST / FRAMES);
    tree_free(&coarser);
    tree_free(&tree);
}

static void heavier_blocks_stay_before_equal_ones(void **state)
{
    (void)state;
    struct tree tree = equal_stacks();
    uint32_t last = tree.count - FRAMES;
    tree.blocks[last].weight = tree.blocks[last + 1].weight = 2;
    struct tree coarser = call_tree_coarser(&tree, 0, MOST);
    assert_int_equal(coarser.count, MOST + 1);
    assert_int_equal(coarser.blocks[MOST].function, last);
    assert_int_equal(coarser.blocks[MOST].cut_count, 1);
    tree_free(&coarser);
    tree_free(&tree);
}

static void a_tree_within_the_limit_stays_whole(void **state)
{
    (void)state;
    struct tree tree = equal_stacks(), coarser = call_tree_coarser(&tree, 0, tree.count);
    assert_int_equal(coarser.count, tree.count);
    tree_free(&coarser);
    tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equal_blocks_the_first_stay_within_the_limit),
        cmocka_unit_test(heavier_blocks_stay_before_equal_ones),
        cmocka_unit_test(a_tree_within_the_limit_stays_whole),
    };
    return RUN(tests);
}
