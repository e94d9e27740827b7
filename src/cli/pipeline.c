#include "cli/pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/merge.h"
#include "analysis/pattern.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "cli/drawing.h"
#include "input/detect.h"

static int status_of(enum error_code code)
{
    return code == ERROR_NONE ? 0 : code == ERROR_USAGE ? 2 : 1;
}

/* File names come from the command line, but may hold anything that a terminal obeys. */
static void add_path(struct buf *line, const char *path)
{
    struct arena arena = {0};
    buf_str(line, utf8_repair(&arena, str_of(path)));
    for (size_t i = 0; i < line->size; i++)
        if (line->data[i] == '\n' || line->data[i] == '\t')
            line->data[i] = '?';
    arena_free(&arena);
}

int pipeline_fail(const char *path, const struct error *error)
{
    if (error->code == ERROR_PIPE)
        return 1;
    struct buf line = {0};
    buf_text(&line, "prof2dot: ");
    if (path) {
        add_path(&line, path);
        buf_text(&line, ": ");
    }
    if (error->has_offset)
        buf_format(&line, "byte %" PRIu64 ": ", error->offset);
    buf_text(&line, error->message);
    fprintf(stderr, "%s\n", line.data);
    buf_free(&line);
    return status_of(error->code);
}

static const char *shown_path(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static bool read_one(const char *path, struct profile *profile, struct error *error)
{
    struct buf bytes = {0};
    bool ok = file_read(path, &bytes, error) && detect_read(buf_slice(&bytes), profile, error);
    buf_free(&bytes);
    if (ok && profile->sampled)
        *profile = merge_lines(profile);
    return ok;
}

/* Adds the files up in the order given; returns the exit status. */
static int read_all(const struct options *options, struct profile *profile)
{
    static const char *const standard_input[] = {"-"};
    const char *const *paths = options->input_count ? options->inputs : standard_input;
    size_t count = options->input_count ? options->input_count : 1;
    struct builder sum = builder_start();
    for (size_t i = 0; i < count; i++) {
        struct error error = {0};
        struct profile part = {0};
        if (!read_one(paths[i], &part, &error)) {
            builder_drop(&sum);
            return pipeline_fail(shown_path(paths[i]), &error);
        }
        if (count == 1) {
            *profile = part;
            builder_drop(&sum);
            return 0;
        }
        merge_add(&sum, &part);
        profile_free(&part);
    }
    *profile = builder_finish(&sum);
    return 0;
}

static void title_of(const struct options *options, struct buf *title)
{
    const char *first = options->input_count ? options->inputs[0] : "-";
    const char *slash = strrchr(first, '/');
    buf_text(title, strcmp(first, "-") == 0 ? "standard input" : slash ? slash + 1 : first);
    if (options->input_count > 1)
        buf_format(title, " and %zu more", options->input_count - 1);
}

static void say_repair(uint64_t count, const char *what)
{
    if (count)
        fprintf(stderr, "prof2dot: note: %" PRIu64 " %s\n", count, what);
}

static void say_repairs(const struct profile *profile)
{
    say_repair(profile->repairs.swapped_counts,
               "entries had more primitive than all calls (as yappi writes them): swapped");
    say_repair(profile->repairs.not_finite, "infinite or undefined times were taken as 0");
    say_repair(profile->repairs.callers_not_keys,
               "callers have no entry of their own: shown without costs");
    if (profile->sampled)
        fprintf(stderr, "prof2dot: note: a sampled profile: counts are samples, lines were merged "
                        "into functions\n");
}

static void say_notes(const struct buf *notes)
{
    for (struct str rest = buf_slice(notes); rest.size;) {
        size_t end = str_find(rest, '\n');
        fprintf(stderr, "prof2dot: %.*s\n", (int)end, rest.data);
        rest = str_from(rest, end + 1);
    }
}

static int write_output(const struct profile *profile, const struct options *options,
                        const struct output *output, const char *title)
{
    struct buf picture = {0}, notes = {0};
    struct error error = {0};
    const char *path = strcmp(output->path, "-") == 0 ? NULL : output->path;
    int status = 0;
    if (!path && output->format == OUTPUT_PNG && isatty(STDOUT_FILENO)) {
        error_set(&error, ERROR_USAGE, "a PNG is not for a terminal: name a file with -o");
        status = pipeline_fail(NULL, &error);
    } else if (!drawing_make(profile, options, title, output->format, &picture, &notes, &error)) {
        say_notes(&notes);
        status = pipeline_fail(error.code == ERROR_INPUT ? title : path, &error);
    } else {
        say_notes(&notes);
        if (!file_write(output->path, buf_slice(&picture), &error))
            status = pipeline_fail(path ? path : "<stdout>", &error);
    }
    buf_free(&picture);
    buf_free(&notes);
    return status;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void describe(const struct profile *profile, uint32_t index, struct buf *line)
{
    const struct function *f = &profile->functions[index];
    buf_format(line,
               "\n    file %.*s\n    calls %" PRId64 ", primitive %" PRId64
               ", own %.9g s, total %.9g s, callers %" PRIu32 ", callees %" PRIu32,
               (int)profile->names[f->file].text.size, profile->names[f->file].text.data, f->calls,
               f->primitive, f->own, f->total,
               profile->callers[index].end - profile->callers[index].start,
               profile->callees[index + 1] - profile->callees[index]);
}

/* As gprof2dot: '+' is everything, a leading '%' wants all that is known. */
static int list_functions(const struct profile *profile, const char *selector)
{
    bool all_known = selector[0] == '%';
    const char *pattern = selector + all_known;
    if (strcmp(pattern, "+") == 0 || !*pattern)
        pattern = "*";
    char **lines = memory_new(profile->function_count, sizeof *lines);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct buf line = {0};
        if (!pattern_matches_function(profile, i, pattern))
            continue;
        pattern_function_name(profile, i, &line);
        if (all_known)
            describe(profile, i, &line);
        lines[count++] = line.data;
    }
    if (count)
        qsort(lines, count, sizeof *lines, compare_names);
    struct buf out = {0};
    for (uint32_t i = 0; i < count; i++) {
        buf_format(&out, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
    struct error error = {0};
    bool ok = file_write("-", buf_slice(&out), &error);
    buf_free(&out);
    return ok ? 0 : pipeline_fail("<stdout>", &error);
}

int pipeline_run(const struct options *options)
{
    struct profile profile = {0};
    int status = read_all(options, &profile);
    if (status)
        return status;
    if (options->verbose)
        say_repairs(&profile);
    struct buf title = {0};
    title_of(options, &title);
    if (options->list_functions)
        status = list_functions(&profile, options->list_functions);
    for (size_t i = 0; !options->list_functions && i < options->output_count; i++) {
        int written = write_output(&profile, options, &options->outputs[i], title.data);
        status = written > status ? written : status;
    }
    buf_free(&title);
    profile_free(&profile);
    return status;
}
