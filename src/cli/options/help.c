#include "cli/options/help.h"

#include <string.h>

#include "cli/options/option_table.h"
#include "input/detect.h"

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

void help_of(const struct option *option, struct buf *out)
{
    const char *place = strstr(option->help, "{}");
    if (!place) {
        buf_text(out, option->help);
        return;
    }
    buf_bytes(out, option->help, (size_t)(place - option->help));
    if (option->list)
        option->list(out);
    else
        words_list(&option->words, true, out);
    buf_text(out, place + strlen("{}"));
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
    struct buf text = {0};
    help_of(option, &text);
    help_text(out, text.data, INDENT, INDENT);
    buf_free(&text);
}

/* A group of options, and the word by which --help shows it. */
struct topic {
    const char *word, *title;
};

static const struct topic topics[GROUPS] = {
    [GROUP_OUTPUT] = {"output", "Output"},
    [GROUP_INPUT] = {"input", "Input"},
    [GROUP_CHOICE] = {"choice", "What is shown (in pictures and JSON)"},
    [GROUP_FILTER] = {"filters", "Filters (before that)"},
    [GROUP_TABLE] = {"tables", "Tables (text, callers, callees, csv, pstats)"},
    [GROUP_LOOK] = {"look", "How pictures look"},
    [GROUP_EMBED] = {"documents", "Pictures in documents"},
    [GROUP_BUDGET] = {"budgets", "Budgets"},
    [GROUP_RUN] = {"run", "Running a program (prof2dot run [OPTION]... [-m MODULE | -c CODE | "
                          "SCRIPT] [ARGUMENT]...)"},
    [GROUP_OTHER] = {"other", "Other"},
    [GROUP_GPROF2DOT] = {"gprof2dot", "For those who come from gprof2dot (started under that "
                                      "name, its defaults hold)"},
};

const char *help_group(enum option_group group)
{
    return topics[group].title;
}

static void add_group(int group, struct buf *out)
{
    buf_format(out, "%s:\n", topics[group].title);
    for (size_t i = 0; i < option_count; i++)
        if ((int)option_table[i].group == group && option_table[i].help)
            help_option(out, &option_table[i]);
}

#define USAGE                                                                                      \
    "Usage: prof2dot [OPTION]... [FILE]...\n"                                                      \
    "       prof2dot run [OPTION]... SCRIPT [ARGUMENT]...\n" HELP_PURPOSE "\n\n"

static void add_status(struct buf *out)
{
    buf_text(out, "\nExit status:");
    help_text(out, HELP_STATUS, sizeof "Exit status:", 0);
}

void help_options(struct buf *out)
{
    buf_text(out, USAGE "  prof2dot out.prof | dot -Tsvg > out.svg\n"
                        "  prof2dot -o out.svg -o out.png out.prof\n");
    for (int group = 0; group < GROUPS; group++) {
        buf_char(out, '\n');
        add_group(group, out);
    }
    add_status(out);
}

void help_short(struct buf *out)
{
    buf_text(
        out, USAGE
        "  prof2dot run script.py                  profile a program: script.html, script.prof\n"
        "  prof2dot out.prof                       the answer, in the terminal\n"
        "  prof2dot --open out.prof                the report, in a browser\n"
        "  prof2dot -o out.html -o out.svg out.prof\n"
        "                                          files, each in the format of its ending\n"
        "  prof2dot out.prof | dot -Tpdf > out.pdf the call graph, through Graphviz\n"
        "  prof2dot -T text --sort tottime --top 20 out.prof\n"
        "                                          the table that pstats prints\n"
        "  prof2dot --hide stdlib,site --focus main -o out.svg out.prof\n"
        "                                          your code, where main is on the way\n"
        "  prof2dot --base old.prof new.prof       what changed since, and why\n"
        "\nAll options of a topic: prof2dot --help TOPIC; of all: prof2dot --help all\n");
    for (int group = 0; group < GROUPS; group++) {
        struct str title = str_of(topics[group].title);
        title = str_first(title, str_find(title, '('));
        while (str_ends(title, STR(" ")))
            title.size--;
        buf_format(out, "  %-12s%.*s\n", topics[group].word, (int)title.size, title.data);
    }
    add_status(out);
}

bool help_topic(const char *word, struct buf *out)
{
    if (strcmp(word, "all") == 0) {
        help_options(out);
        return true;
    }
    for (int group = 0; group < GROUPS; group++) {
        if (strcmp(word, topics[group].word) != 0)
            continue;
        add_group(group, out);
        return true;
    }
    return false;
}

bool help_refuse(const char *word, struct error *error)
{
    struct buf list = {0}, suggestion = {0};
    struct nearest nearest = nearest_start(str_of(word));
    for (int group = 0; group < GROUPS; group++) {
        words_add(&list, topics[group].word, (size_t)group, GROUPS + 1);
        nearest_offer(&nearest, str_of(topics[group].word));
    }
    words_add(&list, "all", GROUPS, GROUPS + 1);
    words_mean(&nearest, "", &suggestion);
    error_set(error, ERROR_USAGE, "--help takes %s, not '%.80s'%s", list.data, word,
              suggestion.size ? suggestion.data : "");
    buf_free(&suggestion);
    buf_free(&list);
    return false;
}

void help_formats(struct buf *out)
{
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(out, "%-12s %s\n", input_formats[i].name, input_formats[i].description);
}
