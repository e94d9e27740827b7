#include "cli/option_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool bad_value(struct error *error, const char *option, const char *value,
                      const char *wanted)
{
    return error_set(error, ERROR_USAGE, "%s takes %s, not '%.80s'", option, wanted, value);
}

static bool number(const char *value, double least, double most, double *result)
{
    char *end;
    double parsed = strtod(value, &end);
    if (end == value || *end || !isfinite(parsed) || parsed < least || parsed > most)
        return false;
    *result = parsed;
    return true;
}

static bool percent(const char *option, const char *value, double *share, struct error *error)
{
    double parsed;
    if (!number(value, 0, 100, &parsed))
        return bad_value(error, option, value, "a percentage from 0 to 100");
    *share = parsed / 100;
    return true;
}

static bool add_pattern(struct patterns *patterns, const char *value)
{
    size_t room = patterns->count;
    patterns->items =
        memory_grow(patterns->items, &room, patterns->count + 1, sizeof *patterns->items);
    patterns->items[patterns->count++] = value;
    return true;
}

static bool apply_output(struct options *options, const char *value, struct error *error)
{
    (void)error;
    size_t room = options->output_count;
    options->outputs =
        memory_grow(options->outputs, &room, options->output_count + 1, sizeof *options->outputs);
    options->outputs[options->output_count++] = (struct output){value, OUTPUT_BY_NAME};
    return true;
}

static bool apply_type(struct options *options, const char *value, struct error *error)
{
    options->format = value[0] == '.' ? OUTPUT_BY_NAME : options_format(str_of(value));
    return options->format != OUTPUT_BY_NAME ||
           bad_value(error, "-T/--type", value,
                     "dot, svg, png, json, text, callers, callees or pstats");
}

static bool apply_dpi(struct options *options, const char *value, struct error *error)
{
    return number(value, 10, 2400, &options->dpi) ||
           bad_value(error, "--dpi", value, "a resolution from 10 to 2400");
}

static bool apply_timeout(struct options *options, const char *value, struct error *error)
{
    return number(value, 0.001, 86400, &options->layout_timeout) ||
           bad_value(error, "--layout-timeout", value, "seconds, 0.001 to 86400");
}

static bool apply_node_thres(struct options *options, const char *value, struct error *error)
{
    options->node_share_given = true;
    return percent("-n/--node-thres", value, &options->select.node_share, error);
}

static bool apply_edge_thres(struct options *options, const char *value, struct error *error)
{
    options->edge_share_given = true;
    return percent("-e/--edge-thres", value, &options->select.edge_share, error);
}

static bool apply_max_nodes(struct options *options, const char *value, struct error *error)
{
    double parsed;
    if (!number(value, 0, 1e9, &parsed) || floor(parsed) < parsed)
        return bad_value(error, "--max-nodes", value, "a whole number, 0 for no cap");
    options->select.max_nodes = (uint32_t)parsed;
    options->max_nodes_given = true;
    return true;
}

static bool apply_root(struct options *options, const char *value, struct error *error)
{
    (void)error;
    return add_pattern(&options->select.roots, value);
}

static bool apply_leaf(struct options *options, const char *value, struct error *error)
{
    (void)error;
    return add_pattern(&options->select.leaves, value);
}

static bool apply_path(struct options *options, const char *value, struct error *error)
{
    (void)error;
    return add_pattern(&options->select.paths, value);
}

/* gprof2dot takes -1 for any depth. */
static bool apply_depth(struct options *options, const char *value, struct error *error)
{
    double parsed;
    if (!number(value, -1, 1e9, &parsed) || floor(parsed) < parsed)
        return bad_value(error, "--depth", value, "a whole number, -1 for any depth");
    options->select.depth = parsed < 0 ? SELECT_NO_DEPTH : (int64_t)parsed;
    return true;
}

static bool apply_colormap(struct options *options, const char *value, struct error *error)
{
    return palette_find(str_of(value), &options->style.palette.kind) ||
           bad_value(error, "-c/--colormap", value, "hot, safe, color, pink, gray, bw or print");
}

static bool apply_color_by(struct options *options, const char *value, struct error *error)
{
    options->style.color_by_own = strcmp(value, "own") == 0;
    return options->style.color_by_own || strcmp(value, "total") == 0 ||
           bad_value(error, "--color-by", value, "total or own");
}

static bool apply_by_selftime(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->style.color_by_own = true;
    return true;
}

static bool apply_skew(struct options *options, const char *value, struct error *error)
{
    return number(value, 1e-6, 1e6, &options->style.palette.skew) ||
           bad_value(error, "--skew", value, "a positive number");
}

static bool apply_wrap(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->style.wrap = true;
    return true;
}

struct field {
    const char *name;
    unsigned fields;
};

static const struct field fields[] = {
    {"total", FIELD_TOTAL_TIME | FIELD_TOTAL_SHARE},
    {"own", FIELD_OWN_TIME | FIELD_OWN_SHARE},
    {"calls", FIELD_CALLS},
    {"file", FIELD_PLACE},
    {"total-time", FIELD_TOTAL_TIME},
    {"total-time-percentage", FIELD_TOTAL_SHARE},
    {"self-time", FIELD_OWN_TIME},
    {"self-time-percentage", FIELD_OWN_SHARE},
};

static bool add_field(struct str name, unsigned *chosen)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (str_equal(name, str_of(fields[i].name))) {
            *chosen |= fields[i].fields;
            return true;
        }
    }
    return false;
}

/* The first field named takes the place of the default ones. */
static void choose_fields(struct options *options, unsigned chosen)
{
    options->style.fields = (options->fields_given ? options->style.fields : 0) | chosen;
    options->fields_given = true;
}

static bool apply_label(struct options *options, const char *value, struct error *error)
{
    unsigned chosen = 0;
    for (struct str rest = str_of(value); rest.size;) {
        size_t end = str_find(rest, ',');
        if (!add_field(str_first(rest, end), &chosen))
            return bad_value(error, "--label", value, "a list of total, own, calls, file");
        rest = str_from(rest, end + 1);
    }
    choose_fields(options, chosen);
    return true;
}

static bool apply_node_label(struct options *options, const char *value, struct error *error)
{
    unsigned chosen = 0;
    if (!strchr(value, '-') || !add_field(str_of(value), &chosen))
        return bad_value(error, "--node-label", value,
                         "self-time, self-time-percentage, total-time or total-time-percentage");
    choose_fields(options, chosen);
    return true;
}

static bool apply_show_samples(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->style.fields |= FIELD_CALLS;
    return true;
}

static bool add_key(struct table_options *table, struct str name)
{
    enum sort_key key;
    size_t room = table->key_count;
    if (!table_find_key(name, &key))
        return false;
    table->keys = memory_grow(table->keys, &room, table->key_count + 1, sizeof *table->keys);
    table->keys[table->key_count++] = key;
    return true;
}

static bool apply_sort(struct options *options, const char *value, struct error *error)
{
    struct str rest = str_of(value);
    do {
        size_t end = str_find(rest, ',');
        if (!add_key(&options->table, str_first(rest, end)))
            return bad_value(error, "--sort", value,
                             "a list of calls, pcalls, time, cumulative, file, line, name, nfl, "
                             "stdname");
        rest = str_from(rest, end + 1);
    } while (rest.size);
    return true;
}

static bool apply_top(struct options *options, const char *value, struct error *error)
{
    struct table_options *table = &options->table;
    size_t room = table->restriction_count;
    (void)error;
    table->restrictions = memory_grow(table->restrictions, &room, table->restriction_count + 1,
                                      sizeof *table->restrictions);
    table->restrictions[table->restriction_count++] = restrict_parse(value);
    return true;
}

static bool apply_reverse(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->table.reverse = true;
    return true;
}

static bool apply_strip_dirs(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->table.strip_dirs = true;
    return true;
}

static bool apply_files_from(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->files_from = value;
    return true;
}

static bool apply_input_format(struct options *options, const char *value, struct error *error)
{
    (void)options;
    return strcmp(value, "pstats") == 0 ||
           bad_value(error, "-f/--format", value, "pstats, the one format that is read so far");
}

static bool apply_list_functions(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->list_functions = value;
    return true;
}

static bool apply_verbose(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->verbose = true;
    return true;
}

static bool apply_help(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->help = true;
    return true;
}

static bool apply_version(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->version = true;
    return true;
}

static bool refuse_compare(struct options *options, const char *value, struct error *error)
{
    (void)options;
    (void)value;
    return error_set(error, ERROR_USAGE, "comparing profiles (--compare) is not built yet");
}

static bool accept_unused(struct options *options, const char *value, struct error *error)
{
    (void)options;
    (void)value;
    (void)error;
    return true;
}

const struct option option_table[] = {
    {'o', "output", "FILE", GROUP_OUTPUT,
     "write to FILE, in the format of its ending (.dot .svg .png .json .txt .pstats); may be given "
     "several times; '-' or nothing is standard output",
     apply_output},
    {'T', "type", "FORMAT", GROUP_OUTPUT,
     "dot (the default), svg, png, json, text, callers, callees (tables as pstats prints them) or "
     "pstats (the inputs added up)",
     apply_type},
    {0, "dpi", "N", GROUP_OUTPUT, "resolution of a PNG (default: 96)", apply_dpi},
    {0, "layout-timeout", "SECONDS", GROUP_OUTPUT,
     "how long one attempt at a layout may take (default: 20)", apply_timeout},

    {'n', "node-thres", "PERCENT", GROUP_CHOICE,
     "leave out functions below this share of the total (default: 0.5)", apply_node_thres},
    {'e', "edge-thres", "PERCENT", GROUP_CHOICE,
     "leave out calls below this share of the total (default: 0.1)", apply_edge_thres},
    {0, "max-nodes", "N", GROUP_CHOICE, "show at most N functions, 0 for any number (default: 80)",
     apply_max_nodes},
    {'z', "root", "GLOB", GROUP_CHOICE,
     "only functions that GLOB leads to: a name as in the boxes, module:line:name, or a file; "
     "repeatable",
     apply_root},
    {'l', "leaf", "GLOB", GROUP_CHOICE, "only functions that lead to GLOB; repeatable", apply_leaf},
    {0, "depth", "N", GROUP_CHOICE,
     "only functions at most N calls away from the roots (or leaves)", apply_depth},
    {'p', "path", "PATH", GROUP_CHOICE, "only functions whose file lies in PATH; repeatable",
     apply_path},

    {0, "sort", "KEYS", GROUP_TABLE,
     "sort by calls, pcalls, time, cumulative, file, line, name, nfl or stdname; a list of them",
     apply_sort},
    {0, "reverse", NULL, GROUP_TABLE, "in reverse order", apply_reverse},
    {0, "top", "WHAT", GROUP_TABLE,
     "only so many lines (20), a part of them (0.1), or names that a regular expression fits; "
     "repeatable, applied in order",
     apply_top},
    {0, "strip-dirs", NULL, GROUP_TABLE, "file names without their folders", apply_strip_dirs},

    {'c', "colormap", "NAME", GROUP_LOOK,
     "hot, safe (for the colour-blind), color, pink, gray, bw or print (default: hot)",
     apply_colormap},
    {0, "color-by", "COST", GROUP_LOOK, "colour boxes by total or own time (default: total)",
     apply_color_by},
    {0, "skew", "X", GROUP_LOOK,
     "bend the colour scale: below 1 small shares differ more, above 1 less (default: 1)",
     apply_skew},
    {0, "label", "FIELDS", GROUP_LOOK,
     "what boxes say: a list of total, own, calls, file (default: total,own,calls)", apply_label},
    {'w', "wrap", NULL, GROUP_LOOK, "break names into shorter lines", apply_wrap},

    {0, "files-from", "FILE", GROUP_OTHER,
     "read the names of profiles from FILE ('-': standard input), a line each", apply_files_from},
    {0, "list-functions", "GLOB", GROUP_OTHER,
     "list the functions that GLOB fits ('+' for all, '%GLOB' with all that is known) and stop",
     apply_list_functions},
    {'v', "verbose", NULL, GROUP_OTHER, "say what was odd in the data", apply_verbose},
    {'h', "help", NULL, GROUP_OTHER, "show this help", apply_help},
    {0, "version", NULL, GROUP_OTHER, "show the version", apply_version},

    {'f', "format", "pstats", GROUP_GPROF2DOT, "the input's format, told by its content anyway",
     apply_input_format},
    {0, "node-label", "FIELD", GROUP_GPROF2DOT,
     "self-time, self-time-percentage, total-time or total-time-percentage; repeatable",
     apply_node_label},
    {0, "color-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own", apply_by_selftime},
    {0, "colour-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own", apply_by_selftime},
    {0, "show-samples", NULL, GROUP_GPROF2DOT, "show the number of calls or samples",
     apply_show_samples},
    {'s', "strip", NULL, GROUP_GPROF2DOT, "accepted; it concerns C++ names only", accept_unused},
    {0, "total", "METHOD", GROUP_GPROF2DOT, "accepted; it concerns perf files only", accept_unused},
    {0, "compare", NULL, GROUP_GPROF2DOT, "not built yet, nor are its companions", refuse_compare},
    {0, "compare-tolerance", "N", GROUP_GPROF2DOT, NULL, refuse_compare},
    {0, "compare-only-slower", NULL, GROUP_GPROF2DOT, NULL, refuse_compare},
    {0, "compare-only-faster", NULL, GROUP_GPROF2DOT, NULL, refuse_compare},
    {0, "compare-color-by-difference", NULL, GROUP_GPROF2DOT, NULL, refuse_compare},
};

const size_t option_count = sizeof option_table / sizeof option_table[0];
