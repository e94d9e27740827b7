#include "input/frame_text.h"

#include <string.h>

/* What flame graphs call code that has no name. */
#define UNKNOWN STR("[unknown]")

/* A line number; -1 if the text is none. */
static int64_t line_number(struct str text)
{
    enum { MOST_DIGITS = 18 };
    int64_t number = 0;
    if (!text.size || text.size > MOST_DIGITS)
        return -1;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

/* Takes ":<line>" off the end of *text; -1 if there is none. */
static int64_t take_line(struct str *text)
{
    size_t colon = str_find_last(*text, ':');
    if (colon >= text->size)
        return -1;
    int64_t line = line_number(str_from(*text, colon + 1));
    if (line >= 0)
        *text = str_first(*text, colon);
    return line;
}

/* Not the "(inlined)" or "(int)" that compilers' names end in. */
static bool is_like_file(struct str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (strchr("./\\<", text.data[i]) && text.data[i])
            return true;
    return false;
}

static size_t find_opening(struct str text)
{
    for (size_t i = text.size; i-- > 1;)
        if (text.data[i] == '(' && text.data[i - 1] == ' ')
            return i;
    return text.size;
}

static bool parse_bracketed(struct str text, struct frame_parts *parts)
{
    size_t opening = str_ends(text, STR(")")) ? find_opening(text) : text.size;
    if (opening >= text.size || opening < 2)
        return false;
    struct str file = str_from(str_first(text, text.size - 1), opening + 1);
    int64_t line = take_line(&file);
    if (!file.size || (line < 0 && !is_like_file(file)))
        return false;
    *parts = (struct frame_parts){
        .file = file, .name = str_first(text, opening - 1), .line = line < 0 ? 0 : line};
    return true;
}

/* "a::b:3" has no file: the colons are C++'s. */
static bool parse_colons(struct str text, struct frame_parts *parts)
{
    int64_t line = take_line(&text);
    size_t colon = str_find_last(text, ':');
    if (line < 0 || colon >= text.size || colon == 0 || colon + 1 == text.size ||
        text.data[colon - 1] == ':')
        return false;
    *parts = (struct frame_parts){
        .file = str_first(text, colon), .name = str_from(text, colon + 1), .line = line};
    return true;
}

struct frame_parts frame_text_parts(struct str text)
{
    struct frame_parts parts = {.name = text.size ? text : UNKNOWN};
    if (!parse_bracketed(text, &parts))
        parse_colons(text, &parts);
    return parts;
}

static size_t count_of(struct str text, const char *allowed)
{
    size_t size = 0;
    while (size < text.size && text.data[size] && strchr(allowed, text.data[size]))
        size++;
    return size;
}

/* "P42;T0:7f": one frame, as threads of two processes may have one id. */
static size_t find_austin(struct str frames, const char *digits)
{
    size_t process = 1 + count_of(str_from(frames, 1), digits);
    if (process == 1 || !str_starts(str_from(frames, process), STR(";T")))
        return 0;
    size_t thread = count_of(str_from(frames, process + 2), digits);
    return thread ? process + 2 + thread : 0;
}

/* "thread (11461): MainThread"; the name is not always known. */
static size_t find_py_spy(struct str frames, const char *digits, struct str *id)
{
    static const struct str before = {"thread (", 8};
    struct str frame = str_first(frames, str_find(frames, ';'));
    if (!str_starts(frame, before))
        return 0;
    struct str rest = str_from(frame, before.size);
    size_t size = count_of(rest, digits);
    struct str after = str_from(rest, size);
    *id = str_first(rest, size);
    bool is_thread = size && (str_equal(after, STR(")")) || str_starts(after, STR("): ")));
    return is_thread ? frame.size : 0;
}

/* How many bytes stand before a command line where frames begin with a process; 0: they do not. */
static size_t find_command(struct str frames)
{
    const struct str word = STR("process "), behind = STR(":\"");
    struct str rest = str_from(frames, word.size);
    size_t number = count_of(rest, "0123456789");
    bool is_process =
        str_starts(frames, word) && number && str_starts(str_from(rest, number), behind);
    return is_process ? word.size + number + behind.size : 0;
}

/* Whether frames begin with what py-spy writes. */
static bool begins_like_py_spy(struct str frames)
{
    struct frame_parts parts;
    struct str id;
    return find_command(frames) || find_py_spy(frames, "0123456789abcdefABCDEFx", &id) ||
           parse_bracketed(str_first(frames, str_find(frames, ';')), &parts);
}

/* Takes a command line with the quote behind it off *frames. It may hold quotes and semicolons
   itself: what follows it looks like a frame. False where nothing ends it. */
static bool skip_command(struct str *frames)
{
    const struct str behind = STR("\";");
    struct str all = *frames;
    size_t first = all.size;
    for (size_t end = 0; end < all.size; end++) {
        struct str after = str_from(all, end + behind.size);
        if (!str_starts(str_from(all, end), behind))
            continue;
        *frames = after;
        if (begins_like_py_spy(after))
            return true;
        first = first < end ? first : end;
    }
    bool is_last = str_ends(all, STR("\""));
    *frames = is_last ? STR("") : str_from(all, first + behind.size);
    return is_last || first < all.size;
}

struct str frame_text_without_processes(struct str frames)
{
    size_t command;
    while ((command = find_command(frames))) {
        struct str rest = str_from(frames, command);
        if (!skip_command(&rest))
            break;
        frames = rest;
    }
    return frames;
}

size_t frame_text_thread(struct str frames, struct str *id)
{
    static const char digits[] = "0123456789abcdefABCDEFx:";
    if (str_starts(frames, STR("t")) && !str_starts(frames, STR("tid:")))
        return find_py_spy(frames, digits, id);
    size_t start = 0, end = 0;
    if (str_starts(frames, STR("tid:"))) {
        start = 4;
        end = start + count_of(str_from(frames, start), digits);
    } else if (str_starts(frames, STR("P"))) {
        end = find_austin(frames, digits);
    }
    if (end <= start || (end < frames.size && frames.data[end] != ';'))
        return 0;
    *id = str_from(str_first(frames, end), start);
    return end;
}
