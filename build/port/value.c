// Plain Python values as bytes, and back: what crosses between the guest and the host.
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
// py/cloche/_values.py reads and writes this. Encoding runs none of the guest's Python: it looks at
// built-in types, at what subclasses of them are inside, and at the fields of dataclasses, so no
// __iter__, __len__ or __repr__ of anybody's is called.

#include <string.h>

#include "py/binary.h"
#include "py/objarray.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/unicode.h"
#include "guest.h"

#define MAX_DEPTH (100)

/******************************************************************************/
// Out

// Where in the value we are: one step for each container that is being encoded.
typedef struct _step_t {
    const struct _step_t *outer;
    mp_obj_t container;
    mp_obj_t key; // what stands in the brackets; MP_OBJ_NULL in a set, and at a key itself
} step_t;

typedef struct {
    vstr_t *out;
    vstr_t *why; // gets the reason when something has no plain form
    size_t most_bytes;
} encoder_t;

static void print_path(const mp_print_t *print, const step_t *step) {
    if (step == NULL) {
        mp_print_str(print, "value");
        return;
    }
    print_path(print, step->outer);
    if (step->key == MP_OBJ_NULL) {
        bool is_dict = mp_obj_is_dict_or_ordereddict(step->container);
        mp_print_str(print, is_dict ? " (a key of it)" : " (a member of it)");
    } else if (mp_obj_is_str(step->key) || mp_obj_is_small_int(step->key)) {
        mp_print_str(print, "[");
        mp_obj_print_helper(print, step->key, PRINT_REPR);
        mp_print_str(print, "]");
    } else {
        mp_printf(print, "[<%s>]", mp_obj_get_type_str(step->key));
    }
}

// Always false, so that it can be returned.
static bool refuse(encoder_t *to, const step_t *step, const char *what, const char *type) {
    mp_print_t print = { to->why, (mp_print_strn_t)vstr_add_strn };
    print_path(&print, step);
    mp_printf(&print, what, type);
    return false;
}

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

static bool add_text(encoder_t *to, char tag, const void *data, size_t len, const step_t *step) {
    if (len > to->most_bytes) {
        return refuse(to, step, " is too large", "");
    }
    add_bytes(to->out, tag, data, len);
    return true;
}

// A digit of an mpz is so many hexadecimal ones: no division is needed, which would take quadratic time.
#define HEX_PER_DIG (MPZ_DIG_SIZE / 4)

static bool add_int(encoder_t *to, mp_obj_t value, const step_t *step) {
    if (mp_obj_is_small_int(value)) {
        vstr_add_byte(to->out, 'i');
        add_u32(to->out, (uint32_t)MP_OBJ_SMALL_INT_VALUE(value));
        return true;
    }
    const mpz_t *mpz = &((mp_obj_int_t *)MP_OBJ_TO_PTR(value))->mpz;
    size_t len = mpz->neg + mpz->len * HEX_PER_DIG;
    if (len > to->most_bytes) {
        return refuse(to, step, " is too large", "");
    }
    vstr_add_byte(to->out, 'I');
    add_u32(to->out, len);
    if (mpz->neg) {
        vstr_add_byte(to->out, '-');
    }
    for (size_t i = mpz->len; i-- > 0;) {
        for (size_t shift = MPZ_DIG_SIZE; shift > 0; shift -= 4) {
            vstr_add_byte(to->out, "0123456789abcdef"[(mpz->dig[i] >> (shift - 4)) & 15]);
        }
    }
    return true;
}

static bool encode(encoder_t *to, mp_obj_t value, const step_t *step, int depth);

static bool add_items(encoder_t *to, char tag, mp_obj_t value, size_t count, const mp_obj_t *items, const step_t *outer, int depth) {
    vstr_add_byte(to->out, tag);
    add_u32(to->out, count);
    for (size_t i = 0; i < count; i++) {
        step_t step = { outer, value, MP_OBJ_NEW_SMALL_INT(i) };
        if (!encode(to, items[i], &step, depth)) {
            return false;
        }
    }
    return true;
}

static bool add_members(encoder_t *to, char tag, mp_obj_t value, const step_t *outer, int depth) {
    step_t step = { outer, value, MP_OBJ_NULL };
    vstr_add_byte(to->out, tag);
    add_u32(to->out, mp_obj_get_int(mp_obj_len(value)));
    mp_obj_iter_buf_t iter_buf;
    mp_obj_t iter = mp_getiter(value, &iter_buf);
    mp_obj_t item;
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        if (!encode(to, item, &step, depth)) {
            return false;
        }
    }
    return true;
}

static bool add_map(encoder_t *to, mp_obj_t value, mp_map_t *map, const step_t *outer, int depth) {
    vstr_add_byte(to->out, 'd');
    add_u32(to->out, map->used);
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i)) {
            step_t at_key = { outer, value, MP_OBJ_NULL };
            step_t at_value = { outer, value, map->table[i].key };
            if (!encode(to, map->table[i].key, &at_key, depth) || !encode(to, map->table[i].value, &at_value, depth)) {
                return false;
            }
        }
    }
    return true;
}

// An object whose class has __dataclass_fields__: a dict of those of its attributes.
static bool add_dataclass(encoder_t *to, mp_obj_t value, mp_map_t *fields, const step_t *outer, int depth) {
    mp_map_t *members = &((mp_obj_instance_t *)MP_OBJ_TO_PTR(value))->members;
    mp_obj_t found = mp_obj_new_dict(0);
    for (size_t i = 0; i < fields->alloc; i++) {
        if (mp_map_slot_is_filled(fields, i)) {
            mp_obj_t name = fields->table[i].key;
            mp_map_elem_t *elem = mp_obj_is_str(name) ? mp_map_lookup(members, name, MP_MAP_LOOKUP) : NULL;
            if (elem != NULL) {
                mp_obj_dict_store(found, name, elem->value);
            }
        }
    }
    return add_map(to, value, mp_obj_dict_get_map(found), outer, depth);
}

// {name: ...} where a class is one that @dataclass made, or anything that looks like it.
static mp_map_t *dataclass_fields(const mp_obj_type_t *type) {
    mp_map_t *attributes = MP_OBJ_TYPE_HAS_SLOT(type, locals_dict) ? &MP_OBJ_TYPE_GET_SLOT(type, locals_dict)->map : NULL;
    if (attributes == NULL) {
        return NULL;
    }
    mp_map_elem_t *elem = mp_map_lookup(attributes, MP_OBJ_NEW_QSTR(MP_QSTR___dataclass_fields__), MP_MAP_LOOKUP);
    return elem != NULL && mp_obj_is_dict_or_ordereddict(elem->value) ? mp_obj_dict_get_map(elem->value) : NULL;
}

// The outermost place that holds what it is in; NULL where there is none.
static const step_t *cycle(mp_obj_t value, const step_t *step) {
    const step_t *found = NULL;
    for (; step != NULL; step = step->outer) {
        for (const step_t *outer = step; outer != NULL; outer = outer->outer) {
            if (outer->container == value) {
                found = step;
            }
        }
        value = step->container;
    }
    return found;
}

static bool encode(encoder_t *to, mp_obj_t value, const step_t *step, int depth) {
    if (to->out->len > to->most_bytes) {
        return refuse(to, NULL, " is too large", "");
    }
    if (depth > MAX_DEPTH) {
        const step_t *place = cycle(value, step);
        return refuse(to, place != NULL ? place : step, place != NULL ? " holds itself" : " is nested too deep", "");
    }
    if (value == mp_const_none) {
        vstr_add_byte(to->out, 'N');
        return true;
    }
    if (value == mp_const_true || value == mp_const_false) {
        vstr_add_byte(to->out, value == mp_const_true ? 'T' : 'F');
        return true;
    }
    if (mp_obj_is_exact_type(value, &mp_type_int) || mp_obj_is_small_int(value)) {
        return add_int(to, value, step);
    }
    if (mp_obj_is_float(value)) {
        vstr_add_byte(to->out, 'f');
        add_f64(to->out, mp_obj_get_float(value));
        return true;
    }
    size_t len;
    mp_obj_t *items;
    if (mp_obj_is_str(value)) {
        const char *data = mp_obj_str_get_data(value, &len);
        return add_text(to, 's', data, len, step);
    }
    const mp_obj_type_t *type = mp_obj_get_type(value);
    if (type == &mp_type_bytes) {
        const char *data = mp_obj_str_get_data(value, &len);
        return add_text(to, 'b', data, len, step);
    }
    if (type == &mp_type_bytearray) {
        mp_obj_array_t *array = MP_OBJ_TO_PTR(value);
        return add_text(to, 'a', array->items, array->len, step);
    }
    if (type == &mp_type_complex) {
        mp_float_t real, imag;
        mp_obj_get_complex(value, &real, &imag);
        vstr_add_byte(to->out, 'c');
        add_f64(to->out, real);
        add_f64(to->out, imag);
        return true;
    }
    if (MP_OBJ_TYPE_GET_SLOT_OR_NULL(type, iter) == mp_obj_tuple_getiter) { // a namedtuple too
        mp_obj_tuple_get(value, &len, &items);
        return add_items(to, 't', value, len, items, step, depth + 1);
    }
    if (type == &mp_type_list) {
        mp_obj_list_get(value, &len, &items);
        return add_items(to, 'l', value, len, items, step, depth + 1);
    }
    if (type == &mp_type_set) {
        return add_members(to, 'S', value, step, depth + 1);
    }
    if (type == &mp_type_frozenset) {
        return add_members(to, 'Z', value, step, depth + 1);
    }
    if (mp_obj_is_dict_or_ordereddict(value)) {
        return add_map(to, value, mp_obj_dict_get_map(value), step, depth + 1);
    }
    if (type == &mp_type_range) {
        static const uint16_t names[] = { MP_QSTR_start, MP_QSTR_stop, MP_QSTR_step };
        vstr_add_byte(to->out, 'r');
        for (size_t i = 0; i < 3; i++) {
            mp_obj_t part = mp_load_attr(value, names[i]);
            mp_int_t number = mp_obj_is_small_int(part) ? MP_OBJ_SMALL_INT_VALUE(part) : 0;
            if (!mp_obj_is_small_int(part) && !mpz_as_int_checked(&((mp_obj_int_t *)MP_OBJ_TO_PTR(part))->mpz, &number)) {
                return refuse(to, step, " is a range that goes beyond 32 bits%s", "");
            }
            add_u32(to->out, (uint32_t)number);
        }
        return true;
    }
    if (mp_obj_is_instance_type(type)) {
        static const mp_obj_type_t *const bases[] = {
            &mp_type_dict, &mp_type_list, &mp_type_tuple, &mp_type_str, &mp_type_set,
            &mp_type_int, &mp_type_float, &mp_type_bytes, &mp_type_frozenset,
        };
        for (size_t i = 0; i < MP_ARRAY_SIZE(bases); i++) {
            mp_obj_t inside = mp_obj_cast_to_native_base(value, MP_OBJ_FROM_PTR(bases[i]));
            if (inside != MP_OBJ_NULL && inside != value) {
                return encode(to, inside, step, depth + 1);
            }
        }
        mp_map_t *fields = dataclass_fields(type);
        if (fields != NULL) {
            return add_dataclass(to, value, fields, step, depth + 1);
        }
    }
    return refuse(to, step, " is of type %s, which has no plain form", qstr_str(type->name));
}

// False: the value has no plain form (or is too deep, or too large); `out` is of no use, and `why`
// says what is wrong and where, as in `value["a"][3] is of type function, which ...`.
bool cloche_value_encode(mp_obj_t value, size_t most_bytes, vstr_t *out, vstr_t *why) {
    encoder_t to = { out, why, most_bytes };
    return encode(&to, value, NULL, 0) && (out->len <= most_bytes || refuse(&to, NULL, " is too large", ""));
}

/******************************************************************************/
// In

typedef struct {
    const byte *at;
    const byte *end;
} decoder_t;

// The host writes what it means to; a slip of its must be an error all the same and no trap.
static NORETURN void damaged(void) {
    mp_raise_ValueError(MP_ERROR_TEXT("the host sent a value that makes no sense"));
}

static const byte *take(decoder_t *from, size_t len) {
    if (len > (size_t)(from->end - from->at)) {
        damaged();
    }
    const byte *data = from->at;
    from->at += len;
    return data;
}

static uint32_t take_u32(decoder_t *from) {
    uint32_t n;
    memcpy(&n, take(from, 4), 4);
    return n;
}

static double take_f64(decoder_t *from) {
    double x;
    memcpy(&x, take(from, 8), 8);
    return x;
}

// A count of items, each of which takes a byte at least.
static size_t take_count(decoder_t *from) {
    size_t count = take_u32(from);
    if (count > (size_t)(from->end - from->at)) {
        damaged();
    }
    return count;
}

static mp_obj_t decode(decoder_t *from, int depth);

static mp_obj_t take_items(decoder_t *from, int depth) {
    size_t count = take_count(from);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < count; i++) {
        mp_obj_list_append(list, decode(from, depth));
    }
    return list;
}

static mp_obj_t take_dict(decoder_t *from, int depth) {
    size_t count = take_count(from);
    mp_obj_t dict = mp_obj_new_dict(count);
    for (size_t i = 0; i < count; i++) {
        mp_obj_t key = decode(from, depth);
        mp_obj_dict_store(dict, key, decode(from, depth));
    }
    return dict;
}

static mp_obj_t take_range(decoder_t *from) {
    mp_obj_t args[3];
    for (size_t i = 0; i < 3; i++) {
        args[i] = mp_obj_new_int((int32_t)take_u32(from));
    }
    return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_range), 3, 0, args);
}

static mp_obj_t take_big_int(decoder_t *from) {
    size_t len = take_count(from);
    const char *text = (const char *)take(from, len);
    bool negative = len > 0 && text[0] == '-';
    size_t digits = len - negative;
    if (digits == 0) {
        damaged();
    }
    // Bytes, the lowest first; a pair of digits each.
    size_t size = (digits + 1) / 2;
    byte *bytes = m_new0(byte, size);
    for (size_t i = 0; i < digits; i++) {
        char digit = text[len - 1 - i];
        if (!unichar_isxdigit((byte)digit)) {
            damaged();
        }
        bytes[i / 2] |= unichar_xdigit_value((byte)digit) << (i % 2 * 4);
    }
    mp_obj_int_t *value = mp_obj_int_new_mpz();
    mpz_set_from_bytes(&value->mpz, false, size, bytes);
    m_del(byte, bytes, size);
    value->mpz.neg = negative && value->mpz.len != 0;
    mp_int_t small;
    if (mpz_as_int_checked(&value->mpz, &small)) {
        return mp_obj_new_int(small);
    }
    return MP_OBJ_FROM_PTR(value);
}

static mp_obj_t take_text(decoder_t *from) {
    size_t len = take_count(from);
    const byte *text = take(from, len);
    if (!utf8_check(text, len)) {
        damaged();
    }
    return mp_obj_new_str((const char *)text, len);
}

static mp_obj_t decode(decoder_t *from, int depth) {
    if (depth > MAX_DEPTH + 1) {
        damaged();
    }
    size_t len;
    switch (*take(from, 1)) {
        case 'N':
            return mp_const_none;
        case 'T':
            return mp_const_true;
        case 'F':
            return mp_const_false;
        case 'i':
            return mp_obj_new_int((int32_t)take_u32(from));
        case 'I':
            return take_big_int(from);
        case 'f':
            return mp_obj_new_float(take_f64(from));
        case 'c': {
            double real = take_f64(from);
            return mp_obj_new_complex(real, take_f64(from));
        }
        case 's':
            return take_text(from);
        case 'b':
            len = take_count(from);
            return mp_obj_new_bytes(take(from, len), len);
        case 'a':
            len = take_count(from);
            return mp_obj_new_bytearray(len, (void *)take(from, len));
        case 't':
            return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_tuple), take_items(from, depth + 1));
        case 'l':
            return take_items(from, depth + 1);
        case 'S':
            return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_set), take_items(from, depth + 1));
        case 'Z':
            return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_frozenset), take_items(from, depth + 1));
        case 'd':
            return take_dict(from, depth + 1);
        case 'r':
            return take_range(from);
        default:
            damaged();
    }
}

// The value that the bytes stand for. They must stay where they are: they are read as it is built.
mp_obj_t cloche_value_decode(const byte *data, size_t len) {
    decoder_t from = { data, data + len };
    mp_obj_t value = decode(&from, 0);
    if (from.at != from.end) {
        damaged();
    }
    return value;
}
