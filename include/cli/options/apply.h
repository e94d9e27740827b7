#ifndef PROF2DOT_APPLY_H
#define PROF2DOT_APPLY_H

#include "cli/options/option.h"

/* What the options of OPTION_CUSTOM do with their values, and the words that they take. */

/* Output and input: apply_output.c */
apply_value apply_output, apply_type, apply_input_format;

void apply_list_types(struct buf *out);
void apply_list_endings(struct buf *out);
void apply_add_types(struct buf *out);
void apply_add_input_formats(struct buf *out);

/* What is shown, and tables: apply_choice.c */
apply_value apply_hide, apply_sort, apply_top, apply_lines;

void apply_list_kinds(struct buf *out);
void apply_list_keys(struct buf *out);
void apply_add_kinds(struct buf *out);
void apply_add_keys(struct buf *out);

/* How pictures look: apply_look.c */
apply_value apply_label, apply_node_label, apply_show_samples, apply_link, apply_revision,
    apply_id_prefix;

void apply_list_labels(struct buf *out);
void apply_list_node_labels(struct buf *out);
void apply_list_links(struct buf *out);
void apply_add_labels(struct buf *out);
void apply_add_node_labels(struct buf *out);

#endif
