#include "render/outputs/annotated.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analysis/table/line_table.h"
#include "base/memory.h"
#include "output/lines.h"
#include "render/sources.h"

/* Files that are shown where nothing is asked for: the first, and the next that cost something. */
enum { MOST_FILES = 5 };
#define LEAST_SHARE 0.01

/* Lines of files, of which the first are shown, and what is known of their sources. */
struct annotated {
    const struct drawing *drawing;
    struct line_table table;
    uint32_t shown;
    bool *is_shown, *disagrees; /* by profile.names */
};

/* Marks the files whose source is another than the profile's: some line that cost something does
   not stand in the function that the profile says it is of. */
static void mark_disagreeing(struct annotated *annotated)
{
    const struct profile *profile = annotated->drawing->profile;
    for (uint32_t i = 0; i < profile->line_count; i++) {
        const struct line_cost *line = &profile->lines[i];
        const struct function *f = &profile->functions[line->function];
        if (!annotated->is_shown[f->file] || annotated->disagrees[f->file])
            continue;
        struct source_text source = sources_file(annotated->drawing->sources, profile, f->file);
        annotated->disagrees[f->file] =
            source.scan &&
            !python_source_agrees(source.scan, line->line, profile->names[f->name].text);
    }
}

/* The text of the file as it can be shown; else, says why it is not. */
static void add_source(const struct drawing *drawing, const bool *disagrees,
                       struct lines_part *part)
{
    uint32_t name = part->file->name;
    struct source_text source = {NULL, STR("")};
    if (drawing->request->source != SOURCE_NEVER)
        source = sources_file(drawing->sources, drawing->profile, name);
    if (!source.scan)
        part->no_source = "its source is not readable";
    else if (!source.scan->is_python)
        part->no_source = "it is not Python source";
    else if (disagrees[name])
        part->no_source = "its source does not agree with the profile";
    else if (!source.text.size)
        part->no_source = "its source is left out, for there are too many";
    else
        part->source = source.text;
}

static void add_file(const struct annotated *annotated, uint32_t index, struct buf *out)
{
    const struct drawing *drawing = annotated->drawing;
    struct lines_part part = {.profile = drawing->shown,
                              .table = &annotated->table,
                              .file = &annotated->table.files[index],
                              .total = drawing->whole.total};
    add_source(drawing, annotated->disagrees, &part);
    buf_text(out, index ? "\n" : "");
    lines_write(&part, out);
}

static bool is_worth_it(const struct drawing *drawing, const struct line_table *table,
                        uint32_t index)
{
    double share = profile_share(table->files[index].own, drawing->whole.total);
    return index == 0 || (index < MOST_FILES && share >= LEAST_SHARE);
}

/* Chooses the files that are shown, and looks into their sources. */
static struct annotated look_up(const struct drawing *drawing, const bool *wanted)
{
    size_t names = drawing->profile->name_count;
    struct annotated annotated = {.drawing = drawing,
                                  .table = line_table_make(drawing->profile, wanted),
                                  .is_shown = memory_new(names, sizeof(bool)),
                                  .disagrees = memory_new(names, sizeof(bool))};
    const struct line_table *table = &annotated.table;
    uint32_t shown = 0;
    for (; shown < table->file_count && (wanted || is_worth_it(drawing, table, shown)); shown++)
        annotated.is_shown[table->files[shown].name] = true;
    annotated.shown = shown;
    sources_begin(drawing->sources);
    if (drawing->request->source != SOURCE_NEVER)
        mark_disagreeing(&annotated);
    return annotated;
}

static bool add_files(const struct drawing *drawing, const bool *wanted, struct buf *out,
                      struct error *error)
{
    struct annotated annotated = look_up(drawing, wanted);
    uint32_t more = annotated.table.file_count - annotated.shown;
    for (uint32_t i = 0; i < annotated.shown; i++)
        add_file(&annotated, i, out);
    if (more)
        buf_format(out,
                   "\nNot shown: lines of %" PRIu32
                   " more file%s (--lines=GLOB shows what GLOB fits)\n",
                   more, more == 1 ? "" : "s");
    bool ok = annotated.table.file_count > 0 ||
              error_set(error, ERROR_INPUT,
                        "--lines: of these functions the profile does not tell what lines cost");
    line_table_free(&annotated.table);
    free(annotated.is_shown);
    free(annotated.disagrees);
    return ok;
}

bool annotated_make(const struct drawing *drawing, struct buf *out, struct buf *notes,
                    struct error *error)
{
    (void)notes;
    const struct profile *profile = drawing->profile;
    const struct patterns *patterns = &drawing->request->line_patterns;
    if (!profile->line_count)
        return error_set(error, ERROR_INPUT,
                         "--lines: the profile does not tell what lines cost; pprofile does: "
                         "python -m pprofile --format callgrind -o FILE script.py");
    bool *wanted = patterns->count ? memory_new(profile->function_count, sizeof *wanted) : NULL;
    bool ok = !wanted ||
              pattern_mark(profile, patterns, pattern_matches_either, "--lines", wanted, error);
    if (ok)
        ok = add_files(drawing, wanted, out, error);
    free(wanted);
    return ok;
}
