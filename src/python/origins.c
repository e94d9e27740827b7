#include "python/origins.h"

#include <stdlib.h>

#include "base/hash/intern.h"
#include "base/memory.h"
#include "python/c_names.h"
#include "python/known_modules.h"
#include "python/library.h"
#include "python/modules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* How a profile writes its paths. */
struct paths {
    const struct profile *profile;
    bool *is_done;    /* of each name: its library has been looked for */
    enum library *of; /* of each name that is a file, where is_done */
    bool are_short;   /* it names no file of the standard library in full */
    uint32_t script;  /* name of the file that was run, of those with a short path; or NONE */
};

#define NONE UINT32_MAX

/* Packages that import others, which import others: so far that is followed. */
enum { MOST_ROUNDS = 8 };

const char *origins_name(enum origin origin)
{
    static const char *const names[] = {"own", "stdlib", "site", "builtin", "frozen", "generated"};
    return names[origin];
}

static bool is_one_of(struct str text, const struct str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, texts[i]))
            return true;
    return false;
}

static struct str file_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].file].text;
}

static struct str name_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].name].text;
}

static struct str top_of(struct str module)
{
    return str_first(module, str_find(module, '.'));
}

/* Below a folder that is not named: neither "/x.py" nor "C:\\x.py", "./x.py" or "~". */
static bool is_short(struct str path)
{
    static const struct str others[] = {{"/", 1}, {"\\", 1}, {".", 1}, {"~", 1}, {"<", 1}};
    for (size_t i = 0; i < COUNT(others); i++)
        if (str_starts(path, others[i]))
            return false;
    return path.size > 2 && path.data[1] != ':';
}

/* Text that a person typed: "<stdin>", "<ipython-input-3-d1a0>", "<pyshell#1>". */
static bool is_typed(struct str file)
{
    static const struct str starts[] = {{"<stdin", 6},    {"<console", 8}, {"<input", 6},
                                        {"<ipython-", 9}, {"<pyshell", 8}, {"<python-input", 13},
                                        {"<doctest", 8},  {"<cell", 5},    {"<command", 8},
                                        {"<notebook", 9}, {"<frozen ", 8}};
    for (size_t i = 0; i < COUNT(starts); i++)
        if (str_starts(file, starts[i]))
            return true;
    return false;
}

/* What calls tests rather than being called by them. pluggy serves others too, but stands between
   pytest's functions everywhere; hypothesis runs the tests that are given to it. */
static bool is_runner(struct str module)
{
    static const struct str runners[] = {{"pytest", 6},     {"_pytest", 7}, {"pluggy", 6},
                                         {"nose", 4},       {"nose2", 5},   {"xdist", 5},
                                         {"hypothesis", 10}};
    return is_one_of(library_top(module), runners, COUNT(runners)) ||
           str_starts(library_top(module), STR("pytest_"));
}

static enum library library_of(struct paths *paths, uint32_t file)
{
    if (!paths->is_done[file])
        paths->of[file] = library_find(paths->profile->names[file].text).library;
    paths->is_done[file] = true;
    return paths->of[file];
}

/* Whether nothing but exec, or runpy, runs the module: the program starts there. */
static bool starts_program(const struct profile *profile, uint32_t function)
{
    static const struct str runs[] = {{"exec", 4}, {"execfile", 8}, {"_run_code", 9}};
    struct row row = profile->callers[function];
    if (!str_equal(name_of(profile, function), STR("<module>")))
        return false;
    for (uint32_t i = row.start; i < row.end; i++) {
        struct c_name caller = c_names_parse(name_of(profile, profile->calls[i].caller));
        if (!is_one_of(caller.name, runs, COUNT(runs)))
            return false;
    }
    return true;
}

static uint32_t find_script(const struct profile *profile)
{
    uint32_t script = NONE;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        if (!is_short(file_of(profile, f)) || !starts_program(profile, f))
            continue;
        double more =
            script == NONE ? 1 : profile->functions[f].total - profile->functions[script].total;
        if (more > 0 || (more == 0 && profile_compare_keys(profile, f, script) < 0))
            script = f;
    }
    return script == NONE ? NONE : profile->functions[script].file;
}

static struct paths look_at_paths(const struct profile *profile)
{
    struct paths paths = {.profile = profile,
                          .is_done = memory_new(profile->name_count, sizeof *paths.is_done),
                          .of = memory_new(profile->name_count, sizeof *paths.of),
                          .are_short = true};
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (library_of(&paths, profile->functions[f].file) == LIBRARY_STDLIB)
            paths.are_short = false;
    paths.script = paths.are_short ? find_script(profile) : NONE;
    return paths;
}

static enum origin origin_of_path(struct paths *paths, uint32_t file)
{
    struct str path = paths->profile->names[file].text;
    enum library library = library_of(paths, file);
    if (library != LIBRARY_NONE)
        return library == LIBRARY_SITE ? ORIGIN_SITE : ORIGIN_STDLIB;
    if (!paths->are_short || file == paths->script || !is_short(path) ||
        library_without_ending(path).size == path.size)
        return ORIGIN_OWN;
    bool is_in_package = library_first(path).size < path.size;
    if (is_runner(path) || (is_in_package && known_modules_site(library_top(path))))
        return ORIGIN_SITE;
    bool is_test = str_equal(library_top(path), STR("test"));
    return known_modules_stdlib(library_top(path)) && !is_test ? ORIGIN_STDLIB : ORIGIN_OWN;
}

/* What the modules profile and hotshot begin with: themselves. The statement that they run is
   typed by a person. */
static bool is_profiler(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    return !f->is_code && f->line == 0 && str_equal(name_of(profile, function), STR("profiler")) &&
           str_equal(file_of(profile, function), STR("profile"));
}

static bool is_frozen_import(struct str top)
{
    return str_equal(top, STR("importlib")) || str_equal(top, STR("zipimport"));
}

/* Programs can be frozen too, and from Python 3.11 on os and the like are, which import nothing. */
static enum origin origin_of_frozen(struct str top)
{
    if (is_frozen_import(top))
        return ORIGIN_FROZEN;
    return known_modules_stdlib(top) ? ORIGIN_STDLIB : ORIGIN_OWN;
}

static enum origin origin_of(struct paths *paths, uint32_t function)
{
    struct str file = file_of(paths->profile, function);
    if (c_names_is_c(paths->profile, function))
        return ORIGIN_BUILTIN;
    struct str frozen = modules_frozen(file);
    if (frozen.size)
        return origin_of_frozen(top_of(frozen));
    if (modules_is_numpy(file))
        return ORIGIN_SITE;
    if (!file.size || file.data[0] == '<' || is_profiler(paths->profile, function))
        return is_typed(file) ? ORIGIN_OWN : ORIGIN_GENERATED;
    return origin_of_path(paths, paths->profile->functions[function].file);
}

/* What is known while it is looked for who enters the packages of short paths. */
struct entries {
    const struct profile *profile;
    const enum origin *of;
    uint32_t *group_of; /* of each function: its top-level module, or NONE where it is not asked */
    bool *is_installed; /* of each of these: a package imports it by a statement */
    bool *is_entered;   /* and: by code of the user's, or other than by import */
    uint32_t *above;    /* of each stack: the nearest function that does not import, or NONE */
    bool *is_importing; /* of each stack: import's frames stand between that and what comes next */
    uint32_t groups;
};

/* Groups functions that are told as own by a short path. */
static void group_short(struct entries *e, const struct paths *paths)
{
    struct intern names = intern_start();
    for (uint32_t f = 0; f < e->profile->function_count; f++) {
        struct str path = file_of(e->profile, f);
        bool is_asked = e->of[f] == ORIGIN_OWN && is_short(path) &&
                        e->profile->functions[f].file != paths->script &&
                        library_without_ending(path).size < path.size;
        e->group_of[f] = is_asked ? intern_add(&names, library_top(path)) : NONE;
    }
    e->groups = names.count;
    intern_free(&names);
}

/* Whether a module of the group is being reached, from the code that stands above it. */
typedef bool reached(const struct entries *e, uint32_t above, bool is_importing, uint32_t group);

/* Whether a package's module imports it by a statement. What a package names in a call, as Django
   does its user's modules, is imported from a function. */
static bool is_stated(const struct entries *e, uint32_t above, bool is_importing, uint32_t group)
{
    (void)group;
    if (!is_importing || above == NONE || !str_equal(name_of(e->profile, above), STR("<module>")))
        return false;
    uint32_t by = e->group_of[above];
    return by == NONE ? e->of[above] == ORIGIN_SITE : e->is_installed[by];
}

/* Whether the code that stands above a function makes it the user's. */
static bool enters(const struct entries *e, uint32_t above, bool is_importing, uint32_t group)
{
    if (above == NONE)
        return true;
    uint32_t by = e->group_of[above];
    if (by != NONE && !e->is_installed[by])
        return by != group && e->is_entered[by];
    if (e->of[above] == ORIGIN_SITE && is_runner(library_find(file_of(e->profile, above)).module))
        return true;
    return (by == NONE && e->of[above] == ORIGIN_OWN) || !is_importing;
}

/* Looks through all stacks once, for groups to mark; returns whether there were more than before.
 */
static bool look(const struct entries *e, reached *is_reached, bool *marks)
{
    const struct stacks *stacks = &e->profile->stacks;
    bool is_new = false;
    for (uint32_t i = 1; i < stacks->count; i++) {
        uint32_t caller = stacks->items[i].caller;
        uint32_t f = stacks->frames[stacks->items[i].frame].function;
        uint32_t above = caller ? e->above[caller] : NONE;
        e->above[i] = above;
        e->is_importing[i] = caller && e->is_importing[caller];
        if (f >= e->profile->function_count)
            continue;
        bool imports = e->of[f] == ORIGIN_FROZEN;
        e->is_importing[i] |= imports;
        if (imports || e->of[f] == ORIGIN_BUILTIN)
            continue;
        uint32_t group = e->group_of[f];
        if (group != NONE && !marks[group] && is_reached(e, above, e->is_importing[i], group)) {
            marks[group] = true;
            is_new = true;
        }
        e->above[i] = f;
        e->is_importing[i] = false;
    }
    return is_new;
}

static void look_for_all(const struct entries *e, reached *is_reached, bool *marks)
{
    for (int rounds = 0; e->groups && rounds < MOST_ROUNDS && look(e, is_reached, marks); rounds++)
        ;
}

/* Samplers shorten paths to what follows the folder that a module is found in, of packages as of
   own ones. No package imports its user's code by a statement of a module, and what packages alone
   import, and nothing else ever calls, is no code of the user's either. */
static void find_packages(const struct paths *paths, enum origin *of)
{
    const struct profile *profile = paths->profile;
    if (!paths->are_short || paths->script == NONE || !profile->stacks.count)
        return;
    struct entries e = {.profile = profile,
                        .of = of,
                        .group_of = memory_new(profile->function_count, sizeof *e.group_of),
                        .above = memory_new(profile->stacks.count, sizeof *e.above),
                        .is_importing = memory_new(profile->stacks.count, sizeof *e.is_importing)};
    group_short(&e, paths);
    e.is_installed = memory_new(e.groups, sizeof *e.is_installed);
    e.is_entered = memory_new(e.groups, sizeof *e.is_entered);
    look_for_all(&e, is_stated, e.is_installed);
    look_for_all(&e, enters, e.is_entered);
    for (uint32_t f = 0; f < profile->function_count; f++) {
        uint32_t group = e.group_of[f];
        if (group != NONE && (e.is_installed[group] || !e.is_entered[group]))
            of[f] = ORIGIN_SITE;
    }
    free(e.is_installed);
    free(e.is_entered);
    free(e.group_of);
    free(e.above);
    free(e.is_importing);
}

struct origins origins_find(const struct profile *profile, const struct patterns *own)
{
    uint32_t count = profile->function_count;
    struct origins origins = {memory_new(count, sizeof *origins.of),
                              memory_new(count, sizeof *origins.is_own)};
    struct paths paths = look_at_paths(profile);
    for (uint32_t f = 0; f < count; f++)
        origins.of[f] = origin_of(&paths, f);
    find_packages(&paths, origins.of);
    for (uint32_t f = 0; f < count; f++) {
        for (size_t p = 0; p < own->count && origins.of[f] != ORIGIN_OWN; p++)
            if (pattern_matches_either(profile, f, own->items[p]))
                origins.of[f] = ORIGIN_OWN;
        origins.is_own[f] = origins.of[f] == ORIGIN_OWN;
    }
    free(paths.is_done);
    free(paths.of);
    return origins;
}

void origins_free(struct origins *origins)
{
    free(origins->of);
    free(origins->is_own);
    *origins = (struct origins){0};
}

/* Python 3.3 and 3.4 and the profilers in Python tell the names only, so only those count that no
   other module has. */
static bool is_c_import(const struct profile *profile, uint32_t function)
{
    static const struct str modules[] = {{"_imp", 4}, {"imp", 3}, {"zipimport", 9}};
    static const struct str functions[] = {
        {"__import__", 10},       {"marshal.loads", 13},     {"marshal.load", 12},
        {"io.open_code", 12},     {"_io.open_code", 13},     {"open_code", 9},
        {"_fix_co_filename", 16}, {"load_dynamic", 12},      {"is_builtin", 10},
        {"is_frozen", 9},         {"find_frozen", 11},       {"init_builtin", 12},
        {"init_frozen", 11},      {"create_builtin", 14},    {"exec_builtin", 12},
        {"create_dynamic", 14},   {"exec_dynamic", 12},      {"acquire_lock", 12},
        {"release_lock", 12},     {"get_frozen_object", 17},
    };
    struct c_name name = c_names_of(profile, function);
    struct buf full = {0};
    c_names_show(&name, &full);
    bool is_import =
        is_one_of(c_names_module(profile, function), modules, COUNT(modules)) ||
        is_one_of(name.is_type ? name.owner : buf_slice(&full), functions, COUNT(functions));
    buf_free(&full);
    return is_import;
}

/* importlib.metadata and importlib.resources read files for programs; they import nothing. */
static bool is_import_module(struct str module)
{
    static const struct str modules[] = {{"importlib", 9}, {"zipimport", 9}, {"imp", 3},
                                         {"pkgutil", 7},   {"ihooks", 6},    {"imputil", 7}};
    if (!is_one_of(library_top(module), modules, COUNT(modules)))
        return false;
    struct str below = str_from(module, STR("importlib/").size);
    return !str_starts(below, STR("metadata")) && !str_starts(below, STR("resources"));
}

/* setuptools' finder, and the methods of import's protocol in anybody's. */
static bool is_site_import(struct str module, struct str name)
{
    static const struct str methods[] = {
        {"find_spec", 9}, {"find_module", 11}, {"exec_module", 11}, {"load_module", 11}};
    return str_equal(library_top(module), STR("_distutils_hack")) ||
           is_one_of(name, methods, COUNT(methods));
}

/* Whether a function is import's whose file holds Python code; `file` is what library_find() says
 * of it. */
static bool is_python_import(struct library_file file, struct str name, enum origin origin)
{
    if (str_equal(name, STR("<module>")))
        return false;
    bool is_stdlib =
        file.library == LIBRARY_STDLIB || (file.library == LIBRARY_NONE && origin == ORIGIN_STDLIB);
    return (is_stdlib && is_import_module(file.module)) ||
           (file.library == LIBRARY_SITE && is_site_import(file.module, name));
}

/* Looks a file up in `known`, by name, and notes what it finds; NULL knows nothing. */
static struct library_file look_up(const struct profile *profile, uint32_t name,
                                   struct library_file *known)
{
    if (!known)
        return library_find(profile->names[name].text);
    if (!known[name].module.data)
        known[name] = library_find(profile->names[name].text);
    return known[name];
}

static bool is_import(const struct profile *profile, uint32_t function, enum origin origin,
                      struct library_file *known)
{
    if (c_names_is_c(profile, function))
        return is_c_import(profile, function);
    struct str frozen = modules_frozen(file_of(profile, function));
    if (frozen.size)
        return is_frozen_import(top_of(frozen));
    return is_python_import(look_up(profile, profile->functions[function].file, known),
                            name_of(profile, function), origin);
}

bool origins_is_import(const struct profile *profile, uint32_t function, enum origin origin)
{
    return is_import(profile, function, origin, NULL);
}

void origins_mark_imports(const struct profile *profile, const enum origin *of, bool *marks)
{
    struct library_file *known = memory_new(profile->name_count, sizeof *known);
    for (uint32_t i = 0; i < profile->function_count; i++)
        marks[i] = is_import(profile, i, of[i], known);
    free(known);
}

bool origins_is_test_runner(const struct profile *profile, uint32_t function, enum origin origin)
{
    struct str module = library_find(file_of(profile, function)).module;
    struct str top = library_top(module);
    if (origin == ORIGIN_SITE)
        return is_runner(module);
    return origin == ORIGIN_STDLIB &&
           (str_equal(top, STR("unittest")) || str_equal(top, STR("test")));
}
