#include "render/outputs/changes_paths.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/compare/joined_tree.h"
#include "base/memory.h"
#include "render/insight.h"
#include "render/outputs/canvases.h"
#include "render/outputs/changes.h"
#include "render/outputs/paths.h"
#include "view/changes/changes_spine.h"

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

/* A sentence without its links; in the buffer. */
static struct str plain(const struct sentence *sentence, struct buf *text)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        buf_str(text, sentence->pieces[i].text);
    return buf_slice(text);
}

/* What a picture of both trees is drawn of. close_paths. */
struct paths {
    struct joined joined;
    struct joined_tree tree;
    struct changes_told told;
    struct totals whole;
    struct buf verdict, title;
    struct icicle_changes changes;
    bool *is_real;
    struct icicle_subject subject;
};

/* Joins both trees. The parts point at each other: the paths stay where they are. */
static void open_paths(const struct drawing *drawing, struct paths *paths)
{
    const struct compared *compared = drawing->compared;
    const struct profile *const shown[2] = {compared->shown, drawing->shown};
    const enum origin *const origins[2] = {compared->origins.of, drawing->origins->of};
    *paths = (struct paths){.joined = joined_make(&compared->changes, shown, origins)};
    paths->tree =
        joined_tree_make(&paths->joined, insight_tree_before(drawing), insight_tree(drawing));
    paths->told = changes_told_of(drawing);
    paths->whole = (struct totals){.total = paths->tree.tree.blocks[0].weight};
    paths->changes =
        (struct icicle_changes){.sides = paths->tree.sides,
                                .band = changes_band(&compared->changes),
                                .verdict = plain(&paths->told.verdict, &paths->verdict)};
    paths->is_real = find_real(&compared->changes, &paths->joined, &paths->changes.most);
    paths->changes.is_real = paths->is_real;
    changes_title(drawing, &paths->title);
    paths->subject = (struct icicle_subject){.profile = &paths->joined.profile,
                                             .tree = &paths->tree.tree,
                                             .changes = &paths->changes,
                                             .whole = &paths->whole,
                                             .origins = paths->joined.origins,
                                             .palette = &drawing->request->style.palette,
                                             .title = paths->title.data};
}

static void close_paths(struct paths *paths)
{
    free(paths->is_real);
    buf_free(&paths->verdict);
    buf_free(&paths->title);
    changes_told_free(&paths->told);
    joined_tree_free(&paths->tree);
    joined_free(&paths->joined);
}

static void draw_spine(const struct drawing *drawing, struct canvas *canvas)
{
    struct paths paths;
    open_paths(drawing, &paths);
    changes_spine_make(&paths.subject, &paths.told, canvas);
    close_paths(&paths);
}

bool changes_flame_svg(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    struct paths paths;
    open_paths(drawing, &paths);
    paths_write_svg(drawing, &paths.subject, out);
    close_paths(&paths);
    return true;
}

bool changes_spine_svg(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    struct canvas canvas = {0};
    draw_spine(drawing, &canvas);
    canvases_write_svg(drawing, &canvas, out);
    canvas_free(&canvas);
    return true;
}

bool changes_spine_png(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    struct canvas canvas = {.wide = true};
    draw_spine(drawing, &canvas);
    bool ok = canvases_write_png(drawing, &canvas, "Path of the change, ", out, notes, error);
    canvas_free(&canvas);
    return ok;
}
