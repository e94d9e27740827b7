#include "view/label.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

static bool is_separator(char byte)
{
    return byte == '/' || byte == '\\';
}

static bool is_builtin_file(struct str file)
{
    return str_equal(file, STR("~")) || file.size == 0 || str_equal(file, STR("builtins")) ||
           str_equal(file, STR("__builtin__")) || str_starts(file, STR("<built"));
}

/* The last `parts` components of a path. */
static struct str path_tail(struct str path, int parts)
{
    size_t start = path.size;
    while (start > 0) {
        if (is_separator(path.data[start - 1]) && --parts == 0)
            break;
        start--;
    }
    return str_from(path, start);
}

static struct str without_extension(struct str path)
{
    static const struct str endings[] = {{".py", 3}, {".pyc", 4}, {".pyx", 4}, {".pyw", 4}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (str_ends(path, endings[i]) && path.size > endings[i].size)
            return str_first(path, path.size - endings[i].size);
    return path;
}

/* "pkg/__init__.py" is the module pkg. */
static struct str without_init(struct str path)
{
    struct str package = without_extension(path);
    if (!str_ends(package, STR("__init__")) || package.size < 10 ||
        !is_separator(package.data[package.size - 9]))
        return path;
    return str_first(package, package.size - 9);
}

/* "<frozen importlib._bootstrap>" is the module importlib._bootstrap. */
static struct str without_frozen(struct str file)
{
    if (!str_starts(file, STR("<frozen ")) || !str_ends(file, STR(">")))
        return file;
    return str_first(str_from(file, 8), file.size - 9);
}

/* "<method 'append' of 'list' objects>" is list.append. */
static bool add_method(struct str name, struct buf *out)
{
    struct str rest = str_from(name, STR("<method '").size);
    size_t end = str_find(rest, '\'');
    struct str type = str_from(rest, end + STR("' of '").size);
    size_t type_end = str_find(type, '\'');
    if (!str_starts(name, STR("<method '")) || type_end == type.size)
        return false;
    buf_str(out, str_first(type, type_end));
    buf_char(out, '.');
    buf_str(out, str_first(rest, end));
    return true;
}

/* "<built-in method builtins.len>" is len, "<built-in method numpy.array>" numpy.array. */
static void add_builtin(struct str name, struct buf *out)
{
    static const struct str prefixes[] = {
        {"<built-in method builtins.", 26}, {"<built-in method ", 17}, {"<built-in function ", 19},
        {"<slot wrapper ", 14},             {"<", 1},
    };
    if (add_method(name, out))
        return;
    if (str_ends(name, STR(">")) && name.size > 2) {
        for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
            if (str_starts(name, prefixes[i]) && name.size > prefixes[i].size + 1) {
                name = str_from(str_first(name, name.size - 1), prefixes[i].size);
                break;
            }
        }
    }
    buf_str(out, name);
}

static void add_path(struct str path, struct buf *out)
{
    for (size_t i = 0; i < path.size; i++)
        buf_char(out, is_separator(path.data[i]) ? '.' : path.data[i]);
}

/* The name with `parts` components of its path before it: 0 is the name alone. */
static void add_name(const struct profile *profile, uint32_t function, int parts, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str file = without_frozen(profile->names[f->file].text);
    struct str name = profile->names[f->name].text;
    if (is_builtin_file(profile->names[f->file].text)) {
        add_builtin(name, out);
    } else if (str_equal(name, STR("<module>"))) {
        struct str shown = path_tail(without_init(file), parts ? parts : 1);
        buf_str(out, shown.size ? shown : file);
    } else {
        struct str module = path_tail(without_extension(without_init(file)), parts);
        if (parts && module.size) {
            add_path(module, out);
            buf_char(out, '.');
        }
        buf_str(out, name);
    }
}

/* A name in the making, and what is still wrong with it. */
struct draft {
    struct str name;
    uint32_t place; /* in the list of functions */
    uint32_t file;
    int parts;      /* components of the path before it */
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
        for (end = start + 1; end < count && str_equal(drafts[start].name, drafts[end].name); end++) {
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
    add_name(profile, function, draft->parts, &name);
    if (draft->with_line)
        buf_format(&name, ":%" PRId64, profile->functions[function].line);
    if (!name.size)
        buf_text(&name, "(no name)");
    draft->name = arena_copy(arena, shortened(buf_slice(&name), LABEL_LIMIT, arena));
    buf_free(&name);
}

/* A dunder or a one-word method says little without its module. */
static int parts_at_first(const struct profile *profile, uint32_t function)
{
    struct str name = profile->names[profile->functions[function].name].text;
    return str_starts(name, STR("__")) || str_starts(name, STR("<"));
}

struct str *label_names(const struct profile *profile, const uint32_t *functions, uint32_t count,
                        struct arena *arena)
{
    enum { MOST_PARTS = 6 };
    struct str *names = arena_new(arena, count, sizeof *names);
    struct draft *drafts = memory_new(count, sizeof *drafts);
    for (uint32_t i = 0; i < count; i++) {
        drafts[i].place = i;
        drafts[i].file = profile->functions[functions[i]].file;
        drafts[i].parts = parts_at_first(profile, functions[i]);
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
    for (uint32_t i = 0; i < count; i++)
        names[drafts[i].place] = drafts[i].name;
    free(drafts);
    return names;
}

void label_full(const struct profile *profile, uint32_t function, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text;
    struct str name = profile->names[f->name].text;
    if (str_equal(file, STR("~")) && f->line == 0) {
        buf_str(out, name);
    } else {
        buf_str(out, file);
        buf_format(out, ":%" PRId64 "(", f->line);
        buf_str(out, name);
        buf_char(out, ')');
    }
}

/* Where to end a line: after the last joint in its second half, else where it is full. A newline of
   the name's own ends it in any case. */
static size_t line_end(struct str text, size_t room)
{
    struct str line = utf8_first(text, room);
    size_t newline = str_find(line, '\n');
    if (newline < line.size)
        return newline;
    if (line.size == text.size)
        return text.size;
    for (size_t i = line.size; i > line.size / 2; i--)
        if (strchr("._:/\\ ", line.data[i - 1]) && line.data[i - 1])
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

/* What does not fit into lines of its own: in one line, and not too long. */
static struct str last_line(struct str rest, size_t most, struct arena *arena)
{
    struct buf line = {0};
    buf_str(&line, rest);
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] == '\n')
            line.data[i] = ' ';
    struct str copy = arena_copy(arena, shortened(buf_slice(&line), most, arena));
    buf_free(&line);
    return copy;
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
        lines[count++] = visible(last_line(rest, room * 2, arena));
    return count;
}
