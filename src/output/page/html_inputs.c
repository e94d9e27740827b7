#include <inttypes.h>
#include <math.h>

#include "base/utf8.h"
#include "output/escape.h"
#include "output/page/html_filler.h"
#include "output/page/page_numbers.h"

/* The slots of a report that tells several profiles apart, which templates/inputs/inputs.js reads.
 */

#define SLOT(name) static void name(const void *data, uint32_t row, struct buf *out)

static const struct html_input *input_of(const void *data, uint32_t row)
{
    return &((const struct filler *)data)->page->inputs[row];
}

static double quantum_of(const void *data)
{
    return ((const struct filler *)data)->quantum;
}

/* The quanta that an input by itself has, for its tree, from which filters take parts, to be the
   same as when the program takes them; as a number of the page's. */
static double unit_of(const void *data, uint32_t row)
{
    return fmax(round(unit_quantum(input_of(data, row)->total) / quantum_of(data)), 1);
}

static uint32_t count_inputs(const void *data)
{
    return ((const struct filler *)data)->page->input_count;
}

/* [[name, total, unit of the tree], ...] */
SLOT(write_inputs)
{
    struct arena arena = {0};
    (void)row;
    buf_char(out, '[');
    for (uint32_t i = 0; i < count_inputs(data); i++) {
        const struct html_input *input = input_of(data, i);
        buf_text(out, i ? ",\n[\"" : "[\"");
        escape_json(out, utf8_repair(&arena, input->name));
        buf_format(out, "\",%" PRIu64 ",%.0f]", page_quanta(input->total, quantum_of(data)),
                   unit_of(data, i));
    }
    buf_char(out, ']');
    arena_free(&arena);
}

SLOT(write_kind)
{
    (void)row;
    buf_text(out, ((const struct filler *)data)->page->inputs_are);
}

SLOT(write_number)
{
    (void)data;
    buf_format(out, "%" PRIu32, row);
}

/* For each function that the input has: its number in the page as the difference to the one before
   it (the first: to 0), calls, calls that are not primitive, own, total. */
SLOT(write_functions)
{
    const struct html_input *input = input_of(data, row);
    const struct profile *profile = input->profile;
    uint32_t last = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        if (!input->has[i])
            continue;
        page_number(out, i - last);
        last = i;
        page_count(out, f->calls);
        page_number(out, page_data_recursive(profile, f->calls, f->primitive));
        page_cost(out, f->own, quantum_of(data));
        page_cost(out, f->total, quantum_of(data));
    }
}

SLOT(write_edges)
{
    page_data_edges(input_of(data, row)->profile, quantum_of(data), out);
}

SLOT(write_tree)
{
    page_data_tree(input_of(data, row)->tree, quantum_of(data) * unit_of(data, row), out);
}

SLOT(write_lines)
{
    page_data_lines(input_of(data, row)->profile, quantum_of(data), out);
}

/* A report of several profiles that shows their sum alone says so. */
SLOT(write_added_up)
{
    uint32_t count = ((const struct filler *)data)->page->added_up;
    (void)row;
    if (count)
        buf_format(out,
                   "<p class=\"note\">%" PRIu32
                   " profiles are added up here, too many or too large to choose from.</p>\n",
                   count);
}

static const struct template_slot slots[] = {
    {"input-kind", write_kind, NULL},           {"inputs", write_inputs, NULL},
    {"each-input", NULL, count_inputs},         {"input-number", write_number, NULL},
    {"input-functions", write_functions, NULL}, {"input-edges", write_edges, NULL},
    {"input-tree", write_tree, NULL},           {"input-lines", write_lines, NULL},
    {"added-up", write_added_up, NULL},
};

const struct template_slots html_inputs_slots = {slots, sizeof slots / sizeof slots[0]};
