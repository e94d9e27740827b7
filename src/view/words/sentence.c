#include "view/words/sentence.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "view/number.h"

static void add_piece(struct sentence_writer *writer, struct sentence_piece piece)
{
    writer->pieces =
        memory_grow(writer->pieces, &writer->room, writer->count + 1, sizeof *writer->pieces);
    writer->pieces[writer->count++] = piece;
}

/* Makes a piece of the plain text so far. */
static void end_plain(struct sentence_writer *writer)
{
    if (writer->plain.size)
        add_piece(writer,
                  (struct sentence_piece){arena_copy(writer->arena, buf_slice(&writer->plain)),
                                          SENTENCE_PLAIN});
    buf_cut(&writer->plain, 0);
}

void sentence_text(struct sentence_writer *writer, const char *text)
{
    buf_text(&writer->plain, text);
}

void sentence_function(struct sentence_writer *writer, uint32_t function, struct str name)
{
    end_plain(writer);
    add_piece(writer, (struct sentence_piece){name, function});
}

void sentence_count(struct sentence_writer *writer, int64_t count, const char *one,
                    const char *many)
{
    number_count(&writer->plain, count);
    buf_char(&writer->plain, ' ');
    buf_text(&writer->plain, count == 1 ? one : many);
}

void sentence_between(struct sentence_writer *writer, uint32_t item, uint32_t count)
{
    sentence_text(writer, item == 0 ? "" : item + 1 == count ? " and " : ", ");
}

struct sentence sentence_end(struct sentence_writer *writer)
{
    end_plain(writer);
    struct sentence sentence = {arena_new(writer->arena, writer->count, sizeof *sentence.pieces),
                                (uint32_t)writer->count};
    if (writer->count)
        memcpy(sentence.pieces, writer->pieces, writer->count * sizeof *sentence.pieces);
    free(writer->pieces);
    buf_free(&writer->plain);
    *writer = (struct sentence_writer){.arena = writer->arena};
    return sentence;
}
