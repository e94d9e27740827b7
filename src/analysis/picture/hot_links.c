#include "analysis/picture/hot_links.h"

#include <stdlib.h>

#include "base/memory.h"

/* A link on one of several ways is hot from this share of the total on. */
#define LEAST_ON_WAY 0.03

/* So often all links are looked at to find the ways: none that a reader follows is longer. */
enum { MOST_ROUNDS = 64 };

struct marker {
    struct outline *outline;
    bool *on_path; /* of each place */
    bool *below, *above;
    uint32_t count;
};

static bool mark_direct(const struct marker *m, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < m->outline->link_count; i++) {
        struct outline_link *link = &m->outline->links[i];
        if (link->from == from && link->to == to)
            return link->on_hot_path = true;
    }
    return false;
}

static bool is_way(const struct outline_link *link)
{
    return link->from != link->to && link->share >= LEAST_ON_WAY;
}

/* Marks what is reached from a place (or, upwards, what reaches it) without meeting the path. */
static void spread(const struct marker *m, uint32_t from, bool upwards, bool *reached)
{
    bool changed = true;
    for (uint32_t i = 0; i < m->count; i++)
        reached[i] = i == from;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
        changed = false;
        for (uint32_t i = 0; i < m->outline->link_count; i++) {
            const struct outline_link *link = &m->outline->links[i];
            uint32_t at = upwards ? link->to : link->from;
            uint32_t next = upwards ? link->from : link->to;
            if (!is_way(link) || !reached[at] || reached[next] || m->on_path[next])
                continue;
            changed = reached[next] = true;
        }
    }
}

static void mark_ways(const struct marker *m, uint32_t from, uint32_t to)
{
    spread(m, from, false, m->below);
    spread(m, to, true, m->above);
    for (uint32_t i = 0; i < m->outline->link_count; i++) {
        struct outline_link *link = &m->outline->links[i];
        link->on_hot_path |= is_way(link) && m->below[link->from] && m->above[link->to];
    }
}

static void list_places(struct marker *m, const struct hot_path *path, const uint32_t *place)
{
    for (uint32_t i = 0; i < path->count; i++) {
        uint32_t at = place[path->steps[i].function];
        if (at == NO_PLACE || m->on_path[at])
            continue;
        m->on_path[at] = true;
        m->outline->hot[m->outline->hot_count++] = at;
    }
}

void hot_links_mark(struct outline *outline, const struct hot_path *path, const uint32_t *place,
                    uint32_t place_count)
{
    struct marker m = {outline, memory_new(place_count, sizeof(bool)),
                       memory_new(place_count, sizeof(bool)), memory_new(place_count, sizeof(bool)),
                       place_count};
    list_places(&m, path, place);
    for (uint32_t i = 1; i < outline->hot_count; i++)
        if (!mark_direct(&m, outline->hot[i - 1], outline->hot[i]))
            mark_ways(&m, outline->hot[i - 1], outline->hot[i]);
    free(m.on_path);
    free(m.below);
    free(m.above);
}
