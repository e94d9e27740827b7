#include "render/outputs/terminal.h"

#include <string.h>

#include "base/utf8.h"
#include "output/markdown/markdown.h"
#include "output/terminal/terminal.h"
#include "python/modules.h"
#include "render/knowledge.h"
#include "render/outputs/paths.h"
#include "view/graph/label.h"

enum { MOST_LINES = 40 };

/* An answer tells of nothing smaller. */
static const double LEAST_SHARE = 0.01;

/* What the texts are made of. */
struct parts {
    struct knowledge knowledge;
    struct summary summary;
    struct arena arena;
};

static struct parts make_parts(const struct drawing *drawing)
{
    struct parts parts = {.knowledge =
                              knowledge_gather(drawing->profile, drawing->shown, drawing->origins,
                                               drawing->request, drawing->sources)};
    struct summary_subject subject = {.profile = drawing->profile,
                                      .shown = drawing->shown,
                                      .qualified = parts.knowledge.qualified,
                                      .whole = &drawing->whole,
                                      .health = drawing->health,
                                      .origins = drawing->origins};
    parts.summary = summary_make(&subject);
    return parts;
}

static void free_parts(struct parts *parts)
{
    knowledge_free(&parts->knowledge);
    summary_free(&parts->summary);
    arena_free(&parts->arena);
}

/* One name for each function, however many rows it has. */
static const struct str *name_rows(const struct drawing *drawing, const struct tree_rows *rows,
                                   struct parts *parts)
{
    struct arena *arena = &parts->arena;
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
        if (parts->knowledge.qualified)
            qualified[count] = parts->knowledge.qualified[function];
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
                     const char *hint, struct parts *parts, struct buf *out)
{
    struct tree tree = paths_tree(drawing, PATHS_OF_PAGE);
    struct tree_rows rows = tree_rows_make(drawing->profile, &tree, drawing->origins, options);
    struct terminal_text text = {.profile = drawing->shown,
                                 .whole = &drawing->whole,
                                 .summary = &parts->summary,
                                 .rows = &rows,
                                 .names = name_rows(drawing, &rows, parts),
                                 .packages = name_packages(drawing, &rows, &parts->arena),
                                 .hint = hint};
    terminal_tree(&text, &drawing->request->terminal, out);
    tree_rows_free(&rows);
    tree_free(&tree);
}

/* The words before the tree. */
static void add_words(const struct drawing *drawing, const struct parts *parts, bool with_findings,
                      struct buf *out)
{
    struct terminal_text text = {
        .profile = drawing->shown, .whole = &drawing->whole, .summary = &parts->summary};
    terminal_lead(&text, &drawing->request->terminal, out);
    if (with_findings)
        terminal_findings(&text, &drawing->request->terminal, out);
}

bool terminal_make_answer(const struct drawing *drawing, struct buf *out, struct buf *notes,
                          struct error *error)
{
    (void)notes;
    (void)error;
    struct parts parts = make_parts(drawing);
    add_words(drawing, &parts, false, out);
    buf_char(out, '\n');
    uint32_t taken = count_lines(out) + 4; /* a head, what is left out, a blank and the hint */
    struct tree_rows_options options = {.least = LEAST_SHARE * drawing->whole.total,
                                        .most = taken < MOST_LINES - 4 ? MOST_LINES - taken : 4,
                                        .fold = true};
    add_tree(drawing, &options, "More: -T summary, -T tree, -o report.html, -o graph.svg (--help)",
             &parts, out);
    free_parts(&parts);
    return true;
}

bool terminal_make_summary(const struct drawing *drawing, struct buf *out, struct buf *notes,
                           struct error *error)
{
    (void)notes;
    (void)error;
    struct parts parts = make_parts(drawing);
    add_words(drawing, &parts, true, out);
    free_parts(&parts);
    return true;
}

bool terminal_make_markdown(const struct drawing *drawing, struct buf *out, struct buf *notes,
                            struct error *error)
{
    (void)notes;
    (void)error;
    struct parts parts = make_parts(drawing);
    struct str title = utf8_show(&parts.arena, utf8_repair(&parts.arena, str_of(drawing->title)));
    if (drawing->budgets)
        budgets_markdown(drawing->budgets, out);
    markdown_summary(&parts.summary, title, &drawing->profile->unit, out);
    free_parts(&parts);
    return true;
}

bool terminal_make_tree(const struct drawing *drawing, struct buf *out, struct buf *notes,
                        struct error *error)
{
    (void)notes;
    (void)error;
    struct parts parts = make_parts(drawing);
    struct tree_rows_options options = {.least = drawing->request->select.node_share *
                                                 drawing->whole.total};
    add_tree(drawing, &options, NULL, &parts, out);
    free_parts(&parts);
    return true;
}
