#include "analysis/findings/habit.h"

#include "python/naming.h"

/* A function in Python: the end of its file's path, and its name. Of a method that Python itself
   calls any file. */
static const struct known {
    const char *file, *name;
    enum habit habit;
} in_python[] = {
    {"/pandas/core/frame.py", "iterrows", HABIT_ROWS},
    {"/pandas/core/frame.py", "itertuples", HABIT_STEPS},
    {"/pandas/core/frame.py", "items", HABIT_STEPS},
    {"/pandas/core/indexing.py", "__setitem__", HABIT_CELLS},
    {"/pandas/core/frame.py", "_append", HABIT_PARTS},
    {"/pandas/core/frame.py", "append", HABIT_PARTS},
    {"/pandas/core/frame.py", "__init__", HABIT_FRAMES},
    {"/pandas/core/reshape/concat.py", "concat", HABIT_PARTS},
    {"/numpy/lib/function_base.py", "append", HABIT_PARTS},
    {"/numpy/lib/_function_base_impl.py", "append", HABIT_PARTS},
    {"/numpy/core/shape_base.py", "vstack", HABIT_PARTS},
    {"/numpy/core/shape_base.py", "hstack", HABIT_PARTS},
    {"/numpy/_core/shape_base.py", "vstack", HABIT_PARTS},
    {"/numpy/_core/shape_base.py", "hstack", HABIT_PARTS},
    {"/json/__init__.py", "load", HABIT_PARSE},
    {"/json/__init__.py", "loads", HABIT_PARSE},
    {"/tomllib/_parser.py", "load", HABIT_PARSE},
    {"/tomllib/_parser.py", "loads", HABIT_PARSE},
    {"/configparser.py", "read", HABIT_PARSE},
    {"/xml/etree/ElementTree.py", "parse", HABIT_PARSE},
    {"/xml/etree/ElementTree.py", "XML", HABIT_PARSE},
    {"/xml/dom/minidom.py", "parse", HABIT_PARSE},
    {"/xml/dom/minidom.py", "parseString", HABIT_PARSE},
    {"/bs4/__init__.py", "__init__", HABIT_PARSE},
    {"/ast.py", "parse", HABIT_PARSE},
    {"/jinja2/environment.py", "from_string", HABIT_TEMPLATE},
    {"/jinja2/environment.py", "compile", HABIT_TEMPLATE},
    {"/django/template/base.py", "__init__", HABIT_TEMPLATE},
    {"/mako/template.py", "__init__", HABIT_TEMPLATE},
    {"/re/_compiler.py", "compile", HABIT_REGEX},
    {"/sre_compile.py", "compile", HABIT_REGEX},
    {"/subprocess.py", "run", HABIT_PROCESS},
    {"/subprocess.py", "call", HABIT_PROCESS},
    {"/subprocess.py", "check_call", HABIT_PROCESS},
    {"/subprocess.py", "check_output", HABIT_PROCESS},
    {"/subprocess.py", "__init__", HABIT_PROCESS},
    {"/urllib/request.py", "urlopen", HABIT_REQUEST},
    {"/requests/sessions.py", "get", HABIT_REQUEST},
    {"/requests/sessions.py", "post", HABIT_REQUEST},
    {"/requests/sessions.py", "request", HABIT_REQUEST},
    {"/httpx/_client.py", "get", HABIT_REQUEST},
    {"/httpx/_client.py", "post", HABIT_REQUEST},
    {"/httpx/_client.py", "request", HABIT_REQUEST},
    {"/httpx/_api.py", "get", HABIT_SESSION},
    {"/httpx/_api.py", "post", HABIT_SESSION},
    {"/ssl.py", "create_default_context", HABIT_CLIENT},
    {"/sqlalchemy/orm/session.py", "commit", HABIT_COMMIT},
    {"/django/db/models/base.py", "save", HABIT_SAVE},
    {"/sqlalchemy/engine/create.py", "create_engine", HABIT_KEPT},
    {"/jsonschema/validators.py", "validate", HABIT_SCHEMA},
    {"/pydantic/type_adapter.py", "__init__", HABIT_KEPT},
    {"/jinja2/environment.py", "__init__", HABIT_KEPT},
    {"/boto3/session.py", "client", HABIT_KEPT},
    {"/statistics.py", "mean", HABIT_EXACT},
    {"/difflib.py", "ratio", HABIT_RATIO},
    {"/inspect.py", "stack", HABIT_INSPECT},
    {"/inspect.py", "getframeinfo", HABIT_INSPECT},
    {"/yaml/__init__.py", "load", HABIT_YAML},
    {"/yaml/__init__.py", "safe_load", HABIT_YAML},
    {"/copy.py", "deepcopy", HABIT_COPY},
    {"/requests/api.py", "get", HABIT_SESSION},
    {"/requests/api.py", "post", HABIT_SESSION},
    {"/requests/api.py", "request", HABIT_SESSION},
    {"/dateutil/parser/_parser.py", "parse", HABIT_DATES},
    {"/logging/__init__.py", "debug", HABIT_LOGGING},
    {"/logging/__init__.py", "info", HABIT_LOGGING},
    {"/logging/__init__.py", "warning", HABIT_LOGGING},
    {"/logging/__init__.py", "error", HABIT_LOGGING},
    {"/logging/__init__.py", "log", HABIT_LOGGING},
    {"/inspect.py", "signature", HABIT_SIGNATURE},
    {"/glob.py", "glob", HABIT_FOLDER},
    {"/pathlib.py", "resolve", HABIT_FILES},
    {"/pathlib.py", "stat", HABIT_FILES},
    {"/pathlib.py", "exists", HABIT_FILES},
    {"/pathlib.py", "is_file", HABIT_FILES},
    {"/pathlib.py", "is_dir", HABIT_FILES},
    {"/pathlib/_local.py", "resolve", HABIT_FILES},
    {"/pathlib/_local.py", "stat", HABIT_FILES},
    {"/pathlib/_local.py", "exists", HABIT_FILES},
    {"/pathlib/_local.py", "is_file", HABIT_FILES},
    {"/pathlib/_local.py", "is_dir", HABIT_FILES},
    {"/pathlib/__init__.py", "resolve", HABIT_FILES},
    {"/pathlib/__init__.py", "stat", HABIT_FILES},
    {"/pathlib/__init__.py", "exists", HABIT_FILES},
    {"/pathlib/__init__.py", "is_file", HABIT_FILES},
    {"/pathlib/__init__.py", "is_dir", HABIT_FILES},
    {"posixpath.py", "realpath", HABIT_FILES},
    {"<frozen posixpath>", "realpath", HABIT_FILES},
    {"ntpath.py", "realpath", HABIT_FILES},
    {"<frozen ntpath>", "realpath", HABIT_FILES},
    {"genericpath.py", "exists", HABIT_FILES},
    {"genericpath.py", "getsize", HABIT_FILES},
    {"genericpath.py", "getmtime", HABIT_FILES},
    {"genericpath.py", "isfile", HABIT_FILES},
    {"genericpath.py", "isdir", HABIT_FILES},
    {"<frozen genericpath>", "exists", HABIT_FILES},
    {"<frozen genericpath>", "getsize", HABIT_FILES},
    {"<frozen genericpath>", "getmtime", HABIT_FILES},
    {"<frozen genericpath>", "isfile", HABIT_FILES},
    {"<frozen genericpath>", "isdir", HABIT_FILES},
    {"/xml/etree/ElementTree.py", "find", HABIT_WALK},
    {"/xml/etree/ElementTree.py", "findall", HABIT_WALK},
    {"/openpyxl/worksheet/worksheet.py", "max_row", HABIT_EXTENT},
    {"/openpyxl/worksheet/worksheet.py", "max_column", HABIT_EXTENT},
    {"", "__next__", HABIT_STEPS},
    {"", "__eq__", HABIT_EQUAL},
    {"", "__lt__", HABIT_LESS},
    {"/pathlib.py", "glob", HABIT_STEPS},
    {"/pathlib.py", "rglob", HABIT_STEPS},
    {"/pathlib/_local.py", "glob", HABIT_STEPS},
    {"/pathlib/_local.py", "rglob", HABIT_STEPS},
    {"/pathlib/__init__.py", "glob", HABIT_STEPS},
    {"/pathlib/__init__.py", "rglob", HABIT_STEPS},
    {"/os.py", "walk", HABIT_STEPS},
    {"/os.py", "_walk", HABIT_STEPS},
    {"<frozen os>", "walk", HABIT_STEPS},
    {"/glob.py", "_iglob", HABIT_STEPS},
    {"/ast.py", "walk", HABIT_STEPS},
    {"/tokenize.py", "_tokenize", HABIT_STEPS},
    {"/tqdm/std.py", "__iter__", HABIT_STEPS},
};

/* A C function, by its short name. */
static const struct {
    const char *name;
    enum habit habit;
} in_c[] = {
    {"list.sort", HABIT_SORT},
    {"sorted", HABIT_SORT},
    {"list.index", HABIT_LIST_SEARCH},
    {"list.remove", HABIT_LIST_SEARCH},
    {"list.count", HABIT_LIST_SEARCH},
    {"list.insert", HABIT_LIST_FRONT},
    {"list.pop", HABIT_LIST_FRONT},
    {"list.copy", HABIT_COPY},
    {"dict.copy", HABIT_COPY},
    {"_pickle.load", HABIT_PARSE},
    {"_pickle.loads", HABIT_PARSE},
    {"_io.open", HABIT_OPEN},
    {"io.open", HABIT_OPEN},
    {"open", HABIT_OPEN},
    {"gc.collect", HABIT_COLLECT},
    {"posix.listdir", HABIT_FOLDER},
    {"posix.stat", HABIT_FILES},
    {"posix.lstat", HABIT_FILES},
    {"xml.etree.ElementTree.Element.find", HABIT_WALK},
    {"xml.etree.ElementTree.Element.findall", HABIT_WALK},
    {"sqlite3.Connection.commit", HABIT_COMMIT},
    {"re.Pattern.match", HABIT_PATTERN},
    {"re.Pattern.search", HABIT_PATTERN},
    {"re.Pattern.fullmatch", HABIT_PATTERN},
    {"re.Pattern.sub", HABIT_PATTERN},
    {"re.Pattern.findall", HABIT_PATTERN},
    {"re.Pattern.split", HABIT_PATTERN},
    {"_hashlib.pbkdf2_hmac", HABIT_SLOW_HASH},
    {"_hashlib.scrypt", HABIT_SLOW_HASH},
    {"_bcrypt.hashpw", HABIT_SLOW_HASH},
    {"strptime", HABIT_DATE},
    {"datetime.strptime", HABIT_DATE},
    {"datetime.datetime.strptime", HABIT_DATE},
};

static enum habit habit_in_c(const struct profile *profile, uint32_t function)
{
    enum habit habit = HABIT_NONE;
    struct buf name = {0};
    naming_short(profile, function, STR(""), 0, &name);
    for (size_t i = 0; i < sizeof in_c / sizeof in_c[0]; i++)
        if (str_equal(buf_slice(&name), str_of(in_c[i].name)))
            habit = in_c[i].habit;
    if (str_starts(buf_slice(&name), STR("numpy.")))
        habit = HABIT_ARRAYS;
    buf_free(&name);
    return habit;
}

enum habit habit_of(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text, name = profile->names[f->name].text;
    if (f->line <= 0)
        return habit_in_c(profile, function);
    for (size_t i = 0; i < sizeof in_python / sizeof in_python[0]; i++)
        if (str_equal(name, str_of(in_python[i].name)) && str_ends(file, str_of(in_python[i].file)))
            return in_python[i].habit;
    if (str_contains(file, STR("/site-packages/sklearn/")) && str_starts(name, STR("fit")))
        return HABIT_KEPT;
    bool is_of_arrays = str_contains(file, STR("/site-packages/numpy/")) ||
                        str_contains(file, STR("/site-packages/pandas/")) ||
                        str_contains(file, STR("/site-packages/polars/"));
    return is_of_arrays ? HABIT_ARRAYS : HABIT_NONE;
}

/* Libraries that call functions of others, by the end of the file's path; of any name if "". */
static const struct known calling_back[] = {
    {"/_pytest/fixtures.py", "call_fixture_func", HABIT_FIXTURE},
    {"/unittest/case.py", "_callSetUp", HABIT_SETUP},
    {"/pandas/core/apply.py", "", HABIT_ITEMS},
    {"/pandas/core/algorithms.py", "map_array", HABIT_ITEMS},
    {"/pandas/core/base.py", "_map_values", HABIT_ITEMS},
    {"/pandas/core/groupby/ops.py", "", HABIT_ITEMS},
    {"/pandas/core/internals/blocks.py", "", HABIT_ITEMS},
    {"/numpy/lib/function_base.py", "_vectorize_call", HABIT_ITEMS},
    {"/numpy/lib/_function_base_impl.py", "_vectorize_call", HABIT_ITEMS},
    {"/numpy/lib/shape_base.py", "apply_along_axis", HABIT_ITEMS},
    {"/numpy/lib/_shape_base_impl.py", "apply_along_axis", HABIT_ITEMS},
};

enum habit habit_of_library(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text, name = profile->names[f->name].text;
    if (f->line <= 0)
        return str_contains(name, STR("pandas._libs")) ? HABIT_ITEMS : HABIT_NONE;
    for (size_t i = 0; i < sizeof calling_back / sizeof calling_back[0]; i++)
        if (str_ends(file, str_of(calling_back[i].file)) &&
            (!*calling_back[i].name || str_equal(name, str_of(calling_back[i].name))))
            return calling_back[i].habit;
    return HABIT_NONE;
}

bool habit_is_deep(enum habit habit)
{
    return habit == HABIT_REGEX || habit == HABIT_TEMPLATE || habit == HABIT_CLIENT ||
           habit == HABIT_INSPECT;
}

bool habit_is_steps(enum habit habit)
{
    return habit == HABIT_STEPS || habit == HABIT_ROWS;
}
