// The door: what the guest asks of the page, and the module _cloche, through which Python does it.
//
// A call has a name and one value; its answer is a byte, 'v' or 'e', and a value: what came of it,
// or (type, arguments) of the exception that it raised. Which names there are is the host's matter
// (py/cloche/_door.py), but for "input" (stdio.c) and "show" and "function" (build/frozen).

#include <string.h>

#include "py/builtin.h"
#include "py/mphal.h"
#include "py/objexcept.h"
#include "py/objmodule.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

// A call out costs about as much time as this many steps.
#define STEPS_PER_CALL (200)
#define BYTES_PER_STEP (16)

// Most answers fit here; for the others there is a second call.
#define SMALL_ANSWER (256)

// The run's functions of the host, encoded, and then decoded: ((name, is_async, signature, doc)...)
MP_REGISTER_ROOT_POINTER(mp_obj_t cloche_host_functions);
static bool has_input;
static uint32_t started_calls; // and not yet answered

void cloche_door_before_run(const char *functions, size_t len, bool input) {
    MP_STATE_VM(cloche_host_functions) = len == 0 ? mp_const_empty_tuple : cloche_value_decode((const byte *)functions, len);
    has_input = input;
    started_calls = 0;
}

bool cloche_door_has_input(void) {
    return has_input;
}

/******************************************************************************/
// Through the door

static NORETURN void refused(int32_t refusal) {
    switch (refusal) {
        case CLOCHE_REFUSED_END:
            cloche_end_run_now();
            break;
        case CLOCHE_REFUSED_NO_WAIT:
            mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT(
                "this needs an answer from the page, and code can't wait for one here: the browser has no JSPI, "
                "and the page is not cross-origin isolated. Use a browser with JSPI (Chromium, Firefox), or serve "
                "the page with the headers Cross-Origin-Opener-Policy: same-origin and "
                "Cross-Origin-Embedder-Policy: require-corp"));
        case CLOCHE_REFUSED_TOO_MANY:
            mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("this run has called the page as often as it may (host_calls)"));
        case CLOCHE_REFUSED_TOO_LARGE:
            mp_raise_ValueError(MP_ERROR_TEXT("this is larger than a message to the page may be (message_bytes)"));
    }
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("the run is ending"));
}

static int32_t call(cloche_call_t how, const char *name, const char *data, size_t len, char *answer, size_t room) {
    cloche_stdio_flush(); // a prompt is there before the wait
    MICROPY_CHARGE(STEPS_PER_CALL + len / BYTES_PER_STEP);
    int32_t got = cloche_import_call(how, name, strlen(name), data, len, answer, room);
    if (got < 0) {
        refused(got);
    }
    return got;
}

static int32_t call_with_value(cloche_call_t how, const char *name, mp_obj_t value, char *answer, size_t room) {
    vstr_t out, why;
    vstr_init(&out, 64);
    vstr_init(&why, 16);
    if (!cloche_value_encode(value, CLOCHE_VALUE_BYTES, &out, &why)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s"), vstr_null_terminated_str(&why));
    }
    int32_t got = call(how, name, out.buf, out.len, answer, room);
    vstr_clear(&out);
    vstr_clear(&why);
    return got;
}

// The bytes of an answer whose length is `len`: in `small`, or on the heap.
static const byte *whole_answer(char *small, size_t len) {
    if (len <= SMALL_ANSWER) {
        return (const byte *)small;
    }
    char *large = m_new(char, len);
    if (cloche_import_call(CLOCHE_CALL_AGAIN, NULL, 0, NULL, 0, large, len) != (int32_t)len) {
        cloche_end_run_now();
    }
    MICROPY_CHARGE(len / BYTES_PER_STEP);
    return (const byte *)large;
}

// What the host raised: ((names of built-in types, the nearest first), arguments).
static mp_obj_t exception_of(mp_obj_t told) {
    size_t n, n_names, n_args;
    mp_obj_t *parts, *names, *args;
    mp_obj_get_array(told, &n, &parts);
    if (n == 2) {
        mp_obj_get_array(parts[0], &n_names, &names);
        mp_obj_get_array(parts[1], &n_args, &args);
        mp_map_t *builtins = (mp_map_t *)&mp_module_builtins_globals.map;
        for (size_t i = 0; i < n_names; i++) {
            mp_map_elem_t *elem = mp_map_lookup(builtins, names[i], MP_MAP_LOOKUP);
            if (elem != NULL && mp_obj_is_exception_type(elem->value)) {
                return mp_call_function_n_kw(elem->value, n_args, 0, args);
            }
        }
    }
    return mp_obj_new_exception_args(&mp_type_RuntimeError, 1, &told);
}

static mp_obj_t value_or_raise(const byte *answer, size_t len) {
    if (len == 0) {
        return mp_const_none;
    }
    mp_obj_t value = cloche_value_decode(answer + 1, len - 1);
    if (answer[0] != 'v') {
        nlr_raise(exception_of(value));
    }
    return value;
}

mp_obj_t cloche_door_ask(const char *name, mp_obj_t value) {
    char small[SMALL_ANSWER];
    size_t len = call_with_value(CLOCHE_CALL_ASK, name, value, small, sizeof(small));
    return value_or_raise(whole_answer(small, len), len);
}

// Whether the worker could wait, which leaves the processor to others; else it has to be done busily.
bool cloche_door_sleep(double ms) {
    char nothing;
    int32_t got = cloche_import_call(CLOCHE_CALL_WAIT, "sleep", 5, (const char *)&ms, sizeof(ms), &nothing, 0);
    if (got == CLOCHE_REFUSED_END) {
        refused(got);
    }
    return got >= 0;
}

/******************************************************************************/
// _cloche

static mp_obj_t door_ask(mp_obj_t name, mp_obj_t value) {
    return cloche_door_ask(mp_obj_str_get_str(name), value);
}
static MP_DEFINE_CONST_FUN_OBJ_2(door_ask_obj, door_ask);

static mp_obj_t door_tell(mp_obj_t name, mp_obj_t value) {
    call_with_value(CLOCHE_CALL_TELL, mp_obj_str_get_str(name), value, NULL, 0);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(door_tell_obj, door_tell);

static mp_obj_t door_show(mp_obj_t bundle) {
    call_with_value(CLOCHE_CALL_TELL, "show", bundle, NULL, 0);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(door_show_obj, door_show);

static mp_obj_t door_start(mp_obj_t name, mp_obj_t value) {
    int32_t number = call_with_value(CLOCHE_CALL_START, mp_obj_str_get_str(name), value, NULL, 0);
    started_calls += 1;
    return mp_obj_new_int(number);
}
static MP_DEFINE_CONST_FUN_OBJ_2(door_start_obj, door_start);

// wait(ms) -> None when the time is up, or (number of the call, whether it went well, value or
// exception). Less than 0: as long as it takes.
static mp_obj_t door_wait(mp_obj_t ms_in) {
    double ms = mp_obj_get_float(ms_in);
    if (started_calls == 0) {
        if (ms > 0) {
            cloche_sleep_ms(ms);
        }
        return mp_const_none;
    }
    if (cloche_clock_is_virtual()) {
        ms = -1; // its time does not pass while the page is at work
    }
    char small[SMALL_ANSWER];
    size_t len = call(CLOCHE_CALL_WAIT, "", (const char *)&ms, sizeof(ms), small, sizeof(small));
    if (len < 5) {
        return mp_const_none;
    }
    started_calls -= started_calls > 0;
    const byte *answer = whole_answer(small, len);
    uint32_t number;
    memcpy(&number, answer, 4);
    mp_obj_t value = cloche_value_decode(answer + 5, len - 5);
    bool well = answer[4] == 'v';
    mp_obj_t parts[3] = { mp_obj_new_int_from_uint(number), mp_obj_new_bool(well), well ? value : exception_of(value) };
    return mp_obj_new_tuple(3, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(door_wait_obj, door_wait);

static mp_obj_t door_cancel(mp_obj_t number) {
    double n = mp_obj_get_float(number);
    call(CLOCHE_CALL_CANCEL, "", (const char *)&n, sizeof(n), NULL, 0);
    started_calls -= started_calls > 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(door_cancel_obj, door_cancel);

static mp_obj_t door_functions(void) {
    return MP_STATE_VM(cloche_host_functions) == MP_OBJ_NULL ? mp_const_empty_tuple : MP_STATE_VM(cloche_host_functions);
}
static MP_DEFINE_CONST_FUN_OBJ_0(door_functions_obj, door_functions);

// `from host import x`: host's __getattr__ can't know that an import asks it, and CPython's answer is
// an ImportError. The other imports are MicroPython's.
mp_obj_t cloche_import(size_t n_args, const mp_obj_t *args) {
    mp_obj_t module = mp_builtin___import___default(n_args, args);
    if (args[0] == MP_OBJ_NEW_QSTR(MP_QSTR_host) && n_args >= 4 && args[3] != mp_const_none) {
        mp_obj_t check[2];
        mp_load_method_maybe(module, MP_QSTR__check_names, check); // a file may have that name
        if (check[0] != MP_OBJ_NULL) {
            mp_call_function_1(check[0], args[3]);
        }
    }
    return module;
}

static const mp_rom_map_elem_t door_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__cloche) },
    { MP_ROM_QSTR(MP_QSTR_ask), MP_ROM_PTR(&door_ask_obj) },
    { MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&door_tell_obj) },
    { MP_ROM_QSTR(MP_QSTR_show), MP_ROM_PTR(&door_show_obj) },
    { MP_ROM_QSTR(MP_QSTR_start), MP_ROM_PTR(&door_start_obj) },
    { MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&door_wait_obj) },
    { MP_ROM_QSTR(MP_QSTR_cancel), MP_ROM_PTR(&door_cancel_obj) },
    { MP_ROM_QSTR(MP_QSTR_functions), MP_ROM_PTR(&door_functions_obj) },
};
static MP_DEFINE_CONST_DICT(door_globals, door_globals_table);

const mp_obj_module_t cloche_door_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&door_globals,
};
MP_REGISTER_MODULE(MP_QSTR__cloche, cloche_door_module);

// The built-in display(x): the frozen module does it.
static mp_obj_t display(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    mp_obj_t module = mp_import_name(MP_QSTR__display, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_t function = mp_load_attr(module, MP_QSTR_display);
    return mp_call_function_n_kw(function, n_args, 0, args);
}
MP_DEFINE_CONST_FUN_OBJ_KW(cloche_display_obj, 0, display);
