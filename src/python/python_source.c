#include "python/python_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NAME_LIMIT = 1000, /* bytes; nobody reads longer names, and a chain may repeat them */
    SOURCE_LIMIT = 4 * 1024 * 1024 /* bytes; more is generated, and not worth the time */
};

static uint32_t kind_of(struct str name)
{
    static const struct {
        const char *name;
        uint32_t kind;
    } kinds[] = {
        {"<lambda>", PYTHON_LAMBDA},   {"<listcomp>", PYTHON_LISTCOMP},
        {"<setcomp>", PYTHON_SETCOMP}, {"<dictcomp>", PYTHON_DICTCOMP},
        {"<genexpr>", PYTHON_GENEXPR},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (str_equal(name, str_of(kinds[i].name)))
            return kinds[i].kind;
    return 0;
}

/* The lambdas or comprehensions of a kind that start on the line; or NULL. */
static const struct python_line *find_expression(const struct python_source *source, int64_t line,
                                                 uint32_t kind)
{
    size_t low = 0, high = source->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == source->line_count || source->lines[low].line != line)
        return NULL;
    return source->lines[low].kinds & kind ? &source->lines[low] : NULL;
}

/* The class or function whose code starts on the line; or NULL. */
static const struct python_definition *find_definition(const struct python_source *source,
                                                       int64_t line, struct str name)
{
    size_t low = 0, high = source->definition_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->definitions[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == source->definition_count || source->definitions[low].line != line)
        return NULL;
    const struct python_definition *found = &source->definitions[low];
    return found->is_lineless || !str_equal(found->name, name) ? NULL : found;
}

/* The definition in whose body the code stands. */
static uint32_t find_parent(const struct python_source *source, int64_t line, struct str name)
{
    uint32_t kind = kind_of(name);
    if (kind) {
        const struct python_line *found = find_expression(source, line, kind);
        return found ? found->owner : PYTHON_UNSURE;
    }
    const struct python_definition *found = find_definition(source, line, name);
    return found ? found->parent : PYTHON_UNSURE;
}

/* The size of "Outer.Inner." of a definition; beyond NAME_LIMIT where it is too long or not sure.
   Python normalises names that are not ASCII, so that those in the source may be others. */
static size_t prefix_size(const struct python_source *source, uint32_t definition)
{
    size_t size = 0;
    while (definition != PYTHON_MODULE && size <= NAME_LIMIT) {
        if (definition == PYTHON_UNSURE)
            return NAME_LIMIT + 1;
        const struct python_definition *outer = &source->definitions[definition];
        for (size_t i = 0; i < outer->name.size; i++)
            if ((unsigned char)outer->name.data[i] >= 0x80)
                return NAME_LIMIT + 1;
        size += outer->name.size + 1;
        definition = outer->parent;
    }
    return size;
}

struct str python_source_qualified(const struct python_source *source, struct arena *arena,
                                   int64_t line, struct str name)
{
    uint32_t parent = find_parent(source, line, name);
    size_t size = prefix_size(source, parent);
    if (size > NAME_LIMIT || name.size > NAME_LIMIT)
        return (struct str){0};
    char *text = arena_new(arena, size + name.size, 1);
    struct str qualified = {text, size + name.size};
    memcpy(text + size, name.data, name.size);
    while (parent != PYTHON_MODULE) {
        const struct python_definition *outer = &source->definitions[parent];
        text[--size] = '.';
        size -= outer->name.size;
        memcpy(text + size, outer->name.data, outer->name.size);
        parent = outer->parent;
    }
    return qualified;
}

uint32_t python_source_last_line(const struct python_source *source, int64_t line, struct str name)
{
    uint32_t kind = kind_of(name);
    if (kind)
        return find_expression(source, line, kind) ? (uint32_t)line : 0;
    const struct python_definition *found = find_definition(source, line, name);
    return found ? found->last_line : 0;
}

void python_source_free(struct python_source *source)
{
    free(source->definitions);
    free(source->lines);
    arena_free(&source->arena);
    *source = (struct python_source){0};
}

static bool read_open(int descriptor, struct buf *bytes)
{
    struct stat status;
    if (fstat(descriptor, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size > SOURCE_LIMIT)
        return false;
    buf_reserve(bytes, (size_t)status.st_size + 1);
    for (;;) {
        ssize_t got = read(descriptor, bytes->data + bytes->size, bytes->capacity - bytes->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        bytes->size += (size_t)got;
        if (bytes->size > SOURCE_LIMIT)
            return false;
        buf_reserve(bytes, 1);
    }
}

bool python_source_read(const char *path, struct buf *bytes)
{
    struct str name = str_of(path);
    if (!str_ends(name, STR(".py")) && !str_ends(name, STR(".pyw")))
        return false;
    struct stat status; /* opening a pipe would wake who waits to write to it */
    if (stat(path, &status) < 0 || !S_ISREG(status.st_mode))
        return false;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool ok = read_open(descriptor, bytes);
    close(descriptor);
    return ok;
}
