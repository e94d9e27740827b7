#include "input/json/gecko_table.h"

#include <stdint.h>

struct gecko_column gecko_column(const json_t *table, const char *name)
{
    const json_t *schema = json_object_get(table, "schema");
    if (!schema)
        return (struct gecko_column){.list = json_object_get(table, name)};
    uint32_t index;
    if (!document_index(json_object_get(schema, name), UINT32_MAX, &index))
        return (struct gecko_column){0};
    return (struct gecko_column){json_object_get(table, "data"), index, true};
}

size_t gecko_size(const struct gecko_column *column)
{
    return json_array_size(column->list);
}

const json_t *gecko_cell(const struct gecko_column *column, size_t row)
{
    const json_t *cell = json_array_get(column->list, row);
    return column->in_rows ? json_array_get(cell, column->index) : cell;
}

/* Newer versions keep all tables but the samples in "shared". */
static const json_t *find_table(const json_t *root, const json_t *thread, const char *name)
{
    const json_t *own = json_object_get(thread, name);
    return own ? own : json_object_get(json_object_get(root, "shared"), name);
}

struct gecko_tables gecko_tables(const json_t *root, const json_t *thread)
{
    const json_t *functions = find_table(root, thread, "funcTable");
    struct gecko_tables tables = {.strings = find_table(root, thread, "stringArray"),
                                  .frames = find_table(root, thread, "frameTable"),
                                  .stacks = find_table(root, thread, "stackTable")};
    if (!tables.strings)
        tables.strings = find_table(root, thread, "stringTable");
    tables.location = gecko_column(tables.frames, "location");
    tables.func = gecko_column(tables.frames, "func");
    tables.line = gecko_column(tables.frames, "line");
    tables.name = gecko_column(functions, "name");
    tables.file = gecko_column(functions, "fileName");
    tables.source = gecko_column(functions, "source");
    tables.resource = gecko_column(functions, "resource");
    tables.resource_name = gecko_column(find_table(root, thread, "resourceTable"), "name");
    tables.source_file = gecko_column(find_table(root, thread, "sources"), "filename");
    tables.prefix = gecko_column(tables.stacks, "prefix");
    tables.frame = gecko_column(tables.stacks, "frame");
    return tables;
}

bool gecko_string(const struct gecko_tables *tables, const json_t *index, struct str *text)
{
    uint32_t at;
    *text = (struct str){0};
    if (!index || json_is_null(index))
        return true;
    if (!document_index(index, json_array_size(tables->strings), &at))
        return false;
    const json_t *string = json_array_get(tables->strings, at);
    *text = document_text(string);
    return json_is_string(string);
}
