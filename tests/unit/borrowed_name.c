#include "python/borrowed_name.h"

#include "unit.h"

/* What is known of each function, by its index. */
static struct str ask(void *context, uint32_t function)
{
    const char *const *qualified = context;
    return str_of(qualified[function]);
}

/* The name that the first function of the builder's profile borrows. */
static void assert_borrowed(struct builder *builder, const char *const *qualified,
                            const char *expected)
{
    struct profile profile = builder_finish(builder);
    struct buf name = {0};
    const char *known[16];
    for (size_t i = 0; i < COUNT(known); i++)
        known[i] = qualified ? qualified[i < profile.function_count ? i : 0] : "";
    assert_int_equal(borrowed_name(&profile, 0, ask, known, &name), *expected != '\0');
    assert_buf(&name, expected);
    buf_free(&name);
    profile_free(&profile);
}

static void called(struct builder *builder, uint32_t callee, int64_t calls)
{
    builder->profile.functions[callee].calls = calls;
    add_call(builder, 0, callee, 1);
    builder->profile.calls[builder->profile.call_count - 1].calls = calls;
}

static struct builder start(const char *name)
{
    struct builder builder = builder_start();
    add_function(&builder, name, 1, 9);
    builder.profile.functions[0].calls = 10;
    return builder;
}

static void wrappers_are_called_after_what_they_wrap(void **state)
{
    (void)state;
    struct builder builder = start("ops/common.py:new_method");
    called(&builder, add_function(&builder, "ops/array.py:__mul__", 1, 8), 10);
    called(&builder, add_function(&builder, "~:<built-in method builtins.isinstance>", 1, 1), 10);
    called(&builder, add_function(&builder, "ops/log.py:seldom", 1, 1), 2);
    const char *const qualified[] = {"wrap.new_method", "Series.__mul__", "", ""};
    assert_borrowed(&builder, qualified, "Series.__mul__ (new_method)");

    builder = start("a.py:wrapper"); /* the only one of another file */
    called(&builder, add_function(&builder, "a.py:check", 1, 1), 10);
    called(&builder, add_function(&builder, "b.py:load", 1, 8), 10);
    assert_borrowed(&builder, NULL, "load (wrapper)");

    builder = start("a.py:inner"); /* shared by several */
    called(&builder, add_function(&builder, "b.py:load", 1, 4), 5);
    called(&builder, add_function(&builder, "b.py:save", 1, 4), 5);
    assert_borrowed(&builder, NULL, "");

    builder = start("a.py:wrapper"); /* two of other files: either */
    called(&builder, add_function(&builder, "b.py:load", 1, 4), 10);
    called(&builder, add_function(&builder, "c.py:save", 1, 4), 10);
    assert_borrowed(&builder, NULL, "");

    builder = start("a.py:work"); /* whose name says something */
    called(&builder, add_function(&builder, "b.py:load", 1, 4), 10);
    assert_borrowed(&builder, NULL, "");
}

static void generated_code_is_called_after_its_class(void **state)
{
    (void)state;
    struct builder builder = start("<string>:__init__");
    called(&builder, add_function(&builder, "shop.py:__post_init__", 1, 8), 10);
    const char *const qualified[] = {"", "Cart.__post_init__"};
    assert_borrowed(&builder, qualified, "Cart.__init__");

    builder = start("<string>:__init__"); /* of several classes, under one key */
    called(&builder, add_function(&builder, "shop.py:__post_init__", 1, 8), 10);
    called(&builder, add_function(&builder, "list.py:__post_init__", 1, 8), 10);
    const char *const both[] = {"", "Cart.__post_init__", "List.__post_init__"};
    assert_borrowed(&builder, both, "");

    builder = start("<attrs generated init shop.Cart>:__init__");
    assert_borrowed(&builder, NULL, "Cart.__init__");
    builder = start("<attrs generated eq Cart>:__eq__");
    assert_borrowed(&builder, NULL, "Cart.__eq__");
}

static void named_tuples_are_told(void **state)
{
    (void)state;
    struct builder builder = start("<string>:<lambda>");
    called(&builder,
           add_function(&builder, "~:<built-in method __new__ of type object at 0x7f12>", 1, 8),
           10);
    assert_borrowed(&builder, NULL, "namedtuple.__new__");

    builder = start("app.py:<lambda>");
    called(&builder,
           add_function(&builder, "~:<built-in method __new__ of type object at 0x7f12>", 1, 8),
           10);
    assert_borrowed(&builder, NULL, "");

    builder = start("<string>:<lambda>");
    called(&builder, add_function(&builder, "~:<built-in method builtins.len>", 1, 8), 10);
    assert_borrowed(&builder, NULL, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrappers_are_called_after_what_they_wrap),
        cmocka_unit_test(generated_code_is_called_after_its_class),
        cmocka_unit_test(named_tuples_are_told),
    };
    return RUN(tests);
}
