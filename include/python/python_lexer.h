#ifndef PROF2DOT_PYTHON_LEXER_H
#define PROF2DOT_PYTHON_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* CPython allows 200 brackets within each other and 150 f-strings, each with a field or two. */
enum { PYTHON_DEPTH_LIMIT = 600 };

enum python_token_kind {
    PYTHON_WORD,    /* a name or a keyword */
    PYTHON_OPEN,    /* a bracket, or the brace that opens a field of an f-string */
    PYTHON_CLOSE,   /* what closes it */
    PYTHON_OTHER,   /* a number, a string, one byte of an operator */
    PYTHON_NEWLINE, /* the end of a line of statements that is not blank */
    PYTHON_END,     /* the end of the source, which follows a PYTHON_NEWLINE if it is not blank */
    PYTHON_BROKEN   /* no Python of any version; so are all further tokens */
};

struct python_token {
    enum python_token_kind kind;
    char byte;       /* its first; 0 for the braces of a field and for strings */
    bool is_first;   /* on its line of statements */
    uint32_t line;   /* where it starts, counted from 1 */
    uint32_t column; /* how far the line of statements is indented, tabs to multiples of 8 */
    struct str word; /* of a PYTHON_WORD, in the source */
};

/* What is open at some place: a bracket, or part of an f-string (of a t-string). */
struct python_frame {
    enum python_frame_kind {
        FRAME_BRACKET,
        FRAME_TEXT,  /* between the quotes of an f-string, outside of fields */
        FRAME_FIELD, /* between the braces of a field, before its format */
        FRAME_FORMAT /* behind the colon in a field */
    } kind;
    char closer; /* bracket or quote that ends it; for fields and formats, the quote around them */
    bool is_triple, is_raw; /* the string */
};

/* Cuts the source of any Python from 2.7 to 3.15 into the tokens that tell where functions and
   classes are defined. Skips strings except for the fields of f-strings. Linear in the source,
   which it borrows; allocates nothing. */
struct python_lexer {
    const char *at, *end;
    uint32_t line, column;
    bool is_fresh; /* no token yet on this line of statements */
    bool is_broken;
    bool is_utf8; /* bytes from 0x80 on are characters in UTF-8 */
    uint32_t depth;
    struct python_frame frames[PYTHON_DEPTH_LIMIT];
};

/* Stands before the first token of a source of less than 4 GB. Sources in an encoding that is
   not known to keep ASCII apart from the rest (Shift JIS, UTF-7) are broken from the start. */
void python_lexer_start(struct python_lexer *lexer, struct str source);

/* Takes the next token. */
void python_lexer_next(struct python_lexer *lexer, struct python_token *token);

#endif
