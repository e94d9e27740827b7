#include "base/decoder.h"
#include "input/stacks/collapsed.h"
#include "input/stacks/collapsed_line.h"

/* What the first lines of a text are. */
struct looks {
    size_t stacks, bad;
    bool is_joined; /* a stack has more than one frame */
};

static bool is_text(struct str text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\x1b')
            return false;
    }
    return true;
}

static void look_at(struct looks *looks, struct str text)
{
    struct collapsed_line line = collapsed_line(text, NULL);
    looks->stacks += line.kind == COLLAPSED_STACK;
    looks->bad += line.kind == COLLAPSED_BAD;
    looks->is_joined |=
        line.kind == COLLAPSED_STACK && str_find(line.frames, ';') < line.frames.size;
}

/* Most of the first lines are stacks, the first too. A text that is one long line may go on; a last
   line may be cut short. */
static bool begins(struct str text, bool is_whole)
{
    enum { LINES = 20 };
    struct looks looks = {0};
    if (!is_text(text))
        return false;
    if (str_find(text, '\n') == text.size && !is_whole)
        return str_find(text, ';') < text.size;
    for (size_t lines = 0; text.size && lines < LINES; lines++) {
        size_t end = str_find(text, '\n');
        if (end == text.size && (!is_whole || looks.stacks))
            break;
        look_at(&looks, str_first(text, end));
        if (looks.bad && !looks.stacks)
            return false;
        text = str_from(text, end + 1);
    }
    return looks.stacks > looks.bad && (looks.is_joined || !looks.bad);
}

bool collapsed_begins(struct str beginning)
{
    enum { HEAD = 1 << 15 };
    struct decoder decoder = {0};
    struct str head = str_first(beginning, HEAD);
    struct str text = decoder_next(&decoder, head);
    if (!text.size)
        text = decoder_end(&decoder);
    bool fits = begins(text, head.size == beginning.size);
    decoder_free(&decoder);
    return fits;
}
