#ifndef PROF2DOT_TACHYON_SAMPLES_H
#define PROF2DOT_TACHYON_SAMPLES_H

#include "input/stacks/tachyon_bytes.h"
#include "model/stack_builder.h"

/* Reads records of samples to their end into the builder. `frames` are its indices of the frames in
   the file's table. In *samples is how many there were. False, with the place in the error of
   `in`, where a record is malformed. */
bool tachyon_samples(struct tachyon_bytes *in, struct stack_builder *builder,
                     const uint32_t *frames, uint32_t frame_count, uint64_t *samples);

#endif
