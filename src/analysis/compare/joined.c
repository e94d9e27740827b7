#include "analysis/compare/joined.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A copy of `count` items that has room for `room`. */
static void *copy(const void *items, size_t count, size_t room, size_t size)
{
    char *made = memory_new(room ? room : 1, size);
    if (count)
        memcpy(made, items, count * size);
    return made;
}

static void copy_graph(struct profile *into, const struct profile *after, uint32_t functions)
{
    into->function_count = functions;
    into->functions =
        copy(after->functions, after->function_count, functions, sizeof *into->functions);
    into->calls = copy(after->calls, after->call_count, after->call_count, sizeof *into->calls);
    into->call_count = after->call_count;
    into->callers = copy(after->callers, after->function_count, functions, sizeof *into->callers);
    into->callees =
        copy(after->callees, after->function_count, (size_t)functions + 1, sizeof *into->callees);
    for (uint32_t i = after->function_count; i <= functions; i++)
        into->callees[i] = after->call_count;
    into->callees_of =
        copy(after->callees_of, after->call_count, after->call_count, sizeof *into->callees_of);
    into->lines = copy(after->lines, after->line_count, after->line_count, sizeof *into->lines);
    into->line_count = after->line_count;
    into->stacks = after->stacks;
}

/* The names after, then those before. */
static void copy_names(struct profile *into, const struct profile *const shown[2])
{
    into->name_count = shown[1]->name_count + shown[0]->name_count;
    into->names =
        copy(shown[1]->names, shown[1]->name_count, into->name_count, sizeof *into->names);
    if (shown[0]->name_count)
        memcpy(into->names + shown[1]->name_count, shown[0]->names,
               shown[0]->name_count * sizeof *into->names);
}

static void add_gone(struct joined *joined, const struct profile *const shown[2],
                     const enum origin *const origins[2], uint32_t function, uint32_t place)
{
    const struct function *f = &shown[0]->functions[function];
    joined->profile.functions[place] = (struct function){.file = f->file + shown[1]->name_count,
                                                         .name = f->name + shown[1]->name_count,
                                                         .line = f->line,
                                                         .order = NO_ENTRY,
                                                         .is_code = f->is_code,
                                                         .alias = f->alias};
    joined->profile.callers[place] = (struct row){0};
    joined->origins[place] = origins[0][function];
}

struct joined joined_make(const struct changes *changes, const struct profile *const shown[2],
                          const enum origin *const origins[2])
{
    struct joined joined = {0};
    uint32_t after = shown[1]->function_count, before = shown[0]->function_count;
    uint32_t count = after;
    joined.place = memory_new(before ? before : 1, sizeof *joined.place);
    joined.place_of_change =
        memory_new(changes->count ? changes->count : 1, sizeof *joined.place_of_change);
    for (uint32_t i = 0; i < before; i++)
        joined.place[i] =
            changes->match.to_new[i] == MATCH_NOBODY ? count++ : changes->match.to_new[i];
    copy_graph(&joined.profile, shown[1], count);
    copy_names(&joined.profile, shown);
    profile_copy_facts(&joined.profile, shown[1]);
    joined.origins = copy(origins[1], after, count, sizeof *joined.origins);
    for (uint32_t i = 0; i < before; i++)
        if (joined.place[i] >= after)
            add_gone(&joined, shown, origins, i, joined.place[i]);
    for (uint32_t i = 0; i < changes->count; i++)
        joined.place_of_change[i] = changes->items[i].after == MATCH_NOBODY
                                        ? joined.place[changes->items[i].before]
                                        : changes->items[i].after;
    return joined;
}

void joined_free(struct joined *joined)
{
    joined->profile.stacks = (struct stacks){0}; /* those of the profile after */
    profile_free(&joined->profile);
    free(joined->origins);
    free(joined->place);
    free(joined->place_of_change);
    *joined = (struct joined){0};
}
