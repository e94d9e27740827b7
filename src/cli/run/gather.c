#include "cli/run/gather.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Of "4242.prof"; of "4242_4243.bin" the child, 4243. */
static long process_of(const char *name)
{
    const char *child = strchr(name, '_');
    return strtol(child ? child + 1 : name, NULL, 10);
}

static int by_process(const void *left, const void *right)
{
    const struct recorded *a = left, *b = right;
    return (a->process > b->process) - (a->process < b->process);
}

/* The program's own file goes to the front, under the program's name. */
static void put_first(const struct scratch *scratch, struct recordings *found, size_t index,
                      struct str name, struct arena *arena)
{
    struct recorded first = found->items[index];
    struct buf path = {0};
    const char *ending = strrchr(first.path, '.');
    buf_format(&path, "%s/%.*s%s", scratch->path.data, (int)name.size, name.data, ending);
    if (rename(first.path, path.data) == 0)
        first.path = buf_keep(&path, arena);
    buf_free(&path);
    memmove(found->items + 1, found->items, index * sizeof *found->items);
    found->items[0] = first;
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
        found.items[found.count++] =
            (struct recorded){buf_keep(&path, arena), process_of(entry->d_name)};
    }
    if (folder)
        closedir(folder);
    qsort(found.items, found.count, sizeof *found.items, by_process);
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i].process == (long)main) {
            put_first(scratch, &found, i, name, arena);
            break;
        }
    return found;
}
