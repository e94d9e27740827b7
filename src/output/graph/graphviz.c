#include "output/graph/graphviz.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

#define GIB (UINT64_C(1) << 30)
#define MOST_PIXELS 64e6
#define MOST_SIDE 32000.0 /* cairo scales down by itself above 32,767 */

/* How the child ends. */
enum ending { ENDED_WELL, NO_JOB, BAD_DOT, NO_LAYOUT, NO_RENDERER, NO_FONT, NO_OUTPUT };

/* What the child says before the picture; without padding, which would be written too. */
struct preamble {
    double dpi;
    uint64_t no_fonts; /* 0: there are some */
};

/* What the child is told: its pipe may be open in other children, so that it cannot wait for the
 * end. */
struct job {
    struct graphviz_options options;
    size_t dot_size;
};

#ifdef PROF2DOT_PLUGINS_INSIDE
extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_dot_layout_LTX_library,
    gvplugin_neato_layout_LTX_library, gvplugin_pango_LTX_library;

/* Graphviz with the plugins that this program is linked with: none is looked for or loaded. */
static GVC_t *new_context(void)
{
    const lt_symlist_t plugins[] = {
        {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
        {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
        {"gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library},
        {"gvplugin_pango_LTX_library", &gvplugin_pango_LTX_library},
        {NULL, NULL}};
    return gvContextPlugins(plugins, 0);
}
#else
static GVC_t *new_context(void)
{
    unsetenv("GVBINDIR"); /* would name a folder to load code from */
    return gvContext();
}
#endif

static bool no_font_known(void)
{
    const FcFontSet *fonts = FcConfigGetFonts(NULL, FcSetSystem);
    return !fonts || fonts->nfont == 0;
}

/* Whether there is no font, neither the system's nor, in the last resort, those of the
   configuration that PROF2DOT_FONTS names. */
static bool fonts_missing(void)
{
    if (!FcInit())
        return true;
    const char *last_resort = getenv("PROF2DOT_FONTS");
    if (!no_font_known() || !last_resort)
        return no_font_known();
    return setenv("FONTCONFIG_FILE", last_resort, 1) != 0 || !FcInitReinitialize() ||
           no_font_known();
}

static void set(Agraph_t *graph, char *name, const char *value)
{
    agattr(graph, AGRAPH, name, (char *)(uintptr_t)value);
}

/* The layout's size in points, from its bounding box "0 0 W H". */
static bool layout_size(Agraph_t *graph, double *width, double *height)
{
    const char *box = agget(graph, "bb");
    double x, y;
    return box && sscanf(box, "%lf%*[ ,]%lf%*[ ,]%lf%*[ ,]%lf", &x, &y, width, height) == 4;
}

/* Zooms a picture out that would have too many pixels; returns its resolution. */
static double keep_small(Agraph_t *graph, double dpi)
{
    double width, height;
    if (!layout_size(graph, &width, &height) || width <= 0 || height <= 0)
        return dpi;
    double wide = width * dpi / 72;
    double high = height * dpi / 72;
    double zoom = fmin(1, fmin(sqrt(MOST_PIXELS / (wide * high)), MOST_SIDE / fmax(wide, high)));
    if (zoom >= 1)
        return dpi;
    zoom *= 0.99; /* the margin around the drawing counts as well */
    char viewport[128];
    snprintf(viewport, sizeof viewport, "%.0f,%.0f,%.6f", width * zoom, height * zoom, zoom);
    set(graph, (char[]){"viewport"}, viewport);
    return dpi * zoom;
}

static int render(const struct job *job, GVC_t *context, Agraph_t *graph, int output)
{
    bool png = job->options.format == GRAPHVIZ_PNG;
    struct preamble preamble = {.dpi = job->options.dpi, .no_fonts = fonts_missing()};
    if (png && preamble.no_fonts)
        return NO_FONT;
    char dpi[32];
    snprintf(dpi, sizeof dpi, "%.3f", job->options.dpi);
    if (png)
        set(graph, (char[]){"dpi"}, dpi);
    if (job->options.hurry)
        set(graph, (char[]){"mclimit"}, "0.1");
    if (gvLayout(context, graph, job->options.is_placed ? "nop2" : "dot") != 0)
        return NO_LAYOUT;
    if (png)
        preamble.dpi = keep_small(graph, preamble.dpi);
    FILE *stream = fdopen(output, "wb");
    if (!stream)
        return NO_OUTPUT;
    int ending = ENDED_WELL;
    if (fwrite(&preamble, sizeof preamble, 1, stream) != 1)
        ending = NO_OUTPUT;
    else if (gvRender(context, graph, png ? "png:cairo" : "svg", stream) != 0)
        ending = NO_RENDERER;
    bool closed = fclose(stream) == 0;
    return ending != ENDED_WELL || (closed && agerrors() == 0) ? ending : NO_OUTPUT;
}

static bool read_exactly(int input, void *into, size_t size)
{
    for (char *at = into; size;) {
        ssize_t got = read(input, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* In the child. Nothing is freed: the process is about to end, and agclose takes longer than that.
   The alarm ends it where nobody is left to do so. */
static int draw(int input, int output)
{
    struct job job;
    GVC_t *context = new_context();
    if (!context || !read_exactly(input, &job, sizeof job))
        return NO_JOB;
    char *dot = memory_new(job.dot_size + 1, 1);
    if (!read_exactly(input, dot, job.dot_size))
        return NO_JOB;
    alarm((unsigned)job.options.timeout + 2);
    Agraph_t *graph = agmemread(dot);
    return graph ? render(&job, context, graph, output) : BAD_DOT;
}

/* Graphviz reports success for pictures that it did not finish. */
static bool is_whole(struct str bytes, enum graphviz_format format)
{
    if (format == GRAPHVIZ_PNG)
        return str_starts(bytes, STR("\x89PNG\r\n\x1a\n")) &&
               str_ends(bytes, (struct str){"IEND\xae\x42\x60\x82", 8});
    return str_contains(str_first(bytes, 1024), STR("<svg")) && str_ends(bytes, STR("</svg>\n"));
}

static enum graphviz_result say(struct error *error, const struct graphviz_options *options,
                                struct child_result *child)
{
    const char *what = options->format == GRAPHVIZ_PNG ? "PNG" : "SVG";
    if (child->timed_out)
        error_set(error, ERROR_RENDER, "Graphviz did not finish the layout in %g s",
                  options->timeout);
    else if (child->signal)
        error_set(error, ERROR_RENDER, "Graphviz crashed: signal %d, %s", child->signal,
                  strsignal(child->signal));
    else if (child->status == NO_RENDERER)
        error_set(error, ERROR_RENDER,
                  "this Graphviz has no %s renderer; install its pango plugin "
                  "(Debian: libgvc6, or libgvplugin-pango8)",
                  what);
    else if (child->status == NO_FONT)
        error_set(error, ERROR_RENDER,
                  "no font is installed, every letter would be a box; install one "
                  "(Debian: fonts-dejavu-core)");
    else
        error_set(error, ERROR_RENDER, "Graphviz failed (%d): %.300s", child->status,
                  child->complaints.size ? child->complaints.data : "it does not say why");
    if (!child->signal && !child->timed_out && child->status == NO_LAYOUT &&
        str_contains(buf_slice(&child->complaints), STR("not recognized")))
        error_set(error, ERROR_RENDER,
                  "this Graphviz does not know its own layout dot: install the package graphviz, "
                  "or run: dot -c");
    bool unable = !child->signal && !child->timed_out &&
                  (child->status == NO_RENDERER || child->status == NO_FONT ||
                   str_contains(buf_slice(&child->complaints), STR("not recognized")));
    return unable ? GRAPHVIZ_UNABLE : GRAPHVIZ_FAILED;
}

static bool start_child(enum graphviz_format format, struct graphviz_renderer *renderer,
                        struct error *error)
{
    return child_start(draw, format == GRAPHVIZ_PNG ? 2 * GIB : GIB, &renderer->child, error);
}

void graphviz_start(enum graphviz_format format, struct graphviz_renderer *renderer)
{
    struct error ignored;
    start_child(format, renderer, &ignored);
}

void graphviz_drop(struct graphviz_renderer *renderer)
{
    child_drop(&renderer->child);
}

static void take_picture(struct str bytes, struct graphviz_picture *picture)
{
    struct preamble preamble;
    memcpy(&preamble, bytes.data, sizeof preamble);
    buf_str(&picture->bytes, str_from(bytes, sizeof preamble));
    picture->dpi = preamble.dpi;
    picture->no_fonts = preamble.no_fonts != 0;
}

enum graphviz_result graphviz_render(struct graphviz_renderer *renderer, const struct buf *dot,
                                     const struct graphviz_options *options,
                                     struct graphviz_picture *picture, struct error *error)
{
    *picture = (struct graphviz_picture){0};
    if (!renderer->child.process && !start_child(options->format, renderer, error))
        return GRAPHVIZ_UNABLE;
    struct job job;
    memset(&job, 0, sizeof job); /* the padding is written too, so no struct is assigned */
    job.options.format = options->format;
    job.options.dpi = options->dpi;
    job.options.timeout = options->timeout;
    job.options.hurry = options->hurry;
    job.options.is_placed = options->is_placed;
    job.dot_size = dot->size;
    struct buf input = {0};
    struct child_result child;
    buf_bytes(&input, &job, sizeof job);
    buf_str(&input, buf_slice(dot));
    child_finish(&renderer->child, buf_slice(&input), options->timeout, &child);
    buf_free(&input);
    enum graphviz_result result = GRAPHVIZ_DRAWN;
    struct str bytes = buf_slice(&child.output);
    if (!child.timed_out && !child.signal && !child.status &&
        is_whole(str_from(bytes, sizeof(struct preamble)), options->format))
        take_picture(bytes, picture);
    else
        result = say(error, options, &child);
    child_free(&child);
    return result;
}
