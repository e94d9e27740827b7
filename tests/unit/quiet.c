#include "view/quiet.h"

#include <stdlib.h>

#include "unit.h"

/* 0 starts 1, which passes nearly all on to 2; 2 calls 3 and 4, half each; 3 passes on to 5. */
static struct block blocks[] = {
    {.function = TREE_ROOT, .weight = 100},
    {.function = 0, .depth = 1, .weight = 100},
    {.function = 1, .parent = 1, .depth = 2, .weight = 99, .own = .5},
    {.function = 2, .parent = 2, .depth = 3, .weight = 98},
    {.function = 3, .parent = 3, .depth = 4, .weight = 49, .own = 1},
    {.function = 5, .parent = 4, .depth = 5, .weight = 48, .own = 48},
    {.function = 4, .parent = 3, .depth = 4, .weight = 49, .own = 49},
};

static void check_quiet(uint32_t lead, const bool *expected)
{
    struct tree tree = {blocks, sizeof blocks / sizeof blocks[0]};
    bool *quiet = quiet_blocks(&tree, lead);
    for (uint32_t i = 0; i < tree.count; i++)
        if (quiet[i] != expected[i])
            fail_msg("block %u: %d", i, quiet[i]);
    free(quiet);
}

static void test_what_passes_its_time_on_is_quiet(void **state)
{
    (void)state;
    check_quiet(TREE_ROOT, (const bool[]){true, true, true, false, false, false, false});
}

static void test_what_leads_to_the_first_answer_is_quiet_but_never_that(void **state)
{
    (void)state;
    check_quiet(4, (const bool[]){true, true, true, true, false, false, false});
    check_quiet(1, (const bool[]){true, true, false, false, false, false, false});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_passes_its_time_on_is_quiet),
        cmocka_unit_test(test_what_leads_to_the_first_answer_is_quiet_but_never_that),
    };
    return RUN(tests);
}
