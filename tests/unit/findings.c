#include "analysis/findings/findings.h"

#include <math.h>
#include <stdio.h>

#include "analysis/findings/own_cost.h"
#include "analysis/tree/call_tree.h"
#include "analysis/tree/hot_path.h"
#include "python/waiting.h"
#include "unit.h"

#define SITE "/usr/lib/python3.11/site-packages/"

/* What was found of a profile, and the profile itself. */
struct found {
    struct profile profile;
    struct origins origins;
    struct imports imports;
    struct tree tree;
    struct blame blame;
    struct lead lead;
    struct findings findings;
};

static struct found find(struct builder *builder)
{
    struct patterns own = {0};
    struct found found = {.profile = builder_finish(builder)};
    struct totals totals = profile_totals(&found.profile);
    found.origins = origins_find(&found.profile, &own);
    found.imports = imports_find(&found.profile, &found.origins);
    found.tree = call_tree_make(&found.profile);
    found.blame = blame_find(&found.profile, &found.profile, &found.origins, &found.tree);
    struct hot_path path = hot_path_find(&found.profile, found.origins.is_own, &found.imports);
    uint32_t named =
        path.verdict.place == HOT_PATH_NONE ? LEAD_NOBODY : path.steps[path.verdict.place].function;
    found.lead = lead_find(&(struct lead_subject){.profile = &found.profile,
                                                  .is_own = found.origins.is_own,
                                                  .named = named,
                                                  .blamed = LEAD_NOBODY,
                                                  .costliest = path.verdict.costliest,
                                                  .least = FINDINGS_LEAST * totals.total});
    uint32_t cost_count = 0;
    struct own_cost *costs =
        own_cost_find(&(struct own_cost_subject){&found.profile, found.origins.is_own,
                                                 &found.imports, &found.tree},
                      &cost_count);
    found.findings = findings_find(
        &(struct findings_subject){&found.profile, &totals, &found.blame, &found.imports,
                                   &found.lead, costs, cost_count, &found.tree, false, false});
    free(costs);
    hot_path_free(&path);
    return found;
}

static void drop(struct found *found)
{
    blame_free(&found->blame);
    tree_free(&found->tree);
    origins_free(&found->origins);
    imports_free(&found->imports);
    profile_free(&found->profile);
}

static const struct finding *of_kind(const struct found *found, enum finding_kind kind)
{
    for (uint32_t i = 0; i < found->findings.count; i++)
        if (found->findings.items[i].kind == kind)
            return &found->findings.items[i];
    return NULL;
}

static void set_calls(struct builder *builder, uint32_t function, int64_t calls, int64_t primitive)
{
    builder->profile.functions[function].calls = calls;
    builder->profile.functions[function].primitive = primitive;
}

static void assert_near(double found, double expected)
{
    assert_true(fabs(found - expected) < 1e-9);
}

static void waiting_is_told_by_name(void **state)
{
    (void)state;
    assert_int_equal(waiting_of(STR("time.sleep")), WAITING_SLEEP);
    assert_int_equal(waiting_of(STR("select.epoll.poll")), WAITING_EVENTS);
    assert_int_equal(waiting_of(STR("_thread.lock.acquire")), WAITING_LOCK);
    assert_int_equal(waiting_of(STR("_socket.socket.recv")), WAITING_NETWORK);
    assert_int_equal(waiting_of(STR("posix.waitpid")), WAITING_PROCESS);
    assert_int_equal(waiting_of(STR("time.sleepy")), WAITING_NOT);
    assert_int_equal(waiting_of(STR("")), WAITING_NOT);
}

/* serve waits 3 s in poll, over run, and 1 s in acquire. */
static void waiting_is_exclusive_time(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t s = add_function(&builder, "app/main.py:serve", 4, 8);
    uint32_t r = add_function(&builder, "/usr/lib/python3.11/selectors.py:select", 0, 3);
    uint32_t p = add_function(&builder, "~:<method 'poll' of 'select.epoll' objects>", 3, 3);
    uint32_t l = add_function(&builder, "~:<method 'acquire' of '_thread.lock' objects>", 1, 1);
    add_call(&builder, s, r, 3);
    add_call(&builder, r, p, 3);
    add_call(&builder, s, l, 1);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_WAITING);
    assert_non_null(finding);
    assert_near(finding->time, 4);
    assert_near(finding->of_function, 3);
    assert_int_equal(finding->function, p);
    assert_int_equal(finding->caller, s);
    assert_int_equal(finding->waiting, WAITING_EVENTS);
    assert_near(finding->caller_share, 1);
    drop(&found);
}

/* A function of the user's own may be called sleep. */
static void own_functions_do_not_wait(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "app/main.py:sleep", 4, 4);
    struct found found = find(&builder);
    assert_null(of_kind(&found, FINDING_WAITING));
    drop(&found);
}

static void often_names_the_main_caller(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 2, 10);
    uint32_t o = add_function(&builder, "app/main.py:other", 4, 5);
    uint32_t f = add_function(&builder, "app/main.py:f", 3, 3);
    set_calls(&builder, m, 200000, 200000); /* in no loop */
    set_calls(&builder, f, 1500000, 1500000);
    add_call(&builder, m, o, 5);
    add_call(&builder, m, f, 2);
    builder.profile.calls[1].calls = 1200000;
    add_call(&builder, o, f, 1);
    builder.profile.calls[2].calls = 3;
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_OFTEN);
    assert_non_null(finding);
    assert_int_equal(finding->function, f);
    assert_int_equal(finding->caller, m);
    assert_int_equal(finding->from_caller, 1200000);
    assert_near(finding->caller_share, 0.8);
    drop(&found);
}

static void recursion_is_what_mostly_calls_itself(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 10);
    uint32_t e = add_function(&builder, "app/main.py:expr", 4, 9);
    uint32_t t = add_function(&builder, "app/main.py:term", 3, 9);
    uint32_t l = add_function(&builder, "~:<built-in method builtins.len>", 2, 2);
    set_calls(&builder, e, 5000, 6);
    set_calls(&builder, t, 5000, 6);
    add_call(&builder, m, e, 9);
    builder.profile.calls[0].calls = 6;
    add_call(&builder, e, t, 9);
    builder.profile.calls[1].calls = 5000;
    add_call(&builder, t, e, 9);
    builder.profile.calls[2].calls = 4994;
    add_call(&builder, t, l, 2);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_RECURSION);
    assert_non_null(finding);
    assert_near(finding->time, 9);
    assert_int_equal(finding->calls, 6);
    assert_int_equal(finding->recursive, 9994);
    assert_int_equal(finding->part_count, 2);
    assert_int_equal(finding->parts[0].function, e);
    assert_int_equal(finding->parts[1].function, t);
    drop(&found);
}

/* Three calls, of which one takes nearly all. */
static void an_average_that_misleads_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 5, 10);
    uint32_t o = add_function(&builder, "app/main.py:other", 1, 1.1);
    uint32_t c = add_function(&builder, SITE "numpy/core.py:array", 4, 4);
    set_calls(&builder, c, 3, 3);
    add_call(&builder, m, o, 1.1);
    add_call(&builder, m, c, 3.9);
    add_call(&builder, o, c, 0.1);
    builder.profile.calls[2].calls = 2;
    struct found found = find(&builder);
    bool told = of_kind(&found, FINDING_UNEVEN) || of_kind(&found, FINDING_ONE_CALL);
    assert_true(told);
    drop(&found);
}

/* What matters to nobody is not told, and nothing twice. */
static void findings_are_few_and_large(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.5, 10);
    for (int i = 0; i < 9; i++) {
        char name[80];
        snprintf(name, sizeof name, SITE "lib/a%d.py:f", i);
        uint32_t f = add_function(&builder, name, i ? 0.1 * i : 0.3, i ? 0.1 * i : 0.3);
        set_calls(&builder, f, 500, 500);
        add_call(&builder, m, f, i ? 0.1 * i : 0.3);
        builder.profile.calls[i].calls = 500;
    }
    struct found found = find(&builder);
    assert_true(found.findings.count <= FINDINGS_MOST);
    for (uint32_t i = 0; i < found.findings.count; i++) {
        assert_true(found.findings.items[i].time >= FINDINGS_LEAST * 4);
        for (uint32_t k = 0; k < i; k++)
            assert_true(found.findings.items[i].function != found.findings.items[k].function);
    }
    drop(&found);
}

/* 6 s are below import, 2 of them in what main calls as well; exec runs both main and the module.
 */
static void importing_counts_nothing_twice(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t e = add_function(&builder, "~:<built-in method builtins.exec>", 0, 20);
    uint32_t m = add_function(&builder, "app/main.py:<module>", 10, 20);
    uint32_t i = add_function(&builder, "<frozen importlib._bootstrap>:_find_and_load", 1, 6);
    uint32_t n = add_function(&builder, SITE "numpy/__init__.py:<module>", 3, 5);
    uint32_t c = add_function(&builder, "/usr/lib/python3.11/re.py:compile", 6, 6);
    set_calls(&builder, e, 2, 1);
    add_call(&builder, e, m, 20);
    add_call(&builder, m, i, 6);
    add_call(&builder, i, e, 5);
    add_call(&builder, e, n, 5);
    add_call(&builder, n, c, 2);
    add_call(&builder, m, c, 4);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_IMPORT);
    assert_non_null(finding);
    assert_near(finding->time, 6);
    assert_int_equal(finding->part_count, 1);
    assert_int_equal(finding->parts[0].function, n);
    assert_near(finding->parts[0].time, 5);
    assert_true(finding->parts[0].is_idle);
    assert_int_equal(finding->calls, 1);
    assert_false(finding->guessed);
    drop(&found);
}

static void a_flat_profile_has_no_largest_function(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    for (int i = 0; i < 40; i++) {
        char name[] = {'f', (char)('a' + i / 20), (char)('a' + i % 20), 0};
        add_function(&builder, name, 1, 1);
    }
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_FLAT);
    assert_non_null(finding);
    assert_int_equal(finding->calls, 20);
    assert_int_equal(found.findings.count, 1);
    drop(&found);
}

/* main calls run of a library, 9 s, of which 6 are in handle: own code again. */
static void a_cost_is_without_what_comes_back(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 10);
    uint32_t r = add_function(&builder, SITE "lib/run.py:run", 3, 9);
    uint32_t h = add_function(&builder, "app/main.py:handle", 6, 6);
    add_call(&builder, m, r, 9);
    add_call(&builder, r, h, 6);
    struct profile profile = builder_finish(&builder);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct imports imports = imports_find(&profile, &origins);
    bool is_own[] = {true, false, true};
    uint32_t count;
    struct tree tree = call_tree_make(&profile);
    struct own_cost *costs =
        own_cost_find(&(struct own_cost_subject){&profile, is_own, &imports, &tree}, &count);
    assert_int_equal(count, 1);
    assert_int_equal(costs[0].caller, m);
    assert_int_equal(costs[0].callee, r);
    assert_near(costs[0].time, 3);
    assert_false(costs[0].guessed);
    free(costs);
    tree_free(&tree);
    imports_free(&imports);
    origins_free(&origins);
    profile_free(&profile);
}

/* Two modules import each other (Python 2 shows no import between them), and one is the program:
   what it runs, 9 s, is not imported. */
static void a_program_that_is_imported_too_is_a_program(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "app/a.py:<module>", 0.1, 0.6);
    uint32_t b = add_function(&builder, "app/b.py:<module>", 0.5, 0.5);
    uint32_t r = add_function(&builder, "app/a.py:run", 9, 9);
    add_call(&builder, a, b, 0.5);
    add_call(&builder, b, a, 0.1);
    add_call(&builder, a, r, 9);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_IMPORT);
    assert_true(!finding || finding->time < 0.7);
    drop(&found);
}

/* A call that is made so often. */
static void add_calls(struct builder *builder, uint32_t caller, uint32_t callee, double total,
                      int64_t calls)
{
    add_call(builder, caller, callee, total);
    builder->profile.calls[builder->profile.call_count - 1].calls = calls;
}

/* A program of which rows are gone over, and join takes what an expression of the caller's makes.
 */
static struct builder rows(const char *generator)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 20);
    uint32_t g = add_function(&builder, generator, 5, 5);
    uint32_t j = add_function(&builder, "~:<method 'join' of 'str' objects>", 1, 8);
    uint32_t x = add_function(&builder, "app/main.py:<genexpr>", 7, 7);
    uint32_t s = add_function(&builder, "app/main.py:step", 6, 6);
    set_calls(&builder, g, 4001, 4001);
    set_calls(&builder, j, 4000, 4000);
    set_calls(&builder, x, 90000, 90000);
    set_calls(&builder, s, 4000, 4000);
    add_calls(&builder, m, g, 5, 4001);
    add_calls(&builder, m, j, 8, 4000);
    add_calls(&builder, j, x, 7, 90000);
    add_calls(&builder, m, s, 6, 4000);
    return builder;
}

static const struct finding *of_call(const struct found *found, const char *name)
{
    for (uint32_t i = 0; i < found->findings.count; i++) {
        const struct finding *finding = &found->findings.items[i];
        const struct function *f = &found->profile.functions[finding->function];
        if (finding->kind == FINDING_CALLS &&
            str_equal(found->profile.names[f->name].text, str_of(name)))
            return finding;
    }
    return NULL;
}

static void steps_of_generators_are_no_calls(void **state)
{
    (void)state;
    struct builder builder = rows(SITE "pandas/core/frame.py:iterrows");
    struct found found = find(&builder);
    const struct finding *finding = of_call(&found, "iterrows");
    assert_non_null(finding);
    assert_int_equal(finding->habit, HABIT_ROWS);
    drop(&found);
    builder = rows(SITE "lib/frame.py:batches");
    found = find(&builder);
    assert_null(of_call(&found, "batches"));
    drop(&found);
}

static void a_library_does_not_pay_for_what_it_calls_back(void **state)
{
    (void)state;
    struct builder builder = rows(SITE "lib/frame.py:batches");
    struct found found = find(&builder);
    assert_null(of_call(&found, "<method 'join' of 'str' objects>"));
    assert_null(of_call(&found, "<genexpr>"));
    drop(&found);
}

/* 1 500 messages, for each of which three settings are read. */
static void the_loop_nearest_to_the_cost_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:send_all", 1, 100);
    uint32_t r = add_function(&builder, "app/main.py:render", 2, 99);
    uint32_t g = add_function(&builder, "app/main.py:get", 2, 97);
    uint32_t f = add_function(&builder, "app/main.py:read", 5, 95);
    uint32_t l = add_function(&builder, SITE "json.py:scan", 90, 90);
    uint32_t often[] = {g, f, l};
    set_calls(&builder, r, 1500, 1500);
    for (size_t i = 0; i < COUNT(often); i++)
        set_calls(&builder, often[i], 4500, 4500);
    add_calls(&builder, m, r, 99, 1500);
    add_calls(&builder, r, g, 97, 4500);
    add_calls(&builder, g, f, 95, 4500);
    add_calls(&builder, f, l, 90, 4500);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_NESTED);
    assert_non_null(finding);
    assert_int_equal(finding->function, f);
    assert_int_equal(finding->caller, r);
    assert_int_equal(finding->from_caller, 4500);
    assert_null(of_call(&found, "render"));
    assert_non_null(of_kind(&found, FINDING_HIDDEN)); /* scan, 20 ms a call */
    drop(&found);
}

/* 5 checks, in each of which the names of 5 files are read, 90 ms each. */
static void a_few_long_calls_are_often(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 3);
    uint32_t c = add_function(&builder, "app/main.py:check", 0.1, 2.9);
    uint32_t n = add_function(&builder, "app/main.py:names", 2.8, 2.8);
    set_calls(&builder, c, 5, 5);
    set_calls(&builder, n, 25, 25);
    add_calls(&builder, m, c, 2.9, 5);
    add_calls(&builder, c, n, 2.8, 25);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_NESTED);
    assert_non_null(finding);
    assert_int_equal(finding->function, n);
    assert_int_equal(finding->caller, c);
    drop(&found);
}

/* One of three calls of join takes nearly all, which an expression of the caller's makes. */
static void one_call_does_not_pay_for_what_it_calls_back(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 20);
    uint32_t o = add_function(&builder, "app/main.py:other", 1, 1.2);
    uint32_t j = add_function(&builder, "~:<method 'join' of 'str' objects>", 1.2, 8.2);
    uint32_t x = add_function(&builder, "app/main.py:<genexpr>", 7, 7);
    set_calls(&builder, j, 3, 3);
    set_calls(&builder, x, 90000, 90000);
    add_calls(&builder, m, o, 1.2, 1);
    add_calls(&builder, m, j, 8, 1);
    add_calls(&builder, o, j, 0.2, 2);
    add_calls(&builder, j, x, 7, 90000);
    struct found found = find(&builder);
    assert_null(of_kind(&found, FINDING_UNEVEN));
    drop(&found);
}

/* unique looks for each item in a list. */
static void comparing_is_a_search(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t u = add_function(&builder, "app/main.py:unique", 3, 10);
    uint32_t e = add_function(&builder, "app/main.py:__eq__", 7, 7);
    set_calls(&builder, e, 4000000, 4000000);
    add_calls(&builder, u, e, 7, 4000000);
    struct found found = find(&builder);
    const struct finding *finding = of_call(&found, "__eq__");
    assert_non_null(finding);
    assert_int_equal(finding->habit, HABIT_EQUAL);
    drop(&found);
}

static void what_recording_takes_is_not_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 8, 10);
    uint32_t l = add_function(&builder, "~:<built-in method builtins.len>", 1, 1);
    uint32_t c = add_function(&builder, "app/main.py:check", 1, 1);
    set_calls(&builder, m, 500000, 500000);
    set_calls(&builder, l, 5000000, 5000000); /* 200 ns each */
    set_calls(&builder, c, 500000, 500000);   /* 2 us each */
    add_calls(&builder, m, l, 1, 5000000);
    add_calls(&builder, m, c, 1, 500000);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_OFTEN);
    assert_non_null(finding);
    assert_int_equal(finding->function, c);
    assert_null(of_call(&found, "<built-in method builtins.len>"));
    drop(&found);
}

/* sum calls product, which calls atom, which calls sum: main enters by sum. */
static void a_recursion_is_led_by_what_enters_it(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 10);
    uint32_t s = add_function(&builder, "app/main.py:sum", 2, 9.9);
    uint32_t p = add_function(&builder, "app/main.py:product", 3, 9.8);
    uint32_t a = add_function(&builder, "app/main.py:atom", 4.9, 9.7);
    set_calls(&builder, s, 5000, 3);
    set_calls(&builder, p, 5000, 3);
    set_calls(&builder, a, 5000, 3);
    add_calls(&builder, m, s, 9.9, 3);
    add_calls(&builder, s, p, 9.8, 5000);
    add_calls(&builder, p, a, 9.7, 5000);
    add_calls(&builder, a, s, 9.6, 4997);
    struct found found = find(&builder);
    assert_int_equal(found.lead.function, s);
    assert_true(found.lead.by_way_of != LEAD_NOBODY);
    drop(&found);
}

/* Each total adds up prices in a generator expression, for which sum asks as others do. */
static struct builder totals_of_orders(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 10);
    uint32_t t = add_function(&builder, "app/main.py:total", 0.1, 9.5);
    uint32_t s = add_function(&builder, "~:<built-in method builtins.sum>", 0.4, 9.8);
    uint32_t x = add_function(&builder, "app/main.py:<genexpr>", 0.3, 9.2);
    uint32_t p = add_function(&builder, "app/main.py:price", 8.9, 8.9);
    builder.profile.functions[m].line = 20;
    builder.profile.functions[t].line = 10;
    builder.profile.functions[x].line = 11;
    builder.profile.functions[p].line = 1;
    set_calls(&builder, t, 500, 500);
    set_calls(&builder, s, 501, 501);
    set_calls(&builder, x, 4500, 4500);
    set_calls(&builder, p, 4000, 4000);
    add_calls(&builder, m, t, 9.5, 500);
    add_calls(&builder, m, s, 0.2, 1);
    add_calls(&builder, t, s, 9.4, 500);
    add_calls(&builder, s, x, 9.2, 4500);
    add_calls(&builder, x, p, 8.9, 4000);
    return builder;
}

static void a_loop_in_an_expression_is_its_functions(void **state)
{
    (void)state;
    struct builder builder = totals_of_orders();
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_NESTED);
    assert_non_null(finding);
    assert_int_equal(finding->function, 4);
    assert_int_equal(finding->caller, 1);
    assert_int_equal(finding->from_caller, 4000);
    drop(&found);
}

/* Of a function that spends its time in an expression of its own both are its cost. */
static void an_expression_is_a_cost_of_its_function(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t h = add_function(&builder, "app/main.py:handle", 1, 10);
    uint32_t r = add_function(&builder, "app/main.py:__repr__", 1.5, 9);
    uint32_t j = add_function(&builder, "~:<method 'join' of 'str' objects>", 2, 7.5);
    uint32_t x = add_function(&builder, "app/main.py:<genexpr>", 5.5, 5.5);
    builder.profile.functions[r].line = 10;
    builder.profile.functions[x].line = 11;
    set_calls(&builder, h, 30, 30);
    set_calls(&builder, r, 60, 60);
    set_calls(&builder, j, 60, 60);
    set_calls(&builder, x, 780, 780);
    add_calls(&builder, h, r, 9, 60);
    add_calls(&builder, r, j, 7.5, 60);
    add_calls(&builder, j, x, 5.5, 780);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_NESTED);
    assert_non_null(finding);
    assert_int_equal(finding->function, r);
    assert_int_equal(found.lead.function, r);
    assert_int_equal(found.profile.calls[found.lead.back].callee, x);
    drop(&found);
}

/* What a function does without many calls for the time is hidden, be they thousands. */
static void operators_are_hidden(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder builder = builder_start();
        uint32_t u = add_function(&builder, "app/main.py:unique", 9, 10);
        uint32_t a = add_function(&builder, "~:<method 'append' of 'list' objects>", 1, 1);
        int64_t calls = i ? 9000000 : 9000;
        set_calls(&builder, a, calls, calls);
        add_calls(&builder, u, a, 1, calls);
        struct found found = find(&builder);
        assert_int_equal(found.lead.kind, LEAD_ITSELF);
        assert_int_equal(found.lead.hides, !i);
        drop(&found);
    }
}

/* A loop of less than a tenth of the time, of which no more is known, is no finding. */
static void small_loops_are_no_findings(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder builder = builder_start();
        uint32_t m = add_function(&builder, "app/main.py:main", 9, 10);
        uint32_t d = add_function(&builder,
                                  i ? "/usr/lib/python3.11/copy.py:deepcopy"
                                    : "/usr/lib/python3.11/json/__init__.py:dumps",
                                  1, 1);
        builder.profile.functions[m].own = 9.3;
        builder.profile.functions[d].own = builder.profile.functions[d].total = 0.7;
        set_calls(&builder, d, 3000, 3000);
        add_calls(&builder, m, d, 0.7, 3000);
        struct found found = find(&builder);
        assert_int_equal(of_kind(&found, FINDING_CALLS) != NULL, i);
        drop(&found);
    }
}

/* Both of two functions that call themselves. */
static void each_recursion_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.2, 10);
    uint32_t f = add_function(&builder, "app/main.py:fib", 5, 5);
    uint32_t w = add_function(&builder, "app/main.py:ways", 4.8, 4.8);
    set_calls(&builder, f, 90000, 1);
    set_calls(&builder, w, 90000, 1);
    add_calls(&builder, m, f, 5, 1);
    add_calls(&builder, m, w, 4.8, 1);
    add_calls(&builder, f, f, 5, 89999);
    add_calls(&builder, w, w, 4.8, 89999);
    struct found found = find(&builder);
    uint32_t told = 0;
    for (uint32_t i = 0; i < found.findings.count; i++)
        told += found.findings.items[i].kind == FINDING_RECURSION;
    assert_int_equal(told, 2);
    drop(&found);
}

/* The lead of a table of three functions, of which the last is C and the first may be named. */
static struct lead lead_of_three(const struct profile *profile, const bool *is_own,
                                 bool has_threads)
{
    return lead_find(
        &(struct lead_subject){profile, is_own, .named = 0, .costliest = 2, 0.5, has_threads});
}

/* Threads in one table: the call that is missing is no cause, but who sleeps can be named. */
static void mixed_threads_are_led_by_what_own_code_calls(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "app/main.py:main", 0.1, 10);
    uint32_t d = add_function(&builder, "app/main.py:download", 0.4, 0.6);
    uint32_t s = add_function(&builder, "~:<built-in method time.sleep>", 9.5, 9.5);
    add_call(&builder, d, s, 0.2);
    struct profile profile = builder_finish(&builder);
    const bool is_own[] = {true, true, false};
    struct lead lead = lead_of_three(&profile, is_own, true);
    assert_true(lead.is_mixed);
    assert_int_equal(lead.function, s);
    assert_int_equal(lead.caller, d);
    lead = lead_of_three(&profile, is_own, false);
    assert_false(lead.is_mixed);
    profile_free(&profile);
}

/* A table of several threads, most of whose time an idle one waits: own code leads all the same. */
static void an_idle_thread_in_one_table_does_not_lead(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:score_all", 1, 8);
    uint32_t r =
        add_function(&builder, "/usr/lib/python3.13/concurrent/futures/_base.py:result", 2, 5);
    add_function(&builder, "~:<method 'poll' of 'select.poll' objects>", 7, 7);
    add_call(&builder, m, r, 5);
    struct profile profile = builder_finish(&builder);
    const bool is_own[] = {true, false, false};
    struct lead lead = lead_of_three(&profile, is_own, true);
    assert_int_equal(lead.function, m);
    assert_true(lead.is_mixed);
    assert_true(lead.missing == 0);
    profile_free(&profile);
}

/* Nor does what the main thread of such a table calls: that is wrong, too. */
static void callers_in_one_table_of_threads_are_not_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:crunch", 0, 8);
    uint32_t i = add_function(&builder, "/usr/lib/python3.13/threading.py:_bootstrap", 3, 7);
    add_function(&builder, "~:<method 'poll' of 'select.poll' objects>", 6, 5);
    add_call(&builder, m, i, 7);
    struct profile profile = builder_finish(&builder);
    const bool is_own[] = {true, false, false};
    struct lead lead = lead_of_three(&profile, is_own, true);
    assert_int_equal(lead.function, m);
    assert_true(lead.is_mixed);
    assert_int_equal(lead.part_count, 0);
    profile_free(&profile);
}

static void fixtures_are_told(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder builder = builder_start();
        uint32_t p = add_function(&builder, SITE "_pytest/fixtures.py:call_fixture_func", 0.5, 10);
        uint32_t n = add_function(&builder, "~:<built-in method builtins.next>", 0.5, 9.5);
        uint32_t s = add_function(&builder, "app/conftest.py:store", 9, 9);
        set_calls(&builder, p, 60, 60);
        set_calls(&builder, n, i ? 120 : 60, i ? 120 : 60);
        set_calls(&builder, s, i ? 120 : 60, i ? 120 : 60); /* to begin and to clean up */
        add_calls(&builder, p, n, 9.5, 60);
        add_calls(&builder, i ? n : p, s, 9, i ? 120 : 60);
        struct found found = find(&builder);
        const struct finding *finding = of_kind(&found, FINDING_BACK);
        assert_non_null(finding);
        assert_int_equal(finding->function, s);
        assert_int_equal(finding->habit, HABIT_FIXTURE);
        assert_int_equal(finding->calls, 60);
        drop(&found);
    }
}

/* A pattern is compiled again at each search. */
static void what_libraries_do_again_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t t = add_function(&builder, "app/main.py:has_tag", 0.2, 10);
    uint32_t s = add_function(&builder, "/usr/lib/python3.11/re/__init__.py:search", 0.3, 9.8);
    uint32_t c = add_function(&builder, "/usr/lib/python3.11/re/_compiler.py:compile", 9.5, 9.5);
    set_calls(&builder, t, 2800, 2800);
    set_calls(&builder, s, 2800, 2800);
    set_calls(&builder, c, 2800, 2800);
    add_calls(&builder, t, s, 9.8, 2800);
    add_calls(&builder, s, c, 9.5, 2800);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_BELOW);
    assert_non_null(finding);
    assert_int_equal(finding->function, c);
    assert_int_equal(finding->caller, t);
    drop(&found);
}

/* Half of the queries are not the page's, but of what fills the tables. */
static void queries_of_others_are_not_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder builder = builder_start();
        double seeds = i ? 0.1 : 4;
        uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 10 + seeds);
        uint32_t l = add_function(&builder, "app/main.py:lines", 0.9, 9.9);
        uint32_t r = add_function(&builder, "app/main.py:row", 3, 9);
        uint32_t o = add_function(&builder, "app/main.py:seed", 0.0, seeds);
        uint32_t q = add_function(&builder, "~:<method 'execute' of 'sqlite3.Cursor' objects>",
                                  6 + seeds, 6 + seeds);
        set_calls(&builder, r, 500, 500);
        set_calls(&builder, q, 1000, 1000);
        add_calls(&builder, m, l, 9.9, 1);
        add_calls(&builder, l, r, 9, 500);
        add_calls(&builder, m, o, seeds, 1);
        add_calls(&builder, r, q, 6, i ? 990 : 500);
        add_calls(&builder, o, q, seeds, i ? 10 : 500);
        builder.profile.calls[builder.profile.call_count - 2].own = 6;
        builder.profile.calls[builder.profile.call_count - 1].own = seeds;
        struct found found = find(&builder);
        const struct finding *finding = of_call(&found, "row");
        assert_non_null(finding);
        assert_int_equal(finding->queries, 1000);
        assert_int_equal(finding->each, i ? 2 : 1);
        drop(&found);
    }
}

/* 12 baskets ask a wrapper 180 times, which asks again where it fails, 261 times in all. */
static void what_a_wrapper_repeats_is_counted(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 10);
    uint32_t v = add_function(&builder, "app/main.py:value", 0.1, 9.9);
    uint32_t w = add_function(&builder, "app/main.py:retrying", 0.3, 9.8);
    uint32_t p = add_function(&builder, "app/main.py:price_of", 9.5, 9.5);
    set_calls(&builder, v, 12, 12);
    set_calls(&builder, w, 180, 180);
    set_calls(&builder, p, 261, 261);
    add_calls(&builder, m, v, 9.9, 12);
    add_calls(&builder, v, w, 9.8, 180);
    add_calls(&builder, w, p, 9.5, 261);
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_NESTED);
    assert_non_null(finding);
    assert_int_equal(finding->function, p);
    assert_int_equal(finding->caller, v);
    assert_int_equal(finding->from_caller, 261);
    drop(&found);
}

/* Sleeping in a task keeps all others from running; the loop's own waiting does not. */
static void a_task_that_sleeps_blocks_the_loop(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder builder = builder_start();
        uint32_t o =
            add_function(&builder, "/usr/lib/python3.11/asyncio/base_events.py:_run_once", 0.1, 10);
        uint32_t r = add_function(&builder, "/usr/lib/python3.11/asyncio/events.py:_run", 0.1, 9.9);
        uint32_t h = add_function(&builder, "app/main.py:handle", 0.8, i ? 9.8 : 0.8);
        uint32_t s = add_function(&builder, "~:<built-in method time.sleep>", 9, 9);
        builder.profile.functions[r].total = i ? 9.9 : 0.9;
        add_calls(&builder, o, r, i ? 9.9 : 0.9, 1);
        add_calls(&builder, r, h, i ? 9.8 : 0.8, 1);
        add_calls(&builder, i ? h : o, s, 9, 1);
        struct found found = find(&builder);
        const struct finding *finding = of_kind(&found, FINDING_WAITING);
        assert_non_null(finding);
        assert_int_equal(finding->blocks, i);
        drop(&found);
    }
}

/* A server's thread that waits for requests is longest, and says nothing. */
static void an_idle_thread_does_not_lead(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t b = add_function(&builder, "/usr/lib/python3.13/threading.py:_bootstrap", 0, 10);
    uint32_t f = add_function(&builder, "/usr/lib/python3.13/socketserver.py:serve_forever", 1, 10);
    uint32_t p = add_function(&builder, "~:<method 'poll' of 'select.poll' objects>", 9, 9);
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 8);
    uint32_t r = add_function(&builder, "app/main.py:retry", 7, 7);
    add_call(&builder, b, f, 10);
    add_call(&builder, f, p, 9);
    add_call(&builder, m, r, 7);
    struct found found = find(&builder);
    assert_int_equal(found.lead.function, r);
    drop(&found);
}

/* A row is stored with a password, whose hash costs: no query does. */
static void queries_that_cost_nothing_are_not_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:seed", 0.1, 10);
    uint32_t u = add_function(&builder, "app/main.py:make_user", 0.2, 9.9);
    uint32_t h = add_function(&builder, "~:<built-in method _hashlib.scrypt>", 9.5, 9.5);
    uint32_t q =
        add_function(&builder, "~:<method 'execute' of 'sqlite3.Cursor' objects>", 0.2, 0.2);
    set_calls(&builder, u, 200, 200);
    set_calls(&builder, h, 200, 200);
    set_calls(&builder, q, 200, 200);
    add_calls(&builder, m, u, 9.9, 200);
    add_calls(&builder, u, h, 9.5, 200);
    add_calls(&builder, u, q, 0.2, 200);
    builder.profile.calls[1].own = 9.5;
    builder.profile.calls[2].own = 0.2;
    struct found found = find(&builder);
    for (uint32_t i = 0; i < found.findings.count; i++)
        assert_int_equal(found.findings.items[i].queries, 0);
    drop(&found);
}

/* The main thread sleeps; a server's thread waits longer, for requests. */
static void waits_of_own_code_come_first(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t b = add_function(&builder, "/usr/lib/python3.13/threading.py:_bootstrap", 1, 7);
    uint32_t p = add_function(&builder, "~:<method 'poll' of 'select.poll' objects>", 6, 6);
    uint32_t r = add_function(&builder, "app/main.py:retry", 4, 7);
    uint32_t s = add_function(&builder, "~:<built-in method time.sleep>", 3, 3);
    add_call(&builder, b, p, 6);
    add_call(&builder, r, s, 3);
    builder.profile.calls[0].own = 6;
    builder.profile.calls[1].own = 3;
    struct found found = find(&builder);
    const struct finding *finding = of_kind(&found, FINDING_WAITING);
    assert_non_null(finding);
    assert_int_equal(finding->function, s);
    assert_int_equal(finding->caller, r);
    assert_near(finding->time, 3);
    drop(&found);
}

static void nothing_is_found_in_nothing(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct found found = find(&builder);
    assert_int_equal(found.findings.count, 0);
    drop(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_is_told_by_name),
        cmocka_unit_test(steps_of_generators_are_no_calls),
        cmocka_unit_test(a_library_does_not_pay_for_what_it_calls_back),
        cmocka_unit_test(the_loop_nearest_to_the_cost_is_told),
        cmocka_unit_test(a_few_long_calls_are_often),
        cmocka_unit_test(one_call_does_not_pay_for_what_it_calls_back),
        cmocka_unit_test(comparing_is_a_search),
        cmocka_unit_test(what_recording_takes_is_not_told),
        cmocka_unit_test(a_recursion_is_led_by_what_enters_it),
        cmocka_unit_test(waiting_is_exclusive_time),
        cmocka_unit_test(own_functions_do_not_wait),
        cmocka_unit_test(often_names_the_main_caller),
        cmocka_unit_test(an_average_that_misleads_is_told),
        cmocka_unit_test(findings_are_few_and_large),
        cmocka_unit_test(recursion_is_what_mostly_calls_itself),
        cmocka_unit_test(importing_counts_nothing_twice),
        cmocka_unit_test(a_flat_profile_has_no_largest_function),
        cmocka_unit_test(a_cost_is_without_what_comes_back),
        cmocka_unit_test(a_program_that_is_imported_too_is_a_program),
        cmocka_unit_test(a_loop_in_an_expression_is_its_functions),
        cmocka_unit_test(an_expression_is_a_cost_of_its_function),
        cmocka_unit_test(operators_are_hidden),
        cmocka_unit_test(small_loops_are_no_findings),
        cmocka_unit_test(each_recursion_is_told),
        cmocka_unit_test(mixed_threads_are_led_by_what_own_code_calls),
        cmocka_unit_test(an_idle_thread_in_one_table_does_not_lead),
        cmocka_unit_test(fixtures_are_told),
        cmocka_unit_test(callers_in_one_table_of_threads_are_not_told),
        cmocka_unit_test(what_libraries_do_again_is_told),
        cmocka_unit_test(queries_of_others_are_not_counted),
        cmocka_unit_test(what_a_wrapper_repeats_is_counted),
        cmocka_unit_test(a_task_that_sleeps_blocks_the_loop),
        cmocka_unit_test(an_idle_thread_does_not_lead),
        cmocka_unit_test(queries_that_cost_nothing_are_not_told),
        cmocka_unit_test(waits_of_own_code_come_first),
        cmocka_unit_test(nothing_is_found_in_nothing),
    };
    return RUN(tests);
}
