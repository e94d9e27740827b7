#ifndef PROF2DOT_DISGUISE_H
#define PROF2DOT_DISGUISE_H

#include <stdbool.h>

#include "model/profile.h"
#include "python/origins.h"

struct disguise_options {
    const char *strip_prefix; /* a folder that files are shown without; or NULL */
    bool anonymize;           /* show nothing of the user's code but its shape and costs */
};

/* The profile as it is to be shown: a view of `profile`, with functions and names of its own and
   everything else borrowed. Files below strip_prefix lose it. Made anonymous, functions are called
   f1, f2, ... and files file1.py, ..., in folders that tell where they come from as
   `origins` do; what Python itself brings keeps its name, without the path before it. To
   be freed with disguise_free, before `profile`. */
struct profile disguise(const struct profile *profile, const struct origins *origins,
                        const struct disguise_options *options);

/* Whether some function's file would lose the prefix. */
bool disguise_strips(const struct profile *profile, const char *prefix);

void disguise_free(struct profile *view);

#endif
