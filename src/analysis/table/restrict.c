#define PCRE2_CODE_UNIT_WIDTH 8

#include "analysis/table/restrict.h"

#include <inttypes.h>
#include <math.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text/number_text.h"
#include "base/utf8.h"

/* Characters that a match of a name may look at: tens of milliseconds, and seconds. A name that
   takes more than a few is tried again, once, and only some names are. */
enum { FEW_LOOKS = 20000000, MOST_LOOKS = 2000000000, MOST_LONG_MATCHES = 5 };

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

static void quote_byte(struct buf *out, char c, char mark)
{
    unsigned char byte = (unsigned char)c;
    const char *letter = c ? strchr("\nn\rr\tt", c) : NULL;
    if (c == mark || c == '\\')
        buf_format(out, "\\%c", c);
    else if (letter && byte < 0x20)
        buf_format(out, "\\%c", letter[1]);
    else if (byte < 0x20 || byte == 0x7f)
        buf_format(out, "\\x%02x", byte);
    else
        buf_char(out, c);
}

/* As Python's repr writes a string. */
static void quote(struct buf *out, const char *text)
{
    char mark = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';
    buf_char(out, mark);
    for (const char *c = text; *c; c++)
        quote_byte(out, *c, mark);
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

/* A pattern that is matched with names. */
struct matcher {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    uint32_t long_matches; /* names that took more than a few looks */
    int result;            /* of the last */
};

/* PCRE2 counts steps of backtracking, anew at each place where a match may start, and a step may
   look at all of the name. */
static bool match_within(struct matcher *matcher, struct str name, size_t looks)
{
    enum { LEAST_STEPS = 50 };
    size_t size = name.size + 1;
    pcre2_set_match_limit(matcher->context, (uint32_t)(looks / size / size) + LEAST_STEPS);
    matcher->result = pcre2_match(matcher->code, (PCRE2_SPTR)name.data, name.size, 0, 0,
                                  matcher->data, matcher->context);
    return matcher->result >= 0 || matcher->result == PCRE2_ERROR_NOMATCH;
}

/* False where that takes too long. */
static bool match(struct matcher *matcher, struct str name)
{
    if (match_within(matcher, name, FEW_LOOKS))
        return true;
    return matcher->result == PCRE2_ERROR_MATCHLIMIT &&
           matcher->long_matches++ < MOST_LONG_MATCHES && match_within(matcher, name, MOST_LOOKS);
}

static bool keep_matching(struct table *table, pcre2_code *code, struct error *error)
{
    struct matcher matcher = {.code = code,
                              .data = pcre2_match_data_create_from_pattern(code, NULL),
                              .context = pcre2_match_context_create(NULL)};
    if (!matcher.data || !matcher.context)
        memory_die();
    struct arena arena = {0};
    uint32_t kept = 0;
    bool ok = true;
    for (uint32_t i = 0; i < table->count && ok; i++) {
        ok = match(&matcher, utf8_repair(&arena, table->names[table->entries[i]]));
        if (ok && matcher.result >= 0)
            table->entries[kept++] = table->entries[i];
    }
    arena_free(&arena);
    pcre2_match_context_free(matcher.context);
    pcre2_match_data_free(matcher.data);
    if (!ok)
        return error_set(error, ERROR_INPUT,
                         "--top: matching the pattern takes too long (PCRE2 error %d); simplify it",
                         matcher.result);
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
