#ifndef PROF2DOT_HIDDEN_CALLERS_H
#define PROF2DOT_HIDDEN_CALLERS_H

#include "analysis/picture/outline_links.h"
#include "analysis/picture/select.h"
#include "model/profile.h"

/* A graph of shown functions, to which links may be added. */
struct shown_graph {
    const struct profile *profile;
    const struct selection *selection;
    const bool *is_shown;     /* of each function */
    const uint32_t *place_of; /* of each that is shown: in the selection */
    const uint32_t *first;    /* rows of links by caller: out[first[p]] to out[first[p + 1] - 1] */
    const uint32_t *out;
    struct outline *outline; /* with entries; its links have room for one more for each function
                                that is shown */
};

/* Links entries, but the first one, to the nearest shown function that leads to them over hidden
   ones: calls that took no time, as into greenlets and threads, carry none that would make a link.
   Returns how many it added: without time, estimated. Linear for each, up to some tens of millions
   of calls in all. */
uint32_t hidden_callers_link(const struct shown_graph *graph);

#endif
