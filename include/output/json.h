#ifndef PROF2DOT_JSON_H
#define PROF2DOT_JSON_H

#include "analysis/health.h"
#include "analysis/select.h"
#include "base/buf.h"
#include "model/profile.h"

/* Appends the chosen part of the profile as JSON (samples/schema.json), functions and calls by
   total time descending, then by key. Numbers are in the shortest form that reads back to the same
   bits. Totals and health are those of the whole profile. `files` are the inputs' names. */
void json_write(const struct profile *profile, const struct selection *selection,
                const struct health *health, const char *const *files, size_t file_count,
                struct buf *out);

#endif
