#ifndef PROF2DOT_MARSHAL_PASS_H
#define PROF2DOT_MARSHAL_PASS_H

#include "input/pstats/marshal_state.h"

/* Passes over the children of a container or code object whose head was just read, to any depth up
   to CPython's limit; notes file, name and first line of code objects. */
bool marshal_pass(struct marshal *marshal, const struct marshal_value *value);

#endif
