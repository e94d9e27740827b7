#include "model/stack_builder.h"

#include "analysis/tree/unfold_stacks.h"
#include "unit.h"

static const struct unit samples = {.kind = UNIT_SAMPLES};

/* Adds a stack of names, each with the line of its place ("f:3"). */
static void add(struct stack_builder *builder, const char *frames, int64_t count)
{
    uint32_t stack = 0;
    for (struct str left = str_of(frames); left.size;) {
        struct str text = str_first(left, str_find(left, ';'));
        left = str_from(left, text.size + 1);
        uint32_t frame;
        if (!stack_builder_find_frame(builder, text, &frame)) {
            struct frame_parts parts = {.file = STR("x.py"),
                                        .name = str_first(text, 1),
                                        .line = text.size > 2 ? text.data[2] - '0' : 0};
            frame = stack_builder_add_frame(builder, text, &parts);
        }
        stack = stack_builder_push(builder, stack, frame);
    }
    stack_builder_weigh(builder, stack, (double)count / 2, count);
}

static uint32_t find(const struct profile *profile, const char *name)
{
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (str_equal(profile->names[profile->functions[i].name].raw, str_of(name)))
            return i;
    return UINT32_MAX;
}

static void assert_function(const struct profile *profile, const char *name, int64_t on_top,
                            int64_t anywhere)
{
    const struct function *function = &profile->functions[find(profile, name)];
    assert_int_equal(function->primitive, on_top);
    assert_int_equal(function->calls, anywhere);
    assert_true(function->own == (double)on_top / 2);
    assert_true(function->total == (double)anywhere / 2);
}

static const struct call *find_call(const struct profile *profile, const char *caller,
                                    const char *callee)
{
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (profile->calls[i].caller == find(profile, caller) &&
            profile->calls[i].callee == find(profile, callee))
            return &profile->calls[i];
    return NULL;
}

static void assert_edge(const struct profile *profile, const char *caller, const char *callee,
                        int64_t on_top, int64_t anywhere)
{
    const struct call *call = find_call(profile, caller, callee);
    assert_non_null(call);
    assert_int_equal(call->primitive, on_top);
    assert_int_equal(call->calls, anywhere);
    assert_true(call->own == (double)on_top / 2 && call->total == (double)anywhere / 2);
}

/* m calls f, which calls itself, by way of g too. */
static struct profile recursive(void)
{
    struct stack_builder builder = stack_builder_start();
    add(&builder, "m:1;f:2;f:3;f:3;g:4", 4);
    add(&builder, "m:1;f:2;g:4;f:2;g:5", 8);
    add(&builder, "m:1", 2);
    add(&builder, "m:1;f:2", 16);
    add(&builder, "m:1;f:3", 32);
    return stack_builder_finish(&builder, &samples);
}

static void functions_and_calls_count_once_a_stack(void **state)
{
    (void)state;
    struct profile profile = recursive();
    assert_true(profile.sampled);
    assert_int_equal(profile.function_count, 3);
    assert_int_equal(profile.call_count, 4);
    assert_function(&profile, "m", 2, 62);
    assert_function(&profile, "f", 48, 60);
    assert_function(&profile, "g", 12, 12);
    assert_edge(&profile, "m", "f", 48, 60);
    assert_edge(&profile, "f", "f", 0, 4);
    assert_edge(&profile, "f", "g", 12, 12);
    assert_edge(&profile, "g", "f", 0, 8);
    profile_free(&profile);
}

static void lines_have_what_was_on_top_and_what_that_called(void **state)
{
    (void)state;
    static const struct line_cost expected[] = {
        {0, 1, 2, 1, 31}, {1, 2, 16, 8, 14}, {1, 3, 32, 16, 18}, {2, 4, 4, 2, 6}, {2, 5, 8, 4, 4}};
    struct profile profile = recursive();
    assert_int_equal(profile.line_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(profile.lines[i].function, expected[i].function);
        assert_int_equal(profile.lines[i].line, expected[i].line);
        assert_int_equal(profile.lines[i].hits, expected[i].hits);
        assert_true(profile.lines[i].own == expected[i].own);
        assert_true(profile.lines[i].total == expected[i].total);
    }
    profile_free(&profile);
}

/* "function weight own cut(count)" of each block, indented by its depth. */
static void describe(const struct profile *profile, const struct unfold_options *options,
                     struct buf *out)
{
    struct tree tree = unfold_stacks(profile, options);
    for (uint32_t i = 1; i < tree.count; i++) {
        const struct block *block = &tree.blocks[i];
        buf_format(out, "%*s", (int)block->depth - 1, "");
        buf_str(out, profile->names[profile->functions[block->function].name].raw);
        buf_format(out, " %g %g %g(%u)\n", block->weight, block->own, block->cut, block->cut_count);
        assert_int_equal(block->depth, tree.blocks[block->parent].depth + 1);
        assert_false(block->estimated);
    }
    tree_free(&tree);
}

static void the_tree_joins_lines_and_keeps_recursion(void **state)
{
    (void)state;
    struct profile profile = recursive();
    struct buf all = {0}, some = {0}, few = {0};
    struct unfold_options options = {0};
    describe(&profile, &options, &all);
    assert_buf(&all, "m 31 1 0(0)\n f 30 24 0(0)\n  g 4 0 0(0)\n   f 4 0 0(0)\n    g 4 4 0(0)\n"
                     "  f 2 0 0(0)\n   f 2 0 0(0)\n    g 2 2 0(0)\n");
    options.least_share = 0.1;
    describe(&profile, &options, &some);
    assert_buf(&some, "m 31 1 0(0)\n f 30 24 2(1)\n  g 4 0 0(0)\n   f 4 0 0(0)\n    g 4 4 0(0)\n");
    options = (struct unfold_options){.most_blocks = 3};
    describe(&profile, &options, &few);
    assert_buf(&few, "m 31 1 0(0)\n f 30 24 6(2)\n");
    buf_free(&all);
    buf_free(&some);
    buf_free(&few);
    profile_free(&profile);
}

static void add_to_thread(struct stack_builder *builder, const char *id)
{
    uint32_t thread = stack_builder_thread(builder, str_of(id), str_of(id));
    uint32_t frame, stack = stack_builder_push(builder, 0, thread);
    struct frame_parts parts = {.name = STR("f")};
    if (!stack_builder_find_frame(builder, STR("f"), &frame))
        frame = stack_builder_add_frame(builder, STR("f"), &parts);
    stack_builder_weigh(builder, stack_builder_push(builder, stack, frame), 1, 1);
}

static void only_several_threads_are_functions(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        struct stack_builder builder = stack_builder_start();
        add_to_thread(&builder, "7");
        if (threads == 2)
            add_to_thread(&builder, "f"); /* called as a frame is */
        struct profile profile = stack_builder_finish(&builder, &samples);
        assert_int_equal(profile.function_count, threads == 1 ? 1 : 3);
        assert_int_equal(profile.call_count, threads == 1 ? 0 : 2);
        assert_int_equal(find(&profile, "thread f") == UINT32_MAX, threads == 1);
        assert_int_equal(profile.functions[find(&profile, "f")].calls, threads);
        profile_free(&profile);
    }
}

static void another_profiles_stacks_can_be_taken(void **state)
{
    (void)state;
    struct profile part = recursive();
    struct stack_builder builder = stack_builder_start();
    add(&builder, "g:4;f:2", 2);
    stack_builder_take(&builder, &part);
    stack_builder_take(&builder, &part);
    profile_free(&part);
    struct profile profile = stack_builder_finish(&builder, &samples);
    assert_function(&profile, "m", 4, 124);
    assert_function(&profile, "g", 24, 26);
    assert_edge(&profile, "g", "f", 2, 18);
    profile_free(&profile);
}

static void no_stacks_are_a_profile(void **state)
{
    (void)state;
    struct stack_builder builder = stack_builder_start();
    struct profile profile = stack_builder_finish(&builder, &samples);
    struct unfold_options options = {.least_share = 0.1};
    assert_int_equal(profile.function_count, 0);
    struct tree tree = unfold_stacks(&profile, &options);
    assert_int_equal(tree.count, 1);
    tree_free(&tree);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_and_calls_count_once_a_stack),
        cmocka_unit_test(lines_have_what_was_on_top_and_what_that_called),
        cmocka_unit_test(the_tree_joins_lines_and_keeps_recursion),
        cmocka_unit_test(only_several_threads_are_functions),
        cmocka_unit_test(another_profiles_stacks_can_be_taken),
        cmocka_unit_test(no_stacks_are_a_profile),
    };
    return RUN(tests);
}
