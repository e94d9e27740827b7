#include "base/text/base64.h"

#include "unit.h"

static void assert_coded(struct str bytes, const char *expected)
{
    struct buf out = {0};
    base64_write(&out, bytes);
    assert_buf(&out, expected);
    buf_free(&out);
}

/* RFC 4648, section 10. */
static void vectors_of_the_standard(void **state)
{
    (void)state;
    assert_coded(STR(""), "");
    assert_coded(STR("f"), "Zg==");
    assert_coded(STR("fo"), "Zm8=");
    assert_coded(STR("foo"), "Zm9v");
    assert_coded(STR("foob"), "Zm9vYg==");
    assert_coded(STR("fooba"), "Zm9vYmE=");
    assert_coded(STR("foobar"), "Zm9vYmFy");
}

static void every_bit_counts(void **state)
{
    (void)state;
    assert_coded(STR("\x00"), "AA==");
    assert_coded(STR("\xff\xff\xff"), "////");
    assert_coded(STR("\xfb\xef\xbe"), "++++");
    assert_coded(STR("\x00\x10\x83\x10\x51\x87\x20\x92\x8b"), "ABCDEFGHIJKL");
}

static void what_is_there_stays(void **state)
{
    (void)state;
    struct buf out = {0};
    buf_text(&out, "x:");
    base64_write(&out, STR("foo"));
    base64_write(&out, STR("fo"));
    buf_text(&out, ".");
    assert_buf(&out, "x:Zm9vZm8=.");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_the_standard),
        cmocka_unit_test(every_bit_counts),
        cmocka_unit_test(what_is_there_stays),
    };
    return RUN(tests);
}
