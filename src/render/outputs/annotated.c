#include "render/outputs/annotated.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/table/line_table.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "output/lines.h"
#include "python/python_source.h"

/* Files that are shown where nothing is asked for: the first, and the next that cost something. */
enum { MOST_FILES = 5 };
#define LEAST_SHARE 0.01

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

/* The text of the file as it can be shown, in the arena; empty where it cannot be read. */
static struct str source_of(const struct drawing *drawing, uint32_t name, struct arena *arena)
{
    struct buf path = {0}, bytes = {0};
    struct str text = STR("");
    buf_str(&path, drawing->profile->names[name].raw);
    bool is_name = path.size && !memchr(path.data, '\0', path.size);
    bool is_wanted = drawing->request->source != SOURCE_NEVER;
    if (is_wanted && is_name && python_source_read(path.data, &bytes)) {
        end_lines_alike(&bytes);
        text = utf8_repair(arena, arena_copy(arena, buf_slice(&bytes)));
    }
    buf_free(&path);
    buf_free(&bytes);
    return text;
}

static void add_file(const struct drawing *drawing, const struct line_table *table, uint32_t index,
                     struct buf *out)
{
    struct arena arena = {0};
    struct lines_part part = {.profile = drawing->shown,
                              .table = table,
                              .file = &table->files[index],
                              .total = drawing->whole.total};
    part.source = source_of(drawing, part.file->name, &arena);
    buf_text(out, index ? "\n" : "");
    lines_write(&part, out);
    arena_free(&arena);
}

static bool is_worth_it(const struct drawing *drawing, const struct line_table *table,
                        uint32_t index)
{
    double share = profile_share(table->files[index].own, drawing->whole.total);
    return index == 0 || (index < MOST_FILES && share >= LEAST_SHARE);
}

bool annotated_make(const struct drawing *drawing, struct buf *out, struct buf *notes, struct error *error)
{
    (void)notes;
    const struct profile *profile = drawing->profile;
    const struct patterns *patterns = &drawing->request->line_patterns;
    if (!profile->line_count)
        return error_set(error, ERROR_INPUT,
                         "--lines: the profile does not tell what lines cost; pprofile does: "
                         "python -m pprofile --format callgrind -o FILE script.py");
    bool *wanted = patterns->count ? memory_new(profile->function_count, sizeof *wanted) : NULL;
    bool ok = !wanted ||
              pattern_mark(profile, patterns, pattern_matches_either, "--lines", wanted, error);
    if (ok) {
        struct line_table table = line_table_make(profile, wanted);
        uint32_t shown = 0;
        for (; shown < table.file_count; shown++) {
            if (!wanted && !is_worth_it(drawing, &table, shown))
                break;
            add_file(drawing, &table, shown, out);
        }
        uint32_t more = table.file_count - shown;
        if (more)
            buf_format(out,
                       "\nNot shown: lines of %" PRIu32
                       " more file%s (--lines=GLOB shows what GLOB fits)\n",
                       more, more == 1 ? "" : "s");
        if (!table.file_count)
            ok = error_set(error, ERROR_INPUT,
                           "--lines: of these functions the profile does not tell what lines cost");
        line_table_free(&table);
    }
    free(wanted);
    return ok;
}
