#include "view/graph/page.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "view/graph/cost.h"
#include "view/measure.h"

/* Points: as dot_write has it. */
#define TEXT_SIZE 9
#define ROW_SIZE 8
#define MARGINS (2 * 0.06 * 72)
#define BETWEEN 7.2

/* The picture is wider than its widest rank, for boxes of other ranks and arrows pull at it, and
   narrower than its subtrees side by side, for they move below each other. The least of what these
   make of both is nearly always more than its width (tests/graph/page tries many graphs); trees
   that nothing holds beside each other drift apart further. */
#define RANKED_SLACK 1.7
#define PACKED_SLACK 1.15
#define MEAN_SLACK 1.3
#define SHELF_SLACK 1.5

/* Packing takes square time: of more boxes the widest rank alone is taken. */
enum { MOST_PACKED = 500 };

static double width_of(struct str text, bool bold, double size)
{
    return measure_text(text, bold ? MEASURE_WIDE_BOLD : MEASURE_WIDE, size);
}

/* The two columns of a box: what stands at the left and at the right. */
struct columns {
    double left, right, both; /* `both`: the widest text over the two */
};

static void add_pair(struct columns *columns, double left, double right)
{
    columns->left = fmax(columns->left, left);
    columns->right = fmax(columns->right, right);
}

double page_box_width(const struct callgraph_node *node)
{
    struct columns c = {0};
    double blanks = width_of(STR("  "), false, TEXT_SIZE) * node->scale;
    for (int i = 0; i < node->line_count; i++) {
        double name = width_of(node->lines[i], true, node->name_size) + 2;
        if (i || !node->calls.size)
            c.both = fmax(c.both, name);
        else
            add_pair(&c, name, width_of(node->calls, false, TEXT_SIZE * node->scale) + blanks);
    }
    for (int i = 0; i < node->row_count; i++) {
        const struct callgraph_row *row = &node->rows[i];
        double left = width_of(row->left, true, TEXT_SIZE * node->scale);
        if (row->right.size)
            add_pair(&c, left, width_of(row->right, true, TEXT_SIZE * node->scale) + blanks);
        else
            c.both = fmax(c.both, left);
    }
    for (uint32_t i = 0; i < node->entry_count; i++) {
        double blank = width_of(STR("  "), false, ROW_SIZE);
        add_pair(&c, width_of(node->entries[i].name, false, ROW_SIZE) + blank,
                 width_of(node->entries[i].share, false, ROW_SIZE) + blank);
    }
    return fmax(c.left + c.right, c.both) + MARGINS;
}

/* A tree of boxes, each below the box from which the largest arrow comes, and how far each subtree
   reaches to both sides of its root, rank by rank. */
struct forest {
    const struct callgraph *graph;
    double *width;      /* of each box, with the room around it */
    double *tree_width; /* of each root */
    uint32_t *deepest;  /* of each box: the deepest one below it */
    uint32_t *parent;   /* of each box; NONE: a root */
    uint32_t *order;    /* parents before children */
    struct outline_of {
        double *left, *right;
        uint32_t depth;
    } * sides; /* of each box */
};

#define NONE UINT32_MAX

static void find_parents(struct forest *f)
{
    const struct callgraph *graph = f->graph;
    uint32_t count = graph->node_count, listed = 0;
    for (uint32_t i = 0; i < count; i++)
        f->parent[i] = NONE;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct callgraph_edge *edge = &graph->edges[i];
        if (f->parent[edge->to] == NONE && !edge->is_back && edge->from != edge->to)
            f->parent[edge->to] = edge->from;
    }
    uint32_t *rank = cost_ranks(graph);
    for (uint32_t r = 0; r <= count && listed < count; r++)
        for (uint32_t i = 0; i < count; i++)
            if (rank[i] == r)
                f->order[listed++] = i;
    free(rank);
}

/* Puts a subtree to the right of what stands there already, as near as its widths allow. */
static void put_beside(struct outline_of *all, uint32_t room, const struct outline_of *tree)
{
    double shift = 0;
    for (uint32_t d = 0; d < tree->depth && d < all->depth; d++)
        shift = fmax(shift, all->right[d] - tree->left[d]);
    if (!all->depth)
        shift = -tree->left[0];
    for (uint32_t d = 0; d < tree->depth && d < room; d++) {
        if (d >= all->depth)
            all->left[d] = tree->left[d] + shift;
        all->right[d] = tree->right[d] + shift;
    }
    all->depth = all->depth > tree->depth ? all->depth : tree->depth;
}

/* Sets a box in the middle above the subtrees that stand below it. */
static void put_above(struct outline_of *tree, double width)
{
    double middle = tree->depth ? (tree->left[0] + tree->right[0]) / 2 : 0;
    for (uint32_t d = tree->depth; d > 0; d--) {
        tree->left[d] = tree->left[d - 1] - middle;
        tree->right[d] = tree->right[d - 1] - middle;
    }
    tree->left[0] = -width / 2;
    tree->right[0] = width / 2;
    tree->depth++;
}

static double widest(const struct outline_of *all)
{
    double left = 0, right = 0;
    for (uint32_t d = 0; d < all->depth; d++) {
        left = fmin(left, all->left[d]);
        right = fmax(right, all->right[d]);
    }
    return right - left;
}

static struct outline_of new_sides(uint32_t room)
{
    return (struct outline_of){memory_new(room, sizeof(double)), memory_new(room, sizeof(double)),
                               0};
}

/* Finds how wide each tree is where subtrees move as near as they can, and its deepest box. */
static void pack(struct forest *f)
{
    uint32_t count = f->graph->node_count, room = count + 1;
    for (uint32_t i = 0; i < count; i++) {
        f->sides[i] = new_sides(room);
        f->deepest[i] = i;
    }
    for (uint32_t i = count; i-- > 0;) {
        uint32_t node = f->order[i], parent = f->parent[node];
        struct outline_of *tree = &f->sides[node];
        uint32_t below = tree->depth;
        put_above(tree, f->width[node]);
        if (parent == NONE) {
            f->tree_width[node] = widest(tree);
        } else {
            if (below + 1 > f->sides[parent].depth)
                f->deepest[parent] = f->deepest[node];
            put_beside(&f->sides[parent], room, tree);
        }
        free(tree->left);
        free(tree->right);
    }
}

/* A stretch of roots that stand side by side, and how deep their trees are at most. */
struct shelf {
    uint32_t first, end; /* of the list of roots */
    uint32_t depth;
};

/* Lists the roots. */
static uint32_t list_roots(const struct forest *f, uint32_t *roots)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->graph->node_count; i++)
        if (f->parent[i] == NONE)
            roots[count++] = i;
    return count;
}

/* Fills a shelf with trees from `first` on until it would be wider than `most`; adds its width to
 *width. */
static struct shelf fill_shelf(const struct forest *f, const uint32_t *roots, uint32_t count,
                               uint32_t first, double most, double *width)
{
    struct shelf shelf = {first, first, 0};
    for (; shelf.end < count; shelf.end++) {
        uint32_t root = roots[shelf.end];
        if (shelf.end > first && *width + f->tree_width[root] > most)
            break;
        *width += f->tree_width[root];
        shelf.depth = f->sides[root].depth > shelf.depth ? f->sides[root].depth : shelf.depth;
    }
    return shelf;
}

/* Holds each tree of a shelf below the deepest box of the one above whose middle is nearest to its
   own. */
static void put_below(const struct forest *f, const uint32_t *roots, const struct shelf *above,
                      const struct shelf *shelf, struct callgraph_node *nodes)
{
    uint32_t at = above->first;
    double left = 0, above_left = 0;
    for (uint32_t i = shelf->first; i < shelf->end; i++) {
        double middle = left + f->tree_width[roots[i]] / 2;
        left += f->tree_width[roots[i]];
        while (at + 1 < above->end && above_left + f->tree_width[roots[at]] < middle)
            above_left += f->tree_width[roots[at++]];
        uint32_t root = roots[at];
        nodes[roots[i]].above = f->deepest[root] + 1;
        nodes[roots[i]].ranks_below = above->depth - f->sides[root].depth + 1;
    }
}

/* Puts trees side by side, and where they would be wider than `most`, on a further shelf below.
   Returns how wide the widest shelf becomes, at most. With `nodes` (or NULL) tells these. */
static double shelve(const struct forest *f, double most, struct callgraph_node *nodes)
{
    uint32_t *roots = memory_new(f->graph->node_count, sizeof *roots);
    uint32_t count = list_roots(f, roots);
    struct shelf above = {0};
    double widest_shelf = 0;
    for (uint32_t first = 0; first < count;) {
        double width = 0;
        struct shelf shelf = fill_shelf(f, roots, count, first, most, &width);
        if (first && nodes)
            put_below(f, roots, &above, &shelf, nodes);
        bool is_one_of_many = (first || shelf.end < count) && shelf.end > first + 1;
        widest_shelf = fmax(widest_shelf, (is_one_of_many ? SHELF_SLACK : PACKED_SLACK) * width);
        above = shelf;
        first = shelf.end;
    }
    free(roots);
    return widest_shelf;
}

/* The room that each box takes from side to side: its own, and that of the labels of arrows into
   it, which lie beside them. */
static double *box_rooms(const struct callgraph *graph)
{
    double *room = memory_new(graph->node_count, sizeof *room);
    for (uint32_t i = 0; i < graph->node_count; i++)
        room[i] = page_box_width(&graph->nodes[i]) + BETWEEN;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct callgraph_edge *edge = &graph->edges[i];
        if (edge->label[0].size)
            room[edge->to] += width_of(edge->label[0], false, TEXT_SIZE) + BETWEEN;
    }
    return room;
}

/* The width of the widest rank. */
static double ranked_width(const struct callgraph *graph, const double *room)
{
    uint32_t *rank = cost_ranks(graph);
    double *width = memory_new((size_t)graph->node_count + 1, sizeof *width);
    double most = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        width[rank[i]] += room[i];
        most = fmax(most, width[rank[i]]);
    }
    free(width);
    free(rank);
    return most;
}

static struct forest plant(const struct callgraph *graph)
{
    uint32_t count = graph->node_count;
    struct forest f = {.graph = graph,
                       .width = box_rooms(graph),
                       .tree_width = memory_new(count, sizeof *f.tree_width),
                       .deepest = memory_new(count, sizeof *f.deepest),
                       .parent = memory_new(count, sizeof *f.parent),
                       .order = memory_new(count, sizeof *f.order),
                       .sides = memory_new(count, sizeof *f.sides)};
    find_parents(&f);
    pack(&f);
    return f;
}

static void fell(struct forest *f)
{
    void *owned[] = {f->width, f->tree_width, f->deepest, f->parent, f->order, f->sides};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
}

/* What trees on one shelf may take. */
#define SHELF (PAGE_WIDTH / SHELF_SLACK)

double page_predict(const struct callgraph *graph)
{
    if (graph->node_count > MOST_PACKED) {
        double *room = box_rooms(graph);
        double ranked = ranked_width(graph, room);
        free(room);
        return RANKED_SLACK * ranked;
    }
    struct forest f = plant(graph);
    double all = shelve(&f, INFINITY, NULL), packed = shelve(&f, SHELF, NULL);
    double ranked = ranked_width(graph, f.width);
    fell(&f);
    if (packed < all)
        return packed;
    return fmin(RANKED_SLACK * ranked,
                fmin(packed, MEAN_SLACK * sqrt(ranked * packed / PACKED_SLACK)));
}

void page_shelve(struct callgraph *graph)
{
    if (graph->node_count > MOST_PACKED)
        return;
    struct forest f = plant(graph);
    shelve(&f, SHELF, graph->nodes);
    fell(&f);
}
