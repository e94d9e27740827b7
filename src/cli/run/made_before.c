#include "cli/run/made_before.h"

#include <errno.h>
#include <stdio.h>

#include "base/str.h"
#include "output/page/shell.h"

/* Longer than what a report begins with, before the first hash in it. */
enum { HEAD = 256 };

/* The first bytes of the file; false where there is none. */
static bool read_head(const char *path, char head[HEAD], size_t *size)
{
    FILE *file = fopen(path, "rb");
    *size = 0;
    if (!file)
        return errno != ENOENT;
    *size = fread(head, 1, HEAD, file);
    fclose(file);
    return true;
}

bool made_before_report(const char *path)
{
    char head[HEAD];
    size_t size;
    if (!read_head(path, head, &size))
        return true;
    size_t same = 0;
    for (struct str rest = shell_html; rest.size && !str_starts(rest, STR("sha256-"));
         rest = str_from(rest, 1))
        same++;
    return same < HEAD && str_starts((struct str){head, size}, str_first(shell_html, same));
}

/* marshal's dictionary, with or without the bit that says that it may be referred to. */
bool made_before_profile(const char *path)
{
    char head[HEAD];
    size_t size;
    return !read_head(path, head, &size) || (size > 0 && (head[0] & 0x7F) == '{');
}
