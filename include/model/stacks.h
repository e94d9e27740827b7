#ifndef PROF2DOT_STACKS_H
#define PROF2DOT_STACKS_H

#include <stdint.h>

/* frame.function of what stands for no function: the name of the only thread. */
#define STACK_NO_FUNCTION UINT32_MAX

/* frame.thread of what names no thread. */
#define STACK_NO_THREAD UINT32_MAX

/* A place that sampled stacks went through, or the thread that they begin with. */
struct frame {
    uint32_t function; /* index into profile.functions, or STACK_NO_FUNCTION */
    uint32_t text;     /* index into profile.names: as the file wrote it */
    uint32_t thread;   /* index into profile.names: the thread's id, or STACK_NO_THREAD */
    int64_t line;      /* that was being executed; 0: not known */
};

/* A stack: one that is a frame shorter, and its innermost frame. */
struct stack {
    uint32_t caller; /* index of the shorter one, which stands before this; 0: the empty stack */
    uint32_t frame;
    double own;      /* cost of the samples that are just this stack, in profile.unit */
    int64_t samples; /* how many these are */
};

/* All stacks that samples were taken of, as a tree: items[0] is the empty stack. Without any,
   count is 0. Owned by the profile. */
struct stacks {
    struct frame *frames;
    struct stack *items;
    uint32_t frame_count, count;
};

#endif
