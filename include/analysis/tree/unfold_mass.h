#ifndef PROF2DOT_UNFOLD_MASS_H
#define PROF2DOT_UNFOLD_MASS_H

#include "model/profile.h"

/* How much time flows along the calls of a profile, negative times taken as 0. A call's mass is the
   inclusive time of all its activations: where none of them lies within another, its total time;
   else more, since a profiler counts only the outermost. Masses obey what they must: what enters a
   function is its own time and what leaves it, calls to itself aside. All arrays are in `unit`
   seconds, the largest own time, so that no sum is infinite. */
struct masses {
    double unit;
    double *own;          /* of each function */
    double *total;        /* of each call: its inclusive time as the profile has it */
    double *mass;         /* and its mass */
    double *entered;      /* of each function: inclusive time that no call explains, as of main() */
    double *entered_own;  /* and its own time there */
    double *entered_most; /* what `entered` can be at most: more only where a cycle is entered so in
                             several places, among which it is shared out */
    uint32_t *component;  /* of each function: equal for those that call each other in a cycle */
    uint32_t components;
    bool *is_cycle; /* of each component: more than one function */
};

/* Totals of calls within cycles are raised by the square root of how many activations one of the
   outermost holds, then scaled to fit each other, by one factor for what enters a function and its
   inverse for what leaves it, until the factors are near 1: the fit of least relative entropy
   (after W. Deming, F. Stephan, "On a least squares adjustment of a sampled frequency table",
   1940). masses_free. */
struct masses masses_find(const struct profile *profile);

/* Seconds of a profile in `unit` seconds: not below 0, and no more than can be. */
double masses_time(const struct masses *masses, double seconds);

void masses_free(struct masses *masses);

#endif
