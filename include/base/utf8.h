#ifndef PROF2DOT_UTF8_H
#define PROF2DOT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* How many bytes the well-formed character at the start of `text` takes (1 to 4), 0 if it is none:
   overlong forms, surrogates and code points above U+10FFFF are not well formed (Unicode 15, table
   3-7). The text must not be empty. */
size_t utf8_length(struct str text);

/* Whether the text starts with a character that turns the direction of what follows, so that a name
   can be read as another: those of Unicode's property Bidi_Control. */
bool utf8_turns_direction(struct str text);

/* Text that can be shown anywhere (XML, DOT, a terminal): every byte that starts no well-formed
   character, every control character except tab and newline, the characters that turn the direction
   of text (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), and U+FFFE and U+FFFF
   become U+FFFD, so that no name poses as another; a surrogate written as three bytes becomes one
   U+FFFD. Returns `text` itself where nothing is to mend, else a copy in the arena. */
struct str utf8_repair(struct arena *arena, struct str text);

/* Text of any bytes for one line on a terminal: as utf8_repair, and line breaks and tabs become
   U+FFFD too, so that a name cannot pose as another line. Returns `text` itself where nothing is to
   mend, else a copy in the arena. */
struct str utf8_show(struct arena *arena, struct str text);

/* As utf8_show, of lines: newlines and tabs stay. */
struct str utf8_show_lines(struct arena *arena, struct str text);

/* Appends text in which each byte is one character (Latin-1). */
void utf8_from_latin(struct buf *out, struct str latin);

/* Whether `text` starts with a surrogate as Python's surrogatepass writes it: three bytes, which
   are no well-formed character. */
bool utf8_is_surrogate(struct str text);

/* The number of characters in well-formed text. */
size_t utf8_count(struct str text);

/* The longest prefix of well-formed text with at most `characters` characters. */
struct str utf8_first(struct str text, size_t characters);

/* The longest prefix of well-formed text with at most `bytes` bytes. */
struct str utf8_cut(struct str text, size_t bytes);

/* The longest suffix of well-formed text with at most `characters` characters. */
struct str utf8_last(struct str text, size_t characters);

#endif
