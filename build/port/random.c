// _random: the generator below CPython's `random`, so that the same seed gives the same numbers.
//
// MT19937 (Matsumoto and Nishimura, 1998), with CPython's ways of seeding and of making floats.

#include <string.h>

#include "py/obj.h"
#include "py/objint.h"
#include "py/runtime.h"
#include "guest.h"

#define N (624)
#define M (397)

typedef struct {
    mp_obj_base_t base;
    uint32_t index;
    uint32_t state[N];
} generator_t;

static uint32_t next(generator_t *self) {
    uint32_t *mt = self->state;
    if (self->index >= N) {
        MICROPY_CHARGE(N / 16);
        for (size_t i = 0; i < N; i++) {
            uint32_t y = (mt[i] & 0x80000000u) | (mt[(i + 1) % N] & 0x7fffffffu);
            mt[i] = mt[(i + M) % N] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
        }
        self->index = 0;
    }
    uint32_t y = mt[self->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

static void seed_by_array(generator_t *self, const byte *key, size_t key_words) {
    uint32_t *mt = self->state;
    mt[0] = 19650218u;
    for (size_t i = 1; i < N; i++) {
        mt[i] = 1812433253u * (mt[i - 1] ^ (mt[i - 1] >> 30)) + i;
    }
    size_t i = 1, j = 0;
    MICROPY_CHARGE(N / 8 + key_words / 16);
    for (size_t k = key_words > N ? key_words : N; k > 0; k--) {
        uint32_t word;
        memcpy(&word, key + 4 * j, 4);
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525u)) + word + j;
        if (++i >= N) {
            mt[0] = mt[N - 1];
            i = 1;
        }
        if (++j >= key_words) {
            j = 0;
        }
    }
    for (size_t k = N - 1; k > 0; k--) {
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941u)) - i;
        if (++i >= N) {
            mt[0] = mt[N - 1];
            i = 1;
        }
    }
    mt[0] = 0x80000000u;
    self->index = N;
}

static mp_obj_t generator_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    generator_t *self = mp_obj_malloc(generator_t, type);
    static const byte zero[4];
    seed_by_array(self, zero, 1);
    return MP_OBJ_FROM_PTR(self);
}

// seed(key): the bytes of a number, the lowest first, a multiple of four of them.
static mp_obj_t generator_seed(mp_obj_t self_in, mp_obj_t key) {
    mp_buffer_info_t bytes;
    mp_get_buffer_raise(key, &bytes, MP_BUFFER_READ);
    if (bytes.len < 4 || bytes.len % 4 != 0) {
        mp_raise_ValueError(NULL);
    }
    seed_by_array(MP_OBJ_TO_PTR(self_in), bytes.buf, bytes.len / 4);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_seed_obj, generator_seed);

static mp_obj_t generator_random(mp_obj_t self_in) {
    uint32_t a = next(MP_OBJ_TO_PTR(self_in)) >> 5, b = next(MP_OBJ_TO_PTR(self_in)) >> 6;
    return mp_obj_new_float((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}
static MP_DEFINE_CONST_FUN_OBJ_1(generator_random_obj, generator_random);

static mp_obj_t generator_getrandbits(mp_obj_t self_in, mp_obj_t bits_in) {
    mp_int_t bits = mp_obj_get_int(bits_in);
    if (bits < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("number of bits must be non-negative"));
    } else if (bits == 0) {
        return MP_OBJ_NEW_SMALL_INT(0);
    } else if (bits <= 32) {
        return mp_obj_new_int_from_uint(next(MP_OBJ_TO_PTR(self_in)) >> (32 - bits));
    }
    size_t words = ((size_t)bits - 1) / 32 + 1;
    MICROPY_CHARGE(words / 4);
    vstr_t bytes;
    vstr_init_len(&bytes, words * 4);
    for (size_t i = 0; i < words; i++, bits -= 32) {
        uint32_t word = next(MP_OBJ_TO_PTR(self_in));
        if (bits < 32) {
            word >>= 32 - bits;
        }
        memcpy(bytes.buf + 4 * i, &word, 4);
    }
    return mp_obj_int_from_bytes_impl(false, bytes.len, (const byte *)bytes.buf);
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_getrandbits_obj, generator_getrandbits);

static mp_obj_t generator_getstate(mp_obj_t self_in) {
    generator_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_tuple_t *state = MP_OBJ_TO_PTR(mp_obj_new_tuple(N + 1, NULL));
    for (size_t i = 0; i < N; i++) {
        state->items[i] = mp_obj_new_int_from_uint(self->state[i]);
    }
    state->items[N] = MP_OBJ_NEW_SMALL_INT(self->index);
    return MP_OBJ_FROM_PTR(state);
}
static MP_DEFINE_CONST_FUN_OBJ_1(generator_getstate_obj, generator_getstate);

static mp_obj_t generator_setstate(mp_obj_t self_in, mp_obj_t state) {
    generator_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t *items;
    mp_obj_get_array_fixed_n(state, N + 1, &items);
    mp_int_t index = mp_obj_get_int(items[N]);
    if (index < 0 || index > N) {
        mp_raise_ValueError(MP_ERROR_TEXT("invalid state"));
    }
    uint32_t words[N];
    for (size_t i = 0; i < N; i++) {
        words[i] = (uint32_t)mp_obj_get_int_truncated(items[i]);
    }
    memcpy(self->state, words, sizeof(words));
    self->index = index;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_setstate_obj, generator_setstate);

static const mp_rom_map_elem_t generator_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_seed), MP_ROM_PTR(&generator_seed_obj) },
    { MP_ROM_QSTR(MP_QSTR_random), MP_ROM_PTR(&generator_random_obj) },
    { MP_ROM_QSTR(MP_QSTR_getrandbits), MP_ROM_PTR(&generator_getrandbits_obj) },
    { MP_ROM_QSTR(MP_QSTR_getstate), MP_ROM_PTR(&generator_getstate_obj) },
    { MP_ROM_QSTR(MP_QSTR_setstate), MP_ROM_PTR(&generator_setstate_obj) },
};
static MP_DEFINE_CONST_DICT(generator_locals, generator_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    generator_type,
    MP_QSTR_Generator,
    MP_TYPE_FLAG_NONE,
    make_new, generator_make_new,
    locals_dict, &generator_locals
    );

// entropy(n): n bytes that the worker's own source of chance gave, or a deterministic run's seed.
static mp_obj_t random_entropy(mp_obj_t n_in) {
    mp_int_t n = mp_obj_get_int(n_in);
    if (n < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("negative argument not allowed"));
    }
    vstr_t bytes;
    vstr_init_len(&bytes, n);
    for (mp_int_t i = 0; i < n; i += 4) {
        MICROPY_CHARGE(4);
        uint32_t word = cloche_entropy();
        memcpy(bytes.buf + i, &word, n - i < 4 ? n - i : 4);
    }
    return mp_obj_new_bytes_from_vstr(&bytes);
}
static MP_DEFINE_CONST_FUN_OBJ_1(random_entropy_obj, random_entropy);

static const mp_rom_map_elem_t random_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__random) },
    { MP_ROM_QSTR(MP_QSTR_entropy), MP_ROM_PTR(&random_entropy_obj) },
    { MP_ROM_QSTR(MP_QSTR_Generator), MP_ROM_PTR(&generator_type) },
};
static MP_DEFINE_CONST_DICT(random_globals, random_globals_table);

const mp_obj_module_t cloche_random_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&random_globals,
};

MP_REGISTER_MODULE(MP_QSTR__random, cloche_random_module);
