#include "output/page/page_data.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/line_costs.h"
#include "output/escape.h"
#include "output/page/page_numbers.h"
#include "python/c_names.h"
#include "python/modules.h"
#include "python/naming.h"

struct page_names page_names_make(const struct profile *profile, const struct str *qualified)
{
    struct page_names names = {intern_start(),
                               memory_new(profile->function_count, sizeof *names.of)};
    struct buf name = {0};
    for (uint32_t f = 0; f < profile->function_count; f++) {
        int parts = naming_parts(profile, f, qualified[f]);
        buf_cut(&name, 0);
        naming_short(profile, f, qualified[f], parts, &name);
        names.of[f] = intern_add(&names.texts, buf_slice(&name));
    }
    buf_free(&name);
    return names;
}

struct str page_name(const struct page_names *names, uint32_t function)
{
    return names->texts.texts[names->of[function]];
}

void page_names_free(struct page_names *names)
{
    intern_free(&names->texts);
    free(names->of);
    *names = (struct page_names){0};
}

static struct page_file file_of(const struct profile *profile, uint32_t function,
                                enum origin origin, struct arena *arena)
{
    struct buf module = {0}, package = {0};
    struct str path = profile->names[profile->functions[function].file].text;
    modules_name(profile, function, origin, &module);
    modules_package(profile, function, origin, &package);
    struct page_file file = {
        .path = str_equal(path, STR("~")) ? STR("") : path,
        .module = arena_copy(arena, buf_slice(&module)),
        .package = arena_copy(arena, buf_slice(&package)),
        .origin = origin,
        .name = profile->functions[function].file,
    };
    buf_free(&module);
    buf_free(&package);
    return file;
}

/* What tells two entries apart, as bytes. */
static void add_key(struct buf *key, const struct page_file *file)
{
    buf_str(key, file->path);
    buf_char(key, '\0');
    buf_str(key, file->module);
    buf_char(key, '\0');
    buf_str(key, file->package);
    buf_char(key, (char)file->origin);
}

/* The entry for a function, new or one that is there. */
static uint32_t find_entry(struct page_files *files, struct intern *keys, size_t *room,
                           const struct page_file *file)
{
    struct buf key = {0};
    add_key(&key, file);
    uint32_t entry = intern_add(keys, buf_slice(&key));
    buf_free(&key);
    if (entry == files->count) {
        files->items = memory_grow(files->items, room, files->count + 1, sizeof *files->items);
        files->items[files->count++] = *file;
    }
    return entry;
}

/* Whether all functions of a file are of one module: it has a path, and is not what profilers give
   as the file of C functions. */
static bool is_one_module(const struct profile *profile, uint32_t function)
{
    struct str path = profile->names[profile->functions[function].file].text;
    return path.size && path.data[0] != '<' && !c_names_is_c(profile, function);
}

struct page_files page_files_make(const struct profile *profile, const enum origin *origins)
{
    struct page_files files = {.of = memory_new(profile->function_count, sizeof *files.of)};
    struct intern keys = intern_start();
    /* Entries plus one, by file and origin: telling modules takes time. */
    uint32_t *known = memory_new((size_t)profile->name_count * ORIGINS, sizeof *known);
    size_t room = 0;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        uint32_t *entry = &known[(size_t)profile->functions[f].file * ORIGINS + origins[f]];
        if (!*entry || !is_one_module(profile, f)) {
            struct page_file file = file_of(profile, f, origins[f], &files.arena);
            *entry = find_entry(&files, &keys, &room, &file) + 1;
        }
        files.of[f] = *entry - 1;
    }
    free(known);
    intern_free(&keys);
    return files;
}

void page_files_free(struct page_files *files)
{
    free(files->items);
    free(files->of);
    arena_free(&files->arena);
    *files = (struct page_files){0};
}

/* How many of the calls are recursive; of samples, none are calls. */
uint64_t page_data_recursive(const struct profile *profile, int64_t calls, int64_t primitive)
{
    bool is_recursive = primitive < calls && !profile->sampled;
    uint64_t value = is_recursive ? (uint64_t)calls - (uint64_t)primitive : 0;
    return value < PAGE_MOST ? value : PAGE_MOST;
}

void page_data_functions(const struct profile *profile, const struct page_names *names,
                         const struct page_files *files, double quantum, struct buf *out)
{
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        page_number(out, names->of[i]);
        page_number(out, files->of[i]);
        page_count(out, f->line);
        page_count(out, f->calls);
        page_number(out, page_data_recursive(profile, f->calls, f->primitive));
        page_cost(out, f->own, quantum);
        page_cost(out, f->total, quantum);
    }
}

static void add_text(struct buf *out, struct str text)
{
    buf_char(out, '"');
    escape_json(out, text);
    buf_char(out, '"');
}

void page_data_names(const struct page_names *names, struct buf *out)
{
    const struct intern *texts = &names->texts;
    buf_char(out, '[');
    for (uint32_t i = 0; i < texts->count; i++) {
        buf_text(out, i ? ",\n" : "");
        add_text(out, texts->texts[i]);
    }
    buf_char(out, ']');
}

void page_data_files(const struct page_files *files, struct buf *out)
{
    buf_char(out, '[');
    for (uint32_t i = 0; i < files->count; i++) {
        const struct page_file *file = &files->items[i];
        buf_text(out, i ? ",\n[" : "[");
        add_text(out, file->path);
        buf_char(out, ',');
        add_text(out, file->module);
        buf_char(out, ',');
        add_text(out, file->package);
        buf_format(out, ",%d]", (int)file->origin);
    }
    buf_char(out, ']');
}

void page_data_links(const struct page_files *files, const struct str *links, struct buf *out)
{
    buf_char(out, '[');
    for (uint32_t i = 0; links && i < files->count; i++) {
        buf_text(out, i ? ",\n" : "");
        add_text(out, links[files->items[i].name]);
    }
    buf_char(out, ']');
}

uint64_t page_data_packed(const struct profile *profile, const struct call *call)
{
    uint64_t recursive = page_data_recursive(profile, call->calls, call->primitive);
    return (recursive < PAGE_MOST / 2 ? recursive : PAGE_MOST / 2) << 1 | call->estimated;
}

static void add_edge(const struct profile *profile, const struct call *call, uint32_t before,
                     double quantum, struct buf *out)
{
    page_signed(out, (int64_t)call->callee - (int64_t)before);
    page_count(out, call->calls);
    page_number(out, page_data_packed(profile, call));
    page_cost(out, call->own, quantum);
    page_cost(out, call->total, quantum);
}

void page_data_edges(const struct profile *profile, double quantum, struct buf *out)
{
    for (uint32_t f = 0; f < profile->function_count; f++) {
        uint32_t before = f;
        page_number(out, profile->callees[f + 1] - profile->callees[f]);
        for (uint32_t i = profile->callees[f]; i < profile->callees[f + 1]; i++) {
            const struct call *call = &profile->calls[profile->callees_of[i]];
            add_edge(profile, call, before, quantum, out);
            before = call->callee;
        }
    }
}

/* A function that has lines, and what it costs by itself. */
struct lined {
    uint32_t function;
    double own;
};

static int compare_lined(const void *left, const void *right)
{
    const struct lined *a = left;
    const struct lined *b = right;
    int order = (a->own < b->own) - (a->own > b->own);
    return order ? order : (a->function > b->function) - (a->function < b->function);
}

static void add_lines(const struct profile *profile, uint32_t function, double quantum,
                      struct buf *out)
{
    struct row row = line_costs_of(profile, function);
    buf_format(out, "\"%" PRIu32 "\":[", function);
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct line_cost *line = &profile->lines[i];
        buf_format(out, "%s[%" PRId64 ",%" PRIu64, i > row.start ? "," : "", line->line,
                   page_quanta(line->own, quantum));
        bool has_total = line->total > line->own;
        if (line->hits > 0 || has_total)
            buf_format(out, ",%" PRId64, line->hits > 0 ? line->hits : 0);
        if (has_total)
            buf_format(out, ",%" PRIu64, page_quanta(line->total, quantum));
        buf_char(out, ']');
    }
    buf_char(out, ']');
}

void page_data_lines(const struct profile *profile, double quantum, struct buf *out)
{
    enum { MOST_LINES = 20000 }; /* half a megabyte */
    struct lined *all = memory_new(profile->line_count, sizeof *all);
    uint32_t count = 0, lines = 0;
    for (uint32_t i = 0; i < profile->line_count; i++) {
        uint32_t function = profile->lines[i].function;
        if (!i || function != profile->lines[i - 1].function)
            all[count++] = (struct lined){function, profile->functions[function].own};
    }
    if (count)
        qsort(all, count, sizeof *all, compare_lined);
    buf_char(out, '{');
    for (uint32_t i = 0; i < count; i++) {
        struct row row = line_costs_of(profile, all[i].function);
        lines += row.end - row.start;
        if (lines > MOST_LINES)
            break;
        buf_text(out, i ? ",\n" : "");
        add_lines(profile, all[i].function, quantum, out);
    }
    buf_char(out, '}');
    free(all);
}

static void add_block(const struct block *block, uint32_t up, double quantum, struct buf *out)
{
    uint64_t weight = page_quanta(block->weight, quantum);
    page_number(out, up);
    page_number(out, block->function + 1);
    page_number(out, weight);
    page_cost(out, block->own, quantum);
    uint64_t gap = page_quanta(block->gap, quantum);
    page_number(out, (uint64_t)block->cut_count << 3 | (uint64_t)(gap > 0) << 2 |
                         (uint64_t)block->guessed_place << 1 | block->estimated);
    if (block->estimated) {
        uint64_t low = page_quanta(block->low, quantum), high = page_quanta(block->high, quantum);
        page_number(out, low < weight ? weight - low : 0);
        page_number(out, high > weight ? high - weight : 0);
    }
    if (gap > 0)
        page_number(out, gap);
}

void page_data_tree(const struct tree *tree, double quantum, struct buf *out)
{
    uint32_t depth = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        add_block(block, i ? depth + 1 - block->depth : 0, quantum, out);
        depth = block->depth;
    }
}
