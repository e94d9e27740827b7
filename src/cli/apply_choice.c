#include "cli/apply.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

static bool percent(const char *option, const char *value, double *share, struct error *error)
{
    double parsed;
    if (!apply_number(value, 0, 100, &parsed))
        return apply_bad_value(error, option, value, "a percentage from 0 to 100");
    *share = parsed / 100;
    return true;
}

bool apply_node_thres(struct options *options, const char *value, struct error *error)
{
    struct request *request = &options->request;
    bool ok = percent("-n/--node-thres", value, &request->select.node_share, error);
    request->data.node_share = request->select.node_share;
    return ok;
}

bool apply_edge_thres(struct options *options, const char *value, struct error *error)
{
    struct request *request = &options->request;
    bool ok = percent("-e/--edge-thres", value, &request->select.edge_share, error);
    request->select.links_per_node = 0;
    request->data.edge_share = request->select.edge_share;
    return ok;
}

bool apply_max_nodes(struct options *options, const char *value, struct error *error)
{
    double parsed;
    if (!apply_number(value, 0, 1e9, &parsed) || floor(parsed) < parsed)
        return apply_bad_value(error, "--max-nodes", value, "a whole number, 0 for no cap");
    options->request.select.max_nodes = (uint32_t)parsed;
    options->request.data.max_nodes = options->request.select.max_nodes;
    return true;
}

/* gprof2dot takes -1 for any depth. */
bool apply_depth(struct options *options, const char *value, struct error *error)
{
    double parsed;
    if (!apply_number(value, -1, 1e9, &parsed) || floor(parsed) < parsed)
        return apply_bad_value(error, "--depth", value, "a whole number, -1 for any depth");
    options->request.select.depth = parsed < 0 ? SELECT_NO_DEPTH : (int64_t)parsed;
    return true;
}

/* "stdlib,site" are two. */
bool apply_hide(struct options *options, const char *value, struct error *error)
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
            apply_add_pattern(&options->request.filter.hide,
                              arena_copy(&options->arena, buf_slice(&word)).data);
        buf_free(&word);
        rest = str_from(rest, end + 1);
    }
    return options->request.filter.hide.count > before ||
           apply_bad_value(error, "--hide", value,
                           "a list of stdlib, site, builtin, frozen, import, test, names or paths");
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

bool apply_sort(struct options *options, const char *value, struct error *error)
{
    struct str rest = str_of(value);
    do {
        size_t end = str_find(rest, ',');
        if (!add_key(&options->request.table, str_first(rest, end)))
            return apply_bad_value(
                error, "--sort", value,
                "a list of calls, pcalls, time, cumulative, file, line, name, nfl "
                "and stdname");
        rest = str_from(rest, end + 1);
    } while (rest.size);
    return true;
}

bool apply_top(struct options *options, const char *value, struct error *error)
{
    struct table_options *table = &options->request.table;
    size_t room = table->restriction_count;
    (void)error;
    table->restrictions = memory_grow(table->restrictions, &room, table->restriction_count + 1,
                                      sizeof *table->restrictions);
    table->restrictions[table->restriction_count++] = restrict_parse(value);
    return true;
}

bool apply_lines(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->lines = true;
    if (value)
        apply_add_pattern(&options->request.line_patterns, value);
    return true;
}
