#include "output/escape.h"

#include "unit.h"

typedef void escape(struct buf *, struct str);

static void assert_escaped(escape *function, struct str text, const char *expected)
{
    struct buf out = {0};
    buf_text(&out, "|");
    function(&out, text);
    buf_text(&out, "|");
    assert_int_equal(out.size, strlen(expected) + 2);
    assert_memory_equal(out.data + 1, expected, strlen(expected));
    buf_free(&out);
}

#define NASTY "<a href=\"x\">&amp;\\N\n\tC:\\new {|} caf\xc3\xa9"

static void html_like_labels(void **state)
{
    (void)state;
    assert_escaped(escape_dot_html, STR(""), "");
    assert_escaped(escape_dot_html, STR("plain"), "plain");
    assert_escaped(escape_dot_html, STR(NASTY),
                   "&lt;a href=&quot;x&quot;&gt;&amp;amp;\\\\N<BR/> C:\\\\new {|} caf\xc3\xa9");
}

/* Graphviz takes backslashes away twice, and entities once. */
static void tooltips(void **state)
{
    (void)state;
    assert_escaped(escape_dot_tooltip, STR(NASTY),
                   "<a href=\\\"x\\\">&amp;amp;\\\\\\\\N\\n\tC:\\\\\\\\new {|} caf\xc3\xa9");
}

static void xml(void **state)
{
    (void)state;
    assert_escaped(escape_xml, STR(NASTY),
                   "&lt;a href=&quot;x&quot;&gt;&amp;amp;\\N&#10;\tC:\\new {|} caf\xc3\xa9");
    assert_escaped(escape_xml, STR("]]>"), "]]&gt;");
}

static void json(void **state)
{
    (void)state;
    assert_escaped(escape_json, STR("q\"b\\s/"), "q\\\"b\\\\s/");
    assert_escaped(escape_json, STR("</script>"), "\\u003c/script>");
    assert_escaped(escape_json, STR("\0\x1f\x7f"), "\\u0000\\u001f\\u007f");
    assert_escaped(escape_json, STR("caf\xc3\xa9 \xf0\x9f\x90\x8d"),
                   "caf\xc3\xa9 \xf0\x9f\x90\x8d");
    assert_escaped(escape_json, STR("\xed\xb2\x80"), "\\udc80");
    assert_escaped(escape_json, STR("\xe9\xff"), "\\ufffd\\ufffd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json),
        cmocka_unit_test(html_like_labels),
        cmocka_unit_test(tooltips),
        cmocka_unit_test(xml),
    };
    return RUN(tests);
}
