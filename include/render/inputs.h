#ifndef PROF2DOT_INPUTS_H
#define PROF2DOT_INPUTS_H

#include "analysis/prepare/run_parts.h"
#include "model/profile.h"
#include "model/tree.h"
#include "render/request.h"

/* So many inputs can be chosen from in a report, which holds each by itself; so many can be roots
   with trees of their own; and they can have so many functions and calls together. */
enum { INPUTS_MOST = 16, INPUTS_MOST_ROOTS = 256, INPUTS_MOST_NUMBERS = 2000000 };

/* One of several inputs, by itself. */
struct input {
    struct str name;        /* that tells it from the others; any bytes */
    struct profile profile; /* from inputs_prepare on by the numbers of the sum's functions */
    bool *has;              /* of each of these: whether it is in the input */
    struct totals whole;    /* before it was filtered; with --rescale, afterwards */
    struct tree tree;       /* its calls, by the same numbers */
    struct filter_report filtered;
    bool by_line;  /* it was, as the file has it */
    bool has_root; /* it stands below a function of its own, as it was read */
};

/* Files that are shown as one input. */
struct input_group {
    struct str name; /* any bytes */
    enum run_kind kind;
    uint64_t members; /* threads, or processes */
    double computing; /* the processor's time, in seconds; 0: not known */
};

/* Which files make an input, where an input is not always one file. Borrowed. */
struct input_groups {
    struct input_group *items;
    uint32_t *of;       /* of each file: the input that it is a part of */
    size_t count;       /* of inputs */
    size_t named_files; /* so many files, the first, are those that outputs name */
};

/* Several inputs that were added up. inputs_free. */
struct inputs {
    struct input *items;
    size_t count;   /* that were added up */
    bool are_apart; /* they can be told apart; without that there are no items */
    bool are_right, are_numbered;
    struct run_parts parts; /* what a run was made of; empty: these are files */
    struct arena arena;
};

/* So many inputs, `parts`, which are taken over; where that is NULL, they cannot be told apart.
   They are called what `groups` says, or where that is NULL after their files. */
struct inputs inputs_start(struct profile *parts, const char *const *files,
                           const struct input_groups *groups, size_t count);

/* Makes the inputs what outputs show, once: put right and filtered as their sum was, which became
   `sum`. */
void inputs_prepare(struct inputs *inputs, const struct request *request,
                    const struct profile *sum);

/* Makes `profile`, the sum of tables that was filtered and what that did, the sum of what filters
   leave of each input: what functions share then is each input's own. Nothing becomes of it where
   they cannot be told apart. */
void inputs_add_up(struct inputs *inputs, const struct request *request, struct profile *profile,
                   struct filter_report *report);

/* The tree of all inputs side by side, in which nothing of one is mixed with another, prepared if
   need be; false where they cannot be told apart, or begin with the same functions. tree_free. */
bool inputs_tree(struct inputs *inputs, const struct request *request, const struct profile *sum,
                 struct tree *tree);

void inputs_free(struct inputs *inputs);

#endif
