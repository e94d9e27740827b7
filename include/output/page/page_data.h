#ifndef PROF2DOT_PAGE_DATA_H
#define PROF2DOT_PAGE_DATA_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash/intern.h"
#include "model/builder.h"
#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"

/* A profile as the report's page takes it: columns of unsigned LEB128 numbers (DWARF 5, 7.6), which
   templates/core/data.js reads. Costs are whole numbers of quanta; what is negative is 0. */

/* What functions are called, each name once, in the order of the functions. page_names_free. */
struct page_names {
    struct intern texts;
    uint32_t *of; /* for each function */
};

/* Names are `qualified` (one for each function) where that is not empty. */
struct page_names page_names_make(const struct profile *profile, const struct str *qualified);

/* The name of a function; text. */
struct str page_name(const struct page_names *names, uint32_t function);

void page_names_free(struct page_names *names);

/* Where functions come from: one entry for each file, module, package and origin that occur
   together, in the order of the functions. page_files_free. */
struct page_files {
    struct page_file *items;
    uint32_t *of; /* for each function */
    uint32_t count;
    struct arena arena;
};

struct page_file {
    struct str path, module, package; /* text */
    enum origin origin;
    uint32_t name; /* of profile.names: the first that is shown so */
};

struct page_files page_files_make(const struct profile *profile, const enum origin *origins);

void page_files_free(struct page_files *files);

/* How many of so many calls are recursive; of samples, none are calls. */
uint64_t page_data_recursive(const struct profile *profile, int64_t calls, int64_t primitive);

/* That of a call doubled, plus one where its costs are estimated. */
uint64_t page_data_packed(const struct profile *profile, const struct call *call);

/* Each appends to `out`. */

/* For each function: name, file, line, calls, calls that are not primitive, own, total. */
void page_data_functions(const struct profile *profile, const struct page_names *names,
                         const struct page_files *files, double quantum, struct buf *out);

/* A JSON array of strings. */
void page_data_names(const struct page_names *names, struct buf *out);

/* A JSON array of [path, module, package, origin]. */
void page_data_files(const struct page_files *files, struct buf *out);

/* A JSON array: where a click on a function of each file leads; `links` is for each of
   profile.names. Empty where it is NULL. */
void page_data_links(const struct page_files *files, const struct str *links, struct buf *out);

/* For each function: how many it calls, then for each of these: the callee as the difference to the
   one before (the first: to the caller), zigzag; calls; calls that are not primitive, doubled, plus
   one where the costs are estimated; own, total. */
void page_data_edges(const struct profile *profile, double quantum, struct buf *out);

/* A JSON object: for functions whose lines' costs are known, [[line, own, hits (if known)], ...]
   each; of those with the most own cost, as far as there is room (20,000 lines). */
void page_data_lines(const struct profile *profile, double quantum, struct buf *out);

/* For each block: how many levels to go up from the one before (0: it stands below that), function
   plus one (0: the root), weight, own, then functions that were cut times 8, plus 4 if it has a
   gap, plus 2 if its place is guessed, plus 1 if it is estimated; where that is so, what the weight
   may be less and more; then the gap, if any. */
void page_data_tree(const struct tree *tree, double quantum, struct buf *out);

#endif
