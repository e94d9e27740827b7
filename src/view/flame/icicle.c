#include "view/flame/icicle.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "python/naming.h"
#include "view/graph/label.h"
#include "view/measure.h"
#include "view/number.h"
#include "view/quiet.h"
#include "view/words/signed.h"

/* Pixels. A label with less room is not worth it. */
static const double LEAST_WIDTH = 0.5, MARGIN = 8, LEAST_LABEL = 30;
enum { TOOLTIP_LIMIT = 2000 };

struct layout {
    const struct icicle_subject *subject;
    struct icicle *icicle;
    struct str *names; /* of all functions that are in the tree */
    double *next;      /* of each block of the tree: where its next callee begins */
    bool *quiet;       /* of each block of the tree: it has no heat */
    double whole;      /* what takes all of the width */
    struct str title;  /* as it can be shown */
    size_t room;
};

static struct str settle(struct layout *layout, struct buf *text)
{
    struct str copy = arena_copy(&layout->icicle->arena, buf_slice(text));
    buf_free(text);
    return copy;
}

/* Short names for the functions of the tree, by function; the array is the caller's to free. */
static struct str *name_functions(const struct icicle_subject *subject, struct arena *arena)
{
    uint32_t total = subject->profile->function_count, count = 0;
    struct str *names = memory_new(total, sizeof *names);
    uint32_t *functions = memory_new(total, sizeof *functions);
    struct str *qualified = memory_new(total, sizeof *qualified);
    bool *seen = memory_new(total, sizeof *seen);
    for (uint32_t i = 0; i < subject->tree->count; i++) {
        uint32_t f = subject->tree->blocks[i].function;
        if (f == TREE_ROOT || seen[f])
            continue;
        seen[f] = true;
        if (subject->qualified)
            qualified[count] = subject->qualified[f];
        functions[count++] = f;
    }
    struct str *labels = label_names(subject->profile, functions, qualified, count, arena);
    for (uint32_t i = 0; i < count; i++)
        names[functions[i]] = labels[i];
    free(functions);
    free(qualified);
    free(seen);
    return names;
}

static void add_time(struct buf *text, const char *word, double time,
                     const struct icicle_subject *subject)
{
    buf_text(text, word);
    number_cost(text, time, &subject->profile->unit);
    buf_text(text, "  ");
    number_percent(text, profile_share(time, subject->whole->total));
}

/* Whether noise does not explain what became of a path. */
static bool is_changed(const struct icicle_changes *changes, const struct block *block,
                       const struct joined_block *sides)
{
    double before = sides->weight[0], after = sides->weight[1];
    bool is_real = block->function == TREE_ROOT || changes->is_real[block->function];
    return is_real && fabs(after - before) > changes->band * fmax(before, after);
}

/* "Total here 71.4 s → 8.75 s  −62.7 s  −88 %" */
static void add_change(struct buf *text, const char *word, const double times[2],
                       const struct unit *unit)
{
    buf_text(text, word);
    number_cost(text, times[0], unit);
    buf_text(text, " → ");
    number_cost(text, times[1], unit);
    buf_text(text, "  ");
    signed_cost(text, times[1] - times[0], unit);
    buf_text(text, "  ");
    signed_part(text, times[0], times[1]);
}

static struct str tooltip_of(struct layout *layout, const struct block *block, uint32_t index)
{
    const struct icicle_subject *subject = layout->subject;
    struct buf text = {0};
    if (block->function == TREE_ROOT)
        buf_text(&text, "all");
    else
        naming_full(subject->profile, block->function, &text);
    buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
    if (subject->changes) {
        const struct joined_block *sides = &subject->changes->sides[index];
        add_change(&text, "\nTotal here ", sides->weight, &subject->profile->unit);
        add_change(&text, "\nOwn here ", sides->own, &subject->profile->unit);
        if (!is_changed(subject->changes, block, sides))
            buf_text(&text, "\nthe same within the noise");
        return settle(layout, &text);
    }
    double cost = subject->costs ? subject->costs[index] : block->weight;
    add_time(&text, "\nTotal here ", cost, subject);
    add_time(&text, "\nOwn here ", block->own, subject);
    if (block->estimated && cost == block->weight) {
        buf_text(&text, "\nestimated: between ");
        number_cost(&text, block->low, &subject->profile->unit);
        buf_text(&text, " and ");
        number_cost(&text, block->high, &subject->profile->unit);
        buf_text(&text, ", as the file tells");
    }
    if (block->guessed_place)
        buf_text(&text, "\ntime exact, caller guessed");
    return settle(layout, &text);
}

/* The smallest costs have no finite inverse: first the share. */
static double pixels(const struct layout *layout, double cost)
{
    return profile_share(cost, layout->whole) * layout->icicle->width;
}

static struct icicle_block *add_block(struct layout *layout, double x, double width, uint32_t row)
{
    struct icicle *icicle = layout->icicle;
    icicle->blocks =
        memory_grow(icicle->blocks, &layout->room, icicle->count + 1, sizeof *icicle->blocks);
    struct icicle_block *block = &icicle->blocks[icicle->count++];
    *block = (struct icicle_block){.x = x, .width = width, .row = row};
    icicle->rows = row + 1 > icicle->rows ? row + 1 : icicle->rows;
    return block;
}

/* Gives a block as much of a text as it has room for. */
static void add_label(struct layout *layout, struct icicle_block *block, struct str text)
{
    enum measure_face face = block->is_own ? MEASURE_SANS_BOLD : MEASURE_SANS;
    double room = block->width - MARGIN;
    if (room < LEAST_LABEL)
        return;
    struct str line = label_line(text, LABEL_LIMIT, &layout->icicle->arena);
    block->label = measure_cut(line, face, ICICLE_FONT, room, &layout->icicle->arena);
    block->label_width = measure_text(block->label, face, ICICLE_FONT);
}

/* Time below a block that no callee stands for: one block behind the callees, up to `right`. */
static void draw_rest(struct layout *layout, const struct block *block, enum icicle_kind kind,
                      double right)
{
    double time = kind == ICICLE_CUT ? block->cut : block->gap;
    double width = pixels(layout, time);
    if (width < LEAST_WIDTH)
        return;
    struct icicle_block *drawn = add_block(layout, right - width, width, block->depth + 1);
    struct buf text = {0};
    if (kind == ICICLE_CUT) {
        number_count(&text, block->cut_count);
        buf_text(&text, " more, ");
    } else {
        buf_text(&text, "not in the file, ");
    }
    number_cost(&text, time, &layout->subject->profile->unit);
    struct str words = settle(layout, &text);
    drawn->kind = kind;
    drawn->tooltip = words;
    add_label(layout, drawn, words);
}

/* Steps are even in the square root of the share, or of the change on either side of none: small
   ones can be told apart. */
static int step_of(const struct icicle_subject *subject, const struct block *block, uint32_t index)
{
    enum { NONE = ICICLE_STEPS / 2 };
    const struct icicle_changes *changes = subject->changes;
    if (!changes) {
        double share = profile_share(block->weight, subject->whole->total);
        return (int)(sqrt(share < 1 ? share : 1) * (ICICLE_STEPS - 1) + 0.5);
    }
    const struct joined_block *sides = &changes->sides[index];
    double change = sides->weight[1] - sides->weight[0];
    double part = fmin(profile_share(fabs(change), changes->most), 1);
    if (!is_changed(changes, block, sides))
        return NONE;
    int step = (int)(sqrt(part) * NONE + 0.5);
    return NONE + (change < 0 ? -step : step);
}

/* "▼ −58.6 s setitem"; the name alone where noise explains the change, or there is no room. */
static struct str with_change(struct layout *layout, uint32_t index, struct str name, double width)
{
    const struct icicle_subject *subject = layout->subject;
    const struct joined_block *sides = &subject->changes->sides[index];
    double change = sides->weight[1] - sides->weight[0];
    struct buf text = {0};
    if (!is_changed(subject->changes, &subject->tree->blocks[index], sides))
        return name;
    buf_text(&text, change > 0 ? "▲ " : "▼ ");
    signed_cost(&text, change, &subject->profile->unit);
    buf_char(&text, ' ');
    buf_str(&text, name);
    struct str whole = settle(layout, &text);
    return measure_text(whole, MEASURE_SANS_BOLD, ICICLE_FONT) <= width - MARGIN ? whole : name;
}

static void draw_block(struct layout *layout, uint32_t index)
{
    const struct icicle_subject *subject = layout->subject;
    const struct block *block = &subject->tree->blocks[index];
    double x = index ? layout->next[block->parent] : 0;
    double width = pixels(layout, block->weight);
    if (index)
        layout->next[block->parent] += width;
    layout->next[index] = x;
    if (width < LEAST_WIDTH)
        return;
    struct icicle_block *drawn = add_block(layout, x, width, block->depth);
    struct str name = block->function == TREE_ROOT ? STR("all") : layout->names[block->function];
    drawn->kind = block->estimated       ? ICICLE_ESTIMATED
                  : block->guessed_place ? ICICLE_GUESSED
                                         : ICICLE_EXACT;
    drawn->step = step_of(subject, block, index);
    drawn->is_quiet = layout->quiet && layout->quiet[index];
    drawn->is_own = block->function != TREE_ROOT && subject->origins[block->function] == ORIGIN_OWN;
    add_label(layout, drawn, subject->changes ? with_change(layout, index, name, width) : name);
    drawn->tooltip = tooltip_of(layout, block, index);
    double own = pixels(layout, block->own), gap = pixels(layout, block->gap);
    draw_rest(layout, block, ICICLE_CUT, x + width - own - gap);
    draw_rest(layout, block, ICICLE_GAP, x + width - own);
}

static struct colour fill_of(const struct palette *palette, int step, bool is_change)
{
    double root = (double)step / (ICICLE_STEPS - 1);
    double side = 2 * root - 1;
    return is_change ? palette_signed(palette->theme, side * fabs(side))
                     : palette_fill(palette, root * root);
}

static void paint(struct icicle *icicle, const struct palette *palette, bool is_change)
{
    struct palette themed = *palette;
    if (palette_plain(&themed))
        themed.kind = PALETTE_GRAY;
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        themed.theme = (enum theme)theme;
        for (int i = 0; i < ICICLE_STEPS; i++) {
            struct icicle_step *step = &icicle->steps[i];
            step->fill[theme] = fill_of(&themed, i, is_change);
            step->text[theme] = palette_text(step->fill[theme]);
        }
        icicle->page[theme] = palette_page(&themed);
        icicle->ink[theme] = palette_ink(&themed, INK_STRONG);
        icicle->cut[theme] = palette_pen(&themed, 0);
    }
}

/* What is drawn, and what widths and colours mean. */
static void write_meaning(struct layout *layout)
{
    struct icicle *icicle = layout->icicle;
    const struct icicle_changes *changes = layout->subject->changes;
    const struct unit *unit = &layout->subject->profile->unit;
    struct buf text = {0};
    buf_str(&text, layout->title);
    buf_text(&text, ": ");
    if (changes)
        buf_str(&text, changes->verdict);
    else
        number_cost(&text, layout->subject->whole->total, unit);
    buf_format(&text,
               changes ? ". Width: %s before and after together, callees below their callers; your "
                         "own code is bold."
                       : ". Widths and colours are total %s, callees below their callers; your own "
                         "code is bold.",
               number_noun(unit));
    icicle->legend[icicle->legend_count++] = settle(layout, &text);
    if (changes)
        icicle->legend[icicle->legend_count++] =
            STR("Colour: blue ▼ less, orange ▲ more, the stronger the larger the change; grey: the "
                "same within the noise.");
}

static void write_legend(struct layout *layout)
{
    struct icicle *icicle = layout->icicle;
    bool any[ICICLE_GAP + 1] = {false}, any_quiet = false;
    for (uint32_t i = 0; i < icicle->count; i++) {
        any[icicle->blocks[i].kind] = true;
        any_quiet |= icicle->blocks[i].is_quiet;
    }
    write_meaning(layout);
    if (any[ICICLE_ESTIMATED])
        icicle->legend[icicle->legend_count++] =
            STR("Hatched: the profile does not tell how much of a function's time belongs to this "
                "path; it is estimated.");
    if (any[ICICLE_GUESSED])
        icicle->legend[icicle->legend_count++] =
            STR("Dotted above: the time is exact, but the call may belong below another caller.");
    if (any[ICICLE_GAP])
        icicle->legend[icicle->legend_count++] =
            STR("\"not in the file\": the profiler lost what this time was spent on.");
    if (any_quiet)
        icicle->legend[icicle->legend_count++] =
            any[ICICLE_CUT] ? STR("Grey: time that is passed on to what is called, or several "
                                  "functions too small to be shown.")
                            : STR("Grey: time that is passed on to what is called.");
    else if (any[ICICLE_CUT])
        icicle->legend[icicle->legend_count++] =
            STR("Grey: several functions too small to be shown.");
}

struct icicle icicle_make(const struct icicle_subject *subject, double width)
{
    struct icicle icicle = {.width = width};
    struct layout layout = {
        .subject = subject,
        .icicle = &icicle,
        .names = name_functions(subject, &icicle.arena),
        .next = memory_new(subject->tree->count, sizeof *layout.next),
        .quiet = subject->changes ? NULL : quiet_blocks(subject->tree, subject->lead),
        .whole = subject->tree->blocks[0].weight,
        .title = utf8_repair(&icicle.arena, arena_copy(&icicle.arena, str_of(subject->title))),
    };
    for (uint32_t i = 0; i < subject->tree->count; i++)
        draw_block(&layout, i);
    if (!icicle.count) {
        struct icicle_block *nothing = add_block(&layout, 0, width, 0);
        nothing->tooltip = STR("nothing took any time");
        add_label(&layout, nothing, nothing->tooltip);
    }
    struct buf title = {0};
    buf_text(&title, subject->changes ? "What changed: " : "Flame view of ");
    buf_str(&title, layout.title);
    icicle.title = settle(&layout, &title);
    paint(&icicle, subject->palette, subject->changes != NULL);
    write_legend(&layout);
    free(layout.names);
    free(layout.next);
    free(layout.quiet);
    return icicle;
}

void icicle_free(struct icicle *icicle)
{
    free(icicle->blocks);
    arena_free(&icicle->arena);
    *icicle = (struct icicle){0};
}
