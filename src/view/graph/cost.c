#include "view/graph/cost.h"

#include <stdlib.h>

#include "base/memory.h"

/* Depth-first search over the edges in rows by node, to find the order that dot's own cycle
   breaking comes near to: an edge to a node that is still open closes a cycle and is left out. */
struct ranking {
    const struct callgraph *graph;
    uint32_t *start; /* row of each node in `next` */
    uint32_t *edges; /* indices of edges, by their tail */
    uint32_t *at;    /* how far each node's row has been walked */
    uint32_t *stack;
    uint32_t *finished; /* nodes, children before parents */
    uint32_t finished_count;
    uint8_t *state; /* 0 new, 1 open, 2 finished */
    bool *back;     /* edges that close a cycle */
    uint32_t *rank;
};

static void make_rows(struct ranking *r)
{
    const struct callgraph *graph = r->graph;
    for (uint32_t i = 0; i < graph->edge_count; i++)
        r->start[graph->edges[i].from + 1]++;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        r->start[i + 1] += r->start[i];
        r->at[i] = r->start[i];
    }
    for (uint32_t i = 0; i < graph->edge_count; i++)
        r->edges[r->at[graph->edges[i].from]++] = i;
    for (uint32_t i = 0; i < graph->node_count; i++)
        r->at[i] = r->start[i];
}

static void walk_from(struct ranking *r, uint32_t root)
{
    uint32_t depth = 0;
    r->stack[depth++] = root;
    r->state[root] = 1;
    while (depth) {
        uint32_t node = r->stack[depth - 1];
        if (r->at[node] == r->start[node + 1]) {
            r->state[node] = 2;
            r->finished[r->finished_count++] = node;
            depth--;
            continue;
        }
        uint32_t edge = r->edges[r->at[node]++];
        uint32_t to = r->graph->edges[edge].to;
        r->back[edge] = r->state[to] == 1;
        if (r->state[to] == 0) {
            r->state[to] = 1;
            r->stack[depth++] = to;
        }
    }
}

/* Longest path from a source, over all edges but the back ones. */
static void rank_nodes(struct ranking *r)
{
    for (uint32_t i = r->finished_count; i > 0; i--) {
        uint32_t node = r->finished[i - 1];
        for (uint32_t e = r->start[node]; e < r->start[node + 1]; e++) {
            uint32_t to = r->graph->edges[r->edges[e]].to;
            if (!r->back[r->edges[e]] && r->rank[to] < r->rank[node] + 1)
                r->rank[to] = r->rank[node] + 1;
        }
    }
}

static double virtual_nodes(const struct ranking *r)
{
    double sum = 0;
    for (uint32_t i = 0; i < r->graph->edge_count; i++) {
        double span = (double)r->rank[r->graph->edges[i].to] - r->rank[r->graph->edges[i].from];
        span = span < 0 ? -span : span;
        sum += span > 1 ? span - 1 : 0;
    }
    return sum;
}

static struct ranking rank_graph(const struct callgraph *graph)
{
    size_t nodes = graph->node_count;
    struct ranking r = {.graph = graph,
                        .start = memory_new(nodes + 1, sizeof(uint32_t)),
                        .edges = memory_new(graph->edge_count, sizeof(uint32_t)),
                        .at = memory_new(nodes, sizeof(uint32_t)),
                        .stack = memory_new(nodes, sizeof(uint32_t)),
                        .finished = memory_new(nodes, sizeof(uint32_t)),
                        .state = memory_new(nodes, sizeof(uint8_t)),
                        .back = memory_new(graph->edge_count, sizeof(bool)),
                        .rank = memory_new(nodes, sizeof(uint32_t))};
    make_rows(&r);
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (r.state[i] == 0)
            walk_from(&r, i);
    rank_nodes(&r);
    return r;
}

/* Frees all but the ranks. */
static void free_ranking(struct ranking *r)
{
    void *owned[] = {r->start, r->edges, r->at, r->stack, r->finished, r->state, r->back};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
}

void cost_of_layout(const struct callgraph *graph, double *labelled, double *bare)
{
    struct ranking r = rank_graph(graph);
    double spans = virtual_nodes(&r);
    *labelled = graph->node_count + 3.0 * graph->edge_count + 4 * spans;
    *bare = (double)graph->node_count + graph->edge_count + 2 * spans;
    free_ranking(&r);
    free(r.rank);
}

uint32_t *cost_ranks(const struct callgraph *graph)
{
    struct ranking r = rank_graph(graph);
    free_ranking(&r);
    return r.rank;
}
