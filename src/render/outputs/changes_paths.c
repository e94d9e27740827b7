#include "render/outputs/changes_paths.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/compare/joined_tree.h"
#include "base/memory.h"
#include "output/canvas/canvas_svg.h"
#include "output/icicle_svg.h"
#include "render/insight.h"
#include "render/outputs/changes.h"
#include "view/changes/changes_spine.h"

/* Pixels: what fits a page of documentation. */
static const double WIDTH = 1200;

/* Which functions' totals changed, and the largest change. The caller's to free. */
static bool *find_real(const struct changes *changes, const struct joined *joined, double *most)
{
    bool *is_real = memory_new(joined->profile.function_count, sizeof *is_real);
    *most = fabs(changes->after - changes->before);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct change_times *total = &changes->items[i].total;
        is_real[joined->place_of_change[i]] = total->is_real;
        if (total->is_real)
            *most = fmax(*most, fabs(total->after - total->before));
    }
    return is_real;
}

static void write_svg(const struct drawing *drawing, const struct icicle_subject *subject,
                      struct buf *out)
{
    const struct callgraph_style *look = &drawing->request->style;
    struct icicle_style style = {.theme = look->palette.theme,
                                 .both_themes = look->both_themes,
                                 .transparent = look->transparent,
                                 .id_prefix = look->id_prefix};
    struct icicle icicle = icicle_make(subject, WIDTH);
    icicle_svg_write(&icicle, &style, out);
    icicle_free(&icicle);
}

/* A sentence without its links; in the buffer. */
static struct str plain(const struct sentence *sentence, struct buf *text)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        buf_str(text, sentence->pieces[i].text);
    return buf_slice(text);
}

static void write_spine(const struct drawing *drawing, const struct icicle_subject *subject,
                        const struct changes_told *told, struct buf *out)
{
    const struct callgraph_style *look = &drawing->request->style;
    struct canvas_style style = {.theme = look->palette.theme,
                                 .both_themes = look->both_themes,
                                 .transparent = look->transparent,
                                 .id_prefix = look->id_prefix};
    struct canvas canvas = {0};
    changes_spine_make(subject, told, &canvas);
    canvas_svg_write(&canvas, &style, out);
    canvas_free(&canvas);
}

/* Joins both trees and has them drawn. */
static void draw(const struct drawing *drawing, bool is_spine, struct buf *out)
{
    const struct compared *compared = drawing->compared;
    const struct profile *const shown[2] = {compared->shown, drawing->shown};
    const enum origin *const origins[2] = {compared->origins.of, drawing->origins->of};
    struct joined joined = joined_make(&compared->changes, shown, origins);
    struct joined_tree tree =
        joined_tree_make(&joined, insight_tree_before(drawing), insight_tree(drawing));
    struct changes_told told = changes_told_of(drawing);
    struct totals whole = {.total = tree.tree.blocks[0].weight};
    struct buf verdict = {0}, title = {0};
    struct icicle_changes changes = {.sides = tree.sides,
                                     .band = changes_band(&compared->changes),
                                     .verdict = plain(&told.verdict, &verdict)};
    bool *is_real = find_real(&compared->changes, &joined, &changes.most);
    changes.is_real = is_real;
    changes_title(drawing, &title);
    struct icicle_subject subject = {.profile = &joined.profile,
                                     .tree = &tree.tree,
                                     .changes = &changes,
                                     .whole = &whole,
                                     .origins = joined.origins,
                                     .palette = &drawing->request->style.palette,
                                     .title = title.data};
    if (is_spine)
        write_spine(drawing, &subject, &told, out);
    else
        write_svg(drawing, &subject, out);
    free(is_real);
    buf_free(&verdict);
    buf_free(&title);
    changes_told_free(&told);
    joined_tree_free(&tree);
    joined_free(&joined);
}

bool changes_flame_svg(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    draw(drawing, false, out);
    return true;
}

bool changes_spine_svg(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    draw(drawing, true, out);
    return true;
}
