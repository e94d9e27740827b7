#include "analysis/tree/ranges.h"

enum { STRETCH = RANGES_STRETCH };

struct ranges ranges_make(struct arena *arena, uint32_t count)
{
    uint32_t stretches = count / STRETCH + 1;
    return (struct ranges){.values = arena_new(arena, count, sizeof(double)),
                           .factors = arena_new(arena, stretches, sizeof(double)),
                           .sums = arena_new(arena, stretches, sizeof(double)),
                           .count = count};
}

void ranges_start(struct ranges *ranges)
{
    for (uint32_t s = 0; s <= ranges->count / STRETCH; s++) {
        ranges->factors[s] = 1;
        ranges->sums[s] = 0;
    }
    for (uint32_t i = 0; i < ranges->count; i++)
        ranges->sums[i / STRETCH] += ranges->values[i];
}

void ranges_finish(struct ranges *ranges)
{
    for (uint32_t i = 0; i < ranges->count; i++)
        ranges->values[i] *= ranges->factors[i / STRETCH];
}

/* Sum over a part of one stretch. */
static double sum_part(const struct ranges *ranges, uint32_t first, uint32_t end)
{
    double sum = 0;
    for (uint32_t i = first; i < end; i++)
        sum += ranges->values[i];
    return sum * ranges->factors[first / STRETCH];
}

static void scale_part(struct ranges *ranges, uint32_t first, uint32_t end, double factor)
{
    double sum = 0;
    for (uint32_t i = first; i < end; i++) {
        sum += ranges->values[i];
        ranges->values[i] *= factor;
    }
    ranges->sums[first / STRETCH] += sum * ranges->factors[first / STRETCH] * (factor - 1);
}

/* The end of the part of a range that lies in the stretch it begins in. */
static uint32_t end_of_part(uint32_t first, uint32_t end)
{
    uint32_t next = (first / STRETCH + 1) * STRETCH;
    return next < end ? next : end;
}

double ranges_sum_long(const struct ranges *ranges, uint32_t first, uint32_t end)
{
    double sum = 0;
    while (first < end) {
        uint32_t next = end_of_part(first, end);
        sum +=
            next - first == STRETCH ? ranges->sums[first / STRETCH] : sum_part(ranges, first, next);
        first = next;
    }
    return sum;
}

void ranges_scale_long(struct ranges *ranges, uint32_t first, uint32_t end, double factor)
{
    while (first < end) {
        uint32_t next = end_of_part(first, end);
        if (next - first == STRETCH) {
            ranges->factors[first / STRETCH] *= factor;
            ranges->sums[first / STRETCH] *= factor;
        } else {
            scale_part(ranges, first, next, factor);
        }
        first = next;
    }
}

uint32_t ranges_steps(uint32_t first, uint32_t end)
{
    uint32_t count = end - first;
    return count < 2 * STRETCH ? count : 2 * STRETCH + count / STRETCH;
}
