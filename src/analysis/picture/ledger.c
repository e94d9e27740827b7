#include "analysis/picture/ledger.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* A box says who else calls it where the arrows into it carry less than this part of its time. */
#define MOSTLY 0.5

/* So many callers are named then, from this share of the total on. */
enum { MOST_CALLERS = 2 };
#define LEAST_CALLER 0.005

#define NONE UINT32_MAX

/* A row in a list of its box's. */
struct entry {
    struct ledger_row row;
    uint32_t next; /* plus one; 0: the last */
};

struct writer {
    const struct profile *profile;
    const struct selection *selection;
    const struct outline *outline;
    const struct ledger_limits *limits;
    double total;
    struct ledger *ledger;
    bool *stays;       /* of each place: to be no row */
    uint32_t *out;     /* arrows from each place */
    uint32_t *in;      /* and into it; */
    uint32_t *in_link; /* the largest of these; NONE */
    uint32_t *list;    /* of each place: its first entry, plus one */
    struct entry *entries;
    size_t room;
    uint32_t entry_count;
};

static const struct function *function_at(const struct writer *w, uint32_t place)
{
    return &w->profile->functions[w->selection->functions[place]];
}

static double own_share(const struct writer *w, uint32_t place)
{
    return profile_share(fmax(function_at(w, place)->own, 0), w->total);
}

static double whole_share(const struct writer *w, uint32_t place)
{
    const struct function *function = function_at(w, place);
    return profile_share(fmax(function->total, function->own), w->total);
}

static void add_row(struct writer *w, uint32_t box, struct ledger_row row)
{
    w->entries = memory_grow(w->entries, &w->room, (size_t)w->entry_count + 1, sizeof *w->entries);
    w->entries[w->entry_count++] = (struct entry){row, w->list[box]};
    w->list[box] = w->entry_count;
}

static struct ledger_row row_of(const struct outline_link *link, enum ledger_mark mark)
{
    return (struct ledger_row){mark, link->to, link->share, link->link.calls};
}

/* Decides which links are arrows; of the others but recursion the caller has a row. */
static void sort_links(struct writer *w)
{
    const struct outline *outline = w->outline;
    for (uint32_t i = 0; i < outline->link_count; i++) {
        const struct outline_link *link = &outline->links[i];
        if (link->from == link->to)
            continue;
        bool first = w->in_link[link->to] == NONE;
        if (link->is_back) {
            add_row(w, link->from, row_of(link, LEDGER_BACK));
        } else if (!first && !link->on_hot_path && link->share < w->limits->second) {
            add_row(w, link->from, row_of(link, LEDGER_ELSEWHERE));
        } else {
            w->ledger->is_arrow[i] = true;
            w->out[link->from]++;
            w->in[link->to]++;
            w->in_link[link->to] = first ? i : w->in_link[link->to];
        }
    }
}

/* What has much Own is still named when its caller becomes a row; own code and what it calls, too.
 */
static bool is_worth_naming(const struct writer *w, uint32_t place)
{
    return w->selection->stays[place] || own_share(w, place) >= w->limits->least_own;
}

/* Makes a box a row of its only caller's; what is worth naming below it is still named there. */
static void fold(struct writer *w, uint32_t place)
{
    const struct outline_link *link = &w->outline->links[w->in_link[place]];
    w->ledger->is_arrow[w->in_link[place]] = false;
    w->ledger->is_box[place] = false;
    w->out[link->from]--;
    add_row(w, link->from, row_of(link, link->link.residual ? LEDGER_OVER : LEDGER_CALL));
    for (uint32_t i = w->list[place]; i; i = w->entries[i - 1].next) {
        struct ledger_row row = w->entries[i - 1].row;
        if (row.mark > LEDGER_OVER || !is_worth_naming(w, row.place))
            continue;
        row.mark = LEDGER_OVER;
        row.calls = 0;
        add_row(w, link->from, row);
    }
    w->list[place] = 0;
}

static bool can_fold(const struct writer *w, uint32_t place, double limit)
{
    return w->ledger->is_box[place] && !w->stays[place] && w->in[place] == 1 &&
           w->out[place] == 0 && whole_share(w, place) < limit;
}

static void fold_leaves(struct writer *w, double limit)
{
    uint32_t count = w->selection->function_count, found = 0;
    uint32_t *leaves = memory_new(count, sizeof *leaves);
    for (uint32_t i = 0; i < count; i++)
        if (can_fold(w, i, limit))
            leaves[found++] = i;
    for (uint32_t i = 0; i < found; i++)
        fold(w, leaves[i]);
    free(leaves);
}

/* Goes on with callers that are left without an arrow. */
static void fold_subtrees(struct writer *w, double limit)
{
    for (uint32_t i = 0; i < w->selection->function_count; i++) {
        uint32_t place = i;
        while (can_fold(w, place, limit)) {
            uint32_t caller = w->outline->links[w->in_link[place]].from;
            fold(w, place);
            place = caller;
        }
    }
}

/* Says in each box that its arrows do not explain who else calls it. */
static void name_callers(struct writer *w)
{
    const struct outline *outline = w->outline;
    uint32_t count = w->selection->function_count;
    double *explained = memory_new(count, sizeof *explained);
    uint32_t *named = memory_new(count, sizeof *named);
    for (uint32_t i = 0; i < outline->link_count; i++)
        if (w->ledger->is_arrow[i])
            explained[outline->links[i].to] += outline->links[i].share;
    for (uint32_t i = 0; i < outline->all_count; i++) {
        const struct outline_link *link = &outline->links[i];
        bool is_arrow = i < outline->link_count && w->ledger->is_arrow[i];
        if (is_arrow || link->is_back || link->from == link->to || !w->in[link->to] ||
            !w->ledger->is_box[link->to] || !(link->share >= LEAST_CALLER) ||
            named[link->to] == MOST_CALLERS ||
            explained[link->to] >= MOSTLY * whole_share(w, link->to))
            continue;
        named[link->to]++;
        add_row(w, link->to,
                (struct ledger_row){LEDGER_FROM, link->from, link->share, link->link.calls});
    }
    free(explained);
    free(named);
}

struct ranked {
    struct ledger_row row;
    int rank;
};

static int compare_rows(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = a->rank - b->rank;
    if (!order)
        order = (a->row.share < b->row.share) - (a->row.share > b->row.share);
    if (!order)
        order = (a->row.place > b->row.place) - (a->row.place < b->row.place);
    return order ? order : (int)a->row.mark - (int)b->row.mark;
}

/* Callers first, then what has much Own, then own code and what it calls, then by share. */
static int rank_of(const struct writer *w, const struct ledger_row *row)
{
    if (row->mark == LEDGER_FROM)
        return 0;
    if (row->mark > LEDGER_OVER)
        return 3;
    return own_share(w, row->place) >= w->limits->least_own ? 1
                                                            : 2 + !w->selection->stays[row->place];
}

/* How many rows of a sorted list are shown: what there is room for, and all functions that stay. */
static uint32_t count_shown(const struct writer *w, const struct ranked *ranked, uint32_t count)
{
    uint32_t shown = count <= w->limits->rows ? count : w->limits->rows - 1;
    for (uint32_t i = shown; i < count; i++)
        if (ranked[i].row.mark <= LEDGER_OVER && w->selection->stays[ranked[i].row.place])
            shown = i + 1;
    return shown;
}

/* Lists the rows of a box; what there is no room for is counted. */
static void list_rows(struct writer *w, uint32_t box, struct ranked *ranked, bool *named)
{
    struct ledger *ledger = w->ledger;
    uint32_t count = 0, rest = 0;
    double rest_share = 0;
    for (uint32_t i = w->list[box]; i; i = w->entries[i - 1].next) {
        const struct ledger_row *row = &w->entries[i - 1].row;
        ranked[count++] = (struct ranked){*row, rank_of(w, row)};
    }
    if (count)
        qsort(ranked, count, sizeof *ranked, compare_rows);
    uint32_t shown = count_shown(w, ranked, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct ledger_row *row = &ranked[i].row;
        if (i < shown) {
            ledger->rows[ledger->first[box + 1]++] = *row;
            named[row->place] |= row->mark <= LEDGER_OVER;
        } else if (row->mark <= LEDGER_OVER) {
            rest++;
            rest_share += row->share;
        }
    }
    ledger->more[box] = rest + w->outline->pruned_from[box];
    ledger->more_share[box] = rest_share + profile_share(w->outline->pruned[box], w->total);
}

static void list_all(struct writer *w)
{
    struct ledger *ledger = w->ledger;
    uint32_t count = w->selection->function_count;
    struct ranked *ranked = memory_new(w->entry_count, sizeof *ranked);
    bool *named = memory_new(count, sizeof *named);
    ledger->rows = memory_new(w->entry_count, sizeof *ledger->rows);
    ledger->first = memory_new((size_t)count + 1, sizeof *ledger->first);
    ledger->more = memory_new(count, sizeof *ledger->more);
    ledger->more_share = memory_new(count, sizeof *ledger->more_share);
    for (uint32_t i = 0; i < count; i++) {
        ledger->first[i + 1] = ledger->first[i];
        if (ledger->is_box[i])
            list_rows(w, i, ranked, named);
        ledger->box_count += ledger->is_box[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!named[i] && !ledger->is_box[i])
            continue;
        ledger->named = profile_add_times(ledger->named, fmax(function_at(w, i)->own, 0));
        ledger->named_count++;
    }
    for (uint32_t i = 0; i < w->outline->link_count; i++)
        ledger->arrow_count += ledger->is_arrow[i];
    free(ranked);
    free(named);
}

static void start(struct writer *w, const bool *pinned)
{
    uint32_t count = w->selection->function_count;
    w->ledger->is_box = memory_new(count, sizeof(bool));
    w->ledger->is_arrow = memory_new(w->outline->link_count, sizeof(bool));
    w->stays = memory_new(count, sizeof *w->stays);
    w->out = memory_new(count, sizeof *w->out);
    w->in = memory_new(count, sizeof *w->in);
    w->in_link = memory_new(count, sizeof *w->in_link);
    w->list = memory_new(count, sizeof *w->list);
    for (uint32_t i = 0; i < count; i++) {
        w->ledger->is_box[i] = true;
        w->in_link[i] = NONE;
        w->stays[i] = w->outline->is_entry[i] || (pinned && pinned[i]);
    }
    for (uint32_t i = 0; i < w->outline->hot_count; i++)
        w->stays[w->outline->hot[i]] = true;
}

struct ledger ledger_make(const struct profile *profile, const struct selection *selection,
                          const struct outline *outline, double total,
                          const struct ledger_limits *limits, const bool *pinned)
{
    struct ledger ledger = {0};
    struct writer w = {.profile = profile,
                       .selection = selection,
                       .outline = outline,
                       .limits = limits,
                       .total = total,
                       .ledger = &ledger};
    start(&w, pinned);
    sort_links(&w);
    fold_leaves(&w, limits->leaf);
    fold_subtrees(&w, limits->subtree);
    name_callers(&w);
    list_all(&w);
    void *owned[] = {w.stays, w.out, w.in, w.in_link, w.list, w.entries};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    return ledger;
}

void ledger_free(struct ledger *ledger)
{
    void *owned[] = {ledger->is_box, ledger->is_arrow, ledger->rows,
                     ledger->first,  ledger->more,     ledger->more_share};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    *ledger = (struct ledger){0};
}
