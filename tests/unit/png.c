#include "output/graph/png.h"

#include <png.h>

#include "unit.h"

enum { WIDTH = 7, HEIGHT = 5 };

/* A picture with transparent pixels, as libpng's simplified interface writes it. */
static struct buf picture(void)
{
    uint8_t pixels[HEIGHT][WIDTH][4];
    png_image image = {.version = PNG_IMAGE_VERSION, .width = WIDTH, .height = HEIGHT};
    image.format = PNG_FORMAT_RGBA;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            const uint8_t pixel[4] = {(uint8_t)(x * 30), (uint8_t)(y * 50), 77, x == 3 ? 0 : 255};
            memcpy(pixels[y][x], pixel, 4);
        }
    struct buf bytes = {0};
    png_alloc_size_t size = 0;
    assert_true(png_image_write_get_memory_size(image, size, 0, pixels, 0, NULL));
    buf_reserve(&bytes, size);
    assert_true(png_image_write_to_memory(&image, bytes.data, &size, 0, pixels, 0, NULL));
    bytes.size = size;
    return bytes;
}

static const struct png_texts texts = {{"prof2dot", 8}, {"Title é", 8}, {"line\nline", 9}};

static const struct colour white = {255, 255, 255};

static bool finish_on(const struct colour *page, double dpi, struct buf *out)
{
    struct error error = {0};
    struct buf bytes = picture();
    bool ok = png_finish(buf_slice(&bytes), dpi, page, &texts, out, &error);
    buf_free(&bytes);
    return ok;
}

static bool finish(double dpi, struct buf *out)
{
    return finish_on(&white, dpi, out);
}

/* The picture is as it was but for the column that was transparent. */
static void assert_pixels(const struct buf *bytes, const uint8_t column[4])
{
    uint8_t pixels[HEIGHT][WIDTH][4];
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, bytes->data, bytes->size));
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    image.format = PNG_FORMAT_RGBA;
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            const uint8_t drawn[4] = {(uint8_t)(x * 30), (uint8_t)(y * 50), 77, 255};
            if (x != 3)
                assert_memory_equal(pixels[y][x], drawn, 4);
            else if (column[3])
                assert_memory_equal(pixels[y][x], column, 4);
            else
                assert_int_equal(pixels[y][x][3], 0);
        }
}

static void pixels_are_kept_and_flattened_on_the_page(void **state)
{
    (void)state;
    static const struct colour pages[] = {{255, 255, 255}, {22, 24, 28}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct buf out = {0};
        const uint8_t page[4] = {pages[i].red, pages[i].green, pages[i].blue, 255};
        assert_true(finish_on(&pages[i], 96, &out));
        assert_pixels(&out, page);
        buf_free(&out);
    }
}

static void without_a_page_what_is_transparent_stays_so(void **state)
{
    (void)state;
    struct buf out = {0};
    static const uint8_t nothing[4] = {0};
    assert_true(finish_on(NULL, 96, &out));
    assert_pixels(&out, nothing);
    buf_free(&out);
}

/* The place of a chunk of this type, and its size. */
static const unsigned char *find_chunk(const struct buf *bytes, const char *type, size_t *size)
{
    for (size_t at = 8; at + 12 <= bytes->size;) {
        const unsigned char *chunk = (const unsigned char *)bytes->data + at;
        *size = (size_t)chunk[0] << 24 | (size_t)chunk[1] << 16 | (size_t)chunk[2] << 8 | chunk[3];
        if (memcmp(chunk + 4, type, 4) == 0)
            return chunk + 8;
        at += *size + 12;
    }
    return NULL;
}

static void resolution_and_texts_are_written(void **state)
{
    (void)state;
    static const unsigned char at96[] = {0, 0, 0x0e, 0xc4, 0, 0, 0x0e, 0xc4, 1}; /* 3780 a metre */
    struct buf out = {0};
    size_t size;
    assert_true(finish(96, &out));
    const unsigned char *chunk = find_chunk(&out, "pHYs", &size);
    assert_non_null(chunk);
    assert_int_equal(size, sizeof at96);
    assert_memory_equal(chunk, at96, sizeof at96);
    chunk = find_chunk(&out, "tEXt", &size);
    assert_non_null(chunk);
    assert_memory_equal(chunk, "Software\0prof2dot", 17);
    chunk = find_chunk(&out, "iTXt", &size);
    assert_non_null(chunk);
    assert_memory_equal(chunk, "Title\0\0\0\0\0Title é", 18);
    assert_null(find_chunk(&out, "tIME", &size));
    buf_free(&out);
}

static void the_same_picture_gives_the_same_bytes(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};
    assert_true(finish(300, &a) && finish(300, &b));
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    buf_free(&a);
    buf_free(&b);
}

static void broken_pictures_are_errors(void **state)
{
    (void)state;
    struct buf whole = picture();
    for (size_t size = 0; size < whole.size; size++) {
        struct buf out = {0};
        struct error error = {0};
        bool ok = png_finish(str_first(buf_slice(&whole), size), 96, &white, &texts, &out, &error);
        if (!ok) {
            assert_int_equal(error.code, ERROR_RENDER);
            assert_true(*error.message);
        }
        if (size < whole.size / 2)
            assert_false(ok);
        buf_free(&out);
    }
    buf_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_are_kept_and_flattened_on_the_page),
        cmocka_unit_test(without_a_page_what_is_transparent_stays_so),
        cmocka_unit_test(resolution_and_texts_are_written),
        cmocka_unit_test(the_same_picture_gives_the_same_bytes),
        cmocka_unit_test(broken_pictures_are_errors),
    };
    return RUN(tests);
}
