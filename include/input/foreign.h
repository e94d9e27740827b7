#ifndef PROF2DOT_FOREIGN_H
#define PROF2DOT_FOREIGN_H

#include "base/str.h"

/* What a file is that no reader takes ("a pickle; ..."), and the command that gives a readable one;
   NULL where nothing is known of such bytes. */
const char *foreign_advice(struct str bytes);

/* Whether bytes may be text: no control characters but those of text files. */
bool foreign_is_text(struct str head);

#endif
