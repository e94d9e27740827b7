#include "base/child.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

#define MIB (UINT64_C(1) << 20)

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct child_result run(int (*work)(int, int), struct str input, double seconds)
{
    struct child child;
    struct child_result result;
    struct error error = {0};
    assert_true(child_start(work, 1024 * MIB, &child, &error));
    assert_true(child.process > 0);
    child_finish(&child, input, seconds, &result);
    assert_int_equal(child.process, 0);
    return result;
}

static void say(int descriptor, const char *text)
{
    if (write(descriptor, text, strlen(text)) < 0)
        _exit(77);
}

static int speaks(int input, int output)
{
    (void)input;
    say(output, "well");
    say(STDERR_FILENO, "but");
    return 7;
}

static void output_complaints_and_status_come_back(void **state)
{
    (void)state;
    struct child_result result = run(speaks, STR(""), 20);
    assert_buf(&result.output, "well");
    assert_buf(&result.complaints, "but");
    assert_int_equal(result.status, 7);
    assert_int_equal(result.signal, 0);
    assert_false(result.timed_out);
    child_free(&result);
}

/* Hands back what it gets, a block at a time, and complains about each. */
static int echoes(int input, int output)
{
    char block[5000];
    ssize_t got;
    while ((got = read(input, block, sizeof block)) > 0) {
        if (write(output, block, (size_t)got) != got)
            return 1;
        say(STDERR_FILENO, "another block has come and gone\n");
    }
    return 0;
}

static void more_than_a_pipe_holds_goes_both_ways(void **state)
{
    (void)state;
    struct buf input = {0};
    for (int i = 0; i < 1000000; i++)
        buf_format(&input, "%d,", i);
    struct child_result result = run(echoes, buf_slice(&input), 60);
    assert_int_equal(result.status, 0);
    assert_int_equal(result.output.size, input.size);
    assert_memory_equal(result.output.data, input.data, input.size);
    assert_int_equal(result.complaints.size, 4096);
    child_free(&result);
    buf_free(&input);
}

static int does_not_listen(int input, int output)
{
    close(input);
    say(output, "thanks");
    return 0;
}

static void a_child_need_not_listen(void **state)
{
    (void)state;
    struct buf input = {0};
    for (int i = 0; i < 1000000; i++)
        buf_char(&input, 'x');
    signal(SIGPIPE, SIG_IGN);
    struct child_result result = run(does_not_listen, buf_slice(&input), 20);
    assert_buf(&result.output, "thanks");
    assert_int_equal(result.status, 0);
    child_free(&result);
    buf_free(&input);
}

static int sleeps(int input, int output)
{
    (void)input;
    say(output, "begun");
    sleep(60);
    return 0;
}

static void the_deadline_holds(void **state)
{
    (void)state;
    double start = now();
    struct child_result result = run(sleeps, STR(""), 0.3);
    double taken = now() - start;
    assert_true(result.timed_out);
    assert_int_equal(result.signal, SIGKILL);
    assert_true(taken >= 0.3 && taken < 10);
    assert_buf(&result.output, "begun");
    child_free(&result);
}

static int closes_and_hangs(int input, int output)
{
    (void)input;
    for (int descriptor = 0; descriptor < 64; descriptor++)
        close(descriptor);
    (void)output;
    sleep(6);
    return 0;
}

/* What closes its pipes and goes on is not waited for beyond the deadline. */
static void a_silent_child_does_not_hold_us(void **state)
{
    (void)state;
    double start = now();
    struct child_result result = run(closes_and_hangs, STR(""), 0.3);
    assert_true(now() - start < 5);
    assert_true(result.timed_out);
    child_free(&result);
}

static int ends_by_abort(int input, int output)
{
    (void)input, (void)output;
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    return 0;
}

static int ends_by_kill(int input, int output)
{
    (void)input, (void)output;
    raise(SIGKILL);
    return 0;
}

static void a_signal_is_told(void **state)
{
    (void)state;
    struct child_result result = run(ends_by_abort, STR(""), 20);
    assert_int_equal(result.signal, SIGABRT);
    assert_false(result.timed_out);
    child_free(&result);
    result = run(ends_by_kill, STR(""), 20);
    assert_int_equal(result.signal, SIGKILL);
    assert_false(result.timed_out);
    child_free(&result);
}

static int asks_for_memory(int input, int output)
{
    (void)input, (void)output;
    return malloc(512 * MIB) ? 0 : 3;
}

static void memory_is_limited(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip();
#endif
    struct child child;
    struct child_result result;
    struct error error = {0};
    assert_true(child_start(asks_for_memory, 64 * MIB, &child, &error));
    child_finish(&child, STR(""), 20, &result);
    assert_int_equal(result.status, 3);
    child_free(&result);
}

static void a_child_not_wanted_is_ended(void **state)
{
    (void)state;
    struct child child;
    struct error error = {0};
    double start = now();
    assert_true(child_start(sleeps, 1024 * MIB, &child, &error));
    pid_t process = child.process;
    child_drop(&child);
    assert_true(now() - start < 10);
    assert_int_equal(kill(process, 0), -1); /* there is no such process */
    child_drop(&child);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_complaints_and_status_come_back),
        cmocka_unit_test(more_than_a_pipe_holds_goes_both_ways),
        cmocka_unit_test(a_child_need_not_listen),
        cmocka_unit_test(the_deadline_holds),
        cmocka_unit_test(a_silent_child_does_not_hold_us),
        cmocka_unit_test(a_signal_is_told),
        cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(a_child_not_wanted_is_ended),
    };
    return RUN(tests);
}
