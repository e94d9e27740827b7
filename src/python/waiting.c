#include "python/waiting.h"

#include <stdlib.h>

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
    {"_thread._ThreadHandle.join", WAITING_LOCK},
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

/* The functions of database layers, by the end of their file. */
static const struct layer {
    const char *file, *name;
} layers[] = {
    {"django/db/backends/utils.py", "_execute"},
    {"sqlalchemy/engine/default.py", "do_execute"},
    {"psycopg/cursor.py", "execute"},
    {"pymysql/cursors.py", "execute"},
    {"asyncpg/connection.py", "_execute"},
};

bool waiting_is_query(struct str file, struct str name)
{
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++)
        if (str_equal(name, str_of(layers[i].name)) && str_ends(file, str_of(layers[i].file)))
            return true;
    return str_starts(name, STR("<method 'execute' of '")) &&
           (str_contains(name, STR("ursor")) || str_contains(name, STR("onnection")));
}
