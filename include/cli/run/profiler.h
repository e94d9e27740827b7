#ifndef PROF2DOT_PROFILER_H
#define PROF2DOT_PROFILER_H

/* What records the program. */
enum profiler {
    PROFILER_CPROFILE,
    PROFILER_YAPPI,
    PROFILER_SAMPLING, /* Python 3.15's profiling.sampling */
    PROFILER_PY_SPY
};

#endif
