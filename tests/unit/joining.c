#include "analysis/tree/joining.h"

#include <math.h>

#include "analysis/tree/unfold.h"
#include "unit.h"

/* Random tables whose numbers contradict each other, with many calls that were made once. */
enum { TABLES = 1000, MOST_FUNCTIONS = 12 };

struct table {
    uint32_t seed, functions;
    bool calls[MOST_FUNCTIONS][MOST_FUNCTIONS];
    struct profile profile;
};

static uint32_t dice(struct table *table, uint32_t sides)
{
    table->seed = table->seed * 1664525 + 1013904223;
    return (table->seed >> 8) % sides;
}

static void call(struct table *table, struct builder *builder, uint32_t caller, uint32_t callee)
{
    static const int64_t counts[] = {1, 1, 1, 1, 2, 5, 100};
    struct call *call = builder_call(builder, caller, callee);
    struct function *function = &builder->profile.functions[callee];
    call->calls = counts[dice(table, COUNT(counts))];
    call->primitive = 1 + dice(table, (uint32_t)call->calls);
    call->total = dice(table, 20) * 0.5;
    call->own = call->total * dice(table, 100) / 100;
    function->calls += call->calls;
    function->primitive += call->primitive;
    function->own += call->own;
    function->total += call->total;
    table->calls[caller][callee] = true;
}

static struct table make_table(uint32_t seed)
{
    struct table table = {.seed = seed};
    struct builder builder = builder_start();
    table.functions = 4 + dice(&table, MOST_FUNCTIONS - 3);
    for (uint32_t f = 0; f < table.functions; f++) {
        add_function(&builder, (char[]){(char)('a' + f), 0}, 0, 0);
        builder.profile.functions[f].calls = builder.profile.functions[f].primitive = 0;
    }
    for (uint32_t f = 0; f < table.functions; f++)
        for (uint32_t i = 1 + dice(&table, 4), callee; i > 0; i--)
            if (!table.calls[f][callee = dice(&table, table.functions)])
                call(&table, &builder, f, callee);
    table.profile = builder_finish(&builder);
    return table;
}

static void check_tree(const struct table *table, const struct tree *tree)
{
    double sum = 0, total = tree->blocks[0].weight;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        sum += block->own + block->gap + block->cut;
        if (i && block->parent)
            assert_true(table->calls[tree->blocks[block->parent].function][block->function]);
    }
    assert_true(fabs(sum - total) <= total * 1e-9);
}

static void every_call_of_the_tree_is_in_the_table(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < TABLES; seed++) {
        struct table table = make_table(seed);
        struct unfold_options options = {.least_share = 1e-5, .most_blocks = 3000};
        struct tree tree = unfold_profile(&table.profile, &options);
        check_tree(&table, &tree);
        tree_free(&tree);
        profile_free(&table.profile);
    }
}

/* The widest block that c calls b in, 7, cannot be where b is called once, for b runs there: it is
   cut. 9 belongs to it, 10 is called by it. */
static const struct sprout of_a_cut_home[] = {
    {.function = 4, .flow = NO_FLOW},
    {.function = 0, .flow = NO_FLOW, .own = 1},
    {.parent = 1, .function = 1, .flow = 0, .own = 1000},
    {.function = 3, .flow = NO_FLOW, .own = 2},
    {.parent = 3, .function = 0, .flow = 3, .own = 4},
    {.parent = 4, .function = 1, .flow = 0, .own = 8},
    {.parent = 5, .function = 2, .flow = 1, .own = 16},
    {.parent = 6, .function = 1, .flow = 2, .own = 64},
    {.function = 2, .flow = NO_FLOW, .own = 32},
    {.parent = 8, .function = 1, .flow = 2, .own = 3},
    {.parent = 7, .function = 3, .flow = 4, .own = 5},
};

static void what_goes_to_a_cut_block_is_cut_too(void **state)
{
    (void)state;
    struct flow items[] = {{0, 1, .calls = 1},
                           {1, 2, .calls = 9},
                           {2, 1, .calls = 1},
                           {3, 0, .calls = 9},
                           {1, 3, .calls = 9}};
    struct junction junctions[4];
    for (uint32_t f = 0; f < COUNT(junctions); f++)
        junctions[f] = (struct junction){.calls = 1, .is_hub = true};
    struct arena arena = {0};
    struct flows flows = {.items = items,
                          .junctions = junctions,
                          .count = COUNT(items),
                          .functions = COUNT(junctions),
                          .counted = true};
    struct sprout sprouts[COUNT(of_a_cut_home)];
    memcpy(sprouts, of_a_cut_home, sizeof sprouts);
    struct dealt dealt = {.sprouts = sprouts, .count = COUNT(sprouts)};
    struct nodes nodes = join_sprouts(&flows, &dealt, &arena);
    double own[5] = {0}, cut = 0;
    uint32_t cut_count = 0;
    for (uint32_t i = 0; i < nodes.count; i++) {
        own[nodes.items[i].function] += nodes.items[i].own;
        cut += nodes.items[i].cut;
        cut_count += nodes.items[i].cut_count;
    }
    assert_true(own[0] == 5 && own[1] == 1008 && own[2] == 48 && own[3] == 2);
    assert_true(cut == 72 && cut_count == 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_of_the_tree_is_in_the_table),
        cmocka_unit_test(what_goes_to_a_cut_block_is_cut_too),
    };
    return RUN(tests);
}
