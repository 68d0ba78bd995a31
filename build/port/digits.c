// Floats and their decimal digits, exactly: by whole numbers of any length, and by floats only where nothing is
// lost, or to begin a search close to its end. (C's library does it with floats of 128 bits, for a fiftieth of the
// whole module.)

#include <math.h>
#include <string.h>

#include "py/mpconfig.h"
#include "py/misc.h"
#include "digits.h"

#define LIMB (1000000000) // base of a limb: nine digits
#define MOST_LIMBS (CLOCHE_MOST_DIGITS / 9 + 2)
#define LEAST_EXPONENT (-1074) // of the smallest float, which is 2^-1074
#define EXACT_TENS (22) // 10^22 is the largest power of ten that is a float

// ---- float to digits -------------------------------------------------------------------------------

typedef struct {
    size_t n;
    uint32_t limbs[MOST_LIMBS]; // the lowest first
} whole_t;

static void multiply(whole_t *whole, uint32_t factor) {
    uint64_t carry = 0;
    for (size_t i = 0; i < whole->n; i++) {
        carry += (uint64_t)whole->limbs[i] * factor;
        whole->limbs[i] = carry % LIMB;
        carry /= LIMB;
    }
    for (; carry > 0; carry /= LIMB) {
        whole->limbs[whole->n++] = carry % LIMB;
    }
}

// mantissa × 2^exponent. Where the exponent is negative, that is mantissa × 5^-exponent, and a point.
static void expand(uint64_t mantissa, int exponent, cloche_digits_t *out) {
    out->n = 0;
    out->point = 0;
    if (mantissa == 0) {
        return;
    }
    while (exponent < 0 && mantissa % 2 == 0) {
        mantissa /= 2;
        exponent++;
    }
    whole_t whole = { .n = 0 };
    for (; mantissa > 0; mantissa /= LIMB) {
        whole.limbs[whole.n++] = mantissa % LIMB;
    }
    out->point = MIN(exponent, 0);
    for (; exponent >= 29; exponent -= 29) {
        multiply(&whole, 1u << 29);
    }
    for (; exponent <= -13; exponent += 13) {
        multiply(&whole, 1220703125); // 5^13
    }
    for (; exponent < 0; exponent++) {
        multiply(&whole, 5);
    }
    multiply(&whole, 1u << exponent);
    size_t skip = 0;
    for (size_t i = whole.n; i-- > 0;) {
        uint32_t limb = whole.limbs[i];
        for (int at = 8; at >= 0; at--) {
            out->digits[out->n + at] = '0' + limb % 10;
            limb /= 10;
        }
        out->n += 9;
    }
    while (out->digits[skip] == '0') {
        skip++;
    }
    out->n -= skip;
    memmove(out->digits, out->digits + skip, out->n);
    out->point += out->n;
}

// What the bits of a float that is not negative stand for.
static uint64_t mantissa_of(uint64_t bits, int *exponent) {
    int biased = bits >> 52;
    *exponent = LEAST_EXPONENT + MAX(biased - 1, 0);
    return (bits & 0xfffffffffffff) | (uint64_t)(biased > 0) << 52;
}

static uint64_t bits_of(double value) {
    uint64_t bits;
    value = fabs(value);
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

void cloche_digits_of(double value, cloche_digits_t *out) {
    int exponent;
    uint64_t mantissa = mantissa_of(bits_of(value), &exponent);
    expand(mantissa, exponent, out);
}

void cloche_digits_round(cloche_digits_t *number, int keep) {
    if (keep < 0) {
        number->n = 0;
    } else if ((size_t)keep < number->n) {
        char *next = number->digits + keep;
        bool is_odd = keep > 0 && (next[-1] - '0') % 2 == 1;
        bool is_up = *next > '5' || (*next == '5' && is_odd);
        if (*next == '5') {
            for (size_t i = keep + 1; i < number->n; i++) {
                is_up |= number->digits[i] != '0';
            }
        }
        number->n = keep;
        while (is_up && keep > 0) {
            char *digit = number->digits + --keep;
            is_up = *digit == '9';
            *digit = is_up ? '0' : *digit + 1;
        }
        if (is_up) {
            memset(number->digits, '0', number->n + 1);
            number->digits[0] = '1';
            number->n = MAX(number->n, (size_t)1);
            number->point++;
        }
    }
}

// ---- digits to float -------------------------------------------------------------------------------

double cloche_scaled(uint64_t mantissa, int exponent) {
    int lost = LEAST_EXPONENT - exponent;
    if (mantissa != 0 && lost > 0) {
        int size = 64 - __builtin_clzll(mantissa);
        if (size - lost <= 52) { // subnormal, or nearly: rounded here, where no bit may be rounded away before
            uint64_t kept = lost < 64 ? mantissa >> lost : 0;
            uint64_t rest = lost < 64 ? mantissa << (64 - lost) : lost == 64 ? mantissa : mantissa != 0;
            uint64_t half = (uint64_t)1 << 63;
            kept += rest > half || (rest == half && kept % 2 == 1);
            return ldexp((double)kept, LEAST_EXPONENT);
        }
    }
    return ldexp((double)mantissa, exponent);
}

static int compared(const cloche_digits_t *left, const cloche_digits_t *right) {
    if (left->point != right->point) {
        return left->point < right->point ? -1 : 1;
    }
    for (size_t i = 0; i < left->n || i < right->n; i++) {
        int difference = (i < left->n ? left->digits[i] : '0') - (i < right->n ? right->digits[i] : '0');
        if (difference != 0) {
            return difference;
        }
    }
    return 0;
}

// On which side of the middle between a float and the next larger one the number lies.
static int side(const cloche_digits_t *number, uint64_t bits) {
    int exponent;
    uint64_t mantissa = mantissa_of(bits, &exponent);
    cloche_digits_t middle;
    expand(2 * mantissa + 1, exponent - 1, &middle);
    return compared(number, &middle);
}

double cloche_digits_as_float(const cloche_digits_t *number) {
    if (number->n == 0 || number->point < -330) {
        return 0;
    } else if (number->point > 310) {
        return INFINITY;
    }
    size_t n = MIN(number->n, 19);
    uint64_t first = 0;
    for (size_t i = 0; i < n; i++) {
        first = first * 10 + (number->digits[i] - '0');
    }
    int tens = number->point - (int)n;
    if (n == number->n && first <= (uint64_t)1 << 53 && tens >= -EXACT_TENS && tens <= EXACT_TENS) {
        return tens < 0 ? first / pow(10, -tens) : first * pow(10, tens);
    }
    // Near, and then to the neighbours until it lies between the right two middles.
    uint64_t bits = bits_of(first * pow(10, tens / 2) * pow(10, tens - tens / 2));
    const uint64_t infinity = (uint64_t)0x7ff << 52;
    for (;;) {
        int above = bits < infinity ? side(number, bits) : -1;
        if (above > 0 || (above == 0 && bits % 2 == 1)) {
            bits++;
            continue;
        }
        int below = bits > 0 ? side(number, bits - 1) : 1;
        if (below > 0 || (below == 0 && bits % 2 == 0)) {
            break;
        }
        bits--;
    }
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

// ---- digits to text --------------------------------------------------------------------------------

typedef struct {
    char *buf;
    size_t size, length;
} text_t;

static void put(text_t *text, char character) {
    if (text->length < text->size) {
        text->buf[text->length] = character;
    }
    text->length++;
}

// A zero where the number has no such digit.
static void put_digits(text_t *text, const cloche_digits_t *number, int from, int to) {
    for (; from < to; from++) {
        put(text, from >= 0 && (size_t)from < number->n ? number->digits[from] : '0');
    }
}

size_t cloche_digits_write(cloche_digits_t *number, char code, int places, bool alternate, char *buf, size_t size) {
    text_t text = { buf, size, 0 };
    char kind = code | 0x20;
    if (kind == 'g') {
        places = MAX(places, 1);
        cloche_digits_round(number, places);
        int exponent = number->n == 0 ? 0 : number->point - 1;
        kind = exponent >= -4 && exponent < places ? 'f' : 'e';
        if (!alternate) {
            size_t n = number->n;
            while (n > 0 && number->digits[n - 1] == '0') {
                n--;
            }
            places = MAX((int)n, kind == 'f' ? exponent + 1 : 1);
        }
        places -= kind == 'f' ? exponent + 1 : 1;
    }
    if (kind == 'f') {
        cloche_digits_round(number, number->point + places);
        int point = number->n == 0 ? 0 : number->point;
        if (point <= 0) {
            put(&text, '0');
        }
        put_digits(&text, number, 0, point);
        if (places > 0 || alternate) {
            put(&text, '.');
        }
        put_digits(&text, number, point, point + places);
    } else {
        cloche_digits_round(number, places + 1);
        put_digits(&text, number, 0, 1);
        if (places > 0 || alternate) {
            put(&text, '.');
        }
        put_digits(&text, number, 1, places + 1);
        int exponent = number->n == 0 ? 0 : number->point - 1;
        put(&text, (code & 0x20) | 'E');
        put(&text, exponent < 0 ? '-' : '+');
        exponent = exponent < 0 ? -exponent : exponent;
        if (exponent >= 100) {
            put(&text, '0' + exponent / 100);
        }
        put(&text, '0' + exponent / 10 % 10);
        put(&text, '0' + exponent % 10);
    }
    if (size > 0) {
        buf[MIN(text.length, size - 1)] = '\0';
    }
    return text.length;
}
