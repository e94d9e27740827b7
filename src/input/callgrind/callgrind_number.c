#include "input/callgrind/callgrind_number.h"

#include "model/profile.h"

void callgrind_skip_spaces(struct str *text)
{
    size_t start = 0;
    while (start < text->size && (text->data[start] == ' ' || text->data[start] == '\t'))
        start++;
    *text = str_from(*text, start);
}

static int digit_value(char byte, int base)
{
    int value = byte >= '0' && byte <= '9'   ? byte - '0'
                : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                             : 16;
    return value < base ? value : -1;
}

bool callgrind_take_number(struct str *text, uint64_t *value)
{
    bool is_hex = text->size > 2 && text->data[0] == '0' && text->data[1] == 'x';
    int base = is_hex ? 16 : 10;
    size_t at = is_hex ? 2 : 0, start = at;
    *value = 0;
    for (; at < text->size && digit_value(text->data[at], base) >= 0; at++) {
        unsigned digit = (unsigned)digit_value(text->data[at], base);
        bool fits = *value <= (UINT64_MAX - digit) / (unsigned)base;
        *value = fits ? *value * (unsigned)base + digit : UINT64_MAX;
    }
    *text = str_from(*text, at);
    return at > start;
}

bool callgrind_take_signed(struct str *text, int64_t *value)
{
    uint64_t size;
    bool is_negative = text->size && text->data[0] == '-';
    if (is_negative)
        *text = str_from(*text, 1);
    bool ok = callgrind_take_number(text, &size);
    *value = size > INT64_MAX ? INT64_MAX : (int64_t)size;
    *value = is_negative ? -*value : *value;
    return ok;
}

bool callgrind_at_word_end(struct str text)
{
    return !text.size || text.data[0] == ' ' || text.data[0] == '\t';
}

bool callgrind_take_position(struct str *text, int64_t *base)
{
    int64_t value = 0;
    callgrind_skip_spaces(text);
    char first = text->size ? text->data[0] : ' ';
    if (first == '*' || first == '+')
        *text = str_from(*text, 1);
    if (first != '*' && !callgrind_take_signed(text, &value))
        return false;
    bool is_relative = first == '+' || first == '-' || first == '*';
    *base = is_relative ? profile_add_counts(*base, value) : value;
    return callgrind_at_word_end(*text);
}
