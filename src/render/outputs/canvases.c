#include "render/outputs/canvases.h"

#include "base/version.h"
#include "output/canvas/canvas_dot.h"
#include "output/canvas/canvas_svg.h"
#include "output/graph/png.h"
#include "render/annotate.h"
#include "render/insight.h"
#include "render/outputs/picture_view.h"
#include "view/flow/flow.h"
#include "view/spine/spine.h"

/* Draws a selection; false if it is too much for the picture. */
typedef bool canvas_maker(const struct callgraph_subject *subject,
                          const struct callgraph_style *style, struct canvas *canvas);

struct canvas_drawing {
    canvas_maker *make;
    struct canvas *canvas;
};

static bool draw(const struct callgraph_subject *subject, const struct callgraph_style *style,
                 void *picture)
{
    const struct canvas_drawing *drawing = picture;
    return drawing->make(subject, style, drawing->canvas);
}

/* What is selected, from the most on that is worth trying; the last always fits. */
struct extent {
    double least_share;
    uint32_t most;
};

/* One kind of picture. */
struct kind {
    const char *title;
    canvas_maker *make;
    struct extent extents[7];
};

static const struct kind spine = {"Hot path of ", spine_make, {{0, UINT32_MAX}}};

static const struct kind flow = {"Flow of time in ",
                                 flow_make,
                                 {{0.01, UINT32_MAX},
                                  {0.015, UINT32_MAX},
                                  {0.02, 60},
                                  {0.03, 40},
                                  {0.05, 30},
                                  {0.05, 20},
                                  {0.05, 13}}};

/* Draws the first of the extents that fits. canvas_free. */
static bool draw_extent(const struct drawing *drawing, const struct kind *kind, bool wide,
                        struct canvas *canvas, struct error *error)
{
    struct canvas_drawing of_canvas = {kind->make, canvas};
    struct picture_view view;
    picture_view_make(drawing, true, &view);
    struct select_options select = picture_view_select(drawing, &view);
    bool ok = true, fits = false;
    select.most_own = 0;
    *canvas = (struct canvas){.wide = wide};
    for (const struct extent *extent = kind->extents; ok && !fits; extent++) {
        struct select_options fewer = select;
        struct selection selection;
        if (fewer.node_share < extent->least_share)
            fewer.node_share = extent->least_share;
        if (!fewer.max_nodes || fewer.max_nodes > extent->most)
            fewer.max_nodes = extent->most;
        canvas_free(canvas);
        canvas->wide = wide;
        ok = select_functions(view.profile, &fewer, &selection, error);
        fits = ok && picture_view_draw(drawing, &view, &fewer, &selection, draw, &of_canvas);
        select_free(&selection);
    }
    picture_view_free(&view);
    return ok;
}

void canvases_write_svg(const struct drawing *drawing, const struct canvas *canvas, struct buf *out)
{
    struct svg_style style = insight_svg_style(drawing);
    canvas_svg_write(canvas, &style, out);
}

static bool draw_svg(const struct drawing *drawing, const struct kind *kind, struct buf *out,
                     struct error *error)
{
    struct canvas canvas;
    bool ok = draw_extent(drawing, kind, false, &canvas, error);
    if (ok)
        canvases_write_svg(drawing, &canvas, out);
    canvas_free(&canvas);
    return ok;
}

static bool finish_png(const struct drawing *drawing, const char *kind, const struct canvas *canvas,
                       const struct graphviz_picture *picture, struct buf *out, struct error *error)
{
    const struct callgraph_style *look = &drawing->request->style;
    const struct colour *page = &canvas->inks[canvas->page - 1][look->palette.theme];
    struct buf title = {0};
    buf_text(&title, kind);
    buf_str(&title, canvas->title);
    struct png_texts texts = {STR("prof2dot " PROF2DOT_VERSION), buf_slice(&title),
                              canvas->description};
    bool ok = png_finish(buf_slice(&picture->bytes), picture->dpi, look->transparent ? NULL : page,
                         &texts, out, error);
    buf_free(&title);
    return ok;
}

bool canvases_write_png(const struct drawing *drawing, const struct canvas *canvas,
                        const char *kind, struct buf *out, struct buf *notes, struct error *error)
{
    const struct request *request = drawing->request;
    struct graphviz_options how = {GRAPHVIZ_PNG, request->dpi, request->layout_timeout, false,
                                   true};
    struct graphviz_picture picture = {0};
    struct buf dot = {0};
    canvas_dot_write(canvas, request->style.palette.theme, &dot);
    bool ok = graphviz_render(drawing->renderer, &dot, &how, &picture, error) == GRAPHVIZ_DRAWN &&
              finish_png(drawing, kind, canvas, &picture, out, error);
    if (ok && picture.dpi < request->dpi)
        buf_format(notes, "the picture would be too large at %g dpi: drawn at %.3g dpi\n",
                   request->dpi, picture.dpi);
    buf_free(&picture.bytes);
    buf_free(&dot);
    return ok;
}

static bool draw_png(const struct drawing *drawing, const struct kind *kind, struct buf *out,
                     struct buf *notes, struct error *error)
{
    struct canvas canvas;
    bool ok = draw_extent(drawing, kind, true, &canvas, error) &&
              canvases_write_png(drawing, &canvas, kind->title, out, notes, error);
    canvas_free(&canvas);
    return ok;
}

bool canvases_spine(const struct drawing *drawing, struct buf *out, struct buf *notes,
                    struct error *error)
{
    (void)notes;
    return draw_svg(drawing, &spine, out, error);
}

bool canvases_flow(const struct drawing *drawing, struct buf *out, struct buf *notes,
                   struct error *error)
{
    (void)notes;
    return draw_svg(drawing, &flow, out, error);
}

bool canvases_spine_png(const struct drawing *drawing, struct buf *out, struct buf *notes,
                        struct error *error)
{
    return draw_png(drawing, &spine, out, notes, error);
}

bool canvases_flow_png(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    return draw_png(drawing, &flow, out, notes, error);
}
