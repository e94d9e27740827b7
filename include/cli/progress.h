#ifndef PROF2DOT_PROGRESS_H
#define PROF2DOT_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "base/buf.h"

/* A line on standard error that tells what goes on, where that is a terminal and the work takes
   over a second. It is gone before anything else is printed. From progress_start; progress_end. */
struct progress {
    pthread_t thread; /* shows the line when it is time */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct timespec from; /* when the first line is shown */
    struct buf line;      /* what goes on; empty: nothing to tell */
    size_t width;         /* cells of the line that is shown; 0: none is */
    bool runs, ends;
};

void progress_start(struct progress *progress);

/* From now on "prof2dot: <doing> <name>" goes on. */
void progress_tell(struct progress *progress, const char *doing, const char *name);

/* Takes the line away until something else goes on: other text is about to be printed. */
void progress_clear(struct progress *progress);

void progress_end(struct progress *progress);

#endif
