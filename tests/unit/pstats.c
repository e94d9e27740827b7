#include "input/pstats/pstats.h"

#include <math.h>

#include "unit.h"

/* A pstats dict in the making, in marshal's older codes: { ( i g u 0. */

static void put_int(struct buf *out, int64_t value)
{
    buf_char(out, 'i');
    for (int i = 0; i < 4; i++)
        buf_char(out, (char)(value >> 8 * i));
}

static void put_float(struct buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    buf_char(out, 'g');
    for (int i = 0; i < 8; i++)
        buf_char(out, (char)(bits >> 8 * i));
}

static void put_text(struct buf *out, const char *text)
{
    buf_char(out, 'u');
    size_t size = strlen(text);
    for (int i = 0; i < 4; i++)
        buf_char(out, (char)(size >> 8 * i));
    buf_text(out, text);
}

static void put_tuple(struct buf *out, int count)
{
    buf_char(out, ')');
    buf_char(out, (char)count);
}

/* The key of the function in x.py that has the first letter's code as its line. */
static void put_key(struct buf *out, const char *name)
{
    put_tuple(out, 3);
    put_text(out, "x.py");
    put_int(out, *name);
    put_text(out, name);
}

static void put_costs(struct buf *out, int64_t first, int64_t second, double own, double total)
{
    put_int(out, first);
    put_int(out, second);
    put_float(out, own);
    put_float(out, total);
}

/* Key and value of a function up to its callers, which the test adds and ends with '0'. */
static void put_entry(struct buf *out, const char *name, int64_t cc, int64_t nc, double own,
                      double total)
{
    put_key(out, name);
    put_tuple(out, 5);
    put_costs(out, cc, nc, own, total);
    buf_char(out, '{');
}

static void put_caller(struct buf *out, const char *name, int64_t nc, int64_t cc, double own,
                       double total)
{
    put_key(out, name);
    put_tuple(out, 4);
    put_costs(out, nc, cc, own, total);
}

/* Reads the bytes, which are freed. */
static struct profile read_profile(struct buf *bytes)
{
    struct profile profile;
    struct error error = {0};
    if (!pstats_read(buf_slice(bytes), &profile, &error))
        fail_msg("byte %" PRIu64 ": %s", error.offset, error.message);
    buf_free(bytes);
    return profile;
}

static uint32_t find(const struct profile *profile, const char *name)
{
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (str_equal(profile->names[profile->functions[i].name].raw, str_of(name)))
            return i;
    fail_msg("no function %s", name);
    return 0;
}

static const struct call *find_call(const struct profile *profile, const char *caller,
                                    const char *callee)
{
    uint32_t from = find(profile, caller), to = find(profile, callee);
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (profile->calls[i].caller == from && profile->calls[i].callee == to)
            return &profile->calls[i];
    fail_msg("no call from %s to %s", caller, callee);
    return NULL;
}

static void counts_of_functions_and_callers_stand_in_their_orders(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "main", 1, 1, 0.5, 2);
    buf_char(&bytes, '0');
    put_entry(&bytes, "fib", 10, 8361, 1.5, 1.5);  /* cc, nc */
    put_caller(&bytes, "fib", 8351, 9, 1.25, 1.4); /* nc, cc */
    put_caller(&bytes, "main", 10, 10, 0.25, 1.5);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    const struct function *fib = &profile.functions[find(&profile, "fib")];
    assert_int_equal(fib->calls, 8361);
    assert_int_equal(fib->primitive, 10);
    assert_true(fib->own == 1.5 && fib->total == 1.5);
    assert_int_equal(fib->line, 'f');
    const struct call *self = find_call(&profile, "fib", "fib");
    assert_int_equal(self->calls, 8351);
    assert_int_equal(self->primitive, 9);
    assert_true(self->own == 1.25 && self->total == 1.4 && !self->estimated);
    assert_int_equal(profile.call_count, 2);
    assert_int_equal(profile.repairs.swapped_counts, 0);
    profile_free(&profile);
}

static void callers_that_are_numbers_share_the_times(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 4, 4, 1, 2);
    put_key(&bytes, "a");
    put_int(&bytes, 3);
    put_key(&bytes, "b");
    put_int(&bytes, 1);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    const struct call *a = find_call(&profile, "a", "f");
    assert_int_equal(a->calls, 3);
    assert_true(a->own == 0.75 && a->total == 1.5 && a->estimated);
    assert_true(find_call(&profile, "b", "f")->total == 0.5);
    assert_int_equal(profile.repairs.callers_not_keys, 2);
    profile_free(&profile);
}

static void both_kinds_of_callers_may_stand_in_one_file(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 2, 2, 1, 2);
    put_key(&bytes, "a");
    put_int(&bytes, 1);
    put_caller(&bytes, "b", 1, 1, 0.25, 0.5);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    assert_true(find_call(&profile, "a", "f")->estimated);
    assert_false(find_call(&profile, "b", "f")->estimated);
    assert_false(profile.sampled);
    profile_free(&profile);
}

static void old_sums_of_callers_are_added_up(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 6, 6, 1, 2);
    put_key(&bytes, "a");
    put_tuple(&bytes, 12);
    put_costs(&bytes, 1, 1, 0.5, 1);
    put_costs(&bytes, 2, 1, 0.25, 0.5);
    put_costs(&bytes, 3, 2, 0.125, 0.25);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    const struct call *call = find_call(&profile, "a", "f");
    assert_int_equal(call->calls, 6);
    assert_int_equal(call->primitive, 4);
    assert_true(call->own == 0.875 && call->total == 1.75);
    profile_free(&profile);
}

/* The reader tells what the file says: what is odd in it is not its business. */
static void odd_counts_are_left_as_they_are(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 9, 2, 1, 2);
    put_caller(&bytes, "f", 3, 7, 0, 0);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    assert_int_equal(profile.functions[0].primitive, 9);
    assert_int_equal(profile.functions[0].calls, 2);
    assert_int_equal(profile.calls[0].calls, 3);
    assert_int_equal(profile.calls[0].primitive, 7);
    profile_free(&profile);
}

static void times_that_are_no_numbers_count_nothing(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 1, 1, NAN, INFINITY);
    put_caller(&bytes, "f", 1, 1, -INFINITY, 3);
    buf_char(&bytes, '0');
    put_entry(&bytes, "g", 1, 1, -1, -2);
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    assert_true(profile.functions[0].own == 0 && profile.functions[0].total == 0);
    assert_true(profile.calls[0].own == 0 && profile.calls[0].total == 3);
    assert_true(profile.functions[1].own == -1 && profile.functions[1].total == -2);
    assert_int_equal(profile.repairs.not_finite, 3);
    profile_free(&profile);
}

static void the_later_of_two_equal_keys_counts(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "f", 1, 1, 1, 1);
    put_caller(&bytes, "a", 1, 1, 1, 1);
    put_caller(&bytes, "b", 1, 1, 1, 1);
    buf_char(&bytes, '0');
    put_entry(&bytes, "g", 7, 7, 7, 7);
    put_caller(&bytes, "f", 7, 7, 7, 7);
    buf_char(&bytes, '0');
    put_entry(&bytes, "f", 2, 2, 2, 2);
    put_caller(&bytes, "a", 3, 3, 3, 3);
    put_caller(&bytes, "a", 2, 2, 2, 2); /* and of two equal callers */
    buf_text(&bytes, "00");
    struct profile profile = read_profile(&bytes);
    assert_int_equal(profile.functions[find(&profile, "f")].calls, 2);
    assert_int_equal(profile.call_count, 2);
    assert_int_equal(find_call(&profile, "a", "f")->calls, 2);
    assert_int_equal(find_call(&profile, "f", "g")->calls, 7);
    profile_free(&profile);
}

static void lists_do_for_tuples(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_text(&bytes, "{[");
    buf_bytes(&bytes, "\3\0\0\0", 4);
    put_text(&bytes, "x.py");
    put_int(&bytes, 1);
    put_text(&bytes, "f");
    buf_bytes(&bytes, "[\5\0\0\0", 5);
    put_costs(&bytes, 1, 1, 1, 1);
    buf_text(&bytes, "{00");
    struct profile profile = read_profile(&bytes);
    assert_int_equal(profile.function_count, 1);
    profile_free(&profile);
}

static void counts_may_be_of_any_number_type(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_key(&bytes, "f");
    put_tuple(&bytes, 5);
    buf_char(&bytes, 'T');
    put_float(&bytes, 1e300); /* more than any count can say */
    put_int(&bytes, -3);
    buf_char(&bytes, 'F');
    buf_text(&bytes, "{00");
    struct profile profile = read_profile(&bytes);
    assert_int_equal(profile.functions[0].primitive, 1);
    assert_true(profile.functions[0].calls == INT64_MAX);
    assert_true(profile.functions[0].own == -3 && profile.functions[0].total == 0);
    profile_free(&profile);
}

/* Functions of 10 and 30 ms in which the interval, 10 ms, is not to be seen otherwise. */
static struct profile read_samples(bool marker, double own)
{
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    put_entry(&bytes, "main", 0, 3, 0, 0.03);
    buf_char(&bytes, '0');
    put_entry(&bytes, "f", 3, 3, own, 0.03);
    put_key(&bytes, "main");
    put_int(&bytes, 3);
    buf_char(&bytes, '0');
    if (marker) {
        put_tuple(&bytes, 1);
        put_text(&bytes, "__sampled__");
        buf_char(&bytes, 'T');
    }
    buf_char(&bytes, '0');
    return read_profile(&bytes);
}

static void samples_are_told_by_marker_or_by_their_times(void **state)
{
    (void)state;
    struct profile marked = read_samples(true, 0.02);
    struct profile lawful = read_samples(false, 0.03);
    struct profile timed = read_samples(false, 0.02);
    assert_true(marked.sampled);
    assert_true(lawful.sampled);
    assert_false(timed.sampled);
    profile_free(&marked);
    profile_free(&lawful);
    profile_free(&timed);
}

static void an_empty_dict_is_a_profile(void **state)
{
    (void)state;
    struct buf bytes = {0};
    buf_text(&bytes, "{0");
    struct profile profile = read_profile(&bytes);
    assert_int_equal(profile.function_count, 0);
    assert_false(profile.sampled);
    profile_free(&profile);
}

/* Bytes, Latin-1 and UTF-8 can be one name or different ones; what is shown is always UTF-8. */
static void names_of_every_type_become_text(void **state)
{
    (void)state;
    static const char *const names[] = {"75 02 00 00 00 c3 a9", "7a 01 e9", "73 01 00 00 00 e9",
                                        "74 01 00 00 00 e9", "73 02 00 00 00 c3 a9"};
    struct buf bytes = {0};
    buf_char(&bytes, '{');
    for (size_t i = 0; i < COUNT(names); i++) {
        put_tuple(&bytes, 3);
        put_text(&bytes, "x.py");
        put_int(&bytes, (int64_t)i);
        add_hex(&bytes, names[i]);
        put_tuple(&bytes, 5);
        put_costs(&bytes, 1, 1, 1, 1);
        buf_text(&bytes, "{0");
    }
    buf_char(&bytes, '0');
    struct profile profile = read_profile(&bytes);
    static const char *const expected[] = {"\xc3\xa9", "\xc3\xa9", "\xef\xbf\xbd", "\xef\xbf\xbd",
                                           "\xc3\xa9"};
    for (uint32_t i = 0; i < COUNT(names); i++)
        assert_text(profile.names[profile.functions[i].name].text, expected[i]);
    profile_free(&profile);
}

struct wrong {
    const char *hex, *message;
};

static void what_is_no_profile_is_told_where_and_why(void **state)
{
    (void)state;
#define KEY "29 03 7a 01 78 69 01 00 00 00 7a 01 66"
#define ONES "54 54 54 54"
    static const struct wrong samples[] = {
        {"5b 00 00 00 00", "the file is a tuple or list, not a dict"},
        {"69 00 00 00 00", "the file is a whole number"},
        {"7b 7a 01 61 4e 30", "a key is a string, not a tuple"},
        {"7b 29 02 4e 4e 4e 30", "a key has 2 elements"},
        {"7b 29 03 4e 54 7a 01 61 4e 30", "file name is None, not a string"},
        {"7b 29 03 7a 01 61 4e 7a 01 61 4e 30", "line is None, not a whole number"},
        {"7b 29 03 7a 01 61 69 01 00 00 00 54 4e 30", "function name is a truth value"},
        {"7b 29 01 7a 01 61 54 30", "not '__sampled__'"},
        {"7b" KEY "4e 30", "an entry is None, not a tuple of five"},
        {"7b" KEY "29 04" ONES "30", "an entry has 4 elements"},
        {"7b" KEY "29 06" ONES "7b 30 4e 30", "an entry has 6 elements"},
        {"7b" KEY "29 05 4e 54 54 54 7b 30 30", "primitive calls is None, not a number"},
        {"7b" KEY "29 05 54 54 54 7a 00 7b 30 30", "total time is a string"},
        {"7b" KEY "29 05" ONES "29 00 30",
         "the callers of an entry is a tuple or list, not a dict"},
        {"7b" KEY "29 05" ONES "7b" KEY "4e 30 30", "what is said of a caller is None"},
        {"7b" KEY "29 05" ONES "7b" KEY "29 03 54 54 54 30 30", "a caller has 3 numbers"},
        {"7b" KEY "29 05" ONES "7b" KEY "29 00 30 30", "a caller has 0 numbers"},
        {"7b" KEY "29 05" ONES "7b 30", "cut short"},
        {"7b" KEY "30", "an entry is an end mark"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct buf bytes = {0};
        struct profile profile;
        struct error error = {0};
        add_hex(&bytes, samples[i].hex);
        assert_false(pstats_read(buf_slice(&bytes), &profile, &error));
        assert_contains(error.message, samples[i].message);
        assert_true(error.has_offset && error.offset <= bytes.size);
        assert_null(profile.functions);
        buf_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_functions_and_callers_stand_in_their_orders),
        cmocka_unit_test(callers_that_are_numbers_share_the_times),
        cmocka_unit_test(both_kinds_of_callers_may_stand_in_one_file),
        cmocka_unit_test(old_sums_of_callers_are_added_up),
        cmocka_unit_test(odd_counts_are_left_as_they_are),
        cmocka_unit_test(times_that_are_no_numbers_count_nothing),
        cmocka_unit_test(the_later_of_two_equal_keys_counts),
        cmocka_unit_test(lists_do_for_tuples),
        cmocka_unit_test(counts_may_be_of_any_number_type),
        cmocka_unit_test(samples_are_told_by_marker_or_by_their_times),
        cmocka_unit_test(an_empty_dict_is_a_profile),
        cmocka_unit_test(names_of_every_type_become_text),
        cmocka_unit_test(what_is_no_profile_is_told_where_and_why),
    };
    return RUN(tests);
}
