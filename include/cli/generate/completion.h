#ifndef PROF2DOT_COMPLETION_H
#define PROF2DOT_COMPLETION_H

#include "base/buf.h"

/* Append the script that lets a shell complete the command line, made of the table of options. */
void completion_bash(struct buf *out);
void completion_zsh(struct buf *out);
void completion_fish(struct buf *out);

#endif
