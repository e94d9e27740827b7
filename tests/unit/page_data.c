#include "output/page/page_data.h"

#include <float.h>
#include <math.h>

#include "unit.h"

#define MOST (UINT64_C(1) << 52) /* a difference of two, in zigzag, is a whole number in scripts */

/* Takes the next number of what page_data_ has written (LEB128). */
static uint64_t next(struct str *bytes)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        assert_true(bytes->size && shift < 64);
        unsigned char byte = (unsigned char)*bytes->data;
        *bytes = str_from(*bytes, 1);
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
}

static int64_t next_signed(struct str *bytes)
{
    uint64_t value = next(bytes);
    return value & 1 ? -(int64_t)(value / 2) - 1 : (int64_t)(value / 2);
}

/* The next numbers are these; with `end`, no others follow. */
static void expect_numbers(struct str *bytes, const uint64_t *expected, size_t count, bool end)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(next(bytes), expected[i]);
    assert_true(!end || !bytes->size);
}

#define NUMBERS(...) ((const uint64_t[]){__VA_ARGS__})
#define EXPECT(bytes, end, ...)                                                                    \
    expect_numbers(bytes, NUMBERS(__VA_ARGS__), COUNT(NUMBERS(__VA_ARGS__)), end)

static void totals_have_eight_or_nine_digits(void **state)
{
    (void)state;
    static const double totals[] = {1, 9.99, 10, 0.001, 5e-7, 1e6, 123456789, 1e20};
    for (size_t i = 0; i < COUNT(totals); i++) {
        double digits = totals[i] / unit_quantum(totals[i]);
        assert_true(digits > 0.99e8 && digits < 1.01e9);
    }
    assert_true(unit_quantum(1.75) == 1e-8);
}

static void quanta_are_good_to_divide_by(void **state)
{
    (void)state;
    static const double totals[] = {0, -1, 5e-324, DBL_MIN, 1e-300, DBL_MAX};
    for (size_t i = 0; i < COUNT(totals); i++) {
        double quantum = unit_quantum(totals[i]);
        assert_true(quantum > 0 && isfinite(quantum) && isfinite(totals[i] / quantum));
    }
}

/* Columns of a profile's functions: as many as `count`, of equal names and origins. */
struct columns {
    struct str qualified[8];
    enum origin origins[8];
};

static void write_functions(const struct profile *profile, const struct columns *columns,
                            double quantum, struct buf *functions, struct buf *names,
                            struct buf *files)
{
    struct page_names page_names = page_names_make(profile, columns->qualified);
    struct page_files page_files = page_files_make(profile, columns->origins);
    page_data_functions(profile, &page_names, &page_files, quantum, functions);
    page_data_names(&page_names, names);
    page_data_files(&page_files, files);
    page_names_free(&page_names);
    page_files_free(&page_files);
}

static void functions_stand_in_columns(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "app/a.py:run", 1.5, 3);
    add_function(&builder, "app/a.py:stop", 0.25, 0.5);
    uint32_t c = add_function(&builder, "app/b.py:run", 0, 0);
    builder.profile.functions[a].line = 300;
    builder.profile.functions[a].calls = 1000;
    builder.profile.functions[a].primitive = 1;
    builder.profile.functions[c].line = 0;
    struct profile profile = builder_finish(&builder);
    struct columns columns = {.origins = {ORIGIN_OWN, ORIGIN_OWN, ORIGIN_GENERATED}};
    columns.qualified[1] = STR("A.stop");
    struct buf functions = {0}, names = {0}, files = {0};
    write_functions(&profile, &columns, 0.25, &functions, &names, &files);
    struct str rest = buf_slice(&functions);
    EXPECT(&rest, false, 0, 0, 300, 1000, 999, 6, 12);
    EXPECT(&rest, false, 1, 0, 1, 1, 0, 1, 2);
    EXPECT(&rest, true, 0, 1, 0, 1, 0, 0, 0);
    assert_buf(&names, "[\"run\",\n\"A.stop\"]");
    assert_buf(&files, "[[\"app/a.py\",\"app.a\",\"app\",0],\n[\"app/b.py\",\"app.b\",\"app\",5]]");
    buf_free(&functions);
    buf_free(&names);
    buf_free(&files);
    profile_free(&profile);
}

static void numbers_are_clamped(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t low = add_function(&builder, "a.py:f", -1, -DBL_MAX);
    builder.profile.functions[low].line = INT64_MIN;
    builder.profile.functions[low].calls = INT64_MIN;
    builder.profile.functions[low].primitive = 1;
    uint32_t high = add_function(&builder, "a.py:g", DBL_MAX, INFINITY);
    builder.profile.functions[high].line = INT64_MAX;
    builder.profile.functions[high].calls = INT64_MAX;
    builder.profile.functions[high].primitive = 0;
    add_function(&builder, "a.py:h", (double)NAN, 0.4999);
    struct profile profile = builder_finish(&builder);
    struct columns columns = {.origins = {ORIGIN_OWN}};
    struct buf functions = {0}, names = {0}, files = {0};
    write_functions(&profile, &columns, 1, &functions, &names, &files);
    struct str rest = buf_slice(&functions);
    EXPECT(&rest, false, 0, 0, 0, 0, 0, 0, 0);
    EXPECT(&rest, false, 1, 0, MOST, MOST, MOST, MOST, MOST);
    EXPECT(&rest, true, 2, 0, 1, 1, 0, 0, 0);
    buf_free(&functions);
    buf_free(&names);
    buf_free(&files);
    profile_free(&profile);
}

static void names_cannot_end_their_script(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "a.py:</script><script>alert(1)//", 1, 1);
    add_function(&builder, "a.py:\"],[\\", 1, 1);
    add_function(&builder, "a.py:\xe2\x80\xa8\n\x1b[2J<!--", 1, 1);
    add_function(&builder, "a.py:", 1, 1);
    struct profile profile = builder_finish(&builder);
    struct columns columns = {.origins = {ORIGIN_OWN}};
    struct buf functions = {0}, names = {0}, files = {0};
    write_functions(&profile, &columns, 1, &functions, &names, &files);
    assert_buf(&names, "[\"a.\\u003c/script>\\u003cscript>alert(1)//\",\n\"\\\"],[\\\\\",\n"
                       "\"\xe2\x80\xa8\\u000a\xef\xbf\xbd[2J\\u003c!--\",\n\"\"]");
    buf_free(&functions);
    buf_free(&names);
    buf_free(&files);
    profile_free(&profile);
}

static void links_stand_beside_their_files(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t f = add_function(&builder, "a.py:f", 1, 1);
    add_function(&builder, "b.py:f", 1, 1);
    struct profile profile = builder_finish(&builder);
    static const enum origin origins[] = {ORIGIN_OWN, ORIGIN_OWN};
    struct page_files files = page_files_make(&profile, origins);
    struct str *links = calloc(profile.name_count, sizeof *links);
    links[profile.functions[f].file] = STR("https://x.org/\"<a>.py#L{line}");
    struct buf out = {0};
    page_data_links(&files, links, &out);
    assert_buf(&out, "[\"https://x.org/\\\"\\u003ca>.py#L{line}\",\n\"\"]");
    buf_cut(&out, 0);
    page_data_links(&files, NULL, &out);
    assert_buf(&out, "[]");
    buf_free(&out);
    free(links);
    page_files_free(&files);
    profile_free(&profile);
}

static void edges_are_told_by_their_differences(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "a", 0, 4), b = add_function(&builder, "b", 1, 3),
             c = add_function(&builder, "c", 2, 2);
    add_call(&builder, c, a, 1);
    add_call(&builder, a, b, 3);
    struct call *call = builder_call(&builder, a, c);
    *call = (struct call){
        a, c, .calls = 200, .primitive = 50, .own = -1, .total = 1.25, .estimated = true};
    add_call(&builder, c, c, DBL_MAX);
    struct profile profile = builder_finish(&builder);
    struct buf out = {0};
    page_data_edges(&profile, 0.5, &out);
    struct str rest = buf_slice(&out);
    EXPECT(&rest, false, 2);
    assert_int_equal(next_signed(&rest), 1);
    EXPECT(&rest, false, 1, 0, 0, 6);
    assert_int_equal(next_signed(&rest), 1);
    EXPECT(&rest, false, 200, 150 * 2 + 1, 0, 3);
    EXPECT(&rest, false, 0, 2);
    assert_int_equal(next_signed(&rest), -2);
    EXPECT(&rest, false, 1, 0, 0, 2);
    assert_int_equal(next_signed(&rest), 2);
    EXPECT(&rest, true, 1, 0, 0, MOST);
    buf_free(&out);
    profile_free(&profile);
}

static void counts_at_the_ends_of_their_range_are_clamped(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t f = add_function(&builder, "f", 1, 1);
    builder.profile.functions[f].calls = INT64_MAX;
    builder.profile.functions[f].primitive = INT64_MIN;
    *builder_call(&builder, f, f) = (struct call){f, f, .calls = INT64_MAX, .primitive = -1};
    struct profile profile = builder_finish(&builder);
    struct columns columns = {.origins = {ORIGIN_OWN}};
    struct buf edges = {0}, functions = {0}, names = {0}, files = {0};
    page_data_edges(&profile, 1, &edges);
    struct str rest = buf_slice(&edges);
    EXPECT(&rest, true, 1, 0, MOST, MOST, 0, 0);
    write_functions(&profile, &columns, 1, &functions, &names, &files);
    rest = buf_slice(&functions);
    EXPECT(&rest, true, 0, 0, 1, MOST, MOST, 1, 1);
    buf_free(&edges);
    buf_free(&functions);
    buf_free(&names);
    buf_free(&files);
    profile_free(&profile);
}

static void trees_are_told_in_preorder(void **state)
{
    (void)state;
    struct block blocks[] = {
        {.function = TREE_ROOT, .weight = 4},
        {.function = 0, .depth = 1, .weight = 4, .own = 1, .low = 4, .high = 4},
        {.function = 7,
         .depth = 2,
         .parent = 1,
         .weight = 2,
         .own = 2,
         .low = 1,
         .high = 2.5,
         .gap = 1,
         .estimated = true},
        {.function = 1,
         .depth = 3,
         .parent = 2,
         .weight = 0.5,
         .cut_count = 3,
         .low = INFINITY,
         .high = -INFINITY,
         .estimated = true},
        {.function = 2, .depth = 1, .weight = 0, .guessed_place = true},
    };
    struct tree tree = {blocks, COUNT(blocks)};
    struct buf out = {0};
    page_data_tree(&tree, 0.5, &out);
    struct str rest = buf_slice(&out);
    EXPECT(&rest, false, 0, 0, 8, 0, 0);
    EXPECT(&rest, false, 0, 1, 8, 2, 0);
    EXPECT(&rest, false, 0, 8, 4, 4, 4 + 1, 2, 1, 2);
    EXPECT(&rest, false, 0, 2, 1, 0, 3 * 8 + 1, 0, 0);
    EXPECT(&rest, true, 3, 3, 0, 0, 2);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_have_eight_or_nine_digits),
        cmocka_unit_test(quanta_are_good_to_divide_by),
        cmocka_unit_test(functions_stand_in_columns),
        cmocka_unit_test(numbers_are_clamped),
        cmocka_unit_test(names_cannot_end_their_script),
        cmocka_unit_test(links_stand_beside_their_files),
        cmocka_unit_test(edges_are_told_by_their_differences),
        cmocka_unit_test(counts_at_the_ends_of_their_range_are_clamped),
        cmocka_unit_test(trees_are_told_in_preorder),
    };
    return RUN(tests);
}
