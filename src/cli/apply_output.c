#include "cli/apply.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/words.h"
#include "render/job/output_format.h"

bool apply_bad_value(struct error *error, const char *option, const char *value, const char *wanted)
{
    return error_set(error, ERROR_USAGE, "%s takes %s, not '%.80s'", option, wanted, value);
}

bool apply_number(const char *value, double least, double most, double *result)
{
    char *end;
    double parsed = strtod(value, &end);
    if (end == value || *end || !isfinite(parsed) || parsed < least || parsed > most)
        return false;
    *result = parsed;
    return true;
}

void apply_add_pattern(struct patterns *patterns, const char *value)
{
    size_t room = patterns->count;
    patterns->items =
        memory_grow(patterns->items, &room, patterns->count + 1, sizeof *patterns->items);
    patterns->items[patterns->count++] = value;
}

bool apply_output(struct options *options, const char *value, struct error *error)
{
    (void)error;
    size_t room = options->request.output_count;
    options->request.outputs =
        memory_grow(options->request.outputs, &room, options->request.output_count + 1,
                    sizeof *options->request.outputs);
    options->request.outputs[options->request.output_count++] =
        (struct wanted_output){.path = value};
    return true;
}

bool apply_type(struct options *options, const char *value, struct error *error)
{
    options->format = output_format_named(str_of(value));
    if (options->format)
        return true;
    struct buf names = {0};
    for (size_t i = 0; i < output_format_count; i++)
        words_add(&names, output_formats[i].name, i, output_format_count);
    apply_bad_value(error, "-T/--type", value, names.data);
    buf_free(&names);
    return false;
}

bool apply_profiler(struct options *options, const char *value, struct error *error)
{
    static const char *const words[] = {[PROFILER_CPROFILE] = "cprofile",
                                        [PROFILER_YAPPI] = "yappi",
                                        [PROFILER_SAMPLING] = "sampling",
                                        [PROFILER_PY_SPY] = "py-spy"};
    for (size_t i = PROFILER_CPROFILE; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(value, words[i]) == 0) {
            options->run.program.profiler = (enum profiler)i;
            return true;
        }
    return apply_bad_value(error, "--profiler", value, "cprofile, yappi, sampling or py-spy");
}

bool apply_dpi(struct options *options, const char *value, struct error *error)
{
    return apply_number(value, 10, 2400, &options->request.dpi) ||
           apply_bad_value(error, "--dpi", value, "a resolution from 10 to 2400");
}

bool apply_timeout(struct options *options, const char *value, struct error *error)
{
    return apply_number(value, 0.001, 86400, &options->request.layout_timeout) ||
           apply_bad_value(error, "--layout-timeout", value, "seconds, 0.001 to 86400");
}

bool apply_input_format(struct options *options, const char *value, struct error *error)
{
    if (input_format_named(value)) {
        options->input.format = value;
        return true;
    }
    struct buf names = {0};
    for (size_t i = 0; i < input_format_count; i++)
        buf_format(&names, "%s%s", i ? ", " : "", input_formats[i].name);
    buf_text(&names, " (--list-formats)");
    apply_bad_value(error, "-f/--format", value, names.data);
    buf_free(&names);
    return false;
}

bool refuse_compare(struct options *options, const char *value, struct error *error)
{
    (void)options;
    (void)value;
    return error_set(error, ERROR_USAGE, "comparing profiles (--compare) is not built yet");
}

bool accept_unused(struct options *options, const char *value, struct error *error)
{
    (void)options;
    (void)value;
    (void)error;
    return true;
}
