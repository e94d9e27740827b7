/* Answers on standard output, a line for each question on standard input:
     =PATH        reads a source; how many definitions it has, or "unread"
     LINE NAME    what the code object is called by that source, if it says so; a tab, and its last
                  line, or 0 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "python/python_source.h"

static void read_source(struct python_source *source, const char *path)
{
    struct python_file file;
    struct buf bytes = {0};
    python_source_free(source);
    if (python_file_open(path, &file) && python_file_read(&file, &bytes)) {
        *source = python_source_scan(buf_slice(&bytes));
        printf("%zu\n", source->definition_count);
    } else {
        puts("unread");
    }
    python_file_close(&file);
    buf_free(&bytes);
}

static void answer(const struct python_source *source, const char *question)
{
    struct arena arena = {0};
    char *name;
    int64_t line = strtoll(question, &name, 10);
    name += *name == ' ';
    struct str found = python_source_qualified(source, &arena, line, str_of(name));
    if (found.size)
        fwrite(found.data, 1, found.size, stdout);
    printf("\t%" PRIu32 "\n", python_source_last_line(source, line, str_of(name)));
    arena_free(&arena);
}

int main(void)
{
    struct python_source source = {0};
    char *question = NULL;
    size_t capacity = 0;
    ssize_t size;
    while ((size = getline(&question, &capacity, stdin)) > 0) {
        question[size - (question[size - 1] == '\n')] = '\0';
        if (question[0] == '=')
            read_source(&source, question + 1);
        else
            answer(&source, question);
    }
    free(question);
    python_source_free(&source);
    return 0;
}
