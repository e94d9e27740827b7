#include "analysis/builtin_names.h"

#include <stddef.h>

/* Sorted by bytes. Of CPython 2.7 to 3.15. */
/* clang-format off */
static const char *const names[] = {
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup",
    "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
    "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
    "Context", "ContextVar", "DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning",
    "EnvironmentError", "Exception", "ExceptionGroup", "False", "FileExistsError",
    "FileNotFoundError", "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError",
    "ImportError", "ImportWarning", "IndentationError", "IndexError", "InterruptedError",
    "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError",
    "ModuleNotFoundError", "NameError", "None", "NoneType", "NotADirectoryError", "NotImplemented",
    "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning",
    "PermissionError", "ProcessLookupError", "PythonFinalizationError", "RecursionError",
    "ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning", "StandardError",
    "StopAsyncIteration", "StopIteration", "Struct", "SyntaxError", "SyntaxWarning", "SystemError",
    "SystemExit", "TabError", "TimeoutError", "Token", "True", "TypeError", "UnboundLocalError",
    "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
    "UnicodeWarning", "UserWarning", "ValueError", "Warning", "ZeroDivisionError", "abs", "add",
    "add_note", "aiter", "all", "anext", "any", "append", "apply", "args", "as_integer_ratio",
    "ascii", "async_generator", "async_generator_asend", "async_generator_athrow", "basestring",
    "bin", "bit_count", "bit_length", "bool", "breakpoint", "buffer", "builtin_function_or_method",
    "bytearray", "bytearray_iterator", "bytes", "bytes_iterator", "c_contiguous", "callable",
    "callable_iterator", "capitalize", "casefold", "cast", "cell", "center", "characters_written",
    "chr", "classmethod", "classmethod_descriptor", "classobj", "clear", "close", "cmp", "code",
    "coerce", "combine", "compile", "complex", "conjugate", "contiguous", "copy", "coroutine",
    "coroutine_wrapper", "count", "decode", "delattr", "deleter", "denominator", "dict",
    "dict_itemiterator", "dict_items", "dict_keyiterator", "dict_keys", "dict_valueiterator",
    "dict_values", "dictproxy", "difference", "difference_update", "dir", "discard", "divmod",
    "ellipsis", "encode", "endswith", "enumerate", "errno", "eval", "exec", "execfile",
    "expandtabs", "extend", "f_contiguous", "fdel", "fget", "file", "filename", "filename2",
    "filter", "find", "float", "format", "format_map", "frame", "from_bytes", "fromhex",
    "fromisocalendar", "fromisoformat", "fromkeys", "fromordinal", "fromtimestamp", "frozenset",
    "fset", "function", "generator", "get", "getattr", "getset_descriptor", "getter", "gi_code",
    "gi_frame", "gi_running", "gi_suspended", "gi_yieldfrom", "globals", "has_key", "hasattr",
    "hash", "hex", "id", "imag", "index", "indices", "input", "insert", "instance",
    "instancemethod", "int", "intern", "intersection", "intersection_update", "is_integer",
    "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isdisjoint", "isidentifier",
    "isinstance", "islower", "isnumeric", "isprintable", "isspace", "issubclass", "issubset",
    "issuperset", "istitle", "isupper", "items", "itemsize", "iter", "iterator", "iteritems",
    "iterkeys", "itervalues", "join", "keys", "len", "list", "list_iterator",
    "list_reverseiterator", "listiterator", "listreverseiterator", "ljust", "locals", "long",
    "longrange_iterator", "lower", "lstrip", "maketrans", "managedbuffer", "map", "mappingproxy",
    "max", "member_descriptor", "memoryview", "method", "method-wrapper", "method_descriptor",
    "min", "module", "moduledef", "mro", "nbytes", "ndim", "next", "now", "numerator", "obj",
    "object", "oct", "odict_items", "odict_iterator", "odict_keys", "odict_values", "open", "ord",
    "partition", "pop", "popitem", "pow", "print", "property", "range", "range_iterator",
    "rangeiterator", "raw_input", "readonly", "real", "reduce", "release", "reload", "remove",
    "removeprefix", "removesuffix", "replace", "repr", "reverse", "reversed", "rfind", "rindex",
    "rjust", "round", "rpartition", "rsplit", "rstrip", "send", "set", "set_iterator", "setattr",
    "setdefault", "setiterator", "setter", "shape", "slice", "slot_wrapper", "sort", "sorted",
    "split", "splitlines", "start", "startswith", "staticmethod", "stderrprinter", "step", "stop",
    "str", "str_iterator", "strerror", "strides", "strip", "strptime", "suboffsets", "sum", "super",
    "swapcase", "symmetric_difference", "symmetric_difference_update", "symtable", "throw", "title",
    "to_bytes", "tobytes", "today", "tolist", "toreadonly", "traceback", "translate", "tuple",
    "tuple_iterator", "tupleiterator", "type", "unichr", "unicode", "union", "update", "upper",
    "utcfromtimestamp", "utcnow", "values", "vars", "viewitems", "viewkeys", "viewvalues",
    "weakproxy", "weakref", "with_traceback", "wrapper_descriptor", "xrange", "zfill", "zip",
};
/* clang-format on */

bool builtin_names_have(struct str name)
{
    size_t low = 0, high = sizeof names / sizeof names[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(name, str_of(names[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
