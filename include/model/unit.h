#ifndef PROF2DOT_MODEL_UNIT_H
#define PROF2DOT_MODEL_UNIT_H

enum unit_kind {
    UNIT_SECONDS,
    UNIT_SAMPLES, /* each stands for `interval` seconds, if that is known */
    UNIT_EVENTS   /* whatever `name` says: instructions, cache misses, bytes */
};

enum { UNIT_NAME = 32 };

/* What the costs of a profile are counted in. `{0}` is seconds. */
struct unit {
    enum unit_kind kind;
    double interval;      /* of samples: seconds between two; 0: not known */
    char name[UNIT_NAME]; /* of events: "Ir"; printable ASCII; empty otherwise */
};

/* "s", "samples", or the name of the events. */
const char *unit_name(const struct unit *unit);

/* The power of ten, in the unit of `total`, that gives it nine digits: costs in whole quanta lose
   nothing that matters. */
double unit_quantum(double total);

/* A cost in whole quanta; what is negative is 0. */
double unit_quanta(double cost, double quantum);

#endif
