#include "render/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "python/python_source.h"

enum {
    MOST_FILES = 500,             /* of an ordinary size: a tenth of a second */
    MOST_KEPT = 16 * 1024 * 1024, /* bytes: so many files */
    MOST_LINES = 400,
    MOST_BYTES = 20000 /* of a function: nobody reads on */
};

struct source_file {
    struct python_source source; /* empty if it could not be read */
    struct buf text;             /* empty if it is not kept */
    uint32_t *line_starts;       /* offsets in it, and its end; NULL: not looked for yet */
    size_t line_count;
    uint32_t round; /* the last one that asked for it */
};

static void read_file(struct sources *sources, struct str name, struct source_file *file)
{
    struct buf path = {0}, text = {0};
    buf_str(&path, name);
    bool is_name = path.size && !memchr(path.data, '\0', path.size);
    if (is_name && python_source_read(path.data, &text))
        file->source = python_source_scan(buf_slice(&text));
    buf_free(&path);
    if (sources->keeps_text && text.size <= MOST_KEPT - sources->kept) {
        sources->kept += text.size;
        file->text = text;
    } else {
        buf_free(&text);
    }
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
        read_file(sources, profile->names[name].raw, file);
        sources->file_of[name] = (uint32_t)sources->file_count;
    }
    return &sources->files[sources->file_of[name] - 1];
}

/* The file that the function is in; NULL if this round has asked for enough others. */
static struct source_file *ask_for(struct sources *sources, const struct profile *profile,
                                   uint32_t function)
{
    uint32_t name = profile->functions[function].file;
    bool is_read = sources->file_of && sources->file_of[name];
    if (is_read && sources->files[sources->file_of[name] - 1].round == sources->round)
        return file_of(sources, profile, name);
    if (sources->asked == MOST_FILES)
        return NULL;
    struct source_file *file = file_of(sources, profile, name);
    file->round = sources->round;
    sources->asked++;
    return file;
}

void sources_begin(struct sources *sources)
{
    sources->round++;
    sources->asked = 0;
}

struct str sources_qualified(struct sources *sources, const struct profile *profile,
                             uint32_t function, struct arena *arena)
{
    const struct function *f = &profile->functions[function];
    const struct source_file *file = ask_for(sources, profile, function);
    return file ? python_source_qualified(&file->source, arena, f->line,
                                          profile->names[f->name].text)
                : STR("");
}

/* Lines end as Python's do: in LF, CR or CRLF. */
static void find_lines(struct source_file *file)
{
    struct str text = buf_slice(&file->text);
    size_t room = 0, at = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (;;) {
        file->line_starts =
            memory_grow(file->line_starts, &room, file->line_count + 1, sizeof *file->line_starts);
        file->line_starts[file->line_count] = (uint32_t)at;
        if (at == text.size)
            return;
        file->line_count++;
        while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r')
            at++;
        at += str_starts(str_from(text, at), STR("\r\n")) ? 2 : at < text.size;
    }
}

/* The text of a line, counted from 0, without its end. */
static struct str line_text(const struct source_file *file, size_t line)
{
    uint32_t start = file->line_starts[line], end = file->line_starts[line + 1];
    struct str text = str_first(str_from(buf_slice(&file->text), start), end - start);
    while (text.size && (text.data[text.size - 1] == '\n' || text.data[text.size - 1] == '\r'))
        text.size--;
    return text;
}

struct source_lines sources_lines(struct sources *sources, const struct profile *profile,
                                  uint32_t function, struct arena *arena)
{
    struct source_lines lines = {0};
    const struct function *f = &profile->functions[function];
    struct source_file *file = ask_for(sources, profile, function);
    size_t last = 0;
    if (file && file->text.size)
        last = python_source_last_line(&file->source, f->line, profile->names[f->name].text);
    if (last && !file->line_starts)
        find_lines(file);
    if (!last || last > file->line_count)
        return lines;
    struct buf text = {0};
    size_t first = (size_t)f->line - 1, line = first;
    for (; line < last && line - first < MOST_LINES; line++) {
        struct str next = line_text(file, line);
        if (text.size + next.size >= MOST_BYTES)
            break;
        buf_str(&text, next);
        buf_char(&text, '\n');
    }
    lines.text = utf8_repair(arena, arena_copy(arena, buf_slice(&text)));
    lines.left_out = (uint32_t)(last - line);
    buf_free(&text);
    return lines;
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
