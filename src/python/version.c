#include "python/version.h"

#include "python/library.h"

/* Python 3's minor number in a folder's name after "python": "3.12", "312". */
static int minor_of(struct str text)
{
    size_t at = str_starts(text, STR("3.")) ? 2 : 1;
    int minor = 0;
    if (!str_starts(text, STR("3")))
        return 0;
    for (size_t i = at; i < text.size && i < at + 2 && library_is_digit(text.data[i]); i++)
        minor = minor * 10 + (text.data[i] - '0');
    return minor;
}

int version_of_path(struct str path)
{
    while (path.size) {
        struct str folder = library_first(path);
        if (folder.size == path.size) /* a file */
            return 0;
        bool is_python = str_starts(folder, STR("python")) || str_starts(folder, STR("Python"));
        int minor = is_python ? minor_of(str_from(folder, STR("python").size)) : 0;
        if (minor)
            return minor;
        path = str_from(path, folder.size + 1);
    }
    return 0;
}
