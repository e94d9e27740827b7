#include "render/annotate.h"

#include "render/link.h"

static void link_functions(const struct profile *profile, const struct profile *shown,
                           const struct selection *selection, const struct request *request,
                           struct annotation *annotation)
{
    annotation->links =
        arena_new(&annotation->arena, selection->function_count, sizeof *annotation->links);
    for (uint32_t i = 0; i < selection->function_count; i++) {
        uint32_t index = selection->functions[i];
        const struct function *f = &profile->functions[index];
        annotation->links[i] =
            link_fill(request, profile->names[f->file].raw,
                      shown->names[shown->functions[index].file].raw, f->line, &annotation->arena);
    }
}

struct annotation annotate(const struct profile *profile, const struct profile *shown,
                           const struct selection *selection, const struct request *request,
                           struct sources *sources)
{
    struct annotation annotation = {0};
    annotation.qualified =
        arena_new(&annotation.arena, selection->function_count, sizeof *annotation.qualified);
    if (request->disguise.anonymize)
        return annotation;
    sources_begin(sources);
    struct sources *readable = request->source == SOURCE_NEVER ? NULL : sources;
    for (uint32_t i = 0; i < selection->function_count; i++)
        annotation.qualified[i] =
            sources_better_name(readable, profile, selection->functions[i], &annotation.arena);
    if (request->link)
        link_functions(profile, shown, selection, request, &annotation);
    return annotation;
}

void annotate_free(struct annotation *annotation)
{
    arena_free(&annotation->arena);
    *annotation = (struct annotation){0};
}
