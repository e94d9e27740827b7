#include "cli/annotate.h"

struct annotation annotate(const struct profile *profile, const struct selection *selection,
                           const struct options *options)
{
    (void)profile;
    (void)selection;
    (void)options;
    return (struct annotation){0};
}

void annotate_free(struct annotation *annotation)
{
    arena_free(&annotation->arena);
    *annotation = (struct annotation){0};
}
