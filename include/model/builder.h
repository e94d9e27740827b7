#ifndef PROF2DOT_BUILDER_H
#define PROF2DOT_BUILDER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/hash/slots.h"
#include "model/profile.h"

enum { BUILDER_RECENT = 512 };

/* A profile being put together by a reader or by a merge. Start from builder_start; end with
   builder_finish or builder_drop. */
struct builder {
    struct profile profile; /* arrays grow; rows are made by builder_finish */
    size_t name_room, function_room, call_room, line_room;
    struct slots names, functions; /* by their bytes, by their keys */
    uint64_t seed[2];
    uint32_t joined; /* number of calls after the last builder_join_calls */
    uint32_t joined_lines;
    uint32_t recent_lines[BUILDER_RECENT]; /* by hash: where a line stands, plus one */
    bool repeats;     /* a pair of functions may have been given several calls */
    uint32_t entries; /* next free value of function.order, kept by merges */
};

struct builder builder_start(void);

/* Makes room for about so many functions at once, before any is added. */
void builder_expect(struct builder *builder, size_t functions);

/* The bytes of a name as they are kept: of one longer than 4,096 bytes, its beginning and end with
   a hash of the whole between them, in *scratch. Many functions may share one name in a file, and
   each output writes it for each. */
struct str builder_bounded(struct str raw, struct buf *scratch);

/* The index of a name of these bytes (builder_bounded); they are copied when seen first. */
uint32_t builder_name(struct builder *builder, struct str raw);

/* The index of the function of this key; added with zero costs and no entry when seen first. */
uint32_t builder_function(struct builder *builder, uint32_t file, int64_t line, uint32_t name,
                          bool is_code);

/* Adds a call with zero counts and costs, to be filled by the caller before the next builder_ call.
   The same pair may be added again, if `repeats` is set: builder_finish sums such calls in the
   order they came. */
struct call *builder_call(struct builder *builder, uint32_t caller, uint32_t callee);

/* Sums the calls of equal pairs so far, if that may halve their number: to be called now and then
   while many profiles are added up, so that memory stays in proportion to the sum. */
void builder_join_calls(struct builder *builder);

/* Adds what a line of a function cost by itself, in any order; equal lines are added up. */
void builder_line(struct builder *builder, const struct line_cost *line);

/* Adds `from` to `into`, count by count and cost by cost. */
void builder_add_call(struct call *into, const struct call *from);

/* Makes the profile whole: calls grouped by callee, one a pair, rows in both directions. Linear.
   The result is the caller's to free; the builder is empty afterwards. */
struct profile builder_finish(struct builder *builder);

/* Throws away what was built. */
void builder_drop(struct builder *builder);

#endif
