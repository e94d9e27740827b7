#include "output/graph/graphviz.h"

#include "unit.h"

static const struct graphviz_options as_svg = {GRAPHVIZ_SVG, 96, 60, false, false};

static enum graphviz_result render(const char *dot, const struct graphviz_options *options,
                                   struct graphviz_picture *picture, struct error *error)
{
    struct graphviz_renderer none = {0};
    struct buf text = {0};
    buf_text(&text, dot);
    enum graphviz_result result = graphviz_render(&none, &text, options, picture, error);
    buf_free(&text);
    return result;
}

static void dot_becomes_svg(void **state)
{
    (void)state;
    struct graphviz_picture picture;
    struct error error = {0};
    assert_int_equal(render("digraph { a -> b }", &as_svg, &picture, &error), GRAPHVIZ_DRAWN);
    assert_contains(picture.bytes.data, "<svg");
    assert_contains(picture.bytes.data, "<title>a&#45;&gt;b</title>");
    buf_free(&picture.bytes);
}

static void a_renderer_may_be_started_before(void **state)
{
    (void)state;
    struct graphviz_renderer renderer = {0};
    struct graphviz_picture picture;
    struct error error = {0};
    struct buf dot = {0};
    buf_text(&dot, "digraph { a -> b }");
    graphviz_start(GRAPHVIZ_SVG, &renderer);
    assert_true(renderer.child.process > 0);
    assert_int_equal(graphviz_render(&renderer, &dot, &as_svg, &picture, &error), GRAPHVIZ_DRAWN);
    assert_int_equal(renderer.child.process, 0);
    assert_contains(picture.bytes.data, "<title>a&#45;&gt;b</title>");
    graphviz_start(GRAPHVIZ_SVG, &renderer);
    graphviz_drop(&renderer);
    buf_free(&picture.bytes);
    buf_free(&dot);
}

static void dot_becomes_png_at_its_resolution(void **state)
{
    (void)state;
    struct graphviz_options options = {GRAPHVIZ_PNG, 50, 60, false, false};
    struct graphviz_picture picture;
    struct error error = {0};
    assert_int_equal(render("digraph { a -> b }", &options, &picture, &error), GRAPHVIZ_DRAWN);
    assert_true(str_starts(buf_slice(&picture.bytes), STR("\x89PNG")));
    assert_true(picture.dpi == 50);
    size_t small = picture.bytes.size;
    buf_free(&picture.bytes);
    options.dpi = 400;
    assert_int_equal(render("digraph { a -> b }", &options, &picture, &error), GRAPHVIZ_DRAWN);
    assert_true(picture.bytes.size > small * 2);
    buf_free(&picture.bytes);
}

/* A page of 400 by 400 inches: 96 dots an inch would be far too many. */
static void a_huge_png_is_drawn_smaller(void **state)
{
    (void)state;
    struct graphviz_options options = {GRAPHVIZ_PNG, 96, 60, false, false};
    struct graphviz_picture picture;
    struct error error = {0};
    assert_int_equal(render("digraph { a [width=400 height=400] }", &options, &picture, &error),
                     GRAPHVIZ_DRAWN);
    assert_true(picture.dpi > 10 && picture.dpi < 30);
    const unsigned char *size = (const unsigned char *)picture.bytes.data + 16;
    double width = size[0] << 24 | size[1] << 16 | size[2] << 8 | size[3];
    double height = size[4] << 24 | size[5] << 16 | size[6] << 8 | size[7];
    assert_true(width * height <= 64e6 && width * height > 32e6);
    buf_free(&picture.bytes);
}

static void bad_dot_is_an_error(void **state)
{
    (void)state;
    static const char *const bad[] = {"digraph {", "not dot at all", ""};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct graphviz_picture picture;
        struct error error = {0};
        assert_int_not_equal(render(bad[i], &as_svg, &picture, &error), GRAPHVIZ_DRAWN);
        assert_int_equal(error.code, ERROR_RENDER);
        assert_true(*error.message);
        buf_free(&picture.bytes);
    }
}

/* Every node calls every other: a layout of minutes. */
static void a_layout_that_takes_too_long_is_ended(void **state)
{
    (void)state;
    struct graphviz_options options = {GRAPHVIZ_SVG, 96, 0.5, false, false};
    struct graphviz_picture picture;
    struct error error = {0};
    struct buf dot = {0};
    buf_text(&dot, "digraph {\n");
    for (int i = 0; i < 150; i++)
        for (int j = 0; j < 150; j++)
            buf_format(&dot, "n%d -> n%d [label=x];\n", i, j);
    buf_text(&dot, "}\n");
    assert_int_equal(render(dot.data, &options, &picture, &error), GRAPHVIZ_FAILED);
    assert_contains(error.message, "did not finish");
    assert_contains(error.message, "0.5 s");
    buf_free(&picture.bytes);
    buf_free(&dot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dot_becomes_svg),
        cmocka_unit_test(a_renderer_may_be_started_before),
        cmocka_unit_test(dot_becomes_png_at_its_resolution),
        cmocka_unit_test(a_huge_png_is_drawn_smaller),
        cmocka_unit_test(bad_dot_is_an_error),
        cmocka_unit_test(a_layout_that_takes_too_long_is_ended),
    };
    return RUN(tests);
}
