#ifndef PROF2DOT_SCALENE_SOURCE_H
#define PROF2DOT_SCALENE_SOURCE_H

#include "input/json/document.h"
#include "python/python_source.h"

/* A function statement that scalene lists, as far as it has costs. */
struct scalene_function {
    int64_t line;
    struct str name;
};

/* Which function a line of a profiled file is in: newer versions write the whole source down; of
   what older ones write, the function that starts last before the line is taken. */
struct scalene_source {
    const json_t *lines;
    struct python_source source;
    uint32_t
        *owners; /* of each line, from 1 on: the innermost definition; NULL without the source */
    size_t count;
    struct scalene_function *functions; /* by line */
    size_t function_count;
};

/* Reads the entry of a file in "files", which must outlive the result; scalene_source_free. Of what
   is not as it should be there, nothing is known. */
struct scalene_source scalene_source_read(const json_t *file);

/* The name of the function that the line is in ("<module>" in none), in the arena or borrowed, and
   in *first_line the line that it starts on. `text` is the line's, if it is known. */
struct str scalene_source_function(const struct scalene_source *source, struct arena *arena,
                                   int64_t line, struct str text, int64_t *first_line);

void scalene_source_free(struct scalene_source *source);

#endif
