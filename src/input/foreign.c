#include "input/foreign.h"

#include <string.h>

#define WRITE_PSTATS "write one with: python -m cProfile -o out.prof script.py"

#define WRITE_CALLGRIND "write one with: python -m pprofile --format callgrind -o FILE script.py"

#define YAPPI                                                                                      \
    "a pickle of yappi's (ystat); write: yappi.get_func_stats().save(FILE, type=\"pstat\")"

#define LINE_PROFILER                                                                              \
    "a pickle of line_profiler's (.lprof), which names no caller; for lines and "                  \
    "callers " WRITE_CALLGRIND

#define PICKLE "a pickle, not a profile; " WRITE_PSTATS

enum { TEXT_HEAD = 2048 };

/* What foreign files begin with (or have in their first lines), what else is in them (or NULL), and
   what to say of them. */
struct signature {
    struct str magic;
    const char *word;
    const char *advice;
};

#define SIGNATURE_WITH(magic, word, advice)                                                        \
    {                                                                                              \
        {(magic), sizeof(magic) - 1}, (word), (advice)                                             \
    }

#define SIGNATURE(magic, advice) SIGNATURE_WITH(magic, NULL, advice)

static const struct signature signatures[] = {
    SIGNATURE_WITH("\x80", "YFuncStat", YAPPI),
    SIGNATURE_WITH("\x80", "line_profiler", LINE_PROFILER),
    SIGNATURE("\x80\x02", PICKLE),
    SIGNATURE("\x80\x03", PICKLE),
    SIGNATURE("\x80\x04", PICKLE),
    SIGNATURE("\x80\x05", PICKLE),
    SIGNATURE("\x13\x0fhotshot-version", "a hotshot log; convert it with Python 2.7: "
                                         "hotshot.stats.load(LOG).dump_stats(FILE)"),
    SIGNATURE("MOJ", "a binary file of austin; make it text with: mojo2austin FILE OUT"),
    SIGNATURE_WITH("PK\x03\x04", "cachegrind.out.pprofile",
                   "pprofile's callgrindzip; unpack what it measured: unzip -p FILE "
                   "cachegrind.out.pprofile > out.callgrind"),
    SIGNATURE("PK\x03\x04", "a zip archive, not a profile; unpack it first: unzip FILE"),
    SIGNATURE("\x0a\x04\x08\x01\x10\x02", "a profile of Go's pprof; convert it: go tool pprof "
                                          "-callgrind -output=out.callgrind FILE"),
    SIGNATURE("PERFILE2", "data of Linux' perf; turn it into stacks: perf script | "
                          "stackcollapse-perf.pl > out.folded"),
    SIGNATURE("\xff\xfe",
              "UTF-16 text: PowerShell's > re-encodes what it redirects; let the profiler "
              "write the file itself: python -m cProfile -o out.prof script.py"),
    SIGNATURE("\xfe\xff",
              "UTF-16 text: PowerShell's > re-encodes what it redirects; let the profiler "
              "write the file itself: python -m cProfile -o out.prof script.py"),
    SIGNATURE("\x7f"
              "ELF",
              "a program, not a profile; " WRITE_PSTATS),
    SIGNATURE("\x89PNG", "a picture, not a profile; " WRITE_PSTATS),
};

/* What stands in the first lines of text files that come out of profilers. */
static const struct signature texts[] = {
    SIGNATURE(" function calls",
              "the text that pstats prints, which lacks the callers; " WRITE_PSTATS),
    SIGNATURE("ncalls  tottime", "the text that pstats prints; " WRITE_PSTATS),
    SIGNATURE("Command line:",
              "pprofile's annotated text, which names no caller; " WRITE_CALLGRIND),
    SIGNATURE("Flat profile:", "gprof's text, not a Python profile; " WRITE_PSTATS),
    SIGNATURE("<!DOCTYPE", "an HTML page, not a profile; " WRITE_PSTATS),
    SIGNATURE("<!doctype", "an HTML page, not a profile; " WRITE_PSTATS),
    SIGNATURE("<html", "an HTML page, not a profile; " WRITE_PSTATS),
    SIGNATURE("digraph", "a graph in DOT already; draw it with: dot -Tsvg FILE"),
    SIGNATURE("import ", "a Python program; profile it first: python -m cProfile -o out.prof FILE"),
};

bool foreign_is_text(struct str head)
{
    for (size_t i = 0; i < head.size; i++) {
        unsigned char byte = (unsigned char)head.data[i];
        if ((byte < 0x20 && !strchr("\t\n\r\f\x1b", byte)) || byte == 0)
            return false;
    }
    return true;
}

static const char *advice_for_text(struct str head)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (str_contains(head, texts[i].magic))
            return texts[i].advice;
    if (head.data[0] == '{' || head.data[0] == '[')
        return "JSON, but none of scalene, speedscope or the Firefox Profiler; " WRITE_PSTATS;
    return "text, not a profile; " WRITE_PSTATS;
}

static bool has_word(struct str head, const char *word)
{
    return !word || str_contains(head, str_of(word));
}

const char *foreign_advice(struct str bytes)
{
    struct str head = str_first(bytes, TEXT_HEAD);
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++)
        if (str_starts(bytes, signatures[i].magic) && has_word(head, signatures[i].word))
            return signatures[i].advice;
    if (foreign_is_text(head))
        return advice_for_text(head);
    if (bytes.size > 16 && bytes.data[2] == '\r' && bytes.data[3] == '\n')
        return "compiled Python (.pyc), not a profile; " WRITE_PSTATS;
    return NULL;
}
