#include "input/unpack.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/memory.h"
#include "base/stream.h"

enum { ROOM = 1 << 18 };

/* A few kilobytes can unpack to as much as anybody likes. */
#define OUT_LIMIT (UINT64_C(64) << 30)

static const struct str gzip_magic = {"\x1f\x8b", 2};
static const struct str zstd_magic = {"\x28\xb5\x2f\xfd", 4};

struct unpack {
    struct stream stream;
    enum { PLAIN, GZIP, ZSTD } kind;
    z_stream gzip;
    ZSTD_DStream *zstd;
    char *in, *out;
    size_t in_at, in_size; /* what of `in` is still to be taken */
    uint64_t in_before;    /* bytes of the file before `in` */
    uint64_t out_size;     /* bytes handed out */
    bool is_inside;        /* a member has begun and not ended */
    bool is_at_end;        /* of the file */
};

/* Reads on, where all of `in` has been taken; leaves it empty at the end of the file. */
static bool fill(struct unpack *u, struct error *error)
{
    if (u->in_at < u->in_size || u->is_at_end)
        return true;
    u->in_before += u->in_size;
    u->in_at = u->in_size = 0;
    if (!stream_read(&u->stream, u->in, ROOM, &u->in_size, error))
        return false;
    u->is_at_end = u->in_size == 0;
    return true;
}

/* Reads the first bytes, which may come one by one from a pipe, and starts what they ask for. */
static bool start_unpacking(struct unpack *u, struct error *error)
{
    size_t got = 1;
    while (got && u->in_size < zstd_magic.size) {
        if (!stream_read(&u->stream, u->in + u->in_size, ROOM - u->in_size, &got, error))
            return false;
        u->in_size += got;
    }
    struct str head = {u->in, u->in_size};
    enum { GZIP_ONLY = 16 };
    if (str_starts(head, gzip_magic)) {
        u->kind = GZIP;
        if (inflateInit2(&u->gzip, MAX_WBITS + GZIP_ONLY) != Z_OK)
            memory_die();
    } else if (str_starts(head, zstd_magic)) {
        u->kind = ZSTD;
        u->zstd = ZSTD_createDStream();
        if (!u->zstd)
            memory_die();
    }
    return true;
}

bool unpack_open(const char *path, struct unpack **unpack, struct error *error)
{
    struct unpack *u = memory_new(1, sizeof *u);
    u->in = memory_new(ROOM, 1);
    u->out = memory_new(ROOM, 1);
    if (stream_open(path, &u->stream, error) && start_unpacking(u, error)) {
        *unpack = u;
        return true;
    }
    unpack_close(u);
    return false;
}

size_t unpack_expected(const struct unpack *unpack)
{
    return unpack->kind == PLAIN ? unpack->stream.expected : 0;
}

static bool damaged(const struct unpack *u, struct error *error, const char *what,
                    const char *reason)
{
    return error_at(error, u->in_before + u->in_at, "damaged %s data: %s", what, reason);
}

static bool cut_short(const struct unpack *u, struct error *error, const char *what)
{
    return error_at(error, u->in_before + u->in_at,
                    "the %s data end too soon: was the file copied whole?", what);
}

/* Takes what stands in `in`; *got bytes come out. */
static bool inflate_some(struct unpack *u, size_t *got, struct error *error)
{
    u->gzip.next_in = (unsigned char *)u->in + u->in_at;
    u->gzip.avail_in = (unsigned)(u->in_size - u->in_at);
    u->gzip.next_out = (unsigned char *)u->out;
    u->gzip.avail_out = ROOM;
    int result = inflate(&u->gzip, Z_NO_FLUSH);
    u->in_at = u->in_size - u->gzip.avail_in;
    *got = ROOM - u->gzip.avail_out;
    u->is_inside = result != Z_STREAM_END;
    if (result == Z_MEM_ERROR)
        memory_die();
    if (result == Z_STREAM_END)
        inflateReset(&u->gzip);
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ||
           damaged(u, error, "gzip", u->gzip.msg ? u->gzip.msg : "no gzip member");
}

static bool decompress_some(struct unpack *u, size_t *got, struct error *error)
{
    ZSTD_inBuffer in = {u->in, u->in_size, u->in_at};
    ZSTD_outBuffer out = {u->out, ROOM, 0};
    size_t result = ZSTD_decompressStream(u->zstd, &out, &in);
    u->in_at = in.pos;
    *got = out.pos;
    if (ZSTD_isError(result))
        return damaged(u, error, "zstd", ZSTD_getErrorName(result));
    u->is_inside = result != 0;
    return true;
}

/* Some writers fill up the last block with zeros. */
static void skip_padding(struct unpack *u)
{
    while (!u->is_inside && u->in_at < u->in_size && u->in[u->in_at] == '\0')
        u->in_at++;
}

/* Unpacks of what has been read; it is an error where a member is to go on and nothing is left. */
static bool unpack_step(struct unpack *u, size_t *got, struct error *error)
{
    bool is_gzip = u->kind == GZIP;
    size_t before = u->in_at;
    if (!(is_gzip ? inflate_some(u, got, error) : decompress_some(u, got, error)))
        return false;
    bool is_stuck = *got == 0 && u->in_at == before;
    if (is_stuck && u->is_inside && u->is_at_end)
        return cut_short(u, error, is_gzip ? "gzip" : "zstd");
    return true;
}

/* Goes on until something comes out, or until the end. */
static bool unpack_some(struct unpack *u, size_t *got, struct error *error)
{
    for (*got = 0; *got == 0;) {
        if (!fill(u, error))
            return false;
        skip_padding(u);
        bool is_empty = u->in_at == u->in_size;
        if (is_empty && u->is_at_end && !u->is_inside)
            return true;
        if ((!is_empty || u->is_at_end) && !unpack_step(u, got, error))
            return false;
    }
    return true;
}

bool unpack_next(struct unpack *u, struct str *piece, struct error *error)
{
    size_t got = 0;
    if (u->kind == PLAIN) {
        if (!fill(u, error))
            return false;
        *piece = (struct str){u->in + u->in_at, u->in_size - u->in_at};
        u->in_at = u->in_size;
        return true;
    }
    if (!unpack_some(u, &got, error))
        return false;
    *piece = (struct str){u->out, got};
    u->out_size += got;
    return u->out_size <= OUT_LIMIT ||
           error_set(error, ERROR_INPUT, "unpacks to more than %" PRIu64 " GiB: no profile does",
                     OUT_LIMIT >> 30);
}

void unpack_close(struct unpack *u)
{
    if (u->kind == GZIP)
        inflateEnd(&u->gzip);
    ZSTD_freeDStream(u->zstd);
    stream_close(&u->stream);
    free(u->in);
    free(u->out);
    free(u);
}
