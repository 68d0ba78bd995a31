// What CPython 3.14 says of arguments that don't fit, and what built-in functions are called
// (build/patches/0071).

#include <string.h>

#include "py/bc.h"
#include "py/builtin.h"
#include "py/objfun.h"
#include "py/objmodule.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "guest.h"

// ---- functions of Python ---------------------------------------------------------------------------

typedef struct {
    const mp_obj_fun_bc_t *function;
    const byte *names;
    size_t n_positional, n_keyword_only, n_defaults;
    bool has_more, has_keywords; // *args, **kwargs
} signature_t;

static signature_t signature_of(const mp_obj_fun_bc_t *function) {
    const byte *at = function->bytecode;
    MP_BC_PRELUDE_SIG_DECODE(at);
    MP_BC_PRELUDE_SIZE_DECODE(at);
    (void)n_state;
    (void)n_exc_stack;
    (void)n_info;
    (void)n_cell;
    signature_t signature = {
        function, mp_decode_uint_skip(at), n_pos_args, n_kwonly_args, n_def_pos_args,
        scope_flags & MP_SCOPE_FLAG_VARARGS, scope_flags & MP_SCOPE_FLAG_VARKEYWORDS,
    };
    return signature;
}

static qstr name_of(const signature_t *signature, size_t i) {
    const byte *at = signature->names;
    while (i-- > 0) {
        at = mp_decode_uint_skip(at);
    }
    qstr name = mp_decode_uint_value(at);
    #if MICROPY_EMIT_BYTECODE_USES_QSTR_TABLE
    name = signature->function->context->constants.qstr_table[name];
    #endif
    return name;
}

static bool is_given(qstr name, size_t n_kw, const mp_obj_t *keywords) {
    for (size_t i = 0; i < n_kw; i++) {
        if (keywords[2 * i] == MP_OBJ_NEW_QSTR(name)) {
            return true;
        }
    }
    return false;
}

// 'a'    'a' and 'b'    'a', 'b', and 'c'
static NORETURN void raise_missing(qstr function, const qstr *names, size_t n, const char *kind) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 64, &print);
    for (size_t i = 0; i < n; i++) {
        const char *before = i == 0 ? "" : i + 1 < n ? ", " : n == 2 ? " and " : ", and ";
        mp_printf(&print, "%s'%q'", before, names[i]);
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q() missing %d required %s argument%s: %s"),
        function, (int)n, kind, n == 1 ? "" : "s", vstr_null_terminated_str(&text));
}

static NORETURN void raise_too_many(const signature_t *signature, qstr function, size_t n_args, size_t n_kw,
    const mp_obj_t *keywords) {
    size_t most = signature->n_positional, least = most - signature->n_defaults, n_only = 0;
    for (size_t i = 0; i < signature->n_keyword_only; i++) {
        n_only += is_given(name_of(signature, most + i), n_kw, keywords);
    }
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 64, &print);
    if (least != most) {
        mp_printf(&print, "from %d to ", (int)least);
    }
    mp_printf(&print, "%d positional argument%s but %d ", (int)most, most == 1 && least == most ? "" : "s", (int)n_args);
    if (n_only > 0) {
        mp_printf(&print, "positional argument%s (and %d keyword-only argument%s) were given", n_args == 1 ? "" : "s",
            (int)n_only, n_only == 1 ? "" : "s");
    } else {
        mp_printf(&print, "%s given", n_args == 1 ? "was" : "were");
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q() takes %s"), function, vstr_null_terminated_str(&text));
}

// The arguments don't fit: finds the first thing that is wrong with them, in CPython's order.
NORETURN void cloche_raise_arguments(mp_obj_t function_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    signature_t signature = signature_of(MP_OBJ_TO_PTR(function_in));
    qstr function = mp_obj_fun_get_qualified_name(function_in);
    // What a function closes over comes first, without names.
    while (signature.n_positional > 0 && name_of(&signature, 0) == MP_QSTR__star_) {
        signature.names = mp_decode_uint_skip(signature.names);
        signature.n_positional--;
        n_args--;
        args++;
    }
    const mp_obj_t *keywords = args + n_args;
    size_t n_named = signature.n_positional + signature.n_keyword_only;
    for (size_t i = 0; i < n_kw; i++) {
        mp_obj_t keyword = keywords[2 * i];
        size_t at = 0;
        while (at < n_named && MP_OBJ_NEW_QSTR(name_of(&signature, at)) != keyword) {
            at++;
        }
        if (at == n_named && !signature.has_keywords) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q() got an unexpected keyword argument '%q'"),
                function, mp_obj_str_get_qstr(keyword));
        } else if (at < MIN(n_args, signature.n_positional) || is_given(mp_obj_str_get_qstr(keyword), i, keywords)) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q() got multiple values for argument '%q'"),
                function, mp_obj_str_get_qstr(keyword));
        }
    }
    if (n_args > signature.n_positional && !signature.has_more) {
        raise_too_many(&signature, function, n_args, n_kw, keywords);
    }
    qstr *missing = m_new(qstr, n_named);
    size_t n = 0;
    for (size_t i = n_args; i + signature.n_defaults < signature.n_positional; i++) {
        if (!is_given(name_of(&signature, i), n_kw, keywords)) {
            missing[n++] = name_of(&signature, i);
        }
    }
    if (n > 0) {
        raise_missing(function, missing, n, "positional");
    }
    // Defaults of keyword-only arguments are in a dict behind the others.
    const byte *prelude = signature.function->bytecode;
    MP_BC_PRELUDE_SIG_DECODE(prelude);
    (void)n_state;
    (void)n_exc_stack;
    mp_map_t *defaults = (scope_flags & MP_SCOPE_FLAG_DEFKWARGS) == 0 ? NULL
        : mp_obj_dict_get_map(signature.function->extra_args[n_def_pos_args]);
    for (size_t i = signature.n_positional; i < n_named; i++) {
        qstr name = name_of(&signature, i);
        if (!is_given(name, n_kw, keywords)
            && (defaults == NULL || mp_map_lookup(defaults, MP_OBJ_NEW_QSTR(name), MP_MAP_LOOKUP) == NULL)) {
            missing[n++] = name;
        }
    }
    raise_missing(function, missing, n, "keyword-only");
}

// ---- functions and types of C ----------------------------------------------------------------------

// What is called: a function, or a type. Set before C looks at arguments of what has no name itself.
MP_REGISTER_ROOT_POINTER(mp_obj_t cloche_callee);

static bool find_in(const mp_map_t *map, mp_obj_t value, qstr *name) {
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i) && map->table[i].value == value) {
            *name = MP_OBJ_QSTR_VALUE(map->table[i].key);
            return true;
        }
    }
    return false;
}

static bool find_method(const mp_obj_type_t *type, mp_obj_t function, qstr *name) {
    if (!MP_OBJ_TYPE_HAS_SLOT(type, locals_dict)) {
        return false;
    }
    const mp_map_t *map = &MP_OBJ_TYPE_GET_SLOT(type, locals_dict)->map;
    if (!map->is_fixed) {
        return false; // of Python
    }
    if (find_in(map, function, name)) {
        return true;
    }
    for (size_t i = 0; i < map->alloc; i++) { // static and class methods are wrapped
        mp_obj_t value = map->table[i].value;
        if (mp_obj_is_type(value, &mp_type_staticmethod) || mp_obj_is_type(value, &mp_type_classmethod)) {
            if (((mp_obj_static_class_method_t *)MP_OBJ_TO_PTR(value))->fun == function) {
                *name = MP_OBJ_QSTR_VALUE(map->table[i].key);
                return true;
            }
        }
    }
    return false;
}

static bool find_in_module(mp_obj_t module, mp_obj_t function, const mp_obj_type_t **type, qstr *name) {
    const mp_map_t *map = &mp_obj_module_get_globals(module)->map;
    *type = NULL;
    if (find_in(map, function, name)) {
        return true;
    }
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i) && mp_obj_is_type(map->table[i].value, &mp_type_type)) {
            *type = MP_OBJ_TO_PTR(map->table[i].value);
            if (mp_obj_is_native_type(*type) && find_method(*type, function, name)) {
                return true;
            }
        }
    }
    return false;
}

// The name of a function of C, the type whose method it is (or NULL) and its module's name.
static bool find_function(mp_obj_t function, const mp_obj_type_t **type, qstr *name, qstr *module) {
    *module = MP_QSTR_builtins;
    if (function == MP_OBJ_FROM_PTR(&mp_identity_obj)) {
        return false; // has many
    }
    static const mp_obj_type_t *const first[] = { &mp_type_str, &mp_type_int }; // others share their methods
    for (size_t i = 0; i < MP_ARRAY_SIZE(first); i++) {
        *type = first[i];
        if (find_method(*type, function, name)) {
            return true;
        }
    }
    if (find_in_module(MP_OBJ_FROM_PTR(&mp_module_builtins), function, type, name)) {
        return true;
    }
    static const mp_map_t *const modules[] = { &mp_builtin_module_map, &mp_builtin_extensible_module_map };
    for (size_t i = 0; i < MP_ARRAY_SIZE(modules); i++) {
        for (size_t j = 0; j < modules[i]->alloc; j++) {
            mp_obj_t value = modules[i]->table[j].value;
            if (mp_obj_is_type(value, &mp_type_module) && find_in_module(value, function, type, name)) {
                *module = MP_OBJ_QSTR_VALUE(modules[i]->table[j].key);
                return true;
            }
        }
    }
    // types with methods that no module names
    static const mp_obj_type_t *const nameless[] = { &mp_type_gen_instance, &mp_type_coroutine, &mp_type_async_generator };
    for (size_t i = 0; i < MP_ARRAY_SIZE(nameless); i++) {
        *type = nameless[i];
        if (find_method(*type, function, name)) {
            return true;
        }
    }
    return false;
}

// "name" or "type.name"; false where nobody knows it.
static bool print_callee(const mp_print_t *print, mp_obj_t callee, bool qualified) {
    const mp_obj_type_t *type = NULL;
    qstr name, module;
    if (callee == MP_OBJ_NULL) {
        return false;
    } else if (mp_obj_is_type(callee, &mp_type_type)) {
        name = ((mp_obj_type_t *)MP_OBJ_TO_PTR(callee))->name;
    } else if (!find_function(callee, &type, &name, &module)) {
        return false;
    }
    if (type != NULL && qualified) {
        mp_printf(print, "%q.", type->name);
    }
    mp_printf(print, "%q", name);
    return true;
}

// The number of arguments is wrong, or there are keywords for what takes none.
NORETURN void cloche_raise_argument_count(mp_obj_t callee, size_t n_args, size_t n_kw, size_t least, size_t most,
    bool takes_kw) {
    bool is_exact = least == most;
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 32, &print);
    // CPython's functions of none or one argument say where they belong, others don't.
    size_t n_self = 0;
    const mp_obj_type_t *type;
    qstr name, module;
    if (!mp_obj_is_type(callee, &mp_type_type) && find_function(callee, &type, &name, &module)) {
        n_self = type != NULL && least > 0 ? 1 : 0;
    }
    bool says_where = (n_kw > 0 && !takes_kw) || (is_exact && most - n_self <= 1);
    if (!print_callee(&print, callee, says_where)) {
        mp_print_str(&print, "function");
    }
    const char *who = vstr_null_terminated_str(&text);
    int given = n_args >= n_self ? n_args - n_self : 0, wanted = n_args < least ? least - n_self : most - n_self;
    if (n_kw > 0 && !takes_kw) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() takes no keyword arguments"), who);
    } else if (n_args < n_self) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unbound method %s() needs an argument"), who);
    } else if (says_where && wanted == 0) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() takes no arguments (%d given)"), who, given);
    } else if (says_where) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() takes exactly one argument (%d given)"), who, given);
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s expected %s%d argument%s, got %d"), who,
        is_exact ? "" : n_args < least ? "at least " : "at most ", wanted, wanted == 1 ? "" : "s", given);
}

// A keyword that nobody asked for, or one that is missing.
NORETURN void cloche_raise_keyword(const char *problem, qstr name) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 32, &print);
    if (!print_callee(&print, MP_STATE_PORT(cloche_callee), false)) {
        mp_print_str(&print, "function");
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() %s '%q'"), vstr_null_terminated_str(&text), problem, name);
}

void cloche_builtin_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    const mp_obj_type_t *type;
    qstr name, module;
    if (!find_function(self_in, &type, &name, &module)) {
        mp_print_str(print, "<built-in function>");
    } else if (type != NULL) {
        mp_printf(print, "<method '%q' of '%q' objects>", name, type->name);
    } else {
        mp_printf(print, "<built-in function %q>", name);
    }
}

void cloche_builtin_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    const mp_obj_type_t *type;
    qstr name, module;
    if (attr == MP_QSTR___doc__) {
        dest[0] = mp_const_none;
    } else if ((attr == MP_QSTR___name__ || attr == MP_QSTR___qualname__ || attr == MP_QSTR___module__)
               && find_function(self_in, &type, &name, &module)) {
        if (attr == MP_QSTR___module__) {
            dest[0] = MP_OBJ_NEW_QSTR(module);
        } else if (attr == MP_QSTR___name__ || type == NULL) {
            dest[0] = MP_OBJ_NEW_QSTR(name);
        } else {
            vstr_t text;
            mp_print_t print;
                    vstr_init_print(&text, 32, &print);
            print_callee(&print, self_in, true);
            dest[0] = mp_obj_new_str_from_utf8_vstr(&text);
        }
    }
}
