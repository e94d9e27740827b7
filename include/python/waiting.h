#ifndef PROF2DOT_WAITING_H
#define PROF2DOT_WAITING_H

#include "model/profile.h"
#include "python/origin.h"

/* What a function waits for. */
enum waiting {
    WAITING_NOT,
    WAITING_EVENTS,  /* any of several files or sockets: an event loop */
    WAITING_SLEEP,   /* time to pass */
    WAITING_LOCK,    /* what another thread holds, or puts into a queue */
    WAITING_THREAD,  /* another thread to end */
    WAITING_NETWORK, /* the other end of a socket */
    WAITING_PROCESS, /* another process */
    WAITING_CHILD,   /* child processes that compute */
    WAITING_FILE,    /* files and pipes to be read */
    WAITING_DISK,    /* the disk to hold what was written */
    WAITING_PERSON,  /* input */
    WAITINGS
};

/* Classifies a C function by its name: time in it is mostly waiting, not computing. Functions in
   Python are never classified, since they wait in C functions. `name` is the name by
   naming_short. WAITING_CHILD is not told by a name. */
enum waiting waiting_of(struct str name);

/* Classifies a function of a profile: a C function, or, in a profile that is sampled and may name
   no C functions, one of the standard library that waits in such a one. */
enum waiting waiting_of_function(const struct profile *profile, uint32_t function,
                                 enum origin origin);

/* What a line of Python may wait for, by its text: a lock, another thread, time, a queue, a socket
   or the disk. */
enum waiting waiting_of_line(struct str line);

/* Whether a function of that file and name runs one SQL query: `execute` of a cursor written in C,
   or of the database layer of Django, SQLAlchemy, psycopg, PyMySQL and asyncpg. */
bool waiting_is_query(struct str file, struct str name);

#endif
