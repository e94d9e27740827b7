#include "analysis/findings/blame.h"

#include <stdlib.h>

#include "base/hash/intern.h"
#include "base/memory.h"
#include "python/c_names.h"
#include "python/modules.h"

enum { MOST_CULPRITS = sizeof((struct blame_row *)0)->culprits / sizeof(struct culprit) };

/* A package is not named for less than this share of the total. */
#define LEAST_SHARE 1e-7

/* Who pays for a function's time, where that is no function. */
#define NOBODY UINT32_MAX
#define UNKNOWN (UINT32_MAX - 1)

/* Time of a package's functions that is charged to an own one. */
struct charge {
    uint32_t function, package;
    double time;
};

struct charges {
    struct charge *items;
    size_t count;
    const uint32_t *package_of; /* of each function */
    uint32_t functions, packages;
    double least;
};

/* The package of the functions of a file that have one origin, as far as it is known. */
struct file_package {
    enum origin origin;
    uint32_t package;
    bool is_known;
};

/* Numbers the packages of the functions that are not own: package_of[i] for each; `names` gets what
   they are called. Functions of one file and origin share one, but for those of C, whose own names
   tell it. */
static uint32_t *number_packages(const struct profile *shown, const struct origins *origins,
                                 struct intern *names)
{
    uint32_t *package_of = memory_new(shown->function_count, sizeof *package_of);
    struct file_package *files = memory_new(shown->name_count, sizeof *files);
    struct buf name = {0};
    for (uint32_t i = 0; i < shown->function_count; i++) {
        if (origins->is_own[i])
            continue;
        struct file_package *file = &files[shown->functions[i].file];
        if (!file->is_known || file->origin != origins->of[i] || c_names_is_c(shown, i)) {
            buf_cut(&name, 0);
            modules_package(shown, i, origins->of[i], &name);
            uint32_t package = intern_add(names, buf_slice(&name));
            *file = (struct file_package){origins->of[i], package, !c_names_is_c(shown, i)};
        }
        package_of[i] = file->package;
    }
    free(files);
    buf_free(&name);
    return package_of;
}

static uint32_t key_of(const struct charge *charge, bool by_function)
{
    return by_function ? charge->function : charge->package;
}

/* Sorts stably by one of the keys, whose values are below `values`: linear. */
static void sort_charges(struct charges *charges, bool by_function, uint32_t values)
{
    size_t *place = memory_new((size_t)values + 1, sizeof *place);
    struct charge *sorted = memory_new(charges->count, sizeof *sorted);
    for (size_t i = 0; i < charges->count; i++)
        place[key_of(&charges->items[i], by_function) + 1]++;
    for (uint32_t value = 0; value < values; value++)
        place[value + 1] += place[value];
    for (size_t i = 0; i < charges->count; i++)
        sorted[place[key_of(&charges->items[i], by_function)]++] = charges->items[i];
    free(place);
    free(charges->items);
    charges->items = sorted;
}

/* Sums what is charged to one function for one package. */
static void join_charges(struct charges *charges)
{
    size_t joined = 0;
    sort_charges(charges, false, charges->packages);
    sort_charges(charges, true, charges->functions);
    for (size_t i = 0; i < charges->count; i++) {
        const struct charge *charge = &charges->items[i];
        struct charge *last = joined ? &charges->items[joined - 1] : NULL;
        if (last && last->function == charge->function && last->package == charge->package)
            last->time = profile_add_times(last->time, charge->time);
        else
            charges->items[joined++] = *charge;
    }
    charges->count = joined;
}

/* What is known while time is charged. */
struct charger {
    const struct profile *profile;
    const struct tree *tree;
    struct charges *charges;
    struct blame *blame;
    uint32_t *nearest; /* of each block: the one of the nearest own function, or 0 */
    double *placed;    /* of each function: own time in its blocks */
    double *gaps;      /* of each own function: time that the file lacks below it */
};

static void charge(struct charger *c, uint32_t payer, uint32_t function, double time)
{
    if (payer != NOBODY)
        c->charges->items[c->charges->count++] =
            (struct charge){payer, c->charges->package_of[function], time};
    else
        c->blame->nobodys = profile_add_times(c->blame->nobodys, time);
}

/* The nearest own function of a block, or NOBODY. */
static uint32_t payer_of(const struct charger *c, uint32_t block)
{
    return c->nearest[block] ? c->tree->blocks[c->nearest[block]].function : NOBODY;
}

/* What the file neither spends nor passes on is the nearest own function's, too: a built-in that
   was not recorded. */
static void charge_gap(struct charger *c, uint32_t block)
{
    uint32_t function = c->tree->blocks[block].function;
    double gap = c->tree->blocks[block].gap;
    if (!(gap > 0) || function == TREE_ROOT)
        return;
    uint32_t payer = c->blame->is_own[function] ? function : payer_of(c, block);
    if (payer == NOBODY) {
        c->blame->nobodys = profile_add_times(c->blame->nobodys, gap);
        c->blame->nobodys_lacking = profile_add_times(c->blame->nobodys_lacking, gap);
    } else {
        c->gaps[payer] = profile_add_times(c->gaps[payer], gap);
    }
}

/* Charges what others' functions take in each block to the nearest own function above it; what a
   function takes in blocks that were cut, where the others of its blocks are. */
static void charge_blocks(struct charger *c)
{
    for (uint32_t i = 1; i < c->tree->count; i++) {
        const struct block *block = &c->tree->blocks[i];
        double own = c->profile->functions[block->function].own;
        if (!c->blame->is_own[block->function] && block->own > 0)
            charge(c, payer_of(c, i), block->function,
                   own * (block->own / c->placed[block->function]));
        charge_gap(c, i);
    }
}

static uint32_t largest_caller(const struct profile *profile, uint32_t function)
{
    const struct call *largest = NULL;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (!largest || profile->calls[i].total > largest->total)
            largest = &profile->calls[i];
    return largest ? largest->caller : function;
}

/* Who pays for what a function calls: an own function itself; of others, the nearest own function
   of the widest block. UNKNOWN where a function of others has no block. The caller frees it. */
static uint32_t *payers(const struct charger *c)
{
    uint32_t count = c->profile->function_count;
    uint32_t *payer = memory_new(count, sizeof *payer);
    uint32_t *widest = memory_new(count, sizeof *widest);
    for (uint32_t i = 1; i < c->tree->count; i++) {
        uint32_t *found = &widest[c->tree->blocks[i].function];
        if (!*found || c->tree->blocks[i].weight > c->tree->blocks[*found].weight)
            *found = i;
    }
    for (uint32_t i = 0; i < count; i++) {
        payer[i] = widest[i] ? payer_of(c, widest[i]) : UNKNOWN;
        if (c->blame->is_own[i])
            payer[i] = i;
    }
    free(widest);
    return payer;
}

/* Charges functions whose blocks were all cut, which is little, by way of the largest calls that
   lead to them, up to an own function. Each chain of these is followed once; one that ends in a
   cycle leads to nobody. */
static void charge_cut(struct charger *c)
{
    uint32_t count = c->profile->function_count;
    uint32_t *payer = payers(c);
    uint32_t *chain = memory_new(count, sizeof *chain);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t steps = 0, at = i;
        for (; payer[at] == UNKNOWN; at = largest_caller(c->profile, at)) {
            payer[at] = NOBODY;
            chain[steps++] = at;
        }
        for (uint32_t k = 0; k < steps; k++)
            payer[chain[k]] = payer[at];
        if (!c->blame->is_own[i] && !(c->placed[i] > 0))
            charge(c, payer[i], i, c->profile->functions[i].own);
    }
    free(chain);
    free(payer);
}

static void charge_all(const struct profile *profile, const struct tree *tree,
                       struct charges *charges, double *gaps, struct blame *blame)
{
    struct charger c = {.profile = profile,
                        .tree = tree,
                        .charges = charges,
                        .blame = blame,
                        .nearest = tree_nearest(tree, blame->is_own),
                        .placed = tree_own(tree, profile->function_count),
                        .gaps = gaps};
    size_t most = (size_t)tree->count + profile->function_count;
    charges->items = memory_new(most, sizeof *charges->items);
    charge_blocks(&c);
    charge_cut(&c);
    free(c.nearest);
    free(c.placed);
}

/* Keeps the list of the largest, by time and then by their order. */
static void add_culprit(struct blame_row *row, struct culprit culprit)
{
    uint32_t place = row->culprit_count;
    while (place > 0 && row->culprits[place - 1].time < culprit.time)
        place--;
    if (place == MOST_CULPRITS || culprit.time <= 0)
        return;
    if (row->culprit_count < MOST_CULPRITS)
        row->culprit_count++;
    for (uint32_t i = row->culprit_count - 1; i > place; i--)
        row->culprits[i] = row->culprits[i - 1];
    row->culprits[place] = culprit;
}

/* A row with the profile that its key is compared in. */
struct ranked_row {
    const struct profile *profile;
    struct blame_row row;
};

static int compare_rows(const void *left, const void *right)
{
    const struct ranked_row *a = left;
    const struct ranked_row *b = right;
    double a_time = a->row.own + a->row.caused;
    double b_time = b->row.own + b->row.caused;
    int order = (a_time < b_time) - (a_time > b_time);
    return order ? order : profile_compare_keys(a->profile, a->row.function, b->row.function);
}

/* Puts the rows together; charges are joined and in the functions' order. */
static void make_rows(const struct profile *profile, const struct charges *charges,
                      const double *gaps, struct blame *blame)
{
    struct ranked_row *ranked = memory_new(profile->function_count, sizeof *ranked);
    size_t next = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (!blame->is_own[i])
            continue;
        struct ranked_row *item = &ranked[blame->row_count++];
        *item = (struct ranked_row){profile,
                                    {.function = i,
                                     .own = profile->functions[i].own,
                                     .caused = gaps[i],
                                     .lacking = gaps[i]}};
        for (; next < charges->count && charges->items[next].function == i; next++) {
            const struct charge *charge = &charges->items[next];
            item->row.caused = profile_add_times(item->row.caused, charge->time);
            if (charge->time >= charges->least)
                add_culprit(&item->row, (struct culprit){charge->package, charge->time});
        }
        blame->own = profile_add_times(blame->own, item->row.own);
        blame->caused = profile_add_times(blame->caused, item->row.caused);
    }
    if (blame->row_count)
        qsort(ranked, blame->row_count, sizeof *ranked, compare_rows);
    blame->rows = memory_new(blame->row_count, sizeof *blame->rows);
    for (uint32_t i = 0; i < blame->row_count; i++)
        blame->rows[i] = ranked[i].row;
    free(ranked);
}

/* A package, and the number that it had before they were sorted. */
struct ranked_package {
    struct blame_package package;
    uint32_t number;
};

static int compare_packages(const void *left, const void *right)
{
    const struct blame_package *a = &((const struct ranked_package *)left)->package;
    const struct blame_package *b = &((const struct ranked_package *)right)->package;
    int order = (a->own < b->own) - (a->own > b->own);
    return order ? order : str_compare(a->name, b->name);
}

static void rename_culprits(struct blame *blame, const uint32_t *place_of)
{
    for (uint32_t i = 0; i < blame->row_count; i++)
        for (uint32_t k = 0; k < blame->rows[i].culprit_count; k++)
            blame->rows[i].culprits[k].package = place_of[blame->rows[i].culprits[k].package];
}

/* Sums the packages' own times and sorts them, largest first. */
static void make_packages(const struct profile *profile, const struct intern *names,
                          const uint32_t *package_of, struct blame *blame)
{
    uint32_t count = names->count;
    struct ranked_package *ranked = memory_new(count, sizeof *ranked);
    uint32_t *place_of = memory_new(count, sizeof *place_of);
    for (uint32_t i = 0; i < count; i++) {
        struct str name = arena_copy(&blame->arena, names->texts[i]);
        ranked[i] = (struct ranked_package){{name, 0}, i};
    }
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (!blame->is_own[i])
            ranked[package_of[i]].package.own =
                profile_add_times(ranked[package_of[i]].package.own, profile->functions[i].own);
    if (count)
        qsort(ranked, count, sizeof *ranked, compare_packages);
    blame->packages = memory_new(count, sizeof *blame->packages);
    blame->package_count = count;
    for (uint32_t i = 0; i < count; i++) {
        blame->packages[i] = ranked[i].package;
        place_of[ranked[i].number] = i;
    }
    rename_culprits(blame, place_of);
    free(place_of);
    free(ranked);
}

struct blame blame_find(const struct profile *profile, const struct profile *shown,
                        const struct origins *origins, const struct tree *tree)
{
    struct blame blame = {.is_own = origins->is_own, .origins = origins->of};
    struct intern names = intern_start();
    uint32_t *package_of = number_packages(shown, origins, &names);
    struct charges charges = {.package_of = package_of,
                              .functions = profile->function_count,
                              .packages = names.count,
                              .least = profile_totals(profile).total * LEAST_SHARE};
    double *gaps = memory_new(profile->function_count, sizeof *gaps);
    charge_all(profile, tree, &charges, gaps, &blame);
    join_charges(&charges);
    make_rows(profile, &charges, gaps, &blame);
    free(gaps);
    make_packages(profile, &names, package_of, &blame);
    free(charges.items);
    free(package_of);
    intern_free(&names);
    return blame;
}

void blame_free(struct blame *blame)
{
    free(blame->rows);
    free(blame->packages);
    arena_free(&blame->arena);
    *blame = (struct blame){0};
}
