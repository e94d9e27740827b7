#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

/* A temporary folder, and a path in it. */
struct place {
    char folder[64];
    char path[96];
};

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/prof2dot-file-XXXXXX");
    if (!mkdtemp(place->folder))
        return -1;
    snprintf(place->path, sizeof place->path, "%s/out.dot", place->folder);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
    int status = system(command);
    free(place);
    return status;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_holds(const char *path, const char *expected)
{
    struct buf bytes = {0};
    struct error error = {0};
    assert_true(file_read(path, &bytes, &error));
    assert_buf(&bytes, expected);
    buf_free(&bytes);
}

static int files_in(const char *folder)
{
    int count = 0;
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    for (const struct dirent *entry; (entry = readdir(stream));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(stream);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void what_is_written_is_read_again(void **state)
{
    const struct place *place = *state;
    struct buf large = {0}, again = {0};
    struct error error = {0};
    for (int i = 0; i < 300000; i++)
        buf_char(&large, (char)(i * 7));
    assert_true(file_write(place->path, buf_slice(&large), &error));
    assert_true(file_read(place->path, &again, &error));
    assert_int_equal(again.size, large.size);
    assert_memory_equal(again.data, large.data, large.size);
    assert_int_equal(files_in(place->folder), 1);
    buf_free(&large);
    buf_free(&again);
}

/* The target of a link is made where it is missing. */
static void a_link_to_nowhere_leads_somewhere(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    char link[128];
    snprintf(link, sizeof link, "%s/link.dot", place->folder);
    assert_int_equal(symlink("out.dot", link), 0);
    assert_true(file_write(link, STR("new"), &error));
    assert_holds(place->path, "new");
    assert_int_equal(unlink(place->path), 0);
    assert_int_equal(unlink(link), 0);
    assert_int_equal(symlink(place->path, link), 0);
    assert_int_equal(chdir(place->folder), 0);
    assert_true(file_write("link.dot", STR("newer"), &error));
    assert_holds(place->path, "newer");
    assert_int_equal(chdir("/"), 0);
}

static void links_without_an_end_are_an_error(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    char link[128];
    snprintf(link, sizeof link, "%s/link.dot", place->folder);
    assert_int_equal(symlink("link.dot", link), 0);
    assert_false(file_write(link, STR("new"), &error));
    assert_int_equal(files_in(place->folder), 1);
}

static bool same(const char *a, const char *b)
{
    struct file_identity one = file_identify(a, STDIN_FILENO);
    struct file_identity other = file_identify(b, STDIN_FILENO);
    return file_is_same(&one, &other);
}

static void two_names_of_one_file_are_told(void **state)
{
    const struct place *place = *state;
    char link[128], other[128], hard[128];
    snprintf(hard, sizeof hard, "%s/hard.dot", place->folder);
    snprintf(link, sizeof link, "%s/link.dot", place->folder);
    snprintf(other, sizeof other, "%s/other.dot", place->folder);
    put(place->path, "old");
    put(other, "old");
    assert_int_equal(symlink("out.dot", link), 0);
    assert_int_equal(linkat(AT_FDCWD, place->path, AT_FDCWD, hard, 0), 0);
    assert_true(same(place->path, link));
    assert_true(same(hard, link));
    assert_false(same(place->path, other));
    assert_false(same(place->path, "/nonexistent"));
    assert_false(same("/nonexistent", "/nonexistent"));
    assert_false(same("/dev/null", "/dev/null"));
}

static void an_empty_file_is_read_and_written(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    assert_true(file_write(place->path, STR(""), &error));
    assert_holds(place->path, "");
}

static void new_files_obey_the_umask(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    mode_t before = umask(027);
    assert_true(file_write(place->path, STR("x"), &error));
    assert_int_equal(umask(before), 027);
    assert_int_equal(mode_of(place->path), 0640);
}

static void a_replaced_file_keeps_its_mode(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    put(place->path, "old");
    assert_int_equal(chmod(place->path, 0604), 0);
    assert_true(file_write(place->path, STR("new"), &error));
    assert_holds(place->path, "new");
    assert_int_equal(mode_of(place->path), 0604);
}

static void a_link_stays_a_link(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    char link[128], found[128] = {0};
    snprintf(link, sizeof link, "%s/link.dot", place->folder);
    put(place->path, "old");
    assert_int_equal(symlink("out.dot", link), 0);
    assert_true(file_write(link, STR("new"), &error));
    assert_holds(place->path, "new");
    assert_true(readlink(link, found, sizeof found - 1) > 0);
    assert_string_equal(found, "out.dot");
    assert_int_equal(files_in(place->folder), 2);
}

/* Writes 200,000 bytes where no more than 100,000 can be written, as on a full disk. */
static void fail_to_write(const char *path)
{
    struct rlimit before, small;
    struct buf large = {0};
    struct error error = {0};
    for (int i = 0; i < 200000; i++)
        buf_char(&large, 'x');
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){100000, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool ok = file_write(path, buf_slice(&large), &error);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(ok);
    assert_int_equal(error.code, ERROR_IO);
    assert_contains(error.message, "cannot write");
    buf_free(&large);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    const struct place *place = *state;
    put(place->path, "old");
    fail_to_write(place->path);
    assert_holds(place->path, "old");
    assert_int_equal(files_in(place->folder), 1);
}

static void a_failed_write_makes_no_target_of_a_link(void **state)
{
    const struct place *place = *state;
    char link[128];
    snprintf(link, sizeof link, "%s/link.dot", place->folder);
    assert_int_equal(symlink("out.dot", link), 0);
    fail_to_write(link);
    assert_int_equal(access(place->path, F_OK), -1);
    assert_int_equal(files_in(place->folder), 1);
}

static void a_full_device_is_an_error(void **state)
{
    (void)state;
    struct error error = {0};
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_false(file_write("/dev/full", STR("x"), &error));
    assert_int_equal(error.code, ERROR_IO);
    assert_contains(error.message, "No space left");
}

static void a_device_is_written_to_not_replaced(void **state)
{
    (void)state;
    struct error error = {0};
    struct stat status;
    assert_true(file_write("/dev/null", STR("x"), &error));
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

static void a_folder_is_neither_read_nor_written(void **state)
{
    const struct place *place = *state;
    struct buf bytes = {0};
    struct error error = {0};
    assert_false(file_read(place->folder, &bytes, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_contains(error.message, "directory");
    assert_false(file_write(place->folder, STR("x"), &error));
    assert_int_equal(error.code, ERROR_IO);
    buf_free(&bytes);
}

static void what_is_not_there_is_said(void **state)
{
    const struct place *place = *state;
    struct buf bytes = {0};
    struct error error = {0};
    char deep[128];
    assert_false(file_read(place->path, &bytes, &error));
    assert_int_equal(error.code, ERROR_IO);
    assert_contains(error.message, "No such file");
    snprintf(deep, sizeof deep, "%s/none/out.dot", place->folder);
    assert_false(file_write(deep, STR("x"), &error));
    assert_contains(error.message, "No such file");
    buf_free(&bytes);
}

static void a_reader_that_has_gone_is_told_apart(void **state)
{
    const struct place *place = *state;
    struct error error = {0};
    int ends[2];
    char path[64];
    (void)place;
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    bool ok = file_write(path, STR("x"), &error);
    close(ends[1]);
    assert_false(ok);
    assert_int_equal(error.code, ERROR_PIPE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(a_link_to_nowhere_leads_somewhere),
        TEST(two_names_of_one_file_are_told),
        TEST(an_empty_file_is_read_and_written),
        TEST(new_files_obey_the_umask),
        TEST(a_replaced_file_keeps_its_mode),
        TEST(a_link_stays_a_link),
        TEST(a_failed_write_leaves_the_old_file),
        TEST(a_failed_write_makes_no_target_of_a_link),
        TEST(links_without_an_end_are_an_error),
        TEST(a_full_device_is_an_error),
        TEST(a_device_is_written_to_not_replaced),
        TEST(a_folder_is_neither_read_nor_written),
        TEST(what_is_not_there_is_said),
        TEST(a_reader_that_has_gone_is_told_apart),
    };
    return RUN(tests);
}
