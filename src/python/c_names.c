#include "python/c_names.h"

#include "python/library.h"
#include "python/known_modules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_builtins(struct str module)
{
    return str_equal(module, STR("builtins")) || str_equal(module, STR("__builtin__"));
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           library_is_digit(byte) || (unsigned char)byte >= 0x80;
}

/* A module that yappi names for the file of a C function: one of the standard library, or private,
   as C modules mostly are ("numpy.linalg._umath_linalg"). Programs in other languages have files
   without an ending too, and the profile module calls itself "profile". */
static bool is_c_module(struct str text)
{
    bool is_word = false, is_private = false;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_word_byte(text.data[i]) && !(is_word && text.data[i] == '.'))
            return false;
        is_private |= !is_word && text.data[i] == '_';
        is_word = text.data[i] != '.';
    }
    bool is_known = known_modules_stdlib(str_first(text, str_find(text, '.')));
    return is_word && (is_private || is_known) && !str_equal(text, STR("profile"));
}

/* "..\Modules\pyexpat.c": an extension that makes entries of its own. */
static bool is_c_file(struct str file)
{
    return str_ends(file, STR(".c")) && file.size > 2;
}

static bool is_frozen(struct str file)
{
    return str_starts(file, STR("<builtin>/frozen "));
}

static bool has_c_form(struct str name)
{
    static const struct str starts[] = {
        {"<built-in ", 10}, {"<method '", 9}, {"<slot wrapper '", 15}};
    for (size_t i = 0; i < COUNT(starts) && name.size && name.data[0] == '<'; i++)
        if (str_starts(name, starts[i]))
            return true;
    return false;
}

bool c_names_is_c(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text;
    struct str name = profile->names[f->name].text;
    if (!file.size) /* code that is compiled with an empty file has lines */
        return f->line <= 0;
    if (has_c_form(name) || str_equal(file, STR("~")) || is_c_file(file) || is_builtins(file))
        return true;
    if (file.data[0] == '<')
        return str_starts(file, STR("<built")) && !is_frozen(file);
    bool is_source = library_without_ending(file).size < file.size;
    return f->line <= 0 && !is_source && is_c_module(file) && !str_equal(name, STR("<module>"));
}

/* "owner.name", where the dot does not come first. */
static struct c_name split_dotted(struct str text)
{
    size_t dot = str_find_last(text, '.');
    if (dot == text.size || dot == 0 || dot + 1 == text.size)
        return (struct c_name){.name = text};
    return (struct c_name){.owner = str_first(text, dot), .name = str_from(text, dot + 1)};
}

/* "'append' of 'list' objects". */
static bool parse_method(struct str rest, struct c_name *parsed)
{
    size_t end = str_find(rest, '\'');
    struct str type = str_from(rest, end + STR("' of '").size);
    size_t type_end = str_find(type, '\'');
    if (type_end == type.size || !end)
        return false;
    *parsed = (struct c_name){.owner = str_first(type, type_end),
                              .name = str_first(rest, end),
                              .is_type = true,
                              .is_whole = str_equal(str_from(type, type_end), STR("' objects>"))};
    return true;
}

static bool is_hex(char byte)
{
    return library_is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Whether what follows a name tells no more than that it is an object's, and where that lies. */
static bool is_address(struct str rest)
{
    static const struct str parts[] = {{" of type", 8}, {" object", 7}, {" at 0x", 6}};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (str_starts(rest, parts[i]))
            rest = str_from(rest, parts[i].size);
    while (rest.size && is_hex(rest.data[0]))
        rest = str_from(rest, 1);
    return !rest.size;
}

/* Where " of " stands in "write of _io.FileIO object at 0x7f12"; its size if nowhere. */
static size_t find_of(struct str text)
{
    for (size_t i = str_find(text, ' '); i < text.size; i++)
        if (text.data[i] == ' ' && str_starts(str_from(text, i), STR(" of ")))
            return i;
    return text.size;
}

/* "write of _io.FileIO object at 0x7f12" is a method of that type; "__new__ of type object at
   0x7f12" one of a type whose name is not told. */
static struct c_name parse_plain(struct str text)
{
    size_t of = find_of(text);
    struct str type = str_from(text, of + STR(" of ").size);
    struct str after = str_from(type, str_find(type, ' '));
    type = str_first(type, str_find(type, ' '));
    if (of < text.size && type.size && !str_equal(type, STR("type")))
        return (struct c_name){type, str_first(text, of), true, is_address(after)};
    struct str word = str_first(text, str_find(text, ' '));
    if (!is_address(str_from(text, word.size)))
        return (struct c_name){.name = text};
    struct c_name parsed = split_dotted(word);
    parsed.is_whole = true;
    return parsed;
}

struct c_name c_names_parse(struct str name)
{
    static const struct str methods[] = {{"<method '", 9}, {"<slot wrapper '", 15}};
    static const struct str starts[] = {
        {"<built-in method ", 17}, {"<built-in function ", 19}, {"<function ", 10}, {"<", 1}};
    struct c_name parsed;
    for (size_t i = 0; i < COUNT(methods); i++)
        if (str_starts(name, methods[i]) && parse_method(str_from(name, methods[i].size), &parsed))
            return parsed;
    if (!str_starts(name, STR("<")) || !str_ends(name, STR(">")) || name.size < 3)
        return str_find(name, ' ') < name.size ? (struct c_name){.name = name} : parse_plain(name);
    for (size_t i = 0; i < COUNT(starts); i++)
        if (str_starts(name, starts[i]) && name.size > starts[i].size + 1) {
            name = str_from(str_first(name, name.size - 1), starts[i].size);
            break;
        }
    return parse_plain(name);
}

struct c_name c_names_of(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text;
    struct c_name parsed = c_names_parse(profile->names[f->name].text);
    if (!parsed.owner.size && is_c_module(file))
        parsed.owner = file;
    return parsed;
}

struct str c_names_module(const struct profile *profile, uint32_t function)
{
    struct str file = profile->names[profile->functions[function].file].text;
    if (is_c_file(file))
        return library_last(library_without_ending(file));
    struct c_name name = c_names_of(profile, function);
    size_t dot = str_find_last(name.owner, '.');
    bool is_dotted = dot < name.owner.size && !str_starts(name.owner, STR("."));
    struct str type_module = is_dotted ? str_first(name.owner, dot) : STR("");
    struct str module = name.is_type ? type_module : name.owner;
    return module.size ? module : STR("builtins");
}

void c_names_show(const struct c_name *name, struct buf *out)
{
    if (name->owner.size && !is_builtins(name->owner)) {
        buf_str(out, name->owner);
        buf_char(out, '.');
    }
    buf_str(out, name->name);
}

bool c_names_without_address(struct str name, struct buf *out)
{
    static const struct str at = {" at 0x", 6};
    if (!str_starts(name, STR("<")) || !str_contains(name, at))
        return false;
    for (size_t i = 0; i < name.size;) {
        if (!str_starts(str_from(name, i), at)) {
            buf_char(out, name.data[i++]);
            continue;
        }
        for (i += at.size; i < name.size && is_hex(name.data[i]);)
            i++;
    }
    return true;
}
