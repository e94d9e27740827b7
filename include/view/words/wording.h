#ifndef PROF2DOT_WORDING_H
#define PROF2DOT_WORDING_H

#include <stdbool.h>

#include "analysis/findings/blame.h"
#include "analysis/findings/findings.h"
#include "view/words/sentence.h"

/* What the sentences of one summary share. */
struct wording {
    const struct profile *profile;
    const struct profile *shown; /* the same functions by the names that are to be seen */
    struct totals totals;        /* what shares are of */
    const struct str *names;     /* of each function that is spoken of */
    bool *placed;                /* of each function: its file and line have been told */
    const struct blame *blame;
    struct line_reader source;
    const struct finding *import; /* what importing takes, or NULL */
    const struct finding *beside; /* what leads beside importing, or NULL */
    const struct finding *setup;  /* what sets up tests, or NULL */
    struct arena *arena;          /* for the sentences */
};

/* Whether there is any time to speak of. */
bool wording_has_time(const struct wording *wording);

/* The answer first: which function causes the time, and through which other. */
struct sentence wording_lead(struct wording *wording, const struct lead *lead);

struct sentence wording_finding(struct wording *wording, const struct finding *finding);

/* Says the package of a function, "numpy", or the file of one of the user's own. */
void wording_say_package(const struct wording *wording, struct sentence_writer *sentence,
                         uint32_t function);

/* Says on which line most of a function's own time is, after other words of it, and what it waits
   for there: ", nearly all of that on line 57, “with LOCK:”, where it waits for a lock". Nothing
   where none has most. Returns what it waits for. */
enum waiting wording_say_line(const struct wording *wording, struct sentence_writer *sentence,
                              uint32_t function);

/* Says a function, with its place where it is own code and spoken of first. */
void wording_say_function(struct wording *wording, struct sentence_writer *sentence,
                          uint32_t function);

/* Ends what is said of waiting: "; and another 5.08 s below none of your code.", as threads wait
   for work; where that is little ".". */
void wording_say_idle(const struct wording *wording, struct sentence_writer *sentence,
                      const struct finding *finding);

/* Says what stands behind the lead: waiting, and who awaits; what causes most beside importing;
   what tests are set up by. */
void wording_say_behind(struct wording *wording, struct sentence_writer *sentence,
                        const struct lead *lead);

/* Says where a function's own time may be that makes hardly any calls. */
void wording_say_hidden(const struct wording *wording, struct sentence_writer *sentence);

#endif
