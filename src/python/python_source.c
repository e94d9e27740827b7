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

/* What follows the last dot, and whether it is an identifier in ASCII. */
static bool is_plain_name(struct str *name)
{
    for (size_t i = 0; i < name->size; i++)
        if ((unsigned char)name->data[i] >= 0x80 || name->data[i] == '<')
            return false;
    size_t last = name->size;
    while (last > 0 && name->data[last - 1] != '.')
        last--;
    *name = str_from(*name, last);
    return name->size > 0;
}

/* The last definition that starts on the line or before; PYTHON_MODULE if there is none. */
static uint32_t last_definition(const struct python_source *source, int64_t line)
{
    size_t low = 0, high = source->definition_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->definitions[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? (uint32_t)(low - 1) : PYTHON_MODULE;
}

bool python_source_agrees(const struct python_source *source, int64_t line, struct str name)
{
    if (!source->is_python || !is_plain_name(&name))
        return source->is_python;
    uint32_t at = last_definition(source, line);
    while (at < source->definition_count) {
        const struct python_definition *around = &source->definitions[at];
        if (around->last_line >= line && str_equal(around->name, name))
            return true;
        at = around->parent;
    }
    return false;
}

void python_source_free(struct python_source *source)
{
    free(source->definitions);
    free(source->lines);
    arena_free(&source->arena);
    *source = (struct python_source){0};
}

/* Whether the file is a regular one, not too large; opening a pipe, even without waiting, would
   wake who waits to write to it. */
static bool is_fit(const struct stat *status)
{
    return S_ISREG(status->st_mode) && status->st_size >= 0 && status->st_size <= SOURCE_LIMIT;
}

bool python_file_open(const char *path, struct python_file *file)
{
    struct str name = str_of(path);
    struct stat status;
    file->descriptor = -1;
    if (!str_ends(name, STR(".py")) && !str_ends(name, STR(".pyw")))
        return false;
    if (lstat(path, &status) < 0 || !is_fit(&status))
        return false;
    file->descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file->descriptor < 0)
        return false;
    if (fstat(file->descriptor, &status) < 0 || !is_fit(&status)) {
        python_file_close(file);
        return false;
    }
    file->device = status.st_dev;
    file->inode = status.st_ino;
    file->size = (size_t)status.st_size;
    return true;
}

bool python_file_read(const struct python_file *file, struct buf *bytes)
{
    buf_reserve(bytes, file->size + 1);
    for (;;) {
        ssize_t got =
            read(file->descriptor, bytes->data + bytes->size, bytes->capacity - bytes->size);
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

void python_file_close(struct python_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
}
