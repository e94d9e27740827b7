#include "base/utf8.h"

#include "unit.h"

/* The bytes of a code point by the bit pattern of Unicode 15, table 3-6; also of surrogates. */
static size_t encode(uint32_t code, char *bytes)
{
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(lead[size] | code);
    return size;
}

static void every_code_point_is_judged(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 0x120000; code++) {
        char bytes[4];
        size_t size = encode(code, bytes);
        bool surrogate = code >= 0xd800 && code <= 0xdfff;
        size_t expected = surrogate || code > 0x10ffff ? 0 : size;
        if (utf8_length((struct str){bytes, size}) != expected)
            fail_msg("U+%04" PRIX32, code);
        for (size_t cut = 1; cut < size; cut++)
            if (utf8_length((struct str){bytes, cut}) != 0)
                fail_msg("U+%04" PRIX32 " cut to %zu bytes", code, cut);
    }
}

static void overlong_forms_are_refused(void **state)
{
    (void)state;
    static const struct str bad[] = {{"\xc0\x80", 2},
                                     {"\xc1\xbf", 2},
                                     {"\xe0\x80\x80", 3},
                                     {"\xe0\x9f\xbf", 3},
                                     {"\xf0\x80\x80\x80", 4},
                                     {"\xf0\x8f\xbf\xbf", 4},
                                     {"\xf5\x80\x80\x80", 4},
                                     {"\x80", 1},
                                     {"\xbf", 1},
                                     {"\xff", 1},
                                     {"\xfe", 1},
                                     {"\xc3(", 2},
                                     {"\xe2\x82(", 3}};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(utf8_length(bad[i]), 0);
}

static void check_repair(struct str text, const char *expected)
{
    struct arena arena = {0};
    assert_text(utf8_repair(&arena, text), expected);
    arena_free(&arena);
}

#define BAD "\xef\xbf\xbd"

static void what_can_stand_in_no_text_is_replaced(void **state)
{
    (void)state;
    check_repair(STR("a\0b"), "a" BAD "b");
    check_repair(STR("\x1b[31m\x7f"), BAD "[31m" BAD);
    check_repair(STR("tab\tand\nnewline"), "tab\tand\nnewline");
    check_repair(STR("caf\xe9"), "caf" BAD);
    check_repair(STR("\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d"),
                 "\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d");
    check_repair(STR("\xed\xb2\x80x\xed\xa0\x80"), BAD "x" BAD);
    check_repair(STR("\xef\xbf\xbe\xef\xbf\xbf"), BAD BAD);
    check_repair(STR("\xc2\x85\xc2\x9f\xc2\xa0"), BAD BAD "\xc2\xa0");
    check_repair(STR("\xe2\x82"), BAD BAD);
    check_repair(STR("a\xe2\x80\xae)b\xe2\x81\xa6\xd8\x9c"), "a" BAD ")b" BAD BAD);
    check_repair(STR(""), "");
}

static void clean_text_is_returned_itself(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text = STR("na\xc3\xafve");
    assert_ptr_equal(utf8_repair(&arena, text).data, text.data);
    assert_null(arena.chunk);
    arena_free(&arena);
}

static void repaired_text_is_clean(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t random = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[40];
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] = (char)(random >> 24);
        }
        struct str once = utf8_repair(&arena, (struct str){bytes, sizeof bytes});
        assert_ptr_equal(utf8_repair(&arena, once).data, once.data);
    }
    arena_free(&arena);
}

/* The characters are those that Unicode 15 lists as Bidi_Control, and its breaks of lines. */
static void a_line_on_a_terminal_stays_one_line(void **state)
{
    (void)state;
    static const uint32_t refused[] = {0x1b,   0x7f,   0x9b,   0x0a,   0x0d,   0x09,   0x85,
                                       0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b,
                                       0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069};
    static const uint32_t kept[] = {0x20, 0x7e, 0xa0, 0xe9, 0x200d, 0x2027, 0x202f, 0x2065, 0x206a};
    struct arena arena = {0};
    char bytes[4];
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_text(utf8_show(&arena, (struct str){bytes, encode(refused[i], bytes)}),
                    "\xef\xbf\xbd");
    for (size_t i = 0; i < COUNT(kept); i++) {
        struct str text = {bytes, encode(kept[i], bytes)};
        assert_ptr_equal(utf8_show(&arena, text).data, bytes);
    }
    assert_text(utf8_show(&arena, STR("a\x1b]0;x\x07\xff\xe2\x80\xae"
                                      "b")),
                "a\xef\xbf\xbd]0;x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
                "b");
    arena_free(&arena);
}

static void characters_are_counted_and_cut_whole(void **state)
{
    (void)state;
    struct str text = STR("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d");
    assert_int_equal(utf8_count(text), 4);
    assert_int_equal(utf8_count(STR("")), 0);
    assert_text(utf8_first(text, 0), "");
    assert_text(utf8_first(text, 2), "a\xc3\xa9");
    assert_text(utf8_first(text, 9), text.data);
    assert_text(utf8_last(text, 0), "");
    assert_text(utf8_last(text, 2), "\xe2\x82\xac\xf0\x9f\x90\x8d");
    assert_text(utf8_last(text, 9), text.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_judged),
        cmocka_unit_test(overlong_forms_are_refused),
        cmocka_unit_test(what_can_stand_in_no_text_is_replaced),
        cmocka_unit_test(clean_text_is_returned_itself),
        cmocka_unit_test(repaired_text_is_clean),
        cmocka_unit_test(a_line_on_a_terminal_stays_one_line),
        cmocka_unit_test(characters_are_counted_and_cut_whole),
    };
    return RUN(tests);
}
