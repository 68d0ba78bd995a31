// How MicroPython is built for Cloche: everything that computes, nothing that reaches out.

#include <stdint.h>

#define MICROPY_CONFIG_ROM_LEVEL            (MICROPY_CONFIG_ROM_LEVEL_EVERYTHING)

// Memory: a collected heap that grows inside the linear memory (heap.c), collected while code
// runs; calls from Python to Python take no C stack.
#define MICROPY_ENABLE_GC                   (1)
#define MICROPY_GC_GROW                     (1)
#define MICROPY_GC_DESTRUCTORS              (64)
#define MICROPY_STACKLESS                   (1)
#define MICROPY_STACKLESS_STRICT            (1)
#define MICROPY_ENABLE_PYSTACK              (1)
#define MICROPY_STACK_CHECK                 (1)
#define MICROPY_STACK_CHECK_MARGIN          (16 * 1024)
#define MICROPY_ENABLE_EMERGENCY_EXCEPTION_BUF (1)
#define MICROPY_EMERGENCY_EXCEPTION_BUF_SIZE (512)
#define MICROPY_ALLOC_PATH_MAX              (256)
// Nested source makes the parser's stacks long; growing them by a few entries each time takes ages.
#define MICROPY_ALLOC_PARSE_RULE_INC        (16 + parser->rule_stack_alloc / 2)
#define MICROPY_ALLOC_PARSE_RESULT_INC      (16 + parser->result_stack_alloc / 2)
#define MICROPY_ALLOC_GC_STACK_SIZE         (1024)
#define MICROPY_TRACKED_ALLOC               (0)

// Unwinding: setjmp and longjmp, which Emscripten turns into WebAssembly exceptions.
#define MICROPY_NLR_SETJMP                  (1)
#define MICROPY_ENABLE_VM_ABORT             (1)

// One decrement per step; the rest happens every CLOCHE_TICK_STEPS of them (ticker.c).
extern int32_t cloche_fuel;
void cloche_tick(void);
#ifndef CLOCHE_UNCOUNTED // what counting costs: tests/bench/overhead.py
#define MICROPY_VM_HOOK_LOOP                do { if (--cloche_fuel <= 0) { cloche_tick(); } } while (0);
#define MICROPY_VM_HOOK_RETURN              MICROPY_VM_HOOK_LOOP
#endif

// Work in C is charged in steps too (build/patches/0004).
#ifndef CLOCHE_UNCOUNTED
#define MICROPY_CHARGE(steps)               do { if ((cloche_fuel -= (int32_t)(steps)) <= 0) { cloche_tick(); } } while (0)
#define MICROPY_CHARGE_LATER(steps)         (cloche_fuel -= (int32_t)(steps))
#else
#define MICROPY_CHARGE(steps)               ((void)(steps))
#define MICROPY_CHARGE_LATER(steps)         ((void)(steps))
#endif
#define MICROPY_INTERNAL_EVENT_HOOK         cloche_tick()
void cloche_wait_for_event(int32_t timeout_ms);
#define MICROPY_INTERNAL_WFE(timeout_ms)    cloche_wait_for_event(timeout_ms)

// Language
#define MICROPY_LONGINT_IMPL                (MICROPY_LONGINT_IMPL_MPZ)
#define MICROPY_FLOAT_IMPL                  (MICROPY_FLOAT_IMPL_DOUBLE)
#define MICROPY_ENABLE_DOC_STRING           (1)
#define MICROPY_LOCAL_NAMES                 (1)
#define MICROPY_COMP_ALLOW_TOP_LEVEL_AWAIT  (1)
#define MICROPY_WARNINGS                    (1)
#define MICROPY_ERROR_REPORTING             (MICROPY_ERROR_REPORTING_DETAILED)
#define MICROPY_ERROR_PRINTER               (&mp_stderr_print)
#define MICROPY_KBD_EXCEPTION               (0)
#define MICROPY_USE_INTERNAL_ERRNO          (1)
#define MICROPY_USE_INTERNAL_PRINTF         (0)
#define MICROPY_OPT_COMPUTED_GOTO           (0)

// Floats are read and written exactly (floats.c, digits.c).
double cloche_float_from_text(const char *text, __SIZE_TYPE__ length);
double cloche_scaled(__UINT64_TYPE__ mantissa, int exponent);
#define MICROPY_FLOAT_FROM_TEXT             cloche_float_from_text
#define MICROPY_FLOAT_SCALED                cloche_scaled
#define MICROPY_FORMAT_FLOAT_BY_PORT        (1)

#define MICROPY_QSTR_BYTES_IN_HASH          (4)
#define MICROPY_QSTR_HASHES_AT_START        (1) // no compressor makes them smaller

extern const struct _mp_obj_type_t mp_type_Warning;
extern const struct _mp_obj_type_t mp_type_DeprecationWarning;
extern const struct _mp_obj_type_t mp_type_PendingDeprecationWarning;
extern const struct _mp_obj_type_t mp_type_RuntimeWarning;
extern const struct _mp_obj_type_t mp_type_SyntaxWarning;
extern const struct _mp_obj_type_t mp_type_UserWarning;
extern const struct _mp_obj_type_t mp_type_FutureWarning;
extern const struct _mp_obj_type_t mp_type_ImportWarning;
extern const struct _mp_obj_type_t mp_type_UnicodeWarning;
extern const struct _mp_obj_type_t mp_type_BytesWarning;
extern const struct _mp_obj_type_t mp_type_ResourceWarning;
extern const struct _mp_obj_type_t mp_type_EncodingWarning;
#define MICROPY_PORT_BUILTINS \
    { MP_ROM_QSTR(MP_QSTR_Warning), MP_ROM_PTR(&mp_type_Warning) }, \
    { MP_ROM_QSTR(MP_QSTR_DeprecationWarning), MP_ROM_PTR(&mp_type_DeprecationWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_PendingDeprecationWarning), MP_ROM_PTR(&mp_type_PendingDeprecationWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_RuntimeWarning), MP_ROM_PTR(&mp_type_RuntimeWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_SyntaxWarning), MP_ROM_PTR(&mp_type_SyntaxWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_UserWarning), MP_ROM_PTR(&mp_type_UserWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_FutureWarning), MP_ROM_PTR(&mp_type_FutureWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_ImportWarning), MP_ROM_PTR(&mp_type_ImportWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_UnicodeWarning), MP_ROM_PTR(&mp_type_UnicodeWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_BytesWarning), MP_ROM_PTR(&mp_type_BytesWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_ResourceWarning), MP_ROM_PTR(&mp_type_ResourceWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_EncodingWarning), MP_ROM_PTR(&mp_type_EncodingWarning) }, \
    { MP_ROM_QSTR(MP_QSTR_ascii), MP_ROM_PTR(&cloche_ascii_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_exit), MP_ROM_PTR(&mp_sys_exit_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_quit), MP_ROM_PTR(&mp_sys_exit_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_display), MP_ROM_PTR(&cloche_display_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_format), MP_ROM_PTR(&cloche_format_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_IOError), MP_ROM_PTR(&mp_type_OSError) }, \
    { MP_ROM_QSTR(MP_QSTR_FileExistsError), MP_ROM_PTR(&mp_type_FileExistsError) }, \
    { MP_ROM_QSTR(MP_QSTR_FileNotFoundError), MP_ROM_PTR(&mp_type_FileNotFoundError) }, \
    { MP_ROM_QSTR(MP_QSTR_IsADirectoryError), MP_ROM_PTR(&mp_type_IsADirectoryError) }, \
    { MP_ROM_QSTR(MP_QSTR_ModuleNotFoundError), MP_ROM_PTR(&mp_type_ModuleNotFoundError) }, \
    { MP_ROM_QSTR(MP_QSTR_NotADirectoryError), MP_ROM_PTR(&mp_type_NotADirectoryError) }, \
    { MP_ROM_QSTR(MP_QSTR_PermissionError), MP_ROM_PTR(&mp_type_PermissionError) }, \
    { MP_ROM_QSTR(MP_QSTR_BlockingIOError), MP_ROM_PTR(&mp_type_BlockingIOError) }, \
    { MP_ROM_QSTR(MP_QSTR_BrokenPipeError), MP_ROM_PTR(&mp_type_BrokenPipeError) }, \
    { MP_ROM_QSTR(MP_QSTR_BufferError), MP_ROM_PTR(&mp_type_BufferError) }, \
    { MP_ROM_QSTR(MP_QSTR_ChildProcessError), MP_ROM_PTR(&mp_type_ChildProcessError) }, \
    { MP_ROM_QSTR(MP_QSTR_ConnectionAbortedError), MP_ROM_PTR(&mp_type_ConnectionAbortedError) }, \
    { MP_ROM_QSTR(MP_QSTR_ConnectionError), MP_ROM_PTR(&mp_type_ConnectionError) }, \
    { MP_ROM_QSTR(MP_QSTR_ConnectionRefusedError), MP_ROM_PTR(&mp_type_ConnectionRefusedError) }, \
    { MP_ROM_QSTR(MP_QSTR_ConnectionResetError), MP_ROM_PTR(&mp_type_ConnectionResetError) }, \
    { MP_ROM_QSTR(MP_QSTR_FloatingPointError), MP_ROM_PTR(&mp_type_FloatingPointError) }, \
    { MP_ROM_QSTR(MP_QSTR_InterruptedError), MP_ROM_PTR(&mp_type_InterruptedError) }, \
    { MP_ROM_QSTR(MP_QSTR_ProcessLookupError), MP_ROM_PTR(&mp_type_ProcessLookupError) }, \
    { MP_ROM_QSTR(MP_QSTR_PythonFinalizationError), MP_ROM_PTR(&mp_type_PythonFinalizationError) }, \
    { MP_ROM_QSTR(MP_QSTR_ReferenceError), MP_ROM_PTR(&mp_type_ReferenceError) }, \
    { MP_ROM_QSTR(MP_QSTR_SystemError), MP_ROM_PTR(&mp_type_SystemError) }, \
    { MP_ROM_QSTR(MP_QSTR_TabError), MP_ROM_PTR(&mp_type_TabError) }, \
    { MP_ROM_QSTR(MP_QSTR_TimeoutError), MP_ROM_PTR(&mp_type_TimeoutError) }, \
    { MP_ROM_QSTR(MP_QSTR_UnboundLocalError), MP_ROM_PTR(&mp_type_UnboundLocalError) }, \
    { MP_ROM_QSTR(MP_QSTR_UnicodeTranslateError), MP_ROM_PTR(&mp_type_UnicodeTranslateError) }, \
    { MP_ROM_QSTR(MP_QSTR_EnvironmentError), MP_ROM_PTR(&mp_type_OSError) }, \
    { MP_ROM_QSTR(MP_QSTR_UnicodeDecodeError), MP_ROM_PTR(&mp_type_UnicodeDecodeError) }, \
    { MP_ROM_QSTR(MP_QSTR_UnicodeEncodeError), MP_ROM_PTR(&mp_type_UnicodeEncodeError) },
extern const struct _mp_obj_fun_builtin_var_t cloche_display_obj;
extern const struct _mp_obj_type_t mp_type_FileExistsError, mp_type_FileNotFoundError, mp_type_IsADirectoryError,
    mp_type_ModuleNotFoundError, mp_type_NotADirectoryError, mp_type_PermissionError, mp_type_UnicodeDecodeError, mp_type_UnicodeEncodeError,
    mp_type_BlockingIOError, mp_type_BrokenPipeError, mp_type_BufferError, mp_type_ChildProcessError,
    mp_type_ConnectionAbortedError, mp_type_ConnectionError, mp_type_ConnectionRefusedError, mp_type_ConnectionResetError,
    mp_type_FloatingPointError, mp_type_InterruptedError, mp_type_ProcessLookupError, mp_type_PythonFinalizationError,
    mp_type_ReferenceError, mp_type_SystemError, mp_type_TabError, mp_type_TimeoutError,
    mp_type_UnboundLocalError, mp_type_UnicodeTranslateError;

// OSError and what derives from it are the port's (exceptions.c, build/patches/0015).
#define MICROPY_OS_ERROR_BY_PORT            (1)
const struct _mp_obj_type_t *cloche_exception_type(const struct _mp_obj_type_t *type, __SIZE_TYPE__ n_args, void *const *args);
#define MICROPY_EXCEPTION_TYPE              cloche_exception_type

// What exceptions have beside their arguments (exception_attributes.c, build/patches/0060).
void cloche_exception_attr(void *self, __SIZE_TYPE__ attr, void **dest);
_Bool cloche_exception_owns(__SIZE_TYPE__ attr);
void cloche_exception_keywords(void *exception, __SIZE_TYPE__ n_kw, void *const *kw);
void cloche_exception_about(void *exception, __SIZE_TYPE__ name, void *obj);
void *cloche_exception_traceback(void *exception);
extern const struct _mp_obj_dict_t cloche_exception_methods;
#define MICROPY_EXCEPTION_ATTR              cloche_exception_attr
#define MICROPY_EXCEPTION_OWN_ATTR          cloche_exception_owns
#define MICROPY_EXCEPTION_KEYWORDS          cloche_exception_keywords
#define MICROPY_EXCEPTION_ABOUT             cloche_exception_about
#define MICROPY_EXCEPTION_TRACEBACK         cloche_exception_traceback
#define MICROPY_EXCEPTION_METHODS           &cloche_exception_methods

// Built-in names that frozen Python defines when they are asked for: modules.c.
void *cloche_more_builtins(__SIZE_TYPE__ name);
#define MICROPY_MORE_BUILTINS               cloche_more_builtins

// list.sort() and sorted(): sort.c.
#include <stddef.h>
void cloche_sort(void **keys, void **values, size_t n);
#define MICROPY_SORT                        cloche_sort
#define MICROPY_PY_ERRNO_LIST \
    X(EPERM) X(ENOENT) X(EIO) X(EBADF) X(EAGAIN) X(ENOMEM) X(EACCES) X(EBUSY) X(EEXIST) X(ENODEV) X(ENOTDIR) \
    X(EISDIR) X(EINVAL) X(EFBIG) X(ENOSPC) X(EOPNOTSUPP) X(EADDRINUSE) X(ECONNABORTED) X(ECONNRESET) X(ENOBUFS) \
    X(ENOTCONN) X(ETIMEDOUT) X(ECONNREFUSED) X(EHOSTUNREACH) X(EALREADY) X(EINPROGRESS)

#define mp_builtin___import__               cloche_import // door.c

// Methods of int and float (numbers.c, build/patches/0045).
// How many digits an integer may have that becomes a text, or is one (numerals.c). 0: as many as it likes.
#define MICROPY_MOST_DIGITS         (cloche_most_digits)
#define MICROPY_RAISE_MOST_DIGITS(n) cloche_raise_most_digits(n)
extern __SIZE_TYPE__ cloche_most_digits;
void cloche_raise_most_digits(__SIZE_TYPE__ n) __attribute__((noreturn));
#define MICROPY_PORT_SYS \
    { MP_ROM_QSTR(MP_QSTR_get_int_max_str_digits), MP_ROM_PTR(&cloche_get_most_digits_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_set_int_max_str_digits), MP_ROM_PTR(&cloche_set_most_digits_obj) },
extern const struct _mp_obj_fun_builtin_fixed_t cloche_get_most_digits_obj;
extern const struct _mp_obj_fun_builtin_var_t cloche_set_most_digits_obj;

#define MICROPY_PORT_INT_METHODS \
    { MP_ROM_QSTR(MP_QSTR_from_bytes), MP_ROM_PTR(&cloche_int_from_bytes_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_to_bytes), MP_ROM_PTR(&cloche_int_to_bytes_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_as_integer_ratio), MP_ROM_PTR(&cloche_as_integer_ratio_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_bit_count), MP_ROM_PTR(&cloche_int_bit_count_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_bit_length), MP_ROM_PTR(&cloche_int_bit_length_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_conjugate), MP_ROM_PTR(&cloche_conjugate_obj) }, \
    { MP_ROM_QSTR(MP_QSTR_is_integer), MP_ROM_PTR(&cloche_is_integer_obj) },
extern const struct _mp_obj_fun_builtin_fixed_t cloche_as_integer_ratio_obj, cloche_int_bit_count_obj,
    cloche_int_bit_length_obj, cloche_conjugate_obj, cloche_is_integer_obj;
extern const struct _mp_obj_fun_builtin_var_t cloche_int_to_bytes_obj;
extern const struct _mp_rom_obj_static_class_method_t cloche_int_from_bytes_obj;
extern const struct _mp_obj_dict_t cloche_float_methods;
void *cloche_round(__SIZE_TYPE__ n_args, void *const *args);
#define MICROPY_PORT_ROUND(n_args, args)    cloche_round(n_args, args)
void cloche_int_attr(void *self, __SIZE_TYPE__ attr, void **dest);

// What CPython says of operands, attributes (errors.c, build/patches/0070) and arguments (calls.c,
// build/patches/0071) that don't fit.
void cloche_raise_unary_op(int op, void *operand) __attribute__((noreturn));
void cloche_raise_binary_op(int op, void *left, void *right) __attribute__((noreturn));
void cloche_raise_store_attr(void *base, __SIZE_TYPE__ attr, void *value);
void cloche_raise_arguments(void *function, __SIZE_TYPE__ n_args, __SIZE_TYPE__ n_kw, void *const *args) __attribute__((noreturn));
void cloche_raise_argument_count(void *callee, __SIZE_TYPE__ n_args, __SIZE_TYPE__ n_kw, __SIZE_TYPE__ least,
    __SIZE_TYPE__ most, _Bool takes_kw) __attribute__((noreturn));
void cloche_raise_keyword(const char *problem, __SIZE_TYPE__ name) __attribute__((noreturn));
#define MICROPY_RAISE_ARGUMENTS(function, n_args, n_kw, args) cloche_raise_arguments(function, n_args, n_kw, args)
#define MICROPY_RAISE_ARGUMENT_COUNT(callee, n_args, n_kw, least, most, takes_kw) \
    cloche_raise_argument_count(callee, n_args, n_kw, least, most, takes_kw)
#define MICROPY_RAISE_KEYWORD(problem, name) cloche_raise_keyword(problem, name)
#define MICROPY_CALLEE                      MP_STATE_PORT(cloche_callee)
#define MICROPY_QUALIFIED_NAMES             (1)
#define MICROPY_RAISE_UNARY_OP(op, operand) cloche_raise_unary_op(op, operand)
#define MICROPY_RAISE_BINARY_OP(op, left, right) cloche_raise_binary_op(op, left, right)
#define MICROPY_RAISE_STORE_ATTR(base, attr, value) cloche_raise_store_attr(base, attr, value)

// Special methods of built-in types (slots.c, build/patches/0073).
struct _mp_obj_type_t;
void *cloche_slot(const struct _mp_obj_type_t *type, __SIZE_TYPE__ name);
#define MICROPY_PORT_SLOT(type, name)       cloche_slot(type, name)
void *cloche_item(void *self, void *native, void *index);
#define MICROPY_PORT_ITEM(self, native, index) cloche_item(self, native, index)

// Texts (text.c, format.c, codecs.c, numerals.c, build/patches/0066).
#define MICROPY_TEXT_BY_PORT                (1)
struct _mp_obj_type_t;
struct _mp_map_t;
void *cloche_text_argument(const struct _mp_obj_type_t *self_type, void *arg, const char *must_be);
__SIZE_TYPE__ cloche_text_space(const struct _mp_obj_type_t *type, const uint8_t *at);
__SIZE_TYPE__ cloche_text_line_end(const struct _mp_obj_type_t *type, const uint8_t *at, const uint8_t *end);
void *cloche_text_rsplit_space(void *self, __INTPTR_TYPE__ splits);
_Bool cloche_is_printable(unsigned c);
void *cloche_modulo_format(void *pattern, void *values);
void *cloche_converted(__SIZE_TYPE__ n_args, __SIZE_TYPE__ n_kw, void *const *args, _Bool to_bytes);
void *cloche_int_of_base(__SIZE_TYPE__ n_args, __SIZE_TYPE__ n_kw, void *const *args);
void *cloche_int_from_text(void *text, int base);
void *cloche_float_from_object(void *text);
#define CLOCHE_TEXT_METHOD(name) { MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&cloche_text_##name##_obj) },
#define MICROPY_PORT_TEXT_METHODS \
    CLOCHE_TEXT_METHOD(capitalize) CLOCHE_TEXT_METHOD(expandtabs) CLOCHE_TEXT_METHOD(isalnum) CLOCHE_TEXT_METHOD(isascii) \
    CLOCHE_TEXT_METHOD(istitle) CLOCHE_TEXT_METHOD(ljust) CLOCHE_TEXT_METHOD(maketrans) CLOCHE_TEXT_METHOD(removeprefix) \
    CLOCHE_TEXT_METHOD(removesuffix) CLOCHE_TEXT_METHOD(rjust) CLOCHE_TEXT_METHOD(swapcase) CLOCHE_TEXT_METHOD(title) \
    CLOCHE_TEXT_METHOD(translate) CLOCHE_TEXT_METHOD(zfill)
#define MICROPY_PORT_STR_METHODS \
    CLOCHE_TEXT_METHOD(casefold) CLOCHE_TEXT_METHOD(format) CLOCHE_TEXT_METHOD(format_map) CLOCHE_TEXT_METHOD(isdecimal) \
    CLOCHE_TEXT_METHOD(isidentifier) CLOCHE_TEXT_METHOD(isnumeric) CLOCHE_TEXT_METHOD(isprintable)
#define MICROPY_PORT_STR_METHODS_COUNT      (7)
extern const struct _mp_obj_fun_builtin_fixed_t cloche_ascii_obj, cloche_text_capitalize_obj, cloche_text_casefold_obj,
    cloche_text_format_map_obj, cloche_text_isalnum_obj, cloche_text_isalpha_obj, cloche_text_isascii_obj,
    cloche_text_isdecimal_obj, cloche_text_isdigit_obj, cloche_text_isidentifier_obj, cloche_text_islower_obj,
    cloche_text_isnumeric_obj, cloche_text_isprintable_obj, cloche_text_isspace_obj, cloche_text_istitle_obj,
    cloche_text_isupper_obj, cloche_text_join_obj, cloche_text_lower_obj, cloche_text_removeprefix_obj,
    cloche_text_removesuffix_obj, cloche_text_swapcase_obj, cloche_text_title_obj, cloche_text_upper_obj;
extern const struct _mp_obj_fun_builtin_var_t cloche_bytes_decode_obj, cloche_format_obj, cloche_text_center_obj,
    cloche_text_encode_obj, cloche_text_format_obj, cloche_text_ljust_obj, cloche_text_lstrip_obj, cloche_text_rjust_obj,
    cloche_text_rstrip_obj, cloche_text_strip_obj, cloche_text_zfill_obj;
extern const struct _cloche_method_in_python_t cloche_text_expandtabs_obj, cloche_text_translate_obj;
extern const struct _mp_rom_obj_static_class_method_t cloche_text_maketrans_obj;

// What frozen Python says about modules (modules.c, build/patches/0043).
void cloche_module_not_found(__SIZE_TYPE__ name);
#define MICROPY_MODULE_NOT_FOUND(name)      cloche_module_not_found(name)
void cloche_sys_attr(__SIZE_TYPE__ attr, void **dest);
#define MICROPY_SYS_MORE(attr, dest)        cloche_sys_attr(attr, dest)
#define MICROPY_PY_SYS_GETSIZEOF            (0) // build/frozen/_sys.py has CPython's sizes

// Standard streams (stdio.c) and input()
#define MICROPY_PY_SYS_STDIO_BUFFER         (1)
#define mp_hal_readline                     cloche_readline
void *cloche_help(__SIZE_TYPE__ n_args, void *const *args);
#define MICROPY_PORT_HELP(n_args, args)     cloche_help(n_args, args)

// Doors that stay shut: other people's bytecode, raw pointers, hardware, threads, sockets, a
// read-eval-print loop in the guest, and file systems of the system.
#define MICROPY_PERSISTENT_CODE_LOAD        (0)
#define MICROPY_PERSISTENT_CODE_SAVE        (0)
#define MICROPY_PY_MARSHAL                  (0)
#define MICROPY_PY_UCTYPES                  (0)
#define MICROPY_RAW_POINTER_TYPECODES       (0)
#define MICROPY_PY_MACHINE                  (0)
#define MICROPY_PY_FRAMEBUF                 (0)
#define MICROPY_PY_THREAD                   (0)
#define MICROPY_PY_SOCKET                   (0)
#define MICROPY_PY_NETWORK                  (0)
#define MICROPY_HELPER_REPL                 (0)
#define MICROPY_PY_SYS_PS1_PS2              (0)
#define MICROPY_REPL_EMACS_KEYS             (0)
#define MICROPY_REPL_AUTO_INDENT            (0)
#define MICROPY_VFS                         (0)
#define MICROPY_PY_OS_DUPTERM               (0)
#define MICROPY_PY_OS_SYNC                  (0)
#define MICROPY_PY_OS_STATVFS               (0)
#define MICROPY_PY_SYS_SETTRACE             (0)
#define MICROPY_PY_CRYPTOLIB                (0)
#define MICROPY_PY_SSL                      (0)
#define MICROPY_PY_WEBSOCKET                (0)
#define MICROPY_PY_BUILTINS_EXECFILE        (0)
#define MICROPY_ENABLE_EXTERNAL_IMPORT      (1)

// Modules
#define MICROPY_PY_SYS_PLATFORM             "cloche"
#define MICROPY_PY_SYS_EXC_INFO             (1)
#define MICROPY_PY_SYS_PATH_ARGV_DEFAULTS   (1)
#define MICROPY_PY_RANDOM_SEED_INIT_FUNC    (cloche_entropy())
#define MICROPY_PY_TIME_INCLUDEFILE         "modtime_port.h"
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)
#define MICROPY_PY_TIME_TIME_TIME_NS        (1)
#define MICROPY_EPOCH_IS_1970               (1)
#define MICROPY_PY_HASHLIB_MD5              (0)
#define MICROPY_PY_HASHLIB_SHA1             (0)
#define MICROPY_PY_HASHLIB_SHA256           (1)
#define MICROPY_PY_DEFLATE_COMPRESS         (1)
#define MICROPY_PY_SELECT                   (0) // there are no sockets
#define MICROPY_PY_PLATFORM                 (0) // build/frozen/platform.py
#define MICROPY_PY_HEAPQ                    (0) // CPython's is in build/frozen/library
#define MICROPY_PY_RE_DEBUG                 (0)

#define MP_SSIZE_MAX                        (0x7fffffff)
typedef int32_t mp_int_t;
typedef uint32_t mp_uint_t;
#define UINT_FMT                            "%u"
#define INT_FMT                             "%d"
typedef long mp_off_t;

#define MICROPY_HW_BOARD_NAME               "Cloche"
#define MICROPY_HW_MCU_NAME                 "WebAssembly"
#define MP_STATE_PORT                       MP_STATE_VM

extern const struct _mp_print_t mp_stderr_print;
uint32_t cloche_entropy(void);
