#ifndef PROF2DOT_UNFOLD_QUEUE_H
#define PROF2DOT_UNFOLD_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Something to deal with. Of equal sizes blocks come before items, then smaller indices first. */
struct task {
    double size;
    uint32_t index;
    bool is_item;
};

/* A binary heap, the largest on top. `{.arena = ...}` is an empty one. */
struct queue {
    struct arena *arena;
    struct task *tasks;
    size_t room;
    size_t count;
};

void queue_add(struct queue *queue, struct task task);

/* Takes the largest off; there must be one. */
struct task queue_take(struct queue *queue);

#endif
