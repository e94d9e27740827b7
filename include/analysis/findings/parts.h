#ifndef PROF2DOT_PARTS_H
#define PROF2DOT_PARTS_H

#include "model/profile.h"

#define PARTS_NOBODY UINT32_MAX

/* Whether a function is no more than an expression of another one: a comprehension, a generator
   expression or a lambda. */
bool parts_is_expression(const struct profile *profile, uint32_t function);

/* Whether each of its calls is a step: a generator expression. */
bool parts_is_steps(const struct profile *profile, uint32_t function);

/* The function that an expression stands in: the nearest one above it in its file that calls it,
   or that calls the C function which does (sum, sorted, str.join). PARTS_NOBODY where none does. */
uint32_t parts_owner(const struct profile *profile, uint32_t function);

/* Of a call of a C function the largest call by which that goes on to a function in Python again
   and again; where others call the C function, too, only expressions of the caller count.
   PARTS_NOBODY if there is none. An index of profile.calls. */
uint32_t parts_called_back(const struct profile *profile, const struct call *call);

/* Whether a function is what the interpreter calls in a new thread. */
bool parts_begins_thread(const struct profile *profile, uint32_t function);

/* Whether a function stands for the one that it calls, as what decorators make does. */
bool parts_is_wrapper(const struct profile *profile, uint32_t function);

/* Of a wrapper the function that it passes nearly all of its time on to: the one whose name its own
   holds, or the only one that it calls each time. The function itself where that cannot be told. */
uint32_t parts_unwrapped(const struct profile *profile, uint32_t function);

#endif
