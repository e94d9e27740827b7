#include "analysis/tree/hot_path.h"

#include <math.h>
#include <time.h>

#include "unit.h"

/* A function of a letter, own code where it is a capital. */
struct node {
    const char *name;
    double own, total;
};

struct edge {
    const char *ends;
    double total;
};

static uint32_t place_of(const struct node *nodes, char name)
{
    uint32_t place = 0;
    while (nodes[place].name[0] != name)
        place++;
    return place;
}

static struct profile graph(const struct node *nodes, uint32_t count, const struct edge *edges)
{
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < count; i++)
        add_function(&builder, nodes[i].name, nodes[i].own, nodes[i].total);
    for (; edges->ends; edges++)
        add_call(&builder, place_of(nodes, edges->ends[0]), place_of(nodes, edges->ends[1]),
                 edges->total);
    return builder_finish(&builder);
}

/* The path's functions, the focus in brackets. */
static void expect_path(const struct profile *profile, const char *expected,
                        struct hot_path *result)
{
    bool *is_own = calloc(profile->function_count + 1, sizeof *is_own);
    struct buf words = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct str name = profile->names[profile->functions[i].name].text;
        is_own[i] = name.data[0] >= 'A' && name.data[0] <= 'Z';
    }
    *result = hot_path_find(profile, is_own, NULL);
    buf_text(&words, "");
    for (uint32_t i = 0; i < result->count; i++) {
        buf_text(&words, i == result->focus ? "(" : "");
        buf_str(&words, profile->names[profile->functions[result->steps[i].function].name].text);
        buf_text(&words, i == result->focus ? ")" : "");
    }
    assert_buf(&words, expected);
    buf_free(&words);
    free(is_own);
}

#define EXPECT_PATH(nodes, expected, ...)                                                          \
    struct profile profile = graph(nodes, COUNT(nodes), (const struct edge[]){__VA_ARGS__, {0}});  \
    struct hot_path path;                                                                          \
    expect_path(&profile, expected, &path)

static void done(struct profile *profile, struct hot_path *path)
{
    hot_path_free(path);
    profile_free(profile);
}

/* M does all by way of L, in whose x and y most is spent; x itself spends more than y. */
static void the_path_ends_where_most_is_spent(void **state)
{
    (void)state;
    static const struct node nodes[] = {
        {"M", 0, 10}, {"L", 1, 10}, {"x", 5, 8}, {"y", 3, 3}, {"z", 1, 1}};
    EXPECT_PATH(nodes, "M(L)x", {"ML", 10}, {"Lx", 8}, {"Lz", 1}, {"xy", 3});
    assert_int_equal(path.branch_count, 2);
    assert_true(fabs(path.branches[0].time - 8) < 1e-9);
    assert_true(fabs(path.branches[1].time - 1) < 1e-9);
    assert_true(fabs(path.steps[2].own - 5) < 1e-9);
    assert_true(path.own_calls_last);
    assert_false(path.steps[2].guessed);
    done(&profile, &path);
}

static void own_code_does_not_call_what_libraries_do(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 1, 10}, {"x", 1, 9}, {"y", 8, 8}};
    EXPECT_PATH(nodes, "(M)xy", {"Mx", 9}, {"xy", 8});
    assert_false(path.own_calls_last);
    done(&profile, &path);
}

/* M calls j, which runs several functions of one key: r is the one that the file kept. What they
   call is there, and j misses it. */
static void the_path_passes_what_keys_lost(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 0, 10}, {"j", 0.5, 10}, {"r", 0, 1}, {"t", 9, 9}};
    EXPECT_PATH(nodes, "(M)jrt", {"Mj", 10}, {"jr", 1}, {"rt", 9});
    assert_true(fabs(path.steps[2].time - 9) < 0.1);
    assert_true(path.steps[2].guessed && !path.steps[1].guessed);
    done(&profile, &path);
}

/* y takes 8 s, half of it for x, which M calls, and half for z. */
static void what_several_call_is_shared_out(void **state)
{
    (void)state;
    static const struct node nodes[] = {
        {"M", 1, 14}, {"x", 0, 7}, {"z", 0, 6}, {"y", 2, 8}, {"q", 6, 6}};
    EXPECT_PATH(nodes, "(M)xyq", {"Mx", 7}, {"Mz", 6}, {"xy", 4}, {"zy", 4}, {"yq", 6});
    assert_true(fabs(path.steps[3].time - 3) < 1e-9);
    assert_true(path.steps[3].guessed);
    done(&profile, &path);
}

/* a and b call each other for long, and a calls T, which is what they are for. */
static void a_cycle_is_left_where_the_time_leaves_it(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"a", 0, 10}, {"b", 0.5, 10}, {"c", 0.5, 0.5}, {"T", 9, 9}};
    EXPECT_PATH(nodes, "a(T)", {"ab", 10}, {"ba", 9.5}, {"bc", 0.5}, {"aT", 9});
    done(&profile, &path);
}

/* The path enters the cycle at a; most of its time leaves it from d, to which b leads by way of c
   wider than directly. */
static void a_cycle_is_crossed_by_its_widest_way(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 0, 10}, {"a", 1, 10}, {"b", 1, 9}, {"c", 0, 8},
                                        {"d", 1, 8},  {"e", 0, 3},  {"T", 6, 6}};
    EXPECT_PATH(nodes, "(M)abcdT", {"Ma", 10}, {"ab", 9}, {"bc", 4}, {"cd", 4}, {"bd", 2},
                {"be", 2.5}, {"da", 1}, {"ca", 2}, {"ea", 1}, {"dT", 6});
    assert_true(path.steps[5].guessed);
    done(&profile, &path);
}

/* Three ways lead from M to q, none with a third of the time. */
static void time_that_went_several_ways_is_met_again(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 0, 12}, {"a", 1, 3}, {"b", 1, 3}, {"c", 1, 3},
                                        {"d", 1, 3},  {"p", 0, 8}, {"q", 8, 8}};
    EXPECT_PATH(nodes, "(M)pq", {"Ma", 3}, {"Mb", 3}, {"Mc", 3}, {"Md", 3}, {"ap", 2}, {"bp", 2},
                {"cp", 2}, {"dp", 2}, {"pq", 8});
    assert_true(path.steps[1].jump && path.steps[1].guessed && !path.steps[2].jump);
    assert_true(fabs(path.steps[1].time - 8) < 1e-9);
    done(&profile, &path);
}

/* Two ways lead from M to p, one with more than half of the time; only with both does p get nearly
   all. c's way leads elsewhere. */
static void one_way_of_several_is_passed_over(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 0, 20}, {"a", 0, 11}, {"b", 1, 8},
                                        {"c", 1, 1},  {"p", 0, 18}, {"q", 18, 18}};
    EXPECT_PATH(nodes, "(M)pq", {"Ma", 11}, {"Mb", 8}, {"Mc", 1}, {"ap", 11}, {"bp", 7},
                {"pq", 18});
    assert_true(path.steps[1].jump);
    assert_true(fabs(path.steps[2].time - 18) < 1e-9);
    done(&profile, &path);
}

/* Asserts how many of 400 calls by x, which is called so often, the path has. */
static void assert_calls_on_path(int64_t calls_of_x, int64_t expected)
{
    struct builder builder = builder_start();
    uint32_t start = add_function(&builder, "M", 5, 10);
    uint32_t other = add_function(&builder, "N", 1, 16);
    uint32_t x = add_function(&builder, "x", 0, 20);
    uint32_t y = add_function(&builder, "y", 20, 20);
    add_call(&builder, start, x, 5);
    add_call(&builder, other, x, 15);
    add_call(&builder, x, y, 20);
    builder.profile.functions[x].calls = builder.profile.functions[x].primitive = calls_of_x;
    builder.profile.calls[2].calls = 400;
    struct profile profile = builder_finish(&builder);
    bool is_own[4] = {false};
    struct hot_path path = hot_path_find(&profile, is_own, NULL);
    assert_int_equal(path.count, 3);
    assert_true(path.steps[2].guessed);
    assert_int_equal(path.steps[2].calls, expected);
    assert_true(path.steps[2].calls_guessed);
    done(&profile, &path);
}

/* The path has three quarters of x's time, so of its calls of y, too. */
static void a_part_of_the_time_has_a_part_of_the_calls(void **state)
{
    (void)state;
    assert_calls_on_path(3, 300);
}

/* The path has one of two calls of x, each of which calls y 200 times. */
static void a_part_of_the_calls_makes_as_many_each(void **state)
{
    (void)state;
    assert_calls_on_path(2, 200);
}

/* M has most of the time, and L half of that; x and y are a library's. */
static void the_verdict_names_own_code_and_what_it_uses(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"r", 0, 10}, {"M", 0, 9},   {"L", 1, 6},
                                        {"x", 1, 5},  {"y", 3.5, 4}, {"z", 4, 4}};
    EXPECT_PATH(nodes, "rM(L)xy", {"rM", 9}, {"ML", 6}, {"Lx", 5}, {"xy", 4}, {"rz", 1}, {"Mz", 3});
    assert_int_equal(path.verdict.place, 2);
    assert_int_equal(path.verdict.by_way_of, 4);
    assert_int_equal(path.verdict.costliest, 5);
    done(&profile, &path);
}

/* The only function that nothing calls has next to nothing to do with the rest. */
static void the_path_begins_where_most_time_is(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"R", 1, 1}, {"A", 5, 20}, {"B", 15, 15}};
    EXPECT_PATH(nodes, "A(B)", {"RA", 0}, {"AB", 15});
    done(&profile, &path);
}

/* Of two threads in one table: x takes more than the program, which is wrong. */
static void the_path_does_not_begin_above_the_program(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"M", 1, 8}, {"F", 5, 5}, {"x", 1, 14}, {"y", 5, 0.5}};
    EXPECT_PATH(nodes, "M(F)", {"MF", 5}, {"xy", 3});
    done(&profile, &path);
}

static void there_is_no_path_without_time(void **state)
{
    (void)state;
    static const struct node nodes[] = {{"A", 0, 0}, {"B", -1, -2}};
    EXPECT_PATH(nodes, "", {"AB", -2});
    assert_int_equal(path.focus, HOT_PATH_NONE);
    done(&profile, &path);
}

/* Each of many functions calls the first one more than the next: from none is there a way out. */
static void looking_for_ways_out_takes_no_square_time(void **state)
{
    enum { COUNT_OF = 40000 };
    (void)state;
    struct builder builder = builder_start();
    uint32_t file = builder_name(&builder, STR("c.py")), name = builder_name(&builder, STR("f"));
    for (uint32_t i = 0; i < COUNT_OF; i++) {
        builder_function(&builder, file, i + 1, name, false);
        builder.profile.functions[i].total = 1;
        if (i > 0)
            add_call(&builder, i - 1, i, 1);
        if (i > 0)
            add_call(&builder, i, 0, 2);
    }
    struct profile profile = builder_finish(&builder);
    bool *is_own = calloc(profile.function_count, sizeof *is_own);
    clock_t start = clock();
    struct hot_path path = hot_path_find(&profile, is_own, NULL);
    assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
    assert_true(path.count > 0);
    free(is_own);
    hot_path_free(&path);
    profile_free(&profile);
}

/* work calls load and save, each of which calls write: of its 9 s 8 are on behalf of save. The path
   tells of the way through load that way's part. */
/* The file lacks what take calls, so the tree has less for it; there is one such call all the same.
 */
static void steps_have_the_times_of_the_file_where_it_tells_them(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t r = add_function(&builder, "run", 5, 20);
    uint32_t t = add_function(&builder, "take", 7, 12);
    add_call(&builder, r, t, 12);
    struct profile profile = builder_finish(&builder);
    struct block blocks[] = {{.function = TREE_ROOT, .weight = 12},
                             {.function = r, .weight = 12, .own = 5},
                             {.parent = 1, .function = t, .weight = 7, .own = 7}};
    struct tree tree = {blocks, COUNT(blocks)};
    struct path_step steps[] = {{.function = r, .time = 12}, {.function = t, .time = 7}};
    struct hot_path path = {.steps = steps, .count = COUNT(steps)};
    hot_path_measure(&path, &profile, &tree);
    assert_true(steps[0].time == 20);
    assert_true(steps[1].time == 12 && steps[1].own == 7);
    profile_free(&profile);
}

static void steps_have_the_times_of_the_tree(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 0, 20);
    uint32_t l = add_function(&builder, "load", 10, 11);
    uint32_t s = add_function(&builder, "save", 1, 9);
    uint32_t w = add_function(&builder, "write", 9, 9);
    add_call(&builder, m, l, 11);
    add_call(&builder, m, s, 9);
    add_call(&builder, l, w, 1);
    add_call(&builder, s, w, 8);
    struct profile profile = builder_finish(&builder);
    struct block blocks[] = {{.function = TREE_ROOT, .weight = 20},
                             {.function = m, .weight = 20},
                             {.parent = 1, .function = l, .weight = 11, .own = 10},
                             {.parent = 2, .function = w, .weight = 1, .own = 1},
                             {.parent = 1, .function = s, .weight = 9, .own = 1},
                             {.parent = 4, .function = w, .weight = 8, .own = 8}};
    struct tree tree = {blocks, COUNT(blocks)};
    struct path_step steps[] = {{.function = m, .time = 20},
                                {.function = l, .time = 10.9}, /* the table knows better */
                                {.function = w, .time = 5, .guessed = true},
                                {.function = s, .time = 3}};
    struct hot_path path = {.steps = steps, .count = COUNT(steps)};
    hot_path_measure(&path, &profile, &tree);
    assert_int_equal(path.count, 3); /* write calls no save */
    assert_true(steps[1].time == 10.9);
    assert_true(steps[2].time == 1 && steps[2].own == 1);
    assert_false(steps[2].guessed);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_ends_where_most_is_spent),
        cmocka_unit_test(own_code_does_not_call_what_libraries_do),
        cmocka_unit_test(the_path_passes_what_keys_lost),
        cmocka_unit_test(what_several_call_is_shared_out),
        cmocka_unit_test(a_cycle_is_left_where_the_time_leaves_it),
        cmocka_unit_test(a_cycle_is_crossed_by_its_widest_way),
        cmocka_unit_test(time_that_went_several_ways_is_met_again),
        cmocka_unit_test(one_way_of_several_is_passed_over),
        cmocka_unit_test(a_part_of_the_time_has_a_part_of_the_calls),
        cmocka_unit_test(a_part_of_the_calls_makes_as_many_each),
        cmocka_unit_test(the_verdict_names_own_code_and_what_it_uses),
        cmocka_unit_test(the_path_begins_where_most_time_is),
        cmocka_unit_test(the_path_does_not_begin_above_the_program),
        cmocka_unit_test(there_is_no_path_without_time),
        cmocka_unit_test(looking_for_ways_out_takes_no_square_time),
        cmocka_unit_test(steps_have_the_times_of_the_file_where_it_tells_them),
        cmocka_unit_test(steps_have_the_times_of_the_tree),
    };
    return RUN(tests);
}
