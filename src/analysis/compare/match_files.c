#include "analysis/compare/match_files.h"

#include <stdlib.h>

#include "base/memory.h"
#include "python/c_names.h"
#include "python/library.h"

/* So many components at the end of a path are compared at most. */
enum { MOST_COMPONENTS = 8 };

/* What is known of a file, by its number. */
struct file_use {
    bool is_in[2];   /* on which side it is */
    bool is_library; /* its number stands for the path below a library's folder */
    uint32_t same;   /* of an old file: the new one's number that it is known by */
};

struct files {
    struct match_pair_keys *keys;
    const struct profile *sides[2];
    struct file_use *uses;
};

/* Appends the path as it is compared. */
static bool write_file(struct str path, struct buf *out)
{
    struct library_file found = library_find(path);
    struct str text = found.library == LIBRARY_NONE ? path : found.module;
    if (found.library != LIBRARY_NONE)
        buf_text(out, found.library == LIBRARY_STDLIB ? "<stdlib>/" : "<site>/");
    for (size_t i = 0; i < text.size; i++)
        buf_char(out, text.data[i] == '\\' ? '/' : text.data[i]);
    return found.library != LIBRARY_NONE;
}

static uint32_t number_of(struct builder *texts, struct buf *text)
{
    struct buf scratch = {0};
    uint32_t number = builder_name(texts, builder_bounded(buf_slice(text), &scratch));
    buf_free(&scratch);
    buf_cut(text, 0);
    return number;
}

/* Numbers one side's names, each once as a file and once as a function's name. */
static struct match_keys number_side(struct builder *texts, const struct profile *profile)
{
    uint32_t *as_file = memory_new(profile->name_count, sizeof *as_file);
    uint32_t *as_name = memory_new(profile->name_count, sizeof *as_name);
    struct buf text = {0};
    for (uint32_t i = 0; i < profile->name_count; i++) {
        struct str raw = profile->names[i].raw;
        buf_char(&text, 'f');
        write_file(raw, &text);
        as_file[i] = number_of(texts, &text);
        if (!c_names_without_address(raw, &text))
            buf_str(&text, raw);
        as_name[i] = number_of(texts, &text);
    }
    struct match_keys keys = {memory_new(profile->function_count, sizeof *keys.file),
                              memory_new(profile->function_count, sizeof *keys.name)};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        keys.file[i] = as_file[profile->functions[i].file];
        keys.name[i] = as_name[profile->functions[i].name];
    }
    buf_free(&text);
    free(as_file);
    free(as_name);
    return keys;
}

static const struct match_keys *keys_of(const struct files *files, int side)
{
    return side ? &files->keys->after : &files->keys->before;
}

static void note_uses(struct files *files)
{
    for (int side = 0; side < 2; side++) {
        const struct profile *profile = files->sides[side];
        for (uint32_t i = 0; i < profile->function_count; i++) {
            uint32_t file = keys_of(files, side)->file[i];
            struct str path = profile->names[profile->functions[i].file].raw;
            files->uses[file].is_in[side] = true;
            files->uses[file].is_library = path.size < 2;
            files->uses[file].same = file;
        }
    }
    for (uint32_t i = 0; i < files->keys->count; i++) {
        struct str text = files->keys->texts.profile.names[i].raw;
        if (files->uses[i].is_in[0] || files->uses[i].is_in[1])
            files->uses[i].is_library |= str_starts(str_from(text, 1), STR("<"));
    }
}

/* Whether only one side has the file, and it may be another one on the other side. */
static bool is_open(const struct files *files, uint32_t file, int side)
{
    const struct file_use *use = &files->uses[file];
    return use->is_in[side] && !use->is_in[!side] && !use->is_library && use->same == file;
}

/* The last `components` of a path; empty if it has fewer. */
static struct str end_of_path(struct str path, int components)
{
    size_t start = path.size;
    for (; start > 0; start--)
        if (path.data[start - 1] == '/' && --components == 0)
            break;
    return components > 1 ? STR("") : str_from(path, start);
}

#define NO_FILE 0
#define SEVERAL UINT32_MAX

static void note_one(uint32_t *slot, uint32_t file)
{
    *slot = *slot == NO_FILE || *slot == file + 1 ? file + 1 : SEVERAL;
}

/* Takes files for the same whose paths end in the same components, where one on each side does. */
static void pair_by_ends(struct files *files, int components)
{
    uint32_t count = files->keys->count;
    struct builder ends = builder_start();
    uint32_t *one[2] = {memory_new(count + 1, sizeof **one), memory_new(count + 1, sizeof **one)};
    for (uint32_t i = 0; i < count; i++)
        for (int side = 0; side < 2; side++) {
            if (!is_open(files, i, side))
                continue;
            struct str path = str_from(files->keys->texts.profile.names[i].raw, 1);
            struct str end = end_of_path(path, components);
            if (end.size)
                note_one(&one[side][builder_name(&ends, end)], i);
        }
    for (uint32_t i = 0; i < ends.profile.name_count; i++)
        if (one[0][i] != NO_FILE && one[0][i] != SEVERAL && one[1][i] != NO_FILE &&
            one[1][i] != SEVERAL) {
            files->uses[one[0][i] - 1].same = one[1][i] - 1;
            files->uses[one[1][i] - 1].is_in[0] = true;
        }
    free(one[0]);
    free(one[1]);
    builder_drop(&ends);
}

/* A function's name speaks for two files being the same. */
struct vote {
    uint32_t before, after, count;
};

static int compare_votes(const void *left, const void *right)
{
    const struct vote *a = left;
    const struct vote *b = right;
    int order = (a->before > b->before) - (a->before < b->before);
    return order ? order : (a->after > b->after) - (a->after < b->after);
}

static int compare_counts(const void *left, const void *right)
{
    const struct vote *a = left;
    const struct vote *b = right;
    int order = (a->count < b->count) - (a->count > b->count);
    return order ? order : compare_votes(left, right);
}

/* For each name the one open file with a function of it. Counts the names that each file has. */
static uint32_t *files_of_names(const struct files *files, int side, uint32_t *names_in)
{
    const struct match_keys *keys = keys_of(files, side);
    uint32_t *file_of = memory_new(files->keys->count, sizeof *file_of);
    for (uint32_t i = 0; i < files->sides[side]->function_count; i++) {
        if (!is_open(files, keys->file[i], side) ||
            match_keys_is_common(files->keys, keys->name[i]))
            continue;
        note_one(&file_of[keys->name[i]], keys->file[i]);
        names_in[keys->file[i]]++;
    }
    return file_of;
}

static struct vote *collect_votes(const uint32_t *before, const uint32_t *after, uint32_t names,
                                  uint32_t *count)
{
    struct vote *votes = memory_new(names, sizeof *votes);
    uint32_t cast = 0;
    *count = 0;
    for (uint32_t i = 0; i < names; i++)
        if (before[i] != NO_FILE && before[i] != SEVERAL && after[i] != NO_FILE &&
            after[i] != SEVERAL)
            votes[cast++] = (struct vote){before[i] - 1, after[i] - 1, 1};
    if (cast)
        qsort(votes, cast, sizeof *votes, compare_votes);
    for (uint32_t i = 0; i < cast; i++)
        if (*count && compare_votes(&votes[*count - 1], &votes[i]) == 0)
            votes[*count - 1].count++;
        else
            votes[(*count)++] = votes[i];
    if (*count)
        qsort(votes, *count, sizeof *votes, compare_counts);
    return votes;
}

/* Takes files for the same that have most of their functions' names in common. */
static void pair_by_names(struct files *files)
{
    uint32_t *names_in = memory_new(files->keys->count, sizeof *names_in);
    uint32_t *before = files_of_names(files, 0, names_in);
    uint32_t *after = files_of_names(files, 1, names_in);
    uint32_t count;
    struct vote *votes = collect_votes(before, after, files->keys->count, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct vote *vote = &votes[i];
        uint32_t most = names_in[vote->before] < names_in[vote->after] ? names_in[vote->after]
                                                                       : names_in[vote->before];
        if (2 * (uint64_t)vote->count < most || !is_open(files, vote->before, 0) ||
            !is_open(files, vote->after, 1))
            continue;
        files->uses[vote->before].same = vote->after;
        files->uses[vote->after].is_in[0] = true;
    }
    free(votes);
    free(before);
    free(after);
    free(names_in);
}

struct match_pair_keys match_keys_make(const struct profile *before, const struct profile *after)
{
    struct match_pair_keys keys = {.texts = builder_start()};
    keys.before = number_side(&keys.texts, before);
    keys.after = number_side(&keys.texts, after);
    keys.count = keys.texts.profile.name_count;
    struct files files = {.keys = &keys, .sides = {before, after}};
    files.uses = memory_new(keys.count, sizeof *files.uses);
    note_uses(&files);
    for (int components = MOST_COMPONENTS; components > 0; components--)
        pair_by_ends(&files, components);
    pair_by_names(&files);
    for (uint32_t i = 0; i < before->function_count; i++)
        keys.before.file[i] = files.uses[keys.before.file[i]].same;
    free(files.uses);
    return keys;
}

bool match_keys_is_common(const struct match_pair_keys *keys, uint32_t name)
{
    struct str text = keys->texts.profile.names[name].raw;
    return !text.size || text.data[0] == '<' || str_starts(text, STR("__"));
}

void match_keys_free(struct match_pair_keys *keys)
{
    free(keys->before.file);
    free(keys->before.name);
    free(keys->after.file);
    free(keys->after.name);
    builder_drop(&keys->texts);
    *keys = (struct match_pair_keys){0};
}
