#include "input/pstats/marshal.h"

#include <math.h>

#include "unit.h"

/* Appends a value as Python would print it, lists and tuples alike as lists, sets without their
   name;
   "*" is a container met again. False on malformed data. */
static bool print_value(struct marshal *marshal, const struct marshal_value *value,
                        struct buf *out);

static bool print_children(struct marshal *marshal, const struct marshal_value *value,
                           struct buf *out)
{
    bool is_dict = value->kind == MARSHAL_DICT;
    buf_char(out, is_dict ? '{' : value->kind == MARSHAL_SET ? '<' : '[');
    for (uint32_t i = 0; is_dict || i < value->count; i++) {
        struct marshal_value child;
        if (!marshal_read(marshal, &child))
            return false;
        if (child.kind == MARSHAL_NULL && is_dict)
            break;
        buf_text(out, i == 0 ? "" : is_dict && i % 2 ? ": " : ", ");
        if (!print_value(marshal, &child, out))
            return false;
    }
    buf_char(out, is_dict ? '}' : value->kind == MARSHAL_SET ? '>' : ']');
    return marshal_leave(marshal, value);
}

static bool print_value(struct marshal *marshal, const struct marshal_value *value, struct buf *out)
{
    switch (value->kind) {
    case MARSHAL_NULL:
        buf_text(out, "NULL");
        return true;
    case MARSHAL_NONE:
        buf_text(out, "None");
        return true;
    case MARSHAL_BOOL:
        buf_text(out, value->integer ? "True" : "False");
        return true;
    case MARSHAL_INT:
        buf_format(out, "%" PRId64, value->integer);
        return true;
    case MARSHAL_FLOAT:
        buf_format(out, "%.17g", value->real);
        return true;
    case MARSHAL_BYTES:
        buf_char(out, 'b');
        /* fall through */
    case MARSHAL_TEXT:
    case MARSHAL_LATIN:
        buf_char(out, '\'');
        buf_str(out, value->text);
        buf_char(out, '\'');
        return true;
    case MARSHAL_CODE:
        buf_format(out, "code %.*s:%" PRId64 " %.*s", (int)value->file.size, value->file.data,
                   value->integer, (int)value->text.size, value->text.data);
        return true;
    case MARSHAL_OTHER:
        buf_char(out, '?');
        return true;
    default:
        if (value->referred) {
            buf_char(out, '*');
            return marshal_skip(marshal, value);
        }
        return print_children(marshal, value, out);
    }
}

/* What the reader makes of the bytes, or its error. */
static bool read_bytes(struct str bytes, struct buf *out, struct error *error)
{
    struct marshal marshal = marshal_start(bytes, error);
    struct marshal_value value;
    bool ok = marshal_read(&marshal, &value) && print_value(&marshal, &value, out);
    marshal_end(&marshal);
    return ok;
}

struct sample {
    const char *hex;
    const char *expected; /* NULL: malformed */
};

static void check_samples(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf bytes = {0}, out = {0};
        struct error error = {0};
        add_hex(&bytes, samples[i].hex);
        bool ok = read_bytes(buf_slice(&bytes), &out, &error);
        if (ok != (samples[i].expected != NULL))
            fail_msg("%s: %s", samples[i].hex, ok ? out.data : error.message);
        if (ok)
            assert_buf(&out, samples[i].expected);
        else
            assert_true(error.has_offset && error.offset <= bytes.size && *error.message);
        buf_free(&bytes);
        buf_free(&out);
    }
}

/* The expected values are what marshal.loads of CPython 2.7, 3.11 and 3.15 returns. */
static void every_type_code_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"4e", "None"},
        {"46", "False"},
        {"54", "True"},
        {"53", "?"},
        {"2e", "?"},
        {"69 fe ff ff ff", "-2"},
        {"e9 00 00 00 80", "-2147483648"},
        {"49 00 00 00 00 01 00 00 00", "4294967296"},
        {"49 ff ff ff 7f ff ff ff ff", "-2147483649"},
        {"66 03 31 2e 35", "1.5"},
        {"67 00 00 00 00 00 00 f8 3f", "1.5"},
        {"78 03 31 2e 35 01 32", "?"},
        {"79 00 00 00 00 00 00 f8 3f 00 00 00 00 00 00 f8 3f", "?"},
        {"73 02 00 00 00 e9 ff", "b'\xe9\xff'"},
        {"74 02 00 00 00 61 62", "'ab'"},
        {"75 02 00 00 00 c3 a9", "'\xc3\xa9'"},
        {"75 03 00 00 00 ed b2 80", "'\xed\xb2\x80'"},
        {"61 01 00 00 00 61", "'a'"},
        {"41 01 00 00 00 61", "'a'"},
        {"7a 01 61", "'a'"},
        {"da 01 61", "'a'"},
        {"7a 00", "''"},
        {"7a 02 e9 ff", "'\xe9\xff'"}, /* Latin-1, still to be encoded */
        {"28 01 00 00 00 4e", "[None]"},
        {"29 02 4e 54", "[None, True]"},
        {"29 00", "[]"},
        {"5b 02 00 00 00 4e 54", "[None, True]"},
        {"3c 01 00 00 00 4e", "<None>"},
        {"3e 01 00 00 00 4e", "<None>"},
        {"7b 69 01 00 00 00 4e 30", "{1: None}"},
        {"7b 30", "{}"},
        {"fd e9 01 00 00 00 4e 30", "{1: None}"},
        {"3a e9 01 00 00 00 4e 4e", "<1, None, None>"},
        {"4e 58 59 5a", "None"}, /* what follows the object is nobody's */
    };
    check_samples(samples, COUNT(samples));
}

static void longs_are_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"6c 00 00 00 00", "0"},
        {"6c 03 00 00 00 00 00 00 00 02 00", "2147483648"},
        {"6c fd ff ff ff 01 00 00 00 02 00", "-2147483649"},
        {"6c fd ff ff ff 00 00 00 00 01 00", "-1073741824"},
        {"6c 05 00 00 00 ff 7f ff 7f ff 7f ff 7f 07 00", "9223372036854775807"}, /* 2**63 - 1 */
        {"6c 05 00 00 00 00 00 00 00 00 00 00 00 08 00", "9223372036854775807"}, /* 2**63 */
        {"6c fb ff ff ff 00 00 00 00 00 00 00 00 08 00", "-9223372036854775808"},
        {"6c 06 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00", "9223372036854775807"},
        {"6c fa ff ff ff 00 00 00 00 00 00 00 00 00 00 01 00", "-9223372036854775808"},
        {"6c 02 00 00 00 01 00 00 00", NULL}, /* a zero top digit */
        {"6c 01 00 00 00 ff ff", NULL},       /* digits have 15 bits */
        {"6c 01 00 00 00 00 80", NULL},
        {"6c 00 00 00 80", NULL}, /* -2**31 digits */
        {"6c ff ff ff 7f 00 00", NULL},
    };
    check_samples(samples, COUNT(samples));
}

static void floats_as_text_are_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"66 03 69 6e 66", "inf"},
        {"66 04 2d 69 6e 66", "-inf"},
        {"66 03 6e 61 6e", "nan"},
        {"66 06 31 65 2d 33 30 30", "1e-300"},
        {"66 00", NULL},
        {"66 03 61 62 63", NULL},
        {"66 04 20 31 2e 35", NULL},
        {"66 04 30 78 31 30", NULL}, /* hexadecimal is not Python's */
        {"66 05 31 2e 35", NULL},
        {"66 04 31 2e 35 78", NULL},
    };
    check_samples(samples, COUNT(samples));
}

static void references_are_followed(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"5b 03 00 00 00 ce e9 05 00 00 00 72 00 00 00 00", "[None, 5, 5]"}, /* None has no slot */
        {"5b 02 00 00 00 be 01 00 00 00 e9 07 00 00 00 72 01 00 00 00", "[<7>, 7]"},
        {"5b 02 00 00 00 bc 01 00 00 00 e9 07 00 00 00 72 01 00 00 00", "[<7>, 7]"},
        {"5b 02 00 00 00 ba e9 01 00 00 00 4e 4e 72 01 00 00 00", "[<1, None, None>, 1]"},
        {"5b 02 00 00 00 fd e9 01 00 00 00 4e 30 72 01 00 00 00", "[{1: None}, 1]"},
        {"5b 02 00 00 00 e7 00 00 00 00 00 00 f8 3f 72 00 00 00 00", "[1.5, 1.5]"},
        {"5b 02 00 00 00 f5 02 00 00 00 c3 a9 72 00 00 00 00", "['\xc3\xa9', '\xc3\xa9']"},
        {"5b 02 00 00 00 a9 01 fa 01 61 72 01 00 00 00", "[['a'], 'a']"},
        {"5b 02 00 00 00 a9 01 fa 01 61 72 00 00 00 00", "[['a'], *]"},
        {"72 05 00 00 00", NULL},
        {"72 ff ff ff ff", NULL},
        {"5b 03 00 00 00 e9 05 00 00 00 f2 00 00 00 00 72 01 00 00 00", NULL}, /* r has no slot */
    };
    check_samples(samples, COUNT(samples));
}

static void an_object_may_hold_itself(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"a8 01 00 00 00 72 00 00 00 00", "[*]"},
        {"db 01 00 00 00 72 00 00 00 00", "[*]"},
        {"fb 69 01 00 00 00 72 00 00 00 00 30", "{1: *}"},
        {"be 01 00 00 00 72 00 00 00 00", NULL}, /* a set is not there before its elements */
    };
    check_samples(samples, COUNT(samples));
}

/* Python 2 counts its interned strings apart. */
static void interned_strings_are_counted(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"5b 02 00 00 00 74 02 00 00 00 61 62 52 00 00 00 00", "['ab', 'ab']"},
        {"5b 04 00 00 00 74 01 00 00 00 61 73 01 00 00 00 62 74 01 00 00 00 63 52 01 00 00 00",
         "['a', b'b', 'c', 'c']"},
        {"52 00 00 00 00", NULL},
        {"5b 02 00 00 00 74 01 00 00 00 61 52 01 00 00 00", NULL},
        {"5b 02 00 00 00 74 01 00 00 00 61 52 ff ff ff ff", NULL},
    };
    check_samples(samples, COUNT(samples));
}

static void bad_data_is_refused(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"", NULL},
        {"40", NULL},
        {"3f", NULL},
        {"00", NULL},
        {"69 00 00", NULL},
        {"67 00 00 00", NULL},
        {"7a 05 61 62", NULL},
        {"28 ff ff ff 7f", NULL},
        {"28 ff ff ff ff", NULL},
        {"75 ff ff ff 7f 61 62 63", NULL},
        {"75 ff ff ff ff 61 62 63", NULL},
        {"3e ff ff ff ff", NULL},
        {"5b ff ff ff 7f 4e 4e", NULL},
        {"29 03 4e 4e", NULL},
        {"7b 69 01 00 00 00 4e", NULL}, /* no end */
        {"7b 69 01 00 00 00", NULL},
        {"3a 4e 4e", NULL},
        {"63 00 00 00 00", NULL},
        {"28", NULL},
        {"29", NULL},
    };
    check_samples(samples, COUNT(samples));
}

/* An end mark is not an element: passing over a tuple that holds one fails. */
static void an_end_mark_ends_only_dicts(void **state)
{
    (void)state;
    static const char *const bad[] = {"28 01 00 00 00 30", "3e 01 00 00 00 30", "3a 4e 30 4e"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct buf bytes = {0};
        struct error error = {0};
        struct marshal_value value;
        add_hex(&bytes, bad[i]);
        struct marshal marshal = marshal_start(buf_slice(&bytes), &error);
        assert_true(marshal_read(&marshal, &value));
        assert_false(marshal_skip(&marshal, &value));
        assert_contains(error.message, "end mark");
        marshal_end(&marshal);
        buf_free(&bytes);
    }
}

/* The same bytes read by skipping leave the reader where reading them does. */
static void passing_over_ends_where_reading_ends(void **state)
{
    (void)state;
    struct buf bytes = {0};
    struct error error = {0};
    struct marshal_value value;
    add_hex(&bytes, "29 02 fb fa 01 61 a9 02 be 01 00 00 00 e9 07 00 00 00 72 01 00 00 00 30"
                    "72 03 00 00 00 69 2a 00 00 00");
    struct marshal marshal = marshal_start(buf_slice(&bytes), &error);
    assert_true(marshal_read(&marshal, &value));
    assert_true(marshal_skip(&marshal, &value));
    assert_true(marshal_read(&marshal, &value));
    assert_int_equal(value.kind, MARSHAL_INT);
    assert_int_equal(value.integer, 42);
    marshal_end(&marshal);
    buf_free(&bytes);
}

static bool read_nested(const char *opening, size_t size, int depth)
{
    struct buf bytes = {0};
    struct error error = {0};
    struct marshal_value value;
    for (int i = 0; i < depth; i++)
        buf_bytes(&bytes, opening, size);
    buf_char(&bytes, 'N');
    struct marshal marshal = marshal_start(buf_slice(&bytes), &error);
    bool ok = marshal_read(&marshal, &value) && marshal_skip(&marshal, &value);
    if (!ok)
        assert_contains(error.message, "nested");
    marshal_end(&marshal);
    buf_free(&bytes);
    return ok;
}

static void nesting_has_cpythons_limit(void **state)
{
    (void)state;
    assert_true(read_nested(")\1", 2, 1999));
    assert_false(read_nested(")\1", 2, 2001));
    assert_true(read_nested("[\1\0\0\0", 5, 1999));
    assert_false(read_nested("[\1\0\0\0", 5, 1000000));
    assert_true(read_nested(">\1\0\0\0", 5, 1999));
    assert_false(read_nested(">\1\0\0\0", 5, 100000));
}

/* Three bytes of text objects ("" as bytes, as used for all that does not matter here). */
#define EMPTY "73 00 00 00 00"
#define NONE_TUPLE "28 00 00 00 00"
#define CODE "73 02 00 00 00 64 00" /* bytecode of two bytes */

/* A code object of x.py, function f, first line 7, in the layouts of four generations of Python. */
#define CODE_TAIL_OLD                                                                              \
    CODE NONE_TUPLE NONE_TUPLE NONE_TUPLE NONE_TUPLE NONE_TUPLE                                    \
        "75 04 00 00 00 78 2e 70 79"                                                               \
        "75 01 00 00 00 66 07 00 00 00" EMPTY
#define CODE_TAIL_NEW                                                                              \
    CODE NONE_TUPLE NONE_TUPLE NONE_TUPLE EMPTY                                                    \
        "75 04 00 00 00 78 2e 70 79"                                                               \
        "75 01 00 00 00 66 75 03 00 00 00 41 2e 66 07 00 00 00" EMPTY EMPTY
#define INTS4 "00 00 00 00 00 00 00 00 01 00 00 00 43 00 00 00"
#define INT "00 00 00 00"

static void code_objects_have_four_layouts(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"29 02 63" INTS4 CODE_TAIL_OLD "54", "[code x.py:7 f, True]"},
        {"29 02 63" INTS4 INT CODE_TAIL_OLD "54", "[code x.py:7 f, True]"},
        {"29 02 63" INTS4 INT INT CODE_TAIL_OLD "54", "[code x.py:7 f, True]"},
        {"29 02 63" INTS4 INT CODE_TAIL_NEW "54", "[code x.py:7 f, True]"},
        {"63" INTS4 INT INT INT CODE_TAIL_OLD, NULL},
    };
    check_samples(samples, COUNT(samples));
}

static void a_code_object_is_met_again_whole(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"29 03 e3" INTS4 INT CODE_TAIL_NEW "72 00 00 00 00 e9 05 00 00 00",
         "[code x.py:7 f, code x.py:7 f, 5]"},
        /* it is not there before its parts: a constant that refers to it is malformed */
        {"e3" INTS4 CODE "29 01 72 00 00 00 00" NONE_TUPLE NONE_TUPLE NONE_TUPLE NONE_TUPLE
         "75 01 00 00 00 78 75 01 00 00 00 66 07 00 00 00" EMPTY,
         NULL},
    };
    check_samples(samples, COUNT(samples));
}

static void code_objects_may_hold_code_objects(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"63" INTS4 CODE "29 01 63" INTS4 CODE_TAIL_OLD NONE_TUPLE NONE_TUPLE NONE_TUPLE NONE_TUPLE
         "75 04 00 00 00 79 2e 70 79 75 01 00 00 00 67 09 00 00 00" EMPTY,
         "code y.py:9 g"},
    };
    check_samples(samples, COUNT(samples));
}

/* A list of `times` references to one dict of `entries` pairs, read all the way. */
static bool read_over_and_over(int entries, int times, struct error *error)
{
    struct buf bytes = {0};
    bool ok;
    buf_char(&bytes, '[');
    add_hex(&bytes, "00 00 00 00");
    for (int i = 0; i < 4; i++)
        bytes.data[1 + i] = (char)((times + 1) >> 8 * i);
    buf_text(&bytes, "\xfb");
    for (int i = 0; i < entries; i++)
        buf_text(&bytes, "TT");
    buf_char(&bytes, '0');
    for (int i = 0; i < times; i++)
        buf_bytes(&bytes, "r\0\0\0", 5);
    struct marshal marshal = marshal_start(buf_slice(&bytes), error);
    struct marshal_value value, child;
    ok = marshal_read(&marshal, &value);
    for (int i = 0; ok && i <= times; i++) {
        ok = marshal_read(&marshal, &value);
        while (ok && (ok = marshal_read(&marshal, &child)) && child.kind != MARSHAL_NULL)
            continue;
        ok = ok && marshal_leave(&marshal, &value);
    }
    marshal_end(&marshal);
    buf_free(&bytes);
    return ok;
}

static void a_small_file_cannot_become_a_large_one(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(read_over_and_over(20, 10000, &error));
    assert_false(read_over_and_over(100000, 1000, &error));
    assert_contains(error.message, "references");
}

static void a_memo_stays_with_its_object(void **state)
{
    (void)state;
    struct buf bytes = {0};
    struct error error = {0};
    struct marshal_value value;
    add_hex(&bytes, "29 04 fa 01 61 fa 01 62 72 00 00 00 00 72 01 00 00 00");
    struct marshal marshal = marshal_start(buf_slice(&bytes), &error);
    assert_true(marshal_read(&marshal, &value));
    for (uint32_t i = 0; i < 2; i++) {
        assert_true(marshal_read(&marshal, &value));
        assert_int_equal(*marshal_memo(&marshal, value.slot), 0);
        *marshal_memo(&marshal, value.slot) = 10 + i;
    }
    for (uint32_t i = 0; i < 2; i++) {
        assert_true(marshal_read(&marshal, &value));
        assert_int_equal(*marshal_memo(&marshal, value.slot), 10 + i);
    }
    marshal_end(&marshal);
    buf_free(&bytes);
}

static void every_kind_has_a_name(void **state)
{
    (void)state;
    for (int kind = MARSHAL_NULL; kind <= MARSHAL_OTHER; kind++)
        assert_true(strlen(marshal_kind_name((enum marshal_kind)kind)) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_code_is_read),
        cmocka_unit_test(longs_are_read),
        cmocka_unit_test(floats_as_text_are_read),
        cmocka_unit_test(references_are_followed),
        cmocka_unit_test(an_object_may_hold_itself),
        cmocka_unit_test(interned_strings_are_counted),
        cmocka_unit_test(bad_data_is_refused),
        cmocka_unit_test(an_end_mark_ends_only_dicts),
        cmocka_unit_test(passing_over_ends_where_reading_ends),
        cmocka_unit_test(nesting_has_cpythons_limit),
        cmocka_unit_test(code_objects_have_four_layouts),
        cmocka_unit_test(a_code_object_is_met_again_whole),
        cmocka_unit_test(code_objects_may_hold_code_objects),
        cmocka_unit_test(a_small_file_cannot_become_a_large_one),
        cmocka_unit_test(a_memo_stays_with_its_object),
        cmocka_unit_test(every_kind_has_a_name),
    };
    return RUN(tests);
}
