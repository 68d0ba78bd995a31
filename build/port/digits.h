// Floats and their decimal digits.
#ifndef CLOCHE_DIGITS_H
#define CLOCHE_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The digits of what lies halfway between two floats, of which none has more.
#define CLOCHE_MOST_DIGITS (768)

// 0.ddd × 10^point, or zero where there are no digits. The first is not 0; the last may be.
typedef struct {
    size_t n;
    int point;
    char digits[CLOCHE_MOST_DIGITS + 9]; // and room for what a limb has too many
} cloche_digits_t;

// All digits of a finite float, whose sign is not asked for.
void cloche_digits_of(double value, cloche_digits_t *out);

// Keeps the first digits, fewer than one as well. Halves go to the even neighbour.
void cloche_digits_round(cloche_digits_t *number, int keep);

// The nearest float, which may be infinite.
double cloche_digits_as_float(const cloche_digits_t *number);

// 'e', 'f' or 'g', as C's printf has them; `alternate` is its '#'. Writes what fits, and a NUL; the length
// that all of it has.
size_t cloche_digits_write(cloche_digits_t *number, char code, int places, bool alternate, char *buf, size_t size);

// mantissa × 2^exponent, rounded once.
double cloche_scaled(uint64_t mantissa, int exponent);

#endif
