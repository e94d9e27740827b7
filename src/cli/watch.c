#include "cli/watch.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/memory.h"
#include "cli/open.h"
#include "cli/pipeline.h"
#include "cli/say.h"

/* What tells a file from the same file a while ago. */
struct stamp {
    dev_t device;
    ino_t file;
    off_t size;
    struct timespec changed;
};

static void take_stamps(const struct options *options, struct stamp *stamps)
{
    for (size_t i = 0; i < options->input_count; i++) {
        struct stat state;
        memset(&stamps[i], 0, sizeof stamps[i]);
        if (stat(options->inputs[i], &state) < 0)
            continue;
        stamps[i].device = state.st_dev;
        stamps[i].file = state.st_ino;
        stamps[i].size = state.st_size;
        stamps[i].changed = state.st_mtim;
    }
}

static void rest(void)
{
    struct timespec while_ = {0, 250000000};
    nanosleep(&while_, NULL);
}

static bool check(const struct options *options, struct error *error)
{
    bool reads_files = options->input_count > 0 && !options->files_from;
    for (size_t i = 0; i < options->input_count; i++)
        reads_files &= strcmp(options->inputs[i], "-") != 0;
    return reads_files ||
           error_set(error, ERROR_USAGE, "--watch wants the names of profiles, not a stream");
}

int watch_run(const struct options *options)
{
    struct error error = {0};
    if (!check(options, &error))
        return say_error(NULL, &error);
    size_t bytes = options->input_count * sizeof(struct stamp);
    struct stamp *made = memory_new(options->input_count, sizeof *made);
    struct stamp *before = memory_new(options->input_count, sizeof *before);
    struct stamp *now = memory_new(options->input_count, sizeof *now);
    take_stamps(options, made);
    if (pipeline_run(options) == 0)
        open_report(options);
    for (memcpy(before, made, bytes);; memcpy(before, now, bytes)) {
        rest();
        take_stamps(options, now);
        bool rests = memcmp(now, before, bytes) == 0;
        if (!rests || memcmp(now, made, bytes) == 0)
            continue;
        memcpy(made, now, bytes);
        if (pipeline_run(options) == 0)
            say_note(STR("made again"));
    }
}
