/* Usage: tree FILE LEAST_SHARE MOST_BLOCKS
   Unfolds a profile and prints a line for each block: parent, depth, function's name ("-" for the
   root), weight, own, gap, cut, cut count, low, high, estimated, place guessed; separated by tabs.
 */

#include <stdio.h>
#include <stdlib.h>

#include "analysis/tree/unfold.h"
#include "base/file.h"
#include "input/detect.h"

static void print_block(const struct profile *profile, const struct block *block)
{
    struct str name = STR("-");
    if (block->function != TREE_ROOT)
        name = profile->names[profile->functions[block->function].name].text;
    printf("%u\t%u\t%.*s\t%.17g\t%.17g\t%.17g\t%.17g\t%u\t%.17g\t%.17g\t%d\t%d\n", block->parent,
           block->depth, (int)name.size, name.data, block->weight, block->own, block->gap,
           block->cut, block->cut_count, block->low, block->high, block->estimated,
           block->guessed_place);
}

int main(int argc, char **argv)
{
    struct buf bytes = {0};
    struct profile profile;
    struct error error;
    if (argc != 4 || !file_read(argv[1], &bytes, &error) ||
        !detect_read(buf_slice(&bytes), &(struct input_options){0}, &profile, &error))
        return 1;
    struct unfold_options options = {.least_share = strtod(argv[2], NULL),
                                     .most_blocks = (uint32_t)strtoul(argv[3], NULL, 10)};
    struct tree tree = unfold_profile(&profile, &options);
    for (uint32_t i = 0; i < tree.count; i++)
        print_block(&profile, &tree.blocks[i]);
    tree_free(&tree);
    profile_free(&profile);
    buf_free(&bytes);
    return 0;
}
