#include "view/graph/entry.h"

#include "base/utf8.h"
#include "python/naming.h"
#include "view/measure.h"
#include "view/number.h"

enum { NAME_LIMIT = 28, TOOLTIP_LIMIT = 2000 };

/* Points: a row's text, and how wide its name may be. */
enum { ROW_SIZE = 8, WIDEST_NAME = 170, NARROW_NAME = 110 };

/* What is below a box without a row is said from this share of the total on; where the box has
   rows, from a tenth of that. */
#define LEAST_MORE 0.01

static const char *const marks[] = {[LEDGER_CALL] = "",
                                    [LEDGER_OVER] = "… ",
                                    [LEDGER_ELSEWHERE] = "→ ",
                                    [LEDGER_BACK] = "↻ ",
                                    [LEDGER_FROM] = "← "};

static double share_of(const struct maker *maker, double time)
{
    return profile_share(time, maker->subject->whole->total);
}

/* A row's value: a share, or where boxes show none, a time. */
static struct str value_of(struct maker *maker, double share)
{
    const unsigned shares = FIELD_TOTAL_SHARE | FIELD_OWN_SHARE;
    struct buf text = {0};
    if (maker->style->fields & shares ||
        !(maker->style->fields & (FIELD_TOTAL_TIME | FIELD_OWN_TIME)))
        number_percent(&text, share);
    else
        number_cost(&text, share * maker->subject->whole->total, &maker->subject->profile->unit);
    struct str value = maker_settle(maker, &text);
    buf_free(&text);
    return value;
}

static struct str marked(struct maker *maker, const char *mark, struct str name)
{
    struct buf text = {0};
    buf_text(&text, mark);
    struct arena *arena = &maker->graph->arena;
    struct str line = label_line(name, NAME_LIMIT, arena);
    double width = maker->narrow ? NARROW_NAME : WIDEST_NAME;
    buf_str(&text, measure_cut(line, MEASURE_WIDE, ROW_SIZE, width, arena));
    struct str copy = maker_settle(maker, &text);
    buf_free(&text);
    return copy;
}

/* "Own 12.3 ms  0.2 %" and the number of calls, over lines or in one. */
static void add_figures(const struct maker *maker, const struct function *function,
                        const char *between, struct buf *text)
{
    buf_text(text, between);
    maker_add_time(maker, "Total ", profile_weight(function), text);
    buf_text(text, between);
    maker_add_time(maker, "Own ", function->own, text);
    size_t end = text->size;
    buf_text(text, between);
    size_t before = text->size;
    maker_add_calls(maker, function, text);
    if (text->size == before)
        buf_cut(text, end);
}

static void describe(struct maker *maker, struct callgraph_entry *entry,
                     const struct function *function)
{
    struct buf text = {0};
    const struct abridged *abridged = maker->subject->select->abridged;
    if (abridged && abridged->imports == entry->function &&
        function == &maker->subject->profile->functions[entry->function])
        maker_add_imports(maker, &text);
    else
        naming_full(maker->subject->profile, entry->function, &text);
    buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
    add_figures(maker, function, "\n", &text);
    entry->tooltip = maker_settle(maker, &text);
    buf_str(&text, entry->name);
    buf_text(&text, "  ");
    buf_str(&text, entry->share);
    add_figures(maker, function, ", ", &text);
    entry->brief = maker_settle(maker, &text);
    buf_free(&text);
}

static void make_entry(struct maker *maker, struct callgraph_entry *entry,
                       const struct ledger_row *row)
{
    const struct callgraph_subject *subject = maker->subject;
    entry->function = subject->selection->functions[row->place];
    entry->name = marked(maker, marks[row->mark], maker->names->of_place[row->place]);
    entry->share = value_of(maker, row->share);
    entry->link =
        subject->links ? arena_copy(&maker->graph->arena, subject->links[row->place]) : STR("");
    describe(maker, entry, &subject->profile->functions[entry->function]);
}

static void make_import(struct maker *maker, struct callgraph_entry *entry,
                        const struct abridged_row *row, struct str name, const char *mark)
{
    const struct callgraph_subject *subject = maker->subject;
    const struct profile *full = callgraph_full(subject);
    entry->function = row->function;
    entry->name = marked(maker, mark, name);
    entry->share = value_of(maker, share_of(maker, row->time));
    entry->link = STR("");
    describe(maker, entry, &full->functions[row->function]);
}

/* "14 more" */
static void make_rest(struct maker *maker, struct callgraph_entry *entry, uint32_t count,
                      double share, const char *word)
{
    struct buf text = {0};
    number_count(&text, count);
    buf_text(&text, word);
    *entry = (struct callgraph_entry){.name = maker_settle(maker, &text),
                                      .share = value_of(maker, share),
                                      .function = NO_FUNCTION};
    buf_free(&text);
}

static void make_root(struct maker *maker, struct callgraph_entry *entry, const char *words)
{
    struct buf text = {0};
    buf_text(&text, words);
    *entry = (struct callgraph_entry){.name = maker_settle(maker, &text), .function = NO_FUNCTION};
    buf_free(&text);
}

static uint32_t import_entries(struct maker *maker, struct callgraph_entry *entries)
{
    const struct abridged *abridged = maker->subject->select->abridged;
    uint32_t count = 0;
    for (uint32_t i = 0; i < abridged->module_count; i++)
        make_import(maker, &entries[count++], &abridged->modules[i], maker->names->of_module[i],
                    "");
    for (uint32_t i = 0; i < abridged->worker_count; i++)
        make_import(maker, &entries[count++], &abridged->workers[i], maker->names->of_worker[i],
                    "own: ");
    return count;
}

void entry_make_all(struct maker *maker, uint32_t place)
{
    const struct callgraph_subject *subject = maker->subject;
    const struct ledger *ledger = maker->ledger;
    const struct abridged *abridged = subject->select->abridged;
    struct callgraph_node *node = &maker->graph->nodes[maker->node_of[place]];
    uint32_t first = ledger->first[place], rows = ledger->first[place + 1] - first, count = 0;
    bool is_imports = abridged && subject->selection->functions[place] == abridged->imports;
    node->entries =
        arena_new(&maker->graph->arena, rows + 2 * ABRIDGED_ROWS + 2, sizeof *node->entries);
    if (is_imports)
        count = import_entries(maker, node->entries);
    for (uint32_t i = 0; i < rows; i++)
        make_entry(maker, &node->entries[count++], &ledger->rows[first + i]);
    double more = ledger->more_share[place];
    if (is_imports) {
        double own = subject->profile->functions[abridged->imports].own;
        make_rest(maker, &node->entries[count++], abridged->member_count, share_of(maker, own),
                  " functions in all");
    } else if (ledger->more[place] && more >= (count ? LEAST_MORE / 10 : LEAST_MORE)) {
        const char *word = count ? " more" : " below, not shown";
        make_rest(maker, &node->entries[count++], ledger->more[place], more, word);
    }
    const char *root = maker_root_words(maker, place);
    if (root)
        make_root(maker, &node->entries[count++], root);
    node->entry_count = count;
}
