#include "cli/options/settle.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "cli/options/settle_compare.h"
#include "cli/options/suggest.h"
#include "cli/options/words.h"
#include "cli/run/made_before.h"
#include "render/job/output_format.h"

/* A limit that is named holds for JSON too, which has everything otherwise; and a share of calls
   that is named holds alone. */
static void settle_limits(struct options *options)
{
    struct select_options *select = &options->request.select;
    struct data_limits *data = &options->request.data;
    if (options->node_percent >= 0)
        select->node_share = data->node_share = options->node_percent / 100;
    if (options->edge_percent >= 0) {
        select->edge_share = data->edge_share = options->edge_percent / 100;
        select->links_per_node = 0;
    }
    if (options->max_nodes >= 0)
        select->max_nodes = data->max_nodes = (uint32_t)options->max_nodes;
    select->depth = options->depth < 0 ? SELECT_NO_DEPTH : (int64_t)options->depth;
}

/* Any number of functions fits no page. Plain boxes are smaller than ledgers: more of them fit. A
   ledger has rows for all own code, if that is not more than the number that is named. */
static void settle_boxes(struct options *options)
{
    enum { PLAIN_NODES = 80, LEDGER_OWN = 150 };
    struct request *request = &options->request;
    bool plain =
        options->boxes == CHOOSE_PLAIN || (options->boxes == CHOOSE_BY_NUMBER &&
                                           options->max_nodes >= 0 && !request->select.max_nodes);
    request->style.boxes = plain ? BOXES_PLAIN : BOXES_LEDGER;
    if (plain && options->max_nodes < 0 && !options->as_gprof2dot)
        request->select.max_nodes = PLAIN_NODES;
    if (!plain && !options->as_gprof2dot)
        request->select.most_own = options->max_nodes < 0 ? LEDGER_OWN : request->select.max_nodes;
}

static void settle_look(struct options *options)
{
    struct callgraph_style *style = &options->request.style;
    style->palette.theme = options->theme == CHOOSE_DARK ? THEME_DARK : THEME_LIGHT;
    style->both_themes = options->theme == CHOOSE_AUTO;
}

static bool refuse_ending(const char *path, const char *ending, struct error *error)
{
    struct buf known = {0};
    size_t count = 0, listed = 0;
    for (size_t i = 0; i < output_format_count; i++)
        count += output_formats[i].endings != NULL;
    for (size_t i = 0; i < output_format_count; i++) {
        struct buf first = {0};
        if (!output_format_main_ending(&output_formats[i], &first))
            continue;
        words_add(&known, first.data, listed++, count);
        buf_free(&first);
    }
    struct buf suggestion = {0};
    suggest_output_format(str_of(ending + 1), &suggestion);
    error_set(error, ERROR_USAGE,
              "-o %.100s: no format goes by the ending %.20s; use %s, or say it with -T%s", path,
              ending, known.data, suggestion.size ? suggestion.data : "");
    buf_free(&suggestion);
    buf_free(&known);
    return false;
}

/* A name without an ending (a device, "-") gets DOT, as gprof2dot gives every name. */
static bool format_by_name(const struct options *options, struct wanted_output *output,
                           struct error *error)
{
    struct str base = str_base_name(str_of(output->path));
    size_t dot = str_find_last(base, '.');
    output->format = output_format_named(STR("dot"));
    if (options->as_gprof2dot || dot == base.size || dot == 0)
        return true;
    output->format = output_format_of_ending(str_from(base, dot));
    return output->format || refuse_ending(output->path, base.data + dot, error);
}

static const char *file_of_program(struct options *options, const char *ending)
{
    struct buf path = {0};
    buf_str(&path, program_name(&options->run.program));
    buf_text(&path, ending);
    return buf_keep(&path, &options->arena);
}

/* What "run" writes where no output is named: a profile to keep, and the report. A file of that
   name that is somebody else's stays: a template beside the script, say. */
static void settle_run_outputs(struct options *options)
{
    const char *profile = file_of_program(options, ".prof");
    const char *report = file_of_program(options, ".html");
    if (!made_before_profile(profile))
        profile = file_of_program(options, ".prof2dot.prof");
    if (!made_before_report(report))
        report = file_of_program(options, ".prof2dot.html");
    options_add_output(options, profile);
    options_add_output(options, report);
}

/* Where nothing is named, standard output is the one output. */
static void settle_default_output(struct options *options)
{
    if (options->request.output_count)
        return;
    if (options->run.program.words && !options->format) {
        settle_run_outputs(options);
        return;
    }
    options->is_default_output = !options->format;
    options_add_output(options, "-");
    if (options->lines && !options->format)
        options->format = output_format_named(STR("text"));
    else if (!options->format && !options->as_gprof2dot &&
             (compares(options) || isatty(STDOUT_FILENO)))
        options->format = &output_format_answer;
}

static bool shows_an_output(const struct options *options)
{
    for (size_t i = 0; i < options->request.output_count; i++)
        if (options->request.outputs[i].for_terminal)
            return true;
    return false;
}

/* After the program's own output, "run" says what its profile comes to; not where the terminal shows
   another output, which tells the same. */
static void settle_answer(struct options *options)
{
    bool is_run = options->run.program.words != NULL;
    int stream = is_run ? STDERR_FILENO : STDOUT_FILENO;
    options->request.terminal = terminal_style_of(stream, options->colour);
    if (!is_run || shows_an_output(options))
        return;
    options_add_output(options, "-");
    struct wanted_output *answer = &options->request.outputs[options->request.output_count - 1];
    answer->format = &output_format_answer;
    answer->is_message = true;
    answer->for_terminal = isatty(STDERR_FILENO);
}

static bool check_ending(const struct wanted_output *output, struct error *error)
{
    return output_format_suits(output->format, output->path) ||
           error_set(error, ERROR_USAGE,
                     "-T %s and -o %.200s contradict each other: leave out -T, or name a file "
                     "without that ending",
                     output->format->name, output->path);
}

static bool settle_outputs(struct options *options, struct error *error)
{
    settle_default_output(options);
    for (size_t i = 0; i < options->request.output_count; i++) {
        struct wanted_output *output = &options->request.outputs[i];
        output->format = options->format;
        if (output->format && output->format->as_png && str_ends(str_of(output->path), STR(".png")))
            output->format = output->format->as_png;
        output->for_terminal = file_is_terminal(output->path);
        if (options->format ? !check_ending(output, error)
                            : !format_by_name(options, output, error))
            return false;
    }
    settle_answer(options);
    return true;
}

/* The template of --link: its placeholders, and what they need. */
static bool check_link(const struct options *options, struct error *error)
{
    struct str rest = options->request.link ? str_of(options->request.link) : STR("");
    for (rest = str_from(rest, str_find(rest, '{')); rest.size;
         rest = str_from(rest, str_find(rest, '{'))) {
        struct str word = str_first(rest, str_find(rest, '}') + 1);
        bool is_revision = str_equal(word, STR("{rev}"));
        if (is_revision && !options->request.revision)
            return error_set(error, ERROR_USAGE,
                             "--link has {rev} in it: say with --rev what stands there");
        if (!is_revision && !str_equal(word, STR("{path}")) && !str_equal(word, STR("{abspath}")) &&
            !str_equal(word, STR("{line}")))
            return error_set(error, ERROR_USAGE,
                             "--link fills in {path}, {abspath}, {line} and {rev}, not '%.*s'",
                             (int)(word.size < 80 ? word.size : 80), word.data);
        rest = str_from(rest, word.size);
    }
    return true;
}

/* --lines is another kind of text: there has to be some. */
static bool settle_lines(struct options *options, struct error *error)
{
    bool has_text = !options->lines;
    for (size_t i = 0; i < options->request.output_count && options->lines; i++) {
        struct wanted_output *output = &options->request.outputs[i];
        if (!output->format->with_lines)
            continue;
        output->format = output->format->with_lines;
        has_text = true;
    }
    return has_text || error_set(error, ERROR_USAGE,
                                 "--lines is for text: say -T text, or name a .txt with -o");
}

/* Options of "run" without it, and "run" without a program. */
static bool check_run(const struct options *options, struct error *error)
{
    const struct run_options *run = &options->run;
    if (run->wanted && (!run->program.words || !run->program.words[0]))
        return error_set(error, ERROR_USAGE,
                         "run wants a script, -m MODULE or -c CODE: prof2dot run script.py");
    if (run->wanted && options->watch)
        return error_set(error, ERROR_USAGE, "--watch is for profiles, not for run");
    bool has_options = run->program.python || run->program.profiler || run->per_process;
    return run->wanted || !has_options ||
           error_set(error, ERROR_USAGE,
                     "--python, --profiler and --per-process are for prof2dot run script.py");
}

/* --list-functions takes the place of all other outputs. */
static void settle_list(struct options *options)
{
    if (!options->request.list_functions)
        return;
    options->request.output_count = 1;
    options->request.outputs[0] = (struct wanted_output){
        .path = "-", .format = &output_format_functions, .for_terminal = file_is_terminal("-")};
}

/* Tables are the profile as it is: no option may seem to hide names in them. */
static bool check_anonymous(const struct options *options, struct error *error)
{
    const struct request *request = &options->request;
    if (request->disguise.anonymize && request->list_functions)
        return error_set(error, ERROR_USAGE, "--anonymize: --list-functions would tell all names");
    for (size_t i = 0; i < request->output_count && request->disguise.anonymize; i++)
        if (request->outputs[i].format->tells_names)
            return error_set(error, ERROR_USAGE,
                             "--anonymize is for pictures and JSON: tables and pstats would "
                             "tell all names");
    return true;
}

/* A profile that is written is all of the inputs. */
static bool check_filters(const struct options *options, struct error *error)
{
    bool only_sums = filter_has_any(&options->request.filter) && !compares(options);
    for (size_t i = 0; i < options->request.output_count && only_sums; i++)
        only_sums = options->request.outputs[i].format->takes_no_filter;
    return !only_sums || error_set(error, ERROR_USAGE,
                                   "--hide, --ignore, --focus and --show-from are for pictures, "
                                   "tables and JSON, not for pstats");
}

bool settle_options(struct options *options, struct error *error)
{
    settle_limits(options);
    settle_boxes(options);
    settle_look(options);
    bool ok = settle_compare_inputs(options, error) && check_run(options, error) &&
              settle_outputs(options, error) && settle_lines(options, error) &&
              check_link(options, error) && check_anonymous(options, error) &&
              check_filters(options, error);
    if (ok)
        settle_list(options);
    return ok && settle_compare(options, error);
}
