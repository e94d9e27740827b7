#include "input/pstats/marshal.h"

#include <stdlib.h>

#include "input/pstats/marshal_object.h"
#include "input/pstats/marshal_pass.h"
#include "input/pstats/marshal_scalar.h"

/* How often, on average, a byte may be read through references: real files stay below 4, as the
   keys that they refer to are small. */
enum { REREAD_FACTOR = 16, REREAD_GRACE = 1 << 16 };

struct marshal marshal_start(struct str bytes, struct error *error)
{
    return (struct marshal){.bytes = bytes, .error = error};
}

void marshal_end(struct marshal *marshal)
{
    free(marshal->slots);
    free(marshal->interned);
    free(marshal->frames);
    free(marshal->codes);
    *marshal = (struct marshal){0};
}

static bool is_scalar(enum marshal_kind kind)
{
    return kind != MARSHAL_CODE && !marshal_is_container(kind);
}

/* Most of a profile is plain numbers and references to strings and numbers met before;
   marshal_object reads them too, but takes three times as long. False: it is something else,
   nothing was read. */
static bool read_common(struct marshal *marshal, struct marshal_value *value)
{
    enum { SHORT = 5, LONG = 9 };
    const char *at = marshal_here(marshal);
    uint64_t bytes = marshal_left(marshal);
    value->offset = marshal->place.at;
    value->slot = 0;
    value->referred = false;
    if (bytes >= LONG && *at == 'g') {
        marshal->place.at += 1 + scalar_read((struct str){at + 1, LONG - 1}, 'g', value);
        return true;
    }
    if (bytes < SHORT || (*at != 'i' && *at != 'r'))
        return false;
    int32_t number = scalar_int32(at + 1);
    if (*at == 'i') {
        value->kind = MARSHAL_INT;
        value->integer = number;
    } else {
        if (number < 0 || (uint32_t)number >= marshal->place.slots)
            return false;
        const struct marshal_slot *slot = &marshal->slots[number];
        if (!slot->filled || !is_scalar((enum marshal_kind)slot->kind))
            return false;
        marshal_from_slot(marshal, slot, value);
        value->slot = (uint32_t)number + 1;
    }
    marshal->place.at += SHORT;
    return true;
}

bool marshal_read(struct marshal *marshal, struct marshal_value *value)
{
    if (read_common(marshal, value))
        return true;
    if (!marshal_object(marshal, value))
        return false;
    if (value->kind != MARSHAL_CODE || !value->begin)
        return true;
    uint32_t index = value->count;
    if (!marshal_pass(marshal, value))
        return false;
    value->text = marshal->codes[index].name;
    value->file = marshal->codes[index].file;
    value->integer = marshal->codes[index].line;
    return true;
}

bool marshal_leave(struct marshal *marshal, const struct marshal_value *value)
{
    if (!value->referred)
        return true;
    marshal->reread += marshal->place.at - value->begin;
    marshal_resume(marshal, value);
    if (marshal->reread / REREAD_FACTOR <= marshal->bytes.size + REREAD_GRACE)
        return true;
    return error_at(marshal->error, value->offset,
                    "references make this file more than %d times as long as it is", REREAD_FACTOR);
}

bool marshal_skip(struct marshal *marshal, const struct marshal_value *value)
{
    if (!marshal_is_container(value->kind))
        return true;
    if (!value->referred)
        return marshal_pass(marshal, value);
    marshal_resume(marshal, value);
    return true;
}

uint32_t *marshal_memo(struct marshal *marshal, uint32_t slot)
{
    return slot & MARSHAL_INTERNED
               ? &marshal->interned[(slot & ~(uint32_t)MARSHAL_INTERNED) - 1].memo
               : &marshal->slots[slot - 1].memo;
}
