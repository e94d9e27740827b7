#ifndef PROF2DOT_FINDER_H
#define PROF2DOT_FINDER_H

#include "analysis/findings/blame.h"
#include "analysis/findings/finding.h"
#include "analysis/findings/imports.h"
#include "analysis/findings/lead.h"
#include "analysis/findings/own_cost.h"

/* Most, and nearly all, of a time or of calls. */
#define FINDER_MOST 0.5
#define FINDER_NEARLY_ALL 0.9

/* A loop of which no more is known than its calls is told from this share of the total on. */
#define FINDER_LEAST_LOOP 0.1

/* What those that look for findings share. */
struct finder {
    const struct profile *profile;
    const struct totals *totals;
    const struct blame *blame;
    const struct imports *imports;
    const struct lead *lead;
    const struct own_cost *costs; /* largest first */
    uint32_t cost_count;
    double *causes;  /* of each function: its exclusive time and that of what it causes, with its
                        expressions; 0 where that does not matter */
    double cheapest; /* seconds: what recording a call takes at most; 0: not known */
    const struct tree *tree;
    uint32_t *own_above;   /* of each block: the nearest of own code (tree_nearest) */
    enum waiting *waiting; /* of each function */
    bool *has_cache;       /* of each file, by its name: it uses functools' caches */
    double network;        /* time that the program waits for the network */
    bool lacks_threads;    /* other threads than the profiler's are not recorded */
    bool lacks_children;   /* child processes were started, and are not recorded */
    bool is_mixed;         /* inclusive times mean nothing (profile_own_exceeds_total) */
    double *imported;      /* of each function: the part of its own time that is below import */
    struct finding *found;
    size_t count, room;
};

/* Whether so much time is worth a finding. */
bool finder_matters(const struct finder *finder, double time);

/* A finding about a function, with its own time and calls. */
struct finding finder_about(const struct finder *finder, enum finding_kind kind, uint32_t function);

/* Adds it to those that may be told. */
void finder_add(struct finder *finder, const struct finding *finding);

/* Adds a part where it belongs among the others, the largest of which come first, the first where
   they are equal. Of more than `most` (FINDING_PARTS at most) the smallest is left out. */
void finder_add_part(struct finding *finding, uint32_t most, struct finding_part part);

/* Whether value (of a function) is larger than that of the best one so far; by key where they are
   equal. `best` may be FINDINGS_NOBODY. */
bool finder_is_better(const struct finder *finder, uint32_t function, double value, uint32_t best,
                      double best_value);

/* Calls that own code makes too often, or that take long (finder_calls.c). */
void finder_look_at_calls(struct finder *finder);

/* What costs, and is called several times in each call of another function (finder_nested.c). */
void finder_look_at_nested(struct finder *finder);

/* Notes what each own function causes. */
void finder_note_causes(struct finder *finder);

/* Whether results of an own function may be kept: by its name it does something else than to write,
   to change or to go on, it calls nothing that writes, draws by chance or logs, and functools keep
   no results in its file already. */
bool finder_may_keep(const struct finder *finder, uint32_t function);

/* Of each file, by its name: whether functions of it call what makes functools' caches. The
   caller's to free. Linear. */
bool *finder_files_with_caches(const struct profile *profile);

/* What libraries call many times, own code or their own (finder_nested.c). */
void finder_look_at_libraries(struct finder *finder);

/* The own function below which, in the tree, most of a function's own time is; FINDINGS_NOBODY
   where none has most. *share becomes the part of the time that is there. */
uint32_t finder_own_above(const struct finder *finder, uint32_t function, double *share);

/* Functions that call each other (finder_recursion.c). */
void finder_look_at_recursion(struct finder *finder);

/* What processes send each other (finder_import.c). */
void finder_look_at_sending(struct finder *finder);

/* Importing and waiting (finder_import.c). */
void finder_look_at_imports(struct finder *finder);
void finder_look_at_waiting(struct finder *finder);

#endif
