#ifndef PROF2DOT_SUMMARY_PARTS_H
#define PROF2DOT_SUMMARY_PARTS_H

#include <stdint.h>

#include "base/str.h"

struct wording;

/* The longest name is in bytes, of those that are shown. */
enum { SUMMARY_PACKAGES = 5, SUMMARY_LONGEST_NAME = 80 };

/* A part of a bar; the parts' shares add up to 1 where there is any time. */
struct summary_part {
    struct str name;    /* "your code", "numpy" */
    const char *origin; /* origins_name, or "other"; NULL of packages */
    double time, share; /* exclusive, of all exclusive time and what the file lacks of the total */
};

/* What the time is divided into. Shares of both are of the same sum. */
struct summary_parts {
    struct summary_part *origins;  /* where the code comes from, what waits, what the file lacks */
    struct summary_part *packages; /* SUMMARY_PACKAGES at most; the rest is left out */
    uint32_t origin_count, package_count;
};

/* Finds them, the largest first; all is in the wording's arena. */
struct summary_parts summary_parts_make(const struct wording *wording);

#endif
