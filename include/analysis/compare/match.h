#ifndef PROF2DOT_MATCH_H
#define PROF2DOT_MATCH_H

#include "model/profile.h"

#define MATCH_NOBODY UINT32_MAX

/* How a function of an older profile was found again in a newer one. */
enum match_kind {
    MATCH_SAME,    /* where it was */
    MATCH_LINE,    /* in the same file, on another line */
    MATCH_FILE,    /* in a file of another path: moved, another environment or Python */
    MATCH_RENAMED, /* under another name in the same file */
    MATCH_NONE     /* gone, or new */
};

/* Which functions of two profiles are the same ones; match_free. */
struct match {
    uint32_t *to_new;      /* of each old function; MATCH_NOBODY: gone */
    uint32_t *to_old;      /* of each new function; MATCH_NOBODY: new */
    enum match_kind *kind; /* of each old function */
};

/* Finds the functions of `before` again in `after`. Each is matched once at most:
   1. by file and name, several of them in the order of their lines. Addresses in names do not
      count. A file of a library is known by its path below the library's folder; another file that
      only one side has is the one whose path ends alike, as far as that is clear, else the one that
      most functions' names speak for.
   2. by name alone, where it is the only one of that name left, and is called by the same.
   3. by its file and its matched callers and callees, where these fit one pair only and the counts
      of calls differ by a tenth at most: it was renamed.
   Linear but for sorting. */
struct match match_functions(const struct profile *before, const struct profile *after);

void match_free(struct match *match);

#endif
