#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/option_table.h"
#include "cli/words.h"
#include "render/job/output_format.h"

static struct options defaults(bool as_gprof2dot)
{
    unsigned all =
        FIELD_TOTAL_TIME | FIELD_TOTAL_SHARE | FIELD_OWN_TIME | FIELD_OWN_SHARE | FIELD_CALLS;
    unsigned shares = FIELD_TOTAL_SHARE | FIELD_OWN_SHARE | FIELD_CALLS;
    return (struct options){
        .request = {.select = {.links_per_node = as_gprof2dot ? 0 : 1.15,
                               .direct_only = as_gprof2dot,
                               .node_share = 0.005,
                               .edge_share = 0.001,
                               .max_nodes = as_gprof2dot ? 0 : 80,
                               .depth = SELECT_NO_DEPTH},
                    .style = {.palette = {as_gprof2dot ? PALETTE_COLOR : PALETTE_HOT, 1,
                                          THEME_LIGHT},
                              .fields = as_gprof2dot ? shares : all},
                    .dpi = 96,
                    .layout_timeout = 20},
        .as_gprof2dot = as_gprof2dot,
    };
}

/* What is being parsed: the words, and how far. */
struct cursor {
    int argc;
    char **argv;
    int at;
};

static bool unknown(struct error *error, const char *option)
{
    return error_set(error, ERROR_USAGE, "no such option: %.80s (--help lists all)", option);
}

/* Does with a value (NULL without one) what the option is for. */
static bool take_value(const struct option *option, struct options *options, const char *value,
                       struct error *error)
{
    void *field = (char *)options + option->field;
    if (option->kind == OPTION_FLAG)
        *(bool *)field = true;
    else if (option->kind == OPTION_TEXT)
        *(const char **)field = value;
    else if (option->kind == OPTION_PATTERN)
        apply_add_pattern(field, value);
    else
        return option->apply(options, value, error);
    return true;
}

static bool apply(const struct option *option, const char *shown, const char *attached,
                  struct cursor *cursor, struct options *options, struct error *error)
{
    if (!option->argument && attached)
        return error_set(error, ERROR_USAGE, "%s takes no value", shown);
    bool is_optional = option->argument && option->argument[0] == '[';
    if (option->argument && !attached && !is_optional) {
        if (cursor->at + 1 >= cursor->argc)
            return error_set(error, ERROR_USAGE, "%s wants a value: %s", shown, option->argument);
        attached = cursor->argv[++cursor->at];
    }
    return take_value(option, options, attached, error);
}

/* Finds a long option by its name or by a beginning that no other option has. */
static const struct option *find_long(struct str name, bool *ambiguous)
{
    const struct option *found = NULL;
    *ambiguous = false;
    for (size_t i = 0; i < option_count; i++) {
        struct str candidate = str_of(option_table[i].name);
        if (str_equal(candidate, name)) {
            *ambiguous = false;
            return &option_table[i];
        }
        if (!str_starts(candidate, name))
            continue;
        *ambiguous |= found != NULL;
        found = &option_table[i];
    }
    return found;
}

static bool parse_long(const char *word, struct cursor *cursor, struct options *options,
                       struct error *error)
{
    struct str name = str_from(str_of(word), 2);
    size_t end = str_find(name, '=');
    const char *attached = end < name.size ? name.data + end + 1 : NULL;
    bool ambiguous;
    const struct option *option = find_long(str_first(name, end), &ambiguous);
    if (!option || end == 0)
        return unknown(error, word);
    if (ambiguous)
        return error_set(error, ERROR_USAGE, "%.80s could be several options (--help lists all)",
                         word);
    char shown[64] = "--";
    strncat(shown, option->name, sizeof shown - 3);
    return apply(option, shown, attached, cursor, options, error);
}

static const struct option *find_letter(char letter)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].letter == letter)
            return &option_table[i];
    return NULL;
}

/* "-w", "-n5", "-n 5", "-wn5". */
static bool parse_letters(const char *word, struct cursor *cursor, struct options *options,
                          struct error *error)
{
    for (const char *letter = word + 1; *letter; letter++) {
        const struct option *option = find_letter(*letter);
        const char shown[] = {'-', *letter, '\0'};
        if (!option)
            return unknown(error, shown);
        bool takes_rest = option->argument && letter[1];
        if (!apply(option, shown, takes_rest ? letter + 1 : NULL, cursor, options, error))
            return false;
        if (option->argument)
            break;
    }
    return true;
}

/* In "run": whether the program that is to be run begins at this word. */
static bool begins_program(const struct cursor *cursor, struct options *options)
{
    const char *word = cursor->argv[cursor->at];
    struct program *program = &options->run.program;
    if (!options->run.wanted)
        return false;
    bool is_kind = strcmp(word, "-m") == 0 || strcmp(word, "-c") == 0;
    if (!is_kind && word[0] == '-' && word[1] && strcmp(word, "--") != 0)
        return false;
    program->kind = is_kind ? word[1] : 0;
    program->words = cursor->argv + cursor->at + (word[0] == '-');
    return true;
}

static bool parse_words(struct cursor *cursor, struct options *options, struct error *error)
{
    bool only_files = false;
    for (; cursor->at < cursor->argc && !begins_program(cursor, options); cursor->at++) {
        const char *word = cursor->argv[cursor->at];
        bool ok = true;
        if (!only_files && strcmp(word, "--") == 0)
            only_files = true;
        else if (only_files || word[0] != '-' || !word[1])
            options->inputs[options->input_count++] = word;
        else if (word[1] == '-')
            ok = parse_long(word, cursor, options, error);
        else
            ok = parse_letters(word, cursor, options, error);
        if (!ok)
            return false;
    }
    return true;
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
    error_set(error, ERROR_USAGE,
              "-o %.200s: no format goes by the ending %.20s; use %s, or say it with -T", path,
              ending, known.data);
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
    struct str copy = arena_copy(&options->arena, (struct str){path.data, path.size + 1});
    buf_free(&path);
    return copy.data;
}

/* What "run" writes where no output is named: a profile to keep, and the report. */
static void settle_run_outputs(struct options *options)
{
    apply_output(options, file_of_program(options, ".prof"), NULL);
    apply_output(options, file_of_program(options, ".html"), NULL);
}

/* Where nothing is named, standard output is the one output. */
static void settle_default_output(struct options *options)
{
    if (options->run.program.words && !options->request.output_count && !options->format)
        settle_run_outputs(options);
    if (options->request.output_count)
        return;
    options->is_default_output = !options->format;
    options->request.outputs = memory_new(1, sizeof *options->request.outputs);
    options->request.outputs[options->request.output_count++] = (struct wanted_output){.path = "-"};
    if (options->lines && !options->format)
        options->format = output_format_named(STR("text"));
}

static bool settle_outputs(struct options *options, struct error *error)
{
    settle_default_output(options);
    for (size_t i = 0; i < options->request.output_count; i++) {
        struct wanted_output *output = &options->request.outputs[i];
        output->format = options->format;
        output->for_terminal = file_is_terminal(output->path);
        if (!options->format && !format_by_name(options, output, error))
            return false;
    }
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
                             "--anonymize is for pictures and JSON: text, callers, callees and "
                             "pstats would tell all names");
    return true;
}

static bool has_filters(const struct filter_options *filter)
{
    return filter->hide.count || filter->ignore.count || filter->focus.count ||
           filter->show_from.count;
}

/* Nor may one seem to leave anything out of them. */
static bool check_filters(const struct options *options, struct error *error)
{
    bool only_tables = has_filters(&options->request.filter);
    for (size_t i = 0; i < options->request.output_count && only_tables; i++)
        only_tables = options->request.outputs[i].format->table != NULL;
    return !only_tables ||
           error_set(error, ERROR_USAGE,
                     "--hide, --ignore, --focus and --show-from are for pictures and JSON, not for "
                     "tables: use --top there");
}

static bool is_gprof2dot(const char *program)
{
    struct str base = str_base_name(str_of(program));
    return str_equal(base, STR("gprof2dot")) || str_equal(base, STR("gprof2dot.py"));
}

bool options_parse(int argc, char **argv, struct options *options, struct error *error)
{
    *options = defaults(argc > 0 && is_gprof2dot(argv[0]));
    options->inputs = memory_new((size_t)argc + 1, sizeof *options->inputs);
    options->run.wanted = !options->as_gprof2dot && argc > 1 && strcmp(argv[1], "run") == 0;
    struct cursor cursor = {argc, argv, options->run.wanted ? 2 : 1};
    if (!parse_words(&cursor, options, error))
        return false;
    return options->help || options->version || options->list_formats ||
           (check_run(options, error) && settle_outputs(options, error) &&
            settle_lines(options, error) && check_link(options, error) &&
            check_anonymous(options, error) && check_filters(options, error) &&
            (settle_list(options), true));
}

static void help_text(struct buf *out, const char *text, size_t column, size_t indent)
{
    enum { WIDTH = 79 };
    for (struct str rest = str_of(text); rest.size;) {
        size_t end = str_find(rest, ' ');
        if (column + end + 1 > WIDTH) {
            buf_format(out, "\n%*s", (int)indent, "");
            column = indent;
        }
        buf_char(out, ' ');
        buf_str(out, str_first(rest, end));
        column += end + 1;
        rest = str_from(rest, end + 1);
    }
    buf_char(out, '\n');
}

static void help_option(struct buf *out, const struct option *option)
{
    enum { INDENT = 28 };
    size_t start = out->size;
    if (option->letter)
        buf_format(out, "  -%c, --%s", option->letter, option->name);
    else
        buf_format(out, "      --%s", option->name);
    if (option->argument)
        buf_format(out, "%s%s", option->argument[0] == '[' ? "" : " ", option->argument);
    size_t column = out->size - start;
    if (column > INDENT) {
        buf_char(out, '\n');
        column = 0;
    }
    buf_format(out, "%*s", (int)(INDENT - column), "");
    help_text(out, option->help, INDENT, INDENT);
}

void options_help(struct buf *out)
{
    static const char *const titles[GROUPS] = {
        "Output",
        "Input",
        "What is shown (in pictures and JSON)",
        "Filters (before that)",
        "Tables (text, callers, callees, pstats)",
        "How pictures look",
        "Pictures in documents",
        "Running a program (prof2dot run [OPTION]... [-m MODULE | -c CODE | SCRIPT] [ARGUMENT]...)",
        "Other",
        "For those who come from gprof2dot (started under that name, its defaults hold)"};
    buf_text(out, "Usage: prof2dot [OPTION]... [FILE]...\n"
                  "       prof2dot run [OPTION]... SCRIPT [ARGUMENT]...\n"
                  "Draws the call graph of Python profiles (several are added up; '-' is standard "
                  "input).\n\n"
                  "  prof2dot out.prof | dot -Tsvg > out.svg\n"
                  "  prof2dot -o out.svg -o out.png out.prof\n");
    for (int group = 0; group < GROUPS; group++) {
        buf_format(out, "\n%s:\n", titles[group]);
        for (size_t i = 0; i < option_count; i++)
            if ((int)option_table[i].group == group && option_table[i].help)
                help_option(out, &option_table[i]);
    }
    buf_text(out, "\nExit status: 0 done, 1 a file could not be read, drawn or written, 2 wrong "
                  "usage.\n");
}

void options_list_formats(struct buf *out)
{
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(out, "%-12s %s\n", input_formats[i].name, input_formats[i].description);
}

void options_free(struct options *options)
{
    free(options->inputs);
    free(options->request.outputs);
    free(options->request.select.roots.items);
    free(options->request.select.leaves.items);
    free(options->request.select.paths.items);
    free(options->request.filter.hide.items);
    free(options->request.filter.ignore.items);
    free(options->request.filter.focus.items);
    free(options->request.filter.show_from.items);
    free(options->request.threads.items);
    free(options->request.filter.own.items);
    free(options->request.line_patterns.items);
    arena_free(&options->arena);
    free(options->request.table.keys);
    free(options->request.table.restrictions);
    *options = (struct options){0};
}
