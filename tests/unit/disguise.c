#include "analysis/prepare/disguise.h"

#include "analysis/filter/filter.h"
#include "analysis/picture/outline.h"
#include "analysis/prepare/health.h"
#include "output/graph/dot.h"
#include "output/graph/svg.h"
#include "output/json.h"
#include "python/origins.h"
#include "unit.h"
#include "view/graph/callgraph_make.h"

struct key {
    const char *file;
    int64_t line;
    const char *name;
};

/* A profile in which each function calls the next. */
static struct profile chain(const struct key *keys, size_t count)
{
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < count; i++) {
        uint32_t function =
            builder_function(&builder, builder_name(&builder, str_of(keys[i].file)), keys[i].line,
                             builder_name(&builder, str_of(keys[i].name)), false);
        struct function *costs = &builder.profile.functions[function];
        costs->calls = costs->primitive = 1;
        costs->own = 0.01;
        costs->total = 0.01 * (double)(count - i);
        costs->order = function;
    }
    for (uint32_t i = 1; i < count; i++)
        add_call(&builder, i - 1, i, 0.01 * (double)(count - i));
    return builder_finish(&builder);
}

static struct str file_of(const struct profile *view, uint32_t function)
{
    return view->names[view->functions[function].file].text;
}

static struct str name_of(const struct profile *view, uint32_t function)
{
    return view->names[view->functions[function].name].text;
}

static void assert_stripped(const char *prefix, const char *path, const char *expected)
{
    struct key key = {path, 1, "f"};
    struct profile profile = chain(&key, 1);
    struct disguise_options options = {.strip_prefix = prefix};
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct profile view = disguise(&profile, &origins, &options);
    assert_text(file_of(&view, 0), expected);
    assert_text(view.names[view.functions[0].file].raw, expected);
    assert_text(name_of(&view, 0), "f");
    assert_text(file_of(&profile, 0), path);
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
}

static void files_lose_the_prefix_on_posix_and_windows(void **state)
{
    (void)state;
    static const char *const samples[][3] = {
        {"/srv/app", "/srv/app/web/main.py", "web/main.py"},
        {"/srv/app/", "/srv/app/web/main.py", "web/main.py"},
        {"/srv/app//", "/srv/app/main.py", "main.py"},
        {"C:\\src", "C:\\src\\web\\main.py", "web\\main.py"},
        {"C:\\src\\", "C:\\src\\main.py", "main.py"},
        {"C:/src", "C:/src/main.py", "main.py"},
        {"C:\\", "C:\\main.py", "main.py"},
        {"/", "/a/b.py", "a/b.py"},
        {"/", "/x", "x"},
        {"src", "src/main.py", "main.py"},
    };
    for (size_t i = 0; i < COUNT(samples); i++)
        assert_stripped(samples[i][0], samples[i][1], samples[i][2]);
}

static void other_files_keep_their_path(void **state)
{
    (void)state;
    static const char *const samples[][2] = {
        {"/srv/app", "/srv/application/main.py"},
        {"/srv/app", "/srv/app.py"},
        {"/srv/app", "/mnt/srv/app/main.py"},
        {"/srv/app", "/srv/app"},
        {"/srv/app", "/srv/app/"},
        {"", "/srv/app/main.py"},
        {"/srv/app/main.py/x", "/srv/app/main.py"},
        {"C:\\src", "C:\\srcs\\main.py"},
    };
    for (size_t i = 0; i < COUNT(samples); i++)
        assert_stripped(samples[i][0], samples[i][1], samples[i][1]);
}

static void without_options_all_is_as_it_was(void **state)
{
    (void)state;
    static const struct key keys[] = {{"/srv/app/main.py", 7, "main"}, {"~", 0, "<len>"}};
    struct profile profile = chain(keys, COUNT(keys));
    struct disguise_options options = {0};
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct profile view = disguise(&profile, &origins, &options);
    assert_int_equal(view.function_count, 2);
    assert_text(file_of(&view, 0), "/srv/app/main.py");
    assert_text(name_of(&view, 1), "<len>");
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
    struct builder builder = builder_start();
    profile = builder_finish(&builder);
    options.anonymize = true;
    origins = origins_find(&profile, &(struct patterns){0});
    view = disguise(&profile, &origins, &options);
    assert_int_equal(view.function_count, 0);
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
}

/* Everything that tells of the user's code has "Secret" in it. */
static const struct key secrets[] = {
    {"/home/Secret/app/Secret.py", 1, "<module>"},
    {"/home/Secret/app/Secret.py", 10, "Secret_function"},
    {"/home/Secret/app/Secret.py", 20, "__init__"},
    {"/home/Secret/app/Secret.py", 30, "<listcomp>"},
    {"/home/Secret/app/Secret.py", 40, "<lambda>"},
    {"/home/Secret/app/Secret.py", 50, "<Secret template>"},
    {"/home/Secret/app/Secret.py", 60, "<generic parameters of Secret>"},
    {"C:\\Secret\\Secret.pyw", 1, "Secret\\name"},
    {"Secret", 0, "Secret"},
    {"", 5, "Secret"},
    {"<string>", 1, "Secret"},
    {"<Secret>", 1, "f"},
    {"<frozen Secret>", 1, "Secret"},
    {"<frozen Secret.json>", 1, "Secret"},
    {"/usr/lib/python3.11/site-packages/Secret/core.py", 1, "Secret"},
    {"/usr/lib/python3.11/dist-packages/Secret.py", 1, "__Secret"},
    {"C:\\Python311\\Lib\\site-packages\\Secret\\core.py", 1, "Secret"},
    {"/usr/lib/python3.11/Secret.py", 1, "Secret"},
    {"/usr/lib/python3.11/Secret/core.py", 1, "Secret"},
    {"/srv/Secret/tests/test_Secret.py", 1, "test_Secret"},
    {"~", 0, "<built-in method Secret.run>"},
    {"~", 0, "<built-in method Secret>"},
    {"~", 0, "<built-in method Secret.nested.run>"},
    {"~", 0, "<built-in method append of Secret.List object at 0x7f00>"},
    {"~", 0, "<built-in function Secret>"},
    {"~", 0, "<method 'run' of 'Secret.Type' objects>"},
    {"~", 0, "<method 'Secret' of 'acme.Type' objects>"},
    {"~", 0, "<method 'run' of 'Secret' objects>"},
    {"~", 0, "<slot wrapper '__init__' of 'Secret.Type' objects>"},
    {"~", 0, "<Secret>"},
    {"", 0, "Secret"},
    {"builtins", 0, "Secret"},
    {"/build/Secret/module.c", 12, "Secret"},
    {"..\\Secret\\pyexpat.c", 12, "StartElement"},
    {"/home/Secret/x.py", 1, "<built-in method builtins.len>"},
    {"<built-in Secret>", 1, "Secret"},
};

static void nothing_of_ones_own_survives_in_a_view(void **state)
{
    (void)state;
    struct profile profile = chain(secrets, COUNT(secrets));
    struct disguise_options options = {.anonymize = true, .strip_prefix = "/home"};
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct profile view = disguise(&profile, &origins, &options);
    assert_int_equal(view.function_count, COUNT(secrets));
    for (uint32_t i = 0; i < view.name_count; i++) {
        if (str_contains(view.names[i].text, STR("Secret")) ||
            str_contains(view.names[i].raw, STR("Secret")))
            fail_msg("%.*s", (int)view.names[i].text.size, view.names[i].text.data);
    }
    for (uint32_t i = 0; i < view.function_count; i++) {
        assert_true(view.functions[i].line == profile.functions[i].line);
        assert_true(view.functions[i].total == profile.functions[i].total);
    }
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
}

static void assert_no_secret(const struct buf *out)
{
    const char *found = strstr(out->data, "Secret");
    if (found)
        fail_msg("%.80s", found > out->data + 40 ? found - 40 : found);
}

static void write_all(const struct profile *profile, const struct profile *view,
                      const struct callgraph_style *style, struct buf *out)
{
    struct select_options select = {.depth = SELECT_NO_DEPTH};
    struct selection selection;
    struct error error = {0};
    struct totals whole = profile_totals(profile);
    struct filter_report filtered = {0};
    struct origins origins = origins_find(profile, &(struct patterns){0});
    select.total = whole.total;
    assert_true(select_functions(profile, &select, &selection, &error));
    struct outline outline = outline_make(profile, &selection, &select);
    struct callgraph_subject subject = {.profile = view,
                                        .selection = &selection,
                                        .outline = &outline,
                                        .whole = &whole,
                                        .select = &select,
                                        .origins = origins.of,
                                        .title = "profile"};
    struct callgraph graph = callgraph_make(&subject, style);
    struct health health = health_check(profile);
    struct json_part part = {view, &selection, &select, &whole, &filtered, NULL};
    dot_write(&graph, out);
    svg_finish(STR("<svg>\n<g id=\"n0\">\n<title>x</title>\n</g>\n</svg>\n"), &graph, out, NULL);
    json_write(&part, &health, NULL, 0, out);
    callgraph_free(&graph);
    outline_free(&outline);
    select_free(&selection);
    origins_free(&origins);
}

static void nothing_of_ones_own_survives_in_what_is_written(void **state)
{
    (void)state;
    struct profile profile = chain(secrets, COUNT(secrets));
    struct disguise_options options = {.anonymize = true};
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct profile view = disguise(&profile, &origins, &options);
    for (int cluster = CLUSTER_NONE; cluster <= CLUSTER_ORIGIN; cluster++) {
        struct callgraph_style style = {.palette = {PALETTE_HOT, 1, THEME_LIGHT},
                                        .both_themes = true,
                                        .fields = 63,
                                        .cluster = (enum cluster_by)cluster};
        struct buf out = {0};
        write_all(&profile, &view, &style, &out);
        assert_no_secret(&out);
        assert_contains(out.data, "f2");
        buf_free(&out);
    }
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
}

/* What each function is shown as. */
static void assert_view(const struct key *keys, const struct key *expected, size_t count)
{
    struct profile profile = chain(keys, count);
    struct disguise_options options = {.anonymize = true};
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct profile view = disguise(&profile, &origins, &options);
    for (uint32_t i = 0; i < count; i++) {
        assert_text(file_of(&view, i), expected[i].file);
        assert_text(name_of(&view, i), expected[i].name);
    }
    disguise_free(&view);
    origins_free(&origins);
    profile_free(&profile);
}

static void what_python_brings_keeps_its_names(void **state)
{
    (void)state;
    static const struct key keys[] = {
        {"/usr/lib/python3.11/json/decoder.py", 332, "decode"},
        {"C:\\Python311\\Lib\\json\\decoder.py", 332, "decode"},
        {"<frozen importlib._bootstrap>", 1, "_find_and_load"},
        {"~", 0, "<built-in method builtins.len>"},
        {"~", 0, "<built-in method _json.scanner>"},
        {"~", 0, "<built-in method time.sleep>"},
        {"~", 0, "<built-in method fromkeys>"},
        {"~", 0, "<built-in method __new__ of type object at 0x955e60>"},
        {"~", 0, "<method 'append' of 'list' objects>"},
        {"~", 0, "<method 'acquire' of '_thread.lock' objects>"},
        {"~", 0, "<slot wrapper '__init__' of 'object' objects>"},
        {"~", 0, "<len>"},
        {"", 0, "setprofile"},
        {"", 0, "append"},
        {"builtins", 0, "exec"},
    };
    struct key expected[COUNT(keys)];
    memcpy(expected, keys, sizeof keys);
    expected[0].file = "lib/python3/json/decoder.py";
    expected[1].file = "lib/python3/json\\decoder.py";
    expected[12].name = "<built-in method f13>"; /* of which module, nobody knows */
    assert_view(keys, expected, COUNT(keys));
}

static void what_anybody_calls_so_keeps_its_name_but_not_its_file(void **state)
{
    (void)state;
    static const struct key keys[] = {
        {"/srv/a.py", 1, "<module>"},     {"/srv/a.py", 2, "<lambda>"},
        {"/srv/a.py", 3, "<genexpr>"},    {"/srv/b.py", 4, "__init__"},
        {"/srv/b.py", 5, "__private"},    {"/srv/b.py", 6, "____"},
        {"/srv/tests/test_a.py", 7, "t"}, {"/usr/lib/python3.11/site-packages/a.py", 8, "t"},
        {"/srv/a.py", 9, "run"},
    };
    static const struct key expected[] = {
        {"own/file1.py", 1, "<module>"},  {"own/file1.py", 2, "<lambda>"},
        {"own/file1.py", 3, "<genexpr>"}, {"own/file2.py", 4, "__init__"},
        {"own/file2.py", 5, "f5"},        {"own/file2.py", 6, "f6"},
        {"own/file3.py", 7, "f7"},        {"site-packages/file4.py", 8, "f8"},
        {"own/file1.py", 9, "f9"},
    };
    assert_view(keys, expected, COUNT(keys));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_lose_the_prefix_on_posix_and_windows),
        cmocka_unit_test(other_files_keep_their_path),
        cmocka_unit_test(without_options_all_is_as_it_was),
        cmocka_unit_test(nothing_of_ones_own_survives_in_a_view),
        cmocka_unit_test(nothing_of_ones_own_survives_in_what_is_written),
        cmocka_unit_test(what_python_brings_keeps_its_names),
        cmocka_unit_test(what_anybody_calls_so_keeps_its_name_but_not_its_file),
    };
    return RUN(tests);
}
