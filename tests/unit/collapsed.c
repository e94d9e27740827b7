#include "input/stacks/collapsed.h"

#include "base/decoder.h"
#include "input/frame_text.h"
#include "input/stacks/collapsed_line.h"
#include "unit.h"

static void frames_say_file_name_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *file, *name;
        int64_t line;
    } cases[] = {
        {"fib (work.py:6)", "work.py", "fib", 6},
        {"fib (/a b/(c)/work.py:6)", "/a b/(c)/work.py", "fib", 6},
        {"fib (C:\\a\\work.py:6)", "C:\\a\\work.py", "fib", 6},
        {"memcpy (libc.so.6)", "libc.so.6", "memcpy", 0},
        {"work.py:Shape.<locals>.<lambda>:6", "work.py", "Shape.<locals>.<lambda>", 6},
        {"C:\\a\\work.py:fib:6", "C:\\a\\work.py", "fib", 6},
        {"work.py:fib:0", "work.py", "fib", 0},
        {"work.py:fib:99999999999999999999", "", "work.py:fib:99999999999999999999", 0},
        {"work.py:fib:", "", "work.py:fib:", 0},
        {":fib:6", "", ":fib:6", 0},
        {"a::b:6", "", "a::b:6", 0},
        {"fib:6", "", "fib:6", 0},
        {"read_[k]", "", "read_[k]", 0},
        {"f(int) (inlined)", "", "f(int) (inlined)", 0},
        {" (work.py:6)", "", " (work.py:6)", 0},
        {"fib (:6)", "", "fib (:6)", 0},
        {"(", "", "(", 0},
        {"", "", "[unknown]", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame_parts parts = frame_text_parts(str_of(cases[i].text));
        assert_text(parts.name, cases[i].name);
        assert_text(parts.file, cases[i].file);
        assert_int_equal(parts.line, cases[i].line);
        assert_int_equal(parts.first_line, 0);
    }
}

static void threads_are_told_from_frames(void **state)
{
    (void)state;
    static const struct {
        const char *frames, *thread, *id;
    } cases[] = {
        {"tid:42;a", "tid:42", "42"},
        {"tid:42", "tid:42", "42"},
        {"thread (7): T (f);a", "thread (7): T (f)", "7"},
        {"thread (7);a", "thread (7)", "7"},
        {"thread ();a", "", ""},
        {"thread (7)x;a", "", ""},
        {"P1;T2;a", "P1;T2", "P1;T2"},
        {"P1;T0:7f3a;a", "P1;T0:7f3a", "P1;T0:7f3a"},
        {"tid:;a", "", ""},
        {"tid:4x2y;a", "", ""},
        {"P1;a;T2", "", ""},
        {"P;T2", "", ""},
        {"P1;T2 ;a", "", ""},
        {"Parse;Table", "", ""},
        {"a;tid:42", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str frames = str_of(cases[i].frames), id;
        size_t size = frame_text_thread(frames, &id);
        assert_text(str_first(frames, size), cases[i].thread);
        if (size)
            assert_text(id, cases[i].id);
    }
}

static void processes_are_no_frames(void **state)
{
    (void)state;
    static const struct {
        const char *frames, *left;
    } cases[] = {
        {"process 42:\"python a.py\";main (a.py:1)", "main (a.py:1)"},
        {"process 42:\"python -c 'a; b'\";process 43:\"\";thread (0x7F): x;f",
         "thread (0x7F): x;f"},
        {"process 7:\"python -c x=\"a\";f()\";main (a.py:1)", "main (a.py:1)"},
        {"process 7:\"sh -c \"a\";\"b\"\";process 8:\"c \";d\";thread (0x7F): x;f (a.py:1)",
         "thread (0x7F): x;f (a.py:1)"},
        {"process 7:\"python -c x=\"a\";f()\"", ""},
        {"process 7:\"python -c x=\"a\";f;g", "f;g"},
        {"process 42:\"python a.py\"", ""},
        {"process 42:\"python a.py", "process 42:\"python a.py"},
        {"process 42:python;f", "process 42:python;f"},
        {"process :\"python\";f", "process :\"python\";f"},
        {"process (a.py:3);f", "process (a.py:3);f"},
        {"process 42:\"", "process 42:\""},
        {"f;process 42:\"\"", "f;process 42:\"\""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_text(frame_text_without_processes(str_of(cases[i].frames)), cases[i].left);
}

static void lines_are_split_at_the_last_blank(void **state)
{
    (void)state;
    static const struct {
        const char *text, *frames;
        enum collapsed_line_kind kind;
        double weight;
        int64_t samples;
    } cases[] = {
        {"a;b 12", "a;b", COLLAPSED_STACK, 12, 12},
        {"a b;c d 12\r", "a b;c d", COLLAPSED_STACK, 12, 12},
        {"a\t12 ", "a", COLLAPSED_STACK, 12, 12},
        {" 12", "", COLLAPSED_STACK, 12, 12},
        {"a 1.75", "a", COLLAPSED_STACK, 1.75, 2},
        {"a 1e3", "a", COLLAPSED_STACK, 1000, 1000},
        {"a 1e300", "a", COLLAPSED_STACK, 1e300, INT64_C(9000000000000000000)},
        {"a -0", "a", COLLAPSED_STACK, 0, 0},
        {"#main 3", "#main", COLLAPSED_STACK, 3, 3},
        {"# mode: wall", " mode: wall", COLLAPSED_COMMENT, 0, 0},
        {"", "", COLLAPSED_BLANK, 0, 0},
        {" \r", "", COLLAPSED_BLANK, 0, 0},
        {"a;b", "", COLLAPSED_BAD, 0, 0},
        {"a -1", "", COLLAPSED_BAD, -1, 0},
        {"a nan", "", COLLAPSED_BAD, 0, 0},
        {"a 1e", "", COLLAPSED_BAD, 1, 0},
        {"a 12;b", "", COLLAPSED_BAD, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct error reason = {0};
        struct collapsed_line line = collapsed_line(str_of(cases[i].text), &reason);
        assert_int_equal(line.kind, cases[i].kind);
        assert_int_equal(reason.code, line.kind == COLLAPSED_BAD ? ERROR_INPUT : ERROR_NONE);
        if (line.kind == COLLAPSED_BAD)
            continue;
        assert_text(line.frames, cases[i].frames);
        assert_true(line.weight == cases[i].weight);
        assert_int_equal(line.samples, cases[i].samples);
    }
}

/* Reads a text in pieces of `step` bytes. */
static struct profile read_in_steps(struct str text, size_t step)
{
    struct profile profile;
    struct error error = {0};
    void *reader = collapsed_stream.start();
    for (size_t at = 0; at < text.size; at += step)
        assert_true(collapsed_stream.feed(reader, str_first(str_from(text, at), step), &error));
    assert_true(collapsed_stream.end(reader, &profile, &error));
    assert_int_equal(error.code, ERROR_NONE);
    return profile;
}

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

/* Of either order: what stands between the units' zero bytes. */
#define UNITS                                                                                      \
    "a\0;\0b\0 \0"                                                                                 \
    "3\0\n\0a\0;\0b\0c\0 \0"                                                                       \
    "4\0\n\0a\0b\0 \0"                                                                             \
    "5"

static void pieces_of_any_size_make_one_profile(void **state)
{
    (void)state;
    static const struct str texts[] = {
        TEXT("\xef\xbb\xbf"
             "a;b 3\r\na;bc 4\nab 5"),
        TEXT("\xff\xfe" UNITS "\0"),
        TEXT("\xfe\xff\0" UNITS),
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t step = 1; step <= texts[i].size; step++) {
            struct profile profile = read_in_steps(texts[i], step);
            assert_int_equal(profile.stacks.count, 5);
            assert_int_equal(profile.function_count, 4);
            assert_int_equal(profile_totals(&profile).primitive, 12);
            assert_true(profile.sampled && profile.unit.kind == UNIT_SAMPLES);
            profile_free(&profile);
        }
}

static void a_stack_too_deep_is_refused_before_it_takes_memory(void **state)
{
    (void)state;
    struct buf text = {0};
    struct error error = {0};
    void *reader = collapsed_stream.start();
    for (int i = 0; i < 1 << 20; i++)
        buf_text(&text, "a;");
    buf_text(&text, "a 1\n");
    assert_false(collapsed_stream.feed(reader, buf_slice(&text), &error));
    assert_contains(error.message, "line 1: a stack of more than 1048576 frames");
    collapsed_stream.drop(reader);
    buf_free(&text);
}

static void pairs_of_surrogates_are_one_character(void **state)
{
    (void)state;
    static const char text[] = "\xff\xfe\x3d\xd8\x00\xde\x3d\xd8x\0\xac\x20";
    for (size_t step = 1; step < sizeof text; step++) {
        struct decoder decoder = {0};
        struct buf out = {0};
        struct str whole = {text, sizeof text - 1};
        for (size_t at = 0; at < whole.size; at += step)
            buf_str(&out, decoder_next(&decoder, str_first(str_from(whole, at), step)));
        buf_str(&out, decoder_end(&decoder));
        assert_buf(&out, "\xf0\x9f\x98\x80\xed\xa0\xbdx\xe2\x82\xac");
        buf_free(&out);
        decoder_free(&decoder);
    }
}

static void collapsed_stacks_are_known_from_other_texts(void **state)
{
    (void)state;
    static const char *const fitting[] = {
        "a;b 1\n",
        "main 1\n",
        "# austin: 3\n# mode: wall\n\nP1;T1;a:b:3 1\n",
        "a;b 1\na;c\na;d 2\n",
        "a;b 1\na;c",
        "\xef\xbb\xbf\x61;b 1\n",
    };
    static const char *const others[] = {
        "",
        "\n\n",
        "import os\n",
        "x = 3\nimport os\ny = 4\nprint(x)\n",
        "{\"a\": 1}\n",
        "         4 function calls in 0.000 seconds\n",
        "a;b\x01 2\n",
        "a;b\n",
        "Hello 1\nworld\n",
    };
    for (size_t i = 0; i < COUNT(fitting); i++)
        assert_true(collapsed_begins(str_of(fitting[i])));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(collapsed_begins(str_of(others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_say_file_name_and_line),
        cmocka_unit_test(threads_are_told_from_frames),
        cmocka_unit_test(processes_are_no_frames),
        cmocka_unit_test(lines_are_split_at_the_last_blank),
        cmocka_unit_test(pieces_of_any_size_make_one_profile),
        cmocka_unit_test(pairs_of_surrogates_are_one_character),
        cmocka_unit_test(a_stack_too_deep_is_refused_before_it_takes_memory),
        cmocka_unit_test(collapsed_stacks_are_known_from_other_texts),
    };
    return RUN(tests);
}
