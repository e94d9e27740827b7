#include "analysis/picture/abridged.h"

#include "analysis/tree/hot_path.h"
#include "unit.h"

/* exec runs app.py, which imports lib.py; that calls make, which only it does, and shared, which
   main calls too; main imports late, too. */
enum { EXEC, APP, MAIN, FIND, LIB, MAKE, SHARED, FUNCTIONS };

static uint32_t add(struct builder *builder, const char *file, int64_t line, const char *name,
                    double own, double total)
{
    uint32_t function = builder_function(builder, builder_name(builder, str_of(file)), line,
                                         builder_name(builder, str_of(name)), false);
    builder->profile.functions[function].own = own;
    builder->profile.functions[function].total = total;
    builder->profile.functions[function].calls = 1;
    builder->profile.functions[function].primitive = 1;
    builder->profile.functions[function].order = function;
    return function;
}

static struct profile imports(void)
{
    struct builder b = builder_start();
    add(&b, "~", 0, "<built-in method builtins.exec>", 1, 100);
    add(&b, "/srv/app.py", 1, "<module>", 4, 99);
    add(&b, "/srv/app.py", 5, "main", 60, 75);
    add(&b, "<frozen importlib._bootstrap>", 9, "_find_and_load", 5, 22);
    add(&b, "/srv/lib.py", 1, "<module>", 3, 16);
    add(&b, "/srv/lib.py", 7, "make", 8, 8);
    add(&b, "/srv/lib.py", 9, "shared", 15, 15);
    add_call(&b, EXEC, APP, 99);
    add_call(&b, EXEC, LIB, 16);
    add_call(&b, APP, MAIN, 75);
    add_call(&b, APP, FIND, 20);
    add_call(&b, MAIN, FIND, 2);
    add_call(&b, MAIN, SHARED, 11);
    add_call(&b, FIND, EXEC, 17);
    add_call(&b, LIB, MAKE, 8);
    add_call(&b, LIB, SHARED, 4);
    return builder_finish(&b);
}

static double call_between(const struct profile *profile, uint32_t caller, uint32_t callee,
                           bool *residual)
{
    for (uint32_t i = profile->callees[caller]; i < profile->callees[caller + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != callee)
            continue;
        *residual = call->residual;
        return call->total;
    }
    return -1;
}

static struct abridged make(const struct profile *profile)
{
    struct patterns own = {0};
    struct origins origins = origins_find(profile, &own);
    struct imports imports = imports_find(profile, &origins);
    struct abridged abridged = abridged_make(profile, &imports, 100);
    imports_free(&imports);
    origins_free(&origins);
    return abridged;
}

static void imports_become_one_function(void **state)
{
    (void)state;
    struct profile profile = imports();
    struct abridged abridged = make(&profile);
    const struct profile *view = &abridged.profile;
    bool residual = false;
    assert_int_equal(abridged.imports, FIND);
    assert_int_equal(abridged.member_count, 3);
    assert_true(abridged.in_imports[LIB] && abridged.in_imports[MAKE]);
    assert_false(abridged.in_imports[SHARED] || abridged.in_imports[MAIN]);
    assert_true(view->functions[FIND].own == 5 + 3 + 8);
    assert_true(view->functions[FIND].total == 22);
    assert_true(call_between(view, APP, FIND, &residual) == 20 && !residual);
    assert_true(call_between(view, MAIN, FIND, &residual) == 2 && !residual);
    assert_true(call_between(view, FIND, SHARED, &residual) == 4 && residual);
    assert_true(call_between(view, FIND, MAKE, &residual) < 0);
    assert_true(abridged.is_hidden[MAKE] && !abridged.is_hidden[FIND]);
    assert_int_equal(abridged.module_count, 1);
    assert_int_equal(abridged.modules[0].function, LIB);
    abridged_free(&abridged);
    profile_free(&profile);
}

static void the_exec_that_starts_the_program_goes(void **state)
{
    (void)state;
    struct profile profile = imports();
    struct abridged abridged = make(&profile);
    bool residual;
    assert_true(abridged.is_hidden[EXEC]);
    assert_true(abridged.profile.functions[EXEC].total == 0);
    assert_true(call_between(&abridged.profile, EXEC, APP, &residual) < 0);
    assert_int_equal(abridged.profile.callers[APP].start, abridged.profile.callers[APP].end);
    assert_true(profile.functions[EXEC].total == 100); /* the profile itself stays */
    abridged_free(&abridged);
    profile_free(&profile);
}

static void the_names_of_another_view_get_its_figures(void **state)
{
    (void)state;
    struct profile profile = imports();
    struct abridged abridged = make(&profile);
    struct profile view = abridged_view(&abridged, &profile);
    assert_true(view.functions[FIND].own == 16 && view.names == profile.names);
    free(view.functions);
    abridged_free(&abridged);
    profile_free(&profile);
}

/* Without imports nothing is folded, and what does little of it neither. */
static void little_is_not_folded(void **state)
{
    (void)state;
    struct builder b = builder_start();
    add_function(&b, "main", 1, 100);
    add_function(&b, "work", 99, 99);
    add_call(&b, 0, 1, 99);
    struct profile profile = builder_finish(&b);
    struct abridged abridged = make(&profile);
    assert_int_equal(abridged.imports, ABRIDGED_NONE);
    assert_int_equal(abridged.member_count, 0);
    assert_int_equal(abridged.profile.call_count, 1);
    abridged_free(&abridged);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imports_become_one_function),
        cmocka_unit_test(the_exec_that_starts_the_program_goes),
        cmocka_unit_test(the_names_of_another_view_get_its_figures),
        cmocka_unit_test(little_is_not_folded),
    };
    return RUN(tests);
}
