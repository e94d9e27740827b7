#include "view/graph/label.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "python/naming.h"

/* A name in the making, and what is still wrong with it. */
struct draft {
    struct str name;
    struct str qualified; /* with its classes; or empty */
    uint32_t place;       /* in the list of functions */
    uint32_t file;
    int parts; /* components of the path before it */
    bool with_line;
    bool other_file, same_file; /* has the name of a function of another, of the same file */
};

static int compare_drafts(const void *left, const void *right)
{
    const struct draft *a = left;
    const struct draft *b = right;
    int order = str_compare(a->name, b->name);
    if (!order)
        order = (a->file > b->file) - (a->file < b->file);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static void note_clash(struct draft *a, struct draft *b)
{
    if (a->file == b->file)
        a->same_file = b->same_file = true;
    else
        a->other_file = b->other_file = true;
}

/* Sorts the drafts and marks those whose names are equal; false if there are none. In a stretch of
   equal names each differs in file from the first or from the last, or all are of one file. */
static bool find_clashes(struct draft *drafts, uint32_t count)
{
    bool any = false;
    if (count)
        qsort(drafts, count, sizeof *drafts, compare_drafts);
    for (uint32_t i = 0; i < count; i++)
        drafts[i].same_file = drafts[i].other_file = false;
    for (uint32_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && str_equal(drafts[start].name, drafts[end].name);
             end++) {
            note_clash(&drafts[end - 1], &drafts[end]);
            any = true;
        }
        bool mixed = drafts[start].file != drafts[end - 1].file;
        for (uint32_t i = start; mixed && i < end; i++)
            drafts[i].other_file = true;
    }
    return any;
}

/* Keeps both ends of what is too long: the beginning tells the module, the end the function. */
static struct str shortened(struct str name, size_t most, struct arena *arena)
{
    if (utf8_count(name) <= most)
        return name;
    struct buf text = {0};
    buf_str(&text, utf8_first(name, most / 2));
    buf_text(&text, "…");
    buf_str(&text, utf8_last(name, most - most / 2 - 1));
    struct str copy = arena_copy(arena, buf_slice(&text));
    buf_free(&text);
    return copy;
}

static void name_draft(const struct profile *profile, uint32_t function, struct draft *draft,
                       struct arena *arena)
{
    struct buf name = {0};
    naming_short(profile, function, draft->qualified, draft->parts, &name);
    if (draft->with_line && profile->functions[function].line > 0)
        buf_format(&name, ":%" PRId64, profile->functions[function].line);
    if (!name.size)
        buf_text(&name, "(no name)");
    draft->name = arena_copy(arena, shortened(buf_slice(&name), LABEL_LIMIT, arena));
    buf_free(&name);
}

/* Names that are still equal, as of two C functions told apart by an address only, are numbered. */
static void number_equals(struct draft *drafts, uint32_t count, struct arena *arena)
{
    if (!find_clashes(drafts, count))
        return;
    for (uint32_t start = 0, end; start < count; start = end) {
        struct str name = drafts[start].name;
        for (end = start + 1; end < count && str_equal(drafts[end].name, name); end++) {
            struct buf numbered = {0};
            buf_str(&numbered, name);
            buf_format(&numbered, " #%" PRIu32, end - start + 1);
            drafts[end].name = arena_copy(arena, buf_slice(&numbered));
            buf_free(&numbered);
        }
    }
}

struct str *label_names(const struct profile *profile, const uint32_t *functions,
                        const struct str *qualified, uint32_t count, struct arena *arena)
{
    enum { MOST_PARTS = 6 };
    struct str *names = arena_new(arena, count, sizeof *names);
    struct draft *drafts = memory_new(count, sizeof *drafts);
    for (uint32_t i = 0; i < count; i++) {
        drafts[i].place = i;
        drafts[i].file = profile->functions[functions[i]].file;
        drafts[i].qualified = qualified ? qualified[i] : STR("");
        drafts[i].parts = naming_parts(profile, functions[i], drafts[i].qualified);
        name_draft(profile, functions[i], &drafts[i], arena);
    }
    for (int round = 1; round <= MOST_PARTS && find_clashes(drafts, count); round++) {
        for (uint32_t i = 0; i < count; i++) {
            struct draft *draft = &drafts[i];
            draft->parts += draft->other_file;
            draft->with_line |= draft->same_file || (draft->other_file && round == MOST_PARTS);
            if (draft->other_file || draft->same_file)
                name_draft(profile, functions[draft->place], draft, arena);
        }
    }
    number_equals(drafts, count, arena);
    for (uint32_t i = 0; i < count; i++)
        names[drafts[i].place] = drafts[i].name;
    free(drafts);
    return names;
}

/* Whether a name may be broken before its byte at `at`: not within the underscores of a dunder. */
static bool is_joint(struct str text, size_t at)
{
    char before = text.data[at - 1];
    if (before == '_')
        return at < text.size && text.data[at] != '_' && (at < 2 || text.data[at - 2] != '_');
    return before && strchr(".:/\\ ", before);
}

/* Where to end a line: after the last joint beyond its first quarter, else where it is full. A
   newline of the name's own ends it in any case. */
static size_t line_end(struct str text, size_t room)
{
    struct str line = utf8_first(text, room);
    size_t newline = str_find(line, '\n');
    if (newline < line.size)
        return newline;
    if (line.size == text.size)
        return text.size;
    for (size_t i = line.size; i > line.size / 4; i--)
        if (is_joint(text, i))
            return i;
    return line.size;
}

/* Graphviz takes a line without anything to see for a syntax error. */
static struct str visible(struct str line)
{
    for (size_t i = 0; i < line.size; i++)
        if ((unsigned char)line.data[i] > ' ')
            return line;
    return STR("\u00a0");
}

struct str label_line(struct str text, size_t most, struct arena *arena)
{
    struct buf line = {0};
    buf_str(&line, text);
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] == '\n')
            line.data[i] = ' ';
    struct str copy = arena_copy(arena, shortened(buf_slice(&line), most, arena));
    buf_free(&line);
    return visible(copy);
}

int label_wrap(struct str name, bool wrap, struct arena *arena, struct str lines[LABEL_LINES])
{
    size_t room = wrap ? LABEL_LINE / 2 : LABEL_LINE;
    struct str rest = shortened(name, room * LABEL_LINES * 3 / 4, arena);
    int count = 0;
    while (count < LABEL_LINES - 1 && rest.size) {
        size_t end = line_end(rest, room);
        lines[count++] = visible(str_first(rest, end));
        rest = str_from(rest, end + (end < rest.size && rest.data[end] == '\n'));
    }
    if (rest.size)
        lines[count++] = label_line(rest, room * 2, arena);
    return count;
}
