// Floats to and from text: exact, by the C library.

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/formatfloat.h"
#include "py/runtime.h"

// Text of more places is no float that anybody reads, and takes for ever to write.
#define MOST_PLACES (1000000)

// The float nearest to a literal, which may have underscores.
double cloche_float_from_text(const char *text, size_t length) {
    char small[64];
    char *clean = length < sizeof(small) ? small : m_new(char, length + 1);
    size_t clean_length = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '_') {
            clean[clean_length++] = text[i];
        }
    }
    clean[clean_length] = '\0';
    MICROPY_CHARGE_LATER(length >> 2);
    double value = strtod(clean, NULL);
    if (clean != small) {
        m_del(char, clean, length + 1);
    }
    return value;
}

// The fewest digits that are read as the same float: 17 always are (IEEE 754, double), and 15 or
// fewer that were written are read as themselves, but for subnormal floats.
static int fewest_digits(char *text, size_t size, double value) {
    int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    while (snprintf(text, size, "%.*e", digits - 1, value), digits < 17 && strtod(text, NULL) != value) {
        digits++;
    }
    return digits;
}

// As Python's repr: fixed from 1e-4 up to 1e16, and no zero that says nothing.
static int format_shortest(double value, char *buf, size_t size, bool with_point, char sign) {
    char text[40];
    char *at = text;
    if (sign != '\0' && !signbit(value)) {
        *at++ = sign;
    }
    size_t room = text + sizeof(text) - at;
    if (!isfinite(value)) {
        snprintf(at, room, "%g", value);
        return snprintf(buf, size, "%s", text);
    }
    int digits = fewest_digits(at, room, value);
    char *exponent_at = strchr(at, 'e');
    int exponent = atoi(exponent_at + 1);
    char *last = exponent_at - 1;
    while (*last == '0' && digits > 1) {
        last--;
        digits--;
    }
    if (exponent < -4 || exponent >= 16) {
        if (*last == '.') {
            last--;
        }
        memmove(last + 1, exponent_at, strlen(exponent_at) + 1);
    } else {
        int places = digits - 1 - exponent;
        if (places <= 0) {
            places = with_point ? 1 : 0;
        }
        snprintf(at, room, "%.*f", places, value);
    }
    return snprintf(buf, size, "%s", text);
}

int mp_format_float(mp_float_t value, char *buf, size_t size, char code, int places, char sign) {
    if (isnan(value)) {
        value = fabs(value); // Python's nan has no sign
    }
    if (code == MICROPY_FLOAT_REPR_CODE || code == MICROPY_FLOAT_STR_CODE) {
        return format_shortest(value, buf, size, code == MICROPY_FLOAT_STR_CODE, sign);
    }
    if (places > MOST_PLACES) {
        mp_raise_ValueError(MP_ERROR_TEXT("precision too big"));
    }
    char format[8];
    snprintf(format, sizeof(format), sign == '\0' ? "%%.*%c" : "%%%c.*%c", sign == '\0' ? code : sign, code);
    return snprintf(buf, size, format, places < 0 ? 6 : places, value);
}
