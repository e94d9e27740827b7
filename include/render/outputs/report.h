#ifndef PROF2DOT_REPORT_H
#define PROF2DOT_REPORT_H

#include "render/drawing.h"

/* The HTML report, the call graph in it. Where no graph can be drawn the report goes without one,
   and a note says why. Fails as pictures_svg does where a selector fits nothing. */
drawing_maker report_make;

#endif
