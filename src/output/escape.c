#include "output/escape.h"

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

static const char *in_dot_html(char byte)
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
        return "<BR/>";
    default:
        return NULL;
    }
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
