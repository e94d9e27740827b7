/* struct winsize is in no standard; the libraries ask for it by this name. */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 64, WIDEST = 200, USUAL = 100 };

static long width_of(int descriptor)
{
    struct winsize size = {0};
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width <= 0 && isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width > 0 ? width : USUAL;
}

static bool has_colours(int descriptor)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(descriptor) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

struct terminal_style terminal_style_of(int descriptor, enum colour_use use)
{
    long width = width_of(descriptor);
    width = width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
    return (struct terminal_style){.width = (uint32_t)width,
                                   .colour = use == COLOUR_AUTO ? has_colours(descriptor)
                                                                : use == COLOUR_ALWAYS};
}
