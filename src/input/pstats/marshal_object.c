#include "input/pstats/marshal_object.h"

#include <inttypes.h>

#include "base/memory.h"
#include "input/pstats/marshal_scalar.h"

static bool ends_in(struct marshal *marshal, const char *what)
{
    return error_at(marshal->error, marshal->place.at,
                    "the file ends after %zu bytes, in %s: cut short?", marshal->bytes.size, what);
}

static bool need(struct marshal *marshal, uint64_t bytes, const char *what)
{
    return bytes <= marshal_left(marshal) || ends_in(marshal, what);
}

bool marshal_int32(struct marshal *marshal, int32_t *number, const char *what)
{
    if (!need(marshal, 4, what))
        return false;
    *number = scalar_int32(marshal_here(marshal));
    marshal->place.at += 4;
    return true;
}

/* A file that is cut short lacks a few bytes of what it has begun. */
enum { MOST_LACKING = 1 << 16 };

/* Every element takes at least one byte, so a size far beyond what is left is a lie. */
static bool believe(struct marshal *marshal, int64_t size, const char *what)
{
    int64_t left = (int64_t)marshal_left(marshal);
    if (size >= 0 && size <= left)
        return true;
    if (size >= 0 && size - left <= MOST_LACKING)
        return ends_in(marshal, what);
    return error_at(marshal->error, marshal->place.at,
                    "%s claims a size of %" PRId64 ", %" PRId64 " bytes are left", what, size,
                    left);
}

static bool read_size(struct marshal *marshal, bool is_short, const char *what, uint32_t *size)
{
    int32_t claimed;
    if (is_short) {
        if (!need(marshal, 1, what))
            return false;
        claimed = (unsigned char)*marshal_here(marshal);
        marshal->place.at++;
    } else if (!marshal_int32(marshal, &claimed, what)) {
        return false;
    }
    *size = (uint32_t)claimed;
    return believe(marshal, claimed, what);
}

static bool read_text(struct marshal *marshal, struct marshal_value *value, enum marshal_kind kind,
                      bool is_short)
{
    uint32_t size;
    if (!read_size(marshal, is_short, "a string", &size))
        return false;
    value->kind = kind;
    value->text = (struct str){marshal_here(marshal), size};
    marshal->place.at += size;
    return true;
}

static bool read_number(struct marshal *marshal, struct marshal_value *value, char type)
{
    uint64_t at = marshal->place.at;
    struct str rest = str_from(marshal->bytes, (size_t)at);
    size_t used = scalar_read(rest, type, value);
    if (!used && (type == 'i' || type == 'I' || type == 'g' || type == 'y'))
        return ends_in(marshal, "a number");
    if (!used)
        return error_at(marshal->error, at - 1,
                        "a number of type '%c' is malformed, or the file is cut short in it", type);
    marshal->place.at += used;
    return true;
}

static bool read_head(struct marshal *marshal, struct marshal_value *value, enum marshal_kind kind,
                      bool is_short)
{
    value->kind = kind;
    if (kind != MARSHAL_DICT &&
        !read_size(marshal, is_short, marshal_kind_name(kind), &value->count))
        return false;
    value->begin = marshal->place.at;
    return true;
}

/* A slice is three objects, of no use here, but they may be referred to: passed over like a set. */
static bool read_slice_head(struct marshal *marshal, struct marshal_value *value)
{
    value->kind = MARSHAL_SET;
    value->count = 3;
    value->begin = marshal->place.at;
    return true;
}

/* A code object does not tell its Python version. Its first part is 4 (2.7), 5 (3.0 to 3.7, 3.11
   and later) or 6 (3.8 to 3.10) integers; then come the bytecode, as bytes, and a tuple of
   constants. */
static bool looks_like_code(const struct marshal *marshal, int fields)
{
    struct str rest = str_from(marshal->bytes, (size_t)marshal->place.at + (size_t)fields * 4);
    if (rest.size < 6 || (rest.data[0] & 0x7f) != 's')
        return false;
    int32_t size = scalar_int32(rest.data + 1);
    rest = str_from(rest, 5);
    if (size < 0 || (size_t)size >= rest.size)
        return false;
    char next = rest.data[size] & 0x7f;
    return next == '(' || next == ')' || next == 'r';
}

static bool read_code_head(struct marshal *marshal, struct marshal_value *value)
{
    for (int fields = 4; !marshal->code_fields && fields <= 6; fields++)
        if (looks_like_code(marshal, fields))
            marshal->code_fields = fields;
    if (!marshal->code_fields)
        return error_at(marshal->error, value->offset,
                        "code object in none of the layouts of Python 2.7 to 3.15");
    if (!need(marshal, (uint64_t)marshal->code_fields * 4, "code object"))
        return false;
    marshal->place.at += (uint64_t)marshal->code_fields * 4;
    marshal->codes = memory_grow(marshal->codes, &marshal->code_room,
                                 (size_t)marshal->code_count + 1, sizeof *marshal->codes);
    marshal->codes[marshal->code_count] = (struct marshal_code){0};
    value->kind = MARSHAL_CODE;
    value->count = marshal->code_count++;
    value->begin = marshal->place.at;
    return true;
}

/* CPython fills the slot of a tuple, list or dict before its children are read, so that they may
   contain themselves; that of a set or code object after (marshal_pass). */
static void fill_slot(const struct marshal *marshal, struct marshal_slot *slot,
                      const struct marshal_value *value)
{
    slot->kind = (uint8_t)value->kind;
    slot->filled = value->kind != MARSHAL_SET && value->kind != MARSHAL_CODE;
    if (value->kind == MARSHAL_FLOAT) {
        slot->as.real = value->real;
    } else if (value->kind == MARSHAL_INT || value->kind == MARSHAL_BOOL) {
        slot->as.integer = value->integer;
    } else if (value->kind >= MARSHAL_BYTES && value->kind <= MARSHAL_LATIN) {
        slot->as.part.at = (uint32_t)(value->text.data - marshal->bytes.data);
        slot->as.part.size = (uint32_t)value->text.size;
    } else {
        slot->as.part.at = value->kind == MARSHAL_CODE ? value->count : (uint32_t)value->begin;
        slot->as.part.size = value->count;
    }
}

/* Reserves the next slot, before an object's children take theirs. Reading again through a
   reference, the slot is there already. */
static uint32_t reserve(struct marshal *marshal)
{
    if (marshal->place.slots == marshal->slot_count) {
        marshal->slots = memory_grow(marshal->slots, &marshal->slot_room,
                                     (size_t)marshal->slot_count + 1, sizeof *marshal->slots);
        marshal->slots[marshal->slot_count++] = (struct marshal_slot){0};
    }
    return ++marshal->place.slots;
}

/* A string that 'R' may refer to. Read again, it is in the list already. */
static void add_interned(struct marshal *marshal, struct marshal_value *value)
{
    if (marshal->rereading)
        return;
    marshal->interned = memory_grow(marshal->interned, &marshal->interned_room,
                                    (size_t)marshal->interned_count + 1, sizeof *marshal->interned);
    struct marshal_slot *slot = &marshal->interned[marshal->interned_count++];
    *slot = (struct marshal_slot){0};
    fill_slot(marshal, slot, value);
    if (!value->slot)
        value->slot = marshal->interned_count | MARSHAL_INTERNED;
}

void marshal_from_slot(const struct marshal *marshal, const struct marshal_slot *slot,
                       struct marshal_value *value)
{
    value->kind = (enum marshal_kind)slot->kind;
    value->count = slot->as.part.size;
    if (value->kind >= MARSHAL_BYTES && value->kind <= MARSHAL_LATIN) {
        value->text = (struct str){marshal->bytes.data + slot->as.part.at, slot->as.part.size};
    } else if (value->kind == MARSHAL_CODE) {
        const struct marshal_code *code = &marshal->codes[slot->as.part.at];
        value->text = code->name;
        value->file = code->file;
        value->integer = code->line;
    } else if (value->kind == MARSHAL_FLOAT) {
        value->real = slot->as.real;
    } else if (value->kind == MARSHAL_INT || value->kind == MARSHAL_BOOL) {
        value->integer = slot->as.integer;
    }
}

static bool read_reference(struct marshal *marshal, struct marshal_value *value, bool interned)
{
    int32_t index;
    if (!marshal_int32(marshal, &index, "a reference"))
        return false;
    uint32_t count = interned ? marshal->interned_count : marshal->place.slots;
    const struct marshal_slot *slots = interned ? marshal->interned : marshal->slots;
    if (index < 0 || (uint32_t)index >= count || !slots[index].filled)
        return error_at(marshal->error, value->offset,
                        "reference to object %" PRId32 ", %" PRIu32 " are complete", index, count);
    marshal_from_slot(marshal, &slots[index], value);
    value->slot = ((uint32_t)index + 1) | (interned ? (uint32_t)MARSHAL_INTERNED : 0);
    if (marshal_is_container(value->kind)) {
        value->referred = true;
        value->resume = marshal->place;
        value->begin = slots[index].as.part.at;
        /* A container's first child takes the slot after its own. */
        marshal->place = (struct marshal_place){value->begin, (uint32_t)index + 1};
        marshal->rereading++;
    }
    return true;
}

static bool read_constant(struct marshal_value *value, enum marshal_kind kind, int64_t integer)
{
    value->kind = kind;
    value->integer = integer;
    return true;
}

/* The object behind a type byte; of a container or code object its head. */
static bool read_type(struct marshal *marshal, struct marshal_value *value, char type)
{
    switch (type) {
    case '0':
        return read_constant(value, MARSHAL_NULL, 0);
    case 'N':
        return read_constant(value, MARSHAL_NONE, 0);
    case 'F':
    case 'T':
        return read_constant(value, MARSHAL_BOOL, type == 'T');
    case '.':
    case 'S':
        return read_constant(value, MARSHAL_OTHER, 0);
    case 'i':
    case 'I':
    case 'l':
    case 'f':
    case 'g':
    case 'x':
    case 'y':
        return read_number(marshal, value, type);
    case 's':
        return read_text(marshal, value, MARSHAL_BYTES, false);
    case 't':
    case 'u':
        return read_text(marshal, value, MARSHAL_TEXT, false);
    case 'a':
    case 'A':
        return read_text(marshal, value, MARSHAL_LATIN, false);
    case 'z':
    case 'Z':
        return read_text(marshal, value, MARSHAL_LATIN, true);
    case '(':
    case '[':
        return read_head(marshal, value, MARSHAL_TUPLE, false);
    case ')':
        return read_head(marshal, value, MARSHAL_TUPLE, true);
    case '<':
    case '>':
        return read_head(marshal, value, MARSHAL_SET, false);
    case '{':
    case '}':
        return read_head(marshal, value, MARSHAL_DICT, false);
    case ':':
        return read_slice_head(marshal, value);
    case 'c':
        return read_code_head(marshal, value);
    case 'r':
    case 'R':
        return read_reference(marshal, value, type == 'R');
    default:
        return error_at(marshal->error, value->offset, "unknown marshal type 0x%02x",
                        (unsigned)(unsigned char)type);
    }
}

/* References and the constants without contents are never referred to, flag or not. */
static bool can_be_referred_to(char type)
{
    switch (type) {
    case '0':
    case 'N':
    case 'F':
    case 'T':
    case '.':
    case 'S':
    case 'r':
    case 'R':
        return false;
    default:
        return true;
    }
}

bool marshal_object(struct marshal *marshal, struct marshal_value *value)
{
    /* The rest of the value is set where its kind has a use for it: clearing it all takes longer
       than reading most objects. */
    value->offset = marshal->place.at;
    value->slot = 0;
    value->begin = 0;
    value->referred = false;
    if (!need(marshal, 1, "an object"))
        return false;
    unsigned char byte = (unsigned char)*marshal_here(marshal);
    char type = (char)(byte & ~MARSHAL_FLAG_REF);
    marshal->place.at++;
    bool referable = (byte & MARSHAL_FLAG_REF) && can_be_referred_to(type);
    if (marshal->place.slots == MARSHAL_MOST_SLOTS || marshal->interned_count == MARSHAL_MOST_SLOTS)
        return error_at(marshal->error, value->offset,
                        "more than %d objects that may be referred to", MARSHAL_MOST_SLOTS);
    uint32_t slot = referable ? reserve(marshal) : 0;
    if (!read_type(marshal, value, type))
        return false;
    if (referable) {
        value->slot = slot;
        fill_slot(marshal, &marshal->slots[slot - 1], value);
    }
    if (type == 't')
        add_interned(marshal, value);
    return true;
}
