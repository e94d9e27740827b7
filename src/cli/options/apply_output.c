#include "cli/options/apply.h"

#include "cli/options/suggest.h"
#include "cli/options/words.h"
#include "input/detect.h"
#include "render/job/output_format.h"

bool apply_output(struct options *options, const struct option *option, const char *value,
                  struct error *error)
{
    (void)option;
    (void)error;
    options_add_output(options, value);
    return true;
}

/* All formats, as -T takes them. */
static void list_types(bool with_notes, struct buf *out)
{
    for (size_t i = 0; i < output_format_count; i++) {
        words_add(out, output_formats[i].name, i, output_format_count);
        if (with_notes && output_formats[i].note)
            buf_format(out, " (%s)", output_formats[i].note);
    }
}

void apply_list_types(struct buf *out)
{
    list_types(true, out);
}

void apply_list_endings(struct buf *out)
{
    size_t start = out->size;
    for (size_t i = 0; i < output_format_count; i++) {
        if (output_formats[i].endings)
            buf_text(out, out->size > start ? " " : "");
        output_format_main_ending(&output_formats[i], out);
    }
}

void apply_add_types(struct buf *out)
{
    for (size_t i = 0; i < output_format_count; i++)
        buf_format(out, "%s\n", output_formats[i].name);
}

void apply_add_input_formats(struct buf *out)
{
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(out, "%s\n", input_formats[i].name);
}

bool apply_type(struct options *options, const struct option *option, const char *value,
                struct error *error)
{
    options->format = output_format_named(str_of(value));
    if (options->format)
        return true;
    struct buf names = {0}, suggestion = {0};
    list_types(false, &names);
    suggest_output_format(str_of(value), &suggestion);
    option_bad_word(option, value, names.data, &suggestion, error);
    buf_free(&names);
    buf_free(&suggestion);
    return false;
}

bool apply_input_format(struct options *options, const struct option *option, const char *value,
                        struct error *error)
{
    if (input_format_named(value)) {
        options->input.format = value;
        return true;
    }
    struct buf names = {0}, suggestion = {0};
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(&names, "%s%s", i ? ", " : "", input_formats[i].name);
    buf_text(&names, " (--list-formats)");
    suggest_input_format(str_of(value), &suggestion);
    option_bad_word(option, value, names.data, &suggestion, error);
    buf_free(&names);
    buf_free(&suggestion);
    return false;
}
