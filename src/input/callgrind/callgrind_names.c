#include "input/callgrind/callgrind_names.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What Valgrind calls a file that it does not know. */
static const struct str unknown = {"???", 3};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The size of "(123)" at the start of the text, and the number; 0 if there is no such thing. */
static size_t number_size(struct str text, int64_t *number)
{
    enum { MOST_DIGITS = 18 };
    size_t size = 1;
    *number = 0;
    if (!text.size || text.data[0] != '(')
        return 0;
    for (; size < text.size && is_digit(text.data[size]) && size <= MOST_DIGITS; size++)
        *number = *number * 10 + (text.data[size] - '0');
    bool is_number = size > 1 && size < text.size && text.data[size] == ')';
    return is_number ? size + 1 : 0;
}

static struct str without_spaces(struct str text)
{
    size_t start = 0;
    while (start < text.size && text.data[start] == ' ')
        start++;
    return str_from(text, start);
}

/* What stands for a number that has more than 32 bits: a text that no name has. */
static uint32_t long_number(struct callgrind_names *names, char kind, int64_t number)
{
    struct buf text = {0};
    buf_format(&text, "\n%c%" PRId64, kind, number);
    uint32_t index = intern_add(&names->texts, buf_slice(&text));
    buf_free(&text);
    return index;
}

/* The place of a number's meaning: numbers of other kinds and of other parts are others. */
static uint32_t *meaning_of(struct callgrind_names *names, char kind, int64_t number)
{
    enum { OF_FILE, OF_FUNCTION, OF_OBJECT, LONG, KINDS };
    bool is_long = number < 0 || number > UINT32_MAX;
    uint32_t of = is_long ? LONG : kind == 'f' ? OF_FILE : kind == 'n' ? OF_FUNCTION : OF_OBJECT;
    uint32_t second = is_long ? long_number(names, kind, number) : (uint32_t)number;
    uint32_t index = intern_pairs_add(&names->numbers, names->part * KINDS + of, second);
    names->meaning = memory_grow(names->meaning, &names->meaning_room, (size_t)index + 1,
                                 sizeof *names->meaning);
    while (names->meaning_count <= index)
        names->meaning[names->meaning_count++] = 0;
    return &names->meaning[index];
}

uint32_t callgrind_name(struct callgrind_names *names, char kind, struct str text)
{
    text = without_spaces(text);
    int64_t number;
    size_t size = number_size(text, &number);
    if (!size)
        return intern_add(&names->texts, text);
    struct str name = without_spaces(str_from(text, size));
    uint32_t *meaning = meaning_of(names, kind, number);
    names->undefined += !name.size && !*meaning;
    if (name.size || !*meaning) {
        uint32_t index = intern_add(&names->texts, name.size ? name : str_first(text, size));
        *meaning = index + 1;
    }
    return *meaning - 1;
}

/* Cuts ":123" off the end of *text, if it is there. */
static bool cut_line(struct str *text, int64_t *line)
{
    enum { MOST_DIGITS = 9 };
    size_t start = text->size;
    int64_t value = 0, unit = 1;
    while (start > 0 && is_digit(text->data[start - 1]) && text->size - start <= MOST_DIGITS) {
        value += unit * (text->data[--start] - '0');
        unit *= 10;
    }
    if (start == text->size || start == 0 || text->data[start - 1] != ':')
        return false;
    *text = str_first(*text, start - 1);
    *line = value;
    return true;
}

/* "name:12", or "name:12_1" of the second function that is called so there. */
static struct str pprofile_name(struct str name, int64_t *line)
{
    struct str cut = name;
    size_t end = str_find_last(name, '_');
    bool has_number = end + 1 < name.size;
    for (size_t i = end + 1; i < name.size; i++)
        has_number &= is_digit(name.data[i]);
    if (has_number) {
        cut = str_first(name, end);
        if (cut_line(&cut, line))
            return cut;
        cut = name;
    }
    return cut_line(&cut, line) ? cut : name;
}

/* "name file:12", as yappi and lsprofcalltree have it; and the latter's "~<built-in ...>". */
static struct str plain_name(struct str file, struct str name, int64_t *line)
{
    struct str cut = name;
    int64_t found = 0;
    bool is_long = cut_line(&cut, &found) && file.size && cut.size > file.size + 1 &&
                   str_ends(cut, file) && cut.data[cut.size - file.size - 1] == ' ';
    if (is_long) {
        *line = found;
        return str_first(cut, cut.size - file.size - 1);
    }
    bool is_builtin = str_equal(file, STR("~")) && str_starts(name, STR("~"));
    return is_builtin ? str_from(name, 1) : name;
}

/* Takes a quoted text and what has to follow it off the front. */
static bool cut_quoted(struct str *rest, struct str after, struct str *text)
{
    char quote = rest->size ? rest->data[0] : 0;
    if (quote != '\'' && quote != '"')
        return false;
    struct str inner = str_from(*rest, 1);
    *text = str_first(inner, str_find(inner, quote));
    *rest = str_from(inner, text->size + 1);
    if (!str_starts(*rest, after))
        return false;
    *rest = str_from(*rest, after.size);
    return true;
}

/* "('~', 0, '<built-in method time.sleep>')", the key of a C function in Python's profilers, as
   django-kcachegrind writes it: such a function has no file. */
static bool cut_key(struct str *file, struct str *name)
{
    struct str rest = str_from(*name, 1), place, found;
    if (!str_starts(*name, STR("(")) || !cut_quoted(&rest, STR(", 0, "), &place) ||
        !str_equal(place, STR("~")) || !cut_quoted(&rest, STR(")"), &found) || rest.size)
        return false;
    *file = place;
    *name = found;
    return true;
}

static struct str text_at(const struct callgrind_names *names, uint32_t index, struct str otherwise)
{
    return index == CALLGRIND_NO_NAME ? otherwise : names->texts.texts[index];
}

static uint32_t find_function(struct callgrind_names *names, struct builder *builder,
                              enum callgrind_dialect dialect, struct str file, uint32_t name)
{
    struct str text = text_at(names, name, STR("(unknown)"));
    int64_t line = 0;
    if (dialect == CALLGRIND_PPROFILE)
        text = pprofile_name(text, &line);
    else if (dialect == CALLGRIND_PLAIN && !cut_key(&file, &text))
        text = plain_name(file, text, &line);
    uint32_t file_index = builder_name(builder, file);
    return builder_function(builder, file_index, line, builder_name(builder, text), false);
}

uint32_t callgrind_function(struct callgrind_names *names, struct builder *builder,
                            enum callgrind_dialect dialect, uint32_t object, uint32_t file,
                            uint32_t name)
{
    bool by_object = dialect == CALLGRIND_VALGRIND && object != CALLGRIND_NO_NAME &&
                     str_equal(text_at(names, file, unknown), unknown);
    uint32_t place = by_object ? object : file;
    uint32_t both = intern_pairs_add(&names->combinations, place, name);
    names->function = memory_grow(names->function, &names->function_room, (size_t)both + 1,
                                  sizeof *names->function);
    while (names->function_count <= both)
        names->function[names->function_count++] = 0;
    if (!names->function[both]) {
        struct str text = text_at(names, place, STR(""));
        names->function[both] = find_function(names, builder, dialect, text, name) + 1;
    }
    return names->function[both] - 1;
}

struct callgrind_names callgrind_names_start(void)
{
    return (struct callgrind_names){.texts = intern_start(),
                                    .numbers = intern_pairs_start(),
                                    .combinations = intern_pairs_start()};
}

void callgrind_names_free(struct callgrind_names *names)
{
    intern_free(&names->texts);
    intern_pairs_free(&names->numbers);
    intern_pairs_free(&names->combinations);
    free(names->meaning);
    free(names->function);
    *names = (struct callgrind_names){0};
}
