#include "output/terminal/paragraph.h"

#include "base/utf8.h"
#include "view/terminal/cells.h"

struct paragraph paragraph_begin(const struct terminal_style *style, const char *mark,
                                 struct buf *out)
{
    uint32_t indent = (uint32_t)cells_width(str_of(mark));
    buf_text(out, mark);
    return (struct paragraph){.style = style, .out = out, .indent = indent, .at = indent};
}

/* Makes room for a word: a blank before it, or a new line. */
static void make_room(struct paragraph *paragraph, size_t width, bool after_blank)
{
    bool fits = paragraph->at + after_blank + width <= paragraph->style->width;
    if (paragraph->begun && after_blank && !fits) {
        buf_char(paragraph->out, '\n');
        cells_left(paragraph->out, STR(""), paragraph->indent);
        paragraph->at = paragraph->indent;
    } else if (paragraph->begun && after_blank) {
        buf_char(paragraph->out, ' ');
        paragraph->at++;
    }
    paragraph->begun = true;
    paragraph->at += (uint32_t)width;
}

static bool ends_in_blank(const struct paragraph *paragraph)
{
    const struct buf *out = paragraph->out;
    return out->size && out->data[out->size - 1] == '\n';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Whether no line may end at this blank: before a unit, and within the digits of a number. */
static bool is_glue(struct str text, size_t blank)
{
    static const char *const units[] = {"%", "s", "ms", "µs", "ns"};
    struct str next = str_from(text, blank + 1);
    next = str_first(next, str_find(next, ' '));
    if (!blank || !is_digit(text.data[blank - 1]))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct str unit = str_of(units[i]);
        if (str_starts(next, unit) && next.size <= unit.size + 1)
            return true;
    }
    return next.size >= 3 && is_digit(next.data[0]) && is_digit(next.data[1]) &&
           is_digit(next.data[2]);
}

/* How long the first word is, with what must stay beside it. */
static size_t word_length(struct str text)
{
    size_t end = str_find(text, ' ');
    while (end < text.size && is_glue(text, end))
        end += 1 + str_find(str_from(text, end + 1), ' ');
    return end;
}

void paragraph_text(struct paragraph *paragraph, struct str text)
{
    struct arena arena = {0};
    bool after_blank = false;
    text = utf8_show(&arena, text); /* paths stand in it */
    while (text.size) {
        size_t end = word_length(text);
        struct str word = str_first(text, end);
        if (word.size) {
            make_room(paragraph, cells_width(word), after_blank);
            buf_str(paragraph->out, word);
        }
        after_blank = end < text.size;
        text = str_from(text, end + 1);
    }
    if (after_blank && paragraph->begun && !ends_in_blank(paragraph)) {
        buf_char(paragraph->out, ' ');
        paragraph->at++;
    }
    arena_free(&arena);
}

static void new_line(struct paragraph *paragraph)
{
    while (paragraph->out->size && paragraph->out->data[paragraph->out->size - 1] == ' ')
        buf_cut(paragraph->out, paragraph->out->size - 1);
    buf_char(paragraph->out, '\n');
    cells_left(paragraph->out, STR(""), paragraph->indent);
    paragraph->at = paragraph->indent;
}

void paragraph_name(struct paragraph *paragraph, struct str name, struct str behind)
{
    struct arena arena = {0};
    struct buf *out = paragraph->out;
    bool bold = paragraph->style->colour && name.size;
    size_t after = cells_width(behind), room = paragraph->style->width - paragraph->indent;
    name = utf8_show(&arena, name);
    name = cells_cut(name, room > after + 8 ? room - after : 8, &arena);
    size_t width = cells_width(name) + after;
    bool after_blank = out->size && out->data[out->size - 1] == ' ' && paragraph->begun;
    if (after_blank && paragraph->at + width > paragraph->style->width)
        new_line(paragraph);
    buf_text(out, bold ? "\033[1m" : "");
    buf_str(out, name);
    buf_text(out, bold ? "\033[0m" : "");
    buf_str(out, behind);
    paragraph->at += (uint32_t)width;
    paragraph->begun = true;
    arena_free(&arena);
}

void paragraph_end(struct paragraph *paragraph)
{
    struct buf *out = paragraph->out;
    while (out->size && out->data[out->size - 1] == ' ')
        buf_cut(out, out->size - 1);
    buf_char(out, '\n');
}

void paragraph_sentence(const struct terminal_style *style, const char *mark,
                        const struct sentence *sentence, struct buf *out)
{
    struct paragraph paragraph = paragraph_begin(style, mark, out);
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct sentence_piece *piece = &sentence->pieces[i];
        if (piece->function == SENTENCE_PLAIN)
            paragraph_text(&paragraph, piece->text);
        else
            paragraph_name(&paragraph, piece->text, STR(""));
    }
    paragraph_end(&paragraph);
}
