// Linked first, so that its constant comes before all others and its variable before all others:
// from one to the other lies what never changes (the frozen library, above all).
// Not `used`: Emscripten would export them.

#include "guest.h"

const char cloche_constants_start[4] = "ro";
char cloche_variables_start[4] = "rw";
