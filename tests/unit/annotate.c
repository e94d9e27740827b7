#include "render/annotate.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/prepare/disguise.h"
#include "unit.h"

/* A profile of one function, and what is known of it. */
struct annotated {
    struct profile profile, shown;
    struct selection selection;
    struct annotation annotation;
    struct sources sources;
};

static struct annotated look_at(const char *file, int64_t line, const char *name,
                                const struct request *request)
{
    struct builder builder = builder_start();
    uint32_t function = builder_function(&builder, builder_name(&builder, str_of(file)), line,
                                         builder_name(&builder, str_of(name)), false);
    builder.profile.functions[function].total = 1;
    builder.profile.functions[function].order = 0;
    struct annotated a = {.profile = builder_finish(&builder)};
    struct select_options select = {.depth = SELECT_NO_DEPTH};
    struct error error = {0};
    assert_true(select_functions(&a.profile, &select, &a.selection, &error));
    struct origins origins = origins_find(&a.profile, &(struct patterns){0});
    a.shown = disguise(&a.profile, &origins, &request->disguise);
    origins_free(&origins);
    a.annotation = annotate(&a.profile, &a.shown, &a.selection, request, &a.sources);
    return a;
}

static void forget(struct annotated *a)
{
    annotate_free(&a->annotation);
    sources_free(&a->sources);
    select_free(&a->selection);
    disguise_free(&a->shown);
    profile_free(&a->profile);
}

/* Where the function leads to; "" is nowhere. */
static void assert_link(const char *link, const char *prefix, const char *file, int64_t line,
                        const char *expected)
{
    struct request request = {.link = link,
                              .revision = "v1",
                              .source = SOURCE_NEVER,
                              .disguise = {.strip_prefix = prefix}};
    struct annotated a = look_at(file, line, "f", &request);
    assert_non_null(a.annotation.links);
    assert_text(a.annotation.links[0], expected);
    forget(&a);
}

static void placeholders_are_filled_in(void **state)
{
    (void)state;
    assert_link("https://x.org/{rev}/{path}#L{line}", "/srv/app", "/srv/app/a/b.py", 12,
                "https://x.org/v1/a/b.py#L12");
    assert_link("https://x.org/{rev}/{path}#L{line}", NULL, "a/b.py", 9223372036854775807,
                "https://x.org/v1/a/b.py#L9223372036854775807");
    assert_link("vscode://file{abspath}:{line}", "/srv/app", "/srv/app/b.py", 3,
                "vscode://file/srv/app/b.py:3");
    assert_link("https://x.org/", NULL, "/srv/b.py", 3, "https://x.org/");
    assert_link("https://x.org/{line}{line}}", NULL, "/srv/b.py", 3, "https://x.org/33}");
}

static void files_outside_of_the_prefix_have_no_relative_path(void **state)
{
    (void)state;
    static const char *const files[] = {"/usr/lib/python3/json.py", "C:\\lib\\json.py",
                                        "\\\\host\\x.py", "/srv/app2/x.py"};
    for (size_t i = 0; i < COUNT(files); i++)
        assert_link("https://x.org/{path}", "/srv/app", files[i], 1, "");
    assert_link("https://x.org/{path}", "C:\\srv", "C:\\srv\\a\\b.py", 1, "https://x.org/a/b.py");
}

static void absolute_paths_begin_with_a_slash_on_every_system(void **state)
{
    (void)state;
    char folder[1024], expected[2048];
    assert_link("file://{abspath}", NULL, "/a/b.py", 1, "file:///a/b.py");
    assert_link("file://{abspath}", NULL, "C:\\a b\\c.py", 1, "file:///C:/a%20b/c.py");
    assert_link("file://{abspath}", NULL, "\\\\host\\a\\c.py", 1, "file:////host/a/c.py");
    assert_non_null(getcwd(folder, sizeof folder));
    snprintf(expected, sizeof expected, "file://%s/a/b.py", folder);
    assert_link("file://{abspath}", NULL, "a/b.py", 1, expected);
}

static void what_is_in_no_file_leads_nowhere(void **state)
{
    (void)state;
    static const char *const files[] = {"~", "<string>", "<frozen importlib._bootstrap>", "",
                                        "<ipython-input-1>"};
    for (size_t i = 0; i < COUNT(files); i++)
        assert_link("file://{abspath}", NULL, files[i], 1, "");
    assert_link("file://{abspath}", NULL, "/a/b.py", 0, "");
    assert_link("file://{abspath}", NULL, "/a/b.py", -1, "");
}

static bool is_plain(int byte)
{
    return byte >= 'a' && byte <= 'z' ? true
           : byte >= 'A' && byte <= 'Z'
               ? true
               : (byte >= '0' && byte <= '9') || (byte && strchr("-._~/:@!$()*+,;=", byte));
}

static void all_but_what_may_stand_in_a_path_is_percent_encoded(void **state)
{
    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        char file[] = "/a/x.py", expected[32];
        file[3] = (char)byte;
        if (byte == '\\')
            snprintf(expected, sizeof expected, "f:/a//.py");
        else if (is_plain(byte))
            snprintf(expected, sizeof expected, "f:/a/%c.py", byte);
        else
            snprintf(expected, sizeof expected, "f:/a/%%%02X.py", (unsigned)byte);
        assert_link("f:{abspath}", NULL, file, 1, expected);
    }
}

static void a_nul_is_percent_encoded_too(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    builder_function(&builder, builder_name(&builder, (struct str){"/a\0b.py", 7}), 1,
                     builder_name(&builder, STR("f")), false);
    builder.profile.functions[0].order = 0;
    struct profile profile = builder_finish(&builder);
    uint32_t first = 0;
    struct selection selection = {.functions = &first, .function_count = 1};
    struct request request = {.link = "f:{abspath}"};
    struct sources sources = {0};
    struct annotation annotation = annotate(&profile, &profile, &selection, &request, &sources);
    assert_text(annotation.links[0], "f:/a%00b.py");
    assert_text(annotation.qualified[0], "");
    annotate_free(&annotation);
    sources_free(&sources);
    profile_free(&profile);
}

static void revisions_cannot_end_the_path(void **state)
{
    (void)state;
    struct request request = {.link = "https://x.org/{rev}/{path}",
                              .revision = "feat/a#1?b=%2e\"<",
                              .source = SOURCE_NEVER};
    struct annotated a = look_at("b.py", 1, "f", &request);
    assert_text(a.annotation.links[0], "https://x.org/feat/a%231%3Fb=%252e%22%3C/b.py");
    forget(&a);
}

static void made_anonymous_nothing_is_known(void **state)
{
    (void)state;
    struct request request = {.link = "file://{abspath}", .disguise = {.anonymize = true}};
    struct annotated a = look_at("/a/b.py", 1, "f", &request);
    assert_null(a.annotation.links);
    assert_text(a.annotation.qualified[0], "");
    forget(&a);
}

/* A folder for sources, and paths in it. */
static char folder[] = "/tmp/prof2dot-annotate-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"a.py",    "old.py", "fifo.py", "dir.py",
                                        "zero.py", "big.py", "bar.py",  "text"};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        if (unlink(in_folder(names[i])) < 0)
            rmdir(in_folder(names[i]));
    return rmdir(folder);
}

static const char source[] = "class Solver:\n"
                             "    def run(self):\n"
                             "        return [x for x in ()]\n"
                             "\n"
                             "    class Inner:\n"
                             "        def run(self): pass\n"
                             "\n"
                             "def run(): pass\n";

static void write_source(const char *name, const char *before, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    assert_non_null(file);
    fputs(before, file);
    fputs(text, file);
    fclose(file);
}

/* What the function is called with its class; "" where that is not known. */
static void assert_qualified(const char *file, int64_t line, const char *name,
                             enum source_use source_use, const char *expected)
{
    struct request request = {.source = source_use};
    struct annotated a = look_at(in_folder(file), line, name, &request);
    assert_null(a.annotation.links);
    assert_text(a.annotation.qualified[0], expected);
    forget(&a);
}

static void classes_are_named_where_the_source_agrees(void **state)
{
    (void)state;
    write_source("a.py", "", source);
    assert_qualified("a.py", 2, "run", SOURCE_AUTO, "Solver.run");
    assert_qualified("a.py", 6, "run", SOURCE_AUTO, "Solver.Inner.run");
    assert_qualified("a.py", 8, "run", SOURCE_AUTO, "run");
    assert_qualified("a.py", 3, "<listcomp>", SOURCE_AUTO, "Solver.run.<listcomp>");
    assert_qualified("a.py", 2, "run", SOURCE_NEVER, "");
}

static void a_source_that_has_changed_names_nothing(void **state)
{
    (void)state;
    write_source("old.py", "\n", source);
    assert_qualified("old.py", 2, "run", SOURCE_AUTO, "");
    assert_qualified("old.py", 3, "walk", SOURCE_AUTO, "");
    assert_qualified("old.py", 0, "run", SOURCE_AUTO, "");
    assert_qualified("old.py", -5, "run", SOURCE_AUTO, "");
    assert_qualified("old.py", 1000000000000, "run", SOURCE_AUTO, "");
    assert_qualified("none.py", 2, "run", SOURCE_AUTO, "");
}

/* Names in a profile are not to be trusted: nothing hangs, and nothing large is read. */
static void odd_files_are_not_read(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(in_folder("fifo.py"), 0600), 0);
    assert_int_equal(mkdir(in_folder("dir.py"), 0700), 0);
    assert_int_equal(symlink("/dev/zero", in_folder("zero.py")), 0);
    write_source("big.py", source, "");
    assert_int_equal(truncate(in_folder("big.py"), 5 * 1024 * 1024), 0);
    write_source("text", "", source);
    static const char *const names[] = {"fifo.py", "dir.py", "zero.py", "big.py", "text"};
    alarm(60);
    for (size_t i = 0; i < COUNT(names); i++)
        assert_qualified(names[i], 2, "run", SOURCE_AUTO, "");
    alarm(0);
}

static void files_that_may_not_be_read_name_nothing(void **state)
{
    (void)state;
    write_source("bar.py", "", source);
    assert_int_equal(chmod(in_folder("bar.py"), 0), 0);
    if (access(in_folder("bar.py"), R_OK) == 0)
        skip(); /* who may do everything */
    assert_qualified("bar.py", 2, "run", SOURCE_AUTO, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_are_filled_in),
        cmocka_unit_test(files_outside_of_the_prefix_have_no_relative_path),
        cmocka_unit_test(absolute_paths_begin_with_a_slash_on_every_system),
        cmocka_unit_test(what_is_in_no_file_leads_nowhere),
        cmocka_unit_test(all_but_what_may_stand_in_a_path_is_percent_encoded),
        cmocka_unit_test(a_nul_is_percent_encoded_too),
        cmocka_unit_test(revisions_cannot_end_the_path),
        cmocka_unit_test(made_anonymous_nothing_is_known),
        cmocka_unit_test(classes_are_named_where_the_source_agrees),
        cmocka_unit_test(a_source_that_has_changed_names_nothing),
        cmocka_unit_test(odd_files_are_not_read),
        cmocka_unit_test(files_that_may_not_be_read_name_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
