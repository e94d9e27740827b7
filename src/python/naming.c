#include "python/naming.h"

static bool is_separator(char byte)
{
    return byte == '/' || byte == '\\';
}

static bool is_builtin_file(struct str file)
{
    return str_equal(file, STR("~")) || file.size == 0 || str_equal(file, STR("builtins")) ||
           str_equal(file, STR("__builtin__")) || str_starts(file, STR("<built"));
}

/* The last `parts` components of a path. */
static struct str path_tail(struct str path, int parts)
{
    size_t start = path.size;
    while (start > 0) {
        if (is_separator(path.data[start - 1]) && --parts == 0)
            break;
        start--;
    }
    return str_from(path, start);
}

static struct str without_extension(struct str path)
{
    static const struct str endings[] = {{".py", 3}, {".pyc", 4}, {".pyx", 4}, {".pyw", 4}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (str_ends(path, endings[i]) && path.size > endings[i].size)
            return str_first(path, path.size - endings[i].size);
    return path;
}

/* "pkg/__init__.py" is the module pkg. */
static struct str without_init(struct str path)
{
    struct str package = without_extension(path);
    if (!str_ends(package, STR("__init__")) || package.size < 10 ||
        !is_separator(package.data[package.size - 9]))
        return path;
    return str_first(package, package.size - 9);
}

/* "<frozen importlib._bootstrap>" is the module importlib._bootstrap. */
static struct str without_frozen(struct str file)
{
    if (!str_starts(file, STR("<frozen ")) || !str_ends(file, STR(">")))
        return file;
    return str_first(str_from(file, 8), file.size - 9);
}

/* "<method 'append' of 'list' objects>" is list.append. */
static bool add_method(struct str name, struct buf *out)
{
    struct str rest = str_from(name, STR("<method '").size);
    size_t end = str_find(rest, '\'');
    struct str type = str_from(rest, end + STR("' of '").size);
    size_t type_end = str_find(type, '\'');
    if (!str_starts(name, STR("<method '")) || type_end == type.size)
        return false;
    buf_str(out, str_first(type, type_end));
    buf_char(out, '.');
    buf_str(out, str_first(rest, end));
    return true;
}

/* "__new__ of type object at 0x7f12>" is __new__ (0x7f12): of a type whose name is not told. */
static void add_type_method(struct str rest, struct buf *out)
{
    size_t end = str_find(rest, ' ');
    size_t place = str_find_last(rest, ' ') + 1;
    buf_str(out, str_first(rest, end));
    buf_text(out, " (");
    buf_str(out, str_first(str_from(rest, place), rest.size - place - str_ends(rest, STR(">"))));
    buf_char(out, ')');
}

/* "<built-in method builtins.len>" is len, "<built-in method numpy.array>" numpy.array. */
static void add_builtin(struct str name, struct buf *out)
{
    static const struct str prefixes[] = {
        {"<built-in method builtins.", 26},
        {"<built-in method ", 17},
        {"<built-in function ", 19},
        {"<slot wrapper ", 14},
        {"<", 1},
    };
    static const struct str of_type = {" of type object at ", 19};
    if (add_method(name, out))
        return;
    if (str_starts(name, STR("<built-in method ")) && str_contains(name, of_type)) {
        add_type_method(str_from(name, STR("<built-in method ").size), out);
        return;
    }
    if (str_ends(name, STR(">")) && name.size > 2) {
        for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
            if (str_starts(name, prefixes[i]) && name.size > prefixes[i].size + 1) {
                name = str_from(str_first(name, name.size - 1), prefixes[i].size);
                break;
            }
        }
    }
    buf_str(out, name);
}

static void add_path(struct str path, struct buf *out)
{
    for (size_t i = 0; i < path.size; i++)
        buf_char(out, is_separator(path.data[i]) ? '.' : path.data[i]);
}

void naming_short(const struct profile *profile, uint32_t function, struct str qualified, int parts,
                  struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str file = without_frozen(profile->names[f->file].text);
    struct str name = profile->names[f->name].text;
    if (is_builtin_file(profile->names[f->file].text)) {
        add_builtin(name, out);
    } else if (str_equal(name, STR("<module>"))) {
        struct str shown = path_tail(without_init(file), parts ? parts : 1);
        buf_str(out, shown.size ? shown : file);
    } else {
        struct str module = path_tail(without_extension(without_init(file)), parts);
        if (parts && module.size) {
            add_path(module, out);
            buf_char(out, '.');
        }
        buf_str(out, qualified.size ? qualified : name);
    }
}
