#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

/* C1 controls are well formed, but terminals obey them as they do an escape. */
static bool is_c1(const char *c, size_t length)
{
    return length == 2 && (unsigned char)c[0] == 0xc2 && (unsigned char)c[1] < 0xa0;
}

static void fill(struct error *error, const char *format, va_list arguments)
{
    if (vsnprintf(error->message, sizeof error->message, format, arguments) < 0)
        error->message[0] = '\0';
    for (char *c = error->message; *c;) {
        size_t length = utf8_length(str_of(c));
        if (length < 2 && (!length || (unsigned char)*c < 0x20 || *c == 0x7f))
            *c = '?';
        if (is_c1(c, length))
            c[0] = c[1] = '?';
        c += length ? length : 1;
    }
}

bool error_set(struct error *error, enum error_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, format, arguments);
    va_end(arguments);
    error->code = code;
    error->has_offset = false;
    error->offset = 0;
    return false;
}

bool error_at(struct error *error, uint64_t offset, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, format, arguments);
    va_end(arguments);
    error->code = ERROR_INPUT;
    error->has_offset = true;
    error->offset = offset;
    return false;
}
