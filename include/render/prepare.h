#ifndef PROF2DOT_PREPARE_H
#define PROF2DOT_PREPARE_H

#include "render/request.h"

/* What is done to each profile that was read before it is shown. */

/* Leaves the threads that are wanted, and of files their base names, if the request says so. Fails
   with ERROR_INPUT where there is no such thread. */
bool prepare_choose(struct profile *profile, const struct request *request, struct error *error);

/* Puts yappi's counts right, estimates calls without times from their counts, and merges the lines
   of a sampled profile into functions. Its functions get all their names, which live in the
   arena. */
void prepare_put_right(struct profile *profile, const struct request *request, struct arena *arena);

#endif
