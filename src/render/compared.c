#include "render/compared.h"

#include "analysis/tree/call_tree.h"

void compared_complete(struct compared *compared, const struct request *request,
                       const struct origins *after)
{
    const struct side *before = &compared->sides[0];
    compared->origins = origins_find(&before->profile, &request->filter.own);
    compared->shown = &before->profile;
    if (request->disguise.strip_prefix) {
        compared->disguised = disguise(&before->profile, &compared->origins, &request->disguise);
        compared->shown = &compared->disguised;
    }
    struct origins origins[2] = {compared->origins, *after};
    compared->changes = changes_find(before, &compared->sides[1], &request->compare.noise);
    for (int i = 0; i < 2; i++)
        compared->trees[i] = call_tree_make(&compared->sides[i].profile);
    compared->causes =
        causes_find(before, &compared->sides[1], origins, compared->trees, &compared->changes);
}

void compared_free(struct compared *compared)
{
    changes_free(&compared->changes);
    causes_free(&compared->causes);
    disguise_free(&compared->disguised);
    tree_free(&compared->trees[0]);
    tree_free(&compared->trees[1]);
    origins_free(&compared->origins);
    compared->sides[1].profile = (struct profile){0};
    side_free(&compared->sides[0]);
    side_free(&compared->sides[1]);
    arena_free(&compared->arena);
    *compared = (struct compared){0};
}
