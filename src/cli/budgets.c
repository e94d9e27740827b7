#include "cli/budgets.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "cli/say.h"

/* Says what is wrong with an expression, and shows where. */
static int say_mistake(const struct budget *budget, const struct budget_mistake *mistake)
{
    struct buf line = {0};
    struct arena arena = {0};
    size_t column = utf8_count(utf8_repair(&arena, str_first(budget->text, mistake->at)));
    buf_text(&line, budget->where);
    if (budget->line)
        buf_format(&line, ", line %zu", budget->line);
    buf_format(&line, ", column %zu: %s", column + 1, mistake->what);
    say_note(buf_slice(&line));
    buf_cut(&line, 0);
    buf_text(&line, "  ");
    buf_str(&line, utf8_repair(&arena, budget->text));
    say_note(buf_slice(&line));
    buf_cut(&line, 0);
    for (size_t i = 0; i < column + 2; i++)
        buf_char(&line, ' ');
    buf_char(&line, '^');
    say_note(buf_slice(&line));
    buf_free(&line);
    arena_free(&arena);
    return 2;
}

static int add_budget(struct budget_list *list, struct str text, const char *where, size_t line)
{
    struct budget budget;
    struct budget_mistake mistake;
    bool ok = budget_parse(text, &list->arena, &budget, &mistake);
    budget.where = where;
    budget.line = line;
    if (!ok)
        return say_mistake(&budget, &mistake);
    list->items = memory_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
    list->items[list->count++] = budget;
    return 0;
}

static struct str trimmed(struct str line)
{
    while (line.size && (line.data[line.size - 1] == '\r' || line.data[line.size - 1] == ' ' ||
                         line.data[line.size - 1] == '\t'))
        line.size--;
    while (line.size && (line.data[0] == ' ' || line.data[0] == '\t'))
        line = str_from(line, 1);
    return line;
}

/* An expression a line; what begins with '#' is a comment. */
static int add_file(struct budget_list *list, const char *path)
{
    struct error error = {0};
    if (!file_read(path, &list->listed, &error))
        return say_error(say_path(path), &error);
    size_t number = 0;
    int status = 0;
    for (struct str rest = buf_slice(&list->listed); rest.size && !status;) {
        size_t end = str_find(rest, '\n');
        struct str line = trimmed(str_first(rest, end));
        number++;
        if (line.size && line.data[0] != '#')
            status = add_budget(list, line, path, number);
        rest = str_from(rest, end + 1);
    }
    if (!status && !list->count) {
        error_set(&error, ERROR_INPUT, "holds no budget");
        return say_error(say_path(path), &error);
    }
    return status;
}

int budget_list_read(const struct options *options, struct budget_list *list)
{
    int status = 0;
    *list = (struct budget_list){0};
    for (size_t i = 0; i < options->fail_if.count && !status; i++)
        status = add_budget(list, str_of(options->fail_if.items[i]), "--fail-if", 0);
    if (options->budget_file && !status)
        status = add_file(list, options->budget_file);
    return status;
}

void budget_list_free(struct budget_list *list)
{
    free(list->items);
    buf_free(&list->listed);
    arena_free(&list->arena);
    *list = (struct budget_list){0};
}
