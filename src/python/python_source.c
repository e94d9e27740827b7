#include "python/python_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/search.h"
#include "base/utf8.h"

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

/* What is asked of a source: things on a line. */
struct asked {
    const struct python_source *source;
    int64_t line;
};

static bool is_expression_before(const void *context, size_t index)
{
    const struct asked *asked = context;
    return asked->source->lines[index].line < asked->line;
}

static bool is_definition_before(const void *context, size_t index)
{
    const struct asked *asked = context;
    return asked->source->definitions[index].line < asked->line;
}

/* The first definition that starts on the line or behind it. */
static size_t first_definition(const struct python_source *source, int64_t line)
{
    struct asked asked = {source, line};
    return search_place(source->definition_count, is_definition_before, &asked);
}

/* The lambdas or comprehensions of a kind that start on the line; or NULL. */
static const struct python_line *find_expression(const struct python_source *source, int64_t line,
                                                 uint32_t kind)
{
    struct asked asked = {source, line};
    size_t at = search_place(source->line_count, is_expression_before, &asked);
    if (at == source->line_count || source->lines[at].line != line)
        return NULL;
    return source->lines[at].kinds & kind ? &source->lines[at] : NULL;
}

/* The class or function whose code starts on the line; or NULL. */
static const struct python_definition *find_definition(const struct python_source *source,
                                                       int64_t line, struct str name)
{
    size_t at = first_definition(source, line);
    if (at == source->definition_count || source->definitions[at].line != line)
        return NULL;
    const struct python_definition *found = &source->definitions[at];
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

static uint32_t decode(struct str text, size_t size)
{
    static const unsigned char first[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = (unsigned char)text.data[0] & first[size];
    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((unsigned char)text.data[i] & 0x3F);
    return code;
}

/* Whether the letter stays itself in Unicode's normal form KC, in which Python keeps names,
   whatever other such letters stand beside it: of the usual alphabets, Chinese, Japanese and
   Korean. */
static bool is_settled_letter(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0x00, 0x7F},     {0xC0, 0xFF},     {0x100, 0x131},   {0x134, 0x13E},   {0x141, 0x148},
        {0x14A, 0x17E},   {0x386, 0x386},   {0x388, 0x3CE},   {0x400, 0x481},   {0x48A, 0x4FF},
        {0x531, 0x556},   {0x561, 0x586},   {0x5D0, 0x5EA},   {0x620, 0x64A},   {0x3041, 0x3096},
        {0x30A1, 0x30FA}, {0x30FC, 0x30FC}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return false;
}

/* Whether Python calls the thing just so: it normalises names that are not ASCII, and those in the
   source may be others, or in another encoding. */
static bool is_settled(const struct python_source *source, struct str name)
{
    while (name.size) {
        size_t size = utf8_length(name);
        bool is_ascii = (unsigned char)name.data[0] < 0x80;
        if (!size || !(is_ascii || source->is_utf8) || !is_settled_letter(decode(name, size)))
            return false;
        name = str_from(name, size);
    }
    return true;
}

/* The size of "Outer.Inner." of a definition; beyond NAME_LIMIT where it is too long or not sure.
 */
static size_t prefix_size(const struct python_source *source, uint32_t definition)
{
    size_t size = 0;
    while (definition != PYTHON_MODULE && size <= NAME_LIMIT) {
        if (definition == PYTHON_UNSURE)
            return NAME_LIMIT + 1;
        const struct python_definition *outer = &source->definitions[definition];
        if (!is_settled(source, outer->name))
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
    size_t after = line < INT64_MAX ? first_definition(source, line + 1) : source->definition_count;
    return after ? (uint32_t)(after - 1) : PYTHON_MODULE;
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
