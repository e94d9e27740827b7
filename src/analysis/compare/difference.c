#include "analysis/compare/difference.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/builder.h"

/* Where functions of both sides are in the sum. */
struct places {
    uint32_t *of[2];
};

static double counted(const struct change_times *times, enum difference_way way)
{
    double change = times->after - times->before;
    bool is_wanted = way == DIFFERENCE_BOTH || (change > 0) == (way == DIFFERENCE_SLOWER);
    return times->is_real && is_wanted ? fabs(change) : 0;
}

/* The names of a side in the sum. */
static uint32_t *add_names(struct builder *builder, const struct profile *shown)
{
    uint32_t *names = memory_new(shown->name_count, sizeof *names);
    for (uint32_t i = 0; i < shown->name_count; i++)
        names[i] = builder_name(builder, shown->names[i].raw);
    return names;
}

static uint32_t add_function(struct builder *builder, const struct profile *shown,
                             const uint32_t *names, uint32_t function)
{
    const struct function *f = &shown->functions[function];
    return builder_function(builder, names[f->file], f->line, names[f->name], f->is_code);
}

static void add_change(struct builder *builder, struct difference *difference, uint32_t place,
                       const struct change *change, enum difference_way way)
{
    struct function *f = &builder->profile.functions[place];
    f->own = counted(&change->own, way);
    f->total = counted(&change->total, way);
    f->calls =
        change->calls.before > change->calls.after ? change->calls.before : change->calls.after;
    f->primitive = f->calls;
    f->order = place;
    difference->changes[place] = change;
    difference->most = fmax(difference->most, fmax(f->total, f->own));
}

static void add_functions(struct builder *builder, struct difference *difference,
                          const struct changes *changes, const struct profile *const shown[2],
                          struct places *places, enum difference_way way)
{
    uint32_t *names[2] = {add_names(builder, shown[0]), add_names(builder, shown[1])};
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        int side = change->after != MATCH_NOBODY;
        uint32_t place =
            add_function(builder, shown[side], names[side], side ? change->after : change->before);
        if (change->before != MATCH_NOBODY)
            places->of[0][change->before] = place;
        if (change->after != MATCH_NOBODY)
            places->of[1][change->after] = place;
        add_change(builder, difference, place, change, way);
    }
    free(names[0]);
    free(names[1]);
}

/* Calls after, less those before. */
static void add_calls(struct builder *builder, const struct profile *const shown[2],
                      const struct places *places)
{
    builder->repeats = true;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < shown[side]->call_count; i++) {
            const struct call *from = &shown[side]->calls[i];
            struct call call = *from;
            call.caller = places->of[side][from->caller];
            call.callee = places->of[side][from->callee];
            if (!side) {
                call.calls = -call.calls;
                call.total = -call.total;
            }
            *builder_call(builder, call.caller, call.callee) = call;
        }
}

/* Keeps the calls' signs apart. */
static void take_calls(struct difference *difference)
{
    struct profile *profile = &difference->profile;
    difference->call_times = memory_new(profile->call_count, sizeof *difference->call_times);
    difference->call_counts = memory_new(profile->call_count, sizeof *difference->call_counts);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct call *call = &profile->calls[i];
        double callee = profile->functions[call->callee].total;
        bool counts = fabs(call->total) >= DIFFERENCE_LEAST_CALL * difference->most;
        difference->call_times[i] = call->total;
        difference->call_counts[i] = call->calls;
        call->total = counts ? fmin(fabs(call->total), callee) : 0;
        call->calls = call->calls < 0 ? -call->calls : call->calls;
        call->primitive = call->calls;
        call->own = 0;
    }
}

struct difference difference_make(const struct changes *changes,
                                  const struct profile *const shown[2], enum difference_way way)
{
    struct difference difference = {.changes =
                                        memory_new(changes->count, sizeof(const struct change *))};
    struct places places = {{memory_new(shown[0]->function_count, sizeof(uint32_t)),
                             memory_new(shown[1]->function_count, sizeof(uint32_t))}};
    struct builder builder = builder_start();
    add_functions(&builder, &difference, changes, shown, &places, way);
    add_calls(&builder, shown, &places);
    profile_copy_facts(&builder.profile, shown[1]);
    difference.profile = builder_finish(&builder);
    take_calls(&difference);
    free(places.of[0]);
    free(places.of[1]);
    return difference;
}

void difference_free(struct difference *difference)
{
    profile_free(&difference->profile);
    free(difference->changes);
    free(difference->call_times);
    free(difference->call_counts);
    *difference = (struct difference){0};
}
