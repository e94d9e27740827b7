#ifndef PROF2DOT_SUGGEST_H
#define PROF2DOT_SUGGEST_H

#include "base/buf.h"
#include "base/error.h"
#include "cli/options/words.h"

/* What was meant by a word that is none of those that can stand where it stands. Each appends a
   clause that ends a message ("; did you mean --hide?"), or nothing where it has no idea. */

/* By the name of an option, without its dashes. */
void suggest_option(struct str name, struct buf *out);

/* By a letter. */
void suggest_letter(char letter, struct buf *out);

/* By a format of -T, or by a file's ending without its dot. */
void suggest_output_format(struct str name, struct buf *out);

/* By a format of -f. */
void suggest_input_format(struct str name, struct buf *out);

/* Whether an option is refused although it is the beginning of another's name, since many programs
   have it and mean something else. */
bool suggest_has_option(struct str name);

/* By the name of a file that cannot be read: adds the clause to the error's message. */
void suggest_file(const char *path, struct error *error);

/* Whether a file's name is that of a Python program. */
bool suggest_is_program(const char *path);

#endif
