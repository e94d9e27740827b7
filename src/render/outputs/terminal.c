#include "render/outputs/terminal.h"

#include <string.h>

#include "base/utf8.h"
#include "output/markdown/markdown.h"
#include "output/terminal/terminal.h"
#include "python/modules.h"
#include "render/insight.h"
#include "render/outputs/paths.h"
#include "view/graph/label.h"

enum { MOST_LINES = 40 };

/* An answer tells of nothing smaller. */
static const double LEAST_SHARE = 0.01;

/* One name for each function, however many rows it has. */
static const struct str *name_rows(const struct drawing *drawing, const struct tree_rows *rows,
                                   struct arena *arena)
{
    const struct str *known = insight_knowledge(drawing)->qualified;
    uint32_t *place_of = arena_new(arena, drawing->profile->function_count, sizeof *place_of);
    uint32_t *functions = arena_new(arena, rows->count + 1, sizeof *functions);
    struct str *names = arena_new(arena, rows->count + 1, sizeof *names);
    struct str *qualified = arena_new(arena, rows->count + 1, sizeof *qualified);
    uint32_t count = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t function = rows->items[i].function;
        if (rows->items[i].kind == TREE_ROW_GAP || place_of[function])
            continue;
        functions[count] = function;
        if (known)
            qualified[count] = known[function];
        place_of[function] = ++count;
    }
    const struct str *labels = label_names(drawing->shown, functions, qualified, count, arena);
    for (uint32_t i = 0; i < rows->count; i++)
        if (rows->items[i].kind != TREE_ROW_GAP)
            names[i] = utf8_show(arena, labels[place_of[rows->items[i].function] - 1]);
    return names;
}

static const struct str *name_packages(const struct drawing *drawing, const struct tree_rows *rows,
                                       struct arena *arena)
{
    struct str *packages = arena_new(arena, rows->count + 1, sizeof *packages);
    for (uint32_t i = 0; i < rows->count; i++) {
        struct buf package = {0};
        uint32_t function = rows->items[i].namesake;
        if (rows->items[i].kind != TREE_ROW_RUN)
            continue;
        modules_package(drawing->shown, function, drawing->origins->of[function], &package);
        packages[i] = utf8_show(arena, arena_copy(arena, buf_slice(&package)));
        buf_free(&package);
    }
    return packages;
}

static uint32_t count_lines(const struct buf *out)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < out->size; i++)
        lines += out->data[i] == '\n';
    return lines;
}

static void add_tree(const struct drawing *drawing, const struct tree_rows_options *options,
                     const char *hint, struct buf *out)
{
    struct arena arena = {0};
    struct tree tree = paths_tree(drawing, PATHS_OF_PAGE);
    struct tree_rows rows =
        tree_rows_make(drawing->profile, &tree, insight_tree(drawing), drawing->origins, options);
    struct terminal_text text = {.profile = drawing->shown,
                                 .whole = &drawing->whole,
                                 .summary = insight_summary(drawing),
                                 .rows = &rows,
                                 .names = name_rows(drawing, &rows, &arena),
                                 .packages = name_packages(drawing, &rows, &arena),
                                 .hint = hint};
    terminal_tree(&text, &drawing->request->terminal, out);
    tree_rows_free(&rows);
    tree_free(&tree);
    arena_free(&arena);
}

/* The words before the tree. */
static void add_words(const struct drawing *drawing, bool with_findings, struct buf *out)
{
    struct terminal_text text = {
        .profile = drawing->shown, .whole = &drawing->whole, .summary = insight_summary(drawing)};
    terminal_lead(&text, &drawing->request->terminal, out);
    if (with_findings)
        terminal_findings(&text, &drawing->request->terminal, out);
    else
        terminal_parts(&text, &drawing->request->terminal, out);
}

bool terminal_make_answer(const struct drawing *drawing, struct buf *out, struct buf *notes,
                          struct error *error)
{
    (void)notes;
    (void)error;
    add_words(drawing, false, out);
    buf_char(out, '\n');
    uint32_t taken = count_lines(out) + 4; /* a head, what is left out, a blank and the hint */
    struct tree_rows_options options = {.least = LEAST_SHARE * drawing->whole.total,
                                        .most = taken < MOST_LINES - 4 ? MOST_LINES - taken : 4,
                                        .fold = true};
    add_tree(drawing, &options, "More: -T summary, -T tree, -o report.html, -o graph.svg (--help)",
             out);
    return true;
}

bool terminal_make_summary(const struct drawing *drawing, struct buf *out, struct buf *notes,
                           struct error *error)
{
    (void)notes;
    (void)error;
    add_words(drawing, true, out);
    return true;
}

bool terminal_make_markdown(const struct drawing *drawing, struct buf *out, struct buf *notes,
                            struct error *error)
{
    (void)notes;
    (void)error;
    struct arena arena = {0};
    struct str title = utf8_show(&arena, utf8_repair(&arena, str_of(drawing->title)));
    if (drawing->budgets)
        budgets_markdown(drawing->budgets, out);
    markdown_summary(insight_summary(drawing), title, &drawing->profile->unit, out);
    arena_free(&arena);
    return true;
}

bool terminal_make_tree(const struct drawing *drawing, struct buf *out, struct buf *notes,
                        struct error *error)
{
    (void)notes;
    (void)error;
    struct tree_rows_options options = {.least = drawing->request->select.node_share *
                                                 drawing->whole.total};
    add_tree(drawing, &options, NULL, out);
    return true;
}
