#ifndef PROF2DOT_HELP_H
#define PROF2DOT_HELP_H

#include "base/buf.h"

/* Appends the text of --help, made of the table of options. */
void help_options(struct buf *out);

/* Appends the formats that can be read, a line each. */
void help_formats(struct buf *out);

#endif
