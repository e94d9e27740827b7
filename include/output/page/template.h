#ifndef PROF2DOT_TEMPLATE_H
#define PROF2DOT_TEMPLATE_H

#include "base/buf.h"

/* What a template can ask for, of a page that its maker knows. */
struct template_slot {
    const char *name;
    void (*write)(const void *page, uint32_t row, struct buf *out); /* NULL: a list */
    uint32_t (*count)(const void *page);                            /* rows of a list */
};

/* A part of the slots that there are. */
struct template_slots {
    const struct template_slot *items;
    size_t count;
};

/* A text with places to fill in, each of which names the escaping that it needs where it stands:
     {{text NAME}}    characters, between tags
     {{attr NAME}}    characters, within a quoted attribute
     {{markup NAME}}  what is HTML or SVG already
     {{json NAME}}    what is JSON already, made with escape_json
     {{base64 NAME}}  bytes
   {{each LIST}} ... {{end}} is written once for every row of a list, {{if LIST}} ... {{fi}} if it
   has any; lists do not stand in each other, nor do ifs. Appends to `out`. A template is a part of
   the program: a mistake in it ends the program. */
void template_write(struct str text, const struct template_slots *slots, size_t slots_count,
                    const void *page, struct buf *out);

#endif
