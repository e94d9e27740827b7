#ifndef PROF2DOT_READING_H
#define PROF2DOT_READING_H

#include "cli/options/options.h"
#include "model/profile.h"
#include "render/inputs.h"

/* The names of all inputs: those of the command line, then those of --files-from; "-" alone where
   there are none. reading_free_names. */
struct input_names {
    const char **items;
    size_t count;
    struct buf listed; /* what --files-from held */
    struct arena arena;
};

/* False, with *error set, where --files-from cannot be read or standard input is named twice;
   reading_free_names, whatever it returns. */
bool reading_names(const struct options *options, struct input_names *names, struct error *error);

/* The same of the profiles that they are compared with: --base and --base-from, whose lines may be
   patterns; none where there are none. */
bool reading_bases(const struct options *options, struct input_names *names, struct error *error);

void reading_free_names(struct input_names *names);

/* Reads all inputs and adds them up as pstats.Stats(*files) does: the first, then the others from
   the last on. Many files are read on all processors, a few at a time; memory stays in proportion
   to the sum. Each stands below a function of its own (root_add) named by `roots`, one for each,
   where that is not NULL. Several are kept in `parts`, too, where that is not NULL: one for each of
   the names, the caller's to free. Returns the exit status, having said what was wrong. */
int reading_profiles(const struct input_names *names, const struct input_options *wanted,
                     const struct str *roots, struct profile *profile, struct profile *parts);

/* The same of files that make groups->count inputs, of which each is kept in `parts`. */
int reading_groups(const struct input_names *names, const struct input_options *wanted,
                   const struct str *roots, const struct input_groups *groups,
                   struct profile *profile, struct profile *parts);

/* Reads each of the files into a profile of its own: names->count of them, to be freed with
   reading_free_runs. Returns the exit status, having said what was wrong. */
int reading_runs(const struct input_names *names, const struct input_options *wanted,
                 struct profile **runs);

void reading_free_runs(struct profile *runs, size_t count);

#endif
