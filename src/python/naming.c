#include "python/naming.h"

#include <inttypes.h>

#include "python/c_names.h"
#include "python/library.h"
#include "python/modules.h"

/* The last `parts` components of a path. */
static struct str path_tail(struct str path, int parts)
{
    size_t start = path.size;
    while (start > 0) {
        if (library_separates(path.data[start - 1]) && --parts == 0)
            break;
        start--;
    }
    return str_from(path, start);
}

/* "pkg/__init__.py" is the module pkg. */
static struct str without_init(struct str path)
{
    struct str package = library_without_ending(path);
    if (!str_ends(package, STR("__init__")) || package.size < 10 ||
        !library_separates(package.data[package.size - 9]))
        return path;
    return str_first(package, package.size - 9);
}

static void add_path(struct str path, struct buf *out)
{
    for (size_t i = 0; i < path.size; i++)
        buf_char(out, library_separates(path.data[i]) ? '.' : path.data[i]);
}

void naming_short(const struct profile *profile, uint32_t function, struct str qualified, int parts,
                  struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str whole = profile->names[f->file].text;
    struct str frozen = modules_frozen(whole);
    struct str file = frozen.size ? frozen : whole;
    struct str name = profile->names[f->name].text;
    if (c_names_is_c(profile, function)) {
        struct c_name parsed = c_names_of(profile, function);
        c_names_show(&parsed, out);
    } else if (str_equal(name, STR("<module>"))) {
        struct str shown = path_tail(without_init(file), parts ? parts : 1);
        buf_str(out, shown.size ? shown : file);
    } else {
        struct str module = path_tail(library_without_ending(without_init(file)), parts);
        if (parts && module.size) {
            add_path(module, out);
            buf_char(out, '.');
        }
        buf_str(out, qualified.size ? qualified : name);
    }
}

static bool is_compiled_text(struct str file)
{
    return str_equal(file, STR("<string>")) || str_equal(file, STR("<template>"));
}

int naming_parts(const struct profile *profile, uint32_t function, struct str qualified)
{
    const struct function *f = &profile->functions[function];
    struct str name = profile->names[f->name].text;
    if (str_find(qualified, '.') < qualified.size)
        return 0;
    return str_starts(name, STR("__")) || str_starts(name, STR("<")) ||
           is_compiled_text(profile->names[f->file].text);
}

void naming_full(const struct profile *profile, uint32_t function, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text;
    struct str name = profile->names[f->name].text;
    if (str_equal(file, STR("~")) && f->line == 0) {
        buf_str(out, name);
    } else {
        buf_str(out, file);
        buf_format(out, ":%" PRId64 "(", f->line);
        buf_str(out, name);
        buf_char(out, ')');
    }
}

void naming_selector(const struct profile *profile, uint32_t function, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str module = library_last(profile->names[f->file].text);
    size_t dot = str_find_last(module, '.');
    buf_str(out, dot > 0 ? str_first(module, dot) : module);
    buf_format(out, ":%" PRId64 ":", f->line);
    buf_str(out, profile->names[f->name].text);
}

void naming_frame(struct str name, struct str file, int64_t line, struct buf *out)
{
    buf_str(out, name);
    if (!file.size || str_equal(file, STR("~")))
        return;
    buf_text(out, " (");
    buf_str(out, file);
    if (line)
        buf_format(out, ":%" PRId64, line);
    buf_char(out, ')');
}
