#ifndef PROF2DOT_CHANGES_TOLD_H
#define PROF2DOT_CHANGES_TOLD_H

#include "view/words/changes_subject.h"
#include "view/words/sentence.h"

/* A function's change in words. */
struct change_row {
    const struct change *change;
    struct str name;
    struct str own, own_part, total, total_part, calls;
    struct str reason;
};

/* A comparison in words. All is in the arena: changes_told_free. Text is UTF-8 without control
   characters, to be escaped. */
struct changes_told {
    uint32_t after_count;    /* functions after. In sentences they have their numbers; one that is
                                gone has this and its number before */
    struct sentence verdict; /* "71.4 s → 8.75 s, 8.2 times as fast" */
    struct sentence *causes; /* the largest first */
    uint32_t cause_count;
    struct change_row *rows; /* the largest change of own time first */
    uint32_t row_count;
    struct str none;     /* what is said where no row is */
    uint32_t left_out;   /* functions that changed beside these */
    struct str shares;   /* what shares are of */
    struct str noise;    /* what is taken for no change */
    struct str matching; /* how functions were found again */
    struct arena arena;
};

struct changes_told changes_tell(const struct changes_subject *subject);

/* Why each of the functions changed, in the order of changes->items; empty where there is nothing
   to tell, and from the most-th on. In the arena. */
struct str *changes_tell_reasons(const struct changes_subject *subject, uint32_t most,
                                 struct arena *arena);

void changes_told_free(struct changes_told *told);

#endif
