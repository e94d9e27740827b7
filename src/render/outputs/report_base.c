#include "render/outputs/report_base.h"

#include "render/insight.h"
#include "render/outputs/changes.h"
#include "render/outputs/paths.h"
#include "render/outputs/pictures.h"

/* So many functions, those that changed most, have their reasons in the page. */
enum { MOST_REASONS = 1000 };

bool report_draw(const struct drawing *drawing, const char *prefix, struct report_picture *picture,
                 struct buf *notes, struct error *error)
{
    struct request request = *drawing->request;
    struct drawing own = *drawing;
    struct drawing_part *part = &picture->part;
    request.style.id_prefix = prefix;
    request.style.both_themes = true;
    request.style.palette.theme = THEME_LIGHT;
    own.request = &request;
    own.part = part;
    bool ok = pictures_svg(&own, &picture->svg, notes, error);
    if (!ok && error->code != ERROR_RENDER)
        return false;
    if (!ok)
        buf_format(notes, "%s; the report is without a call graph\n", error->message);
    if (!part->function_count) { /* the page says so itself */
        buf_free(&picture->svg);
        buf_free(&part->dark);
    }
    picture->graph = (struct html_graph){.svg = buf_slice(&picture->svg),
                                         .dark = buf_slice(&part->dark),
                                         .functions = part->functions,
                                         .edges = part->edges,
                                         .function_count = part->function_count,
                                         .edge_count = part->edge_count};
    return true;
}

void report_free_picture(struct report_picture *picture)
{
    buf_free(&picture->svg);
    drawing_free_part(&picture->part);
    *picture = (struct report_picture){0};
}

/* What the profile before is drawn from, by itself. */
static struct drawing drawing_before(const struct drawing *drawing, const struct totals *whole,
                                     const char *title, struct sources *sources,
                                     struct insight *insight)
{
    static const struct filter_report unfiltered = {0};
    const struct compared *compared = drawing->compared;
    struct drawing before = *drawing;
    before.profile = &compared->sides[0].profile;
    before.shown = compared->shown;
    before.origins = &compared->origins;
    before.whole = *whole;
    before.filtered = &unfiltered;
    before.health = NULL;
    before.compared = NULL;
    before.budgets = NULL;
    before.title = title;
    before.sources = sources;
    before.insight = insight;
    return before;
}

static bool draw_before(const struct drawing *drawing, struct report_base *base, struct buf *notes,
                        struct error *error)
{
    struct sources sources = {0};
    struct buf title = {0};
    buf_str(&title, drawing->compared->titles[0]);
    struct insight insight = {.tree = *insight_tree_before(drawing), .has_tree = true};
    struct drawing before = drawing_before(drawing, &base->whole, title.data, &sources, &insight);
    base->summary = *insight_summary(&before);
    insight.has_summary = false; /* the report's */
    base->tree = paths_tree(&before, PATHS_OF_PAGE);
    bool ok = report_draw(&before, "before-", &base->before, notes, error);
    insight.has_tree = false; /* the comparison's */
    insight_free(&insight);
    sources_free(&sources);
    buf_free(&title);
    return ok;
}

bool report_base_make(const struct drawing *drawing, struct report_base *base, struct buf *notes,
                      struct error *error)
{
    const struct compared *compared = drawing->compared;
    const struct profile *const shown[2] = {compared->shown, drawing->shown};
    const enum origin *const origins[2] = {compared->origins.of, drawing->origins->of};
    struct changes_subject subject = changes_subject_of(drawing);
    *base = (struct report_base){0};
    base->joined = joined_make(&compared->changes, shown, origins);
    base->told = changes_tell(&subject);
    base->whole = profile_totals_left(&compared->sides[0].profile);
    base->page = (struct html_base){
        .title = compared->titles[0],
        .told = &base->told,
        .changes = &compared->changes,
        .joined = &base->joined,
        .reasons = changes_tell_reasons(&subject, MOST_REASONS, &base->arena),
        .profile = compared->shown,
        .whole = &base->whole,
        .summary = &base->summary,
        .tree = &base->tree,
        .graph = &base->before.graph,
        .changed = &base->changed.graph,
    };
    return draw_before(drawing, base, notes, error) &&
           report_draw(drawing, "change-", &base->changed, notes, error);
}

void report_base_free(struct report_base *base)
{
    report_free_picture(&base->before);
    report_free_picture(&base->changed);
    tree_free(&base->tree);
    summary_free(&base->summary);
    changes_told_free(&base->told);
    joined_free(&base->joined);
    arena_free(&base->arena);
}
