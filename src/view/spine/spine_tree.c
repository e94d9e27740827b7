#include "view/spine/spine_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A call that leads elsewhere has a row from this share on. */
static const double LEAST_CALL = 0.01;

struct grower {
    const struct profile *profile;
    const struct selection *selection;
    const struct outline *outline;
    double total; /* what shares are of */
    struct spine_tree *tree;
    uint32_t *first;    /* out[first[p]] to out[first[p + 1] - 1] are the links from place p, */
    uint32_t *out;      /* largest first */
    uint32_t *parent;   /* of each place: its caller in the tree; SPINE_NONE: nothing leads there */
    uint32_t *block_of; /* of each place: where it belongs */
    uint32_t *roots;    /* places without a parent that are not on the path */
    uint32_t root_count;
};

static double own_of(const struct grower *g, uint32_t place)
{
    return g->profile->functions[g->selection->functions[place]].own;
}

static void make_rows(struct grower *g)
{
    const struct outline *outline = g->outline;
    uint32_t nodes = g->selection->function_count;
    g->first = memory_new((size_t)nodes + 2, sizeof *g->first);
    g->out = memory_new(outline->link_count, sizeof *g->out);
    for (uint32_t i = 0; i < outline->link_count; i++)
        g->first[outline->links[i].from + 2]++;
    for (uint32_t i = 2; i < nodes + 2; i++)
        g->first[i] += g->first[i - 1];
    for (uint32_t i = 0; i < outline->link_count; i++)
        g->out[g->first[outline->links[i].from + 1]++] = i;
}

static bool is_on_path(const struct grower *g, uint32_t place)
{
    uint32_t block = g->block_of[place];
    return block != SPINE_NONE && g->tree->blocks[block].place == place;
}

static void start_blocks(struct grower *g)
{
    const struct outline *outline = g->outline;
    uint32_t nodes = g->selection->function_count;
    g->tree->blocks = memory_new((size_t)outline->hot_count + 1, sizeof *g->tree->blocks);
    g->tree->count = outline->hot_count + 1;
    g->block_of = memory_new(nodes, sizeof *g->block_of);
    for (uint32_t i = 0; i < nodes; i++)
        g->block_of[i] = SPINE_NONE;
    for (uint32_t i = 0; i < outline->hot_count; i++) {
        g->tree->blocks[i] = (struct spine_block){.place = outline->hot[i], .from_above = -1};
        g->block_of[outline->hot[i]] = i;
    }
    g->tree->blocks[outline->hot_count] = (struct spine_block){.place = SPINE_NONE};
}

static void find_parents(struct grower *g)
{
    uint32_t nodes = g->selection->function_count;
    g->parent = memory_new(nodes, sizeof *g->parent);
    g->roots = memory_new(nodes, sizeof *g->roots);
    for (uint32_t i = 0; i < nodes; i++)
        g->parent[i] = SPINE_NONE;
    for (uint32_t i = 0; i < g->outline->link_count; i++)
        if (g->outline->links[i].on_tree)
            g->parent[g->outline->links[i].to] = g->outline->links[i].from;
    for (uint32_t i = 0; i < nodes; i++)
        if (g->parent[i] == SPINE_NONE && !is_on_path(g, i))
            g->roots[g->root_count++] = i;
}

/* Follows the callers of each place up to one whose block is known. */
static void find_blocks(struct grower *g)
{
    for (uint32_t i = 0; i < g->selection->function_count; i++) {
        uint32_t top = i;
        while (g->block_of[top] == SPINE_NONE && g->parent[top] != SPINE_NONE)
            top = g->parent[top];
        uint32_t block = g->block_of[top] == SPINE_NONE ? g->tree->count - 1 : g->block_of[top];
        for (uint32_t at = i; g->block_of[at] == SPINE_NONE; at = g->parent[at]) {
            g->block_of[at] = block;
            if (g->parent[at] == SPINE_NONE)
                break;
        }
    }
}

/* What may become rows: the callees of the functions that have one, largest first. */
struct frontier {
    struct {
        uint32_t place, next; /* of g->out; of the block without a place, of g->roots */
        uint32_t row;         /* the caller's in the block; SPINE_NONE: the block's function */
    } open[SPINE_ROWS + 1];
    uint32_t count;
};

/* Tells what row a link makes; false if none. */
static bool row_of(const struct grower *g, const struct outline_link *link, struct spine_row *row)
{
    uint32_t from = g->block_of[link->from], to = g->block_of[link->to];
    bool is_arrow = is_on_path(g, link->from) && is_on_path(g, link->to) && to == from + 1;
    if (link->from == link->to || is_arrow)
        return false;
    bool has_place = link->on_tree && !is_on_path(g, link->to);
    *row = (struct spine_row){.place = link->to,
                              .kind = has_place       ? SPINE_FUNCTION
                                      : link->is_back ? SPINE_BACK
                                                      : SPINE_ELSEWHERE,
                              .here = link->share};
    return has_place || link->share >= LEAST_CALL;
}

/* The next row that an open function offers; false if there is none. */
static bool peek(const struct grower *g, struct frontier *frontier, uint32_t at,
                 struct spine_row *row)
{
    uint32_t place = frontier->open[at].place;
    uint32_t *next = &frontier->open[at].next;
    if (place == SPINE_NONE) {
        if (*next == g->root_count)
            return false;
        const struct function *function =
            &g->profile->functions[g->selection->functions[g->roots[*next]]];
        *row = (struct spine_row){.place = g->roots[*next],
                                  .kind = SPINE_FUNCTION,
                                  .here = profile_share(profile_weight(function), g->total)};
        return true;
    }
    for (; *next < g->first[place + 1]; ++*next)
        if (row_of(g, &g->outline->links[g->out[*next]], row))
            return true;
    return false;
}

static void open_row(const struct grower *g, struct frontier *frontier, uint32_t place,
                     uint32_t row)
{
    frontier->open[frontier->count].place = place;
    frontier->open[frontier->count].next = place == SPINE_NONE ? 0 : g->first[place];
    frontier->open[frontier->count++].row = row;
}

/* Puts a row behind the other callees of its caller; rows below move, and so do their numbers. */
static uint32_t insert_row(struct spine_block *block, struct frontier *frontier, uint32_t above,
                           struct spine_row row)
{
    row.depth = above == SPINE_NONE ? 0 : block->rows[above].depth + 1;
    uint32_t at = above == SPINE_NONE ? 0 : above + 1;
    while (at < block->row_count && block->rows[at].depth >= row.depth)
        at++;
    memmove(&block->rows[at + 1], &block->rows[at], (block->row_count - at) * sizeof row);
    block->rows[at] = row;
    block->row_count++;
    for (uint32_t i = 0; i < frontier->count; i++)
        if (frontier->open[i].row != SPINE_NONE && frontier->open[i].row >= at)
            frontier->open[i].row++;
    return at;
}

static void grow_block(const struct grower *g, struct spine_block *block)
{
    struct frontier frontier = {.count = 0};
    open_row(g, &frontier, block->place, SPINE_NONE);
    while (block->row_count < SPINE_ROWS) {
        struct spine_row best = {.here = -1}, row;
        uint32_t from = 0;
        for (uint32_t i = 0; i < frontier.count; i++) {
            if (peek(g, &frontier, i, &row) && row.here > best.here) {
                best = row;
                from = i;
            }
        }
        if (best.here < 0)
            break;
        frontier.open[from].next++;
        uint32_t at = insert_row(block, &frontier, frontier.open[from].row, best);
        if (best.kind == SPINE_FUNCTION)
            open_row(g, &frontier, best.place, at);
    }
}

/* Adds up what has no row, and what stands below functions without being selected. */
static void add_rests(struct grower *g)
{
    bool *has_row = memory_new(g->selection->function_count, sizeof *has_row);
    for (uint32_t b = 0; b < g->tree->count; b++) {
        const struct spine_block *block = &g->tree->blocks[b];
        for (uint32_t i = 0; i < block->row_count; i++)
            if (block->rows[i].kind == SPINE_FUNCTION)
                has_row[block->rows[i].place] = true;
        if (block->place != SPINE_NONE)
            has_row[block->place] = true;
    }
    for (uint32_t i = 0; i < g->selection->function_count; i++) {
        struct spine_block *block = &g->tree->blocks[g->block_of[i]];
        block->rest_own += g->outline->pruned[i];
        block->rest_count += g->outline->pruned_from[i];
        if (has_row[i])
            continue;
        block->rest_own += own_of(g, i);
        block->rest_count++;
    }
    struct spine_block *last = &g->tree->blocks[g->tree->count - 1];
    last->rest_own += g->outline->unplaced;
    last->rest_count += g->outline->unplaced_from;
    free(has_row);
}

/* What comes from the block above: the direct call, if there is one. */
static void join_blocks(struct grower *g)
{
    for (uint32_t i = 0; i < g->outline->link_count; i++) {
        const struct outline_link *link = &g->outline->links[i];
        uint32_t to = g->block_of[link->to];
        if (!is_on_path(g, link->from) || !is_on_path(g, link->to) ||
            to != g->block_of[link->from] + 1)
            continue;
        g->tree->blocks[to].from_above = link->share;
        g->tree->blocks[to].residual = link->link.residual;
    }
}

struct spine_tree spine_tree_make(const struct profile *profile, const struct selection *selection,
                                  const struct outline *outline, double total)
{
    struct spine_tree tree = {0};
    struct grower g = {.profile = profile,
                       .selection = selection,
                       .outline = outline,
                       .total = total,
                       .tree = &tree};
    make_rows(&g);
    start_blocks(&g);
    find_parents(&g);
    find_blocks(&g);
    for (uint32_t i = 0; i < tree.count; i++)
        grow_block(&g, &tree.blocks[i]);
    join_blocks(&g);
    add_rests(&g);
    void *owned[] = {g.first, g.out, g.parent, g.block_of, g.roots};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    return tree;
}

void spine_tree_free(struct spine_tree *tree)
{
    free(tree->blocks);
    *tree = (struct spine_tree){0};
}
