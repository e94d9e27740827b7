#include "base/search.h"

#include "unit.h"

struct sought {
    const int *items;
    int item;
};

static bool is_less(const void *context, size_t index)
{
    const struct sought *sought = context;
    return sought->items[index] < sought->item;
}

/* As looking at each says, for all lengths up to 9 and with repeats. */
static void places_are_those_of_a_walk(void **state)
{
    (void)state;
    static const int items[] = {1, 3, 3, 3, 5, 7, 7, 9, 9};
    for (size_t count = 0; count <= COUNT(items); count++)
        for (int item = 0; item <= 10; item++) {
            struct sought sought = {items, item};
            size_t expected = 0;
            while (expected < count && items[expected] < item)
                expected++;
            assert_int_equal(search_place(count, is_less, &sought), expected);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_are_those_of_a_walk)};
    return RUN(tests);
}
