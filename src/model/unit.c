#include "model/unit.h"

#include <math.h>

/* Costs divided by less would be infinite. */
static const double LEAST_EXPONENT = -290;

const char *unit_name(const struct unit *unit)
{
    return unit->kind == UNIT_SECONDS ? "s" : unit->kind == UNIT_SAMPLES ? "samples" : unit->name;
}

double unit_quantum(double total)
{
    return total > 0 ? pow(10, fmax(floor(log10(total)) - 8, LEAST_EXPONENT)) : 1e-9;
}

double unit_quanta(double cost, double quantum)
{
    double value = cost / quantum;
    return value > 0 ? floor(value + 0.5) : 0;
}
