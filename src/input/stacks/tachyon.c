#include "input/stacks/tachyon.h"

#include <inttypes.h>
#include <stdlib.h>
#include <zstd.h>

#include "base/memory.h"
#include "input/plain_frame.h"
#include "input/stacks/tachyon_samples.h"

#define WRITE_COLLAPSED "write it anew with: python -m profiling.sampling replay --collapsed FILE"

enum { HEADER = 64, FOOTER = 32, VERSION = 1 };
enum compression { PLAIN, ZSTD };

/* What whole files may have as well; a few bytes can unpack to as much as anybody likes. */
#define SAMPLES_LIMIT (UINT64_C(4) << 30)

struct header {
    uint64_t interval, samples, strings_at, frames_at, compression;
    uint64_t string_count, frame_count, size; /* of the footer */
};

struct reader {
    struct stack_builder builder;
    struct str bytes;
    bool is_big_endian;
    struct header header;
    struct error *error;
    struct str *strings;
    uint32_t *frames; /* in the builder, by index in the file */
    struct buf unpacked, scratch;
    uint64_t samples;
};

bool tachyon_begins(struct str beginning)
{
    return str_starts(beginning, STR("HCAT")) || str_starts(beginning, STR("TACH"));
}

static struct tachyon_bytes part(const struct reader *reader, uint64_t start, uint64_t end)
{
    return (struct tachyon_bytes){.bytes = str_first(reader->bytes, (size_t)end),
                                  .at = (size_t)start,
                                  .is_big_endian = reader->is_big_endian,
                                  .error = reader->error};
}

static bool read_at(const struct reader *reader, size_t at, size_t size, uint64_t *value)
{
    struct tachyon_bytes in = part(reader, at, reader->bytes.size);
    return tachyon_fixed(&in, size, value);
}

static bool read_version(struct reader *reader)
{
    uint64_t version;
    if (reader->bytes.size < HEADER + FOOTER)
        return error_at(reader->error, reader->bytes.size,
                        "ends within its header: was the profiler stopped while it wrote?");
    if (!read_at(reader, 4, 4, &version))
        return false;
    return version == VERSION ||
           error_at(reader->error, 4,
                    "format version %" PRIu64 "; only version %d is supported; " WRITE_COLLAPSED,
                    version, VERSION);
}

static bool read_header(struct reader *reader)
{
    struct header *header = &reader->header;
    size_t end = reader->bytes.size - FOOTER;
    if (!read_at(reader, 20, 8, &header->interval) || !read_at(reader, 28, 8, &header->samples) ||
        !read_at(reader, 40, 8, &header->strings_at) ||
        !read_at(reader, 48, 8, &header->frames_at) ||
        !read_at(reader, 56, 4, &header->compression) ||
        !read_at(reader, end, 4, &header->string_count) ||
        !read_at(reader, end + 4, 4, &header->frame_count) ||
        !read_at(reader, end + 8, 8, &header->size))
        return false;
    if (header->size != reader->bytes.size)
        return error_at(reader->error, end + 8,
                        "says that it has %" PRIu64 " bytes, there are %zu: was it copied whole?",
                        header->size, reader->bytes.size);
    if (header->strings_at < HEADER || header->frames_at < header->strings_at ||
        header->frames_at > end)
        return error_at(reader->error, 40,
                        "tables at %" PRIu64 " and %" PRIu64 ", not in order within the file",
                        header->strings_at, header->frames_at);
    return header->compression <= ZSTD ||
           error_at(reader->error, 56, "an unknown compression, %" PRIu64 "; " WRITE_COLLAPSED,
                    header->compression);
}

/* Whether a table can have so many entries, each of a number of bytes at least. */
static bool has_room(const struct tachyon_bytes *in, uint64_t count, size_t least)
{
    return count <= tachyon_left(in) / least ||
           tachyon_wrong(in, in->at, "a table of %" PRIu64 " entries, %zu bytes are left", count,
                         tachyon_left(in));
}

static bool read_strings(struct reader *reader)
{
    const struct header *header = &reader->header;
    struct tachyon_bytes in = part(reader, header->strings_at, header->frames_at);
    if (!has_room(&in, header->string_count, 1))
        return false;
    reader->strings = memory_new(header->string_count + 1, sizeof *reader->strings);
    for (uint64_t i = 0; i < header->string_count; i++) {
        uint64_t size;
        size_t start = in.at;
        if (!tachyon_varint(&in, UINT32_MAX, &size))
            return false;
        if (size > tachyon_left(&in))
            return tachyon_wrong(&in, start, "a string of %" PRIu64 " bytes, %zu are left", size,
                                 tachyon_left(&in));
        reader->strings[i] = str_first(str_from(in.bytes, in.at), (size_t)size);
        in.at += (size_t)size;
    }
    return true;
}

static bool read_string(struct reader *reader, struct tachyon_bytes *in, struct str *text)
{
    uint64_t index;
    size_t start = in->at;
    if (!tachyon_varint(in, UINT32_MAX, &index))
        return false;
    if (index >= reader->header.string_count)
        return tachyon_wrong(in, start, "string %" PRIu64 ", the file has %" PRIu64, index,
                             reader->header.string_count);
    *text = reader->strings[index];
    return true;
}

/* Of a frame, where it ends, its columns and its opcode are of no use here. */
static bool read_frame(struct reader *reader, struct tachyon_bytes *in, uint32_t *frame)
{
    enum { UNUSED = 3 };
    uint64_t line, ignored;
    struct frame_parts parts = {0};
    if (!read_string(reader, in, &parts.file) || !read_string(reader, in, &parts.name) ||
        !tachyon_varint(in, UINT32_MAX, &line))
        return false;
    for (size_t i = 0; i < UNUSED; i++)
        if (!tachyon_varint(in, UINT32_MAX, &ignored))
            return false;
    if (!tachyon_fixed(in, 1, &ignored))
        return false;
    bool is_negative = line & 1;
    parts.line = is_negative ? 0 : (int64_t)(line >> 1);
    *frame = plain_frame(&reader->builder, &reader->scratch, &parts);
    return true;
}

static bool read_frames(struct reader *reader)
{
    enum { LEAST = 7 };
    const struct header *header = &reader->header;
    struct tachyon_bytes in = part(reader, header->frames_at, reader->bytes.size - FOOTER);
    if (!has_room(&in, header->frame_count, LEAST))
        return false;
    reader->frames = memory_new(header->frame_count + 1, sizeof *reader->frames);
    for (uint64_t i = 0; i < header->frame_count; i++)
        if (!read_frame(reader, &in, &reader->frames[i]))
            return false;
    return true;
}

static bool unpack_some(struct reader *reader, ZSTD_DStream *stream, ZSTD_inBuffer *in,
                        bool *is_done)
{
    enum { ROOM = 1 << 18 };
    buf_reserve(&reader->unpacked, ROOM);
    ZSTD_outBuffer out = {reader->unpacked.data + reader->unpacked.size, ROOM, 0};
    size_t before = in->pos;
    size_t left = ZSTD_decompressStream(stream, &out, in);
    if (ZSTD_isError(left))
        return error_at(reader->error, HEADER + in->pos, "damaged zstd data: %s",
                        ZSTD_getErrorName(left));
    reader->unpacked.size += out.pos;
    if (reader->unpacked.size > SAMPLES_LIMIT)
        return error_set(reader->error, ERROR_INPUT,
                         "samples unpack to more than %" PRIu64 " GiB: no profile does",
                         SAMPLES_LIMIT >> 30);
    *is_done = in->pos == in->size && (left == 0 || (out.pos == 0 && in->pos == before));
    return !*is_done || left == 0 ||
           error_at(reader->error, HEADER + in->pos,
                    "the zstd data end too soon: was the file copied whole?");
}

static bool unpack(struct reader *reader)
{
    bool ok = true, is_done = false;
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer in = {reader->bytes.data + HEADER, reader->header.strings_at - HEADER, 0};
    if (!stream)
        memory_die();
    while (ok && !is_done && in.size)
        ok = unpack_some(reader, stream, &in, &is_done);
    ZSTD_freeDStream(stream);
    return ok;
}

static bool read_samples(struct reader *reader)
{
    struct tachyon_bytes in = part(reader, HEADER, reader->header.strings_at);
    if (reader->header.compression == ZSTD) {
        if (!unpack(reader))
            return false;
        in.bytes = buf_slice(&reader->unpacked);
        in.at = 0;
        in.is_unpacked = true;
    }
    return tachyon_samples(&in, &reader->builder, reader->frames,
                           (uint32_t)reader->header.frame_count, &reader->samples);
}

static struct profile finish(struct reader *reader)
{
    const double microsecond = 1e-6;
    struct unit unit = {.kind = UNIT_SAMPLES,
                        .interval = (double)reader->header.interval * microsecond};
    struct profile profile = stack_builder_finish(&reader->builder, &unit);
    profile.repairs.cut_short = reader->samples < reader->header.samples;
    return profile;
}

bool tachyon_read(struct str bytes, struct profile *profile, struct error *error)
{
    *profile = (struct profile){0};
    struct reader reader = {.builder = stack_builder_start(),
                            .bytes = bytes,
                            .is_big_endian = str_starts(bytes, STR("TACH")),
                            .error = error};
    bool ok = read_version(&reader) && read_header(&reader) && read_strings(&reader) &&
              read_frames(&reader) && read_samples(&reader);
    if (ok)
        *profile = finish(&reader);
    else
        stack_builder_drop(&reader.builder);
    free(reader.strings);
    free(reader.frames);
    buf_free(&reader.unpacked);
    buf_free(&reader.scratch);
    return ok;
}
