#define PCRE2_CODE_UNIT_WIDTH 8

#include "analysis/table/restrict.h"

#include <inttypes.h>
#include <math.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number_text.h"
#include "base/utf8.h"

enum { MATCH_LIMIT = 1000000 }; /* steps of backtracking: fractions of a second a name */

struct restriction restrict_parse(const char *text)
{
    struct restriction restriction = {RESTRICT_PATTERN, 0, 0, text};
    char *end;
    if (!*text || strspn(text, "+-0123456789.eE") != strlen(text))
        return restriction;
    restriction.count = strtoll(text, &end, 10);
    if (!*end) {
        restriction.kind = RESTRICT_COUNT;
        return restriction;
    }
    restriction.fraction = strtod(text, &end);
    if (!*end)
        restriction.kind = RESTRICT_FRACTION;
    return restriction;
}

/* As Python's repr writes a string. */
static void quote(struct buf *out, const char *text)
{
    char mark = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';
    buf_char(out, mark);
    for (const char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (*c == mark || *c == '\\')
            buf_format(out, "\\%c", *c);
        else if (*c == '\n' || *c == '\r' || *c == '\t')
            buf_format(out, "\\%c", *c == '\n' ? 'n' : *c == '\r' ? 'r' : 't');
        else if (byte < 0x20 || byte == 0x7f)
            buf_format(out, "\\x%02x", byte);
        else
            buf_char(out, *c);
    }
    buf_char(out, mark);
}

static void describe(struct buf *out, const struct restriction *restriction)
{
    if (restriction->kind == RESTRICT_COUNT) {
        buf_format(out, "%" PRId64, restriction->count);
    } else if (restriction->kind == RESTRICT_FRACTION) {
        size_t start = out->size;
        number_text_shortest(out, restriction->fraction);
        if (!strpbrk(out->data + start, ".en"))
            buf_text(out, ".0");
    } else {
        quote(out, restriction->pattern);
    }
}

static bool match(const struct table *table, uint32_t entry, pcre2_code *code,
                  pcre2_match_data *data, pcre2_match_context *context, struct arena *arena,
                  int *result)
{
    struct str name = utf8_repair(arena, table->names[entry]);
    *result = pcre2_match(code, (PCRE2_SPTR)name.data, name.size, 0, 0, data, context);
    return *result >= 0 || *result == PCRE2_ERROR_NOMATCH;
}

static bool keep_matching(struct table *table, pcre2_code *code, struct error *error)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    if (!data || !context)
        memory_die();
    pcre2_set_match_limit(context, MATCH_LIMIT);
    struct arena arena = {0};
    uint32_t kept = 0;
    bool ok = true;
    int result = 0;
    for (uint32_t i = 0; i < table->count && ok; i++) {
        ok = match(table, table->entries[i], code, data, context, &arena, &result);
        if (ok && result >= 0)
            table->entries[kept++] = table->entries[i];
    }
    arena_free(&arena);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    if (!ok)
        return error_set(error, ERROR_INPUT,
                         "--top: matching the pattern takes too long (PCRE2 error %d); simplify it",
                         result);
    table_cut(table, kept);
    return true;
}

static bool apply_pattern(struct table *table, const char *pattern, struct buf *report,
                          struct error *error)
{
    int code_error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_UCP, &code_error, &offset, NULL);
    if (!code) {
        buf_text(report, "   <Invalid regular expression ");
        quote(report, pattern);
        buf_text(report, ">\n");
        return true;
    }
    bool ok = keep_matching(table, code, error);
    pcre2_code_free(code);
    return ok;
}

bool restrict_apply(struct table *table, const struct restriction *restriction, struct buf *report,
                    struct error *error)
{
    uint32_t before = table->count;
    double fraction = restriction->fraction;
    if (restriction->kind == RESTRICT_PATTERN) {
        if (!apply_pattern(table, restriction->pattern, report, error))
            return false;
    } else if (restriction->kind == RESTRICT_FRACTION) {
        if (fraction >= 0 && fraction < 1)
            table_cut(table, (uint32_t)(table->count * fraction + .5));
    } else if (restriction->count >= 0 && restriction->count < before) {
        table_cut(table, (uint32_t)restriction->count);
    }
    if (before != table->count) {
        buf_format(report, "   List reduced from %" PRIu32 " to %" PRIu32 " due to restriction <",
                   before, table->count);
        describe(report, restriction);
        buf_text(report, ">\n");
    }
    return true;
}
