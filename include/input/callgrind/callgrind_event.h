#ifndef PROF2DOT_CALLGRIND_EVENT_H
#define PROF2DOT_CALLGRIND_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "model/unit.h"

#define CALLGRIND_NO_COLUMN UINT32_MAX

/* Which of a callgrind file's columns are wanted, counted from 0. */
struct callgrind_event {
    uint32_t cost;  /* that is read as the functions' cost */
    uint32_t hits;  /* how often lines were executed, or CALLGRIND_NO_COLUMN */
    uint32_t time;  /* of a file with hits: the time, or CALLGRIND_NO_COLUMN */
    double divisor; /* how many of it make one of `unit` */
    struct unit unit;
};

/* Chooses from the names in an "events:" line: `wanted`, or (if that is NULL) the best: a time,
   then instructions, then cycles, then whatever comes first. Ticks are microseconds if the file
   names its creator (yappi), else milliseconds (lsprofcalltree). Fails with ERROR_INPUT, naming the
   choice, where `wanted` is not among them or is no sum. */
bool callgrind_event_choose(struct str names, const char *wanted, bool has_creator,
                            struct callgrind_event *event, struct error *error);

#endif
