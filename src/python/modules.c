#include "python/modules.h"

#include "python/c_names.h"
#include "python/library.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct str file_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].file].text;
}

struct str modules_frozen(struct str file)
{
    static const struct str starts[] = {{"<frozen ", 8}, {"<builtin>/frozen ", 17}};
    for (size_t i = 0; i < COUNT(starts) && file.size && file.data[0] == '<'; i++)
        if (str_starts(file, starts[i])) {
            struct str module = str_from(file, starts[i].size);
            return str_first(module, str_find(module, '>'));
        }
    return (struct str){0};
}

bool modules_is_numpy(struct str file)
{
    return str_equal(file, STR("<__array_function__ internals>"));
}

/* "pkg/__init__.py" is the module pkg. */
static struct str without_init(struct str path)
{
    struct str folder = library_folder(path);
    bool is_init = str_equal(library_without_ending(library_last(path)), STR("__init__"));
    return is_init && folder.size ? folder : library_without_ending(path);
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
    struct str module = library_without_ending(library_last(path));
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

static enum source source_of(const struct profile *profile, uint32_t function, enum origin origin)
{
    struct str file = file_of(profile, function);
    if (c_names_is_c(profile, function))
        return SOURCE_C;
    if (modules_frozen(file).size)
        return SOURCE_FROZEN;
    if (modules_is_numpy(file))
        return SOURCE_NUMPY;
    if (!file.size || file.data[0] == '<')
        return SOURCE_TEXT;
    struct library_file found = library_find(file);
    bool is_library = found.library != LIBRARY_NONE ? found.module.size : origin != ORIGIN_OWN;
    return is_library ? SOURCE_LIBRARY : SOURCE_OWN;
}

void modules_name(const struct profile *profile, uint32_t function, enum origin origin,
                  struct buf *out)
{
    struct str file = file_of(profile, function);
    switch (source_of(profile, function, origin)) {
    case SOURCE_C:
        buf_str(out, c_names_module(profile, function));
        break;
    case SOURCE_FROZEN:
        buf_str(out, modules_frozen(file));
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

void modules_package(const struct profile *profile, uint32_t function, enum origin origin,
                     struct buf *out)
{
    enum source source = source_of(profile, function, origin);
    struct str file = file_of(profile, function);
    size_t start = out->size;
    if (source == SOURCE_OWN) {
        add_own_package(file, out);
    } else if (source == SOURCE_TEXT && file.size) {
        add_kind(file, out);
    } else {
        modules_name(profile, function, origin, out);
        struct str after_first = str_from(buf_slice(out), start + 1);
        buf_cut(out, start + 1 + str_find(after_first, '.'));
    }
}
