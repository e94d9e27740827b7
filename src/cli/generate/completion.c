#include "cli/generate/completion.h"

#include <string.h>

#include "cli/options/help.h"
#include "cli/options/option_table.h"

/* What a shell offers for an option's value. */
enum value_kind { VALUE_NONE, VALUE_FILE, VALUE_FOLDER, VALUE_WORD, VALUE_OTHER };

static enum value_kind kind_of(const struct option *option)
{
    static const char *const files[] = {"FILE", "OLD", "PATH", "PROGRAM"};
    if (!option->argument)
        return VALUE_NONE;
    if (option->words.count || option->choices)
        return VALUE_WORD;
    if (strcmp(option->argument, "DIR") == 0)
        return VALUE_FOLDER;
    return str_is_among(str_of(option->argument), files, sizeof files / sizeof files[0])
               ? VALUE_FILE
               : VALUE_OTHER;
}

static bool is_optional(const struct option *option)
{
    return option->argument && option->argument[0] == '[';
}

/* Appends the words that an option takes, with spaces between them. */
static void add_choices(struct buf *out, const struct option *option)
{
    size_t start = out->size;
    option_add_choices(option, out);
    for (size_t i = start; i < out->size; i++)
        if (out->data[i] == '\n')
            out->data[i] = ' ';
    buf_cut(out, out->size - 1);
}

/* Appends "-o BETWEEN--output" for a pattern or a list. */
static void add_names(struct buf *out, const struct option *option, const char *between)
{
    if (option->letter)
        buf_format(out, "-%c%s", option->letter, between);
    buf_format(out, "--%s", option->name);
}

/* Appends an option's help inside quotes of the kind '...'; the bytes of `special` get a backslash,
   and `quote` stands for an apostrophe. */
static void add_help(struct buf *out, const struct option *option, const char *special,
                     const char *quote)
{
    struct buf help = {0};
    help_of(option, &help);
    for (size_t i = 0; i < help.size; i++) {
        if (help.data[i] == '\'') {
            buf_text(out, quote);
            continue;
        }
        if (strchr(special, help.data[i]))
            buf_char(out, '\\');
        buf_char(out, help.data[i]);
    }
    buf_free(&help);
}

static void bash_value(struct buf *out, const struct option *option)
{
    enum value_kind kind = kind_of(option);
    if (kind == VALUE_NONE || is_optional(option))
        return;
    buf_text(out, "    ");
    add_names(out, option, " | ");
    buf_text(out, ") ");
    if (kind == VALUE_WORD) {
        buf_text(out, "choices='");
        add_choices(out, option);
        buf_text(out, "' ;;\n");
    } else {
        buf_text(out, kind == VALUE_FILE     ? "action='file' ;;\n"
                      : kind == VALUE_FOLDER ? "action='directory' ;;\n"
                                             : "return ;;\n");
    }
}

void completion_bash(struct buf *out)
{
    buf_text(out, "# bash completion of prof2dot\n"
                  "_prof2dot()\n{\n"
                  "    local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD - 1]}\n"
                  "    local action='' choices=''\n"
                  "    COMPREPLY=()\n"
                  "    # \"--type=svg\" comes as three words\n"
                  "    if [[ $word == = ]]; then\n        word=''\n"
                  "    elif [[ $last == = ]]; then\n        last=${COMP_WORDS[COMP_CWORD - 2]}\n"
                  "    fi\n    case $last in\n");
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].help)
            bash_value(out, &option_table[i]);
    buf_text(out, "    *)\n        action='file'\n"
                  "        [[ $COMP_CWORD != 1 ]] || choices='run'\n"
                  "        [[ $word != -* ]] || choices='");
    const char *between = "";
    for (size_t i = 0; i < option_count; i++) {
        if (!option_table[i].help)
            continue;
        buf_text(out, between);
        add_names(out, &option_table[i], " ");
        between = "\n            ";
    }
    buf_text(
        out,
        "'\n        ;;\n    esac\n"
        "    [[ -z $choices ]] || mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$word\")\n"
        "    [[ -z $action || $word == -* ]] || compopt -o filenames\n"
        "    [[ -z $action || $word == -* ]] ||\n"
        "        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -A \"$action\" -- "
        "\"$word\")\n"
        "}\ncomplete -F _prof2dot prof2dot\n");
}

/* The spellings of an option: "{-o+,--output=}". */
static void zsh_spellings(struct buf *out, const struct option *option, enum value_kind kind)
{
    const char *attach = is_optional(option) ? "=-" : kind == VALUE_NONE ? "" : "=";
    if (option->letter)
        buf_format(out, "{-%c%s,--%s%s}", option->letter, kind == VALUE_NONE ? "" : "+",
                   option->name, attach);
    else
        buf_format(out, "--%s%s", option->name, attach);
}

static void zsh_option(struct buf *out, const struct option *option)
{
    enum value_kind kind = kind_of(option);
    buf_text(out, "    '*'");
    zsh_spellings(out, option, kind);
    buf_text(out, "'[");
    add_help(out, option, "[]\\:", "'\\''");
    buf_char(out, ']');
    if (kind != VALUE_NONE)
        buf_format(out, "%s:%s:", is_optional(option) ? ":" : "",
                   is_optional(option) ? "value" : option->argument);
    if (kind == VALUE_WORD) {
        buf_char(out, '(');
        add_choices(out, option);
        buf_char(out, ')');
    }
    buf_text(out, kind == VALUE_FILE ? "_files" : kind == VALUE_FOLDER ? "_files -/" : "");
    buf_text(out, "' \\\n");
}

void completion_zsh(struct buf *out)
{
    buf_text(out, "#compdef prof2dot\n_arguments -s -S \\\n");
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].help)
            zsh_option(out, &option_table[i]);
    buf_text(out, "    '1: :_alternative \"commands:command:(run)\" \"files:profile:_files\"' \\\n"
                  "    '*:profile:_files'\n");
}

static void fish_option(struct buf *out, const struct option *option)
{
    enum value_kind kind = kind_of(option);
    buf_text(out, "complete -c prof2dot");
    if (option->letter)
        buf_format(out, " -s %c", option->letter);
    buf_format(out, " -l %s", option->name);
    if (kind != VALUE_NONE && !is_optional(option))
        buf_text(out, kind == VALUE_FILE ? " -r -F" : " -x");
    if (kind == VALUE_FOLDER)
        buf_text(out, " -a '(__fish_complete_directories)'");
    if (kind == VALUE_WORD) {
        buf_text(out, " -a '");
        add_choices(out, option);
        buf_char(out, '\'');
    }
    buf_text(out, " -d '");
    add_help(out, option, "\\", "\\'");
    buf_text(out, "'\n");
}

void completion_fish(struct buf *out)
{
    buf_text(out, "# fish completion of prof2dot\n"
                  "complete -c prof2dot -n __fish_use_subcommand -a run "
                  "-d 'run a program under a profiler'\n");
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].help)
            fish_option(out, &option_table[i]);
}
