#include "python/waiting.h"

#include <stdlib.h>

#include "base/buf.h"
#include "python/naming.h"

/* Sorted by bytes. Names without a module are those that Python's own `profile` writes, and Python
   2. */
static const struct entry {
    const char *name;
    enum waiting waiting;
} entries[] = {
    {"_io.BufferedReader.read", WAITING_FILE},
    {"_io.BufferedReader.read1", WAITING_FILE},
    {"_io.BufferedReader.readinto", WAITING_FILE},
    {"_io.BufferedReader.readline", WAITING_FILE},
    {"_io.FileIO.read", WAITING_FILE},
    {"_io.FileIO.readall", WAITING_FILE},
    {"_io.FileIO.readinto", WAITING_FILE},
    {"_io.TextIOWrapper.read", WAITING_FILE},
    {"_io.TextIOWrapper.readline", WAITING_FILE},
    {"_multiprocessing.SemLock.__enter__", WAITING_LOCK},
    {"_multiprocessing.SemLock.acquire", WAITING_LOCK},
    {"_overlapped.GetQueuedCompletionStatus", WAITING_EVENTS},
    {"_posixsubprocess.fork_exec", WAITING_PROCESS},
    {"_queue.SimpleQueue.get", WAITING_LOCK},
    {"_socket.getaddrinfo", WAITING_NETWORK},
    {"_socket.gethostbyname", WAITING_NETWORK},
    {"_socket.socket.accept", WAITING_NETWORK},
    {"_socket.socket.connect", WAITING_NETWORK},
    {"_socket.socket.recv", WAITING_NETWORK},
    {"_socket.socket.recv_into", WAITING_NETWORK},
    {"_socket.socket.recvfrom", WAITING_NETWORK},
    {"_socket.socket.recvfrom_into", WAITING_NETWORK},
    {"_socket.socket.send", WAITING_NETWORK},
    {"_socket.socket.sendall", WAITING_NETWORK},
    {"_socket.socket.sendto", WAITING_NETWORK},
    {"_ssl._SSLSocket.do_handshake", WAITING_NETWORK},
    {"_ssl._SSLSocket.read", WAITING_NETWORK},
    {"_ssl._SSLSocket.write", WAITING_NETWORK},
    {"_thread.RLock.__enter__", WAITING_LOCK},
    {"_thread.RLock.acquire", WAITING_LOCK},
    {"_thread._ThreadHandle.join", WAITING_THREAD},
    {"_thread.lock.__enter__", WAITING_LOCK},
    {"_thread.lock.acquire", WAITING_LOCK},
    {"_winapi.WaitForMultipleObjects", WAITING_PROCESS},
    {"_winapi.WaitForSingleObject", WAITING_PROCESS},
    {"accept", WAITING_NETWORK},
    {"acquire", WAITING_LOCK},
    {"connect", WAITING_NETWORK},
    {"file.read", WAITING_FILE},
    {"file.readline", WAITING_FILE},
    {"file.readlines", WAITING_FILE},
    {"fork_exec", WAITING_PROCESS},
    {"getaddrinfo", WAITING_NETWORK},
    {"gethostbyname", WAITING_NETWORK},
    {"input", WAITING_PERSON},
    {"nt.waitpid", WAITING_PROCESS},
    {"poll", WAITING_EVENTS},
    {"posix.fdatasync", WAITING_DISK},
    {"posix.fsync", WAITING_DISK},
    {"posix.read", WAITING_FILE},
    {"posix.system", WAITING_PROCESS},
    {"posix.wait", WAITING_PROCESS},
    {"posix.wait3", WAITING_PROCESS},
    {"posix.wait4", WAITING_PROCESS},
    {"posix.waitid", WAITING_PROCESS},
    {"posix.waitpid", WAITING_PROCESS},
    {"raw_input", WAITING_PERSON},
    {"recv", WAITING_NETWORK},
    {"recv_into", WAITING_NETWORK},
    {"select", WAITING_EVENTS},
    {"select.devpoll.poll", WAITING_EVENTS},
    {"select.epoll.poll", WAITING_EVENTS},
    {"select.kqueue.control", WAITING_EVENTS},
    {"select.poll", WAITING_EVENTS},
    {"select.poll.poll", WAITING_EVENTS},
    {"select.select", WAITING_EVENTS},
    {"signal.pause", WAITING_EVENTS},
    {"signal.sigtimedwait", WAITING_EVENTS},
    {"signal.sigwait", WAITING_EVENTS},
    {"signal.sigwaitinfo", WAITING_EVENTS},
    {"sleep", WAITING_SLEEP},
    {"sqlite3.Connection.commit", WAITING_DISK},
    {"thread.lock.acquire", WAITING_LOCK},
    {"time.sleep", WAITING_SLEEP},
    {"waitpid", WAITING_PROCESS},
};

static int compare_names(const void *key, const void *entry)
{
    return str_compare(*(const struct str *)key, str_of(((const struct entry *)entry)->name));
}

enum waiting waiting_of(struct str name)
{
    const struct entry *found =
        bsearch(&name, entries, sizeof entries / sizeof entries[0], sizeof *entries, compare_names);
    return found ? found->waiting : WAITING_NOT;
}

/* A function in Python, by the end of its file. */
struct place {
    const char *file, *name;
};

static bool is_at(struct str file, struct str name, struct place place)
{
    return str_equal(name, str_of(place.name)) && str_ends(file, str_of(place.file));
}

/* Functions of the standard library that have next to no time of their own but for waiting. Names
   without classes. */
static const struct waiting_frame {
    struct place place;
    enum waiting waiting;
} frames[] = {
    {{"threading.py", "wait"}, WAITING_LOCK},
    {{"threading.py", "acquire"}, WAITING_LOCK},
    {{"threading.py", "__enter__"}, WAITING_LOCK},
    {{"threading.py", "join"}, WAITING_THREAD},
    {{"threading.py", "_wait_for_tstate_lock"}, WAITING_THREAD},
    {{"threading.py", "_shutdown"}, WAITING_THREAD},
    {{"queue.py", "get"}, WAITING_LOCK},
    {{"queue.py", "put"}, WAITING_LOCK},
    {{"concurrent/futures/thread.py", "_worker"}, WAITING_LOCK},
    {{"multiprocessing/synchronize.py", "__enter__"}, WAITING_LOCK},
    {{"multiprocessing/connection.py", "_recv"}, WAITING_PROCESS},
    {{"multiprocessing/popen_fork.py", "poll"}, WAITING_PROCESS},
    {{"subprocess.py", "_try_wait"}, WAITING_PROCESS},
    {{"selectors.py", "select"}, WAITING_EVENTS},
    {{"socket.py", "accept"}, WAITING_NETWORK},
    {{"socket.py", "readinto"}, WAITING_NETWORK},
    {{"socket.py", "create_connection"}, WAITING_NETWORK},
    {{"socket.py", "getaddrinfo"}, WAITING_NETWORK},
    {{"ssl.py", "read"}, WAITING_NETWORK},
    {{"ssl.py", "recv"}, WAITING_NETWORK},
    {{"ssl.py", "do_handshake"}, WAITING_NETWORK},
};

/* By a file's whole name, or the end of its path. */
static enum waiting waiting_of_frame(struct str file, struct str name)
{
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        struct str end = str_of(frames[i].place.file);
        bool is_whole = file.size == end.size ||
                        (file.size > end.size && file.data[file.size - end.size - 1] == '/');
        if (is_whole && is_at(file, str_after_last(name, '.'), frames[i].place))
            return frames[i].waiting;
    }
    return WAITING_NOT;
}

enum waiting waiting_of_function(const struct profile *profile, uint32_t function,
                                 enum origin origin)
{
    const struct function *f = &profile->functions[function];
    if (profile->sampled && origin == ORIGIN_STDLIB)
        return waiting_of_frame(profile->names[f->file].text, profile->names[f->name].text);
    if (origin != ORIGIN_BUILTIN)
        return WAITING_NOT;
    struct buf name = {0};
    naming_short(profile, function, STR(""), 0, &name);
    enum waiting waiting = waiting_of(buf_slice(&name));
    buf_free(&name);
    return waiting;
}

/* What stands in a line that waits, and in hardly another. A string is joined with an argument, a
   thread without. */
static const struct waiting_words {
    const char *words;
    enum waiting waiting;
} calls[] = {
    {".acquire(", WAITING_LOCK},    {".join()", WAITING_THREAD}, {"sleep(", WAITING_SLEEP},
    {".accept()", WAITING_NETWORK}, {".recv(", WAITING_NETWORK}, {"select.select(", WAITING_EVENTS},
    {"fsync(", WAITING_DISK},
};

static const char *const locks[] = {"lock", "Lock", "LOCK", "mutex", "semaphore", "condition"};

enum waiting waiting_of_line(struct str line)
{
    for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++)
        if (str_starts(line, STR("with ")) && str_contains(line, str_of(locks[i])))
            return WAITING_LOCK;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (str_contains(line, str_of(calls[i].words)))
            return calls[i].waiting;
    return WAITING_NOT;
}

/* The functions of database layers. */
static const struct place layers[] = {
    {"django/db/backends/utils.py", "_execute"},
    {"sqlalchemy/engine/default.py", "do_execute"},
    {"psycopg/cursor.py", "execute"},
    {"pymysql/cursors.py", "execute"},
    {"asyncpg/connection.py", "_execute"},
};

bool waiting_is_query(struct str file, struct str name)
{
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++)
        if (is_at(file, name, layers[i]))
            return true;
    return str_starts(name, STR("<method 'execute' of '")) &&
           (str_contains(name, STR("ursor")) || str_contains(name, STR("onnection")));
}
