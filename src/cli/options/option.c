#include "cli/options/option.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

bool option_bad_word(const struct option *option, const char *value, const char *wanted,
                     const struct buf *suggestion, struct error *error)
{
    char letter[] = {'-', option->letter, '/', '\0'};
    return error_set(error, ERROR_USAGE, "%s--%s takes %s, not '%.80s'%s",
                     option->letter ? letter : "", option->name, wanted, value,
                     suggestion->size ? suggestion->data : "");
}

bool option_bad_value(const struct option *option, const char *value, const char *wanted,
                      struct error *error)
{
    return option_bad_word(option, value, wanted, &(struct buf){0}, error);
}

void option_add_pattern(struct patterns *patterns, const char *value)
{
    size_t room = patterns->count;
    patterns->items =
        memory_grow(patterns->items, &room, patterns->count + 1, sizeof *patterns->items);
    patterns->items[patterns->count++] = value;
}

/* An enum of constants that are not negative is an unsigned int, with gcc and clang. */
static bool set_word(const struct option *option, void *field, const char *value,
                     struct error *error)
{
    size_t index;
    if (!words_find(&option->words, value, &index)) {
        struct buf wanted = {0}, suggestion = {0};
        words_list(&option->words, false, &wanted);
        words_suggest(&option->words, str_of(value), &suggestion);
        option_bad_word(option, value, wanted.data, &suggestion, error);
        buf_free(&wanted);
        buf_free(&suggestion);
        return false;
    }
    if (option->field_size == sizeof(bool))
        *(bool *)field = index != 0;
    else
        *(unsigned *)field = (unsigned)index;
    return true;
}

static bool set_number(const struct option *option, double *field, const char *value,
                       struct error *error)
{
    const struct number_range *range = option->range;
    char *end;
    double parsed = strtod(value, &end);
    if (range->is_share && end != value && *end == '%')
        end++;
    bool fits = end != value && !*end && isfinite(parsed) && parsed >= range->least &&
                parsed <= range->most && (!range->is_whole || floor(parsed) >= parsed);
    if (!fits)
        return option_bad_value(option, value, range->wanted, error);
    *field = parsed;
    return true;
}

bool option_apply(const struct option *option, struct options *options, const char *value,
                  struct error *error)
{
    void *field = (char *)options + option->field;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
        *(const char **)field = value;
        return true;
    case OPTION_PATTERN:
        option_add_pattern(field, value);
        return true;
    case OPTION_WORD:
        return set_word(option, field, value, error);
    case OPTION_NUMBER:
        return set_number(option, field, value, error);
    case OPTION_CUSTOM:
        return option->apply(options, option, value, error);
    case OPTION_IGNORED:
        break;
    }
    return true;
}

void option_add_choices(const struct option *option, struct buf *out)
{
    if (option->choices)
        option->choices(out);
    for (size_t i = 0; i < option->words.count; i++)
        buf_format(out, "%s\n", option->words.items[i].text);
}
