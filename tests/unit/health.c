#include "view/words/oddities.h"

#include "unit.h"

static struct health health_of(struct builder *builder, struct buf *words)
{
    struct profile profile = builder_finish(builder);
    struct health health = health_check(&profile);
    buf_text(words, "");
    for (int i = 0; i < ODDITIES; i++)
        if (oddities_say(&health, (enum oddity)i, ODDITY_IN_NOTES, &profile.unit, words))
            buf_char(words, '\n');
    profile_free(&profile);
    return health;
}

/* main (1 s) calls f (2 s of its own) and g (3 s); all adds up. */
static struct builder sound_profile(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 6);
    uint32_t f = add_function(&builder, "f", 2, 2);
    uint32_t g = add_function(&builder, "g", 3, 3);
    add_call(&builder, m, f, 2);
    builder.profile.calls[0].own = 2;
    add_call(&builder, m, g, 3);
    builder.profile.calls[1].own = 3;
    return builder;
}

static void a_sound_profile_has_nothing_said_of_it(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    struct health health = health_of(&builder, &words);
    assert_buf(&words, "");
    assert_true(health.found[ODDITY_RESIDUAL].cost < 1e-12);
    assert_int_equal(health.found[ODDITY_ROOTS].count, 1);
    assert_false(health.found[ODDITY_MIXED_THREADS].count);
    buf_free(&words);
}

static void what_does_not_add_up_is_measured(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    builder.profile.calls[1].own = 2.5;
    struct health health = health_of(&builder, &words);
    assert_true(health.found[ODDITY_RESIDUAL].cost > 0.49 &&
                health.found[ODDITY_RESIDUAL].cost < 0.51);
    assert_true(health.found[ODDITY_RESIDUAL].share > 0.08 &&
                health.found[ODDITY_RESIDUAL].share < 0.085);
    assert_contains(words.data, "disagree by 500 ms (8.3 %)");
    buf_free(&words);
}

static void oddities_are_counted(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    add_function(&builder, "odd", 2, 1);
    add_function(&builder, "odder", 3, 1);
    add_function(&builder, "negative", -1, -1);
    add_function(&builder, "large", 0, 100);
    builder_function(&builder, builder.profile.functions[1].file, 99,
                     builder.profile.functions[1].name, false);
    builder.profile.repairs.not_finite = 3;
    builder.profile.repairs.swapped_counts = 4;
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_OWN_ABOVE_TOTAL].count, 2);
    assert_int_equal(health.found[ODDITY_NEGATIVE_TIMES].count, 1);
    assert_int_equal(health.found[ODDITY_TOTAL_ABOVE_PROGRAM].count, 1);
    assert_int_equal(health.found[ODDITY_NOT_FINITE_TIMES].count, 3);
    assert_int_equal(health.found[ODDITY_SWAPPED_COUNTS].count, 4);
    assert_int_equal(health.found[ODDITY_CALLERS_WITHOUT_ENTRY].count, 1);
    assert_int_equal(health.found[ODDITY_SHARED_LABELS].count, 2);
    assert_int_equal(health.found[ODDITY_ROOTS].count, 6);
    assert_contains(words.data, "6 functions are called by nothing");
    assert_contains(words.data, "3 infinite or undefined times");
    buf_free(&words);
}

static void a_cycle_without_a_way_in_has_no_root(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    uint32_t a = add_function(&builder, "a", 1, 2);
    uint32_t b = add_function(&builder, "b", 1, 2);
    add_call(&builder, a, b, 1);
    add_call(&builder, b, a, 1);
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_ROOTS].count, 0);
    assert_contains(words.data, "Every function is called by another");
    buf_free(&words);
}

static void an_empty_profile_has_no_health(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    struct health health = health_of(&builder, &words);
    assert_true(health.found[ODDITY_RESIDUAL].cost == 0 &&
                health.found[ODDITY_RESIDUAL].share == 0);
    buf_free(&words);
}

/* main calls the `__init__` of two classes, of which one entry is left; what both call is there. */
static void collided_entries_are_told_as_such(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    uint32_t m = add_function(&builder, "main", 1, 11);
    uint32_t init = add_function(&builder, "<string>:__init__", 1, 1);
    uint32_t f = add_function(&builder, "~:<built-in method time.sleep>", 8, 8);
    add_call(&builder, m, init, 1);
    builder.profile.calls[0].own = 1;
    add_call(&builder, init, f, 8);
    builder.profile.calls[1].own = 8;
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_COLLIDED].count, 1);
    assert_true(health.found[ODDITY_COLLIDED].cost == 8);
    assert_contains(words.data, "whose Total lacks 8.00 s (73 %)");
    assert_null(strstr(words.data, "disagree"));
    buf_free(&words);
}

/* The same of templates that str.join goes over, which they call themselves: what it misses tells
   that they lost it. */
static void collided_entries_below_recursion_are_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    uint32_t join = add_function(&builder, "~:<method 'join' of 'str' objects>", 1, 10);
    uint32_t root = add_function(&builder, "page.html:root", 1, 1);
    uint32_t f = add_function(&builder, "~:<built-in method time.sleep>", 8, 8);
    builder.profile.functions[join].calls = 2;
    add_call(&builder, join, root, 1);
    builder.profile.calls[0].own = 1;
    add_call(&builder, root, f, 8);
    builder.profile.calls[1].own = 8;
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_COLLIDED].count, 1);
    assert_true(health.found[ODDITY_COLLIDED].cost == 8);
    buf_free(&words);
}

/* Where entries are missing, what they took is what the total is more than own times. */
static void missing_entries_are_told_by_what_lacks(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    uint32_t m = add_function(&builder, "main", 1, 9);
    uint32_t f = add_function(&builder, "f", 2, 8);
    add_call(&builder, m, f, 8);
    builder.profile.calls[0].own = 2;
    struct health health = health_of(&builder, &words);
    assert_true(health.found[ODDITY_RESIDUAL].cost == 6);
    assert_contains(words.data, "6.00 s of the time are in no entry: built-ins");
    buf_free(&words);
}

/* A function that waits for a lock while what runs a thread is called from there. */
static struct health threads_of(const char *folder, struct buf *words)
{
    struct builder builder = builder_start();
    struct buf name = {0};
    buf_format(&name, "%s/threading.py:_bootstrap", folder);
    uint32_t m = add_function(&builder, "main", 1, 4);
    uint32_t lock = add_function(&builder, "~:<method 'acquire' of '_thread.lock' objects>", 3, 3);
    uint32_t thread = add_function(&builder, name.data, 0, 0);
    add_call(&builder, m, lock, 3);
    builder.profile.calls[0].own = 3;
    add_call(&builder, lock, thread, 0);
    buf_free(&name);
    return health_of(&builder, words);
}

static void threads_are_named_where_they_are_recorded(void **state)
{
    (void)state;
    struct buf words = {0};
    struct health health = threads_of("/usr/lib/python3.12", &words);
    assert_int_equal(health.found[ODDITY_MIXED_THREADS].count, 1);
    assert_int_equal(health.found[ODDITY_OTHER_THREADS].count, 0);
    assert_contains(words.data, "Threads are mixed in one table");
    buf_free(&words);
}

static void threads_are_missed_where_they_are_not(void **state)
{
    (void)state;
    struct buf words = {0};
    struct health health = threads_of("/usr/lib/python3.11", &words);
    assert_int_equal(health.found[ODDITY_MIXED_THREADS].count, 0);
    assert_int_equal(health.found[ODDITY_OTHER_THREADS].count, 1);
    assert_contains(words.data, "Locks take 3.00 s (75 %)");
    health = threads_of("lib", &words);
    assert_int_equal(health.found[ODDITY_MIXED_THREADS].count, 0);
    assert_int_equal(health.found[ODDITY_OTHER_THREADS].count, 0); /* nobody knows */
    buf_free(&words);
}

/* Own above Total needs threads or greenlets to be told as theirs. */
static void lost_ends_of_calls_are_no_threads(void **state)
{
    (void)state;
    static const char *const others[] = {"~:<built-in method builtins.len>",
                                         "~:<built-in method _thread.start_new_thread>",
                                         "/usr/lib/python3.13/site-packages/gevent/hub.py:switch"};
    for (size_t i = 0; i < COUNT(others); i++) {
        struct buf words = {0};
        struct builder builder = builder_start();
        add_function(&builder, "/usr/lib/python3.13/json/decoder.py:decode", 9, 2);
        add_function(&builder, "~:<built-in method time.sleep>", 1, 1);
        add_function(&builder, others[i], 1, 1);
        struct health health = health_of(&builder, &words);
        assert_int_equal(health.found[ODDITY_LOST_ENDS].count, i == 0);
        assert_int_equal(health.found[ODDITY_MIXED_THREADS].count, i != 0);
        assert_contains(words.data, i ? "Threads are mixed" : "Calls are mixed up");
        assert_null(strstr(words.data, "more Own than Total"));
        buf_free(&words);
    }
}

/* Of samplers that see Python only it is told, and that threads are added up. */
static void samples_do_not_see_everything(void **state)
{
    (void)state;
    static const char *const natives[] = {"app/work.py:load", "libxml2.so.2:xmlXPathEval"};
    for (size_t i = 0; i < COUNT(natives); i++) {
        struct buf words = {0};
        struct builder builder = builder_start();
        uint32_t run =
            add_function(&builder, "/usr/lib/python3.12/threading.py:Thread._bootstrap", 0, 6);
        add_call(&builder, run, add_function(&builder, "app/work.py:work", 2, 6), 6);
        add_function(&builder, natives[i], 4, 4);
        builder.profile.sampled = true;
        struct health health = health_of(&builder, &words);
        assert_int_equal(health.found[ODDITY_NO_C_FRAMES].count, i == 0);
        assert_int_equal(strstr(words.data, "C code has no frames here") != NULL, i == 0);
        assert_contains(words.data, "Threads are added up: 6.00 s (100 %) are of others");
        buf_free(&words);
    }
}

/* Each thread begins with what runs it, and that calls what it runs: no thread calls another. */
static void added_threads_are_not_mixed(void **state)
{
    (void)state;
    struct buf words = {0};
    struct builder builder = builder_start();
    add_function(&builder, "~:<built-in method builtins.len>", 3, 3);
    uint32_t b = add_function(&builder, "/usr/lib/python3.13/threading.py:_bootstrap", 1, 4);
    uint32_t i = add_function(&builder, "/usr/lib/python3.13/threading.py:_bootstrap_inner", 3, 3);
    add_call(&builder, b, i, 3);
    builder.profile.calls[0].own = 3;
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_MIXED_THREADS].count, 0);
    assert_int_equal(health.found[ODDITY_ADDED_THREADS].count, 1);
    assert_contains(words.data, "1 thread was recorded beside the main one: the 7.00 s are a sum");
    buf_free(&words);
}

static void child_processes_are_missed(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct buf words = {0};
        struct builder builder = builder_start();
        add_function(&builder, "~:<built-in method builtins.len>", 3, 3);
        add_function(&builder, "/usr/lib/python3.13/multiprocessing/popen_fork.py:_launch", 1, 1);
        if (i)
            add_function(&builder, "/usr/lib/python3.13/multiprocessing/process.py:_bootstrap", 1,
                         1);
        struct health health = health_of(&builder, &words);
        assert_int_equal(health.found[ODDITY_CHILDREN].count, !i);
        buf_free(&words);
    }
}

/* Waiting is no work that C code hides. */
static void waiting_is_no_hidden_work(void **state)
{
    (void)state;
    struct buf words = {0};
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 10);
    uint32_t s = add_function(&builder, "~:<built-in method time.sleep>", 6, 6);
    uint32_t z = add_function(&builder, "~:<built-in method zlib.compress>", 3, 3);
    add_call(&builder, m, s, 6);
    add_call(&builder, m, z, 3);
    health_of(&builder, &words);
    assert_contains(words.data, "C functions that do not wait take 3.00 s (30 %) themselves");
    buf_free(&words);
}

/* Profiles of one thread each were added up: what runs a thread begins one. */
static void threads_are_not_missed_where_they_were_added_up(void **state)
{
    (void)state;
    struct buf words = {0};
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 4);
    uint32_t lock = add_function(&builder, "~:<method 'acquire' of '_thread.lock' objects>", 3, 3);
    add_function(&builder, "/usr/lib/python3.11/threading.py:_bootstrap_inner", 3, 3);
    add_call(&builder, m, lock, 3);
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.found[ODDITY_OTHER_THREADS].count, 0);
    buf_free(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_profile_has_nothing_said_of_it),
        cmocka_unit_test(what_does_not_add_up_is_measured),
        cmocka_unit_test(oddities_are_counted),
        cmocka_unit_test(a_cycle_without_a_way_in_has_no_root),
        cmocka_unit_test(an_empty_profile_has_no_health),
        cmocka_unit_test(collided_entries_are_told_as_such),
        cmocka_unit_test(collided_entries_below_recursion_are_told),
        cmocka_unit_test(missing_entries_are_told_by_what_lacks),
        cmocka_unit_test(threads_are_named_where_they_are_recorded),
        cmocka_unit_test(threads_are_missed_where_they_are_not),
        cmocka_unit_test(added_threads_are_not_mixed),
        cmocka_unit_test(lost_ends_of_calls_are_no_threads),
        cmocka_unit_test(samples_do_not_see_everything),
        cmocka_unit_test(child_processes_are_missed),
        cmocka_unit_test(waiting_is_no_hidden_work),
        cmocka_unit_test(threads_are_not_missed_where_they_were_added_up),
    };
    return RUN(tests);
}
