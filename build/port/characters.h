// What characters are and become, as CPython's unicodedata has it.

#ifndef CLOCHE_CHARACTERS_H
#define CLOCHE_CHARACTERS_H

#include "py/misc.h"

// Flags; of CLOCHE_START and CLOCHE_CONTINUE are identifiers made, before an IGNORABLE character a Σ
// that ends a word stays the end.
enum {
    CLOCHE_ALPHA = 1, CLOCHE_UPPER = 2, CLOCHE_LOWER = 4, CLOCHE_TITLE = 8, CLOCHE_DECIMAL = 16,
    CLOCHE_DIGIT = 32, CLOCHE_NUMERIC = 64, CLOCHE_SPACE = 128, CLOCHE_PRINTABLE = 256, CLOCHE_START = 512,
    CLOCHE_CONTINUE = 1024, CLOCHE_IGNORABLE = 2048,
    CLOCHE_CASED = CLOCHE_UPPER | CLOCHE_LOWER | CLOCHE_TITLE,
};

unsigned cloche_character_flags(unichar c);

// What a digit is worth; -1 of others.
int cloche_character_decimal(unichar c);

typedef enum { CLOCHE_TO_UPPER, CLOCHE_TO_LOWER, CLOCHE_TO_TITLE, CLOCHE_TO_FOLD } cloche_change_t;

#define CLOCHE_MOST_CHANGED (3)

// Writes up to CLOCHE_MOST_CHANGED characters and returns how many.
size_t cloche_character_change(cloche_change_t change, unichar c, unichar *out);

#endif
