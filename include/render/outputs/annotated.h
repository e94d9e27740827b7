#ifndef PROF2DOT_ANNOTATED_H
#define PROF2DOT_ANNOTATED_H

#include "render/drawing.h"

/* Sources with what their lines cost: of the functions that were asked for, else of the most
   expensive files. Sources are read if the request allows it and where they are readable. Fails
   with ERROR_INPUT where the profile has no costs of lines, or a pattern fits nothing. */
drawing_maker annotated_make;

#endif
