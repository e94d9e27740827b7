#include "analysis/budget/budget.h"

#include <math.h>
#include <stdlib.h>

/* What is being read, and how far. */
struct reader {
    struct str text;
    size_t at;
    struct arena *arena;
    struct budget *budget;
    struct budget_mistake *mistake;
};

static bool fail_at(struct reader *r, size_t at, const char *what)
{
    *r->mistake = (struct budget_mistake){at, what};
    return false;
}

static bool fail(struct reader *r, const char *what)
{
    return fail_at(r, r->at, what);
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->text.size && (r->text.data[r->at] == ' ' || r->text.data[r->at] == '\t'))
        r->at++;
}

/* Takes a text, and the blanks before it, if it stands here. */
static bool take(struct reader *r, const char *text)
{
    skip_blanks(r);
    if (!str_starts(str_from(r->text, r->at), str_of(text)))
        return false;
    r->at += str_of(text).size;
    return true;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/* The word that stands here; empty where there is none. */
static struct str peek_word(struct reader *r)
{
    skip_blanks(r);
    size_t end = r->at;
    while (end < r->text.size && is_letter(r->text.data[end]))
        end++;
    return str_first(str_from(r->text, r->at), end - r->at);
}

/* Up to the bracket that closes; brackets within a pattern, as in "<method (x)>", pair up. */
static bool read_glob(struct reader *r)
{
    skip_blanks(r);
    size_t start = r->at, depth = 0, end = start;
    for (; end < r->text.size && (depth || r->text.data[end] != ')'); end++) {
        depth += r->text.data[end] == '(';
        depth -= r->text.data[end] == ')';
    }
    if (end == r->text.size)
        return fail_at(r, end, "a ')' is missing");
    r->at = end + 1;
    while (end > start && (r->text.data[end - 1] == ' ' || r->text.data[end - 1] == '\t'))
        end--;
    if (end == start)
        return fail_at(r, start, "a pattern of functions is missing, such as json.*:loads");
    struct str glob = str_first(str_from(r->text, start), end - start);
    char *copy = arena_new(r->arena, glob.size + 1, 1);
    for (size_t i = 0; i < glob.size; i++)
        copy[i] = glob.data[i];
    r->budget->glob = copy;
    r->budget->glob_at = start;
    return true;
}

static bool read_cost(struct reader *r)
{
    static const char *const words[] = {
        [BUDGET_TOTAL] = "total", [BUDGET_OWN] = "own", [BUDGET_CALLS] = "calls"};
    struct str word = peek_word(r);
    size_t start = r->at;
    bool known = false;
    for (int i = 0; i < 3; i++)
        if (str_equal(word, str_of(words[i]))) {
            r->budget->cost = (enum budget_cost)i;
            known = true;
        }
    if (!known)
        return fail(r, "what is limited is total, own(...), calls(...) or change(...)");
    r->at += word.size;
    if (take(r, "("))
        return read_glob(r);
    return r->budget->cost != BUDGET_OWN ||
           fail_at(r, start, "own wants functions: own(json.*:loads)");
}

static bool read_measure(struct reader *r)
{
    struct str word = peek_word(r);
    if (!str_equal(word, STR("change")))
        return read_cost(r);
    r->at += word.size;
    r->budget->of_change = true;
    if (!take(r, "("))
        return fail(r, "change wants what changed: change(total)");
    if (!read_cost(r))
        return false;
    return take(r, ")") || fail(r, "a ')' is missing");
}

static bool read_order(struct reader *r)
{
    struct budget *budget = r->budget;
    if (take(r, ">="))
        budget->order = BUDGET_AT_LEAST;
    else if (take(r, "<="))
        budget->order = BUDGET_AT_MOST;
    else if (take(r, ">"))
        budget->order = BUDGET_ABOVE;
    else if (take(r, "<"))
        budget->order = BUDGET_BELOW;
    else
        return fail(r, "one of >, >=, < and <= is missing");
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Digits with one point, no exponent: "0.3", "200". */
static bool read_number(struct reader *r)
{
    char digits[32];
    size_t count = 0, points = 0;
    skip_blanks(r);
    size_t start = r->at;
    bool is_negative = take(r, "-");
    r->budget->number_at = start;
    for (; r->at < r->text.size; r->at++) {
        char byte = r->text.data[r->at];
        if (!is_digit(byte) && byte != '.')
            break;
        points += byte == '.';
        if (count + 1 == sizeof digits || points > 1)
            return fail(r, "this is no number");
        digits[count++] = byte;
    }
    digits[count] = '\0';
    if (count == points)
        return fail_at(r, start, "a number is missing");
    double value = strtod(digits, NULL);
    r->budget->limit = is_negative ? -value : value;
    return true;
}

static bool read_unit(struct reader *r)
{
    static const struct {
        const char *word;
        enum budget_unit unit;
        double factor;
    } units[] = {{"%", BUDGET_SHARE, 0.01},    {"ms", BUDGET_SECONDS, 1e-3},
                 {"us", BUDGET_SECONDS, 1e-6}, {"µs", BUDGET_SECONDS, 1e-6},
                 {"ns", BUDGET_SECONDS, 1e-9}, {"s", BUDGET_SECONDS, 1}};
    struct budget *budget = r->budget;
    skip_blanks(r);
    size_t start = r->at;
    for (size_t i = 0; i < sizeof units / sizeof units[0] && r->at == start; i++)
        if (take(r, units[i].word)) {
            budget->unit = units[i].unit;
            budget->limit *= units[i].factor;
        }
    skip_blanks(r);
    if (r->at < r->text.size)
        return fail(r, "nothing may follow but one of the units %, s, ms, us and ns");
    if (budget->cost == BUDGET_CALLS && budget->unit == BUDGET_SECONDS)
        return fail_at(r, start, "calls are no time");
    if (budget->cost != BUDGET_CALLS && !budget->of_change && !budget->glob &&
        budget->unit == BUDGET_SHARE)
        return fail_at(r, start, "the total is always 100 % of itself: say a time");
    return true;
}

bool budget_parse(struct str text, struct arena *arena, struct budget *budget,
                  struct budget_mistake *mistake)
{
    struct reader r = {text, 0, arena, budget, mistake};
    *budget = (struct budget){.text = text};
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '\0')
            return fail_at(&r, i, "a NUL byte");
    return read_measure(&r) && read_order(&r) && read_number(&r) && read_unit(&r);
}
