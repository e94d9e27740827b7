#ifndef PROF2DOT_FRAME_TEXT_H
#define PROF2DOT_FRAME_TEXT_H

#include "model/stack_builder.h"

/* What the text of a frame says, whoever wrote it: "name (file:line)" and "name (file)" of py-spy,
   "file:name:line" of austin and Python's own sampling profiler, else a bare name. The parts are
   slices of the text. */
struct frame_parts frame_text_parts(struct str text);

/* How many bytes the thread takes that a line begins with: "tid:<id>" of Python's sampling
   profiler, "thread (<id>): <name>" of py-spy, "P<id>;T<id>" of austin; 0 if it begins with a
   frame. *id is the thread's id, which for austin is all of it. */
size_t frame_text_thread(struct str frames, struct str *id);

/* The frames without those that stand for processes, which py-spy puts before all others where it
   records children, too: process 4242:"python script.py". Command lines may hold ';'. */
struct str frame_text_without_processes(struct str frames);

#endif
