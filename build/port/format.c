// str.format(), format() and %, as CPython has them (build/patches/0067).

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "py/builtin.h"
#include "py/cstack.h"
#include "py/formatfloat.h"
#include "py/objint.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/unicode.h"
#include "digits.h"
#include "text.h"

// Text of more places is no float that anybody reads, and takes for ever to write.
#define MOST_PLACES (1000000)

typedef struct {
    unichar fill, type;
    char align, sign; // '\0' where nothing is said
    char group, fraction_group; // ',', '_' or '\0'
    bool without_minus_zero, alternate;
    int width, precision; // -1 where nothing is said
} spec_t;

static NORETURN void value_error(mp_rom_error_text_t message) {
    mp_raise_ValueError(message);
}

// ---- Specifications --------------------------------------------------------------------------------

// The number that begins the text, or -1.
static int read_number(cloche_text_t *text) {
    int number = -1;
    while (text->len > 0 && *text->data - '0' < 10u) {
        if (number < 0) {
            number = 0;
        }
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, *text->data - '0', &number)) {
            value_error(MP_ERROR_TEXT("Too many decimal digits in format string"));
        }
        text->data++;
        text->len--;
    }
    return number;
}

static bool read(cloche_text_t *text, char c) {
    bool is = text->len > 0 && *text->data == c;
    if (is) {
        text->data++;
        text->len--;
    }
    return is;
}

static char read_group(cloche_text_t *text) {
    char group = read(text, ',') ? ',' : '\0';
    if (read(text, '_')) {
        if (group || (text->len > 0 && *text->data == ',')) {
            value_error(MP_ERROR_TEXT("Cannot specify both ',' and '_'."));
        }
        return '_';
    }
    return group;
}

static bool is_align(unichar c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static NORETURN void unknown_code(unichar type, mp_obj_t value) {
    if (type > 32 && type < 128) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unknown format code '%c' for object of type '%s'"),
            (int)type, mp_obj_get_type_str(value));
    }
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unknown format code '\\x%x' for object of type '%s'"),
        (unsigned)type, mp_obj_get_type_str(value));
}

static NORETURN void no_group_with(char group, unichar type) {
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Cannot specify '%c' with '%c'."), group, (int)type);
}

static spec_t read_spec(mp_obj_t value, const char *data, size_t len, char default_type, char default_align) {
    spec_t spec = { ' ', default_type, default_align, '\0', '\0', '\0', false, false, -1, -1 };
    cloche_text_t text = { &mp_type_str, (const byte *)data, len };
    bool fills = false, aligns = false;
    if (len > 0) {
        cloche_text_t rest = text;
        unichar first = cloche_text_next(&rest);
        aligns = true;
        if (rest.len > 0 && is_align(*rest.data)) {
            fills = true;
            spec.fill = first;
            text = rest;
            spec.align = cloche_text_next(&text);
        } else if (is_align(first)) {
            spec.align = first;
            text = rest;
        } else {
            aligns = false;
        }
    }
    spec.sign = read(&text, '+') ? '+' : read(&text, '-') ? '-' : read(&text, ' ') ? ' ' : '\0';
    spec.without_minus_zero = read(&text, 'z');
    spec.alternate = read(&text, '#');
    if (!fills && read(&text, '0')) {
        spec.fill = '0';
        if (!aligns && default_align == '>') {
            spec.align = '=';
        }
    }
    spec.width = read_number(&text);
    spec.group = read_group(&text);
    if (read(&text, '.')) {
        spec.precision = read_number(&text);
        spec.fraction_group = read_group(&text);
        if (spec.precision < 0 && !spec.fraction_group) {
            value_error(MP_ERROR_TEXT("Format specifier missing precision"));
        }
    }
    if (text.len > 0) {
        spec.type = cloche_text_next(&text);
        if (text.len > 0) {
            mp_obj_t whole = mp_obj_new_str(data, len);
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Invalid format specifier '%s' for object of type '%s'"),
                mp_obj_str_get_str(whole), mp_obj_get_type_str(value));
        }
    }
    bool is_float = spec.type == 0 || (spec.type < 128 && strchr("efgEFG%", spec.type) != NULL);
    bool is_other_base = spec.group == '_' && spec.type < 128 && strchr("boxX", spec.type) != NULL;
    if (spec.group && !is_float && spec.type != 'd' && !is_other_base) {
        no_group_with(spec.group, spec.type);
    } else if (spec.fraction_group && !is_float) {
        no_group_with(spec.fraction_group, spec.type);
    }
    return spec;
}

// ---- Numbers ---------------------------------------------------------------------------------------

typedef struct {
    char sign; // '\0' of none
    const char *prefix;
    const char *digits; // those before the point, and how many
    size_t n_digits;
    const char *rest;
    size_t n_rest;
} number_t;

// The digits with their commas, and with zeros up to a width that is asked for.
static void add_grouped(vstr_t *out, const number_t *number, char group, int size, int width) {
    if (number->n_digits == 0 || (!group && (width < 0 || (size_t)width <= number->n_digits))) {
        vstr_add_strn(out, number->digits, number->n_digits);
        return;
    }
    size_t most = MAX(number->n_digits, (size_t)MAX(width, 0));
    MICROPY_CHARGE(most >> 6);
    if (most > SIZE_MAX / 4) {
        m_malloc_fail(most);
    }
    size_t room = 2 * most + 1;
    char *buf = m_new(char, room);
    char *at = buf + room;
    size_t left = number->n_digits;
    for (int in_group = 0; left > 0 || (width > 0 && buf + room - at < width); in_group++) {
        if (group && in_group == size) {
            // A zero goes in front of it, even where the width is reached.
            in_group = 0;
            *--at = group;
        }
        *--at = left > 0 ? number->digits[--left] : '0';
    }
    vstr_add_strn(out, at, buf + room - at);
    m_del(char, buf, room);
}

static void add_number(vstr_t *out, const spec_t *spec, const number_t *number) {
    size_t n_prefix = strlen(number->prefix);
    cloche_text_t rest = { &mp_type_str, (const byte *)number->rest, number->n_rest };
    mp_int_t others = (number->sign != '\0') + n_prefix + cloche_text_length(&rest);
    int size = spec->type == 'b' || spec->type == 'o' || spec->type == 'x' || spec->type == 'X' ? 4 : 3;
    vstr_t digits = { .buf = (char *)number->digits, .len = number->n_digits };
    bool zeros = spec->fill == '0' && spec->align == '=';
    if (spec->group || zeros) {
        vstr_init(&digits, number->n_digits + 1);
        add_grouped(&digits, number, spec->group, size, zeros ? MAX(spec->width, 0) - others : 0);
    }
    mp_int_t pad = MAX(spec->width, 0) - others - (mp_int_t)digits.len;
    mp_int_t left = spec->align == '>' ? pad : spec->align == '^' ? pad / 2 : 0;
    cloche_add_characters(out, spec->fill, left);
    if (number->sign) {
        vstr_add_byte(out, number->sign);
    }
    vstr_add_strn(out, number->prefix, n_prefix);
    if (spec->align == '=') {
        cloche_add_characters(out, spec->fill, pad);
        pad = 0;
    }
    vstr_add_strn(out, digits.buf, digits.len);
    vstr_add_strn(out, number->rest, number->n_rest);
    cloche_add_characters(out, spec->fill, pad - left);
    if (digits.buf != number->digits) {
        vstr_clear(&digits);
    }
}

static char sign_of(bool is_negative, char sign) {
    return is_negative ? '-' : sign == '+' || sign == ' ' ? sign : '\0';
}

static mp_obj_t as_int(mp_obj_t value) {
    return mp_obj_is_int(value) ? value : MP_OBJ_NEW_SMALL_INT(mp_obj_get_int(value)); // of a bool
}

static unichar character_of(mp_obj_t value) {
    mp_int_t c;
    if (!mp_obj_get_int_maybe(value, &c) || c < 0 || c >= 0x110000) {
        mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("%c arg not in range(0x110000)"));
    }
    return c;
}

// At least so many digits; -1 for no matter how many.
static void add_int(vstr_t *out, mp_obj_t value, const spec_t *spec, int digits) {
    value = as_int(value);
    char small[40];
    char *buf = small;
    size_t buf_size = sizeof(small), n;
    bool is_capital = spec->type == 'X';
    int base = spec->type == 'b' ? 2 : spec->type == 'o' ? 8 : (spec->type | 0x20) == 'x' ? 16 : 10;
    char *text = mp_obj_int_formatted(&buf, &buf_size, &n, value, base, NULL, is_capital ? 'A' : 'a', '\0');
    bool is_negative = *text == '-';
    number_t number = {
        .sign = sign_of(is_negative, spec->sign),
        .prefix = !spec->alternate || base == 10 ? "" : base == 2 ? "0b" : base == 8 ? "0o" : is_capital ? "0X" : "0x",
        .digits = text + is_negative, .n_digits = n - is_negative, .rest = "",
    };
    vstr_t more;
    if (digits >= 0 && (size_t)digits > number.n_digits) {
        vstr_init(&more, digits);
        cloche_add_characters(&more, '0', digits - number.n_digits);
        vstr_add_strn(&more, number.digits, number.n_digits);
        number.digits = more.buf;
        number.n_digits = more.len;
    }
    add_number(out, spec, &number);
    if (buf != small) {
        m_del(char, buf, buf_size);
    }
}

static void format_int(vstr_t *out, mp_obj_t value, const spec_t *spec) {
    if (spec->precision >= 0) {
        value_error(MP_ERROR_TEXT("Precision not allowed in integer format specifier"));
    } else if (spec->without_minus_zero) {
        value_error(MP_ERROR_TEXT("Negative zero coercion (z) not allowed in integer format specifier"));
    } else if (spec->type != 'c') {
        add_int(out, value, spec, -1);
        return;
    } else if (spec->sign) {
        value_error(MP_ERROR_TEXT("Sign not allowed with integer format specifier 'c'"));
    } else if (spec->alternate) {
        value_error(MP_ERROR_TEXT("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    vstr_t character;
    vstr_init(&character, 8);
    vstr_add_char(&character, character_of(value));
    add_number(out, spec, &(number_t) { '\0', "", "", 0, character.buf, character.len });
    vstr_clear(&character);
}

static void add_printed_float(vstr_t *text, char code, int precision, bool alternate, double value) {
    cloche_digits_t number;
    cloche_digits_of(value, &number);
    size_t room = MAX(number.point, 0) + precision + 16;
    MICROPY_CHARGE(room >> 4);
    char *buf = vstr_add_len(text, room);
    text->len -= room - cloche_digits_write(&number, code, precision, alternate, buf, room);
}

// The text of a float that is not negative: type 'e', 'f' or 'g', or 0 for that of repr().
static void add_float_text(vstr_t *text, double value, unichar type, int precision, bool alternate) {
    if (precision > MOST_PLACES) {
        value_error(MP_ERROR_TEXT("precision too big"));
    }
    char buf[48];
    if (!isfinite(value)) {
        bool is_capital = type == 'E' || type == 'F' || type == 'G';
        vstr_add_str(text, isnan(value) ? (is_capital ? "NAN" : "nan") : is_capital ? "INF" : "inf");
        return;
    } else if (type == 0 && precision < 0) {
        mp_format_float(value, buf, sizeof(buf), MICROPY_FLOAT_STR_CODE, -1, '\0');
        vstr_add_str(text, buf);
        return;
    }
    bool is_general = type == 0;
    precision = precision < 0 ? 6 : is_general ? MAX(precision, 1) : precision;
    // Without a type it is as 'g' with a digit behind the point, for which one is lacking before it.
    if (is_general) {
        add_printed_float(text, 'e', precision - 1, alternate, value);
        char *exponent = strchr(vstr_null_terminated_str(text), 'e');
        if (atoi(exponent + 1) == precision - 1) {
            char *end = exponent;
            while (!alternate && strchr(text->buf, '.') != NULL && (end[-1] == '0' || end[-1] == '.')) {
                if (*--end == '.') {
                    break;
                }
            }
            memmove(end, exponent, text->buf + text->len - exponent);
            text->len -= exponent - end;
            return;
        }
        text->len = 0;
    }
    add_printed_float(text, is_general ? 'g' : type, precision, alternate, value);
    if (is_general && strpbrk(vstr_null_terminated_str(text), ".e") == NULL) {
        vstr_add_str(text, ".0");
    }
}

static void add_float(vstr_t *out, mp_obj_t value_in, const spec_t *spec) {
    mp_float_t value;
    if (!mp_obj_get_float_maybe(value_in, &value)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("must be real number, not %s"), mp_obj_get_type_str(value_in));
    }
    unichar type = spec->type == 'n' ? 'g' : spec->type;
    if (type == '%') {
        value *= 100;
        type = 'f';
    }
    vstr_t text;
    vstr_init(&text, 32);
    bool is_negative = signbit(value) && !isnan(value);
    add_float_text(&text, fabs(value), type, spec->precision, spec->alternate);
    if (is_negative && spec->without_minus_zero) {
        is_negative = false;
        for (size_t i = 0; i < text.len && (text.buf[i] | 0x20) != 'e'; i++) {
            is_negative |= text.buf[i] != '0' && text.buf[i] != '.';
        }
    }
    number_t number = { .sign = sign_of(is_negative, spec->sign), .prefix = "" };
    while (number.n_digits < text.len && text.buf[number.n_digits] - '0' < 10u) {
        number.n_digits++;
    }
    if (spec->type == '%') {
        vstr_add_byte(&text, '%');
    }
    number.digits = text.buf;
    number.rest = text.buf + number.n_digits;
    number.n_rest = text.len - number.n_digits;
    if (!spec->fraction_group) {
        add_number(out, spec, &number);
        vstr_clear(&text);
        return;
    }
    vstr_t rest;
    vstr_init(&rest, text.len + 1);
    size_t places = 0;
    for (size_t i = number.n_digits; i < text.len; i++) {
        // A separator is behind every three places, if another one comes.
        char c = text.buf[i];
        if (c - '0' < 10u) {
            if (places > 0 && places % 3 == 0) {
                vstr_add_byte(&rest, spec->fraction_group);
            }
            places++;
        } else if (c == 'e' || c == 'E') {
            vstr_add_strn(&rest, text.buf + i, text.len - i);
            break;
        }
        vstr_add_byte(&rest, c);
    }
    number.rest = rest.buf;
    number.n_rest = rest.len;
    add_number(out, spec, &number);
    vstr_clear(&text);
    vstr_clear(&rest);
}

// ---- Texts and all others --------------------------------------------------------------------------

// The first characters, of bytes the first bytes.
static void cut(cloche_text_t *text, int precision) {
    if (precision < 0) {
        return;
    }
    cloche_text_t rest = *text;
    for (; rest.len > 0 && precision > 0; precision--) {
        if (text->type == &mp_type_str) {
            cloche_text_next(&rest);
        } else {
            rest.len--;
        }
    }
    text->len -= rest.len;
}

static void add_text(vstr_t *out, cloche_text_t text, const spec_t *spec) {
    cut(&text, spec->precision);
    mp_int_t pad = spec->width < 0 ? 0 : spec->width - (mp_int_t)cloche_text_length(&text);
    mp_int_t left = spec->align == '>' ? pad : spec->align == '^' ? pad / 2 : 0;
    cloche_add_characters(out, spec->fill, left);
    vstr_add_strn(out, (const char *)text.data, text.len);
    cloche_add_characters(out, spec->fill, pad - left);
}

static void format_text(vstr_t *out, mp_obj_t value, const cloche_text_t *text, const spec_t *spec) {
    if (spec->type != 's') {
        unknown_code(spec->type, value);
    } else if (spec->sign) {
        value_error(spec->sign == ' ' ? MP_ERROR_TEXT("Space not allowed in string format specifier")
            : MP_ERROR_TEXT("Sign not allowed in string format specifier"));
    } else if (spec->without_minus_zero) {
        value_error(MP_ERROR_TEXT("Negative zero coercion (z) not allowed in string format specifier"));
    } else if (spec->alternate) {
        value_error(MP_ERROR_TEXT("Alternate form (#) not allowed in string format specifier"));
    } else if (spec->align == '=') {
        value_error(MP_ERROR_TEXT("'=' alignment not allowed in string format specifier"));
    }
    add_text(out, *text, spec);
}

static void add_printed(vstr_t *out, mp_obj_t value, mp_print_kind_t kind) {
    mp_print_t print = { out, (mp_print_strn_t)vstr_add_strn };
    mp_obj_print_helper(&print, value, kind);
}

// A part of a complex number, without a float's ".0".
static void add_part(vstr_t *text, mp_float_t value, const spec_t *spec) {
    add_float(text, mp_obj_new_float(value), spec);
    if (spec->type == '\0' && text->len > 2 && memcmp(text->buf + text->len - 2, ".0", 2) == 0) {
        text->len -= 2;
    }
}

// Both parts as floats are; the width is for all of it.
static void add_complex(vstr_t *out, mp_obj_t value, const spec_t *spec) {
    if (spec->type >= 128 || strchr("eEfFgGn", spec->type) == NULL) {
        unknown_code(spec->type, value);
    } else if (spec->align == '=') {
        value_error(MP_ERROR_TEXT("'=' alignment flag is not allowed in complex format specifier"));
    } else if (spec->fill == '0') {
        value_error(MP_ERROR_TEXT("Zero padding is not allowed in complex format specifier"));
    }
    mp_float_t real, imag;
    mp_obj_complex_get(value, &real, &imag);
    spec_t part = *spec;
    part.width = -1;
    bool has_real = spec->type != '\0' || real != 0 || signbit(real);
    vstr_t text;
    vstr_init(&text, 32);
    if (spec->type == '\0') {
        // As repr() has it.
        if (has_real) {
            vstr_add_byte(&text, '(');
        }
    }
    if (has_real) {
        add_part(&text, real, &part);
        part.sign = '+';
    }
    add_part(&text, imag, &part);
    vstr_add_str(&text, spec->type == '\0' && has_real ? "j)" : "j");
    cloche_text_t all = { .data = (const byte *)text.buf, .len = text.len, .type = &mp_type_str };
    part = *spec;
    part.precision = -1;
    add_text(out, all, &part);
    vstr_clear(&text);
}

// What numbers and texts do, whatever __format__ is derived.
static void add_builtin_formatted(vstr_t *out, mp_obj_t value, const char *data, size_t len) {
    mp_obj_t native = mp_obj_is_instance_type(mp_obj_get_type(value)) ? mp_obj_instance_native_value(value) : value;
    cloche_text_t text;
    if (len == 0) {
        add_printed(out, value, PRINT_STR);
    } else if (mp_obj_is_int(native) || mp_obj_is_bool(native)) {
        spec_t spec = read_spec(value, data, len, 'd', '>');
        if (spec.type < 128 && strchr("dbcoxXn", spec.type) != NULL && spec.type != 0) {
            format_int(out, native, &spec);
        } else if (spec.type < 128 && strchr("eEfFgG%", spec.type) != NULL && spec.type != 0) {
            add_float(out, native, &spec);
        } else {
            unknown_code(spec.type, value);
        }
    } else if (mp_obj_is_float(native)) {
        spec_t spec = read_spec(value, data, len, '\0', '>');
        if (spec.type >= 128 || strchr("eEfFgGn%", spec.type) == NULL) {
            unknown_code(spec.type, value);
        }
        add_float(out, native, &spec);
    } else if (mp_obj_is_type(native, &mp_type_complex)) {
        spec_t spec = read_spec(value, data, len, '\0', '>');
        add_complex(out, native, &spec);
    } else if (cloche_text_maybe(native, &text) && text.type == &mp_type_str) {
        spec_t spec = read_spec(value, data, len, 's', '<');
        format_text(out, value, &text, &spec);
    } else {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unsupported format string passed to %s.__format__"),
            mp_obj_get_type_str(value));
    }
}

void cloche_add_formatted(vstr_t *out, mp_obj_t value, const char *data, size_t len) {
    if (mp_obj_is_instance_type(mp_obj_get_type(value))) {
        mp_obj_t method[3];
        mp_load_method_maybe(value, MP_QSTR___format__, method);
        if (method[0] != MP_OBJ_NULL) {
            method[2] = mp_obj_new_str(data, len);
            mp_obj_t result = mp_call_method_n_kw(1, 0, method);
            cloche_text_t text;
            if (!cloche_text_maybe(result, &text) || text.type != &mp_type_str) {
                mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("__format__ must return a str, not %s"),
                    mp_obj_get_type_str(result));
            }
            vstr_add_strn(out, (const char *)text.data, text.len);
            return;
        }
    }
    add_builtin_formatted(out, value, data, len);
}

static mp_obj_t builtin_format(size_t n_args, const mp_obj_t *args) {
    cloche_text_t spec = { .data = (const byte *)"" };
    if (n_args > 1 && (!cloche_text_maybe(args[1], &spec) || spec.type != &mp_type_str)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("format() argument 2 must be str, not %s"),
            mp_obj_get_type_str(args[1]));
    }
    vstr_t out;
    vstr_init(&out, 16);
    cloche_add_formatted(&out, args[0], (const char *)spec.data, spec.len);
    return mp_obj_new_str_from_utf8_vstr(&out);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cloche_format_obj, 1, 2, builtin_format);

// ---- str.format() ----------------------------------------------------------------------------------

typedef struct {
    size_t n_args;
    const mp_obj_t *args; // NULL for format_map()
    mp_map_t *kwargs;
    mp_obj_t mapping;
    int next; // the field that is counted next, or -1 since one had a number of its own
} fields_t;

static bool is_end(unichar c) {
    return c == '.' || c == '[';
}

static mp_obj_t field_first(fields_t *fields, cloche_text_t *name) {
    cloche_text_t first = *name;
    while (name->len > 0 && !is_end(*name->data)) {
        name->data++;
        name->len--;
    }
    first.len -= name->len;
    cloche_text_t rest = first;
    int index = read_number(&rest);
    if (rest.len > 0) {
        mp_obj_t key = mp_obj_new_str((const char *)first.data, first.len);
        if (fields->mapping != MP_OBJ_NULL) {
            return mp_obj_subscr(fields->mapping, key, MP_OBJ_SENTINEL);
        }
        mp_map_elem_t *found = fields->kwargs == NULL ? NULL : mp_map_lookup(fields->kwargs, key, MP_MAP_LOOKUP);
        if (found == NULL) {
            mp_raise_type_arg(&mp_type_KeyError, key);
        }
        return found->value;
    }
    if (index < 0) {
        if (fields->next < 0) {
            value_error(MP_ERROR_TEXT("cannot switch from manual field specification to automatic field numbering"));
        }
        index = fields->next++;
    } else if (fields->next > 0) {
        value_error(MP_ERROR_TEXT("cannot switch from automatic field numbering to manual field specification"));
    } else {
        fields->next = -1;
    }
    if (fields->mapping != MP_OBJ_NULL) {
        value_error(MP_ERROR_TEXT("Format string contains positional fields"));
    } else if ((size_t)index >= fields->n_args) {
        mp_raise_msg_varg(&mp_type_IndexError,
            MP_ERROR_TEXT("Replacement index %d out of range for positional args tuple"), index);
    }
    return fields->args[index];
}

// The value of a name such as 0.attribute[item][1].
static mp_obj_t field_value(fields_t *fields, cloche_text_t name) {
    mp_obj_t value = field_first(fields, &name);
    while (name.len > 0) {
        bool is_item = *name.data == '[';
        if (!is_item && *name.data != '.') {
            value_error(MP_ERROR_TEXT("Only '.' or '[' may follow ']' in format field specifier"));
        }
        name.data++;
        name.len--;
        cloche_text_t part = name;
        while (name.len > 0 && (is_item ? *name.data != ']' : !is_end(*name.data))) {
            name.data++;
            name.len--;
        }
        part.len -= name.len;
        if (is_item && !read(&name, ']')) {
            value_error(MP_ERROR_TEXT("Missing ']' in format string"));
        } else if (part.len == 0) {
            value_error(MP_ERROR_TEXT("Empty attribute in format string"));
        }
        cloche_text_t rest = part;
        int index = is_item ? read_number(&rest) : -1;
        if (index >= 0 && rest.len == 0) {
            value = mp_obj_subscr(value, mp_obj_new_int(index), MP_OBJ_SENTINEL);
        } else if (is_item) {
            value = mp_obj_subscr(value, mp_obj_new_str((const char *)part.data, part.len), MP_OBJ_SENTINEL);
        } else {
            value = mp_load_attr(value, qstr_from_strn((const char *)part.data, part.len));
        }
    }
    return value;
}

static void add_template(vstr_t *out, fields_t *fields, cloche_text_t text, int depth);

// What stands between { and }, which is read.
static void add_field(vstr_t *out, fields_t *fields, cloche_text_t *text, int depth) {
    cloche_text_t name = *text;
    unichar c = 0;
    while (text->len > 0) {
        c = *text->data;
        if (c == '{') {
            value_error(MP_ERROR_TEXT("unexpected '{' in field name"));
        } else if (c == '}' || c == ':' || c == '!') {
            break;
        } else if (c == '[') {
            while (text->len > 0 && *text->data != ']') {
                text->data++;
                text->len--;
            }
            continue;
        }
        text->data++;
        text->len--;
    }
    name.len -= text->len;
    if (text->len == 0) {
        value_error(MP_ERROR_TEXT("expected '}' before end of string"));
    }
    text->data++;
    text->len--;
    unichar conversion = 0;
    if (c == '!') {
        if (text->len == 0) {
            value_error(MP_ERROR_TEXT("end of string while looking for conversion specifier"));
        }
        conversion = cloche_text_next(text);
        if (text->len == 0) {
            value_error(MP_ERROR_TEXT("unmatched '{' in format spec"));
        }
        c = cloche_text_next(text);
        if (c != ':' && c != '}') {
            value_error(MP_ERROR_TEXT("expected ':' after conversion specifier"));
        }
    }
    cloche_text_t spec = *text;
    bool is_template = false;
    if (c == ':') {
        for (int open = 1; ; text->data++, text->len--) {
            if (text->len == 0) {
                value_error(MP_ERROR_TEXT("unmatched '{' in format spec"));
            } else if (*text->data == '{') {
                is_template = true;
                open++;
            } else if (*text->data == '}' && --open == 0) {
                break;
            }
        }
        spec.len -= text->len;
        text->data++;
        text->len--;
    } else {
        spec.len = 0;
    }

    mp_obj_t value = field_value(fields, name);
    if (conversion != 0) {
        vstr_t converted;
        vstr_init(&converted, 16);
        if (conversion == 'a') {
            cloche_add_ascii(&converted, value);
        } else if (conversion == 'r' || conversion == 's') {
            add_printed(&converted, value, conversion == 'r' ? PRINT_REPR : PRINT_STR);
        } else {
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unknown conversion specifier %c"), (int)conversion);
        }
        value = mp_obj_new_str_from_utf8_vstr(&converted);
    }
    vstr_t filled;
    if (is_template) {
        vstr_init(&filled, spec.len);
        add_template(&filled, fields, spec, depth - 1);
        spec.data = (const byte *)filled.buf;
        spec.len = filled.len;
    }
    cloche_add_formatted(out, value, (const char *)spec.data, spec.len);
}

static void add_template(vstr_t *out, fields_t *fields, cloche_text_t text, int depth) {
    if (depth <= 0) {
        value_error(MP_ERROR_TEXT("Max string recursion exceeded"));
    }
    mp_cstack_check();
    while (text.len > 0) {
        const byte *begin = text.data;
        while (text.len > 0 && *text.data != '{' && *text.data != '}') {
            text.data++;
            text.len--;
        }
        vstr_add_strn(out, (const char *)begin, text.data - begin);
        if (text.len == 0) {
            break;
        }
        MICROPY_CHARGE(1);
        byte c = *text.data++;
        text.len--;
        if (read(&text, c)) {
            vstr_add_byte(out, c);
        } else if (c == '}') {
            value_error(MP_ERROR_TEXT("Single '}' encountered in format string"));
        } else if (text.len == 0) {
            value_error(MP_ERROR_TEXT("Single '{' encountered in format string"));
        } else {
            add_field(out, fields, &text, depth);
        }
    }
}

static mp_obj_t filled(mp_obj_t template_in, fields_t *fields) {
    cloche_text_t template;
    if (!cloche_text_maybe(template_in, &template) || template.type != &mp_type_str) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("descriptor 'format' for 'str' objects doesn't apply to a '%s' object"), mp_obj_get_type_str(template_in));
    }
    vstr_t out;
    vstr_init(&out, template.len + 16);
    add_template(&out, fields, template, 2);
    return mp_obj_new_str_from_utf8_vstr(&out);
}

mp_obj_t mp_obj_str_format(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    fields_t fields = { n_args - 1, args + 1, kwargs, MP_OBJ_NULL, 0 };
    return filled(args[0], &fields);
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_text_format_obj, 1, mp_obj_str_format);

static mp_obj_t text_format_map(mp_obj_t self_in, mp_obj_t mapping) {
    fields_t fields = { 0, NULL, NULL, mapping, 0 };
    return filled(self_in, &fields);
}
MP_DEFINE_CONST_FUN_OBJ_2(cloche_text_format_map_obj, text_format_map);

// ---- % ---------------------------------------------------------------------------------------------

typedef struct {
    size_t n, next;
    const mp_obj_t *items;
} values_t;

static mp_obj_t next_value(values_t *values) {
    if (values->next >= values->n) {
        mp_raise_TypeError(MP_ERROR_TEXT("not enough arguments for format string"));
    }
    return values->items[values->next++];
}

static int read_star_or_number(cloche_text_t *text, values_t *values) {
    if (!read(text, '*')) {
        return read_number(text);
    }
    mp_obj_t value = next_value(values);
    mp_int_t number;
    if (!(mp_obj_is_int(value) || mp_obj_is_bool(value))) {
        mp_raise_TypeError(MP_ERROR_TEXT("* wants int"));
    } else if (!mp_obj_get_int_maybe(value, &number) || number > INT_MAX || number < -INT_MAX) {
        mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("Python int too large to convert to C int"));
    }
    return number;
}

static mp_obj_t number_for(mp_obj_t value, char code) {
    mp_obj_t native = mp_obj_is_instance_type(mp_obj_get_type(value)) ? mp_obj_instance_native_value(value) : value;
    bool decimal = code == 'd' || code == 'i' || code == 'u';
    if (mp_obj_is_int(native) || mp_obj_is_bool(native)) {
        return native;
    } else if (mp_obj_is_float(native) && decimal) {
        return mp_obj_new_int_from_float(mp_obj_float_get(native));
    }
    mp_obj_t number = MP_OBJ_NULL;
    if (mp_obj_is_instance_type(mp_obj_get_type(value))) {
        mp_obj_t method[2];
        mp_load_method_maybe(value, MP_QSTR___int__, method);
        number = decimal && method[0] != MP_OBJ_NULL ? mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), value)
            : mp_unary_op(MP_UNARY_OP_INT_MAYBE, value);
    }
    if (number == MP_OBJ_NULL) {
        mp_raise_msg_varg(&mp_type_TypeError, decimal ? MP_ERROR_TEXT("%%%c format: a real number is required, not %s")
            : MP_ERROR_TEXT("%%%c format: an integer is required, not %s"), code, mp_obj_get_type_str(value));
    }
    return number;
}

// One value, for the code at the end of what the spec says.
static void add_converted(vstr_t *out, mp_obj_t value, spec_t *spec, const mp_obj_type_t *type, bool zeros, size_t index) {
    cloche_text_t text;
    vstr_t printed;
    bool is_bytes = type != &mp_type_str;
    switch (spec->type) {
        case 's':
        case 'r':
        case 'a':
        case 'b':
            vstr_init(&printed, 16);
            text.type = type;
            if (is_bytes && (spec->type == 's' || spec->type == 'b')) {
                mp_buffer_info_t buffer;
                if (mp_obj_is_str(value) || !mp_get_buffer(value, &buffer, MP_BUFFER_READ)) {
                    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT(
                        "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'"), mp_obj_get_type_str(value));
                }
                text.data = buffer.buf;
                text.len = buffer.len;
            } else if (spec->type == 'b') {
                break;
            } else {
                if (is_bytes || spec->type == 'a') {
                    cloche_add_ascii(&printed, value);
                } else {
                    add_printed(&printed, value, spec->type == 's' ? PRINT_STR : PRINT_REPR);
                }
                text.data = (const byte *)printed.buf;
                text.len = printed.len;
            }
            add_text(out, text, spec);
            vstr_clear(&printed);
            return;

        case 'c': {
            vstr_init(&printed, 8);
            if (cloche_text_maybe(value, &text) && (text.type == &mp_type_str) != is_bytes) {
                if (cloche_text_length(&text) != 1) {
                    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT(
                        "%%c requires an int or a unicode character, not a string of length %d"), (int)cloche_text_length(&text));
                }
            } else if (mp_obj_is_int(mp_obj_plain_index(value))) {
                unichar c = character_of(mp_obj_plain_index(value));
                if (is_bytes && c > 255) {
                    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("%c arg not in range(256)"));
                } else if (is_bytes) {
                    vstr_add_byte(&printed, c);
                } else {
                    vstr_add_char(&printed, c);
                }
                text = (cloche_text_t) { type, (const byte *)printed.buf, printed.len };
            } else {
                mp_raise_msg_varg(&mp_type_TypeError,
                    MP_ERROR_TEXT("%%c requires an int or a unicode character, not %s"), mp_obj_get_type_str(value));
            }
            spec->precision = -1;
            add_text(out, text, spec);
            vstr_clear(&printed);
            return;
        }

        case 'd':
        case 'i':
        case 'u':
        case 'o':
        case 'x':
        case 'X':
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
            if (zeros && spec->align != '<') {
                spec->fill = '0';
                spec->align = '=';
            }
            if (strchr("eEfFgG", spec->type) != NULL) {
                add_float(out, mp_obj_instance_native_value(value), spec);
            } else {
                add_int(out, number_for(value, spec->type), spec, spec->precision);
            }
            return;

        default:
            break;
    }
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("unsupported format character '%c' (0x%x) at index %d"),
        spec->type > 31 && spec->type < 127 ? (int)spec->type : '?', (unsigned)spec->type, (int)index);
}

mp_obj_t cloche_modulo_format(mp_obj_t template_in, mp_obj_t arg) {
    cloche_text_t text;
    cloche_text_maybe(template_in, &text);
    cloche_text_t whole = text;
    values_t values = { 1, 0, &arg };
    mp_obj_t mapping = MP_OBJ_NULL;
    mp_obj_t native = mp_obj_is_instance_type(mp_obj_get_type(arg)) ? mp_obj_instance_native_value(arg) : arg;
    if (MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(native), iter) == mp_obj_tuple_getiter) {
        mp_obj_t *items;
        mp_obj_tuple_get(native, &values.n, &items);
        values.items = items;
    } else if (!cloche_text_maybe(arg, &whole) && (MP_OBJ_TYPE_HAS_SLOT(mp_obj_get_type(native), subscr)
        || mp_obj_is_instance_type(mp_obj_get_type(native)))) {
        mapping = arg;
        if (mp_obj_is_instance_type(mp_obj_get_type(native))) {
            mp_obj_t method[2];
            mp_load_method_maybe(arg, MP_QSTR___getitem__, method);
            mapping = method[0] == MP_OBJ_NULL ? MP_OBJ_NULL : arg;
        }
    }
    whole = text;
    vstr_t out;
    vstr_init(&out, text.len + 16);
    while (text.len > 0) {
        const byte *begin = text.data;
        while (text.len > 0 && *text.data != '%') {
            text.data++;
            text.len--;
        }
        vstr_add_strn(&out, (const char *)begin, text.data - begin);
        if (text.len == 0) {
            break;
        }
        MICROPY_CHARGE(1);
        read(&text, '%');
        if (read(&text, '%')) {
            vstr_add_byte(&out, '%');
            continue;
        }
        mp_obj_t value = MP_OBJ_NULL;
        if (read(&text, '(')) {
            if (mapping == MP_OBJ_NULL) {
                mp_raise_TypeError(MP_ERROR_TEXT("format requires a mapping"));
            }
            const byte *key = text.data;
            for (int open = 1; open > 0; text.data++, text.len--) {
                if (text.len == 0) {
                    value_error(MP_ERROR_TEXT("incomplete format key"));
                }
                open += *text.data == '(' ? 1 : *text.data == ')' ? -1 : 0;
            }
            mp_obj_t name = mp_obj_new_str_of_type(text.type == &mp_type_str ? &mp_type_str : &mp_type_bytes, key, text.data - 1 - key);
            value = mp_obj_subscr(mapping, name, MP_OBJ_SENTINEL);
            values.n = 0; // the mapping is no value itself any more
        }
        spec_t spec = { ' ', 0, '>', '\0', '\0', '\0', false, false, -1, -1 };
        bool zeros = false;
        for (;;) {
            if (read(&text, '-')) {
                spec.align = '<';
            } else if (read(&text, '+')) {
                spec.sign = '+';
            } else if (read(&text, ' ')) {
                spec.sign = spec.sign == '+' ? '+' : ' ';
            } else if (read(&text, '#')) {
                spec.alternate = true;
            } else if (read(&text, '0')) {
                zeros = true;
            } else {
                break;
            }
        }
        spec.width = read_star_or_number(&text, &values);
        if (spec.width < -1) {
            spec.align = '<';
            spec.width = -spec.width;
        }
        if (read(&text, '.')) {
            spec.precision = read_star_or_number(&text, &values);
            spec.precision = MAX(spec.precision, 0);
        }
        if (!read(&text, 'l') && !read(&text, 'h')) {
            read(&text, 'L');
        }
        if (text.len == 0) {
            value_error(MP_ERROR_TEXT("incomplete format"));
        }
        whole.len = text.data - whole.data;
        size_t index = cloche_text_length(&whole);
        spec.type = text.type == &mp_type_str ? cloche_text_next(&text) : (text.len--, *text.data++);
        if (value == MP_OBJ_NULL) {
            value = next_value(&values);
        }
        add_converted(&out, value, &spec, text.type, zeros, index);
    }
    if (mapping == MP_OBJ_NULL && values.next < values.n) {
        mp_raise_TypeError(MP_ERROR_TEXT("not all arguments converted during string formatting"));
    }
    return cloche_text_from_vstr(text.type, &out);
}
