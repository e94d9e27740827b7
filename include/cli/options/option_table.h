#ifndef PROF2DOT_OPTION_TABLE_H
#define PROF2DOT_OPTION_TABLE_H

#include "cli/options/option.h"

/* All options, in the order of the help. */
extern const struct option option_table[];
extern const size_t option_count;

#endif
