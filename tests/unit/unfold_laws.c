#include "analysis/tree/unfold.h"

#include <math.h>

#include "unit.h"

/* Random programs that run here: their calls are counted as CPython's profiler counts them (only
   the outermost activation adds to an inclusive time), and what the tree of that table must obey is
   checked. Times are whole ticks. */
enum { PROGRAMS = 10000, MOST_FUNCTIONS = 14, MOST_CALLS = 200, DEEPEST = 30 };

enum shape { SHAPE_TREE, SHAPE_ACYCLIC, SHAPE_CYCLIC, SHAPES };

/* Parts of the total. */
static const double EXACT = 1e-9, NEAR = 0.01, UNKNOWN = 1000;

/* What a profiler notes of a function or of a call. */
struct entry {
    int64_t calls, primitive, own, total;
    int level;
};

struct program {
    uint32_t seed;
    enum shape shape;
    uint32_t functions;
    bool calls[MOST_FUNCTIONS][MOST_FUNCTIONS];
    struct entry function[MOST_FUNCTIONS], call[MOST_FUNCTIONS][MOST_FUNCTIONS];
    int left; /* calls */
    int64_t total;
};

static uint32_t dice(struct program *program, uint32_t sides)
{
    program->seed = program->seed * 1664525 + 1013904223;
    return (program->seed >> 8) % sides;
}

/* In a tree each function is called by one other; else by several, in a cycle also by later ones.
 */
static void connect(struct program *program)
{
    uint32_t n = program->functions;
    for (uint32_t f = 1; f < n; f++) {
        uint32_t first = f > 6 ? f - 6 : 0;
        program->calls[first + dice(program, f - first)][f] = true;
    }
    for (uint32_t i = dice(program, 2 * n); i > 0 && program->shape != SHAPE_TREE; i--) {
        uint32_t a = dice(program, n), b = dice(program, n);
        bool is_back = program->shape == SHAPE_CYCLIC && dice(program, 2);
        if (a != b)
            program->calls[a < b && !is_back ? a : b][a < b && !is_back ? b : a] = a < b || is_back;
    }
}

static void leave(struct entry *entry, int64_t own, int64_t total)
{
    entry->level--;
    entry->calls++;
    entry->own += own;
    entry->primitive += entry->level == 0;
    entry->total += entry->level == 0 ? total : 0;
}

static int64_t spend(struct program *program)
{
    static const uint32_t most[] = {1, 2, 1000, 100000};
    uint32_t ticks = dice(program, most[dice(program, COUNT(most))]);
    program->total += ticks;
    return ticks;
}

/* An activation that still runs. */
struct activation {
    uint32_t function, next; /* callee to be called */
    int64_t own, below;
};

static void enter(struct program *program, struct activation *stack, int depth, uint32_t function)
{
    stack[depth] = (struct activation){.function = function, .own = spend(program)};
    program->function[function].level++;
    if (depth)
        program->call[stack[depth - 1].function][function].level++;
    program->left--;
}

static void run(struct program *program)
{
    struct activation stack[DEEPEST];
    int depth = 0;
    enter(program, stack, 0, 0);
    while (depth >= 0) {
        struct activation *frame = &stack[depth];
        if (frame->next < program->functions && program->left > 0 && depth + 1 < DEEPEST) {
            uint32_t callee = frame->next;
            bool is_made = program->calls[frame->function][callee] && dice(program, 5);
            frame->next += !is_made || dice(program, 4);
            if (is_made)
                enter(program, stack, ++depth, callee);
            continue;
        }
        int64_t total = frame->own + frame->below;
        leave(&program->function[frame->function], frame->own, total);
        if (depth) {
            leave(&program->call[stack[depth - 1].function][frame->function], frame->own, total);
            stack[depth - 1].below += total;
            stack[depth - 1].own += spend(program);
        }
        depth--;
    }
}

static struct profile tabulate(const struct program *program)
{
    struct builder builder = builder_start();
    for (uint32_t f = 0; f < program->functions; f++) {
        const struct entry *entry = &program->function[f];
        add_function(&builder, (char[]){(char)('A' + f), 0}, (double)entry->own,
                     (double)entry->total);
        builder.profile.functions[f].calls = entry->calls;
        builder.profile.functions[f].primitive = entry->primitive;
    }
    for (uint32_t i = 0; i < program->functions * program->functions; i++) {
        uint32_t caller = i / program->functions, callee = i % program->functions;
        const struct entry *entry = &program->call[caller][callee];
        if (!entry->calls)
            continue;
        struct call *call = builder_call(&builder, caller, callee);
        *call = (struct call){.caller = caller,
                              .callee = callee,
                              .calls = entry->calls,
                              .primitive = entry->primitive,
                              .own = (double)entry->own,
                              .total = (double)entry->total};
    }
    return builder_finish(&builder);
}

/* What the tree has of each function and pair. */
struct sums {
    double own[MOST_FUNCTIONS], outermost[MOST_FUNCTIONS];
    double call_own[MOST_FUNCTIONS][MOST_FUNCTIONS], call_outermost[MOST_FUNCTIONS][MOST_FUNCTIONS];
    uint32_t blocks[MOST_FUNCTIONS], call_blocks[MOST_FUNCTIONS][MOST_FUNCTIONS];
};

static bool is_above(const struct tree *tree, uint32_t block, uint32_t caller, uint32_t function)
{
    for (uint32_t at = tree->blocks[block].parent; at; at = tree->blocks[at].parent) {
        uint32_t parent = tree->blocks[tree->blocks[at].parent].function;
        if (tree->blocks[at].function == function && (caller == TREE_ROOT || caller == parent))
            return true;
    }
    return false;
}

static void sum_up(const struct tree *tree, struct sums *sums)
{
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        uint32_t f = block->function, caller = tree->blocks[block->parent].function;
        sums->own[f] += block->own;
        sums->blocks[f]++;
        if (!is_above(tree, i, TREE_ROOT, f))
            sums->outermost[f] += block->weight;
        if (caller == TREE_ROOT)
            continue;
        sums->call_own[caller][f] += block->own;
        sums->call_blocks[caller][f]++;
        if (!is_above(tree, i, caller, f))
            sums->call_outermost[caller][f] += block->weight;
    }
}

static void expect(const struct program *program, double found, double expected, double near,
                   const char *law)
{
    if (fabs(found - expected) <= (double)program->total * near)
        return;
    print_error("%s: %.9g, not %.9g of %.9g\n", law, found, expected, (double)program->total);
    fail();
}

/* Marks the functions that may have several blocks: those that are called from several places, or
   by such a function. Callers stand before callees, unless there are cycles. */
static void find_several(const struct program *program, bool *has_several)
{
    for (uint32_t f = 0; f < program->functions; f++) {
        uint32_t places = 0;
        for (uint32_t caller = 0; caller < program->functions; caller++)
            if (program->call[caller][f].calls)
                places += has_several[caller] ? 2 : 1;
        has_several[f] = places > 1;
    }
}

/* How near inclusive times must be. Without cycles they are exact: shares in proportion obey all
   laws. A single call, though, lies in one block as a whole. Which of several calls lie in which of
   several blocks, so that each block is filled exactly, is a subset sum: there a tree comes near.
   In cycles the table does not tell what inclusive times of nested calls are. */
static double nearness_of(const struct program *program)
{
    bool has_several[MOST_FUNCTIONS] = {false};
    find_several(program, has_several);
    double near = program->shape == SHAPE_CYCLIC ? UNKNOWN : EXACT;
    for (uint32_t a = 0; a < program->functions; a++)
        for (uint32_t b = 0; b < program->functions && has_several[a]; b++)
            if (program->call[a][b].calls == 1 && near < NEAR)
                near = NEAR;
    return near;
}

static void check_functions(const struct program *program, const struct sums *sums)
{
    double near = nearness_of(program);
    for (uint32_t f = 0; f < program->functions; f++) {
        const struct entry *entry = &program->function[f];
        expect(program, sums->own[f], (double)entry->own, EXACT, "own time of a function");
        expect(program, sums->outermost[f], (double)entry->total, near, "total of a function");
    }
}

/* No single call is split. */
static void check_blocks_of_call(const struct sums *sums, const struct program *program,
                                 uint32_t caller, uint32_t callee)
{
    uint32_t blocks = sums->call_blocks[caller][callee];
    if (caller == callee || program->call[caller][callee].calls != 1 || blocks <= 1)
        return;
    print_error("%c calls %c once, in %u blocks\n", 'A' + caller, 'A' + callee, blocks);
    fail();
}

static void check_calls(const struct program *program, const struct sums *sums)
{
    double near = nearness_of(program);
    for (uint32_t a = 0; a < program->functions; a++)
        for (uint32_t b = 0; b < program->functions; b++) {
            const struct entry *entry = &program->call[a][b];
            check_blocks_of_call(sums, program, a, b);
            expect(program, sums->call_own[a][b], (double)entry->own, near, "own time of a call");
            expect(program, sums->call_outermost[a][b], (double)entry->total, near,
                   "total of a call");
        }
}

/* No block takes less than what it calls, and nothing is lost. */
static void check_blocks(const struct program *program, const struct tree *tree)
{
    double *below = calloc(tree->count, sizeof *below);
    for (uint32_t i = tree->count; i-- > 1;)
        below[tree->blocks[i].parent] += tree->blocks[i].weight;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        expect(program, block->own + block->cut + below[i], block->weight, EXACT, "sum of a block");
        expect(program, block->gap, 0, EXACT, "gap");
        uint32_t f = block->function;
        if (i && program->function[f].calls == program->function[f].primitive)
            assert_false(is_above(tree, i, TREE_ROOT, f));
    }
    expect(program, tree->blocks[0].weight, (double)program->total, EXACT, "total");
    free(below);
}

static void check_program(uint32_t seed, enum shape shape)
{
    struct program *program = calloc(1, sizeof *program);
    struct sums *sums = calloc(1, sizeof *sums);
    *program =
        (struct program){.seed = (seed + 1) * 2654435769U, .shape = shape, .left = MOST_CALLS};
    program->functions = 2 + dice(program, MOST_FUNCTIONS - 2);
    connect(program);
    run(program);
    struct profile profile = tabulate(program);
    struct unfold_options options = {.least_share = 0, .most_blocks = 300};
    struct tree tree = unfold_profile(&profile, &options);
    sum_up(&tree, sums);
    check_blocks(program, &tree);
    check_functions(program, sums);
    check_calls(program, sums);
    for (uint32_t f = 0; f < program->functions && shape == SHAPE_TREE; f++)
        assert_int_equal(sums->blocks[f], program->function[f].total > 0);
    tree_free(&tree);
    profile_free(&profile);
    free(sums);
    free(program);
}

static void trees_of_random_programs_obey_the_table(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < PROGRAMS; i++)
        check_program(i, (enum shape)(i % SHAPES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_of_random_programs_obey_the_table),
    };
    return RUN(tests);
}
