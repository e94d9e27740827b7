#include "input/input_file.h"

#include "base/buf.h"
#include "input/detect.h"
#include "input/json/document.h"
#include "input/unpack.h"

/* Above any profile seen; an endless stream (a device, a wrong pipe) ends here. */
#define WHOLE_LIMIT ((size_t)4 << 30)

/* Unpacks until there are `wanted` bytes, or the end is reached. */
static bool unpack_until(struct unpack *file, size_t wanted, struct buf *bytes, struct error *error)
{
    struct str piece = {NULL, 1};
    while (bytes->size < wanted && piece.size) {
        if (!unpack_next(file, &piece, error))
            return false;
        buf_str(bytes, piece);
    }
    return true;
}

static bool feed_rest(const struct input_stream *stream, void *reader, struct unpack *file,
                      struct error *error)
{
    struct str piece = {NULL, 1};
    while (piece.size)
        if (!unpack_next(file, &piece, error) || !stream->feed(reader, piece, error))
            return false;
    return true;
}

static bool read_stream(const struct input_stream *stream, struct str head, struct unpack *file,
                        struct profile *profile, struct error *error)
{
    void *reader = stream->start();
    if (stream->feed(reader, head, error) && feed_rest(stream, reader, file, error))
        return stream->end(reader, profile, error);
    stream->drop(reader);
    return false;
}

static bool read_whole(const struct input_format *format, const struct input_options *options,
                       struct buf *bytes, struct unpack *file, struct profile *profile,
                       struct error *error)
{
    size_t expected = unpack_expected(file);
    if (expected > bytes->size && expected <= WHOLE_LIMIT)
        buf_reserve(bytes, expected - bytes->size);
    if (!unpack_until(file, WHOLE_LIMIT + 1, bytes, error))
        return false;
    if (bytes->size > WHOLE_LIMIT)
        return error_set(error, ERROR_INPUT, "more than 4 GiB: no profile is that large");
    return detect_read_as(format, buf_slice(bytes), options, profile, error);
}

void input_file_prepare(void)
{
    document_prepare();
}

bool input_file_read(const char *path, const struct input_options *options, struct profile *profile,
                     struct error *error)
{
    enum { HEAD = 1 << 16 };
    struct buf bytes = {0};
    struct unpack *file;
    *profile = (struct profile){0};
    if (!unpack_open(path, &file, error))
        return false;
    const struct input_format *format = NULL;
    if (unpack_until(file, HEAD, &bytes, error))
        format = detect_format(buf_slice(&bytes), options, error);
    bool ok = format &&
              (format->stream ? read_stream(format->stream, buf_slice(&bytes), file, profile, error)
                              : read_whole(format, options, &bytes, file, profile, error));
    unpack_close(file);
    buf_free(&bytes);
    return ok;
}
