#ifndef PROF2DOT_FILTER_REPORT_H
#define PROF2DOT_FILTER_REPORT_H

#include <stdbool.h>
#include <stdint.h>

/* What filters did. Times are in seconds. */
struct filter_report {
    uint32_t hidden;    /* functions whose time went to those that called them */
    double hidden_own;  /* and their own time */
    double nobodys_own; /* of it, what no shown function leads to */
    uint32_t dropped;   /* functions that are on no wanted path */
    double dropped_own; /* own time that is on none */
    bool estimated;     /* times of what is left had to be shared out */
};

#endif
