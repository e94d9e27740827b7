#include "cli/options/settle_compare.h"

#include "cli/options/option.h"
#include "cli/options/words.h"
#include "render/job/output_format.h"

enum { DEFAULT_ROWS = 30 };

bool compares(const struct options *options)
{
    return options->bases.count || options->bases_from;
}

bool settle_compare_inputs(struct options *options, struct error *error)
{
    if (!options->compares)
        return true;
    if (options->input_count != 2 || options->files_from || compares(options))
        return error_set(error, ERROR_USAGE,
                         "--compare wants two profiles, OLD NEW; --base OLD takes several");
    option_add_pattern(&options->bases, options->inputs[0]);
    options->inputs[0] = options->inputs[1];
    options->input_count = 1;
    return true;
}

static bool shows_changes(const struct output_format *format)
{
    return format->changed && !format->tells_budgets;
}

static bool refuse_output(const struct output_format *format, struct error *error)
{
    struct buf names = {0};
    size_t count = 0, listed = 0;
    for (size_t i = 0; i < output_format_count; i++)
        count += shows_changes(&output_formats[i]);
    for (size_t i = 0; i < output_format_count; i++)
        if (shows_changes(&output_formats[i]))
            words_add(&names, output_formats[i].name, listed++, count);
    error_set(error, ERROR_USAGE, "%s does not show what changed since --base: use %s",
              format->name, names.data);
    buf_free(&names);
    return false;
}

/* Whether outputs that tell of budgets have some. */
static bool check_budgets(const struct options *options, struct error *error)
{
    bool has_budgets = options->fail_if.count || options->budget_file;
    for (size_t i = 0; i < options->request.output_count && !has_budgets; i++)
        if (options->request.outputs[i].format->tells_budgets)
            return error_set(error, ERROR_USAGE, "%s wants budgets: --fail-if or --budget",
                             options->request.outputs[i].format->name);
    return true;
}

static bool check_trend(const struct options *options, struct error *error)
{
    const struct request *request = &options->request;
    if (compares(options) || options->fail_if.count || options->budget_file ||
        options->run.wanted || request->disguise.anonymize)
        return error_set(error, ERROR_USAGE,
                         "--trend goes without --base, budgets, --anonymize and run");
    for (size_t i = 0; i < request->output_count; i++)
        if (!request->outputs[i].format->trend)
            return error_set(error, ERROR_USAGE, "%s does not show a trend: use html or markdown",
                             request->outputs[i].format->name);
    return true;
}

static bool check_per_file(const struct options *options, struct error *error)
{
    const struct request *request = &options->request;
    return !(request->trend || compares(options) || request->disguise.anonymize) ||
           error_set(error, ERROR_USAGE, "--per-file goes without --base, --trend and --anonymize");
}

/* Whether all outputs can show what changed. */
static bool check_outputs(const struct request *request, struct error *error)
{
    for (size_t i = 0; i < request->output_count; i++)
        if (!request->outputs[i].format->changed)
            return refuse_output(request->outputs[i].format, error);
    return true;
}

bool settle_compare(struct options *options, struct error *error)
{
    struct request *request = &options->request;
    struct compare_options *compare = &request->compare;
    bool has_options = compare->only_slower || compare->only_faster || compare->color_by_highest ||
                       options->tolerance >= 0;
    compare->noise.tolerance = options->tolerance < 0 ? -1 : options->tolerance / 100;
    compare->most_rows = options->max_nodes < 0 ? DEFAULT_ROWS : (uint32_t)options->max_nodes;
    if (!check_budgets(options, error) || (request->trend && !check_trend(options, error)) ||
        (request->per_file && !check_per_file(options, error)))
        return false;
    if (!compares(options))
        return !has_options || error_set(error, ERROR_USAGE,
                                         "the options --compare-... are for --base or --compare");
    if (compare->only_slower && compare->only_faster)
        return error_set(error, ERROR_USAGE,
                         "--compare-only-slower and --compare-only-faster contradict each other: "
                         "leave out both for all changes");
    if (options->run.wanted)
        return error_set(error, ERROR_USAGE, "run does not compare: give its profile to --base");
    if (request->disguise.anonymize)
        return error_set(error, ERROR_USAGE, "--anonymize does not go together with --base");
    return check_outputs(request, error);
}
