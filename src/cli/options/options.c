#include "cli/options/options.h"

#include <stdlib.h>

#include "base/memory.h"

void options_add_output(struct options *options, const char *path)
{
    struct request *request = &options->request;
    size_t room = request->output_count;
    request->outputs =
        memory_grow(request->outputs, &room, request->output_count + 1, sizeof *request->outputs);
    request->outputs[request->output_count++] = (struct wanted_output){.path = path};
}

void options_free(struct options *options)
{
    struct request *request = &options->request;
    free(options->inputs);
    free(request->outputs);
    free(request->select.roots.items);
    free(request->select.leaves.items);
    free(request->select.paths.items);
    free(request->filter.hide.items);
    free(request->filter.ignore.items);
    free(request->filter.focus.items);
    free(request->filter.show_from.items);
    free(request->filter.own.items);
    free(options->bases.items);
    free(options->fail_if.items);
    free(request->threads.items);
    free(request->line_patterns.items);
    free(request->table.keys);
    free(request->table.restrictions);
    arena_free(&options->arena);
    *options = (struct options){0};
}
