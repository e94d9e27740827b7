#include "base/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refused(struct error *error, const char *what)
{
    char reason[128] = "unknown error";
    strerror_r(errno, reason, sizeof reason);
    return error_set(error, ERROR_IO, "%s: %s", what, reason);
}

bool stream_open(const char *path, struct stream *stream, struct error *error)
{
    struct stat status;
    bool is_standard = strcmp(path, "-") == 0;
    stream->expected = 0;
    stream->descriptor = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (stream->descriptor < 0)
        return refused(error, "cannot open");
    if (fstat(stream->descriptor, &status) < 0)
        return refused(error, "cannot read");
    if (S_ISDIR(status.st_mode))
        return error_set(error, ERROR_INPUT, "is a directory; name a profile in it");
    if (S_ISREG(status.st_mode) && status.st_size > 0 && (uint64_t)status.st_size < SIZE_MAX)
        stream->expected = (size_t)status.st_size;
    return true;
}

bool stream_may_retry(int descriptor, short event)
{
    struct pollfd pipe = {.fd = descriptor, .events = event};
    if (errno == EINTR)
        return true;
    return (errno == EAGAIN || errno == EWOULDBLOCK) && (poll(&pipe, 1, -1) > 0 || errno == EINTR);
}

bool stream_read(const struct stream *stream, char *bytes, size_t size, size_t *got,
                 struct error *error)
{
    ssize_t count;
    do
        count = read(stream->descriptor, bytes, size);
    while (count < 0 && stream_may_retry(stream->descriptor, POLLIN));
    *got = count > 0 ? (size_t)count : 0;
    return count >= 0 || refused(error, "cannot read");
}

void stream_close(struct stream *stream)
{
    if (stream->descriptor > STDIN_FILENO)
        close(stream->descriptor);
    stream->descriptor = -1;
}
