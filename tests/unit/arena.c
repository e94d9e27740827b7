#include "base/arena.h"

#include "unit.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 2000 };
    struct arena arena = {0};
    static unsigned char *piece[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        piece[i] = arena_new(&arena, i % 7 + 1, 3);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        for (size_t b = 0; b < (i % 7 + 1) * 3; b++)
            assert_int_equal(piece[i][b], 0);
        memset(piece[i], (int)(i % 255 + 1), (i % 7 + 1) * 3);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t b = 0; b < (i % 7 + 1) * 3; b++)
            assert_int_equal(piece[i][b], i % 255 + 1);
    arena_free(&arena);
}

static void a_piece_may_be_larger_than_a_chunk(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_new(&arena, 1, 1);
    char *large = arena_new(&arena, 3, 1 << 20);
    assert_non_null(small);
    memset(large, 'x', 3 << 20);
    char *after = arena_new(&arena, 1, 1);
    *after = 'y';
    assert_int_equal(large[(3 << 20) - 1], 'x');
    arena_free(&arena);
}

static void nothing_is_a_piece_too(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_non_null(arena_new(&arena, 0, 8));
    assert_non_null(arena_new(&arena, 8, 0));
    assert_int_equal(arena_copy(&arena, (struct str){NULL, 0}).size, 0);
    arena_free(&arena);
}

static void copies_outlive_their_source(void **state)
{
    (void)state;
    struct arena arena = {0};
    char source[] = "nul\0inside";
    struct str copy = arena_copy(&arena, (struct str){source, sizeof source - 1});
    memset(source, '#', sizeof source);
    assert_int_equal(copy.size, 10);
    assert_memory_equal(copy.data, "nul\0inside", 10);
    arena_free(&arena);
}

static void a_freed_arena_can_be_used_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_new(&arena, 1000, 100);
    arena_free(&arena);
    assert_null(arena.chunk);
    assert_int_equal(arena.used, 0);
    assert_text(arena_copy(&arena, STR("again")), "again");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_a_chunk),
        cmocka_unit_test(nothing_is_a_piece_too),
        cmocka_unit_test(copies_outlive_their_source),
        cmocka_unit_test(a_freed_arena_can_be_used_again),
    };
    return RUN(tests);
}
