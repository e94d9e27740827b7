#include "input/pstats/marshal_scalar.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 15, TEXT_FLOAT_LIMIT = 64 };

static uint32_t digit_at(const char *bytes)
{
    return (uint32_t)(unsigned char)bytes[0] | (uint32_t)(unsigned char)bytes[1] << 8;
}

/* Compilers turn this into one load. */
static uint64_t word_at(const char *bytes)
{
    return (uint64_t)(uint32_t)scalar_int32(bytes) | (uint64_t)(uint32_t)scalar_int32(bytes + 4)
                                                         << 32;
}

static int64_t clamp(uint64_t magnitude, bool too_large, bool negative)
{
    if (too_large || magnitude > INT64_MAX)
        return negative ? INT64_MIN : INT64_MAX;
    return negative ? -(int64_t)magnitude : (int64_t)magnitude;
}

/* A long: a count of digits with the number's sign, then digits of 15 bits, least first; the top
   digit is not zero. */
static size_t read_long(struct str rest, struct marshal_value *value)
{
    if (rest.size < 4)
        return 0;
    int64_t count = scalar_int32(rest.data);
    uint64_t digits = (uint64_t)(count < 0 ? -count : count);
    if (digits > (rest.size - 4) / 2)
        return 0;
    uint64_t magnitude = 0;
    bool too_large = false;
    for (uint64_t i = digits; i > 0; i--) {
        uint64_t digit = digit_at(rest.data + 4 + (i - 1) * 2);
        if (digit >> DIGIT_BITS || (i == digits && digit == 0))
            return 0;
        too_large |= magnitude >> (64 - DIGIT_BITS) != 0;
        magnitude = magnitude << DIGIT_BITS | digit;
    }
    value->kind = MARSHAL_INT;
    value->integer = clamp(magnitude, too_large, count < 0);
    return 4 + (size_t)digits * 2;
}

/* A float as text behind a length byte, as repr or %.17g write it: no blanks, no hexadecimal. */
static size_t read_text_float(struct str rest, struct marshal_value *value)
{
    char text[TEXT_FLOAT_LIMIT + 1];
    size_t size = rest.size ? (unsigned char)rest.data[0] : 0;
    if (!size || size > TEXT_FLOAT_LIMIT || size >= rest.size)
        return 0;
    memcpy(text, rest.data + 1, size);
    text[size] = '\0';
    if (strspn(text, "0123456789+-.eEinfaINFA") != size)
        return 0;
    char *end;
    value->real = strtod(text, &end);
    value->kind = MARSHAL_FLOAT;
    return end == text + size ? size + 1 : 0;
}

static size_t read_double(struct str rest, struct marshal_value *value)
{
    if (rest.size < 8)
        return 0;
    uint64_t bits = word_at(rest.data);
    memcpy(&value->real, &bits, sizeof bits);
    value->kind = MARSHAL_FLOAT;
    return 8;
}

static size_t read_integer(struct str rest, size_t size, struct marshal_value *value)
{
    if (rest.size < size)
        return 0;
    value->integer = size == 4 ? scalar_int32(rest.data) : (int64_t)word_at(rest.data);
    value->kind = MARSHAL_INT;
    return size;
}

/* Two floats one after the other; the number itself is of no use here. */
static size_t read_complex(struct str rest, struct marshal_value *value,
                           size_t (*part)(struct str, struct marshal_value *))
{
    size_t first = part(rest, value);
    size_t second = first ? part(str_from(rest, first), value) : 0;
    value->kind = MARSHAL_OTHER;
    return second ? first + second : 0;
}

size_t scalar_read(struct str rest, char type, struct marshal_value *value)
{
    switch (type) {
    case 'i':
        return read_integer(rest, 4, value);
    case 'I':
        return read_integer(rest, 8, value);
    case 'l':
        return read_long(rest, value);
    case 'f':
        return read_text_float(rest, value);
    case 'g':
        return read_double(rest, value);
    case 'x':
        return read_complex(rest, value, read_text_float);
    default:
        return read_complex(rest, value, read_double);
    }
}
