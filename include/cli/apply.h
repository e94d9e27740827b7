#ifndef PROF2DOT_APPLY_H
#define PROF2DOT_APPLY_H

#include "cli/options.h"

/* What the options that need more than a flag or a text do with their values. Each takes the value
   over into the options, or returns false with *error (ERROR_USAGE) where it makes no sense. */
typedef bool apply_value(struct options *options, const char *value, struct error *error);

/* Output: apply_output.c */
apply_value apply_output, apply_type, apply_dpi, apply_timeout, apply_input_format, apply_profiler,
    refuse_compare, accept_unused;

/* What is shown, and tables: apply_choice.c */
apply_value apply_node_thres, apply_edge_thres, apply_max_nodes, apply_depth, apply_hide,
    apply_sort, apply_top, apply_lines;

/* How pictures look: apply_look.c */
apply_value apply_colormap, apply_color_by, apply_size_by, apply_skew, apply_theme, apply_cluster,
    apply_rankdir, apply_label, apply_node_label, apply_show_samples, apply_source, apply_link,
    apply_revision, apply_id_prefix;

/* Helpers. */

/* Sets *error: "OPTION takes WANTED, not 'VALUE'"; returns false. */
bool apply_bad_value(struct error *error, const char *option, const char *value,
                     const char *wanted);

/* Reads a finite number from `least` to `most`, and nothing after it. */
bool apply_number(const char *value, double least, double most, double *result);

/* Appends a value to an option's list; it is borrowed. */
void apply_add_pattern(struct patterns *patterns, const char *value);

#endif
