#include "render/idle.h"

#include "output/listing.h"
#include "python/pattern.h"

static void add_line(const char *option, const char *value, const struct buf *nearest,
                     struct buf *lines)
{
    buf_format(lines, "%s '%.80s' fits nothing in the profile%s%s\n", option, value,
               nearest->size ? "; nearest: " : "", nearest->size ? nearest->data : "");
}

static void check_pattern(const struct profile *profile, const char *option, const char *pattern,
                          pattern_match *matches, struct buf *lines)
{
    bool fits = !profile->function_count;
    for (uint32_t f = 0; f < profile->function_count && !fits; f++)
        fits = matches(profile, f, pattern);
    if (fits)
        return;
    struct buf nearest = {0};
    pattern_nearest(profile, pattern, false, &nearest);
    add_line(option, pattern, &nearest, lines);
    buf_free(&nearest);
}

void idle_patterns(const struct profile *profile, const struct request *request, struct buf *lines)
{
    const struct patterns *own = &request->filter.own;
    const char *prefix = request->disguise.strip_prefix;
    for (size_t i = 0; i < own->count; i++)
        check_pattern(profile, "--own", own->items[i], pattern_matches_either, lines);
    if (request->list_functions)
        check_pattern(profile, "--list-functions", listing_pattern(request->list_functions),
                      pattern_matches_function, lines);
    if (prefix && profile->function_count && !disguise_strips(profile, prefix))
        add_line("--strip-prefix", prefix, &(struct buf){0}, lines);
}
