#include "input/json/scalene_source.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/search.h"

#define MODULE STR("<module>")

/* Whether the lines are those of a source from the first on. */
static bool is_whole(const json_t *lines)
{
    size_t count = json_array_size(lines);
    for (size_t i = 0; i < count; i++)
        if (document_line(json_object_get(json_array_get(lines, i), "lineno")) != (int64_t)i + 1)
            return false;
    return count > 0;
}

/* Scalene writes "<" as the six characters "\u003c", for HTML. */
static void add_line(struct buf *source, struct str line)
{
    const struct str escaped = STR("\\u003c");
    while (line.size) {
        size_t size = str_starts(line, escaped) ? escaped.size : 1;
        char byte = size > 1 ? '<' : line.data[0];
        if (byte != '\n')
            buf_char(source, byte);
        line = str_from(line, size);
    }
    buf_char(source, '\n');
}

/* Definitions come by line, the inner ones after those that they are in. */
static uint32_t *find_owners(const struct python_source *source, size_t count)
{
    uint32_t *owners = memory_new(count + 1, sizeof *owners);
    for (size_t i = 0; i <= count; i++)
        owners[i] = PYTHON_MODULE;
    for (size_t i = 0; i < source->definition_count; i++) {
        const struct python_definition *definition = &source->definitions[i];
        for (size_t line = definition->line; line <= definition->last_line && line <= count; line++)
            owners[line] = (uint32_t)i;
    }
    return owners;
}

static void read_source(struct scalene_source *source)
{
    struct buf text = {0};
    for (size_t i = 0; i < json_array_size(source->lines); i++)
        add_line(&text, document_text_of(json_array_get(source->lines, i), "line"));
    source->source = python_source_scan(buf_slice(&text));
    if (source->source.definition_count) {
        source->count = json_array_size(source->lines);
        source->owners = find_owners(&source->source, source->count);
    }
    buf_free(&text);
}

static int compare_functions(const void *left, const void *right)
{
    const struct scalene_function *a = left;
    const struct scalene_function *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    return order ? order : str_compare(a->name, b->name);
}

static void read_functions(struct scalene_source *source, const json_t *functions)
{
    size_t count = json_array_size(functions);
    source->functions = memory_new(count, sizeof *source->functions);
    for (size_t i = 0; i < count; i++) {
        const json_t *function = json_array_get(functions, i);
        struct scalene_function *entry = &source->functions[source->function_count];
        entry->line = document_line(json_object_get(function, "lineno"));
        entry->name = document_text_of(function, "line");
        source->function_count += entry->line && entry->name.size;
    }
    if (source->function_count)
        qsort(source->functions, source->function_count, sizeof *source->functions,
              compare_functions);
}

struct scalene_source scalene_source_read(const json_t *file)
{
    struct scalene_source source = {.lines = json_object_get(file, "lines")};
    if (is_whole(source.lines))
        read_source(&source);
    read_functions(&source, json_object_get(file, "functions"));
    return source;
}

static struct str find_in_source(const struct scalene_source *source, struct arena *arena,
                                 int64_t line, int64_t *first_line)
{
    uint32_t owner = source->owners[line];
    if (owner == PYTHON_MODULE)
        return MODULE;
    const struct python_definition *definition = &source->source.definitions[owner];
    struct str name = definition->name;
    struct str qualified = python_source_qualified(&source->source, arena, definition->line, name);
    *first_line = definition->line;
    return qualified.size ? qualified : name;
}

struct line_sought {
    const struct scalene_source *source;
    int64_t line;
};

static bool is_not_behind(const void *context, size_t index)
{
    const struct line_sought *sought = context;
    return sought->source->functions[index].line <= sought->line;
}

static struct str find_listed(const struct scalene_source *source, int64_t line, struct str text,
                              int64_t *first_line)
{
    struct line_sought sought = {source, line};
    size_t count = search_place(source->function_count, is_not_behind, &sought);
    const struct scalene_function *last = count ? &source->functions[count - 1] : NULL;
    bool is_outside = text.size && text.data[0] != ' ' && text.data[0] != '\t';
    if (!last || (is_outside && last->line != line))
        return MODULE;
    *first_line = last->line;
    return last->name;
}

struct str scalene_source_function(const struct scalene_source *source, struct arena *arena,
                                   int64_t line, struct str text, int64_t *first_line)
{
    *first_line = 0;
    if (source->owners && line > 0 && (uint64_t)line <= source->count)
        return find_in_source(source, arena, line, first_line);
    return find_listed(source, line, text, first_line);
}

void scalene_source_free(struct scalene_source *source)
{
    python_source_free(&source->source);
    free(source->owners);
    free(source->functions);
    *source = (struct scalene_source){0};
}
