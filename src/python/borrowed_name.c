#include "python/borrowed_name.h"

#include "python/c_names.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define NOBODY UINT32_MAX

static struct str name_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].name].text;
}

static struct str file_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].file].text;
}

/* What authors of decorators call the function that they return. */
static bool is_wrapper(struct str name)
{
    static const char *const sorted[] = {
        "_inner",       "_wrapped",     "_wrapped_view", "_wrapper",   "async_wrapper",
        "decorated",    "func_wrapper", "inner",         "inner_func", "new_func",
        "new_method",   "sync_wrapper", "wrapped",       "wrapped_f",  "wrapped_func",
        "wrapped_view", "wrapper",      "wrapper_func",
    };
    return str_is_among(name, sorted, COUNT(sorted));
}

/* Whether the call may be the wrapper's of what it wraps: each time, or for most of its time where
   only samples are counted. */
static bool is_each_time(const struct profile *profile, const struct call *call)
{
    const struct function *caller = &profile->functions[call->caller];
    if (call->caller == call->callee || c_names_is_c(profile, call->callee) ||
        str_starts(name_of(profile, call->callee), STR("<")))
        return false;
    return profile->sampled ? call->total > caller->total / 2
                            : caller->calls > 0 && call->calls == caller->calls;
}

/* The only function that the wrapper calls each time; of several, the only one of another file. */
static uint32_t find_wrapped(const struct profile *profile, uint32_t wrapper)
{
    uint32_t any = NOBODY, other = NOBODY;
    uint32_t any_count = 0, other_count = 0;
    for (uint32_t i = profile->callees[wrapper]; i < profile->callees[wrapper + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (!is_each_time(profile, call))
            continue;
        any = call->callee;
        any_count++;
        if (profile->functions[any].file == profile->functions[wrapper].file)
            continue;
        other = any;
        other_count++;
    }
    return any_count == 1 ? any : other_count == 1 ? other : NOBODY;
}

static bool name_wrapper(const struct profile *profile, uint32_t function, borrowed_name_ask *ask,
                         void *context, struct buf *out)
{
    struct str name = name_of(profile, function);
    uint32_t wrapped = is_wrapper(name) ? find_wrapped(profile, function) : NOBODY;
    if (wrapped == NOBODY)
        return false;
    struct str qualified = ask(context, wrapped);
    buf_str(out, qualified.size ? qualified : name_of(profile, wrapped));
    buf_text(out, " (");
    buf_str(out, name);
    buf_char(out, ')');
    return true;
}

/* "<attrs generated init shop.Cart>" tells the class Cart. */
static struct str attrs_class(struct str file)
{
    if (!str_starts(file, STR("<attrs generated ")) || !str_ends(file, STR(">")))
        return STR("");
    struct str inner = str_first(file, file.size - 1);
    struct str path = str_from(inner, str_find_last(inner, ' ') + 1);
    size_t dot = str_find_last(path, '.');
    return dot < path.size ? str_from(path, dot + 1) : path;
}

/* The class of the only __post_init__ that a dataclass' __init__ calls, as far as it is known. */
static struct str dataclass_class(const struct profile *profile, uint32_t function,
                                  borrowed_name_ask *ask, void *context)
{
    struct str owner = STR("");
    uint32_t count = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        uint32_t callee = profile->calls[profile->callees_of[i]].callee;
        if (!str_equal(name_of(profile, callee), STR("__post_init__")))
            continue;
        struct str qualified = ask(context, callee);
        size_t dot = str_find_last(qualified, '.');
        owner = dot < qualified.size ? str_first(qualified, dot) : STR("");
        count++;
    }
    return count == 1 ? owner : STR("");
}

/* collections.namedtuple compiles "lambda _cls, x, y: _tuple_new(_cls, (x, y))". */
static bool is_named_tuple(const struct profile *profile, uint32_t function)
{
    struct str name = name_of(profile, function);
    uint32_t first = profile->callees[function];
    if (profile->callees[function + 1] != first + 1 ||
        !(str_equal(name, STR("<lambda>")) || str_equal(name, STR("__new__"))))
        return false;
    uint32_t callee = profile->calls[profile->callees_of[first]].callee;
    return c_names_is_c(profile, callee) &&
           str_equal(c_names_of(profile, callee).name, STR("__new__"));
}

bool borrowed_name(const struct profile *profile, uint32_t function, borrowed_name_ask *ask,
                   void *context, struct buf *out)
{
    struct str file = file_of(profile, function);
    bool is_string = str_equal(file, STR("<string>")) || str_starts(file, STR("<string "));
    if (is_string && is_named_tuple(profile, function)) {
        buf_text(out, "namedtuple.__new__");
        return true;
    }
    struct str owner = attrs_class(file);
    if (is_string && str_equal(name_of(profile, function), STR("__init__")))
        owner = dataclass_class(profile, function, ask, context);
    if (!owner.size)
        return name_wrapper(profile, function, ask, context, out);
    buf_str(out, owner);
    buf_char(out, '.');
    buf_str(out, name_of(profile, function));
    return true;
}
