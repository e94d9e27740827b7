#include "view/words/oddities.h"

#include <string.h>

#include "view/number.h"
#include "view/words/run_words.h"

/* How an oddity is worded. `one` is NULL where it is only so or not so. In the texts {n} is the
   count, {cost}, {share} and {each} are the other numbers of struct oddity_found. */
struct wording_row {
    const char *id;
    unsigned places;
    const char *one, *many;
};

enum {
    NOTES = ODDITY_IN_NOTES,
    SUMMARY = ODDITY_IN_SUMMARY | NOTES,
    PICTURE = ODDITY_IN_PICTURE | SUMMARY
};

static const struct wording_row rows[ODDITIES] = {
    [ODDITY_SAMPLED] = {"sampled", SUMMARY, NULL,
                        "The profile is sampled: counts are samples, not calls."},
    [ODDITY_NO_C_FRAMES] = {"no_c_frames", SUMMARY, NULL,
                            "C code has no frames here: what it takes counts where it is called."},
    [ODDITY_SAMPLED_THREADS] =
        {"sampled_threads", SUMMARY, NULL,
         "Threads are added up: {cost} ({share}) are of others than the main one."},
    [ODDITY_CUT_SHORT] = {"cut_short", PICTURE, "{n} file ends too soon: this is what is there.",
                          "{n} files end too soon: this is what is there."},
    [ODDITY_MIXED_THREADS] = {"mixed_threads", PICTURE, NULL,
                              "Threads are mixed in one table (Python 3.12 on): Total times, "
                              "callers and times per call are not right; Own times are, with what "
                              "each thread waits."},
    [ODDITY_LOST_ENDS] = {"lost_ends", PICTURE, NULL,
                          "Calls are mixed up: cProfile of Python 3.12 and 3.13 loses track where "
                          "C++ extensions (pybind11) are called. Callers and times, also Own, are "
                          "not right; prof2dot run, py-spy and yappi record them right."},
    [ODDITY_ADDED_THREADS] =
        {"added_threads", SUMMARY,
         "{n} thread was recorded beside the main one: the {cost} are a sum over both and child "
         "processes, if any, waiting included.",
         "{n} threads were recorded beside the main one: the {cost} are a sum over all and child "
         "processes, if any, waiting included."},
    [ODDITY_CHILDREN] = {"children", SUMMARY, NULL,
                         "Child processes were started: what they do is not in this profile "
                         "(prof2dot run records it)."},
    [ODDITY_OTHER_THREADS] =
        {"other_threads", SUMMARY, NULL,
         "Locks take {cost} ({share}): cProfile before Python 3.12 records one thread only, the "
         "other threads are not recorded. yappi and py-spy record all."},
    [ODDITY_COLLIDED] =
        {"collided", PICTURE,
         "Same file, line and name: cProfile kept one of several for {n} function, whose Total "
         "lacks {cost} ({share}).",
         "Same file, line and name: cProfile kept one of several for {n} functions, whose Totals "
         "lack {cost} ({share})."},
    [ODDITY_RESIDUAL] =
        {"residual", PICTURE,
         "Own times and calls disagree by {cost} ({share}): entries are missing, such as built-ins "
         "(yappi: -b) or functions of one name.",
         "{each} of the {noun} are in no entry: built-ins (yappi: -b) or functions of one name are "
         "missing."},
    [ODDITY_NO_CALLS] = {"no_calls", SUMMARY, NULL,
                         "The profile does not tell which function calls which."},
    [ODDITY_NO_ROOT] = {"no_root", SUMMARY, NULL,
                        "Every function is called by another: the profile does not tell where the "
                        "program begins."},
    [ODDITY_ROOTS] = {"roots", NOTES, "{n} function is called by nothing in the profile.",
                      "{n} functions are called by nothing in the profile."},
    [ODDITY_OWN_ABOVE_TOTAL] = {"own_above_total", SUMMARY,
                                "{n} function has more Own than Total {noun}.",
                                "{n} functions have more Own than Total {noun}."},
    [ODDITY_TOTAL_ABOVE_PROGRAM] = {"total_above_program", PICTURE,
                                    "{n} function takes more than the program: over 100 %.",
                                    "{n} functions take more than the program: over 100 %."},
    [ODDITY_NEGATIVE_TIMES] = {"negative_times", SUMMARY, "{n} time is negative.",
                               "{n} times are negative."},
    [ODDITY_NOT_FINITE_TIMES] = {"not_finite_times", SUMMARY,
                                 "{n} infinite or undefined time was taken as 0.",
                                 "{n} infinite or undefined times were taken as 0."},
    [ODDITY_SWAPPED_COUNTS] =
        {"swapped_counts", SUMMARY,
         "{n} entry has more primitive than all calls, as yappi writes it: its counts were "
         "swapped. yappi adds up all threads, in processor time unless told otherwise.",
         "{n} entries have more primitive than all calls, as yappi writes them: their counts were "
         "swapped. yappi adds up all threads, in processor time unless told otherwise."},
    [ODDITY_CALLERS_WITHOUT_ENTRY] = {"callers_without_entry", SUMMARY,
                                      "{n} caller has no entry of its own.",
                                      "{n} callers have no entries of their own."},
    [ODDITY_UNDEFINED_NAMES] = {"undefined_names", SUMMARY,
                                "{n} name is a number that the file does not explain.",
                                "{n} names are numbers that the file does not explain."},
    [ODDITY_ESTIMATED_EDGES] =
        {"estimated_edges", SUMMARY,
         "{n} call came without times: they are estimated from the number of calls.",
         "{n} calls came without times: they are estimated from the numbers of calls."},
    [ODDITY_SHARED_LABELS] = {"shared_labels", NOTES,
                              "{n} function shares file and name with one at another line.",
                              "{n} functions share file and name with one at another line."},
    [ODDITY_RESUMED] = {"resumed", SUMMARY, NULL,
                        "Calls of coroutines count each time that they go on after an await."},
    [ODDITY_C_CODE] = {"c_code", SUMMARY, NULL,
                       "C functions that do not wait take {cost} ({share}) themselves: cProfile "
                       "does not see what happens inside of them."},
    [ODDITY_OVERHEAD] = {"overhead", SUMMARY,
                         "Recording took time too: {n} call at {each}, what the cheapest "
                         "function takes, is {cost} ({share}), and more in the callers.",
                         "Recording took time too: {n} calls at {each}, what the cheapest "
                         "function takes, are {cost} ({share}), and more in the callers."},
};

const char *oddities_id(enum oddity oddity)
{
    return rows[oddity].id;
}

bool oddities_is_flag(enum oddity oddity)
{
    return !rows[oddity].one;
}

/* Appends the number that a placeholder, without its braces, stands for. */
static void fill_in(struct str name, const struct oddity_found *found, const struct unit *unit,
                    struct buf *out)
{
    int64_t count = found->count < INT64_MAX ? (int64_t)found->count : INT64_MAX;
    if (str_equal(name, STR("n")))
        number_count(out, count);
    else if (str_equal(name, STR("cost")))
        number_cost(out, found->cost, unit);
    else if (str_equal(name, STR("each")))
        number_cost(out, found->each, unit);
    else if (str_equal(name, STR("share")))
        number_percent(out, found->share);
    else
        buf_text(out, number_noun(unit));
}

bool oddities_say(const struct health *health, enum oddity oddity, enum oddity_place place,
                  const struct unit *unit, struct buf *out)
{
    const struct oddity_found *found = &health->found[oddity];
    const struct wording_row *row = &rows[oddity];
    if (!found->tell || !(row->places & place))
        return false;
    if (oddity == ODDITY_ADDED_THREADS && run_parts_has_several(&health->parts)) {
        run_parts_say(&health->parts, found->cost, unit, out);
        return true;
    }
    struct str rest = str_of(row->one && found->count == 1 ? row->one : row->many);
    for (;;) {
        size_t open = str_find(rest, '{');
        buf_str(out, str_first(rest, open));
        if (open == rest.size)
            return true;
        rest = str_from(rest, open + 1);
        size_t close = str_find(rest, '}');
        fill_in(str_first(rest, close), found, unit, out);
        rest = str_from(rest, close + 1);
    }
}
