#ifndef PROF2DOT_OUTLINE_H
#define PROF2DOT_OUTLINE_H

#include "analysis/picture/outline_links.h"
#include "analysis/picture/select.h"
#include "model/profile.h"

/* Makes the outline of a selection. outline_free. */
struct outline outline_make(const struct profile *profile, const struct selection *selection,
                            const struct select_options *options);

void outline_free(struct outline *outline);

#endif
