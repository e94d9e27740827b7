#include "base/text/nearest.h"

#include <string.h>

#include "base/utf8.h"

enum { COMPARED = 64 }; /* characters that are compared; the rest counts as edits */

/* How a text is like the wanted one; the best first. UNLIKE is what texts are by chance. */
enum kind { SAME_FOLDED, HOLDS_WANTED, FEW_EDITS, PART_OF_WANTED, UNLIKE };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c == '-' ? '_' : c;
}

/* The first COMPARED bytes, without differences that people overlook. */
struct folded {
    char bytes[COMPARED];
    unsigned size, beyond;
};

static struct folded fold_text(struct str text)
{
    struct folded folded = {.beyond = text.size > COMPARED};
    for (size_t i = 0; i < text.size && i < COMPARED; i++)
        folded.bytes[folded.size++] = fold(text.data[i]);
    return folded;
}

/* Edits from one to the other, where a swap of neighbours is one: the restricted distance of
   F. J. Damerau 1964, after R. A. Wagner and M. J. Fischer 1974, in three rows. */
static unsigned distance(const struct folded *a, const struct folded *b)
{
    unsigned rows[3][COMPARED + 1];
    for (unsigned j = 0; j <= b->size; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a->size; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b->size; j++) {
            unsigned change = above[j - 1] + (a->bytes[i - 1] != b->bytes[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->bytes[i - 1] == b->bytes[j - 2] &&
                a->bytes[i - 2] == b->bytes[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a->size % 3][b->size] + a->beyond + b->beyond;
}

/* Whether one stands in the other, which may be of any length. */
static bool stands_in(const struct folded *part, struct str whole)
{
    for (size_t i = 0; i + part->size <= whole.size; i++) {
        unsigned same = 0;
        while (same < part->size && fold(whole.data[i + same]) == part->bytes[same])
            same++;
        if (same == part->size)
            return true;
    }
    return false;
}

static struct nearest_item compare(struct str wanted, struct str text)
{
    enum { LEAST_PART = 2, LEAST_WORD = 3, LETTERS_AN_EDIT = 4 };
    struct folded a = fold_text(wanted), b = fold_text(text);
    struct nearest_item item = {text, UNLIKE, distance(&a, &b)};
    if (!item.edits)
        item.kind = SAME_FOLDED;
    else if (wanted.size >= LEAST_PART && !a.beyond && stands_in(&a, text))
        item = (struct nearest_item){text, HOLDS_WANTED, 0};
    else if (item.edits <= 1 + a.size / LETTERS_AN_EDIT && item.edits < a.size)
        item.kind = FEW_EDITS;
    else if (text.size >= LEAST_WORD && !b.beyond && stands_in(&b, wanted))
        item.kind = PART_OF_WANTED;
    return item;
}

struct nearest nearest_start(struct str wanted)
{
    return (struct nearest){.wanted = wanted};
}

static bool is_before(const struct nearest_item *a, const struct nearest_item *b)
{
    return a->kind != b->kind ? a->kind < b->kind : a->edits < b->edits;
}

void nearest_offer(struct nearest *nearest, struct str text)
{
    for (unsigned i = 0; i < nearest->count; i++)
        if (str_equal(nearest->items[i].text, text))
            return;
    struct nearest_item item = compare(nearest->wanted, text);
    unsigned at = nearest->count;
    if (item.kind == UNLIKE)
        return;
    while (at > 0 && is_before(&item, &nearest->items[at - 1]))
        at--;
    if (at == NEAREST)
        return;
    nearest->count += nearest->count < NEAREST;
    memmove(&nearest->items[at + 1], &nearest->items[at],
            (nearest->count - 1 - at) * sizeof nearest->items[0]);
    nearest->items[at] = item;
}

void nearest_list(const struct nearest *nearest, const char *last, struct buf *list)
{
    for (unsigned i = 0; i < nearest->count; i++) {
        struct str shown = utf8_first(nearest->items[i].text, COMPARED);
        const char *between = !i ? "" : i + 1 < nearest->count ? ", " : last;
        buf_format(list, "%s'%.*s'", between, (int)shown.size, shown.data);
    }
}
