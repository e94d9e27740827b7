#include "python/pattern.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text/nearest.h"
#include "python/c_names.h"
#include "python/library.h"
#include "python/naming.h"

static bool fits(const char *pattern, struct str text)
{
    struct buf terminated = {0};
    buf_str(&terminated, text);
    bool fit = fnmatch(pattern, terminated.data, FNM_NOESCAPE) == 0;
    buf_free(&terminated);
    return fit;
}

/* A pattern as it was given, and what there is in it. */
struct parsed {
    struct buf text; /* "…", which stands where a label was shortened, is "*" */
    int most_parts;  /* components of a path that may stand before a name that fits */
    bool has_line;   /* "name:line" may fit */
};

/* Labels number what is still alike: "append #2". */
static struct str without_number(struct str text)
{
    size_t mark = str_find_last(text, '#');
    bool is_number = mark > 0 && mark + 1 < text.size && text.data[mark - 1] == ' ';
    for (size_t i = mark + 1; i < text.size; i++)
        is_number &= library_is_digit(text.data[i]);
    return is_number ? str_first(text, mark - 1) : text;
}

static struct parsed parse(const char *pattern)
{
    enum { LIKELY_PARTS = 2, MOST_PARTS = 6 };
    struct parsed parsed = {0};
    buf_reserve(&parsed.text, 1);
    struct str left = without_number(str_of(pattern));
    bool is_wild = false;
    for (size_t i = 0; i < left.size; i++) {
        bool is_cut = str_starts(str_from(left, i), STR("…"));
        buf_char(&parsed.text, is_cut ? '*' : left.data[i]);
        i += is_cut ? STR("…").size - 1 : 0;
        parsed.most_parts += left.data[i] == '.' || library_separates(left.data[i]);
        parsed.has_line |= left.data[i] == ':' || is_cut || left.data[i] == '*';
        is_wild |= is_cut || left.data[i] == '*';
    }
    if (is_wild && parsed.most_parts < LIKELY_PARTS)
        parsed.most_parts = LIKELY_PARTS;
    if (parsed.most_parts > MOST_PARTS)
        parsed.most_parts = MOST_PARTS;
    return parsed;
}

/* Whether the pattern fits what a box may call the function, with or without its line. */
static bool fits_label(const struct profile *profile, uint32_t function,
                       const struct parsed *pattern, struct str qualified)
{
    struct buf name = {0};
    bool fit = false;
    int64_t line = profile->functions[function].line;
    for (int parts = 0; parts <= pattern->most_parts && !fit; parts++) {
        buf_cut(&name, 0);
        naming_short(profile, function, qualified, parts, &name);
        fit = name.size && fnmatch(pattern->text.data, name.data, FNM_NOESCAPE) == 0;
        if (fit || !pattern->has_line || line <= 0)
            continue;
        buf_format(&name, ":%" PRId64, line);
        fit = fnmatch(pattern->text.data, name.data, FNM_NOESCAPE) == 0;
    }
    buf_free(&name);
    return fit;
}

bool pattern_matches_function(const struct profile *profile, uint32_t function, const char *pattern)
{
    const struct function *f = &profile->functions[function];
    if (fits(pattern, profile->names[f->name].text) || fits(pattern, profile->names[f->file].text))
        return true;
    struct buf name = {0};
    naming_selector(profile, function, &name);
    bool fit = fnmatch(pattern, name.data, FNM_NOESCAPE) == 0;
    buf_free(&name);
    if (fit)
        return true;
    struct parsed parsed = parse(pattern);
    fit = fits_label(profile, function, &parsed, STR("")) ||
          (f->alias.size && fits_label(profile, function, &parsed, f->alias));
    buf_free(&parsed.text);
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

struct weighed {
    double weight;
    uint32_t function;
};

static int compare_weighed(const void *left, const void *right)
{
    const struct weighed *a = left, *b = right;
    int order = (a->weight < b->weight) - (a->weight > b->weight);
    return order ? order : (a->function > b->function) - (a->function < b->function);
}

/* Indices of all functions, the most expensive first; the caller's to free. */
static struct weighed *by_weight(const struct profile *profile)
{
    struct weighed *order = memory_new(profile->function_count, sizeof *order);
    for (uint32_t i = 0; i < profile->function_count; i++)
        order[i] = (struct weighed){profile_weight(&profile->functions[i]), i};
    if (profile->function_count)
        qsort(order, profile->function_count, sizeof *order, compare_weighed);
    return order;
}

/* The file of a function, as much of it as the pattern has; empty where it is none. */
static struct str typed_path(const struct profile *profile, uint32_t function, const char *pattern)
{
    struct str file = profile->names[profile->functions[function].file].text;
    if (file.size < 2 || file.data[0] == '<')
        return STR("");
    return strpbrk(pattern, "/\\") ? file : library_last(file);
}

/* What somebody would type for a function, in the profile or in the arena. */
static struct str typed_name(const struct profile *profile, uint32_t function, struct arena *arena)
{
    const struct function *f = &profile->functions[function];
    if (f->alias.size)
        return f->alias;
    if (!c_names_is_c(profile, function))
        return profile->names[f->name].text;
    struct buf name = {0};
    naming_short(profile, function, STR(""), 0, &name);
    struct str copy = arena_copy(arena, buf_slice(&name));
    buf_free(&name);
    return copy;
}

void pattern_nearest(const struct profile *profile, const char *pattern, bool paths,
                     struct buf *list)
{
    struct buf wanted = {0};
    for (const char *c = pattern; *c; c++)
        if (*c != '*')
            buf_char(&wanted, *c);
    struct nearest nearest = nearest_start(buf_slice(&wanted));
    struct weighed *order = by_weight(profile);
    struct arena arena = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        uint32_t f = order[i].function;
        struct str name = paths ? typed_path(profile, f, pattern) : typed_name(profile, f, &arena);
        if (name.size)
            nearest_offer(&nearest, name);
    }
    nearest_list(&nearest, ", ", list);
    arena_free(&arena);
    free(order);
    buf_free(&wanted);
}

/* Boxes name a method with its class where the source tells it; the profile has its bare name. NULL
   where no function whose class is unknown has the pattern's. */
static const char *bare_name(const struct profile *profile, const char *pattern)
{
    const char *dot = strrchr(pattern, '.');
    for (uint32_t i = 0; dot && i < profile->function_count; i++)
        if (!profile->functions[i].alias.size &&
            str_equal(profile->names[profile->functions[i].name].text, str_of(dot + 1)))
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
              paths ? "" : " (--list-functions '*' lists all)");
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
