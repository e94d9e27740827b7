#include "cli/option_table.h"

#include <stddef.h>

#include "cli/apply.h"

#define FLAG(field) OPTION_FLAG, offsetof(struct options, field), NULL
#define TEXT(field) OPTION_TEXT, offsetof(struct options, field), NULL
#define PATTERN(field) OPTION_PATTERN, offsetof(struct options, field), NULL
#define VALUE(apply) OPTION_VALUE, 0, apply

const struct option option_table[] = {
    {'o', "output", "FILE", GROUP_OUTPUT,
     "write to FILE, in the format of its ending (.dot .svg .png .html .folded .json .txt "
     ".pstats); "
     "may be given several times; '-' or nothing is standard output",
     VALUE(apply_output)},
    {'T', "type", "FORMAT", GROUP_OUTPUT,
     "dot (the default), svg, png, html (a report), icicle (a flame view as SVG), folded (stacks "
     "with their times, for flame graphs), json, text, callers, callees (tables as pstats prints "
     "them) or pstats (the inputs added up)",
     VALUE(apply_type)},
    {0, "open", NULL, GROUP_OUTPUT,
     "show the report in a browser; without -o FILE.html it is made in a temporary folder",
     FLAG(open)},
    {0, "watch", NULL, GROUP_OUTPUT, "make the outputs again whenever a profile changes",
     FLAG(watch)},
    {0, "dpi", "N", GROUP_OUTPUT, "resolution of a PNG (default: 96)", VALUE(apply_dpi)},
    {0, "layout-timeout", "SECONDS", GROUP_OUTPUT,
     "how long one attempt at a layout may take (default: 20)", VALUE(apply_timeout)},

    {'f', "format", "FORMAT", GROUP_INPUT,
     "the input's format (default: told by its content, never by its name)",
     VALUE(apply_input_format)},
    {0, "event", "NAME", GROUP_INPUT,
     "the cost to read, of a callgrind file that has several (default: time, else instructions)",
     TEXT(input.event)},
    {0, "list-formats", NULL, GROUP_INPUT, "list the formats that can be read and stop",
     FLAG(list_formats)},
    {0, "files-from", "FILE", GROUP_INPUT,
     "read the names of profiles from FILE ('-': standard input), a line each", TEXT(files_from)},
    {0, "thread", "ID", GROUP_INPUT, "of sampled stacks only those of thread ID; repeatable",
     PATTERN(request.threads)},

    {'n', "node-thres", "PERCENT", GROUP_CHOICE,
     "leave out functions below this share of the total (default: 0.5)", VALUE(apply_node_thres)},
    {'e', "edge-thres", "PERCENT", GROUP_CHOICE,
     "leave out calls below this share of the total (default: 0.1, and no more than the picture "
     "bears)",
     VALUE(apply_edge_thres)},
    {0, "max-nodes", "N", GROUP_CHOICE,
     "show at most N functions: those that cost, and those where paths branch; 0 for any number "
     "(default: 80)",
     VALUE(apply_max_nodes)},
    {'z', "root", "GLOB", GROUP_CHOICE,
     "only functions that GLOB leads to: a name (without its class), module:line:name, or a file; "
     "repeatable",
     PATTERN(request.select.roots)},
    {'l', "leaf", "GLOB", GROUP_CHOICE, "only functions that lead to GLOB; repeatable",
     PATTERN(request.select.leaves)},
    {0, "depth", "N", GROUP_CHOICE,
     "only functions at most N calls away from the roots (or leaves)", VALUE(apply_depth)},
    {'p', "path", "PATH", GROUP_CHOICE, "only functions whose file lies in PATH; repeatable",
     PATTERN(request.select.paths)},

    {0, "hide", "WHAT", GROUP_FILTER,
     "functions that vanish, their time counted as their callers' own: stdlib, site, builtin, "
     "frozen, generated, import, test, a GLOB or a path; a list of them",
     VALUE(apply_hide)},
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

    {0, "sort", "KEYS", GROUP_TABLE,
     "sort by calls, pcalls, time, cumulative, file, line, name, nfl or stdname; a list of them",
     VALUE(apply_sort)},
    {0, "reverse", NULL, GROUP_TABLE, "in reverse order", FLAG(request.table.reverse)},
    {0, "top", "WHAT", GROUP_TABLE,
     "only so many lines (20), a part of them (0.1), or names that a regular expression fits; "
     "repeatable, applied in order",
     VALUE(apply_top)},
    {0, "lines", "[=GLOB]", GROUP_TABLE,
     "text: sources with what their lines cost (if the profile tells that), of the functions that "
     "GLOB fits or of the most expensive files; repeatable",
     VALUE(apply_lines)},
    {0, "strip-dirs", NULL, GROUP_TABLE, "file names without their folders",
     FLAG(request.table.strip_dirs)},

    {'c', "colormap", "NAME", GROUP_LOOK,
     "hot, safe (for the colour-blind), color, pink, gray, bw or print (default: hot)",
     VALUE(apply_colormap)},
    {0, "theme", "THEME", GROUP_LOOK,
     "light, dark, or auto: an SVG that follows the reader's system (default: light)",
     VALUE(apply_theme)},
    {0, "transparent", NULL, GROUP_LOOK, "no page behind the boxes",
     FLAG(request.style.transparent)},
    {0, "color-by", "COST", GROUP_LOOK, "colour boxes by total or own time (default: total)",
     VALUE(apply_color_by)},
    {0, "size-by", "COST", GROUP_LOOK, "own: larger text in boxes with more own time",
     VALUE(apply_size_by)},
    {0, "skew", "X", GROUP_LOOK,
     "bend the colour scale: below 1 small shares differ more, above 1 less (default: 1)",
     VALUE(apply_skew)},
    {0, "label", "FIELDS", GROUP_LOOK,
     "what boxes say: a list of total, own, calls, file (default: total,own,calls)",
     VALUE(apply_label)},
    {'w', "wrap", NULL, GROUP_LOOK, "break names into shorter lines", FLAG(request.style.wrap)},
    {0, "cluster", "BY", GROUP_LOOK,
     "draw boxes together by module, package or origin (default: none)", VALUE(apply_cluster)},
    {0, "rankdir", "DIR", GROUP_LOOK, "TB, LR, BT or RL: where the program goes (default: TB)",
     VALUE(apply_rankdir)},
    {0, "source", "WHEN", GROUP_LOOK,
     "auto: read source files for names of classes, where they agree with the profile; never; "
     "embed: put the functions' source into the report, too (default: auto)",
     VALUE(apply_source)},

    {0, "link", "URL", GROUP_EMBED,
     "where a click on a box leads; {path} (below --strip-prefix), {abspath}, {line} and {rev} are "
     "filled in",
     VALUE(apply_link)},
    {0, "rev", "REVISION", GROUP_EMBED, "what stands for {rev} in --link", VALUE(apply_revision)},
    {0, "strip-prefix", "DIR", GROUP_EMBED, "show files in DIR without it",
     TEXT(request.disguise.strip_prefix)},
    {0, "anonymize", NULL, GROUP_EMBED,
     "call functions f1, f2, ... and files file1.py, ...; Python's own keep their names",
     FLAG(request.disguise.anonymize)},
    {0, "id-prefix", "WORD", GROUP_EMBED,
     "begin all ids in a picture with WORD (default: in an SVG, one made from its content)",
     VALUE(apply_id_prefix)},

    {0, "python", "PROGRAM", GROUP_RUN,
     "the Python to run it with (default: of the active virtual environment, else python3)",
     TEXT(run.program.python)},
    {0, "profiler", "NAME", GROUP_RUN,
     "cprofile, yappi, sampling (of Python 3.15) or py-spy; default: cprofile, from Python 3.12 on "
     "yappi if it is installed, which keeps threads apart",
     VALUE(apply_profiler)},
    {0, "per-process", NULL, GROUP_RUN,
     "outputs of their own for each child process (NAME.PID.html); else all are added up",
     FLAG(run.per_process)},

    {0, "list-functions", "GLOB", GROUP_OTHER,
     "list the functions that GLOB fits ('+' for all, '%GLOB' with all that is known) and stop",
     TEXT(request.list_functions)},
    {'v', "verbose", NULL, GROUP_OTHER, "say what was odd in the data",
     FLAG(request.tell_oddities)},
    {'h', "help", NULL, GROUP_OTHER, "show this help", FLAG(help)},
    {0, "version", NULL, GROUP_OTHER, "show the version", FLAG(version)},

    {0, "node-label", "FIELD", GROUP_GPROF2DOT,
     "self-time, self-time-percentage, total-time or total-time-percentage; repeatable",
     VALUE(apply_node_label)},
    {0, "color-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own",
     FLAG(request.style.color_by_own)},
    {0, "colour-nodes-by-selftime", NULL, GROUP_GPROF2DOT, "as --color-by own",
     FLAG(request.style.color_by_own)},
    {0, "show-samples", NULL, GROUP_GPROF2DOT, "show the number of calls or samples",
     VALUE(apply_show_samples)},
    {'s', "strip", NULL, GROUP_GPROF2DOT, "accepted; it concerns C++ names only",
     VALUE(accept_unused)},
    {0, "total", "METHOD", GROUP_GPROF2DOT, "accepted; it concerns perf files only",
     VALUE(accept_unused)},
    {0, "compare", NULL, GROUP_GPROF2DOT, "not built yet, nor are its companions",
     VALUE(refuse_compare)},
    {0, "compare-tolerance", "N", GROUP_GPROF2DOT, NULL, VALUE(refuse_compare)},
    {0, "compare-only-slower", NULL, GROUP_GPROF2DOT, NULL, VALUE(refuse_compare)},
    {0, "compare-only-faster", NULL, GROUP_GPROF2DOT, NULL, VALUE(refuse_compare)},
    {0, "compare-color-by-difference", NULL, GROUP_GPROF2DOT, NULL, VALUE(refuse_compare)},
};

const size_t option_count = sizeof option_table / sizeof option_table[0];
