#include "python/python_lexer.h"

#include <string.h>

/* Sets of bytes: bit c % 64 of word c / 64. */
#define BIT(c) (UINT64_C(1) << ((c)&63))

static const uint64_t word_bytes[4] = {UINT64_C(0x03FF000000000000), UINT64_C(0x07FFFFFE87FFFFFE),
                                       UINT64_MAX, UINT64_MAX};
static const uint64_t blanks[4] = {BIT(' ') | BIT('\t') | BIT('\f'), 0, 0, 0};
static const uint64_t newlines[4] = {BIT('\n') | BIT('\r'), 0, 0, 0};
static const uint64_t string_stops[4] = {BIT('\n') | BIT('\r') | BIT('"') | BIT('\''), BIT('\\'), 0,
                                         0};
static const uint64_t text_stops[4] = {BIT('\n') | BIT('\r') | BIT('"') | BIT('\''),
                                       BIT('\\') | BIT('{') | BIT('}'), 0, 0};

static bool is_in(const uint64_t set[4], char c)
{
    unsigned char byte = (unsigned char)c;
    return set[byte >> 6] >> (byte & 63) & 1;
}

/* 0 stands for the end: no source holds NUL. */
static char peek(const struct python_lexer *lexer, size_t ahead)
{
    return (size_t)(lexer->end - lexer->at) > ahead ? lexer->at[ahead] : '\0';
}

static void skip_until(struct python_lexer *lexer, const uint64_t stops[4])
{
    const char *at = lexer->at;
    while (at < lexer->end && !is_in(stops, *at))
        at++;
    lexer->at = at;
}

static void skip_while(struct python_lexer *lexer, const uint64_t set[4])
{
    const char *at = lexer->at;
    while (at < lexer->end && is_in(set, *at))
        at++;
    lexer->at = at;
}

static void skip_newline(struct python_lexer *lexer)
{
    lexer->at += peek(lexer, 0) == '\r' && peek(lexer, 1) == '\n' ? 2 : 1;
    lexer->line++;
}

static void measure_indent(struct python_lexer *lexer)
{
    const char *at = lexer->at;
    uint32_t column = 0;
    for (; at < lexer->end && is_in(blanks, *at); at++)
        column = *at == ' ' ? column + 1 : *at == '\t' ? (column / 8 + 1) * 8 : 0;
    lexer->column = column;
    lexer->at = at;
}

/* Encodings in which a byte below 0x80 is that character, wherever it stands. */
static bool is_plain_encoding(struct str name)
{
    static const char *const plain[] = {
        "utf-8",    "utf8",        "ascii", "us-ascii",    "latin-1", "latin1", "iso-8859-",
        "iso8859-", "iso-latin-1", "cp125", "windows-125", "koi8-",   "euc-",
    };
    char lower[16] = {0};
    for (size_t i = 0; i < name.size && i + 1 < sizeof lower; i++) {
        char c = name.data[i] == '_' ? '-' : name.data[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strncmp(lower, plain[i], strlen(plain[i])) == 0)
            return true;
    return false;
}

/* The name behind "coding:" or "coding=" in a line; empty if there is none. */
static struct str encoding_of(struct str line)
{
    static const struct str coding = {"coding", 6};
    for (; line.size > coding.size; line = str_from(line, 1)) {
        if (!str_starts(line, coding))
            continue;
        struct str rest = str_from(line, coding.size);
        if (rest.data[0] != ':' && rest.data[0] != '=')
            continue;
        do
            rest = str_from(rest, 1);
        while (rest.size && (rest.data[0] == ' ' || rest.data[0] == '\t'));
        return rest;
    }
    return (struct str){0};
}

/* An encoding is told in a comment on one of the first two lines. */
static bool is_readable(struct python_lexer start, bool *is_utf8)
{
    *is_utf8 = true;
    for (int i = 0; i < 2; i++) {
        measure_indent(&start);
        const char *line = start.at;
        skip_until(&start, newlines);
        struct str encoding = {0};
        if (line < start.at && *line == '#')
            encoding = encoding_of((struct str){line, (size_t)(start.at - line)});
        if (encoding.size && !is_plain_encoding(encoding))
            return false;
        if (encoding.size && encoding.data[0] != 'u' && encoding.data[0] != 'U')
            *is_utf8 = false;
        if (start.at < start.end)
            skip_newline(&start);
    }
    return true;
}

void python_lexer_start(struct python_lexer *lexer, struct str source)
{
    if (str_starts(source, STR("\xEF\xBB\xBF")))
        source = str_from(source, 3);
    *lexer = (struct python_lexer){.at = source.data, .line = 1, .is_fresh = true};
    lexer->end = source.data; /* which may be NULL, to which nothing may be added */
    if (!source.size)
        return;
    lexer->end += source.size;
    lexer->is_broken = source.size >= UINT32_MAX || memchr(source.data, '\0', source.size) ||
                       !is_readable(*lexer, &lexer->is_utf8);
    measure_indent(lexer);
}

static bool push(struct python_lexer *lexer, struct python_frame frame)
{
    if (lexer->depth == PYTHON_DEPTH_LIMIT)
        return false;
    lexer->frames[lexer->depth++] = frame;
    return true;
}

static struct python_frame *top(struct python_lexer *lexer)
{
    return lexer->depth ? &lexer->frames[lexer->depth - 1] : NULL;
}

/* Skips a backslash in a string and what it escapes. A raw string keeps the backslash, but does
   not end behind it either. */
static void skip_escape(struct python_lexer *lexer)
{
    lexer->at++;
    if (is_in(newlines, peek(lexer, 0)))
        skip_newline(lexer);
    else if (lexer->at < lexer->end)
        lexer->at++;
}

/* In an f-string a backslash escapes no brace, and the braces of \N{DASH} are not those of a
   field. */
static void skip_text_escape(struct python_lexer *lexer, bool is_raw)
{
    char next = peek(lexer, 1);
    if (next == '{' || next == '}') {
        lexer->at++;
        return;
    }
    skip_escape(lexer);
    if (next == 'N' && !is_raw && peek(lexer, 0) == '{') {
        lexer->at++;
        skip_until(lexer, text_stops);
        if (peek(lexer, 0) == '}')
            lexer->at++;
    }
}

static bool is_at_quote(const struct python_lexer *lexer, char quote, bool is_triple)
{
    return peek(lexer, 0) == quote &&
           (!is_triple || (peek(lexer, 1) == quote && peek(lexer, 2) == quote));
}

/* Skips a string's text and the quote that ends it; false if none does. */
static bool skip_string(struct python_lexer *lexer, char quote, bool is_triple)
{
    for (;;) {
        skip_until(lexer, string_stops);
        char c = peek(lexer, 0);
        if (!c || (is_in(newlines, c) && !is_triple))
            return false;
        if (c == '\\')
            skip_escape(lexer);
        else if (is_in(newlines, c))
            skip_newline(lexer);
        else if (!is_at_quote(lexer, quote, is_triple))
            lexer->at++;
        else
            break;
    }
    lexer->at += is_triple ? 3 : 1;
    return true;
}

static void set_kind(struct python_lexer *lexer, struct python_token *token,
                     enum python_token_kind kind)
{
    lexer->is_broken |= kind == PYTHON_BROKEN;
    token->kind = kind;
    token->line = lexer->line;
}

/* At a brace in an f-string's text or format. True if that makes a token. */
static bool read_brace(struct python_lexer *lexer, struct python_frame frame,
                       struct python_token *token)
{
    char brace = peek(lexer, 0);
    if (frame.kind == FRAME_TEXT && peek(lexer, 1) == brace) {
        lexer->at += 2;
        return false;
    }
    bool ok = true;
    lexer->at++;
    if (brace == '{') {
        frame.kind = FRAME_FIELD;
        ok = push(lexer, frame);
    } else if (frame.kind == FRAME_FORMAT) {
        lexer->depth--;
    } else {
        ok = false;
    }
    enum python_token_kind kind = brace == '{' ? PYTHON_OPEN : PYTHON_CLOSE;
    set_kind(lexer, token, ok ? kind : PYTHON_BROKEN);
    return true;
}

/* Since 3.12 a newline may stand before the brace that ends a format, but no quote. */
static bool ends_too_early(struct python_frame frame, char c, bool is_end)
{
    if (!c)
        return true;
    return frame.kind == FRAME_FORMAT ? is_end : is_in(newlines, c) && !frame.is_triple;
}

/* Reads on in an f-string's text or format. False if the string ends before any token. */
static bool read_text(struct python_lexer *lexer, struct python_token *token)
{
    const struct python_frame frame = *top(lexer);
    for (;;) {
        skip_until(lexer, text_stops);
        char c = peek(lexer, 0);
        bool is_end = is_at_quote(lexer, frame.closer, frame.is_triple);
        if (ends_too_early(frame, c, is_end)) {
            set_kind(lexer, token, PYTHON_BROKEN);
            return true;
        }
        if (is_end) {
            lexer->at += frame.is_triple ? 3 : 1;
            lexer->depth--;
            return false;
        }
        if (is_in(newlines, c))
            skip_newline(lexer);
        else if (c == '\\')
            skip_text_escape(lexer, frame.is_raw);
        else if (c == '"' || c == '\'')
            lexer->at++;
        else if (read_brace(lexer, frame, token))
            return true;
    }
}

/* A string whose prefix has been read. */
static void read_string(struct python_lexer *lexer, struct python_token *token, bool is_formatted,
                        bool is_raw)
{
    char quote = peek(lexer, 0);
    bool is_triple = peek(lexer, 1) == quote && peek(lexer, 2) == quote;
    set_kind(lexer, token, PYTHON_OTHER);
    lexer->at += is_triple ? 3 : 1;
    bool ok = is_formatted
                  ? push(lexer, (struct python_frame){FRAME_TEXT, quote, is_triple, is_raw})
                  : skip_string(lexer, quote, is_triple);
    if (!ok)
        set_kind(lexer, token, PYTHON_BROKEN);
}

/* Whether the word is what may stand before a quote (b, u, rb, f, tR...). */
static bool is_prefix(struct str word, bool *is_formatted, bool *is_raw)
{
    *is_formatted = *is_raw = false;
    for (size_t i = 0; i < word.size; i++) {
        char c = (char)(word.data[i] | 0x20);
        *is_raw |= c == 'r';
        *is_formatted |= c == 'f' || c == 't';
        if (c != 'r' && c != 'b' && c != 'u' && c != 'f' && c != 't')
            return false;
    }
    return word.size <= 2;
}

/* A name, a keyword, a number with the letters in it, or a string with its prefix. */
static void read_word(struct python_lexer *lexer, struct python_token *token)
{
    const char *start = lexer->at;
    bool is_number = *start >= '0' && *start <= '9';
    skip_while(lexer, word_bytes);
    token->word = (struct str){start, (size_t)(lexer->at - start)};
    bool is_formatted, is_raw;
    char next = peek(lexer, 0);
    if ((next == '"' || next == '\'') && is_prefix(token->word, &is_formatted, &is_raw))
        read_string(lexer, token, is_formatted, is_raw);
    else
        set_kind(lexer, token, is_number ? PYTHON_OTHER : PYTHON_WORD);
}

static void read_open(struct python_lexer *lexer, struct python_token *token)
{
    char closer = *lexer->at == '(' ? ')' : *lexer->at == '[' ? ']' : '}';
    bool ok = push(lexer, (struct python_frame){.kind = FRAME_BRACKET, .closer = closer});
    token->byte = *lexer->at++;
    set_kind(lexer, token, ok ? PYTHON_OPEN : PYTHON_BROKEN);
}

static void read_close(struct python_lexer *lexer, struct python_token *token)
{
    const struct python_frame *frame = top(lexer);
    char c = *lexer->at++;
    bool ok = frame && (frame->kind == FRAME_FIELD ? c == '}' : c == frame->closer);
    if (ok)
        lexer->depth--;
    token->byte = ok && frame->kind == FRAME_FIELD ? '\0' : c;
    set_kind(lexer, token, ok ? PYTHON_CLOSE : PYTHON_BROKEN);
}

/* One byte; the colon in a field begins its format. */
static void read_operator(struct python_lexer *lexer, struct python_token *token)
{
    struct python_frame *frame = top(lexer);
    token->byte = *lexer->at++;
    if (token->byte == ':' && frame && frame->kind == FRAME_FIELD) {
        frame->kind = FRAME_FORMAT;
        token->byte = '\0';
    }
    set_kind(lexer, token, PYTHON_OTHER);
}

/* Skips blanks, comments, joined lines and newlines that end nothing. False at a backslash that
   joins nothing. */
static bool skip_blanks(struct python_lexer *lexer)
{
    for (;;) {
        skip_while(lexer, blanks);
        char c = peek(lexer, 0);
        if (c == '#') {
            skip_until(lexer, newlines);
        } else if (is_in(newlines, c) && (lexer->depth || lexer->is_fresh)) {
            skip_newline(lexer);
            if (lexer->is_fresh)
                measure_indent(lexer);
        } else if (c == '\\' && is_in(newlines, peek(lexer, 1))) {
            lexer->at++;
            skip_newline(lexer);
        } else {
            return c != '\\';
        }
    }
}

/* At a newline that ends a line of statements, or at the end of the source. */
static void read_end(struct python_lexer *lexer, struct python_token *token)
{
    bool is_over = lexer->at == lexer->end;
    set_kind(lexer, token, lexer->is_fresh ? PYTHON_END : PYTHON_NEWLINE);
    if (is_over && lexer->depth)
        set_kind(lexer, token, PYTHON_BROKEN);
    lexer->is_fresh = true;
    if (!is_over) {
        skip_newline(lexer);
        measure_indent(lexer);
    }
}

static void read_token(struct python_lexer *lexer, struct python_token *token)
{
    char c = *lexer->at;
    token->is_first = lexer->is_fresh;
    lexer->is_fresh = false;
    if (is_in(word_bytes, c))
        read_word(lexer, token);
    else if (c == '"' || c == '\'')
        read_string(lexer, token, false, false);
    else if (c == '(' || c == '[' || c == '{')
        read_open(lexer, token);
    else if (c == ')' || c == ']' || c == '}')
        read_close(lexer, token);
    else
        read_operator(lexer, token);
}

void python_lexer_next(struct python_lexer *lexer, struct python_token *token)
{
    *token = (struct python_token){.kind = PYTHON_BROKEN};
    if (lexer->is_broken)
        return;
    const struct python_frame *frame = top(lexer);
    if (frame && (frame->kind == FRAME_TEXT || frame->kind == FRAME_FORMAT) &&
        read_text(lexer, token))
        return;
    if (!skip_blanks(lexer)) {
        set_kind(lexer, token, PYTHON_BROKEN);
        return;
    }
    token->column = lexer->column;
    if (is_in(newlines, peek(lexer, 0)) || lexer->at == lexer->end)
        read_end(lexer, token);
    else
        read_token(lexer, token);
}
