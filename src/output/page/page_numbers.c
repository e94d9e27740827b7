#include "output/page/page_numbers.h"

#include "model/unit.h"

void page_number(struct buf *out, uint64_t value)
{
    char bytes[10];
    size_t size = 0;
    for (; value > 0x7f; value >>= 7)
        bytes[size++] = (char)(0x80 | (value & 0x7f));
    bytes[size++] = (char)value;
    buf_bytes(out, bytes, size);
}

void page_signed(struct buf *out, int64_t value)
{
    page_number(out, value < 0 ? ((uint64_t)-value << 1) - 1 : (uint64_t)value << 1);
}

uint64_t page_whole(int64_t count)
{
    uint64_t value = count > 0 ? (uint64_t)count : 0;
    return value < PAGE_MOST ? value : PAGE_MOST;
}

void page_count(struct buf *out, int64_t count)
{
    page_number(out, page_whole(count));
}

uint64_t page_quanta(double cost, double quantum)
{
    double value = unit_quanta(cost, quantum);
    return value < (double)PAGE_MOST ? (uint64_t)value : PAGE_MOST;
}

void page_cost(struct buf *out, double cost, double quantum)
{
    page_number(out, page_quanta(cost, quantum));
}
