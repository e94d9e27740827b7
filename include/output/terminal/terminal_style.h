#ifndef PROF2DOT_TERMINAL_STYLE_H
#define PROF2DOT_TERMINAL_STYLE_H

#include <stdbool.h>
#include <stdint.h>

/* What a text is for. */
struct terminal_style {
    uint32_t width; /* cells in a line */
    bool colour;    /* escape sequences for bold, dim and heat may be used */
};

#endif
