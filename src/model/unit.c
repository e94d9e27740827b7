#include "model/unit.h"

const char *unit_name(const struct unit *unit)
{
    return unit->kind == UNIT_SECONDS ? "s" : unit->kind == UNIT_SAMPLES ? "samples" : unit->name;
}
