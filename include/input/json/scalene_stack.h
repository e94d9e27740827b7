#ifndef PROF2DOT_SCALENE_STACK_H
#define PROF2DOT_SCALENE_STACK_H

#include "input/json/document.h"
#include "model/stack_builder.h"

/* The shapes that scalene's versions gave to frames and weights of stacks, for messages too. */

#define SCALENE_FRAME "[file, line], [file, function, line] or \"file function:line;\""
#define SCALENE_WEIGHT "a count, [count, python, c, share] or {\"count\", \"cpu_samples\"}"

struct scalene_weight {
    double samples;
    double share; /* of the elapsed time */
    bool has_share;
};

/* What a frame says: [file, line] (1.5.20), of which the name stays empty, [file, function, line]
   (1.5.31), "file function:line;" (1.5.53), an object (combined stacks of 2.3). False for all else.
   The texts are borrowed from it. */
bool scalene_frame(const json_t *frame, struct frame_parts *parts);

/* What a stack weighs: 12, [12, python, c, share] (1.5.35) or {"count": 12, "cpu_samples": share,
   ...} (1.5.53). False for all else. */
bool scalene_weight(const json_t *value, struct scalene_weight *weight);

#endif
