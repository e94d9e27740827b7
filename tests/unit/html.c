#include "output/page/html_write.h"

#include <float.h>

#include "unit.h"

/* A report in the making; what is not set is empty. */
struct making {
    struct profile profile;
    struct totals whole;
    struct summary summary;
    struct block root;
    struct html_graph graph;
    struct html_page page;
    enum origin origins[8];
    struct str qualified[8];
    struct buf out;
};

static const struct palette palette = {PALETTE_HOT, 1, THEME_LIGHT};

/* Takes what was built. */
static void make(struct making *making, struct builder *builder, const char *title)
{
    making->profile = builder_finish(builder);
    making->whole = profile_totals(&making->profile);
    making->root = (struct block){.function = TREE_ROOT, .weight = making->whole.total};
    struct tree tree = {&making->root, 1};
    making->page.profile = &making->profile;
    making->page.whole = &making->whole;
    making->page.origins = making->origins;
    making->page.qualified = making->qualified;
    making->page.summary = &making->summary;
    making->page.tree = &tree;
    making->page.graph = &making->graph;
    making->page.palette = &palette;
    making->page.title = title;
    html_write(&making->page, &making->out);
    assert_int_equal(strlen(making->out.data), making->out.size);
}

static void drop(struct making *making)
{
    profile_free(&making->profile);
    buf_free(&making->out);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

/* The contents of the JSON script of that id, up to `end`. */
static void assert_script(const struct making *making, const char *id, const char *expected)
{
    struct buf text = {0};
    buf_format(&text, "<script type=text/x id=%s>%s</script>", id, expected);
    assert_contains(making->out.data, text.data);
    buf_free(&text);
}

static void an_empty_profile_makes_a_page(void **state)
{
    (void)state;
    struct making making = {0};
    struct builder builder = builder_start();
    make(&making, &builder, "empty.prof");
    assert_memory_equal(making.out.data, "<!doctype html>", 15);
    assert_true(str_ends(buf_slice(&making.out), STR("</body></html>\n")));
    assert_contains(making.out.data, "<title>empty.prof: profile</title>");
    assert_contains(making.out.data, "<b>0 s</b>");
    assert_contains(making.out.data, "\"total\":0,\"own\":0,\"calls\":0,\"primitive\":0,");
    assert_script(&making, "names", "[]");
    assert_script(&making, "files", "[]");
    assert_script(&making, "links", "[]");
    assert_script(&making, "sources", "{}");
    assert_script(&making, "graph-data", "{\"nodes\":[],\"edges\":[]}");
    drop(&making);
}

/* Wherever a name stands, it is text: there is no more markup than in the page of a plain one. */
static void names_of_every_kind_are_text(void **state)
{
    (void)state;
    static const char hostile[] = "</script><script>alert(1)</script><b a=\"'\">&amp;]]>-->";
    struct making plain = {0}, making = {0};
    struct builder builder = builder_start();
    add_function(&builder, "a.py:f", 1, 1);
    make(&plain, &builder, "a.prof");
    builder = builder_start();
    struct buf name = {0};
    buf_format(&name, "%s.py:%s", hostile, hostile);
    add_function(&builder, name.data, 1, 1);
    making.qualified[0] = str_of(hostile);
    struct html_source source = {0, 2, 7, str_of(hostile)};
    making.page.sources = &source;
    making.page.source_count = 1;
    make(&making, &builder, hostile);
    assert_int_equal(count_of(making.out.data, "<script"), count_of(plain.out.data, "<script"));
    assert_int_equal(count_of(making.out.data, "</script"), count_of(plain.out.data, "</script"));
    assert_null(strstr(making.out.data, "alert(1)</"));
    assert_null(strstr(making.out.data, "<b a="));
    assert_contains(
        making.out.data,
        "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b a=&quot;'&quot;&gt;&amp;amp;]]&gt;");
    assert_script(&making, "sources",
                  "{\"0\":[7,\"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>"
                  "\\u003cb a=\\\"'\\\">&amp;]]>-->\",2]}");
    buf_free(&name);
    drop(&plain);
    drop(&making);
}

static void titles_are_made_fit_to_be_shown(void **state)
{
    (void)state;
    struct making making = {0};
    struct builder builder = builder_start();
    make(&making, &builder, "\xff\x1b[2J");
    assert_contains(making.out.data, "<title>\xef\xbf\xbd\xef\xbf\xbd[2J: profile</title>");
    assert_contains(making.out.data, "\"title\":\"\xef\xbf\xbd\xef\xbf\xbd[2J\"");
    assert_null(strchr(making.out.data, '\x1b'));
    drop(&making);
}

/* JSON knows neither infinities nor what is no number. */
static void totals_are_numbers(void **state)
{
    (void)state;
    static const double costs[] = {5e-324, DBL_MIN, DBL_MAX, -DBL_MAX, -1, 0};
    for (size_t i = 0; i < COUNT(costs); i++) {
        struct making making = {0};
        struct builder builder = builder_start();
        add_function(&builder, "a.py:f", costs[i], costs[i]);
        add_function(&builder, "a.py:g", -1, 0);
        make(&making, &builder, "a.prof");
        const char *meta = strstr(making.out.data, "\"quantum\":");
        const char *own = strstr(meta, "\"own\":");
        assert_true(meta[10] >= '1' && meta[10] <= '9');
        assert_true(strtod(strstr(meta, "\"total\":") + 8, NULL) < 1e10);
        assert_true(strspn(own + 6, "0123456789") == strcspn(own + 6, ","));
        drop(&making);
    }
}

static void the_table_holds_the_most_expensive(void **state)
{
    (void)state;
    struct making making = {0};
    struct builder builder = builder_start();
    add_function(&builder, "a.py:slow", 1, 2);
    add_function(&builder, "a.py:slower", 3, 3);
    making.qualified[0] = STR("A.slow");
    making.origins[0] = making.origins[1] = ORIGIN_OWN;
    make(&making, &builder, "a.prof");
    const char *slower = strstr(making.out.data, "<th scope=row>slower</th><td>a.py:1</td>");
    const char *slow = strstr(making.out.data, "<th scope=row>A.slow</th><td>a.py:1</td>");
    assert_true(slower && slow && slower < slow);
    assert_script(&making, "names", "[\"A.slow\",\n\"slower\"]");
    drop(&making);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_profile_makes_a_page),
        cmocka_unit_test(names_of_every_kind_are_text),
        cmocka_unit_test(titles_are_made_fit_to_be_shown),
        cmocka_unit_test(totals_are_numbers),
        cmocka_unit_test(the_table_holds_the_most_expensive),
    };
    return RUN(tests);
}
