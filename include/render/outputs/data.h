#ifndef PROF2DOT_DATA_H
#define PROF2DOT_DATA_H

#include "render/drawing.h"

/* The profile as JSON: everything, within request.data. Fails with ERROR_INPUT where a selector
   fits nothing. */
drawing_maker data_json;

/* The names of the functions that request.list_functions fits. Never fails. */
drawing_maker data_functions;

#endif
