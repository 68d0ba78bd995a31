// The built-in exceptions that upstream leaves out: those about files, and OSError as CPython has it.

#include <string.h>

#include "py/builtin.h"
#include "py/objexcept.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "guest.h"

// args are (errno, strerror, filename, winerror, filename2), as CPython's OSError takes them; of more
// than one, `args` shows the first two.
#define SHOWN_ARGS (2)

static const mp_obj_tuple_t *os_error_args(mp_obj_t self_in) {
    return ((mp_obj_exception_t *)MP_OBJ_TO_PTR(self_in))->args;
}

static mp_obj_t os_error_arg(mp_obj_t self_in, size_t i) {
    const mp_obj_tuple_t *args = os_error_args(self_in);
    return args->len > 1 && i < args->len ? args->items[i] : mp_const_none;
}

static void os_error_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    const mp_obj_tuple_t *args = os_error_args(self_in);
    mp_print_kind_t how = kind & ~PRINT_EXC_SUBCLASS;
    if (args->len < 2 || args->len > 5) {
        mp_obj_exception_print(print, self_in, kind);
        return;
    }
    if (how == PRINT_REPR) {
        if (!(kind & PRINT_EXC_SUBCLASS)) {
            mp_print_str(print, mp_obj_get_type_str(self_in));
        }
        mp_obj_print_helper(print, mp_obj_new_tuple(SHOWN_ARGS, args->items), PRINT_REPR);
        return;
    }
    if (how == PRINT_EXC) {
        if (!(kind & PRINT_EXC_SUBCLASS)) {
            mp_print_str(print, mp_obj_get_type_str(self_in));
        }
        mp_print_str(print, ": ");
    }
    mp_print_str(print, "[Errno ");
    mp_obj_print_helper(print, args->items[0], PRINT_STR);
    mp_print_str(print, "] ");
    mp_obj_print_helper(print, args->items[1], PRINT_STR);
    if (os_error_arg(self_in, 2) != mp_const_none) {
        mp_print_str(print, ": ");
        mp_obj_print_helper(print, args->items[2], PRINT_REPR);
        if (os_error_arg(self_in, 4) != mp_const_none) {
            mp_print_str(print, " -> ");
            mp_obj_print_helper(print, args->items[4], PRINT_REPR);
        }
    }
}

static void os_error_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    static const struct {
        qstr name;
        uint8_t arg;
    } attributes[] = {
        { MP_QSTR_errno, 0 }, { MP_QSTR_strerror, 1 }, { MP_QSTR_filename, 2 }, { MP_QSTR_filename2, 4 },
    };
    const mp_obj_tuple_t *args = os_error_args(self_in);
    if (dest[0] == MP_OBJ_NULL && attr == MP_QSTR_args && args->len > SHOWN_ARGS) {
        dest[0] = mp_obj_new_tuple(SHOWN_ARGS, args->items);
        return;
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(attributes) && dest[0] == MP_OBJ_NULL; i++) {
        if (attr == attributes[i].name) {
            dest[0] = os_error_arg(self_in, attributes[i].arg);
            return;
        }
    }
    mp_obj_exception_attr(self_in, attr, dest);
}

#define OS_ERROR(exc_name, parent_) \
    MP_DEFINE_CONST_OBJ_TYPE(mp_type_##exc_name, MP_QSTR_##exc_name, MP_TYPE_FLAG_NONE, \
    make_new, mp_obj_exception_make_new, \
    print, os_error_print, \
    attr, os_error_attr, \
    parent, parent_ \
    )

OS_ERROR(OSError, &mp_type_Exception);
OS_ERROR(FileExistsError, &mp_type_OSError);
OS_ERROR(FileNotFoundError, &mp_type_OSError);
OS_ERROR(IsADirectoryError, &mp_type_OSError);
OS_ERROR(NotADirectoryError, &mp_type_OSError);
OS_ERROR(PermissionError, &mp_type_OSError);
OS_ERROR(BlockingIOError, &mp_type_OSError);
OS_ERROR(ChildProcessError, &mp_type_OSError);
OS_ERROR(ConnectionError, &mp_type_OSError);
OS_ERROR(BrokenPipeError, &mp_type_ConnectionError);
OS_ERROR(ConnectionAbortedError, &mp_type_ConnectionError);
OS_ERROR(ConnectionRefusedError, &mp_type_ConnectionError);
OS_ERROR(ConnectionResetError, &mp_type_ConnectionError);
OS_ERROR(InterruptedError, &mp_type_OSError);
OS_ERROR(ProcessLookupError, &mp_type_OSError);
OS_ERROR(TimeoutError, &mp_type_OSError);

// Behind several bases is the order that attributes are looked for in (build/patches/0063).
extern const mp_obj_type_t mp_type_UnsupportedOperation;
static const mp_rom_obj_tuple_t unsupported_order = {
    { &mp_type_tuple }, 5, {
        MP_ROM_PTR(&mp_type_UnsupportedOperation), MP_ROM_PTR(&mp_type_OSError), MP_ROM_PTR(&mp_type_ValueError),
        MP_ROM_PTR(&mp_type_Exception), MP_ROM_PTR(&mp_type_BaseException),
    },
};
static const mp_rom_obj_tuple_t unsupported_parents = {
    { &mp_type_tuple }, 2, { MP_ROM_PTR(&mp_type_OSError), MP_ROM_PTR(&mp_type_ValueError), MP_ROM_PTR(&unsupported_order) },
};
OS_ERROR(UnsupportedOperation, &unsupported_parents);

MP_DEFINE_EXCEPTION(UnicodeDecodeError, UnicodeError)
MP_DEFINE_EXCEPTION(UnicodeEncodeError, UnicodeError)
MP_DEFINE_EXCEPTION(UnicodeTranslateError, UnicodeError)

MP_DEFINE_EXCEPTION(BufferError, Exception)
MP_DEFINE_EXCEPTION(FloatingPointError, ArithmeticError)
MP_DEFINE_EXCEPTION(PythonFinalizationError, RuntimeError)
MP_DEFINE_EXCEPTION(ReferenceError, Exception)
MP_DEFINE_EXCEPTION(SystemError, Exception)
MP_DEFINE_EXCEPTION(TabError, IndentationError)

MP_DEFINE_EXCEPTION(Warning, Exception)
MP_DEFINE_EXCEPTION(DeprecationWarning, Warning)
MP_DEFINE_EXCEPTION(PendingDeprecationWarning, Warning)
MP_DEFINE_EXCEPTION(RuntimeWarning, Warning)
MP_DEFINE_EXCEPTION(SyntaxWarning, Warning)
MP_DEFINE_EXCEPTION(UserWarning, Warning)
MP_DEFINE_EXCEPTION(FutureWarning, Warning)
MP_DEFINE_EXCEPTION(ImportWarning, Warning)
MP_DEFINE_EXCEPTION(UnicodeWarning, Warning)
MP_DEFINE_EXCEPTION(BytesWarning, Warning)
MP_DEFINE_EXCEPTION(ResourceWarning, Warning)
MP_DEFINE_EXCEPTION(EncodingWarning, Warning)

// What OSError(errno, ...) makes: see patch 0015.
const mp_obj_type_t *cloche_exception_type(const mp_obj_type_t *type, size_t n_args, const mp_obj_t *args) {
    if (type != &mp_type_OSError || n_args < 2 || !mp_obj_is_small_int(args[0])) {
        return type;
    }
    switch (MP_OBJ_SMALL_INT_VALUE(args[0])) {
        case MP_ENOENT:
            return &mp_type_FileNotFoundError;
        case MP_EEXIST:
            return &mp_type_FileExistsError;
        case MP_EISDIR:
            return &mp_type_IsADirectoryError;
        case MP_ENOTDIR:
            return &mp_type_NotADirectoryError;
        case MP_EACCES:
        case MP_EPERM:
            return &mp_type_PermissionError;
        case MP_EAGAIN:
        case MP_EALREADY:
        case MP_EINPROGRESS:
            return &mp_type_BlockingIOError;
        case MP_ECHILD:
            return &mp_type_ChildProcessError;
        case MP_EPIPE:
            return &mp_type_BrokenPipeError;
        case MP_ECONNABORTED:
            return &mp_type_ConnectionAbortedError;
        case MP_ECONNREFUSED:
            return &mp_type_ConnectionRefusedError;
        case MP_ECONNRESET:
            return &mp_type_ConnectionResetError;
        case MP_EINTR:
            return &mp_type_InterruptedError;
        case MP_ESRCH:
            return &mp_type_ProcessLookupError;
        case MP_ETIMEDOUT:
            return &mp_type_TimeoutError;
        default:
            return type;
    }
}

const char *cloche_strerror(int error) {
    static const struct {
        int error;
        const char *text;
    } texts[] = {
        { MP_EPERM, "Operation not permitted" },
        { MP_ENOENT, "No such file or directory" },
        { MP_EBADF, "Bad file descriptor" },
        { MP_EACCES, "Permission denied" },
        { MP_EBUSY, "Device or resource busy" },
        { MP_EEXIST, "File exists" },
        { MP_ENOTDIR, "Not a directory" },
        { MP_EISDIR, "Is a directory" },
        { MP_EINVAL, "Invalid argument" },
        { MP_EFBIG, "File too large" },
        { MP_ENOSPC, "No space left on device" },
        { MP_ENAMETOOLONG, "File name too long" },
        { MP_ENOTEMPTY, "Directory not empty" },
    };
    for (size_t i = 0; i < MP_ARRAY_SIZE(texts); i++) {
        if (texts[i].error == error) {
            return texts[i].text;
        }
    }
    return "Unknown error";
}

// Either path may be MP_OBJ_NULL.
NORETURN void cloche_raise_os_error(int error, mp_obj_t path, mp_obj_t second_path) {
    const char *text = cloche_strerror(error);
    mp_obj_t args[5] = {
        MP_OBJ_NEW_SMALL_INT(error), mp_obj_new_str(text, strlen(text)), path, mp_const_none, second_path,
    };
    size_t n_args = second_path != MP_OBJ_NULL ? 5 : path != MP_OBJ_NULL ? 3 : 2;
    nlr_raise(mp_obj_exception_make_new(&mp_type_OSError, n_args, 0, args));
}
