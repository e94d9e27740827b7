#include "cli/apply.h"

#include <string.h>

/* Finds a value among the words that an option takes. */
static bool find_word(const char *value, const char *const *words, size_t count, int *index)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(value, words[i]) == 0) {
            *index = (int)i;
            return true;
        }
    }
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

bool apply_colormap(struct options *options, const char *value, struct error *error)
{
    return palette_find(str_of(value), &options->request.style.palette.kind) ||
           apply_bad_value(error, "-c/--colormap", value,
                           "hot, safe, color, pink, gray, bw or print");
}

bool apply_color_by(struct options *options, const char *value, struct error *error)
{
    options->request.style.color_by_own = strcmp(value, "own") == 0;
    return options->request.style.color_by_own || strcmp(value, "total") == 0 ||
           apply_bad_value(error, "--color-by", value, "total or own");
}

bool apply_size_by(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {"none", "own"};
    int index = 0;
    if (!find_word(value, words, COUNT(words), &index))
        return apply_bad_value(error, "--size-by", value, "none or own");
    options->request.style.size_by_own = index == 1;
    return true;
}

bool apply_skew(struct options *options, const char *value, struct error *error)
{
    return apply_number(value, 1e-6, 1e6, &options->request.style.palette.skew) ||
           apply_bad_value(error, "--skew", value, "a positive number");
}

bool apply_theme(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {"light", "dark", "auto"};
    int index = 0;
    if (!find_word(value, words, COUNT(words), &index))
        return apply_bad_value(error, "--theme", value, "light, dark or auto");
    options->request.style.palette.theme = index == 1 ? THEME_DARK : THEME_LIGHT;
    options->request.style.both_themes = index == 2;
    return true;
}

bool apply_cluster(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {[CLUSTER_NONE] = "none",
                                        [CLUSTER_MODULE] = "module",
                                        [CLUSTER_PACKAGE] = "package",
                                        [CLUSTER_ORIGIN] = "origin"};
    int index = 0;
    if (!find_word(value, words, COUNT(words), &index))
        return apply_bad_value(error, "--cluster", value, "none, module, package or origin");
    options->request.style.cluster = (enum cluster_by)index;
    return true;
}

bool apply_rankdir(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {[DIRECTION_DOWN] = "TB",
                                        [DIRECTION_RIGHT] = "LR",
                                        [DIRECTION_UP] = "BT",
                                        [DIRECTION_LEFT] = "RL"};
    int index = 0;
    if (!find_word(value, words, COUNT(words), &index))
        return apply_bad_value(error, "--rankdir", value, "TB, LR, BT or RL");
    options->request.style.direction = (enum direction)index;
    return true;
}

struct field {
    const char *name;
    unsigned fields;
};

static const struct field fields[] = {
    {"total", FIELD_TOTAL_TIME | FIELD_TOTAL_SHARE},
    {"own", FIELD_OWN_TIME | FIELD_OWN_SHARE},
    {"calls", FIELD_CALLS},
    {"file", FIELD_PLACE},
    {"total-time", FIELD_TOTAL_TIME},
    {"total-time-percentage", FIELD_TOTAL_SHARE},
    {"self-time", FIELD_OWN_TIME},
    {"self-time-percentage", FIELD_OWN_SHARE},
};

static bool add_field(struct str name, unsigned *chosen)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (str_equal(name, str_of(fields[i].name))) {
            *chosen |= fields[i].fields;
            return true;
        }
    }
    return false;
}

/* The first field named takes the place of the default ones. */
static void choose_fields(struct options *options, unsigned chosen)
{
    options->request.style.fields =
        (options->fields_given ? options->request.style.fields : 0) | chosen;
    options->fields_given = true;
}

bool apply_label(struct options *options, const char *value, struct error *error)
{
    unsigned chosen = 0;
    for (struct str rest = str_of(value); rest.size;) {
        size_t end = str_find(rest, ',');
        if (!add_field(str_first(rest, end), &chosen))
            return apply_bad_value(error, "--label", value, "a list of total, own, calls and file");
        rest = str_from(rest, end + 1);
    }
    choose_fields(options, chosen);
    return true;
}

bool apply_node_label(struct options *options, const char *value, struct error *error)
{
    unsigned chosen = 0;
    if (!strchr(value, '-') || !add_field(str_of(value), &chosen))
        return apply_bad_value(
            error, "--node-label", value,
            "self-time, self-time-percentage, total-time or total-time-percentage");
    choose_fields(options, chosen);
    return true;
}

bool apply_show_samples(struct options *options, const char *value, struct error *error)
{
    (void)value;
    (void)error;
    options->request.style.fields |= FIELD_CALLS;
    return true;
}

bool apply_source(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {"auto", "never", "embed"};
    int index = SOURCE_AUTO;
    if (!find_word(value, words, COUNT(words), &index))
        return apply_bad_value(error, "--source", value, "auto, never or embed");
    options->request.source = (enum source_use)index;
    return true;
}

/* Whether a URL has a scheme that cannot run code where it is clicked; appends those that there
   are, as a list, to `list`. */
static bool has_safe_scheme(const char *url, struct buf *list)
{
    static const char *const schemes[] = {"http",     "https",  "file", "vscode", "vscode-insiders",
                                          "vscodium", "cursor", "zed",  "idea",   "pycharm",
                                          "jetbrains"};
    bool found = false;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        struct str rest = str_from(str_of(url), strlen(schemes[i]));
        found |= str_starts(str_of(url), str_of(schemes[i])) && str_starts(rest, STR("://"));
        buf_format(list, "%s%s://", !i ? "" : i + 1 < COUNT(schemes) ? ", " : " or ", schemes[i]);
    }
    return found;
}

bool apply_link(struct options *options, const char *value, struct error *error)
{
    struct buf wanted = {0};
    bool fits = true;
    buf_text(&wanted, "a URL that begins with ");
    bool known = has_safe_scheme(value, &wanted);
    for (const char *c = value; *c; c++)
        fits &= *c > ' ' && *c < 0x7f && !strchr("\"<>\\^`|", *c); /* what an attribute takes */
    options->request.link = value;
    if (!known)
        apply_bad_value(error, "--link", value, wanted.data);
    else if (!fits)
        apply_bad_value(error, "--link", value,
                        "a URL in which blanks, quotes and what is no ASCII are percent-encoded");
    buf_free(&wanted);
    return known && fits;
}

bool apply_revision(struct options *options, const char *value, struct error *error)
{
    bool fits = *value;
    for (const char *c = value; *c; c++)
        fits &= *c > ' ' && *c < 0x7f;
    options->request.revision = value;
    return fits || apply_bad_value(error, "--rev", value,
                                   "a branch, tag or commit, in ASCII without blanks");
}

bool apply_id_prefix(struct options *options, const char *value, struct error *error)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    options->request.style.id_prefix = value;
    size_t size = strlen(value);
    bool fits = size > 0 && size <= 64 && strchr(letters, value[0]);
    for (size_t i = 1; i < size; i++)
        fits &= strchr(letters, value[i]) || strchr("0123456789_", value[i]);
    return fits || apply_bad_value(error, "--id-prefix", value,
                                   "a letter, then letters, digits and _ (at most 64)");
}
