// int() and float() of texts, in the words of CPython: digits of all scripts, underscores between digits.

#include <stdlib.h>
#include <string.h>

#include "py/parsenum.h"
#include "py/parsenumbase.h"
#include "py/runtime.h"
#include "py/unicode.h"
#include "characters.h"
#include "text.h"

// Without the white space around it, in ASCII; what has no place in a number is a '?'.
static vstr_t plain_text(cloche_text_t text) {
    vstr_t out;
    vstr_init(&out, text.len + 1);
    size_t end = 0;
    MICROPY_CHARGE(text.len >> 6);
    while (text.len > 0) {
        unichar c = text.type == &mp_type_str ? cloche_text_next(&text) : (text.len--, *text.data++);
        unsigned flags = text.type == &mp_type_str || (c < 128 && (c < 0x1c || c > 0x1f)) ? cloche_character_flags(c) : 0;
        if (flags & CLOCHE_SPACE && out.len == 0) {
            continue;
        }
        vstr_add_byte(&out, flags & CLOCHE_DECIMAL ? '0' + cloche_character_decimal(c) : c < 128 && c > 0 ? c : '?');
        if (!(flags & CLOCHE_SPACE)) {
            end = out.len;
        }
    }
    out.len = end;
    return out;
}

static NORETURN void bad_text(const char *message, int base, mp_obj_t text_in) {
    vstr_t out;
    mp_print_t print;
    vstr_init_print(&out, 64, &print);
    mp_printf(&print, message, base);
    mp_obj_print_helper(&print, text_in, PRINT_REPR);
    mp_obj_t arg = mp_obj_new_str_from_utf8_vstr(&out);
    nlr_raise(mp_obj_new_exception_args(&mp_type_ValueError, 1, &arg));
}

static NORETURN void bad_int(int base, mp_obj_t text_in) {
    bad_text("invalid literal for int() with base %d: ", base, text_in);
}

#define LEAST_DIGITS (640) // that one may limit them to
size_t cloche_most_digits = 4300;

// `n` is how many there are, if that is known.
NORETURN void cloche_raise_most_digits(size_t n) {
    vstr_t value;
    vstr_init(&value, 40);
    if (n > 0) {
        vstr_printf(&value, ": value has %u digits", (unsigned)n);
    }
    mp_raise_msg_varg(&mp_type_ValueError,
        MP_ERROR_TEXT("Exceeds the limit (%d digits) for integer string conversion%s; "
        "use sys.set_int_max_str_digits() to increase the limit"), (int)cloche_most_digits, vstr_null_terminated_str(&value));
}

static mp_obj_t get_most_digits(void) {
    return mp_obj_new_int_from_uint(cloche_most_digits);
}
MP_DEFINE_CONST_FUN_OBJ_0(cloche_get_most_digits_obj, get_most_digits);

static mp_obj_t set_most_digits(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    static const mp_arg_t allowed[] = { { MP_QSTR_maxdigits, MP_ARG_REQUIRED | MP_ARG_INT, { 0 } } };
    mp_arg_val_t given;
    mp_arg_parse_all(n_args, args, kw_args, 1, allowed, &given);
    if (given.u_int != 0 && given.u_int < LEAST_DIGITS) {
        mp_raise_msg_varg(&mp_type_ValueError,
            MP_ERROR_TEXT("maxdigits must be 0 or larger than %d"), LEAST_DIGITS);
    }
    cloche_most_digits = given.u_int;
    return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_set_most_digits_obj, 0, set_most_digits);

mp_obj_t cloche_int_from_text(mp_obj_t text_in, int base) {
    cloche_text_t text;
    if (!cloche_text_maybe(text_in, &text)) {
        mp_buffer_info_t buffer;
        mp_get_buffer_raise(text_in, &buffer, MP_BUFFER_READ);
        text = (cloche_text_t) { &mp_type_bytes, buffer.buf, buffer.len };
    }
    if (text.len < 10 && base == 10) {
        // As most are: a few digits of ASCII.
        size_t at = text.len > 1 && *text.data == '-';
        mp_int_t value = 0;
        while (at < text.len && unichar_isdigit(text.data[at])) {
            value = value * 10 + (text.data[at++] - '0');
        }
        if (at == text.len && text.len > 0) {
            return mp_obj_new_int(*text.data == '-' ? -value : value);
        }
    }
    if ((base != 0 && base < 2) || base > 36) {
        mp_raise_ValueError(MP_ERROR_TEXT("int() base must be >= 2 and <= 36, or 0"));
    }
    vstr_t plain = plain_text(text);
    const char *at = plain.buf, *end = at + plain.len;
    vstr_t digits;
    vstr_init(&digits, plain.len + 2);
    if (at < end && (*at == '-' || *at == '+')) {
        vstr_add_byte(&digits, *at++);
    }
    int real_base = base;
    size_t prefix = mp_parse_num_base(at, end - at, &real_base);
    bool only_zero = real_base == 1; // a literal that begins with 0 has no other digit
    if (only_zero) {
        real_base = 10;
    }
    at += prefix;
    bool after_digit = prefix > 0, has_digits = false;
    for (; at < end; at++) {
        if (*at == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        int digit = *at <= '9' ? *at - '0' : (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z' ? (*at | 0x20) - 'a' + 10 : 36;
        if (digit < 0 || digit >= real_base || (only_zero && digit > 0)) {
            bad_int(base, text_in);
        }
        vstr_add_byte(&digits, *at);
        after_digit = has_digits = true;
    }
    if (!after_digit || !has_digits) {
        bad_int(base, text_in);
    }
    size_t n = digits.len - (digits.buf[0] == '-' || digits.buf[0] == '+');
    if (cloche_most_digits > 0 && n > cloche_most_digits && (real_base & (real_base - 1)) != 0) {
        cloche_raise_most_digits(n);
    }
    mp_obj_t value = mp_parse_num_integer(digits.buf, digits.len, real_base, NULL);
    vstr_clear(&digits);
    vstr_clear(&plain);
    return value;
}

mp_obj_t cloche_int_of_base(size_t n_args, size_t n_kw, const mp_obj_t *args) {
    if (n_args == 0 || n_args + n_kw > 2 || (n_kw > 0 && args[n_args] != MP_OBJ_NEW_QSTR(MP_QSTR_base))) {
        mp_arg_check_num(n_args, n_kw, 1, 2, false);
    }
    cloche_text_t text;
    if (!cloche_text_maybe(args[0], &text)) {
        mp_raise_TypeError(MP_ERROR_TEXT("int() can't convert non-string with explicit base"));
    }
    mp_obj_t base = mp_obj_plain_index(args[n_args + n_kw * 2 - 1]);
    if (!mp_obj_is_int(base)) {
        mp_raise_TypeError_int_conversion(base);
    }
    bool is_one = mp_obj_is_small_int(base) && MP_OBJ_SMALL_INT_VALUE(base) >= 0 && MP_OBJ_SMALL_INT_VALUE(base) <= 36;
    return cloche_int_from_text(args[0], is_one ? MP_OBJ_SMALL_INT_VALUE(base) : 1);
}

static bool skip_digits(const char **at, const char *end) {
    const char *begin = *at;
    while (*at < end && (unichar_isdigit(**at)
        || (**at == '_' && *at > begin && (*at)[-1] != '_' && *at + 1 < end && unichar_isdigit((*at)[1])))) {
        ++*at;
    }
    return *at > begin;
}

static bool is_word(const char *at, const char *end, const char *word) {
    for (; at < end && *word && (*at | 0x20) == *word; at++, word++) {
    }
    return at == end && *word == '\0';
}

mp_obj_t cloche_float_from_object(mp_obj_t text_in) {
    cloche_text_t text;
    if (!cloche_text_maybe(text_in, &text)) {
        mp_buffer_info_t buffer;
        mp_get_buffer_raise(text_in, &buffer, MP_BUFFER_READ);
        text = (cloche_text_t) { &mp_type_bytes, buffer.buf, buffer.len };
    }
    vstr_t plain = plain_text(text);
    const char *at = plain.buf, *end = at + plain.len;
    if (at < end && (*at == '-' || *at == '+')) {
        at++;
    }
    if (!is_word(at, end, "inf") && !is_word(at, end, "infinity") && !is_word(at, end, "nan")) {
        bool has_digits = skip_digits(&at, end);
        if (at < end && *at == '.') {
            at++;
            has_digits |= skip_digits(&at, end);
        }
        bool is_good = has_digits;
        if (is_good && at < end && (*at | 0x20) == 'e') {
            at++;
            if (at < end && (*at == '-' || *at == '+')) {
                at++;
            }
            is_good = skip_digits(&at, end);
        }
        if (!is_good || at != end) {
            bad_text("could not convert string to float: ", 0, text_in);
        }
    }
    double value = cloche_float_from_text(plain.buf, plain.len);
    vstr_clear(&plain);
    return mp_obj_new_float(value);
}
