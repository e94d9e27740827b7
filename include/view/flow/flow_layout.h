#ifndef PROF2DOT_FLOW_LAYOUT_H
#define PROF2DOT_FLOW_LAYOUT_H

#include "view/flow/flow_bars.h"

/* Pixels. */
enum { FLOW_BAR = 12, FLOW_HEIGHT = 520 /* of all time */, FLOW_GAP = 4 /* before a label */ };

/* What stands beside a bar, in pixels. */
struct flow_label {
    double width, height;
};

/* Gives bars and ribbons their places below `top`, from `left` on, in columns as wide as their
   labels (one for each bar) want, or narrower where `width` is scarce; bar.room is what its label
   has, up to the next bar at its height. Bars of a column stand where their ribbons come from,
   pushed down as far as labels need; the hot path goes straight. False if labels would have next
   to no room. */
bool flow_layout(struct flow *flow, const struct flow_label *labels, double left, double top,
                 double width);

#endif
