#ifndef PROF2DOT_FLOW_BARS_H
#define PROF2DOT_FLOW_BARS_H

#include "view/graph/callgraph.h"

enum { FLOW_NAMES = 7 };

/* Functions that are drawn as one bar: one function, a cycle, or functions of which each passes
   nearly all of its time to the next. Heights are shares of the total. */
struct flow_bar {
    uint32_t names[FLOW_NAMES]; /* places in the selection, to be named in this order */
    uint32_t name_count;
    uint32_t more; /* functions of the cycle that are not named */
    bool is_cycle;
    bool is_hot;
    double own;        /* stays in the bar's functions */
    double hidden;     /* goes to functions that are not shown */
    double height;     /* both, and what the ribbons carry away */
    uint32_t column;   /* longest way from where the program begins */
    double x, y, room; /* pixels; of flow_layout */
};

/* Time that goes from one bar to another: as high where it leaves as where it arrives. */
struct flow_ribbon {
    uint32_t from, to;
    double weight; /* seconds of the calls */
    double height; /* share of the total */
    bool is_hot;
    bool residual; /* over functions that are not shown */
    double y1, y2; /* pixels; of flow_layout */
};

/* Where the time of a program goes. The bars' `own` and `hidden`, and `nowhere`, add up to 1 (to
   the sum of exclusive times, should that be more than the total). flow_bars_free. */
struct flow {
    struct flow_bar *bars; /* callees before callers; those without names are a part of others */
    struct flow_ribbon *ribbons; /* callers first; of one the hot path first, then the largest */
    uint32_t bar_count, ribbon_count, column_count;
    double nowhere; /* time of no function, or of functions that no shown one leads to */
};

/* Makes bars of what is selected. A bar's height is what its functions keep and what goes on to
   others; it is shared out among the ribbons into it in proportion to the calls, so that no time
   is lost or counted twice, whatever inclusive times say. Calls within a cycle are inside its bar.
   Linear, but for sorting calls. */
struct flow flow_bars_make(const struct callgraph_subject *subject);

void flow_bars_free(struct flow *flow);

#endif
