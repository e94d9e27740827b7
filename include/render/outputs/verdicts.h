#ifndef PROF2DOT_VERDICTS_H
#define PROF2DOT_VERDICTS_H

#include "render/drawing.h"

/* What came of the budgets, as JUnit's XML. Never fails. */
drawing_maker verdicts_make_junit;

#endif
