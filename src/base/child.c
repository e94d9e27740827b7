#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 1 << 16, COMPLAINTS = 4096 };

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef UNDER_ADDRESS_SANITIZER
#define UNDER_ADDRESS_SANITIZER 0
#endif

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void limit(int resource, uint64_t most)
{
    struct rlimit value;
    if (getrlimit(resource, &value) < 0)
        return;
    if (value.rlim_max == RLIM_INFINITY || most < value.rlim_max) {
        value.rlim_cur = value.rlim_max = (rlim_t)most;
        setrlimit(resource, &value);
    }
}

/* Address space counts what this process already has: its peak stands in for it. */
static void limit_all(const struct child_limits *limits)
{
    struct rusage used = {0};
    getrusage(RUSAGE_SELF, &used);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (uint64_t)limits->seconds + 2);
    if (!UNDER_ADDRESS_SANITIZER)
        limit(RLIMIT_AS, limits->memory_bytes + (uint64_t)used.ru_maxrss * 1024);
}

/* Appends what there is to read; false at the end. Beyond `most` bytes it reads and drops. */
static bool take(int descriptor, struct buf *into, size_t most)
{
    buf_reserve(into, STEP);
    ssize_t got = read(descriptor, into->data + into->size, STEP);
    if (got < 0)
        return errno == EINTR;
    into->size += (size_t)got;
    into->data[into->size] = '\0';
    if (most)
        buf_cut(into, most);
    return got > 0;
}

/* Reads both pipes until they end or time is over. */
static void listen(int output, int complaints, double deadline, struct child_result *result)
{
    struct pollfd pipes[2] = {{.fd = output, .events = POLLIN}, {.fd = complaints, .events = POLLIN}};
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
        double left = deadline - now();
        if (left <= 0) {
            result->timed_out = true;
            return;
        }
        if (poll(pipes, 2, (int)(left * 1000) + 1) < 0 && errno != EINTR)
            return;
        if (pipes[0].fd >= 0 && pipes[0].revents && !take(output, &result->output, 0))
            pipes[0].fd = -1;
        if (pipes[1].fd >= 0 && pipes[1].revents &&
            !take(complaints, &result->complaints, COMPLAINTS))
            pipes[1].fd = -1;
        pipes[0].revents = pipes[1].revents = 0;
    }
}

static void reap(pid_t child, struct child_result *result)
{
    int status = 0;
    if (result->timed_out)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        result->signal = WTERMSIG(status);
    else
        result->status = WEXITSTATUS(status);
    if (result->signal == SIGXCPU)
        result->timed_out = true;
}

static bool refused(struct error *error, const char *what)
{
    return error_set(error, ERROR_RENDER, "%s: %s", what, strerror(errno));
}

bool child_run(int (*work)(const void *argument, int output), const void *argument,
               const struct child_limits *limits, struct child_result *result,
               struct error *error)
{
    int output[2], complaints[2];
    *result = (struct child_result){0};
    if (pipe(output) < 0)
        return refused(error, "cannot make a pipe");
    if (pipe(complaints) < 0) {
        close(output[0]);
        close(output[1]);
        return refused(error, "cannot make a pipe");
    }
    pid_t child = fork();
    if (child == 0) {
        close(output[0]);
        close(complaints[0]);
        dup2(complaints[1], STDERR_FILENO);
        limit_all(limits);
        _exit(work(argument, output[1]));
    }
    close(output[1]);
    close(complaints[1]);
    if (child > 0) {
        listen(output[0], complaints[0], now() + limits->seconds, result);
        reap(child, result);
    }
    close(output[0]);
    close(complaints[0]);
    return child > 0 || refused(error, "cannot start a process");
}

void child_free(struct child_result *result)
{
    buf_free(&result->output);
    buf_free(&result->complaints);
}
