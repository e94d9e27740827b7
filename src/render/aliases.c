#include "render/aliases.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "render/sources.h"

/* What a pattern says behind its last dot, without a line: "join" of "Thread.join:1080". */
static struct str last_part(const char *pattern)
{
    struct str text = str_of(pattern);
    size_t colon = str_find_last(text, ':');
    if (colon < text.size && colon + 1 < text.size &&
        strspn(pattern + colon + 1, "0123456789*") == text.size - colon - 1)
        text = str_first(text, colon);
    return str_from(text, str_find_last(text, '.') + 1);
}

/* Whether a pattern may have an alias' form: a class before a name, or a name and the one that it
   stands for in parentheses. */
static bool may_be_alias(const char *pattern)
{
    size_t last = strlen(pattern);
    return strchr(pattern, '.') || (last && pattern[last - 1] == ')');
}

/* "*.render (wrapper)" ends in another's name. */
static bool ends_in(const char *pattern, struct str name)
{
    struct buf last = {0}, text = {0};
    buf_str(&last, last_part(pattern));
    buf_str(&text, name);
    bool fit = last.size && text.size && fnmatch(last.data, text.data, FNM_NOESCAPE) == 0;
    buf_free(&last);
    buf_free(&text);
    return fit;
}

/* The patterns of a request that may be aliases. */
static struct patterns find_patterns(const struct request *request)
{
    const struct filter_options *filter = &request->filter;
    const struct patterns one = {(const char **)&request->list_functions,
                                 request->list_functions != NULL};
    const struct patterns *lists[] = {
        &request->select.roots, &request->select.leaves, &filter->hide,
        &filter->ignore,        &filter->focus,          &filter->show_from,
        &filter->own,           &request->line_patterns, &one};
    struct patterns found = {0};
    size_t room = 0;
    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
        for (size_t i = 0; i < lists[l]->count; i++) {
            if (!may_be_alias(lists[l]->items[i]))
                continue;
            found.items = memory_grow(found.items, &room, found.count + 1, sizeof *found.items);
            found.items[found.count++] = lists[l]->items[i];
        }
    }
    return found;
}

void aliases_fill(struct profile *profile, const struct request *request, struct arena *arena)
{
    struct patterns patterns = find_patterns(request);
    struct sources sources = {0};
    struct sources *read = request->source == SOURCE_NEVER ? NULL : &sources;
    sources_begin(&sources);
    for (uint32_t f = 0; f < profile->function_count && patterns.count; f++) {
        struct function *function = &profile->functions[f];
        struct str name = profile->names[function->name].text;
        bool is_meant = sources_better_name(NULL, profile, f, arena).size != 0;
        for (size_t i = 0; i < patterns.count && !is_meant; i++)
            is_meant = function->line > 0 && ends_in(patterns.items[i], name);
        if (is_meant)
            function->alias = sources_better_name(read, profile, f, arena);
    }
    sources_free(&sources);
    free(patterns.items);
}
