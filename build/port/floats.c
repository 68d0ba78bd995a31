// Floats to and from text, in Python's forms.

#include <float.h>
#include <math.h>
#include <string.h>

#include "py/formatfloat.h"
#include "py/runtime.h"
#include "digits.h"

// Text of more places is no float that anybody reads, and takes for ever to write.
#define MOST_PLACES (1000000)

// With a larger one every float is 0 or infinite; and with the length of a text it must fit into an int.
#define MOST_EXPONENT (10000000)

// The float nearest to what is a literal, but that it may have a sign, and be "inf" or "nan".
double cloche_float_from_text(const char *text, size_t length) {
    MICROPY_CHARGE_LATER(length >> 2);
    const char *at = text, *end = text + length;
    bool is_negative = at < end && *at == '-';
    at += is_negative || (at < end && *at == '+');
    cloche_digits_t number = { .n = 0 };
    double value;
    if (at < end && (*at | 0x20) == 'i') {
        value = INFINITY;
    } else if (at < end && (*at | 0x20) == 'n') {
        value = NAN;
    } else {
        bool has_point = false;
        for (; at < end && (*at | 0x20) != 'e'; at++) {
            if (*at == '.') {
                has_point = true;
            } else if (*at != '_') {
                bool is_first = number.n == 0 && *at == '0';
                number.point += is_first ? -has_point : !has_point;
                if (!is_first && number.n < CLOCHE_MOST_DIGITS) {
                    number.digits[number.n++] = *at;
                } else if (!is_first && *at != '0') {
                    number.digits[CLOCHE_MOST_DIGITS] = '1'; // whatever it is, it is more than no digit
                    number.n = CLOCHE_MOST_DIGITS + 1;
                }
            }
        }
        if (at < end) {
            bool is_small = ++at < end && *at == '-';
            int exponent = 0;
            for (; at < end; at++) {
                if (*at >= '0' && *at <= '9' && exponent < MOST_EXPONENT) {
                    exponent = exponent * 10 + (*at - '0');
                }
            }
            number.point += is_small ? -exponent : exponent;
        }
        value = cloche_digits_as_float(&number);
    }
    return is_negative ? -value : value;
}

// The fewest digits that are read as the same float: 17 always are (IEEE 754, double), and 15 or
// fewer that were written are read as themselves, but for subnormal floats.
static void fewest_digits(double value, cloche_digits_t *out) {
    value = fabs(value);
    // Mostly it is a whole number of 15 digits at most, and a power of ten: if their quotient is the float, these
    // are the digits.
    if (value >= 1e-7 && value < 1e15) {
        int tens = 14 - (int)floor(log10(value));
        double scale = pow(10, tens), whole = nearbyint(value * scale);
        if (whole < 1e15 && tens >= 0 && whole / scale == value) {
            cloche_digits_of(whole, out);
            out->point -= tens;
            return;
        }
    }
    cloche_digits_t all;
    cloche_digits_of(value, &all);
    int digits = value < DBL_MIN ? 1 : DBL_DIG;
    do {
        *out = all;
        cloche_digits_round(out, digits);
    } while (digits++ < 17 && cloche_digits_as_float(out) != value);
}

// As Python's repr: fixed from 1e-4 up to 1e16, and no zero that says nothing.
static size_t format_shortest(double value, char *buf, size_t size, bool with_point) {
    cloche_digits_t number;
    fewest_digits(value, &number);
    while (number.n > 0 && number.digits[number.n - 1] == '0') {
        number.n--;
    }
    int exponent = number.n == 0 ? 0 : number.point - 1;
    int places = (int)number.n - 1;
    if (exponent < -4 || exponent >= 16) {
        return cloche_digits_write(&number, 'e', places, false, buf, size);
    }
    return cloche_digits_write(&number, 'f', MAX(places - exponent, with_point), false, buf, size);
}

int mp_format_float(mp_float_t value, char *buf, size_t size, char code, int places, char sign) {
    size_t length = 0;
    bool is_negative = signbit(value) && !isnan(value); // Python's nan has no sign
    if ((is_negative || sign != '\0') && size > 1) {
        *buf++ = is_negative ? '-' : sign;
        size--;
        length++;
    }
    if (!isfinite(value)) {
        strncpy(buf, isnan(value) ? "nan" : "inf", size);
        return length + 3;
    } else if (code == MICROPY_FLOAT_REPR_CODE || code == MICROPY_FLOAT_STR_CODE) {
        return length + format_shortest(value, buf, size, code == MICROPY_FLOAT_STR_CODE);
    } else if (places > MOST_PLACES) {
        mp_raise_ValueError(MP_ERROR_TEXT("precision too big"));
    }
    cloche_digits_t number;
    cloche_digits_of(value, &number);
    return length + cloche_digits_write(&number, code, places < 0 ? 6 : places, false, buf, size);
}
