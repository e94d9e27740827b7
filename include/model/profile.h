#ifndef PROF2DOT_PROFILE_H
#define PROF2DOT_PROFILE_H

#include <float.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/stacks.h"
#include "model/unit.h"

/* A file or function name: `raw` are the bytes of the profile and the identity, `text` is what can
   be shown (utf8_repair); the same bytes where nothing had to be mended. */
struct name {
    struct str raw;
    struct str text;
};

/* One function of the program. Times are in seconds. */
struct function {
    uint32_t file; /* indices into profile.names */
    uint32_t name;
    int64_t line;
    int64_t calls;     /* all calls (nc); samples with the function anywhere on the stack */
    int64_t primitive; /* calls not made by recursion (cc); samples with the function on top */
    double own;        /* exclusive time (tt) */
    double total;      /* inclusive time (ct) */
    uint32_t order;    /* place among the profile's entries; NO_ENTRY if known only as a caller */
    bool is_code;      /* the key held a code object: not the same function as one of that name */
    struct str alias;  /* what pictures call it, where that is not `name` and somebody has looked it
                          up: "DataFrame.append"; else empty. Not in the arena */
};

#define NO_ENTRY UINT32_MAX

/* All calls from one function to another. */
struct call {
    uint32_t caller; /* indices into profile.functions */
    uint32_t callee;
    int64_t calls;
    int64_t primitive;
    double own;     /* the callee's exclusive time when called from here */
    double total;   /* the callee's inclusive time when called from here */
    bool estimated; /* the file tells only the number of calls: times are shared out by it */
    bool residual;  /* no call, but what leads from one to the other over hidden functions */
};

/* What a line of a function cost. */
struct line_cost {
    uint32_t function;
    int64_t line;
    int64_t hits; /* executions, or samples of the line itself; 0: not known */
    double own;   /* exclusive */
    double total; /* inclusive: with all that is called from there; 0: not known */
};

/* Counts of repairs that a reader made. */
struct repairs {
    uint64_t swapped_counts;   /* entries with more primitive than all calls */
    uint64_t not_finite;       /* infinite or NaN times, read as 0 */
    uint64_t callers_not_keys; /* callers without an entry of their own; builder_finish counts */
    uint64_t undefined_names;  /* numbers whose name the file does not define */
    uint64_t cut_short;        /* files that end early; their beginning was read */
};

/* A stretch of an array, its end not included. */
struct row {
    uint32_t start, end;
};

/* The functions of a profile in groups: those of one call each other, by way of others too. */
struct components {
    uint32_t *of; /* the group of each function; those of callees come before those of callers */
    uint32_t count;
};

/* A call graph with costs. Owns its arrays and its names' bytes: profile_free. Each pair of
   functions has at most one call. */
struct profile {
    struct arena arena;
    struct name *names;
    struct function *functions;
    struct call *calls;   /* all into one callee stand together */
    struct row *callers;  /* of f: calls[callers[f].start] to calls[callers[f].end - 1] */
    uint32_t *callees;    /* callees_of[callees[f]] to [callees[f + 1] - 1] are indices of */
    uint32_t *callees_of; /* the calls made by f, in the order of `calls` */
    struct components *components; /* found at the first need (cycles_components): who calls whom
                                      stays as builder_finish made it */
    struct line_cost *lines;       /* by function, then line; most formats have none */
    struct stacks stacks;          /* that the costs are sums of; most formats have none */
    struct unit unit;              /* of all costs; what is called seconds is in this */
    uint32_t name_count;
    uint32_t function_count;
    uint32_t call_count;
    uint32_t line_count;
    bool sampled;         /* calls and primitive count samples */
    bool marked;          /* the file carries the `__sampled__` marker */
    bool by_line;         /* sampled, with a function for each line that ran, until merge_lines */
    bool lacks_inclusive; /* the functions have exclusive costs only, until inclusive_fill */
    struct repairs repairs;
};

/* The sums over a profile's functions, and what shares are taken of. */
struct totals {
    double total;  /* what 100 % is, in every view and format; never negative */
    double own;    /* sum of exclusive time */
    int64_t calls; /* sums, saturating */
    int64_t primitive;
};

/* The total is the sum of exclusive times. It is more where entries were lost: then it is what the
   calls take that no caller made, but no more than the exclusive times and all that functions miss
   of what their calls take; nothing is lost where one such call takes nearly all. Where threads are
   mixed in one table only the exclusive times count. The largest inclusive time stands for what no
   caller made where no such call is known. Linear. */
struct totals profile_totals(const struct profile *profile);

/* The sum of exclusive time alone, which costs less to know. */
double profile_own(const struct profile *profile);

/* The same of what filters have left, where a call without a caller may have lost it: the total is
   the sum of exclusive times, or the largest inclusive one where that is more. */
struct totals profile_totals_left(const struct profile *profile);

/* Whether exclusive times exceed the inclusive ones of the same functions by a part of the sum that
   matters: inclusive times do not mean what they should, as where threads are mixed in one table.
 */
bool profile_own_exceeds_total(const struct profile *profile);

/* Of each function the inclusive time of its calls that no caller in the profile made, and how many
   these are; of one that is known as a caller only, what its calls take. `calls` has room for all
   functions; the times are the caller's to free. Linear. */
double *profile_uncalled(const struct profile *profile, int64_t *calls);

/* How many of a call's calls each call of its caller makes, if all of them make as many; else 0. */
int64_t profile_calls_each(const struct profile *profile, const struct call *call);

/* How many of a call's calls are made by a part of its caller: by so many of its calls, if all of
   them make as many; else by so much of its time. At least 1. */
int64_t profile_calls_of_part(const struct profile *profile, const struct call *call, int64_t calls,
                              double time);

/* What a function is at least worth showing for: its inclusive time, or its exclusive one where
   that is more. */
double profile_weight(const struct function *function);

/* value / total, 0 where there is no total. */
double profile_share(double value, double total);

/* a + b, stopping at the ends of int64_t. */
static inline int64_t profile_add_counts(int64_t a, int64_t b)
{
    if (b > 0 && a > INT64_MAX - b)
        return INT64_MAX;
    if (b < 0 && a < INT64_MIN - b)
        return INT64_MIN;
    return a + b;
}

/* a + b, stopping at the largest doubles: no sum of costs is infinite. */
static inline double profile_add_times(double a, double b)
{
    double sum = a + b;
    return sum > DBL_MAX ? DBL_MAX : sum < -DBL_MAX ? -DBL_MAX : sum;
}

/* Takes over what is known of a profile beside its functions, calls, lines and stacks: the unit,
   how its counts came about, and what its reader put right. */
void profile_copy_facts(struct profile *into, const struct profile *from);

/* The same where several profiles are added up: repairs add up, marks of any part stay. An empty
   part says nothing of the unit. */
void profile_add_facts(struct profile *into, const struct profile *from);

/* Order of functions wherever order is free: by file, line and name. */
int profile_compare_keys(const struct profile *profile, uint32_t a, uint32_t b);

void profile_free(struct profile *profile);

#endif
