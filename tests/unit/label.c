#include "view/graph/label.h"

#include "base/utf8.h"
#include "python/naming.h"
#include "unit.h"

/* Functions of a profile by file, line and name, and the short names they should get. */
struct sample {
    const char *file;
    int64_t line;
    const char *name, *expected;
};

static struct profile profile_of(const struct sample *samples, size_t count)
{
    struct builder builder = builder_start();
    for (size_t i = 0; i < count; i++)
        builder_function(&builder, builder_name(&builder, str_of(samples[i].file)), samples[i].line,
                         builder_name(&builder, str_of(samples[i].name)), false);
    return builder_finish(&builder);
}

static void check_names(const struct sample *samples, size_t count)
{
    struct profile profile = profile_of(samples, count);
    struct arena arena = {0};
    uint32_t functions[32];
    for (uint32_t i = 0; i < count; i++)
        functions[i] = i;
    struct str *names = label_names(&profile, functions, NULL, (uint32_t)count, &arena);
    for (size_t i = 0; i < count; i++)
        assert_text(names[i], samples[i].expected);
    arena_free(&arena);
    profile_free(&profile);
}

/* Addresses are no part of a name; what only they tell apart is numbered. */
static void equal_c_functions_are_numbered(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"~", 0, "<built-in method __new__ of type object at 0x7f12>", "__new__"},
        {"~", 0, "<built-in method __new__ of type object at 0x7f34>", "__new__ #2"},
        {"~", 0, "<function Cursor.execute at 0x7f56>", "Cursor.execute"},
        {"~", 0, "<built-in method write of _io.FileIO object at 0x7f12>", "_io.FileIO.write"},
        {"zlib", 0, "compress", "zlib.compress"},
        {"builtins", 0, "len", "len"},
    };
    check_names(samples, COUNT(samples));
}

static void names_that_stand_alone_stay_bare(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/srv/app/main.py", 1, "<module>", "main.py"},
        {"/srv/app/io.py", 3, "load", "load"},
        {"/srv/app/io.py", 9, "__init__", "io.__init__"},
        {"/srv/app/text.py", 9, "<lambda>", "text.<lambda>"},
        {"/srv/app/pkg/__init__.py", 4, "<genexpr>", "pkg.<genexpr>"},
        {"<frozen importlib._bootstrap>", 4, "<genexpr>", "importlib._bootstrap.<genexpr>"},
    };
    check_names(samples, COUNT(samples));
}

static void builtins_lose_their_wrapping(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"~", 0, "<built-in method builtins.len>", "len"},
        {"~", 0, "<built-in method numpy.array>", "numpy.array"},
        {"~", 0, "<method 'append' of 'list' objects>", "list.append"},
        {"~", 0, "<len>", "len"},                   /* Python 2 */
        {"~", 0, "<built-in function abs>", "abs"}, /* PyPy */
        {"", 0, "setprofile", "setprofile"},        /* the profile module */
        {"builtins", 0, "exec", "exec"},            /* yappi */
        {"~", 0, "<>", "<>"},
        {"~", 0, "<method 'x", "<method 'x"},
        {"~", 0, "<method 'y' of 'z", "<method 'y' of 'z"},
    };
    static const struct sample alone[] = {{"~", 0, "<len>", "len"}};
    struct sample without_len[COUNT(samples) - 1];
    memcpy(without_len, samples + 1, sizeof without_len); /* two names "len" are not alone */
    without_len[2] = alone[0];
    check_names(without_len, COUNT(without_len));
    check_names(samples, 1);
}

static void equal_names_get_what_tells_them_apart(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/srv/app/io.py", 3, "read", "io.read"},     {"/srv/app/net.py", 3, "read", "net.read"},
        {"/srv/a/x/io.py", 7, "seek", "a.x.io.seek"}, {"/srv/b/x/io.py", 7, "seek", "b.x.io.seek"},
        {"/srv/app/shape.py", 3, "area", "area:3"},   {"/srv/app/shape.py", 9, "area", "area:9"},
        {"/srv/app/io.py", 9, "close", "close"},      {"C:\\app\\one.py", 9, "open", "one.open"},
        {"C:\\app\\two.py", 9, "open", "two.open"},
    };
    check_names(samples, COUNT(samples));
}

static void a_nameless_function_says_so(void **state)
{
    (void)state;
    static const struct sample samples[] = {{"", 0, "", "(no name)"}};
    check_names(samples, COUNT(samples));
}

/* Whatever the functions are, no two get one name. */
static void no_two_functions_share_a_name(void **state)
{
    (void)state;
    enum { FILES = 6, LINES = 3 };
    static const char *const files[FILES] = {"/a/x.py",          "/b/x.py", "/c/a/x.py",
                                             "/c/x/__init__.py", "d/x.py",  "x.py"};
    struct sample samples[FILES * LINES];
    struct arena arena = {0};
    uint32_t functions[FILES * LINES];
    for (uint32_t i = 0; i < FILES * LINES; i++) {
        functions[i] = i;
        samples[i] = (struct sample){files[i / LINES], i % LINES + 1, "f", NULL};
    }
    struct profile profile = profile_of(samples, COUNT(samples));
    struct str *names = label_names(&profile, functions, NULL, COUNT(functions), &arena);
    for (size_t i = 0; i < COUNT(functions); i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(names[i], names[j]))
                fail_msg("%s:%d and %s:%d: %.*s", samples[i].file, (int)samples[i].line,
                         samples[j].file, (int)samples[j].line, (int)names[i].size, names[i].data);
    arena_free(&arena);
    profile_free(&profile);
}

static void full_names_are_those_of_pstats(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/srv/app/io.py", 3, "read", "/srv/app/io.py:3(read)"},
        {"~", 0, "<built-in method builtins.len>", "<built-in method builtins.len>"},
        {"", 0, "len", ":0(len)"},
        {"x.py", -1, "f", "x.py:-1(f)"},
    };
    struct profile profile = profile_of(samples, COUNT(samples));
    for (uint32_t i = 0; i < COUNT(samples); i++) {
        struct buf name = {0};
        naming_full(&profile, i, &name);
        assert_buf(&name, samples[i].expected);
        buf_free(&name);
    }
    profile_free(&profile);
}

static void assert_wrapped(const char *name, bool wrap, const char *expected)
{
    struct arena arena = {0};
    struct str lines[LABEL_LINES];
    struct buf text = {0};
    int count = label_wrap(str_of(name), wrap, &arena, lines);
    for (int i = 0; i < count; i++) {
        buf_text(&text, i ? "|" : "");
        buf_str(&text, lines[i]);
    }
    assert_buf(&text, expected);
    buf_free(&text);
    arena_free(&arena);
}

static void long_names_break_at_joints(void **state)
{
    (void)state;
    assert_wrapped("short", false, "short");
    assert_wrapped("core.dataset.normalise_and_validate_columns", false,
                   "core.dataset.normalise_and_|validate_columns");
    assert_wrapped("dataset.clean_columns", true, "dataset.clean_|columns");
    assert_wrapped("two\nlines", false, "two|lines");
    assert_wrapped("nojointsnojointsnojointsnojoints", true, "nojointsnojoints|nojointsnojoints");
}

static void no_name_breaks_the_box(void **state)
{
    (void)state;
    static const char *const pieces[] = {"x", "ab.", "\xc3\xa9", "\xf0\x9f\x90\x8d", "a\n", "_"};
    for (size_t p = 0; p < COUNT(pieces); p++)
        for (int count = 1; count < 20000; count = count * 3 + 1) {
            struct arena arena = {0};
            struct str lines[LABEL_LINES];
            struct buf name = {0};
            for (int i = 0; i < count; i++)
                buf_text(&name, pieces[p]);
            int found = label_wrap(buf_slice(&name), false, &arena, lines);
            assert_in_range(found, 1, LABEL_LINES);
            for (int i = 0; i < found; i++) {
                assert_in_range(utf8_count(lines[i]), 0, LABEL_LINE * 2);
                assert_int_equal(str_find(lines[i], '\n'), lines[i].size);
                assert_ptr_equal(utf8_repair(&arena, lines[i]).data, lines[i].data);
            }
            buf_free(&name);
            arena_free(&arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_stand_alone_stay_bare),
        cmocka_unit_test(equal_c_functions_are_numbered),
        cmocka_unit_test(builtins_lose_their_wrapping),
        cmocka_unit_test(equal_names_get_what_tells_them_apart),
        cmocka_unit_test(a_nameless_function_says_so),
        cmocka_unit_test(no_two_functions_share_a_name),
        cmocka_unit_test(full_names_are_those_of_pstats),
        cmocka_unit_test(long_names_break_at_joints),
        cmocka_unit_test(no_name_breaks_the_box),
    };
    return RUN(tests);
}
