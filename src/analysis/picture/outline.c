#include "analysis/picture/outline.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/graph/cycles.h"
#include "analysis/graph/order.h"
#include "analysis/picture/hidden_callers.h"
#include "analysis/picture/hot_links.h"
#include "base/memory.h"

/* The picture's spine goes on where a link carries this share of the total. */
#define SPINE_SHARE 0.05

/* So many links are looked at in all, to find those that say nothing new. */
enum { MOST_STEPS = 100000000 };

/* All that is needed while an outline is made. */
struct outliner {
    const struct profile *profile;
    const struct selection *selection;
    const struct select_options *options;
    struct outline *outline;
    uint32_t *place; /* of each function: in the selection, if it is there */
    bool *keep;      /* of each link */
    uint32_t *first; /* rows of links by caller: out[first[p]] to out[first[p + 1] - 1], */
    uint32_t *out;   /* largest first */
};

static int compare_links(const void *left, const void *right)
{
    const struct outline_link *a = left;
    const struct outline_link *b = right;
    int order = (a->share < b->share) - (a->share > b->share);
    if (!order)
        order = (a->link.calls < b->link.calls) - (a->link.calls > b->link.calls);
    if (!order)
        order = (a->from > b->from) - (a->from < b->from);
    return order ? order : (a->to > b->to) - (a->to < b->to);
}

/* Of the links that cross the border of what stands for imports only the largest are worth an
   arrow. */
static void thin_out_imports(struct outliner *o, uint32_t imports)
{
    enum { MOST_CALLERS = 4 };
    static const double least_second = 0.02, least_out = 0.01;
    struct outline *outline = o->outline;
    uint32_t kept = 0, callers = 0;
    for (uint32_t i = 0; i < outline->link_count; i++) {
        const struct link *link = &outline->links[i].link;
        double share = outline->links[i].share;
        callers += link->callee == imports;
        bool drop = (link->callee == imports && callers > 1 &&
                     (callers > MOST_CALLERS || share < least_second)) ||
                    (link->caller == imports && share < least_out);
        if (!drop)
            outline->links[kept++] = outline->links[i];
    }
    outline->link_count = kept;
}

/* Takes the links of the contraction over, largest first. */
static void take_links(struct outliner *o, struct contraction *contraction)
{
    struct outline *outline = o->outline;
    size_t room = (size_t)contraction->link_count + o->selection->function_count;
    outline->links = memory_new(room, sizeof *outline->links);
    for (uint32_t i = 0; i < contraction->link_count; i++) {
        struct link *link = &contraction->links[i];
        if (o->options->direct_only) {
            if (link->residual)
                continue;
            link->total -= link->through;
            link->through = 0;
        }
        double most = profile_weight(&o->profile->functions[link->callee]);
        if (link->total > most)
            link->total = most;
        double share = profile_share(link->total, o->options->total);
        outline->links[outline->link_count++] =
            (struct outline_link){.from = o->place[link->caller],
                                  .to = o->place[link->callee],
                                  .link = *link,
                                  .share = share};
    }
    if (outline->link_count)
        qsort(outline->links, outline->link_count, sizeof *outline->links, compare_links);
    if (o->options->abridged && o->options->abridged->imports != ABRIDGED_NONE)
        thin_out_imports(o, o->options->abridged->imports);
}

static void take_pruned(struct outliner *o, const struct contraction *contraction)
{
    struct outline *outline = o->outline;
    uint32_t count = o->selection->function_count;
    outline->pruned = memory_new(count, sizeof *outline->pruned);
    outline->pruned_from = memory_new(count, sizeof *outline->pruned_from);
    for (uint32_t i = 0; i < count; i++) {
        outline->pruned[i] = contraction->absorbed[o->selection->functions[i]];
        outline->pruned_from[i] = contraction->absorbed_from[o->selection->functions[i]];
    }
    outline->unplaced = contraction->unplaced;
    outline->unplaced_from = contraction->unplaced_from;
}

/* Makes the rows of links by caller. */
static void make_rows(struct outliner *o)
{
    const struct outline *outline = o->outline;
    uint32_t nodes = o->selection->function_count;
    memset(o->first, 0, ((size_t)nodes + 2) * sizeof *o->first);
    for (uint32_t i = 0; i < outline->link_count; i++)
        o->first[outline->links[i].from + 2]++;
    for (uint32_t i = 2; i < nodes + 2; i++)
        o->first[i] += o->first[i - 1];
    for (uint32_t i = 0; i < outline->link_count; i++)
        o->out[o->first[outline->links[i].from + 1]++] = i;
}

/* Numbers the cycles among the functions by the links that are there; returns how many components
   there are. */
static uint32_t find_components(const struct outliner *o, uint32_t *component)
{
    uint32_t *heads = memory_new(o->outline->link_count, sizeof *heads);
    for (uint32_t i = 0; i < o->outline->link_count; i++)
        heads[i] = o->outline->links[o->out[i]].to;
    struct successors graph = {o->selection->function_count, o->first, heads};
    uint32_t count = cycles_find(&graph, NULL, component);
    free(heads);
    return count;
}

/* Marks where the program begins: what nothing leads to and, of cycles that nothing else leads to,
   the function that comes first: the one with the largest time. */
static void mark_entries(struct outliner *o)
{
    struct outline *outline = o->outline;
    uint32_t nodes = o->selection->function_count;
    uint32_t *component = memory_new(nodes, sizeof *component);
    uint32_t components = find_components(o, component);
    bool *is_begun = memory_new(components, sizeof *is_begun); /* or led to from elsewhere */
    for (uint32_t i = 0; i < outline->link_count; i++) {
        const struct outline_link *link = &outline->links[i];
        is_begun[component[link->to]] |= component[link->from] != component[link->to];
    }
    outline->is_entry = memory_new(nodes, sizeof(bool));
    for (uint32_t i = 0; i < nodes; i++) {
        outline->is_entry[i] = !is_begun[component[i]];
        is_begun[component[i]] = true;
    }
    free(is_begun);
    free(component);
}

/* Links entries to shown functions that lead to them over hidden calls without time. */
static void link_hidden_callers(struct outliner *o, const bool *kept)
{
    struct shown_graph graph = {o->profile, o->selection, kept,      o->place,
                                o->first,   o->out,       o->outline};
    uint32_t added = o->options->direct_only ? 0 : hidden_callers_link(&graph);
    if (!added)
        return;
    o->outline->link_count += added;
    free(o->outline->is_entry);
    make_rows(o);
    mark_entries(o);
}

/* Marks the functions that lead to themselves over other shown ones. */
static void mark_cycles(struct outliner *o)
{
    struct outline *outline = o->outline;
    uint32_t nodes = o->selection->function_count;
    uint32_t *component = memory_new(nodes, sizeof *component);
    uint32_t *members = memory_new(nodes, sizeof *members);
    find_components(o, component);
    for (uint32_t i = 0; i < nodes; i++)
        members[component[i]]++;
    outline->in_cycle = memory_new(nodes, sizeof(bool));
    for (uint32_t i = 0; i < nodes; i++)
        outline->in_cycle[i] = members[component[i]] > 1;
    free(component);
    free(members);
}

/* A heap of links, the largest (that is, the one with the smallest index) on top. */
struct heap {
    uint32_t *links;
    uint32_t count;
};

static void push(struct heap *heap, uint32_t link)
{
    uint32_t at = heap->count++;
    for (; at > 0 && heap->links[(at - 1) / 2] > link; at = (at - 1) / 2)
        heap->links[at] = heap->links[(at - 1) / 2];
    heap->links[at] = link;
}

static uint32_t pop(struct heap *heap)
{
    uint32_t top = heap->links[0];
    uint32_t last = heap->links[--heap->count];
    uint32_t at = 0;
    for (uint32_t child; (child = at * 2 + 1) < heap->count; at = child) {
        if (child + 1 < heap->count && heap->links[child + 1] < heap->links[child])
            child++;
        if (heap->links[child] >= last)
            break;
        heap->links[at] = heap->links[child];
    }
    heap->links[at] = last;
    return top;
}

static void reach(struct outliner *o, struct heap *heap, bool *reached, uint32_t node)
{
    reached[node] = true;
    for (uint32_t i = o->first[node]; i < o->first[node + 1]; i++)
        if (!reached[o->outline->links[o->out[i]].to])
            push(heap, o->out[i]);
}

static void grow(struct outliner *o, struct heap *heap, bool *reached)
{
    while (heap->count) {
        uint32_t link = pop(heap);
        if (reached[o->outline->links[link].to])
            continue;
        o->keep[link] = o->outline->links[link].on_tree = true;
        reach(o, heap, reached, o->outline->links[link].to);
    }
}

/* Keeps a link into every function but the entries: grows from these, which reach all (each cycle
   that nothing else leads to has one), always along the largest link (R. Prim 1957, with
   directions). Returns how many links that took. */
static uint32_t keep_tree(struct outliner *o)
{
    uint32_t nodes = o->selection->function_count;
    bool *reached = memory_new(nodes, sizeof *reached);
    struct heap heap = {memory_new(o->outline->link_count, sizeof *heap.links), 0};
    for (uint32_t i = 0; i < nodes; i++)
        if (o->outline->is_entry[i])
            reach(o, &heap, reached, i);
    grow(o, &heap, reached);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < o->outline->link_count; i++)
        kept += o->keep[i];
    free(heap.links);
    free(reached);
    return kept;
}

/* Searches along kept links. */
struct search {
    uint32_t *queue;
    bool *met;      /* all false between searches */
    uint64_t steps; /* links that were looked at so far */
};

/* Whether kept links lead from one node to another. */
static bool leads_to(const struct outliner *o, uint32_t from, uint32_t to, struct search *search)
{
    uint32_t filled = 0;
    uint32_t *queue = search->queue;
    bool *met = search->met;
    queue[filled++] = from;
    met[from] = true;
    for (uint32_t at = 0; at < filled && !met[to]; at++) {
        search->steps += o->first[queue[at] + 1] - o->first[queue[at]] + 1;
        for (uint32_t i = o->first[queue[at]]; i < o->first[queue[at] + 1]; i++) {
            uint32_t next = o->outline->links[o->out[i]].to;
            if (!o->keep[o->out[i]] || met[next])
                continue;
            met[next] = true;
            queue[filled++] = next;
        }
    }
    bool leads = met[to];
    for (uint32_t i = 0; i < filled; i++)
        met[queue[i]] = false;
    return leads;
}

/* Adds the largest links as long as the budget lasts; a residual one only where nothing else shown
   tells that one function leads to the other. Recursion costs nothing. Among many thousands of
   functions that is looked up as long as it takes a second, then taken for granted. */
static void keep_largest(struct outliner *o, uint32_t budget)
{
    uint32_t nodes = o->selection->function_count;
    struct search search = {memory_new(nodes, sizeof(uint32_t)), memory_new(nodes, sizeof(bool)),
                            0};
    for (uint32_t i = 0; i < o->outline->link_count; i++) {
        const struct outline_link *link = &o->outline->links[i];
        bool small = link->share < o->options->edge_share && o->options->total > 0;
        if (o->keep[i] || small)
            continue;
        bool loop = link->from == link->to;
        if (!loop && !budget)
            continue;
        if (link->link.residual &&
            (search.steps > MOST_STEPS || leads_to(o, link->from, link->to, &search)))
            continue;
        o->keep[i] = true;
        budget -= !loop;
    }
    free(search.queue);
    free(search.met);
}

/* Without a budget every link counts that reaches the threshold. */
static uint32_t budget_of(const struct outliner *o, uint32_t kept)
{
    enum { SPARE = 8 }; /* small graphs can bear a few more */
    double most = o->options->links_per_node * o->selection->function_count;
    double spare = (double)o->selection->function_count + SPARE;
    most = most > spare ? most : spare;
    if (o->options->links_per_node <= 0 || most > UINT32_MAX)
        return UINT32_MAX;
    return most > kept ? (uint32_t)most - kept : 0;
}

/* Puts the links that are left out behind the others. */
static void drop_links(struct outliner *o)
{
    struct outline *outline = o->outline;
    uint32_t kept = 0, left = 0;
    struct outline_link *left_out = memory_new(outline->link_count, sizeof *left_out);
    for (uint32_t i = 0; i < outline->link_count; i++) {
        const struct outline_link *link = &outline->links[i];
        if (o->keep[i]) {
            outline->links[kept++] = *link;
            continue;
        }
        if (o->options->total > 0 && link->share < o->options->edge_share)
            outline->links_below += !link->link.residual;
        else
            outline->links_over += !link->link.residual;
        left_out[left++] = *link;
    }
    if (left)
        memcpy(&outline->links[kept], left_out, left * sizeof *left_out);
    outline->all_count = outline->link_count;
    outline->link_count = kept;
    free(left_out);
}

/* Which links come first where some have to be turned round to leave no cycle. */
static int rank_of(const struct outline_link *link)
{
    return link->on_hot_path ? 0 : link->on_tree ? 1 : 2;
}

/* Finds the links that close cycles: those into an entry, then those that do with the hot path,
   with links by which functions are reached from the entries, with larger ones. */
static void mark_back_links(struct outline *outline, uint32_t nodes)
{
    struct arc *arcs = memory_new(outline->link_count, sizeof *arcs);
    uint32_t *link_of = memory_new(outline->link_count, sizeof *link_of);
    bool *back = memory_new(outline->link_count, sizeof *back);
    uint32_t count = 0;
    for (int rank = 0; rank <= 2; rank++) {
        for (uint32_t i = 0; i < outline->link_count; i++) {
            const struct outline_link *link = &outline->links[i];
            if (rank_of(link) != rank)
                continue;
            arcs[count] = (struct arc){link->from, link->to};
            back[count] = outline->is_entry[link->to] && link->from != link->to;
            link_of[count++] = i;
        }
    }
    order_arcs(nodes, arcs, count, back);
    for (uint32_t i = 0; i < count; i++)
        outline->links[link_of[i]].is_back = back[i];
    free(arcs);
    free(link_of);
    free(back);
}

static uint32_t main_entry(const struct outliner *o)
{
    for (uint32_t i = 0; i < o->selection->function_count; i++)
        if (o->outline->is_entry[i])
            return i;
    return 0;
}

/* The largest link that leads down from a place; NULL if there is none. */
static struct outline_link *largest_link(const struct outliner *o, uint32_t node)
{
    for (uint32_t i = o->first[node]; i < o->first[node + 1]; i++) {
        struct outline_link *link = &o->outline->links[o->out[i]];
        if (link->from != link->to && !link->is_back)
            return link;
    }
    return NULL;
}

/* The chain to be drawn straight: the hot path, and from its end the largest links as long as they
   are worth it. */
static void mark_spine(struct outliner *o)
{
    struct outline *outline = o->outline;
    uint32_t node = 0;
    for (uint32_t i = 0; i < outline->link_count; i++)
        outline->links[i].on_spine = outline->links[i].on_hot_path;
    if (o->options->total <= 0 || !o->selection->function_count)
        return;
    node = outline->hot_count ? outline->hot[outline->hot_count - 1] : main_entry(o);
    for (struct outline_link *link; (link = largest_link(o, node)) != NULL; node = link->to) {
        if (link->share < SPINE_SHARE)
            break;
        link->on_spine = true;
    }
}

/* Marks the hot path, as far as it is shown, and keeps its links. */
static void keep_hot_path(struct outliner *o, const bool *kept)
{
    struct outline *outline = o->outline;
    uint32_t functions = o->profile->function_count;
    outline->hot = memory_new(o->selection->function_count, sizeof *outline->hot);
    if (!o->options->path || o->options->total <= 0)
        return;
    uint32_t *place = memory_new(functions, sizeof *place);
    const struct abridged *abridged = o->options->abridged;
    for (uint32_t i = 0; i < functions; i++) {
        uint32_t shown = abridged && abridged->in_imports[i] ? abridged->imports : i;
        place[i] = kept[shown] ? o->place[shown] : NO_PLACE;
    }
    hot_links_mark(outline, o->options->path, place, o->selection->function_count);
    free(place);
    for (uint32_t i = 0; i < outline->link_count; i++) {
        outline->links[i].on_hot_path &= outline->links[i].share >= o->options->edge_share;
        o->keep[i] |= outline->links[i].on_hot_path;
    }
}

struct outline outline_make(const struct profile *profile, const struct selection *selection,
                            const struct select_options *options)
{
    struct outline outline = {0};
    struct outliner o = {profile, selection, options, &outline, NULL, NULL, NULL, NULL};
    bool *kept = memory_new(profile->function_count, sizeof *kept);
    o.place = memory_new(profile->function_count, sizeof *o.place);
    for (uint32_t i = 0; i < selection->function_count; i++) {
        kept[selection->functions[i]] = true;
        o.place[selection->functions[i]] = i;
    }
    struct contraction contraction = contract_functions(profile, kept);
    take_links(&o, &contraction);
    take_pruned(&o, &contraction);
    contract_free(&contraction);
    o.first = memory_new((size_t)selection->function_count + 2, sizeof *o.first);
    o.out = memory_new((size_t)outline.link_count + selection->function_count, sizeof *o.out);
    make_rows(&o);
    mark_entries(&o);
    link_hidden_callers(&o, kept);
    o.keep = memory_new(outline.link_count, sizeof *o.keep);
    keep_hot_path(&o, kept);
    keep_largest(&o, budget_of(&o, options->direct_only ? 0 : keep_tree(&o)));
    drop_links(&o);
    make_rows(&o);
    mark_back_links(&outline, selection->function_count);
    mark_cycles(&o);
    mark_spine(&o);
    void *owned[] = {kept, o.place, o.keep, o.first, o.out};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    return outline;
}

void outline_free(struct outline *outline)
{
    free(outline->links);
    free(outline->pruned);
    free(outline->pruned_from);
    free(outline->is_entry);
    free(outline->in_cycle);
    free(outline->hot);
    *outline = (struct outline){0};
}
