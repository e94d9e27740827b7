#include "output/page/template.h"

#include <stdlib.h>

#include "base/text/base64.h"
#include "output/escape.h"

struct filling {
    const struct template_slots *slots;
    size_t slots_count;
    const void *page;
    struct buf *out;
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
        break;
    }
    return place;
}

/* A template is a part of the program: what does not hold of it is a mistake in the program. */
static void demand(bool holds)
{
    if (!holds)
        abort();
}

static const struct template_slot *find_slot(const struct filling *filling, struct str name)
{
    for (size_t part = 0; part < filling->slots_count; part++) {
        const struct template_slots *slots = &filling->slots[part];
        for (size_t i = 0; i < slots->count; i++)
            if (str_equal(str_of(slots->items[i].name), name))
                return &slots->items[i];
    }
    abort(); /* the template names a slot that there is not */
}

static void write_slot(const struct filling *filling, const struct place *place, uint32_t row)
{
    const struct template_slot *slot = find_slot(filling, place->name);
    if (str_equal(place->verb, STR("markup")) || str_equal(place->verb, STR("json"))) {
        slot->write(filling->page, row, filling->out);
        return;
    }
    struct buf raw = {0};
    slot->write(filling->page, row, &raw);
    if (str_equal(place->verb, STR("base64"))) {
        base64_write(filling->out, buf_slice(&raw));
    } else {
        demand(str_equal(place->verb, STR("text")) || str_equal(place->verb, STR("attr")));
        escape_xml(filling->out, buf_slice(&raw));
    }
    buf_free(&raw);
}

/* Writes one row of a list up to its end; returns what follows that. */
static struct str write_row(const struct filling *filling, struct str body, uint32_t row, bool dry)
{
    for (;;) {
        struct place place = next_place(body);
        demand(place.found);
        body = place.after;
        if (!dry)
            buf_str(filling->out, place.before);
        if (str_equal(place.verb, STR("end")))
            return body;
        if (!dry)
            write_slot(filling, &place, row);
    }
}

/* What follows the "{{fi}}" of a part that is left out. */
static struct str skip_part(struct str text)
{
    for (;;) {
        struct place place = next_place(text);
        demand(place.found);
        text = place.after;
        if (str_equal(place.verb, STR("fi")))
            return text;
    }
}

void template_write(struct str text, const struct template_slots *slots, size_t slots_count,
                    const void *page, struct buf *out)
{
    struct filling filling = {slots, slots_count, page, out};
    for (;;) {
        struct place place = next_place(text);
        buf_str(out, place.before);
        if (!place.found)
            return;
        text = place.after;
        if (str_equal(place.verb, STR("if"))) {
            text = find_slot(&filling, place.name)->count(page) ? text : skip_part(text);
            continue;
        }
        if (str_equal(place.verb, STR("fi")))
            continue;
        if (!str_equal(place.verb, STR("each"))) {
            write_slot(&filling, &place, 0);
            continue;
        }
        struct str body = text;
        uint32_t count = find_slot(&filling, place.name)->count(page);
        text = write_row(&filling, body, 0, true);
        for (uint32_t row = 0; row < count; row++)
            write_row(&filling, body, row, false);
    }
}
