#include "cli/reading.h"

#include <glob.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/filter/filter_stacks.h"
#include "analysis/graph/cycles.h"
#include "analysis/prepare/estimate.h"
#include "analysis/prepare/inclusive.h"
#include "analysis/prepare/merge.h"
#include "analysis/prepare/repair.h"
#include "analysis/prepare/root.h"
#include "analysis/prepare/sum.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/options/suggest.h"
#include "cli/say.h"
#include "input/input_file.h"

enum { MOST_THREADS = 16, BATCH = 4 * MOST_THREADS, PARTS_A_THREAD = 4 };

/* A file that is being read, or has been. */
struct part {
    const char *path;
    const struct input_options *wanted;
    struct profile profile;
    struct str root;      /* what it is to stand below; or empty */
    struct profile *keep; /* where it is wanted by itself, too; or NULL */
    struct error error;
    bool ok;
};

/* Parts that threads share out among themselves. */
struct batch {
    struct part parts[BATCH];
    size_t count, next;
    pthread_mutex_t lock;
};

/* Processes that multiprocessing starts for itself, and that only wait. */
static bool is_servant(const struct profile *profile, const struct function *function)
{
    struct str file = profile->names[function->file].text;
    return str_equal(profile->names[function->name].text, STR("main")) &&
           (str_ends(file, STR("multiprocessing/resource_tracker.py")) ||
            str_ends(file, STR("multiprocessing/semaphore_tracker.py")));
}

/* Leaves out the stacks in which the program had not begun, and those of no program. */
static void drop_runner(struct profile *profile, const char *runner)
{
    struct filter_report ignored = {0};
    bool *marked = memory_new(profile->function_count, sizeof *marked);
    bool has_any = false;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *function = &profile->functions[i];
        struct str file = profile->names[function->file].text;
        marked[i] = str_starts(file, str_of(runner)) || is_servant(profile, function);
        has_any |= marked[i];
    }
    if (has_any)
        filter_stacks_ignore(profile, marked, &ignored);
    free(marked);
}

/* A part stands below its own root once it is as it would be shown alone. */
static void add_root(struct profile *profile, struct str name)
{
    repair_counts(profile);
    estimate_calls(profile);
    if (profile->by_line)
        *profile = merge_lines(profile);
    root_add(profile, name);
}

static void read_part(struct part *part)
{
    part->ok = input_file_read(part->path, part->wanted, &part->profile, &part->error);
    if (part->ok && part->wanted->runner && part->profile.stacks.count)
        drop_runner(&part->profile, part->wanted->runner);
    if (part->ok && part->profile.lacks_inclusive)
        inclusive_fill(&part->profile);
    if (part->ok && part->root.size)
        add_root(&part->profile, part->root);
}

static void *read_parts(void *argument)
{
    struct batch *batch = argument;
    for (;;) {
        pthread_mutex_lock(&batch->lock);
        size_t mine = batch->next++;
        pthread_mutex_unlock(&batch->lock);
        if (mine >= batch->count)
            return NULL;
        read_part(&batch->parts[mine]);
    }
}

static size_t thread_count(size_t files)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors > 1 ? (size_t)processors : 1;
    most = most < MOST_THREADS ? most : MOST_THREADS;
    return files < most ? files : most;
}

/* This thread reads too; a thread that cannot be started leaves it more to do. */
static void read_batch(struct batch *batch)
{
    pthread_t threads[MOST_THREADS];
    size_t started = 0;
    size_t wanted = thread_count(batch->count);
    pthread_mutex_init(&batch->lock, NULL);
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, read_parts, batch) == 0)
        started++;
    read_parts(batch);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&batch->lock);
}

/* The place of the i-th file to be added: 0, then from the last on. */
static size_t order_of_adding(size_t i, size_t count)
{
    return i == 0 ? 0 : count - i;
}

/* What is there makes sense: no error. */
static void tell_if_cut(const struct part *part)
{
    if (!part->ok || !part->profile.repairs.cut_short)
        return;
    struct buf line = {0};
    buf_format(&line, "%s: the file ends too soon: this is what is there", say_path(part->path));
    say_note(buf_slice(&line));
    buf_free(&line);
}

/* Says why a part cannot be read, or added, and returns the exit status. */
static int fail(struct part *part)
{
    suggest_file(part->path, &part->error);
    return say_error(say_path(part->path), &part->error);
}

/* Adds a batch that was read; returns the exit status. */
static int add_batch(struct batch *batch, struct sum *sum)
{
    int status = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct part *part = &batch->parts[i];
        if (!status && (!part->ok || !sum_add(sum, &part->profile, &part->error)))
            status = fail(part);
        if (!status)
            tell_if_cut(part);
        if (part->keep)
            *part->keep = part->profile;
        else
            profile_free(&part->profile);
    }
    return status;
}

static int read_one(const char *path, const struct input_options *wanted, struct str root,
                    struct profile *profile)
{
    struct part part = {.path = path, .wanted = wanted, .root = root};
    read_part(&part);
    tell_if_cut(&part);
    *profile = part.profile;
    return part.ok ? 0 : fail(&part);
}

/* The next files to be read, as many as fit a batch. */
static struct batch next_batch(const struct input_names *names, size_t done,
                               const struct input_options *wanted, const struct str *roots,
                               struct profile *parts)
{
    struct batch batch = {.count = names->count - done};
    size_t most = PARTS_A_THREAD * thread_count(batch.count);
    if (batch.count > most)
        batch.count = most;
    for (size_t i = 0; i < batch.count; i++) {
        size_t at = order_of_adding(done + i, names->count);
        batch.parts[i] = (struct part){.path = names->items[at],
                                       .wanted = wanted,
                                       .root = roots ? roots[at] : STR(""),
                                       .keep = parts ? &parts[at] : NULL};
    }
    return batch;
}

int reading_profiles(const struct input_names *names, const struct input_options *wanted,
                     const struct str *roots, struct profile *profile, struct profile *parts)
{
    if (names->count == 1)
        return read_one(names->items[0], wanted, roots ? roots[0] : STR(""), profile);
    struct sum sum = sum_start();
    int status = 0;
    for (size_t done = 0; done < names->count && !status;) {
        struct batch batch = next_batch(names, done, wanted, roots, parts);
        read_batch(&batch);
        status = add_batch(&batch, &sum);
        done += batch.count;
        if (!status)
            say_progress(done, names->count);
    }
    if (status)
        sum_drop(&sum);
    else
        *profile = sum_finish(&sum);
    return status;
}

/* Reads the files of a group, `mine` of them, into what they add up to. */
static int read_group(const struct input_names *names, const struct input_options *wanted,
                      const struct str *roots, const uint32_t *mine, uint32_t count,
                      struct profile *part)
{
    struct arena arena = {0};
    struct input_names some = {arena_new(&arena, count, sizeof *some.items), count, {0}, {0}};
    struct str *some_roots = roots ? arena_new(&arena, count, sizeof *some_roots) : NULL;
    for (size_t i = 0; i < count; i++) {
        some.items[i] = names->items[mine[i]];
        if (roots)
            some_roots[i] = roots[mine[i]];
    }
    int status = reading_profiles(&some, wanted, some_roots, part, NULL);
    arena_free(&arena);
    return status;
}

int reading_groups(const struct input_names *names, const struct input_options *wanted,
                   const struct str *roots, const struct input_groups *groups,
                   struct profile *profile, struct profile *parts)
{
    struct sum sum = sum_start();
    uint32_t *members;
    uint32_t *first =
        cycles_group(groups->of, (uint32_t)names->count, (uint32_t)groups->count, &members);
    int status = 0;
    for (size_t i = 0; i < groups->count && !status; i++) {
        struct error error;
        status = read_group(names, wanted, roots, &members[first[i]], first[i + 1] - first[i],
                            &parts[i]);
        if (!status && !sum_add(&sum, &parts[i], &error))
            status = say_error(say_path(names->items[members[first[i]]]), &error);
    }
    if (status)
        sum_drop(&sum);
    else
        *profile = sum_finish(&sum);
    free(first);
    free(members);
    return status;
}

static void add_name(struct input_names *names, size_t *room, const char *name)
{
    names->items = memory_grow(names->items, room, names->count + 1, sizeof *names->items);
    names->items[names->count++] = name;
}

/* Splits the list at its newlines, which become the names' ends; empty lines name nothing. */
static void add_listed(struct input_names *names, size_t *room)
{
    char *line = names->listed.data;
    char *end = line + names->listed.size;
    while (line < end) {
        char *newline = memchr(line, '\n', (size_t)(end - line));
        if (!newline)
            newline = end;
        *newline = '\0';
        if (newline > line && newline[-1] == '\r')
            newline[-1] = '\0';
        if (*line)
            add_name(names, room, line);
        line = newline + 1;
    }
}

bool reading_names(const struct options *options, struct input_names *names, struct error *error)
{
    size_t room = 0;
    *names = (struct input_names){0};
    for (size_t i = 0; i < options->input_count; i++)
        add_name(names, &room, options->inputs[i]);
    if (options->files_from) {
        if (!file_read(options->files_from, &names->listed, error))
            return false;
        add_listed(names, &room);
        if (!names->count)
            return error_set(error, ERROR_INPUT, "names no profile");
    }
    if (!names->count)
        add_name(names, &room, "-");
    size_t streams = options->files_from && strcmp(options->files_from, "-") == 0;
    for (size_t i = 0; i < names->count; i++)
        streams += strcmp(names->items[i], "-") == 0;
    return streams <= 1 ||
           error_set(error, ERROR_USAGE, "standard input ('-') can be read once only");
}

/* Takes the names that fit a line of --base-from, which stands for itself where there are none. */
static void add_pattern(struct input_names *names, size_t *room, const char *pattern)
{
    glob_t found;
    if (glob(pattern, GLOB_NOCHECK, NULL, &found) != 0) {
        add_name(names, room, pattern);
        return;
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        add_name(names, room,
                 arena_copy(&names->arena,
                            (struct str){found.gl_pathv[i], strlen(found.gl_pathv[i]) + 1})
                     .data);
    globfree(&found);
}

bool reading_bases(const struct options *options, struct input_names *names, struct error *error)
{
    size_t room = 0;
    struct input_names lines = {0};
    size_t line_room = 0;
    *names = (struct input_names){0};
    for (size_t i = 0; i < options->bases.count; i++)
        add_name(names, &room, options->bases.items[i]);
    if (!options->bases_from)
        return true;
    if (!file_read(options->bases_from, &names->listed, error))
        return false;
    lines.listed = names->listed;
    add_listed(&lines, &line_room);
    for (size_t i = 0; i < lines.count; i++)
        add_pattern(names, &room, lines.items[i]);
    free(lines.items);
    return names->count || error_set(error, ERROR_INPUT, "names no profile");
}

void reading_free_names(struct input_names *names)
{
    arena_free(&names->arena);
    free(names->items);
    buf_free(&names->listed);
    *names = (struct input_names){0};
}

int reading_runs(const struct input_names *names, const struct input_options *wanted,
                 struct profile **runs)
{
    int status = 0;
    *runs = memory_new(names->count, sizeof **runs);
    for (size_t i = 0; i < names->count && !status; i++)
        status = read_one(names->items[i], wanted, STR(""), &(*runs)[i]);
    return status;
}

void reading_free_runs(struct profile *runs, size_t count)
{
    for (size_t i = 0; i < count && runs; i++)
        profile_free(&runs[i]);
    free(runs);
}
