#include "model/line_costs.h"

#include <stdlib.h>

#include "base/search.h"

static int compare_lines(const void *left, const void *right)
{
    const struct line_cost *a = left;
    const struct line_cost *b = right;
    int order = (a->function > b->function) - (a->function < b->function);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

uint32_t line_costs_join(struct line_cost *lines, uint32_t count)
{
    uint32_t kept = 0;
    if (count)
        qsort(lines, count, sizeof *lines, compare_lines);
    for (uint32_t i = 0; i < count; i++) {
        struct line_cost *last = kept ? &lines[kept - 1] : NULL;
        if (!last || compare_lines(last, &lines[i]) != 0) {
            lines[kept++] = lines[i];
            continue;
        }
        last->hits = profile_add_counts(last->hits, lines[i].hits);
        last->own = profile_add_times(last->own, lines[i].own);
        last->total = profile_add_times(last->total, lines[i].total);
    }
    return kept;
}

struct lines_from {
    const struct line_cost *lines;
    uint64_t function;
};

static bool is_before(const void *context, size_t index)
{
    const struct lines_from *from = context;
    return from->lines[index].function < from->function;
}

/* The first of the costs that is not of a function before `function`. */
static uint32_t first_from(const struct profile *profile, uint64_t function)
{
    struct lines_from from = {profile->lines, function};
    return (uint32_t)search_place(profile->line_count, is_before, &from);
}

struct row line_costs_of(const struct profile *profile, uint32_t function)
{
    return (struct row){first_from(profile, function), first_from(profile, (uint64_t)function + 1)};
}

uint32_t line_costs_largest(const struct profile *profile, uint32_t function)
{
    struct row row = line_costs_of(profile, function);
    uint32_t best = LINE_COSTS_NONE;
    for (uint32_t i = row.start; i < row.end; i++)
        if (profile->lines[i].own > (best == LINE_COSTS_NONE ? 0 : profile->lines[best].own))
            best = i;
    return best;
}
