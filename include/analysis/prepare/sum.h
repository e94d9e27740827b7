#ifndef PROF2DOT_SUM_H
#define PROF2DOT_SUM_H

#include "base/error.h"
#include "model/stack_builder.h"

/* Profiles that are being added up: tables of calls, or stacks. */
struct sum {
    struct builder table;
    struct stack_builder stacks;
    struct unit unit;
    bool is_begun;   /* something that is not empty was added */
    bool has_stacks; /* and it holds stacks */
};

struct sum sum_start(void);

/* Adds a profile, which stays the caller's. Fails with ERROR_INPUT where it counts something else
   than those before it: calls and samples, or costs in different units. An empty profile fits any.
 */
bool sum_add(struct sum *sum, const struct profile *part, struct error *error);

/* The sum; the caller frees it. */
struct profile sum_finish(struct sum *sum);

void sum_drop(struct sum *sum);

#endif
