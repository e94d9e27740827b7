#include "python/python_source.h"

#include <string.h>

#include "base/memory.h"
#include "python/python_lexer.h"

/* CPython has no more levels of indentation. */
enum { SCOPE_LIMIT = 100 };

/* A definition in whose body the scan is. */
struct scope {
    uint32_t definition;
    uint32_t column;
    uint64_t globals; /* a set of what it declares global: bits by a hash of the name */
};

/* What is known of an open bracket; the first stands for none. */
struct bracket {
    size_t line, element; /* in source.lines: where it opens, where its contents begin */
    uint32_t lambdas;     /* that have not had their colon */
    char byte;
    bool has_colon;
};

/* The part of a line of statements that is being read. */
enum part { PART_STATEMENT, PART_NAME, PART_HEADER, PART_BODY };

struct scan {
    struct python_source *source;
    struct python_lexer lexer;
    struct python_token token;
    struct scope scopes[SCOPE_LIMIT];
    size_t scope_count;
    struct bracket brackets[PYTHON_DEPTH_LIMIT + 1];
    size_t depth;
    struct python_definition next; /* the definition to come, from its first decorator on */
    enum part part;
    uint32_t first_line; /* of the line of statements */
    uint32_t last_line;  /* of the one before it */
    bool is_class, is_decorator;
    bool expects_keyword; /* nothing on the line yet but perhaps `async` */
    bool expects_element; /* nothing in the bracket yet */
    bool expects_decorator;
    bool has_body;      /* behind the colon of a class or function, on the same line */
    bool is_compound;   /* before the colon of an if, for, try... */
    bool is_annotation; /* where lambdas are named as the version pleases */
    bool is_type;       /* in what may be a type statement (3.12): it has a scope of its own */
    bool is_global;     /* in a global statement */
};

static bool is_word(const struct python_token *token, struct str word)
{
    return token->kind == PYTHON_WORD && token->word.size == word.size &&
           memcmp(token->word.data, word.data, word.size) == 0;
}

static uint64_t name_bit(struct str name)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.data[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return UINT64_C(1) << (hash >> 58);
}

static uint32_t owner_of(const struct scan *scan)
{
    return scan->scope_count ? scan->scopes[scan->scope_count - 1].definition : PYTHON_MODULE;
}

/* The entry of the token's line, which is the last line that has one or a later one. */
static size_t line_entry(struct scan *scan)
{
    struct python_source *source = scan->source;
    size_t count = source->line_count;
    if (count && source->lines[count - 1].line == scan->token.line)
        return count - 1;
    source->lines =
        memory_grow(source->lines, &source->line_capacity, count + 1, sizeof *source->lines);
    source->lines[count] = (struct python_line){.line = scan->token.line};
    return source->line_count++;
}

static void note_expression(struct scan *scan, size_t line, uint32_t kinds)
{
    struct python_line *entry = &scan->source->lines[line];
    uint32_t owner = scan->is_annotation || scan->is_type ? PYTHON_UNSURE : owner_of(scan);
    entry->owner = entry->kinds && entry->owner != owner ? PYTHON_UNSURE : owner;
    entry->kinds |= kinds;
}

/* Which comprehension a `for` in the bracket makes of it. A dict may do without colon: {**a for a
   in b}. */
static uint32_t comprehension_kinds(const struct bracket *bracket)
{
    switch (bracket->byte) {
    case '(':
        return PYTHON_GENEXPR;
    case '[':
        return PYTHON_LISTCOMP;
    case '{':
        return bracket->has_colon ? PYTHON_DICTCOMP : PYTHON_DICTCOMP | PYTHON_SETCOMP;
    default:
        return 0;
    }
}

/* The first line is that of the bracket; until Python 3.7, that of what stands first in it. */
static void note_comprehension(struct scan *scan)
{
    const struct bracket *bracket = &scan->brackets[scan->depth];
    uint32_t kinds = comprehension_kinds(bracket);
    if (!kinds)
        return;
    note_expression(scan, bracket->line, kinds);
    if (bracket->element != bracket->line)
        note_expression(scan, bracket->element, kinds);
}

/* A global statement makes of a function in a function one of the module. A bit too many in the
   set costs an answer, no more. */
static uint32_t parent_of(const struct scan *scan, struct str name)
{
    const struct scope *scope = scan->scope_count ? &scan->scopes[scan->scope_count - 1] : NULL;
    return scope && scope->globals & name_bit(name) ? PYTHON_UNSURE : owner_of(scan);
}

static void add_definition(struct scan *scan)
{
    struct python_source *source = scan->source;
    size_t count = source->definition_count;
    scan->next.parent = parent_of(scan, scan->token.word);
    scan->next.name = arena_copy(&source->arena, scan->token.word);
    source->definitions = memory_grow(source->definitions, &source->definition_capacity, count + 1,
                                      sizeof *source->definitions);
    source->definitions[source->definition_count++] = scan->next;
    scan->next = (struct python_definition){0};
    scan->part = PART_HEADER;
}

/* Behind the colon of a class or function. False where Python would not go as deep. */
static bool open_scope(struct scan *scan)
{
    if (scan->scope_count == SCOPE_LIMIT)
        return false;
    uint32_t definition = (uint32_t)scan->source->definition_count - 1;
    scan->scopes[scan->scope_count++] =
        (struct scope){.definition = definition, .column = scan->token.column};
    scan->part = PART_BODY;
    scan->is_annotation = scan->has_body = false;
    return true;
}

static void close_scope(struct scan *scan)
{
    uint32_t definition = scan->scopes[--scan->scope_count].definition;
    scan->source->definitions[definition].last_line = scan->last_line;
}

/* At the first token of a line of statements. */
static void begin_line(struct scan *scan)
{
    while (scan->scope_count && scan->scopes[scan->scope_count - 1].column >= scan->token.column)
        close_scope(scan);
    scan->brackets[0].lambdas = 0;
    scan->part = PART_STATEMENT;
    scan->expects_keyword = true;
    scan->first_line = scan->token.line;
    scan->is_compound = scan->is_annotation = scan->is_global = false;
}

/* False within the head of a class or function. */
static bool end_line(struct scan *scan)
{
    scan->last_line = scan->token.line;
    if (scan->part == PART_BODY && scan->has_body)
        close_scope(scan);
    if (!scan->is_decorator)
        scan->next = (struct python_definition){0};
    scan->expects_decorator = false;
    return scan->part != PART_NAME && scan->part != PART_HEADER;
}

/* Whether the statement that begins with the token has a colon before others. */
static bool begins_compound(const struct python_token *token)
{
    static const struct str words[] = {{"if", 2},      {"elif", 4}, {"else", 4}, {"for", 3},
                                       {"while", 5},   {"try", 3},  {"with", 4}, {"except", 6},
                                       {"finally", 7}, {"async", 5}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_word(token, words[i]))
            return true;
    return false;
}

/* A line starts with `@`, `class`, `def` or `async def` if it is of interest here. */
static void begin_statement(struct scan *scan)
{
    const struct python_token *token = &scan->token;
    bool is_async = is_word(token, STR("async"));
    scan->is_decorator = token->byte == '@';
    scan->expects_keyword = is_async && token->is_first;
    scan->is_class = is_word(token, STR("class"));
    if (scan->is_class || is_word(token, STR("def")))
        scan->part = PART_NAME;
    scan->expects_decorator = scan->is_decorator && !scan->next.line;
    if (!scan->next.line)
        scan->next.line = token->line;
    scan->next.is_lineless |= token->line != scan->first_line;
    scan->is_compound |= begins_compound(token);
    scan->is_type = is_word(token, STR("type"));
}

static void take_word(struct scan *scan)
{
    const struct python_token *token = &scan->token;
    if (scan->is_global && scan->scope_count)
        scan->scopes[scan->scope_count - 1].globals |= name_bit(token->word);
    if (is_word(token, STR("for"))) {
        note_comprehension(scan);
    } else if (is_word(token, STR("lambda"))) {
        scan->brackets[scan->depth].lambdas++;
        note_expression(scan, line_entry(scan), PYTHON_LAMBDA);
    } else if (is_word(token, STR("global"))) {
        scan->is_global = true;
    }
}

/* Whether the scan is in the parentheses of a function statement, not in brackets within them. */
static bool is_in_parameters(const struct scan *scan)
{
    return scan->part == PART_HEADER && !scan->is_class && scan->depth == 1 &&
           scan->brackets[1].byte == '(';
}

static bool take_colon(struct scan *scan)
{
    struct bracket *bracket = &scan->brackets[scan->depth];
    if (bracket->lambdas) {
        bracket->lambdas--;
        return true;
    }
    bracket->has_colon = true;
    if (scan->depth == 0 && scan->part == PART_HEADER)
        return open_scope(scan);
    if (scan->depth == 0)
        scan->is_annotation = !scan->is_compound;
    else if (is_in_parameters(scan))
        scan->is_annotation = true;
    scan->is_compound &= scan->depth > 0;
    return true;
}

/* Operators that begin or end an annotation. */
static void take_operator(struct scan *scan)
{
    bool is_outside = scan->depth == 0;
    switch (scan->token.byte) {
    case ';':
        scan->is_annotation = scan->is_compound = scan->is_global = scan->is_type = false;
        break;
    case '=':
        scan->is_annotation &= !is_outside && !is_in_parameters(scan);
        break;
    case ',':
        scan->is_annotation &= !is_in_parameters(scan);
        break;
    case '>': /* of an arrow */
        scan->is_annotation |= is_outside && scan->part == PART_HEADER;
        break;
    }
}

static void take_open(struct scan *scan)
{
    char byte = scan->token.byte;
    if (scan->depth == 0 && scan->part == PART_HEADER && byte == '[')
        scan->is_annotation = true; /* type parameters */
    size_t line = byte ? line_entry(scan) : 0;
    scan->brackets[++scan->depth] = (struct bracket){.line = line, .element = line, .byte = byte};
    scan->expects_element = byte != '\0';
}

/* What the token ends by being there at all. */
static void meet_expectations(struct scan *scan)
{
    if (scan->token.is_first)
        begin_line(scan);
    else if (scan->part == PART_BODY)
        scan->has_body = true;
    if (scan->expects_element)
        scan->brackets[scan->depth].element = line_entry(scan);
    scan->expects_element = false;
    if (scan->expects_decorator && scan->token.byte != '(') {
        scan->next.is_lineless |= scan->token.line != scan->next.line;
        scan->expects_decorator = false;
    }
}

/* False where this is no Python. */
static bool take_token(struct scan *scan)
{
    meet_expectations(scan);
    enum python_token_kind kind = scan->token.kind;
    if (scan->part == PART_NAME) {
        add_definition(scan);
        return kind == PYTHON_WORD;
    }
    if (scan->expects_keyword)
        begin_statement(scan);
    if (kind == PYTHON_WORD)
        take_word(scan);
    else if (kind == PYTHON_OPEN)
        take_open(scan);
    else if (kind == PYTHON_CLOSE)
        scan->depth--;
    else if (scan->token.byte == ':')
        return take_colon(scan);
    else
        take_operator(scan);
    return true;
}

/* False where this is no Python. */
static bool scan_tokens(struct scan *scan)
{
    for (;;) {
        python_lexer_next(&scan->lexer, &scan->token);
        switch (scan->token.kind) {
        case PYTHON_END:
            while (scan->scope_count)
                close_scope(scan);
            return true;
        case PYTHON_BROKEN:
            return false;
        case PYTHON_NEWLINE:
            if (!end_line(scan))
                return false;
            break;
        default:
            if (!take_token(scan))
                return false;
        }
    }
}

struct python_source python_source_scan(struct str text)
{
    struct python_source source = {0};
    struct scan scan = {.source = &source, .part = PART_STATEMENT};
    python_lexer_start(&scan.lexer, text);
    source.is_utf8 = scan.lexer.is_utf8;
    source.is_python = scan_tokens(&scan);
    if (!source.is_python)
        python_source_free(&source);
    return source;
}
