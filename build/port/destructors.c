// __del__: called when the last reference to an object goes, as far as that can be seen.
//
// Nobody counts references here. But while there are objects with a __del__, the bytecode loop tells
// where one may just have lost its last (build/patches/0110), and then the collector looks.

#include "py/gc.h"
#include "py/objfun.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "guest.h"

// Objects whose __del__ is yet to be called.
int32_t mp_destructors_live;

// Looking in vain so often is free; after that, it is done ever more rarely. Where such an object's name
// was deleted, it is done more often than where it only got another value.
#define FREE_LOOKS (16)
#define FREE_LOOKS_AT_DELETED (1000)
#define MOST_DOUBLINGS (10)
static uint32_t vain_looks;
static uint32_t looks_left_out;

// A chain of a thousand objects, each of which held the next, ends one by one.
#define MOST_ROUNDS (1000)

static bool is_running;

void cloche_destructors_before_run(void) {
    is_running = false; // the run before may have been ended in a __del__
    vain_looks = 0;
    looks_left_out = 0;
}

static bool has_destructor(mp_obj_t obj) {
    return mp_obj_is_obj(obj) && (mp_obj_get_type(obj)->flags & MP_TYPE_FLAG_HAS_DESTRUCTOR) != 0;
}

mp_forgotten_t mp_destructors_kind(mp_obj_t obj) {
    return has_destructor(obj) ? MP_FORGOTTEN_OBJECT : MP_FORGOTTEN_NOTHING;
}

mp_forgotten_t mp_destructors_kind_of_name(qstr name) {
    mp_map_elem_t *elem = mp_map_lookup(&mp_locals_get()->map, MP_OBJ_NEW_QSTR(name), MP_MAP_LOOKUP);
    // What is no instance with a __del__ may hold one; but a name is given other values all the time.
    return elem != NULL && has_destructor(elem->value) ? MP_FORGOTTEN_OBJECT : MP_FORGOTTEN_NOTHING;
}

// Of a frame that returns: what it made itself. Its arguments are others' as well.
mp_forgotten_t mp_destructors_kind_of_frame(const mp_code_state_t *frame) {
    const byte *ip = frame->fun_bc->bytecode;
    MP_BC_PRELUDE_SIG_DECODE(ip);
    for (size_t i = n_pos_args + n_kwonly_args; i < n_state; i++) {
        if (gc_is_destructible(MP_OBJ_TO_PTR(frame->state[n_state - 1 - i]))) {
            return MP_FORGOTTEN_OBJECT;
        }
    }
    return MP_FORGOTTEN_NOTHING;
}

static void call_destructor(mp_obj_t obj) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t method[2];
        mp_load_method_maybe(obj, MP_QSTR___del__, method);
        if (method[0] != MP_OBJ_NULL) {
            mp_call_method_n_kw(0, 0, method);
        }
        nlr_pop();
        return;
    }
    mp_obj_t error = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (nlr_push(&nlr) == 0) { // telling of it may run the guest's code, too
        mp_printf(MICROPY_ERROR_PRINTER, "Exception ignored while calling __del__:\n");
        mp_obj_print_exception(MICROPY_ERROR_PRINTER, error);
        nlr_pop();
    }
}

// Calls the __del__ of all that the collector has found. Whether there was any.
static MP_NOINLINE bool run_destructors(void) {
    if (is_running || !gc_next_to_destroy(NULL)) {
        return false;
    }
    is_running = true;
    void *obj;
    while (gc_next_to_destroy(&obj)) {
        call_destructor(MP_OBJ_FROM_PTR(obj));
    }
    is_running = false;
    return true;
}

// What an expression left above the top of a module's stack is forgotten as well. (In a function the
// variables lie there, too.)
static void clear_above(mp_code_state_t *frame, mp_obj_t *top) {
    const byte *ip = frame->fun_bc->bytecode;
    MP_BC_PRELUDE_SIG_DECODE(ip);
    if (mp_obj_fun_get_name(MP_OBJ_FROM_PTR(frame->fun_bc)) == MP_QSTR__lt_module_gt_) {
        while (++top < frame->state + n_state) {
            *top = MP_OBJ_NULL;
        }
    }
}

static MP_NOINLINE void collect(void) {
    gc_collect();
    ++vain_looks;
    for (size_t i = 0; i < MOST_ROUNDS && run_destructors(); i++) {
        vain_looks = 0;
        if (mp_destructors_live == 0) {
            break;
        }
        cloche_heap_forget_calls();
        gc_collect();
    }
}

// Collects, and calls the __del__ of whatever that found.
void mp_destructors_collect(void) {
    cloche_heap_forget_calls(); // the last of them were about the very object
    collect();
}

// Whether to look now. A function of its own, since what it has on the stack would lie there, perhaps with
// pointers that calls before it left, while the collector looks.
bool mp_destructors_are_due(mp_code_state_t *frame, mp_obj_t *top, mp_forgotten_t kind) {
    if (is_running) {
        return false;
    }
    uint32_t free_looks = kind == MP_FORGOTTEN_DELETED ? FREE_LOOKS_AT_DELETED : FREE_LOOKS;
    uint32_t doublings = vain_looks > free_looks ? MIN(vain_looks - free_looks, MOST_DOUBLINGS) : 0;
    if (looks_left_out + 1 < (1u << doublings)) {
        ++looks_left_out;
        return false;
    }
    looks_left_out = 0;
    clear_above(frame, top);
    return true;
}
