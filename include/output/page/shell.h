#ifndef PROF2DOT_SHELL_H
#define PROF2DOT_SHELL_H

#include "base/str.h"

/* The report's page without its data: templates/report.html with its style sheets and scripts in
   place, as templates/bundle put it together when the program was built. */
extern const struct str shell_html;

/* The same of a report that holds recorded stacks. */
extern const struct str shell_stacks_html;

/* The same of a report that compares: with what shows the profile before and what changed. */
extern const struct str shell_compare_html;

/* The same of a report that tells several profiles apart. */
extern const struct str shell_inputs_html;

/* The part of all that is the summary, without ids, for that of the profile before. */
extern const struct str shell_summary_html;

#endif
