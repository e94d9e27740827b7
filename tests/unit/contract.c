#include "analysis/graph/contract.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

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

#define GRAPH(nodes, ...) graph(nodes, COUNT(nodes), (const struct edge[]){__VA_ARGS__, {0}})

static bool *kept_but(const struct profile *profile, const char *removed)
{
    bool *kept = calloc(profile->function_count + 1, sizeof *kept);
    for (uint32_t i = 0; i < profile->function_count; i++)
        kept[i] = !strchr(removed, (int)('a' + i));
    return kept;
}

static struct contraction contract(const struct profile *profile, const char *removed)
{
    bool *kept = kept_but(profile, removed);
    struct contraction contraction = contract_functions(profile, kept);
    free(kept);
    return contraction;
}

static const struct link *find_link(const struct contraction *contraction, const char *ends)
{
    for (uint32_t i = 0; i < contraction->link_count; i++)
        if (contraction->links[i].caller == (uint32_t)(ends[0] - 'a') &&
            contraction->links[i].callee == (uint32_t)(ends[1] - 'a'))
            return &contraction->links[i];
    fail_msg("no link %s", ends);
    return NULL;
}

static bool near(double found, double expected)
{
    return fabs(found - expected) <= 1e-9 * fmax(1, fabs(expected));
}

static void expect_near(double found, double expected, const char *file, int line)
{
    if (near(found, expected))
        return;
    print_error("%.17g, not %.17g\n", found, expected);
    _fail(file, line);
}

#define assert_near(found, expected) expect_near((found), (expected), __FILE__, __LINE__)

static void a_chain_becomes_one_link(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 10}, {2, 9}, {3, 7}, {4, 4}};
    struct profile profile = GRAPH(nodes, {"ab", 2, 9}, {"bc", 3, 7}, {"cd", 4, 4});
    struct contraction c = contract(&profile, "bc");
    assert_int_equal(c.link_count, 1);
    const struct link *link = find_link(&c, "ad");
    assert_near(link->total, 4);
    assert_near(link->own, 4);
    assert_near(link->through, 4);
    assert_int_equal(link->calls, 0);
    assert_true(link->residual && link->estimated);
    assert_near(c.absorbed[0], 5);
    assert_int_equal(c.absorbed_from[0], 2);
    assert_near(c.absorbed[3], 0);
    assert_near(c.unplaced, 0);
    assert_int_equal(c.unplaced_from, 0);
    contract_free(&c);
    profile_free(&profile);
}

/* m, called by a (4 s, 1 of them its own) and b (10 s, 1 its own), spends 8 s in d and 4 s in e: a
   quarter of both is on behalf of a. */
static const struct node branching[] = {{1, 5}, {1, 11}, {2, 14}, {8, 8}, {4, 4}};
#define BRANCHING                                                                                  \
    {"ac", 1, 4}, {"bc", 1, 10}, {"cd", 8, 8},                                                     \
    {                                                                                              \
        "ce", 4, 4                                                                                 \
    }

static void what_branches_is_split_in_proportion(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    struct contraction c = contract(&profile, "c");
    assert_int_equal(c.link_count, 4);
    assert_near(find_link(&c, "ad")->total, 2);
    assert_near(find_link(&c, "ae")->total, 1);
    assert_near(find_link(&c, "bd")->total, 6);
    assert_near(find_link(&c, "be")->total, 3);
    assert_near(find_link(&c, "be")->own, 3);
    assert_near(c.absorbed[0], 1);
    assert_near(c.absorbed[1], 1);
    assert_int_equal(c.absorbed_from[0] + c.absorbed_from[1], 1); /* counted once */
    contract_free(&c);
    profile_free(&profile);
}

/* Some of what m does is called from outside what was profiled: of 20 s with 5 of its own, 8 s with
   4 of its own have no caller. */
static void what_no_caller_explains_is_nobodys(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 13}, {5, 20}, {15, 15}};
    struct profile profile = GRAPH(nodes, {"ab", 1, 12}, {"bc", 15, 15});
    struct contraction c = contract(&profile, "b");
    assert_near(c.absorbed[0], 1);
    assert_near(c.unplaced, 4);
    assert_int_equal(c.unplaced_from, 1);
    assert_near(find_link(&c, "ac")->total, 15.0 * 11 / 15);
    contract_free(&c);
    profile_free(&profile);
}

static void a_removed_root_is_unplaced(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 10}, {2, 9}, {7, 7}};
    struct profile profile = GRAPH(nodes, {"ab", 2, 9}, {"bc", 7, 7});
    struct contraction c = contract(&profile, "ab");
    assert_int_equal(c.link_count, 0);
    assert_near(c.unplaced, 3);
    assert_int_equal(c.unplaced_from, 2);
    assert_near(c.absorbed[2], 0);
    contract_free(&c);
    profile_free(&profile);
}

/* a calls d itself (3 s) and over b (4 s). */
static void what_leads_through_is_added_to_direct_calls(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 10}, {2, 6}, {0, 0}, {7, 7}};
    struct profile profile = GRAPH(nodes, {"ab", 2, 6}, {"ad", 3, 3}, {"bd", 4, 4});
    struct contraction c = contract(&profile, "b");
    assert_int_equal(c.link_count, 1);
    const struct link *link = find_link(&c, "ad");
    assert_near(link->total, 7);
    assert_near(link->own, 7);
    assert_near(link->through, 4);
    assert_int_equal(link->calls, 1);
    assert_int_equal(link->primitive, 1);
    assert_false(link->residual);
    assert_true(link->estimated);
    contract_free(&c);
    profile_free(&profile);
}

static void flags_of_calls_are_kept(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 10}, {4, 4}, {5, 5}};
    struct profile profile = GRAPH(nodes, {"ab", 4, 4}, {"ac", 5, 5});
    profile.calls[0].estimated = true;
    profile.calls[1].residual = true;
    profile.calls[1].calls = 0;
    struct contraction c = contract(&profile, "");
    assert_true(find_link(&c, "ab")->estimated);
    assert_false(find_link(&c, "ab")->residual);
    assert_near(find_link(&c, "ab")->through, 0);
    assert_true(find_link(&c, "ac")->residual);
    assert_near(find_link(&c, "ac")->through, 5);
    contract_free(&c);
    profile_free(&profile);
}

/* b calls itself (under recursion its call of itself has no time to tell) and then c. */
static void a_removed_recursion_leads_on(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 10}, {4, 9}, {5, 5}};
    struct profile profile = GRAPH(nodes, {"ab", 1, 9}, {"bb", 3, 7}, {"bc", 5, 5});
    struct contraction c = contract(&profile, "b");
    assert_int_equal(c.link_count, 1);
    assert_near(find_link(&c, "ac")->total, 5);
    assert_near(c.absorbed[0], 4);
    assert_near(c.unplaced, 0);
    contract_free(&c);
    profile_free(&profile);
}

/* a (6 s) and b (3 s) call into the cycle c-d, which calls e and, again, a. */
static void a_removed_cycle_is_taken_as_one(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 8}, {1, 4}, {2, 8}, {1, 8}, {5, 5}, {1, 1}};
    struct profile profile = GRAPH(nodes, {"ac", 1, 6}, {"bd", 1, 3}, {"cd", 1, 5}, {"dc", 1, 4},
                                   {"de", 5, 5}, {"ca", 0, 1}, {"cf", 1, 1});
    struct contraction c = contract(&profile, "cd");
    double a = find_link(&c, "ae")->total, b = find_link(&c, "be")->total;
    assert_near(a / b, 2);
    assert_near(find_link(&c, "af")->total / find_link(&c, "bf")->total, 2);
    assert_near(find_link(&c, "ba")->total, 1.0 * b / 5); /* a calling itself is no link */
    assert_near(c.absorbed[0] / c.absorbed[1], 2);
    assert_near(c.absorbed[0] + c.absorbed[1] + c.unplaced, 3);
    assert_int_equal(c.absorbed_from[0], 2);
    assert_int_equal(c.link_count, 5);
    contract_free(&c);
    profile_free(&profile);
}

static void with_nothing_removed_links_are_the_calls(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING, {"dd", 1, 2});
    struct contraction c = contract(&profile, "");
    assert_int_equal(c.link_count, profile.call_count);
    for (uint32_t i = 0; i < c.link_count; i++) {
        assert_int_equal(c.links[i].caller, profile.calls[i].caller);
        assert_int_equal(c.links[i].callee, profile.calls[i].callee);
        assert_true(c.links[i].total == profile.calls[i].total);
        assert_true(c.links[i].own == profile.calls[i].own);
        assert_true(c.links[i].through == 0 && !c.links[i].residual);
    }
    assert_true(c.unplaced == 0 && c.absorbed[0] == 0);
    contract_free(&c);
    profile_free(&profile);
}

static void with_everything_removed_all_is_unplaced(void **state)
{
    (void)state;
    struct profile profile = GRAPH(branching, BRANCHING);
    struct contraction c = contract(&profile, "abcde");
    assert_int_equal(c.link_count, 0);
    assert_near(c.unplaced, 16);
    assert_int_equal(c.unplaced_from, 5);
    contract_free(&c);
    profile_free(&profile);
    struct builder builder = builder_start();
    profile = builder_finish(&builder);
    c = contract(&profile, "");
    assert_int_equal(c.link_count, 0);
    assert_true(c.unplaced == 0);
    contract_free(&c);
    profile_free(&profile);
}

/* Nothing took any time; what leads where can be told all the same. */
static void without_times_links_remain(void **state)
{
    (void)state;
    static const struct node nodes[4] = {{0, 0}};
    struct profile profile = GRAPH(nodes, {"ac", 0, 0}, {"bc", 0, 0}, {"cd", 0, 0});
    struct contraction c = contract(&profile, "c");
    assert_int_equal(c.link_count, 2);
    assert_true(find_link(&c, "ad")->residual && find_link(&c, "bd")->residual);
    assert_true(find_link(&c, "ad")->total == 0 && c.absorbed[0] == 0 && c.unplaced == 0);
    contract_free(&c);
    profile_free(&profile);
}

/* Clocks that were set back. */
static void negative_times_are_nobodys_share(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1, 5}, {1, 5}, {-2, 3}, {5, 5}};
    struct profile profile = GRAPH(nodes, {"ac", -2, -1}, {"bc", 0, 4}, {"cd", 5, 5});
    struct contraction c = contract(&profile, "c");
    assert_near(find_link(&c, "bd")->total, 5);
    assert_near(c.absorbed[0] + c.absorbed[1] + c.unplaced, -2);
    assert_true(c.absorbed[0] == 0);
    contract_free(&c);
    profile_free(&profile);
}

static void huge_times_stay_finite(void **state)
{
    (void)state;
    static const struct node nodes[] = {{1e308, 1.7e308},
                                        {1e308, 1.7e308},
                                        {1.7e308, 1.7e308},
                                        {1.7e308, 1.7e308},
                                        {-1.7e308, -1.7e308}};
    struct profile profile = GRAPH(nodes, {"ac", 1e308, 1.7e308}, {"bc", 1e307, 1.7e308},
                                   {"cd", 1.7e308, 1.7e308}, {"ce", -1.7e308, -1.7e308});
    for (int removed = 0; removed < 32; removed++) {
        char letters[6] = "";
        for (int i = 0; i < 5; i++)
            if (removed >> i & 1)
                strcat(letters, (char[]){(char)('a' + i), 0});
        struct contraction c = contract(&profile, letters);
        for (uint32_t i = 0; i < c.link_count; i++)
            assert_true(isfinite(c.links[i].total) && isfinite(c.links[i].own) &&
                        isfinite(c.links[i].through));
        for (uint32_t i = 0; i < 5; i++)
            assert_true(isfinite(c.absorbed[i]));
        assert_true(isfinite(c.unplaced));
        contract_free(&c);
    }
    profile_free(&profile);
}

enum { MOST = 60 };

static uint32_t next(uint32_t *random, uint32_t bound)
{
    *random = *random * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(*random >> 4) * bound >> 28);
}

/* Any numbers at all: contraction has to keep the sum even where a table does not add up. */
static struct profile random_graph(uint32_t *random, uint32_t functions)
{
    struct builder builder = builder_start();
    builder.repeats = true;
    for (uint32_t i = 0; i < functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        double own = next(random, 1000) / 1000.0;
        add_function(&builder, name, own, own + next(random, 10000) / 1000.0);
    }
    for (uint32_t i = 0, calls = next(random, functions * 3); i < calls; i++) {
        double total = next(random, 5000) / 1000.0;
        add_call(&builder, next(random, functions), next(random, functions), total);
        builder.profile.calls[builder.profile.call_count - 1].own =
            total * (next(random, 1000) / 1000.0);
    }
    return builder_finish(&builder);
}

/* Whether one function leads to another over removed ones alone. */
static bool leads(const struct profile *profile, const bool *kept, uint32_t from, uint32_t to)
{
    bool met[MOST] = {false};
    uint32_t queue[MOST], filled = 0;
    queue[filled++] = from;
    for (uint32_t at = 0; at < filled; at++) {
        for (uint32_t i = 0; i < profile->call_count; i++) {
            const struct call *call = &profile->calls[i];
            if (call->caller != queue[at])
                continue;
            if (call->callee == to)
                return true;
            if (kept[call->callee] || met[call->callee])
                continue;
            met[call->callee] = true;
            queue[filled++] = call->callee;
        }
    }
    return false;
}

static void check_links(const struct profile *profile, const bool *kept,
                        const struct contraction *c)
{
    for (uint32_t i = 0; i < c->link_count; i++) {
        const struct link *link = &c->links[i];
        assert_true(kept[link->caller] && kept[link->callee]);
        assert_true(leads(profile, kept, link->caller, link->callee));
        assert_true(link->through <= link->total + 1e-12 && link->through >= 0);
        assert_true(!link->residual || (link->calls == 0 && link->caller != link->callee));
        assert_true(i == 0 || c->links[i - 1].callee <= link->callee);
        for (uint32_t j = 0; j < i; j++)
            assert_false(c->links[j].caller == link->caller && c->links[j].callee == link->callee);
    }
}

static void the_sum_of_own_times_is_kept(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (uint32_t round = 0; round < 2000; round++) {
        uint32_t functions = 1 + next(&random, MOST);
        uint32_t removed_of_ten = next(&random, 11);
        struct profile profile = random_graph(&random, functions);
        bool kept[MOST];
        double removed_own = 0, placed = 0;
        uint32_t removed = 0, counted = 0;
        for (uint32_t i = 0; i < functions; i++) {
            kept[i] = next(&random, 10) >= removed_of_ten;
            removed += !kept[i];
            removed_own += kept[i] ? 0 : profile.functions[i].own;
        }
        struct contraction c = contract_functions(&profile, kept);
        for (uint32_t i = 0; i < functions; i++) {
            assert_true(c.absorbed[i] >= 0 && (kept[i] || c.absorbed[i] == 0));
            placed += c.absorbed[i];
            counted += c.absorbed_from[i];
        }
        assert_near(placed + c.unplaced, removed_own);
        assert_int_equal(counted + c.unplaced_from, removed);
        check_links(&profile, kept, &c);
        contract_free(&c);
        profile_free(&profile);
    }
}

/* 300 kept functions call into a chain of 300 removed ones, which calls 300 kept ones: so many of
   the callers stand for all. */
static void many_sources_of_many_are_bearable(void **state)
{
    (void)state;
    enum { WIDTH = 300, MOST_SOURCES = 256 };
    struct builder builder = builder_start();
    bool kept[3 * WIDTH];
    for (uint32_t i = 0; i < 3 * WIDTH; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        bool removed = i / WIDTH == 1;
        kept[i] = !removed;
        add_function(&builder, name, removed ? 0 : 1, removed ? WIDTH : i < WIDTH ? 2 : 1);
    }
    for (uint32_t i = 0; i < WIDTH; i++) {
        add_call(&builder, i, WIDTH, 1);
        add_call(&builder, 2 * WIDTH - 1, 2 * WIDTH + i, 1);
        if (i + 1 < WIDTH)
            add_call(&builder, WIDTH + i, WIDTH + i + 1, WIDTH);
    }
    struct profile profile = builder_finish(&builder);
    struct contraction c = contract_functions(&profile, kept);
    assert_int_equal(c.link_count, MOST_SOURCES * WIDTH);
    for (uint32_t i = 0; i < c.link_count; i++)
        assert_near(c.links[i].total, 1.0 / MOST_SOURCES);
    contract_free(&c);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_becomes_one_link),
        cmocka_unit_test(what_branches_is_split_in_proportion),
        cmocka_unit_test(what_no_caller_explains_is_nobodys),
        cmocka_unit_test(a_removed_root_is_unplaced),
        cmocka_unit_test(what_leads_through_is_added_to_direct_calls),
        cmocka_unit_test(flags_of_calls_are_kept),
        cmocka_unit_test(a_removed_recursion_leads_on),
        cmocka_unit_test(a_removed_cycle_is_taken_as_one),
        cmocka_unit_test(with_nothing_removed_links_are_the_calls),
        cmocka_unit_test(with_everything_removed_all_is_unplaced),
        cmocka_unit_test(without_times_links_remain),
        cmocka_unit_test(negative_times_are_nobodys_share),
        cmocka_unit_test(huge_times_stay_finite),
        cmocka_unit_test(the_sum_of_own_times_is_kept),
        cmocka_unit_test(many_sources_of_many_are_bearable),
    };
    return RUN(tests);
}
