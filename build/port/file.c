// Files that are open: open(), what it returns, and the module _io.
//
// There is no buffer: what is written is in the file at once, and stays there however the run ends.
// But people see what CPython's buffers do: a reader does not find what a writer has not flushed
// (cloche_file_resize), and after reading text, writing goes on where a chunk of it ends.

#include <string.h>

#include "py/builtin.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "py/unicode.h"
#include "guest.h"

#define TEXT_CHUNK_BYTES (8192)

typedef enum {
    NEWLINE_ANY,  // newline=None: "\n", "\r" and "\r\n" end a line, and are read as "\n"
    NEWLINE_KEPT, // newline="": they end a line, and are read as they are
    NEWLINE_LF,
    NEWLINE_CR,
    NEWLINE_CRLF,
} newline_t;

typedef struct {
    mp_obj_base_t base;
    cloche_node_t *file; // NULL once it is closed
    mp_obj_t name;
    mp_obj_t mode;
    mp_obj_t encoding;
    size_t at;
    size_t ahead; // of text: the end of the chunk that `at` is in
    newline_t newline;
    bool can_read;
    bool can_write;
    bool appends;
    bool is_unbuffered;
    bool is_iterating;
} file_t;

extern const mp_obj_type_t cloche_type_text_file;
extern const mp_obj_type_t cloche_type_binary_file;

static bool is_text(const file_t *self) {
    return self->base.type == &cloche_type_text_file;
}

/******************************************************************************/
// What may be done

static NORETURN void unsupported(const char *what) {
    mp_raise_msg_varg(&mp_type_UnsupportedOperation, MP_ERROR_TEXT("%s"), what);
}

static NORETURN void is_closed(const file_t *self, const char *what) {
    if (is_text(self) || what == NULL) {
        mp_raise_ValueError(MP_ERROR_TEXT("I/O operation on closed file."));
    }
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s closed file"), what);
}

// The file, if it is open. `what` is what a binary one says of it: "read of"
static file_t *opened(mp_obj_t self_in, const char *what) {
    file_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->file == NULL) {
        is_closed(self, what);
    }
    return self;
}

static file_t *readable(mp_obj_t self_in, const char *what, const char *method) {
    file_t *self = opened(self_in, what);
    if (!self->can_read) {
        unsupported(is_text(self) ? "not readable" : method);
    }
    if (self->can_write) {
        cloche_file_show(self->file);
    }
    return self;
}

static file_t *writable(mp_obj_t self_in) {
    file_t *self = opened(self_in, "write to");
    if (!self->can_write) {
        unsupported(is_text(self) ? "not writable" : "write");
    }
    return self;
}

/******************************************************************************/
// Text

// The first byte that is no part of UTF-8, and how many belong together; NULL if there is none.
static const byte *first_bad(const byte *p, const byte *end, size_t *n_bad, const char **why) {
    while (p < end) {
        byte c = *p;
        size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
        *n_bad = 1;
        *why = "invalid start byte";
        if (n == 0) {
            return p;
        }
        byte low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
        byte high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
        for (size_t i = 1; i < n; i++, low = 0x80, high = 0xbf) {
            *n_bad = i;
            *why = p + i == end ? "unexpected end of data" : "invalid continuation byte";
            if (p + i == end || p[i] < low || p[i] > high) {
                return p;
            }
        }
        p += n;
    }
    return NULL;
}

// Raises unless it is UTF-8: bytes may be anything, and a str may have surrogates in it.
void cloche_check_utf8(const char *text, size_t len, bool is_bytes) {
    const byte *data = (const byte *)text;
    size_t n_bad;
    const char *why;
    MICROPY_CHARGE(len >> 5);
    const byte *bad = first_bad(data, data + len, &n_bad, &why);
    if (bad == NULL) {
        return;
    }
    size_t at = bad - data;
    if (!is_bytes) {
        mp_raise_msg_varg(&mp_type_UnicodeEncodeError,
            MP_ERROR_TEXT("'utf-8' codec can't encode character '\\u%04x' in position %u: surrogates not allowed"),
            utf8_get_char(bad), utf8_charlen(data, at));
    } else if (n_bad > 1) {
        mp_raise_msg_varg(&mp_type_UnicodeDecodeError,
            MP_ERROR_TEXT("'utf-8' codec can't decode bytes in position %u-%u: %s"), at, at + n_bad - 1, why);
    }
    mp_raise_msg_varg(&mp_type_UnicodeDecodeError,
        MP_ERROR_TEXT("'utf-8' codec can't decode byte 0x%02x in position %u: %s"), *bad, at, why);
}

// Where the line ends that begins at `at`, its newline included.
static size_t line_end(const file_t *self, size_t at, size_t end) {
    const byte *data = self->file->data;
    newline_t newline = is_text(self) ? self->newline : NEWLINE_LF;
    for (; at < end; at++) {
        byte c = data[at];
        bool before_lf = at + 1 < end && data[at + 1] == '\n';
        if (c == '\n' && newline != NEWLINE_CR && newline != NEWLINE_CRLF) {
            return at + 1;
        } else if (c == '\r' && newline == NEWLINE_CR) {
            return at + 1;
        } else if (c == '\r' && (newline == NEWLINE_ANY || newline == NEWLINE_KEPT || (newline == NEWLINE_CRLF && before_lf))) {
            return at + 1 + (before_lf && newline != NEWLINE_CR);
        }
    }
    return end;
}

// Where the text ends that begins at `at` and has that many characters.
static size_t characters_end(const file_t *self, size_t at, size_t end, size_t count) {
    const byte *data = self->file->data;
    for (; count > 0 && at < end; count--) {
        bool is_pair = data[at] == '\r' && at + 1 < end && data[at + 1] == '\n';
        at += is_pair && self->newline == NEWLINE_ANY ? 2 : 1;
        while (at < end && UTF8_IS_CONT(data[at])) {
            at++;
        }
    }
    return at;
}

// In place; returns the new length.
static size_t translate_newlines(char *text, size_t len) {
    char *to = memchr(text, '\r', len);
    if (to == NULL) {
        return len;
    }
    for (char *from = to, *end = text + len; from < end; from++) {
        if (*from == '\r') {
            from += from + 1 < end && from[1] == '\n';
            *to++ = '\n';
        } else {
            *to++ = *from;
        }
    }
    return to - text;
}

/******************************************************************************/
// Reading

static size_t end_of(const file_t *self) {
    return self->file->visible;
}

// The bytes up to `end`, as what the file gives; `at` is behind them then.
static mp_obj_t take(file_t *self, size_t end) {
    size_t begin = MIN(self->at, end);
    MICROPY_CHARGE((end - begin) >> 4);
    vstr_t out;
    vstr_init_len(&out, end - begin);
    // Making room may have run a __del__ that cut the file.
    cloche_node_t *file = self->file;
    size_t len = file == NULL || file->len < begin ? 0 : MIN(end, file->len) - begin;
    memcpy(out.buf, file == NULL ? NULL : file->data + begin, len);
    out.len = len;
    if (!is_text(self)) {
        self->at = MAX(self->at, begin + len);
        return mp_obj_new_bytes_from_vstr(&out);
    }
    cloche_check_utf8(out.buf, out.len, true);
    if (self->newline == NEWLINE_ANY) {
        out.len = translate_newlines(out.buf, out.len);
    }
    self->ahead = MAX(self->ahead, self->at);
    while (self->ahead < begin + len) {
        self->ahead = MIN(self->ahead + TEXT_CHUNK_BYTES, end_of(self));
    }
    self->at = MAX(self->at, begin + len);
    return mp_obj_new_str_from_utf8_vstr(&out);
}

// How much read(size) and the like are to give; all of it for None, -1 or nothing.
static size_t size_of(size_t n_args, const mp_obj_t *args) {
    mp_int_t size = n_args < 2 || args[1] == mp_const_none ? -1 : mp_obj_get_int(args[1]);
    return size < 0 ? SIZE_MAX : (size_t)size;
}

static size_t limit(const file_t *self, size_t end, size_t size) {
    if (self->at >= end || size >= end - self->at) {
        return end;
    }
    return is_text(self) ? characters_end(self, self->at, end, size) : self->at + size;
}

static mp_obj_t file_read(size_t n_args, const mp_obj_t *args) {
    file_t *self = readable(args[0], "read of", "read");
    size_t size = size_of(n_args, args);
    size_t end = limit(self, end_of(self), size);
    return take(self, end);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_read_obj, 1, 2, file_read);

static mp_obj_t read_line(file_t *self, size_t size) {
    size_t end = line_end(self, self->at, end_of(self));
    return take(self, limit(self, end, size));
}

static mp_obj_t file_readline(size_t n_args, const mp_obj_t *args) {
    file_t *self = readable(args[0], "readline of", "read");
    return read_line(self, size_of(n_args, args));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_readline_obj, 1, 2, file_readline);

static mp_obj_t file_iternext(mp_obj_t self_in) {
    file_t *self = readable(self_in, "readline of", "read");
    self->is_iterating = self->at < end_of(self);
    return self->is_iterating ? read_line(self, SIZE_MAX) : MP_OBJ_STOP_ITERATION;
}

static mp_obj_t file_next(mp_obj_t self_in) {
    mp_obj_t line = file_iternext(self_in);
    if (line == MP_OBJ_STOP_ITERATION) {
        mp_raise_StopIteration(MP_OBJ_NULL);
    }
    return line;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_next_obj, file_next);

static mp_obj_t file_readlines(size_t n_args, const mp_obj_t *args) {
    file_t *self = readable(args[0], NULL, "read");
    size_t size = size_of(n_args, args);
    size_t begin = self->at;
    mp_obj_t lines = mp_obj_new_list(0, NULL);
    while (self->at < end_of(self) && (size == 0 || self->at - begin < size)) {
        mp_obj_list_append(lines, read_line(self, SIZE_MAX));
    }
    return lines;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_readlines_obj, 1, 2, file_readlines);

static mp_uint_t stream_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    (void)errcode;
    file_t *self = readable(self_in, "read of", "read");
    size_t end = end_of(self);
    size = self->at >= end ? 0 : MIN(size, end - self->at);
    memcpy(buf, self->file->data + self->at, size);
    self->at += size;
    self->ahead = MAX(self->ahead, self->at);
    return size;
}

static mp_obj_t file_readinto(mp_obj_t self_in, mp_obj_t into) {
    readable(self_in, "readinto of", "read");
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(into, &buffer, MP_BUFFER_WRITE);
    MICROPY_CHARGE(buffer.len >> 6);
    return mp_obj_new_int_from_uint(stream_read(self_in, buffer.buf, buffer.len, NULL));
}
static MP_DEFINE_CONST_FUN_OBJ_2(file_readinto_obj, file_readinto);

/******************************************************************************/
// Writing

static void put_bytes(file_t *self, const void *data, size_t len) {
    if (self->appends) {
        self->at = self->file->len;
    } else if (is_text(self) && self->at < self->ahead) {
        self->at = self->ahead;
    }
    size_t end = self->at + len;
    MICROPY_CHARGE(1 + (len >> 6));
    cloche_node_t *file = self->file;
    int error = end < self->at ? MP_EFBIG : 0;
    if (error == 0 && len != 0 && end > file->len) {
        error = cloche_file_resize(file, end);
    }
    if (error != 0) {
        cloche_raise_os_error(error, MP_OBJ_NULL, MP_OBJ_NULL);
    }
    memcpy(file->data + self->at, data, len);
    self->at = self->ahead = end;
    if (self->is_unbuffered) {
        cloche_file_show(file);
    }
}

static void put_text(file_t *self, const char *text, size_t len) {
    if (self->newline != NEWLINE_CR && self->newline != NEWLINE_CRLF) {
        put_bytes(self, text, len);
        return;
    }
    const char *newline = self->newline == NEWLINE_CR ? "\r" : "\r\n";
    const char *end = text + len;
    while (text < end) {
        const char *lf = memchr(text, '\n', end - text);
        put_bytes(self, text, (lf == NULL ? end : lf) - text);
        if (lf == NULL) {
            return;
        }
        put_bytes(self, newline, strlen(newline));
        text = lf + 1;
    }
}

static mp_uint_t stream_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    (void)errcode;
    put_text(writable(self_in), buf, size);
    return size;
}

static mp_obj_t file_write(mp_obj_t self_in, mp_obj_t what) {
    file_t *self = MP_OBJ_TO_PTR(self_in);
    if (is_text(self)) {
        if (!mp_obj_is_str(what)) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("write() argument must be str, not %s"), mp_obj_get_type_str(what));
        }
        self = writable(self_in);
        size_t len;
        const char *text = mp_obj_str_get_data(what, &len);
        cloche_check_utf8(text, len, false);
        put_text(self, text, len);
        return mp_obj_new_int_from_uint(utf8_charlen((const byte *)text, len));
    }
    self = writable(self_in);
    mp_buffer_info_t buffer;
    if (mp_obj_is_str(what) || !mp_get_buffer(what, &buffer, MP_BUFFER_READ)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("a bytes-like object is required, not '%s'"), mp_obj_get_type_str(what));
    }
    put_bytes(self, buffer.buf, buffer.len);
    return mp_obj_new_int_from_uint(buffer.len);
}
static MP_DEFINE_CONST_FUN_OBJ_2(file_write_obj, file_write);

static mp_obj_t file_writelines(mp_obj_t self_in, mp_obj_t lines) {
    writable(self_in);
    mp_obj_iter_buf_t iter_buf;
    mp_obj_t iter = mp_getiter(lines, &iter_buf);
    mp_obj_t line;
    while ((line = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        file_write(self_in, line);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(file_writelines_obj, file_writelines);

/******************************************************************************/
// The place in the file

static void flush(file_t *self) {
    self->is_iterating = false;
    if (self->can_write && self->file != NULL) {
        cloche_file_show(self->file);
    }
}

static mp_obj_t file_flush(mp_obj_t self_in) {
    flush(opened(self_in, "flush of"));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_flush_obj, file_flush);

static mp_obj_t file_tell(mp_obj_t self_in) {
    file_t *self = opened(self_in, NULL);
    if (is_text(self) && self->is_iterating) {
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("telling position disabled by next() call"));
    }
    return mp_obj_new_int_from_uint(self->at);
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_tell_obj, file_tell);

static mp_obj_t seek(file_t *self, mp_int_t offset, mp_int_t whence) {
    bool text = is_text(self);
    if (whence < 0 || whence > 2) {
        mp_raise_msg_varg(&mp_type_ValueError, text ? MP_ERROR_TEXT("invalid whence (%d, should be 0, 1 or 2)")
            : MP_ERROR_TEXT("whence value %d unsupported"), (int)whence);
    } else if (text && whence != 0 && offset != 0) {
        unsupported(whence == 1 ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    } else if (text && offset < 0) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("negative seek position %d"), (int)offset);
    } else if (whence == 1) {
        file_tell(MP_OBJ_FROM_PTR(self));
    }
    flush(self);
    int64_t at = (int64_t)(whence == 0 ? 0 : whence == 1 ? self->at : self->file->len) + offset;
    if (at < 0 || at > INT32_MAX) {
        cloche_raise_os_error(MP_EINVAL, MP_OBJ_NULL, MP_OBJ_NULL);
    }
    self->at = self->ahead = at;
    return mp_obj_new_int_from_uint(self->at);
}

static mp_obj_t file_seek(size_t n_args, const mp_obj_t *args) {
    file_t *self = opened(args[0], "seek of");
    return seek(self, mp_obj_get_int(args[1]), n_args > 2 ? mp_obj_get_int(args[2]) : 0);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_seek_obj, 2, 3, file_seek);

static mp_obj_t file_truncate(size_t n_args, const mp_obj_t *args) {
    file_t *self = opened(args[0], "truncate of");
    if (!self->can_write) {
        unsupported("truncate");
    }
    mp_int_t size = is_text(self) ? MAX(self->at, self->ahead) : self->at;
    if (n_args > 1 && args[1] != mp_const_none) {
        size = mp_obj_get_int(args[1]);
    }
    int error = size < 0 ? MP_EINVAL : cloche_file_resize(self->file, size);
    if (error != 0) {
        cloche_raise_os_error(error, MP_OBJ_NULL, MP_OBJ_NULL);
    }
    flush(self);
    return mp_obj_new_int(size);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_truncate_obj, 1, 2, file_truncate);

static mp_obj_t file_close(mp_obj_t self_in) {
    file_t *self = MP_OBJ_TO_PTR(self_in);
    flush(self);
    self->file = NULL;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_close_obj, file_close);

static mp_uint_t stream_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    switch (request) {
        case MP_STREAM_SEEK: {
            struct mp_stream_seek_t *to = (struct mp_stream_seek_t *)arg;
            file_t *self = opened(self_in, "seek of");
            seek(self, to->offset, to->whence);
            to->offset = self->at;
            return 0;
        }
        case MP_STREAM_POLL:
            return arg; // reading and writing never wait
        case MP_STREAM_FLUSH:
            file_flush(self_in);
            return 0;
        case MP_STREAM_CLOSE:
            file_close(self_in);
            return 0;
        default:
            *errcode = MP_EINVAL;
            return MP_STREAM_ERROR;
    }
}

/******************************************************************************/
// The objects

static mp_obj_t file_enter(mp_obj_t self_in) {
    opened(self_in, NULL);
    return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_enter_obj, file_enter);

static mp_obj_t file_exit(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    return file_close(args[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_exit_obj, 1, 4, file_exit);

static mp_obj_t file_readable(mp_obj_t self_in) {
    return mp_obj_new_bool(opened(self_in, NULL)->can_read);
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_readable_obj, file_readable);

static mp_obj_t file_writable(mp_obj_t self_in) {
    return mp_obj_new_bool(opened(self_in, NULL)->can_write);
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_writable_obj, file_writable);

static mp_obj_t file_seekable(mp_obj_t self_in) {
    opened(self_in, NULL);
    return mp_const_true;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_seekable_obj, file_seekable);

static mp_obj_t file_isatty(mp_obj_t self_in) {
    opened(self_in, NULL);
    return mp_const_false;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_isatty_obj, file_isatty);

static mp_obj_t file_fileno(mp_obj_t self_in) {
    opened(self_in, NULL);
    unsupported("fileno");
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_fileno_obj, file_fileno);

static void file_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    file_t *self = MP_OBJ_TO_PTR(self_in);
    const char *binary = self->can_read && self->can_write ? "BufferedRandom" : self->can_read ? "BufferedReader" : "BufferedWriter";
    mp_printf(print, "<_io.%s name=", is_text(self) ? "TextIOWrapper" : binary);
    mp_obj_print_helper(print, self->name, PRINT_REPR);
    if (is_text(self)) {
        mp_print_str(print, " mode=");
        mp_obj_print_helper(print, self->mode, PRINT_REPR);
        mp_print_str(print, " encoding=");
        mp_obj_print_helper(print, self->encoding, PRINT_REPR);
    }
    mp_print_str(print, ">");
}

static void file_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    file_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] != MP_OBJ_NULL) {
        return;
    } else if (attr == MP_QSTR_closed) {
        dest[0] = mp_obj_new_bool(self->file == NULL);
    } else if (attr == MP_QSTR_name) {
        dest[0] = self->name;
    } else if (attr == MP_QSTR_mode) {
        dest[0] = self->mode;
    } else if (attr == MP_QSTR_encoding && is_text(self)) {
        dest[0] = self->encoding;
    } else {
        dest[1] = MP_OBJ_SENTINEL; // look in locals_dict
    }
}

static const mp_rom_map_elem_t file_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&file_read_obj) },
    { MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&file_readline_obj) },
    { MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&file_readlines_obj) },
    { MP_ROM_QSTR(MP_QSTR___next__), MP_ROM_PTR(&file_next_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&file_write_obj) },
    { MP_ROM_QSTR(MP_QSTR_writelines), MP_ROM_PTR(&file_writelines_obj) },
    { MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&file_seek_obj) },
    { MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&file_tell_obj) },
    { MP_ROM_QSTR(MP_QSTR_truncate), MP_ROM_PTR(&file_truncate_obj) },
    { MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&file_flush_obj) },
    { MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&file_close_obj) },
    { MP_ROM_QSTR(MP_QSTR_readable), MP_ROM_PTR(&file_readable_obj) },
    { MP_ROM_QSTR(MP_QSTR_writable), MP_ROM_PTR(&file_writable_obj) },
    { MP_ROM_QSTR(MP_QSTR_seekable), MP_ROM_PTR(&file_seekable_obj) },
    { MP_ROM_QSTR(MP_QSTR_isatty), MP_ROM_PTR(&file_isatty_obj) },
    { MP_ROM_QSTR(MP_QSTR_fileno), MP_ROM_PTR(&file_fileno_obj) },
    { MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&file_enter_obj) },
    { MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&file_exit_obj) },
    { MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&file_readinto_obj) }, // the last: text has none
};
static MP_DEFINE_CONST_DICT(binary_locals, file_locals_table);

static const mp_obj_dict_t text_locals = {
    .base = { &mp_type_dict },
    .map = {
        .all_keys_are_qstrs = 1,
        .is_fixed = 1,
        .is_ordered = 1,
        .used = MP_ARRAY_SIZE(file_locals_table) - 1,
        .alloc = MP_ARRAY_SIZE(file_locals_table) - 1,
        .table = (mp_map_elem_t *)(mp_rom_map_elem_t *)file_locals_table,
    },
};

static const mp_stream_p_t text_stream = {
    .read = stream_read,
    .write = stream_write,
    .ioctl = stream_ioctl,
    .is_text = true,
};

static const mp_stream_p_t binary_stream = {
    .read = stream_read,
    .write = stream_write,
    .ioctl = stream_ioctl,
};

MP_DEFINE_CONST_OBJ_TYPE(
    cloche_type_text_file, MP_QSTR_TextIOWrapper, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
    print, file_print,
    attr, file_attr,
    iter, file_iternext,
    protocol, &text_stream,
    locals_dict, &text_locals
    );

MP_DEFINE_CONST_OBJ_TYPE(
    cloche_type_binary_file, MP_QSTR_BufferedRandom, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
    print, file_print,
    attr, file_attr,
    iter, file_iternext,
    protocol, &binary_stream,
    locals_dict, &binary_locals
    );

/******************************************************************************/
// open()

typedef struct {
    bool text, binary, updates;
    char kind; // 'r', 'w', 'x' or 'a'
    size_t kinds;
} open_mode_t;

static open_mode_t parse_mode(const char *mode, size_t len) {
    open_mode_t parsed = { 0 };
    bool is_valid = true;
    for (size_t i = 0; i < len; i++) {
        char c = mode[i];
        is_valid = is_valid && c != '\0' && strchr("rwxatb+", c) != NULL && memchr(mode, c, i) == NULL;
        parsed.text |= c == 't';
        parsed.binary |= c == 'b';
        parsed.updates |= c == '+';
        if (strchr("rwxa", c) != NULL) {
            parsed.kind = c;
            parsed.kinds++;
        }
    }
    if (!is_valid) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("invalid mode: '%s'"), mode);
    } else if (parsed.text && parsed.binary) {
        mp_raise_ValueError(MP_ERROR_TEXT("can't have text and binary mode at once"));
    } else if (parsed.kinds > 1) {
        mp_raise_ValueError(MP_ERROR_TEXT("must have exactly one of create/read/write/append mode"));
    } else if (parsed.kinds == 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("Must have exactly one of create/read/write/append mode and at most one plus"));
    }
    return parsed;
}

// The argument as text; NULL for None.
static const char *text_or_none(mp_obj_t value, const char *name) {
    if (value != mp_const_none && !mp_obj_is_str(value)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("open() argument '%s' must be str or None, not %s"),
            name, mp_obj_get_type_str(value));
    }
    return value == mp_const_none ? NULL : mp_obj_str_get_str(value);
}

static bool is_utf8(const char *encoding) {
    static const char *const names[] = { "utf-8", "utf8", "utf_8", "UTF-8", "UTF8", "UTF_8" };
    for (size_t i = 0; i < MP_ARRAY_SIZE(names); i++) {
        if (strcmp(encoding, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static newline_t parse_newline(const char *newline) {
    static const char *const names[] = { "", "\n", "\r", "\r\n" };
    if (newline == NULL) {
        return NEWLINE_ANY;
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(names); i++) {
        if (strcmp(newline, names[i]) == 0) {
            return NEWLINE_KEPT + i;
        }
    }
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("illegal newline value: %s"), newline);
}

static mp_obj_t open_file(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kwargs) {
    enum { ARG_file, ARG_mode, ARG_buffering, ARG_encoding, ARG_errors, ARG_newline };
    static const mp_arg_t allowed[] = {
        { MP_QSTR_file, MP_ARG_OBJ | MP_ARG_REQUIRED, { .u_obj = MP_OBJ_NULL } },
        { MP_QSTR_mode, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_QSTR(MP_QSTR_r) } },
        { MP_QSTR_buffering, MP_ARG_INT, { .u_int = -1 } },
        { MP_QSTR_encoding, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_NONE } },
        { MP_QSTR_errors, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_NONE } },
        { MP_QSTR_newline, MP_ARG_OBJ, { .u_rom_obj = MP_ROM_NONE } },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, pos_args, kwargs, MP_ARRAY_SIZE(allowed), allowed, args);

    mp_obj_t path = args[ARG_file].u_obj;
    if (mp_obj_is_int(path)) {
        cloche_raise_os_error(MP_EBADF, MP_OBJ_NULL, MP_OBJ_NULL); // there are no descriptors
    }
    size_t path_len, mode_len;
    const char *path_text = cloche_path(&path, NULL, &path_len);
    if (!mp_obj_is_str(args[ARG_mode].u_obj)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("open() argument 'mode' must be str, not %s"),
            mp_obj_get_type_str(args[ARG_mode].u_obj));
    }
    const char *mode_text = mp_obj_str_get_data(args[ARG_mode].u_obj, &mode_len);
    const char *encoding = text_or_none(args[ARG_encoding].u_obj, "encoding");
    const char *errors = text_or_none(args[ARG_errors].u_obj, "errors");
    const char *newline = text_or_none(args[ARG_newline].u_obj, "newline");
    open_mode_t mode = parse_mode(mode_text, mode_len);
    if (mode.binary && (encoding != NULL || errors != NULL || newline != NULL)) {
        const char *name = encoding != NULL ? "an encoding" : errors != NULL ? "an errors" : "a newline";
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("binary mode doesn't take %s argument"), name);
    } else if (encoding != NULL && !is_utf8(encoding)) {
        mp_raise_msg_varg(&mp_type_LookupError, MP_ERROR_TEXT("unknown encoding: %s (files have utf-8 here)"), encoding);
    } else if (errors != NULL && strcmp(errors, "strict") != 0) {
        mp_raise_msg_varg(&mp_type_LookupError, MP_ERROR_TEXT("unknown error handler name '%s' (there is 'strict' here)"), errors);
    } else if (!mode.binary && args[ARG_buffering].u_int == 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("can't have unbuffered text I/O"));
    }
    newline_t newlines = parse_newline(newline);

    file_t *self = mp_obj_malloc(file_t, mode.binary ? &cloche_type_binary_file : &cloche_type_text_file);
    self->file = NULL;
    self->name = path;
    self->mode = args[ARG_mode].u_obj;
    if (mode.binary) {
        char shown[] = { mode.kind == 'w' && mode.updates ? 'r' : mode.kind, 'b', '+' };
        self->mode = mp_obj_new_str(shown, mode.updates ? 3 : 2);
    }
    self->encoding = encoding == NULL ? MP_OBJ_NEW_QSTR(MP_QSTR_UTF_hyphen_8) : args[ARG_encoding].u_obj;
    self->newline = newlines;
    self->can_read = mode.kind == 'r' || mode.updates;
    self->can_write = mode.kind != 'r' || mode.updates;
    self->appends = mode.kind == 'a';
    self->is_unbuffered = args[ARG_buffering].u_int == 0 || args[ARG_buffering].u_int == 1;
    self->is_iterating = false;
    cloche_node_t *file = NULL;
    cloche_open_t how = mode.kind == 'r' ? CLOCHE_OPEN_EXISTING : mode.kind == 'w' ? CLOCHE_OPEN_EMPTIED
        : mode.kind == 'x' ? CLOCHE_OPEN_NEW : CLOCHE_OPEN_MADE;
    int error = cloche_files_open(path_text, path_len, how, &file);
    if (error != 0) {
        cloche_raise_os_error(error, path, MP_OBJ_NULL);
    }
    self->file = file;
    self->at = self->ahead = self->appends ? file->len : 0;
    return MP_OBJ_FROM_PTR(self);
}
MP_DEFINE_CONST_FUN_OBJ_KW(mp_builtin_open_obj, 0, open_file);

static const mp_rom_map_elem_t io_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__io) },
    { MP_ROM_QSTR(MP_QSTR_TextIOWrapper), MP_ROM_PTR(&cloche_type_text_file) },
    { MP_ROM_QSTR(MP_QSTR_BufferedRandom), MP_ROM_PTR(&cloche_type_binary_file) },
    { MP_ROM_QSTR(MP_QSTR_UnsupportedOperation), MP_ROM_PTR(&mp_type_UnsupportedOperation) },
};
static MP_DEFINE_CONST_DICT(io_globals, io_globals_table);

const mp_obj_module_t cloche_io_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&io_globals,
};
MP_REGISTER_MODULE(MP_QSTR__io, cloche_io_module);
