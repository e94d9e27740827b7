#include "input/detect.h"

#include <string.h>

#include "input/callgrind/callgrind.h"
#include "input/foreign.h"
#include "input/json/gecko.h"
#include "input/json/scalene.h"
#include "input/json/speedscope.h"
#include "input/pstats/pstats.h"
#include "input/stacks/collapsed.h"
#include "input/stacks/tachyon.h"

/* A dict of marshal, and not JSON, whose objects begin with the same brace: what follows there is
   no code of marshal that a key begins with. */
static bool fits_pstats(struct str beginning)
{
    char type = beginning.size ? beginning.data[0] & 0x7f : 0;
    if (type != '{' && type != '}')
        return false;
    bool is_plain = beginning.data[0] == '{' && beginning.size > 1;
    return !is_plain || !strchr(" \t\r\n\"}", beginning.data[1]) || beginning.data[1] == '\0';
}

const struct input_format input_formats[] = {
    {.name = "pstats",
     .description = "cProfile, profile, yappi (pstat), Python 3.15's --pstats, pstats.dump_stats",
     .fits = fits_pstats,
     .read = pstats_read},
    {.name = "callgrind",
     .description = "yappi, pprofile, pyprof2calltree, Valgrind (callgrind, cachegrind), xdebug",
     .fits = callgrind_fits,
     .read_with = callgrind_read},
    {.name = "speedscope",
     .description = "JSON of speedscope: py-spy, austin, pyinstrument",
     .fits = speedscope_begins,
     .read = speedscope_read},
    {.name = "gecko",
     .description =
         "JSON of the Firefox Profiler: Python 3.15's --gecko, samply, perf script gecko",
     .fits = gecko_begins,
     .read = gecko_read},
    {.name = "scalene",
     .description = "JSON of scalene 1.5.16 to 2.3, with stacks or without",
     .fits = scalene_begins,
     .read = scalene_read},
    {.name = "tachyon",
     .description = "binary files of Python 3.15's sampling profiler (--binary)",
     .fits = tachyon_begins,
     .read = tachyon_read},
    {.name = "collapsed",
     .description = "stacks in lines (a;b;c 12): py-spy, austin, Python 3.15's --collapsed, perf",
     .fits = collapsed_begins,
     .stream = &collapsed_stream},
};

const size_t input_format_count = sizeof input_formats / sizeof input_formats[0];

const struct input_format *input_format_named(const char *name)
{
    for (size_t i = 0; i < input_format_count; i++)
        if (strcmp(input_formats[i].name, name) == 0)
            return &input_formats[i];
    return NULL;
}

static const struct input_format *format_of(struct str beginning)
{
    for (size_t i = 0; i < input_format_count; i++)
        if (input_formats[i].fits(beginning))
            return &input_formats[i];
    return NULL;
}

static const struct input_format *refuse(struct str bytes, struct error *error)
{
    const char *advice = foreign_advice(bytes);
    if (advice)
        error_at(error, 0, "this is %s", advice);
    else
        error_at(error, 0,
                 "begins with 0x%02x, as no format does that is read here (--list-formats); "
                 "write one with: python -m cProfile -o out.prof script.py",
                 (unsigned)(unsigned char)bytes.data[0]);
    return NULL;
}

const struct input_format *detect_format(struct str beginning, const struct input_options *options,
                                         struct error *error)
{
    if (!beginning.size) {
        error_at(error, 0,
                 "the file is empty: did the profiled program end before the profile was written?");
        return NULL;
    }
    const struct input_format *format =
        options->format ? input_format_named(options->format) : format_of(beginning);
    if (format && options->event && !format->read_with) {
        error_set(error, ERROR_INPUT, "--event: a %s file has one cost only", format->name);
        return NULL;
    }
    return format ? format : refuse(beginning, error);
}

static bool read_stream(const struct input_stream *stream, struct str bytes,
                        struct profile *profile, struct error *error)
{
    void *reader = stream->start();
    if (stream->feed(reader, bytes, error))
        return stream->end(reader, profile, error);
    stream->drop(reader);
    return false;
}

bool detect_read_as(const struct input_format *format, struct str bytes,
                    const struct input_options *options, struct profile *profile,
                    struct error *error)
{
    *profile = (struct profile){0};
    if (format->stream)
        return read_stream(format->stream, bytes, profile, error);
    return format->read ? format->read(bytes, profile, error)
                        : format->read_with(bytes, options, profile, error);
}

bool detect_read(struct str bytes, const struct input_options *options, struct profile *profile,
                 struct error *error)
{
    *profile = (struct profile){0};
    const struct input_format *format = detect_format(bytes, options, error);
    return format && detect_read_as(format, bytes, options, profile, error);
}
