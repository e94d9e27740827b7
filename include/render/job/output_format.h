#ifndef PROF2DOT_OUTPUT_FORMAT_H
#define PROF2DOT_OUTPUT_FORMAT_H

#include "output/table_page.h"
#include "render/drawing.h"
#include "view/words/trend_told.h"

/* The Graphviz process that an output uses; it is started before the profile is read. */
enum output_renderer { RENDERER_NONE, RENDERER_SVG, RENDERER_PNG };

/* One format that can be written: all that anybody needs to know of it. Of `table` and `make` one
   is set. */
struct output_format {
    const char *name;    /* as -T takes it */
    const char *note;    /* what the help says of it, in parentheses; or NULL */
    const char *endings; /* of files, divided by blanks; the help names the first; NULL: none */
    const char *also;    /* endings of other formats that its files may have; or NULL */

    table_writer
        *table; /* a table of the numbers as the files have them, unless there are filters */
    drawing_maker *make;
    drawing_maker *changed; /* what it is where profiles are compared; NULL: nothing */
    void (*trend)(const struct trend_told *told, struct buf *out); /* of a program's stages; NULL:
                                                                       nothing */

    enum output_renderer renderer;
    bool is_binary;       /* not for a terminal */
    bool is_for_people;   /* its names cannot steer a terminal, its escape sequences are meant */
    bool tells_names;     /* --anonymize does not hide names in it */
    bool shows_sources;   /* the text of source files is to be kept */
    bool shows_inputs;    /* it tells several inputs apart */
    bool needs_health;    /* drawing.health is to be filled in */
    bool tells_budgets;   /* it is nothing without them */
    bool takes_no_filter; /* it is made before anything is filtered */
    const struct output_format *as_png;     /* what it is for a file named so; NULL: as always */
    const struct output_format *with_lines; /* what --lines makes of it; NULL: nothing */
};

/* All formats, in the order in which help and messages list them. */
extern const struct output_format output_formats[];
extern const size_t output_format_count;

/* What --list-functions makes, which no word of -T does. */
extern const struct output_format output_format_functions;

/* What a terminal gets where no format is asked for. */
extern const struct output_format output_format_answer;

/* The format that goes by a word as -T takes it; NULL if none does. */
const struct output_format *output_format_named(struct str name);

/* The format that goes by a file's ending, with its dot; NULL if none does. */
const struct output_format *output_format_of_ending(struct str ending);

/* Whether a file of the format may go by that name: its ending is not another format's. */
bool output_format_suits(const struct output_format *format, const char *path);

/* Appends the ending that help and messages name, with its dot; false where there is none. */
bool output_format_main_ending(const struct output_format *format, struct buf *out);

#endif
