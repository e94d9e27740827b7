#include "python/origins.h"

#include "model/stack_builder.h"
#include "python/known_modules.h"
#include "python/library.h"
#include "python/modules.h"
#include "unit.h"

/* A profile of one function. */
static struct profile one_function(struct str file, int64_t line, const char *name)
{
    struct builder builder = builder_start();
    builder_function(&builder, builder_name(&builder, file), line,
                     builder_name(&builder, str_of(name)), false);
    return builder_finish(&builder);
}

static enum origin origin_of(const struct profile *profile, uint32_t function)
{
    struct origins origins = origins_find(profile, &(struct patterns){0});
    enum origin origin = origins.of[function];
    assert_int_equal(origins.is_own[function], origin == ORIGIN_OWN);
    origins_free(&origins);
    return origin;
}

struct sample {
    const char *file, *name;
    enum origin origin;
};

static void expect_origins(const struct sample *samples, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct profile profile = one_function(str_of(samples[i].file), 7, samples[i].name);
        enum origin found = origin_of(&profile, 0);
        if (found != samples[i].origin) {
            print_error("%s %s: %s\n", samples[i].file, samples[i].name, origins_name(found));
            wrong++;
        }
        profile_free(&profile);
    }
    assert_int_equal(wrong, 0);
}

static void the_standard_library_is_known_by_its_folders(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/usr/lib/python3.11/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"/usr/lib/python2.7/ConfigParser.py", "get", ORIGIN_STDLIB},
        {"/usr/lib64/python3.11/os.py", "walk", ORIGIN_STDLIB},
        {"/usr/local/lib/python3.15/annotationlib.py", "f", ORIGIN_STDLIB},
        {"/usr/local/lib/python3.14t/threading.py", "run", ORIGIN_STDLIB},
        {"/usr/local/lib/python3.13td/threading.py", "run", ORIGIN_STDLIB},
        {"/usr/lib/python2.7/lib-tk/Tkinter.py", "mainloop", ORIGIN_STDLIB},
        {"/usr/lib/python2.7/plat-linux2/IN.py", "f", ORIGIN_STDLIB},
        {"/usr/lib/python3.11/_sysconfigdata__x86_64-linux-gnu.py", "<module>", ORIGIN_STDLIB},
        {"lib/python3.8/os.py", "walk", ORIGIN_STDLIB},
        {"/opt/conda/lib/python3.11/ast.py", "parse", ORIGIN_STDLIB},
        {"/opt/conda/envs/web/lib/python3.9/ast.py", "parse", ORIGIN_STDLIB},
        {"/home/me/.pyenv/versions/3.11.4/lib/python3.11/ast.py", "parse", ORIGIN_STDLIB},
        {"/home/me/.virtualenvs/web/bin/../lib/python3.6/abc.py", "f", ORIGIN_STDLIB},
        {"/home/me/.local/share/uv/python/cpython-3.12.3-linux-x86_64-gnu/lib/python3.12/re/"
         "_parser.py",
         "parse", ORIGIN_STDLIB},
        {"/Library/Frameworks/Python.framework/Versions/3.9/lib/python3.9/re.py", "sub",
         ORIGIN_STDLIB},
        {"/opt/homebrew/Cellar/python@3.11/3.11.4/Frameworks/Python.framework/Versions/3.11/lib/"
         "python3.11/re/__init__.py",
         "sub", ORIGIN_STDLIB},
        {"/nix/store/abc-python3-3.11.4/lib/python3.11/csv.py", "f", ORIGIN_STDLIB},
        {"/usr/lib/pypy3.9/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"/opt/pypy3/lib-python/3/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"/opt/pypy/lib-python/2.7/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"/opt/pypy/lib_pypy/_functools.py", "f", ORIGIN_STDLIB},
        {"/opt/pypy3.9/lib/pypy3.9/_structseq.py", "f", ORIGIN_STDLIB},
        {"/usr/lib/python311.zip/json/decoder.pyc", "decode", ORIGIN_STDLIB},
        {"C:\\app\\python311.zip\\json\\decoder.pyc", "decode", ORIGIN_STDLIB},
        {"/lib/python314.zip/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"C:\\app\\library.zip\\json\\decoder.pyc", "decode", ORIGIN_STDLIB},
        {"/usr/src/Python-3.11.4/Lib/csv.py", "f", ORIGIN_STDLIB},
        {"/home/me/src/cpython/Lib/csv.py", "f", ORIGIN_STDLIB},
    };
    expect_origins(samples, COUNT(samples));
}

static void the_standard_library_is_known_on_windows(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"C:\\Python27\\lib\\json\\decoder.py", "decode", ORIGIN_STDLIB},
        {"c:\\python27\\LIB\\json\\decoder.py", "decode", ORIGIN_STDLIB},
        {"C:/Python311/Lib/json/decoder.py", "decode", ORIGIN_STDLIB},
        {"C:\\Python27\\lib\\lib-tk\\Tkinter.py", "mainloop", ORIGIN_STDLIB},
        {"C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python312-32\\Lib\\re\\_parser.py", "f",
         ORIGIN_STDLIB},
        {"C:\\ProgramData\\Anaconda3\\Lib\\random.py", "f", ORIGIN_STDLIB},
        {"F:\\Anaconda3\\lib\\random.py", "f", ORIGIN_STDLIB},
        {"C:\\Users\\x\\miniconda3\\envs\\foo\\Lib\\random.py", "f", ORIGIN_STDLIB},
        {"D:\\envs\\foo\\Lib\\random.py", "f", ORIGIN_STDLIB},
        {"C:\\work\\venv\\Lib\\random.py", "f", ORIGIN_STDLIB},
        {"C:\\WinPython-32bit-3.4.4.2\\python-3.4.4.amd64\\lib\\random.py", "f", ORIGIN_STDLIB},
        {"C:\\Users\\me\\AppData\\Roaming\\uv\\python\\cpython-3.12-windows-x86_64-none\\Lib\\re."
         "py",
         "f", ORIGIN_STDLIB},
        {"C:\\Program Files\\WindowsApps\\PythonSoftwareFoundation.Python.3.11_3.11.1264.0_x64__"
         "qbz5n2kfra8p0\\Lib\\re\\__init__.py",
         "f", ORIGIN_STDLIB},
        {"C:\\Users\\me\\.pyenv\\pyenv-win\\versions\\3.11.4\\Lib\\csv.py", "f", ORIGIN_STDLIB},
        {"C:\\hostedtoolcache\\windows\\Python\\3.11.4\\x64\\Lib\\csv.py", "f", ORIGIN_STDLIB},
        {"C:\\Users\\me\\scoop\\apps\\python\\current\\Lib\\csv.py", "f", ORIGIN_STDLIB},
        {"C:\\Users\\me\\AppData\\Local\\Python\\pythoncore-3.14-64\\Lib\\csv.py", "f",
         ORIGIN_STDLIB},
        {"C:\\pypy3.9-v7.3.11-win64\\Lib\\csv.py", "f", ORIGIN_STDLIB},
        {"C:\\pypy\\lib-python\\3\\csv.py", "f", ORIGIN_STDLIB},
        {"C:/msys64/mingw64/lib/python3.11/csv.py", "f", ORIGIN_STDLIB},
    };
    expect_origins(samples, COUNT(samples));
}

static void what_is_installed_is_site(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/usr/lib/python3/dist-packages/yaml/loader.py", "f", ORIGIN_SITE},
        {"/usr/local/lib/python3.11/site-packages/numpy/core/numeric.py", "f", ORIGIN_SITE},
        {"/usr/local/lib/python3.11/dist-packages/six.py", "f", ORIGIN_SITE},
        {"/home/me/.local/lib/python3.11/site-packages/json/decoder.py", "f", ORIGIN_SITE},
        {"C:\\work\\venv\\Lib\\site-packages\\numpy\\core\\numeric.py", "f", ORIGIN_SITE},
        {"C:\\Anaconda\\lib\\Site-Packages\\six.py", "f", ORIGIN_SITE},
        {"/usr/lib/python3.8/site-packages/foo-1.0-py3.8.egg/foo/x.py", "f", ORIGIN_SITE},
        {"/srv/app/.eggs/foo-1.0-py3.8.egg/foo/x.py", "f", ORIGIN_SITE},
        {"/opt/pypy/site-packages/cffi/api.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/numpy/tests/test_core.py", "test_x", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/a/lib/python3.8/json/x.py", "f", ORIGIN_SITE},
        {"/usr/lib/python3.11/sitecustomize.py", "<module>", ORIGIN_SITE},
        {"/usr/lib/pypy3.9/cffi/api.py", "f", ORIGIN_SITE},
        {"/System/Library/Frameworks/Python.framework/Versions/2.7/Extras/lib/python/six.py", "f",
         ORIGIN_SITE},
        {"/usr/share/python-wheels/pip-20.0-py2.py3-none-any.whl/pip/x.py", "f", ORIGIN_SITE},
        {"<__array_function__ internals>", "dot", ORIGIN_SITE},
    };
    expect_origins(samples, COUNT(samples));
}

static void a_folder_named_lib_proves_nothing(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/srv/app/lib/core.py", "f", ORIGIN_OWN},
        {"/home/me/lib/json/x.py", "f", ORIGIN_OWN},
        {"/home/me/Lib/json/x.py", "f", ORIGIN_OWN},
        {"/opt/python/lib/json/x.py", "f", ORIGIN_OWN},
        {"C:\\work\\Lib\\json\\x.py", "f", ORIGIN_OWN},
        {"C:\\work\\python-project\\lib\\json\\x.py", "f", ORIGIN_OWN},
        {"C:\\Python27\\Lib\\mypkg\\x.py", "f", ORIGIN_OWN},
        {"C:\\Lib\\json\\x.py", "f", ORIGIN_OWN},
        {"Lib\\json\\x.py", "f", ORIGIN_OWN},
        {"json/decoder.py", "f", ORIGIN_STDLIB},
        {"decoder.py", "f", ORIGIN_OWN},
        {"/home/me/python3.11/json/x.py", "f", ORIGIN_OWN},
        {"/home/me/lib/python/json/x.py", "f", ORIGIN_OWN},
        {"/home/me/lib/python3.11-notes/json/x.py", "f", ORIGIN_OWN},
        {"/home/me/app.zip/json/x.py", "f", ORIGIN_OWN},
        {"/home/me/python.zip/json/x.py", "f", ORIGIN_OWN},
        {"C:\\app\\python311.zip\\mypkg\\x.py", "f", ORIGIN_OWN},
        {"/home/me/site-packages.py", "f", ORIGIN_OWN},
        {"/home/me/.virtualenvs/web/src/app/main.py", "f", ORIGIN_OWN},
        {"/home/me/frozen/main.py", "f", ORIGIN_OWN},
        {"builtins.py", "f", ORIGIN_STDLIB},
    };
    expect_origins(samples, COUNT(samples));
}

static void code_without_a_file_is_own_or_built_in(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"<string>", "<module>", ORIGIN_GENERATED},
        {"<stdin>", "<module>", ORIGIN_OWN},
        {"<ipython-input-3-d1a0f>", "f", ORIGIN_OWN},
        {"/tmp/ipykernel_123/456.py", "f", ORIGIN_OWN},
        {"<doctest app.core.f[0]>", "<module>", ORIGIN_OWN},
        {"<template>", "root", ORIGIN_GENERATED},
        {"<", "f", ORIGIN_GENERATED},
        {"", "<module>", ORIGIN_GENERATED},
        {"<frozen importlib._bootstrap>", "_find_and_load", ORIGIN_FROZEN},
        {"<frozen posixpath>", "join", ORIGIN_STDLIB},
        {"<frozen runpy>", "run_module", ORIGIN_STDLIB},
        {"<frozen zipimport>", "find_spec", ORIGIN_FROZEN},
        {"<builtin>/frozen importlib._bootstrap_external", "find_spec", ORIGIN_FROZEN},
        {"<frozen app.core>", "f", ORIGIN_OWN},
        {"<frozen >", "f", ORIGIN_OWN},
        {"~", "<built-in method builtins.len>", ORIGIN_BUILTIN},
        {"~", "<method 'append' of 'list' objects>", ORIGIN_BUILTIN},
        {"~", "", ORIGIN_BUILTIN},
        {"<built-in>", "len", ORIGIN_BUILTIN},
        {"<builtin>/app_io.py", "print_", ORIGIN_BUILTIN},
        {"x.py", "<built-in function len>", ORIGIN_BUILTIN},
        {"x.py", "<slot wrapper '__init__' of 'object' objects>", ORIGIN_BUILTIN},
        {"..\\Modules\\pyexpat.c", "StartElement", ORIGIN_BUILTIN},
    };
    expect_origins(samples, COUNT(samples));
    struct profile profile = one_function(STR(""), 0, "len");
    assert_int_equal(origin_of(&profile, 0), ORIGIN_BUILTIN);
    profile_free(&profile);
}

static void a_projects_tests_are_its_own_code(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"/srv/app/test_core.py", "test_x", ORIGIN_OWN},
        {"/srv/app/core_test.py", "f", ORIGIN_OWN},
        {"/srv/app/conftest.py", "f", ORIGIN_OWN},
        {"/srv/app/shop/tests.py", "f", ORIGIN_OWN},
        {"/srv/app/tests/helpers.py", "f", ORIGIN_OWN},
        {"/srv/app/test/unit/helpers.py", "f", ORIGIN_OWN},
        {"C:\\work\\tests\\helpers.py", "f", ORIGIN_OWN},
        {"test_core.py", "f", ORIGIN_OWN},
        {"tests/helpers.py", "f", ORIGIN_OWN},
        {"/home/test/app/core.py", "f", ORIGIN_OWN},
        {"C:\\Users\\test\\core.py", "f", ORIGIN_OWN},
        {"/srv/app/test.py", "f", ORIGIN_OWN},
        {"/srv/app/contest.py", "f", ORIGIN_OWN},
        {"/srv/app/testing/core.py", "f", ORIGIN_OWN},
        {"/usr/lib/python3.11/unittest/case.py", "run", ORIGIN_STDLIB},
        {"/usr/lib/python3.11/test/support/__init__.py", "f", ORIGIN_STDLIB},
        {"/usr/lib/python3.11/sqlite3/test/dbapi.py", "f", ORIGIN_STDLIB},
        {"/usr/lib/python3.11/doctest.py", "f", ORIGIN_STDLIB},
        {"/opt/lib/python3.11/site-packages/_pytest/runner.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/pytest.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/pytest/__main__.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/pytest_cov/plugin.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/pluggy/_callers.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/nose2/main.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/xdist/plugin.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/hypothesis/core.py", "f", ORIGIN_SITE},
        {"/opt/lib/python3.11/site-packages/coverage/control.py", "f", ORIGIN_SITE},
    };
    expect_origins(samples, COUNT(samples));
}

static void text_that_programs_compile_is_generated(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"<string>", "__init__", ORIGIN_GENERATED},
        {"<template>", "root", ORIGIN_GENERATED},
        {"<attrs generated init shop.Cart>", "__init__", ORIGIN_GENERATED},
        {"<decorator-gen-12>", "f", ORIGIN_GENERATED},
        {"<lambdifygenerated-1>", "_lambdifygenerated", ORIGIN_GENERATED},
        {"<timeit-src>", "inner", ORIGIN_GENERATED},
        {"<stdin>", "f", ORIGIN_OWN}, /* what follows was typed */
        {"<console>", "f", ORIGIN_OWN},
        {"<ipython-input-3-d1a0>", "f", ORIGIN_OWN},
        {"<python-input-0>", "f", ORIGIN_OWN},
        {"<pyshell#3>", "f", ORIGIN_OWN},
        {"<doctest shop.cart[0]>", "<module>", ORIGIN_OWN},
        {"<frozen shop.cart>", "f", ORIGIN_OWN}, /* a frozen program */
    };
    expect_origins(samples, COUNT(samples));
}

static void the_profiler_is_nobodys_code(void **state)
{
    (void)state;
    struct profile profile = one_function(STR("profile"), 0, "profiler");
    assert_int_equal(origin_of(&profile, 0), ORIGIN_GENERATED);
    profile_free(&profile);
    profile = one_function(STR("profile"), 0, "sorted([3, 1, 2])"); /* a statement */
    assert_int_equal(origin_of(&profile, 0), ORIGIN_OWN);
    profile_free(&profile);
}

/* yappi gives the module for the file of a C function. */
static void modules_stand_for_files_of_c_functions(void **state)
{
    (void)state;
    static const char *const c_functions[][2] = {
        {"zlib", "compress"},
        {"_hashlib", "openssl_md5"},
        {"numpy.core._umath", "dot"},
        {"builtins", "len"},
        {"", "compress"},
    };
    static const char *const others[][2] = {
        {"work.py", "f"}, {"bin/tool", "f"}, {"tool", "<module>"}, {"C:\tool", "f"}};
    for (size_t i = 0; i < COUNT(c_functions); i++) {
        struct profile profile = one_function(str_of(c_functions[i][0]), 0, c_functions[i][1]);
        assert_int_equal(origin_of(&profile, 0), ORIGIN_BUILTIN);
        profile_free(&profile);
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        struct profile profile = one_function(str_of(others[i][0]), 0, others[i][1]);
        assert_int_equal(origin_of(&profile, 0), ORIGIN_OWN);
        profile_free(&profile);
    }
}

/* What py-spy writes of a program "calendar.py" that imports "app/core.py". */
static struct builder short_paths(void)
{
    struct builder builder = builder_start();
    uint32_t script = add_function(&builder, "calendar.py:<module>", 1, 9);
    uint32_t loader = add_function(&builder, "importlib/_bootstrap.py:_load", 1, 3);
    uint32_t module = add_function(&builder, "queue.py:<module>", 1, 2);
    uint32_t own = add_function(&builder, "app/core.py:run", 1, 1);
    add_function(&builder, "calendar.py:main", 1, 1);
    add_function(&builder, "json/decoder.py:decode", 1, 1);
    add_function(&builder, "email\\message.py:get", 1, 1);
    add_function(&builder, "_pytest/runner.py:run", 1, 1);
    add_function(&builder, "test/helpers.py:make", 1, 1);
    add_function(&builder, "./threading.py:run", 1, 1);
    add_function(&builder, "json/data:f", 1, 1);
    add_function(&builder, "PIL/Image.py:load", 1, 1);
    add_function(&builder, "numpy\\lib\\shape.py:stack", 1, 1);
    add_function(&builder, "numpy.py:stack", 1, 1);
    add_call(&builder, script, loader, 3);
    add_call(&builder, loader, module, 2);
    add_call(&builder, script, own, 1);
    return builder;
}

/* Adds a sample whose frames, "file:name", follow one another up to NULL. */
static void add_sample(struct stack_builder *builder, const char *const *frames)
{
    uint32_t stack = 0;
    for (; *frames; frames++) {
        struct str text = str_of(*frames);
        size_t colon = str_find_last(text, ':');
        struct frame_parts parts = {str_first(text, colon), str_from(text, colon + 1), 0, 1};
        uint32_t frame;
        if (!stack_builder_find_frame(builder, text, &frame))
            frame = stack_builder_add_frame(builder, text, &parts);
        stack = stack_builder_push(builder, stack, frame);
    }
    stack_builder_weigh(builder, stack, 1, 1);
}

#define IMPORT "<frozen importlib._bootstrap>:_find_and_load"

/* What own code imports is own, and what a framework calls; not what only packages import. */
static void what_packages_import_is_a_package(void **state)
{
    (void)state;
    static const struct sample expected[] = {
        {"job.py", "<module>", ORIGIN_OWN},        {"PIL/__init__.py", "<module>", ORIGIN_SITE},
        {"oflib/api.py", "<module>", ORIGIN_SITE}, {"oflib/api.py", "make", ORIGIN_SITE},
        {"below.py", "<module>", ORIGIN_SITE},     {"parts.py", "<module>", ORIGIN_OWN},
        {"more/x.py", "<module>", ORIGIN_OWN},     {"views/page.py", "show", ORIGIN_OWN},
        {"views/page.py", "<module>", ORIGIN_OWN}, {"rare/core.py", "walk", ORIGIN_SITE},
        {"seldom.py", "walk", ORIGIN_SITE},        {"handlers.py", "answer", ORIGIN_OWN}};
    struct stack_builder builder = stack_builder_start();
    add_sample(&builder, (const char *[]){"job.py:<module>", IMPORT, "PIL/__init__.py:<module>",
                                          IMPORT, "oflib/api.py:<module>", "oflib/api.py:make",
                                          IMPORT, "below.py:<module>", NULL});
    add_sample(&builder, (const char *[]){"job.py:<module>", IMPORT, "parts.py:<module>", IMPORT,
                                          "more/x.py:<module>", NULL});
    add_sample(&builder, (const char *[]){"job.py:<module>", "PIL/__init__.py:serve", IMPORT,
                                          "views/page.py:<module>", NULL});
    add_sample(&builder, (const char *[]){"job.py:<module>", "PIL/__init__.py:serve",
                                          "views/page.py:show", NULL});
    add_sample(&builder,
               (const char *[]){"job.py:<module>", "PIL/__init__.py:serve", "rare/core.py:walk",
                                "seldom.py:walk", "handlers.py:answer", NULL});
    add_sample(&builder,
               (const char *[]){"job.py:<module>", IMPORT, "PIL/__init__.py:<module>", IMPORT,
                                "rare/__init__.py:<module>", IMPORT, "rare/core.py:<module>",
                                IMPORT, "seldom.py:<module>", NULL});
    struct unit unit = {.kind = UNIT_SAMPLES};
    struct profile profile = stack_builder_finish(&builder, &unit);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    for (size_t k = 0; k < COUNT(expected); k++)
        for (uint32_t f = 0; f < profile.function_count; f++)
            if (str_equal(profile.names[profile.functions[f].file].text,
                          str_of(expected[k].file)) &&
                str_equal(profile.names[profile.functions[f].name].text, str_of(expected[k].name)))
                assert_int_equal(origins.of[f], expected[k].origin);
    origins_free(&origins);
    profile_free(&profile);
}

static void short_paths_are_the_librarys_unless_others_are_long(void **state)
{
    (void)state;
    static const enum origin expected[] = {ORIGIN_OWN,  ORIGIN_STDLIB, ORIGIN_STDLIB, ORIGIN_OWN,
                                           ORIGIN_OWN,  ORIGIN_STDLIB, ORIGIN_STDLIB, ORIGIN_SITE,
                                           ORIGIN_OWN,  ORIGIN_OWN,    ORIGIN_OWN,    ORIGIN_SITE,
                                           ORIGIN_SITE, ORIGIN_OWN};
    struct builder builder = short_paths();
    struct profile profile = builder_finish(&builder);
    struct buf module = {0};
    for (uint32_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(origin_of(&profile, i), expected[i]);
    assert_true(origins_is_import(&profile, 1, ORIGIN_STDLIB));
    assert_false(origins_is_import(&profile, 2, ORIGIN_STDLIB));
    modules_name(&profile, 1, ORIGIN_STDLIB, &module);
    assert_buf(&module, "importlib._bootstrap");
    buf_free(&module);
    profile_free(&profile);
    builder = short_paths();
    add_function(&builder, "/usr/lib/python3.11/os.py:walk", 1, 1);
    profile = builder_finish(&builder);
    for (uint32_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(origin_of(&profile, i), ORIGIN_OWN);
    profile_free(&profile);
}

static void who_runs_tests_is_known(void **state)
{
    (void)state;
    static const char *const runners[] = {"/usr/lib/python3.11/unittest/case.py",
                                          "/usr/lib/python3.11/test/support/__init__.py",
                                          "/v/lib/python3.11/site-packages/_pytest/runner.py",
                                          "/v/lib/python3.11/site-packages/pytest_cov/plugin.py"};
    static const char *const others[] = {"/usr/lib/python3.11/json/decoder.py",
                                         "/v/lib/python3.11/site-packages/numpy/tests/test_x.py",
                                         "/srv/app/tests/test_core.py", "/srv/app/conftest.py"};
    for (size_t i = 0; i < COUNT(runners); i++) {
        struct profile runner = one_function(str_of(runners[i]), 7, "f");
        struct profile other = one_function(str_of(others[i]), 7, "f");
        assert_true(origins_is_test_runner(&runner, 0, origin_of(&runner, 0)));
        assert_false(origins_is_test_runner(&other, 0, origin_of(&other, 0)));
        profile_free(&runner);
        profile_free(&other);
    }
}

static void origins_have_names(void **state)
{
    (void)state;
    assert_string_equal(origins_name(ORIGIN_OWN), "own");
    assert_string_equal(origins_name(ORIGIN_STDLIB), "stdlib");
    assert_string_equal(origins_name(ORIGIN_SITE), "site");
    assert_string_equal(origins_name(ORIGIN_BUILTIN), "builtin");
    assert_string_equal(origins_name(ORIGIN_FROZEN), "frozen");
    assert_string_equal(origins_name(ORIGIN_GENERATED), "generated");
}

static bool imports(const char *file, const char *name)
{
    struct profile profile = one_function(str_of(file), *file ? 7 : 0, name);
    bool found = origins_is_import(&profile, 0, origin_of(&profile, 0));
    profile_free(&profile);
    return found;
}

static void the_import_machinery_is_known(void **state)
{
    (void)state;
    assert_true(imports("<frozen importlib._bootstrap>", "_find_and_load"));
    assert_true(imports("<frozen zipimport>", "find_spec"));
    assert_true(imports("<builtin>/frozen importlib._bootstrap_external", "find_spec"));
    assert_true(imports("/usr/lib/python3.11/importlib/__init__.py", "import_module"));
    assert_true(imports("C:\\Python311\\Lib\\importlib\\util.py", "find_spec"));
    assert_true(imports("/usr/lib/python3.8/imp.py", "load_module"));
    assert_true(imports("/usr/lib/python3.8/zipimport.py", "get_code"));
    assert_true(imports("/usr/lib/python3.8/pkgutil.py", "iter_modules"));
    assert_true(imports("~", "<built-in method builtins.__import__>"));
    assert_true(imports("~", "<__import__>"));
    assert_true(imports("~", "<imp.find_module>"));
    assert_true(imports("~", "<built-in method _imp.create_dynamic>"));
    assert_true(imports("~", "<built-in function marshal.loads>"));
    assert_true(imports("~", "<built-in method io.open_code>"));
    assert_true(imports("~", "<method 'find_module' of 'zipimport.zipimporter' objects>"));
    assert_true(imports("", "is_frozen"));
    assert_true(imports("/opt/lib/python3.11/site-packages/_distutils_hack/__init__.py", "f"));
    assert_true(imports("/opt/lib/python3.11/site-packages/six.py", "find_spec"));
    assert_false(imports("/srv/app/plugins.py", "find_spec"));
    assert_false(imports("/srv/app/importlib/x.py", "f"));
    assert_false(imports("/opt/lib/python3.11/site-packages/six.py", "add_move"));
    assert_false(imports("/usr/lib/python3.11/importlib/metadata/__init__.py", "version"));
    assert_false(imports("/usr/lib/python3.11/importlib/abc.py", "<module>"));
    assert_false(imports("<frozen runpy>", "run_module"));
    assert_false(imports("/usr/lib/python3.10/runpy.py", "run_module"));
    assert_false(imports("/usr/lib/python3.11/json/__init__.py", "loads"));
    assert_false(imports("~", "<built-in method builtins.exec>"));
    assert_false(imports("~", "<built-in method _pickle.loads>"));
    assert_false(imports("", "loads"));
    assert_false(imports("<string>", "__import__"));
}

static void modules_and_packages_follow_the_path(void **state)
{
    (void)state;
    static const char *const samples[][4] = {
        {"/x/site-packages/numpy/linalg/linalg.py", "f", "numpy.linalg.linalg", "numpy"},
        {"/x/site-packages/numpy/linalg/__init__.py", "f", "numpy.linalg", "numpy"},
        {"/x/site-packages/six.py", "f", "six", "six"},
        {"/x/site-packages/__init__.py", "f", "__init__", "__init__"},
        {"C:\\x\\Lib\\site-packages\\PIL\\\\Image.pyc", "f", "PIL.Image", "PIL"},
        {"/x/site-packages/foo-1.0.egg/foo/x.py", "f", "foo.x", "foo"},
        {"/usr/lib/python3.11/json/decoder.py", "f", "json.decoder", "json"},
        {"/usr/lib/python2.7/lib-tk/Tkinter.py", "f", "Tkinter", "Tkinter"},
        {"/usr/lib/python311.zip/json/decoder.pyc", "f", "json.decoder", "json"},
        {"/opt/pypy/lib-python/3/json/decoder.py", "f", "json.decoder", "json"},
        {"/srv/app/actions/move.py", "f", "actions.move", "actions"},
        {"/srv/app/actions/__init__.py", "f", "actions", "actions"},
        {"C:\\work\\actions\\move.py", "f", "actions.move", "actions"},
        {"C:\\move.py", "f", "move", "move"},
        {"/move.py", "f", "move", "move"},
        {"./move.py", "f", "move", "move"},
        {"../move.py", "f", "move", "move"},
        {"move.py", "f", "move", "move"},
        {"fast/move.pyx", "f", "fast.move", "fast"},
        {"__init__.py", "f", "__init__", "__init__"},
        {"<frozen importlib._bootstrap>", "f", "importlib._bootstrap", "importlib"},
        {"<builtin>/frozen zipimport", "f", "zipimport", "zipimport"},
        {"<string>", "f", "<string>", "<string>"},
        {"<ipython-input-3-d1a0>", "f", "<ipython-input-3-d1a0>", "<ipython-input>"},
        {"<attrs generated init a.B>", "f", "<attrs generated init a.B>", "<attrs>"},
        {"", "<module>", "<string>", "<string>"},
        {"<__array_function__ internals>", "dot", "numpy", "numpy"},
        {"~", "<built-in method numpy.array>", "numpy", "numpy"},
        {"~", "<built-in method numpy.core.umath.add>", "numpy.core.umath", "numpy"},
        {"~", "<built-in method builtins.len>", "builtins", "builtins"},
        {"~", "<built-in function len>", "builtins", "builtins"},
        {"~", "<len>", "builtins", "builtins"},
        {"~", "<posix.stat>", "posix", "posix"},
        {"~", "<method 'append' of 'list' objects>", "builtins", "builtins"},
        {"~", "<method 'sum' of 'numpy.ndarray' objects>", "numpy", "numpy"},
        {"~", "<slot wrapper '__init__' of 'a.b.C' objects>", "a.b", "a"},
        {"~", "<built-in method __new__ of type object at 0x1>", "builtins", "builtins"},
        {"~", "<method 'append", "builtins", "builtins"},
        {"~", "<method '", "builtins", "builtins"},
        {"~", "", "builtins", "builtins"},
        {"~", "<..>", "builtins", "builtins"},
        {"..\\Modules\\pyexpat.c", "StartElement", "pyexpat", "pyexpat"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct profile profile = one_function(str_of(samples[i][0]), 7, samples[i][1]);
        struct buf module = {0}, package = {0};
        buf_text(&module, "a.b:"); /* appended to, not overwritten */
        buf_text(&package, "a.b:");
        modules_name(&profile, 0, origin_of(&profile, 0), &module);
        modules_package(&profile, 0, origin_of(&profile, 0), &package);
        assert_text(str_from(buf_slice(&module), 4), samples[i][2]);
        assert_text(str_from(buf_slice(&package), 4), samples[i][3]);
        buf_free(&module);
        buf_free(&package);
        profile_free(&profile);
    }
}

static void any_bytes_are_classified(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "/",       "\\",          ".",         "..",          "<",
        ">",       "~",           "lib",       "Lib/",        "lib/",
        "python3", "python3.11/", ":",         "C:",          "site-packages/",
        ".egg/",   "'",           " ",         "json",        "__init__.py",
        ".py",     "<frozen ",    "<built",    "lib-python/", ".zip",
        "1",       "tests/",      "<method '", "-",           "\x01",
        "envs/",   "\xc3\xa4",
    };
    for (size_t i = 0; i < COUNT(parts) * COUNT(parts) * COUNT(parts); i++) {
        struct buf text = {0};
        buf_text(&text, parts[i % COUNT(parts)]);
        buf_text(&text, parts[i / COUNT(parts) % COUNT(parts)]);
        buf_text(&text, parts[i / COUNT(parts) / COUNT(parts)]);
        struct profile profile = one_function(buf_slice(&text), (int64_t)(i % 2), text.data);
        assert_true(origin_of(&profile, 0) < ORIGINS);
        origins_is_import(&profile, 0, origin_of(&profile, 0));
        struct buf out = {0};
        modules_name(&profile, 0, origin_of(&profile, 0), &out);
        assert_true(out.size > 0);
        buf_cut(&out, 0);
        modules_package(&profile, 0, origin_of(&profile, 0), &out);
        assert_true(out.size > 0);
        buf_free(&out);
        buf_free(&text);
        profile_free(&profile);
    }
}

/* The work is in proportion to the path's length, whatever stands in it. */
static void long_paths_are_classified(void **state)
{
    (void)state;
    static const char *const parts[] = {"/", "a/", "lib/json/", "1/Lib/", "C:\\1\\lib\\json\\",
                                        "<"};
    enum { LENGTH = 1000000 };
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct buf text = {0};
        while (text.size < LENGTH)
            buf_text(&text, parts[i]);
        struct profile profile = one_function(buf_slice(&text), 7, "f");
        assert_int_equal(origin_of(&profile, 0),
                         parts[i][0] == '<' ? ORIGIN_GENERATED : ORIGIN_OWN);
        assert_false(origins_is_import(&profile, 0, origin_of(&profile, 0)));
        buf_free(&text);
        profile_free(&profile);
    }
}

static void names_of_the_standard_library_are_found(void **state)
{
    (void)state;
    static const char *const known[] = {"ConfigParser", "__future__", "_sysconfigdata_linux",
                                        "abc",          "asyncore",   "compression",
                                        "imp",          "json",       "msvcrt",
                                        "tomllib",      "urllib2",    "zoneinfo"};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_true(known_modules_stdlib(str_of(known[i])));
    assert_false(known_modules_stdlib(STR("")));
    assert_false(known_modules_stdlib(STR("A")));
    assert_false(known_modules_stdlib(STR("Json")));
    assert_false(known_modules_stdlib(STR("jso")));
    assert_false(known_modules_stdlib(STR("numpy")));
    assert_false(known_modules_stdlib(STR("zzz")));
}

static void paths_are_taken_apart_at_either_separator(void **state)
{
    (void)state;
    assert_text(library_last(STR("a/b\\c.py")), "c.py");
    assert_text(library_last(STR("a/")), "");
    assert_text(library_folder(STR("a\\b//c.py")), "a\\b");
    assert_text(library_folder(STR("/a/b//")), "/a");
    assert_text(library_folder(STR("///")), "");
    assert_text(library_folder(STR("a")), "");
    assert_text(library_first(STR("a.b/c")), "a.b");
    assert_text(library_top(STR("a.b/c")), "a.b");
    assert_text(library_top(STR("os.py")), "os");
    assert_text(library_top(STR("")), "");
}

/* What is installed may be the user's own all the same. */
static void own_code_is_what_is_not_pythons_or_named(void **state)
{
    (void)state;
    static const char *names[] = {"parse", "*/pkg/*"};
    struct builder builder = builder_start();
    add_function(&builder, "/srv/app/main.py:main", 1, 1);
    add_function(&builder, "/usr/lib/python3.11/json/decoder.py:parse", 1, 1);
    add_function(&builder, "/usr/lib/python3/dist-packages/pkg/a.py:f", 1, 1);
    add_function(&builder, "/usr/lib/python3/dist-packages/other/a.py:f", 1, 1);
    struct profile profile = builder_finish(&builder);
    struct patterns none = {0}, some = {names, COUNT(names)};
    struct origins plain = origins_find(&profile, &none), named = origins_find(&profile, &some);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(plain.is_own[i], i == 0);
        assert_int_equal(named.is_own[i], i < 3);
    }
    origins_free(&plain);
    origins_free(&named);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_code_is_what_is_not_pythons_or_named),
        cmocka_unit_test(the_standard_library_is_known_by_its_folders),
        cmocka_unit_test(the_standard_library_is_known_on_windows),
        cmocka_unit_test(what_is_installed_is_site),
        cmocka_unit_test(a_folder_named_lib_proves_nothing),
        cmocka_unit_test(code_without_a_file_is_own_or_built_in),
        cmocka_unit_test(a_projects_tests_are_its_own_code),
        cmocka_unit_test(text_that_programs_compile_is_generated),
        cmocka_unit_test(the_profiler_is_nobodys_code),
        cmocka_unit_test(modules_stand_for_files_of_c_functions),
        cmocka_unit_test(what_packages_import_is_a_package),
        cmocka_unit_test(short_paths_are_the_librarys_unless_others_are_long),
        cmocka_unit_test(who_runs_tests_is_known),
        cmocka_unit_test(origins_have_names),
        cmocka_unit_test(the_import_machinery_is_known),
        cmocka_unit_test(modules_and_packages_follow_the_path),
        cmocka_unit_test(any_bytes_are_classified),
        cmocka_unit_test(long_paths_are_classified),
        cmocka_unit_test(names_of_the_standard_library_are_found),
        cmocka_unit_test(paths_are_taken_apart_at_either_separator),
    };
    return RUN(tests);
}
