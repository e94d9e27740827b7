#include "cli/generate/manual.h"

#include "base/version.h"
#include "cli/options/help.h"
#include "cli/options/option_table.h"
#include "input/detect.h"

/* Appends a word so that mdoc neither takes it for a macro nor changes its characters. */
static void add_word(struct buf *out, struct str word, bool begins_line)
{
    if (begins_line && word.size && (word.data[0] == '.' || word.data[0] == '\''))
        buf_text(out, "\\&");
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] == '\\')
            buf_text(out, "\\e");
        else if (word.data[i] == '-')
            buf_text(out, "\\-");
        else
            buf_char(out, word.data[i]);
    }
}

/* Appends a text in lines of at most 80 bytes, where a word fits at all. */
static void add_text(struct buf *out, struct str text)
{
    enum { WIDTH = 76 };
    size_t start = out->size;
    for (struct str rest = text; rest.size;) {
        size_t end = str_find(rest, ' '), before = out->size;
        bool begins_line = before == start;
        if (!begins_line)
            buf_char(out, ' ');
        add_word(out, str_first(rest, end), begins_line);
        if (!begins_line && out->size - start > WIDTH) {
            buf_cut(out, before);
            buf_char(out, '\n');
            start = out->size;
            continue;
        }
        rest = str_from(rest, end + 1);
    }
    if (text.size)
        buf_char(out, '\n');
}

/* Appends a word as an argument of a macro. */
static void add_argument(struct buf *out, const char *macro, struct str word)
{
    buf_format(out, " %s ", macro);
    add_word(out, word, true);
}

static void add_option(struct buf *out, const struct option *option)
{
    buf_text(out, ".It");
    if (option->letter)
        buf_format(out, " Fl %c ,", option->letter);
    buf_text(out, " Fl \\-"); /* Fl sets the other dash */
    add_word(out, str_of(option->name), false);
    struct str argument = str_of(option->argument ? option->argument : "");
    if (str_starts(argument, STR("[="))) {
        buf_text(out, " Ns Oo = Ns");
        add_argument(out, "Ar", str_first(str_from(argument, 2), argument.size - 3));
        buf_text(out, " Oc");
    } else if (argument.size) {
        add_argument(out, "Ar", argument);
    }
    buf_char(out, '\n');
    struct buf help = {0};
    help_of(option, &help);
    add_text(out, buf_slice(&help));
    buf_free(&help);
}

static void add_group(struct buf *out, enum option_group group)
{
    struct str title = str_of(help_group(group)), note = str_from(title, str_find(title, '('));
    buf_text(out, ".Ss ");
    add_text(out, str_first(title, title.size - note.size));
    add_text(out, note);
    buf_text(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].group == group && option_table[i].help)
            add_option(out, &option_table[i]);
    buf_text(out, ".El\n");
}

static void add_formats(struct buf *out)
{
    buf_text(out, ".Sh INPUT FORMATS\n.Bl -tag -width speedscope\n");
    for (size_t i = 0; i < input_format_count; i++) {
        buf_text(out, ".It Cm ");
        add_text(out, str_of(input_formats[i].name));
        add_text(out, str_of(input_formats[i].description));
    }
    buf_text(out, ".El\n");
}

void manual_page(struct buf *out)
{
    buf_text(out, ".Dd " PROF2DOT_DATE "\n.Dt PROF2DOT 1\n.Os\n"
                  ".Sh NAME\n.Nm prof2dot\n.Nd call graphs and reports of Python profiles\n"
                  ".Sh SYNOPSIS\n"
                  ".Nm\n.Op Ar option ...\n.Op Ar\n"
                  ".Nm\n.Cm run\n.Op Ar option ...\n"
                  ".Op Fl m Ar module | Fl c Ar code | Ar script\n.Op Ar argument ...\n"
                  ".Sh DESCRIPTION\n");
    add_text(out, STR(HELP_PURPOSE));
    buf_text(out, "With\n.Cm run ,\na program is run under a profiler first.\n.Sh OPTIONS\n");
    for (int group = 0; group < GROUPS; group++)
        add_group(out, (enum option_group)group);
    add_formats(out);
    buf_text(out, ".Sh ENVIRONMENT\n.Bl -tag -width PROF2DOT_FONTS\n"
                  ".It Ev NO_COLOR\nIf it is set and not empty, text has no colours.\n"
                  ".It Ev PROF2DOT_FONTS\nThe configuration of fontconfig to use where the system "
                  "has no font.\n.El\n"
                  ".Sh EXIT STATUS\n");
    add_text(out, STR(HELP_STATUS));
    buf_text(out, ".Sh EXAMPLES\nA script is profiled, and its report shown in a browser:\n"
                  ".Pp\n.Dl prof2dot run \\-\\-open script.py\n.Pp\n"
                  "A profile as a picture, laid out by this program or by another:\n"
                  ".Pp\n.Dl prof2dot \\-o out.svg \\-o out.png out.prof\n"
                  ".Dl prof2dot out.prof | dot \\-Tsvg > out.svg\n"
                  ".Sh SEE ALSO\n.Xr dot 1\n");
}
