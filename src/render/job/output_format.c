#include "render/job/output_format.h"

#include "output/csv.h"
#include "output/markdown/markdown.h"
#include "output/page/trend_html.h"
#include "output/pstats_file.h"
#include "output/text.h"
#include "render/outputs/annotated.h"
#include "render/outputs/canvases.h"
#include "render/outputs/changes.h"
#include "render/outputs/changes_paths.h"
#include "render/outputs/data.h"
#include "render/outputs/paths.h"
#include "render/outputs/pictures.h"
#include "render/outputs/report.h"
#include "render/outputs/terminal.h"
#include "render/outputs/verdicts.h"

static const struct output_format lines = {
    .name = "lines", .make = annotated_make, .tells_names = true, .shows_sources = true};

static const struct output_format spine_png = {.name = "spine",
                                               .also = ".png",
                                               .make = canvases_spine_png,
                                               .changed = changes_spine_png,
                                               .renderer = RENDERER_PNG,
                                               .is_binary = true};

static const struct output_format flow_png = {.name = "flow",
                                              .also = ".png",
                                              .make = canvases_flow_png,
                                              .renderer = RENDERER_PNG,
                                              .is_binary = true};

const struct output_format output_format_functions = {
    .name = "functions", .make = data_functions, .tells_names = true, .takes_no_filter = true};

const struct output_format output_format_answer = {.name = "answer",
                                                   .make = terminal_make_answer,
                                                   .changed = changes_make_text,
                                                   .is_for_people = true,
                                                   .needs_health = true};

const struct output_format output_formats[] = {
    {.name = "dot",
     .note = "the default",
     .endings = ".dot .gv",
     .also = ".txt",
     .make = pictures_dot,
     .changed = pictures_dot,
     .needs_health = true},
    {.name = "svg",
     .endings = ".svg",
     .make = pictures_svg,
     .changed = pictures_svg,
     .renderer = RENDERER_SVG,
     .needs_health = true},
    {.name = "png",
     .endings = ".png",
     .make = pictures_png,
     .changed = pictures_png,
     .renderer = RENDERER_PNG,
     .needs_health = true,
     .is_binary = true},
    {.name = "html",
     .note = "a report",
     .endings = ".html .htm",
     .make = report_make,
     .changed = report_make,
     .trend = trend_html,
     .renderer = RENDERER_SVG,
     .shows_sources = true,
     .shows_inputs = true,
     .needs_health = true},
    {.name = "icicle",
     .note = "a flame view as SVG",
     .also = ".svg",
     .make = paths_icicle,
     .changed = changes_flame_svg},
    {.name = "spine",
     .note = "the hot path as SVG or, for a file .png, as PNG",
     .also = ".svg",
     .make = canvases_spine,
     .changed = changes_spine_svg,
     .as_png = &spine_png},
    {.name = "flow",
     .note = "where the time goes, likewise",
     .also = ".svg",
     .make = canvases_flow,
     .as_png = &flow_png},
    {.name = "summary",
     .note = "the answer in words",
     .also = ".txt",
     .make = terminal_make_summary,
     .changed = changes_make_text,
     .is_for_people = true,
     .shows_sources = true,
     .needs_health = true},
    {.name = "tree",
     .note = "the tree of calls as text",
     .also = ".txt",
     .make = terminal_make_tree,
     .is_for_people = true,
     .needs_health = true},
    {.name = "markdown",
     .note = "the summary for a pull request",
     .endings = ".md",
     .also = ".txt",
     .make = terminal_make_markdown,
     .changed = changes_make_markdown,
     .trend = markdown_trend,
     .shows_sources = true,
     .needs_health = true},
    {.name = "junit",
     .note = "what came of budgets",
     .make = verdicts_make_junit,
     .changed = verdicts_make_junit,
     .tells_budgets = true},
    {.name = "folded",
     .note = "stacks with their times, for flame graphs",
     .endings = ".folded .collapsed",
     .also = ".txt",
     .make = paths_folded},
    {.name = "json",
     .endings = ".json",
     .also = ".txt",
     .make = data_json,
     .changed = changes_make_json,
     .needs_health = true},
    {.name = "text",
     .endings = ".txt",
     .table = text_stats,
     .changed = changes_make_text,
     .tells_names = true,
     .with_lines = &lines},
    {.name = "callers", .also = ".txt", .table = text_callers, .tells_names = true},
    {.name = "callees",
     .note = "tables as pstats prints them",
     .also = ".txt",
     .table = text_callees,
     .tells_names = true},
    {.name = "csv",
     .note = "a table for spreadsheets",
     .endings = ".csv",
     .also = ".txt",
     .table = csv_write,
     .tells_names = true},
    {.name = "pstats",
     .note = "the inputs added up",
     .endings = ".pstats .prof",
     .table = pstats_file_write,
     .takes_no_filter = true,
     .is_binary = true,
     .tells_names = true},
};

const size_t output_format_count = sizeof output_formats / sizeof output_formats[0];

const struct output_format *output_format_named(struct str name)
{
    for (size_t i = 0; i < output_format_count; i++)
        if (str_equal(name, str_of(output_formats[i].name)))
            return &output_formats[i];
    return NULL;
}

static bool is_listed(const char *endings, struct str ending)
{
    for (struct str rest = str_of(endings ? endings : ""); rest.size;) {
        size_t end = str_find(rest, ' ');
        if (str_equal(str_first(rest, end), ending))
            return true;
        rest = str_from(rest, end + 1);
    }
    return false;
}

const struct output_format *output_format_of_ending(struct str ending)
{
    for (size_t i = 0; i < output_format_count; i++)
        if (is_listed(output_formats[i].endings, ending))
            return &output_formats[i];
    return NULL;
}

bool output_format_suits(const struct output_format *format, const char *path)
{
    struct str base = str_base_name(str_of(path));
    struct str ending = str_from(base, str_find_last(base, '.'));
    return !output_format_of_ending(ending) || is_listed(format->endings, ending) ||
           is_listed(format->also, ending);
}

bool output_format_main_ending(const struct output_format *format, struct buf *out)
{
    if (!format->endings)
        return false;
    struct str all = str_of(format->endings);
    buf_str(out, str_first(all, str_find(all, ' ')));
    return true;
}
