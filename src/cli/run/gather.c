#include "cli/run/gather.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "python/library.h"

static bool is_recording(const char *name)
{
    struct str text = str_of(name);
    return str_ends(text, STR(".prof")) || str_ends(text, STR(".raw")) ||
           str_ends(text, STR(".bin"));
}

static size_t count_files(const struct scratch *scratch)
{
    DIR *folder = opendir(scratch->path.data);
    size_t count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += is_recording(entry->d_name);
    if (folder)
        closedir(folder);
    return count;
}

/* Of "4242-1.prof" the process, 4242, and the thread, 1; of "4242_4243.bin" the child, 4243. */
static struct recorded look_at(const char *path, const char *name, long main)
{
    const char *child = strchr(name, '_');
    char *end;
    struct recorded found = {.path = path, .threads = 1};
    found.process = strtol(child ? child + 1 : name, &end, 10);
    found.thread = *end == '-' ? strtol(end + 1, NULL, 10) : 0;
    found.is_child = found.process != main;
    return found;
}

static int compare_recorded(const void *left, const void *right)
{
    const struct recorded *a = left, *b = right;
    if (a->is_child != b->is_child)
        return a->is_child ? 1 : -1;
    if (a->process != b->process)
        return a->process > b->process ? 1 : -1;
    return (a->thread > b->thread) - (a->thread < b->thread);
}

/* Cuts the first line off. */
static struct str next_line(struct str *rest)
{
    size_t end = str_find(*rest, '\n');
    struct str line = str_first(*rest, end);
    *rest = str_from(*rest, end + 1);
    return line;
}

/* Cuts a number and a blank off. */
static uint64_t next_number(struct str *line)
{
    uint64_t number = 0;
    size_t i = 0;
    for (; i < line->size && library_is_digit(line->data[i]); i++)
        number = number * 10 + (uint64_t)(line->data[i] - '0');
    *line = str_from(*line, i + 1);
    return number;
}

/* Puts in what the recorder says of a process's files, `count` from `items` on. */
static void read_names(const struct scratch *scratch, struct recorded *items, size_t count,
                       struct arena *arena)
{
    struct buf path = scratch_file(scratch, ""), bytes = {0};
    struct error error;
    buf_format(&path, "%ld.names", items->process);
    if (file_read(path.data, &bytes, &error)) {
        struct str rest = arena_copy(arena, buf_slice(&bytes));
        struct str of_process = next_line(&rest);
        long thread = 0;
        for (size_t i = 0; i < count; i++) {
            struct str line = {0};
            for (; thread <= items[i].thread && rest.size; thread++)
                line = next_line(&rest);
            items[i].of_process = of_process;
            uint64_t threads = next_number(&line);
            items[i].threads = threads ? threads : 1;
            items[i].time = next_number(&line);
            items[i].computing = next_number(&line);
            items[i].name = line;
        }
    }
    buf_free(&bytes);
    buf_free(&path);
}

size_t recorded_end(const struct recorded *items, size_t count, size_t index)
{
    size_t end = index + 1;
    while (end < count && items[end].process == items[index].process)
        end++;
    return end;
}

static void read_all_names(const struct scratch *scratch, const struct recordings *found,
                           struct arena *arena)
{
    for (size_t end, i = 0; i < found->count; i = end) {
        end = recorded_end(found->items, found->count, i);
        read_names(scratch, &found->items[i], end - i, arena);
    }
}

/* The program's own file gets the program's name. */
static void rename_first(const struct scratch *scratch, struct recorded *first, struct str name,
                         struct arena *arena)
{
    struct buf path = {0};
    const char *ending = strrchr(first->path, '.');
    buf_format(&path, "%s/%.*s%s", scratch->path.data, (int)name.size, name.data, ending);
    if (rename(first->path, path.data) == 0)
        first->path = buf_keep(&path, arena);
    buf_free(&path);
}

struct recordings gather(const struct scratch *scratch, pid_t main, struct str name,
                         struct arena *arena)
{
    size_t room = count_files(scratch);
    struct recordings found = {arena_new(arena, room + 1, sizeof *found.items), 0};
    DIR *folder = opendir(scratch->path.data);
    for (struct dirent *entry; folder && (entry = readdir(folder)) && found.count < room;) {
        if (!is_recording(entry->d_name))
            continue;
        struct buf path = scratch_file(scratch, entry->d_name);
        found.items[found.count++] = look_at(buf_keep(&path, arena), entry->d_name, (long)main);
    }
    if (folder)
        closedir(folder);
    qsort(found.items, found.count, sizeof *found.items, compare_recorded);
    read_all_names(scratch, &found, arena);
    if (found.count && !found.items[0].is_child)
        rename_first(scratch, &found.items[0], name, arena);
    return found;
}
