#ifndef PROF2DOT_CHANGES_SUBJECT_H
#define PROF2DOT_CHANGES_SUBJECT_H

#include "analysis/compare/cause.h"

/* What is told of a comparison. Borrowed. */
struct changes_subject {
    const struct side *sides[2];    /* before and after */
    const struct profile *shown[2]; /* the same functions by the names that are to be seen */
    const struct str *qualified[2]; /* of each function: its name with classes; or NULL */
    const struct changes *changes;
    const struct causes *causes;
    bool only_slower, only_faster; /* rows */
    uint32_t most_rows;            /* 0: any number, and however small the changes are */
};

#endif
