#include "cli/options/parse.h"

#include <stdio.h>

#include "cli/options/help.h"
#include "cli/options/option_table.h"
#include "render/job/output_format.h"
#include "unit.h"

enum { MOST_WORDS = 32 };

/* Parses a command line, its words divided by blanks ("_" is an empty word). */
static bool parse(const char *line, struct options *options, struct error *error)
{
    static char text[1024];
    static char *words[MOST_WORDS];
    int count = 0;
    snprintf(text, sizeof text, "%s", line);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        words[count++] = strcmp(word, "_") == 0 ? "" : word;
    words[count] = NULL;
    return parse_options(count, words, options, error);
}

static struct options parsed(const char *line)
{
    struct options options;
    struct error error = {0};
    if (!parse(line, &options, &error))
        fail_msg("%s: %s", line, error.message);
    return options;
}

static void the_defaults_are_those_of_the_help(void **state)
{
    (void)state;
    struct options options = parsed("prof2dot");
    assert_true(options.request.select.node_share == 0.005 &&
                options.request.select.edge_share == 0.001);
    assert_int_equal(options.request.select.max_nodes, 60);
    assert_int_equal(options.request.select.depth, SELECT_NO_DEPTH);
    assert_int_equal(options.request.style.palette.kind, PALETTE_HOT);
    assert_true(options.request.style.palette.skew == 1 && options.request.dpi == 96);
    assert_int_equal(options.input_count, 0);
    assert_int_equal(options.request.output_count, 1);
    assert_string_equal(options.request.outputs[0].path, "-");
    assert_string_equal(options.request.outputs[0].format->name, "dot");
    options_free(&options);
}

static void values_may_stand_in_every_form(void **state)
{
    (void)state;
    static const char *const lines[] = {"prof2dot -n 5 -w x.prof",
                                        "prof2dot -n5 -w x.prof",
                                        "prof2dot -wn5 x.prof",
                                        "prof2dot x.prof -wn 5",
                                        "prof2dot --node-thres 5 --wrap x.prof",
                                        "prof2dot --node-thres=5 --wrap x.prof",
                                        "prof2dot --node-t=5 --wr x.prof",
                                        "prof2dot -w -n5 -- x.prof"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options = parsed(lines[i]);
        assert_true(options.request.select.node_share == 0.05);
        assert_true(options.request.style.wrap);
        assert_int_equal(options.input_count, 1);
        assert_string_equal(options.inputs[0], "x.prof");
        options_free(&options);
    }
}

static void after_two_dashes_all_are_files(void **state)
{
    (void)state;
    struct options options = parsed("prof2dot - -- -n --help");
    assert_int_equal(options.input_count, 3);
    assert_string_equal(options.inputs[0], "-");
    assert_string_equal(options.inputs[2], "--help");
    assert_false(options.help);
    options_free(&options);
}

static void endings_choose_formats(void **state)
{
    (void)state;
    struct options options =
        parsed("prof2dot -o a.svg -o b.png -o c.gv -o d.dot -o e/f.g/h -o - -o .svg");
    static const char *const expected[] = {"svg", "png", "dot", "dot", "dot", "dot", "dot"};
    assert_int_equal(options.request.output_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_string_equal(options.request.outputs[i].format->name, expected[i]);
    options_free(&options);
    options = parsed("prof2dot -o a.out -o b.svg -Tsvg");
    assert_string_equal(options.request.outputs[0].format->name, "svg");
    assert_string_equal(options.request.outputs[1].format->name, "svg");
    options_free(&options);
}

static void patterns_add_up(void **state)
{
    (void)state;
    struct options options = parsed("prof2dot -z a -z b --root c -l d -p e -p f");
    assert_int_equal(options.request.select.roots.count, 3);
    assert_string_equal(options.request.select.roots.items[2], "c");
    assert_int_equal(options.request.select.leaves.count, 1);
    assert_int_equal(options.request.select.paths.count, 2);
    options_free(&options);
}

static void labels_take_the_place_of_the_default_ones(void **state)
{
    (void)state;
    struct options options = parsed("prof2dot --label own,file --label calls");
    assert_int_equal(options.request.style.fields,
                     FIELD_OWN_TIME | FIELD_OWN_SHARE | FIELD_PLACE | FIELD_CALLS);
    options_free(&options);
}

static void looks_are_chosen_by_words(void **state)
{
    (void)state;
    struct options options =
        parsed("prof2dot --theme dark --size-by own --cluster package --rankdir RL --color-by own "
               "--transparent --source never --id-prefix fig1_ --rescale");
    assert_int_equal(options.request.style.palette.theme, THEME_DARK);
    assert_false(options.request.style.both_themes);
    assert_true(options.request.style.size_by_own && options.request.style.color_by_own);
    assert_true(options.request.style.transparent && options.request.source == SOURCE_NEVER &&
                options.request.rescale);
    assert_int_equal(options.request.style.cluster, CLUSTER_PACKAGE);
    assert_int_equal(options.request.style.direction, DIRECTION_LEFT);
    assert_string_equal(options.request.style.id_prefix, "fig1_");
    options_free(&options);
    options = parsed("prof2dot --theme dark --theme auto --cluster module --cluster none");
    assert_int_equal(options.request.style.palette.theme, THEME_LIGHT);
    assert_true(options.request.style.both_themes);
    assert_int_equal(options.request.style.cluster, CLUSTER_NONE);
    options_free(&options);
}

static void lists_of_what_to_hide_are_taken_apart(void **state)
{
    (void)state;
    static const char *const expected[] = {"stdlib", "a b", "site", "test_*"};
    char *words[] = {"prof2dot", "--hide=stdlib,  a b,,site", "--hide", ",test_*,", "--own", "acme",
                     NULL};
    struct options options;
    struct error error = {0};
    assert_true(parse_options((int)COUNT(words) - 1, words, &options, &error));
    assert_int_equal(options.request.filter.hide.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_string_equal(options.request.filter.hide.items[i], expected[i]);
    assert_int_equal(options.request.filter.own.count, 1);
    options_free(&options);
    char *nothing[] = {"prof2dot", "--hide", " ,", NULL};
    assert_false(parse_options(3, nothing, &options, &error));
    assert_contains(error.message, "--hide takes a list of");
    options_free(&options);
}

static void assert_link(const char *link, const char *revision, const char *message)
{
    char *words[] = {"prof2dot",       "--link", (char *)link, revision ? "--rev" : NULL,
                     (char *)revision, NULL};
    struct options options;
    struct error error = {0};
    bool ok = parse_options(revision ? 5 : 3, words, &options, &error);
    if (ok != (message == NULL))
        fail_msg("%s: %s", link, error.message);
    if (!ok) {
        assert_int_equal(error.code, ERROR_USAGE);
        assert_contains(error.message, message);
    }
    options_free(&options);
}

static void links_lead_to_the_web_to_files_and_editors_only(void **state)
{
    (void)state;
    static const char *const good[] = {
        "http://x.org/{path}",
        "https://x.org/a?b=c&d=%7B#L{line}",
        "file://{abspath}",
        "vscode://file{abspath}:{line}",
        "vscode-insiders://file{abspath}",
        "vscodium://file{abspath}",
        "cursor://file{abspath}",
        "zed://file{abspath}",
        "idea://open?file={abspath}&line={line}",
        "pycharm://open?file={abspath}",
        "jetbrains://idea/navigate/reference?path={path}:{line}",
        "https://x.org/no/placeholder}",
    };
    static const char *const bad[] = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "javascript://x.org/%0aalert(1)",
        " https://x.org/",
        "HTTPS://x.org/",
        "https:/x.org",
        "//x.org/{path}",
        "ftp://x.org",
        "{path}",
        "blob:https://x.org/",
        "",
    };
    static const char *const odd[] = {
        "https://x.org/ {path}",  "https://x.org/\"{path}", "https://x.org/<{path}",
        "https://x.org/\n{path}", "https://x.org/é{path}",  "https://x.org/\\{path}",
    };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_link(good[i], NULL, NULL);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_link(bad[i], NULL, "--link takes a URL that begins with http://, https://, file://");
    for (size_t i = 0; i < COUNT(odd); i++)
        assert_link(odd[i], NULL, "--link takes a URL in which blanks");
}

static void placeholders_of_links_are_checked(void **state)
{
    (void)state;
    static const char *const unknown[] = {"{file}", "{}", "{Path}", "{path", "{{path}}", "{rev"};
    assert_link("https://x.org/{rev}/{path}", "v1.0", NULL);
    assert_link("https://x.org/{rev}/{path}", NULL,
                "--link has {rev} in it: say with --rev what stands there");
    for (size_t i = 0; i < COUNT(unknown); i++) {
        struct buf link = {0};
        buf_format(&link, "https://x.org/{path}/%s", unknown[i]);
        assert_link(link.data, "v1.0",
                    "--link fills in {path}, {abspath}, {line} and {rev}, not '{");
        buf_free(&link);
    }
}

static void prefixes_of_ids_are_words(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "1a",
                                      "_a",
                                      "a-b",
                                      "a b",
                                      "a.b",
                                      "a\"",
                                      "é",
                                      "a<",
                                      "a{",
                                      ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                       "aaaaaa")};
    for (size_t i = 0; i < COUNT(bad); i++) {
        char *words[] = {"prof2dot", "--id-prefix", (char *)bad[i], NULL};
        struct options options;
        struct error error = {0};
        assert_false(parse_options(3, words, &options, &error));
        assert_contains(error.message, "--id-prefix takes a letter, then letters, digits and _");
        options_free(&options);
    }
    struct options options = parsed("prof2dot --id-prefix Fig_1");
    assert_string_equal(options.request.style.id_prefix, "Fig_1");
    options_free(&options);
}

static void gprof2dots_command_lines_are_understood(void **state)
{
    (void)state;
    struct options options = parsed("gprof2dot -f pstats -n 0.1 -e 0.05 --skew 0.1 -c pink -s -w "
                                    "--colour-nodes-by-selftime --show-samples out.prof -o x.png");
    assert_string_equal(options.request.outputs[0].format->name,
                        "dot"); /* gprof2dot writes nothing else */
    assert_int_equal(options.request.style.palette.kind, PALETTE_PINK);
    assert_int_equal(options.request.select.max_nodes, 0);
    assert_true(options.request.style.color_by_own);
    options_free(&options);
    options =
        parsed("/usr/local/bin/gprof2dot.py --node-label total-time --node-label self-time x");
    assert_int_equal(options.request.style.palette.kind, PALETTE_COLOR);
    assert_int_equal(options.request.style.fields, FIELD_TOTAL_TIME | FIELD_OWN_TIME);
    options_free(&options);
    options = parsed("prof2dot --depth=-1 --total callratios x");
    assert_int_equal(options.request.select.depth, SELECT_NO_DEPTH);
    options_free(&options);
}

static void what_makes_no_sense_is_refused_by_name(void **state)
{
    (void)state;
    static const char *const samples[][2] = {
        {"prof2dot --nope", "no such option: --nope"},
        {"prof2dot -X", "no such option: -X"},
        {"prof2dot -wX", "no such option: -X"},
        {"prof2dot --", NULL},
        {"prof2dot --=5", "no such option"},
        {"prof2dot --co hot", "--co could be several options"},
        {"prof2dot --wrap=5", "--wrap takes no value"},
        {"prof2dot -n", "-n wants a value"},
        {"prof2dot --node-thres", "--node-thres wants a value"},
        {"prof2dot -n abc", "--node-thres takes a percentage from 0 to 100, not 'abc'"},
        {"prof2dot -n 101", "not '101'"},
        {"prof2dot -n -1", "not '-1'"},
        {"prof2dot -n nan", "not 'nan'"},
        {"prof2dot -n inf", "not 'inf'"},
        {"prof2dot -n _", "not ''"},
        {"prof2dot -n 5x", "not '5x'"},
        {"prof2dot -T pdf", "not 'pdf'"},
        {"prof2dot -o x.pdf", ".pdf"},
        {"prof2dot --dpi 9", "not '9'"},
        {"prof2dot --dpi 1e9", "not '1e9'"},
        {"prof2dot --max-nodes 1.5", "a whole number"},
        {"prof2dot --max-nodes -1", "a whole number"},
        {"prof2dot --max-nodes 1e300", "a whole number"},
        {"prof2dot --depth x", "--depth takes"},
        {"prof2dot --depth -2", "--depth takes"},
        {"prof2dot -c rainbow", "hot, safe"},
        {"prof2dot --color-by speed", "total or own"},
        {"prof2dot --skew 0", "a positive number"},
        {"prof2dot --label own,colour", "not 'own,colour'"},
        {"prof2dot --node-label own", "self-time"},
        {"prof2dot --layout-timeout 0", "seconds"},
        {"prof2dot -f perf", "pstats"},
        {"prof2dot --theme black", "--theme takes light, dark or auto, not 'black'"},
        {"prof2dot --theme AUTO", "not 'AUTO'"},
        {"prof2dot --size-by total", "--size-by takes none or own, not 'total'"},
        {"prof2dot --cluster file", "--cluster takes none, module, package or origin"},
        {"prof2dot --rankdir lr", "--rankdir takes TB, LR, BT or RL, not 'lr'"},
        {"prof2dot --source yes", "--source takes auto, never or embed, not 'yes'"},
        {"prof2dot --sort calls,speed", "not 'calls,speed'"},
        {"prof2dot --rev _", "--rev takes a branch, tag or commit"},
        {"prof2dot --rev v\t1", "--rev takes"},
        {"prof2dot --transparent=1", "--transparent takes no value"},
        {"prof2dot --anonymize=1", "--anonymize takes no value"},
        {"prof2dot --anonymize -T text", "--anonymize is for pictures and JSON"},
        {"prof2dot --anonymize -o x.svg -o x.pstats", "would tell all names"},
        {"prof2dot --anonymize -o x.svg -o x.json", NULL},
        {"prof2dot --hide", "--hide wants a value: WHAT"},
        {"prof2dot --show", "--show could be several options"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct options options;
        struct error error = {0};
        bool ok = parse(samples[i][0], &options, &error);
        if (ok != (samples[i][1] == NULL))
            fail_msg("%s: %s", samples[i][0], error.message);
        if (!ok) {
            assert_int_equal(error.code, ERROR_USAGE);
            assert_contains(error.message, samples[i][1]);
        }
        options_free(&options);
    }
}

static void every_option_can_be_found_and_is_in_the_help(void **state)
{
    (void)state;
    struct buf help = {0};
    help_options(&help);
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];
        char shown[64];
        snprintf(shown, sizeof shown, "--%s", option->name);
        if (option->help)
            assert_contains(help.data, shown);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(option->name, option_table[j].name);
            assert_true(!option->letter || option->letter != option_table[j].letter);
        }
    }
    buf_free(&help);
}

static void the_help_fits_a_terminal(void **state)
{
    (void)state;
    struct buf help = {0};
    help_options(&help);
    for (struct str rest = buf_slice(&help); rest.size;) {
        size_t end = str_find(rest, '\n');
        assert_true(end < 100 && (end == 0 || rest.data[end - 1] != ' '));
        rest = str_from(rest, end + 1);
    }
    buf_free(&help);
}

static size_t lines_of(const struct buf *text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text->size; i++)
        lines += text->data[i] == '\n';
    return lines;
}

static void each_topic_of_the_help_is_a_screen(void **state)
{
    (void)state;
    static const char *const words[] = {"output", "input", "choice",    "filters",
                                        "tables", "look",  "documents", "budgets",
                                        "run",    "other", "gprof2dot"};
    struct buf text = {0}, all = {0};
    help_short(&text);
    assert_true(lines_of(&text) <= 40);
    assert_contains(text.data, "prof2dot run script.py");
    help_options(&all);
    size_t listed = 0;
    assert_int_equal(COUNT(words), GROUPS);
    for (size_t i = 0; i < COUNT(words); i++) {
        assert_contains(text.data, words[i]);
        struct buf topic = {0};
        assert_true(help_topic(words[i], &topic));
        assert_in_range(lines_of(&topic), 2, 40);
        assert_contains(all.data, topic.data);
        listed += topic.size;
        buf_free(&topic);
    }
    assert_true(listed < all.size && listed > all.size * 9 / 10);
    struct error error = {0};
    assert_false(help_topic("tabels", &all));
    assert_false(help_refuse("tabels", &error));
    assert_contains(error.message, "did you mean tables?");
    buf_free(&all);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_defaults_are_those_of_the_help),
        cmocka_unit_test(values_may_stand_in_every_form),
        cmocka_unit_test(after_two_dashes_all_are_files),
        cmocka_unit_test(endings_choose_formats),
        cmocka_unit_test(patterns_add_up),
        cmocka_unit_test(labels_take_the_place_of_the_default_ones),
        cmocka_unit_test(looks_are_chosen_by_words),
        cmocka_unit_test(lists_of_what_to_hide_are_taken_apart),
        cmocka_unit_test(links_lead_to_the_web_to_files_and_editors_only),
        cmocka_unit_test(placeholders_of_links_are_checked),
        cmocka_unit_test(prefixes_of_ids_are_words),
        cmocka_unit_test(gprof2dots_command_lines_are_understood),
        cmocka_unit_test(what_makes_no_sense_is_refused_by_name),
        cmocka_unit_test(every_option_can_be_found_and_is_in_the_help),
        cmocka_unit_test(the_help_fits_a_terminal),
        cmocka_unit_test(each_topic_of_the_help_is_a_screen),
    };
    return RUN(tests);
}
