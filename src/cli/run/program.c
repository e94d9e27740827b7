#include "cli/run/program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/run/runner.h"
#include "cli/run/sampler.h"

/* Words or settings that are put together; NULL stands after the last. */
struct list {
    char **items;
    size_t count;
};

static void add(struct list *list, const char *word)
{
    list->items[list->count++] = (char *)word;
}

static const char *joined(struct arena *arena, const char *a, const char *b, const char *c)
{
    struct buf text = {0};
    buf_format(&text, "%s%s%s", a, b, c);
    return buf_keep(&text, arena);
}

static bool is_program(const char *name)
{
    const char *path = getenv("PATH");
    struct str rest = str_of(path ? path : "/bin:/usr/bin");
    for (;;) {
        size_t end = str_find(rest, ':');
        struct buf file = {0};
        buf_str(&file, str_first(rest, end));
        buf_format(&file, "%s%s", end ? "/" : "./", name);
        bool found = access(file.data, X_OK) == 0;
        buf_free(&file);
        if (found || end == rest.size)
            return found;
        rest = str_from(rest, end + 1);
    }
}

/* That of the virtual environment that is active, else the first in PATH. */
static const char *choose_python(const struct program *program, struct arena *arena)
{
    const char *environment = getenv("VIRTUAL_ENV");
    if (program->python)
        return program->python;
    if (environment && *environment) {
        const char *python = joined(arena, environment, "/bin/python", "");
        if (access(python, X_OK) == 0)
            return python;
    }
    return is_program("python3") || !is_program("python") ? "python3" : "python";
}

struct str program_name(const struct program *program)
{
    struct str name = str_of(program->words[0]);
    if (program->kind == 'c')
        return STR("command");
    if (program->kind == 'm')
        return name;
    while (name.size > 1 && name.data[name.size - 1] == '/')
        name.size--;
    name = str_base_name(name);
    return str_ends(name, STR(".py")) ? str_first(name, name.size - 3) : name;
}

const char *program_shown(const struct program *program)
{
    return program->kind == 'c' ? "-c" : program->words[0];
}

static void add_program(const struct program *program, struct list *list)
{
    if (program->kind)
        add(list, program->kind == 'm' ? "-m" : "-c");
    for (char **word = program->words; *word; word++)
        add(list, *word);
}

static void add_settings(const struct program *program, const struct scratch *scratch,
                         struct arena *arena, struct list *list)
{
    const char *path = getenv("PYTHONPATH");
    bool is_yappi = program->profiler == PROFILER_YAPPI;
    path = joined(arena, scratch->path.data, path && *path ? ":" : "", path ? path : "");
    add(list, joined(arena, "PYTHONPATH=", path, ""));
    add(list, joined(arena, "PROF2DOT_RUN=", scratch->path.data, ""));
    if (sampler_is_one(program->profiler))
        add(list, "PROF2DOT_WATCHED=1");
    add(list, is_yappi                            ? "PROF2DOT_PROFILER=yappi"
              : sampler_is_one(program->profiler) ? "PROF2DOT_PROFILER=outside"
                                                  : "PROF2DOT_PROFILER=cprofile");
}

static bool write_runner(const struct scratch *scratch, struct error *error)
{
    struct buf path = scratch_file(scratch, "sitecustomize.py");
    bool ok = file_write(path.data, runner_source, error);
    buf_free(&path);
    return ok;
}

enum { MOST_OWN_WORDS = 2, MOST_SETTINGS = 5 };

/* "python3 -X dev" is a program and its options, unless a program is called so. */
static struct list split_python(const char *python, struct arena *arena)
{
    struct str rest = str_of(python);
    struct list words = {arena_new(arena, rest.size + 2, sizeof(char *)), 0};
    if (access(python, F_OK) == 0 || is_program(python))
        rest = (struct str){python, 0};
    while (rest.size) {
        size_t end = str_find(rest, ' ');
        struct buf word = {0};
        buf_str(&word, str_first(rest, end));
        if (end)
            add(&words, buf_keep(&word, arena));
        rest = str_from(rest, end + 1);
    }
    if (!words.count)
        add(&words, python);
    return words;
}

/* The words of the program: Python, and what it runs. */
static char **make_words(const struct program *program, const struct list *python,
                         struct arena *arena)
{
    size_t count = python->count;
    while (program->words[count - python->count])
        count++;
    struct list words = {arena_new(arena, count + MOST_OWN_WORDS, sizeof(char *)), 0};
    for (size_t i = 0; i < python->count; i++)
        add(&words, python->items[i]);
    add_program(program, &words);
    return words.items;
}

bool program_run(const struct program *program, const struct scratch *scratch,
                 struct ending *ending, struct error *error)
{
    struct arena arena = {0};
    struct list python = split_python(choose_python(program, &arena), &arena);
    struct list settings = {arena_new(&arena, MOST_SETTINGS, sizeof(char *)), 0};
    struct sampler sampler = {.profiler = program->profiler,
                              .python = python.items[0],
                              .scratch = scratch,
                              .arena = &arena};
    struct companion companion = {sampler_join, &sampler};
    add_settings(program, scratch, &arena, &settings);
    bool ok = write_runner(scratch, error) &&
              process_run(make_words(program, &python, &arena), settings.items,
                          sampler_is_one(program->profiler) ? &companion : NULL, ending, error);
    sampler_finish(&sampler);
    arena_free(&arena);
    return ok;
}
