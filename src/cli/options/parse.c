#include "cli/options/parse.h"

#include <string.h>

#include "base/memory.h"
#include "cli/options/option_table.h"
#include "cli/options/settle.h"
#include "cli/options/suggest.h"

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
                               .max_nodes = as_gprof2dot ? 0 : 60,
                               .depth = SELECT_NO_DEPTH},
                    .style = {.palette = {as_gprof2dot ? PALETTE_COLOR : PALETTE_HOT, 1,
                                          THEME_LIGHT},
                              .fields = as_gprof2dot ? shares : all},
                    .dpi = 96,
                    .layout_timeout = 20},
        .node_percent = -1,
        .edge_percent = -1,
        .max_nodes = -1,
        .boxes = as_gprof2dot ? CHOOSE_PLAIN : CHOOSE_BY_NUMBER,
        .tolerance = -1,
        .depth = -1,
        .generated = GENERATE_NOTHING,
        .as_gprof2dot = as_gprof2dot,
    };
}

/* What is being parsed: the words, and how far. */
struct cursor {
    int argc;
    char **argv;
    int at;
};

/* Options behind a program's name are the program's, if it is to be run. */
static bool unknown(const struct options *options, const char *word, const struct buf *suggestion,
                    struct error *error)
{
    const char *last = options->input_count ? options->inputs[options->input_count - 1] : "";
    if (suggest_is_program(last) && !options->run.wanted)
        return error_set(
            error, ERROR_USAGE,
            "no such option: %.80s; to run a program with it: prof2dot run %.200s %.80s", word,
            last, word);
    return error_set(error, ERROR_USAGE, "no such option: %.80s%s (--help all lists them)", word,
                     suggestion->size ? suggestion->data : "");
}

static bool unknown_long(const struct options *options, const char *word, struct str name,
                         struct error *error)
{
    struct buf suggestion = {0};
    suggest_option(name, &suggestion);
    unknown(options, word, &suggestion, error);
    buf_free(&suggestion);
    return false;
}

static bool unknown_letter(const struct options *options, char letter, struct error *error)
{
    const char word[] = {'-', letter, '\0'};
    struct buf suggestion = {0};
    suggest_letter(letter, &suggestion);
    unknown(options, word, &suggestion, error);
    buf_free(&suggestion);
    return false;
}

static bool take_option(const struct option *option, const char *shown, const char *attached,
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
    return option_apply(option, options, attached, error);
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

/* All options that an abbreviation may stand for. */
static bool several(struct str name, struct error *error)
{
    struct buf list = {0};
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].help && str_starts(str_of(option_table[i].name), name))
            buf_format(&list, "%s--%s", list.size ? ", " : "", option_table[i].name);
    error_set(error, ERROR_USAGE, "--%.*s could be several options: %s", (int)name.size, name.data,
              list.data);
    buf_free(&list);
    return false;
}

static bool parse_long(const char *word, struct cursor *cursor, struct options *options,
                       struct error *error)
{
    struct str name = str_from(str_of(word), 2);
    size_t end = str_find(name, '=');
    const char *attached = end < name.size ? name.data + end + 1 : NULL;
    bool ambiguous;
    const struct option *option = find_long(str_first(name, end), &ambiguous);
    bool is_exact = option && !ambiguous && strlen(option->name) == end;
    bool is_habit = !is_exact && !options->as_gprof2dot && suggest_has_option(str_first(name, end));
    if (!option || end == 0 || is_habit)
        return unknown_long(options, word, str_first(name, end), error);
    if (ambiguous)
        return several(str_first(name, end), error);
    char shown[64] = "--";
    strncat(shown, option->name, sizeof shown - 3);
    return take_option(option, shown, attached, cursor, options, error);
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
            return unknown_letter(options, *letter, error);
        bool takes_rest = option->argument && letter[1];
        if (!take_option(option, shown, takes_rest ? letter + 1 : NULL, cursor, options, error))
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
    program->words = cursor->argv + cursor->at + (word[0] == '-' && word[1]);
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

static bool is_gprof2dot(const char *program)
{
    struct str base = str_base_name(str_of(program));
    return str_equal(base, STR("gprof2dot")) || str_equal(base, STR("gprof2dot.py"));
}

bool parse_options(int argc, char **argv, struct options *options, struct error *error)
{
    *options = defaults(argc > 0 && is_gprof2dot(argv[0]));
    options->inputs = memory_new((size_t)argc + 1, sizeof *options->inputs);
    options->run.wanted = !options->as_gprof2dot && argc > 1 && strcmp(argv[1], "run") == 0;
    struct cursor cursor = {argc, argv, options->run.wanted ? 2 : 1};
    return parse_words(&cursor, options, error) &&
           (options->help || options->version || options->list_formats ||
            options->generated != GENERATE_NOTHING || settle_options(options, error));
}
