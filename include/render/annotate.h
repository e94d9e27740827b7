#ifndef PROF2DOT_ANNOTATE_H
#define PROF2DOT_ANNOTATE_H

#include "analysis/picture/select.h"
#include "base/arena.h"
#include "model/profile.h"
#include "render/request.h"
#include "render/sources.h"

/* What is known of selected functions beyond their profile, in their order; annotate_free. */
struct annotation {
    struct str *qualified; /* names with their classes, from the sources; empty where not known */
    struct str *links;     /* where a click leads (--link); NULL: nowhere */
    struct arena arena;
};

/* Reads the sources of the selected functions, if --source allows it and where they are readable,
   and fills the template of --link. `shown` is the profile as it is shown (disguise). Made
   anonymous, nothing is known. */
struct annotation annotate(const struct profile *profile, const struct profile *shown,
                           const struct selection *selection, const struct request *request,
                           struct sources *sources);

void annotate_free(struct annotation *annotation);

#endif
