#include "output/page/html_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/tree/told.h"
#include "base/memory.h"
#include "base/text/number_text.h"
#include "base/utf8.h"
#include "output/escape.h"
#include "output/page/html_filler.h"
#include "output/page/page_data.h"
#include "output/page/shell.h"
#include "output/page/template.h"
#include "view/graph/label.h"
#include "view/number.h"

/* Rows of the table that is there without scripts, and printed. */
enum { TOP = 50 };

enum { PALETTE_STEPS = 13 };

#define NO_BREAK "\xc2\xa0"

/* Writes what the template's slot of that name is for. */
#define SLOT(name) static void name(const void *data, uint32_t row, struct buf *out)

/* A script has so much of the time at least. */
static const double least_of_script = 0.5;

/* The own module that the program began with: the one that takes the most time; or NULL. */
static const uint32_t *find_script(const struct filler *filler)
{
    const struct profile *profile = filler->page->profile;
    double most = filler->page->whole->total * least_of_script;
    const uint32_t *found = NULL;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        const struct function *function = &profile->functions[f];
        bool is_module = filler->page->origins[f] == ORIGIN_OWN &&
                         str_equal(profile->names[function->name].text, STR("<module>"));
        if (is_module && function->total > most) {
            most = function->total;
            found = &filler->files.of[f];
        }
    }
    return found;
}

/* What the program was started with: "app.py", or "python -m pkg" of a package's __main__.py. No
   blank in it breaks a line. */
static void write_script(const struct page_file *file, struct buf *out)
{
    struct str suffix = STR(".__main__");
    if (str_ends(file->module, suffix)) {
        buf_text(out, "python" NO_BREAK "-m" NO_BREAK);
        buf_str(out, (struct str){file->module.data, file->module.size - suffix.size});
    } else {
        buf_str(out, str_base_name(file->path));
    }
}

/* "app.py · out.prof": many profiles have one name. A program that changed is told by its profiles
   alone. Where there is no room the name of the profile goes to another line. */
SLOT(write_title)
{
    const struct filler *filler = data;
    const uint32_t *file = filler->page->base ? NULL : find_script(filler);
    (void)row;
    if (file) {
        write_script(&filler->files.items[*file], out);
        buf_text(out, " ·" NO_BREAK);
    }
    buf_str(out, filler->title);
}

/* "8.75 s", or "71.4 s → 8.75 s". */
SLOT(write_total)
{
    const struct filler *filler = data;
    (void)row;
    if (filler->page->base) {
        number_cost(out, filler->page->base->changes->before, html_unit(data));
        buf_text(out, " → ");
    }
    number_cost(out, filler->page->whole->total, html_unit(data));
}

SLOT(write_calls)
{
    const struct filler *filler = data;
    (void)row;
    if (filler->page->profile->sampled || !filler->page->whole->calls)
        return;
    number_count(out, filler->page->whole->calls);
    buf_text(out, filler->page->whole->calls == 1 ? "\u00a0call" : "\u00a0calls");
}

SLOT(write_functions)
{
    const struct filler *filler = data;
    (void)row;
    number_count(out, filler->page->profile->function_count);
}

const struct unit *html_unit(const void *filler)
{
    return &((const struct filler *)filler)->page->profile->unit;
}

uint32_t html_function(const void *filler, uint32_t function)
{
    const uint32_t *place = ((const struct filler *)filler)->page->place;
    return place ? place[function] : function;
}

void html_graph_data(const struct html_graph *graph, const uint32_t *place, struct buf *out)
{
    buf_text(out, "{\"nodes\":[");
    for (uint32_t i = 0; i < graph->function_count; i++)
        buf_format(out, i ? ",%" PRIu32 : "%" PRIu32,
                   place ? place[graph->functions[i]] : graph->functions[i]);
    buf_text(out, "],\"edges\":[");
    for (uint32_t i = 0; i < graph->edge_count; i++)
        buf_format(out, i ? ",[%" PRIu32 ",%" PRIu32 "]" : "[%" PRIu32 ",%" PRIu32 "]",
                   graph->edges[i].from, graph->edges[i].to);
    buf_text(out, "]}");
}

/* Fills at the squares of even steps, since small shares need more of them: six hex digits each, of
   the light theme and of the dark one. */
static void add_palette(struct buf *out, const struct palette *palette)
{
    buf_text(out, "\"palette\":[\"");
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        struct palette themed = *palette;
        themed.theme = (enum theme)theme;
        buf_text(out, theme ? "\",\"" : "");
        for (int i = 0; i < PALETTE_STEPS; i++) {
            double root = (double)i / (PALETTE_STEPS - 1);
            struct colour c = palette_fill(&themed, root * root);
            buf_format(out, "%02x%02x%02x", c.red, c.green, c.blue);
        }
    }
    buf_text(out, "\"]");
}

/* The colours of changes: where all less was spent, of none, and where all more was: six hex digits
   each, of the light theme and of the dark one. */
static void add_signed(struct buf *out)
{
    buf_text(out, ",\"signed\":[\"");
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        buf_text(out, theme ? "\",\"" : "");
        for (int part = -1; part <= 1; part++) {
            struct colour c = palette_signed((enum theme)theme, part);
            buf_format(out, "%02x%02x%02x", c.red, c.green, c.blue);
        }
    }
    buf_text(out, "\"]");
}

SLOT(write_meta)
{
    const struct filler *filler = data;
    const struct totals *whole = filler->page->whole;
    (void)row;
    buf_text(out, "{\"version\":1,\"title\":\"");
    escape_json(out, filler->title);
    buf_text(out, "\",\"unit\":\"");
    escape_json(out, str_of(unit_name(html_unit(data))));
    buf_text(out, "\",\"quantum\":");
    number_text_shortest(out, filler->quantum);
    buf_format(out, ",\"total\":%.0f,\"own\":%.0f", whole->total / filler->quantum,
               fmax(whole->own, 0) / filler->quantum);
    buf_format(out, ",\"calls\":%" PRId64 ",\"primitive\":%" PRId64 ",\"sampled\":%s,",
               whole->calls, whole->primitive, filler->page->profile->sampled ? "true" : "false");
    buf_format(out, "\"stacks\":%s,", filler->page->profile->stacks.count ? "true" : "false");
    buf_format(out, "\"tabled\":%s,", told_by_table(filler->page->profile) ? "true" : "false");
    add_palette(out, filler->page->palette);
    if (filler->page->base)
        add_signed(out);
    buf_char(out, '}');
}

SLOT(write_names)
{
    const struct filler *filler = data;
    (void)row;
    page_data_names(&filler->names, out);
}

SLOT(write_files)
{
    const struct filler *filler = data;
    (void)row;
    page_data_files(&filler->files, out);
}

SLOT(write_links)
{
    const struct filler *filler = data;
    (void)row;
    page_data_links(&filler->files, filler->page->links, out);
}

/* {"<function>": [first line, text, lines left out, if any]} */
SLOT(write_sources)
{
    const struct html_page *page = ((const struct filler *)data)->page;
    (void)row;
    buf_char(out, '{');
    for (uint32_t i = 0; i < page->source_count; i++) {
        const struct html_source *source = &page->sources[i];
        buf_format(out, "%s\"%" PRIu32 "\":[%" PRId64 ",\"", i ? ",\n" : "", source->function,
                   source->line);
        escape_json(out, source->text);
        buf_char(out, '"');
        if (source->left_out)
            buf_format(out, ",%" PRIu32, source->left_out);
        buf_char(out, ']');
    }
    buf_char(out, '}');
}

SLOT(write_source_note)
{
    const struct html_page *page = ((const struct filler *)data)->page;
    (void)row;
    if (!page->source_count)
        return;
    buf_text(out, "<p class=\"note\">This file holds the source of ");
    number_count(out, page->source_count);
    buf_text(out, page->source_count == 1 ? " function.</p>\n" : " functions.</p>\n");
}

SLOT(write_lines)
{
    const struct filler *filler = data;
    (void)row;
    page_data_lines(filler->page->profile, filler->quantum, out);
}

SLOT(write_function_data)
{
    const struct filler *filler = data;
    (void)row;
    page_data_functions(filler->page->profile, &filler->names, &filler->files, filler->quantum,
                        out);
}

SLOT(write_edge_data)
{
    const struct filler *filler = data;
    (void)row;
    page_data_edges(filler->page->profile, filler->quantum, out);
}

SLOT(write_tree_data)
{
    const struct filler *filler = data;
    (void)row;
    page_data_tree(filler->page->tree, filler->quantum, out);
}

SLOT(write_graph)
{
    const struct filler *filler = data;
    (void)row;
    buf_str(out, filler->page->graph->svg);
}

/* Style sheets are no place for a closing tag; the rules hold none. */
SLOT(write_graph_dark)
{
    const struct filler *filler = data;
    (void)row;
    buf_str(out, filler->page->graph->dark);
    if (!filler->page->base)
        return;
    buf_str(out, filler->page->base->graph->dark);
    buf_str(out, filler->page->base->changed->dark);
}

SLOT(write_graph_data)
{
    (void)row;
    html_graph_data(((const struct filler *)data)->page->graph, NULL, out);
}

static uint32_t count_top(const void *data)
{
    return ((const struct filler *)data)->top_count;
}

static const struct function *top_function(const struct filler *filler, uint32_t row)
{
    return &filler->page->profile->functions[filler->top[row]];
}

SLOT(write_top_calls)
{
    number_count(out, top_function(data, row)->calls);
}

SLOT(write_top_own)
{
    number_cost(out, top_function(data, row)->own, html_unit(data));
}

SLOT(write_top_own_share)
{
    const struct filler *filler = data;
    number_percent(out, profile_share(top_function(filler, row)->own, filler->page->whole->total));
}

SLOT(write_top_total)
{
    number_cost(out, profile_weight(top_function(data, row)), html_unit(data));
}

SLOT(write_top_total_share)
{
    const struct filler *filler = data;
    number_percent(
        out, profile_share(profile_weight(top_function(filler, row)), filler->page->whole->total));
}

SLOT(write_top_name)
{
    const struct filler *filler = data;
    buf_str(out, page_name(&filler->names, filler->top[row]));
}

SLOT(write_top_place)
{
    const struct filler *filler = data;
    const struct function *f = top_function(filler, row);
    struct str path = filler->files.items[filler->files.of[filler->top[row]]].path;
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
    {"links", write_links, NULL},
    {"sources", write_sources, NULL},
    {"source-note", write_source_note, NULL},
    {"lines", write_lines, NULL},
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

/* Fine enough for the smallest of several inputs, and for their sums; a script counts up to 2^53.
 */
static double find_quantum(const struct html_page *page)
{
    static const double most_finer = 1e4, for_sums = 100;
    double most = fmax(page->whole->total, page->base ? page->base->whole->total : 0);
    double least = most;
    for (uint32_t i = 0; i < page->input_count; i++)
        if (page->inputs[i].total > 0)
            least = fmin(least, page->inputs[i].total);
    least = fmax(least, most / most_finer);
    return unit_quantum(least) / (page->input_count ? for_sums : 1);
}

void html_write(const struct html_page *page, struct buf *out)
{
    struct filler filler = {
        .page = page,
        .names = page_names_make(page->profile, page->qualified),
        .files = page_files_make(page->profile, page->origins),
        .quantum = find_quantum(page),
    };
    filler.title = utf8_repair(&filler.arena, str_of(page->title));
    find_top(&filler);
    const struct template_slots all[] = {
        {slots, sizeof slots / sizeof slots[0]},
        html_summary_slots,
        html_changes_slots,
        html_inputs_slots,
    };
    struct str shell = page->base                    ? shell_compare_html
                       : page->input_count           ? shell_inputs_html
                       : page->profile->stacks.count ? shell_stacks_html
                                                     : shell_html;
    template_write(shell, all, sizeof all / sizeof all[0], &filler, out);
    page_names_free(&filler.names);
    page_files_free(&filler.files);
    free(filler.top);
    arena_free(&filler.arena);
}
