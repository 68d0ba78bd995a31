// Methods of int and float that upstream leaves out (build/patches/0045).

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "py/builtin.h"
#include "py/obj.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "digits.h"

static mp_obj_t int_bit_length(mp_obj_t self_in) {
    if (mp_obj_is_small_int(self_in)) {
        mp_int_t value = MP_OBJ_SMALL_INT_VALUE(self_in);
        mp_uint_t size = value < 0 ? -(mp_uint_t)value : (mp_uint_t)value;
        return MP_OBJ_NEW_SMALL_INT(size == 0 ? 0 : 32 - __builtin_clz(size));
    } else if (!mp_obj_is_exact_type(self_in, &mp_type_int)) {
        return MP_OBJ_NEW_SMALL_INT(mp_obj_is_true(self_in)); // a bool
    }
    const mpz_t *z = &((mp_obj_int_t *)MP_OBJ_TO_PTR(self_in))->mpz;
    if (z->len == 0) {
        return MP_OBJ_NEW_SMALL_INT(0);
    }
    return mp_obj_new_int_from_uint((z->len - 1) * MPZ_DIG_SIZE + 32 - __builtin_clz(z->dig[z->len - 1]));
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_int_bit_length_obj, int_bit_length);

static mp_obj_t int_bit_count(mp_obj_t self_in) {
    if (mp_obj_is_small_int(self_in)) {
        mp_int_t value = MP_OBJ_SMALL_INT_VALUE(self_in);
        return MP_OBJ_NEW_SMALL_INT(__builtin_popcount(value < 0 ? -(mp_uint_t)value : (mp_uint_t)value));
    } else if (!mp_obj_is_exact_type(self_in, &mp_type_int)) {
        return MP_OBJ_NEW_SMALL_INT(mp_obj_is_true(self_in));
    }
    const mpz_t *z = &((mp_obj_int_t *)MP_OBJ_TO_PTR(self_in))->mpz;
    size_t count = 0;
    MICROPY_CHARGE(z->len / 64);
    for (size_t i = 0; i < z->len; i++) {
        count += __builtin_popcount(z->dig[i]);
    }
    return mp_obj_new_int_from_uint(count);
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_int_bit_count_obj, int_bit_count);

static mp_obj_t as_integer_ratio(mp_obj_t self_in) {
    mp_obj_t pair[2] = { self_in, MP_OBJ_NEW_SMALL_INT(1) };
    if (mp_obj_is_float(self_in)) {
        double value = mp_obj_get_float(self_in);
        if (isinf(value) || isnan(value)) {
            mp_raise_msg_varg(isnan(value) ? &mp_type_ValueError : &mp_type_OverflowError,
                MP_ERROR_TEXT("cannot convert %s to integer ratio"), isnan(value) ? "NaN" : "Infinity");
        }
        int exponent;
        double mantissa = frexp(value, &exponent);
        for (int i = 0; i < 53 && mantissa != floor(mantissa); i++) {
            mantissa *= 2;
            exponent -= 1;
        }
        pair[0] = mp_obj_new_int_from_ll((long long)mantissa);
        size_t at = exponent < 0;
        pair[at] = mp_binary_op(MP_BINARY_OP_LSHIFT, pair[at], mp_obj_new_int(exponent < 0 ? -exponent : exponent));
    } else if (mp_obj_is_bool(self_in)) {
        pair[0] = MP_OBJ_NEW_SMALL_INT(mp_obj_is_true(self_in));
    }
    return mp_obj_new_tuple(2, pair);
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_as_integer_ratio_obj, as_integer_ratio);

static mp_obj_t is_integer(mp_obj_t self_in) {
    if (!mp_obj_is_float(self_in)) {
        return mp_const_true;
    }
    double value = mp_obj_get_float(self_in);
    return mp_obj_new_bool(!isinf(value) && value == floor(value));
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_is_integer_obj, is_integer);

static mp_obj_t conjugate(mp_obj_t self_in) {
    return mp_obj_is_bool(self_in) ? MP_OBJ_NEW_SMALL_INT(self_in == mp_const_true) : self_in;
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_conjugate_obj, conjugate);

// The arguments of int.from_bytes() and int.to_bytes(): true if signed=True, *is_big of the byte order.
static bool parse_bytes_args(mp_arg_t first, size_t n_args, const mp_obj_t *args, mp_map_t *kw_args, mp_obj_t *value, bool *is_big) {
    const mp_arg_t allowed[] = {
        first,
        { MP_QSTR_byteorder, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_QSTR(MP_QSTR_big) } },
        { MP_QSTR_signed, MP_ARG_KW_ONLY | MP_ARG_OBJ, { .u_rom_obj = MP_ROM_FALSE } },
    };
    mp_arg_val_t given[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(allowed), allowed, given);
    *value = given[0].u_obj;
    *is_big = mp_obj_equal(given[1].u_obj, MP_OBJ_NEW_QSTR(MP_QSTR_big));
    if (!*is_big && !mp_obj_equal(given[1].u_obj, MP_OBJ_NEW_QSTR(MP_QSTR_little))) {
        mp_raise_ValueError(MP_ERROR_TEXT("byteorder must be either 'little' or 'big'"));
    }
    return mp_obj_is_true(given[2].u_obj);
}

static mp_obj_t int_from_bytes(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    static const mp_arg_t first = { MP_QSTR_bytes, MP_ARG_OBJ | MP_ARG_REQUIRED, { .u_rom_obj = MP_ROM_NONE } };
    bool is_big;
    mp_obj_t data;
    bool is_signed = parse_bytes_args(first, n_args, args, kw_args, &data, &is_big);
    mp_buffer_info_t buffer;
    if (!mp_get_buffer(data, &buffer, MP_BUFFER_READ)) {
        data = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_bytes), data); // of an iterable of integers
        mp_get_buffer_raise(data, &buffer, MP_BUFFER_READ);
    }
    MICROPY_CHARGE(buffer.len >> 6);
    const byte *high = (const byte *)buffer.buf + (is_big ? 0 : buffer.len - 1);
    bool is_negative = is_signed && buffer.len > 0 && *high & 0x80;
    uint64_t low = 0;
    bool is_small = true;
    for (size_t i = 0; i < buffer.len && is_small; i++) {
        low = low << 8 | high[is_big ? (mp_int_t)i : -(mp_int_t)i];
        is_small = low <= MP_SMALL_INT_MAX;
    }
    mp_obj_t value = is_small ? MP_OBJ_NEW_SMALL_INT(low) : mp_obj_int_from_bytes_impl(is_big, buffer.len, buffer.buf);
    if (is_negative) {
        mp_obj_t bits = mp_obj_new_int_from_ull((unsigned long long)buffer.len * 8);
        value = mp_binary_op(MP_BINARY_OP_SUBTRACT, value,
            mp_binary_op(MP_BINARY_OP_LSHIFT, MP_OBJ_NEW_SMALL_INT(1), mp_obj_plain_index(bits)));
    }
    value = mp_obj_plain_index(value);
    return args[0] == MP_OBJ_FROM_PTR(&mp_type_int) ? value : mp_call_function_1(args[0], value);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(int_from_bytes_fun_obj, 1, int_from_bytes);
MP_DEFINE_CONST_CLASSMETHOD_OBJ(cloche_int_from_bytes_obj, MP_ROM_PTR(&int_from_bytes_fun_obj));

static mp_obj_t int_to_bytes(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    static const mp_arg_t first = { MP_QSTR_length, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_INT(1) } };
    bool is_big;
    mp_obj_t len_in, value = mp_obj_plain_index(args[0]);
    bool is_signed = parse_bytes_args(first, n_args, args, kw_args, &len_in, &is_big);
    mp_int_t len = mp_obj_get_int(len_in);
    if (len < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("length argument must be non-negative"));
    }
    bool is_negative = mp_obj_int_sign(value) < 0;
    if (is_negative && !is_signed) {
        mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("can't convert negative int to unsigned"));
    }
    // How many bits it takes, without that of the sign.
    mp_obj_t size = int_bit_length(is_negative ? mp_unary_op(MP_UNARY_OP_INVERT, value) : value);
    if ((uint64_t)mp_obj_get_int(size) + is_signed > (uint64_t)len * 8) {
        if (len > 0 || (value != MP_OBJ_NEW_SMALL_INT(0) && value != MP_OBJ_NEW_SMALL_INT(-1))) {
            mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("int too big to convert"));
        }
    }
    MICROPY_CHARGE(len >> 6);
    vstr_t out;
    vstr_init_len(&out, len);
    if (mp_obj_is_small_int(value)) {
        mp_int_t rest = MP_OBJ_SMALL_INT_VALUE(value);
        for (mp_int_t i = 0; i < len; i++, rest >>= 8) {
            out.buf[is_big ? len - 1 - i : i] = rest & 0xff;
        }
    } else {
        mp_obj_int_to_bytes_impl(value, is_big, len, (byte *)out.buf);
    }
    return mp_obj_new_bytes_from_vstr(&out);
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_int_to_bytes_obj, 1, int_to_bytes);

// With a larger one every float is 0 or infinite; and with the length of a text it must fit into an int.
#define MOST_EXPONENT (100000000)

// float.fromhex(): a number as hex() gives it, or with less.
static mp_obj_t float_fromhex(mp_obj_t type, mp_obj_t text_in) {
    size_t len;
    const char *at = mp_obj_str_get_data(text_in, &len), *end = at + len;
    MICROPY_CHARGE(len >> 6);
    while (at < end && unichar_isspace(*at)) {
        at++;
    }
    while (at < end && unichar_isspace(end[-1])) {
        end--;
    }
    bool is_negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    double value = 0;
    bool is_good = false, is_word = at < end && (*at | 0x20) >= 'i';
    if (is_word) {
        static const char *const words[] = { "inf", "infinity", "nan" };
        for (size_t i = 0; i < MP_ARRAY_SIZE(words); i++) {
            if (strlen(words[i]) == (size_t)(end - at) && strncasecmp(at, words[i], end - at) == 0) {
                value = i < 2 ? INFINITY : NAN;
                is_good = true;
            }
        }
    } else {
        if (end - at >= 2 && at[0] == '0' && (at[1] | 0x20) == 'x') {
            at += 2;
        }
        // Digits for which there is no room are in the lowest bit.
        uint64_t mantissa = 0;
        mp_int_t exponent = 0;
        bool has_point = false;
        for (; at < end && (unichar_isxdigit(*at) || (*at == '.' && !has_point)); at++) {
            if (*at == '.') {
                has_point = true;
                continue;
            }
            unsigned digit = unichar_xdigit_value(*at);
            bool has_room = mantissa >> 60 == 0;
            mantissa = has_room ? mantissa << 4 | digit : mantissa | (digit != 0);
            exponent += 4 * (!has_room - has_point);
            is_good = true;
        }
        if (is_good && at < end && (*at | 0x20) == 'p') {
            at++;
            bool is_small = at < end && *at == '-';
            at += at < end && (*at == '-' || *at == '+');
            is_good = at < end;
            mp_int_t given = 0;
            for (; at < end && unichar_isdigit(*at); at++) {
                given = MIN(given * 10 + (*at - '0'), MOST_EXPONENT);
            }
            exponent += is_small ? -given : given;
        }
        is_good &= at == end;
        value = cloche_scaled(mantissa, MAX(MIN(exponent, MOST_EXPONENT), -MOST_EXPONENT));
    }
    if (!is_good) {
        mp_raise_ValueError(MP_ERROR_TEXT("invalid hexadecimal floating-point string"));
    } else if (isinf(value) && !is_word) {
        mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("hexadecimal value too large to represent as a float"));
    }
    mp_obj_t result = mp_obj_new_float(is_negative ? -value : value);
    return type == MP_OBJ_FROM_PTR(&mp_type_float) ? result : mp_call_function_1(type, result);
}
static MP_DEFINE_CONST_FUN_OBJ_2(float_fromhex_fun_obj, float_fromhex);
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(float_fromhex_obj, MP_ROM_PTR(&float_fromhex_fun_obj));

static mp_obj_t float_hex(mp_obj_t self_in) {
    double value = mp_obj_get_float(self_in);
    uint64_t bits;
    memcpy(&bits, &value, 8);
    vstr_t out;
    vstr_init(&out, 32);
    if (bits >> 63 && !isnan(value)) {
        vstr_add_char(&out, '-');
    }
    uint64_t fraction = bits & 0xfffffffffffffu;
    int exponent = (bits >> 52) & 0x7ff;
    if (exponent == 0x7ff) {
        vstr_add_str(&out, isnan(value) ? "nan" : "inf");
    } else if (exponent == 0 && fraction == 0) {
        vstr_add_str(&out, "0x0.0p+0");
    } else {
        vstr_add_str(&out, exponent == 0 ? "0x0." : "0x1.");
        for (int shift = 48; shift >= 0; shift -= 4) {
            vstr_add_char(&out, "0123456789abcdef"[(fraction >> shift) & 15]);
        }
        vstr_printf(&out, "p%s%d", exponent == 0 || exponent < 1023 ? "" : "+", exponent == 0 ? -1022 : exponent - 1023);
    }
    return mp_obj_new_str_from_vstr(&out);
}
static MP_DEFINE_CONST_FUN_OBJ_1(float_hex_obj, float_hex);

static const mp_rom_map_elem_t float_methods_table[] = {
    { MP_ROM_QSTR(MP_QSTR_as_integer_ratio), MP_ROM_PTR(&cloche_as_integer_ratio_obj) },
    { MP_ROM_QSTR(MP_QSTR_conjugate), MP_ROM_PTR(&cloche_conjugate_obj) },
    { MP_ROM_QSTR(MP_QSTR_fromhex), MP_ROM_PTR(&float_fromhex_obj) },
    { MP_ROM_QSTR(MP_QSTR_hex), MP_ROM_PTR(&float_hex_obj) },
    { MP_ROM_QSTR(MP_QSTR_is_integer), MP_ROM_PTR(&cloche_is_integer_obj) },
};
MP_DEFINE_CONST_DICT(cloche_float_methods, float_methods_table);

// round() of what is no int: as CPython's, which rounds the exact value of a float.
mp_obj_t cloche_round(size_t n_args, const mp_obj_t *args) {
    if (mp_obj_is_instance_type(mp_obj_get_type(args[0]))) {
        mp_obj_t method[3];
        mp_load_method_maybe(args[0], MP_QSTR___round__, method);
        if (method[0] != MP_OBJ_NULL) {
            method[2] = args[1];
            return mp_call_method_n_kw(n_args - 1, 0, method);
        }
    }
    mp_obj_t plain[2] = { mp_obj_instance_native_value(args[0]), args[1] };
    if (mp_obj_is_bool(plain[0])) {
        plain[0] = MP_OBJ_NEW_SMALL_INT(plain[0] == mp_const_true);
    }
    if (mp_obj_is_int(plain[0])) {
        return n_args == 1 ? plain[0] : mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_round_obj), 2, 0, plain);
    } else if (!mp_obj_is_float(plain[0])) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("type %s doesn't define __round__ method"), mp_obj_get_type_str(args[0]));
    } else if (n_args == 1) {
        return mp_obj_new_int_from_float(nearbyint(mp_obj_float_get(plain[0])));
    }
    double value = mp_obj_float_get(plain[0]);
    mp_obj_t digits = mp_obj_plain_index(args[1]);
    if (!mp_obj_is_int(digits)) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("'%s' object cannot be interpreted as an integer"), mp_obj_get_type_str(digits));
    }
    // A double has 324 places behind the point and 309 before it at most.
    int n = !mp_obj_is_small_int(digits) ? (mp_obj_int_sign(digits) < 0 ? -400 : 400)
        : MAX(MIN(MP_OBJ_SMALL_INT_VALUE(digits), 400), -400);
    if (!isfinite(value) || n > 323) {
        return mp_obj_new_float(value);
    }
    cloche_digits_t number;
    cloche_digits_of(value, &number);
    cloche_digits_round(&number, number.point + n);
    value = copysign(cloche_digits_as_float(&number), value);
    if (isinf(value)) {
        mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("rounded value too large to represent"));
    }
    return mp_obj_new_float(value);
}

// real, imag; of an int numerator and denominator too.
void cloche_int_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    bool is_float = mp_obj_is_float(self_in);
    if (mp_obj_is_bool(self_in)) {
        self_in = MP_OBJ_NEW_SMALL_INT(self_in == mp_const_true);
    }
    if (attr == MP_QSTR_real || (attr == MP_QSTR_numerator && !is_float)) {
        dest[0] = self_in;
    } else if (attr == MP_QSTR_imag) {
        dest[0] = is_float ? mp_obj_new_float(0) : MP_OBJ_NEW_SMALL_INT(0);
    } else if (attr == MP_QSTR_denominator && !is_float) {
        dest[0] = MP_OBJ_NEW_SMALL_INT(1);
    } else {
        dest[1] = MP_OBJ_SENTINEL; // continue with the methods
    }
}
