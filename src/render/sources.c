#include "render/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/line_costs.h"
#include "python/borrowed_name.h"

enum {
    MOST_FILES = 500, /* of an ordinary size: a tenth of a second */
    MOST_SCANNED = 64 * 1024 * 1024,
    MOST_KEPT = 16 * 1024 * 1024, /* bytes: so many files */
    MOST_LINES = 400,
    MOST_BYTES = 20000 /* of a function: nobody reads on */
};

struct source_file {
    dev_t device;
    ino_t inode;
    bool is_read;
    struct python_source source; /* empty if it could not be read */
    struct buf text;             /* as it can be shown; empty if it is not kept */
    uint32_t *line_starts;       /* offsets in it, and its end; NULL: not looked for yet */
    size_t line_count;
    uint32_t round; /* the last one that asked for it */
};

/* Lines end as Python's do, in LF, CR or CRLF: leaves LF. Drops a byte order mark. */
static void end_lines_alike(struct buf *text)
{
    size_t at = str_starts(buf_slice(text), STR("\xEF\xBB\xBF")) ? 3 : 0, size = 0;
    for (; at < text->size; at++) {
        bool is_return = text->data[at] == '\r';
        if (!is_return || at + 1 == text->size || text->data[at + 1] != '\n')
            text->data[size++] = is_return ? '\n' : text->data[at];
    }
    buf_cut(text, size);
}

/* Keeps the text of a file as it can be shown, if it is not too much together with others. */
static void keep_text(struct sources *sources, struct buf *text, struct source_file *file)
{
    struct arena arena = {0};
    end_lines_alike(text);
    struct str shown = utf8_repair(&arena, buf_slice(text));
    if (shown.size <= MOST_KEPT - sources->kept) {
        sources->kept += shown.size;
        buf_str(&file->text, shown);
    }
    arena_free(&arena);
}

/* Reads and scans an open file, if it is not too much together with others. */
static void read_file(struct sources *sources, const struct python_file *open,
                      struct source_file *file)
{
    struct buf text = {0};
    bool fits = open->size <= MOST_SCANNED - sources->scanned;
    file->is_read = fits && python_file_read(open, &text);
    if (file->is_read) {
        size_t left = MOST_SCANNED - sources->scanned;
        sources->scanned += text.size < left ? text.size : left;
        file->source = python_source_scan(buf_slice(&text));
    }
    if (file->is_read && sources->keeps_text)
        keep_text(sources, &text, file);
    buf_free(&text);
}

/* The index of the open file, read if it has not been by any name; of one that could not be opened,
   that of an empty one. */
static size_t find_file(struct sources *sources, const struct python_file *open)
{
    bool is_open = open->descriptor >= 0;
    for (size_t i = 0; is_open && i < sources->file_count; i++) {
        const struct source_file *file = &sources->files[i];
        if (file->inode == open->inode && file->device == open->device)
            return i;
    }
    sources->files = memory_grow(sources->files, &sources->file_room, sources->file_count + 1,
                                 sizeof *sources->files);
    struct source_file *file = &sources->files[sources->file_count];
    *file = (struct source_file){0};
    if (is_open) {
        file->device = open->device;
        file->inode = open->inode;
        read_file(sources, open, file);
    }
    return sources->file_count++;
}

/* The file of that name, read if it has not been. */
static struct source_file *file_of(struct sources *sources, const struct profile *profile,
                                   uint32_t name)
{
    if (!sources->file_of)
        sources->file_of = memory_new(profile->name_count, sizeof *sources->file_of);
    if (!sources->file_of[name]) {
        struct python_file open = {.descriptor = -1};
        struct buf path = {0};
        buf_str(&path, profile->names[name].raw);
        if (path.size && !memchr(path.data, '\0', path.size))
            python_file_open(path.data, &open);
        sources->file_of[name] = (uint32_t)find_file(sources, &open) + 1;
        python_file_close(&open);
        buf_free(&path);
    }
    return &sources->files[sources->file_of[name] - 1];
}

/* The file of that name; NULL if this round has asked for enough others. */
static struct source_file *ask_for(struct sources *sources, const struct profile *profile,
                                   uint32_t name)
{
    bool is_known = sources->file_of && sources->file_of[name];
    if (is_known && sources->files[sources->file_of[name] - 1].round == sources->round)
        return file_of(sources, profile, name);
    if (sources->asked == MOST_FILES)
        return NULL;
    struct source_file *file = file_of(sources, profile, name);
    sources->asked += file->round != sources->round;
    file->round = sources->round;
    return file;
}

void sources_begin(struct sources *sources)
{
    sources->round++;
    sources->asked = 0;
}

/* The qualified name of a function ("DataFrame.append", python_source_qualified), in the arena;
   empty where the source is not readable or does not agree. */
static struct str qualified_name(struct sources *sources, const struct profile *profile,
                                 uint32_t function, struct arena *arena)
{
    const struct function *f = &profile->functions[function];
    const struct source_file *file = ask_for(sources, profile, f->file);
    return file ? python_source_qualified(&file->source, arena, f->line,
                                          profile->names[f->name].text)
                : STR("");
}

/* Who asks for the names of others. */
struct asking {
    struct sources *sources;
    const struct profile *profile;
    struct arena *arena;
};

static struct str qualified_of(void *context, uint32_t function)
{
    const struct asking *asking = context;
    return asking->sources
               ? qualified_name(asking->sources, asking->profile, function, asking->arena)
               : STR("");
}

struct str sources_better_name(struct sources *sources, const struct profile *profile,
                               uint32_t function, struct arena *arena)
{
    struct asking asking = {sources, profile, arena};
    struct buf borrowed = {0};
    struct str name = borrowed_name(profile, function, qualified_of, &asking, &borrowed)
                          ? arena_copy(arena, buf_slice(&borrowed))
                          : qualified_of(&asking, function);
    buf_free(&borrowed);
    return name;
}

static void find_lines(struct source_file *file)
{
    struct str text = buf_slice(&file->text);
    size_t room = 0, at = 0;
    for (;;) {
        file->line_starts =
            memory_grow(file->line_starts, &room, file->line_count + 1, sizeof *file->line_starts);
        file->line_starts[file->line_count] = (uint32_t)at;
        if (at == text.size)
            return;
        file->line_count++;
        size_t end = at + str_find(str_from(text, at), '\n');
        at = end + (end < text.size);
    }
}

/* The text of a line, counted from 0, without its end. */
static struct str line_text(const struct source_file *file, size_t line)
{
    struct str text = str_from(buf_slice(&file->text), file->line_starts[line]);
    return str_first(text, str_find(text, '\n'));
}

/* A function's name without what it stands in: yappi gives "Class.method", samplers
   "outer.<locals>.inner". */
static struct str bare_name(const struct profile *profile, const struct function *function)
{
    return str_after_last(profile->names[function->name].text, '.');
}

/* Where the function's code begins. Some samplers name no first line: then it is the innermost
   definition of that name around all lines that have costs; 0 where there is none. */
static int64_t first_line(const struct profile *profile, uint32_t function,
                          const struct python_source *source)
{
    const struct function *f = &profile->functions[function];
    struct row costs = line_costs_of(profile, function);
    struct str name = bare_name(profile, f);
    int64_t found = 0;
    if (f->line > 0 || costs.start == costs.end)
        return f->line;
    for (size_t i = 0; i < source->definition_count; i++) {
        const struct python_definition *definition = &source->definitions[i];
        if (definition->line <= profile->lines[costs.start].line &&
            definition->last_line >= profile->lines[costs.end - 1].line &&
            str_equal(definition->name, name))
            found = definition->line;
    }
    return found;
}

struct source_lines sources_lines(struct sources *sources, const struct profile *profile,
                                  uint32_t function, struct arena *arena)
{
    struct source_lines lines = {0};
    const struct function *f = &profile->functions[function];
    struct source_file *file = ask_for(sources, profile, f->file);
    size_t last = 0;
    if (file && file->text.size) {
        lines.first = first_line(profile, function, &file->source);
        struct str name = bare_name(profile, f);
        last = python_source_last_line(&file->source, lines.first, name);
    }
    if (last && !file->line_starts)
        find_lines(file);
    if (!last || last > file->line_count)
        return lines;
    struct buf text = {0};
    size_t first = (size_t)lines.first - 1, line = first;
    for (; line < last && line - first < MOST_LINES; line++) {
        struct str next = line_text(file, line);
        if (text.size + next.size >= MOST_BYTES)
            break;
        buf_str(&text, next);
        buf_char(&text, '\n');
    }
    lines.text = arena_copy(arena, buf_slice(&text));
    lines.left_out = (uint32_t)(last - line);
    buf_free(&text);
    return lines;
}

struct source_text sources_file(struct sources *sources, const struct profile *profile,
                                uint32_t name)
{
    const struct source_file *file = ask_for(sources, profile, name);
    if (!file || !file->is_read)
        return (struct source_text){NULL, STR("")};
    return (struct source_text){&file->source, buf_slice(&file->text)};
}

void sources_free(struct sources *sources)
{
    for (size_t i = 0; i < sources->file_count; i++) {
        python_source_free(&sources->files[i].source);
        buf_free(&sources->files[i].text);
        free(sources->files[i].line_starts);
    }
    free(sources->files);
    free(sources->file_of);
    *sources = (struct sources){0};
}
