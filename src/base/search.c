#include "base/search.h"

size_t search_place(size_t count, search_before *before, const void *context)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(context, middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
