#include "input/detect.h"

#include "unit.h"

static const struct input_options anything;

struct foreign {
    struct str bytes;
    const char *said; /* a part of the message */
};

/* clang-format off */
#define FOREIGN(bytes, said) {{(bytes), sizeof(bytes) - 1}, (said)}
/* clang-format on */

static void foreign_files_are_called_by_their_names(void **state)
{
    (void)state;
    static const struct foreign files[] = {
        FOREIGN("", "empty"),
        FOREIGN("\x80\x02}q\x01.", "pickle"),
        FOREIGN("\x80\x02"
                "c__main__\nYFuncStats\n",
                "type=\"pstat\""),
        FOREIGN("\x80\x04\x95\x20\0\0\0\0\0\0\0\x8c\x0eline_profiler", "--format callgrind"),
        FOREIGN("PK\x03\x04\x14\0cachegrind.out.pprofile", "unzip -p FILE cachegrind"),
        FOREIGN("\x0a\x04\x08\x01\x10\x02\x0a\x04", "go tool pprof -callgrind"),
        FOREIGN("PERFILE2\1\2\3", "perf script"),
        FOREIGN("Command line: x.py\nTotal duration: 1s\n", "--format callgrind"),
        FOREIGN("\x13\x0fhotshot-version1.0", "hotshot"),
        FOREIGN("PK\x03\x04\x14\0", "zip"),
        FOREIGN("\xff\xfe\x7b\x00\x30\x00", "PowerShell"),
        FOREIGN("\xfe\xff\0{\0000", "UTF-16"),
        FOREIGN("\177ELF\x02\x01\x01\0", "program"),
        FOREIGN("\x89PNG\r\n\x1a\n", "picture"),
        FOREIGN("         4 function calls in 0.000 seconds\n", "pstats prints"),
        FOREIGN("\nFunction     was called by...\n   ncalls  tottime  cumtime\n", "pstats prints"),
        FOREIGN("Flat profile:\n\nEach sample counts as 0.01 s\n", "gprof"),
        FOREIGN("<!DOCTYPE html>\n<html></html>\n", "HTML"),
        FOREIGN("digraph {\n  a -> b\n}\n", "dot -Tsvg"),
        FOREIGN("import os\nprint(os.getcwd())\n", "python -m cProfile"),
        FOREIGN("{\"traceEvents\": []}\n", "JSON"),
        FOREIGN("[{\"name\": \"x\"}]", "JSON"),
        FOREIGN("Lorem ipsum dolor sit amet\n", "text"),
        FOREIGN("\xa7\r\r\n\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08\x09", "compiled Python"),
        FOREIGN("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a", "0x01"),
        FOREIGN("x", "text"),
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct profile profile;
        struct error error = {0};
        assert_false(detect_read(files[i].bytes, &anything, &profile, &error));
        assert_contains(error.message, files[i].said);
        assert_int_equal(error.code, ERROR_INPUT);
        assert_null(profile.functions);
    }
}

static void both_dict_codes_are_read(void **state)
{
    (void)state;
    static const struct str empty[] = {{"{0", 2}, {"\3730", 2}, {"\3750", 2}};
    for (size_t i = 0; i < COUNT(empty); i++) {
        struct profile profile;
        struct error error = {0};
        assert_true(detect_read(empty[i], &anything, &profile, &error));
        profile_free(&profile);
    }
}

/* A message about a byte of a broken profile must not be lost to a guess at its kind. */
static void a_broken_profile_is_told_by_byte(void **state)
{
    (void)state;
    struct profile profile;
    struct error error = {0};
    assert_false(detect_read((struct str){"\xfb\xa9\x03\xfa", 4}, &anything, &profile, &error));
    assert_contains(error.message, "the file ends after 4 bytes, in a tuple or list: cut short?");
    assert_int_equal(error.offset, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign_files_are_called_by_their_names),
        cmocka_unit_test(both_dict_codes_are_read),
        cmocka_unit_test(a_broken_profile_is_told_by_byte),
    };
    return RUN(tests);
}
