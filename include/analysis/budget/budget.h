#ifndef PROF2DOT_BUDGET_H
#define PROF2DOT_BUDGET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* What a budget limits. */
enum budget_cost { BUDGET_TOTAL, BUDGET_OWN, BUDGET_CALLS };

/* Above or below which number it is exceeded. */
enum budget_order { BUDGET_ABOVE, BUDGET_AT_LEAST, BUDGET_BELOW, BUDGET_AT_MOST };

/* What the number is. */
enum budget_unit {
    BUDGET_NUMBER, /* calls, samples or events */
    BUDGET_SECONDS,
    BUDGET_SHARE /* a part: of the total, or of what was before */
};

/* An expression such as "own(json.decoder:raw_decode) > 10%", read. It says what is wrong. */
struct budget {
    struct str text;   /* the expression */
    const char *where; /* "--fail-if", or the name of a file */
    size_t line;       /* of the file; 0: none */
    enum budget_cost cost;
    const char *glob; /* of the functions; NULL: the whole program */
    bool of_change;   /* against the profiles before */
    enum budget_order order;
    enum budget_unit unit;
    double limit;
    size_t glob_at, number_at; /* bytes of the text at which these begin */
};

/* Where an expression goes wrong. */
struct budget_mistake {
    size_t at; /* a byte of the text, or its end */
    const char *what;
};

/* Reads an expression; its parts are in the arena. `text` is borrowed. The grammar:
     budget  = measure ("<" | "<=" | ">" | ">=") number ["%" | "s" | "ms" | "us" | "µs" | "ns"]
     measure = cost | "change(" cost ")"
     cost    = "total" | "calls" | ("total" | "own" | "calls") "(" glob ")"
   False, with *mistake set, where the text is none. */
bool budget_parse(struct str text, struct arena *arena, struct budget *budget,
                  struct budget_mistake *mistake);

#endif
