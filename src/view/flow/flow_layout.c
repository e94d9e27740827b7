#include "view/flow/flow_layout.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Pixels: what a column is at most worth; what one needs without a large bar, and with one; between
   columns, and bars. */
static const double WIDEST = 240, NARROW = 112, NARROWEST = 122, BETWEEN = 12, BELOW = 6;

/* The share from which a bar's names should be seen in full, before others have room. */
static const double LARGE = 0.1;

/* How much more than any other ribbon the hot path pulls at a bar. */
static const double HOT_WEIGHT = 1e6;

struct placer {
    struct flow *flow;
    const struct flow_label *labels;
    uint32_t *first; /* ribbons from bar b: [first[b + 1], first[b]), bars being numbered upwards */
    uint32_t *turn;  /* of each bar: when it is met, hot path first */
};

/* A bar of a column, and where it would like to stand. */
struct wish {
    double y;
    uint32_t turn, bar;
};

static void make_rows(struct placer *p)
{
    const struct flow *flow = p->flow;
    p->first = memory_new((size_t)flow->bar_count + 1, sizeof *p->first);
    uint32_t at = 0;
    for (uint32_t bar = flow->bar_count; bar-- > 0;) {
        p->first[bar + 1] = at;
        while (at < flow->ribbon_count && flow->ribbons[at].from == bar)
            at++;
    }
    p->first[0] = at;
}

/* Numbers bars in the order in which one goes through them, callers first. */
static void take_turns(struct placer *p)
{
    const struct flow *flow = p->flow;
    size_t room = (size_t)flow->ribbon_count + flow->bar_count;
    uint32_t *stack = memory_new(room, sizeof *stack), depth = 0, turn = 0;
    p->turn = memory_new(flow->bar_count, sizeof *p->turn);
    for (int hot = 0; hot <= 1; hot++)
        for (uint32_t bar = 0; bar < flow->bar_count; bar++)
            if (!flow->bars[bar].column && flow->bars[bar].is_hot == hot)
                stack[depth++] = bar;
    while (depth) {
        uint32_t bar = stack[--depth];
        if (p->turn[bar])
            continue;
        p->turn[bar] = ++turn;
        for (uint32_t i = p->first[bar]; i > p->first[bar + 1]; i--)
            if (!p->turn[flow->ribbons[i - 1].to])
                stack[depth++] = flow->ribbons[i - 1].to;
    }
    free(stack);
}

/* The columns of a picture, while room is shared out. */
struct columns {
    double *room;
    bool *is_large;
    uint32_t count;
};

/* What columns would like to have. */
static struct columns want_rooms(const struct placer *p)
{
    const struct flow *flow = p->flow;
    struct columns c = {memory_new(flow->column_count, sizeof(double)),
                        memory_new(flow->column_count, sizeof(bool)), flow->column_count};
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        const struct flow_bar *bar = &flow->bars[i];
        bool is_large = bar->is_hot || bar->height >= LARGE;
        double width = ceil(FLOW_BAR + FLOW_GAP + p->labels[i].width + BETWEEN);
        if (!bar->name_count)
            continue;
        c.is_large[bar->column] |= is_large;
        c.room[bar->column] = fmax(c.room[bar->column], fmin(width, WIDEST));
    }
    return c;
}

/* The width of all, if those with large bars (or those without) have `most`. */
static double sum_of(const struct columns *c, bool large, double most)
{
    double sum = 0;
    for (uint32_t i = 0; i < c->count; i++)
        sum += c->is_large[i] == large ? fmin(c->room[i], most) : c->room[i];
    return sum;
}

/* Takes from the widest, with large bars or without, until all fit or these have only `least`. */
static void shrink(struct columns *c, bool large, double least, double width)
{
    double most = WIDEST;
    if (sum_of(c, large, most) <= width)
        return;
    for (int round = 0; round < 30; round++) {
        double middle = (least + most) / 2;
        if (sum_of(c, large, middle) > width)
            most = middle;
        else
            least = middle;
    }
    for (uint32_t i = 0; i < c->count; i++)
        if (c->is_large[i] == large)
            c->room[i] = fmin(c->room[i], least);
}

static bool place_columns(struct placer *p, double left, double width)
{
    struct flow *flow = p->flow;
    struct columns c = want_rooms(p);
    shrink(&c, false, NARROW, width);
    shrink(&c, true, NARROWEST, width);
    bool fits = sum_of(&c, true, WIDEST) <= width;
    for (uint32_t i = 0; i < c.count; i++) {
        double next = left + floor(c.room[i]);
        c.room[i] = left;
        left = next;
    }
    for (uint32_t i = 0; i < flow->bar_count; i++)
        flow->bars[i].x = flow->bars[i].name_count ? c.room[flow->bars[i].column] : 0;
    free(c.room);
    free(c.is_large);
    return fits;
}

/* The mean of where the ribbons into each bar of a column leave, all callers being placed; the hot
   path goes straight. */
static void wish_places(const struct placer *p, uint32_t column, double *sum, double *weight)
{
    const struct flow *flow = p->flow;
    for (uint32_t bar = 0; bar < flow->bar_count; bar++) {
        double y = flow->bars[bar].y;
        for (uint32_t i = p->first[bar + 1]; i < p->first[bar]; i++) {
            const struct flow_ribbon *ribbon = &flow->ribbons[i];
            if (flow->bars[ribbon->to].column == column) {
                double counts = ribbon->is_hot ? HOT_WEIGHT : ribbon->height;
                sum[ribbon->to] += y * counts;
                weight[ribbon->to] += counts;
            }
            y += ribbon->height * FLOW_HEIGHT;
        }
    }
}

static int compare_wishes(const void *left, const void *right)
{
    const struct wish *a = left, *b = right;
    double y = floor(a->y), other = floor(b->y);
    int order = (y > other) - (y < other);
    return order ? order : (a->turn > b->turn) - (a->turn < b->turn);
}

static void stack_column(struct placer *p, struct wish *wishes, uint32_t count, double top)
{
    struct flow *flow = p->flow;
    double least = top;
    if (count)
        qsort(wishes, count, sizeof *wishes, compare_wishes);
    for (uint32_t i = 0; i < count; i++) {
        struct flow_bar *bar = &flow->bars[wishes[i].bar];
        bar->y = round(fmax(wishes[i].y, least));
        least = bar->y + fmax(bar->height * FLOW_HEIGHT, p->labels[wishes[i].bar].height) + BELOW;
    }
}

static void place_bars(struct placer *p, double top)
{
    struct flow *flow = p->flow;
    double *sum = memory_new(flow->bar_count, sizeof *sum);
    double *weight = memory_new(flow->bar_count, sizeof *weight);
    struct wish *wishes = memory_new(flow->bar_count, sizeof *wishes);
    for (uint32_t column = 0; column < flow->column_count; column++) {
        uint32_t count = 0;
        wish_places(p, column, sum, weight);
        for (uint32_t i = 0; i < flow->bar_count; i++)
            if (flow->bars[i].name_count && flow->bars[i].column == column)
                wishes[count++] =
                    (struct wish){weight[i] > 0 ? sum[i] / weight[i] : top, p->turn[i], i};
        stack_column(p, wishes, count, top);
    }
    free(sum);
    free(weight);
    free(wishes);
}

static double end_of(const struct placer *p, uint32_t bar)
{
    const struct flow_bar *b = &p->flow->bars[bar];
    return b->y + fmax(b->height * FLOW_HEIGHT, p->labels[bar].height);
}

/* Labels may reach over columns where these have no bar at their height. */
static void find_rooms(struct placer *p, double right)
{
    struct flow *flow = p->flow;
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        struct flow_bar *bar = &flow->bars[i];
        double limit = right;
        for (uint32_t k = 0; k < flow->bar_count && bar->name_count; k++) {
            const struct flow_bar *other = &flow->bars[k];
            bool beside = other->name_count && other->column > bar->column &&
                          other->y < bar->y + p->labels[i].height && end_of(p, k) > bar->y;
            if (beside)
                limit = fmin(limit, other->x - BETWEEN);
        }
        bar->room = limit - bar->x - FLOW_BAR - FLOW_GAP;
    }
}

/* An end of a ribbon, and by what ends of a bar are ordered. */
struct end {
    double y;
    uint32_t bar, ribbon;
};

static int compare_ends(const void *left, const void *right)
{
    const struct end *a = left, *b = right;
    int order = (a->bar > b->bar) - (a->bar < b->bar);
    if (!order)
        order = (a->y > b->y) - (a->y < b->y);
    return order ? order : (a->ribbon > b->ribbon) - (a->ribbon < b->ribbon);
}

/* Ribbons leave a bar in the order of where they arrive, and arrive in the order of where they
   leave. */
static void place_ends(struct flow *flow, struct end *ends, bool arriving)
{
    for (uint32_t i = 0; i < flow->ribbon_count; i++) {
        const struct flow_ribbon *ribbon = &flow->ribbons[i];
        ends[i] = arriving ? (struct end){ribbon->y1, ribbon->to, i}
                           : (struct end){flow->bars[ribbon->to].y, ribbon->from, i};
    }
    if (flow->ribbon_count)
        qsort(ends, flow->ribbon_count, sizeof *ends, compare_ends);
    double y = 0;
    for (uint32_t i = 0; i < flow->ribbon_count; i++) {
        struct flow_ribbon *ribbon = &flow->ribbons[ends[i].ribbon];
        if (!i || ends[i - 1].bar != ends[i].bar)
            y = flow->bars[ends[i].bar].y;
        *(arriving ? &ribbon->y2 : &ribbon->y1) = y;
        y += ribbon->height * FLOW_HEIGHT;
    }
}

bool flow_layout(struct flow *flow, const struct flow_label *labels, double left, double top,
                 double width)
{
    struct placer p = {.flow = flow, .labels = labels};
    if (flow->column_count * BETWEEN > width)
        return false;
    struct end *ends = memory_new(flow->ribbon_count, sizeof *ends);
    make_rows(&p);
    take_turns(&p);
    bool fits = place_columns(&p, left, width);
    place_bars(&p, top);
    find_rooms(&p, left + width);
    place_ends(flow, ends, false);
    place_ends(flow, ends, true);
    free(ends);
    free(p.first);
    free(p.turn);
    return fits;
}
