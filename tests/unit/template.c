#include "output/page/template.h"

#include "unit.h"

#define NASTY "<a href=\"x\">&amp; {{text nasty}}</a>"

/* The slots' page: how many rows the list has. */
static uint32_t count_rows(const void *page)
{
    return *(const uint32_t *)page;
}

static void write_nasty(const void *page, uint32_t row, struct buf *out)
{
    (void)page;
    (void)row;
    buf_text(out, NASTY);
}

static void write_row(const void *page, uint32_t row, struct buf *out)
{
    buf_format(out, "%" PRIu32 "<%" PRIu32, row, *(const uint32_t *)page);
}

static void write_nothing(const void *page, uint32_t row, struct buf *out)
{
    (void)page;
    (void)row;
    (void)out;
}

static const struct template_slot first[] = {{"nasty", write_nasty, NULL},
                                             {"row", write_row, NULL}};
static const struct template_slot second[] = {{"rows", NULL, count_rows},
                                              {"nothing", write_nothing, NULL}};

static void assert_filled(const char *text, uint32_t rows, const char *expected)
{
    const struct template_slots slots[] = {{first, COUNT(first)}, {second, COUNT(second)}};
    struct buf out = {0};
    buf_text(&out, "|");
    template_write(str_of(text), slots, COUNT(slots), &rows, &out);
    assert_text(str_from(buf_slice(&out), 1), expected);
    buf_free(&out);
}

static void text_without_places_stays(void **state)
{
    (void)state;
    assert_filled("", 0, "");
    assert_filled("a { b } {c} }} <&>", 0, "a { b } {c} }} <&>");
    assert_filled("{", 0, "{");
}

static void places_name_their_escaping(void **state)
{
    (void)state;
    static const char escaped[] = "&lt;a href=&quot;x&quot;&gt;&amp;amp; {{text nasty}}&lt;/a&gt;";
    assert_filled("{{text nasty}}", 0, escaped);
    assert_filled("{{attr nasty}}", 0, escaped);
    assert_filled("{{markup nasty}}", 0, NASTY);
    assert_filled("{{json nasty}}", 0, NASTY);
    assert_filled("{{base64 row}}", 2, "MDwy");
    assert_filled("<p>{{text nothing}}</p>{{text row}}{{markup row}}.", 3, "<p></p>0&lt;30<3.");
}

static void lists_are_written_row_by_row(void **state)
{
    (void)state;
    static const char list[] = "a{{each rows}}<li>{{text row}}{{markup row}}</li>{{end}}z";
    assert_filled(list, 0, "az");
    assert_filled(list, 1, "a<li>0&lt;10<1</li>z");
    assert_filled(list, 2, "a<li>0&lt;20<2</li><li>1&lt;21<2</li>z");
    assert_filled("{{each rows}}{{end}}", 5, "");
    assert_filled("{{each rows}}-{{end}}{{each rows}}{{markup row}}{{end}}", 2, "--0<21<2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_without_places_stays),
        cmocka_unit_test(places_name_their_escaping),
        cmocka_unit_test(lists_are_written_row_by_row),
    };
    return RUN(tests);
}
