#include "cli/options/option_table.h"

#include <stddef.h>

#include "cli/options/apply.h"

#define FIELD(member)                                                                              \
    .field = offsetof(struct options, member),                                                     \
    .field_size = sizeof(((struct options *)NULL)->member)
#define FLAG(member) .kind = OPTION_FLAG, FIELD(member)
#define TEXT(member) .kind = OPTION_TEXT, FIELD(member)
#define PATTERN(member) .kind = OPTION_PATTERN, FIELD(member)
#define WORD(member, list)                                                                         \
    .kind = OPTION_WORD, FIELD(member), .words = {list, sizeof(list) / sizeof(list)[0]}
#define NUMBER(member, numbers) .kind = OPTION_NUMBER, FIELD(member), .range = &(numbers)
#define CUSTOM(function) .kind = OPTION_CUSTOM, .apply = (function)

static const struct word colormaps[] = {
    [PALETTE_HOT] = {"hot", NULL},     [PALETTE_SAFE] = {"safe", "for the colour-blind"},
    [PALETTE_COLOR] = {"color", NULL}, [PALETTE_PINK] = {"pink", NULL},
    [PALETTE_GRAY] = {"gray", NULL},   [PALETTE_BW] = {"bw", NULL},
    [PALETTE_PRINT] = {"print", NULL}};
static const struct word themes[] = {
    [CHOOSE_LIGHT] = {"light", NULL},
    [CHOOSE_DARK] = {"dark", NULL},
    [CHOOSE_AUTO] = {"auto", "an SVG that follows the reader's system"}};
static const struct word clusters[] = {[CLUSTER_NONE] = {"none", NULL},
                                       [CLUSTER_MODULE] = {"module", NULL},
                                       [CLUSTER_PACKAGE] = {"package", NULL},
                                       [CLUSTER_ORIGIN] = {"origin", NULL}};
static const struct word directions[] = {[DIRECTION_DOWN] = {"TB", NULL},
                                         [DIRECTION_RIGHT] = {"LR", NULL},
                                         [DIRECTION_UP] = {"BT", NULL},
                                         [DIRECTION_LEFT] = {"RL", NULL}};
static const struct word source_uses[] = {
    [SOURCE_AUTO] = {"auto", "read source files for names of classes, where they agree with the "
                             "profile; the report holds the source of your own functions in files "
                             "below the working folder"},
    [SOURCE_NEVER] = {"never", NULL},
    [SOURCE_EMBED] = {"embed", "the report holds the source of other functions, too"}};
static const struct word annotations[] = {{"none", NULL}, {"github", NULL}};
static const struct word costs[] = {{"total", NULL}, {"own", NULL}};
static const struct word sizes[] = {{"none", NULL},
                                    {"own", "larger text in boxes with more own time"}};

static const struct word box_kinds[] = {
    [CHOOSE_LEDGER] = {"ledger", "small callees are rows of their caller's box, so that the graph "
                                 "fits a page"},
    [CHOOSE_PLAIN] = {"plain", "each function is a box"}};
static const struct word import_looks[] = {{"fold", "all that imports do is one ledger box"},
                                           {"show", "each function of them by itself"}};
static const struct word profilers[] = {[PROFILER_CPROFILE] = {"cprofile", NULL},
                                        [PROFILER_YAPPI] = {"yappi", NULL},
                                        [PROFILER_SAMPLING] = {"sampling", "of Python 3.15"},
                                        [PROFILER_PY_SPY] = {"py-spy", NULL}};

static const struct word table_units[] = {[TABLE_SECONDS] = {"s", NULL},
                                          [TABLE_MILLISECONDS] = {"ms", NULL},
                                          [TABLE_MICROSECONDS] = {"us", NULL}};

static const struct word colour_uses[] = {
    [COLOUR_AUTO] = {"auto", "on a terminal, unless NO_COLOR is set"},
    [COLOUR_ALWAYS] = {"always", NULL},
    [COLOUR_NEVER] = {"never", NULL}};

static const struct word generators[] = {[GENERATE_MAN] = {"man", "the man page"},
                                         [GENERATE_BASH] = {"bash", NULL},
                                         [GENERATE_ZSH] = {"zsh", NULL},
                                         [GENERATE_FISH] = {"fish", "completions for a shell"}};

static const struct number_range percentages = {0, 100, false, "a percentage from 0 to 100", true};
static const struct number_range caps = {0, 1e9, true, "a whole number, 0 for no cap", false};
static const struct number_range depths = {-1, 1e9, true, "a whole number, -1 for any depth",
                                           false};
static const struct number_range skews = {1e-6, 1e6, false, "a positive number", false};
static const struct number_range resolutions = {10, 2400, false, "a resolution from 10 to 2400",
                                                false};
static const struct number_range timeouts = {0.001, 86400, false, "seconds, 0.001 to 86400", false};

const struct option option_table[] = {
    {'o', "output", "FILE", GROUP_OUTPUT,
     "write to FILE, in the format of its ending ({}); may be given several times; '-' or nothing "
     "is standard output",
     CUSTOM(apply_output), .list = apply_list_endings},
    {'T', "type", "FORMAT", GROUP_OUTPUT, "{}", CUSTOM(apply_type), .list = apply_list_types,
     .choices = apply_add_types},
    {0, "open", NULL, GROUP_OUTPUT,
     "show the report in a browser; without -o FILE.html it is made in a temporary folder",
     FLAG(open)},
    {0, "watch", NULL, GROUP_OUTPUT, "make the outputs again whenever a profile changes",
     FLAG(watch)},
    {0, "color", "WHEN", GROUP_OUTPUT, "colours in text: {} (default: auto)",
     WORD(colour, colour_uses)},
    {0, "dpi", "N", GROUP_OUTPUT, "resolution of a PNG (default: 96)",
     NUMBER(request.dpi, resolutions)},
    {0, "layout-timeout", "SECONDS", GROUP_OUTPUT,
     "how long one attempt at a layout may take (default: 20)",
     NUMBER(request.layout_timeout, timeouts)},

    {'f', "format", "FORMAT", GROUP_INPUT,
     "the input's format (default: told by its content, never by its name)",
     CUSTOM(apply_input_format), .choices = apply_add_input_formats},
    {0, "event", "NAME", GROUP_INPUT,
     "the cost to read, of a callgrind file that has several (default: time, else instructions)",
     TEXT(input.event)},
    {0, "list-formats", NULL, GROUP_INPUT, "list the formats that can be read and stop",
     FLAG(list_formats)},
    {0, "files-from", "FILE", GROUP_INPUT,
     "read the names of profiles from FILE ('-': standard input), a line each", TEXT(files_from)},
    {0, "base", "OLD", GROUP_INPUT,
     "compare with the profile OLD, of the program as it was before: what changed, and why; "
     "repeatable, as are the inputs: several recordings of either, best five or more, are set to "
     "one "
     "speed, and what is told is more than their noise",
     PATTERN(bases)},
    {0, "base-from", "FILE", GROUP_INPUT,
     "read the names of such profiles from FILE, a line each; a line may be a pattern",
     TEXT(bases_from)},
    {0, "per-file", NULL, GROUP_INPUT,
     "keep inputs that are added up apart: each is a root of its own, named as the file, that calls "
     "what its program began with",
     FLAG(request.per_file)},
    {0, "trend", NULL, GROUP_INPUT,
     "the profiles are stages of one program, in order: what became of its functions, as HTML or "
     "Markdown",
     FLAG(request.trend)},
    {0, "thread", "ID", GROUP_INPUT, "of sampled stacks only those of thread ID; repeatable",
     PATTERN(request.threads)},

    {'n', "node-thres", "PERCENT", GROUP_CHOICE,
     "leave out functions below this share of the total (default: 0.5)",
     NUMBER(node_percent, percentages)},
    {'e', "edge-thres", "PERCENT", GROUP_CHOICE,
     "leave out calls below this share of the total (default: 0.1, and no more than the picture "
     "bears)",
     NUMBER(edge_percent, percentages)},
    {0, "max-nodes", "N", GROUP_CHOICE,
     "show at most N functions: those that cost, and those where paths branch; 0 for any number "
     "(default: 60, and all own code above -n with what it calls directly; in plain boxes 80)",
     NUMBER(max_nodes, caps)},
    {'z', "root", "GLOB", GROUP_CHOICE,
     "only functions that GLOB leads to: a name (without its class), module:line:name, or a file; "
     "repeatable",
     PATTERN(request.select.roots)},
    {'l', "leaf", "GLOB", GROUP_CHOICE, "only functions that lead to GLOB; repeatable",
     PATTERN(request.select.leaves)},
    {0, "depth", "N", GROUP_CHOICE,
     "only functions at most N calls away from the roots (or leaves)", NUMBER(depth, depths)},
    {'p', "path", "PATH", GROUP_CHOICE, "only functions whose file lies in PATH; repeatable",
     PATTERN(request.select.paths)},

    {0, "hide", "WHAT", GROUP_FILTER,
     "functions that vanish, their time counted as their callers' own: {}, a GLOB or a path; a "
     "list of them",
     CUSTOM(apply_hide), .list = apply_list_kinds, .choices = apply_add_kinds},
    {0, "ignore", "GLOB", GROUP_FILTER, "without the time of paths through GLOB; repeatable",
     PATTERN(request.filter.ignore)},
    {0, "focus", "GLOB", GROUP_FILTER, "only the time of paths through GLOB; repeatable",
     PATTERN(request.filter.focus)},
    {0, "show-from", "GLOB", GROUP_FILTER, "paths begin at GLOB; repeatable",
     PATTERN(request.filter.show_from)},
    {0, "rescale", NULL, GROUP_FILTER,
     "shares of what the filters leave (default: of the whole program)", FLAG(request.rescale)},
    {0, "own", "GLOB", GROUP_FILTER,
     "code that is your own, wherever it is installed: a GLOB or a path; repeatable",
     PATTERN(request.filter.own)},

    {0, "sort", "KEYS", GROUP_TABLE, "sort by {}; a list of them", CUSTOM(apply_sort),
     .list = apply_list_keys, .choices = apply_add_keys},
    {0, "reverse", NULL, GROUP_TABLE, "in reverse order", FLAG(request.table.reverse)},
    {0, "top", "WHAT", GROUP_TABLE,
     "only so many lines (20), a part of them (0.1), or names that a regular expression fits; "
     "repeatable, applied in order",
     CUSTOM(apply_top)},
    {0, "lines", "[=GLOB]", GROUP_TABLE,
     "text: sources with what their lines cost (if the profile tells that), of the functions that "
     "GLOB fits or of the most expensive files; repeatable",
     CUSTOM(apply_lines)},
    {0, "unit", "UNIT", GROUP_TABLE, "columns of times in {} (default: s)",
     WORD(request.table.unit, table_units)},
    {0, "strip-dirs", NULL, GROUP_TABLE, "file names without their folders",
     FLAG(request.table.strip_dirs)},

    {'c', "colormap", "NAME", GROUP_LOOK, "{} (default: hot)",
     WORD(request.style.palette.kind, colormaps)},
    {0, "theme", "THEME", GROUP_LOOK, "{}; default: light", WORD(theme, themes)},
    {0, "transparent", NULL, GROUP_LOOK, "no page behind the boxes",
     FLAG(request.style.transparent)},
    {0, "color-by", "COST", GROUP_LOOK, "colour boxes by {} time (default: total)",
     WORD(request.style.color_by_own, costs)},
    {0, "size-by", "COST", GROUP_LOOK, "{}; default: none", WORD(request.style.size_by_own, sizes)},
    {0, "skew", "X", GROUP_LOOK,
     "bend the colour scale: below 1 small shares differ more, above 1 less (default: 1)",
     NUMBER(request.style.palette.skew, skews)},
    {0, "label", "FIELDS", GROUP_LOOK, "what boxes say: a list of {} (default: total,own,calls)",
     CUSTOM(apply_label), .list = apply_list_labels, .choices = apply_add_labels},
    {0, "boxes", "KIND", GROUP_LOOK, "{} (default: ledger; with --max-nodes 0 plain)",
     WORD(boxes, box_kinds)},
    {0, "imports", "HOW", GROUP_LOOK, "{} (default: fold)",
     WORD(request.style.show_imports, import_looks)},
    {'w', "wrap", NULL, GROUP_LOOK, "break names into shorter lines", FLAG(request.style.wrap)},
    {0, "cluster", "BY", GROUP_LOOK, "draw boxes together by: {} (default: none)",
     WORD(request.style.cluster, clusters)},
    {0, "rankdir", "DIR", GROUP_LOOK, "{}: where the program goes (default: TB)",
     WORD(request.style.direction, directions)},
    {0, "source", "WHEN", GROUP_LOOK, "{}; default: auto", WORD(request.source, source_uses)},
    {0, "source-root", "DIR", GROUP_LOOK,
     "your code is in DIR: the report holds its source (default: the working folder)",
     TEXT(request.source_root)},

    {0, "link", "URL", GROUP_EMBED,
     "where a click on a box leads: {} (with --rev OWNER/REPO/blob/REV), "
     "or a URL in which {path} (below --strip-prefix), {abspath}, {line} and {rev} are filled in",
     CUSTOM(apply_link), .list = apply_list_links},
    {0, "rev", "REVISION", GROUP_EMBED, "what stands for {rev} in --link", CUSTOM(apply_revision)},
    {0, "strip-prefix", "DIR", GROUP_EMBED, "show files in DIR without it",
     TEXT(request.disguise.strip_prefix)},
    {0, "anonymize", NULL, GROUP_EMBED,
     "call functions f1, f2, ... and files file1.py, ...; Python's own keep their names",
     FLAG(request.disguise.anonymize)},
    {0, "id-prefix", "WORD", GROUP_EMBED,
     "begin all ids in a picture with WORD (default: in an SVG, one made from its content)",
     CUSTOM(apply_id_prefix)},

    {0, "fail-if", "EXPR", GROUP_BUDGET,
     "exit with status 3 if EXPR is so: total > 2s, own(json.decoder:raw_decode) > 10%, "
     "calls(sqlalchemy.*:execute) > 200, total(import:*) > 300ms; with --base: change(total) > "
     "10%, "
     "change(calls(*)) > 5%; repeatable",
     PATTERN(fail_if)},
    {0, "budget", "FILE", GROUP_BUDGET, "the same with each line of FILE but comments (#)",
     TEXT(budget_file)},
    {0, "allow-missing", NULL, GROUP_BUDGET, "a pattern in EXPR may fit no function",
     FLAG(request.budgets.allow_missing)},
    {0, "annotate", "WHERE", GROUP_BUDGET, "tell what is exceeded as lines for {}, too",
     WORD(request.budgets.for_github, annotations)},

    {0, "python", "PROGRAM", GROUP_RUN,
     "the Python to run it with, and its options: 'python3 -X dev' (default: of the active virtual "
     "environment, else python3)",
     TEXT(run.program.python)},
    {0, "profiler", "NAME", GROUP_RUN, "{}; default: cprofile",
     WORD(run.program.profiler, profilers)},
    {0, "per-process", NULL, GROUP_RUN,
     "outputs of their own for each child process (NAME.PID.html); else all are added up",
     FLAG(run.per_process)},

    {0, "list-functions", "GLOB", GROUP_OTHER,
     "list the functions that GLOB fits ('+' for all, '%GLOB' with all that is known) and stop",
     TEXT(request.list_functions)},
    {'v', "verbose", NULL, GROUP_OTHER, "say what was odd in the data",
     FLAG(request.tell_oddities)},
    {'h', "help", NULL, GROUP_OTHER,
     "show examples; --help TOPIC: options; --help all: all of them", FLAG(help)},
    {0, "version", NULL, GROUP_OTHER, "show the version", FLAG(version)},
    {0, "generate", "WHAT", GROUP_OTHER, "write to standard output: {}",
     WORD(generated, generators)},

    {0, "node-label", "FIELD", GROUP_GPROF2DOT, "{}; repeatable", CUSTOM(apply_node_label),
     .list = apply_list_node_labels, .choices = apply_add_node_labels},
    {0, "color-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own",
     FLAG(request.style.color_by_own)},
    {0, "colour-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own",
     FLAG(request.style.color_by_own)},
    {0, "show-samples", NULL, GROUP_GPROF2DOT, "show the number of calls or samples",
     CUSTOM(apply_show_samples)},
    {'s', "strip", NULL, GROUP_GPROF2DOT, "accepted; it concerns C++ names only",
     .kind = OPTION_IGNORED},
    {0, "total", "METHOD", GROUP_GPROF2DOT, "accepted; it concerns perf files only",
     .kind = OPTION_IGNORED},
    {0, "compare", NULL, GROUP_GPROF2DOT, "with two profiles OLD NEW: as --base OLD NEW",
     FLAG(compares)},
    {0, "compare-tolerance", "PERCENT", GROUP_GPROF2DOT,
     "times that differ by less than this share of the larger total are equal (default: by the "
     "noise)",
     NUMBER(tolerance, percentages)},
    {0, "compare-only-slower", NULL, GROUP_GPROF2DOT, "list only functions that became slower",
     FLAG(request.compare.only_slower)},
    {0, "compare-only-faster", NULL, GROUP_GPROF2DOT, "list only functions that became faster",
     FLAG(request.compare.only_faster)},
    {0, "compare-color-by-difference", NULL, GROUP_GPROF2DOT,
     "accepted; boxes are coloured by the change anyway", .kind = OPTION_IGNORED},
    {0, "compare-color-by-highest-time", NULL, GROUP_GPROF2DOT,
     "colour boxes by the larger of both times (default: by the change)",
     FLAG(request.compare.color_by_highest)},
};

const size_t option_count = sizeof option_table / sizeof option_table[0];
