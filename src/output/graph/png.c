#include "output/graph/png.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

#include "base/memory.h"

enum { TEXTS = 3 };

static size_t row_size(const png_image *image)
{
    return (size_t)image->width * PNG_IMAGE_PIXEL_CHANNELS(image->format);
}

/* Decodes to red, green, blue and, without a page, alpha; the caller frees *pixels. */
static bool decode(struct str picture, const struct colour *page, png_image *image,
                   png_bytep *pixels, struct error *error)
{
    const struct colour behind = page ? *page : (struct colour){0};
    const png_color background = {behind.red, behind.green, behind.blue};
    *image = (png_image){.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_memory(image, picture.data, picture.size)) {
        image->format = page ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
        *pixels = memory_new(image->height, row_size(image));
        if (png_image_finish_read(image, &background, *pixels, 0, NULL))
            return true;
    }
    error_set(error, ERROR_RENDER, "cannot decode Graphviz' PNG: %s", image->message);
    png_image_free(image);
    return false;
}

static void append(png_structp writer, png_bytep bytes, size_t size)
{
    buf_bytes(png_get_io_ptr(writer), bytes, size);
}

static void flush(png_structp writer)
{
    (void)writer; /* the buffer holds all at once */
}

static void set_texts(png_structp writer, png_infop info, const struct png_texts *texts)
{
    struct buf values[TEXTS] = {0};
    const struct str given[TEXTS] = {texts->software, texts->title, texts->description};
    char keys[TEXTS][16] = {"Software", "Title", "Description"};
    png_text chunks[TEXTS] = {0};
    for (int i = 0; i < TEXTS; i++) {
        buf_str(&values[i], given[i]);
        chunks[i].compression = i ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
        chunks[i].key = keys[i];
        chunks[i].text = values[i].data;
        chunks[i].text_length = i ? 0 : values[i].size;
        chunks[i].itxt_length = i ? values[i].size : 0;
    }
    png_set_text(writer, info, chunks, TEXTS);
    for (int i = 0; i < TEXTS; i++)
        buf_free(&values[i]);
}

/* Flat colours compress best unfiltered. Level 9 takes half as long again for 3 per cent less. */
static void encode(png_structp writer, png_infop info, const png_image *image, png_bytep pixels,
                   double dpi, const struct png_texts *texts)
{
    png_uint_32 per_metre = (png_uint_32)lround(dpi / 0.0254);
    png_set_compression_level(writer, 6);
    png_set_filter(writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(writer, info, image->width, image->height, 8,
                 image->format == PNG_FORMAT_RGBA ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(writer, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    set_texts(writer, info, texts);
    png_write_info(writer, info);
    for (png_uint_32 y = 0; y < image->height; y++)
        png_write_row(writer, pixels + y * row_size(image));
    png_write_end(writer, info);
}

/* libpng leaves a failing call by longjmp: nothing here is changed between setjmp and then. */
static bool write_png(const png_image *image, png_bytep pixels, double dpi,
                      const struct png_texts *texts, struct buf *out)
{
    png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = writer ? png_create_info_struct(writer) : NULL;
    if (!info)
        memory_die();
    if (setjmp(png_jmpbuf(writer))) {
        png_destroy_write_struct(&writer, &info);
        return false;
    }
    png_set_write_fn(writer, out, append, flush);
    encode(writer, info, image, pixels, dpi, texts);
    png_destroy_write_struct(&writer, &info);
    return true;
}

bool png_finish(struct str picture, double dpi, const struct colour *page,
                const struct png_texts *texts, struct buf *out, struct error *error)
{
    png_image image;
    png_bytep pixels = NULL;
    bool ok = decode(picture, page, &image, &pixels, error);
    if (ok && !write_png(&image, pixels, dpi, texts, out))
        ok = error_set(error, ERROR_RENDER, "libpng cannot encode the picture");
    free(pixels);
    return ok;
}
