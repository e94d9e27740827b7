#ifndef PROF2DOT_THROUGH_H
#define PROF2DOT_THROUGH_H

#include <stdbool.h>

#include "model/profile.h"

/* What paths that are known tell of a function or a call, in any unit of time; nothing is known
   where `total` is 0. */
struct path_cost {
    double own;      /* own time; of a call, the callee's */
    double own_in;   /* of that, what is spent by or below marked functions */
    double own_from; /* of a call: what is spent where the caller is or is below a marked one */
    double total;    /* inclusive time, counted once where it is on a path several times */
    double either;   /* of that, what is on paths through marked functions */
    double from;     /* inclusive time on what is left of paths from a marked function on */
    double first;    /* of a marked function: of `total`, what is not below another one */
};

struct path_costs {
    struct path_cost *functions, *calls; /* of each one of the profile */
    double quantum;                      /* the seconds that times are counted in */
};

/* Which parts of own and inclusive time are on paths through marked functions (`own`, `either`),
   and on what is left of these from the marked function on (`own_from`, `from`): 0 to 1. The latter
   is a guess where a caller is partly below a marked function, the former also where a callee is
   partly above one. */
struct through_part {
    double own, own_from, either, from;
    bool either_guessed, from_guessed;
};

/* Of each function, how much of its time is `below` a marked function (by those called by it,
   directly or not, and by itself), and of the rest, how much is `above` one. through_free. */
struct through {
    const bool *marked;
    struct path_costs known; /* borrowed; NULL: nothing is known */
    double *below, *above;
    double own_factor, total_factor; /* what makes guesses agree with the marked functions' Total */
    double most;                     /* that Total, in seconds: no path through them takes more */
    bool *below_guessed,
        *above_guessed; /* the fraction is a guess: some function on the way has several callers */
};

/* Takes what is known of paths, or both arrays NULL. For all else, as a call table does not
   distinguish paths, assumes that a function spends its time in the same proportions for every
   caller. This is a guess where a function has several callers. In cycles the fractions are
   computed again until they settle; linear otherwise. Borrows `marked` and `known`. */
struct through through_find(const struct profile *profile, const bool *marked,
                            const struct path_costs *known);

struct through_part through_of_function(const struct through *through,
                                        const struct profile *profile, uint32_t function);

struct through_part through_of_call(const struct through *through, const struct profile *profile,
                                    uint32_t call);

void through_free(struct through *through);

#endif
