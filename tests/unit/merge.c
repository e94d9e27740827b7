#include "analysis/prepare/merge.h"

#include "analysis/filter/filter.h"
#include "unit.h"

/* A profile of main, that calls `callee` some times. */
static struct profile part(const char *callee, int64_t calls, double total)
{
    struct builder builder = builder_start();
    uint32_t main_function = add_function(&builder, "main", 1, 10);
    uint32_t function = add_function(&builder, callee, total, total);
    builder.profile.functions[function].calls = calls;
    builder.profile.functions[function].primitive = calls;
    struct call *call = builder_call(&builder, main_function, function);
    *call = (struct call){main_function, function, calls, calls, total, total, false, false};
    struct profile profile = builder_finish(&builder);
    profile.repairs.not_finite = 2;
    return profile;
}

static struct profile sum_of(struct profile *parts, size_t count)
{
    struct builder sum = builder_start();
    for (size_t i = 0; i < count; i++)
        merge_add(&sum, &parts[i]);
    for (size_t i = 0; i < count; i++)
        profile_free(&parts[i]);
    return builder_finish(&sum);
}

static void equal_keys_are_added_and_others_kept(void **state)
{
    (void)state;
    struct profile parts[] = {part("a", 3, 2), part("b", 5, 4), part("a", 10, 1)};
    struct profile sum = sum_of(parts, COUNT(parts));
    assert_int_equal(sum.function_count, 3);
    assert_int_equal(sum.call_count, 2);
    assert_int_equal(sum.functions[0].calls, 3); /* main, once in each */
    assert_true(sum.functions[0].total == 30);
    assert_int_equal(sum.functions[1].calls, 13);
    assert_true(sum.functions[1].own == 3);
    assert_int_equal(sum.calls[sum.callers[1].start].calls, 13);
    assert_true(sum.calls[sum.callers[1].start].total == 3);
    assert_int_equal(sum.calls[sum.callers[2].start].calls, 5);
    assert_int_equal(sum.repairs.not_finite, 6);
    profile_free(&sum);
}

/* An entry without one of its own is counted once, and facts stay, however often a profile is built
   anew. */
static void facts_outlive_rebuilding(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t main_function = add_function(&builder, "main", 1, 3);
    uint32_t called = add_function(&builder, "load", 2, 2);
    add_call(&builder, main_function, called, 2);
    builder.profile.functions[main_function].order = NO_ENTRY;
    struct profile profile = builder_finish(&builder);
    profile.repairs.cut_short = 1;
    profile.marked = profile.sampled = true;
    profile.unit = (struct unit){.kind = UNIT_EVENTS, .name = "Ir"};
    const char *wanted = "load";
    struct filter_options options = {.focus = {&wanted, 1}, .show_from = {&wanted, 1}};
    struct filter_options again = {.focus = {&wanted, 1}};
    struct filter_report report = {0};
    struct error error = {0};
    assert_true(filter_profile(&profile, &again, &report, &error));
    assert_int_equal(profile.repairs.callers_not_keys, 1);
    profile = merge_strip_dirs(&profile);
    assert_int_equal(profile.repairs.callers_not_keys, 1);
    assert_true(filter_profile(&profile, &options, &report, &error));
    assert_int_equal(profile.repairs.callers_not_keys, 0); /* main is gone */
    assert_int_equal(profile.repairs.cut_short, 1);
    assert_true(profile.marked && profile.sampled);
    assert_string_equal(profile.unit.name, "Ir");
    profile_free(&profile);
}

/* As in two runs of one program. */
static void names_that_differ_by_an_address_are_one(void **state)
{
    (void)state;
    struct profile parts[] = {
        part("~:<built-in method __new__ of type object at 0x7fcfb205ea00>", 3, 2),
        part("~:<built-in method __new__ of type object at 0x7f550625ea00>", 5, 4)};
    struct profile sum = sum_of(parts, COUNT(parts));
    assert_int_equal(sum.function_count, 2);
    assert_int_equal(sum.functions[1].calls, 8);
    assert_text(sum.names[sum.functions[1].name].text, "<built-in method __new__ of type object>");
    profile_free(&sum);
}

static void counts_do_not_overflow(void **state)
{
    (void)state;
    struct profile parts[] = {part("a", INT64_MAX, 2), part("a", INT64_MAX, 4)};
    struct profile sum = sum_of(parts, COUNT(parts));
    assert_true(sum.functions[1].calls == INT64_MAX);
    assert_true(sum.calls[0].calls == INT64_MAX);
    profile_free(&sum);
}

static void entries_keep_the_order_of_the_files(void **state)
{
    (void)state;
    struct profile parts[] = {part("b", 1, 1), part("a", 1, 1)};
    struct profile sum = sum_of(parts, COUNT(parts));
    assert_true(sum.functions[0].order < sum.functions[1].order);
    assert_true(sum.functions[1].order < sum.functions[2].order);
    profile_free(&sum);
}

/* A line of a sampled function: samples on top and anywhere, at an interval of 1 ms. */
static uint32_t add_line(struct builder *builder, const char *name, int64_t line, int64_t top,
                         int64_t anywhere)
{
    uint32_t file = builder_name(builder, STR("x.py"));
    uint32_t function =
        builder_function(builder, file, line, builder_name(builder, str_of(name)), false);
    struct function *f = &builder->profile.functions[function];
    f->order = function;
    f->primitive = top;
    f->calls = anywhere;
    f->own = (double)top / 1000;
    f->total = (double)anywhere / 1000;
    return function;
}

static void add_samples(struct builder *builder, uint32_t caller, uint32_t callee, int64_t samples)
{
    struct call *call = builder_call(builder, caller, callee);
    call->calls = call->primitive = samples;
    call->total = (double)samples / 1000;
}

static void lines_become_functions(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t main9 = add_line(&builder, "main", 9, 0, 6);
    uint32_t main5 = add_line(&builder, "main", 5, 1, 4);
    uint32_t f20 = add_line(&builder, "f", 20, 6, 6);
    uint32_t f21 = add_line(&builder, "f", 21, 3, 3);
    add_samples(&builder, main9, f20, 6);
    add_samples(&builder, main5, f21, 3);
    struct profile lines = builder_finish(&builder);
    lines.sampled = lines.by_line = true;
    struct profile merged = merge_lines(&lines);
    assert_false(merged.by_line);
    assert_int_equal(merged.function_count, 2);
    assert_int_equal(merged.functions[0].line, 5);
    assert_int_equal(merged.functions[0].calls, 10);
    assert_int_equal(merged.functions[0].primitive, 1);
    assert_int_equal(merged.functions[1].line, 20);
    assert_int_equal(merged.functions[1].primitive, 9);
    assert_int_equal(merged.call_count, 1);
    assert_int_equal(merged.calls[0].calls, 9);
    assert_true(merged.sampled);
    profile_free(&merged);
}

/* A recursion of three lines stands thrice in each of ten stacks. */
static void a_recursion_has_no_more_samples_than_there_are(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t line[3];
    for (int i = 0; i < 3; i++)
        line[i] = add_line(&builder, "f", i + 1, i == 0 ? 10 : 0, 10);
    for (int i = 0; i < 3; i++)
        add_samples(&builder, line[i], line[(i + 1) % 3], 10);
    struct profile lines = builder_finish(&builder);
    struct profile merged = merge_lines(&lines);
    assert_int_equal(merged.function_count, 1);
    assert_int_equal(merged.functions[0].calls, 10);
    assert_float_equal((float)merged.functions[0].total, 0.01f, 1e-6f);
    assert_int_equal(merged.calls[0].calls, 10);
    assert_float_equal((float)merged.calls[0].total, 0.01f, 1e-6f);
    profile_free(&merged);
}

/* A call has no more samples than its caller. */
static void a_call_is_capped_by_its_caller_too(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t rare = add_line(&builder, "rare", 1, 0, 2);
    uint32_t f20 = add_line(&builder, "f", 20, 10, 10);
    uint32_t f21 = add_line(&builder, "f", 21, 0, 10);
    add_samples(&builder, rare, f20, 2);
    add_samples(&builder, rare, f21, 2);
    struct profile lines = builder_finish(&builder);
    struct profile merged = merge_lines(&lines);
    assert_int_equal(merged.call_count, 1);
    assert_int_equal(merged.calls[0].calls, 2);
    assert_float_equal((float)merged.calls[0].total, 0.002f, 1e-6f);
    profile_free(&merged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_keys_are_added_and_others_kept),
        cmocka_unit_test(facts_outlive_rebuilding),
        cmocka_unit_test(names_that_differ_by_an_address_are_one),
        cmocka_unit_test(counts_do_not_overflow),
        cmocka_unit_test(entries_keep_the_order_of_the_files),
        cmocka_unit_test(lines_become_functions),
        cmocka_unit_test(a_call_is_capped_by_its_caller_too),
        cmocka_unit_test(a_recursion_has_no_more_samples_than_there_are),
    };
    return RUN(tests);
}
