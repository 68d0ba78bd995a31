// What the worker calls: start the guest, hand it a request, run it.

#include <stdlib.h>
#include <string.h>

#include <emscripten/stack.h>

#include "py/builtin.h"
#include "py/compile.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "py/lexer.h"
#include "py/objexcept.h"
#include "py/objfun.h"
#include "py/parse.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

#define CLOCHE_EXPORT(name) __attribute__((export_name(#name)))

// What a run came to. web/worker/guest.js has the same list.
typedef enum {
    OUTCOME_OK = 0,
    OUTCOME_ERROR = 1,   // an exception that nobody caught
    OUTCOME_MEMORY = 2,  // a MemoryError that nobody caught
    OUTCOME_ABORTED = 3, // a tick or a write said so
    OUTCOME_STEPS = 4,   // it took more steps than it may
    OUTCOME_NO_ROOM = 5, // the request itself does not fit into memory
} outcome_t;

/******************************************************************************/
// The request: what the worker wrote into memory, as length-prefixed (u32) strings one after
// another. It lives on the collector's heap, so it is held here while it is read.

MP_REGISTER_ROOT_POINTER(byte * cloche_request);
static size_t request_len;
static size_t request_at;

// Room for a request of `len` bytes; 0 where there is none.
CLOCHE_EXPORT(cloche_request) byte *cloche_request(uint32_t len) {
    MP_STATE_VM(cloche_request) = NULL;
    request_len = 0;
    request_at = 0;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        MP_STATE_VM(cloche_request) = m_new(byte, len + 1);
        request_len = len;
        nlr_pop();
    }
    return MP_STATE_VM(cloche_request);
}

static const char *next_string(size_t *len) {
    uint32_t n = 0;
    if (request_len - request_at >= 4) {
        memcpy(&n, MP_STATE_VM(cloche_request) + request_at, 4);
        request_at += 4;
    }
    if (n > request_len - request_at) {
        n = request_len - request_at;
    }
    const char *data = (const char *)MP_STATE_VM(cloche_request) + request_at;
    request_at += n;
    *len = n;
    return data;
}

/******************************************************************************/
// The reply

static void reply(cloche_reply_kind_t kind, mp_obj_t value) {
    vstr_t out, why;
    vstr_init(&out, 64);
    vstr_init(&why, 16);
    if (cloche_value_encode(value, CLOCHE_VALUE_BYTES, &out, &why)) {
        cloche_import_reply(kind, out.buf, out.len);
    } else if (kind == CLOCHE_REPLY_VALUE) {
        reply(CLOCHE_REPLY_PROBLEM, mp_obj_new_str(why.buf, why.len));
    }
}

// str(exception), which may run the guest's own __str__.
static mp_obj_t exception_message(mp_obj_t exc) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 32, &print);
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_print_helper(&print, exc, PRINT_STR);
        nlr_pop();
        return mp_obj_new_str_from_vstr(&text);
    }
    return mp_obj_new_str("<exception str() failed>", 24);
}

// Of a recursion a thousand deep, people want to see both ends.
#define MAX_FRAMES_AT_EACH_END (100)

static mp_obj_t exception_frames(mp_obj_t exc) {
    size_t n;
    size_t *values;
    mp_obj_exception_get_traceback(exc, &n, &values);
    mp_obj_t frames = mp_obj_new_list(0, NULL);
    if (values != NULL) {
        // Innermost first in memory; people read outermost first.
        for (size_t i = n; i >= 3; i -= 3) {
            if (i == n - 3 * MAX_FRAMES_AT_EACH_END && i > 3 * MAX_FRAMES_AT_EACH_END) {
                i = 3 * MAX_FRAMES_AT_EACH_END;
            }
            mp_obj_t frame[3] = {
                MP_OBJ_NEW_QSTR(values[i - 3]),
                MP_OBJ_NEW_SMALL_INT(values[i - 2]),
                values[i - 1] == MP_QSTRnull ? MP_OBJ_NEW_QSTR(MP_QSTR__lt_module_gt_) : MP_OBJ_NEW_QSTR(values[i - 1]),
            };
            mp_obj_list_append(frames, mp_obj_new_tuple(3, frame));
        }
    }
    return frames;
}

static void reply_error(mp_obj_t exc) {
    static const char no_room[] = "t\3\0\0\0s\13\0\0\0MemoryErrors\0\0\0\0t\0\0\0\0";
    cloche_import_reply(CLOCHE_REPLY_ERROR, no_room, sizeof(no_room) - 1);
    cloche_heap_release_reserve();
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t parts[3] = {
            MP_OBJ_NEW_QSTR(mp_obj_get_type(exc)->name),
            exception_message(exc),
            exception_frames(exc),
        };
        reply(CLOCHE_REPLY_ERROR, mp_obj_new_tuple(3, parts));
        nlr_pop();
    }
}

/******************************************************************************/
// The run

static mp_obj_t compile(const char *text, size_t len, qstr file, size_t line, mp_parse_input_kind_t kind) {
    mp_lexer_t *lexer = mp_lexer_new_from_str_len(file, text, len, 0);
    lexer->tok_line += line - 1;
    lexer->line += line - 1;
    mp_parse_tree_t tree = mp_parse(lexer, kind);
    mp_compile_allow_top_level_await = true; // mp_compile() ends by itself, or raises: see run()
    mp_obj_t function = mp_compile(&tree, file, false);
    mp_compile_allow_top_level_await = false;
    return function;
}

// Calls what compile() made. Where there is an `await` at the top level that is a coroutine.
static mp_obj_t call_top_level(mp_obj_t function) {
    mp_obj_t result = mp_call_function_0(function);
    if (!mp_obj_is_type(function, &mp_type_gen_wrap)) {
        return result;
    }
    mp_obj_t asyncio = mp_import_name(MP_QSTR_asyncio, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_t events = mp_load_attr(asyncio, MP_QSTR_events);
    return mp_call_function_1(mp_load_attr(events, MP_QSTR__run_top_level), result);
}

// Calls a function of a frozen module, if the module has been imported.
static void call_if_loaded(qstr module, qstr function) {
    mp_map_t *loaded = &MP_STATE_VM(mp_loaded_modules_dict).map;
    mp_map_elem_t *elem = mp_map_lookup(loaded, MP_OBJ_NEW_QSTR(module), MP_MAP_LOOKUP);
    mp_obj_t dest[2] = { MP_OBJ_NULL, MP_OBJ_NULL };
    if (elem != NULL) {
        mp_load_method_maybe(elem->value, function, dest);
    }
    if (dest[0] != MP_OBJ_NULL) {
        mp_call_function_0(dest[0]);
    }
}

// A run that was ended may have left them in the middle of something.
static void begin_modules(void) {
    call_if_loaded(MP_QSTR_asyncio, MP_QSTR__begin_run);
    call_if_loaded(MP_QSTR_turtle, MP_QSTR__begin_run);
}

// What is to be done at the end, and what was drawn and not yet shown.
static void end_modules(void) {
    call_if_loaded(MP_QSTR_atexit, MP_QSTR__run_exitfuncs);
    call_if_loaded(MP_QSTR_turtle, MP_QSTR__flush);
    call_if_loaded(MP_QSTR_matplotlib_dot_pyplot, MP_QSTR__flush);
}

static void set_inputs(const char *data, size_t len) {
    if (len == 0) {
        return;
    }
    mp_obj_t inputs = cloche_value_decode((const byte *)data, len);
    if (!mp_obj_is_dict_or_ordereddict(inputs)) {
        mp_raise_TypeError(MP_ERROR_TEXT("inputs are a dict"));
    }
    mp_map_t *map = mp_obj_dict_get_map(inputs);
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i)) {
            mp_store_global(mp_obj_str_get_qstr(map->table[i].key), map->table[i].value);
        }
    }
}

static bool is_exit(mp_obj_t exc, outcome_t *outcome) {
    if (!mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(exc)), MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
        return false;
    }
    mp_obj_t code = mp_obj_exception_get_value(exc);
    bool fine = code == mp_const_none || code == mp_const_false || code == MP_OBJ_NEW_SMALL_INT(0);
    *outcome = fine ? OUTCOME_OK : OUTCOME_ERROR;
    return fine;
}

static outcome_t how_it_was_aborted(void) {
    return cloche_ticker_is_out() ? OUTCOME_STEPS : OUTCOME_ABORTED;
}

// Runs `body`, then `tail`, an expression whose value is the run's; either may be empty.
static outcome_t run(void) {
    outcome_t outcome = OUTCOME_OK;
    nlr_buf_t nlr;
    nlr_set_abort(&nlr);
    mp_compile_allow_top_level_await = false;
    if (nlr_push(&nlr) == 0) {
        size_t file_len, body_len, tail_len, line_len, stdin_len, steps_len;
        size_t inputs_len, functions_len, asks_len;
        const char *file_text = next_string(&file_len);
        const char *body = next_string(&body_len);
        const char *tail = next_string(&tail_len);
        const char *line_text = next_string(&line_len);
        const char *stdin_text = next_string(&stdin_len);
        const char *steps_text = next_string(&steps_len);
        const char *inputs = next_string(&inputs_len);
        const char *functions = next_string(&functions_len);
        next_string(&asks_len); // not empty: input() asks the page when stdin is at its end
        if (steps_len == 8) {
            double steps;
            memcpy(&steps, steps_text, 8);
            cloche_ticker_limit(steps);
        }
        uint32_t tail_line = 1;
        if (line_len == 4) {
            memcpy(&tail_line, line_text, 4);
        }
        cloche_stdio_set_input(stdin_text, stdin_len);
        qstr file = qstr_from_strn(file_text, file_len);
        mp_obj_t body_fun = compile(body, body_len, file, 1, MP_PARSE_FILE_INPUT);
        mp_obj_t tail_fun = tail_len == 0 ? MP_OBJ_NULL : compile(tail, tail_len, file, tail_line, MP_PARSE_EVAL_INPUT);
        cloche_door_before_run(functions, functions_len, asks_len != 0);
        set_inputs(inputs, inputs_len);
        cloche_destructors_before_run();
        begin_modules();
        cloche_heap_forget_compiler();
        call_top_level(body_fun);
        if (tail_fun != MP_OBJ_NULL) {
            reply(CLOCHE_REPLY_VALUE, call_top_level(tail_fun));
        }
        end_modules();
        mp_handle_pending(true);
        if (mp_destructors_live > 0) {
            mp_destructors_collect();
        }
        nlr_pop();
    } else if (nlr.ret_val == NULL) {
        outcome = how_it_was_aborted();
    } else {
        mp_obj_t exc = MP_OBJ_FROM_PTR(nlr.ret_val);
        bool is_error = !is_exit(exc, &outcome);
        if (is_error) {
            bool memory = mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(exc)), MP_OBJ_FROM_PTR(&mp_type_MemoryError));
            outcome = memory ? OUTCOME_MEMORY : OUTCOME_ERROR;
        }
        // Telling of the error may run the guest's code (__str__), which may be aborted too.
        nlr_buf_t again;
        nlr_set_abort(&again);
        if (nlr_push(&again) == 0) {
            if (is_error) {
                reply_error(exc);
            }
            end_modules();
            mp_handle_pending(true);
            nlr_pop();
        } else if (again.ret_val == NULL) {
            outcome = how_it_was_aborted();
        }
    }
    nlr_set_abort(NULL);
    return outcome;
}

// Makes the guest ready for its first run. `maximum_bytes` is the maximum of the memory.
CLOCHE_EXPORT(cloche_init) void cloche_init(uint32_t maximum_bytes) {
    mp_cstack_init_with_top((void *)emscripten_stack_get_base(),
        emscripten_stack_get_base() - emscripten_stack_get_end());
    cloche_heap_init(maximum_bytes);
    mp_init();
    mp_obj_dict_store(MP_OBJ_FROM_PTR(&MP_STATE_VM(mp_loaded_modules_dict)), MP_OBJ_NEW_QSTR(MP_QSTR___main__),
        MP_OBJ_FROM_PTR(&mp_module___main__));
}

// From now on, time and chance are functions of what the guest does. Before the first run.
CLOCHE_EXPORT(cloche_determine) void cloche_determine(double now_ms, double seed) {
    cloche_clock_make_virtual(now_ms);
    cloche_entropy_seed(seed);
}

// The run, or what else the worker asked for, is over, whatever it left half done.
static void settle(void) {
    nlr_set_abort(NULL);
    MP_STATE_VM(vm_abort) = false;
    MP_STATE_VM(sched_state) = MP_SCHED_IDLE;
    MP_STATE_THREAD(mp_pending_exception) = MP_OBJ_NULL;
    MP_STATE_VM(cloche_request) = NULL;
    MP_STATE_VM(cur_exception) = NULL;
    mp_globals_set(&MP_STATE_VM(dict_main));
    mp_locals_set(&MP_STATE_VM(dict_main));
    cloche_heap_after_run();
    cloche_stdio_flush();
    MP_STATE_VM(vm_abort) = false;
}

// Does something with a file, between runs: path, content. Returns 0, or an errno.
CLOCHE_EXPORT(cloche_file) int32_t cloche_file(int32_t operation) {
    int32_t error = MP_ENOSPC;
    cloche_ticker_before_run();
    nlr_buf_t nlr;
    nlr_set_abort(&nlr); // a __del__ that the collector calls may have to be ended
    if (nlr_push(&nlr) == 0) {
        size_t path_len, data_len;
        const char *path = next_string(&path_len);
        const char *data = next_string(&data_len);
        error = cloche_files_for_host(operation, path, path_len, data, data_len);
        nlr_pop();
    }
    settle();
    return error;
}

CLOCHE_EXPORT(cloche_run) int32_t cloche_run(void) {
    cloche_ticker_before_run();
    cloche_heap_hold_reserve();
    outcome_t outcome = run();
    if (outcome == OUTCOME_ABORTED || outcome == OUTCOME_STEPS) {
        gc_forget_destructors(); // one that never ends would end each of the next runs, too
    }
    if (outcome != OUTCOME_OK) {
        cloche_heap_release_reserve(); // what it filled may fill all: its successor needs room
    }
    settle();
    return outcome;
}

CLOCHE_EXPORT(cloche_steps) double cloche_steps(void) {
    return cloche_ticker_steps();
}

// A bit for each CLOCHE_IMAGE_PAGE of the linear memory: whether a copy of the session needs it.
// Between runs only.
CLOCHE_EXPORT(cloche_pages_in_use) const uint8_t *cloche_pages_in_use(void) {
    return cloche_heap_pages_in_use();
}

CLOCHE_EXPORT(cloche_peak_bytes) uint32_t cloche_peak_bytes(void) {
    return cloche_heap_peak_bytes();
}

/******************************************************************************/
// Ends that nobody should see: a trap tells the worker to throw the instance away.

void nlr_jump_fail(void *val) {
    (void)val;
    __builtin_trap();
}

void NORETURN abort(void) {
    __builtin_trap();
}
