#ifndef PROF2DOT_CALLGRIND_NUMBER_H
#define PROF2DOT_CALLGRIND_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The numbers of callgrind files. Each call takes what it reads off the start of *text; false where
   there is no such thing. */

void callgrind_skip_spaces(struct str *text);

/* Whether a space or the end follows. */
bool callgrind_at_word_end(struct str text);

/* "12" or "0x1f". What does not fit is as large as can be. */
bool callgrind_take_number(struct str *text, uint64_t *value);

/* The same with a sign, if it is negative. */
bool callgrind_take_signed(struct str *text, int64_t *value);

/* "12", "+3", "-3" or "*": a position, told by itself or relative to *base, where it is left; and
   then the end of the word. */
bool callgrind_take_position(struct str *text, int64_t *base);

#endif
