// str to bytes and back. What is neither UTF-8, ASCII nor Latin-1, and what goes wrong, is for
// ../frozen/_text.py.

#include <string.h>

#include "py/runtime.h"
#include "py/unicode.h"
#include "guest.h"
#include "text.h"

typedef enum { UTF_8, ASCII, LATIN_1, OTHER } codec_t;

// utf-8, UTF8, utf_8; ascii, us-ascii; latin-1, latin1, iso-8859-1.
static codec_t codec_of(mp_obj_t name_in) {
    if (name_in == MP_OBJ_NULL) {
        return UTF_8;
    }
    cloche_text_t name;
    if (!cloche_text_maybe(name_in, &name) || name.type != &mp_type_str) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("encode() argument 'encoding' must be str, not %s"), mp_obj_get_type_str(name_in));
    }
    char plain[12];
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        byte c = name.data[i];
        if (c == '-' || c == '_' || c == ' ') {
            continue;
        } else if (n == sizeof(plain) - 1) {
            return OTHER;
        }
        plain[n++] = unichar_tolower(c);
    }
    plain[n] = '\0';
    if (strcmp(plain, "utf8") == 0) {
        return UTF_8;
    } else if (strcmp(plain, "ascii") == 0 || strcmp(plain, "usascii") == 0) {
        return ASCII;
    }
    return strcmp(plain, "latin1") == 0 || strcmp(plain, "iso88591") == 0 ? LATIN_1 : OTHER;
}

static mp_obj_t in_python(qstr function, mp_obj_t value, mp_obj_t encoding, mp_obj_t errors) {
    mp_obj_t args[3] = {
        value,
        encoding == MP_OBJ_NULL ? MP_OBJ_NEW_QSTR(MP_QSTR_utf_hyphen_8) : encoding,
        errors == MP_OBJ_NULL ? MP_OBJ_NEW_QSTR(MP_QSTR_strict) : errors,
    };
    return mp_call_function_n_kw(mp_load_attr(cloche_frozen_module(MP_QSTR__text), function), 3, 0, args);
}

static bool has_surrogates(const cloche_text_t *text) {
    const byte *at = text->data, *end = at + text->len;
    while ((at = memchr(at, 0xed, end - at)) != NULL) {
        if (*++at >= 0xa0) {
            return true;
        }
    }
    return false;
}

// The bytes of a str. Either of encoding and errors may be MP_OBJ_NULL.
mp_obj_t cloche_encode(mp_obj_t text_in, mp_obj_t encoding, mp_obj_t errors) {
    codec_t codec = codec_of(encoding);
    cloche_text_t text;
    if (!cloche_text_maybe(text_in, &text) || text.type != &mp_type_str) {
        mp_raise_TypeError(MP_ERROR_TEXT("encoding without a string argument"));
    }
    MICROPY_CHARGE_LATER(text.len >> 6);
    if (codec == UTF_8 && !has_surrogates(&text)) {
        return mp_obj_new_bytes(text.data, text.len);
    }
    unichar below = codec == ASCII ? 128 : 256;
    if (codec == ASCII || codec == LATIN_1) {
        vstr_t out;
        vstr_init(&out, text.len);
        cloche_text_t rest = text;
        while (rest.len > 0) {
            unichar c = cloche_text_next(&rest);
            if (c >= below) {
                return in_python(MP_QSTR_encode, text_in, encoding, errors);
            }
            vstr_add_byte(&out, c);
        }
        return mp_obj_new_bytes_from_vstr(&out);
    }
    return in_python(MP_QSTR_encode, text_in, encoding, errors);
}

// Whether a decoder of UTF-8 takes it: no form longer than need be, no surrogate, nothing behind U+10FFFF.
static bool is_utf_8(const byte *at, size_t len) {
    if (!utf8_check(at, len)) {
        return false;
    }
    for (const byte *end = at + len; at < end; at++) {
        if ((*at == 0xe0 && at[1] < 0xa0) || (*at == 0xed && at[1] >= 0xa0) || (*at == 0xf0 && at[1] < 0x90)
            || (*at == 0xf4 && at[1] >= 0x90) || *at > 0xf4 || *at == 0xc0 || *at == 0xc1) {
            return false;
        }
    }
    return true;
}

// The str that bytes, a bytearray or any other buffer stand for.
mp_obj_t cloche_decode(mp_obj_t data_in, mp_obj_t encoding, mp_obj_t errors) {
    codec_t codec = codec_of(encoding);
    mp_buffer_info_t data;
    if (mp_obj_is_str(data_in)) {
        mp_raise_TypeError(MP_ERROR_TEXT("decoding str is not supported"));
    } else if (!mp_get_buffer(data_in, &data, MP_BUFFER_READ)) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("decoding to str: need a bytes-like object, %s found"), mp_obj_get_type_str(data_in));
    }
    MICROPY_CHARGE_LATER(data.len >> 6);
    const byte *at = data.buf;
    if (codec == UTF_8 && is_utf_8(at, data.len)) {
        return mp_obj_new_str(data.buf, data.len);
    } else if (codec == LATIN_1 || codec == ASCII) {
        vstr_t out;
        vstr_init(&out, data.len);
        for (size_t i = 0; i < data.len; i++) {
            if (at[i] >= 128 && codec == ASCII) {
                return in_python(MP_QSTR_decode, mp_obj_new_bytes(at, data.len), encoding, errors);
            }
            vstr_add_char(&out, at[i]);
        }
        return mp_obj_new_str_from_utf8_vstr(&out);
    }
    return in_python(MP_QSTR_decode, mp_obj_new_bytes(at, data.len), encoding, errors);
}

static mp_obj_t convert(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args, mp_obj_t (*how)(mp_obj_t, mp_obj_t, mp_obj_t)) {
    static const mp_arg_t allowed[] = {
        { MP_QSTR_encoding, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_PTR(NULL) } },
        { MP_QSTR_errors, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_PTR(NULL) } },
    };
    mp_arg_val_t values[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw_args, 2, allowed, values);
    return how(args[0], values[0].u_obj, values[1].u_obj);
}

static mp_obj_t text_encode(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    return convert(n_args, args, kw_args, cloche_encode);
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_text_encode_obj, 1, text_encode);

static mp_obj_t bytes_decode(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args) {
    return convert(n_args, args, kw_args, cloche_decode);
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_bytes_decode_obj, 1, bytes_decode);

// str(...) and bytes(...) of something and an encoding.
mp_obj_t cloche_converted(size_t n_args, size_t n_kw, const mp_obj_t *args, bool to_bytes) {
    mp_map_t kw_args;
    mp_map_init_fixed_table(&kw_args, n_kw, args + n_args);
    return convert(n_args, args, &kw_args, to_bytes ? cloche_encode : cloche_decode);
}
