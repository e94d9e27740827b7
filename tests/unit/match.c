#include "analysis/compare/match.h"

#include "unit.h"

/* A function as the tests write it. */
struct made {
    const char *file;
    int64_t line;
    const char *name;
    int64_t calls;
};

struct made_call {
    uint32_t caller, callee;
};

static struct profile make(const struct made *made, size_t count, const struct made_call *calls,
                           size_t call_count)
{
    struct builder builder = builder_start();
    for (size_t i = 0; i < count; i++) {
        uint32_t file = builder_name(&builder, str_of(made[i].file));
        uint32_t name = builder_name(&builder, str_of(made[i].name));
        uint32_t f = builder_function(&builder, file, made[i].line, name, false);
        assert_int_equal(f, i);
        builder.profile.functions[f].calls = made[i].calls;
        builder.profile.functions[f].order = f;
    }
    for (size_t i = 0; i < call_count; i++) {
        struct call *call = builder_call(&builder, calls[i].caller, calls[i].callee);
        *call = (struct call){.caller = calls[i].caller, .callee = calls[i].callee, .calls = 1};
    }
    return builder_finish(&builder);
}

/* Checks what each of the functions before is matched with (-1: gone) and how; and that the other
   way round the same pairs are found. */
static void expect(struct profile before, struct profile after, const int *partners,
                   const enum match_kind *kinds)
{
    struct match match = match_functions(&before, &after);
    struct match mirror = match_functions(&after, &before);
    for (uint32_t i = 0; i < before.function_count; i++) {
        assert_int_equal((int32_t)match.to_new[i], partners[i]);
        assert_int_equal(match.kind[i], kinds[i]);
        assert_int_equal(mirror.to_old[i], match.to_new[i]);
        if (partners[i] >= 0)
            assert_int_equal(match.to_old[partners[i]], i);
    }
    match_free(&match);
    match_free(&mirror);
    profile_free(&before);
    profile_free(&after);
}

#define MAKE(functions, calls) make(functions, COUNT(functions), calls, COUNT(calls))

static const struct made_call one_two[] = {{0, 1}, {0, 2}};

static void new_gone_and_moved_by_lines(void **state)
{
    (void)state;
    const struct made old[] = {{"a.py", 1, "main", 1}, {"a.py", 10, "f", 5}, {"a.py", 20, "g", 7}};
    const struct made new[] = {{"a.py", 1, "main", 1}, {"a.py", 110, "f", 5}, {"a.py", 9, "h", 70}};
    expect(MAKE(old, one_two), MAKE(new, one_two), (int[]){0, 1, -1},
           (enum match_kind[]){MATCH_SAME, MATCH_LINE, MATCH_NONE});
}

static void other_folders_environments_and_pythons(void **state)
{
    (void)state;
    const struct made old[] = {
        {"/home/a/project/app/main.py", 1, "main", 1},
        {"/old/venv/lib/python3.8/site-packages/pkg/core.py", 10, "run", 5},
        {"/usr/lib/python3.8/json/decoder.py", 20, "raw_decode", 7},
        {"C:\\Python38\\Lib\\json\\decoder.py", 30, "decode", 7},
        {"/home/a/project/app/util.py", 1, "main", 1},
        {"/old/venv/lib/python3.8/site-packages/pkg-1.0-py3.8.egg/egg/x.py", 1, "egg", 1},
    };
    const struct made new[] = {
        {"/srv/build/app/main.py", 1, "main", 1},
        {"/new/env/lib/python3.12/site-packages/pkg/core.py", 12, "run", 5},
        {"/opt/python/lib/python3.12/json/decoder.py", 25, "raw_decode", 7},
        {"/opt/python/lib/python3.12/json/decoder.py", 35, "decode", 7},
        {"/srv/build/app/util.py", 1, "main", 1},
        {"/new/env/lib/python3.12/site-packages/pkg-1.1-py3.12.egg/egg/x.py", 1, "egg", 1},
    };
    enum match_kind kinds[COUNT(old)];
    for (size_t i = 0; i < COUNT(old); i++)
        kinds[i] = MATCH_FILE;
    expect(MAKE(old, one_two), MAKE(new, one_two), (int[]){0, 1, 2, 3, 4, 5}, kinds);
}

static void renamed_where_only_one_fits(void **state)
{
    (void)state;
    static const struct made_call calls[] = {{0, 1}, {1, 2}, {0, 3}};
    const struct made old[] = {{"a.py", 1, "main", 1},
                               {"a.py", 10, "load", 500},
                               {"a.py", 20, "leaf", 900},
                               {"a.py", 30, "other", 3}};
    const struct made new[] = {{"a.py", 1, "main", 1},
                               {"a.py", 10, "read_all", 510},
                               {"a.py", 20, "leaf", 900},
                               {"a.py", 30, "other", 3}};
    expect(MAKE(old, calls), MAKE(new, calls), (int[]){0, 1, 2, 3},
           (enum match_kind[]){MATCH_SAME, MATCH_RENAMED, MATCH_SAME, MATCH_SAME});
    const struct made often[] = {{"a.py", 1, "main", 1},
                                 {"a.py", 10, "read_all", 700},
                                 {"a.py", 20, "leaf", 900},
                                 {"a.py", 30, "other", 3}};
    expect(MAKE(old, calls), MAKE(often, calls), (int[]){0, -1, 2, 3},
           (enum match_kind[]){MATCH_SAME, MATCH_NONE, MATCH_SAME, MATCH_SAME});
}

/* Two functions with the same callers and callees cannot be told apart; nor can what was called
   once by main and calls nothing. */
static void not_renamed_where_it_is_a_guess(void **state)
{
    (void)state;
    static const struct made_call calls[] = {{0, 1}, {0, 2}, {1, 3}, {2, 3}};
    const struct made old[] = {{"a.py", 1, "main", 1},
                               {"a.py", 10, "a", 9},
                               {"a.py", 20, "b", 9},
                               {"a.py", 30, "leaf", 18}};
    const struct made new[] = {{"a.py", 1, "main", 1},
                               {"a.py", 10, "c", 9},
                               {"a.py", 20, "d", 9},
                               {"a.py", 30, "leaf", 18}};
    expect(MAKE(old, calls), MAKE(new, calls), (int[]){0, -1, -1, 3},
           (enum match_kind[]){MATCH_SAME, MATCH_NONE, MATCH_NONE, MATCH_SAME});
    static const struct made_call once[] = {{0, 1}};
    const struct made check[] = {{"a.py", 1, "main", 1}, {"a.py", 10, "check", 1}};
    const struct made report[] = {{"a.py", 1, "main", 1}, {"a.py", 10, "report", 1}};
    expect(MAKE(check, once), MAKE(report, once), (int[]){0, -1},
           (enum match_kind[]){MATCH_SAME, MATCH_NONE});
}

static void addresses_do_not_count(void **state)
{
    (void)state;
    static const struct made_call calls[] = {{0, 1}};
    const struct made old[] = {{"a.py", 1, "main", 1},
                               {"~", 0, "<built-in method __new__ of type object at 0x7f12>", 5}};
    const struct made new[] = {{"a.py", 1, "main", 1},
                               {"~", 0, "<built-in method __new__ of type object at 0x55aa>", 5}};
    expect(MAKE(old, calls), MAKE(new, calls), (int[]){0, 1},
           (enum match_kind[]){MATCH_SAME, MATCH_SAME});
}

/* As many methods of one name: in their order, though lines of two of them are equal by chance. */
static void methods_of_one_name_keep_their_order(void **state)
{
    (void)state;
    static const struct made_call calls[] = {{0, 1}};
    const struct made old[] = {
        {"a.py", 10, "__init__", 1}, {"a.py", 20, "__init__", 2}, {"a.py", 30, "__init__", 3}};
    const struct made new[] = {
        {"a.py", 20, "__init__", 1}, {"a.py", 30, "__init__", 2}, {"a.py", 40, "__init__", 3}};
    expect(MAKE(old, calls), MAKE(new, calls), (int[]){0, 1, 2},
           (enum match_kind[]){MATCH_LINE, MATCH_LINE, MATCH_LINE});
    const struct made more[] = {{"a.py", 5, "__init__", 1},
                                {"a.py", 10, "__init__", 1},
                                {"a.py", 20, "__init__", 2},
                                {"a.py", 30, "__init__", 3}};
    expect(MAKE(old, calls), MAKE(more, calls), (int[]){1, 2, 3},
           (enum match_kind[]){MATCH_SAME, MATCH_SAME, MATCH_SAME});
}

/* What stands in functions is known by these, where there is more of its name than before. */
static void comprehensions_belong_to_their_functions(void **state)
{
    (void)state;
    static const struct made_call old_calls[] = {{0, 3}, {1, 4}};
    static const struct made_call new_calls[] = {{0, 3}, {1, 5}, {2, 4}};
    const struct made old[] = {{"a.py", 1, "make", 1},
                               {"a.py", 10, "nearest", 1},
                               {"a.py", 20, "distance", 9},
                               {"a.py", 2, "<listcomp>", 251},
                               {"a.py", 11, "<listcomp>", 1}};
    const struct made new[] = {{"a.py", 1, "make", 1},
                               {"a.py", 13, "nearest", 1},
                               {"a.py", 23, "distance", 9},
                               {"a.py", 5, "<listcomp>", 251},
                               {"a.py", 24, "<listcomp>", 62250},
                               {"a.py", 14, "<listcomp>", 1}};
    expect(MAKE(old, old_calls), MAKE(new, new_calls), (int[]){0, 1, 2, 3, 5},
           (enum match_kind[]){MATCH_SAME, MATCH_LINE, MATCH_LINE, MATCH_LINE, MATCH_LINE});
}

/* A script under another name, told by the functions in it; and a function that moved to another
   file. */
static void files_and_functions_that_moved(void **state)
{
    (void)state;
    static const struct made_call calls[] = {{0, 1}, {1, 2}, {1, 3}};
    const struct made old[] = {{"slow.py", 1, "<module>", 1},
                               {"slow.py", 7, "lookup", 1},
                               {"data.py", 3, "load", 2},
                               {"data.py", 9, "parse", 20}};
    const struct made new[] = {{"fast.py", 1, "<module>", 1},
                               {"fast.py", 8, "lookup", 1},
                               {"data.py", 3, "load", 2},
                               {"text.py", 2, "parse", 20}};
    expect(MAKE(old, calls), MAKE(new, calls), (int[]){0, 1, 2, 3},
           (enum match_kind[]){MATCH_FILE, MATCH_FILE, MATCH_SAME, MATCH_FILE});
}

static void empty_profiles_match_nothing(void **state)
{
    (void)state;
    const struct made one[] = {{"a.py", 1, "main", 1}};
    expect(make(one, 1, NULL, 0), make(one, 0, NULL, 0), (int[]){-1},
           (enum match_kind[]){MATCH_NONE});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_gone_and_moved_by_lines),
        cmocka_unit_test(other_folders_environments_and_pythons),
        cmocka_unit_test(renamed_where_only_one_fits),
        cmocka_unit_test(not_renamed_where_it_is_a_guess),
        cmocka_unit_test(addresses_do_not_count),
        cmocka_unit_test(methods_of_one_name_keep_their_order),
        cmocka_unit_test(comprehensions_belong_to_their_functions),
        cmocka_unit_test(files_and_functions_that_moved),
        cmocka_unit_test(empty_profiles_match_nothing),
    };
    return RUN(tests);
}
