// Chance, which seeds the `random` module: from the worker, or from a seed.

#include <stdbool.h>
#include <stdint.h>

#include "guest.h"
#include "imports.h"

static bool is_seeded;
static uint64_t state;

void cloche_entropy_seed(double seed) {
    is_seeded = true;
    state = (uint64_t)seed;
}

uint32_t cloche_entropy(void) {
    if (!is_seeded) {
        return (uint32_t)cloche_import_entropy();
    }
    // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    uint64_t mixed = state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)(mixed >> 32);
}
