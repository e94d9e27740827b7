#include "view/spine/spine_tree.h"

#include <math.h>

#include "unit.h"

enum { LETTERS = 26 };

/* A graph of functions a, b, ... from calls as "ab9 bc5 ...", the digit being seconds: each
   function has 1 s of its own. */
static struct profile graph(const char *calls, int functions)
{
    struct builder builder = builder_start();
    double total[LETTERS] = {0};
    for (int i = 0; i < functions; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
    for (const char *call = calls; *call; call += call[3] ? 4 : 3) {
        add_call(&builder, (uint32_t)(call[0] - 'a'), (uint32_t)(call[1] - 'a'), call[2] - '0');
        total[call[1] - 'a'] += call[2] - '0';
    }
    for (int i = 0; i < functions; i++)
        builder.profile.functions[i].total = i ? total[i] + (total[i] <= 0) : 10;
    return builder_finish(&builder);
}

static struct spine_tree make(const struct profile *profile, uint32_t shown,
                              struct outline *outline)
{
    struct select_options select = {.total = 10, .depth = SELECT_NO_DEPTH};
    uint32_t functions[LETTERS];
    for (uint32_t i = 0; i < shown; i++)
        functions[i] = i;
    struct selection selection = {.functions = functions, .function_count = shown};
    bool *is_own = calloc(profile->function_count, sizeof *is_own);
    struct hot_path path = hot_path_find(profile, is_own, NULL);
    select.path = &path;
    *outline = outline_make(profile, &selection, &select);
    hot_path_free(&path);
    free(is_own);
    return spine_tree_make(profile, &selection, outline, 10);
}

/* The tree as "a|b+b c 1 d|": blocks end at '|', then come rows with their depths; '>' before what
   is elsewhere, '^' before what goes back; "+2" are functions without a row. */
static void assert_tree(const char *calls, int functions, uint32_t shown, const char *expected)
{
    struct profile profile = graph(calls, functions);
    struct outline outline;
    struct spine_tree tree = make(&profile, shown, &outline);
    struct buf text = {0};
    double own = 0;
    for (uint32_t b = 0; b < tree.count; b++) {
        const struct spine_block *block = &tree.blocks[b];
        buf_char(&text, block->place == SPINE_NONE ? '-' : (char)('a' + block->place));
        own += block->rest_own + (block->place != SPINE_NONE);
        for (uint32_t i = 0; i < block->row_count; i++) {
            const struct spine_row *row = &block->rows[i];
            own += row->kind == SPINE_FUNCTION;
            buf_format(&text, " %u%s%c", row->depth,
                       row->kind == SPINE_BACK        ? "^"
                       : row->kind == SPINE_ELSEWHERE ? ">"
                                                      : "",
                       (char)('a' + row->place));
        }
        if (block->rest_count)
            buf_format(&text, " +%u", block->rest_count);
        buf_text(&text, "|");
    }
    assert_text(buf_slice(&text), expected);
    assert_true(fabs(own - functions) < 1e-9);
    buf_free(&text);
    spine_tree_free(&tree);
    outline_free(&outline);
    profile_free(&profile);
}

static void the_hot_path_is_the_column(void **state)
{
    (void)state;
    assert_tree("ab9 bc5 bd3 ae1", 5, 5, "a 0e|b 0d|c|-|");
}

static void callees_nest_and_have_one_place(void **state)
{
    (void)state;
    assert_tree("ab9 bc6 ad2 de1 bd1", 5, 5, "a 0d 1e|b 0>d|c|-|");
}

static void calls_back_are_told_from_calls_elsewhere(void **state)
{
    (void)state;
    assert_tree("ab9 bc6 bd2 db1 ce1 de1", 5, 5, "a|b 0d 1^b 1>e|c 0e|-|");
}

static void what_has_no_row_is_added_up(void **state)
{
    (void)state;
    assert_tree("ab9 bc6 bd2 ce1", 5, 3, "a|b +1|c +1|-|");
    assert_tree("ab9 ac1 ad1 ae1 af1 ag1 ah1 ai1 aj1 ak1 al1 am1 an1 ao1", 15, 15,
                "a 0c 0d 0e 0f 0g 0h 0i 0j 0k 0l 0m 0n +1|b|-|");
}

static void other_beginnings_come_last(void **state)
{
    (void)state;
    assert_tree("ab9 cd3 ce2", 5, 5, "a|b|- 0c 1d 1e|");
}

static void random_graphs_lose_no_time(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 500; round++) {
        struct builder builder = builder_start();
        double sum = 0;
        for (uint32_t i = 0; i < LETTERS; i++) {
            seed = seed * 1664525 + 1013904223;
            double own = (seed >> 8) % 100 / 50.0;
            sum += own;
            add_function(&builder, (char[]){(char)('a' + i), 0}, own, own + (seed >> 16) % 9);
        }
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525 + 1013904223;
            add_call(&builder, (seed >> 8) % LETTERS, (seed >> 16) % LETTERS, (seed >> 24) / 32.0);
        }
        struct profile profile = builder_finish(&builder);
        struct outline outline;
        struct spine_tree tree = make(&profile, (uint32_t)round % (LETTERS + 1), &outline);
        double told = 0;
        for (uint32_t b = 0; b < tree.count; b++) {
            const struct spine_block *block = &tree.blocks[b];
            told += block->rest_own;
            told += block->place == SPINE_NONE ? 0 : profile.functions[block->place].own;
            for (uint32_t i = 0; i < block->row_count; i++)
                if (block->rows[i].kind == SPINE_FUNCTION)
                    told += profile.functions[block->rows[i].place].own;
        }
        assert_true(fabs(told - sum) < 1e-9);
        spine_tree_free(&tree);
        outline_free(&outline);
        profile_free(&profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hot_path_is_the_column),
        cmocka_unit_test(callees_nest_and_have_one_place),
        cmocka_unit_test(calls_back_are_told_from_calls_elsewhere),
        cmocka_unit_test(what_has_no_row_is_added_up),
        cmocka_unit_test(other_beginnings_come_last),
        cmocka_unit_test(random_graphs_lose_no_time),
    };
    return RUN(tests);
}
