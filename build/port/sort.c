// Sorting as CPython does it, as far as a program can tell: stable, and with few comparisons where
// something is in order already. Runs are found, made longer by binary insertion, and merged in the
// order of their powers (J. I. Munro, S. Wild: Nearly-optimal mergesorts, 2018).

#include <string.h>

#include "py/runtime.h"
#include "guest.h"

#define SHORTEST_RUN    (32)
#define MOST_RUNS       (40)

// What is sorted: keys, and what moves with them, which is NULL if they are the values themselves.
typedef struct {
    mp_obj_t *keys;
    mp_obj_t *values;
    mp_obj_t *spare_keys;
    mp_obj_t *spare_values;
    size_t n;
} sorting_t;

typedef struct {
    size_t start;
    size_t length;
    unsigned power; // of the boundary between it and the run behind it
} run_t;

static bool is_less(mp_obj_t a, mp_obj_t b) {
    MICROPY_CHARGE(1);
    if (mp_obj_is_small_int(a) && mp_obj_is_small_int(b)) {
        return MP_OBJ_SMALL_INT_VALUE(a) < MP_OBJ_SMALL_INT_VALUE(b);
    }
    return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_LESS, a, b));
}

static void reverse(mp_obj_t *items, size_t n) {
    for (size_t i = 0, j = n; i + 1 < j; i++) {
        mp_obj_t item = items[i];
        items[i] = items[--j];
        items[j] = item;
    }
}

// How many items are in order from `start` on. Those in falling order are turned round, which keeps
// equals in place, as there are none.
static size_t count_run(sorting_t *s, size_t start) {
    size_t end = start + 1;
    if (end == s->n) {
        return 1;
    }
    if (is_less(s->keys[end], s->keys[start])) {
        do {
            end++;
        } while (end < s->n && is_less(s->keys[end], s->keys[end - 1]));
        reverse(s->keys + start, end - start);
        if (s->values != NULL) {
            reverse(s->values + start, end - start);
        }
    } else {
        do {
            end++;
        } while (end < s->n && !is_less(s->keys[end], s->keys[end - 1]));
    }
    return end - start;
}

static void insert(mp_obj_t *items, size_t from, size_t to) {
    mp_obj_t item = items[from];
    memmove(items + to + 1, items + to, (from - to) * sizeof(mp_obj_t));
    items[to] = item;
}

// Makes the run of `length` items at `start` one of `wanted`.
static void lengthen_run(sorting_t *s, size_t start, size_t length, size_t wanted) {
    for (size_t i = start + length; i < start + wanted; i++) {
        size_t low = start, high = i;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (is_less(s->keys[i], s->keys[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        insert(s->keys, i, low);
        if (s->values != NULL) {
            insert(s->values, i, low);
        }
    }
}

static void put(sorting_t *s, size_t to, const mp_obj_t *keys, const mp_obj_t *values, size_t from) {
    s->keys[to] = keys[from];
    if (values != NULL) {
        s->values[to] = values[from];
    }
}

// Merges two neighbours. The first is moved out of the way; an item of the second never overtakes
// one of the first that has not been put back.
static void merge(sorting_t *s, size_t start, size_t n1, size_t n2) {
    memcpy(s->spare_keys, s->keys + start, n1 * sizeof(mp_obj_t));
    if (s->values != NULL) {
        memcpy(s->spare_values, s->values + start, n1 * sizeof(mp_obj_t));
    }
    MICROPY_CHARGE_LATER((n1 + n2) >> 6);
    size_t left = 0, right = start + n1, end = right + n2, to = start;
    while (left < n1 && right < end) {
        if (is_less(s->keys[right], s->spare_keys[left])) {
            put(s, to++, s->keys, s->values, right++);
        } else {
            put(s, to++, s->spare_keys, s->values == NULL ? NULL : s->spare_values, left++);
        }
    }
    while (left < n1) {
        put(s, to++, s->spare_keys, s->values == NULL ? NULL : s->spare_values, left++);
    }
}

// The level in a perfectly balanced tree at which the two runs would be merged.
static unsigned power_of(size_t start1, size_t n1, size_t n2, size_t n) {
    uint64_t a = 2 * (uint64_t)start1 + n1;
    uint64_t b = a + n1 + n2;
    unsigned power = 0;
    for (;;) {
        power++;
        if (a >= n) {
            a -= n;
            b -= n;
        } else if (b >= n) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

void cloche_sort(mp_obj_t *keys, mp_obj_t *values, size_t n) {
    sorting_t s = {keys, values, NULL, NULL, n};
    size_t shortest = n;
    for (size_t odd = 0; shortest >= 2 * SHORTEST_RUN; odd = 0) {
        odd |= shortest & 1;
        shortest = shortest / 2 + odd;
    }
    if (n >= 2 * SHORTEST_RUN) {
        s.spare_keys = m_new(mp_obj_t, n);
        s.spare_values = values == NULL ? NULL : m_new(mp_obj_t, n);
    }
    run_t runs[MOST_RUNS];
    size_t n_runs = 0;
    for (size_t start = 0; start < n;) {
        size_t length = count_run(&s, start);
        if (length < shortest) {
            size_t wanted = MIN(shortest, n - start);
            lengthen_run(&s, start, length, wanted);
            length = wanted;
        }
        if (n_runs > 0) {
            run_t *last = &runs[n_runs - 1];
            unsigned power = power_of(last->start, last->length, length, n);
            while (n_runs > 1 && runs[n_runs - 2].power > power) {
                merge(&s, runs[n_runs - 2].start, runs[n_runs - 2].length, runs[n_runs - 1].length);
                runs[n_runs - 2].length += runs[n_runs - 1].length;
                n_runs--;
            }
            runs[n_runs - 1].power = power;
        }
        runs[n_runs++] = (run_t) {start, length, 0};
        start += length;
    }
    while (n_runs > 1) {
        merge(&s, runs[n_runs - 2].start, runs[n_runs - 2].length, runs[n_runs - 1].length);
        runs[n_runs - 2].length += runs[n_runs - 1].length;
        n_runs--;
    }
    m_del(mp_obj_t, s.spare_keys, n);
    m_del(mp_obj_t, s.spare_values, n);
}
