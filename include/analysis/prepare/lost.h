#ifndef PROF2DOT_LOST_H
#define PROF2DOT_LOST_H

#include <stdbool.h>

#include "model/profile.h"

/* CProfile writes one entry for all functions of one file, line and name, with the numbers of one
   of them: the generated `__init__` of data classes, lambdas on one line, templates. What all of
   them call is added up, so that their callees take more than the entry's Total. */

/* Less than this share of the total is worth neither telling nor mending. */
#define LOST_LEAST 0.005

/* For each function that is never re-entered: the inclusive time that is lost in it, by which its
   own time and what its calls take exceed its Total; 0 where that is little, or where nothing but
   a contradiction in the file says so. The caller's to free. Linear. */
double *lost_times(const struct profile *profile);

#endif
