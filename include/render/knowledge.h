#ifndef PROF2DOT_KNOWLEDGE_H
#define PROF2DOT_KNOWLEDGE_H

#include "base/arena.h"
#include "model/profile.h"
#include "output/page/html.h"
#include "python/origins.h"
#include "render/request.h"
#include "render/sources.h"

/* What the report knows of a profile's functions beyond their profile; knowledge_free. */
struct knowledge {
    struct str *qualified; /* for each function: its name with classes, empty where not known */
    struct str *links;     /* for each of shown->names that is a file: where a click on a function
                              of it leads, "{line}" in it (--link), or empty; NULL: nowhere */
    struct html_source *sources; /* those of own code below the working folder by exclusive time,
                                    as far as there is room; with --source embed of all code */
    uint32_t source_count;
    struct arena arena;
};

/* Reads the sources of the most expensive functions, if --source allows it and where they are
   readable, and fills the template of --link. `shown` is the profile as it is shown (disguise).
   Made anonymous, nothing is known. */
struct knowledge knowledge_gather(const struct profile *profile, const struct profile *shown,
                                  const struct origins *origins, const struct request *request,
                                  struct sources *sources);

void knowledge_free(struct knowledge *knowledge);

#endif
