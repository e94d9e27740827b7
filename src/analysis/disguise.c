#include "analysis/disguise.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/classify.h"
#include "analysis/library.h"
#include "analysis/stdlib_names.h"
#include "base/buf.h"
#include "base/memory.h"

/* Names of a view that are being made. Each function gets two of its own. */
struct disguiser {
    const struct profile *from;
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

/* What anybody's code may be called. */
static bool is_common(struct str name)
{
    return name.size &&
           (name.data[0] == '<' || (str_starts(name, STR("__")) && str_ends(name, STR("__"))));
}

/* "<built-in method numpy.array>" and "<method 'x' of 'mod.Type' objects>" tell a module; Python's
   own are no secret. */
static bool is_public_builtin(const struct profile *profile, uint32_t function)
{
    struct buf module = {0};
    classify_package(profile, function, &module);
    bool is_public = stdlib_names_have(buf_slice(&module));
    buf_free(&module);
    return is_public;
}

/* The folder that tells where a file comes from. */
static const char *folder_of(enum origin origin)
{
    return origin == ORIGIN_SITE ? "site-packages/" : origin == ORIGIN_TEST ? "tests/" : "own/";
}

static void disguise_file(struct disguiser *d, uint32_t index, enum origin origin, struct buf *out)
{
    const struct function *function = &d->from->functions[index];
    struct str file = d->from->names[function->file].text;
    struct library_file library = library_find(file);
    if (origin == ORIGIN_BUILTIN || origin == ORIGIN_FROZEN) {
        buf_str(out, file);
    } else if (origin == ORIGIN_STDLIB && library.library == LIBRARY_STDLIB) {
        buf_text(out, "lib/python3/");
        buf_str(out, library.module);
    } else {
        if (!d->file_number[function->file])
            d->file_number[function->file] = ++d->files;
        buf_text(out, folder_of(origin));
        buf_format(out, "file%" PRIu32 ".py", d->file_number[function->file]);
    }
}

static void disguise_function(struct disguiser *d, uint32_t index)
{
    enum origin origin = classify_function(d->from, index);
    struct function *function = &d->view->functions[index];
    struct str name = d->from->names[function->name].text;
    struct buf text = {0};
    bool is_public =
        origin == ORIGIN_STDLIB || origin == ORIGIN_FROZEN ||
        (origin == ORIGIN_BUILTIN ? is_public_builtin(d->from, index) : is_common(name));
    if (is_public)
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

static void make_anonymous(const struct profile *profile, struct profile *view)
{
    struct disguiser d = {profile, view, NULL, 0};
    free(view->names);
    view->names = memory_new((size_t)profile->function_count * 2, sizeof *view->names);
    view->name_count = 0;
    d.file_number = memory_new(profile->name_count, sizeof *d.file_number);
    for (uint32_t i = 0; i < profile->function_count; i++)
        disguise_function(&d, i);
    free(d.file_number);
}

struct profile disguise(const struct profile *profile, const struct disguise_options *options)
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
        make_anonymous(profile, &view);
    return view;
}

void disguise_free(struct profile *view)
{
    arena_free(&view->arena);
    free(view->names);
    free(view->functions);
    *view = (struct profile){0};
}
