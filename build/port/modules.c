// What Python of build/frozen says about modules: those that can't be here, and the rest of `sys`.

#include <string.h>

#include "py/builtin.h"
#include "py/objexcept.h"
#include "py/runtime.h"
#include "guest.h"
#include "text.h"

MP_DEFINE_EXCEPTION(ModuleNotFoundError, ImportError)

mp_obj_t cloche_frozen_module(qstr name) {
    return mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
}

// Raises ModuleNotFoundError, in the words of _absent.py (see build/patches/0043).
void cloche_module_not_found(size_t name) {
    mp_obj_t explain = mp_load_attr(cloche_frozen_module(MP_QSTR__absent), MP_QSTR_explain);
    mp_obj_t text = mp_call_function_1(explain, MP_OBJ_NEW_QSTR(name));
    nlr_raise(mp_obj_new_exception_args(&mp_type_ModuleNotFoundError, 1, &text));
}

// A name of `sys` that upstream has not: in _sys.py, or nowhere.
void cloche_sys_attr(size_t attr, void **dest) {
    if (strncmp(qstr_str(attr), "__", 2) != 0) {
        mp_load_method_maybe(cloche_frozen_module(MP_QSTR__sys), attr, dest);
    }
}
