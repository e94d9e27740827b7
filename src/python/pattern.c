#include "python/pattern.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "python/naming.h"

enum { COMPARED = 64 }; /* characters of a name that are compared; the rest counts as edits */

static bool fits(const char *pattern, struct str text)
{
    struct buf terminated = {0};
    buf_str(&terminated, text);
    bool fit = fnmatch(pattern, terminated.data, FNM_NOESCAPE) == 0;
    buf_free(&terminated);
    return fit;
}

bool pattern_matches_function(const struct profile *profile, uint32_t function, const char *pattern)
{
    enum { MOST_PARTS = 2 };
    const struct function *f = &profile->functions[function];
    if (fits(pattern, profile->names[f->name].text) || fits(pattern, profile->names[f->file].text))
        return true;
    struct buf name = {0};
    naming_selector(profile, function, &name);
    bool fit = fnmatch(pattern, name.data, FNM_NOESCAPE) == 0;
    for (int parts = 0; parts <= MOST_PARTS && !fit; parts++) {
        buf_cut(&name, 0);
        naming_short(profile, function, STR(""), parts, &name);
        fit = name.size && fnmatch(pattern, name.data, FNM_NOESCAPE) == 0;
    }
    buf_free(&name);
    return fit;
}

static bool is_separator(struct str text, size_t at)
{
    return at >= text.size || text.data[at] == '/' || text.data[at] == '\\';
}

bool pattern_matches_path(const struct profile *profile, uint32_t function, const char *path)
{
    struct str file = profile->names[profile->functions[function].file].text;
    struct str part = str_of(path);
    while (part.size > 1 && is_separator(part, part.size - 1))
        part.size--;
    if (str_starts(part, STR("./")))
        part = str_from(part, 2);
    for (size_t i = 0; part.size && i + part.size <= file.size; i++) {
        bool begins = i == 0 || is_separator(file, i - 1) || is_separator(part, 0);
        bool ends = is_separator(file, i + part.size) || is_separator(part, part.size - 1);
        if (begins && ends && str_starts(str_from(file, i), part))
            return true;
    }
    return fits(path, file);
}

bool pattern_matches_either(const struct profile *profile, uint32_t function, const char *pattern)
{
    return pattern_matches_function(profile, function, pattern) ||
           pattern_matches_path(profile, function, pattern);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance of the first COMPARED bytes, in one row (R. A. Wagner, M. J. Fischer
 * 1974). */
static unsigned distance(struct str a, struct str b)
{
    unsigned row[COMPARED + 1];
    unsigned beyond = (unsigned)(a.size > COMPARED) + (unsigned)(b.size > COMPARED);
    a = str_first(a, COMPARED);
    b = str_first(b, COMPARED);
    for (unsigned j = 0; j <= b.size; j++)
        row[j] = j;
    for (unsigned i = 0; i < a.size; i++) {
        unsigned diagonal = row[0];
        row[0] = i + 1;
        for (unsigned j = 0; j < b.size; j++) {
            unsigned change = diagonal + (a.data[i] != b.data[j]);
            diagonal = row[j + 1];
            row[j + 1] = least(change, least(row[j], row[j + 1]) + 1);
        }
    }
    return row[b.size] + beyond;
}

struct candidate {
    struct str name;
    unsigned edits;
};

/* Keeps the candidates sorted; a name that stands there already is not put in twice. */
static void offer(struct candidate *nearest, struct str name, unsigned edits)
{
    for (int i = 0; i < PATTERN_NEAREST; i++)
        if (nearest[i].name.data && str_equal(nearest[i].name, name))
            return;
    for (int i = 0; i < PATTERN_NEAREST; i++) {
        if (nearest[i].name.data && nearest[i].edits <= edits)
            continue;
        memmove(&nearest[i + 1], &nearest[i], (size_t)(PATTERN_NEAREST - 1 - i) * sizeof *nearest);
        nearest[i] = (struct candidate){name, edits};
        return;
    }
}

void pattern_nearest(const struct profile *profile, const char *pattern, bool paths,
                     struct buf *list)
{
    struct candidate nearest[PATTERN_NEAREST] = {0};
    struct buf wanted = {0};
    for (const char *c = pattern; *c; c++)
        if (*c != '*')
            buf_char(&wanted, *c);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *function = &profile->functions[i];
        struct str name = profile->names[paths ? function->file : function->name].text;
        bool is_no_file = paths && (name.size < 2 || name.data[0] == '<');
        if (!is_no_file)
            offer(nearest, name, distance(buf_slice(&wanted), name));
    }
    for (int i = 0; i < PATTERN_NEAREST && nearest[i].name.data; i++) {
        struct str shown = utf8_first(nearest[i].name, COMPARED);
        buf_format(list, "%s'%.*s'", i ? ", " : "", (int)shown.size, shown.data);
    }
    buf_free(&wanted);
}

/* Boxes name a method with its class where the source tells it; the profile has its bare name. */
static const char *bare_name(const struct profile *profile, const char *pattern)
{
    const char *dot = strrchr(pattern, '.');
    for (uint32_t i = 0; dot && i < profile->function_count; i++)
        if (str_equal(profile->names[profile->functions[i].name].text, str_of(dot + 1)))
            return dot + 1;
    return NULL;
}

static bool nothing_fits(const struct profile *profile, const char *option, const char *pattern,
                         bool paths, struct error *error)
{
    const char *bare = paths ? NULL : bare_name(profile, pattern);
    if (bare)
        return error_set(error, ERROR_INPUT,
                         "%s '%.80s' fits no function of the profile, which does not know classes; "
                         "'%.80s' does",
                         option, pattern, bare);
    struct buf nearest = {0};
    pattern_nearest(profile, pattern, paths, &nearest);
    error_set(error, ERROR_INPUT, "%s '%.80s' fits no function of the profile%s%s%s", option,
              pattern, nearest.size ? "; nearest: " : "", nearest.size ? nearest.data : "",
              nearest.size && !paths ? " (--list-functions '*' lists all)" : "");
    buf_free(&nearest);
    return false;
}

bool pattern_mark(const struct profile *profile, const struct patterns *patterns,
                  pattern_match *matches, const char *option, bool *marked, struct error *error)
{
    for (size_t p = 0; p < patterns->count; p++) {
        bool found = false;
        for (uint32_t i = 0; i < profile->function_count; i++) {
            if (!matches(profile, i, patterns->items[p]))
                continue;
            marked[i] = true;
            found = true;
        }
        if (!found)
            return nothing_fits(profile, option, patterns->items[p],
                                matches == pattern_matches_path, error);
    }
    return true;
}
