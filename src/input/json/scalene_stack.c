#include "input/json/scalene_stack.h"

static bool parse_line(struct str digits, int64_t *line)
{
    enum { MOST_DIGITS = 18 };
    *line = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9')
            return false;
        *line = *line * 10 + (digits.data[i] - '0');
    }
    return digits.size && digits.size <= MOST_DIGITS;
}

static bool parse_frame(struct str text, struct frame_parts *parts)
{
    if (str_ends(text, STR(";")))
        text = str_first(text, text.size - 1);
    size_t colon = str_find_last(text, ':');
    struct str place = str_first(text, colon);
    size_t blank = str_find_last(place, ' ');
    parts->file = str_first(place, blank);
    parts->name = str_from(place, blank + 1);
    return blank < place.size && parse_line(str_from(text, colon + 1), &parts->line);
}

static bool read_object(const json_t *frame, struct frame_parts *parts)
{
    parts->file = document_text_of(frame, "filename_or_module");
    parts->name = document_text_of(frame, "display_name");
    parts->line = document_line(json_object_get(frame, "line"));
    return json_is_string(json_object_get(frame, "display_name"));
}

static bool read_list(const json_t *frame, struct frame_parts *parts)
{
    size_t count = json_array_size(frame);
    const json_t *line = json_array_get(frame, count - 1);
    if (count < 2 || count > 3 || !json_is_integer(line))
        return false;
    parts->file = document_text(json_array_get(frame, 0));
    parts->line = document_line(line);
    if (count == 3)
        parts->name = document_text(json_array_get(frame, 1));
    return json_is_string(json_array_get(frame, 0)) &&
           (count == 2 || json_is_string(json_array_get(frame, 1)));
}

bool scalene_frame(const json_t *frame, struct frame_parts *parts)
{
    *parts = (struct frame_parts){0};
    if (json_is_string(frame))
        return parse_frame(document_text(frame), parts);
    return json_is_object(frame) ? read_object(frame, parts) : read_list(frame, parts);
}

bool scalene_weight(const json_t *value, struct scalene_weight *weight)
{
    enum { SHARE = 3 }; /* its place in a list */
    const json_t *count = value, *share = NULL;
    *weight = (struct scalene_weight){0};
    if (json_is_array(value)) {
        count = json_array_get(value, 0);
        share = json_array_get(value, SHARE);
    } else if (json_is_object(value)) {
        count = json_object_get(value, "count");
        share = json_object_get(value, "cpu_samples");
    }
    weight->has_share = share != NULL;
    return document_cost(count, &weight->samples) &&
           (!share || document_cost(share, &weight->share));
}
