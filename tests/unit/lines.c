#include "output/lines.h"

#include "unit.h"

static void any_line_may_cost_something(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t f = add_function(&builder, "a.py:f", 3, 3);
    builder_line(&builder,
                 &(struct line_cost){.function = f, .line = INT64_MIN, .hits = 1, .own = 1});
    builder_line(&builder, &(struct line_cost){.function = f, .line = 2, .hits = 1, .own = 1});
    builder_line(&builder,
                 &(struct line_cost){.function = f, .line = INT64_MAX, .hits = 1, .own = 1});
    struct profile profile = builder_finish(&builder);
    struct line_table table = line_table_make(&profile, NULL);
    struct lines_part part = {.profile = &profile,
                              .table = &table,
                              .file = &table.files[0],
                              .source = STR("one\ntwo\nthree\n"),
                              .total = 3};
    struct buf out = {0};
    lines_write(&part, &out);
    assert_contains(out.data, "|two\n");
    assert_contains(out.data, "|three\n     ...\n9223372036854775807|");
    buf_free(&out);
    line_table_free(&table);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_may_cost_something),
    };
    return RUN(tests);
}
