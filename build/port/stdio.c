// sys.stdin, sys.stdout, sys.stderr, print() and input().

#include <string.h>

#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/mpprint.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "shared/readline/readline.h"
#include "guest.h"
#include "imports.h"

#define FD_IN  (0)
#define FD_OUT (1)
#define FD_ERR (2)

/******************************************************************************/
// Out: collected here, so that a print of one character costs no call to the worker.

static struct {
    int fd; // whose bytes are waiting: stdout and stderr keep their order
    size_t len;
    char bytes[8192];
} pending = { FD_OUT, 0, {0} };

static void send(int fd, const char *data, size_t len) {
    if (len != 0 && cloche_import_write(fd, data, len) != 0) {
        cloche_abort_run();
    }
}

void cloche_stdio_flush(void) {
    size_t len = pending.len;
    pending.len = 0;
    send(pending.fd, pending.bytes, len);
}

static void write_to(int fd, const char *data, size_t len) {
    if (fd != pending.fd || len > sizeof(pending.bytes) - pending.len) {
        cloche_stdio_flush();
        pending.fd = fd;
    }
    if (len > sizeof(pending.bytes)) {
        send(fd, data, len);
    } else {
        memcpy(pending.bytes + pending.len, data, len);
        pending.len += len;
    }
}

mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len) {
    write_to(FD_OUT, str, len);
    return len;
}

void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len) {
    write_to(FD_OUT, str, len);
}

static void stderr_print_strn(void *env, const char *str, size_t len) {
    (void)env;
    write_to(FD_ERR, str, len);
}

const mp_print_t mp_stderr_print = { NULL, stderr_print_strn };

/******************************************************************************/
// In: the text that came with the run; when it is at its end, what the page answers.

MP_REGISTER_ROOT_POINTER(mp_obj_t cloche_stdin);
static size_t stdin_at;
static bool stdin_ended; // the page said that there is no more

void cloche_stdio_set_input(const char *text, size_t len) {
    MP_STATE_VM(cloche_stdin) = mp_obj_new_bytes((const byte *)text, len);
    stdin_at = 0;
    stdin_ended = false;
}

// The page gives one line without its end, or None.
static void ask_for_line(void) {
    mp_obj_t answer = cloche_door_ask("input", mp_const_none);
    if (!mp_obj_is_str(answer)) {
        stdin_ended = true;
        return;
    }
    size_t len;
    const char *text = mp_obj_str_get_data(answer, &len);
    vstr_t line;
    vstr_init(&line, len + 1);
    vstr_add_strn(&line, text, len);
    vstr_add_byte(&line, '\n');
    MP_STATE_VM(cloche_stdin) = mp_obj_new_bytes_from_vstr(&line);
    stdin_at = 0;
}

static size_t stdin_rest(const char **rest) {
    if (MP_STATE_VM(cloche_stdin) == MP_OBJ_NULL) {
        return 0;
    }
    bool at_end = stdin_at >= MP_OBJ_SMALL_INT_VALUE(mp_obj_len(MP_STATE_VM(cloche_stdin)));
    if (at_end && !stdin_ended && cloche_door_has_input()) {
        ask_for_line();
    }
    size_t len;
    const char *text = mp_obj_str_get_data(MP_STATE_VM(cloche_stdin), &len);
    *rest = text + stdin_at;
    return len - stdin_at;
}

// For input(): one line without its end, or CHAR_CTRL_D when there is none.
int cloche_readline(vstr_t *line, const char *prompt) {
    (void)prompt;
    const char *rest;
    size_t len = stdin_rest(&rest);
    if (len == 0) {
        mp_raise_msg(&mp_type_EOFError, MP_ERROR_TEXT("EOF when reading a line"));
    }
    const char *end = memchr(rest, '\n', len);
    size_t line_len = end == NULL ? len : (size_t)(end - rest);
    stdin_at += line_len + (end != NULL);
    vstr_add_strn(line, rest, line_len);
    return '\n';
}

/******************************************************************************/
// The stream objects

typedef struct {
    mp_obj_base_t base;
    int fd;
} stdio_obj_t;

static void stdio_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    static const char *const names[] = { "<stdin>", "<stdout>", "<stderr>" };
    stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "<io.%s name='%s'>", mp_obj_get_type_str(self_in), names[self->fd]);
}

static mp_uint_t stdio_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->fd != FD_IN) {
        *errcode = MP_EPERM;
        return MP_STREAM_ERROR;
    }
    const char *rest;
    size_t len = stdin_rest(&rest);
    if (size > len) {
        size = len;
    }
    if (size != 0) {
        memcpy(buf, rest, size);
        stdin_at += size;
    }
    return size;
}

static mp_uint_t stdio_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->fd == FD_IN) {
        *errcode = MP_EPERM;
        return MP_STREAM_ERROR;
    }
    write_to(self->fd, buf, size);
    return size;
}

static mp_uint_t stdio_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    (void)self_in;
    switch (request) {
        case MP_STREAM_POLL:
            return arg; // reading and writing never wait
        case MP_STREAM_FLUSH:
            cloche_stdio_flush();
            return 0;
        case MP_STREAM_CLOSE:
            return 0;
        default:
            *errcode = MP_EINVAL;
            return MP_STREAM_ERROR;
    }
}

static const stdio_obj_t stdin_buffer_obj;
static const stdio_obj_t stdout_buffer_obj;
static const stdio_obj_t stderr_buffer_obj;

static void stdio_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] == MP_OBJ_NULL && attr == MP_QSTR_buffer) {
        static const stdio_obj_t *const buffers[] = {
            &stdin_buffer_obj, &stdout_buffer_obj, &stderr_buffer_obj,
        };
        stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
        dest[0] = MP_OBJ_FROM_PTR(buffers[self->fd]);
    } else {
        dest[1] = MP_OBJ_SENTINEL; // look in locals_dict
    }
}

static const mp_rom_map_elem_t stdio_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj) },
    { MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj) },
    { MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj) },
    { MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&mp_stream_unbuffered_readlines_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj) },
    { MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&mp_stream_flush_obj) },
    { MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_identity_obj) },
    { MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj) },
    { MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj) },
};
static MP_DEFINE_CONST_DICT(stdio_locals_dict, stdio_locals_dict_table);

static const mp_stream_p_t text_stream_p = {
    .read = stdio_read,
    .write = stdio_write,
    .ioctl = stdio_ioctl,
    .is_text = true,
};

static const mp_stream_p_t binary_stream_p = {
    .read = stdio_read,
    .write = stdio_write,
    .ioctl = stdio_ioctl,
    .is_text = false,
};

static MP_DEFINE_CONST_OBJ_TYPE(
    text_type, MP_QSTR_TextIOWrapper, MP_TYPE_FLAG_ITER_IS_STREAM,
    print, stdio_print,
    attr, stdio_attr,
    protocol, &text_stream_p,
    locals_dict, &stdio_locals_dict
    );

static MP_DEFINE_CONST_OBJ_TYPE(
    binary_type, MP_QSTR_FileIO, MP_TYPE_FLAG_ITER_IS_STREAM,
    print, stdio_print,
    protocol, &binary_stream_p,
    locals_dict, &stdio_locals_dict
    );

const stdio_obj_t mp_sys_stdin_obj = {{ &text_type }, FD_IN };
const stdio_obj_t mp_sys_stdout_obj = {{ &text_type }, FD_OUT };
const stdio_obj_t mp_sys_stderr_obj = {{ &text_type }, FD_ERR };
static const stdio_obj_t stdin_buffer_obj = {{ &binary_type }, FD_IN };
static const stdio_obj_t stdout_buffer_obj = {{ &binary_type }, FD_OUT };
static const stdio_obj_t stderr_buffer_obj = {{ &binary_type }, FD_ERR };
