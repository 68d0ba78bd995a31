// Chance, from the worker: what seeds the `random` module.

#include <stdint.h>

#include "imports.h"

uint32_t cloche_entropy(void) {
    return (uint32_t)cloche_import_entropy();
}
