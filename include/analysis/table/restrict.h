#ifndef PROF2DOT_RESTRICT_H
#define PROF2DOT_RESTRICT_H

#include <stdbool.h>

#include "analysis/table/table.h"
#include "base/buf.h"
#include "base/error.h"

/* What leaves entries out of a table, as pstats' restrictions: a count of lines, a fraction of
   them, or a regular expression (Perl's, by PCRE2) searched for in the printed name. */
enum restriction_kind { RESTRICT_COUNT, RESTRICT_FRACTION, RESTRICT_PATTERN };

struct restriction {
    enum restriction_kind kind;
    int64_t count;
    double fraction;
    const char *pattern;
};

/* Reads "20", "0.1" or a pattern; never fails, as anything else is a pattern. */
struct restriction restrict_parse(const char *text);

/* Applies one restriction, and appends to `report` what pstats says of it: nothing where it took
   nothing away. A pattern that is no regular expression takes nothing away and is reported; false
   where matching ran into its limit. */
bool restrict_apply(struct table *table, const struct restriction *restriction, struct buf *report,
                    struct error *error);

#endif
