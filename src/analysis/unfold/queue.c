#include "analysis/unfold/queue.h"

static bool is_before(const struct task *a, const struct task *b)
{
    if (a->size != b->size)
        return a->size > b->size;
    return a->is_item != b->is_item ? b->is_item : a->index < b->index;
}

void queue_add(struct queue *queue, struct task task)
{
    queue->tasks = arena_grow(queue->arena, queue->tasks, &queue->room, queue->count + 1,
                              sizeof *queue->tasks);
    size_t at = queue->count++;
    for (; at > 0 && is_before(&task, &queue->tasks[(at - 1) / 2]); at = (at - 1) / 2)
        queue->tasks[at] = queue->tasks[(at - 1) / 2];
    queue->tasks[at] = task;
}

struct task queue_take(struct queue *queue)
{
    struct task *tasks = queue->tasks;
    struct task first = tasks[0], moved = tasks[--queue->count];
    size_t at = 0, child;
    while ((child = at * 2 + 1) < queue->count) {
        if (child + 1 < queue->count && is_before(&tasks[child + 1], &tasks[child]))
            child++;
        if (!is_before(&tasks[child], &moved))
            break;
        tasks[at] = tasks[child];
        at = child;
    }
    tasks[at] = moved;
    return first;
}
