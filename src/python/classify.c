#include "python/classify.h"

#include "python/library.h"
#include "python/stdlib_names.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const char *classify_origin_name(enum origin origin)
{
    static const char *const names[] = {"own", "stdlib", "site", "builtin", "frozen", "test"};
    return names[origin];
}

static bool is_one_of(struct str text, const struct str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, texts[i]))
            return true;
    return false;
}

static bool starts_one_of(struct str text, const struct str *starts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(text, starts[i]))
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

/* The module of "<frozen importlib._bootstrap>" and of PyPy's "<builtin>/frozen zipimport"; empty
   for other files. */
static struct str frozen_module(struct str file)
{
    static const struct str starts[] = {{"<frozen ", 8}, {"<builtin>/frozen ", 17}};
    for (size_t i = 0; i < COUNT(starts) && file.size && file.data[0] == '<'; i++)
        if (str_starts(file, starts[i])) {
            struct str module = str_from(file, starts[i].size);
            return str_first(module, str_find(module, '>'));
        }
    return (struct str){0};
}

static struct str top_of(struct str module)
{
    return str_first(module, str_find(module, '.'));
}

/* "..\Modules\pyexpat.c": an extension that makes entries of its own. */
static bool is_c_file(struct str file)
{
    return str_ends(file, STR(".c")) && file.size > 2;
}

/* The profilers in Python know C functions by name only, without file and line; code compiled with
   an empty file has lines. */
static bool is_c_function(const struct profile *profile, uint32_t function)
{
    static const struct str files[] = {{"~", 1}, {"builtins", 8}, {"__builtin__", 11}};
    static const struct str names[] = {
        {"<built-in ", 10}, {"<method '", 9}, {"<slot wrapper '", 15}};
    struct str file = file_of(profile, function);
    if (!file.size)
        return profile->functions[function].line <= 0;
    if (file.data[0] == '<' && str_starts(file, STR("<built")) && !frozen_module(file).size)
        return true;
    struct str name = name_of(profile, function);
    return (name.size && name.data[0] == '<' && starts_one_of(name, names, COUNT(names))) ||
           is_one_of(file, files, COUNT(files)) || is_c_file(file);
}

/* numpy's dispatchers, compiled from text. */
static bool is_numpy(struct str file)
{
    return str_equal(file, STR("<__array_function__ internals>"));
}

static struct str without_extension(struct str name)
{
    static const struct str endings[] = {{".py", 3},  {".pyc", 4}, {".pyo", 4}, {".pyw", 4},
                                         {".pyx", 4}, {".pxd", 4}, {".c", 2}};
    for (size_t i = 0; i < COUNT(endings); i++)
        if (str_ends(name, endings[i]) && name.size > endings[i].size)
            return str_first(name, name.size - endings[i].size);
    return name;
}

static bool is_test_folder(struct str name)
{
    return str_equal(name, STR("test")) || str_equal(name, STR("tests"));
}

static bool is_test_file(struct str name)
{
    struct str module = without_extension(name);
    return str_starts(module, STR("test_")) || str_ends(module, STR("_test")) ||
           str_equal(module, STR("conftest")) || str_equal(module, STR("tests"));
}

/* Somebody may be called "test": "/home/test/app.py". */
static bool is_persons(struct str folder)
{
    struct str above = library_last(library_folder(folder));
    return str_equal(above, STR("home")) || str_equal(above, STR("Users"));
}

static bool is_below_test(struct str path)
{
    for (struct str folder = library_folder(path); folder.size; folder = library_folder(folder))
        if (is_test_folder(library_last(folder)) && !is_persons(folder))
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
    struct str top = library_top(module);
    return is_one_of(top, runners, COUNT(runners)) || str_starts(top, STR("pytest_"));
}

static enum origin classify_path(struct str path)
{
    struct library_file file = library_find(path);
    switch (file.library) {
    case LIBRARY_SITE:
        return is_runner(file.module) ? ORIGIN_TEST : ORIGIN_SITE;
    case LIBRARY_STDLIB:
        return is_below_test(file.module) || str_equal(library_top(file.module), STR("unittest"))
                   ? ORIGIN_TEST
                   : ORIGIN_STDLIB;
    case LIBRARY_NONE:
        break;
    }
    return is_test_file(library_last(path)) || is_below_test(path) ? ORIGIN_TEST : ORIGIN_OWN;
}

enum origin classify_function(const struct profile *profile, uint32_t function)
{
    struct str file = file_of(profile, function);
    if (is_c_function(profile, function))
        return ORIGIN_BUILTIN;
    struct str frozen = frozen_module(file);
    if (frozen.size) /* programs can be frozen too */
        return stdlib_names_have(top_of(frozen)) ? ORIGIN_FROZEN : ORIGIN_OWN;
    if (is_numpy(file))
        return ORIGIN_SITE;
    return str_starts(file, STR("<")) ? ORIGIN_OWN : classify_path(file);
}

/* What identifies a C function in its name: "numpy.array" of "<built-in method numpy.array>",
   "numpy.ndarray" of "<method 'sum' of 'numpy.ndarray' objects>". */
static struct str c_identifier(struct str name)
{
    static const struct str starts[] = {
        {"<built-in method ", 17}, {"<built-in function ", 19}, {"<", 1}};
    if (str_starts(name, STR("<method '")) || str_starts(name, STR("<slot wrapper '"))) {
        struct str rest = str_from(name, str_find(name, '\'') + 1);
        struct str type = str_from(rest, str_find(rest, '\'') + STR("' of '").size);
        return str_first(type, str_find(type, '\''));
    }
    for (size_t i = 0; i < COUNT(starts); i++)
        if (str_starts(name, starts[i])) {
            name = str_from(name, starts[i].size);
            break;
        }
    name = str_first(name, str_find(name, '>'));
    return str_first(name, str_find(name, ' '));
}

static struct str c_module(struct str name)
{
    struct str identifier = c_identifier(name);
    size_t dot = str_find_last(identifier, '.');
    bool is_dotted = dot < identifier.size && identifier.data[0] != '.';
    return is_dotted ? str_first(identifier, dot) : STR("builtins");
}

/* Python 3.3 and 3.4 and the profilers in Python tell the names only, so only those count that no
   other module has. */
static bool is_c_import(struct str name)
{
    static const struct str modules[] = {{"_imp", 4}, {"imp", 3}, {"zipimport", 9}};
    static const struct str functions[] = {
        {"__import__", 10},        {"builtins.__import__", 19},
        {"marshal.loads", 13},     {"marshal.load", 12},
        {"io.open_code", 12},      {"_io.open_code", 13},
        {"open_code", 9},          {"_fix_co_filename", 16},
        {"load_dynamic", 12},      {"is_builtin", 10},
        {"is_frozen", 9},          {"find_frozen", 11},
        {"init_builtin", 12},      {"init_frozen", 11},
        {"create_builtin", 14},    {"exec_builtin", 12},
        {"create_dynamic", 14},    {"exec_dynamic", 12},
        {"acquire_lock", 12},      {"release_lock", 12},
        {"get_frozen_object", 17},
    };
    return is_one_of(c_module(name), modules, COUNT(modules)) ||
           is_one_of(c_identifier(name), functions, COUNT(functions));
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

enum origin classify_origin(const struct profile *profile, uint32_t function,
                            const struct patterns *own)
{
    enum origin origin = classify_function(profile, function);
    for (size_t p = 0; p < own->count && origin != ORIGIN_OWN; p++)
        if (pattern_matches_either(profile, function, own->items[p]))
            origin = ORIGIN_OWN;
    return origin;
}

bool classify_is_own(const struct profile *profile, uint32_t function, const struct patterns *own)
{
    return classify_origin(profile, function, own) == ORIGIN_OWN;
}

bool classify_is_import(const struct profile *profile, uint32_t function)
{
    static const struct str frozen_modules[] = {{"importlib", 9}, {"zipimport", 9}};
    struct str name = name_of(profile, function);
    if (is_c_function(profile, function))
        return is_c_import(name);
    struct str frozen = frozen_module(file_of(profile, function));
    if (frozen.size)
        return is_one_of(top_of(frozen), frozen_modules, COUNT(frozen_modules));
    struct library_file file = library_find(file_of(profile, function));
    if (str_equal(name, STR("<module>")))
        return false;
    return (file.library == LIBRARY_STDLIB && is_import_module(file.module)) ||
           (file.library == LIBRARY_SITE && is_site_import(file.module, name));
}

/* "pkg/__init__.py" is the module pkg. */
static struct str without_init(struct str path)
{
    struct str folder = library_folder(path);
    bool is_init = str_equal(without_extension(library_last(path)), STR("__init__"));
    return is_init && folder.size ? folder : without_extension(path);
}

static void add_dotted(struct str path, struct buf *out)
{
    for (size_t i = 0; i < path.size; i++)
        if (!library_separates(path.data[i]))
            buf_char(out, path.data[i]);
        else if (i > 0 && !library_separates(path.data[i - 1]))
            buf_char(out, '.');
}

/* The name of the folder; empty for "C:", "." and "..". */
static struct str folder_name(struct str folder)
{
    struct str name = library_last(folder);
    bool is_none = str_equal(name, STR(".")) || str_equal(name, STR("..")) ||
                   (name.size == 2 && name.data[1] == ':');
    return is_none ? (struct str){0} : name;
}

/* The folder and the file: where the search for modules begins is not known. */
static void add_own_module(struct str path, struct buf *out)
{
    struct str folder = folder_name(library_folder(path));
    struct str module = without_extension(library_last(path));
    bool is_init = folder.size && str_equal(module, STR("__init__"));
    if (folder.size)
        buf_str(out, folder);
    if (folder.size && !is_init)
        buf_char(out, '.');
    if (!is_init)
        buf_str(out, module.size ? module : path);
}

static void add_own_package(struct str path, struct buf *out)
{
    struct str folder = folder_name(library_folder(path));
    if (folder.size)
        buf_str(out, folder);
    else
        add_own_module(path, out);
}

/* "<ipython-input-3-d1a0>" is of the kind "<ipython-input>": there may be thousands. */
static void add_kind(struct str file, struct buf *out)
{
    size_t end = 0;
    while (end < file.size && file.data[end] != ' ' && file.data[end] != '>' &&
           file.data[end] != '[' &&
           !(file.data[end] == '-' && end + 1 < file.size && library_is_digit(file.data[end + 1])))
        end++;
    buf_str(out, str_first(file, end));
    buf_char(out, '>');
}

/* What tells the module. */
enum source { SOURCE_C, SOURCE_FROZEN, SOURCE_NUMPY, SOURCE_TEXT, SOURCE_LIBRARY, SOURCE_OWN };

static enum source source_of(const struct profile *profile, uint32_t function)
{
    struct str file = file_of(profile, function);
    if (is_c_function(profile, function))
        return SOURCE_C;
    if (frozen_module(file).size)
        return SOURCE_FROZEN;
    if (is_numpy(file))
        return SOURCE_NUMPY;
    if (!file.size || file.data[0] == '<')
        return SOURCE_TEXT;
    struct library_file found = library_find(file);
    return found.library != LIBRARY_NONE && found.module.size ? SOURCE_LIBRARY : SOURCE_OWN;
}

void classify_module(const struct profile *profile, uint32_t function, struct buf *out)
{
    struct str file = file_of(profile, function);
    switch (source_of(profile, function)) {
    case SOURCE_C:
        buf_str(out, is_c_file(file) ? library_last(without_extension(file))
                                     : c_module(name_of(profile, function)));
        break;
    case SOURCE_FROZEN:
        buf_str(out, frozen_module(file));
        break;
    case SOURCE_NUMPY:
        buf_text(out, "numpy");
        break;
    case SOURCE_TEXT:
        buf_str(out, file.size ? file : STR("<string>"));
        break;
    case SOURCE_LIBRARY:
        add_dotted(without_init(library_find(file).module), out);
        break;
    case SOURCE_OWN:
        add_own_module(file, out);
        break;
    }
}

void classify_package(const struct profile *profile, uint32_t function, struct buf *out)
{
    enum source source = source_of(profile, function);
    struct str file = file_of(profile, function);
    size_t start = out->size;
    if (source == SOURCE_OWN) {
        add_own_package(file, out);
    } else if (source == SOURCE_TEXT && file.size) {
        add_kind(file, out);
    } else {
        classify_module(profile, function, out);
        struct str after_first = str_from(buf_slice(out), start + 1);
        buf_cut(out, start + 1 + str_find(after_first, '.'));
    }
}
