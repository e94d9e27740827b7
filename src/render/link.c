#include "render/link.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Bytes. Graphviz reads no string of more than 16,384, the template's ampersands being escaped. */
enum { MOST_LINK = 12000 };

/* Percent-encodes all but what may stand in a path (RFC 3986), with slashes for backslashes. */
static void add_encoded(struct buf *out, struct str path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._~/:@!$()*+,;=";
    for (size_t i = 0; i < path.size; i++) {
        char byte = path.data[i] == '\\' ? '/' : path.data[i];
        if (byte && strchr(plain, byte))
            buf_char(out, byte);
        else
            buf_format(out, "%%%02X", (unsigned)(unsigned char)byte);
    }
}

static bool has_drive(struct str path)
{
    return path.size > 2 && path.data[1] == ':';
}

static bool is_absolute(struct str path)
{
    return path.size && (path.data[0] == '/' || path.data[0] == '\\' || has_drive(path));
}

/* The path for {path}: relative; false where the file is not below what --strip-prefix names. */
static bool add_relative(struct buf *out, struct str path)
{
    if (is_absolute(path))
        return false;
    add_encoded(out, path);
    return true;
}

/* An absolute path brings its slash: vscode://file/{abspath} has one already, file://{abspath} has
   none. */
static void drop_slash(struct buf *out)
{
    struct str text = buf_slice(out);
    if (str_ends(text, STR("/")) && !str_ends(text, STR("//")))
        buf_cut(out, text.size - 1);
}

/* The path for {abspath}: begins with a slash on every system (RFC 8089: "/C:/x.py"). */
static bool add_absolute(struct buf *out, struct str path)
{
    char folder[PATH_MAX];
    drop_slash(out);
    if (is_absolute(path)) {
        buf_text(out, has_drive(path) ? "/" : "");
        add_encoded(out, path);
        return true;
    }
    if (!getcwd(folder, sizeof folder))
        return false;
    add_encoded(out, str_of(folder));
    buf_char(out, '/');
    add_encoded(out, path);
    return true;
}

/* Fills one placeholder in; false where this function has no such thing. */
static bool add_placeholder(struct buf *out, struct str word, const struct request *request,
                            struct str path, struct str shown_path, int64_t line)
{
    if (str_equal(word, STR("{path}")))
        return add_relative(out, shown_path);
    if (str_equal(word, STR("{abspath}")))
        return add_absolute(out, path);
    if (!str_equal(word, STR("{line}")))
        add_encoded(out, str_of(request->revision));
    else if (line == LINK_ANY_LINE)
        buf_str(out, word);
    else
        buf_format(out, "%" PRId64, line);
    return true;
}

struct str link_fill(const struct request *request, struct str path, struct str shown_path,
                     int64_t line, struct arena *arena)
{
    struct buf out = {0};
    bool fits = (line > 0 || line == LINK_ANY_LINE) && path.size && path.data[0] != '<' &&
                path.data[0] != '~';
    for (struct str rest = str_of(request->link); fits && rest.size;) {
        size_t open = str_find(rest, '{');
        buf_str(&out, str_first(rest, open));
        rest = str_from(rest, open);
        size_t close = str_find(rest, '}');
        if (rest.size)
            fits =
                add_placeholder(&out, str_first(rest, close + 1), request, path, shown_path, line);
        rest = str_from(rest, close + 1);
    }
    fits &= out.size <= MOST_LINK;
    struct str link = fits ? arena_copy(arena, buf_slice(&out)) : STR("");
    buf_free(&out);
    return link;
}
