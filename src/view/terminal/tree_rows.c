#include "view/terminal/tree_rows.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/tree/told.h"
#include "base/doubles.h"
#include "base/memory.h"

/* A row must tell at least this share of the tree's time to name a function within a run. */
static const double LEAST_SPOT = 0.02;
enum { MOST_SPOTS = 3 };

/* So much of its time a run at the top passes on to one function where it only starts it. */
static const double MOST_OF_START = 0.9;

/* What is being made. */
struct maker {
    const struct profile *profile;
    const struct tree *tree;
    const double *costs; /* of each block, as they are told */
    const struct origins *origins;
    const struct tree_rows_options *options;
    struct tree_row *rows;
    uint32_t *row_of; /* of each block: its row */
    uint32_t count;
};

static bool is_open(const struct maker *maker, uint32_t function)
{
    return !maker->options->fold || maker->origins->is_own[function];
}

static uint32_t add_row(struct maker *maker, struct tree_row row)
{
    row.depth = row.parent == TREE_ROW_TOP ? 0 : maker->rows[row.parent].depth + 1;
    maker->rows[maker->count] = row;
    return maker->count++;
}

/* How well a frame tells what a run is: installed packages best, C functions least. */
static int rank(const struct maker *maker, uint32_t function)
{
    enum origin origin = maker->origins->of[function];
    return origin == ORIGIN_SITE ? 2 : origin == ORIGIN_STDLIB ? 1 : 0;
}

/* A frame of a library joins the run that its caller is in. What a run costs by itself is all that
   the own functions below it do not take, nor gaps. */
static void place(struct maker *maker, uint32_t index)
{
    const struct block *block = &maker->tree->blocks[index];
    uint32_t parent = block->parent ? maker->row_of[block->parent] : TREE_ROW_TOP;
    bool open = is_open(maker, block->function);
    bool is_in_run = parent != TREE_ROW_TOP && maker->rows[parent].kind == TREE_ROW_RUN;
    if (is_in_run)
        maker->rows[parent].own -= open ? maker->costs[index] : block->gap;
    if (!open && is_in_run) {
        maker->rows[parent].frames++;
        if (rank(maker, block->function) > rank(maker, maker->rows[parent].namesake))
            maker->rows[parent].namesake = block->function;
        maker->row_of[index] = parent;
        return;
    }
    maker->row_of[index] = add_row(
        maker, (struct tree_row){.kind = open ? TREE_ROW_FUNCTION : TREE_ROW_RUN,
                                 .parent = parent,
                                 .function = block->function,
                                 .caller = maker->tree->blocks[block->parent].function,
                                 .namesake = block->function,
                                 .frames = 1,
                                 .total = maker->costs[index],
                                 .own = open ? block->own : maker->costs[index] - block->gap});
}

/* Costs that are told need not add up to the last bit. */
static void settle_runs(const struct maker *maker)
{
    for (uint32_t i = 0; i < maker->count; i++)
        maker->rows[i].own = fmax(maker->rows[i].own, 0);
}

/* Whether the row is a run at the top that only leads to one own function: what starts programs. */
static bool is_start(const struct maker *maker, uint32_t index, const double *largest)
{
    const struct tree_row *row = &maker->rows[index];
    return row->kind == TREE_ROW_RUN && row->parent == TREE_ROW_TOP &&
           largest[index] >= MOST_OF_START * row->total;
}

/* Takes such runs away: what hangs below them moves to the top. */
static void drop_starts(struct maker *maker)
{
    double *largest = memory_new(maker->count, sizeof *largest);
    uint32_t *moved = memory_new(maker->count, sizeof *moved);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < maker->count; i++) {
        uint32_t parent = maker->rows[i].parent;
        if (parent != TREE_ROW_TOP && maker->rows[i].total > largest[parent])
            largest[parent] = maker->rows[i].total;
    }
    for (uint32_t i = 0; i < maker->count; i++)
        moved[i] = is_start(maker, i, largest) ? TREE_ROW_TOP : kept++;
    for (uint32_t i = 0; i < maker->tree->count; i++)
        maker->row_of[i] = moved[maker->row_of[i]];
    for (uint32_t i = 0; i < maker->count; i++) {
        struct tree_row row = maker->rows[i];
        if (moved[i] == TREE_ROW_TOP)
            continue;
        row.parent = row.parent == TREE_ROW_TOP ? TREE_ROW_TOP : moved[row.parent];
        row.depth = row.parent == TREE_ROW_TOP ? 0 : maker->rows[row.parent].depth + 1;
        maker->rows[moved[i]] = row;
    }
    maker->count = kept;
    free(moved);
    free(largest);
}

/* Exclusive time of a function within a run. */
struct share {
    uint32_t row, function;
    double own;
};

static int by_row_and_function(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->function > b->function) - (a->function < b->function);
}

static int by_row_and_time(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->own != b->own)
        return a->own > b->own ? -1 : 1;
    return (a->function > b->function) - (a->function < b->function);
}

/* What each function costs in each run, those of a run by time; the caller frees them. */
static struct share *shares_of_runs(const struct maker *maker, size_t *count)
{
    const struct tree *tree = maker->tree;
    struct share *shares = memory_new(tree->count, sizeof *shares);
    size_t all = 0, joined = 0;
    for (uint32_t i = 1; i < tree->count; i++)
        if (maker->row_of[i] != TREE_ROW_TOP && maker->rows[maker->row_of[i]].kind == TREE_ROW_RUN)
            shares[all++] =
                (struct share){maker->row_of[i], tree->blocks[i].function, tree->blocks[i].own};
    qsort(shares, all, sizeof *shares, by_row_and_function);
    for (size_t i = 0; i < all; i++) {
        bool same = joined && by_row_and_function(&shares[joined - 1], &shares[i]) == 0;
        if (same)
            shares[joined - 1].own += shares[i].own;
        else
            shares[joined++] = shares[i];
    }
    qsort(shares, joined, sizeof *shares, by_row_and_time);
    *count = joined;
    return shares;
}

/* The rows in order, with the spots of each run right below it. Indices of parents follow. */
static void insert_spots(struct maker *maker, const struct share *shares, size_t count)
{
    double least = LEAST_SPOT * maker->tree->blocks[0].weight;
    struct tree_row *rows = memory_new((size_t)maker->count * (1 + MOST_SPOTS), sizeof *rows);
    uint32_t *moved = memory_new(maker->count, sizeof *moved);
    uint32_t made = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < maker->count; i++) {
        struct tree_row row = maker->rows[i];
        row.parent = row.parent == TREE_ROW_TOP ? TREE_ROW_TOP : moved[row.parent];
        moved[i] = made;
        for (; at < count && shares[at].row < i; at++)
            ;
        rows[made++] = row;
        for (size_t spot = at; spot < count && spot < at + MOST_SPOTS && row.frames > 1 &&
                               shares[spot].row == i && shares[spot].own >= least;
             spot++)
            rows[made++] = (struct tree_row){.kind = TREE_ROW_SPOT,
                                             .parent = moved[i],
                                             .depth = row.depth + 1,
                                             .function = shares[spot].function,
                                             .total = shares[spot].own,
                                             .own = shares[spot].own};
    }
    free(moved);
    free(maker->rows);
    maker->rows = rows;
    maker->count = made;
}

/* The time from which on there are at most `most` rows. */
static double least_of(const struct maker *maker)
{
    const struct tree_rows_options *options = maker->options;
    if (!options->most || maker->count <= options->most)
        return options->least;
    double *times = memory_new(maker->count, sizeof *times);
    for (uint32_t i = 0; i < maker->count; i++)
        times[i] = maker->rows[i].total;
    doubles_sort_descending(times, maker->count);
    double least = times[options->most - 1];
    free(times);
    return least > options->least ? least : options->least;
}

/* Keeps the rows that are large enough: no row is larger than the one it hangs below. */
static struct tree_rows keep_largest(struct maker *maker)
{
    double least = least_of(maker);
    struct tree_rows rows = {maker->rows, 0, 0};
    uint32_t most = maker->options->most ? maker->options->most : UINT32_MAX;
    uint32_t *moved = memory_new(maker->count, sizeof *moved);
    for (uint32_t i = 0; i < maker->count; i++) {
        struct tree_row row = maker->rows[i];
        bool hangs = row.parent == TREE_ROW_TOP || moved[row.parent] != TREE_ROW_TOP;
        moved[i] = TREE_ROW_TOP;
        if (!hangs || row.total < least || row.total <= 0 || rows.count >= most) {
            rows.left_out++;
            continue;
        }
        row.parent = row.parent == TREE_ROW_TOP ? TREE_ROW_TOP : moved[row.parent];
        moved[i] = rows.count;
        rows.items[rows.count++] = row;
    }
    free(moved);
    return rows;
}

/* A row's pair of functions, to be looked up among the calls. The first row of a pair holds what
   all blocks of it come to. */
struct pair {
    uint32_t caller, callee, row;
    uint32_t blocks;
    double time;
};

static int by_pair(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->caller != b->caller)
        return a->caller < b->caller ? -1 : 1;
    return (a->callee > b->callee) - (a->callee < b->callee);
}

struct pairs {
    struct pair *items;
    uint32_t count;
};

/* The first row of a pair, or NULL. */
static struct pair *find_pair(const struct pairs *pairs, uint32_t caller, uint32_t callee)
{
    struct pair wanted = {.caller = caller, .callee = callee};
    uint32_t from = 0, to = pairs->count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (by_pair(&pairs->items[middle], &wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool is_there = from < pairs->count && by_pair(&pairs->items[from], &wanted) == 0;
    return is_there ? &pairs->items[from] : NULL;
}

/* That share of the calls, rounded; never more than all. */
static int64_t part_of(int64_t calls, double share)
{
    double part = (double)calls * share + 0.5;
    return part < (double)calls ? (int64_t)part : calls;
}

/* A call's count goes to the row of its block; where it, or its caller, has several blocks, each
   has a part by time, which is a guess, but for a single call. `each` are those of each call of the
   caller, if these agree, or 0; `blocks` is how often that stands in the tree. */
static void give_calls(struct tree_rows *rows, const struct pairs *pairs, const struct call *call,
                       int64_t each, uint32_t blocks)
{
    const struct pair *first = find_pair(pairs, call->caller, call->callee);
    const struct pair *end = pairs->items + pairs->count;
    for (const struct pair *at = first; at && at < end && by_pair(at, first) == 0; at++) {
        struct tree_row *row = &rows->items[at->row];
        row->is_part = first->blocks > 1 || (blocks > 1 && call->calls > 1);
        row->each = each;
        row->calls = row->is_part ? part_of(call->calls, profile_share(row->total, first->time))
                                  : call->calls;
    }
}

/* Who is called as often in each call of its caller is so here, too, if the caller stands above. */
static void agree_with_callers(struct tree_rows *rows)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        struct tree_row *row = &rows->items[i];
        if (!row->is_part || !row->each || row->parent == TREE_ROW_TOP)
            continue;
        const struct tree_row *above = &rows->items[row->parent];
        bool is_caller = above->kind == TREE_ROW_FUNCTION && above->function == row->caller;
        if (is_caller && above->calls > 0 && above->calls <= INT64_MAX / row->each)
            row->calls = above->calls * row->each;
    }
}

static void add_blocks(const struct tree *tree, const struct pairs *pairs)
{
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        struct pair *pair = find_pair(pairs, tree->blocks[block->parent].function, block->function);
        if (!pair)
            continue;
        pair->blocks++;
        pair->time += block->weight;
    }
}

static void count_calls(const struct profile *profile, const struct tree *whole,
                        struct tree_rows *rows)
{
    struct pairs pairs = {memory_new(rows->count + 1, sizeof *pairs.items), 0};
    uint32_t *blocks = memory_new(profile->function_count, sizeof *blocks);
    for (uint32_t i = 0; i < rows->count && !profile->sampled; i++) {
        struct tree_row *row = &rows->items[i];
        if (row->kind == TREE_ROW_SPOT || row->kind == TREE_ROW_GAP)
            continue;
        if (row->caller == TREE_ROOT)
            row->calls = profile->functions[row->function].calls;
        else
            pairs.items[pairs.count++] =
                (struct pair){.caller = row->caller, .callee = row->function, .row = i};
    }
    qsort(pairs.items, pairs.count, sizeof *pairs.items, by_pair);
    add_blocks(whole, &pairs);
    for (uint32_t i = 1; i < whole->count; i++)
        blocks[whole->blocks[i].function]++;
    for (uint32_t i = 0; i < profile->call_count && pairs.count; i++) {
        const struct call *call = &profile->calls[i];
        give_calls(rows, &pairs, call, profile_calls_each(profile, call), blocks[call->caller]);
    }
    agree_with_callers(rows);
    free(blocks);
    free(pairs.items);
}

struct tree_rows tree_rows_make(const struct profile *profile, const struct tree *tree,
                                const struct tree *whole, const struct origins *origins,
                                const struct tree_rows_options *options)
{
    double *costs = told_costs(profile, tree, whole);
    struct maker maker = {profile, tree, costs, origins, options, NULL, NULL, 0};
    maker.rows = memory_new(tree->count, sizeof *maker.rows);
    maker.row_of = memory_new(tree->count, sizeof *maker.row_of);
    for (uint32_t i = 1; i < tree->count; i++)
        place(&maker, i);
    free(costs);
    settle_runs(&maker);
    drop_starts(&maker);
    size_t count;
    struct share *shares = shares_of_runs(&maker, &count);
    insert_spots(&maker, shares, count);
    free(shares);
    free(maker.row_of);
    struct tree_rows rows = keep_largest(&maker);
    count_calls(profile, whole, &rows);
    return rows;
}

void tree_rows_free(struct tree_rows *rows)
{
    free(rows->items);
    *rows = (struct tree_rows){0};
}
