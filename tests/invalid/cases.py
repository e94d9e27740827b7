"""Files that are no profiles, or broken ones, byte by byte; and odd ones that are profiles.

Marshal's codes: { dict up to 0, ) short tuple, ( tuple, z short ASCII, i int32, g double,
r reference, c code object; the top bit makes the object one that references can name.
"""

import gzip
import struct


def text(name):
    return b"z" + bytes([len(name)]) + name.encode("latin-1")


def number(value):
    return b"i" + struct.pack("<i", value)


def real(value):
    return b"g" + struct.pack("<d", value)


def key(file="x.py", line=1, name="f"):
    return b")\x03" + text(file) + number(line) + text(name)


def value(callers=b"{0", costs=number(1) * 2 + real(1.0) * 2):
    return b")\x05" + costs + callers


def entry(name="f", callers=b"{0"):
    return key(name=name) + value(callers)


def dict_of(*items):
    return b"{" + b"".join(items) + b"0"


GOOD = dict_of(
    entry("f"), entry("g", dict_of(key(name="f") + b")\x04" + number(1) * 2 + real(1) * 2))
)


def reference(index):
    return b"r" + struct.pack("<i", index)


def laughs():
    """Tuples of ten references each to the one before: 10 ** 40 elements, if one counted them."""
    levels = b"".join(b"\xa9\x0a" + reference(level) * 10 for level in range(40))
    return dict_of(b")\x03" + b")\x29\xa9\x00" + levels + number(1) + text("f") + value())


def callers_over_and_over():
    """One large dict of callers, and ten thousand functions that refer to it."""
    callers = b"".join(key(line=line) + b"i\1\0\0\0" for line in range(1000))
    first = key(name="g") + value(b"\xfb" + callers + b"0")
    others = [key(line=line, name="h") + value(reference(0)) for line in range(10000)]
    return dict_of(first, *others)


def nested(opening, depth):
    return b"{" + opening * depth + b"N0"


CODE_HEAD = b"c" + struct.pack("<5i", 0, 0, 0, 1, 0) + b"s\2\0\0\0d\0"
NUL_NAME = b")\3" + text("x.py") + number(1)

INVALID = {
    "empty": b"",
    "one-brace": b"{",
    "one-brace-with-flag": b"\xfb",
    "no-end": b"{" + entry(),
    "not-a-dict-none": b"N",
    "not-a-dict-list": b"[\0\0\0\0",
    "not-a-dict-tuple": b")\2" + key() + value(),
    "not-a-dict-string": text("profile"),
    "key-is-a-string": dict_of(text("f") + value()),
    "key-is-none": dict_of(b"N" + value()),
    "key-is-a-dict": dict_of(b"{0" + value()),
    "key-is-a-set": dict_of(b"<\0\0\0\0" + value()),
    "key-of-2": dict_of(b")\2" + text("x") + number(1) + value()),
    "key-of-4": dict_of(b")\4" + text("x") + number(1) + text("f") + b"N" + value()),
    "key-of-0": dict_of(b")\0" + value()),
    "key-of-1": dict_of(b")\1" + text("f") + value()),
    "key-line-is-none": dict_of(b")\3" + text("x") + b"N" + text("f") + value()),
    "key-line-is-a-float": dict_of(b")\3" + text("x") + real(1) + text("f") + value()),
    "key-file-is-an-int": dict_of(b")\3" + number(1) + number(1) + text("f") + value()),
    "key-name-is-none": dict_of(NUL_NAME + b"N" + value()),
    "value-is-none": dict_of(key() + b"N"),
    "value-is-a-string": dict_of(key() + text("1")),
    "value-of-4": dict_of(key() + b")\4" + number(1) * 4),
    "value-of-6": dict_of(key() + b")\6" + number(1) * 4 + b"{0" + b"N"),
    "value-of-0": dict_of(key() + b")\0"),
    "value-is-missing": dict_of(key()),
    "count-is-a-string": dict_of(key() + b")\5" + text("1") + number(1) * 3 + b"{0"),
    "count-is-nan": dict_of(key() + b")\5" + real(float("nan")) + number(1) * 3 + b"{0"),
    "time-is-none": dict_of(key() + b")\5" + number(1) * 2 + b"NN{0"),
    "time-is-complex": dict_of(key() + b")\5" + number(1) * 3 + b"y" + bytes(16) + b"{0"),
    "callers-are-none": dict_of(key() + value(b"N")),
    "callers-are-a-list": dict_of(key() + value(b"[\0\0\0\0")),
    "caller-is-a-string": dict_of(key() + value(dict_of(text("f") + number(1)))),
    "caller-value-is-none": dict_of(key() + value(dict_of(key() + b"N"))),
    "caller-value-is-a-float": dict_of(key() + value(dict_of(key() + real(1)))),
    "caller-value-of-0": dict_of(key() + value(dict_of(key() + b")\0"))),
    "caller-value-of-3": dict_of(key() + value(dict_of(key() + b")\3" + number(1) * 3))),
    "caller-value-of-5": dict_of(key() + value(dict_of(key() + b")\5" + number(1) * 5))),
    "caller-is-the-marker": dict_of(key() + value(dict_of(b")\1" + text("__sampled__") + b"T"))),
    "marker-of-another-name": dict_of(b")\1" + text("__samples__") + b"T"),
    "string-of-2-gib": b"{)\3u\xff\xff\xff\x7fabc",
    "string-of-minus-1": b"{)\3u\xff\xff\xff\xffabc",
    "tuple-of-2-gib": b"{(\xff\xff\xff\x7f",
    "tuple-of-minus-1": b"{(\xff\xff\xff\xff",
    "list-of-minus-2-gib": b"{[\0\0\0\x80",
    "set-of-2-gib": b"{<\xff\xff\xff\x7f",
    "long-of-2-gib": b"{)\3" + text("x") + b"l\xff\xff\xff\x7f",
    "long-of-minus-2-gib": b"{)\3" + text("x") + b"l\0\0\0\x80",
    "long-with-large-digit": dict_of(
        b")\3" + text("x") + b"l\1\0\0\0\xff\xff" + text("f") + value()
    ),
    "long-with-zero-at-top": dict_of(b")\3" + text("x") + b"l\1\0\0\0\0\0" + text("f") + value()),
    "float-that-is-text": dict_of(key() + b")\5" + number(1) * 2 + b"f\3abc" * 2 + b"{0"),
    "float-of-no-digits": dict_of(key() + b")\5" + number(1) * 2 + b"f\0" * 2 + b"{0"),
    "unknown-code": b"{?",
    "unknown-code-0x01": b"{\x01",
    "reference-to-nothing": dict_of(reference(0) + value()),
    "reference-backwards": dict_of(reference(-1) + value()),
    "reference-far-away": dict_of(reference(2**31 - 1) + value()),
    "reference-to-a-later-object": dict_of(reference(1) + value()),
    "interned-reference-to-nothing": b"{R\0\0\0\0",
    "reference-to-an-unfinished-set": dict_of(b"\xbe\1\0\0\0" + reference(0) + value()),
    "dict-is-its-own-key": b"\xfb" + reference(0) + value() + b"0",
    "dict-is-its-own-value": b"\xfb" + key() + reference(0) + b"0",
    "tuple-is-its-own-file": dict_of(b"\xa9\3" + reference(0) + number(1) + text("f") + value()),
    "callers-are-the-file": b"\xfb" + key() + value(reference(0)) + b"0",
    "end-inside-a-tuple": b"{)\3" + text("x") + b"00",
    "end-as-a-value": b"{" + key() + b"0",
    "nested-tuples": nested(b")\1", 100000),
    "nested-lists": nested(b"[\1\0\0\0", 100000),
    "nested-dicts": nested(b"{", 100000),
    "nested-dict-keys": b"{" * 100000,
    "nested-in-a-name": b"{)\3" + b")\1" * 3000,
    "nested-in-the-marker": b"{)\1" + text("__sampled__") + b")\1" * 3000 + b"N0",
    "nested-sets-in-a-constant": dict_of(NUL_NAME + CODE_HEAD + b">\1\0\0\0" * 5000),
    "laughs": laughs(),
    "callers-over-and-over": callers_over_and_over(),
    "code-of-no-layout": dict_of(NUL_NAME + b"c" + bytes(100)),
    "code-cut-short": dict_of(NUL_NAME + CODE_HEAD),
    "code-of-no-bytes": b"{)\3" + text("x") + number(1) + b"c",
    "code-without-its-line": dict_of(
        NUL_NAME + CODE_HEAD + b"(\0\0\0\0" * 5 + text("x.py") + text("f")
    ),
    "code-with-a-lying-string": b"{" + NUL_NAME + b"c" + bytes(20) + b"s\xff\xff\xff\x7f",
    "pickle-2": b"\x80\x02}q\x00.",
    "pickle-5": b"\x80\x05\x95\x10\0\0\0\0\0\0\0}\x94.",
    "hotshot": b"\x13\x0fhotshot-version\x031.0",
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
    "zip": b"PK\x03\x04" + bytes(30),
    "utf-16": b"\xff\xfe" + GOOD.decode("latin-1").encode("utf-16-le"),
    "utf-8-of-latin-1": GOOD.decode("latin-1").encode("utf-8"),
    "newlines-translated": b"\xfb\xa9\x03" + GOOD.replace(b"\0", b"\r\n"),
    "pstats-text": b"         4 function calls in 0.000 seconds\n\n   Ordered by: standard name\n",
    "gprof-text": b"Flat profile:\n\nEach sample counts as 0.01 seconds.\n",
    "dot": b"digraph {\n\ta -> b\n}\n",
    "html": b"<!DOCTYPE html>\n<html><body></body></html>\n",
    "json": b'{"files": {}, "elapsed_time_sec": 1.5}\n',
    "json-list": b"[1, 2, 3, 4, 5]\n",
    "python": b"import os\n\nprint(os.name)\n",
    "collapsed-without-weight": b"main;load 12\nmain;solve\nmain 1\n",
    "collapsed-negative": b"main;load 12\nmain;solve -3\nmain 1\n",
    "collapsed-utf-16": "main;load 12\nmain;solve\nmain 1\n".encode("utf-16"),
    "gzip-of-nothing": bytes.fromhex("1f8b0800000000000003030000000000") + bytes(4),
    "gzip-of-text": gzip.compress(b"Hello, world\n"),
    "gzip-cut-short": gzip.compress(GOOD)[:-9],
    "gzip-with-a-tail": gzip.compress(GOOD) + b"more",
    "gzip-with-a-wrong-sum": gzip.compress(GOOD)[:-8] + bytes(8),
    "gzip-of-gzip": gzip.compress(gzip.compress(GOOD)),
    "zstd-cut-short": b"\x28\xb5\x2f\xfd\x04",
    "zstd-damaged": b"\x28\xb5\x2f\xfd" + bytes(20),
    "zstd-window": b"\x28\xb5\x2f\xfd\0\xff" + bytes(20),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(20),
    "pyc": b"\xa7\x0d\r\n" + bytes(12) + b"\xe3" + bytes(20),
    "zeros": bytes(4096),
    "all-ff": b"\xff" * 4096,
    "blank-lines": b"\n" * 100,
    "control-characters": b"\x1b[31m\n" * 10,
}

for byte in set(range(256)):
    INVALID.setdefault("byte-%02x" % byte, bytes([byte]))

VALID = {
    "good": GOOD,
    "good-gzip": gzip.compress(GOOD),
    "good-gzip-padded": gzip.compress(GOOD) + bytes(100),
    "collapsed": b"main;load;parse 12\nmain;solve 3\n",
    "collapsed-zero": b"main;load;parse 0\nmain;solve 0\n",
    "collapsed-blanks": b" 3\n\n;; 1\n;a; 2 \n",
    "collapsed-huge": b"a;b 1e308\na;c 1e308\na;b 99999999999999999999\n",
    "collapsed-hostile": b"</script>;\xff\xfe\x1b[31m;a%s 3\n",
    "collapsed-threads": b"tid:1;a 3\ntid:2 4\nb 1\n",
    "no-functions": b"{0",
    "no-functions-with-flag": b"\xfb0",
    "frozendict": b"}" + entry() + b"0",
    "trailing-bytes": GOOD + b"and more",
    "marker-alone": dict_of(b")\1" + text("__sampled__") + b"T"),
    "lists-for-tuples": dict_of(b"[\3\0\0\0" + key()[2:] + b"[\5\0\0\0" + value()[2:]),
    "equal-keys": dict_of(entry(), entry(), entry()),
    "negative-line": dict_of(key(line=-5) + value()),
    "empty-names": dict_of(key("", 0, "") + value()),
    "caller-without-an-entry": dict_of(entry("f", dict_of(key(name="g") + number(1)))),
    "calls-of-itself": dict_of(entry("f", dict_of(key() + b")\4" + number(9) * 2 + real(9) * 2))),
    "old-sum-of-callers": dict_of(
        entry("f", dict_of(key() + b")\x08" + (number(1) * 2 + real(1) * 2) * 2))
    ),
    "true-for-one": dict_of(key() + b")\5TTTT{0"),
    "huge-long-count": dict_of(
        key() + b")\5" + b"l\6\0\0\0" + b"\xff\x7f" * 6 + number(1) * 3 + b"{0"
    ),
    "huge-times": dict_of(
        key() + b")\5" + number(1) * 2 + real(1e308) * 2 + b"{0",
        key(name="g") + b")\5" + number(1) * 2 + real(1e308) * 2 + b"{0",
    ),
    "tiny-times": dict_of(key() + b")\5" + number(1) * 2 + real(5e-324) * 2 + b"{0"),
    "negative-counts": dict_of(key() + b")\5" + number(-1) * 2 + real(1) * 2 + b"{0"),
    "not-finite": dict_of(
        key() + b")\5" + number(1) * 2 + real(float("inf")) + real(float("nan")) + b"{0"
    ),
}
