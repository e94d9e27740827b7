#include "cli/options/apply.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

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

/* gprof2dot's names have dashes, ours have none. */
static void list_fields(bool dashed, struct buf *out)
{
    size_t count = 0, listed = 0;
    for (size_t i = 0; i < COUNT(fields); i++)
        count += (strchr(fields[i].name, '-') != NULL) == dashed;
    for (size_t i = 0; i < COUNT(fields); i++)
        if ((strchr(fields[i].name, '-') != NULL) == dashed)
            words_add(out, fields[i].name, listed++, count);
}

void apply_list_labels(struct buf *out)
{
    list_fields(false, out);
}

void apply_list_node_labels(struct buf *out)
{
    list_fields(true, out);
}

static void add_fields(bool dashed, struct buf *out)
{
    for (size_t i = 0; i < COUNT(fields); i++)
        if ((strchr(fields[i].name, '-') != NULL) == dashed)
            buf_format(out, "%s\n", fields[i].name);
}

void apply_add_labels(struct buf *out)
{
    add_fields(false, out);
}

void apply_add_node_labels(struct buf *out)
{
    add_fields(true, out);
}

static bool bad_field(const struct option *option, const char *value, bool dashed,
                      struct error *error)
{
    struct buf wanted = {0};
    buf_text(&wanted, dashed ? "" : "a list of ");
    list_fields(dashed, &wanted);
    option_bad_value(option, value, wanted.data, error);
    buf_free(&wanted);
    return false;
}

/* The first field named takes the place of the default ones. */
static void choose_fields(struct options *options, unsigned chosen)
{
    options->request.style.fields =
        (options->fields_given ? options->request.style.fields : 0) | chosen;
    options->fields_given = true;
}

bool apply_label(struct options *options, const struct option *option, const char *value,
                 struct error *error)
{
    unsigned chosen = 0;
    for (struct str rest = str_of(value); rest.size;) {
        size_t end = str_find(rest, ',');
        if (!add_field(str_first(rest, end), &chosen))
            return bad_field(option, value, false, error);
        rest = str_from(rest, end + 1);
    }
    choose_fields(options, chosen);
    return true;
}

bool apply_node_label(struct options *options, const struct option *option, const char *value,
                      struct error *error)
{
    unsigned chosen = 0;
    if (!strchr(value, '-') || !add_field(str_of(value), &chosen))
        return bad_field(option, value, true, error);
    choose_fields(options, chosen);
    return true;
}

bool apply_show_samples(struct options *options, const struct option *option, const char *value,
                        struct error *error)
{
    (void)option;
    (void)value;
    (void)error;
    options->request.style.fields |= FIELD_CALLS;
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

static const struct {
    const char *name, *template;
} named_links[] = {
    {"vscode", "vscode://file/{abspath}:{line}"},
    {"pycharm", "pycharm://open?file={abspath}&line={line}"},
    {"idea", "idea://open?file={abspath}&line={line}"},
    {"github", "https://github.com/{rev}/{path}#L{line}"},
};

/* The template that a name stands for; another text is one itself. */
static const char *link_template(const char *value)
{
    for (size_t i = 0; i < COUNT(named_links); i++)
        if (!strcmp(value, named_links[i].name))
            return named_links[i].template;
    return value;
}

void apply_list_links(struct buf *out)
{
    for (size_t i = 0; i < COUNT(named_links); i++)
        words_add(out, named_links[i].name, i, COUNT(named_links));
}

bool apply_link(struct options *options, const struct option *option, const char *value,
                struct error *error)
{
    struct buf wanted = {0};
    bool fits = true;
    value = link_template(value);
    buf_text(&wanted, "a URL that begins with ");
    bool known = has_safe_scheme(value, &wanted);
    buf_text(&wanted, ", or ");
    apply_list_links(&wanted);
    for (const char *c = value; *c; c++)
        fits &= *c > ' ' && *c < 0x7f && !strchr("\"<>\\^`|", *c); /* what an attribute takes */
    options->request.link = value;
    if (!known)
        option_bad_value(option, value, wanted.data, error);
    else if (!fits)
        option_bad_value(option, value,
                         "a URL in which blanks, quotes and what is no ASCII are percent-encoded",
                         error);
    buf_free(&wanted);
    return known && fits;
}

bool apply_revision(struct options *options, const struct option *option, const char *value,
                    struct error *error)
{
    bool fits = *value;
    for (const char *c = value; *c; c++)
        fits &= *c > ' ' && *c < 0x7f;
    options->request.revision = value;
    return fits || option_bad_value(option, value,
                                    "a branch, tag or commit, in ASCII without blanks", error);
}

bool apply_id_prefix(struct options *options, const struct option *option, const char *value,
                     struct error *error)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    options->request.style.id_prefix = value;
    size_t size = strlen(value);
    bool fits = size > 0 && size <= 64 && strchr(letters, value[0]);
    for (size_t i = 1; i < size; i++)
        fits &= strchr(letters, value[i]) || strchr("0123456789_", value[i]);
    return fits || option_bad_value(option, value,
                                    "a letter, then letters, digits and _ (at most 64)", error);
}
