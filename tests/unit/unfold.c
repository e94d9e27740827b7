#include "analysis/tree/unfold.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "output/folded.h"
#include "unit.h"

/* A call in a hand-made graph; functions are single letters. */
struct edge {
    const char *ends; /* "ab" */
    double own, total;
};

struct node {
    double own, total;
};

static struct profile graph(const struct node *nodes, uint32_t count, const struct edge *edges)
{
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < count; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, nodes[i].own, nodes[i].total);
    for (; edges->ends; edges++) {
        add_call(&builder, (uint32_t)(edges->ends[0] - 'a'), (uint32_t)(edges->ends[1] - 'a'),
                 edges->total);
        builder.profile.calls[builder.profile.call_count - 1].own = edges->own;
    }
    return builder_finish(&builder);
}

/* Makes a function ("b") or a call ("ab") one of several activations, of which but one lies within
   no other. */
static void recurse(struct profile *profile, const char *which, int64_t activations)
{
    uint32_t first = (uint32_t)(which[0] - 'a'), last = (uint32_t)(which[strlen(which) - 1] - 'a');
    if (!which[1])
        profile->functions[first].calls = activations;
    for (uint32_t i = 0; i < profile->call_count && which[1]; i++)
        if (profile->calls[i].caller == first && profile->calls[i].callee == last)
            profile->calls[i].calls = activations;
}

/* Makes all calls ones that were made so often, and each function's the sum of these. */
static void repeat(struct profile *profile, int64_t times)
{
    for (uint32_t f = 0; f < profile->function_count; f++)
        profile->functions[f].calls = profile->functions[f].primitive = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct function *callee = &profile->functions[profile->calls[i].callee];
        profile->calls[i].calls = profile->calls[i].primitive = times;
        callee->calls = callee->primitive += times;
    }
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (!profile->functions[f].calls)
            profile->functions[f].calls = profile->functions[f].primitive = 1;
}

#define GRAPH(nodes, ...) graph(nodes, COUNT(nodes), (const struct edge[]){__VA_ARGS__, {0}})

static struct tree unfold(const struct profile *profile, double least_share, uint32_t most_blocks)
{
    struct unfold_options options = {.least_share = least_share, .most_blocks = most_blocks};
    return unfold_profile(profile, &options);
}

/* Appends the tree as "ab 2.5", a line for each block: its path, its weight in milliseconds, what
   of it was cut, its gap, and "?" where it is estimated, "!" where its place is guessed. */
static void describe(const struct profile *profile, const struct tree *tree, struct buf *out)
{
    char path[64] = "";
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        assert_true(block->depth < sizeof path);
        path[block->depth - 1] = (char)('a' + block->function);
        path[block->depth] = '\0';
        buf_format(out, "%s %.4g", path, block->weight * 1000);
        if (block->cut_count)
            buf_format(out, " (%u: %.4g)", block->cut_count, block->cut * 1000);
        if (block->gap > 0)
            buf_format(out, " [%.4g]", block->gap * 1000);
        buf_text(out, block->estimated ? "?\n" : block->guessed_place ? "!\n" : "\n");
    }
    (void)profile;
}

static void expect_tree(struct profile *profile, double least_share, uint32_t most_blocks,
                        const char *expected)
{
    struct tree tree = unfold(profile, least_share, most_blocks);
    struct buf found = {0};
    describe(profile, &tree, &found);
    assert_buf(&found, expected);
    buf_free(&found);
    tree_free(&tree);
    profile_free(profile);
}

static void a_chain_is_a_chain(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .010}, {.002, .009}, {.007, .007}};
    struct profile profile = GRAPH(nodes, {"ab", .002, .009}, {"bc", .007, .007});
    expect_tree(&profile, 0, 0, "a 10\nab 9\nabc 7\n");
}

/* c is called by a and by b, and calls d and e. */
static const struct node branching[] = {
    {.001, .005}, {.001, .011}, {.002, .014}, {.008, .008}, {.004, .004}};
#define BRANCHING                                                                                  \
    {"ac", .001, .004}, {"bc", .001, .010}, {"cd", .008, .008},                                    \
    {                                                                                              \
        "ce", .004, .004                                                                           \
    }

static void what_branches_is_shared_out(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    repeat(&profile, 100);
    expect_tree(&profile, 0, 0,
                "b 11\nbc 10\nbcd 6.35?\nbce 2.65?\na 5\nac 4\nacd 1.65?\nace 1.35?\n");
}

/* c calls d and e once each: neither call is split, and each lies where it fits. */
static void single_calls_are_not_split(void **state)
{
    (void)state;
    static const struct node nodes[] = {
        {.001, .006}, {.001, .010}, {.002, .014}, {.008, .008}, {.004, .004}};
    struct profile profile = GRAPH(nodes, {"ac", .001, .005}, {"bc", .001, .009},
                                   {"cd", .008, .008}, {"ce", .004, .004});
    expect_tree(&profile, 0, 0, "b 10\nbc 9\nbcd 8\na 6\nac 5\nace 4!\n");
}

/* d is called by b and by c, and calls e and f, all equally often: what takes as much as the one
   has to pass on is made below it, and nothing else. */
static void calls_that_follow_on_each_other_stay_together(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .012},  {.001, .007},   {.001, .004},
                                        {.0002, .009}, {.0059, .0059}, {.0029, .0029}};
    struct profile profile =
        GRAPH(nodes, {"ab", .001, .007}, {"ac", .001, .004}, {"bd", .0001, .006},
              {"cd", .0001, .003}, {"de", .0059, .0059}, {"df", .0029, .0029});
    repeat(&profile, 5);
    expect_tree(&profile, 0, 0, "a 12\nab 7\nabd 6\nabde 5.9?\nac 4\nacd 3\nacdf 2.9?\n");
}

static void bounds_are_those_of_the_margins(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    repeat(&profile, 100);
    struct tree tree = unfold(&profile, 0, 0);
    /* bcd: of the 10 ms of bc and the 8 of cd, at least 4 are the same, of 14 in all. */
    assert_true(fabs(tree.blocks[3].low - .004) < 1e-12);
    assert_true(fabs(tree.blocks[3].high - .008) < 1e-12);
    tree_free(&tree);
    profile_free(&profile);
}

/* The block of e below a is too small: all of its own time is below b. */
static void small_callees_are_cut_and_counted(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    repeat(&profile, 100);
    expect_tree(&profile, 0.09, 0, "b 11\nbc 10\nbcd 5?\nbce 4?\na 5\nac 4\nacd 3?\n");
    profile = GRAPH(branching, BRANCHING);
    expect_tree(&profile, 0, 3, "b 11 (1: 10)\na 5 (1: 4)\n");
}

/* a calls b, b and c call each other in turn: both pairs have their time, which is possible only
   where b stands below c. */
/* a calls 300 functions that take little each, and most of the time together. */
static void small_functions_that_matter_together_have_blocks(void **state)
{
    (void)state;
    enum { CALLEES = 300 };
    struct builder builder = builder_start();
    char name[16];
    add_function(&builder, "a", 1, 1 + CALLEES * .01);
    for (uint32_t i = 1; i <= CALLEES; i++) {
        snprintf(name, sizeof name, "f%u", i);
        add_call(&builder, 0, add_function(&builder, name, .01, .01), .01);
        builder.profile.calls[i - 1].own = .01;
    }
    struct profile profile = builder_finish(&builder);
    struct tree tree = unfold(&profile, .005, 5000);
    double own = 0;
    for (uint32_t i = 0; i < tree.count; i++)
        own += tree.blocks[i].own;
    assert_true(own > tree.blocks[0].weight * .999);
    tree_free(&tree);
    profile_free(&profile);
}

static void recursion_stands_below_itself(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .010}, {.006, .009}, {.003, .008}};
    struct profile profile =
        GRAPH(nodes, {"ab", .001, .009}, {"bc", .003, .008}, {"cb", .005, .007});
    recurse(&profile, "b", 4);
    recurse(&profile, "c", 3);
    recurse(&profile, "bc", 3);
    recurse(&profile, "cb", 3);
    expect_tree(&profile, 0, 0, "a 10\nab 9\nabc 8\nabcb 7\nabcbc 2\n");
}

/* b and c call each other in turn, b calls d: little of what passes b once, but half of all. */
static void what_recursion_adds_up_to_is_not_cut(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .011}, {.003, .010}, {.002, .009}, {.005, .005}};
    struct profile profile = GRAPH(nodes, {"ab", .001, .010}, {"bc", .002, .009},
                                   {"cb", .002, .008}, {"bd", .005, .005});
    recurse(&profile, "b", 1000);
    recurse(&profile, "c", 1000);
    recurse(&profile, "bc", 1000);
    recurse(&profile, "cb", 999);
    expect_tree(&profile, 0.1, 0, "a 11\nab 10\nabc 9\nabcb 8\nabcbd 5\nabcbc 1\n");
}

static void calls_to_oneself_are_own_time(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .010}, {.006, .009}, {.003, .003}};
    struct profile profile =
        GRAPH(nodes, {"ab", .001, .009}, {"bb", .005, .008}, {"bc", .003, .003});
    recurse(&profile, "b", 8);
    recurse(&profile, "bb", 7);
    expect_tree(&profile, 0, 0, "a 10\nab 9\nabc 3\n");
}

/* Both b and c are called once: below c, b cannot be running again, nor c below b. */
static void what_is_never_called_while_it_runs_stands_once_on_a_path(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .011}, {.002, .005}, {.002, .006}, {.006, .006}};
    struct profile profile =
        GRAPH(nodes, {"ab", .001, .0025}, {"ac", .001, .0075}, {"bc", .001, .0015},
              {"cb", .001, .0005}, {"bd", .003, .003}, {"cd", .003, .003});
    struct tree tree = unfold(&profile, 0, 0);
    struct buf found = {0};
    describe(&profile, &tree, &found);
    assert_null(strstr(found.data, "abcb"));
    assert_null(strstr(found.data, "acbc"));
    buf_free(&found);
    tree_free(&tree);
    profile_free(&profile);
}

static void without_functions_there_is_only_the_root(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct profile profile = builder_finish(&builder);
    struct tree tree = unfold(&profile, 0, 0);
    assert_int_equal(tree.count, 1);
    assert_true(tree.blocks[0].function == TREE_ROOT && tree.blocks[0].weight == 0);
    assert_false(tree.blocks[0].estimated);
    struct buf out = {0};
    folded_write(&profile, &tree, &out);
    assert_int_equal(out.size, 0);
    tree_free(&tree);
    profile_free(&profile);
}

static void without_time_too(void **state)
{
    (void)state;
    static const struct node nodes[] = {{0, 0}, {0, 0}};
    struct profile profile = GRAPH(nodes, {"ab", 0, 0});
    expect_tree(&profile, 1e-4, 0, "");
}

static void a_cycle_that_nothing_enters_begins_somewhere(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .002}, {.003, .004}};
    struct profile profile = GRAPH(nodes, {"ab", .003, .004}, {"ba", .001, .002});
    struct tree tree = unfold(&profile, 0, 0);
    assert_true(fabs(tree.blocks[0].weight - .004) < 1e-12);
    assert_true(tree.count > 1);
    tree_free(&tree);
    profile_free(&profile);
}

static void times_below_zero_count_as_none(void **state)
{
    (void)state;
    static const struct node nodes[] = {{-.5, 1}, {.003, .003}};
    struct profile profile = GRAPH(nodes, {"ab", .003, .003});
    expect_tree(&profile, 0, 0, "a 3\nab 3\n");
}

/* b takes 9 ms in all, of which the file tells the use of 5 only. */
static void what_the_file_lost_is_a_gap(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .010}, {.002, .009}, {.003, .003}};
    struct profile profile = GRAPH(nodes, {"ab", .002, .009}, {"bc", .003, .003});
    struct tree tree = unfold(&profile, 0, 0);
    assert_true(fabs(tree.blocks[0].weight - .010) < 1e-12);
    tree_free(&tree);
    expect_tree(&profile, 0, 0, "a 10\nab 9 [4]\nabc 3\n");
}

/* The profiler overwrote b's entry by another of that name: its callee c takes more than it. Its
   caller a misses just that time. */
static void what_was_overwritten_hangs_on_the_known_caller(void **state)
{
    (void)state;
    static const struct node nodes[] = {{.001, .010}, {.002, .003}, {.007, .007}};
    struct profile profile = GRAPH(nodes, {"ab", .002, .003}, {"bc", .007, .007});
    expect_tree(&profile, 0, 0, "a 10\nab 9\nabc 7\n");
}

/* What holds for any tree: `own` is the sum of own times, in which cut ones are. */
static void check_laws(const struct tree *tree, double own)
{
    double *below = calloc(tree->count, sizeof *below), gaps = 0;
    for (uint32_t i = tree->count; i-- > 0;) {
        const struct block *block = &tree->blocks[i];
        double whole = block->own + block->gap + block->cut + below[i];
        gaps += block->gap;
        assert_true(fabs(whole - block->weight) <= tree->blocks[0].weight * 1e-9);
        assert_true(block->own >= 0 && block->gap >= 0 && block->cut >= 0);
        assert_true(block->weight <= DBL_MAX);
        assert_true(block->low >= 0 && block->low <= block->weight);
        assert_true(block->high >= block->weight && block->high <= DBL_MAX);
        if (i == 0)
            break;
        assert_true(block->parent < i);
        assert_int_equal(block->depth, tree->blocks[block->parent].depth + 1);
        below[block->parent] += block->weight;
    }
    assert_true(own <= tree->blocks[0].weight * (1 + 1e-9));
    assert_true(gaps <= tree->blocks[0].weight * (1 + 1e-9) - own);
    free(below);
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Numbers that have nothing to do with each other, some of them enormous. */
static double odd_time(uint32_t *state)
{
    static const double odd[] = {0, -1, 1e-300, 1, 2.5, 1e300, DBL_MAX};
    return odd[next_random(state) % COUNT(odd)];
}

static struct profile odd_profile(uint32_t seed, double *own)
{
    struct builder builder = builder_start();
    uint32_t count = next_random(&seed) % 30;
    *own = 0;
    for (uint32_t i = 0; i < count; i++) {
        double time = odd_time(&seed);
        *own = profile_add_times(*own, time > 0 ? time : 0);
        add_function(&builder, (char[]){(char)('A' + i), 0}, time, odd_time(&seed));
    }
    for (uint32_t i = 0; count && i < count * 3; i++) {
        uint32_t caller = i % count, callee = (i + 1 + i / count * 7) % count;
        struct call *call = builder_call(&builder, caller, callee);
        *call = (struct call){.caller = caller,
                              .callee = callee,
                              .own = odd_time(&seed),
                              .total = odd_time(&seed),
                              .calls = next_random(&seed) % 3,
                              .primitive = next_random(&seed) % 3,
                              .estimated = next_random(&seed) % 5 == 0};
    }
    builder.repeats = true;
    return builder_finish(&builder);
}

static void laws_hold_for_any_numbers(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        double own;
        struct profile profile = odd_profile(seed, &own);
        struct tree tree = unfold(&profile, seed % 2 ? 1e-3 : 0, 2000);
        if (own < 1e307)
            check_laws(&tree, own);
        struct buf out = {0};
        folded_write(&profile, &tree, &out);
        buf_free(&out);
        tree_free(&tree);
        profile_free(&profile);
    }
}

/* Each function calls the next; with `closed`, the last the first. */
static struct profile chain(uint32_t count, bool closed)
{
    struct builder builder = builder_start();
    char name[16];
    for (uint32_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "f%u", i);
        uint32_t f = add_function(&builder, name, 1, count - (closed ? 0 : i));
        builder.profile.functions[f].calls += closed;
    }
    for (uint32_t i = 1; i < count + closed; i++) {
        add_call(&builder, i - 1, i % count, count - i);
        struct call *call = &builder.profile.calls[i - 1];
        call->own = 1;
        call->calls += closed;
    }
    return builder_finish(&builder);
}

static void depth_has_no_limit(void **state)
{
    (void)state;
    struct profile profile = chain(100000, false);
    struct tree tree = unfold(&profile, 0, 0);
    assert_int_equal(tree.count, 100001);
    assert_int_equal(tree.blocks[100000].depth, 100000);
    check_laws(&tree, 100000);
    tree_free(&tree);
    profile_free(&profile);
    profile = chain(3000, true);
    tree = unfold(&profile, 1e-6, 20000);
    assert_true(tree.count <= 20000);
    check_laws(&tree, 3000);
    tree_free(&tree);
    profile_free(&profile);
}

static void frames_have_one_where_it_is_asked_for(void **state)
{
    (void)state;
    struct profile profile = chain(3000, false);
    struct unfold_options options = {.most_frames = 5050};
    struct tree tree = unfold_profile(&profile, &options);
    assert_int_equal(tree.count, 101);
    assert_int_equal(tree.blocks[100].cut_count, 1);
    check_laws(&tree, 3000);
    tree_free(&tree);
    profile_free(&profile);
}

/* Each of the functions calls all others: paths without end. */
static void a_complete_graph_does_not_explode(void **state)
{
    (void)state;
    enum { FUNCTIONS = 300 };
    struct builder builder = builder_start();
    char name[16];
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
        snprintf(name, sizeof name, "f%u", i);
        uint32_t f = add_function(&builder, name, 1, FUNCTIONS / 2);
        builder.profile.functions[f].calls = FUNCTIONS;
    }
    for (uint32_t i = 0; i < FUNCTIONS; i++)
        for (uint32_t j = 0; j < FUNCTIONS; j++) {
            add_call(&builder, j, i, 1);
            builder.profile.calls[builder.profile.call_count - 1].own = 1.0 / FUNCTIONS;
            builder.profile.calls[builder.profile.call_count - 1].calls = 2;
        }
    struct profile profile = builder_finish(&builder);
    clock_t start = clock();
    struct tree tree = unfold(&profile, 1e-6, 20000);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
    assert_true(tree.count <= 20000);
    check_laws(&tree, FUNCTIONS);
    tree_free(&tree);
    profile_free(&profile);
}

static void folded_stacks_hold_the_cut_and_add_up(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    struct tree tree = unfold(&profile, 0, 3);
    struct buf out = {0};
    tree.blocks[2].gap = .001;
    folded_write(&profile, &tree, &out);
    assert_buf(&out, "b (lib/b.py:1) 1000000\n"
                     "b (lib/b.py:1);(cut) 10000000\n"
                     "a (lib/a.py:1) 1000000\n"
                     "a (lib/a.py:1);[not in the file] 1000000\n"
                     "a (lib/a.py:1);(cut) 4000000\n");
    buf_free(&out);
    tree_free(&tree);
    profile_free(&profile);
}

static void folded_samples_stay_samples(void **state)
{
    (void)state;
    static const struct node nodes[] = {{3, 10}, {7, 7}};
    struct profile profile = GRAPH(nodes, {"ab", 7, 7});
    profile.unit.kind = UNIT_SAMPLES;
    struct tree tree = unfold(&profile, 0, 0);
    struct buf out = {0};
    folded_write(&profile, &tree, &out);
    assert_buf(&out, "a (lib/a.py:1) 3\na (lib/a.py:1);b (lib/b.py:1) 7\n");
    buf_free(&out);
    tree_free(&tree);
    profile_free(&profile);
}

static void folded_frames_hold_no_separators(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "x;y.py:a;b\nc\td", 1, 1);
    struct profile profile = builder_finish(&builder);
    struct tree tree = unfold(&profile, 0, 0);
    struct buf out = {0};
    folded_write(&profile, &tree, &out);
    assert_buf(&out, "a,b c d (x,y.py:1) 1000000000\n");
    buf_free(&out);
    tree_free(&tree);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_is_a_chain),
        cmocka_unit_test(what_branches_is_shared_out),
        cmocka_unit_test(single_calls_are_not_split),
        cmocka_unit_test(what_the_file_lost_is_a_gap),
        cmocka_unit_test(what_was_overwritten_hangs_on_the_known_caller),
        cmocka_unit_test(calls_that_follow_on_each_other_stay_together),
        cmocka_unit_test(bounds_are_those_of_the_margins),
        cmocka_unit_test(small_callees_are_cut_and_counted),
        cmocka_unit_test(small_functions_that_matter_together_have_blocks),
        cmocka_unit_test(recursion_stands_below_itself),
        cmocka_unit_test(what_recursion_adds_up_to_is_not_cut),
        cmocka_unit_test(calls_to_oneself_are_own_time),
        cmocka_unit_test(what_is_never_called_while_it_runs_stands_once_on_a_path),
        cmocka_unit_test(without_functions_there_is_only_the_root),
        cmocka_unit_test(without_time_too),
        cmocka_unit_test(a_cycle_that_nothing_enters_begins_somewhere),
        cmocka_unit_test(times_below_zero_count_as_none),
        cmocka_unit_test(laws_hold_for_any_numbers),
        cmocka_unit_test(depth_has_no_limit),
        cmocka_unit_test(frames_have_one_where_it_is_asked_for),
        cmocka_unit_test(a_complete_graph_does_not_explode),
        cmocka_unit_test(folded_stacks_hold_the_cut_and_add_up),
        cmocka_unit_test(folded_samples_stay_samples),
        cmocka_unit_test(folded_frames_hold_no_separators),
    };
    return RUN(tests);
}
