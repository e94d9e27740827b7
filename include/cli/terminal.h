#ifndef PROF2DOT_CLI_TERMINAL_H
#define PROF2DOT_CLI_TERMINAL_H

#include "output/terminal/terminal_style.h"

/* --color: whether text for people has colours. */
enum colour_use { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* How text for people is to look on this stream: as wide as the terminal (or $COLUMNS; 100 where
   there is none, never below 64 or above 200), in colours where it is a terminal that has them and
   $NO_COLOR is empty, unless `use` says otherwise. */
struct terminal_style terminal_style_of(int descriptor, enum colour_use use);

#endif
