#ifndef PROF2DOT_SETTLE_COMPARE_H
#define PROF2DOT_SETTLE_COMPARE_H

#include "cli/options/options.h"

/* Whether profiles are compared, rather than added up. */
bool compares(const struct options *options);

/* Takes OLD out of the inputs where --compare OLD NEW is asked for. Fails with ERROR_USAGE. */
bool settle_compare_inputs(struct options *options, struct error *error);

/* Completes what is told of a comparison, whose outputs are known. Fails with ERROR_USAGE where
   one of them cannot show it. */
bool settle_compare(struct options *options, struct error *error);

#endif
