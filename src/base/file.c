#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/stream.h"

enum { READ_STEP = 1 << 16 };

/* A hundred thousand long paths take a tenth of it; an endless stream (a device) ends here. */
enum { FILE_LIMIT = 256 << 20 };

static bool refused(struct error *error, const char *what)
{
    int code = errno;
    char reason[128] = "unknown error";
    strerror_r(code, reason, sizeof reason);
    return error_set(error, code == EPIPE ? ERROR_PIPE : ERROR_IO, "%s: %s", what, reason);
}

bool file_read(const char *path, struct buf *bytes, struct error *error)
{
    struct stream stream;
    size_t got = 1;
    bool ok = stream_open(path, &stream, error);
    while (ok && got) {
        buf_reserve(bytes, READ_STEP);
        ok = stream_read(&stream, bytes->data + bytes->size, READ_STEP, &got, error);
        bytes->size += got;
        bytes->data[bytes->size] = '\0';
        if (bytes->size > FILE_LIMIT)
            ok = error_set(error, ERROR_INPUT, "more than 256 MiB");
    }
    stream_close(&stream);
    return ok;
}

static bool write_all(int descriptor, struct str bytes, struct error *error)
{
    while (bytes.size) {
        ssize_t put = write(descriptor, bytes.data, bytes.size);
        if (put < 0 && stream_may_retry(descriptor, POLLOUT))
            continue;
        if (put < 0)
            return refused(error, "cannot write");
        if (put == 0)
            return error_set(error, ERROR_IO, "cannot write: the system takes no more bytes");
        bytes = str_from(bytes, (size_t)put);
    }
    return true;
}

/* Puts on the disk what was written. Some file systems cannot: not an error. */
static bool settle(int descriptor)
{
    int result;
    do
        result = fsync(descriptor);
    while (result < 0 && errno == EINTR);
    return result == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
}

/* close() is where NFS and quotas report a failed write. Interrupted, it has closed all the same.
 */
static bool write_and_close(int descriptor, struct str bytes, bool is_kept, struct error *error)
{
    bool ok = write_all(descriptor, bytes, error);
    if (ok && is_kept && !settle(descriptor))
        ok = refused(error, "cannot write");
    if (close(descriptor) < 0 && errno != EINTR && ok)
        ok = refused(error, "cannot write");
    return ok;
}

/* Puts a new name on the disk. A folder that may be written to but not read cannot be opened. */
static bool settle_folder(const char *path, struct error *error)
{
    struct buf folder = {0};
    const char *slash = strrchr(path, '/');
    if (slash)
        buf_bytes(&folder, path, (size_t)(slash - path) + 1);
    else
        buf_char(&folder, '.');
    int descriptor = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = descriptor < 0 || settle(descriptor) || refused(error, "cannot write its folder");
    if (descriptor >= 0)
        close(descriptor);
    buf_free(&folder);
    return ok;
}

/* The temporary file's name is short whatever the name of the file. */
static void temporary_name(const char *path, struct buf *name)
{
    const char *slash = strrchr(path, '/');
    if (slash)
        buf_bytes(name, path, (size_t)(slash - path) + 1);
    buf_text(name, ".p2dXXXXXX");
}

/* Signals that would end the program wait until no temporary file is left. */
static void hold_signals(sigset_t *before)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t held;
    sigemptyset(&held);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaddset(&held, signals[i]);
    sigprocmask(SIG_BLOCK, &held, before);
}

static bool write_beside(const char *path, mode_t mode, struct str bytes, struct error *error)
{
    struct buf temporary = {0};
    sigset_t before;
    temporary_name(path, &temporary);
    hold_signals(&before);
    int descriptor = mkstemp(temporary.data);
    bool ok = descriptor >= 0 || refused(error, "cannot create a file beside it");
    if (ok) {
        fchmod(descriptor, mode); /* some file systems have no modes */
        ok = write_and_close(descriptor, bytes, true, error);
        if (ok && rename(temporary.data, path) < 0)
            ok = refused(error, "cannot put it in place");
        if (!ok)
            unlink(temporary.data);
    }
    ok = ok && settle_folder(path, error);
    sigprocmask(SIG_SETMASK, &before, NULL);
    buf_free(&temporary);
    return ok;
}

static bool write_through(const char *path, struct str bytes, struct error *error)
{
    int descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    return descriptor < 0 ? refused(error, "cannot open to write")
                          : write_and_close(descriptor, bytes, false, error);
}

static mode_t mode_of_new_files(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Whether a name like /dev/stdout stands for a stream that is open already; its descriptor, or -1.
 */
static int standard_stream(const struct stat *status)
{
    for (int descriptor = STDOUT_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        struct stat stream;
        if (fstat(descriptor, &stream) == 0 && stream.st_dev == status->st_dev &&
            stream.st_ino == status->st_ino)
            return descriptor;
    }
    return -1;
}

/* Replaces the path of a symbolic link by the path that it leads to; false where it is none. */
static bool follow(struct buf *path)
{
    char target[PATH_MAX];
    ssize_t size = readlink(path->data, target, sizeof target);
    if (size < 0 || size == sizeof target)
        return false;
    const char *slash = strrchr(path->data, '/');
    buf_cut(path, slash && target[0] != '/' ? (size_t)(slash - path->data) + 1 : 0);
    buf_bytes(path, target, (size_t)size);
    return true;
}

/* Links that lead to links: as many as Linux follows. */
enum { MOST_LINKS = 40 };

/* Writes what stands at no path yet. Of a link to nowhere, its target is made. */
static bool write_new(const char *path, struct str bytes, struct error *error)
{
    struct buf target = {0};
    buf_text(&target, path);
    for (int links = 0; links < MOST_LINKS && follow(&target); links++)
        continue;
    bool ok = write_beside(target.data, mode_of_new_files(), bytes, error);
    buf_free(&target);
    return ok;
}

bool file_write(const char *path, struct str bytes, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, bytes, error);
    struct stat status;
    if (stat(path, &status) < 0)
        return errno == ENOENT ? write_new(path, bytes, error) : refused(error, "cannot write");
    int stream = standard_stream(&status);
    if (stream >= 0)
        return write_all(stream, bytes, error);
    if (!S_ISREG(status.st_mode))
        return write_through(path, bytes, error);
    char *target = access(path, W_OK) == 0 ? realpath(path, NULL) : NULL;
    if (!target)
        return refused(error, "cannot write");
    bool ok = write_beside(target, status.st_mode & 07777, bytes, error);
    free(target);
    return ok;
}

bool file_is_terminal(const char *path)
{
    struct stat status;
    if (strcmp(path, "-") == 0)
        return isatty(STDOUT_FILENO);
    if (stat(path, &status) < 0 || !S_ISCHR(status.st_mode))
        return false;
    int descriptor = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    bool is_terminal = descriptor >= 0 && isatty(descriptor);
    if (descriptor >= 0)
        close(descriptor);
    return is_terminal;
}

struct file_identity file_identify(const char *path, int standard)
{
    struct stat status;
    int found = strcmp(path, "-") == 0 ? fstat(standard, &status) : stat(path, &status);
    if (found < 0 || !(S_ISREG(status.st_mode) || S_ISBLK(status.st_mode)))
        return (struct file_identity){0};
    return (struct file_identity){true, status.st_dev, status.st_ino};
}

bool file_is_same(const struct file_identity *a, const struct file_identity *b)
{
    return a->keeps_bytes && b->keeps_bytes && a->device == b->device && a->inode == b->inode;
}
