#ifndef PROF2DOT_CALLGRIND_H
#define PROF2DOT_CALLGRIND_H

#include "input/format.h"

/* Whether a file that begins so is a callgrind file: it says so, or names its events or its creator
   as one does. */
bool callgrind_fits(struct str beginning);

/* Reads a callgrind file (Valgrind's "Callgrind Format Specification"; also cachegrind's, xdebug's,
   and what yappi, pprofile, pyprof2calltree and lsprofcalltree write) into *profile, which the
   caller frees. Of several events it takes options->event, else the one that is most like time;
   times become seconds. Functions have exclusive costs only (profile.lacks_inclusive), calls have
   inclusive ones. Fails, naming the line, where the text is something else; what a file that ends
   too soon has is read and profile.repairs.cut_short is set. */
bool callgrind_read(struct str bytes, const struct input_options *options, struct profile *profile,
                    struct error *error);

#endif
