#include "cli/run/shares.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "python/library.h"

/* So many numbers at the end of a name are looked past: "ThreadPoolExecutor-0_7" has two. */
enum { MOST_NUMBERS = 3 };

/* Threads or processes that are taken together. */
struct share {
    enum run_kind kind;
    struct str name;  /* without the numbers that were looked past, if there are several of it */
    struct str stem;  /* without these */
    uint64_t members; /* threads, or processes */
    uint64_t time;
    uint64_t computing; /* the processor's part of it; 0: not known */
    size_t first;       /* recorded file; these keep their order */
    bool is_rest;       /* what is left over, under no name */
};

/* All of them, and of each recorded file which it is in. */
struct shares {
    struct share *items;
    size_t count;
    uint32_t *of;
    size_t file_count;
};

/* "work" of "Thread-12 (work)", as Python names threads by itself; else the name without the number
   at its end. */
static struct str without_number(struct str name)
{
    size_t size = name.size, open = str_find(name, '(');
    if (str_starts(name, STR("Thread-")) && open < size && name.data[size - 1] == ')')
        return str_from(str_first(name, size - 1), open + 1);
    while (size && library_is_digit(name.data[size - 1]))
        size--;
    if (size == name.size)
        return name;
    while (size && (str_contains(STR("-_:. #"), (struct str){name.data + size - 1, 1})))
        size--;
    return size ? str_first(name, size) : name;
}

static int compare_stems(const void *left, const void *right)
{
    const struct share *a = *(struct share *const *)left, *b = *(struct share *const *)right;
    int order = (a->kind > b->kind) - (a->kind < b->kind);
    order = order ? order : str_compare(a->stem, b->stem);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static int compare_times(const void *left, const void *right)
{
    const struct share *a = *(struct share *const *)left, *b = *(struct share *const *)right;
    if ((a->kind == RUN_MAIN) != (b->kind == RUN_MAIN))
        return a->kind == RUN_MAIN ? -1 : 1;
    if (a->time != b->time)
        return a->time < b->time ? 1 : -1;
    return (a->first > b->first) - (a->first < b->first);
}

static int compare_places(const void *left, const void *right)
{
    const struct share *a = *(struct share *const *)left, *b = *(struct share *const *)right;
    if (a->kind != b->kind)
        return a->kind > b->kind ? 1 : -1;
    if (a->is_rest != b->is_rest)
        return a->is_rest ? 1 : -1;
    return (a->first > b->first) - (a->first < b->first);
}

/* The shares in an order; the caller frees it. */
static struct share **sort(const struct shares *all, int (*compare)(const void *, const void *))
{
    struct share **order = memory_new(all->count, sizeof(struct share *));
    for (size_t i = 0; i < all->count; i++)
        order[i] = &all->items[i];
    qsort(order, all->count, sizeof(struct share *), compare);
    return order;
}

static void add_times(struct share *into, const struct share *from)
{
    into->time += from->time;
    into->computing = into->computing && from->computing ? into->computing + from->computing : 0;
}

static void join(struct share *into, const struct share *from)
{
    into->name = into->stem;
    into->members += from->members;
    add_times(into, from);
}

/* Leaves the shares that are their own target, in their order; the others were joined to those. */
static void keep_targets(struct shares *all, const size_t *target)
{
    uint32_t *place = memory_new(all->count, sizeof *place);
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++)
        if (target[i] == i) {
            place[i] = (uint32_t)kept;
            all->items[kept++] = all->items[i];
        }
    for (size_t i = 0; i < all->file_count; i++)
        all->of[i] = place[target[all->of[i]]];
    all->count = kept;
    free(place);
}

/* Joins those of one kind and stem to the first of them. */
static void join_alike(struct shares *all)
{
    size_t *target = memory_new(all->count, sizeof *target);
    struct share **order = sort(all, compare_stems);
    struct share *first = NULL;
    for (size_t i = 0; i < all->count; i++) {
        struct share *share = order[i];
        bool is_alike = first && first->kind == share->kind && str_equal(first->stem, share->stem);
        if (is_alike)
            join(first, share);
        else
            first = share;
        target[share - all->items] = (size_t)(first - all->items);
    }
    free(order);
    keep_targets(all, target);
    free(target);
}

/* Joins all but those that take most time, threads and processes each by themselves. */
static void join_rest(struct shares *all)
{
    enum { KEPT = INPUTS_MOST - (RUN_KINDS - 1) };
    size_t *target = memory_new(all->count, sizeof *target);
    struct share **order = sort(all, compare_times);
    struct share *rest[RUN_KINDS] = {0};
    for (size_t i = KEPT; i < all->count; i++)
        if (!rest[order[i]->kind] || order[i] > rest[order[i]->kind])
            rest[order[i]->kind] = order[i];
    for (size_t i = 0; i < all->count; i++) {
        struct share *share = order[i], *into = i < KEPT ? share : rest[share->kind];
        target[share - all->items] = (size_t)(into - all->items);
        into->is_rest = i >= KEPT;
        if (into != share)
            join(into, share);
    }
    free(order);
    keep_targets(all, target);
    free(target);
}

/* Puts what is left over behind the others of its kind. */
static void put_in_order(struct shares *all)
{
    struct share **order = sort(all, compare_places);
    struct share *items = memory_new(all->count, sizeof *items);
    uint32_t *place = memory_new(all->count, sizeof *place);
    for (size_t i = 0; i < all->count; i++) {
        items[i] = *order[i];
        place[order[i] - all->items] = (uint32_t)i;
    }
    for (size_t i = 0; i < all->file_count; i++)
        all->of[i] = place[all->of[i]];
    free(all->items);
    all->items = items;
    free(order);
    free(place);
}

/* A file's own share, of a run of several processes or of one. */
static struct share make_share(const struct recorded *file, bool is_one, size_t index)
{
    struct share share = {.kind = file->thread ? RUN_THREADS : RUN_MAIN,
                          .name = file->name,
                          .members = file->threads,
                          .time = file->time,
                          .computing = file->computing,
                          .first = index};
    if (file->is_child && !is_one) {
        share.kind = RUN_PROCESSES;
        share.name = file->of_process;
        share.members = 1;
    }
    share.stem = share.name;
    return share;
}

/* Of each file what it is in: threads of child processes in these. */
static void find_shares(const struct recorded *recorded, struct shares *all)
{
    bool is_one = recorded_end(recorded, all->file_count, 0) == all->file_count;
    for (size_t i = 0; i < all->file_count; i++) {
        struct share share = make_share(&recorded[i], is_one, i);
        bool is_there = share.kind == RUN_PROCESSES && i && recorded[i].thread;
        if (is_there)
            add_times(&all->items[all->count - 1], &share);
        else
            all->items[all->count++] = share;
        all->of[i] = (uint32_t)all->count - 1;
    }
}

/* How many have its name, and how many of these stand before it. */
static size_t count_same(const struct shares *all, size_t index, size_t *before)
{
    size_t same = 0;
    for (size_t i = 0; i < all->count; i++) {
        *before = i == index ? same : *before;
        same += !all->items[i].is_rest && all->items[i].kind != RUN_MAIN &&
                str_equal(all->items[i].name, all->items[index].name);
    }
    return same;
}

static const char *const one[] = {[RUN_THREADS] = "thread", [RUN_PROCESSES] = "process"};
static const char *const several[] = {[RUN_THREADS] = "threads", [RUN_PROCESSES] = "processes"};

/* "worker (8 threads)"; "worker.py (process 2)", where several are called so. */
static void say_named(const struct shares *all, size_t index, struct buf *out)
{
    const struct share *share = &all->items[index];
    size_t before = 0, same = count_same(all, index, &before);
    if (share->name.size)
        buf_str(out, share->name);
    else
        buf_text(out, one[share->kind]);
    if (share->members > 1)
        buf_format(out, " (%" PRIu64 " %s)", share->members, several[share->kind]);
    else if (same > 1)
        buf_format(out, " (%s %zu)", one[share->kind], before + 1);
}

static void say_share(const struct shares *all, size_t index, struct buf *out)
{
    const struct share *share = &all->items[index];
    bool has_threads = all->count > 1 && all->items[1].kind == RUN_THREADS;
    if (share->is_rest)
        buf_format(out, "%" PRIu64 " more %s", share->members, several[share->kind]);
    else if (share->kind == RUN_MAIN)
        buf_text(out, has_threads ? "main thread" : "main process");
    else
        say_named(all, index, out);
}

struct input_groups shares_make(const struct recorded *recorded, size_t count, struct arena *arena)
{
    struct shares all = {.items = memory_new(count, sizeof *all.items),
                         .of = arena_new(arena, count, sizeof *all.of),
                         .file_count = count};
    find_shares(recorded, &all);
    for (int numbers = 0; all.count > INPUTS_MOST && numbers < MOST_NUMBERS; numbers++) {
        for (size_t i = 0; i < all.count; i++)
            all.items[i].stem = without_number(all.items[i].stem);
        join_alike(&all);
    }
    if (all.count > INPUTS_MOST)
        join_rest(&all);
    put_in_order(&all);
    struct input_groups groups = {arena_new(arena, all.count, sizeof *groups.items), all.of,
                                  all.count, 0};
    for (size_t i = 0; i < all.count; i++) {
        struct buf name = {0};
        say_share(&all, i, &name);
        groups.items[i] =
            (struct input_group){arena_copy(arena, buf_slice(&name)), all.items[i].kind,
                                 all.items[i].members, (double)all.items[i].computing * 1e-6};
        buf_free(&name);
    }
    free(all.items);
    return groups;
}
