#include "output/listing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "python/naming.h"
#include "python/pattern.h"

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void describe(const struct profile *profile, uint32_t index, struct buf *line)
{
    const struct function *f = &profile->functions[index];
    buf_text(line, "\n    file ");
    buf_str(line, profile->names[f->file].text);
    buf_format(line,
               "\n    calls %" PRId64 ", primitive %" PRId64
               ", own %.9g s, total %.9g s, callers %" PRIu32 ", callees %" PRIu32,
               f->calls, f->primitive, f->own, f->total,
               profile->callers[index].end - profile->callers[index].start,
               profile->callees[index + 1] - profile->callees[index]);
}

const char *listing_pattern(const char *selector)
{
    const char *pattern = selector + (selector[0] == '%');
    return strcmp(pattern, "+") == 0 || !*pattern ? "*" : pattern;
}

void listing_functions(const struct profile *profile, const char *selector, struct buf *out)
{
    bool all_known = selector[0] == '%';
    const char *pattern = listing_pattern(selector);
    char **lines = memory_new(profile->function_count, sizeof *lines);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct buf line = {0};
        if (!pattern_matches_function(profile, i, pattern))
            continue;
        naming_selector(profile, i, &line);
        if (all_known)
            describe(profile, i, &line);
        lines[count++] = line.data;
    }
    if (count)
        qsort(lines, count, sizeof *lines, compare_names);
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, lines[i]);
        buf_char(out, '\n');
        free(lines[i]);
    }
    free(lines);
}
