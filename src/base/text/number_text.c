#include "base/text/number_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 17 digits always do; most doubles that were decimals once need fewer. */
void number_text_shortest(struct buf *out, double value)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        double back = strtod(text, NULL);
        if (memcmp(&back, &value, sizeof value) == 0)
            break;
    }
    buf_text(out, text);
}
