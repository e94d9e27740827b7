#include "cli/options/idle.h"

#include <string.h>

#include "cli/options/settle_compare.h"
#include "render/job/output_format.h"

static bool has_table(const struct request *request)
{
    bool has = false;
    for (size_t i = 0; i < request->output_count; i++)
        has |= request->outputs[i].format->table != NULL;
    return has;
}

static bool has_report(const struct request *request)
{
    const struct output_format *report = output_format_named(STR("html"));
    bool has = false;
    for (size_t i = 0; i < request->output_count; i++)
        has |= request->outputs[i].format == report;
    return has;
}

void idle_options(const struct options *options, struct buf *lines)
{
    const struct request *request = &options->request;
    const struct table_options *table = &request->table;
    bool has_revision = request->link && strstr(request->link, "{rev}");
    if (request->revision && !has_revision)
        buf_text(lines, "note: --rev does nothing: it stands for {rev} in --link\n");
    if (request->source == SOURCE_EMBED && !options->open && !has_report(request))
        buf_text(lines, "note: --source embed does nothing: it is for the report, -o FILE.html\n");
    bool orders = table->key_count || table->restriction_count || table->reverse;
    if (orders && !has_table(request) && !compares(options))
        buf_format(lines, "note: %s does nothing: it is for tables, such as -T text\n",
                   table->key_count           ? "--sort"
                   : table->restriction_count ? "--top"
                                              : "--reverse");
}
