#ifndef PROF2DOT_SUMMARY_H
#define PROF2DOT_SUMMARY_H

#include <stdbool.h>

#include "analysis/findings/imports.h"
#include "analysis/prepare/health.h"
#include "analysis/tree/hot_path.h"
#include "base/arena.h"
#include "model/profile.h"
#include "model/tree.h"
#include "python/pattern.h"
#include "view/words/sentence.h"
#include "view/words/summary_parts.h"

enum { SUMMARY_BLAMED = 100, SUMMARY_COSTS = 5 };

/* A step of the hot path, from the first own function on it. */
struct summary_step {
    uint32_t function;
    struct str name;
    double share;
    int64_t calls;   /* from the step before; 0: a jump, or what is left out stands here as one */
    uint32_t frames; /* 1, or how many steps are left out */
    bool is_own;
    bool guessed, calls_guessed;
    bool is_jump;  /* functions between it and the step before are left out: time went by several */
    bool is_quiet; /* it passes its time on, or leads to what the verdict names first: no heat */
};

/* Steps of the hot path that are shown as one: of a long run in libraries all but its ends. */
struct summary_item {
    uint32_t first, count;
    int64_t frames;
};

struct summary_blame {
    uint32_t function;
    struct str name;
    double own, caused, share; /* share: of both, of the total */
    struct str culprits;       /* "numpy 60 %, pandas 12 %": of both */
};

/* What an own function spends in another's function that it calls: analysis/own_cost.h. */
struct summary_cost {
    uint32_t caller, callee;
    struct str caller_name, callee_name;
    double time, share;
    int64_t calls;
    bool guessed;
    bool imports; /* the callee is a part of import */
};

/* A profile in words. Texts and lists are in the arena: summary_free. Text is UTF-8 without
   control characters, to be escaped. */
struct summary {
    struct sentence verdict;   /* the answer first: which function causes the time */
    struct sentence *findings; /* FINDINGS_MOST at most, most time first */
    uint32_t finding_count;
    struct summary_step *path;
    uint32_t path_count;
    struct summary_item *items; /* the path with such runs folded */
    uint32_t item_count;
    struct summary_part *origins; /* largest first */
    uint32_t origin_count;
    struct summary_part *packages; /* SUMMARY_PACKAGES at most; the rest is left out */
    uint32_t package_count;
    struct summary_blame *blame; /* SUMMARY_BLAMED at most, largest first */
    uint32_t blame_count;
    double nobodys;             /* time that no own code leads to, and is not own */
    struct summary_cost *costs; /* SUMMARY_COSTS at most */
    uint32_t cost_count;
    struct sentence *oddities; /* of the data */
    uint32_t oddity_count;
    const struct sentence *parts; /* the one of these that tells what a run was made of; or NULL */
    struct arena arena;
};

/* What a summary is made of. */
struct summary_subject {
    const struct profile *profile;
    const struct profile *shown;   /* the same functions by the names that are to be seen */
    const struct str *qualified;   /* of each function: its name with classes, or empty; or NULL */
    const struct totals *whole;    /* what shares are of */
    const struct health *health;   /* or NULL: nothing is said of the data */
    const struct origins *origins; /* whose code the functions are */
    const struct imports *imports; /* what of them imports (imports_find) */
    const struct hot_path *path;   /* with the times of the table (hot_path_find) */
    const struct tree *tree;       /* of the profile's calls (call_tree_make) */
    struct line_reader source;
};

/* Sums up a profile in words. Linear but for sorting. */
struct summary summary_make(const struct summary_subject *subject);

/* The function that the verdict names first, or SENTENCE_PLAIN. */
uint32_t summary_lead(const struct summary *summary);

void summary_free(struct summary *summary);

#endif
