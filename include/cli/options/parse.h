#ifndef PROF2DOT_PARSE_H
#define PROF2DOT_PARSE_H

#include "cli/options/options.h"

/* Reads the command line, argv[0] included; options_free, whatever it returns. Fails with
   ERROR_USAGE. */
bool parse_options(int argc, char **argv, struct options *options, struct error *error);

#endif
