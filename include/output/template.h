#ifndef PROF2DOT_TEMPLATE_H
#define PROF2DOT_TEMPLATE_H

#include "base/buf.h"

enum { TEMPLATE_DEPTH = 2 };

/* What a template can ask for. `rows` tells which round it is of each `each` around it, outermost
   first. */
struct template_slot {
    const char *name;
    void (*write)(const void *page, const uint32_t *rows, struct buf *out); /* NULL: a list */
    uint32_t (*count)(const void *page, const uint32_t *rows);              /* of a list */
};

/* A text with places to fill in, each of which names the escaping that it needs where it stands:
     {{text NAME}}    characters, between tags
     {{attr NAME}}    characters, within a quoted attribute
     {{markup NAME}}  what is HTML or SVG already
     {{json NAME}}    what is JSON already, made with escape_json
     {{base64 NAME}}  bytes
   {{each LIST}} ... {{end}} is written once for every item of a list, and at most TEMPLATE_DEPTH
   stand in each other. Appends to `out`. A template is a part of the program: a mistake in it ends
   in an assertion. */
void template_write(struct str text, const struct template_slot *slots, size_t slot_count,
                    const void *page, struct buf *out);

#endif
