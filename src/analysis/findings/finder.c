#include "analysis/findings/finder.h"

#include <stdlib.h>

#include "analysis/findings/parts.h"
#include "base/memory.h"

/* What a function causes is noted from this share of the total on. */
#define LEAST_CAUSED 0.01

bool finder_matters(const struct finder *f, double time)
{
    return profile_share(time, f->totals->total) >= FINDINGS_LEAST;
}

struct finding finder_about(const struct finder *f, enum finding_kind kind, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    return (struct finding){.kind = kind,
                            .function = function,
                            .caller = FINDINGS_NOBODY,
                            .time = of->own,
                            .of_function = of->own,
                            .calls = of->calls};
}

void finder_add(struct finder *f, const struct finding *finding)
{
    if (!finder_matters(f, finding->time))
        return;
    f->found = memory_grow(f->found, &f->room, f->count + 1, sizeof *f->found);
    f->found[f->count++] = *finding;
}

bool finder_is_better(const struct finder *f, uint32_t function, double value, uint32_t best,
                      double best_value)
{
    if (best == FINDINGS_NOBODY || value > best_value)
        return true;
    return value == best_value && profile_compare_keys(f->profile, function, best) < 0;
}

void finder_note_causes(struct finder *f)
{
    for (uint32_t i = 0; i < f->blame->row_count; i++) {
        const struct blame_row *row = &f->blame->rows[i];
        double time = row->own + row->caused;
        if (profile_share(time, f->totals->total) < LEAST_CAUSED)
            return;
        f->causes[row->function] += time;
        uint32_t owner = parts_owner(f->profile, row->function);
        if (owner != PARTS_NOBODY)
            f->causes[owner] += time;
    }
}

void finder_add_part(struct finding *finding, uint32_t most, struct finding_part part)
{
    uint32_t place = finding->part_count;
    while (place > 0 && finding->parts[place - 1].time < part.time)
        place--;
    if (place == most)
        return;
    if (finding->part_count < most)
        finding->part_count++;
    for (uint32_t i = finding->part_count - 1; i > place; i--)
        finding->parts[i] = finding->parts[i - 1];
    finding->parts[place] = part;
}

uint32_t finder_own_above(const struct finder *f, uint32_t function, double *share)
{
    double *below = memory_new(f->profile->function_count, sizeof *below);
    double all = 0;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 1; i < f->tree->count; i++) {
        const struct block *block = &f->tree->blocks[i];
        if (block->function != function)
            continue;
        all += block->own;
        if (!f->own_above[i])
            continue;
        uint32_t own = f->tree->blocks[f->own_above[i]].function;
        below[own] += block->own;
        if (finder_is_better(f, own, below[own], best, best == FINDINGS_NOBODY ? 0 : below[best]))
            best = own;
    }
    *share = best == FINDINGS_NOBODY ? 0 : profile_share(below[best], all);
    free(below);
    return *share >= FINDER_MOST ? best : FINDINGS_NOBODY;
}
