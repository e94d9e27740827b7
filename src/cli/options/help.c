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

const char *help_group(enum option_group group)
{
    static const char *const titles[GROUPS] = {
        "Output",
        "Input",
        "What is shown (in pictures and JSON)",
        "Filters (before that)",
        "Tables (text, callers, callees, pstats)",
        "How pictures look",
        "Pictures in documents",
        "Budgets",
        "Running a program (prof2dot run [OPTION]... [-m MODULE | -c CODE | SCRIPT] [ARGUMENT]...)",
        "Other",
        "For those who come from gprof2dot (started under that name, its defaults hold)"};
    return titles[group];
}

void help_options(struct buf *out)
{
    buf_text(out, "Usage: prof2dot [OPTION]... [FILE]...\n"
                  "       prof2dot run [OPTION]... SCRIPT [ARGUMENT]...\n" HELP_PURPOSE "\n\n"
                  "  prof2dot out.prof | dot -Tsvg > out.svg\n"
                  "  prof2dot -o out.svg -o out.png out.prof\n");
    for (int group = 0; group < GROUPS; group++) {
        buf_format(out, "\n%s:\n", help_group((enum option_group)group));
        for (size_t i = 0; i < option_count; i++)
            if ((int)option_table[i].group == group && option_table[i].help)
                help_option(out, &option_table[i]);
    }
    buf_text(out, "\nExit status: " HELP_STATUS "\n");
}

void help_formats(struct buf *out)
{
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(out, "%-12s %s\n", input_formats[i].name, input_formats[i].description);
}
