// What CPython's exceptions have beside their arguments: __context__, __cause__, __traceback__, notes,
// the name that an error is about, and whatever else a program stores in them.

#include <string.h>

#include "py/gc.h"
#include "py/objexcept.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "guest.h"

static void store_member(mp_obj_exception_t *self, qstr name, mp_obj_t value) {
    if (self->members == NULL) {
        self->members = MP_OBJ_TO_PTR(mp_obj_new_dict(0));
    }
    mp_obj_dict_store(MP_OBJ_FROM_PTR(self->members), MP_OBJ_NEW_QSTR(name), value);
}

static bool is_below(const mp_obj_exception_t *self, const mp_obj_type_t *type) {
    return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(self->base.type), MP_OBJ_FROM_PTR(type));
}

/******************************************************************************/
// Tracebacks: views of the frames that an exception has passed, the innermost of which is number 0.

#define ENTRY_LEN (3) // file, line, block: see py/objexcept.c

typedef struct {
    mp_obj_base_t base;
    mp_obj_t exception; // the native one
    size_t index;
} traceback_t;

static mp_obj_t new_traceback(mp_obj_t exception, size_t index) {
    traceback_t *o = mp_obj_malloc(traceback_t, &cloche_type_traceback);
    o->exception = exception;
    o->index = index;
    return MP_OBJ_FROM_PTR(o);
}

// The exception's, from the outermost frame on; or None.
void *cloche_exception_traceback(void *exception) {
    mp_obj_exception_t *self = mp_obj_exception_get_native(exception);
    size_t n, *values;
    mp_obj_exception_get_traceback(MP_OBJ_FROM_PTR(self), &n, &values);
    return n < ENTRY_LEN ? mp_const_none : new_traceback(MP_OBJ_FROM_PTR(self), n / ENTRY_LEN - 1);
}

static mp_obj_t new_frame(const size_t *entry) {
    static const qstr code_fields[] = { MP_QSTR_co_filename, MP_QSTR_co_name };
    static const qstr frame_fields[] = { MP_QSTR_f_code, MP_QSTR_f_lineno };
    mp_obj_t code[] = {
        MP_OBJ_NEW_QSTR(entry[0]),
        MP_OBJ_NEW_QSTR(entry[2] == MP_QSTRnull ? MP_QSTR__lt_module_gt_ : entry[2]),
    };
    mp_obj_t frame[] = {
        mp_obj_new_attrtuple(code_fields, MP_ARRAY_SIZE(code), code),
        MP_OBJ_NEW_SMALL_INT(entry[1]),
    };
    return mp_obj_new_attrtuple(frame_fields, MP_ARRAY_SIZE(frame), frame);
}

static void traceback_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    traceback_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    size_t n, *values;
    mp_obj_exception_get_traceback(self->exception, &n, &values);
    bool is_there = self->index < n / ENTRY_LEN; // unless the program has taken its frames away
    size_t none[ENTRY_LEN] = { MP_QSTR_, 0, MP_QSTRnull };
    const size_t *entry = is_there ? values + self->index * ENTRY_LEN : none;
    if (attr == MP_QSTR_tb_lineno) {
        dest[0] = MP_OBJ_NEW_SMALL_INT(entry[1]);
    } else if (attr == MP_QSTR_tb_frame) {
        dest[0] = new_frame(entry);
    } else if (attr == MP_QSTR_tb_next) {
        dest[0] = self->index > 0 && is_there ? new_traceback(self->exception, self->index - 1) : mp_const_none;
    }
}

MP_DEFINE_CONST_OBJ_TYPE(
    cloche_type_traceback,
    MP_QSTR_traceback,
    MP_TYPE_FLAG_NONE,
    attr, traceback_attr
    );

// Other exceptions' frames are copied.
static void set_traceback(mp_obj_exception_t *self, mp_obj_t traceback) {
    if (traceback == mp_const_none) {
        self->traceback_len = 0;
        return;
    }
    if (!mp_obj_is_type(traceback, &cloche_type_traceback)) {
        mp_raise_TypeError(MP_ERROR_TEXT("__traceback__ must be a traceback or None"));
    }
    traceback_t *from = MP_OBJ_TO_PTR(traceback);
    if (from->exception == MP_OBJ_FROM_PTR(self)) {
        return;
    }
    size_t n, *values;
    mp_obj_exception_get_traceback(from->exception, &n, &values);
    n = MIN(n / ENTRY_LEN, from->index + 1) * ENTRY_LEN;
    size_t *copy = NULL;
    if (n != 0) {
        MICROPY_CHARGE(n / 16);
        copy = m_new(size_t, n);
        memcpy(copy, values, n * sizeof(size_t));
    }
    self->traceback_data = copy;
    self->traceback_alloc = self->traceback_len = n;
}

/******************************************************************************/
// Methods

static mp_obj_exception_t *get_exception(mp_obj_t self) {
    if (!mp_obj_is_exception_instance(self)) {
        mp_raise_TypeError(MP_ERROR_TEXT("this needs an exception"));
    }
    return mp_obj_exception_get_native(self);
}

// Exception.__init__(self, ...) of classes in Python.
static mp_obj_t exception_init(size_t n_args, const mp_obj_t *args, mp_map_t *kw) {
    get_exception(args[0]);
    mp_obj_exception_init(args[0], n_args - 1, kw->used, args + 1);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(exception_init_obj, 1, exception_init);

static mp_obj_t exception_with_traceback(mp_obj_t self, mp_obj_t traceback) {
    set_traceback(get_exception(self), traceback);
    return self;
}
static MP_DEFINE_CONST_FUN_OBJ_2(exception_with_traceback_obj, exception_with_traceback);

static mp_obj_t exception_add_note(mp_obj_t self, mp_obj_t note) {
    get_exception(self);
    if (!mp_obj_is_str(note)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("add_note() argument must be str, not %s"), mp_obj_get_type_str(note));
    }
    mp_obj_t notes[2];
    mp_load_method_maybe(self, MP_QSTR___notes__, notes);
    if (notes[0] == MP_OBJ_NULL) {
        notes[0] = mp_obj_new_list(0, NULL);
        mp_store_attr(self, MP_QSTR___notes__, notes[0]);
    } else if (!mp_obj_is_type(notes[0], &mp_type_list)) {
        mp_raise_TypeError(MP_ERROR_TEXT("Cannot add note: __notes__ is not a list"));
    }
    mp_obj_list_append(notes[0], note);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(exception_add_note_obj, exception_add_note);

// super().__str__() and super().__repr__() of classes in Python.
static mp_obj_t exception_text(mp_obj_t self, mp_print_kind_t kind) {
    mp_obj_exception_t *native = get_exception(self);
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 16, &print);
    if (kind == PRINT_REPR) {
        mp_print_str(&print, mp_obj_get_type_str(self));
    }
    MP_OBJ_TYPE_GET_SLOT(native->base.type, print)(&print, MP_OBJ_FROM_PTR(native), kind | PRINT_EXC_SUBCLASS);
    return mp_obj_new_str_from_vstr(&text);
}

static mp_obj_t exception_str(mp_obj_t self) {
    return exception_text(self, PRINT_STR);
}
static MP_DEFINE_CONST_FUN_OBJ_1(exception_str_obj, exception_str);

static mp_obj_t exception_repr(mp_obj_t self) {
    return exception_text(self, PRINT_REPR);
}
static MP_DEFINE_CONST_FUN_OBJ_1(exception_repr_obj, exception_repr);

static const mp_rom_map_elem_t methods_table[] = {
    { MP_ROM_QSTR(MP_QSTR_with_traceback), MP_ROM_PTR(&exception_with_traceback_obj) },
    { MP_ROM_QSTR(MP_QSTR_add_note), MP_ROM_PTR(&exception_add_note_obj) },
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&exception_init_obj) },
    { MP_ROM_QSTR(MP_QSTR___str__), MP_ROM_PTR(&exception_str_obj) },
    { MP_ROM_QSTR(MP_QSTR___repr__), MP_ROM_PTR(&exception_repr_obj) },
};
MP_DEFINE_CONST_DICT(cloche_exception_methods, methods_table);

/******************************************************************************/
// Attributes

// What an argument is called: of exceptions with so many (if not 0).
static const struct {
    const mp_obj_type_t *type;
    uint16_t name;
    uint8_t args, index;
} named_args[] = {
    { &mp_type_StopIteration, MP_QSTR_value, 0, 0 },
    { &mp_type_ImportError, MP_QSTR_msg, 1, 0 },
    { &mp_type_SyntaxError, MP_QSTR_msg, 0, 0 },
    { &mp_type_UnicodeDecodeError, MP_QSTR_encoding, 5, 0 },
    { &mp_type_UnicodeDecodeError, MP_QSTR_object, 5, 1 },
    { &mp_type_UnicodeDecodeError, MP_QSTR_start, 5, 2 },
    { &mp_type_UnicodeDecodeError, MP_QSTR_end, 5, 3 },
    { &mp_type_UnicodeDecodeError, MP_QSTR_reason, 5, 4 },
    { &mp_type_UnicodeEncodeError, MP_QSTR_encoding, 5, 0 },
    { &mp_type_UnicodeEncodeError, MP_QSTR_object, 5, 1 },
    { &mp_type_UnicodeEncodeError, MP_QSTR_start, 5, 2 },
    { &mp_type_UnicodeEncodeError, MP_QSTR_end, 5, 3 },
    { &mp_type_UnicodeEncodeError, MP_QSTR_reason, 5, 4 },
};

// What only keywords give, and what is None until they do.
static const struct {
    const mp_obj_type_t *type;
    uint16_t name;
} keywords[] = {
    { &mp_type_AttributeError, MP_QSTR_name },
    { &mp_type_AttributeError, MP_QSTR_obj },
    { &mp_type_NameError, MP_QSTR_name },
    { &mp_type_ImportError, MP_QSTR_name },
    { &mp_type_ImportError, MP_QSTR_path },
    { &mp_type_ImportError, MP_QSTR_name_from },
};

static bool is_keyword(const mp_obj_exception_t *self, qstr name) {
    for (size_t i = 0; i < MP_ARRAY_SIZE(keywords); i++) {
        if (keywords[i].name == name && is_below(self, keywords[i].type)) {
            return true;
        }
    }
    return false;
}

void cloche_exception_keywords(void *exception, size_t n_kw, void *const *kw) {
    mp_obj_exception_t *self = exception;
    for (size_t i = 0; i < n_kw; i++) {
        qstr name = mp_obj_str_get_qstr(kw[2 * i]);
        if (!is_keyword(self, name)) {
            bool takes_some = is_below(self, &mp_type_AttributeError) || is_below(self, &mp_type_NameError)
                || is_below(self, &mp_type_ImportError);
            mp_raise_msg_varg(&mp_type_TypeError,
                takes_some ? MP_ERROR_TEXT("%q() got an unexpected keyword argument '%q'")
                : MP_ERROR_TEXT("%q() takes no keyword arguments"), self->base.type->name, name);
        }
        store_member(self, name, kw[2 * i + 1]);
    }
}

// Errors that C raises tell of which name of which object they are about.
void cloche_exception_about(void *exception, size_t name, void *obj) {
    if (gc_is_locked()) {
        return; // there is no room for more than the error
    }
    mp_obj_exception_t *self = mp_obj_exception_get_native(exception);
    store_member(self, MP_QSTR_name, MP_OBJ_NEW_QSTR(name));
    if (obj != MP_OBJ_NULL) {
        store_member(self, MP_QSTR_obj, obj);
    }
}

bool cloche_exception_owns(size_t attr) {
    return attr == MP_QSTR_args || attr == MP_QSTR___context__ || attr == MP_QSTR___cause__
           || attr == MP_QSTR___suppress_context__ || attr == MP_QSTR___traceback__;
}

static mp_obj_t load_own(mp_obj_exception_t *self, qstr attr) {
    switch (attr) {
        case MP_QSTR_args:
            return MP_OBJ_FROM_PTR(self->args);
        case MP_QSTR___context__:
            return self->context == MP_OBJ_NULL ? mp_const_none : self->context;
        case MP_QSTR___cause__:
            return self->cause == MP_OBJ_NULL ? mp_const_none : self->cause;
        case MP_QSTR___suppress_context__:
            return mp_obj_new_bool(self->suppress_context);
        default:
            return cloche_exception_traceback(MP_OBJ_FROM_PTR(self));
    }
}

static void store_own(mp_obj_exception_t *self, qstr attr, mp_obj_t value) {
    bool is_chain = attr == MP_QSTR___context__ || attr == MP_QSTR___cause__;
    if (is_chain && value != mp_const_none && !mp_obj_is_exception_instance(value)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("exception %s must be None or derive from BaseException"),
            attr == MP_QSTR___cause__ ? "cause" : "context");
    }
    switch (attr) {
        case MP_QSTR_args:
            self->args = MP_OBJ_TO_PTR(mp_obj_is_exact_type(value, &mp_type_tuple) ? value
                : mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_tuple), value));
            return;
        case MP_QSTR___context__:
            self->context = value == mp_const_none ? MP_OBJ_NULL : value;
            self->has_context = true;
            return;
        case MP_QSTR___cause__:
            self->cause = value;
            self->suppress_context = true;
            return;
        case MP_QSTR___suppress_context__:
            self->suppress_context = mp_obj_is_true(value);
            return;
        default:
            set_traceback(self, value);
    }
}

static mp_obj_t load_named(mp_obj_exception_t *self, qstr attr) {
    const mp_obj_tuple_t *args = self->args;
    for (size_t i = 0; i < MP_ARRAY_SIZE(named_args); i++) {
        if (attr == named_args[i].name && is_below(self, named_args[i].type)) {
            bool is_given = named_args[i].args == 0 ? args->len > 0 : args->len == named_args[i].args;
            return is_given ? args->items[named_args[i].index] : mp_const_none;
        }
    }
    if (attr == MP_QSTR_code && is_below(self, &mp_type_SystemExit)) {
        return args->len == 0 ? mp_const_none : args->len == 1 ? args->items[0] : MP_OBJ_FROM_PTR(args);
    }
    return is_keyword(self, attr) ? mp_const_none : MP_OBJ_NULL;
}

void cloche_exception_attr(void *self_in, size_t attr, void **dest) {
    mp_obj_exception_t *self = MP_OBJ_TO_PTR(self_in);
    if (cloche_exception_owns(attr)) {
        if (dest[0] == MP_OBJ_NULL) {
            dest[0] = load_own(self, attr);
        } else if (dest[1] != MP_OBJ_NULL) {
            store_own(self, attr, dest[1]);
            dest[0] = MP_OBJ_NULL;
        }
        return;
    }
    if (dest[0] != MP_OBJ_NULL) {
        if (dest[1] != MP_OBJ_NULL) {
            store_member(self, attr, dest[1]);
            dest[0] = MP_OBJ_NULL;
        } else if (self->members != NULL && mp_map_lookup(&self->members->map, MP_OBJ_NEW_QSTR(attr), MP_MAP_LOOKUP) != NULL) {
            mp_obj_dict_delete(MP_OBJ_FROM_PTR(self->members), MP_OBJ_NEW_QSTR(attr));
            dest[0] = MP_OBJ_NULL;
        }
        return;
    }
    if (attr == MP_QSTR___dict__) {
        if (self->members == NULL) {
            self->members = MP_OBJ_TO_PTR(mp_obj_new_dict(0));
        }
        dest[0] = MP_OBJ_FROM_PTR(self->members);
        return;
    }
    mp_map_elem_t *elem = NULL;
    if (self->members != NULL) {
        elem = mp_map_lookup(&self->members->map, MP_OBJ_NEW_QSTR(attr), MP_MAP_LOOKUP);
    }
    if (elem != NULL) {
        dest[0] = elem->value;
        return;
    }
    dest[0] = load_named(self, attr);
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    elem = mp_map_lookup((mp_map_t *)&cloche_exception_methods.map, MP_OBJ_NEW_QSTR(attr), MP_MAP_LOOKUP);
    if (elem != NULL && attr != MP_QSTR___init__) { // which making an instance would call
        dest[0] = elem->value;
        dest[1] = self_in;
    }
}
