#ifndef PROF2DOT_MARSHAL_OBJECT_H
#define PROF2DOT_MARSHAL_OBJECT_H

#include "input/pstats/marshal_state.h"

/* The inside of the marshal reader: single objects, and what it remembers of them. */

enum {
    MARSHAL_FLAG_REF = 0x80,    /* in a type byte: others may refer to this object */
    MARSHAL_INTERNED = 1 << 30, /* in value.slot: counts Python 2's interned strings */
    MARSHAL_MOST_SLOTS = MARSHAL_INTERNED - 1,
    MARSHAL_CODE_OBJECTS = 8 /* objects of a code object before its first line */
};

/* An object that may be referred to: the value as it was read and, for containers, where its
   contents begin. Small, as files have about five for each function; files end below 4 GiB. */
struct marshal_slot {
    union {
        int64_t integer;
        double real;
        struct {
            uint32_t at;   /* of a text's bytes or a container's contents; index of a code object */
            uint32_t size; /* of a text, or a container's count */
        } part;
    } as;
    uint32_t memo;
    uint8_t kind;
    bool filled;
};

struct marshal_code {
    struct str file;
    struct str name;
    int64_t line;
};

static inline uint64_t marshal_left(const struct marshal *marshal)
{
    return marshal->bytes.size - marshal->place.at;
}

static inline const char *marshal_here(const struct marshal *marshal)
{
    return marshal->bytes.data + marshal->place.at;
}

static inline bool marshal_is_container(enum marshal_kind kind)
{
    return kind == MARSHAL_TUPLE || kind == MARSHAL_SET || kind == MARSHAL_DICT;
}

/* Goes back to where a container was referred to. */
static inline void marshal_resume(struct marshal *marshal, const struct marshal_value *value)
{
    marshal->place = value->resume;
    marshal->rereading--;
}

/* Reads one object; of a container or code object only its head, whose contents start at
   value->begin (0 where a code object was only referred to). */
bool marshal_object(struct marshal *marshal, struct marshal_value *value);

/* Fills `value` with what a slot remembers; of a container only kind and count. */
void marshal_from_slot(const struct marshal *marshal, const struct marshal_slot *slot,
                       struct marshal_value *value);

/* Reads a little-endian int32; `what` is what messages call it. */
bool marshal_int32(struct marshal *marshal, int32_t *number, const char *what);

#endif
