#include "output/budgets.h"

#include <inttypes.h>

#include "base/text/number_text.h"
#include "base/utf8.h"

static struct budget_told tell(const struct budgets *budgets, size_t index, struct arena *arena)
{
    return budget_tell(&budgets->results[index], budgets->shown, arena);
}

/* Adds blanks up to a column. */
static void pad(struct buf *out, size_t used, size_t width)
{
    for (; used < width; used++)
        buf_char(out, ' ');
}

void budgets_text(const struct budgets *budgets, struct buf *out)
{
    struct arena arena = {0};
    size_t width = 0;
    for (size_t i = 0; i < budgets->count; i++) {
        size_t size = utf8_count(tell(budgets, i, &arena).expression);
        width = budgets->results[i].exceeded && size > width ? size : width;
    }
    budget_verdict(budgets->results, budgets->count, out);
    buf_char(out, '\n');
    for (size_t i = 0; i < budgets->count; i++) {
        struct budget_told told = tell(budgets, i, &arena);
        if (!told.result->exceeded)
            continue;
        buf_text(out, "  ");
        buf_str(out, told.expression);
        pad(out, utf8_count(told.expression), width + 2);
        buf_str(out, told.measured);
        buf_text(out, told.beyond.size ? ", " : "");
        buf_str(out, told.beyond);
        buf_char(out, '\n');
    }
    arena_free(&arena);
}

/* In a workflow command: '%' and line ends, and in a property what divides properties. */
static void escape_command(struct buf *out, struct str text, bool is_property)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool divides = is_property && (byte == ':' || byte == ',');
        if (byte == '%' || byte == '\r' || byte == '\n' || divides)
            buf_format(out, "%%%02X", (unsigned)byte);
        else
            buf_char(out, byte);
    }
}

void budgets_github(const struct budgets *budgets, struct buf *out)
{
    struct arena arena = {0};
    for (size_t i = 0; i < budgets->count; i++) {
        struct budget_told told = tell(budgets, i, &arena);
        if (!told.result->exceeded)
            continue;
        buf_text(out, "::error title=");
        escape_command(out, STR("budget exceeded"), true);
        if (told.file.size > 1 && told.file.data[0] != '<' && told.line > 0) {
            buf_text(out, ",file=");
            escape_command(out, told.file, true);
            buf_format(out, ",line=%" PRId64, told.line);
        }
        buf_text(out, "::");
        escape_command(out, told.expression, false);
        buf_text(out, " is ");
        escape_command(out, told.measured, false);
        if (told.beyond.size) {
            buf_text(out, ", ");
            escape_command(out, told.beyond, false);
        }
        buf_char(out, '\n');
    }
    arena_free(&arena);
}

void budgets_junit(const struct budgets *budgets, struct buf *out)
{
    struct arena arena = {0};
    size_t exceeded = budget_exceeded(budgets->results, budgets->count);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    buf_format(out,
               "<testsuite name=\"prof2dot\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
               "skipped=\"0\">\n",
               budgets->count, exceeded);
    for (size_t i = 0; i < budgets->count; i++) {
        struct budget_told told = tell(budgets, i, &arena);
        buf_text(out, "<testcase classname=\"prof2dot.budget\" name=\"");
        escape_xml(out, told.expression);
        if (!told.result->exceeded) {
            buf_text(out, "\"/>\n");
            continue;
        }
        buf_text(out, "\"><failure type=\"budget\" message=\"");
        escape_xml(out, told.measured);
        buf_text(out, told.beyond.size ? ", " : "");
        escape_xml(out, told.beyond);
        buf_text(out, "\"/></testcase>\n");
    }
    buf_text(out, "</testsuite>\n</testsuites>\n");
    arena_free(&arena);
}

void budgets_json(const struct budgets *budgets, struct buf *out)
{
    struct arena arena = {0};
    buf_text(out, "\"budgets\": [");
    for (size_t i = 0; i < budgets->count; i++) {
        struct budget_told told = tell(budgets, i, &arena);
        buf_text(out, i ? ",\n{\"expression\": \"" : "\n{\"expression\": \"");
        escape_json(out, told.expression);
        buf_text(out, "\", \"value\": ");
        if (told.result->is_new)
            buf_text(out, "null");
        else
            number_text_shortest(out, told.result->value);
        buf_text(out, ", \"limit\": ");
        number_text_shortest(out, told.result->budget->limit);
        buf_format(out, ", \"exceeded\": %s, \"measured\": \"",
                   told.result->exceeded ? "true" : "false");
        escape_json(out, told.measured);
        buf_text(out, "\", \"beyond\": \"");
        escape_json(out, told.beyond);
        buf_text(out, "\"}");
    }
    buf_text(out, budgets->count ? "\n]" : "]");
    arena_free(&arena);
}

void budgets_markdown(const struct budgets *budgets, struct buf *out)
{
    enum { MOST = 50 };
    struct arena arena = {0};
    buf_text(out, "**");
    budget_verdict(budgets->results, budgets->count, out);
    buf_text(out, "**\n\n| | budget: fail if | measured | |\n|---|---|--:|---|\n");
    for (size_t i = 0; i < budgets->count && i < MOST; i++) {
        struct budget_told told = tell(budgets, i, &arena);
        buf_text(out, told.result->exceeded ? "| exceeded | " : "| kept | ");
        escape_markdown_code(out, utf8_first(told.expression, 200));
        buf_text(out, " | ");
        escape_markdown(out, told.measured);
        buf_text(out, " | ");
        escape_markdown(out, told.beyond);
        buf_text(out, " |\n");
    }
    if (budgets->count > MOST)
        buf_format(out, "\n%zu more budgets.\n", budgets->count - MOST);
    buf_char(out, '\n');
    arena_free(&arena);
}
