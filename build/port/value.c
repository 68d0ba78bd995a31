// Plain Python values as bytes: what a run leaves for the host.
//
// A value is a tag byte and what the tag calls for; numbers are little-endian, lengths are u32:
//
//   N T F             None, True, False
//   i  i32            an int of 32 bits          I  length, hexadecimal digits: any other int
//   f  f64            a float                    c  f64 f64: a complex
//   s  length, UTF-8  a str                      b  length, bytes    a  length, bytes: bytearray
//   t l S Z  count, values: tuple, list, set, frozenset
//   d  count, (key, value)...: a dict            r  i32 i32 i32: range(start, stop, step)
//
// py/cloche/_values.py reads this. Nothing here runs the guest's Python: only exact built-in types
// are taken, so no __iter__, __len__ or __repr__ of anybody's is called.

#include <string.h>

#include "py/binary.h"
#include "py/objarray.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "guest.h"

#define MAX_DEPTH (100)
#define MAX_BYTES (4 * 1024 * 1024)

static void add_u32(vstr_t *out, uint32_t n) {
    vstr_add_strn(out, (const char *)&n, 4);
}

static void add_f64(vstr_t *out, double x) {
    vstr_add_strn(out, (const char *)&x, 8);
}

static void add_bytes(vstr_t *out, char tag, const void *data, size_t len) {
    vstr_add_byte(out, tag);
    add_u32(out, len);
    vstr_add_strn(out, data, len);
}

static bool add_int(vstr_t *out, mp_obj_t value) {
    if (mp_obj_is_small_int(value)) {
        vstr_add_byte(out, 'i');
        add_u32(out, (uint32_t)MP_OBJ_SMALL_INT_VALUE(value));
        return true;
    }
    const mpz_t *mpz = &((mp_obj_int_t *)MP_OBJ_TO_PTR(value))->mpz;
    size_t size = mp_int_format_size(mpz_max_num_bits(mpz), 16, NULL, '\0');
    if (size > MAX_BYTES) {
        return false;
    }
    char *digits = m_new(char, size);
    size_t len = mpz_as_str_inpl(mpz, 16, NULL, 'a', '\0', digits);
    add_bytes(out, 'I', digits, len);
    m_del(char, digits, size);
    return true;
}

static bool encode(mp_obj_t value, vstr_t *out, int depth);

static bool add_items(vstr_t *out, char tag, size_t count, const mp_obj_t *items, int depth) {
    vstr_add_byte(out, tag);
    add_u32(out, count);
    for (size_t i = 0; i < count; i++) {
        if (!encode(items[i], out, depth)) {
            return false;
        }
    }
    return true;
}

static bool add_iterable(vstr_t *out, char tag, mp_obj_t value, int depth) {
    vstr_add_byte(out, tag);
    add_u32(out, mp_obj_get_int(mp_obj_len(value)));
    mp_obj_iter_buf_t iter_buf;
    mp_obj_t iter = mp_getiter(value, &iter_buf);
    mp_obj_t item;
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        if (!encode(item, out, depth)) {
            return false;
        }
    }
    return true;
}

static bool add_dict(vstr_t *out, mp_obj_t value, int depth) {
    mp_map_t *map = mp_obj_dict_get_map(value);
    vstr_add_byte(out, 'd');
    add_u32(out, map->used);
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i)) {
            if (!encode(map->table[i].key, out, depth) || !encode(map->table[i].value, out, depth)) {
                return false;
            }
        }
    }
    return true;
}

static bool encode(mp_obj_t value, vstr_t *out, int depth) {
    if (depth > MAX_DEPTH || out->len > MAX_BYTES) {
        return false;
    }
    if (value == mp_const_none) {
        vstr_add_byte(out, 'N');
        return true;
    }
    if (value == mp_const_true || value == mp_const_false) {
        vstr_add_byte(out, value == mp_const_true ? 'T' : 'F');
        return true;
    }
    if (mp_obj_is_exact_type(value, &mp_type_int) || mp_obj_is_small_int(value)) {
        return add_int(out, value);
    }
    if (mp_obj_is_float(value)) {
        vstr_add_byte(out, 'f');
        add_f64(out, mp_obj_get_float(value));
        return true;
    }
    size_t len;
    mp_obj_t *items;
    if (mp_obj_is_str(value)) {
        const char *data = mp_obj_str_get_data(value, &len);
        add_bytes(out, 's', data, len);
        return true;
    }
    const mp_obj_type_t *type = mp_obj_get_type(value);
    if (type == &mp_type_bytes) {
        const char *data = mp_obj_str_get_data(value, &len);
        add_bytes(out, 'b', data, len);
        return true;
    }
    if (type == &mp_type_bytearray) {
        mp_obj_array_t *array = MP_OBJ_TO_PTR(value);
        add_bytes(out, 'a', array->items, array->len);
        return true;
    }
    if (type == &mp_type_complex) {
        mp_float_t real, imag;
        mp_obj_get_complex(value, &real, &imag);
        vstr_add_byte(out, 'c');
        add_f64(out, real);
        add_f64(out, imag);
        return true;
    }
    if (type == &mp_type_tuple) {
        mp_obj_tuple_get(value, &len, &items);
        return add_items(out, 't', len, items, depth + 1);
    }
    if (type == &mp_type_list) {
        mp_obj_list_get(value, &len, &items);
        return add_items(out, 'l', len, items, depth + 1);
    }
    if (type == &mp_type_set) {
        return add_iterable(out, 'S', value, depth + 1);
    }
    if (type == &mp_type_frozenset) {
        return add_iterable(out, 'Z', value, depth + 1);
    }
    if (type == &mp_type_dict) {
        return add_dict(out, value, depth + 1);
    }
    if (type == &mp_type_range) {
        static const uint16_t names[] = { MP_QSTR_start, MP_QSTR_stop, MP_QSTR_step };
        vstr_add_byte(out, 'r');
        for (size_t i = 0; i < 3; i++) {
            add_u32(out, (uint32_t)mp_obj_get_int(mp_load_attr(value, names[i])));
        }
        return true;
    }
    return false;
}

// False: the value has no plain form (or is too deep, or too large), and `out` is of no use.
bool cloche_value_encode(mp_obj_t value, vstr_t *out) {
    return encode(value, out, 0) && out->len <= MAX_BYTES;
}
