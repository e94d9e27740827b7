#ifndef PROF2DOT_JSON_H
#define PROF2DOT_JSON_H

#include "analysis/filter/filter.h"
#include "analysis/picture/select.h"
#include "analysis/prepare/health.h"
#include "base/buf.h"
#include "model/profile.h"
#include "output/budgets.h"

/* What is to be written: the functions of a selection, and the calls among them that its options
   want. `whole` are the sums of the profile before anything was filtered, `filtered` tells what
   was. */
struct json_part {
    const struct profile *profile;
    const struct selection *selection;
    const struct select_options *options;
    const struct totals *whole;
    const struct filter_report *filtered;
    const struct budgets *budgets; /* or NULL */
};

/* Appends a part of a profile as JSON (samples/schema.json), functions and calls by total time
   descending, then by key. Numbers are in the shortest form that reads back to the same bits.
   `files` are the inputs' names. */
void json_write(const struct json_part *part, const struct health *health, const char *const *files,
                size_t file_count, struct buf *out);

#endif
