#include "output/icicle_svg.h"

#include <float.h>

#include "unit.h"

/* main calls work (60 of 100 seconds, an estimate) and </script> (20), and three functions that
   were cut; work calls a function that is too narrow to draw. */
static struct icicle example(struct profile *profile, double width)
{
    struct builder builder = builder_start();
    uint32_t file = builder_name(&builder, STR("/app/main.py"));
    uint32_t names[] = {builder_name(&builder, STR("main")), builder_name(&builder, STR("work")),
                        builder_name(&builder, STR("</script>")),
                        builder_name(&builder, STR("tiny"))};
    for (int i = 0; i < 4; i++)
        builder_function(&builder, file, i + 1, names[i], false);
    *profile = builder_finish(&builder);
    static struct block blocks[] = {
        {.function = TREE_ROOT, .weight = 100, .low = 100, .high = 100},
        {.function = 0, .depth = 1, .weight = 100, .own = 10, .cut = 10, .cut_count = 3},
        {.function = 1,
         .parent = 1,
         .depth = 2,
         .weight = 60,
         .own = 59.99,
         .estimated = true,
         .low = 50,
         .high = 70},
        {.function = 3, .parent = 2, .depth = 3, .weight = .01, .own = .01},
        {.function = 2, .parent = 1, .depth = 2, .weight = 20, .own = 20},
    };
    static const enum origin origins[] = {ORIGIN_OWN, ORIGIN_OWN, ORIGIN_SITE, ORIGIN_OWN};
    static const struct palette palette = {PALETTE_HOT, 1, THEME_LIGHT};
    struct tree tree = {blocks, sizeof blocks / sizeof blocks[0]};
    struct totals whole = {.total = 100, .own = 100};
    struct icicle_subject subject = {.profile = profile,
                                     .tree = &tree,
                                     .lead = TREE_ROOT,
                                     .whole = &whole,
                                     .origins = origins,
                                     .palette = &palette,
                                     .title = "out.prof"};
    return icicle_make(&subject, width);
}

static const struct icicle_block *block_of(const struct icicle *icicle, const char *tooltip)
{
    for (uint32_t i = 0; i < icicle->count; i++)
        if (str_contains(icicle->blocks[i].tooltip, str_of(tooltip)))
            return &icicle->blocks[i];
    fail_msg("no block %s", tooltip);
    return NULL;
}

static void test_widths_are_times_and_callees_stand_below_their_callers(void **state)
{
    (void)state;
    struct profile profile;
    struct icicle icicle = example(&profile, 1000);
    const struct icicle_block *work = block_of(&icicle, "(work)");
    const struct icicle_block *script = block_of(&icicle, "(</script>)");
    const struct icicle_block *cut = block_of(&icicle, "3 more");
    assert_true(work->x == 0 && work->width == 600 && work->row == 2);
    assert_true(script->x == 600 && script->width == 200 && script->row == 2);
    assert_true(cut->x == 800 && cut->width == 100 && cut->row == 2); /* own time comes last */
    assert_int_equal(cut->kind, ICICLE_CUT);
    assert_int_equal(work->kind, ICICLE_ESTIMATED);
    assert_int_equal(script->kind, ICICLE_EXACT);
    assert_true(work->is_own && !script->is_own);
    assert_true(work->step > script->step);
    icicle_free(&icicle);
    profile_free(&profile);
}

static void test_what_is_too_narrow_is_not_drawn(void **state)
{
    (void)state;
    struct profile profile;
    struct icicle icicle = example(&profile, 1000);
    assert_int_equal(icicle.count, 5);
    assert_int_equal(icicle.rows, 3);
    icicle_free(&icicle);
    profile_free(&profile);
    icicle = example(&profile, 10000);
    assert_true(block_of(&icicle, "(tiny)")->width == 1);
    assert_int_equal(block_of(&icicle, "(tiny)")->label.size, 0);
    icicle_free(&icicle);
    profile_free(&profile);
}

static void test_estimates_say_their_bounds(void **state)
{
    (void)state;
    struct profile profile;
    struct icicle icicle = example(&profile, 1000);
    struct str tooltip = block_of(&icicle, "(work)")->tooltip;
    assert_true(str_contains(tooltip, STR("estimated: between 50.0 s and 70.0 s")));
    assert_true(str_contains(tooltip, STR("Total here 60.0 s  60 %")));
    icicle_free(&icicle);
    profile_free(&profile);
}

static void test_the_picture_holds_names_as_text(void **state)
{
    (void)state;
    struct profile profile;
    struct icicle icicle = example(&profile, 1000);
    struct svg_style style = {.theme = THEME_LIGHT, .both_themes = true, .id_prefix = "x_"};
    struct buf out = {0};
    icicle_svg_write(&icicle, &style, &out);
    assert_non_null(strstr(out.data, "<svg id=\"x_svg\""));
    assert_non_null(strstr(out.data, "&lt;/script&gt;"));
    assert_null(strstr(out.data, "</script"));
    assert_null(strstr(out.data, " style=\""));
    assert_non_null(strstr(out.data, "@media (prefers-color-scheme:dark)"));
    assert_non_null(strstr(out.data, "url(#x_hatch)"));
    buf_free(&out);
    icicle_free(&icicle);
    profile_free(&profile);
}

/* A tree that is all of one block, under a title of any bytes. */
static struct icicle single(struct profile *profile, double cost, const char *title)
{
    static const enum origin origins[] = {ORIGIN_OWN};
    static const struct palette palette = {PALETTE_HOT, 1, THEME_LIGHT};
    struct builder builder = builder_start();
    add_function(&builder, "main", cost, cost);
    *profile = builder_finish(&builder);
    struct block blocks[] = {{.function = TREE_ROOT, .weight = cost, .low = cost, .high = cost},
                             {.function = 0, .depth = 1, .weight = cost, .own = cost}};
    struct tree tree = {blocks, COUNT(blocks)};
    struct totals whole = {.total = cost, .own = cost};
    struct icicle_subject subject = {.profile = profile,
                                     .tree = &tree,
                                     .lead = TREE_ROOT,
                                     .whole = &whole,
                                     .origins = origins,
                                     .palette = &palette,
                                     .title = title};
    return icicle_make(&subject, 1000);
}

static void test_the_smallest_and_the_largest_cost_have_a_width(void **state)
{
    (void)state;
    static const double costs[] = {5e-324, DBL_MAX};
    for (size_t i = 0; i < COUNT(costs); i++) {
        struct profile profile;
        struct icicle icicle = single(&profile, costs[i], "out.prof");
        assert_int_equal(icicle.count, 2);
        assert_true(icicle.blocks[1].x == 0 && icicle.blocks[1].width == 1000);
        icicle_free(&icicle);
        profile_free(&profile);
    }
}

static void test_any_title_can_be_shown(void **state)
{
    (void)state;
    struct profile profile;
    struct icicle icicle = single(&profile, 1,
                                  "a\x01\xff"
                                  "b.prof");
    assert_text(icicle.title, "Flame view of a\uFFFD\uFFFDb.prof");
    assert_true(str_starts(icicle.legend[0], STR("a\uFFFD\uFFFDb.prof: 1.00 s. ")));
    icicle_free(&icicle);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths_are_times_and_callees_stand_below_their_callers),
        cmocka_unit_test(test_what_is_too_narrow_is_not_drawn),
        cmocka_unit_test(test_estimates_say_their_bounds),
        cmocka_unit_test(test_the_picture_holds_names_as_text),
        cmocka_unit_test(test_the_smallest_and_the_largest_cost_have_a_width),
        cmocka_unit_test(test_any_title_can_be_shown),
    };
    return RUN(tests);
}
