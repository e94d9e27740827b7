#include "view/words/summary.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/findings/blame.h"
#include "analysis/findings/findings.h"
#include "analysis/findings/own_cost.h"
#include "analysis/findings/parts.h"
#include "base/memory.h"
#include "python/origins.h"
#include "view/graph/label.h"
#include "view/number.h"
#include "view/quiet.h"
#include "view/words/oddities.h"
#include "view/words/wording.h"

/* What is known of the profile, to be put into words. */
struct facts {
    const struct imports *imports;
    struct blame blame;
    struct hot_path path;
    struct lead lead;
    struct findings findings;
    struct own_cost *costs;
    uint32_t cost_count;
};

/* The functions that the summary speaks of. */
struct mentions {
    uint32_t *functions;
    uint32_t count;
    size_t room;
    bool *known; /* of each function */
};

static uint32_t at_most(uint32_t count, uint32_t most)
{
    return count < most ? count : most;
}

/* The own function that causes most, if that is much. */
static uint32_t find_blamed(const struct blame *blame, double least)
{
    const struct blame_row *most = blame->row_count ? &blame->rows[0] : NULL;
    return most && profile_add_times(most->own, most->caused) >= least ? most->function
                                                                       : LEAD_NOBODY;
}

static struct facts find_facts(const struct summary_subject *subject)
{
    struct facts facts = {.imports = subject->imports};
    facts.blame = blame_find(subject->profile, subject->shown, subject->origins, subject->tree);
    facts.path = hot_path_copy(subject->path);
    const struct verdict *verdict = &facts.path.verdict;
    double least = FINDINGS_LEAST * subject->whole->total;
    facts.lead = lead_find(&(struct lead_subject){
        .profile = subject->profile,
        .is_own = facts.blame.is_own,
        .named = verdict->place == HOT_PATH_NONE ? LEAD_NOBODY
                                                 : facts.path.steps[verdict->place].function,
        .blamed = find_blamed(&facts.blame, least),
        .costliest = verdict->costliest,
        .least = least,
        .has_threads = subject->health && subject->health->found[ODDITY_MIXED_THREADS].count,
        .has_lost_ends = subject->health && subject->health->found[ODDITY_LOST_ENDS].count,
        .tree = subject->tree,
        .origins = facts.blame.origins});
    if (facts.lead.is_mixed)
        hot_path_end(&facts.path, facts.lead.function);
    else
        hot_path_measure(&facts.path, subject->profile, subject->tree);
    facts.costs = own_cost_find(&(struct own_cost_subject){subject->profile, facts.blame.is_own,
                                                           facts.imports, subject->tree},
                                &facts.cost_count);
    facts.findings = findings_find(&(struct findings_subject){
        subject->profile, subject->whole, &facts.blame, facts.imports, &facts.lead, facts.costs,
        facts.cost_count, subject->tree,
        subject->health && subject->health->found[ODDITY_OTHER_THREADS].count,
        subject->health && subject->health->found[ODDITY_CHILDREN].count});
    facts.cost_count = facts.lead.is_mixed ? 0 : at_most(facts.cost_count, SUMMARY_COSTS);
    return facts;
}

static void free_facts(struct facts *facts)
{
    free(facts->costs);
    hot_path_free(&facts->path);
    blame_free(&facts->blame);
}

static void mention(struct mentions *m, uint32_t function)
{
    if (function == FINDINGS_NOBODY || m->known[function])
        return;
    m->functions = memory_grow(m->functions, &m->room, (size_t)m->count + 1, sizeof *m->functions);
    m->functions[m->count++] = function;
    m->known[function] = true;
}

static void mention_lead(struct mentions *m, const struct profile *profile, const struct lead *lead)
{
    mention(m, lead->function);
    mention(m, lead->costliest);
    mention(m, lead->by_way_of);
    mention(m, lead->caller);
    mention(m, lead->awaits);
    mention(m, lead->awaited);
    if (lead->back != LEAD_NOBODY)
        mention(m, profile->calls[lead->back].callee);
    for (uint32_t i = 0; i < lead->part_count; i++)
        mention(m, parts_unwrapped(profile, profile->calls[lead->parts[i].call].callee));
}

static void mention_finding(struct mentions *m, const struct finding *finding)
{
    mention(m, finding->function);
    mention(m, finding->caller);
    mention(m, finding->outer);
    for (uint32_t i = 0; i < finding->part_count; i++)
        mention(m, finding->parts[i].function);
}

/* How many rows there are to show: those with any time. */
static uint32_t count_blamed(const struct blame *blame)
{
    uint32_t count = 0;
    while (count < at_most(blame->row_count, SUMMARY_BLAMED) &&
           blame->rows[count].own + blame->rows[count].caused > 0)
        count++;
    return count;
}

static void mention_all(struct mentions *m, const struct profile *profile,
                        const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->path.count; i++)
        mention(m, facts->path.steps[i].function);
    mention_lead(m, profile, &facts->lead);
    for (uint32_t i = 0; i < facts->findings.count; i++)
        mention_finding(m, &facts->findings.items[i]);
    for (uint32_t i = 0; i < count_blamed(&facts->blame); i++)
        mention(m, facts->blame.rows[i].function);
    for (uint32_t i = 0; i < facts->cost_count; i++) {
        mention(m, facts->costs[i].caller);
        mention(m, facts->costs[i].callee);
    }
}

/* Short names of all that is mentioned, by function. */
static struct str *name_mentions(const struct summary_subject *subject, const struct mentions *m,
                                 struct arena *arena)
{
    struct str *names = memory_new(subject->profile->function_count, sizeof *names);
    struct str *qualified = memory_new(m->count, sizeof *qualified);
    for (uint32_t i = 0; i < m->count; i++)
        qualified[i] = subject->qualified ? subject->qualified[m->functions[i]] : STR("");
    struct str *found = label_names(subject->shown, m->functions, qualified, m->count, arena);
    for (uint32_t i = 0; i < m->count; i++)
        names[m->functions[i]] = label_line(found[i], SUMMARY_LONGEST_NAME, arena);
    free(qualified);
    return names;
}

/* The place of the first own function on the path; the first, if there is none. */
static uint32_t first_own(const struct wording *w, const struct hot_path *path)
{
    for (uint32_t i = 0; i < path->count; i++)
        if (w->blame->is_own[path->steps[i].function])
            return i;
    return 0;
}

/* Where the path comes down to less than this share of the total, and in a library to less than the
   second, it says nothing more. */
#define LEAST_OF_PATH 0.02
#define LEAST_OF_LIBRARY 0.1

/* Begins with own code, and ends where little time is left. What import calls is one step. */
static void put_path(struct summary *summary, const struct wording *w, const struct hot_path *path)
{
    bool was_import = false;
    summary->path = arena_new(&summary->arena, path->count, sizeof *summary->path);
    for (uint32_t i = first_own(w, path); i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        bool is_import =
            origins_is_import(w->profile, step->function, w->blame->origins[step->function]);
        bool is_little = profile_share(step->time, w->totals.total) < LEAST_OF_PATH;
        is_little |= !w->blame->is_own[step->function] && !is_import &&
                     profile_share(step->time, w->totals.total) < LEAST_OF_LIBRARY;
        if (is_little && summary->path_count > 1)
            return;
        if (is_import && was_import)
            continue;
        was_import = is_import;
        summary->path[summary->path_count++] =
            (struct summary_step){.function = step->function,
                                  .name = is_import ? STR("import") : w->names[step->function],
                                  .share = profile_share(step->time, w->totals.total),
                                  .calls = step->calls,
                                  .frames = 1,
                                  .is_own = w->blame->is_own[step->function],
                                  .guessed = step->guessed,
                                  .calls_guessed = step->calls_guessed,
                                  .is_jump = step->jump};
    }
}

/* Which steps are no cost by themselves, as of the flame view's blocks (view/quiet.h). */
static void find_quiet(struct summary *summary, const struct profile *profile)
{
    bool leads = false;
    uint32_t lead = summary_lead(summary);
    for (uint32_t i = summary->path_count; i-- > 0;) {
        struct summary_step *step = &summary->path[i];
        const struct function *f = &profile->functions[step->function];
        bool is_lead = step->function == lead, has_next = i + 1 < summary->path_count;
        bool passes = has_next && summary->path[i + 1].share >= QUIET_PASSED * step->share;
        step->is_quiet = !is_lead && (leads || passes) && f->own < QUIET_OWN * f->total;
        leads |= is_lead;
    }
}

/* Of a longer path the middle is one step, "... 1 234 more". */
static void shorten_path(struct summary *summary)
{
    enum { MOST_STEPS = 60, FIRST = MOST_STEPS / 2 };
    uint32_t count = summary->path_count;
    if (count <= MOST_STEPS)
        return;
    uint32_t left_out = count - MOST_STEPS + 1;
    struct buf name = {0};
    buf_text(&name, "… ");
    number_count(&name, left_out);
    buf_text(&name, " more");
    summary->path[FIRST].name = arena_copy(&summary->arena, buf_slice(&name));
    summary->path[FIRST].calls = 0;
    summary->path[FIRST].frames = left_out;
    memmove(&summary->path[FIRST + 1], &summary->path[FIRST + left_out],
            (count - FIRST - left_out) * sizeof *summary->path);
    summary->path_count = MOST_STEPS;
    buf_free(&name);
}

/* How many steps from this one on are of libraries. */
static uint32_t library_run(const struct summary *summary, uint32_t first)
{
    uint32_t end = first;
    while (end < summary->path_count && !summary->path[end].is_own && summary->path[end].calls)
        end++;
    return end - first;
}

static void put_item(struct summary *summary, uint32_t first, uint32_t count)
{
    struct summary_item *item = &summary->items[summary->item_count++];
    *item = (struct summary_item){.first = first, .count = count};
    for (uint32_t i = 0; i < count; i++)
        item->frames += summary->path[first + i].frames;
}

/* Each step is an item, but of a long run in libraries only the ends are. */
static void fold_libraries(struct summary *summary)
{
    enum { LONGEST_RUN = 3 };
    summary->items = arena_new(&summary->arena, summary->path_count, sizeof *summary->items);
    for (uint32_t i = 0; i < summary->path_count; i++) {
        uint32_t run = library_run(summary, i);
        put_item(summary, i, 1);
        if (run <= LONGEST_RUN)
            continue;
        put_item(summary, i + 1, run - 2);
        i += run - 1;
        put_item(summary, i, 1);
    }
}

/* "numpy 60 %, pandas 12 %": of what the function causes. */
static struct str culprits_of(const struct wording *w, const struct blame_row *row)
{
    struct buf out = {0};
    for (uint32_t i = 0; i < row->culprit_count; i++) {
        struct str package = w->blame->packages[row->culprits[i].package].name;
        buf_text(&out, i ? ", " : "");
        buf_str(&out, label_line(package, SUMMARY_LONGEST_NAME, w->arena));
        buf_char(&out, ' ');
        number_percent(&out, profile_share(row->culprits[i].time, row->own + row->caused));
    }
    struct str copy = arena_copy(w->arena, buf_slice(&out));
    buf_free(&out);
    return copy;
}

static void put_blame(struct summary *summary, const struct wording *w)
{
    const struct blame *blame = w->blame;
    summary->blame_count = count_blamed(blame);
    summary->blame = arena_new(&summary->arena, summary->blame_count, sizeof *summary->blame);
    summary->nobodys = blame->nobodys;
    for (uint32_t i = 0; i < summary->blame_count; i++) {
        const struct blame_row *row = &blame->rows[i];
        summary->blame[i] =
            (struct summary_blame){.function = row->function,
                                   .name = w->names[row->function],
                                   .own = row->own,
                                   .caused = row->caused,
                                   .share = profile_share(row->own + row->caused, w->totals.total),
                                   .culprits = culprits_of(w, row)};
    }
}

static void put_costs(struct summary *summary, const struct wording *w, const struct facts *facts)
{
    summary->cost_count = facts->cost_count;
    summary->costs = arena_new(&summary->arena, summary->cost_count, sizeof *summary->costs);
    for (uint32_t i = 0; i < summary->cost_count; i++) {
        const struct own_cost *cost = &facts->costs[i];
        summary->costs[i] =
            (struct summary_cost){.caller = cost->caller,
                                  .callee = cost->callee,
                                  .caller_name = w->names[cost->caller],
                                  .callee_name = w->names[cost->callee],
                                  .time = cost->time,
                                  .share = profile_share(cost->time, w->totals.total),
                                  .calls = cost->calls,
                                  .guessed = cost->guessed,
                                  .imports = cost->imports};
    }
}

static void put_oddities(struct summary *summary, const struct health *health,
                         const struct unit *unit)
{
    summary->oddities = arena_new(&summary->arena, ODDITIES, sizeof *summary->oddities);
    for (int i = 0; i < ODDITIES; i++) {
        struct sentence_writer s = {.arena = &summary->arena};
        if (!oddities_say(health, (enum oddity)i, ODDITY_IN_SUMMARY, unit, &s.plain))
            continue;
        struct sentence *told = &summary->oddities[summary->oddity_count++];
        *told = sentence_end(&s);
        if (i == ODDITY_ADDED_THREADS && run_parts_has_several(&health->parts))
            summary->parts = told;
    }
}

/* What the lead speaks of, too. */
static void note_findings(struct wording *w, const struct findings *findings)
{
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool is_setup = finding->habit == HABIT_FIXTURE || finding->habit == HABIT_SETUP;
        if (finding->kind == FINDING_IMPORT)
            w->import = finding;
        else if (finding->kind == FINDING_BESIDE)
            w->beside = finding;
        else if (finding->kind == FINDING_BACK && is_setup && !w->setup)
            w->setup = finding;
    }
}

static void put_sentences(struct summary *summary, struct wording *w, const struct facts *facts,
                          const struct health *health)
{
    note_findings(w, &facts->findings);
    summary->verdict = wording_lead(w, &facts->lead);
    summary->findings = arena_new(&summary->arena, FINDINGS_MOST, sizeof *summary->findings);
    for (uint32_t i = 0; i < facts->findings.count && wording_has_time(w) && !facts->lead.is_lost;
         i++)
        if (&facts->findings.items[i] != w->beside || facts->lead.kind == LEAD_ITSELF)
            summary->findings[summary->finding_count++] =
                wording_finding(w, &facts->findings.items[i]);
    if (health)
        put_oddities(summary, health, &w->profile->unit);
}

static void put_figures(struct summary *summary, const struct wording *w, const struct facts *facts)
{
    put_path(summary, w, &facts->path);
    find_quiet(summary, w->profile);
    shorten_path(summary);
    fold_libraries(summary);
    struct summary_parts parts = summary_parts_make(w);
    summary->origins = parts.origins;
    summary->origin_count = parts.origin_count;
    summary->packages = parts.packages;
    summary->package_count = parts.package_count;
    put_blame(summary, w);
    put_costs(summary, w, facts);
}

struct summary summary_make(const struct summary_subject *subject)
{
    struct summary summary = {0};
    uint32_t count = subject->profile->function_count;
    struct facts facts = find_facts(subject);
    struct mentions mentions = {.known = memory_new(count, sizeof *mentions.known)};
    mention_all(&mentions, subject->profile, &facts);
    struct str *names = name_mentions(subject, &mentions, &summary.arena);
    struct wording w = {.profile = subject->profile,
                        .shown = subject->shown,
                        .totals = *subject->whole,
                        .names = names,
                        .placed = memory_new(count, sizeof *w.placed),
                        .blame = &facts.blame,
                        .source = subject->source,
                        .arena = &summary.arena};
    put_sentences(&summary, &w, &facts, subject->health);
    if (!facts.lead.is_lost)
        put_figures(&summary, &w, &facts);
    free(w.placed);
    free(names);
    free(mentions.known);
    free(mentions.functions);
    free_facts(&facts);
    return summary;
}

uint32_t summary_lead(const struct summary *summary)
{
    for (uint32_t i = 0; i < summary->verdict.count; i++)
        if (summary->verdict.pieces[i].function != SENTENCE_PLAIN)
            return summary->verdict.pieces[i].function;
    return SENTENCE_PLAIN;
}

void summary_free(struct summary *summary)
{
    arena_free(&summary->arena);
    *summary = (struct summary){0};
}
