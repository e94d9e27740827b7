#include "analysis/picture/select.h"

#include "unit.h"

/* The program that most tests choose from: 100 s in all.
     main 100 -> load 60 -> parse 50 -> token 10
     main     -> solve 30 -> token (rest)
     main     -> log 1       idle 0.4: called by nobody, calls log */
struct edge {
    const char *caller, *callee;
    double total;
};

static const struct {
    const char *name;
    double own, total;
} functions[] = {{"app/main.py:main", 9, 100},   {"app/io.py:load", 10, 60},
                 {"app/io.py:parse", 40, 50},    {"lib/text.py:token", 12, 12},
                 {"app/solve.py:solve", 28, 30}, {"lib/log.py:log", 0.6, 1},
                 {"lib/log.py:idle", 0.4, 0.4}};

static const struct edge edges[] = {
    {"main", "load", 60},  {"load", "parse", 50}, {"parse", "token", 10}, {"main", "solve", 30},
    {"solve", "token", 2}, {"main", "log", 0.8},  {"idle", "log", 0.2}};

/* The program with functions and edges put in an order that `seed` shuffles. */
static struct profile program(uint32_t seed)
{
    struct builder builder = builder_start();
    uint32_t index[COUNT(functions)];
    size_t order[COUNT(functions)], edge_order[COUNT(edges)];
    for (size_t i = 0; i < COUNT(order); i++)
        order[i] = edge_order[i] = i;
    for (size_t i = COUNT(order); i > 1; i--) {
        seed = seed * 1664525 + 1013904223;
        size_t other = (seed >> 16) % i, swap = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swap;
        swap = edge_order[i - 1];
        edge_order[i - 1] = edge_order[other];
        edge_order[other] = swap;
    }
    for (size_t i = 0; i < COUNT(functions); i++)
        index[order[i]] = add_function(&builder, functions[order[i]].name, functions[order[i]].own,
                                       functions[order[i]].total);
    for (size_t i = 0; i < COUNT(edges); i++) {
        const struct edge *edge = &edges[edge_order[i]];
        uint32_t ends[2] = {0, 0};
        for (size_t f = 0; f < COUNT(functions); f++) {
            const char *name = strchr(functions[f].name, ':') + 1;
            if (strcmp(name, edge->caller) == 0)
                ends[0] = index[f];
            if (strcmp(name, edge->callee) == 0)
                ends[1] = index[f];
        }
        add_call(&builder, ends[0], ends[1], edge->total);
    }
    return builder_finish(&builder);
}

static const struct select_options everything = {.total = 100, .depth = SELECT_NO_DEPTH};

static void add_bare_name(const struct profile *profile, uint32_t function, struct buf *out)
{
    buf_str(out, profile->names[profile->functions[function].name].text);
}

/* What was chosen, in order, as "main load parse: main>load load>parse". */
static void describe(const struct profile *profile, const struct select_options *options,
                     const struct selection *selection, struct buf *out)
{
    uint32_t count;
    uint32_t *calls = select_calls(profile, options, selection, &count);
    for (uint32_t i = 0; i < selection->function_count; i++) {
        buf_text(out, i ? " " : "");
        add_bare_name(profile, selection->functions[i], out);
    }
    buf_char(out, ':');
    for (uint32_t i = 0; i < count; i++) {
        const struct call *call = &profile->calls[calls[i]];
        buf_char(out, ' ');
        add_bare_name(profile, call->caller, out);
        buf_char(out, '>');
        add_bare_name(profile, call->callee, out);
    }
    free(calls);
}

/* The choice is the same however the file is ordered. */
static void assert_chosen(const struct select_options *options, const char *expected)
{
    for (uint32_t seed = 0; seed < 40; seed++) {
        struct profile profile = program(seed);
        struct selection selection;
        struct error error = {0};
        struct buf text = {0};
        if (!select_functions(&profile, options, &selection, &error))
            fail_msg("%s", error.message);
        describe(&profile, options, &selection, &text);
        assert_buf(&text, expected);
        buf_free(&text);
        select_free(&selection);
        profile_free(&profile);
    }
}

#define ALL_EDGES "main>load load>parse main>solve parse>token solve>token main>log idle>log"

static void everything_is_sorted_by_cost(void **state)
{
    (void)state;
    assert_chosen(&everything, "main load parse solve token log idle: " ALL_EDGES);
}

static void thresholds_cut_functions_and_calls(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.node_share = 0.05;
    assert_chosen(&options, "main load parse solve token: main>load load>parse main>solve "
                            "parse>token solve>token");
    options.edge_share = 0.05;
    assert_chosen(&options, "main load parse solve token: main>load load>parse main>solve "
                            "parse>token");
    options.node_share = 0.30; /* a share that is just reached stays */
    assert_chosen(&options, "main load parse solve: main>load load>parse main>solve");
    options.node_share = 1.01;
    assert_chosen(&options, ":");
}

/* What costs most by itself and, with a tenth of the time, where the program begins; the smaller
   entry point idle has no place by right. */
static void a_cap_keeps_what_costs_and_the_way_there(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.max_nodes = 3;
    assert_chosen(&options, "main load parse: main>load load>parse");
    options.max_nodes = 1;
    assert_chosen(&options, "main:");
    options.max_nodes = 6;
    assert_chosen(&options, "main load parse solve token log: main>load load>parse main>solve "
                            "parse>token solve>token main>log");
    options.leaves = (struct patterns){(const char *[]){"log"}, 1}; /* named ones come first */
    options.max_nodes = 2;
    assert_chosen(&options, "main log: main>log");
    options.total = 1e6; /* now main is a small one */
    options.max_nodes = 1;
    assert_chosen(&options, "log:");
}

static const char *patterns_of_load[] = {"load"};
static const char *patterns_of_token[] = {"token"};
static const char *patterns_of_lib[] = {"lib"};
static const char *patterns_of_nothing[] = {"prase"};
static const char *paths_of_nothing[] = {"app/slove.py"};
static const char *patterns_of_two[] = {"idle", "text:1:*"};

/* Own code that fills a quarter of the cap leaves another quarter to the hot path. */
static void the_hot_path_has_room_beside_own_code(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    bool is_own[12] = {false};
    struct path_step steps[4] = {{0}};
    uint32_t main = add_function(&builder, "main", 80, 100);
    for (uint32_t i = 0; i < 3; i++) { /* own code, which is no part of the path */
        char name[] = {'o', (char)('0' + i), '\0'};
        uint32_t own = add_function(&builder, name, 5, 5);
        is_own[own] = true;
        add_call(&builder, main, own, 5);
    }
    for (uint32_t i = 0; i < 3; i++) { /* others, larger than the end of the path */
        char name[] = {'x', (char)('0' + i), '\0'};
        add_call(&builder, main, add_function(&builder, name, 6, 6), 6);
    }
    uint32_t end = add_function(&builder, "end", 1, 1);
    add_call(&builder, main, end, 1);
    struct profile profile = builder_finish(&builder);
    steps[0].function = main;
    steps[1].function = end;
    struct hot_path path = {.steps = steps,
                            .count = 2,
                            .focus = 0,
                            .verdict = {HOT_PATH_NONE, HOT_PATH_NONE, HOT_PATH_NONE}};
    struct select_options options = everything;
    options.max_nodes = options.most_own = 5;
    options.is_own = is_own;
    options.path = &path;
    struct selection selection;
    struct error error = {0};
    bool is_found = false;
    assert_true(select_functions(&profile, &options, &selection, &error));
    assert_int_equal(selection.function_count, 5);
    for (uint32_t i = 0; i < selection.function_count; i++)
        is_found |= selection.functions[i] == end;
    assert_true(is_found);
    select_free(&selection);
    profile_free(&profile);
}

static void roots_lead_to_what_they_call(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.roots = (struct patterns){patterns_of_load, 1};
    assert_chosen(&options, "load parse token: load>parse parse>token");
    options.depth = 1;
    assert_chosen(&options, "load parse: load>parse");
    options.depth = 0;
    assert_chosen(&options, "load:");
    options = everything;
    options.roots = (struct patterns){patterns_of_two, 2};
    assert_chosen(&options, "token log idle: idle>log");
}

static void leaves_are_led_to(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.leaves = (struct patterns){patterns_of_token, 1};
    assert_chosen(&options, "main load parse solve token: main>load load>parse main>solve "
                            "parse>token solve>token");
    options.depth = 1;
    assert_chosen(&options, "parse solve token: parse>token solve>token");
    options.depth = SELECT_NO_DEPTH;
    options.roots = (struct patterns){patterns_of_load, 1};
    assert_chosen(&options, "load parse token: load>parse parse>token");
}

static void what_is_named_stays_whatever_it_costs(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.node_share = 0.2;
    options.leaves = (struct patterns){patterns_of_token, 1};
    assert_chosen(&options, "main load parse solve token: main>load load>parse main>solve "
                            "parse>token solve>token");
}

static void depth_counts_from_where_the_program_begins(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.depth = 1;
    assert_chosen(&options, "main load solve log idle: main>load main>solve main>log idle>log");
    options.depth = 2;
    assert_chosen(&options, "main load parse solve token log idle: " ALL_EDGES);
}

static void paths_keep_their_functions(void **state)
{
    (void)state;
    struct select_options options = everything;
    options.paths = (struct patterns){patterns_of_lib, 1};
    assert_chosen(&options, "token log idle: idle>log");
}

static void what_went_is_counted(void **state)
{
    (void)state;
    struct profile profile = program(3);
    struct selection selection;
    struct error error = {0};
    struct select_options options = everything;
    options.roots = (struct patterns){(const char *[]){"main"}, 1}; /* idle is out of reach */
    options.node_share = 0.05;                                      /* log is below */
    options.max_nodes = 4;                                          /* token is beyond */
    assert_true(select_functions(&profile, &options, &selection, &error));
    assert_int_equal(selection.filtered, 1);
    assert_int_equal(selection.below_threshold, 1);
    assert_int_equal(selection.over_cap, 1);
    assert_int_equal(selection.function_count, 4);
    select_free(&selection);
    profile_free(&profile);
}

static void a_pattern_that_fits_nothing_is_an_error(void **state)
{
    (void)state;
    struct profile profile = program(0);
    struct selection selection;
    struct error error = {0};
    struct select_options options = everything;
    options.roots = (struct patterns){patterns_of_nothing, 1};
    assert_false(select_functions(&profile, &options, &selection, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_contains(error.message, "--root 'prase'");
    assert_contains(error.message, "nearest: 'parse'");
    assert_null(selection.kept);
    options.roots.count = 0;
    options.paths = (struct patterns){paths_of_nothing, 1};
    assert_false(select_functions(&profile, &options, &selection, &error));
    assert_contains(error.message, "--path 'app/slove.py'");
    assert_contains(error.message, "solve.py'");
    profile_free(&profile);
}

/* Nothing took any time: then calls decide, and no threshold cuts. */
static void without_times_all_stay(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "a", 0, 0);
    uint32_t b = add_function(&builder, "b", 0, 0);
    builder.profile.functions[b].calls = 9;
    add_call(&builder, a, b, 0);
    struct profile profile = builder_finish(&builder);
    struct selection selection;
    struct error error = {0};
    struct select_options options = {.node_share = 0.5, .edge_share = 0.5, .depth = -1};
    struct buf text = {0};
    assert_true(select_functions(&profile, &options, &selection, &error));
    describe(&profile, &options, &selection, &text);
    assert_buf(&text, "b a: a>b");
    buf_free(&text);
    select_free(&selection);
    profile_free(&profile);
}

/* Under recursion the profiler may count a call's time several times over. */
static void a_call_has_no_more_than_its_callee(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t f = add_function(&builder, "f", 4, 4);
    add_function(&builder, "g", 4, 4);
    add_call(&builder, f, f, 20);
    struct profile profile = builder_finish(&builder);
    struct select_options options = {.total = 8, .edge_share = 0.6, .depth = SELECT_NO_DEPTH};
    struct selection selection;
    struct error error = {0};
    struct buf text = {0};
    assert_true(select_functions(&profile, &options, &selection, &error));
    describe(&profile, &options, &selection, &text);
    assert_buf(&text, "f g:");
    options.edge_share = 0.5;
    buf_cut(&text, 0);
    describe(&profile, &options, &selection, &text);
    assert_buf(&text, "f g: f>f");
    buf_free(&text);
    select_free(&selection);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_sorted_by_cost),
        cmocka_unit_test(thresholds_cut_functions_and_calls),
        cmocka_unit_test(a_cap_keeps_what_costs_and_the_way_there),
        cmocka_unit_test(the_hot_path_has_room_beside_own_code),
        cmocka_unit_test(roots_lead_to_what_they_call),
        cmocka_unit_test(leaves_are_led_to),
        cmocka_unit_test(what_is_named_stays_whatever_it_costs),
        cmocka_unit_test(depth_counts_from_where_the_program_begins),
        cmocka_unit_test(paths_keep_their_functions),
        cmocka_unit_test(what_went_is_counted),
        cmocka_unit_test(a_pattern_that_fits_nothing_is_an_error),
        cmocka_unit_test(without_times_all_stay),
        cmocka_unit_test(a_call_has_no_more_than_its_callee),
    };
    return RUN(tests);
}
