#include "view/flow/flow_bars.h"

#include <math.h>

#include "unit.h"

enum { LETTERS = 26 };

/* A graph of functions a, b, ... from calls as "ab9 bc5 ...", the digit being seconds; each
   function's own time is what its calls leave. */
static struct profile graph(const char *calls, int functions, double total)
{
    struct builder builder = builder_start();
    double into[LETTERS] = {total}, out[LETTERS] = {0};
    for (const char *call = calls; *call; call += call[3] ? 4 : 3) {
        into[call[1] - 'a'] += call[2] - '0';
        out[call[0] - 'a'] += call[2] - '0';
    }
    for (int i = 0; i < functions; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, fmax(into[i] - out[i], 0), into[i]);
    for (const char *call = calls; *call; call += call[3] ? 4 : 3)
        add_call(&builder, (uint32_t)(call[0] - 'a'), (uint32_t)(call[1] - 'a'), call[2] - '0');
    return builder_finish(&builder);
}

/* The flow of the first `shown` functions. */
static struct flow make(const struct profile *profile, uint32_t shown)
{
    uint32_t functions[LETTERS];
    for (uint32_t i = 0; i < shown; i++)
        functions[i] = i;
    struct totals whole = profile_totals(profile);
    struct selection selection = {.functions = functions, .function_count = shown};
    bool *is_own = calloc(profile->function_count, sizeof *is_own);
    struct hot_path path = hot_path_find(profile, is_own, NULL);
    struct select_options select = {.total = whole.total, .depth = SELECT_NO_DEPTH, .path = &path};
    struct outline outline = outline_make(profile, &selection, &select);
    struct callgraph_subject subject = {.profile = profile,
                                        .selection = &selection,
                                        .outline = &outline,
                                        .whole = &whole,
                                        .select = &select};
    struct flow flow = flow_bars_make(&subject);
    outline_free(&outline);
    hot_path_free(&path);
    free(is_own);
    return flow;
}

/* Bars keep what comes in, ribbons go to the right, and nothing is lost. */
static void assert_balanced(const struct flow *flow)
{
    double *in = calloc(flow->bar_count + 1, sizeof *in);
    double *out = calloc(flow->bar_count + 1, sizeof *out);
    double kept = flow->nowhere;
    for (uint32_t i = 0; i < flow->ribbon_count; i++) {
        const struct flow_ribbon *ribbon = &flow->ribbons[i];
        assert_true(flow->bars[ribbon->from].column < flow->bars[ribbon->to].column);
        out[ribbon->from] += ribbon->height;
        in[ribbon->to] += ribbon->height;
    }
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        const struct flow_bar *bar = &flow->bars[i];
        if (!bar->name_count)
            continue;
        kept += bar->own + bar->hidden;
        assert_true(fabs(bar->own + bar->hidden + out[i] - bar->height) < 1e-9);
        assert_true(in[i] < bar->height + 1e-9);
        assert_true(bar->column || in[i] <= 0);
    }
    assert_true(fabs(kept - 1) < 1e-9);
    free(in);
    free(out);
}

/* Bars as "ab:3+1/10 " in order of their names: names, column, then own, hidden and height in
   seconds; '*' for a cycle. */
static void assert_flow(const char *calls, int functions, uint32_t shown, const char *expected)
{
    struct profile profile = graph(calls, functions, 20);
    struct flow flow = make(&profile, shown);
    struct buf text = {0};
    assert_balanced(&flow);
    for (uint32_t first = 0; first < LETTERS; first++) {
        for (uint32_t i = 0; i < flow.bar_count; i++) {
            const struct flow_bar *bar = &flow.bars[i];
            if (!bar->name_count || bar->names[0] != first)
                continue;
            for (uint32_t k = 0; k < bar->name_count; k++)
                buf_char(&text, (char)('a' + bar->names[k]));
            buf_format(&text, "%s:%u %.3g+%.3g/%.3g ", bar->is_cycle ? "*" : "", bar->column,
                       bar->own * 20, bar->hidden * 20, bar->height * 20);
        }
    }
    assert_text(buf_slice(&text), expected);
    buf_free(&text);
    flow_bars_free(&flow);
    profile_free(&profile);
}

static void heights_are_what_functions_keep_and_pass_on(void **state)
{
    (void)state;
    assert_flow("ab8 ac6 bd3 cd4", 4, 4, "a:0 6+0/20 b:1 5+0/8 c:1 2+0/6 d:2 7+0/7 ");
}

static void what_is_not_shown_is_hidden_in_its_callers(void **state)
{
    (void)state;
    assert_flow("ab8 ac6 bd3 cd4", 4, 3, "a:0 6+0/20 b:1 5+3/8 c:1 2+4/6 ");
}

static void a_cycle_is_one_bar(void **state)
{
    (void)state;
    assert_flow("ab9 bc8 cb5 cd2", 4, 4, "a:0 11+0/20 bc*:1 7+0/9 d:2 2+0/2 ");
}

static void functions_that_pass_all_on_share_a_bar(void **state)
{
    (void)state;
    assert_flow("ab9 bc9 cd9 de4", 5, 5, "a:0 11+0/20 bcd:1 5+0/9 e:2 4+0/4 ");
}

static void random_graphs_lose_no_time(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 500; round++) {
        struct builder builder = builder_start();
        for (uint32_t i = 0; i < LETTERS; i++) {
            seed = seed * 1664525 + 1013904223;
            double own = (seed >> 8) % 100 / 50.0 + (i == 0);
            add_function(&builder, (char[]){(char)('a' + i), 0}, own, own + (seed >> 16) % 9);
        }
        for (int i = 0; i < 5 + round % 60; i++) {
            seed = seed * 1664525 + 1013904223;
            add_call(&builder, (seed >> 8) % LETTERS, (seed >> 16) % LETTERS, (seed >> 24) / 32.0);
        }
        struct profile profile = builder_finish(&builder);
        struct flow flow = make(&profile, (uint32_t)round % (LETTERS + 1));
        assert_balanced(&flow);
        flow_bars_free(&flow);
        profile_free(&profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heights_are_what_functions_keep_and_pass_on),
        cmocka_unit_test(what_is_not_shown_is_hidden_in_its_callers),
        cmocka_unit_test(a_cycle_is_one_bar),
        cmocka_unit_test(functions_that_pass_all_on_share_a_bar),
        cmocka_unit_test(random_graphs_lose_no_time),
    };
    return RUN(tests);
}
