#ifndef PROF2DOT_FLOW_MASS_H
#define PROF2DOT_FLOW_MASS_H

#include "analysis/flows/flows.h"

/* Finds the mass of each flow and the time that enters each function from nowhere. A mass is the
   flow's total where none of its calls lies within another. Within a cycle it starts as the total
   times the square root of how many calls one of the outermost holds; then masses are scaled until
   what enters each function is what leaves it, by one factor for what enters and its inverse for
   what leaves: the fit of least relative entropy (after W. Deming, F. Stephan, "On a least squares
   adjustment of a sampled frequency table", 1940). At most 300 rounds, and about 0.2 s. */
void flow_mass(struct flows *flows);

/* How much of the total is missing in the file: what enters functions that are never called while
   they run, and is neither spent there nor passed on. In flows.unit. */
double flows_gaps(const struct flows *flows);

#endif
