#include "output/html.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number_text.h"
#include "output/escape.h"
#include "output/page_data.h"
#include "output/shell.h"
#include "output/template.h"
#include "view/label.h"
#include "view/number.h"

/* Rows of the table that is there without scripts, and printed. */
enum { TOP = 50 };

enum { PALETTE_STEPS = 33 };

/* The page, and what several of its places need. */
struct filler {
    const struct html_page *page;
    struct page_files files;
    double quantum;
    uint32_t *top; /* the functions with the most own time */
    uint32_t top_count;
};

/* Each of the following writes what the slot of its name is for (template_write). */

static void write_title(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    buf_text(out, filler->page->title);
}

static void write_total(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    number_time(out, filler->page->whole->total);
}

static void write_calls(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    number_count(out, filler->page->whole->calls);
}

static void write_functions(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    number_count(out, filler->page->profile->function_count);
}

static void add_colour(struct buf *out, struct colour c)
{
    buf_format(out, "\"#%02x%02x%02x\"", c.red, c.green, c.blue);
}

/* Fills at the squares of even steps: small shares need more of them. */
static void add_palette(struct buf *out, const struct palette *palette)
{
    buf_text(out, "\"palette\":[");
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        struct palette themed = *palette;
        themed.theme = (enum theme)theme;
        buf_text(out, theme ? ",[" : "[");
        for (int i = 0; i < PALETTE_STEPS; i++) {
            double root = (double)i / (PALETTE_STEPS - 1);
            buf_text(out, i ? "," : "");
            add_colour(out, palette_fill(&themed, root * root));
        }
        buf_char(out, ']');
    }
    buf_char(out, ']');
}

static void write_meta(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    const struct totals *whole = filler->page->whole;
    (void)rows;
    buf_text(out, "{\"version\":1,\"title\":\"");
    escape_json(out, str_of(filler->page->title));
    buf_text(out, "\",\"unit\":\"s\",\"quantum\":");
    number_text_shortest(out, filler->quantum);
    buf_format(out, ",\"total\":%.0f,\"own\":%.0f", whole->total / filler->quantum,
               whole->own / filler->quantum);
    buf_format(out, ",\"calls\":%" PRId64 ",\"primitive\":%" PRId64 ",\"sampled\":%s,",
               whole->calls, whole->primitive, filler->page->profile->sampled ? "true" : "false");
    add_palette(out, filler->page->palette);
    buf_char(out, '}');
}

static void write_names(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    page_data_names(filler->page->profile, out);
}

static void write_files(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    page_data_files(&filler->files, out);
}

static void write_function_data(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    page_data_functions(filler->page->profile, &filler->files, filler->quantum, out);
}

static void write_edge_data(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    page_data_edges(filler->page->profile, filler->quantum, out);
}

static void write_tree_data(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    page_data_tree(filler->page->tree, filler->quantum, out);
}

static void write_graph(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    buf_str(out, filler->page->graph->svg);
}

/* Style sheets are no place for a closing tag; the rules hold none. */
static void write_graph_dark(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    (void)rows;
    buf_str(out, filler->page->graph->dark);
}

static void write_graph_data(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct html_graph *graph = ((const struct filler *)data)->page->graph;
    (void)rows;
    buf_text(out, "{\"prefix\":\"");
    escape_json(out, graph->prefix);
    buf_text(out, "\",\"nodes\":[");
    for (uint32_t i = 0; i < graph->function_count; i++)
        buf_format(out, i ? ",%" PRIu32 : "%" PRIu32, graph->functions[i]);
    buf_text(out, "],\"edges\":[");
    for (uint32_t i = 0; i < graph->edge_count; i++)
        buf_format(out, i ? ",[%" PRIu32 ",%" PRIu32 "]" : "[%" PRIu32 ",%" PRIu32 "]",
                   graph->edges[i].from, graph->edges[i].to);
    buf_text(out, "]}");
}

static uint32_t count_top(const void *data, const uint32_t *rows)
{
    (void)rows;
    return ((const struct filler *)data)->top_count;
}

static const struct function *top_function(const struct filler *filler, const uint32_t *rows)
{
    return &filler->page->profile->functions[filler->top[rows[0]]];
}

static void write_top_calls(const void *data, const uint32_t *rows, struct buf *out)
{
    number_count(out, top_function(data, rows)->calls);
}

static void write_top_own(const void *data, const uint32_t *rows, struct buf *out)
{
    number_time(out, top_function(data, rows)->own);
}

static void write_top_own_share(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    number_percent(out, profile_share(top_function(filler, rows)->own, filler->page->whole->total));
}

static void write_top_total(const void *data, const uint32_t *rows, struct buf *out)
{
    number_time(out, top_function(data, rows)->total);
}

static void write_top_total_share(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    number_percent(out,
                   profile_share(top_function(filler, rows)->total, filler->page->whole->total));
}

static void write_top_name(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    const struct profile *profile = filler->page->profile;
    buf_str(out, profile->names[top_function(filler, rows)->name].text);
}

static void write_top_place(const void *data, const uint32_t *rows, struct buf *out)
{
    const struct filler *filler = data;
    const struct function *f = top_function(filler, rows);
    struct str path = filler->files.items[filler->files.of[filler->top[rows[0]]]].path;
    buf_str(out, path);
    if (path.size && f->line > 0)
        buf_format(out, ":%" PRId64, f->line);
}

static const struct template_slot slots[] = {
    {"title", write_title, NULL},
    {"total", write_total, NULL},
    {"calls", write_calls, NULL},
    {"functions", write_functions, NULL},
    {"meta", write_meta, NULL},
    {"names", write_names, NULL},
    {"files", write_files, NULL},
    {"function-data", write_function_data, NULL},
    {"edge-data", write_edge_data, NULL},
    {"tree-data", write_tree_data, NULL},
    {"graph", write_graph, NULL},
    {"graph-dark", write_graph_dark, NULL},
    {"graph-data", write_graph_data, NULL},
    {"top", NULL, count_top},
    {"top-calls", write_top_calls, NULL},
    {"top-own", write_top_own, NULL},
    {"top-own-share", write_top_own_share, NULL},
    {"top-total", write_top_total, NULL},
    {"top-total-share", write_top_total_share, NULL},
    {"top-name", write_top_name, NULL},
    {"top-place", write_top_place, NULL},
};

/* Whether function a stands above b: more own time, or the key. */
static bool is_before(const struct profile *profile, uint32_t a, uint32_t b)
{
    double own_a = profile->functions[a].own, own_b = profile->functions[b].own;
    return own_a != own_b ? own_a > own_b : profile_compare_keys(profile, a, b) < 0;
}

/* One pass that keeps the best so far in order. */
static void find_top(struct filler *filler)
{
    const struct profile *profile = filler->page->profile;
    filler->top = memory_new(TOP + 1, sizeof *filler->top);
    for (uint32_t f = 0; f < profile->function_count; f++) {
        uint32_t at = filler->top_count;
        for (; at && is_before(profile, f, filler->top[at - 1]); at--)
            filler->top[at] = filler->top[at - 1];
        if (at < TOP)
            filler->top[at] = f;
        filler->top_count += filler->top_count < TOP;
    }
}

void html_write(const struct html_page *page, struct buf *out)
{
    struct filler filler = {
        .page = page,
        .files = page_files_make(page->profile, page->origins),
        .quantum = page_data_quantum(page->whole->total),
    };
    find_top(&filler);
    template_write(shell_html, slots, sizeof slots / sizeof slots[0], &filler, out);
    page_files_free(&filler.files);
    free(filler.top);
}
