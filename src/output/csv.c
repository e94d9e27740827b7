#include "output/csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/text/number_text.h"

/* A text in quotes, which are doubled in it. What a spreadsheet would compute begins with one of a
   few characters, maybe behind blanks. */
static void add_text(struct str text, struct buf *out)
{
    size_t blanks = 0;
    while (blanks < text.size && text.data[blanks] == ' ')
        blanks++;
    bool is_formula =
        blanks < text.size && text.data[blanks] && strchr("=+-@\t\r\n|%", text.data[blanks]);
    buf_text(out, is_formula ? "\"'" : "\"");
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.data[i]);
    }
    buf_char(out, '"');
}

static void add_number(double value, struct buf *out)
{
    buf_char(out, ',');
    number_text_shortest(out, value);
}

static void add_per_call(double value, int64_t count, struct buf *out)
{
    if (count)
        add_number(table_per_call(value, count), out);
    else
        buf_char(out, ',');
}

static void add_row(const struct profile *profile, const struct function *f, struct buf *out)
{
    add_text(profile->names[f->file].text, out);
    buf_format(out, ",%" PRId64 ",", f->line);
    add_text(profile->names[f->name].text, out);
    buf_format(out, ",%" PRId64 ",%" PRId64, f->calls, f->primitive);
    add_number(f->own, out);
    add_per_call(f->own, f->calls, out);
    add_number(f->total, out);
    add_per_call(f->total, f->primitive, out);
}

void csv_write(const struct table_page *page, struct buf *out)
{
    const struct table *table = page->table;
    const char *end = table->for_terminal ? "\n" : "\r\n";
    buf_format(out,
               "file,line,function,ncalls,pcalls,tottime,tottime_percall,cumtime,"
               "cumtime_percall%s",
               end);
    for (uint32_t i = 0; i < table->count; i++) {
        add_row(table->profile, &table->profile->functions[table->entries[i]], out);
        buf_text(out, end);
    }
}
