#ifndef PROF2DOT_VERSION_H
#define PROF2DOT_VERSION_H

#define PROF2DOT_VERSION "0.1.0"
#define PROF2DOT_DATE "November 28, 2026" /* of the man page */

#endif
