// Methods of str, bytes and bytearray that upstream leaves out or has for ASCII only (build/patches/0066).
// The rarer ones are Python: ../frozen/_text.py.

#include <string.h>

#include "py/objlist.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/unicode.h"
#include "characters.h"
#include "guest.h"
#include "text.h"

bool cloche_text_maybe(mp_obj_t obj, cloche_text_t *text) {
    if (mp_obj_is_instance_type(mp_obj_get_type(obj))) {
        obj = mp_obj_instance_native_value(obj);
    }
    text->type = mp_obj_get_type(obj);
    if (text->type != &mp_type_str && text->type != &mp_type_bytes && text->type != &mp_type_bytearray) {
        return false;
    }
    GET_STR_DATA_LEN(obj, data, len);
    text->data = data;
    text->len = len;
    return true;
}

static cloche_text_t text_of(mp_obj_t self_in) {
    cloche_text_t text;
    if (!cloche_text_maybe(self_in, &text)) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("descriptor requires a 'str' object but received a '%s'"), mp_obj_get_type_str(self_in));
    }
    return text;
}

static bool is_ascii(const cloche_text_t *text) {
    MICROPY_CHARGE_LATER(text->len >> 8);
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] >= 128) {
            return false;
        }
    }
    return true;
}

size_t cloche_text_length(const cloche_text_t *text) {
    return text->type == &mp_type_str ? utf8_charlen(text->data, text->len) : text->len;
}

unichar cloche_text_next(cloche_text_t *text) {
    // Never behind the end, where no zero may be.
    unichar c = *text->data++;
    text->len--;
    if (UTF8_IS_NONASCII(c)) {
        c &= c < 0xe0 ? 0x1f : c < 0xf0 ? 0x0f : 0x07;
        for (; text->len > 0 && UTF8_IS_CONT(*text->data); text->len--) {
            c = c << 6 | (*text->data++ & 0x3f);
        }
    }
    return c;
}

void cloche_add_characters(vstr_t *out, unichar c, mp_int_t n) {
    if (n <= 0) {
        return;
    }
    MICROPY_CHARGE(n >> 6);
    if (c < 128) {
        memset(vstr_add_len(out, n), c, n);
        return;
    }
    for (; n > 0; n--) {
        vstr_add_char(out, c);
    }
}

mp_obj_t cloche_text_from_vstr(const mp_obj_type_t *type, vstr_t *out) {
    if (type == &mp_type_str) {
        return mp_obj_new_str_from_utf8_vstr(out);
    } else if (type == &mp_type_bytes) {
        return mp_obj_new_bytes_from_vstr(out);
    }
    return mp_obj_new_bytearray(out->len, out->buf);
}

// A method without effect gives the text itself, but a bytearray, which may change, or what is derived.
static mp_obj_t unchanged(mp_obj_t self_in, const cloche_text_t *text) {
    const mp_obj_type_t *type = mp_obj_get_type(self_in);
    return type == &mp_type_str || type == &mp_type_bytes ? self_in
        : mp_obj_new_str_of_type(text->type, text->data, text->len);
}

// ---- Capitals --------------------------------------------------------------------------------------

typedef enum { UPPER, LOWER, TITLE, CAPITALIZE, SWAPCASE, CASEFOLD } change_t;

static bool cased_beside(const byte *at, const byte *end, int step) {
    while (at != end) {
        MICROPY_CHARGE(1);
        at += step;
        while (step < 0 && UTF8_IS_CONT(*at)) {
            at--;
        }
        unsigned flags = cloche_character_flags(utf8_get_char(step < 0 ? at : at - 1));
        if (!(flags & CLOCHE_IGNORABLE)) {
            return flags & CLOCHE_CASED;
        }
        while (step > 0 && at != end && UTF8_IS_CONT(*at)) {
            at++;
        }
    }
    return false;
}

static mp_obj_t change_letters(mp_obj_t self_in, change_t how) {
    cloche_text_t text = text_of(self_in);
    vstr_t out;
    bool in_word = false;
    MICROPY_CHARGE(text.len >> 6);
    if (text.type != &mp_type_str || is_ascii(&text)) {
        vstr_init_len(&out, text.len);
        for (size_t i = 0; i < text.len; i++) {
            byte c = text.data[i];
            bool is_letter = c < 128 && unichar_isalpha(c);
            if (is_letter) {
                bool to_upper = how == UPPER || (how == TITLE && !in_word) || (how == CAPITALIZE && i == 0)
                    || (how == SWAPCASE && (c & 0x20));
                c = to_upper ? c & ~0x20 : c | 0x20;
            }
            in_word = is_letter;
            out.buf[i] = c;
        }
        return cloche_text_from_vstr(text.type, &out);
    }
    const byte *begin = text.data, *end = begin + text.len;
    vstr_init(&out, text.len + 4);
    for (const byte *at = begin; at < end;) {
        unichar c = utf8_get_char(at), changed[CLOCHE_MOST_CHANGED];
        const byte *next = utf8_next_char(at);
        unsigned flags = how == TITLE || how == SWAPCASE ? cloche_character_flags(c) : 0;
        cloche_change_t change = CLOCHE_TO_LOWER;
        if (how == UPPER || (how == SWAPCASE && flags & CLOCHE_LOWER)) {
            change = CLOCHE_TO_UPPER;
        } else if (how == CASEFOLD) {
            change = CLOCHE_TO_FOLD;
        } else if ((how == TITLE && !in_word) || (how == CAPITALIZE && at == begin)) {
            change = CLOCHE_TO_TITLE;
        }
        size_t n = 1;
        if (how == SWAPCASE && !(flags & (CLOCHE_UPPER | CLOCHE_LOWER))) {
            changed[0] = c;
        } else if (c == 0x3a3 && change == CLOCHE_TO_LOWER) {
            changed[0] = cased_beside(at, begin, -1) && !cased_beside(next, end, 1) ? 0x3c2 : 0x3c3;
        } else {
            n = cloche_character_change(change, c, changed);
        }
        for (size_t i = 0; i < n; i++) {
            vstr_add_char(&out, changed[i]);
        }
        in_word = flags & CLOCHE_CASED;
        at = next;
    }
    return cloche_text_from_vstr(text.type, &out);
}

#define CHANGE_METHOD(name, how) \
    static mp_obj_t text_##name(mp_obj_t self_in) { return change_letters(self_in, how); } \
    MP_DEFINE_CONST_FUN_OBJ_1(cloche_text_##name##_obj, text_##name);

CHANGE_METHOD(upper, UPPER)
CHANGE_METHOD(lower, LOWER)
CHANGE_METHOD(title, TITLE)
CHANGE_METHOD(capitalize, CAPITALIZE)
CHANGE_METHOD(swapcase, SWAPCASE)
CHANGE_METHOD(casefold, CASEFOLD)

// ---- What texts consist of -------------------------------------------------------------------------

static unsigned next_flags(cloche_text_t *text) {
    if (text->type == &mp_type_str) {
        return cloche_character_flags(cloche_text_next(text));
    }
    byte c = *text->data++;
    text->len--;
    return c >= 128 || (c >= 0x1c && c < 0x20) ? 0 : cloche_character_flags(c);
}

static mp_obj_t all_are(mp_obj_t self_in, unsigned flags, bool if_empty) {
    cloche_text_t text = text_of(self_in);
    bool are = text.len > 0 || if_empty;
    MICROPY_CHARGE(text.len >> 5);
    while (are && text.len > 0) {
        are = next_flags(&text) & flags;
    }
    return mp_obj_new_bool(are);
}

// isupper(), islower(): some are, and none is of the other case.
static mp_obj_t letters_are(mp_obj_t self_in, unsigned flag) {
    cloche_text_t text = text_of(self_in);
    bool some = false;
    MICROPY_CHARGE(text.len >> 5);
    while (text.len > 0) {
        unsigned flags = next_flags(&text) & CLOCHE_CASED;
        if (flags & ~flag) {
            return mp_const_false;
        }
        some |= flags != 0;
    }
    return mp_obj_new_bool(some);
}

#define TEXT_METHOD_1(name, result) \
    static mp_obj_t text_##name(mp_obj_t self_in) { return result; } \
    MP_DEFINE_CONST_FUN_OBJ_1(cloche_text_##name##_obj, text_##name);

TEXT_METHOD_1(isspace, all_are(self_in, CLOCHE_SPACE, false))
TEXT_METHOD_1(isalpha, all_are(self_in, CLOCHE_ALPHA, false))
TEXT_METHOD_1(isalnum, all_are(self_in, CLOCHE_ALPHA | CLOCHE_DECIMAL | CLOCHE_DIGIT | CLOCHE_NUMERIC, false))
TEXT_METHOD_1(isdecimal, all_are(self_in, CLOCHE_DECIMAL, false))
TEXT_METHOD_1(isdigit, all_are(self_in, CLOCHE_DIGIT, false))
TEXT_METHOD_1(isnumeric, all_are(self_in, CLOCHE_NUMERIC, false))
TEXT_METHOD_1(isprintable, all_are(self_in, CLOCHE_PRINTABLE, true))
TEXT_METHOD_1(isupper, letters_are(self_in, CLOCHE_UPPER))
TEXT_METHOD_1(islower, letters_are(self_in, CLOCHE_LOWER))

static mp_obj_t text_isascii(mp_obj_t self_in) {
    cloche_text_t text = text_of(self_in);
    return mp_obj_new_bool(is_ascii(&text));
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_text_isascii_obj, text_isascii);

static mp_obj_t text_istitle(mp_obj_t self_in) {
    cloche_text_t text = text_of(self_in);
    bool some = false, in_word = false;
    MICROPY_CHARGE(text.len >> 5);
    while (text.len > 0) {
        unsigned flags = next_flags(&text);
        if (in_word ? flags & (CLOCHE_UPPER | CLOCHE_TITLE) : flags & CLOCHE_LOWER) {
            return mp_const_false;
        }
        in_word = flags & CLOCHE_CASED;
        some |= in_word;
    }
    return mp_obj_new_bool(some);
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_text_istitle_obj, text_istitle);

static mp_obj_t text_isidentifier(mp_obj_t self_in) {
    cloche_text_t text = text_of(self_in);
    bool is = text.len > 0 && next_flags(&text) & CLOCHE_START;
    MICROPY_CHARGE(text.len >> 5);
    while (is && text.len > 0) {
        is = next_flags(&text) & CLOCHE_CONTINUE;
    }
    return mp_obj_new_bool(is);
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_text_isidentifier_obj, text_isidentifier);

// ---- To a width ------------------------------------------------------------------------------------

static mp_obj_t pad(size_t n_args, const mp_obj_t *args, const char *name) {
    mp_int_t width = mp_obj_get_int(args[1]);
    cloche_text_t text = text_of(args[0]), fill;
    unichar character = ' ';
    if (n_args > 2) {
        if (!cloche_text_maybe(args[2], &fill) || (fill.type == &mp_type_str) != (text.type == &mp_type_str)) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("The fill character must be a unicode character, not %s"),
                mp_obj_get_type_str(args[2]));
        } else if (cloche_text_length(&fill) != 1) {
            mp_raise_TypeError(MP_ERROR_TEXT("The fill character must be exactly one character long"));
        }
        character = fill.type == &mp_type_str ? utf8_get_char(fill.data) : *fill.data;
    }
    size_t length = cloche_text_length(&text);
    if (width <= 0 || (size_t)width <= length) {
        return unchanged(args[0], &text);
    }
    mp_int_t left = 0, all = width - length;
    if (*name == 'r') {
        left = all;
    } else if (*name == 'c') {
        left = all / 2 + (all & width & 1);
    } else if (*name == 'z') {
        left = all;
        character = '0';
    }
    vstr_t out;
    vstr_init(&out, text.len + all + 1);
    if (*name == 'z' && text.len > 0 && (*text.data == '+' || *text.data == '-')) {
        vstr_add_byte(&out, *text.data++);
        text.len--;
    }
    if (text.type != &mp_type_str && character >= 128) {
        memset(vstr_add_len(&out, left), character, left);
        vstr_add_strn(&out, (const char *)text.data, text.len);
        memset(vstr_add_len(&out, all - left), character, all - left);
    } else {
        cloche_add_characters(&out, character, left);
        vstr_add_strn(&out, (const char *)text.data, text.len);
        cloche_add_characters(&out, character, all - left);
    }
    return cloche_text_from_vstr(text.type, &out);
}

#define PAD_METHOD(name, most) \
    static mp_obj_t text_##name(size_t n_args, const mp_obj_t *args) { return pad(n_args, args, #name); } \
    MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cloche_text_##name##_obj, 2, most, text_##name);

PAD_METHOD(ljust, 3)
PAD_METHOD(rjust, 3)
PAD_METHOD(center, 3)
PAD_METHOD(zfill, 2)

// ---- Ends ------------------------------------------------------------------------------------------

static bool is_one_of(unichar c, cloche_text_t among) {
    while (among.len > 0) {
        if (cloche_text_next(&among) == c) {
            return true;
        }
    }
    return false;
}

// Whether what lies at the end goes: white space, unless it is told what.
static bool goes(unichar c, const cloche_text_t *text, const cloche_text_t *told) {
    if (told != NULL) {
        MICROPY_CHARGE(told->len >> 4);
        return text->type == &mp_type_str ? is_one_of(c, *told) : memchr(told->data, c, told->len) != NULL;
    }
    return text->type != &mp_type_str ? unichar_isspace(c) : cloche_character_flags(c) & CLOCHE_SPACE;
}

static mp_obj_t strip(size_t n_args, const mp_obj_t *args, const char *name) {
    cloche_text_t text = text_of(args[0]), told;
    bool is_told = n_args > 1 && args[1] != mp_const_none;
    bool is_str = text.type == &mp_type_str;
    if (is_told && (!cloche_text_maybe(args[1], &told) || (told.type == &mp_type_str) != is_str)) {
        mp_raise_msg_varg(&mp_type_TypeError, is_str ? MP_ERROR_TEXT("%s arg must be None or str")
            : MP_ERROR_TEXT("a bytes-like object is required, not '%.0s%s'"), name, mp_obj_get_type_str(args[1]));
    }
    const byte *begin = text.data, *end = begin + text.len;
    MICROPY_CHARGE(text.len >> 8);
    while (*name != 'r' && begin < end) {
        if (!goes(is_str ? utf8_get_char(begin) : *begin, &text, is_told ? &told : NULL)) {
            break;
        }
        begin = is_str ? utf8_next_char(begin) : begin + 1;
    }
    while (*name != 'l' && begin < end) {
        const byte *last = end - 1;
        while (is_str && UTF8_IS_CONT(*last)) {
            last--;
        }
        if (!goes(is_str ? utf8_get_char(last) : *last, &text, is_told ? &told : NULL)) {
            break;
        }
        end = last;
    }
    if ((size_t)(end - begin) == text.len) {
        return unchanged(args[0], &text);
    }
    return mp_obj_new_str_of_type(text.type, begin, end - begin);
}

#define STRIP_METHOD(name) \
    static mp_obj_t text_##name(size_t n_args, const mp_obj_t *args) { return strip(n_args, args, #name); } \
    MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cloche_text_##name##_obj, 1, 2, text_##name);

STRIP_METHOD(strip)
STRIP_METHOD(lstrip)
STRIP_METHOD(rstrip)

static mp_obj_t remove_end(mp_obj_t self_in, mp_obj_t end_in, bool is_suffix) {
    cloche_text_t text = text_of(self_in), end;
    bool is_str = text.type == &mp_type_str;
    if (!cloche_text_maybe(end_in, &end) || (end.type == &mp_type_str) != is_str) {
        mp_raise_msg_varg(&mp_type_TypeError, is_str ? MP_ERROR_TEXT("%s() argument must be str, not %s")
            : MP_ERROR_TEXT("a bytes-like object is required, not '%.0s%s'"),
            is_suffix ? "removesuffix" : "removeprefix", mp_obj_get_type_str(end_in));
    }
    if (end.len == 0 || end.len > text.len
        || memcmp(is_suffix ? text.data + text.len - end.len : text.data, end.data, end.len) != 0) {
        return unchanged(self_in, &text);
    }
    return mp_obj_new_str_of_type(text.type, is_suffix ? text.data : text.data + end.len, text.len - end.len);
}

static mp_obj_t text_removeprefix(mp_obj_t self_in, mp_obj_t end) {
    return remove_end(self_in, end, false);
}
MP_DEFINE_CONST_FUN_OBJ_2(cloche_text_removeprefix_obj, text_removeprefix);

static mp_obj_t text_removesuffix(mp_obj_t self_in, mp_obj_t end) {
    return remove_end(self_in, end, true);
}
MP_DEFINE_CONST_FUN_OBJ_2(cloche_text_removesuffix_obj, text_removesuffix);

// ---- Together and apart ----------------------------------------------------------------------------

static mp_obj_t text_join(mp_obj_t self_in, mp_obj_t items_in) {
    const mp_obj_type_t *type = mp_obj_get_type(items_in);
    if (!mp_obj_is_type(items_in, &mp_type_list) && !mp_obj_is_type(items_in, &mp_type_tuple)) {
        if (!(type->flags & MP_TYPE_FLAG_ITER_IS_STREAM) && !MP_OBJ_TYPE_HAS_SLOT(type, iter)
            && !MP_OBJ_TYPE_HAS_SLOT(type, subscr)) {
            mp_raise_TypeError(MP_ERROR_TEXT("can only join an iterable"));
        }
        items_in = mp_obj_list_make_new(&mp_type_list, 1, 0, &items_in);
    }
    size_t n;
    mp_obj_t *items;
    mp_obj_get_array(items_in, &n, &items);
    cloche_text_t self = text_of(self_in), item;
    bool is_str = self.type == &mp_type_str;
    size_t length = 0;
    MICROPY_CHARGE_LATER(n >> 2);
    for (size_t i = 0; i < n; i++) {
        if (!cloche_text_maybe(items[i], &item) || (item.type == &mp_type_str) != is_str) {
            mp_raise_msg_varg(&mp_type_TypeError, is_str ? MP_ERROR_TEXT("sequence item %d: expected str instance, %s found")
                : MP_ERROR_TEXT("sequence item %d: expected a bytes-like object, %s found"), (int)i, mp_obj_get_type_str(items[i]));
        }
        if (__builtin_add_overflow(length, item.len, &length) || (i > 0 && __builtin_add_overflow(length, self.len, &length))) {
            m_malloc_fail(SIZE_MAX);
        }
    }
    if (n == 1 && (mp_obj_is_str(items[0]) || mp_obj_get_type(items[0]) == self.type) && self.type != &mp_type_bytearray) {
        return items[0];
    }
    vstr_t out;
    vstr_init_len(&out, length);
    char *at = out.buf;
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            memcpy(at, self.data, self.len);
            at += self.len;
        }
        cloche_text_maybe(items[i], &item);
        memcpy(at, item.data, item.len);
        at += item.len;
    }
    return cloche_text_from_vstr(self.type, &out);
}
MP_DEFINE_CONST_FUN_OBJ_2(cloche_text_join_obj, text_join);

static const byte *character_before(const cloche_text_t *text, const byte *at) {
    at--;
    while (text->type == &mp_type_str && UTF8_IS_CONT(*at)) {
        at--;
    }
    return at;
}

// rsplit() at white space.
mp_obj_t cloche_text_rsplit_space(mp_obj_t self_in, intptr_t splits) {
    cloche_text_t text = text_of(self_in);
    mp_obj_t parts = mp_obj_new_list(0, NULL);
    const byte *end = text.data + text.len, *before;
    MICROPY_CHARGE(text.len >> 6);
    for (; ; splits--) {
        while (end > text.data && cloche_text_space(text.type, before = character_before(&text, end))) {
            end = before;
        }
        const byte *begin = splits == 0 ? text.data : end;
        while (begin > text.data && !cloche_text_space(text.type, before = character_before(&text, begin))) {
            begin = before;
        }
        if (begin == end) {
            break;
        }
        mp_obj_list_append(parts, mp_obj_new_str_of_type(text.type, begin, end - begin));
        end = begin;
    }
    size_t n;
    mp_obj_t *items;
    mp_obj_list_get(parts, &n, &items);
    for (size_t i = 0; i < n / 2; i++) {
        mp_obj_t item = items[i];
        items[i] = items[n - 1 - i];
        items[n - 1 - i] = item;
    }
    return parts;
}

// ---- What py/objstr.c asks -------------------------------------------------------------------------

// A text that a method is given: of its own kind, and if it is derived of it, the text itself.
mp_obj_t cloche_text_argument(const mp_obj_type_t *self_type, mp_obj_t arg, const char *must_be) {
    cloche_text_t text;
    bool is_str = self_type == &mp_type_str, is_text = cloche_text_maybe(arg, &text);
    if (!is_str && mp_obj_is_small_int(arg) && (size_t)MP_OBJ_SMALL_INT_VALUE(arg) < 256 && strstr(must_be, "argument 1") != NULL) {
        byte item = MP_OBJ_SMALL_INT_VALUE(arg); // what to find
        return mp_obj_new_bytes(&item, 1);
    } else if (!is_text || (text.type == &mp_type_str) != is_str) {
        mp_raise_msg_varg(&mp_type_TypeError, is_str ? MP_ERROR_TEXT("%s, not %s")
            : MP_ERROR_TEXT("a bytes-like object is required, not '%.0s%s'"), must_be, mp_obj_get_type_str(arg));
    }
    return mp_obj_is_instance_type(mp_obj_get_type(arg)) ? mp_obj_instance_native_value(arg) : arg;
}

// How many bytes of white space there are at `at`; 0 if there is none.
size_t cloche_text_space(const mp_obj_type_t *type, const uint8_t *at) {
    if (*at < 128) {
        return type == &mp_type_str ? (cloche_character_flags(*at) & CLOCHE_SPACE) != 0 : unichar_isspace(*at);
    }
    if (type != &mp_type_str || !(cloche_character_flags(utf8_get_char(at)) & CLOCHE_SPACE)) {
        return 0;
    }
    return utf8_next_char(at) - at;
}

// How many bytes the end of a line takes that stands at `at`, before `end`; 0 if there is none.
size_t cloche_text_line_end(const mp_obj_type_t *type, const uint8_t *at, const uint8_t *end) {
    size_t left = end - at;
    if (*at == '\n' || *at == '\r') {
        return *at == '\r' && left > 1 && at[1] == '\n' ? 2 : 1;
    } else if (type != &mp_type_str) {
        return 0;
    } else if (*at == 0xc2) {
        return at[1] == 0x85 ? 2 : 0;
    } else if (*at == 0xe2) {
        return at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9) ? 3 : 0;
    }
    return *at == '\v' || *at == '\f' || (*at >= 0x1c && *at <= 0x1e);
}

// ---- Escapes ---------------------------------------------------------------------------------------

bool cloche_is_printable(unsigned c) {
    return cloche_character_flags(c) & CLOCHE_PRINTABLE;
}

void cloche_add_ascii(vstr_t *out, mp_obj_t value) {
    vstr_t repr;
    mp_print_t print;
    vstr_init_print(&repr, 16, &print);
    mp_obj_print_helper(&print, value, PRINT_REPR);
    cloche_text_t text = { &mp_type_str, (const byte *)repr.buf, repr.len };
    MICROPY_CHARGE(repr.len >> 4);
    while (text.len > 0) {
        unichar c = cloche_text_next(&text);
        if (c < 128) {
            vstr_add_byte(out, c);
        } else {
            vstr_printf(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
        }
    }
    vstr_clear(&repr);
}

static mp_obj_t builtin_ascii(mp_obj_t value) {
    vstr_t out;
    vstr_init(&out, 16);
    cloche_add_ascii(&out, value);
    return mp_obj_new_str_from_utf8_vstr(&out);
}
MP_DEFINE_CONST_FUN_OBJ_1(cloche_ascii_obj, builtin_ascii);

// ---- Methods in Python -----------------------------------------------------------------------------

typedef struct _cloche_method_in_python_t {
    mp_obj_base_t base;
    qstr name;
} method_in_python_t;

static mp_obj_t method_in_python_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    method_in_python_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t function = mp_load_attr(cloche_frozen_module(MP_QSTR__text), self->name);
    return mp_call_function_n_kw(function, n_args, n_kw, args);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    method_in_python_type, MP_QSTR_builtin_function_or_method, MP_TYPE_FLAG_BINDS_SELF | MP_TYPE_FLAG_BUILTIN_FUN,
    call, method_in_python_call
    );

const method_in_python_t cloche_text_translate_obj = {{ &method_in_python_type }, MP_QSTR_translate };
const method_in_python_t cloche_text_expandtabs_obj = {{ &method_in_python_type }, MP_QSTR_expandtabs };
static const method_in_python_t maketrans_obj = {{ &method_in_python_type }, MP_QSTR_maketrans };
const mp_rom_obj_static_class_method_t cloche_text_maketrans_obj = {{ &mp_type_staticmethod }, MP_ROM_PTR(&maketrans_obj) };
