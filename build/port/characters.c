// Reads the tables that build/unicode_tables.py makes.

#include "py/runtime.h"
#include "py/unicode.h"
#include "characters.h"
#include "characters_data.h"

// The class of a character, and where the run of those of its class begins.
static unsigned flags_and_run(unichar c, unichar *first_of_run) {
    size_t low = 0, high = MP_ARRAY_SIZE(checkpoint_first);
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (checkpoint_first[middle] <= c) {
            low = middle;
        } else {
            high = middle;
        }
    }
    unichar first = checkpoint_first[low];
    const uint8_t *at = runs + checkpoint_place[low], *end = runs + sizeof(runs);
    while (at < end) {
        unsigned class = *at >> 3, length = (*at & 7) + 1;
        at++;
        if (class == 31) {
            class = *at++;
        }
        if (length == 7) {
            length = 7 + *at++;
        } else if (length == 8) {
            length = at[0] | at[1] << 8 | at[2] << 16;
            at += 3;
        }
        if (c - first < length) {
            *first_of_run = first;
            if (class == 0) { // a capital letter and its small one, again and again
                class = (c - first) % 2 == 0 ? CLASS_OF_PAIRS_UPPER : CLASS_OF_PAIRS_LOWER;
            }
            return class_flags[class];
        }
        first += length;
    }
    *first_of_run = c;
    return 0;
}

unsigned cloche_character_flags(unichar c) {
    unichar first;
    return c < 128 ? ascii_flags[c] : flags_and_run(c, &first);
}

int cloche_character_decimal(unichar c) {
    unichar first;
    if (c < 128) {
        return c - '0' < 10 ? (int)(c - '0') : -1;
    }
    return flags_and_run(c, &first) & CLOCHE_DECIMAL ? (int)((c - first) % 10) : -1;
}

// Whether the character is in one of the ranges: then what it becomes is in *out.
static bool change_in_ranges(const uint32_t *ranges, const uint8_t *places, size_t n, unichar c, unichar *out) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        unichar first = ranges[middle] & 0x1fffff;
        unsigned step = 1 + (ranges[middle] >> 31), count = ranges[middle] >> 21 & 1023;
        if (c < first) {
            high = middle;
        } else if (c - first > (count - 1) * step) {
            low = middle + 1;
        } else if ((c - first) % step != 0) {
            return false;
        } else {
            *out = c + distances[places[middle]];
            return true;
        }
    }
    return false;
}

static size_t change_to_several(const char *specials, unichar c, unichar *out) {
    const byte *at = (const byte *)specials;
    while (*at) {
        bool is_it = utf8_get_char(at) == c;
        size_t n = 0;
        for (at = utf8_next_char(at); *at != ' '; at = utf8_next_char(at)) {
            if (is_it && n < CLOCHE_MOST_CHANGED) {
                out[n++] = utf8_get_char(at);
            }
        }
        if (is_it) {
            return n;
        }
        at++;
    }
    return 0;
}

#define IN_RANGES(which, c, out) change_in_ranges(which##_ranges, which##_distances, MP_ARRAY_SIZE(which##_ranges), c, out)

// Where a character's capitals are several, it is none of those whose distance is in the ranges.
static size_t change_to_upper(unichar c, unichar *out) {
    if (IN_RANGES(upper, c, out)) {
        return 1;
    }
    size_t n = cloche_character_flags(c) & CLOCHE_CASED ? change_to_several(upper_specials, c, out) : 0;
    if (n == 0) {
        out[n++] = c;
    }
    return n;
}

static void change_to_lower(unichar *c) {
    if (*c < 128) {
        *c = unichar_tolower(*c);
    } else {
        IN_RANGES(lower, *c, c);
    }
}

size_t cloche_character_change(cloche_change_t change, unichar c, unichar *out) {
    out[0] = c;
    if (c < 128) {
        out[0] = change == CLOCHE_TO_UPPER || change == CLOCHE_TO_TITLE ? unichar_toupper(c) : unichar_tolower(c);
        return 1;
    }
    MICROPY_CHARGE_LATER(1);
    if (change == CLOCHE_TO_LOWER || (change == CLOCHE_TO_FOLD && c == 0x130)) {
        if (c == 0x130) { // İ is the only one that becomes two
            out[0] = 'i';
            out[1] = 0x307;
            return 2;
        }
        change_to_lower(out);
        return 1;
    }
    if (change == CLOCHE_TO_UPPER) {
        return change_to_upper(c, out);
    }
    bool is_title = change == CLOCHE_TO_TITLE;
    if (is_title ? IN_RANGES(title, c, out) : IN_RANGES(fold, c, out)) {
        return 1;
    }
    size_t n = change_to_several(is_title ? title_specials : fold_specials, c, out);
    if (n == 0) {
        n = change_to_upper(c, out);
        for (size_t i = is_title ? 1 : 0; i < n; i++) {
            change_to_lower(&out[i]);
        }
    }
    return n;
}
