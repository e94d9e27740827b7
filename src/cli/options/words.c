#include "cli/options/words.h"

#include <string.h>

void words_add(struct buf *out, const char *word, size_t index, size_t count)
{
    buf_format(out, "%s%s", !index ? "" : index + 1 < count ? ", " : " or ", word);
}

void words_list(const struct words *words, bool with_notes, struct buf *out)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->items[i];
        words_add(out, word->text, i, words->count);
        if (with_notes && word->note)
            buf_format(out, " (%s)", word->note);
    }
}

bool words_find(const struct words *words, const char *word, size_t *index)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i].text, word) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

void words_mean(const struct nearest *nearest, const char *before, struct buf *out)
{
    for (unsigned i = 0; i < nearest->count; i++) {
        buf_text(out, !i ? "; did you mean " : i + 1 < nearest->count ? ", " : " or ");
        buf_text(out, before);
        buf_str(out, nearest->items[i].text);
    }
    buf_text(out, nearest->count ? "?" : "");
}

void words_suggest(const struct words *words, struct str word, struct buf *out)
{
    struct nearest nearest = nearest_start(word);
    for (size_t i = 0; i < words->count; i++)
        nearest_offer(&nearest, str_of(words->items[i].text));
    words_mean(&nearest, "", out);
}
