#include "output/folded.h"

#include <float.h>

#include "model/stack_builder.h"
#include "unit.h"

static void sums_of_times_end_where_numbers_end(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "f", DBL_MAX, DBL_MAX);
    add_function(&builder, "g", DBL_MAX, DBL_MAX);
    struct profile profile = builder_finish(&builder);
    struct block blocks[] = {{.function = TREE_ROOT, .weight = DBL_MAX},
                             {.function = 0, .depth = 1, .weight = DBL_MAX, .own = DBL_MAX / 2},
                             {.function = 1, .depth = 1, .weight = DBL_MAX, .own = DBL_MAX}};
    struct tree tree = {blocks, COUNT(blocks)};
    struct buf out = {0};
    folded_write(&profile, &tree, &out);
    assert_buf(&out, "f (lib/f.py:1) 4500000000000000000\ng (lib/g.py:1) 4500000000000000000\n");
    buf_free(&out);
    profile_free(&profile);
}

/* Threads are called what the file says, line ends and a terminal's commands too. */
static void a_stack_is_a_line(void **state)
{
    (void)state;
    struct unit unit = {.kind = UNIT_SAMPLES};
    struct stack_builder builder = stack_builder_start();
    struct frame_parts parts = {STR("a.py"), STR("f"), 0, 3};
    uint32_t thread = stack_builder_thread(&builder, STR("P1;T\nx"), STR("P1;T\nx"));
    uint32_t frame = stack_builder_add_frame(&builder, STR("f;g\n\x1b[2J"), &parts);
    uint32_t stack = stack_builder_push(&builder, 0, thread);
    stack_builder_weigh(&builder, stack_builder_push(&builder, stack, frame), 2, 2);
    struct profile profile = stack_builder_finish(&builder, &unit);
    struct buf out = {0};
    struct error error = {0};
    assert_true(folded_stacks_write(&profile, &profile, &out, &error));
    assert_buf(&out, "P1;T x;f,g \uFFFD[2J 2\n");
    buf_free(&out);
    profile_free(&profile);
}

/* A chain of stacks is a short file, but its lines are all long. */
static void stacks_that_would_fill_the_disk_are_refused(void **state)
{
    (void)state;
    struct unit unit = {.kind = UNIT_SAMPLES};
    struct stack_builder builder = stack_builder_start();
    struct frame_parts parts = {STR("a.py"), STR("f"), 0, 3};
    uint32_t frame = stack_builder_add_frame(&builder, STR("f"), &parts), stack = 0;
    for (int i = 0; i < 100000; i++) {
        stack = stack_builder_push(&builder, stack, frame);
        stack_builder_weigh(&builder, stack, 1, 1);
    }
    struct profile profile = stack_builder_finish(&builder, &unit);
    struct buf out = {0};
    struct error error = {0};
    assert_false(folded_stacks_write(&profile, &profile, &out, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_int_equal(out.size, 0);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_times_end_where_numbers_end),
        cmocka_unit_test(a_stack_is_a_line),
        cmocka_unit_test(stacks_that_would_fill_the_disk_are_refused),
    };
    return RUN(tests);
}
