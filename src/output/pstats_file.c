#include "output/pstats_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { DIGIT_BITS = 15, FLAG_REF = 0x80 };

/* The types of Python/marshal.c that are written. */
enum {
    DICT = '{',
    NULL_OBJECT = '0',
    SHORT_TUPLE = ')',
    REF = 'r',
    UNICODE = 'u',
    INT = 'i',
    LONG = 'l',
    FLOAT = 'g',
    TRUE = 'T'
};

struct writer {
    const struct profile *profile;
    struct buf *out;
    uint32_t *slots; /* of each name, plus one; 0: not yet written */
    uint32_t slot_count;
};

static void word(struct buf *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(out, (char)(value >> (8 * i) & 0xff));
}

/* Beyond 32 bits a number is a long: its digits of 15 bits, counted with the number's sign. */
static void integer(struct buf *out, int64_t value)
{
    if (value >= INT32_MIN && value <= INT32_MAX) {
        buf_char(out, INT);
        word(out, (uint64_t)value, 4);
        return;
    }
    uint64_t magnitude = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;
    int digits = 0;
    for (uint64_t rest = magnitude; rest; rest >>= DIGIT_BITS)
        digits++;
    buf_char(out, LONG);
    word(out, (uint64_t)(int64_t)(value < 0 ? -digits : digits), 4);
    for (; digits; digits--, magnitude >>= DIGIT_BITS)
        word(out, magnitude & ((1 << DIGIT_BITS) - 1), 2);
}

static void real(struct buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    buf_char(out, FLOAT);
    word(out, bits, 8);
}

/* Whether Python reads the bytes as UTF-8 with surrogates. */
static bool is_python_text(struct str raw)
{
    while (raw.size) {
        size_t length = utf8_is_surrogate(raw) ? 3 : utf8_length(raw);
        if (!length)
            return false;
        raw = str_from(raw, length);
    }
    return true;
}

static void text(struct buf *out, struct str raw)
{
    struct buf latin = {0};
    if (!is_python_text(raw)) {
        utf8_from_latin(&latin, raw);
        raw = buf_slice(&latin);
    }
    buf_char(out, (char)(unsigned char)(UNICODE | FLAG_REF));
    word(out, raw.size, 4);
    buf_str(out, raw);
    buf_free(&latin);
}

/* A name is written once and referred to after that. */
static void name(struct writer *writer, uint32_t index)
{
    if (writer->slots[index]) {
        buf_char(writer->out, REF);
        word(writer->out, writer->slots[index] - 1, 4);
        return;
    }
    writer->slots[index] = ++writer->slot_count;
    text(writer->out, writer->profile->names[index].raw);
}

static void tuple(struct buf *out, int size)
{
    buf_char(out, SHORT_TUPLE);
    buf_char(out, (char)size);
}

/* What stood for a code object is a string that tells what the code object was. */
static void code_key(struct writer *writer, uint32_t function)
{
    struct buf described = {0};
    table_code_name(writer->profile, function, &described);
    tuple(writer->out, 3);
    text(writer->out, STR("profile"));
    integer(writer->out, 0);
    text(writer->out, buf_slice(&described));
    writer->slot_count += 2;
    buf_free(&described);
}

static void key(struct writer *writer, uint32_t function)
{
    const struct function *f = &writer->profile->functions[function];
    if (f->is_code) {
        code_key(writer, function);
        return;
    }
    tuple(writer->out, 3);
    name(writer, f->file);
    integer(writer->out, f->line);
    name(writer, f->name);
}

static void caller(struct writer *writer, const struct call *call)
{
    key(writer, call->caller);
    if (call->estimated) {
        integer(writer->out, call->calls);
        return;
    }
    tuple(writer->out, 4);
    integer(writer->out, call->calls);
    integer(writer->out, call->primitive);
    real(writer->out, call->own);
    real(writer->out, call->total);
}

static void entry(struct writer *writer, uint32_t function)
{
    const struct profile *profile = writer->profile;
    const struct function *f = &profile->functions[function];
    const struct row *row = &profile->callers[function];
    key(writer, function);
    tuple(writer->out, 5);
    integer(writer->out, f->primitive);
    integer(writer->out, f->calls);
    real(writer->out, f->own);
    real(writer->out, f->total);
    buf_char(writer->out, DICT);
    for (uint32_t i = row->start; i < row->end; i++)
        caller(writer, &profile->calls[i]);
    buf_char(writer->out, NULL_OBJECT);
}

static void sampled_marker(struct buf *out)
{
    tuple(out, 1);
    text(out, STR("__sampled__"));
    buf_char(out, TRUE);
}

void pstats_file_write(const struct table_page *page, struct buf *out)
{
    const struct table *table = page->table;
    const struct profile *profile = table->profile;
    struct writer writer = {.profile = profile, .out = out};
    writer.slots = memory_new(profile->name_count, sizeof *writer.slots);
    buf_char(out, DICT);
    for (uint32_t i = 0; i < table->count; i++)
        entry(&writer, table->entries[i]);
    if (profile->marked)
        sampled_marker(out);
    buf_char(out, NULL_OBJECT);
    free(writer.slots);
}
