#ifndef PROF2DOT_PNG_H
#define PROF2DOT_PNG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "view/palette.h"

/* What a PNG says of itself, in UTF-8. */
struct png_texts {
    struct str software, title, description;
};

/* Re-encodes a PNG without loss, flattened on the page's colour, or with its alpha channel where
   `page` is NULL: smaller, with its resolution (pHYs) and texts (tEXt, iTXt), without a date, so
   that the same picture gives the same bytes. Appends to `out`. Fails with ERROR_RENDER where
   libpng does. */
bool png_finish(struct str picture, double dpi, const struct colour *page,
                const struct png_texts *texts, struct buf *out, struct error *error);

#endif
