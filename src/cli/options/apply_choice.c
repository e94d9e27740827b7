#include "cli/options/apply.h"

#include "base/memory.h"

void apply_list_kinds(struct buf *out)
{
    for (size_t i = 0; filter_kind(i); i++)
        buf_format(out, "%s%s", i ? ", " : "", filter_kind(i));
}

void apply_add_kinds(struct buf *out)
{
    for (size_t i = 0; filter_kind(i); i++)
        buf_format(out, "%s\n", filter_kind(i));
}

static bool bad_kind(const struct option *option, const char *value, struct error *error)
{
    struct buf wanted = {0};
    buf_text(&wanted, "a list of ");
    apply_list_kinds(&wanted);
    buf_text(&wanted, ", names or paths");
    option_bad_value(option, value, wanted.data, error);
    buf_free(&wanted);
    return false;
}

/* "stdlib,site" are two. */
bool apply_hide(struct options *options, const struct option *option, const char *value,
                struct error *error)
{
    size_t before = options->request.filter.hide.count;
    for (struct str rest = str_of(value); rest.size;) {
        while (str_starts(rest, STR(" ")))
            rest = str_from(rest, 1);
        size_t end = str_find(rest, ',');
        struct buf word = {0};
        buf_str(&word, str_first(rest, end));
        buf_char(&word, '\0');
        if (end)
            option_add_pattern(&options->request.filter.hide,
                               arena_copy(&options->arena, buf_slice(&word)).data);
        buf_free(&word);
        rest = str_from(rest, end + 1);
    }
    return options->request.filter.hide.count > before || bad_kind(option, value, error);
}

static bool add_key(struct table_options *table, struct str name)
{
    enum sort_key key;
    size_t room = table->key_count;
    if (!table_find_key(name, &key))
        return false;
    table->keys = memory_grow(table->keys, &room, table->key_count + 1, sizeof *table->keys);
    table->keys[table->key_count++] = key;
    return true;
}

void apply_list_keys(struct buf *out)
{
    for (int key = 0; key < SORT_KEYS; key++)
        words_add(out, table_key_word((enum sort_key)key), (size_t)key, SORT_KEYS);
}

void apply_add_keys(struct buf *out)
{
    for (int key = 0; key < SORT_KEYS; key++)
        buf_format(out, "%s\n", table_key_word((enum sort_key)key));
}

static bool bad_key(const struct option *option, const char *value, struct error *error)
{
    struct buf wanted = {0}, suggestion = {0};
    struct nearest nearest = nearest_start(str_first(str_of(value), str_find(str_of(value), ',')));
    buf_text(&wanted, "a list of ");
    apply_list_keys(&wanted);
    for (int key = 0; key < SORT_KEYS; key++)
        nearest_offer(&nearest, str_of(table_key_word((enum sort_key)key)));
    words_mean(&nearest, "", &suggestion);
    option_bad_word(option, value, wanted.data, &suggestion, error);
    buf_free(&wanted);
    buf_free(&suggestion);
    return false;
}

bool apply_sort(struct options *options, const struct option *option, const char *value,
                struct error *error)
{
    struct str rest = str_of(value);
    do {
        size_t end = str_find(rest, ',');
        if (!add_key(&options->request.table, str_first(rest, end)))
            return bad_key(option, value, error);
        rest = str_from(rest, end + 1);
    } while (rest.size);
    return true;
}

bool apply_top(struct options *options, const struct option *option, const char *value,
               struct error *error)
{
    (void)option;
    struct table_options *table = &options->request.table;
    size_t room = table->restriction_count;
    (void)error;
    table->restrictions = memory_grow(table->restrictions, &room, table->restriction_count + 1,
                                      sizeof *table->restrictions);
    table->restrictions[table->restriction_count++] = restrict_parse(value);
    return true;
}

bool apply_lines(struct options *options, const struct option *option, const char *value,
                 struct error *error)
{
    (void)option;
    (void)error;
    options->lines = true;
    if (value)
        option_add_pattern(&options->request.line_patterns, value);
    return true;
}
