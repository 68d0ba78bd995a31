// What Python of build/frozen says about modules: those that can't be here, and the rest of `sys` and
// of the built-in names.

#include <string.h>

#include "py/builtin.h"
#include "py/objexcept.h"
#include "py/runtime.h"
#include "guest.h"

MP_DEFINE_EXCEPTION(ModuleNotFoundError, ImportError)

mp_obj_t cloche_frozen_module(qstr name) {
    return mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
}

// Raises ModuleNotFoundError, in the words of _absent.py (see build/patches/0043).
void cloche_module_not_found(size_t name) {
    mp_obj_t explain = mp_load_attr(cloche_frozen_module(MP_QSTR__absent), MP_QSTR_explain);
    mp_obj_t text = mp_call_function_1(explain, MP_OBJ_NEW_QSTR(name));
    mp_obj_t error = mp_obj_new_exception_args(&mp_type_ModuleNotFoundError, 1, &text);
    cloche_exception_about(error, name, MP_OBJ_NULL);
    nlr_raise(error);
}

// A name of `sys` that upstream has not: in _sys.py, or nowhere.
void cloche_sys_attr(size_t attr, void **dest) {
    if (strncmp(qstr_str(attr), "__", 2) != 0) {
        mp_load_method_maybe(cloche_frozen_module(MP_QSTR__sys), attr, dest);
    }
}

// help(), but for help("modules"): in _help.py.
void *cloche_help(size_t n_args, void *const *args) {
    return mp_call_function_n_kw(mp_load_attr(cloche_frozen_module(MP_QSTR__help), MP_QSTR_help), n_args, 0, args);
}

// A built-in name that upstream has not: it is MP_OBJ_NULL, or defined from now on.
void *cloche_more_builtins(size_t name) {
    qstr module;
    if (name == MP_QSTR_ExceptionGroup || name == MP_QSTR_BaseExceptionGroup) {
        module = MP_QSTR__groups;
    } else if (name == MP_QSTR_aiter || name == MP_QSTR_anext) {
        module = MP_QSTR__async;
    } else {
        return MP_OBJ_NULL;
    }
    mp_obj_t value = mp_load_attr(cloche_frozen_module(module), name);
    mp_store_attr(MP_OBJ_FROM_PTR(&mp_module_builtins), name, value);
    return value;
}

void cloche_builtins_attr(mp_obj_t self, qstr attr, mp_obj_t *dest); // called by py/objmodule.c
void cloche_builtins_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    (void)self;
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    mp_obj_dict_t *stored = MP_STATE_VM(mp_module_builtins_override_dict);
    mp_map_elem_t *elem = stored == NULL ? NULL : mp_map_lookup(&stored->map, MP_OBJ_NEW_QSTR(attr), MP_MAP_LOOKUP);
    dest[0] = elem != NULL ? elem->value : cloche_more_builtins(attr);
}
MP_REGISTER_MODULE_DELEGATION(mp_module_builtins, cloche_builtins_attr);
