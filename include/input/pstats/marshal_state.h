#ifndef PROF2DOT_MARSHAL_STATE_H
#define PROF2DOT_MARSHAL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* What the marshal reader hands out and what it keeps: marshal.h. */

enum marshal_kind {
    MARSHAL_NULL, /* ends a dict */
    MARSHAL_NONE,
    MARSHAL_BOOL,
    MARSHAL_INT, /* whole numbers beyond int64_t are clamped to its ends */
    MARSHAL_FLOAT,
    MARSHAL_BYTES,
    MARSHAL_TEXT,  /* UTF-8 with surrogates; Python 2's interned strings: any bytes */
    MARSHAL_LATIN, /* text in which each byte is one character */
    MARSHAL_TUPLE, /* or list: `count` values follow */
    MARSHAL_SET,   /* or frozenset: likewise */
    MARSHAL_DICT,  /* or frozendict: pairs follow, then MARSHAL_NULL as a key (or a value) */
    MARSHAL_CODE,  /* a code object, already read: file, text (its name) and integer (first line) */
    MARSHAL_OTHER  /* complex, slice, Ellipsis, StopIteration: nothing of use */
};

/* Where a reader stands: the byte, and how many referable objects came before it. */
struct marshal_place {
    uint64_t at;
    uint32_t slots;
};

struct marshal_value {
    enum marshal_kind kind;
    uint32_t count;
    uint32_t slot; /* names the referable object that this is, for marshal_memo; 0 if it is none */
    uint64_t offset; /* of its type byte, or of the reference to it */
    int64_t integer;
    double real;
    struct str text;
    struct str file;
    bool referred; /* a container met again: its contents are read once more from `begin` */
    struct marshal_place resume;
    uint64_t begin;
};

struct marshal_slot;
struct marshal_frame;
struct marshal_code;

struct marshal {
    struct str bytes;
    struct marshal_place place;
    struct marshal_slot *slots, *interned;
    size_t slot_room, interned_room;
    uint32_t slot_count, interned_count; /* filled so far; place.slots is less when reading again */
    struct marshal_frame *frames;
    size_t frame_room;
    struct marshal_code *codes;
    size_t code_room;
    uint32_t code_count;
    uint32_t rereading; /* containers that are being read again, one inside the other */
    int code_fields;    /* integers at the start of this file's code objects; 0: not yet known */
    uint64_t reread;    /* bytes read again so far */
    struct error *error;
};

/* What a kind is called in messages: "a tuple". */
const char *marshal_kind_name(enum marshal_kind kind);

#endif
