#include "output/escape.h"

#include "base/utf8.h"

/* What stands for a byte; NULL where it stands for itself. */
typedef const char *replacement(char byte);

static void replace(struct buf *out, struct str text, replacement *instead)
{
    size_t done = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *other = instead(text.data[i]);
        if (!other)
            continue;
        buf_bytes(out, text.data + done, i - done);
        buf_text(out, other);
        done = i + 1;
    }
    buf_str(out, str_from(text, done));
}

static const char *in_xml(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;";
    default:
        return NULL;
    }
}

/* Graphviz looks for escapes such as \N in the text of HTML labels too. */
static const char *in_dot_html(char byte)
{
    return byte == '\n' ? "<BR/>" : byte == '\t' ? " " : byte == '\\' ? "\\\\" : in_xml(byte);
}

static const char *in_dot_tooltip(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\\\\\";
    case '\n':
        return "\\n";
    default:
        return NULL;
    }
}

void escape_dot_html(struct buf *out, struct str text)
{
    replace(out, text, in_dot_html);
}

void escape_dot_tooltip(struct buf *out, struct str text)
{
    replace(out, text, in_dot_tooltip);
}

void escape_xml(struct buf *out, struct str text)
{
    replace(out, text, in_xml);
}

static bool is_plain_json(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '<';
}

/* One character that is not plain; returns the bytes it took. */
static size_t escape_json_character(struct buf *out, struct str text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    if (utf8_is_surrogate(text)) {
        buf_format(out, "\\u%04x", 0xd000u | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu));
        return 3;
    }
    size_t length = utf8_length(text);
    if (length == 1)
        buf_format(out, at[0] == '"' || at[0] == '\\' ? "\\%c" : "\\u%04x", at[0]);
    else if (length == 2 && at[0] == 0xc2 && at[1] < 0xa0)
        buf_format(out, "\\u%04x", at[1]); /* terminals obey these too */
    else if (length && utf8_turns_direction(text))
        buf_format(out, "\\u%04x",
                   length == 2 ? 0x61cu : 0x2000u | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu));
    else if (length)
        buf_bytes(out, text.data, length);
    else
        buf_text(out, "\\ufffd");
    return length ? length : 1;
}

void escape_json(struct buf *out, struct str raw)
{
    while (raw.size) {
        size_t plain = 0;
        while (plain < raw.size && is_plain_json((unsigned char)raw.data[plain]))
            plain++;
        buf_bytes(out, raw.data, plain);
        raw = str_from(raw, plain);
        if (raw.size)
            raw = str_from(raw, escape_json_character(out, raw));
    }
}

/* Character references stand for what Markdown, or GitHub, gives a meaning. */
static const char *in_markdown(char byte)
{
    switch (byte) {
    case '*':
        return "&#42;";
    case '_':
        return "&#95;";
    case '`':
        return "&#96;";
    case '|':
        return "&#124;";
    case '[':
        return "&#91;";
    case ']':
        return "&#93;";
    case '\\':
        return "&#92;";
    case '~':
        return "&#126;";
    case '#':
        return "&#35;";
    case '@':
        return "&#64;";
    case '$':
        return "&#36;";
    case '\n':
        return " ";
    default:
        return in_xml(byte);
    }
}

void escape_markdown(struct buf *out, struct str text)
{
    struct arena arena = {0};
    replace(out, utf8_show_lines(&arena, text), in_markdown);
    arena_free(&arena);
}

void escape_markdown_code(struct buf *out, struct str text)
{
    bool is_plain = text.size > 0;
    for (size_t i = 0; i < text.size; i++)
        is_plain &= text.data[i] != '`' && text.data[i] != '|' && text.data[i] != '\n' &&
                    text.data[i] != '\\';
    is_plain = is_plain && text.data[0] != ' ' && text.data[text.size - 1] != ' ';
    buf_text(out, is_plain ? "`" : "<code>");
    struct arena arena = {0};
    if (is_plain)
        buf_str(out, utf8_show(&arena, text));
    else
        escape_markdown(out, text);
    arena_free(&arena);
    buf_text(out, is_plain ? "`" : "</code>");
}
