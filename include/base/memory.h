#ifndef PROF2DOT_MEMORY_H
#define PROF2DOT_MEMORY_H

#include <stddef.h>

/* Allocation that never returns NULL: running out of memory (or asking for more than a size_t can
   say) ends the program with status 1 and one line, here and nowhere else. */

/* Zeroed room for count items of size bytes; free() it. */
void *memory_new(size_t count, size_t size);

/* Makes room for at least `need` items in the malloc'ed array, at least doubling *capacity; returns
   the array, perhaps moved. New room is not zeroed. */
void *memory_grow(void *array, size_t *capacity, size_t need, size_t size);

/* Ends the program as above. */
void memory_die(void);

#endif
