#ifndef PROF2DOT_BASE64_H
#define PROF2DOT_BASE64_H

#include "base/buf.h"

/* Appends the bytes in base64 (RFC 4648, section 4), without line breaks. */
void base64_write(struct buf *out, struct str bytes);

#endif
