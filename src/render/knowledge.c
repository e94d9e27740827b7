#include "render/knowledge.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "model/line_costs.h"
#include "render/link.h"

/* Functions that are looked up. What comes behind so many has next to no time, and nobody pages
   down to it. */
enum { MOST_ASKED = 5000 };

/* Bytes of sources in the page, which may be sent by mail. */
enum { MOST_TEXT = 200 * 1000 };

struct ranked {
    const struct profile *profile;
    double first, second; /* larger comes first */
    uint32_t function;
    bool is_own; /* which comes first of all; false if that does not matter */
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = b->is_own - a->is_own;
    if (!order)
        order = (a->first < b->first) - (a->first > b->first);
    if (!order)
        order = (a->second < b->second) - (a->second > b->second);
    return order ? order : profile_compare_keys(a->profile, a->function, b->function);
}

/* The first of what is ranked, in order. Linear: when the list holds twice as many as are wanted,
   the later half goes, and what comes after all of them is not added. */
struct ranking {
    struct ranked *items;
    uint32_t count;
    bool is_full; /* the first MOST_ASKED are in order */
};

static void ranking_sort(struct ranking *ranking)
{
    if (ranking->count)
        qsort(ranking->items, ranking->count, sizeof *ranking->items, compare_ranked);
    ranking->is_full = ranking->count >= MOST_ASKED;
    ranking->count = ranking->is_full ? MOST_ASKED : ranking->count;
}

static void ranking_add(struct ranking *ranking, struct ranked one)
{
    if (ranking->is_full && compare_ranked(&one, &ranking->items[MOST_ASKED - 1]) > 0)
        return;
    ranking->items[ranking->count++] = one;
    if (ranking->count == 2 * MOST_ASKED)
        ranking_sort(ranking);
}

/* Functions to be looked up; those that have a line, and so may be in a source. By inclusive time,
   or, with origins, own code before others, and both by exclusive time. The caller's to free. */
static uint32_t *rank_functions(const struct profile *profile, const struct origins *origins,
                                uint32_t *count)
{
    struct ranking ranking = {.items = memory_new((size_t)2 * MOST_ASKED, sizeof *ranking.items)};
    for (uint32_t f = 0; f < profile->function_count; f++) {
        double total = profile_weight(&profile->functions[f]), own = profile->functions[f].own;
        bool is_own = origins && origins->is_own[f];
        struct row lines = line_costs_of(profile, f);
        if (profile->functions[f].line > 0 || (origins && lines.start < lines.end))
            ranking_add(&ranking, (struct ranked){profile, origins ? own : total,
                                                  origins ? total : own, f, is_own});
    }
    ranking_sort(&ranking);
    *count = ranking.count;
    uint32_t *functions = memory_new(*count, sizeof *functions);
    for (uint32_t i = 0; i < *count; i++)
        functions[i] = ranking.items[i].function;
    free(ranking.items);
    return functions;
}

static void qualify(const struct profile *profile, struct sources *sources, bool may_read,
                    struct knowledge *knowledge)
{
    uint32_t count;
    uint32_t *functions = rank_functions(profile, NULL, &count);
    sources_begin(sources);
    for (uint32_t i = 0; i < count; i++)
        knowledge->qualified[functions[i]] = sources_better_name(may_read ? sources : NULL, profile,
                                                                 functions[i], &knowledge->arena);
    free(functions);
}

/* Whether a path leads to a place below the folder, by its text alone. */
static bool is_below(struct str path, struct str folder)
{
    bool has_drive = path.size > 1 && path.data[1] == ':';
    if (str_starts(path, STR("/"))) {
        if (!folder.size || !str_starts(path, folder) || path.size <= folder.size ||
            (path.data[folder.size] != '/' && !str_equal(folder, STR("/"))))
            return false;
        path = str_from(path, folder.size);
    }
    for (struct str rest = path; rest.size;) {
        size_t end = str_find(rest, '/');
        if (end == 2 && str_starts(rest, STR("..")))
            return false;
        rest = str_from(rest, end < rest.size ? end + 1 : end);
    }
    return path.size && !has_drive;
}

/* Without being asked, only sources of the user's own functions are put into a report, and of these
   only files below --source-root, or the folder in which he works: a profile from elsewhere may
   name any file. */
static bool may_embed(const struct profile *profile, const struct origins *origins,
                      const struct request *request, uint32_t function)
{
    char folder[PATH_MAX];
    if (request->source == SOURCE_EMBED)
        return true;
    if (!origins->is_own[function])
        return false;
    if (request->source_root ? !realpath(request->source_root, folder)
                             : !getcwd(folder, sizeof folder))
        return false;
    return is_below(profile->names[profile->functions[function].file].raw, str_of(folder));
}

static void embed(const struct profile *profile, const struct origins *origins,
                  const struct request *request, struct sources *sources,
                  struct knowledge *knowledge)
{
    uint32_t count;
    uint32_t *functions = rank_functions(profile, origins, &count);
    size_t room = MOST_TEXT;
    knowledge->sources = arena_new(&knowledge->arena, count, sizeof *knowledge->sources);
    sources_begin(sources);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t f = functions[i];
        if (!may_embed(profile, origins, request, f))
            continue;
        struct source_lines lines = sources_lines(sources, profile, f, &knowledge->arena);
        if (lines.text.size > room)
            break;
        room -= lines.text.size;
        if (lines.text.size)
            knowledge->sources[knowledge->source_count++] =
                (struct html_source){f, lines.left_out, lines.first, lines.text};
    }
    free(functions);
}

/* One link a file; the path that is shown first stands for those that are shown alike. */
static void link_files(const struct profile *profile, const struct profile *shown,
                       const struct request *request, struct knowledge *knowledge)
{
    struct str *links = arena_new(&knowledge->arena, shown->name_count, sizeof *links);
    bool *is_done = memory_new(shown->name_count, sizeof *is_done);
    for (uint32_t f = 0; f < profile->function_count; f++) {
        uint32_t file = shown->functions[f].file;
        if (!is_done[file])
            links[file] = link_fill(request, profile->names[profile->functions[f].file].raw,
                                    shown->names[file].raw, LINK_ANY_LINE, &knowledge->arena);
        is_done[file] = true;
    }
    free(is_done);
    knowledge->links = links;
}

struct knowledge knowledge_gather(const struct profile *profile, const struct profile *shown,
                                  const struct origins *origins, const struct request *request,
                                  struct sources *sources)
{
    struct knowledge knowledge = {0};
    knowledge.qualified =
        arena_new(&knowledge.arena, profile->function_count, sizeof *knowledge.qualified);
    if (request->disguise.anonymize)
        return knowledge;
    qualify(profile, sources, request->source != SOURCE_NEVER, &knowledge);
    if (request->source != SOURCE_NEVER)
        embed(profile, origins, request, sources, &knowledge);
    if (request->link)
        link_files(profile, shown, request, &knowledge);
    return knowledge;
}

void knowledge_free(struct knowledge *knowledge)
{
    arena_free(&knowledge->arena);
    *knowledge = (struct knowledge){0};
}
