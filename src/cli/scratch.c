#include "cli/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool scratch_make(struct scratch *scratch, struct error *error)
{
    const char *parent = getenv("TMPDIR");
    *scratch = (struct scratch){0};
    buf_text(&scratch->path, parent && *parent == '/' ? parent : "/tmp");
    buf_text(&scratch->path, "/prof2dot-XXXXXX");
    if (mkdtemp(scratch->path.data))
        return true;
    error_set(error, ERROR_IO, "no temporary folder %.200s: %s", scratch->path.data,
              strerror(errno));
    buf_free(&scratch->path);
    return false;
}

struct buf scratch_file(const struct scratch *scratch, const char *name)
{
    struct buf path = {0};
    buf_format(&path, "%s/%s", scratch->path.data, name);
    return path;
}

/* Python leaves a folder of its own there: __pycache__. */
static void empty_folder(const char *path, int levels)
{
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        struct buf inside = {0};
        buf_format(&inside, "%s/%s", path, entry->d_name);
        if (unlink(inside.data) < 0 && levels) {
            empty_folder(inside.data, levels - 1);
            rmdir(inside.data);
        }
        buf_free(&inside);
    }
    closedir(folder);
}

void scratch_remove(struct scratch *scratch)
{
    if (!scratch->path.size)
        return;
    empty_folder(scratch->path.data, 1);
    rmdir(scratch->path.data);
    buf_free(&scratch->path);
}
