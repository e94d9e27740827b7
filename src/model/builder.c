#include "model/builder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "model/line_costs.h"

struct name_slot {
    uint32_t index; /* of the name, plus one */
    uint32_t hash;
};

/* Holds the whole key, so that a search need not touch the function: with hundreds of thousands of
   them that is a cache miss for each call. */
struct key_slot {
    uint32_t index; /* of the function, plus one */
    uint32_t file, name;
    int32_t line; /* LOOK: not a plain line, look at the function */
};

#define LOOK INT32_MIN

struct builder builder_start(void)
{
    struct builder builder = {0};
    slots_seed(builder.seed);
    return builder;
}

void builder_expect(struct builder *builder, size_t functions)
{
    slots_expect(&builder->names, sizeof(struct name_slot), functions);
    slots_expect(&builder->functions, sizeof(struct key_slot), functions);
}

static size_t name_hash(const void *context, const void *slot)
{
    (void)context;
    return ((const struct name_slot *)slot)->hash;
}

static uint32_t new_name(struct builder *builder, struct str raw)
{
    struct profile *profile = &builder->profile;
    if (profile->name_count == UINT32_MAX - 1)
        memory_die();
    profile->names = memory_grow(profile->names, &builder->name_room,
                                 (size_t)profile->name_count + 1, sizeof *profile->names);
    struct str copy = arena_copy(&profile->arena, raw);
    struct name name = {copy, utf8_repair(&profile->arena, copy)};
    profile->names[profile->name_count] = name;
    return profile->name_count++;
}

/* Bytes; the longest path that Linux takes. */
enum { NAME_LIMIT = 4096 };

struct str builder_bounded(struct str raw, struct buf *scratch)
{
    static const uint64_t seed[2] = {0, 0}; /* the name shows it: it must be the same anywhere */
    enum { KEPT = NAME_LIMIT / 2 - 16 };
    if (raw.size <= NAME_LIMIT)
        return raw;
    buf_cut(scratch, 0);
    buf_str(scratch, str_first(raw, KEPT));
    buf_format(scratch, "...%016" PRIx64 "...", str_hash(raw, seed));
    buf_str(scratch, str_from(raw, raw.size - KEPT));
    return buf_slice(scratch);
}

static uint32_t find_or_add(struct builder *builder, struct str raw)
{
    slots_make_room(&builder->names, sizeof(struct name_slot), name_hash, NULL);
    struct name_slot *slots = builder->names.items;
    uint32_t hash = (uint32_t)str_hash(raw, builder->seed);
    size_t mask = builder->names.size - 1, at = hash & mask;
    for (; slots[at].index; at = (at + 1) & mask) {
        uint32_t index = slots[at].index - 1;
        if (slots[at].hash == hash && str_equal(builder->profile.names[index].raw, raw))
            return index;
    }
    uint32_t index = new_name(builder, raw);
    slots[at] = (struct name_slot){index + 1, hash};
    builder->names.used++;
    return index;
}

uint32_t builder_name(struct builder *builder, struct str raw)
{
    struct buf scratch = {0};
    uint32_t index = find_or_add(builder, builder_bounded(raw, &scratch));
    buf_free(&scratch);
    return index;
}

static size_t key_hash(const void *context, const void *slot)
{
    const struct builder *builder = context;
    const struct key_slot *key = slot;
    uint64_t hash = ((uint64_t)key->file << 32 | key->name) ^ builder->seed[0];
    hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
    hash ^= ((uint64_t)(uint32_t)key->line ^ builder->seed[1]) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)((hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9) >> 20);
}

static bool same_key(const struct builder *builder, const struct key_slot *slot,
                     const struct key_slot *key, const struct function *wanted)
{
    if (slot->name != key->name || slot->line != key->line || slot->file != key->file)
        return false;
    const struct function *found = &builder->profile.functions[slot->index - 1];
    return key->line != LOOK || (found->line == wanted->line && found->is_code == wanted->is_code);
}

static uint32_t new_function(struct builder *builder, const struct function *key)
{
    struct profile *profile = &builder->profile;
    if (profile->function_count == UINT32_MAX - 1)
        memory_die();
    profile->functions =
        memory_grow(profile->functions, &builder->function_room,
                    (size_t)profile->function_count + 1, sizeof *profile->functions);
    profile->functions[profile->function_count] = *key;
    return profile->function_count++;
}

uint32_t builder_function(struct builder *builder, uint32_t file, int64_t line, uint32_t name,
                          bool is_code)
{
    const struct function wanted = {
        .file = file, .name = name, .line = line, .is_code = is_code, .order = NO_ENTRY};
    bool is_plain = !is_code && line > INT32_MIN && line <= INT32_MAX;
    struct key_slot key = {0, file, name, is_plain ? (int32_t)line : LOOK};
    slots_make_room(&builder->functions, sizeof key, key_hash, builder);
    struct key_slot *slots = builder->functions.items;
    size_t mask = builder->functions.size - 1, at = key_hash(builder, &key) & mask;
    for (; slots[at].index; at = (at + 1) & mask)
        if (same_key(builder, &slots[at], &key, &wanted))
            return slots[at].index - 1;
    uint32_t index = new_function(builder, &wanted);
    key.index = index + 1;
    slots[at] = key;
    builder->functions.used++;
    return index;
}

struct call *builder_call(struct builder *builder, uint32_t caller, uint32_t callee)
{
    struct profile *profile = &builder->profile;
    if (profile->call_count == UINT32_MAX - 1)
        memory_die();
    profile->calls = memory_grow(profile->calls, &builder->call_room,
                                 (size_t)profile->call_count + 1, sizeof *profile->calls);
    struct call *call = &profile->calls[profile->call_count++];
    *call = (struct call){.caller = caller, .callee = callee};
    return call;
}

/* Lines come again and again: memory is to stay in proportion to how many there are. */
static void join_lines(struct builder *builder)
{
    struct profile *profile = &builder->profile;
    profile->line_count = line_costs_join(profile->lines, profile->line_count);
    builder->joined_lines = profile->line_count;
    memset(builder->recent_lines, 0, sizeof builder->recent_lines);
}

/* Adds to the same line, if it was among the recent ones. */
static bool add_to_recent(struct builder *builder, const struct line_cost *line, uint32_t *recent)
{
    struct line_cost *known = *recent ? &builder->profile.lines[*recent - 1] : NULL;
    if (!known || known->line != line->line || known->function != line->function)
        return false;
    known->hits = profile_add_counts(known->hits, line->hits);
    known->own = profile_add_times(known->own, line->own);
    known->total = profile_add_times(known->total, line->total);
    return true;
}

void builder_line(struct builder *builder, const struct line_cost *line)
{
    enum { FEW = 4096 };
    struct profile *profile = &builder->profile;
    uint32_t *recent =
        &builder->recent_lines[(line->function * 31 + (uint64_t)line->line) % BUILDER_RECENT];
    if (add_to_recent(builder, line, recent))
        return;
    if (profile->line_count >= FEW && profile->line_count / 2 >= builder->joined_lines)
        join_lines(builder);
    if (profile->line_count == UINT32_MAX - 1)
        memory_die();
    profile->lines = memory_grow(profile->lines, &builder->line_room,
                                 (size_t)profile->line_count + 1, sizeof *profile->lines);
    profile->lines[profile->line_count++] = *line;
    *recent = profile->line_count;
}

void builder_add_call(struct call *into, const struct call *from)
{
    into->calls = profile_add_counts(into->calls, from->calls);
    into->primitive = profile_add_counts(into->primitive, from->primitive);
    into->own = profile_add_times(into->own, from->own);
    into->total = profile_add_times(into->total, from->total);
    into->estimated |= from->estimated;
}

/* Turns counts in row[1..n] into row starts in row[0..n]. */
static void starts_from_counts(uint32_t *row, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        row[i + 1] += row[i];
}

/* Notes where each callee's calls stand; false if they do not all stand together. */
static bool find_callers(struct profile *profile)
{
    struct call *calls = profile->calls;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct row *row = &profile->callers[calls[i].callee];
        if (row->end == 0)
            row->start = i;
        else if (row->end != i)
            return false;
        row->end = i + 1;
    }
    return true;
}

/* Puts the calls in the order of their callees, and leaves each group in the order it came. */
static void group_by_callee(struct profile *profile)
{
    uint32_t *start = memory_new((size_t)profile->function_count + 2, sizeof *start);
    struct call *sorted = memory_new(profile->call_count, sizeof *sorted);
    for (uint32_t i = 0; i < profile->call_count; i++)
        start[profile->calls[i].callee + 1]++;
    starts_from_counts(start, profile->function_count);
    for (uint32_t i = 0; i < profile->call_count; i++)
        sorted[start[profile->calls[i].callee]++] = profile->calls[i];
    free(profile->calls);
    profile->calls = sorted;
    free(start);
}

/* Sums calls of the same pair, in calls that are grouped. `seen[caller]` is where that caller last
   stood; it speaks of the group at hand if it is not before the group's first call. */
static void join_equal_pairs(struct profile *profile)
{
    uint32_t *seen = memory_new(profile->function_count, sizeof *seen);
    uint32_t kept = 0;
    uint32_t group = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call call = profile->calls[i];
        if (i == 0 || profile->calls[kept - 1].callee != call.callee)
            group = kept;
        uint32_t place = seen[call.caller];
        if (place > group && place <= kept) {
            builder_add_call(&profile->calls[place - 1], &call);
        } else {
            profile->calls[kept++] = call;
            seen[call.caller] = kept;
        }
    }
    profile->call_count = kept;
    free(seen);
}

void builder_join_calls(struct builder *builder)
{
    enum { FEW = 4096 };
    struct profile *profile = &builder->profile;
    if (profile->call_count < FEW || profile->call_count / 2 < builder->joined)
        return;
    group_by_callee(profile);
    builder->call_room = profile->call_count;
    join_equal_pairs(profile);
    builder->joined = profile->call_count;
}

static void make_caller_rows(struct profile *profile, bool repeats)
{
    size_t functions = profile->function_count;
    profile->callers = memory_new(functions, sizeof *profile->callers);
    if (!repeats && find_callers(profile))
        return;
    group_by_callee(profile);
    join_equal_pairs(profile);
    memset(profile->callers, 0, functions * sizeof *profile->callers);
    find_callers(profile);
}

static void make_callee_rows(struct profile *profile)
{
    uint32_t functions = profile->function_count;
    profile->callees = memory_new((size_t)functions + 2, sizeof *profile->callees);
    profile->callees_of = memory_new(profile->call_count, sizeof *profile->callees_of);
    for (uint32_t i = 0; i < profile->call_count; i++)
        profile->callees[profile->calls[i].caller + 2]++;
    starts_from_counts(profile->callees, functions + 1);
    for (uint32_t i = 0; i < profile->call_count; i++)
        profile->callees_of[profile->callees[profile->calls[i].caller + 1]++] = i;
}

static void free_tables(struct builder *builder)
{
    slots_free(&builder->names);
    slots_free(&builder->functions);
    *builder = (struct builder){0};
}

struct profile builder_finish(struct builder *builder)
{
    join_lines(builder);
    struct profile profile = builder->profile;
    bool repeats = builder->repeats;
    free_tables(builder);
    make_caller_rows(&profile, repeats);
    make_callee_rows(&profile);
    profile.components = memory_new(1, sizeof *profile.components);
    profile.repairs.callers_not_keys = 0;
    for (uint32_t i = 0; i < profile.function_count; i++)
        profile.repairs.callers_not_keys += profile.functions[i].order == NO_ENTRY;
    return profile;
}

void builder_drop(struct builder *builder)
{
    profile_free(&builder->profile);
    free_tables(builder);
}
