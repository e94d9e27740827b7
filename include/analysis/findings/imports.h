#ifndef PROF2DOT_IMPORTS_H
#define PROF2DOT_IMPORTS_H

#include <stdbool.h>

#include "model/profile.h"
#include "python/origins.h"

/* A call of exec that runs the program rather than a module that is imported. */
struct program_start {
    uint32_t into; /* the call into exec, an index of profile.calls; IMPORTS_NO_CALL: the
                      profiler's own */
    uint32_t run;  /* exec's call of the program's module */
};

#define IMPORTS_NO_CALL UINT32_MAX

/* What imports, what is imported, and what is not though it looks alike. imports_free. */
struct imports {
    bool *machinery; /* of each function: it finds and loads modules (origins_is_import) */
    bool *modules;   /* it is a module's own code, run by import */
    struct program_start *starts; /* the profiler's own before others */
    uint32_t start_count;
};

/* Tells imported modules from the program, both of which exec runs. Linear. */
struct imports imports_find(const struct profile *profile, const struct origins *origins);

void imports_free(struct imports *imports);

/* Whether the function is the code of a module, which runs as that is imported, or as the program.
 */
bool imports_is_module(const struct profile *profile, uint32_t function);

/* Whether the function is the builtin exec, which profilers run the program by, and import modules.
 */
bool imports_is_exec(const struct profile *profile, uint32_t function);

/* Of each call the function that it leads to: the callee, but the program where exec is called to
   run it; IMPORTS_FOLLOWED for exec's own call of that program, of which the other one tells.
   Without imports (NULL) all are callees. The caller's to free. Linear. */
uint32_t *imports_targets(const struct profile *profile, const struct imports *imports);

#define IMPORTS_FOLLOWED UINT32_MAX

/* The profile without the time that exec passes on to the program: else all that import does would
   seem to be done below, and on behalf of, what started the program, exec being one for both.
   Exclusive times stay. A view with functions and calls of its own; imports_free_view, before
   `profile`. */
struct profile imports_view(const struct profile *profile, const struct imports *imports);

void imports_free_view(struct profile *view);

#endif
