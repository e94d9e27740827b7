#ifndef PROF2DOT_LINK_H
#define PROF2DOT_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "render/request.h"

/* Leaves "{line}" in place. No other braces are in a link then: those of paths are encoded. */
#define LINK_ANY_LINE INT64_MIN

/* The template of --link, filled in for a line (from 1 on, or LINK_ANY_LINE) of the file at `path`,
   which is shown as `shown_path`; in the arena. Empty where the function is in no file, where the
   template does not fit it, or where the link would be too long. */
struct str link_fill(const struct request *request, struct str path, struct str shown_path,
                     int64_t line, struct arena *arena);

#endif
