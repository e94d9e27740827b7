#ifndef PROF2DOT_HEALTH_H
#define PROF2DOT_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/profile.h"

/* What is odd in a profile's numbers. Nothing of it is an error: profilers write such files.
   Functions and calls are counted unless said otherwise. */
struct health {
    double
        residual; /* seconds by which own times and flows through cycles disagree with the edges */
    double share; /* the same as a share of the total */
    uint64_t own_above_total;     /* exclusive time above inclusive */
    uint64_t total_above_program; /* inclusive time above the sum of all exclusive times */
    uint64_t roots;               /* functions called from nowhere in the profile */
    uint64_t negative_times;      /* functions and calls with a time below zero */
    uint64_t not_finite_times;
    uint64_t swapped_counts;
    uint64_t callers_without_entry;
    uint64_t undefined_names; /* numbers that stand for names which the file does not tell */
    uint64_t cut_short;       /* files that end too soon */
    uint64_t estimated_calls;
    uint64_t shared_labels; /* functions whose file and name another line has too */
    bool sampled;
    bool mixed_threads; /* the marks of several threads in one table, as Python 3.12 on writes it */
};

struct health health_check(const struct profile *profile);

/* Appends what is odd in words, a line each; nothing where all is well. */
void health_describe(const struct health *health, struct buf *out);

#endif
