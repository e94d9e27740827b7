#ifndef PROF2DOT_WAITING_H
#define PROF2DOT_WAITING_H

#include "model/profile.h"

/* What a function waits for. */
enum waiting {
    WAITING_NOT,
    WAITING_EVENTS,  /* any of several files or sockets: an event loop */
    WAITING_SLEEP,   /* time to pass */
    WAITING_LOCK,    /* another thread */
    WAITING_NETWORK, /* the other end of a socket */
    WAITING_PROCESS, /* another process */
    WAITING_FILE,    /* files and pipes to be read */
    WAITING_PERSON,  /* input */
    WAITINGS
};

/* Classifies a C function by its name: time in it is mostly waiting, not computing. Functions in
   Python are never classified, since they wait in C functions. `name` is the name by
   naming_short. */
enum waiting waiting_of(struct str name);

/* Whether a function of that file and name runs one SQL query: `execute` of a cursor written in C,
   or of the database layer of Django, SQLAlchemy, psycopg, PyMySQL and asyncpg. */
bool waiting_is_query(struct str file, struct str name);

#endif
