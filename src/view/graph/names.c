#include "view/graph/names.h"

#include <stdlib.h>

#include "base/memory.h"
#include "view/graph/label.h"

/* A list of functions to be named in one go. */
struct list {
    uint32_t *functions;
    struct str *qualified;
    uint32_t count;
};

static uint32_t add(struct list *list, uint32_t function)
{
    list->functions[list->count] = function;
    return list->count++;
}

/* Whether -z, -l, -p and --depth leave the function in the picture. */
static bool is_kept(const struct callgraph_subject *subject, uint32_t function)
{
    const struct abridged *abridged = subject->select->abridged;
    bool is_import = abridged && abridged->in_imports[function];
    return subject->selection->kept[is_import ? abridged->imports : function];
}

static void find_costs(const struct callgraph_subject *subject, struct names *names)
{
    const struct profile *profile = callgraph_full(subject);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double own = is_kept(subject, i) ? profile->functions[i].own : 0;
        uint32_t at = names->cost_count;
        while (at > 0 && (own > profile->functions[names->costs[at - 1]].own ||
                          (own >= profile->functions[names->costs[at - 1]].own &&
                           profile_compare_keys(profile, i, names->costs[at - 1]) < 0)))
            at--;
        if (at == FRONT_COSTS || !(own > 0))
            continue;
        if (names->cost_count < FRONT_COSTS)
            names->cost_count++;
        for (uint32_t k = names->cost_count - 1; k > at; k--)
            names->costs[k] = names->costs[k - 1];
        names->costs[at] = i;
    }
}

static bool is_on(const struct hot_path *path, uint32_t function)
{
    for (uint32_t i = 0; i < path->count; i++)
        if (path->steps[i].function == function)
            return true;
    return false;
}

/* What the function at a step of the path is called; nothing where there is no step. */
static struct str name_at(const struct callgraph_subject *subject, uint32_t step,
                          const struct list *list, const struct str *named)
{
    const struct hot_path *path = subject->select->path;
    const struct abridged *abridged = subject->select->abridged;
    if (step == HOT_PATH_NONE || !is_kept(subject, path->steps[step].function))
        return STR("");
    if (abridged && abridged->in_imports[path->steps[step].function])
        return STR("imports");
    for (uint32_t i = 0; i < list->count; i++)
        if (list->functions[i] == path->steps[step].function)
            return named[i];
    return STR("");
}

static uint32_t add_extras(const struct callgraph_subject *subject, struct names *names,
                           struct list *list)
{
    const struct abridged *abridged = subject->select->abridged;
    const struct hot_path *path = subject->select->path;
    uint32_t first = list->count;
    for (uint32_t i = 0; abridged && i < abridged->module_count; i++)
        add(list, abridged->modules[i].function);
    for (uint32_t i = 0; abridged && i < abridged->worker_count; i++)
        add(list, abridged->workers[i].function);
    for (uint32_t i = 0; i < names->cost_count; i++)
        add(list, names->costs[i]);
    if (path && path->verdict.place != HOT_PATH_NONE)
        add(list, path->steps[path->verdict.place].function);
    if (path && path->verdict.by_way_of != HOT_PATH_NONE)
        add(list, path->steps[path->verdict.by_way_of].function);
    return first;
}

/* A function is named once, however often it is listed: each later place takes the first one's. */
static struct str *name_once(const struct callgraph_subject *subject, const struct list *list,
                             struct arena *arena)
{
    const struct profile *profile = callgraph_full(subject);
    uint32_t *seen = memory_new(profile->function_count, sizeof *seen); /* plus one */
    uint32_t *functions = memory_new(list->count, sizeof *functions);
    struct str *qualified = memory_new(list->count, sizeof *qualified);
    struct str *named = arena_new(arena, list->count, sizeof *named);
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (seen[list->functions[i]])
            continue;
        functions[count] = list->functions[i];
        qualified[count] = list->qualified[i];
        seen[list->functions[i]] = ++count;
    }
    struct str *found = label_names(profile, functions, qualified, count, arena);
    for (uint32_t i = 0; i < list->count; i++)
        named[i] = found[seen[list->functions[i]] - 1];
    free(seen);
    free(functions);
    free(qualified);
    return named;
}

struct names names_make(const struct callgraph_subject *subject, struct arena *arena)
{
    enum { EXTRAS = 2 * ABRIDGED_ROWS + FRONT_COSTS + 2 };
    struct names names = {0};
    const struct abridged *abridged = subject->select->abridged;
    const struct hot_path *path = subject->select->path;
    uint32_t count = subject->selection->function_count;
    struct list list = {memory_new(count + EXTRAS, sizeof *list.functions),
                        memory_new(count + EXTRAS, sizeof *list.qualified), 0};
    for (uint32_t i = 0; i < count; i++) {
        list.qualified[i] = subject->qualified ? subject->qualified[i] : STR("");
        add(&list, subject->selection->functions[i]);
    }
    find_costs(subject, &names);
    uint32_t first = add_extras(subject, &names, &list);
    struct str *named = name_once(subject, &list, arena);
    names.of_place = named;
    names.of_module = named + first;
    names.of_worker = names.of_module + (abridged ? abridged->module_count : 0);
    names.of_cost = names.of_worker + (abridged ? abridged->worker_count : 0);
    if (path) {
        names.verdict = name_at(subject, path->verdict.place, &list, named);
        names.by_way_of = name_at(subject, path->verdict.by_way_of, &list, named);
        names.costliest =
            names.cost_count && !is_on(path, names.costs[0]) ? names.of_cost[0] : STR("");
    }
    for (uint32_t i = 0; abridged && i < count; i++)
        if (subject->selection->functions[i] == abridged->imports)
            named[i] = STR("imports");
    free(list.functions);
    free(list.qualified);
    return names;
}
