#ifndef PROF2DOT_INPUTS_H
#define PROF2DOT_INPUTS_H

#include "model/profile.h"
#include "model/tree.h"
#include "render/request.h"

/* So many inputs can be told apart, and so many functions and calls that they have together: a
   report holds each by itself. */
enum { INPUTS_MOST = 16, INPUTS_MOST_NUMBERS = 2000000 };

/* One of several inputs, by itself. */
struct input {
    struct str name;        /* that tells it from the others; any bytes */
    struct profile profile; /* from inputs_prepare on by the numbers of the sum's functions */
    bool *has;              /* of each of these: whether it is in the input */
    struct totals whole;    /* before it was filtered; with --rescale, afterwards */
    struct tree tree;       /* its calls, by the same numbers */
};

/* Several inputs that were added up. inputs_free. */
struct inputs {
    struct input *items;
    size_t count;   /* of files that were added up */
    bool are_apart; /* they can be told apart; without that there are no items */
    bool is_prepared;
    struct arena arena;
};

/* The inputs of these files, `parts`, which are taken over; where that is NULL, they cannot be told
   apart. */
struct inputs inputs_start(struct profile *parts, const char *const *files, size_t count);

/* Makes the inputs what outputs show, once: put right and filtered as their sum was, which became
   `sum`. */
void inputs_prepare(struct inputs *inputs, const struct request *request,
                    const struct profile *sum);

void inputs_free(struct inputs *inputs);

#endif
