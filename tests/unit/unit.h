#ifndef PROF2DOT_UNIT_H
#define PROF2DOT_UNIT_H

/* What the unit tests share. Each file beside this one is a program of its own. */

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/builder.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Every program's main: runs the tests of its array `tests`. */
#define RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)

static inline void expect_text(struct str found, const char *expected, const char *file, int line)
{
    char *copy = calloc(found.size + 1, 1);
    if (found.size)
        memcpy(copy, found.data, found.size);
    bool same = found.size == strlen(expected) && strcmp(copy, expected) == 0;
    if (!same) {
        print_error("\"%s\", not \"%s\"\n", copy, expected);
        free(copy);
        _fail(file, line);
    }
    free(copy);
}

/* The slice (or buffer) holds just this text. */
#define assert_text(found, expected) expect_text((found), (expected), __FILE__, __LINE__)
#define assert_buf(found, expected) assert_text(buf_slice(found), (expected))

static inline void expect_part(const char *text, const char *part, const char *file, int line)
{
    if (strstr(text, part))
        return;
    print_error("no \"%s\" in \"%s\"\n", part, text);
    _fail(file, line);
}

#define assert_contains(text, part) expect_part((text), (part), __FILE__, __LINE__)

static inline int hex_digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Appends the bytes written as "7b 30"; blanks may stand anywhere. */
static inline void add_hex(struct buf *out, const char *hex)
{
    for (const char *c = hex; *c; c++)
        if (*c != ' ') {
            buf_char(out, (char)(hex_digit(c[0]) << 4 | hex_digit(c[1])));
            c++;
        }
}

/* A function for a builder, in a file "lib/<name>.py" unless the name has a file before it:
   "a/b.py:solve". Its line is 1. */
static inline uint32_t add_function(struct builder *builder, const char *name, double own,
                                    double total)
{
    struct str text = str_of(name);
    size_t colon = str_find_last(text, ':');
    struct buf file = {0};
    if (colon < text.size) {
        buf_str(&file, str_first(text, colon));
        text = str_from(text, colon + 1);
    } else {
        buf_format(&file, "lib/%s.py", name);
    }
    uint32_t function = builder_function(builder, builder_name(builder, buf_slice(&file)), 1,
                                         builder_name(builder, text), false);
    struct function *costs = &builder->profile.functions[function];
    costs->calls = costs->primitive = 1;
    costs->own = own;
    costs->total = total;
    costs->order = function;
    buf_free(&file);
    return function;
}

static inline void add_call(struct builder *builder, uint32_t caller, uint32_t callee, double total)
{
    struct call *call = builder_call(builder, caller, callee);
    call->calls = call->primitive = 1;
    call->total = total;
}

#endif
