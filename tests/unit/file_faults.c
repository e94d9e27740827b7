/* What the system may do to a write, and the order in which a file gets to the disk: this program's
   write, poll, fsync and rename stand in for the system's. */
#define _DEFAULT_SOURCE /* keeps <unistd.h> whole beside _XOPEN_SOURCE */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "unit.h"

/* What was asked of the system, a word a call; and what write does at its first calls: 'i'
   interrupted, 'a' would wait, '0' takes nothing, 's' takes one byte. */
static struct {
    char calls[256];
    const char *script;
    int fsync_error;
} system_seam;

static void note(const char *call)
{
    if (!system_seam.script)
        return;
    strncat(system_seam.calls, call, sizeof system_seam.calls - strlen(system_seam.calls) - 1);
}

static ssize_t refuse(int code)
{
    errno = code;
    return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    struct iovec part = {(void *)(uintptr_t)bytes, size};
    note("write ");
    switch (system_seam.script && *system_seam.script ? *system_seam.script++ : ' ') {
    case 'i':
        return refuse(EINTR);
    case 'a':
        return refuse(EAGAIN);
    case '0':
        return 0;
    case 's':
        part.iov_len = 1;
    }
    return writev(descriptor, &part, 1);
}

int poll(struct pollfd *pipes, nfds_t count, int timeout)
{
    (void)pipes, (void)count, (void)timeout;
    note("poll ");
    return 1;
}

int fsync(int descriptor)
{
    struct stat status;
    assert_int_equal(fstat(descriptor, &status), 0);
    note(S_ISDIR(status.st_mode) ? "fsync-folder " : "fsync ");
    return system_seam.fsync_error ? (int)refuse(system_seam.fsync_error) : 0;
}

int rename(const char *old, const char *new)
{
    note("rename ");
    return renameat(AT_FDCWD, old, AT_FDCWD, new);
}

/* Writes "text" into a new folder by a script; whether it could, and leaves what the file holds. */
static bool write_by(const char *script, int fsync_error, char holds[16])
{
    char folder[] = "/tmp/prof2dot-faults-XXXXXX", path[64];
    struct error error = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/out", folder);
    system_seam.calls[0] = '\0';
    system_seam.script = script;
    system_seam.fsync_error = fsync_error;
    bool ok = file_write(path, STR("text"), &error);
    system_seam.script = NULL;
    memset(holds, 0, 16);
    int descriptor = open(path, O_RDONLY);
    if (descriptor >= 0) {
        assert_true(read(descriptor, holds, 15) >= 0);
        close(descriptor);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
    if (!ok)
        assert_int_equal(error.code, ERROR_IO);
    return ok;
}

static void file_and_folder_are_put_on_the_disk(void **state)
{
    char holds[16];
    (void)state;
    assert_true(write_by("", 0, holds));
    assert_string_equal(holds, "text");
    assert_string_equal(system_seam.calls, "write fsync rename fsync-folder ");
}

static void a_disk_that_fails_keeps_the_name_free(void **state)
{
    char holds[16];
    (void)state;
    assert_false(write_by("", EIO, holds));
    assert_string_equal(holds, "");
    assert_string_equal(system_seam.calls, "write fsync ");
}

static void a_file_system_without_fsync_will_do(void **state)
{
    char holds[16];
    (void)state;
    assert_true(write_by("", EINVAL, holds));
    assert_string_equal(holds, "text");
}

static void interrupted_writes_go_on(void **state)
{
    char holds[16];
    (void)state;
    assert_true(write_by("isias", 0, holds));
    assert_string_equal(holds, "text");
    assert_string_equal(system_seam.calls,
                        "write write write write poll write write fsync rename fsync-folder ");
}

static void a_write_of_nothing_is_an_error(void **state)
{
    char holds[16];
    (void)state;
    assert_false(write_by("s0", 0, holds));
    assert_string_equal(holds, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_and_folder_are_put_on_the_disk),
        cmocka_unit_test(a_disk_that_fails_keeps_the_name_free),
        cmocka_unit_test(a_file_system_without_fsync_will_do),
        cmocka_unit_test(interrupted_writes_go_on),
        cmocka_unit_test(a_write_of_nothing_is_an_error),
    };
    return RUN(tests);
}
