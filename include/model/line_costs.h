#ifndef PROF2DOT_LINE_COSTS_H
#define PROF2DOT_LINE_COSTS_H

#include "model/profile.h"

/* Puts the first `count` costs of lines in the order of function and line and adds up those of one
   line. Returns how many are left. */
uint32_t line_costs_join(struct line_cost *lines, uint32_t count);

/* Where the function's stand in profile.lines; start equals end where there are none. */
struct row line_costs_of(const struct profile *profile, uint32_t function);

#define LINE_COSTS_NONE UINT32_MAX

/* The line of a function with the largest cost, the first where they are equal: an index into
   profile.lines, or LINE_COSTS_NONE where none has any. */
uint32_t line_costs_largest(const struct profile *profile, uint32_t function);

#endif
