#include "render/input_names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"

/* Paths that differ above so many folders are told apart by number. */
enum { MOST_FOLDERS = 64 };

/* A path's name so far. */
struct named {
    struct str path, name;
    size_t index;
    bool is_alike; /* another path has this name */
};

static int compare_names(const void *left, const void *right)
{
    const struct named *a = left;
    const struct named *b = right;
    int order = str_compare(a->name, b->name);
    order = order ? order : str_compare(a->path, b->path);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* The name with one more folder before it; the whole path where there is none. */
static void widen(struct named *named)
{
    size_t left = named->path.size - named->name.size;
    size_t slash = left ? str_find_last(str_first(named->path, left - 1), '/') : left;
    if (left)
        named->name = str_from(named->path, slash == left - 1 ? 0 : slash + 1);
}

/* Where the names end that are the same as the one at `start`. */
static size_t end_of_name(const struct named *all, size_t start, size_t count)
{
    size_t end = start + 1;
    while (end < count && str_equal(all[end].name, all[start].name))
        end++;
    return end;
}

/* Sorts the names and finds those that several paths have; how many these are. */
static size_t find_alike(struct named *all, size_t count)
{
    size_t alike = 0, end;
    qsort(all, count, sizeof *all, compare_names);
    for (size_t i = 0; i < count; i = end) {
        end = end_of_name(all, i, count);
        bool is_alike = !str_equal(all[i].path, all[end - 1].path);
        for (size_t at = i; at < end; at++)
            all[at].is_alike = is_alike;
        alike += is_alike ? end - i : 0;
    }
    return alike;
}

/* Numbers what is still the same. */
static void number_same(struct named *all, size_t count, struct arena *arena)
{
    struct buf text = {0};
    size_t end;
    for (size_t i = 0; i < count; i = end) {
        end = end_of_name(all, i, count);
        struct str name = all[i].name;
        for (size_t at = i; at < end && end - i > 1; at++) {
            buf_cut(&text, 0);
            buf_str(&text, name);
            buf_format(&text, " (%zu)", at - i + 1);
            all[at].name = arena_copy(arena, buf_slice(&text));
        }
    }
    buf_free(&text);
}

struct str *input_names_make(const char *const *paths, size_t count, struct arena *arena)
{
    struct named *all = memory_new(count, sizeof *all);
    struct str *names = arena_new(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        bool is_stream = strcmp(paths[i], "-") == 0;
        struct str path = is_stream ? STR("standard input") : str_of(paths[i]);
        all[i] = (struct named){path, is_stream ? path : str_base_name(path), i, false};
    }
    for (int folders = 0; find_alike(all, count) && folders < MOST_FOLDERS; folders++)
        for (size_t i = 0; i < count; i++)
            if (all[i].is_alike)
                widen(&all[i]);
    number_same(all, count, arena);
    for (size_t i = 0; i < count; i++)
        names[all[i].index] = all[i].name;
    free(all);
    return names;
}
