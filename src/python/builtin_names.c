#include "python/builtin_names.h"

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

/* The special names of the language's protocols (The Python Language Reference, "Data model") and
   of its types. Sorted by bytes. */
/* clang-format off */
static const char *const special_names[] = {
    "__abs__", "__abstractmethods__", "__add__", "__aenter__", "__aexit__", "__aiter__",
    "__all__", "__alloc__", "__and__", "__anext__", "__annotate__", "__annotations__",
    "__args__", "__await__", "__base__", "__bases__", "__basicsize__", "__bool__",
    "__breakpointhook__", "__buffer__", "__build_class__", "__builtins__", "__bytes__",
    "__cached__", "__call__", "__cause__", "__ceil__", "__class__", "__class_getitem__",
    "__closure__", "__cmp__", "__code__", "__coerce__", "__complex__", "__contains__",
    "__context__", "__copy__", "__deepcopy__", "__defaults__", "__del__", "__delattr__",
    "__delete__", "__delitem__", "__delslice__", "__dict__", "__dictoffset__", "__dir__",
    "__displayhook__", "__div__", "__divmod__", "__doc__", "__enter__", "__eq__",
    "__excepthook__", "__exit__", "__file__", "__flags__", "__float__", "__floor__",
    "__floordiv__", "__format__", "__fspath__", "__func__", "__ge__", "__get__", "__getattr__",
    "__getattribute__", "__getformat__", "__getinitargs__", "__getitem__", "__getnewargs__",
    "__getnewargs_ex__", "__getslice__", "__getstate__", "__globals__", "__gt__", "__hash__",
    "__hex__", "__iadd__", "__iand__", "__idiv__", "__ifloordiv__", "__ilshift__",
    "__imatmul__", "__imod__", "__import__", "__imul__", "__index__", "__init__",
    "__init_subclass__", "__instancecheck__", "__int__", "__interactivehook__", "__invert__",
    "__ior__", "__ipow__", "__irshift__", "__isabstractmethod__", "__isub__", "__itemsize__",
    "__iter__", "__itruediv__", "__ixor__", "__kwdefaults__", "__le__", "__len__",
    "__length_hint__", "__loader__", "__long__", "__lshift__", "__lt__", "__main__",
    "__match_args__", "__matmul__", "__missing__", "__mod__", "__module__", "__mro__",
    "__mro_entries__", "__mul__", "__name__", "__ne__", "__neg__", "__new__", "__next__",
    "__nonzero__", "__objclass__", "__oct__", "__or__", "__origin__", "__package__",
    "__parameters__", "__pos__", "__post_init__", "__pow__", "__prepare__", "__qualname__",
    "__radd__", "__rand__", "__rdiv__", "__rdivmod__", "__reduce__", "__reduce_ex__",
    "__release_buffer__", "__replace__", "__repr__", "__reversed__", "__rfloordiv__",
    "__rlshift__", "__rmatmul__", "__rmod__", "__rmul__", "__ror__", "__round__", "__rpow__",
    "__rrshift__", "__rshift__", "__rsub__", "__rtruediv__", "__rxor__", "__self__",
    "__self_class__", "__set__", "__set_name__", "__setattr__", "__setitem__", "__setslice__",
    "__setstate__", "__sizeof__", "__slots__", "__spec__", "__stderr__", "__stdin__",
    "__stdout__", "__str__", "__sub__", "__subclasscheck__", "__subclasses__",
    "__subclasshook__", "__suppress_context__", "__text_signature__", "__thisclass__",
    "__traceback__", "__truediv__", "__trunc__", "__typing_unpacked_tuple_args__",
    "__unicode__", "__unpacked__", "__unraisablehook__", "__vectorcalloffset__", "__weakref__",
    "__weakrefoffset__", "__wrapped__", "__xor__",
};
/* clang-format on */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

bool builtin_names_have(struct str name)
{
    return str_is_among(name, names, COUNT(names));
}

bool builtin_names_special(struct str name)
{
    return str_is_among(name, special_names, COUNT(special_names));
}
