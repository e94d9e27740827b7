#include "cli/progress.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/terminal.h"
#include "view/terminal/cells.h"

/* Not by way of stdio: its lock may be held when Graphviz's process is forked off. */
static void print(const char *text, size_t size)
{
    while (size) {
        ssize_t written = write(STDERR_FILENO, text, size);
        if (written <= 0)
            return;
        text += written;
        size -= (size_t)written;
    }
}

/* With blanks, which every terminal knows. */
static void erase(struct progress *progress)
{
    struct buf blanks = {0};
    if (!progress->width)
        return;
    buf_char(&blanks, '\r');
    cells_left(&blanks, STR(""), progress->width);
    buf_char(&blanks, '\r');
    print(blanks.data, blanks.size);
    buf_free(&blanks);
    progress->width = 0;
}

static void show(struct progress *progress)
{
    if (progress->width || !progress->line.size)
        return;
    print(progress->line.data, progress->line.size);
    print("\r", 1); /* messages begin at the line's start */
    progress->width = cells_width(buf_slice(&progress->line));
}

static void *show_late(void *argument)
{
    struct progress *progress = argument;
    pthread_mutex_lock(&progress->lock);
    while (!progress->ends && pthread_cond_timedwait(&progress->changed, &progress->lock,
                                                     &progress->from) != ETIMEDOUT)
        continue;
    while (!progress->ends) {
        show(progress);
        pthread_cond_wait(&progress->changed, &progress->lock);
    }
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

void progress_start(struct progress *progress)
{
    *progress =
        (struct progress){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    clock_gettime(CLOCK_REALTIME, &progress->from);
    progress->from.tv_sec++;
    progress->runs =
        isatty(STDERR_FILENO) && pthread_create(&progress->thread, NULL, show_late, progress) == 0;
}

void progress_tell(struct progress *progress, const char *doing, const char *name)
{
    struct arena arena = {0};
    if (!progress->runs)
        return;
    size_t most = terminal_style_of(STDERR_FILENO, COLOUR_NEVER).width - 1;
    struct buf line = {0};
    buf_format(&line, "prof2dot: %s %s", doing, name);
    struct str shown = utf8_show(&arena, utf8_repair(&arena, buf_slice(&line)));
    shown = cells_cut(shown, most, &arena);
    pthread_mutex_lock(&progress->lock);
    erase(progress);
    buf_cut(&progress->line, 0);
    buf_str(&progress->line, shown);
    pthread_cond_signal(&progress->changed);
    pthread_mutex_unlock(&progress->lock);
    buf_free(&line);
    arena_free(&arena);
}

void progress_clear(struct progress *progress)
{
    if (!progress->runs)
        return;
    pthread_mutex_lock(&progress->lock);
    erase(progress);
    buf_cut(&progress->line, 0);
    pthread_mutex_unlock(&progress->lock);
}

void progress_end(struct progress *progress)
{
    if (progress->runs) {
        progress_clear(progress);
        pthread_mutex_lock(&progress->lock);
        progress->ends = true;
        pthread_cond_signal(&progress->changed);
        pthread_mutex_unlock(&progress->lock);
        pthread_join(progress->thread, NULL);
    }
    buf_free(&progress->line);
}
