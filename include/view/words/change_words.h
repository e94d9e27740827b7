#ifndef PROF2DOT_CHANGE_WORDS_H
#define PROF2DOT_CHANGE_WORDS_H

#include "view/words/changes_subject.h"
#include "view/words/sentence.h"

/* What the words of one comparison share. */
struct change_wording {
    const struct changes_subject *subject;
    struct str *names[2]; /* of each function that is spoken of, on its side */
    bool is_moved_once;   /* the functions that are in another file all come from one: told once */
    struct arena *arena;
};

/* What a function that one of the sides may lack is called: by its name after, if it has one. */
struct str change_words_name(const struct change_wording *wording, uint32_t before, uint32_t after);

/* "71.4 s → 8.75 s, 8.2 times as fast". */
struct sentence change_words_verdict(const struct change_wording *wording);

/* Whether the function was in a file of another path before. */
bool change_words_is_elsewhere(const struct changes_subject *subject, const struct change *change);

/* "All that is in hot.py was in /srv/hot.py." for such a function's file. */
void change_words_move(const struct change_wording *wording, const struct change *change,
                       struct buf *out);

/* "gone: `__setitem__` −58.6 s, 10 000 calls, from `lookup`". */
struct sentence change_words_cause(const struct change_wording *wording, const struct cause *cause);

/* Why a function's time changed: "gone", "called 3.0 times as often", "each call 2.0 times as slow
   (1.20 µs → 2.40 µs)", "on another line: 10 → 110"; in the arena. */
struct str change_words_reason(const struct change_wording *wording, const struct change *change);

/* What is taken for no change, and how functions were found again. */
struct str change_words_noise(const struct change_wording *wording);
struct str change_words_matching(const struct change_wording *wording);

#endif
