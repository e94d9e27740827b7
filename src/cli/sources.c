#include "cli/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "input/python_source.h"

/* A tenth of a second for sources of an ordinary size. */
enum { MOST_FILES = 500 };

struct source_file {
    struct python_source source; /* empty if it could not be read */
    uint32_t call;               /* the last one that looked into it */
};

static void read_file(const struct profile *profile, uint32_t name, struct python_source *source)
{
    struct buf path = {0}, text = {0};
    buf_str(&path, profile->names[name].raw);
    bool is_name = path.size && !memchr(path.data, '\0', path.size);
    if (is_name && python_source_read(path.data, &text))
        *source = python_source_scan(buf_slice(&text));
    buf_free(&path);
    buf_free(&text);
}

/* The file of that name, read if it has not been. */
static struct source_file *file_of(struct sources *sources, const struct profile *profile,
                                   uint32_t name)
{
    if (!sources->file_of)
        sources->file_of = memory_new(profile->name_count, sizeof *sources->file_of);
    if (!sources->file_of[name]) {
        sources->files = memory_grow(sources->files, &sources->file_room, sources->file_count + 1,
                                     sizeof *sources->files);
        struct source_file *file = &sources->files[sources->file_count++];
        *file = (struct source_file){0};
        read_file(profile, name, &file->source);
        sources->file_of[name] = (uint32_t)sources->file_count;
    }
    return &sources->files[sources->file_of[name] - 1];
}

/* Whether this call has looked into the file of that name. */
static bool is_open(const struct sources *sources, uint32_t name)
{
    return sources->file_of && sources->file_of[name] &&
           sources->files[sources->file_of[name] - 1].call == sources->calls;
}

void sources_qualify(struct sources *sources, const struct profile *profile,
                     const uint32_t *functions, uint32_t count, struct arena *arena,
                     struct str *qualified)
{
    uint32_t files = 0;
    sources->calls++;
    for (uint32_t i = 0; i < count; i++) {
        const struct function *f = &profile->functions[functions[i]];
        qualified[i] = STR("");
        if (!is_open(sources, f->file) && files++ >= MOST_FILES)
            continue;
        struct source_file *file = file_of(sources, profile, f->file);
        file->call = sources->calls;
        qualified[i] =
            python_source_qualified(&file->source, arena, f->line, profile->names[f->name].text);
    }
}

void sources_free(struct sources *sources)
{
    for (size_t i = 0; i < sources->file_count; i++)
        python_source_free(&sources->files[i].source);
    free(sources->files);
    free(sources->file_of);
    *sources = (struct sources){0};
}
