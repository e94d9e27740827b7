#include "view/graph/legend.h"

#include "view/graph/verdict.h"
#include "view/number.h"
#include "view/words/oddities.h"

static void add_line(struct maker *maker, struct buf *line)
{
    struct callgraph *graph = maker->graph;
    if (line->size && graph->legend_count < LEGEND_LINES)
        graph->legend[graph->legend_count++] = maker_settle(maker, line);
}

/* Appends ", 80 below 0.5 %", the first one after a semicolon. */
static void add_reason(struct buf *line, bool *any, uint32_t count, const char *reason)
{
    if (!count)
        return;
    buf_text(line, *any ? ", " : "; ");
    number_count(line, count);
    buf_text(line, reason);
    *any = true;
}

/* "time", "samples" or "cost". */
static void say_noun(const struct maker *maker, struct buf *line)
{
    buf_text(line, number_noun(&maker->subject->profile->unit));
}

/* Own time in the boxes, as a share of all there is. */
static double own_share(const struct maker *maker)
{
    const struct callgraph_subject *subject = maker->subject;
    double own = 0;
    if (maker->graph->ledger)
        return profile_share(maker->named_own, subject->whole->own);
    for (uint32_t i = 0; i < subject->selection->function_count; i++)
        own = profile_add_times(own,
                                subject->profile->functions[subject->selection->functions[i]].own);
    return profile_share(own, subject->whole->own);
}

static void say_functions(struct maker *maker, struct buf *line)
{
    const struct callgraph_subject *subject = maker->subject;
    const struct selection *selection = subject->selection;
    struct buf threshold = {0};
    bool any = false;
    buf_text(&threshold, " below ");
    number_percent(&threshold, subject->select->node_share);
    number_count(line, maker->graph->ledger ? maker->named_count : selection->function_count);
    buf_text(line, " of ");
    number_count(line, subject->profile->function_count);
    buf_text(line, " functions, ");
    number_percent(line, own_share(maker));
    buf_text(line, " of own ");
    say_noun(maker, line);
    add_reason(line, &any, selection->below_threshold, threshold.data);
    add_reason(line, &any, selection->over_cap, " over --max-nodes");
    add_reason(line, &any, selection->passing, " that only pass time on");
    add_reason(line, &any, selection->filtered, " by filters");
    const struct abridged *abridged = subject->select->abridged;
    add_reason(line, &any, abridged ? abridged->member_count : 0, " in imports");
    add_line(maker, line);
    buf_free(&threshold);
}

/* Whether no filter took anything. */
static bool is_whole(const struct callgraph_subject *subject)
{
    const struct filter_report *report = subject->filtered;
    return !report || !(report->hidden || report->dropped || report->dropped_own > 0);
}

static void say_links(struct maker *maker, struct buf *line)
{
    const struct callgraph_subject *subject = maker->subject;
    const struct outline *outline = subject->outline;
    struct buf threshold = {0};
    uint32_t direct = 0;
    bool any = false;
    if (!subject->profile->call_count && subject->profile->function_count > 1 && is_whole(subject))
        buf_text(line, "no arrows: the profile does not tell which function calls which");
    add_line(maker, line);
    if (!outline->links_below && !outline->links_over)
        return;
    for (uint32_t i = 0; i < outline->link_count; i++)
        direct += !outline->links[i].link.residual;
    buf_text(&threshold, " below ");
    number_percent(&threshold, subject->select->edge_share);
    number_count(line, direct);
    buf_text(line, " of ");
    number_count(line, direct + (int64_t)outline->links_below + outline->links_over);
    buf_text(line, " calls between them");
    add_reason(line, &any, outline->links_below, threshold.data);
    add_reason(line, &any, outline->links_over, " over the cap");
    add_line(maker, line);
    buf_free(&threshold);
}

static void say_filters(struct maker *maker, struct buf *line)
{
    const struct filter_report *report = maker->subject->filtered;
    if (!report)
        return;
    if (report->hidden) {
        buf_text(line, "hidden: ");
        number_count(line, report->hidden);
        buf_text(line, report->hidden == 1 ? " function, whose " : " functions, whose ");
        number_cost(line, report->hidden_own, &maker->subject->profile->unit);
        buf_text(line, " count as their callers' own");
        add_line(maker, line);
    }
    if (report->dropped || report->dropped_own > 0) {
        buf_text(line, "left out: ");
        number_cost(line, report->dropped_own, &maker->subject->profile->unit);
        buf_text(line, " on other paths");
        buf_text(line, report->estimated ? "; what several functions call is shared out as in the "
                                           "call tree"
                                         : "");
        add_line(maker, line);
    }
}

/* What is odd in the data is told of all of it only. */
static void say_oddities(struct maker *maker, struct buf *line)
{
    const struct callgraph_subject *subject = maker->subject;
    for (int i = 0; i < ODDITIES && subject->health && is_whole(subject); i++) {
        oddities_say(subject->health, (enum oddity)i, ODDITY_IN_PICTURE, &subject->profile->unit,
                     line);
        add_line(maker, line);
    }
}

/* Explains the marks that occur. */
static void say_marks(struct maker *maker, struct buf *line)
{
    const struct callgraph *graph = maker->graph;
    bool hot = false, residual = false, back = false, pruned = false;
    for (uint32_t i = 0; i < graph->node_count; i++)
        for (int row = 0; row < graph->nodes[i].row_count; row++)
            pruned |= str_starts(graph->nodes[i].rows[row].left, STR("+"));
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        hot |= graph->edges[i].is_hot;
        residual |= graph->edges[i].residual;
        back |= graph->edges[i].is_back;
    }
    if (!graph->edge_count || graph->ledger)
        return;
    const char *noun = number_noun(&maker->subject->profile->unit);
    buf_format(line, "arrows: the wider, the more %s", noun);
    if (hot)
        buf_format(line, "; coloured: the path of most %s", noun);
    buf_text(line, residual ? "; dotted: over functions not shown" : "");
    buf_text(line, back ? "; ↻: closes a cycle" : "");
    if (pruned)
        buf_format(line, "; +N pruned: own %s of N functions below, not shown", noun);
    add_line(maker, line);
}

static void make_key(struct maker *maker)
{
    static const double shares[KEY_STOPS] = {0.01, 0.05, 0.2, 0.4, 0.7, 1};
    struct callgraph *graph = maker->graph;
    struct buf text = {0};
    if (graph->plain || !graph->node_count)
        return;
    buf_text(&text, maker->style->color_by_own ? "colour: Own " : "colour: Total ");
    say_noun(maker, &text);
    buf_text(&text, maker->style->size_by_own ? ", size: Own" : ", bar: Own");
    graph->key_title = maker_settle(maker, &text);
    graph->key_count = KEY_STOPS;
    for (int i = 0; i < KEY_STOPS; i++) {
        number_percent(&text, shares[i]);
        graph->key[i].share = maker_settle(maker, &text);
        for (int t = 0; t < 2; t++) {
            struct palette palette = maker_palette(maker, t);
            graph->key[i].paint[t].fill = palette_fill(&palette, shares[i]);
            graph->key[i].paint[t].text = palette_text(graph->key[i].paint[t].fill);
            graph->key[i].paint[t].border = palette_border(&palette, graph->key[i].paint[t].fill);
        }
    }
    buf_free(&text);
}

void legend_make(struct maker *maker)
{
    const struct callgraph_subject *subject = maker->subject;
    struct buf line = {0};
    verdict_title(subject, maker->graph->title, &line);
    add_line(maker, &line);
    if (!subject->profile->function_count)
        buf_text(&line, "empty profile: nothing was recorded");
    else if (!subject->selection->function_count)
        buf_text(&line, subject->selection->below_threshold
                            ? "no function is left above the threshold: lower -n/--node-thres"
                            : "the filters leave no function");
    else
        say_functions(maker, &line);
    add_line(maker, &line);
    say_links(maker, &line);
    say_filters(maker, &line);
    say_oddities(maker, &line);
    say_marks(maker, &line);
    make_key(maker);
    buf_free(&line);
}
