#include "output/template.h"

#include <assert.h>

#include "output/base64.h"
#include "output/escape.h"

struct filling {
    const struct template_slot *slots;
    size_t slot_count;
    const void *page;
    struct buf *out;
    uint32_t rows[TEMPLATE_DEPTH];
};

/* The next "{{...}}" of a text: what stands before it, its two words, and what follows. */
struct place {
    struct str before, verb, name, after;
    bool found;
};

static struct place next_place(struct str text)
{
    struct place place = {.before = text};
    for (size_t i = 0; i + 1 < text.size; i++) {
        if (text.data[i] != '{' || text.data[i + 1] != '{')
            continue;
        struct str inside = str_from(text, i + 2);
        size_t end = str_find(inside, '}');
        place.before = str_first(text, i);
        place.after = str_from(inside, end + 2);
        inside = str_first(inside, end);
        place.verb = str_first(inside, str_find(inside, ' '));
        place.name = str_from(inside, place.verb.size + 1);
        place.found = true;
        return place;
    }
    return place;
}

/* Splits a text behind "{{each ...}}" at the "{{end}}" that belongs to it. */
static struct str split_body(struct str text, struct str *after)
{
    struct str rest = text;
    for (int open = 1; open;) {
        struct place place = next_place(rest);
        assert(place.found);
        open += str_equal(place.verb, STR("each")) ? 1 : 0;
        open -= str_equal(place.verb, STR("end")) ? 1 : 0;
        rest = place.after;
        *after = rest;
        if (!open)
            return str_first(text, (size_t)(place.before.data + place.before.size - text.data));
    }
    return text;
}

static const struct template_slot *find_slot(const struct filling *filling, struct str name)
{
    for (size_t i = 0; i < filling->slot_count; i++)
        if (str_equal(str_of(filling->slots[i].name), name))
            return &filling->slots[i];
    assert(!"a slot of this name");
    return NULL;
}

static void write_slot(const struct filling *filling, const struct place *place)
{
    const struct template_slot *slot = find_slot(filling, place->name);
    if (str_equal(place->verb, STR("markup")) || str_equal(place->verb, STR("json"))) {
        slot->write(filling->page, filling->rows, filling->out);
        return;
    }
    struct buf raw = {0};
    slot->write(filling->page, filling->rows, &raw);
    if (str_equal(place->verb, STR("base64"))) {
        base64_write(filling->out, buf_slice(&raw));
    } else {
        assert(str_equal(place->verb, STR("text")) || str_equal(place->verb, STR("attr")));
        escape_xml(filling->out, buf_slice(&raw));
    }
    buf_free(&raw);
}

static void fill(struct filling *filling, struct str text, int depth)
{
    for (;;) {
        struct place place = next_place(text);
        buf_str(filling->out, place.before);
        if (!place.found)
            return;
        text = place.after;
        if (!str_equal(place.verb, STR("each"))) {
            write_slot(filling, &place);
            continue;
        }
        assert(depth < TEMPLATE_DEPTH);
        struct str body = split_body(place.after, &text);
        uint32_t count = find_slot(filling, place.name)->count(filling->page, filling->rows);
        for (uint32_t i = 0; i < count; i++) {
            filling->rows[depth] = i;
            fill(filling, body, depth + 1);
        }
    }
}

void template_write(struct str text, const struct template_slot *slots, size_t slot_count,
                    const void *page, struct buf *out)
{
    struct filling filling = {slots, slot_count, page, out, {0}};
    fill(&filling, text, 0);
}
