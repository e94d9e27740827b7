#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { PROGRESS_FROM = 200 };

void say_note(struct str line)
{
    struct arena arena = {0};
    struct str shown = utf8_show(&arena, line);
    fprintf(stderr, "prof2dot: %.*s\n", (int)shown.size, shown.data);
    arena_free(&arena);
}

int say_error(const char *path, const struct error *error)
{
    if (error->code == ERROR_PIPE)
        return 1;
    struct buf line = {0};
    if (path)
        buf_format(&line, "%s: ", path);
    if (error->has_offset)
        buf_format(&line, "byte %" PRIu64 ": ", error->offset);
    buf_text(&line, error->message);
    say_note(buf_slice(&line));
    buf_free(&line);
    return error->code == ERROR_USAGE ? 2 : 1;
}

void say_progress(size_t done, size_t count)
{
    if (count < PROGRESS_FROM || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\rprof2dot: %zu of %zu files read%s", done, count,
            done == count ? "\n" : "\r");
}

const char *say_path(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

void say_text(struct str text)
{
    fwrite(text.data, 1, text.size, stderr);
}
