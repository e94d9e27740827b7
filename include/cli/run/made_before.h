#ifndef PROF2DOT_MADE_BEFORE_H
#define PROF2DOT_MADE_BEFORE_H

#include <stdbool.h>

/* Whether "run" may write a report (a profile) to this path unasked: nothing is there, or something
   that begins as our reports (pstats files) do. */
bool made_before_report(const char *path);
bool made_before_profile(const char *path);

#endif
