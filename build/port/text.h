// Texts, shared by what makes and changes them (text.c, format.c, codecs.c).

#ifndef CLOCHE_TEXT_H
#define CLOCHE_TEXT_H

#include "py/objstr.h"

typedef struct {
    const mp_obj_type_t *type; // str, bytes or bytearray
    const byte *data;
    size_t len; // bytes
} cloche_text_t;

// What a str, bytes or bytearray, or what is derived of them, consists of; false of all others.
// It may be used until anybody else's code runs.
bool cloche_text_maybe(mp_obj_t obj, cloche_text_t *text);

// How many characters, which are bytes in bytes.
size_t cloche_text_length(const cloche_text_t *text);

// The first, of str; then the text is without it.
unichar cloche_text_next(cloche_text_t *text);

void cloche_add_characters(vstr_t *out, unichar c, mp_int_t n);

// A result of that type. The bytes of a str must be well-formed UTF-8.
mp_obj_t cloche_text_from_vstr(const mp_obj_type_t *type, vstr_t *out);

// Adds what repr() gives of a value with escapes for all that is not ASCII.
void cloche_add_ascii(vstr_t *out, mp_obj_t value);

// A module of build/frozen.

// Adds what format(value, spec) gives.
void cloche_add_formatted(vstr_t *out, mp_obj_t value, const char *spec, size_t spec_len);

#endif
