#include "cli/options/suggest.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text/nearest.h"
#include "cli/options/option_table.h"
#include "input/detect.h"
#include "render/job/output_format.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What other programs, or habit, call something, and what to say of it here. */
struct other_word {
    const char *word, *clause;
};

#define MEAN(text) "; did you mean " text "?"

static const struct other_word options[] = {
    {"all", MEAN("-n 0 -e 0 --max-nodes 0, which leaves nothing out")},
    {"browser", MEAN("--open")},
    {"code", MEAN("prof2dot run -c CODE")},
    {"colour", MEAN("--color")},
    {"colours", MEAN("--color")},
    {"colors", MEAN("--color or --colormap")},
    {"cutoff", MEAN("--node-thres")},
    {"dark", MEAN("--theme dark")},
    {"diff", MEAN("--compare")},
    {"exclude", MEAN("--hide or --ignore")},
    {"filter", MEAN("--focus, --ignore or --hide")},
    {"flame", MEAN("-T icicle")},
    {"flamegraph", MEAN("-T icicle")},
    {"function", MEAN("--root, --leaf or --focus")},
    {"include", MEAN("--focus")},
    {"icicle", MEAN("-T icicle")},
    {"invert", MEAN("-T callers, or --leaf")},
    {"limit", MEAN("--max-nodes, or --top in tables")},
    {"min", MEAN("--node-thres")},
    {"module", MEAN("prof2dot run -m MODULE, or --path")},
    {"only", MEAN("--focus or --path")},
    {"outfile", MEAN("--output")},
    {"renderer", MEAN("--type")},
    {"save", MEAN("--output")},
    {"self", MEAN("--color-by own, or --sort tottime in tables")},
    {"server", MEAN("--open")},
    {"threshold", MEAN("--node-thres")},
    {"web", MEAN("--open")},
};

static const struct other_word output_habits[] = {
    {"bmp", MEAN("png")},
    {"browser", MEAN("html, or --open")},
    {"call-graph", MEAN("svg, png or dot")},
    {"call-tree", MEAN("tree")},
    {"callgraph", MEAN("svg, png or dot")},
    {"callgrind", "; it can be read, not written"},
    {"cprofile", MEAN("pstats")},
    {"eps", "; Graphviz makes it of DOT: prof2dot FILE | dot -Teps"},
    {"excel", MEAN("csv")},
    {"flame", MEAN("icicle")},
    {"flame-graph", MEAN("icicle, or folded for other programs")},
    {"flamegraph", MEAN("icicle, or folded for other programs")},
    {"gif", MEAN("png")},
    {"graph", MEAN("svg, png or dot")},
    {"graphviz", MEAN("dot")},
    {"hot-path", MEAN("spine")},
    {"image", MEAN("svg or png")},
    {"jpeg", MEAN("png")},
    {"jpg", MEAN("png")},
    {"md", MEAN("markdown")},
    {"page", MEAN("html")},
    {"pdf", "; Graphviz makes it of DOT: prof2dot FILE | dot -Tpdf"},
    {"picture", MEAN("svg or png")},
    {"prof", MEAN("pstats")},
    {"ps", "; Graphviz makes it of DOT: prof2dot FILE | dot -Tps"},
    {"report", MEAN("html")},
    {"run", MEAN("prof2dot run, without -T")},
    {"sankey", MEAN("flow")},
    {"snakeviz", MEAN("html, or icicle")},
    {"speedscope", MEAN("folded, which speedscope opens")},
    {"stacks", MEAN("folded")},
    {"stats", MEAN("text")},
    {"sunburst", MEAN("icicle")},
    {"table", MEAN("text")},
    {"term", MEAN("summary or tree")},
    {"terminal", MEAN("summary or tree")},
    {"tsv", MEAN("csv")},
    {"txt", MEAN("text")},
    {"web", MEAN("html, or --open")},
    {"webp", MEAN("png")},
    {"xlsx", MEAN("csv")},
    {"xml", MEAN("json")},
    {"yaml", MEAN("json")},
};

static const struct other_word input_habits[] = {
    {"cprofile", MEAN("pstats")},  {"prof", MEAN("pstats")},
    {"profile", MEAN("pstats")},   {"folded", MEAN("collapsed")},
    {"perf", MEAN("collapsed")},   {"firefox", MEAN("gecko")},
    {"xdebug", MEAN("callgrind")}, {"yappi", MEAN("pstats or callgrind")},
};

/* Words in the place of the first file. */
static const struct other_word commands[] = {
    {"compare", MEAN("--compare")},
    {"cumtime", MEAN("--sort cumtime")},
    {"cumulative", MEAN("--sort cumulative")},
    {"diff", MEAN("--compare")},
    {"flame", MEAN("-T icicle")},
    {"help", MEAN("--help")},
    {"html", MEAN("-T html")},
    {"list", MEAN("--list-functions")},
    {"open", MEAN("--open")},
    {"profile", MEAN("prof2dot run")},
    {"record", MEAN("prof2dot run")},
    {"report", MEAN("--open")},
    {"stats", MEAN("-T text")},
    {"top", MEAN("--top")},
    {"tottime", MEAN("--sort tottime")},
    {"tree", MEAN("-T tree")},
    {"version", MEAN("--version")},
    {"view", MEAN("--open")},
    {"watch", MEAN("--watch")},
};

/* Without differences that people overlook. */
static bool is_same(struct str word, struct str other)
{
    bool same = word.size == other.size;
    for (size_t i = 0; i < other.size && same; i++)
        same = (word.data[i] | ' ') == (other.data[i] | ' ') ||
               (word.data[i] == '_' && other.data[i] == '-');
    return same;
}

/* Appends the clause of a habit; false if the word is none. */
static bool add_habit(const struct other_word *habits, size_t count, struct str word,
                      struct buf *out)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_same(word, str_of(habits[i].word)))
            continue;
        buf_text(out, habits[i].clause);
        return true;
    }
    return false;
}

bool suggest_has_option(struct str name)
{
    struct buf ignored = {0};
    bool has = add_habit(options, COUNT(options), name, &ignored);
    buf_free(&ignored);
    return has;
}

void suggest_option(struct str name, struct buf *out)
{
    if (add_habit(options, COUNT(options), name, out))
        return;
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].help)
            nearest_offer(&nearest, str_of(option_table[i].name));
    if (!nearest.count && output_format_named(name)) {
        buf_text(out, "; did you mean -T ");
        buf_str(out, name);
        buf_text(out, "?");
    }
    words_mean(&nearest, "--", out);
}

void suggest_letter(char letter, struct buf *out)
{
    if (letter == 'm')
        buf_text(out, MEAN("prof2dot run -m MODULE"));
}

void suggest_output_format(struct str name, struct buf *out)
{
    if (add_habit(output_habits, COUNT(output_habits), name, out))
        return;
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < output_format_count; i++)
        nearest_offer(&nearest, str_of(output_formats[i].name));
    words_mean(&nearest, "", out);
}

void suggest_input_format(struct str name, struct buf *out)
{
    if (add_habit(input_habits, COUNT(input_habits), name, out))
        return;
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < input_format_count; i++)
        nearest_offer(&nearest, str_of(input_formats[i].name));
    words_mean(&nearest, "", out);
}

bool suggest_is_program(const char *path)
{
    return str_ends(str_of(path), STR(".py")) || str_ends(str_of(path), STR(".pyw"));
}

/* By the files that there are where this one is not. */
static void suggest_neighbour(const char *path, struct buf *out)
{
    struct str base = str_base_name(str_of(path));
    struct buf folder = {0};
    buf_str(&folder, str_first(str_of(path), strlen(path) - base.size));
    DIR *directory = opendir(folder.size ? folder.data : ".");
    struct nearest nearest = nearest_start(base);
    struct arena arena = {0};
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (entry->d_name[0] != '.')
            nearest_offer(&nearest, arena_copy(&arena, str_of(entry->d_name)));
    words_mean(&nearest, folder.size ? folder.data : "", out);
    arena_free(&arena);
    if (directory)
        closedir(directory);
    buf_free(&folder);
}

/* "runn", "rnu": a word, not a path, that is nearly the command. */
static bool is_nearly_run(const char *word)
{
    struct nearest nearest = nearest_start(str_of(word));
    nearest_offer(&nearest, STR("run"));
    return nearest.count && !strchr(word, '/') && !strchr(word, '.');
}

void suggest_file(const char *path, struct error *error)
{
    struct buf text = {0};
    buf_text(&text, error->message);
    bool is_missing = error->code == ERROR_IO && access(path, F_OK) != 0;
    size_t before = text.size;
    if (is_missing && is_nearly_run(path))
        buf_text(&text, MEAN("prof2dot run"));
    else if (is_missing && !add_habit(commands, COUNT(commands), str_of(path), &text))
        suggest_neighbour(path, &text);
    if (error->code == ERROR_INPUT && suggest_is_program(path)) {
        buf_cut(&text, 0);
        buf_format(&text, "this is a program, not a profile; run it: prof2dot run %.200s", path);
    }
    if (text.size != before)
        error_set(error, error->code, "%s", text.data);
    buf_free(&text);
}
