#include "python/known_modules.h"

#include <stddef.h>

/* Both are sorted by bytes. */
/* clang-format off */

/* Of CPython 2.7 to 3.15 on all systems, and of PyPy. */
static const char *const stdlib[] = {
    "Audio_mac", "BaseHTTPServer", "Bastion", "CDROM", "CGIHTTPServer", "Canvas", "Carbon",
    "ColorPicker", "ConfigParser", "Cookie", "DLFCN", "Dialog", "DocXMLRPCServer", "EasyDialogs",
    "FileDialog", "FixTk", "FrameWork", "HTMLParser", "IN", "MacOS", "MimeWriter", "MiniAEFrame",
    "Nav", "PixMapWrapper", "Queue", "ScrolledText", "SimpleDialog", "SimpleHTTPServer",
    "SimpleXMLRPCServer", "SocketServer", "StdSuites", "StringIO", "TYPES", "Tix", "Tkconstants",
    "Tkdnd", "Tkinter", "UserDict", "UserList", "UserString", "_LWPCookieJar", "_MozillaCookieJar",
    "__builtin__", "__decimal", "__exceptions__", "__future__", "__hello__", "__phello__",
    "__pypy__", "_abc", "_abcoll", "_aix_support", "_android_support", "_apple_support", "_ast",
    "_ast_unparse", "_asyncio", "_audioop_build", "_audioop_cffi", "_bisect", "_blake2",
    "_bootlocale", "_bootsubprocess", "_bsddb", "_builtinSuites", "_bytesio", "_bz2",
    "_cffi_backend", "_cffi_ssl", "_codecs", "_codecs_cn", "_codecs_hk", "_codecs_iso2022",
    "_codecs_jp", "_codecs_kr", "_codecs_tw", "_collections", "_collections_abc", "_colorize",
    "_compat_pickle", "_compression", "_contextvars", "_continuation", "_cppyy", "_crypt", "_csv",
    "_ctypes", "_ctypes_test", "_curses", "_curses_build", "_curses_cffi", "_curses_panel",
    "_datetime", "_dbm", "_decimal", "_decimal_build", "_distutils_system_mod", "_dummy_thread",
    "_dummy_threading", "_elementtree", "_ffi", "_fileio", "_frozen_importlib",
    "_frozen_importlib_external", "_functools", "_gdbm", "_gdbm_build", "_gdbm_cffi", "_gestalt",
    "_hashlib", "_heapq", "_hmac", "_hotshot", "_hpy_universal", "_immutables_map", "_imp",
    "_interpchannels", "_interpqueues", "_interpreters", "_io", "_ios_support", "_jit", "_jitlog",
    "_json", "_locale", "_lsprof", "_lzma", "_lzma_build", "_lzma_cffi", "_markupbase", "_marshal",
    "_math_integer", "_md5", "_minimal_curses", "_missing_stdlib_info", "_msi", "_multibytecodec",
    "_multiprocessing", "_opcode", "_opcode_metadata", "_operator", "_osx_support", "_overlapped",
    "_peg_parser", "_pickle", "_pickle_support", "_posixshmem", "_posixshmem_build",
    "_posixshmem_cffi", "_posixsubprocess", "_pwdgrp_build", "_pwdgrp_cffi", "_py_abc",
    "_py_warnings", "_pydatetime", "_pydecimal", "_pyio", "_pylong", "_pypy_generic_alias",
    "_pypy_interact", "_pypy_irc_topic", "_pypy_openssl", "_pypy_testcapi", "_pypy_util_build",
    "_pypy_util_cffi", "_pypy_util_cffi_inner", "_pypy_wait", "_pypy_winbase_build",
    "_pypy_winbase_cffi", "_pypy_winbase_cffi64", "_pypyjson", "_pyrepl", "_queue", "_random",
    "_rawffi", "_remote_debugging", "_resource_build", "_resource_cffi", "_scproxy", "_sha",
    "_sha1", "_sha2", "_sha256", "_sha3", "_sha512", "_signal", "_sitebuiltins", "_socket",
    "_sqlite3", "_sqlite3_build", "_sqlite3_cffi", "_sre", "_ssl", "_ssl_build", "_stat",
    "_statistics", "_string", "_strptime", "_struct", "_structseq", "_subprocess", "_suggestions",
    "_symtable", "_sysconfig", "_sysconfigdata", "_syslog_build", "_syslog_cffi", "_testbuffer",
    "_testcapi", "_testclinic", "_testclinic_limited", "_testconsole", "_testexternalinspection",
    "_testimportmultiple", "_testing", "_testinternalcapi", "_testlimitedcapi", "_testmultiphase",
    "_testsinglephase", "_thread", "_threading_local", "_tkinter", "_tokenize", "_tracemalloc",
    "_types", "_typing", "_uuid", "_vmprof", "_warnings", "_weakref", "_weakrefset", "_winapi",
    "_winreg", "_wmi", "_xxinterpchannels", "_xxsubinterpreters", "_xxtestfuzz", "_zoneinfo",
    "_zstd", "abc", "aepack", "aetools", "aetypes", "aifc", "annotationlib", "antigravity",
    "anydbm", "applesingle", "argparse", "argvemulator", "array", "ast", "asynchat", "asyncio",
    "asyncore", "atexit", "audiodev", "audioop", "autoGIL", "base64", "bdb", "bgenlocations",
    "binascii", "binhex", "bisect", "bsddb", "bsddb185", "buildtools", "builtins", "bz2", "cPickle",
    "cProfile", "cStringIO", "calendar", "cfmfile", "cgi", "cgitb", "chunk", "cmath", "cmd", "code",
    "codecs", "codeop", "collections", "colorsys", "commands", "compileall", "compiler",
    "compression", "concurrent", "configparser", "contextlib", "contextvars", "cookielib", "copy",
    "copy_reg", "copyreg", "cpyext", "crypt", "csv", "ctypes", "ctypes_support", "curses",
    "dataclasses", "datetime", "dbhash", "dbm", "decimal", "difflib", "dircache", "dis",
    "distutils", "dl", "doctest", "dumbdbm", "dummy_thread", "dummy_threading", "email",
    "encodings", "ensurepip", "enum", "errno", "exceptions", "faulthandler", "fcntl", "filecmp",
    "fileinput", "findertools", "fm", "fnmatch", "formatter", "fpformat", "fractions", "ftplib",
    "functools", "future_builtins", "gc", "genericpath", "gensuitemodule", "getopt", "getpass",
    "getpath", "gettext", "glob", "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "hotshot",
    "html", "htmlentitydefs", "htmllib", "http", "httplib", "ic", "icopen", "identity_dict",
    "idlelib", "ihooks", "imageop", "imaplib", "imghdr", "imp", "importlib", "imputil", "inspect",
    "io", "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "linuxaudiodev",
    "locale", "logging", "lzma", "macerrors", "macostools", "macpath", "macresource", "macurl2path",
    "mailbox", "mailcap", "markupbase", "marshal", "math", "md5", "mhlib", "mimetools", "mimetypes",
    "mimify", "mmap", "modulefinder", "msilib", "msvcrt", "multifile", "multiprocessing", "mutex",
    "netrc", "new", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers", "opcode", "operator",
    "optparse", "os", "os2emxpath", "ossaudiodev", "parser", "pathlib", "pdb", "pickle",
    "pickletools", "pimp", "pipes", "pkgutil", "platform", "plistlib", "popen2", "poplib", "posix",
    "posixfile", "posixpath", "pprint", "profile", "profiling", "pstats", "pty", "pwd",
    "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "pypy_tools", "pypyjit", "pyrepl",
    "queue", "quopri", "random", "re", "readline", "repr", "reprlib", "resource", "rexec", "rfc822",
    "rlcompleter", "robotparser", "runpy", "sched", "secrets", "select", "selectors", "sets",
    "sgmllib", "sha", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr",
    "socket", "socketserver", "spwd", "sqlite3", "sre", "sre_compile", "sre_constants", "sre_parse",
    "ssl", "stackless", "stat", "statistics", "statvfs", "string", "stringold", "stringprep",
    "strop", "struct", "subprocess", "sunau", "sunaudio", "sunaudiodev", "symbol", "symtable",
    "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "terminalcommand",
    "termios", "test", "textwrap", "this", "thread", "threading", "time", "timeit",
    "tkColorChooser", "tkCommonDialog", "tkFileDialog", "tkFont", "tkMessageBox", "tkSimpleDialog",
    "tkinter", "toaiff", "token", "tokenize", "tomllib", "tputil", "trace", "traceback",
    "tracemalloc", "ttk", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata",
    "unittest", "urllib", "urllib2", "urlparse", "user", "uu", "uuid", "venv", "videoreader",
    "warnings", "wave", "weakref", "webbrowser", "whichdb", "winreg", "winsound", "wsgiref",
    "xdrlib", "xml", "xmllib", "xmlrpc", "xmlrpclib", "xxlimited", "xxlimited_35", "xxsubtype",
    "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
};

/* Packages that are folders, of those that are installed most: no program calls a package of its
   own so. Names that are common words are left out. */
static const char *const site[] = {
    "Crypto", "Cython", "IPython", "Levenshtein", "MySQLdb", "OpenSSL", "PIL", "ahocorasick",
    "aiobotocore", "aiofiles", "aiohttp", "alembic", "altair", "amqp", "annotated_types",
    "anyio", "apscheduler", "asgiref", "astropy", "asttokens", "asyncpg", "attr", "attrs",
    "autobahn", "azure", "babel", "bcrypt", "beartype", "billiard", "black", "blinker", "bokeh",
    "boto", "boto3", "botocore", "bottle", "bs4", "cachetools", "cattr", "cattrs", "celery",
    "certifi", "cffi", "chardet", "charset_normalizer", "cherrypy", "click", "click_plugins",
    "cloudpickle", "colorama", "coverage", "cryptography", "curl_cffi", "cv2", "cycler",
    "daphne", "dask", "dateparser", "dateutil", "debugpy", "deepdiff", "distributed", "django",
    "docutils", "dotenv", "dramatiq", "duckdb", "elasticsearch", "email_validator", "execnet",
    "faker", "falcon", "fastapi", "filelock", "fiona", "flask", "flask_sqlalchemy", "fontTools",
    "frozenlist", "fsspec", "gensim", "geopandas", "gevent", "gitdb", "google", "greenlet",
    "grpc", "gunicorn", "h5py", "hpack", "html5lib", "httpcore", "httplib2", "httptools",
    "httpx", "huggingface_hub", "idna", "imageio", "ipykernel", "isort", "itsdangerous", "jax",
    "jedi", "jinja2", "jmespath", "joblib", "jsonpath_ng", "jsonschema", "jupyter_client",
    "jwt", "keras", "kombu", "kubernetes", "langchain", "lightgbm", "lightning", "llvmlite",
    "loguru", "lxml", "mako", "markdown_it", "markupsafe", "marshmallow", "matplotlib",
    "mistune", "mongoengine", "more_itertools", "mpl_toolkits", "mpmath", "msgpack",
    "multidict", "mypy", "mypyc", "nbconvert", "nbformat", "networkx", "nltk", "numba",
    "numexpr", "numpy", "oauthlib", "odf", "odoo", "onnx", "openai", "openpyxl",
    "opentelemetry", "orjson", "packaging", "pandas", "paramiko", "parso", "passlib", "patsy",
    "peewee", "pendulum", "pexpect", "pip", "pkg_resources", "playwright", "plotly", "polars",
    "prompt_toolkit", "propcache", "psutil", "psycopg", "psycopg2", "ptyprocess", "pyarrow",
    "pyasn1", "pycparser", "pydantic", "pydantic_core", "pydantic_settings", "pyglet",
    "pygments", "pylint", "pymongo", "pymysql", "pyparsing", "pyproj", "pyramid", "pyspark",
    "pytz", "rapidfuzz", "redis", "regex", "reportlab", "requests", "requests_oauthlib",
    "rest_framework", "rich", "ruamel", "s3transfer", "sanic", "scipy", "scrapy", "seaborn",
    "selenium", "sentry_sdk", "setuptools", "shapely", "simplejson", "six", "skimage",
    "sklearn", "smart_open", "sniffio", "sortedcontainers", "soupsieve", "spacy", "sphinx",
    "sqlalchemy", "sqlglot", "sqlmodel", "sqlparse", "starlette", "statsmodels", "streamlit",
    "structlog", "sympy", "tabulate", "tenacity", "tensorboard", "tensorflow", "termcolor",
    "thinc", "tiktoken", "tldextract", "tokenizers", "tomli", "tomlkit", "toolz", "torch",
    "torchvision", "tornado", "tox", "tqdm", "traitlets", "transformers", "trio", "tweepy",
    "twisted", "typer", "typing_extensions", "tzdata", "tzlocal", "ujson", "unidecode",
    "urllib3", "uvicorn", "uvloop", "vine", "virtualenv", "watchdog", "watchfiles", "wcwidth",
    "webob", "websocket", "websockets", "werkzeug", "whitenoise", "wrapt", "wtforms", "xarray",
    "xgboost", "xlrd", "xlsxwriter", "xmltodict", "yaml", "yapf", "yarl", "zeep", "zmq", "zope",
    "zstandard",
};
/* clang-format on */

bool known_modules_stdlib(struct str module)
{
    return str_is_among(module, stdlib, sizeof stdlib / sizeof stdlib[0]) ||
           /* Named by the system that Python was built for. */
           str_starts(module, STR("_sysconfigdata_"));
}

bool known_modules_site(struct str module)
{
    return str_is_among(module, site, sizeof site / sizeof site[0]);
}
