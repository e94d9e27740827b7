#include "view/measure.h"

#include "base/utf8.h"
#include "unit.h"

/* Per mille of an em, rounded. */
static int mille(const char *text, enum measure_face face)
{
    return (int)(measure_text(str_of(text), face, 1000) + 0.5);
}

/* Helvetica's widths are in the metrics of the 14 standard fonts of PostScript and PDF. */
static void widths_are_those_of_the_standard_fonts(void **state)
{
    (void)state;
    assert_int_equal(mille("A", MEASURE_SANS), 667);
    assert_int_equal(mille("i", MEASURE_SANS), 222);
    assert_int_equal(mille("W", MEASURE_SANS), 944);
    assert_int_equal(mille("@", MEASURE_SANS), 1015);
    assert_int_equal(mille("_0", MEASURE_SANS), 2 * 556);
    assert_int_equal(mille("\u00e9\u00df", MEASURE_SANS), 556 + 611);
    assert_int_equal(mille("A", MEASURE_SANS_BOLD), 722);
    assert_int_equal(mille("i", MEASURE_SANS_BOLD), 278);
    assert_int_equal(mille("Hamburgefonstiv", MEASURE_SANS_BOLD), 8223);
    assert_true(mille("Hamburgefonstiv", MEASURE_WIDE) > mille("Hamburgefonstiv", MEASURE_SANS));
    assert_true(mille("\u03b1\u0436\u2192\u21bb", MEASURE_WIDE_BOLD) > 2000);
}

static void characters_without_a_table_have_their_class(void **state)
{
    (void)state;
    assert_int_equal(mille("\u6f22\u5b57", MEASURE_SANS), 2000);
    assert_int_equal(mille("\U0001f600", MEASURE_WIDE), 1000);
    assert_int_equal(mille("e\u0301", MEASURE_SANS), mille("e", MEASURE_SANS));
    assert_int_equal(mille("\u200b\u202e\ufe0f", MEASURE_SANS), 0);
    assert_int_equal(mille("\u05d0\u0e01", MEASURE_SANS), 1400);
    assert_int_equal(mille("\t\n", MEASURE_SANS), mille("  ", MEASURE_SANS));
    assert_int_equal(mille("", MEASURE_SANS), 0);
}

static void long_names_lose_their_middle(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str name = STR("occupation_embedding_lookup");
    double whole = measure_text(name, MEASURE_SANS, 10);
    assert_ptr_equal(measure_cut(name, MEASURE_SANS, 10, whole, &arena).data, name.data);
    assert_text(measure_cut(name, MEASURE_SANS, 10, 90, &arena), "occupa\u2026ng_lookup");
    assert_text(measure_cut(name, MEASURE_SANS, 10, 10, &arena), "\u2026");
    assert_text(measure_cut(name, MEASURE_SANS, 10, 9.9, &arena), "");
    assert_text(measure_cut(name, MEASURE_SANS, 10, -1, &arena), "");
    arena_free(&arena);
}

/* At every width the cut is well formed, fits, and uses the room up to a character. */
static void cuts_fit_and_stay_whole(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Config._ensure_unconfigure",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
        "\u6f22\u5b57\U0001f600\u6f22\u5b57\U0001f600",
        "\u0301\u0301\u0301\u0301",
        "iiiiiiiiiiWWWWWWWWWWiiiiiiiiii",
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(names); i++) {
        for (int face = 0; face < MEASURE_FACES; face++) {
            for (double width = 0; width < 200; width += 0.7) {
                struct str cut =
                    measure_cut(str_of(names[i]), (enum measure_face)face, 11, width, &arena);
                double used = measure_text(cut, (enum measure_face)face, 11);
                assert_true(used <= width + 1e-9);
                assert_true(str_equal(utf8_repair(&arena, cut), cut));
                assert_true(!str_contains(cut, STR("\u2026\u0301")));
                assert_true(cut.size == strlen(names[i]) || used > width - 25 || width < 25);
            }
        }
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_the_standard_fonts),
        cmocka_unit_test(characters_without_a_table_have_their_class),
        cmocka_unit_test(long_names_lose_their_middle),
        cmocka_unit_test(cuts_fit_and_stay_whole),
    };
    return RUN(tests);
}
