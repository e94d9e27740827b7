#include "input/pstats/marshal_state.h"

const char *marshal_kind_name(enum marshal_kind kind)
{
    static const char *const names[] = {
        [MARSHAL_NULL] = "an end mark",
        [MARSHAL_NONE] = "None",
        [MARSHAL_BOOL] = "a truth value",
        [MARSHAL_INT] = "a whole number",
        [MARSHAL_FLOAT] = "a float",
        [MARSHAL_BYTES] = "bytes",
        [MARSHAL_TEXT] = "a string",
        [MARSHAL_LATIN] = "a string",
        [MARSHAL_TUPLE] = "a tuple or list",
        [MARSHAL_SET] = "a set",
        [MARSHAL_DICT] = "a dict",
        [MARSHAL_CODE] = "a code object",
        [MARSHAL_OTHER] = "an object of another kind",
    };
    return names[kind];
}
