#include "render/outputs/changes.h"

#include "output/changes_json.h"
#include "output/changes_text.h"
#include "output/markdown/markdown.h"
#include "render/insight.h"

struct changes_subject changes_subject_of(const struct drawing *drawing)
{
    const struct compared *compared = drawing->compared;
    const struct compare_options *options = &drawing->request->compare;
    return (struct changes_subject){.sides = {&compared->sides[0], &compared->sides[1]},
                                    .shown = {compared->shown, drawing->shown},
                                    .qualified = {NULL, insight_knowledge(drawing)->qualified},
                                    .changes = &compared->changes,
                                    .causes = insight_causes(drawing),
                                    .only_slower = options->only_slower,
                                    .only_faster = options->only_faster,
                                    .most_rows = options->most_rows};
}

struct changes_told changes_told_of(const struct drawing *drawing)
{
    struct changes_subject subject = changes_subject_of(drawing);
    return changes_tell(&subject);
}

void changes_title(const struct drawing *drawing, struct buf *title)
{
    buf_str(title, drawing->compared->titles[0]);
    buf_text(title, " → ");
    buf_str(title, drawing->compared->titles[1]);
}

bool changes_make_text(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    struct changes_told told = changes_told_of(drawing);
    changes_text(&told, drawing->compared->titles, out);
    changes_told_free(&told);
    return true;
}

bool changes_make_markdown(const struct drawing *drawing, struct buf *out, struct buf *notes,
                           struct error *error)
{
    (void)notes;
    (void)error;
    struct changes_told told = changes_told_of(drawing);
    if (drawing->budgets)
        budgets_markdown(drawing->budgets, out);
    markdown_changes(&told, drawing->compared->titles, out);
    changes_told_free(&told);
    return true;
}

bool changes_make_json(const struct drawing *drawing, struct buf *out, struct buf *notes,
                       struct error *error)
{
    (void)notes;
    (void)error;
    struct changes_subject subject = changes_subject_of(drawing);
    struct changes_told told = changes_tell(&subject);
    const struct compared *compared = drawing->compared;
    struct origins origins[2] = {compared->origins, *drawing->origins};
    const struct tree trees[2] = {*insight_tree_before(drawing), *insight_tree(drawing)};
    struct charges_change charges =
        charges_find(&compared->sides[0], &compared->sides[1], origins, trees, &compared->changes);
    changes_json(&subject, &charges, &told, compared->titles, drawing->budgets, out);
    charges_free(&charges);
    changes_told_free(&told);
    return true;
}
