#include "input/json/document.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

static struct str without_mark(struct str bytes)
{
    return str_starts(bytes, BYTE_ORDER_MARK) ? str_from(bytes, BYTE_ORDER_MARK.size) : bytes;
}

/* The number that four hexadecimal digits make; 0 where they are none. */
static uint32_t hex_of(struct str digits)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.size; i++) {
        unsigned char byte = (unsigned char)digits.data[i];
        if (!isxdigit(byte))
            return 0;
        number = number << 4 | ((byte & 0x0fU) + (byte >= 'A' ? 9 : 0));
    }
    return number;
}

/* The code unit that a string's escape "\uXXXX" stands for; 0 if none stands here. */
static uint32_t escaped_unit(struct str text)
{
    enum { ESCAPE = 6 };
    return text.size >= ESCAPE && text.data[1] == 'u' ? hex_of(str_first(str_from(text, 2), 4)) : 0;
}

static bool is_surrogate(uint32_t unit, uint32_t first)
{
    return unit >= first && unit < first + 0x400;
}

/* Copies what a backslash begins; half of a surrogate pair becomes U+FFFD. Returns its size. */
static size_t repair_escape(struct buf *out, struct str text)
{
    const uint32_t high = 0xd800, low = 0xdc00;
    uint32_t unit = escaped_unit(text);
    size_t size = unit ? 6 : 2;
    if (is_surrogate(unit, high) && text.size > size && text.data[size] == '\\' &&
        is_surrogate(escaped_unit(str_from(text, size)), low))
        size *= 2;
    else if (is_surrogate(unit, high) || is_surrogate(unit, low)) {
        buf_text(out, "\\ufffd");
        return size;
    }
    text = str_first(text, size);
    buf_str(out, text);
    return text.size;
}

/* The size of a word that stands for no number of JSON, as Python writes them; else 0. */
static size_t unnumber_size(struct str text)
{
    static const char *const words[] = {"NaN", "Infinity", "-Infinity"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_starts(text, str_of(words[i])))
            return str_of(words[i]).size;
    return 0;
}

/* Copies what stands inside a string; returns its size. */
static size_t repair_text(struct buf *out, struct str text)
{
    if (text.data[0] == '\\')
        return repair_escape(out, text);
    size_t size = utf8_length(text);
    buf_str(out, size ? str_first(text, size) : STR("\xef\xbf\xbd"));
    return size ? size : 1;
}

/* What Python writes and JSON does not know: numbers that are none become null; in texts, what is
   no UTF-8 and halves of surrogate pairs become U+FFFD. */
static struct buf repair(struct str text)
{
    struct buf out = {0};
    bool is_string = false;
    while (text.size) {
        size_t size = is_string ? 0 : unnumber_size(text);
        if (size)
            buf_text(&out, "null");
        else if (is_string)
            size = repair_text(&out, text);
        else
            buf_bytes(&out, text.data, size = 1);
        is_string ^= size == 1 && text.data[0] == '"';
        text = str_from(text, size);
    }
    return out;
}

static void *allocate(size_t size)
{
    void *room = malloc(size ? size : 1);
    if (!room)
        memory_die();
    return room;
}

/* jansson 2.14 calls most allocations that fail a fault of the file, at line -1. */
void document_prepare(void)
{
    json_set_alloc_funcs(allocate, free);
}

static json_t *parse(struct str text, json_error_t *trouble)
{
    return json_loadb(text.data, text.size, JSON_ALLOW_NUL, trouble);
}

static bool may_be_repaired(const json_error_t *trouble)
{
    enum json_error_code code = json_error_code(trouble);
    return code == json_error_invalid_utf8 || code == json_error_invalid_syntax;
}

json_t *document_parse(struct str bytes, struct error *error)
{
    json_error_t trouble;
    struct str text = without_mark(bytes);
    json_t *root = parse(text, &trouble);
    if (!root && may_be_repaired(&trouble)) {
        struct buf repaired = repair(text);
        root = parse(buf_slice(&repaired), &trouble);
        buf_free(&repaired);
    }
    if (root)
        return root;
    const char *reason = json_error_code(&trouble) == json_error_premature_end_of_input
                             ? "the file ends here, in the midst of its JSON: was the profiler "
                               "stopped while it wrote?"
                             : trouble.text;
    error_set(error, ERROR_INPUT, "line %d, column %d: %s", trouble.line, trouble.column, reason);
    return NULL;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static struct str skip_blanks(struct str text)
{
    size_t start = 0;
    while (start < text.size && is_blank(text.data[start]))
        start++;
    return str_from(text, start);
}

bool document_begins(struct str beginning)
{
    struct str inside = skip_blanks(without_mark(beginning));
    if (!str_starts(inside, STR("{")))
        return false;
    inside = skip_blanks(str_from(inside, 1));
    return str_starts(inside, STR("\"")) || str_starts(inside, STR("}"));
}

/* How many bytes the string takes that begins here, with its quotes. */
static size_t string_size(struct str text)
{
    size_t size = 1;
    while (size < text.size && text.data[size] != '"')
        size += text.data[size] == '\\' ? 2 : 1;
    return size + 1 < text.size ? size + 1 : text.size;
}

bool document_has_key(struct str beginning, struct str key)
{
    enum { HEAD = 1 << 16 };
    size_t depth = 0;
    struct str left = str_first(beginning, HEAD);
    if (!document_begins(beginning))
        return false;
    while (left.size) {
        char byte = left.data[0];
        size_t size = byte == '"' ? string_size(left) : 1;
        struct str text = str_first(left, size);
        left = str_from(left, size);
        depth += byte == '{' || byte == '[';
        depth -= depth && (byte == '}' || byte == ']');
        if (byte == '"' && depth == 1 && text.size == key.size + 2 &&
            str_starts(str_from(text, 1), key) && str_starts(skip_blanks(left), STR(":")))
            return true;
    }
    return false;
}

struct str document_text(const json_t *string)
{
    return json_is_string(string)
               ? (struct str){json_string_value(string), json_string_length(string)}
               : (struct str){0};
}

struct str document_text_of(const json_t *object, const char *key)
{
    return document_text(json_object_get(object, key));
}

bool document_index(const json_t *value, size_t count, uint32_t *index)
{
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 0 || (uint64_t)number >= count || number >= UINT32_MAX)
        return false;
    *index = (uint32_t)number;
    return true;
}

bool document_cost(const json_t *value, double *cost)
{
    *cost = json_number_value(value);
    return json_is_number(value) && *cost >= 0;
}

int64_t document_line(const json_t *value)
{
    json_int_t line = json_integer_value(value);
    return line > 0 ? (int64_t)line : 0;
}

static void show(char *shown, size_t size, const json_t *value)
{
    static const char *const kinds[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list", [JSON_STRING] = "a string",
        [JSON_TRUE] = "true",        [JSON_FALSE] = "false",  [JSON_NULL] = "null"};
    if (!value)
        snprintf(shown, size, "missing");
    else if (json_is_integer(value))
        snprintf(shown, size, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        snprintf(shown, size, "%g", json_real_value(value));
    else if (json_is_string(value))
        snprintf(shown, size, "\"%.60s\"", json_string_value(value));
    else
        snprintf(shown, size, "%s", kinds[json_typeof(value)]);
}

bool document_wrong(struct error *error, const json_t *value, const char *wanted, const char *place,
                    ...)
{
    char where[160], shown[80];
    va_list arguments;
    va_start(arguments, place);
    vsnprintf(where, sizeof where, place, arguments);
    va_end(arguments);
    show(shown, sizeof shown, value);
    return error_set(error, ERROR_INPUT, "%s is %s, not %s", where, shown, wanted);
}
