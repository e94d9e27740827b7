#ifndef PROF2DOT_RUNNER_H
#define PROF2DOT_RUNNER_H

#include "base/str.h"

/* runner/sitecustomize.py, which starts the profiler within the program's Python. */
extern const struct str runner_source;

#endif
