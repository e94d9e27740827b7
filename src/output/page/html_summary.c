#include <inttypes.h>
#include <string.h>

#include "base/text/number_text.h"
#include "output/escape.h"
#include "output/page/html_filler.h"
#include "view/number.h"

/* Writes what the template's slot of that name is for; or counts a list's rows. */
#define SLOT(name) static void name(const void *data, uint32_t row, struct buf *out)
#define LIST(name) static uint32_t name(const void *data)

static const struct summary *summary_of(const void *data)
{
    return ((const struct filler *)data)->page->summary;
}

/* Names of functions lead to what the page knows of them. */
static void add_link(const void *data, struct buf *out, uint32_t function, struct str name)
{
    buf_format(out, "<a href=\"#function?f=%" PRIu32 "\">", html_function(data, function));
    escape_xml(out, name);
    buf_text(out, "</a>");
}

static void add_sentence(const void *data, struct buf *out, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct sentence_piece *piece = &sentence->pieces[i];
        if (piece->function == SENTENCE_PLAIN)
            escape_xml(out, piece->text);
        else
            add_link(data, out, piece->function, piece->text);
    }
}

SLOT(write_verdict)
{
    (void)row;
    add_sentence(data, out, &summary_of(data)->verdict);
}

LIST(count_findings)
{
    return summary_of(data)->finding_count;
}

SLOT(write_finding)
{
    add_sentence(data, out, &summary_of(data)->findings[row]);
}

LIST(count_oddities)
{
    return summary_of(data)->oddity_count;
}

SLOT(write_oddity)
{
    add_sentence(data, out, &summary_of(data)->oddities[row]);
}

/* A picture of a share: widths are attributes, since the page's policy forbids inline styles. */
static void add_bar_of(const void *data, double share, bool is_quiet, struct buf *out)
{
    struct palette palette = *((const struct filler *)data)->page->palette;
    palette.theme = THEME_LIGHT;
    static const struct colour quiet = {0x9e, 0x9e, 0x9e}; /* on light and on dark ground */
    struct colour fill = is_quiet ? quiet : palette_fill(&palette, share);
    buf_format(out,
               "<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
               "aria-hidden=\"true\"><rect width=\"%.2f\" height=\"1\" "
               "fill=\"#%02x%02x%02x\"/></svg>",
               share > 1   ? 100
               : share > 0 ? 100 * share
                           : 0,
               fill.red, fill.green, fill.blue);
}

static void add_bar(const void *data, double share, struct buf *out)
{
    add_bar_of(data, share, false, out);
}

/* Samples are no calls. */
static void add_calls(const void *data, int64_t calls, struct buf *out)
{
    if (((const struct filler *)data)->page->profile->sampled || calls <= 0)
        return;
    buf_text(out, "×");
    number_count(out, calls);
}

LIST(count_path)
{
    return summary_of(data)->item_count;
}

/* The step that a row begins with. */
static const struct summary_step *step_of(const void *data, uint32_t row)
{
    const struct summary *summary = summary_of(data);
    return &summary->path[summary->items[row].first];
}

SLOT(write_step_name)
{
    const struct summary_item *item = &summary_of(data)->items[row];
    const struct summary_step *step = step_of(data, row);
    if (item->count == 1) {
        buf_text(out, step->is_jump ? "… " : "");
        add_link(data, out, step->function, step->name);
        return;
    }
    buf_text(out, "▸ ");
    number_count(out, item->frames);
    buf_text(out, " frames in libraries");
}

SLOT(write_step_class)
{
    buf_text(out, step_of(data, row)->is_own ? "own" : "other");
}

SLOT(write_step_share)
{
    const struct summary_step *step = step_of(data, row);
    buf_text(out, step->guessed ? "about " : "");
    number_percent(out, step->share);
}

SLOT(write_step_bar)
{
    add_bar_of(data, step_of(data, row)->share, step_of(data, row)->is_quiet, out);
}

SLOT(write_step_calls)
{
    const struct summary_step *step = step_of(data, row);
    if (summary_of(data)->items[row].count > 1)
        return;
    if (step->calls_guessed && !((const struct filler *)data)->page->profile->sampled)
        buf_text(out, "≈");
    add_calls(data, step->calls, out);
}

/* One bar of all origins, side by side. */
SLOT(write_origin_bar)
{
    const struct summary *summary = summary_of(data);
    double at = 0;
    (void)row;
    for (uint32_t i = 0; i < summary->origin_count; i++) {
        double width = 100 * summary->origins[i].share;
        buf_format(out, "<rect class=\"origin-%s\" x=\"%.2f\" width=\"%.2f\" height=\"1\"/>",
                   summary->origins[i].origin, at, width);
        at += width;
    }
}

LIST(count_origins)
{
    return summary_of(data)->origin_count;
}

SLOT(write_origin_class)
{
    buf_format(out, "origin-%s", summary_of(data)->origins[row].origin);
}

/* In the words of the page's other views, KINDS in templates/core/data.js. */
SLOT(write_origin_name)
{
    static const char *const words[][2] = {
        {"own", "yours"},      {"site", "packages"},       {"builtin", "C"},
        {"frozen", "imports"}, {"generated", "generated"},
    };
    const char *origin = summary_of(data)->origins[row].origin;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(origin, words[i][0]) == 0) {
            buf_text(out, words[i][1]);
            return;
        }
    buf_str(out, summary_of(data)->origins[row].name);
}

SLOT(write_origin_share)
{
    number_percent(out, summary_of(data)->origins[row].share);
}

SLOT(write_origin_time)
{
    number_cost(out, summary_of(data)->origins[row].time, html_unit(data));
}

LIST(count_packages)
{
    return summary_of(data)->package_count;
}

SLOT(write_package_name)
{
    buf_str(out, summary_of(data)->packages[row].name);
}

SLOT(write_package_time)
{
    number_cost(out, summary_of(data)->packages[row].time, html_unit(data));
}

SLOT(write_package_share)
{
    number_percent(out, summary_of(data)->packages[row].share);
}

SLOT(write_package_bar)
{
    add_bar(data, summary_of(data)->packages[row].share, out);
}

LIST(count_costs)
{
    return summary_of(data)->cost_count;
}

SLOT(write_cost_caller)
{
    const struct summary_cost *cost = &summary_of(data)->costs[row];
    add_link(data, out, cost->caller, cost->caller_name);
}

SLOT(write_cost_callee)
{
    const struct summary_cost *cost = &summary_of(data)->costs[row];
    if (cost->imports)
        add_link(data, out, cost->callee, STR("import"));
    else
        add_link(data, out, cost->callee, cost->callee_name);
}

SLOT(write_cost_time)
{
    const struct summary_cost *cost = &summary_of(data)->costs[row];
    buf_text(out, cost->guessed ? "about " : "");
    number_cost(out, cost->time, html_unit(data));
}

SLOT(write_cost_share)
{
    number_percent(out, summary_of(data)->costs[row].share);
}

SLOT(write_cost_calls)
{
    add_calls(data, summary_of(data)->costs[row].calls, out);
}

SLOT(write_cost_bar)
{
    add_bar(data, summary_of(data)->costs[row].share, out);
}

LIST(count_blame)
{
    return summary_of(data)->blame_count;
}

SLOT(write_blame_name)
{
    const struct summary_blame *blame = &summary_of(data)->blame[row];
    add_link(data, out, blame->function, blame->name);
}

SLOT(write_blame_own)
{
    number_cost(out, summary_of(data)->blame[row].own, html_unit(data));
}

SLOT(write_blame_caused)
{
    number_cost(out, summary_of(data)->blame[row].caused, html_unit(data));
}

SLOT(write_blame_share)
{
    number_percent(out, summary_of(data)->blame[row].share);
}

SLOT(write_blame_bar)
{
    add_bar(data, summary_of(data)->blame[row].share, out);
}

/* For sorting: both, own, caused. */
SLOT(write_blame_values)
{
    const struct summary_blame *blame = &summary_of(data)->blame[row];
    number_text_shortest(out, blame->own + blame->caused);
    buf_char(out, ' ');
    number_text_shortest(out, blame->own);
    buf_char(out, ' ');
    number_text_shortest(out, blame->caused);
}

SLOT(write_blame_culprits)
{
    buf_str(out, summary_of(data)->blame[row].culprits);
}

SLOT(write_unblamed)
{
    static const double least = 0.001; /* of the total; less is not worth a sentence */
    double nobodys = summary_of(data)->nobodys;
    (void)row;
    if (nobodys <= least * ((const struct filler *)data)->page->whole->total)
        return;
    buf_text(out, "Below none of your code: ");
    number_cost(out, nobodys, html_unit(data));
    buf_char(out, '.');
}

static const struct template_slot slots[] = {
    {"verdict", write_verdict, NULL},
    {"findings", NULL, count_findings},
    {"finding", write_finding, NULL},
    {"oddities", NULL, count_oddities},
    {"oddity", write_oddity, NULL},
    {"path", NULL, count_path},
    {"step-name", write_step_name, NULL},
    {"step-class", write_step_class, NULL},
    {"step-share", write_step_share, NULL},
    {"step-bar", write_step_bar, NULL},
    {"step-calls", write_step_calls, NULL},
    {"origin-bar", write_origin_bar, NULL},
    {"origins", NULL, count_origins},
    {"origin-class", write_origin_class, NULL},
    {"origin-name", write_origin_name, NULL},
    {"origin-share", write_origin_share, NULL},
    {"origin-time", write_origin_time, NULL},
    {"packages", NULL, count_packages},
    {"package-name", write_package_name, NULL},
    {"package-time", write_package_time, NULL},
    {"package-share", write_package_share, NULL},
    {"package-bar", write_package_bar, NULL},
    {"costs", NULL, count_costs},
    {"cost-caller", write_cost_caller, NULL},
    {"cost-callee", write_cost_callee, NULL},
    {"cost-time", write_cost_time, NULL},
    {"cost-share", write_cost_share, NULL},
    {"cost-calls", write_cost_calls, NULL},
    {"cost-bar", write_cost_bar, NULL},
    {"blame", NULL, count_blame},
    {"blame-name", write_blame_name, NULL},
    {"blame-own", write_blame_own, NULL},
    {"blame-caused", write_blame_caused, NULL},
    {"blame-share", write_blame_share, NULL},
    {"blame-bar", write_blame_bar, NULL},
    {"blame-values", write_blame_values, NULL},
    {"blame-culprits", write_blame_culprits, NULL},
    {"unblamed", write_unblamed, NULL},
};

const struct template_slots html_summary_slots = {slots, sizeof slots / sizeof slots[0]};
