/* Prints the summary of a profile as text: `summary FILE`. */

#include <inttypes.h>
#include <stdio.h>

#include "analysis/prepare/estimate.h"
#include "analysis/prepare/merge.h"
#include "analysis/prepare/repair.h"
#include "analysis/tree/call_tree.h"
#include "base/file.h"
#include "input/detect.h"
#include "python/origins.h"
#include "view/number.h"
#include "view/words/summary.h"

static void add_sentence(struct buf *out, const char *before, const struct sentence *sentence)
{
    buf_text(out, before);
    for (uint32_t i = 0; i < sentence->count; i++) {
        bool is_name = sentence->pieces[i].function != SENTENCE_PLAIN;
        buf_text(out, is_name ? "`" : "");
        buf_str(out, sentence->pieces[i].text);
        if (is_name)
            buf_format(out, "`{%" PRIu32 "}", sentence->pieces[i].function);
    }
    buf_char(out, '\n');
}

/* What the numbers in brackets behind names stand for. */
static void add_functions(struct buf *out, const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        buf_format(out, "function: %" PRIu32 "\t", i);
        buf_str(out, profile->names[f->file].text);
        buf_format(out, "\t%" PRId64 "\t", f->line);
        buf_str(out, profile->names[f->name].text);
        buf_text(out, f->is_code ? "\tcode\n" : "\n");
    }
}

static void add_times(struct buf *out, const struct summary_part *parts, uint32_t count)
{
    buf_text(out, "times:");
    for (uint32_t i = 0; i < count; i++)
        buf_format(out, "%s %.17g", i ? "," : "", parts[i].time);
    buf_char(out, '\n');
}

static void add_parts(struct buf *out, const char *before, const struct summary_part *parts,
                      uint32_t count)
{
    buf_text(out, before);
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? ", " : " ");
        buf_str(out, parts[i].name);
        buf_char(out, ' ');
        number_percent(out, parts[i].share);
    }
    buf_char(out, '\n');
}

static void add_path(struct buf *out, const struct summary *summary)
{
    buf_text(out, "path:");
    for (uint32_t i = 0; i < summary->path_count; i++) {
        const struct summary_step *step = &summary->path[i];
        buf_text(out, i ? " > " : " ");
        buf_str(out, step->name);
        buf_text(out, step->is_own ? "* " : " ");
        buf_text(out, step->guessed ? "~" : "");
        number_percent(out, step->share);
        buf_format(out, " x%" PRId64 " {%" PRIu32 "}", step->calls, step->function);
    }
    buf_char(out, '\n');
}

static void add_blame(struct buf *out, const struct summary *summary)
{
    for (uint32_t i = 0; i < summary->blame_count; i++) {
        const struct summary_blame *row = &summary->blame[i];
        buf_text(out, "blame: ");
        buf_str(out, row->name);
        buf_format(out, " own %.17g caused %.17g (", row->own, row->caused);
        number_percent(out, row->share);
        buf_text(out, ") ");
        buf_str(out, row->culprits);
        buf_format(out, " {%" PRIu32 "}\n", row->function);
    }
    buf_format(out, "nobody's: %.17g\n", summary->nobodys);
}

static void add_costs(struct buf *out, const struct summary *summary)
{
    for (uint32_t i = 0; i < summary->cost_count; i++) {
        const struct summary_cost *cost = &summary->costs[i];
        buf_text(out, "cost: ");
        buf_str(out, cost->caller_name);
        buf_text(out, " -> ");
        buf_str(out, cost->callee_name);
        buf_format(out, "%s %s%.17g (", cost->imports ? " [import]" : "", cost->guessed ? "~" : "",
                   cost->time);
        number_percent(out, cost->share);
        buf_format(out, ") x%" PRId64 " {%" PRIu32 "} {%" PRIu32 "}\n", cost->calls, cost->caller,
                   cost->callee);
    }
}

static void add_summary(struct buf *out, const struct summary *summary)
{
    add_sentence(out, "", &summary->verdict);
    for (uint32_t i = 0; i < summary->finding_count; i++)
        add_sentence(out, "- ", &summary->findings[i]);
    add_path(out, summary);
    add_parts(out, "origins:", summary->origins, summary->origin_count);
    add_times(out, summary->origins, summary->origin_count);
    add_parts(out, "packages:", summary->packages, summary->package_count);
    add_blame(out, summary);
    add_costs(out, summary);
    for (uint32_t i = 0; i < summary->oddity_count; i++)
        add_sentence(out, "odd: ", &summary->oddities[i]);
}

int main(int count, char **arguments)
{
    struct buf bytes = {0}, out = {0};
    struct profile profile;
    struct error error = {0};
    if (count != 2 || !file_read(arguments[1], &bytes, &error) ||
        !detect_read(buf_slice(&bytes), &(struct input_options){0}, &profile, &error)) {
        fprintf(stderr, "%s\n", error.message);
        buf_free(&bytes);
        return 1;
    }
    repair_counts(&profile);
    estimate_calls(&profile);
    if (profile.by_line)
        profile = merge_lines(&profile);
    struct totals totals = profile_totals(&profile);
    struct health health = health_check(&profile);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct imports imports = imports_find(&profile, &origins);
    struct hot_path path = hot_path_find(&profile, origins.is_own, &imports);
    struct tree tree = call_tree_make(&profile);
    struct summary summary = summary_make(&(struct summary_subject){.profile = &profile,
                                                                    .shown = &profile,
                                                                    .whole = &totals,
                                                                    .health = &health,
                                                                    .origins = &origins,
                                                                    .imports = &imports,
                                                                    .path = &path,
                                                                    .tree = &tree});
    add_summary(&out, &summary);
    add_functions(&out, &profile);
    fwrite(out.data, 1, out.size, stdout);
    summary_free(&summary);
    tree_free(&tree);
    hot_path_free(&path);
    imports_free(&imports);
    origins_free(&origins);
    profile_free(&profile);
    buf_free(&bytes);
    buf_free(&out);
    return 0;
}
