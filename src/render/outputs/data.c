#include "render/outputs/data.h"

#include "output/json.h"
#include "output/listing.h"

bool data_json(const struct drawing *drawing, struct buf *out, struct buf *notes,
               struct error *error)
{
    const struct data_limits *limits = &drawing->request->data;
    struct select_options select = drawing->request->select;
    struct selection selection;
    (void)notes;
    select.total = drawing->whole.total;
    select.is_own = drawing->origins->is_own;
    select.node_share = limits->node_share;
    select.edge_share = limits->edge_share;
    select.max_nodes = limits->max_nodes;
    bool ok = select_functions(drawing->profile, &select, &selection, error);
    if (ok) {
        struct json_part part = {drawing->shown,  &selection,        &select,
                                 &drawing->whole, drawing->filtered, drawing->budgets};
        json_write(&part, drawing->health, drawing->files, drawing->file_count, out);
    }
    select_free(&selection);
    return ok;
}

bool data_functions(const struct drawing *drawing, struct buf *out, struct buf *notes,
                    struct error *error)
{
    (void)notes;
    (void)error;
    listing_functions(drawing->profile, drawing->request->list_functions, out);
    return true;
}
