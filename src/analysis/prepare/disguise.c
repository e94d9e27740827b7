#include "analysis/prepare/disguise.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "python/builtin_names.h"
#include "python/c_names.h"
#include "python/known_modules.h"
#include "python/library.h"
#include "python/modules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Names of a view that are being made. Each function gets two of its own. */
struct disguiser {
    const struct profile *from;
    const struct origins *origins;
    struct profile *view;
    uint32_t *file_number; /* of each name that is a file, from 1 */
    uint32_t files;
};

static uint32_t add_name(struct profile *view, struct buf *text)
{
    struct str copy = arena_copy(&view->arena, buf_slice(text));
    view->names[view->name_count] = (struct name){copy, copy};
    buf_cut(text, 0);
    return view->name_count++;
}

/* What is left of a path in a folder; the path itself where it is not in there. */
static struct str without_prefix(struct str path, struct str prefix)
{
    while (prefix.size > 1 && library_separates(prefix.data[prefix.size - 1]))
        prefix.size--;
    if (!prefix.size || !str_starts(path, prefix))
        return path;
    struct str rest = str_from(path, prefix.size);
    if (!library_separates(prefix.data[prefix.size - 1]))
        rest = rest.size && library_separates(rest.data[0]) ? str_from(rest, 1) : STR("");
    return rest.size ? rest : path;
}

static void strip_files(struct profile *view, struct str prefix)
{
    for (uint32_t i = 0; i < view->name_count; i++) {
        view->names[i].raw = without_prefix(view->names[i].raw, prefix);
        view->names[i].text = without_prefix(view->names[i].text, prefix);
    }
}

bool disguise_strips(const struct profile *profile, const char *prefix)
{
    bool strips = false;
    for (uint32_t f = 0; f < profile->function_count && !strips; f++) {
        struct str file = profile->names[profile->functions[f].file].text;
        strips = without_prefix(file, str_of(prefix)).size < file.size;
    }
    return strips;
}

static bool is_one_of(struct str text, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, str_of(texts[i])))
            return true;
    return false;
}

/* What anybody's code may be called. */
static bool is_common(struct str name)
{
    static const char *const names[] = {"<module>",  "<lambda>",   "<listcomp>",
                                        "<setcomp>", "<dictcomp>", "<genexpr>"};
    return builtin_names_special(name) || is_one_of(name, names, COUNT(names));
}

/* What C functions and their types are called tells a module, if it is not Python's own. */
static bool is_public_builtin(struct str name)
{
    struct c_name parsed = c_names_parse(name);
    struct str owner = parsed.owner;
    if (!parsed.is_whole)
        return false;
    if (!owner.size || (parsed.is_type && str_find(owner, '.') == owner.size)) {
        struct str word = owner.size ? owner : parsed.name;
        return builtin_names_special(word) || builtin_names_have(word);
    }
    return known_modules_stdlib(str_first(owner, str_find(owner, '.')));
}

/* Whether the file is a frozen module of the interpreter, not of a program. */
static bool is_part_of_python(struct str file, enum origin origin)
{
    return origin != ORIGIN_OWN && modules_frozen(file).size;
}

/* Whether the function is Python's, so that there is nothing to hide. */
static bool is_pythons(const struct profile *profile, uint32_t function, enum origin origin)
{
    const struct function *f = &profile->functions[function];
    struct library_file file = library_find(profile->names[f->file].text);
    if (is_part_of_python(profile->names[f->file].text, origin))
        return true;
    if (origin == ORIGIN_STDLIB)
        return known_modules_stdlib(library_top(file.module));
    return origin == ORIGIN_BUILTIN && is_public_builtin(profile->names[f->name].text);
}

/* A file's name that tells no more than where it comes from. */
static void add_numbered(uint32_t number, enum origin origin, struct buf *out)
{
    if (origin == ORIGIN_GENERATED)
        buf_format(out, "<generated %" PRIu32 ">", number);
    else
        buf_format(out, "%s/file%" PRIu32 ".py", origin == ORIGIN_SITE ? "site-packages" : "own",
                   number);
}

static void disguise_file(struct disguiser *d, uint32_t index, enum origin origin, struct buf *out)
{
    static const char *const none[] = {"~", "", "builtins", "__builtin__"};
    const struct function *function = &d->from->functions[index];
    struct str file = d->from->names[function->file].text;
    if (origin == ORIGIN_BUILTIN) {
        buf_str(out, is_one_of(file, none, COUNT(none)) ? file : STR("~"));
    } else if (is_part_of_python(file, origin)) {
        buf_str(out, file);
    } else if (is_pythons(d->from, index, origin)) {
        buf_text(out, "lib/python3/");
        buf_str(out, library_find(file).module);
    } else {
        if (!d->file_number[function->file])
            d->file_number[function->file] = ++d->files;
        add_numbered(d->file_number[function->file], origin, out);
    }
}

static void disguise_function(struct disguiser *d, uint32_t index)
{
    enum origin origin = d->origins->of[index];
    struct function *function = &d->view->functions[index];
    struct str name = d->from->names[function->name].text;
    struct buf text = {0};
    if (is_pythons(d->from, index, origin) || (origin != ORIGIN_BUILTIN && is_common(name)))
        buf_str(&text, name);
    else
        buf_format(&text, origin == ORIGIN_BUILTIN ? "<built-in method f%" PRIu32 ">" : "f%" PRIu32,
                   index + 1);
    uint32_t shown = add_name(d->view, &text);
    disguise_file(d, index, origin, &text);
    function->file = add_name(d->view, &text);
    function->name = shown;
    buf_free(&text);
}

static void make_anonymous(const struct profile *profile, const struct origins *origins,
                           struct profile *view)
{
    struct disguiser d = {profile, origins, view, NULL, 0};
    free(view->names);
    view->names = memory_new((size_t)profile->function_count * 2, sizeof *view->names);
    view->name_count = 0;
    d.file_number = memory_new(profile->name_count, sizeof *d.file_number);
    for (uint32_t i = 0; i < profile->function_count; i++)
        disguise_function(&d, i);
    free(d.file_number);
}

struct profile disguise(const struct profile *profile, const struct origins *origins,
                        const struct disguise_options *options)
{
    struct profile view = *profile;
    view.arena = (struct arena){0};
    view.names = memory_new(profile->name_count, sizeof *view.names);
    view.functions = memory_new(profile->function_count, sizeof *view.functions);
    if (profile->name_count)
        memcpy(view.names, profile->names, profile->name_count * sizeof *view.names);
    if (profile->function_count)
        memcpy(view.functions, profile->functions,
               profile->function_count * sizeof *view.functions);
    if (options->strip_prefix)
        strip_files(&view, str_of(options->strip_prefix));
    if (options->anonymize)
        make_anonymous(profile, origins, &view);
    return view;
}

void disguise_free(struct profile *view)
{
    arena_free(&view->arena);
    free(view->names);
    free(view->functions);
    *view = (struct profile){0};
}
