#include "analysis/picture/choose.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* How much of the own time that so many functions can hold is wanted, and how much of the room may
   go to that. The rest shows where paths branch and meet. */
#define OWN_WANTED 0.95
#define OWN_ROOM 0.7
#define LEDGER_OWN_WANTED 0.99
#define LEDGER_OWN_ROOM 0.9

/* Shares of the total. What has less own time is not chosen for that, and what scores less only
   passes time on: a box for it would tell nothing. */
#define LEAST_OWN 0.0005
#define LEAST_SCORE 0.0025

/* A reader knows his own code, and can change it. */
#define OWN_CODE 4

struct scored {
    const struct profile *profile;
    double score; /* larger comes first */
    uint32_t function;
};

static int compare_scores(const void *left, const void *right)
{
    const struct scored *a = left;
    const struct scored *b = right;
    int64_t calls = a->profile->functions[a->function].calls;
    int64_t others = b->profile->functions[b->function].calls;
    int order = (a->score < b->score) - (a->score > b->score);
    if (!order)
        order = (calls < others) - (calls > others);
    return order ? order : profile_compare_keys(a->profile, a->function, b->function);
}

/* Shares of a sum that are added one by one: entropy is log2(sum) - moment / sum. */
struct entropy {
    double sum, moment;
};

static void add_share(struct entropy *entropy, double value)
{
    if (value <= 0)
        return;
    entropy->sum += value;
    entropy->moment += value * log2(value);
}

static double entropy_of(const struct entropy *entropy)
{
    if (entropy->sum <= 0)
        return 0;
    double bits = log2(entropy->sum) - entropy->moment / entropy->sum;
    return bits > 0 ? bits : 0;
}

/* Bits that tell from where a function's time is asked for; 1 where nothing calls it. */
static double entropy_in(const struct profile *profile, uint32_t function)
{
    struct entropy entropy = {0};
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (profile->calls[i].caller != function)
            add_share(&entropy, profile->calls[i].total);
    return entropy.sum > 0 ? entropy_of(&entropy) : 1;
}

/* Bits that tell where it goes, into the function itself or what it calls. */
static double entropy_out(const struct profile *profile, uint32_t function)
{
    struct entropy entropy = {0};
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != function)
            add_share(&entropy, call->total);
    }
    if (entropy.sum <= 0)
        return 1;
    add_share(&entropy, profile->functions[function].own);
    return entropy_of(&entropy);
}

static double branching(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    return profile_weight(f) * (entropy_in(profile, function) + entropy_out(profile, function)) +
           f->own;
}

static double cost(const struct function *function)
{
    return function->own > 0 ? function->own : 0;
}

/* Chooses by own time; returns how many. */
static uint32_t choose_costly(struct scored *scored, uint32_t count,
                              const struct choose_options *options, uint32_t most, bool *chosen)
{
    double all = 0, held = 0, least = LEAST_OWN * options->total;
    double wanted = options->for_ledger ? LEDGER_OWN_WANTED : OWN_WANTED;
    uint32_t room = (uint32_t)(most * (options->for_ledger ? LEDGER_OWN_ROOM : OWN_ROOM));
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++)
        scored[i].score = cost(&scored[i].profile->functions[scored[i].function]);
    qsort(scored, count, sizeof *scored, compare_scores);
    for (uint32_t i = 0; i < count && i < most; i++)
        all += scored[i].score;
    for (uint32_t i = 0; i < count && taken < room && held < wanted * all; i++) {
        if (scored[i].score < least)
            break;
        held += scored[i].score;
        taken += !chosen[scored[i].function];
        chosen[scored[i].function] = true;
    }
    return taken;
}

static void choose_branching(struct scored *scored, uint32_t count, const bool *is_own,
                             double least, uint32_t most, bool *chosen)
{
    for (uint32_t i = 0; i < count; i++)
        scored[i].score = branching(scored[i].profile, scored[i].function) *
                          (is_own && is_own[scored[i].function] ? OWN_CODE : 1);
    qsort(scored, count, sizeof *scored, compare_scores);
    for (uint32_t i = 0; i < count && most > 0; i++) {
        if (scored[i].score < least)
            break;
        most -= !chosen[scored[i].function];
        chosen[scored[i].function] = true;
    }
}

void choose_functions(const struct choose_options *options, const uint32_t *candidates,
                      uint32_t count, uint32_t most, bool *chosen)
{
    struct scored *scored = memory_new(count, sizeof *scored);
    uint32_t room = most;
    for (uint32_t i = 0; i < count; i++) {
        scored[i] = (struct scored){options->profile, 0, candidates[i]};
        if (options->pinned[candidates[i]] && room > 0) {
            chosen[candidates[i]] = true;
            room--;
        }
    }
    if (count && room) {
        room -= choose_costly(scored, count, options, room, chosen);
        choose_branching(scored, count, options->is_own, LEAST_SCORE * options->total, room,
                         chosen);
    }
    free(scored);
}
