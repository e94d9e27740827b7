#include "analysis/picture/choose.h"

#include <math.h>
#include <stdio.h>

#include "unit.h"

enum { MOST = 200 };

static uint32_t next(uint32_t *random, uint32_t bound)
{
    *random = *random * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(*random >> 4) * bound >> 28);
}

static void shuffle(uint32_t *list, uint32_t count, uint32_t *random)
{
    for (uint32_t i = 0; i < count; i++)
        list[i] = i;
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = next(random, i), swap = list[i - 1];
        list[i - 1] = list[other];
        list[other] = swap;
    }
}

/* A program of which few functions hold most own time: that of rank r about r to the power of
   -skew, in some order; each calls a few of later rank. */
static struct profile program(uint32_t functions, double skew, uint32_t *random)
{
    struct builder builder = builder_start();
    builder.repeats = true;
    uint32_t rank[MOST];
    shuffle(rank, functions, random);
    for (uint32_t i = 0; i < functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%03u", i);
        double own = pow(rank[i] + 1, -skew);
        add_function(&builder, name, own, own + next(random, 1000) / 100.0);
    }
    for (uint32_t i = 0; i + 1 < functions; i++)
        for (uint32_t calls = next(random, 4); calls; calls--)
            add_call(&builder, i, i + 1 + next(random, functions - i - 1),
                     next(random, 1000) / 100.0);
    return builder_finish(&builder);
}

/* Everything is the user's own code; without a total nothing is too small. */
static void choose(const struct profile *profile, const bool *pinned, const uint32_t *candidates,
                   uint32_t count, uint32_t most, bool *chosen)
{
    bool is_own[MOST];
    memset(is_own, true, sizeof is_own);
    struct choose_options options = {profile, 0, pinned, is_own, false};
    choose_functions(&options, candidates, count, most, chosen);
}

static uint32_t count_of(const bool *flags, uint32_t count)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += flags[i];
    return sum;
}

static int larger_first(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

/* The own time that the costliest `most` of the functions hold. */
static double best_own(const struct profile *profile, uint32_t most)
{
    double own[MOST], sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        own[i] = profile->functions[i].own;
    qsort(own, profile->function_count, sizeof *own, larger_first);
    for (uint32_t i = 0; i < most; i++)
        sum += own[i];
    return sum;
}

static double own_of(const struct profile *profile, const bool *chosen)
{
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        sum += chosen[i] ? profile->functions[i].own : 0;
    return sum;
}

static void so_many_are_chosen_and_all_pinned_ones(void **state)
{
    (void)state;
    uint32_t random = 7;
    for (int round = 0; round < 500; round++) {
        uint32_t functions = 2 + next(&random, MOST - 1);
        uint32_t most = 1 + next(&random, functions - 1);
        struct profile profile = program(functions, next(&random, 30) / 10.0, &random);
        bool pinned[MOST] = {false}, chosen[MOST] = {false}, is_candidate[MOST] = {false};
        uint32_t candidates[MOST];
        shuffle(candidates, functions, &random);
        uint32_t count = most + 1 + next(&random, functions - most);
        count = count < functions ? count : functions;
        for (uint32_t i = 0; i < count; i++) {
            is_candidate[candidates[i]] = true;
            pinned[candidates[i]] = i < most && next(&random, 10) == 0;
        }
        choose(&profile, pinned, candidates, count, most, chosen);
        assert_int_equal(count_of(chosen, functions), most);
        for (uint32_t i = 0; i < functions; i++) {
            assert_true(chosen[i] || !pinned[i]);
            assert_true(is_candidate[i] || !chosen[i]);
        }
        profile_free(&profile);
    }
}

/* More are pinned than there is room for. */
static void no_more_than_so_many_are_chosen(void **state)
{
    (void)state;
    uint32_t random = 2;
    struct profile profile = program(10, 1, &random);
    bool pinned[10], chosen[10] = {false};
    uint32_t candidates[10];
    memset(pinned, true, sizeof pinned);
    shuffle(candidates, 10, &random);
    choose(&profile, pinned, candidates, 10, 4, chosen);
    assert_int_equal(count_of(chosen, 10), 4);
    profile_free(&profile);
}

/* What seven tenths of the room can hold, or 95 percent of what all of it can; where few functions
   hold most of the time, nine tenths at least. */
static void own_time_is_held(void **state)
{
    (void)state;
    uint32_t random = 17;
    for (int round = 0; round < 500; round++) {
        uint32_t functions = 40 + next(&random, MOST - 40);
        uint32_t most = 10 + next(&random, functions / 2 - 10);
        double skew = next(&random, 30) / 10.0;
        struct profile profile = program(functions, skew, &random);
        bool pinned[MOST] = {false}, chosen[MOST] = {false};
        uint32_t candidates[MOST];
        shuffle(candidates, functions, &random);
        choose(&profile, pinned, candidates, functions, most, chosen);
        double best = best_own(&profile, most), part = best_own(&profile, most * 7 / 10);
        double held = own_of(&profile, chosen) * (1 + 1e-12);
        assert_true(held >= fmin(0.95 * best, part));
        assert_true(skew < 1.3 || held >= 0.9 * best);
        profile_free(&profile);
    }
}

/* A dispatcher without own time, between four callers and four callees, tells more than one more
   leaf of the same small cost. */
static void where_paths_branch_and_meet_is_shown(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t root = add_function(&builder, "root", 1, 100);
    uint32_t dispatch = add_function(&builder, "dispatch", 0, 80);
    uint32_t straight = add_function(&builder, "straight", 0, 80);
    add_call(&builder, dispatch, straight, 20);
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t caller = add_function(&builder, (char[]){'i', (char)('0' + i), 0}, 1, 21);
        uint32_t callee = add_function(&builder, (char[]){'o', (char)('0' + i), 0}, 15, 15);
        add_call(&builder, root, caller, 21);
        add_call(&builder, caller, dispatch, 20);
        add_call(&builder, dispatch, callee, 15);
    }
    struct profile profile = builder_finish(&builder);
    bool pinned[11] = {false}, chosen[11] = {false};
    uint32_t candidates[11];
    for (uint32_t i = 0; i < 11; i++)
        candidates[i] = i;
    choose(&profile, pinned, candidates, 11, 6, chosen);
    assert_true(chosen[dispatch]);
    assert_true(chosen[root]);
    assert_false(chosen[straight]);
    profile_free(&profile);
}

/* What holds a quarter of a percent of the time neither by itself nor on the way is not chosen; of
   functions alike the user's own are. */
static void few_are_enough_where_the_rest_tells_nothing(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    bool pinned[12] = {false}, chosen[12] = {false}, is_own[12] = {false};
    uint32_t candidates[12];
    for (uint32_t i = 0; i < 12; i++) {
        double own = i < 3 ? 30 : i < 7 ? 2.4 : 1e-6;
        candidates[i] = add_function(&builder, (char[]){(char)('a' + i), 0}, own, own);
        is_own[i] = i == 5;
    }
    struct profile profile = builder_finish(&builder);
    struct choose_options options = {&profile, 100, pinned, is_own, false};
    choose_functions(&options, candidates, 12, 9, chosen);
    assert_int_equal(count_of(chosen, 12), 7);
    assert_false(chosen[7]);
    memset(chosen, false, sizeof chosen);
    choose_functions(&options, candidates, 12, 4, chosen);
    assert_true(count_of(chosen, 12) == 4 && chosen[0] && chosen[2] && chosen[5]);
    pinned[11] = true; /* named ones stay whatever they tell */
    memset(chosen, false, sizeof chosen);
    choose_functions(&options, candidates, 12, 9, chosen);
    assert_true(count_of(chosen, 12) == 8 && chosen[11]);
    profile_free(&profile);
}

/* Which names are chosen, in the order of names, of functions all alike but some twice as costly:
   `random` decides in which order they come. */
static void choose_names(uint32_t *random, uint32_t functions, uint32_t most, struct buf *names)
{
    struct builder builder = builder_start();
    uint32_t order[MOST], index[MOST], candidates[MOST];
    bool pinned[MOST] = {false}, chosen[MOST] = {false};
    shuffle(order, functions, random);
    for (uint32_t i = 0; i < functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%03u", order[i]);
        double own = order[i] % 7 ? 1 : 2;
        index[order[i]] = add_function(&builder, name, own, 3);
    }
    shuffle(order, functions - 1, random);
    for (uint32_t i = 0; i < functions - 1; i++)
        add_call(&builder, index[order[i]], index[order[i] + 1], 1 + order[i] % 2);
    struct profile profile = builder_finish(&builder);
    shuffle(candidates, functions, random);
    choose(&profile, pinned, candidates, functions, most, chosen);
    for (uint32_t i = 0; i < functions; i++)
        if (chosen[index[i]])
            buf_format(names, "%u ", i);
    profile_free(&profile);
}

static void ties_are_settled_by_key(void **state)
{
    (void)state;
    uint32_t random = 23;
    for (uint32_t most = 1; most < 60; most++) {
        struct buf first = {0};
        choose_names(&random, 60, most, &first);
        for (int round = 0; round < 10; round++) {
            struct buf again = {0};
            choose_names(&random, 60, most, &again);
            assert_buf(&again, first.data);
            buf_free(&again);
        }
        buf_free(&first);
    }
}

static void without_times_calls_decide(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t candidates[6];
    bool chosen[6] = {false}, pinned[6] = {false};
    for (uint32_t i = 0; i < 6; i++) {
        char name[8];
        snprintf(name, sizeof name, "f%u", i);
        candidates[i] = add_function(&builder, name, 0, 0);
        builder.profile.functions[candidates[i]].calls = i % 2 ? 100 + i : i;
    }
    struct profile profile = builder_finish(&builder);
    choose(&profile, pinned, candidates, 6, 3, chosen);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(chosen[candidates[i]], i % 2);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_are_chosen_and_all_pinned_ones),
        cmocka_unit_test(no_more_than_so_many_are_chosen),
        cmocka_unit_test(own_time_is_held),
        cmocka_unit_test(where_paths_branch_and_meet_is_shown),
        cmocka_unit_test(few_are_enough_where_the_rest_tells_nothing),
        cmocka_unit_test(ties_are_settled_by_key),
        cmocka_unit_test(without_times_calls_decide),
    };
    return RUN(tests);
}
