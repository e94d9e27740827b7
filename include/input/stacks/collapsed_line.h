#ifndef PROF2DOT_COLLAPSED_LINE_H
#define PROF2DOT_COLLAPSED_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

enum collapsed_line_kind {
    COLLAPSED_STACK,
    COLLAPSED_COMMENT, /* austin's "# key: value" */
    COLLAPSED_BLANK,
    COLLAPSED_BAD
};

struct collapsed_line {
    enum collapsed_line_kind kind;
    struct str frames; /* of a stack: all before the last blank; of a comment: what follows "#" */
    double weight;     /* finite, not negative */
    int64_t samples;   /* the weight as a whole number */
};

/* Takes a line, without its newline, apart. Of a bad one, says in `reason` (unless NULL) what is
   wrong with it. */
struct collapsed_line collapsed_line(struct str text, struct error *reason);

#endif
