#include "cli/words.h"

void words_add(struct buf *out, const char *word, size_t index, size_t count)
{
    buf_format(out, "%s%s", !index ? "" : index + 1 < count ? ", " : " or ", word);
}
