#ifndef PROF2DOT_ESCAPE_H
#define PROF2DOT_ESCAPE_H

#include "base/buf.h"

/* One function a context. Text is what utf8_repair returns; each appends to `out`. */

/* Inside <...> of a DOT HTML-like label; a newline becomes <BR/>. */
void escape_dot_html(struct buf *out, struct str text);

/* Inside "..." of a DOT tooltip, which Graphviz unescapes twice. */
void escape_dot_tooltip(struct buf *out, struct str text);

/* Character data or an attribute value in XML; newlines are kept by a character reference. */
void escape_xml(struct buf *out, struct str text);

/* Inside "..." of JSON. Takes raw bytes: a surrogate stays one, as \uXXXX, other bytes that are no
   UTF-8 become U+FFFD; '<' is escaped, so that the text may stand in an HTML script. */
void escape_json(struct buf *out, struct str raw);

/* Text in GitHub's Markdown, also within a table's cell: nothing in it is markup, a mention or a
   reference; newlines become blanks. */
void escape_markdown(struct buf *out, struct str text);

/* The same as code: between backticks, or in <code> where these or a cell's end stand in it. */
void escape_markdown_code(struct buf *out, struct str text);

#endif
