#ifndef PROF2DOT_ABRIDGED_H
#define PROF2DOT_ABRIDGED_H

#include <stdbool.h>

#include "analysis/findings/imports.h"
#include "model/profile.h"

#define ABRIDGED_NONE UINT32_MAX

enum { ABRIDGED_ROWS = 12 };

/* A costly part of the imports, and its seconds. */
struct abridged_row {
    uint32_t function;
    double time;
};

/* A profile as a picture shows it: one function stands for all that imports do, and the exec by
   which `python -m cProfile` runs the program is gone. Indices of functions stay. abridged_free. */
struct abridged {
    struct profile profile; /* functions, calls and rows of its own, all else borrowed */
    bool *is_hidden;        /* of each function: abridged or dropped, to be shown by no box */
    uint32_t imports;       /* the function that stands for imports: the largest of the import
                               machinery; ABRIDGED_NONE: nothing was abridged */
    bool *in_imports;       /* of each function, `imports` among them */
    uint32_t member_count;  /* how many these are */
    struct abridged_row modules[ABRIDGED_ROWS]; /* of these, by Total; more where imports are */
    struct abridged_row workers[ABRIDGED_ROWS]; /* most of the program; and others by Own */
    uint32_t module_count, worker_count;
};

/* Whether there is anything to abridge: an import, or an exec. Else a picture is of the profile
   itself. */
bool abridged_is_needed(const struct profile *profile, const struct imports *imports);

/* Folds what is worth 0.5 % of `total` or more and has at least three functions. In the group are
   the machinery, the modules that it runs, and what is called on behalf of these only; its Total is
   the machinery's, its Own the sum of the members', its calls those that cross its border. Exec is
   dropped where the program begins with it and one call has 90 % of its time; what else it calls
   then hangs on the callee of that call, as residual calls. Linear. */
struct abridged abridged_make(const struct profile *profile, const struct imports *imports,
                              double total);

/* Another view of the same functions (abridged.profile of `shown`, that has other names): the
   caller frees only its `functions`. */
struct profile abridged_view(const struct abridged *abridged, const struct profile *shown);

void abridged_free(struct abridged *abridged);

#endif
