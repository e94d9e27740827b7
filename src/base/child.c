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
static void limit_all(uint64_t memory_bytes)
{
    struct rusage used = {0};
    getrusage(RUSAGE_SELF, &used);
    limit(RLIMIT_CORE, 0);
    if (!UNDER_ADDRESS_SANITIZER)
        limit(RLIMIT_AS, memory_bytes + (uint64_t)used.ru_maxrss * 1024);
}

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

/* Pairs of descriptors: [0] to read from, [1] to write to. */
struct pipes {
    int input[2], output[2], complaints[2];
};

static bool open_pipes(struct pipes *pipes)
{
    if (pipe(pipes->input) < 0)
        return false;
    if (pipe(pipes->output) == 0) {
        if (pipe(pipes->complaints) == 0)
            return true;
        close_both(pipes->output);
    }
    close_both(pipes->input);
    return false;
}

static void become_child(int (*work)(int, int), uint64_t memory_bytes, const struct pipes *pipes)
{
    close(pipes->input[1]);
    close(pipes->output[0]);
    close(pipes->complaints[0]);
    dup2(pipes->complaints[1], STDERR_FILENO);
    limit_all(memory_bytes);
    _exit(work(pipes->input[0], pipes->output[1]));
}

bool child_start(int (*work)(int input, int output), uint64_t memory_bytes, struct child *child,
                 struct error *error)
{
    struct pipes pipes;
    *child = (struct child){0};
    if (!open_pipes(&pipes))
        return error_set(error, ERROR_RENDER, "cannot make a pipe: %s", strerror(errno));
    pid_t process = fork();
    if (process == 0)
        become_child(work, memory_bytes, &pipes);
    if (process < 0) {
        error_set(error, ERROR_RENDER, "cannot start a process: %s", strerror(errno));
        close_both(pipes.input);
        close_both(pipes.output);
        close_both(pipes.complaints);
        return false;
    }
    close(pipes.input[0]);
    close(pipes.output[1]);
    close(pipes.complaints[1]);
    fcntl(pipes.input[1], F_SETFL, O_NONBLOCK);
    *child = (struct child){process, pipes.input[1], pipes.output[0], pipes.complaints[0]};
    return true;
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

/* Hands over what the pipe takes now; false when all is done or the child does not want more. */
static bool give(int descriptor, struct str *input)
{
    ssize_t put = input->size ? write(descriptor, input->data, input->size) : 0;
    if (put < 0)
        return errno == EINTR || errno == EAGAIN;
    *input = str_from(*input, (size_t)put);
    return input->size > 0;
}

static void end(struct pollfd *pipe)
{
    close(pipe->fd);
    pipe->fd = -1;
}

enum { INPUT, OUTPUT, COMPLAINT, PIPES };

/* Does what the pipes are ready for, and closes those that are done with. */
static void serve_ready(struct pollfd *pipes, struct str *input, struct child_result *result)
{
    if (pipes[INPUT].revents && !give(pipes[INPUT].fd, input))
        end(&pipes[INPUT]);
    if (pipes[OUTPUT].revents && !take(pipes[OUTPUT].fd, &result->output, 0))
        end(&pipes[OUTPUT]);
    if (pipes[COMPLAINT].revents && !take(pipes[COMPLAINT].fd, &result->complaints, COMPLAINTS))
        end(&pipes[COMPLAINT]);
    for (int i = 0; i < PIPES; i++)
        pipes[i].revents = 0;
}

/* Serves the three pipes until the child has closed its own or time is over. */
static void serve(struct child *child, struct str input, double deadline,
                  struct child_result *result)
{
    struct pollfd pipes[PIPES] = {{.fd = child->input, .events = POLLOUT},
                                  {.fd = child->output, .events = POLLIN},
                                  {.fd = child->complaints, .events = POLLIN}};
    while (pipes[OUTPUT].fd >= 0 || pipes[COMPLAINT].fd >= 0) {
        double left = deadline - now();
        result->timed_out = left <= 0;
        if (result->timed_out || (poll(pipes, PIPES, (int)(left * 1000) + 1) < 0 && errno != EINTR))
            break;
        serve_ready(pipes, &input, result);
    }
    for (int i = 0; i < PIPES; i++)
        if (pipes[i].fd >= 0)
            end(&pipes[i]);
}

static void note_status(int status, struct child_result *result)
{
    if (WIFSIGNALED(status))
        result->signal = WTERMSIG(status);
    else
        result->status = WEXITSTATUS(status);
}

/* A child that has closed its pipes ends at once, or hangs: it is given what time is left. */
static void reap(pid_t process, double deadline, struct child_result *result)
{
    static const struct timespec pause = {0, 500000};
    int status = 0;
    pid_t ended = 0;
    while (!result->timed_out && (ended = waitpid(process, &status, WNOHANG)) == 0) {
        result->timed_out = now() > deadline;
        nanosleep(&pause, NULL);
    }
    if (ended != process) {
        kill(process, SIGKILL);
        while (waitpid(process, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    note_status(status, result);
}

void child_finish(struct child *child, struct str input, double seconds,
                  struct child_result *result)
{
    *result = (struct child_result){0};
    double deadline = now() + seconds;
    serve(child, input, deadline, result);
    reap(child->process, deadline, result);
    *child = (struct child){0};
}

void child_drop(struct child *child)
{
    struct child_result result = {.timed_out = true};
    if (!child->process)
        return;
    close(child->input);
    close(child->output);
    close(child->complaints);
    reap(child->process, 0, &result);
    *child = (struct child){0};
}

void child_free(struct child_result *result)
{
    buf_free(&result->output);
    buf_free(&result->complaints);
}
