#include "python/python_source.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

/* A source and what it says of one code object; "" if it says nothing. */
struct question {
    const char *source;
    int64_t line;
    const char *name, *qualified;
};

static void ask(const struct question *question, struct str source)
{
    struct arena arena = {0};
    struct python_source scanned = python_source_scan(source);
    struct str name = str_of(question->name);
    struct str found = python_source_qualified(&scanned, &arena, question->line, name);
    if (!str_equal(found, str_of(question->qualified)))
        print_error("line %" PRId64 " of:\n%s\n", question->line, question->source);
    assert_text(found, question->qualified);
    arena_free(&arena);
    python_source_free(&scanned);
}

static void ask_all(const struct question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ask(&questions[i], str_of(questions[i].source));
}

#define ASK(questions) ask_all((questions), COUNT(questions))

static void chains_of_classes_and_functions(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"def f(): pass", 1, "f", "f"},
        {"async  def f(): pass", 1, "f", "f"},
        {"class A:\n def f(self): pass\n\n async def g(self): pass", 4, "g", "A.g"},
        {"class A:\n class B(A):\n  def f(self):\n   def g(): 1", 4, "g", "A.B.f.g"},
        {"class A:\n class B: pass", 1, "A", "A"},
        {"class A:\n class B: pass", 2, "B", "A.B"},
        {"class A: pass\ndef f(): pass", 2, "f", "f"},
        {"class A: x = 1; y = 2\ndef f(): pass", 2, "f", "f"},
        {"class A:\n def f(): return 1\n def g(): pass", 3, "g", "A.g"},
        {"class A:\n if 1:\n  def f(): 1\n else:\n  def f(): 2\n def g(): 3", 5, "f", "A.f"},
        {"class A:\n if 1:\n  def f(): 1\n else:\n  def f(): 2\n def g(): 3", 6, "g", "A.g"},
        {"class A:\n  def f():\n    1\n  x = 1\ny = 2\ndef g(): 1", 6, "g", "g"},
        {"class A:\n def __f(self): 1", 2, "__f", "A.__f"},
        {"class A[T: (int, str)](B):\n def f[U](self, x: U = 1) -> {1: 2}: 1", 2, "f", "A.f"},
        {"class A:\n def f(x) -> lambda: 1:\n  def g(): 1", 3, "g", "A.f.g"},
        {"class A:\n def f(x=lambda: {1: 2}, *y):\n  def g(): 1", 3, "g", "A.f.g"},
        {"class \\\n A:\n def \\\n f \\\n (): 1", 3, "f", "A.f"},
        {"match = 1\nmatch match:\n case 1:\n  def f(): 1", 4, "f", "f"},
        {"print >>f, `1`, 0777, ur'x', 1 <> 2\nclass A:\n\tdef f(self, (a, b)): exec 'x' in {}", 3,
         "f", "A.f"},
    };
    ASK(questions);
}

static void decorators_come_first(void **state)
{
    (void)state;
    static const char method[] = "class A:\n @a\n # b\n\n @c(1,\n  2)\n def f(self):\n  1";
    static const struct question questions[] = {
        {method, 2, "f", "A.f"},
        {method, 5, "f", ""},
        {method, 7, "f", ""},
        {"@a\n@b\nclass A:\n @c\n async def f(): 1", 1, "A", "A"},
        {"@a\n@b\nclass A:\n @c\n async def f(): 1", 4, "f", "A.f"},
        {"@(a)\ndef f(): 1", 1, "f", "f"},
        {"@(\n a)\ndef f(): 1", 1, "f", ""},
        {"@(\n a)\ndef f(): 1", 2, "f", ""},
        {"@\\\na\ndef f():\n def g(): 1", 1, "f", ""},
        {"@\\\na\ndef f():\n def g(): 1", 4, "g", "f.g"},
        {"async \\\ndef f(): 1", 1, "f", ""},
        {"async\ndef f(): 1", 2, "f", "f"},
        {"@a\nx = 1\ndef f(): 1", 3, "f", "f"},
        {"x = a @ b\ndef f(): 1", 2, "f", "f"},
    };
    ASK(questions);
}

static void what_does_not_agree_has_no_name(void **state)
{
    (void)state;
    static const char source[] = "class A:\n def f(self): pass\n x = [1]";
    static const struct question questions[] = {
        {source, 2, "g", ""},
        {source, 1, "f", ""},
        {source, 3, "f", ""},
        {source, 0, "f", ""},
        {source, -1, "f", ""},
        {source, INT64_MAX, "f", ""},
        {source, 2, "", ""},
        {source, 2, "A.f", ""},
        {source, 1, "<module>", ""},
        {source, 3, "<listcomp>", ""},
        {source, 2, "<lambda>", ""},
        {"", 1, "f", ""},
        {"# def f(): 1", 1, "f", ""},
        {"'''\ndef f(): 1\n'''", 2, "f", ""},
        {"x = 1; def_ = f", 1, "f", ""},
        {"x = (\ndef_f)", 2, "f", ""},
    };
    ASK(questions);
}

static void lambdas_and_comprehensions(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"x = lambda: 1", 1, "<lambda>", "<lambda>"},
        {"class A:\n def f(self):\n  return lambda: 1", 3, "<lambda>", "A.f.<lambda>"},
        {"class A: f = lambda: 1\ng = lambda: 2", 1, "<lambda>", "A.<lambda>"},
        {"class A: f = lambda: 1\ng = lambda: 2", 2, "<lambda>", "<lambda>"},
        {"def f():\n return [\n  a\n  for a in b]", 2, "<listcomp>", "f.<listcomp>"},
        {"def f():\n return [\n  a\n  for a in b]", 3, "<listcomp>", "f.<listcomp>"},
        {"def f():\n return [\n  a\n  for a in b]", 4, "<listcomp>", ""},
        {"def f(): return {a: 1 for a in b}", 1, "<dictcomp>", "f.<dictcomp>"},
        {"def f(): return {a: 1 for a in b}", 1, "<setcomp>", ""},
        {"def f(): return {a for a in b}", 1, "<setcomp>", "f.<setcomp>"},
        {"def f(): return {**a for a in b}", 1, "<dictcomp>", "f.<dictcomp>"},
        {"def f(): return {lambda: 1 for a in b}", 1, "<setcomp>", "f.<setcomp>"},
        {"def f(): return g(a for a in b)", 1, "<genexpr>", "f.<genexpr>"},
        {"def f(): return g((a for a in b), [])", 1, "<genexpr>", "f.<genexpr>"},
        {"def f():\n x = lambda a, b=[1]: (c for c in a)", 2, "<genexpr>", "f.<genexpr>"},
        {"def f(): return f'{[a for a in b]!r:>{max(c for c in d)}}'", 1, "<genexpr>",
         "f.<genexpr>"},
        {"def f():\n for a in (1, 2): g(a)", 2, "<genexpr>", ""},
        {"def f(): x = 'lambda: [a for a in b]'", 1, "<lambda>", ""},
    };
    ASK(questions);
}

static void what_stands_in_a_head_belongs_outside(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"class A:\n @a(lambda: 1)\n def f(self): 1", 2, "<lambda>", "A.<lambda>"},
        {"class A:\n def f(self, x=lambda: 1): 1", 2, "<lambda>", "A.<lambda>"},
        {"class A:\n def f(self,\n  x=[a for a in b]):\n  1", 3, "<listcomp>", "A.<listcomp>"},
        {"class A:\n def f(self, x=lambda: 1): return lambda: 2", 2, "<lambda>", ""},
        {"class A:\n def f(self, x: (lambda: 1)): 1", 2, "<lambda>", ""},
        {"class A:\n def f(self, x: int = (lambda: 1)): 1", 2, "<lambda>", "A.<lambda>"},
        {"class A:\n def f(self, x: int, y=(lambda: 1)): 1", 2, "<lambda>", "A.<lambda>"},
        {"class A:\n def f(self) -> B[lambda: 1]: 1", 2, "<lambda>", ""},
        {"class A:\n def f[T: (lambda: 1)](self): 1", 2, "<lambda>", ""},
        {"class A:\n x: B[lambda: 1] = 2", 2, "<lambda>", ""},
        {"class A:\n x: B = lambda: 1", 2, "<lambda>", "A.<lambda>"},
        {"class A:\n if 1: x = g(lambda: 1)", 2, "<lambda>", "A.<lambda>"},
        {"type X = lambda: 1", 1, "<lambda>", ""},
        {"class A(B, metaclass=lambda *a: 1): x = 1", 1, "<lambda>", "<lambda>"},
    };
    ASK(questions);
}

static void global_statements_make_unsure(void **state)
{
    (void)state;
    static const char source[] = "def f():\n global g, C\n def g(): 1\n def h(): 1\n class C:\n"
                                 "  def i(): 1\ndef g(): 1";
    static const struct question questions[] = {
        {source, 3, "g", ""},
        {source, 4, "h", "f.h"},
        {source, 5, "C", ""},
        {source, 6, "i", ""},
        {source, 7, "g", "g"},
        {"def f():\n global x; g = 1\n def g(): 1", 3, "g", "f.g"},
        {"global g\ndef g(): 1", 2, "g", "g"},
    };
    ASK(questions);
}

static void strings_and_comments_are_skipped(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"x = '\\'' ; y = \"'\"\ndef f(): 1", 2, "f", "f"},
        {"x = r'\\' ; y = '\ndef f(): 1", 2, "f", "f"},
        {"x = r'\\'' # '\ndef f(): 1", 2, "f", "f"},
        {"x = ''\ny = ''''''\nz = '''a'\n''b'''\ndef f(): 1", 5, "f", "f"},
        {"x = 'a\\\nb'\ndef f(): 1", 3, "f", "f"},
        {"x = 'a\\\r\nb'\r\ndef f(): 1", 3, "f", "f"},
        {"x = bR'''\n\\''' '''\ndef f(): 1", 3, "f", "f"},
        {"class A:\n '''\ndef g(): 1\n'''\n def f(): 1", 5, "f", "A.f"},
        {"class A:\n # it's\n# x\n def f(): 1 # '", 4, "f", "A.f"},
        {"print'x', f'a'if'b'else'c'\ndef f(): 1", 2, "f", "f"},
    };
    ASK(questions);
}

static void fields_of_f_strings_are_read(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"x = f'{a['b']}' + f\"{f'{\"c\"}'}\"\ndef f(): 1", 2, "f", "f"},
        {"x = f'{{' f'}}' f'{{{a}}}'\ndef f(): 1", 2, "f", "f"},
        {"x = f'{a:\"^{b}}' f'{a!r:%H:%M}' f'{a:{{b}}}'\ndef f(): 1", 2, "f", "f"},
        {"x = f'\\N{DASH}' rf'\\{a}' f'\\'{a}'\ndef f(): 1", 2, "f", "f"},
        {"x = rf'\\N{'a'}'\ndef f(): 1", 2, "f", "f"},
        {"x = f'{\na # }'\n:d\n}'\ndef f(): 1", 5, "f", "f"},
        {"x = Rf'''{a['''b''']}\n' {b or \"\"}''' t'{c}'\ndef f(): 1", 3, "f", "f"},
        {"x = f'{(lambda x: 1)(2)}' f'{ {1: 2}[1]:x}'\ndef f(): 1", 2, "f", "f"},
        {"x = f'{a}}'\ndef f(): 1", 2, "f", ""},
        {"x = f'{a'\ndef f(): 1", 2, "f", ""},
    };
    ASK(questions);
}

static void lines_are_those_of_python(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"class A:\r\n def f(): 1\r\n\r\n def g(): 1", 4, "g", "A.g"},
        {"class A:\r def f(): 1\r\r def g(): 1", 4, "g", "A.g"},
        {"\xEF\xBB\xBF"
         "class A:\n def f(): 1",
         2, "f", "A.f"},
        {"class A:\n        def f(): 1\n\tdef g(): 1", 3, "g", "A.g"},
        {"class A:\n    def f():\n        1\n\tdef g(): 1", 4, "g", "A.f.g"},
        {"class A:\n  \tdef f(): 1\n        def g(): 1", 3, "g", "A.g"},
        {"class A:\n def f(): 1\n\f\n \f\n \f def g(): 1", 5, "g", "A.g"},
        {"class A:\n x = (1,\n2)\n def f(): 1", 4, "f", "A.f"},
        {"class A:\n x = 1 + \\\n2\n def f(): 1", 4, "f", "A.f"},
        {"class A:\n \\\ndef f(): 1", 3, "f", "A.f"},
        {"if 1: pass\\\n\n\ndef f(): 1", 4, "f", "f"},
    };
    ASK(questions);
}

static void names_are_compared_as_bytes(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"def gr\xC3\xB6\xC3\x9F"
         "e(): 1",
         1,
         "gr\xC3\xB6\xC3\x9F"
         "e",
         "gr\xC3\xB6\xC3\x9F"
         "e"},
        {"def \xEF\xAC\x81(): 1", 1, "fi", ""},
        {"class \xEF\xAC\x81:\n def f(): 1", 2, "f", ""},
        {"# coding: latin-1\nx = '\xE9'\ndef f(): 1", 3, "f", "f"},
        {"#!x\n# -*- coding: UTF_8 -*-\ndef f(): 1", 3, "f", "f"},
        {"#!x\n# vim: set fileencoding=shift_jis :\ndef f(): 1", 3, "f", ""},
        {"\n\n# coding: utf-7\ndef f(): 1", 4, "f", "f"},
    };
    ASK(questions);
}

static void what_is_no_python_has_no_names(void **state)
{
    (void)state;
    static const char *const ends[] = {"(",     ")",      "(]",  "'",   "'''",     "\\",  "\\ x",
                                       "class", "def f(", "def", "f'{", "f'''{x:", "f'}", "def f"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct buf source = {0};
        buf_format(&source, "def g(): 1\n%s", ends[i]);
        struct question question = {source.data, 1, "g", ""};
        ask(&question, buf_slice(&source));
        buf_free(&source);
    }
    struct question question = {"def g(): 1\n\\0", 1, "g", ""};
    ask(&question, STR("def g(): 1\n\0"));
    ask(&question, (struct str){NULL, 0});
}

/* Classes within each other, and a function in the innermost. */
static void add_classes(struct buf *source, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        buf_format(source, "%*sclass abcdefghijk:\n", (int)i, "");
    buf_format(source, "%*sdef f(): 1\n", (int)depth, "");
}

static void depth_is_limited(void **state)
{
    (void)state;
    static const struct {
        size_t depth, size;
    } cases[] = {{99, 0}, {83, 83 * 12 + 1}, {101, 0}, {1000, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf source = {0};
        struct arena arena = {0};
        add_classes(&source, cases[i].depth);
        struct python_source scanned = python_source_scan(buf_slice(&source));
        struct str found =
            python_source_qualified(&scanned, &arena, (int64_t)cases[i].depth + 1, STR("f"));
        assert_int_equal(found.size, cases[i].size);
        assert_int_equal(scanned.definition_count > 0, cases[i].depth < 100);
        python_source_free(&scanned);
        arena_free(&arena);
        buf_free(&source);
    }
}

static void deep_brackets_are_refused(void **state)
{
    (void)state;
    static const struct question known = {"brackets", 1, "f", "f"}, unknown = {"", 1, "f", ""};
    for (int depth = 200; depth <= 100000; depth += 99800) {
        struct buf source = {0};
        buf_text(&source, "def f(): 1\n");
        for (int i = 0; i < depth; i++)
            buf_char(&source, '(');
        for (int i = 0; i < depth; i++)
            buf_char(&source, ')');
        ask(depth == 200 ? &known : &unknown, buf_slice(&source));
        buf_free(&source);
    }
}

/* Whether a file of that name with `size` bytes is read. */
static bool is_read(const char *name, size_t size)
{
    struct buf path = {0}, bytes = {0};
    char folder[] = "/tmp/prof2dot-unit-XXXXXX";
    assert_non_null(mkdtemp(folder));
    buf_format(&path, "%s/%s", folder, name);
    FILE *file = fopen(path.data, "wb");
    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), (off_t)size), 0);
    fclose(file);
    struct python_file open;
    bool ok = python_file_open(path.data, &open) && python_file_read(&open, &bytes);
    assert_true(!ok || bytes.size == size);
    python_file_close(&open);
    unlink(path.data);
    rmdir(folder);
    buf_free(&path);
    buf_free(&bytes);
    return ok;
}

static void assert_last(const char *text, int64_t line, const char *name, uint32_t expected)
{
    struct python_source source = python_source_scan(str_of(text));
    assert_int_equal(python_source_last_line(&source, line, str_of(name)), expected);
    python_source_free(&source);
}

static void blocks_end_with_their_last_statement(void **state)
{
    (void)state;
    static const char nested[] = "class A:\n def f(self):\n  def g(): 1\n\n def h(self): 2\nx";
    assert_last("def f(): pass", 1, "f", 1);
    assert_last("def f(): pass\n\ny = 1", 1, "f", 1);
    assert_last("def f():\n pass\n\n # more\n\ny = 1", 1, "f", 2);
    assert_last("def f():\n pass\n\n # more\n", 1, "f", 2);
    assert_last("def f():\n if x:\n  pass\n # more\n else: pass", 1, "f", 5);
    assert_last("def f():\r  return (1,\r2,\r\r3)\rx", 1, "f", 5);
    assert_last("def f():\r\n  return \"\"\"\r\n\r\n\"\"\"\r\nx", 1, "f", 4);
    assert_last("def f():\n return f'''\n{1}\n'''\nx", 1, "f", 4);
    assert_last("def f():\n return 1 + \\\n  2\n", 1, "f", 3);
    assert_last(nested, 1, "A", 5);
    assert_last(nested, 2, "f", 3);
    assert_last(nested, 3, "g", 3);
    assert_last("@a\n@b(\n1)\ndef f():\n pass\n@c\ndef g(): 1", 1, "f", 5);
    assert_last("x = [a\n for a in b]", 1, "<listcomp>", 1);
    assert_last("def f():\n return lambda: 1", 2, "<lambda>", 2);
}

static void what_is_not_there_ends_nowhere(void **state)
{
    (void)state;
    assert_last("def f():\n pass", 2, "f", 0);
    assert_last("def f():\n pass", 1, "g", 0);
    assert_last("def f():\n pass", 1, "<module>", 0);
    assert_last("def f():\n pass", 1, "<lambda>", 0);
    assert_last("def f():\n pass", -1, "f", 0);
    assert_last("def f(:\n pass", 1, "f", 0);
    assert_last("@(\n a)\ndef f(): 1", 1, "f", 0);
    assert_last("", 1, "f", 0);
}

static void only_small_sources_are_read(void **state)
{
    (void)state;
    assert_true(is_read("a.py", 10));
    assert_true(is_read("a.pyw", 0));
    assert_true(is_read("a.py", 4 * 1024 * 1024));
    assert_false(is_read("a.py", 4 * 1024 * 1024 + 1));
    assert_false(is_read("a.pyc", 10));
    assert_false(is_read("py", 10));
}

static void what_is_no_file_is_not_opened(void **state)
{
    (void)state;
    struct buf path = {0};
    struct python_file open;
    char folder[] = "/tmp/prof2dot-unit-XXXXXX";
    assert_non_null(mkdtemp(folder));
    buf_format(&path, "%s/a.py", folder);
    assert_false(python_file_open(path.data, &open));
    assert_int_equal(mkfifo(path.data, 0600), 0);
    assert_false(python_file_open(path.data, &open));
    unlink(path.data);
    assert_int_equal(mkdir(path.data, 0700), 0);
    assert_false(python_file_open(path.data, &open));
    rmdir(path.data);
    assert_int_equal(symlink("/etc/passwd", path.data), 0);
    assert_false(python_file_open(path.data, &open));
    unlink(path.data);
    rmdir(folder);
    buf_free(&path);
}

static void lines_agree_with_the_function_around_them(void **state)
{
    (void)state;
    struct python_source source = python_source_scan(STR("import os\n"             /* 1 */
                                                         "@cached\n"               /* 2 */
                                                         "def outer(a=os.name):\n" /* 3 */
                                                         "    x = 1\n"             /* 4 */
                                                         "    def inner():\n"      /* 5 */
                                                         "        return x\n"      /* 6 */
                                                         "    return inner\n"      /* 7 */
                                                         "class Shape:\n"          /* 8 */
                                                         "    side = 1\n"          /* 9 */
                                                         "    def area(self):\n"   /* 10 */
                                                         "        return 1\n"      /* 11 */
                                                         "print(outer())\n"));     /* 12 */
    static const struct {
        int64_t line;
        const char *name;
        bool agrees;
    } cases[] = {
        {4, "outer", true},         {7, "outer", true},    {5, "outer", true},
        {6, "inner", true},         {6, "area", false},    {12, "outer", false},
        {1, "outer", false},        {0, "outer", false},   {11, "area", true},
        {9, "Shape", true},         {9, "area", false},    {12, "<module>", true},
        {11, "Shape.area", true},   {6, "<lambda>", true}, {-5, "area", false},
        {INT64_MAX, "area", false}, {11, "", true},        {6, "\xc3\xa9", true},
        {4, "none", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (python_source_agrees(&source, cases[i].line, str_of(cases[i].name)) != cases[i].agrees)
            fail_msg("line %d of %s", (int)cases[i].line, cases[i].name);
    python_source_free(&source);
    source = python_source_scan(STR("HOME=/root\0PATH='/bin\0"));
    assert_false(python_source_agrees(&source, 1, STR("<module>")));
    python_source_free(&source);
}

/* Python normalises names; those of the usual letters stay as they are written. */
static void classes_may_have_names_in_any_alphabet(void **state)
{
    (void)state;
    static const struct question questions[] = {
        {"class Größe:\n def f(self): pass", 2, "f", "Größe.f"},
        {"# coding: utf-8\nclass Größe:\n def f(self): pass", 3, "f", "Größe.f"},
        {"class Размер:\n def f(self): pass", 2, "f", "Размер.f"},
        {"class 大小:\n def größer(self): pass", 2, "größer", "大小.größer"},
        {"class \xef\xac\x81nd:\n def f(self): pass", 2, "f", ""}, /* a ligature becomes "fi" */
        {"class o\xcc\x88l:\n def f(self): pass", 2, "f", ""},     /* two become one letter */
        {"# coding: latin-1\nclass Größe:\n def f(self): pass", 3, "f", ""},
        {"class Gr\xf6:\n def f(self): pass", 2, "f", ""},
    };
    ASK(questions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_of_classes_and_functions),
        cmocka_unit_test(decorators_come_first),
        cmocka_unit_test(classes_may_have_names_in_any_alphabet),
        cmocka_unit_test(what_does_not_agree_has_no_name),
        cmocka_unit_test(lambdas_and_comprehensions),
        cmocka_unit_test(what_stands_in_a_head_belongs_outside),
        cmocka_unit_test(global_statements_make_unsure),
        cmocka_unit_test(strings_and_comments_are_skipped),
        cmocka_unit_test(fields_of_f_strings_are_read),
        cmocka_unit_test(lines_are_those_of_python),
        cmocka_unit_test(names_are_compared_as_bytes),
        cmocka_unit_test(what_is_no_python_has_no_names),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(deep_brackets_are_refused),
        cmocka_unit_test(blocks_end_with_their_last_statement),
        cmocka_unit_test(what_is_not_there_ends_nowhere),
        cmocka_unit_test(only_small_sources_are_read),
        cmocka_unit_test(lines_agree_with_the_function_around_them),
        cmocka_unit_test(what_is_no_file_is_not_opened),
    };
    return RUN(tests);
}
