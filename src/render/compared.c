#include "render/compared.h"

void compared_complete(struct compared *compared, const struct request *request)
{
    const struct side *before = &compared->sides[0];
    compared->origins = origins_find(&before->profile, &request->filter.own);
    compared->shown = &before->profile;
    if (request->disguise.strip_prefix) {
        compared->disguised = disguise(&before->profile, &compared->origins, &request->disguise);
        compared->shown = &compared->disguised;
    }
    compared->changes = changes_find(before, &compared->sides[1], &request->compare.noise);
}

void compared_free(struct compared *compared)
{
    changes_free(&compared->changes);
    disguise_free(&compared->disguised);
    origins_free(&compared->origins);
    compared->sides[1].profile = (struct profile){0};
    side_free(&compared->sides[0]);
    side_free(&compared->sides[1]);
    arena_free(&compared->arena);
    *compared = (struct compared){0};
}
