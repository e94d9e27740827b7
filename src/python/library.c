#include "python/library.h"

#include "python/known_modules.h"

bool library_separates(char byte)
{
    return byte == '/' || byte == '\\';
}

struct str library_last(struct str path)
{
    size_t start = path.size;
    while (start > 0 && !library_separates(path.data[start - 1]))
        start--;
    return str_from(path, start);
}

static struct str without_separators(struct str path)
{
    while (path.size > 0 && library_separates(path.data[path.size - 1]))
        path.size--;
    return path;
}

struct str library_folder(struct str path)
{
    path = without_separators(path);
    path.size -= library_last(path).size;
    return without_separators(path);
}

struct str library_first(struct str path)
{
    size_t end = 0;
    while (end < path.size && !library_separates(path.data[end]))
        end++;
    return str_first(path, end);
}

struct str library_without_ending(struct str path)
{
    static const struct str endings[] = {{".py", 3},  {".pyc", 4}, {".pyo", 4}, {".pyw", 4},
                                         {".pyx", 4}, {".pxd", 4}, {".c", 2}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (str_ends(path, endings[i]) && path.size > endings[i].size)
            return str_first(path, path.size - endings[i].size);
    return path;
}

struct str library_top(struct str path)
{
    struct str first = library_first(path);
    return first.size < path.size ? first : str_first(first, str_find(first, '.'));
}

static struct str without_first(struct str path)
{
    path = str_from(path, library_first(path).size);
    while (path.size > 0 && library_separates(path.data[0]))
        path = str_from(path, 1);
    return path;
}

bool library_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static char to_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* `lower` is in lower case. */
static bool starts_any_case(struct str text, struct str lower)
{
    if (text.size < lower.size)
        return false;
    for (size_t i = 0; i < lower.size; i++)
        if (to_lower(text.data[i]) != lower.data[i])
            return false;
    return true;
}

static bool equal_any_case(struct str text, struct str lower)
{
    return text.size == lower.size && starts_any_case(text, lower);
}

/* What follows "python" or the like and then a version, as in "python3.14t" and "pypy3.9"; the
   whole text if it does not begin so. */
static struct str after_version(struct str text)
{
    static const struct str pythons[] = {{"python", 6}, {"pypy", 4}, {"graalpy", 7}};
    for (size_t i = 0; i < sizeof pythons / sizeof pythons[0]; i++) {
        struct str rest = str_from(text, pythons[i].size);
        if (!str_starts(text, pythons[i]) || !rest.size || !library_is_digit(rest.data[0]))
            continue;
        while (rest.size && (library_is_digit(rest.data[0]) || rest.data[0] == '.'))
            rest = str_from(rest, 1);
        while (rest.size && rest.data[0] >= 'a' && rest.data[0] <= 'z')
            rest = str_from(rest, 1);
        return rest;
    }
    return text;
}

static bool is_lib(struct str name)
{
    return str_equal(name, STR("lib")) || str_equal(name, STR("lib64")) ||
           str_equal(name, STR("lib32"));
}

/* "lib/python3.11", "lib/pypy3.9", "lib-python/3", "lib_pypy": no one else has such folders. */
static bool is_versioned(struct str folder, struct str name)
{
    if (str_equal(name, STR("lib_pypy")))
        return true;
    if (library_is_digit(name.data[0]))
        return str_equal(library_last(library_folder(folder)), STR("lib-python"));
    return after_version(name).size == 0 && is_lib(library_last(library_folder(folder)));
}

/* "python311.zip" and what the makers of stand-alone programs call it. These hold programs too. */
static bool is_archive(struct str name)
{
    if (str_equal(name, STR("library.zip")) || str_equal(name, STR("base_library.zip")))
        return true;
    if (!str_ends(name, STR(".zip")))
        return false;
    size_t dot = name.size - STR(".zip").size;
    return str_starts(name, STR("python")) && dot > STR("python").size &&
           library_is_digit(name.data[6]) && str_find(name, '.') == dot;
}

/* Named after a Python, with nothing but a version behind: "Python311", "python-3.4.4.amd64",
   "miniconda3", not "python-project". */
static bool is_installation(struct str name)
{
    static const struct str pythons[] = {
        {"python", 6},      {"pythoncore", 10}, {"pythonsoftwarefoundation.python", 31},
        {"cpython", 7},     {"pypy", 4},        {"jython", 6},
        {"ironpython", 10}, {"winpython", 9},   {"anaconda", 8},
        {"miniconda", 9},   {"miniforge", 9},   {"mambaforge", 10},
        {"micromamba", 10}, {"conda", 5},       {"pyenv-win", 9},
        {"venv", 4},        {".venv", 5},       {"env", 3},
    };
    for (size_t i = 0; i < sizeof pythons / sizeof pythons[0]; i++) {
        if (!starts_any_case(name, pythons[i]))
            continue;
        struct str rest = str_from(name, pythons[i].size);
        if (rest.size && (rest.data[0] == '-' || rest.data[0] == '.' || rest.data[0] == '_' ||
                          rest.data[0] == ' '))
            rest = str_from(rest, 1);
        if (!rest.size || library_is_digit(rest.data[0]))
            return true;
    }
    return false;
}

/* A version, an architecture or the like, as in "Python\3.11.4\x64\Lib". */
static bool is_variant(struct str name)
{
    static const struct str variants[] = {{"x64", 3},     {"x86", 3},     {"arm64", 5},
                                          {"current", 7}, {"tools", 5},   {"versions", 8},
                                          {"debug", 5},   {"release", 7}, {"latest", 6}};
    if (name.size && library_is_digit(name.data[0]))
        return true;
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++)
        if (equal_any_case(name, variants[i]))
            return true;
    return false;
}

/* Whether Python was installed into the folder, as far as the names tell. */
static bool is_home(struct str folder)
{
    if (equal_any_case(library_last(library_folder(folder)), STR("envs")))
        return true; /* of conda */
    while (is_variant(library_last(folder)))
        folder = library_folder(folder);
    return is_installation(library_last(folder));
}

static bool is_windows(struct str path)
{
    return str_find(path, '\\') < path.size || (path.size > 1 && path.data[1] == ':');
}

/* "C:\Python311\Lib", "/usr/src/cpython/Lib". Windows takes any case; elsewhere a "lib" of this
   kind would be somebody's own. */
static bool is_plain_lib(struct str folder, struct str name, bool windows)
{
    bool fits = windows ? equal_any_case(name, STR("lib")) : str_equal(name, STR("Lib"));
    return fits && is_home(library_folder(folder));
}

/* Apple's "Python.framework/Versions/2.7/Extras/lib/python". */
static bool is_extras(struct str folder, struct str name)
{
    if (!str_equal(name, STR("python")))
        return false;
    struct str above = library_folder(folder);
    return str_equal(library_last(above), STR("lib")) &&
           str_equal(library_last(library_folder(above)), STR("Extras"));
}

static bool is_site(struct str folder, struct str name)
{
    return equal_any_case(name, STR("site-packages")) ||
           equal_any_case(name, STR("dist-packages")) || str_ends(name, STR(".egg")) ||
           str_ends(name, STR(".whl")) || is_extras(folder, name);
}

/* Folders that hold top-level modules too: "lib-dynload", "lib-tk", "plat-linux2". */
static struct str without_part(struct str module)
{
    bool is_part = str_starts(module, STR("lib-")) || str_starts(module, STR("plat-"));
    return is_part && library_first(module).size < module.size ? without_first(module) : module;
}

/* What stands below the folder, if that is a standard library. Other modules right in it belong to
   the installation, not to a program: site. Where the folder's name does not prove as much, they
   may be anybody's. */
static struct library_file find_stdlib(struct str folder, struct str below, bool windows)
{
    struct str name = library_last(folder);
    bool is_sure = is_versioned(folder, name);
    if (is_sure || is_archive(name) || is_plain_lib(folder, name, windows)) {
        struct str module = without_part(below);
        if (known_modules_stdlib(library_top(module)))
            return (struct library_file){LIBRARY_STDLIB, module};
        if (is_sure)
            return (struct library_file){LIBRARY_SITE, module};
    }
    return (struct library_file){LIBRARY_NONE, below};
}

struct library_file library_find(struct str path)
{
    struct library_file found = {LIBRARY_NONE, path};
    bool windows = is_windows(path);
    for (struct str folder = library_folder(path); folder.size; folder = library_folder(folder)) {
        struct str below = str_from(path, folder.size + 1);
        while (below.size && library_separates(below.data[0]))
            below = str_from(below, 1);
        if (is_site(folder, library_last(folder)))
            return (struct library_file){LIBRARY_SITE, below};
        if (found.library == LIBRARY_NONE)
            found = find_stdlib(folder, below, windows);
    }
    return found.library == LIBRARY_NONE ? (struct library_file){LIBRARY_NONE, path} : found;
}
