// Linked first, so that its constant comes before all others and its variable before all others:
// from one to the other lies what never changes (the frozen library, above all).
//
// `used`: they are exported, since the worker leaves all that lies between them as it is when it puts
// an image into the memory (web/worker/image.js).

#include "guest.h"

const char cloche_constants_start[4] __attribute__((used)) = "ro";
char cloche_variables_start[4] __attribute__((used)) = "rw";
