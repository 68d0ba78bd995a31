// The special methods of built-in types, (1).__add__ and super().__getitem__ (build/patches/0073):
// upstream has what they do, but nobody can ask for them by their names.

#include <math.h>
#include <string.h>

#include "py/builtin.h"
#include "py/hash.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "guest.h"

// What types can be, as far as their special methods go.
enum {
    ANY = 1,
    INTEGER = 2,
    REAL = 4,
    NUMBER = 8,
    SEQUENCE = 16,
    SET = 32,
    MAPPING = 64,
    SIZED = 128, // and is walked through
    INDEXED = 256,
    MUTABLE = 512,
    LIST = 1024,
    TEXT = 2048,
    CALLABLE = 4096,
    WALKED = 8192,
};

static int kind_of(const mp_obj_type_t *type) {
    if (type == &mp_type_int || type == &mp_type_bool) {
        return ANY | INTEGER | REAL | NUMBER;
    } else if (type == &mp_type_float) {
        return ANY | REAL | NUMBER;
    } else if (type == &mp_type_complex) {
        return ANY | NUMBER;
    } else if (type == &mp_type_str || type == &mp_type_bytes) {
        return ANY | SEQUENCE | SIZED | INDEXED | TEXT;
    } else if (type == &mp_type_tuple) {
        return ANY | SEQUENCE | SIZED | INDEXED;
    } else if (type == &mp_type_list || type == &mp_type_bytearray) {
        return ANY | SEQUENCE | SIZED | INDEXED | MUTABLE | LIST;
    } else if (type == &mp_type_dict || type == &mp_type_ordereddict) {
        return ANY | MAPPING | SIZED | INDEXED | MUTABLE;
    } else if (type == &mp_type_set || type == &mp_type_frozenset) {
        return ANY | SET | SIZED;
    } else if (type == &mp_type_range) {
        return ANY | SIZED | INDEXED;
    }
    int kind = ANY;
    kind |= MP_OBJ_TYPE_HAS_SLOT(type, call) ? CALLABLE : 0;
    kind |= (type->flags & MP_TYPE_FLAG_ITER_IS_ITERNEXT) != 0 ? WALKED : 0;
    return kind;
}

typedef enum {
    UNARY, BINARY, REVERSED, COMPARED, CONTAINS, REPR, STR, GET, SET_, DELETE, ITERATE, CALL, FORMAT, POWER, ROUND,
    TO_INT, TO_FLOAT, FLOOR, CEIL, TRUNC, INPLACE, INIT,
} act_t;

typedef struct {
    mp_obj_base_t base;
    uint16_t name, kinds;
    uint8_t act, op, n_args; // without self
    bool of_object;          // what `object` has of it, which is about identity
} slot_t;

extern const mp_obj_type_t cloche_type_slot;

#define SLOT(name, kinds, act, op, n) { { &cloche_type_slot }, MP_QSTR_##name, kinds, act, op, n, false }

static const slot_t slots[] = {
    SLOT(__add__, NUMBER | SEQUENCE, BINARY, MP_BINARY_OP_ADD, 1),
    SLOT(__sub__, NUMBER | SET, BINARY, MP_BINARY_OP_SUBTRACT, 1),
    SLOT(__mul__, NUMBER | SEQUENCE, BINARY, MP_BINARY_OP_MULTIPLY, 1),
    SLOT(__truediv__, NUMBER, BINARY, MP_BINARY_OP_TRUE_DIVIDE, 1),
    SLOT(__floordiv__, REAL, BINARY, MP_BINARY_OP_FLOOR_DIVIDE, 1),
    SLOT(__mod__, REAL | TEXT, BINARY, MP_BINARY_OP_MODULO, 1),
    SLOT(__divmod__, REAL, BINARY, MP_BINARY_OP_DIVMOD, 1),
    SLOT(__pow__, NUMBER, POWER, 0, 1),
    SLOT(__and__, INTEGER | SET, BINARY, MP_BINARY_OP_AND, 1),
    SLOT(__or__, INTEGER | SET | MAPPING, BINARY, MP_BINARY_OP_OR, 1),
    SLOT(__xor__, INTEGER | SET, BINARY, MP_BINARY_OP_XOR, 1),
    SLOT(__lshift__, INTEGER, BINARY, MP_BINARY_OP_LSHIFT, 1),
    SLOT(__rshift__, INTEGER, BINARY, MP_BINARY_OP_RSHIFT, 1),
    SLOT(__radd__, NUMBER, REVERSED, MP_BINARY_OP_ADD, 1),
    SLOT(__rsub__, NUMBER | SET, REVERSED, MP_BINARY_OP_SUBTRACT, 1),
    SLOT(__rmul__, NUMBER | SEQUENCE, REVERSED, MP_BINARY_OP_MULTIPLY, 1),
    SLOT(__rtruediv__, NUMBER, REVERSED, MP_BINARY_OP_TRUE_DIVIDE, 1),
    SLOT(__rfloordiv__, REAL, REVERSED, MP_BINARY_OP_FLOOR_DIVIDE, 1),
    SLOT(__rmod__, REAL, REVERSED, MP_BINARY_OP_MODULO, 1),
    SLOT(__rdivmod__, REAL, REVERSED, MP_BINARY_OP_DIVMOD, 1),
    SLOT(__rpow__, NUMBER, REVERSED, MP_BINARY_OP_POWER, 1),
    SLOT(__rand__, INTEGER | SET, REVERSED, MP_BINARY_OP_AND, 1),
    SLOT(__ror__, INTEGER | SET, REVERSED, MP_BINARY_OP_OR, 1),
    SLOT(__rxor__, INTEGER | SET, REVERSED, MP_BINARY_OP_XOR, 1),
    SLOT(__iadd__, LIST, INPLACE, MP_BINARY_OP_INPLACE_ADD, 1),
    SLOT(__imul__, LIST, INPLACE, MP_BINARY_OP_INPLACE_MULTIPLY, 1),
    SLOT(__ior__, SET | MAPPING, INPLACE, MP_BINARY_OP_INPLACE_OR, 1),
    SLOT(__eq__, ANY, COMPARED, MP_BINARY_OP_EQUAL, 1),
    SLOT(__ne__, ANY, COMPARED, MP_BINARY_OP_NOT_EQUAL, 1),
    SLOT(__lt__, REAL | SEQUENCE | SET, COMPARED, MP_BINARY_OP_LESS, 1),
    SLOT(__gt__, REAL | SEQUENCE | SET, COMPARED, MP_BINARY_OP_MORE, 1),
    SLOT(__le__, REAL | SEQUENCE | SET, COMPARED, MP_BINARY_OP_LESS_EQUAL, 1),
    SLOT(__ge__, REAL | SEQUENCE | SET, COMPARED, MP_BINARY_OP_MORE_EQUAL, 1),
    SLOT(__neg__, NUMBER, UNARY, MP_UNARY_OP_NEGATIVE, 0),
    SLOT(__pos__, NUMBER, UNARY, MP_UNARY_OP_POSITIVE, 0),
    SLOT(__abs__, NUMBER, UNARY, MP_UNARY_OP_ABS, 0),
    SLOT(__invert__, INTEGER, UNARY, MP_UNARY_OP_INVERT, 0),
    SLOT(__bool__, NUMBER, UNARY, MP_UNARY_OP_BOOL, 0),
    SLOT(__len__, SIZED, UNARY, MP_UNARY_OP_LEN, 0),
    SLOT(__hash__, ANY, UNARY, MP_UNARY_OP_HASH, 0),
    SLOT(__index__, INTEGER, TO_INT, 0, 0),
    SLOT(__int__, REAL, TO_INT, 0, 0),
    SLOT(__float__, REAL, TO_FLOAT, 0, 0),
    SLOT(__round__, REAL, ROUND, 0, 0),
    SLOT(__floor__, REAL, FLOOR, 0, 0),
    SLOT(__ceil__, REAL, CEIL, 0, 0),
    SLOT(__trunc__, REAL, TRUNC, 0, 0),
    SLOT(__contains__, SIZED, CONTAINS, 0, 1),
    SLOT(__getitem__, INDEXED, GET, 0, 1),
    SLOT(__setitem__, MUTABLE, SET_, 0, 2),
    SLOT(__delitem__, MUTABLE, DELETE, 0, 1),
    SLOT(__iter__, SIZED | WALKED, ITERATE, 0, 0),
    SLOT(__repr__, ANY, REPR, 0, 0),
    SLOT(__str__, ANY, STR, 0, 0),
    SLOT(__format__, REAL | TEXT, FORMAT, 0, 1),
    SLOT(__call__, CALLABLE, CALL, 0, 0),
    SLOT(__init__, LIST | SET | MAPPING, INIT, 0, 0),
};

#define OBJECT_SLOT(name, act, op, n) { { &cloche_type_slot }, MP_QSTR_##name, ANY, act, op, n, true }

static const slot_t object_slots[] = {
    OBJECT_SLOT(__eq__, COMPARED, MP_BINARY_OP_EQUAL, 1),
    OBJECT_SLOT(__ne__, COMPARED, MP_BINARY_OP_NOT_EQUAL, 1),
    OBJECT_SLOT(__hash__, UNARY, MP_UNARY_OP_HASH, 0),
    OBJECT_SLOT(__repr__, REPR, 0, 0),
    OBJECT_SLOT(__str__, STR, 0, 0),
    OBJECT_SLOT(__format__, FORMAT, 0, 1),
};

// The special method that a type of C has by this name, or MP_OBJ_NULL.
mp_obj_t cloche_slot(const mp_obj_type_t *type, qstr name) {
    if (type == &mp_type_object) {
        for (size_t i = 0; i < MP_ARRAY_SIZE(object_slots); i++) {
            if (object_slots[i].name == name) {
                return MP_OBJ_FROM_PTR(&object_slots[i]);
            }
        }
        return MP_OBJ_NULL;
    }
    for (size_t i = 0; i < MP_ARRAY_SIZE(slots); i++) {
        if (slots[i].name == name) {
            return kind_of(type) & slots[i].kinds ? MP_OBJ_FROM_PTR(&slots[i]) : MP_OBJ_NULL;
        }
    }
    return MP_OBJ_NULL;
}

static mp_obj_t or_not_implemented(mp_obj_t result) {
    return result == MP_OBJ_NULL ? mp_const_notimplemented : result;
}

// What the type itself makes of the operation.
static mp_obj_t binary(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
    if (mp_obj_is_small_int(left) && mp_obj_is_small_int(right)) {
        return mp_binary_op(op, left, right); // int's own is for others
    }
    const mp_obj_type_t *type = mp_obj_get_type(left);
    return MP_OBJ_TYPE_HAS_SLOT(type, binary_op) ? MP_OBJ_TYPE_GET_SLOT(type, binary_op)(op, left, right) : MP_OBJ_NULL;
}

static bool is_number(mp_obj_t value) {
    return kind_of(mp_obj_get_type(value)) & NUMBER;
}

static mp_obj_t compared(const slot_t *slot, mp_obj_t self, mp_obj_t left, mp_obj_t other) {
    bool is_equality = slot->op == MP_BINARY_OP_EQUAL || slot->op == MP_BINARY_OP_NOT_EQUAL;
    mp_obj_t right = mp_obj_instance_native_value(other);
    if (slot->of_object || mp_obj_is_instance_type(mp_obj_get_type(left))) {
        return self != other ? mp_const_notimplemented : mp_obj_new_bool(slot->op == MP_BINARY_OP_EQUAL);
    } else if (mp_obj_get_type(left) != mp_obj_get_type(right) && !(is_number(left) && is_number(right))
               && !(kind_of(mp_obj_get_type(left)) & kind_of(mp_obj_get_type(right)) & (SET | MAPPING))) {
        return mp_const_notimplemented;
    } else if (is_equality) {
        return mp_obj_new_bool(mp_obj_equal(left, right) == (slot->op == MP_BINARY_OP_EQUAL));
    }
    return mp_binary_op(slot->op, left, right);
}

static mp_obj_t shown(const slot_t *slot, mp_obj_t self, mp_obj_t value, mp_print_kind_t kind) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 16, &print);
    bool has_str = mp_obj_is_str_or_bytes(value) || mp_obj_is_native_exception_instance(value);
    if (kind == PRINT_STR && (slot->of_object || !has_str)) {
        mp_obj_print_helper(&print, self, PRINT_REPR); // object.__str__() asks for __repr__()
    } else if (slot->of_object || mp_obj_is_instance_type(mp_obj_get_type(value))) {
        mp_obj_print_default(&print, self);
    } else {
        mp_obj_print_helper(&print, value, kind);
    }
    return mp_obj_new_str_from_utf8_vstr(&text);
}

static mp_obj_t formatted(const slot_t *slot, mp_obj_t self, mp_obj_t value, mp_obj_t spec_in) {
    size_t length;
    const char *spec = mp_obj_str_get_data(spec_in, &length);
    if (slot->of_object) {
        if (length > 0) {
            mp_raise_msg_varg(&mp_type_TypeError,
                MP_ERROR_TEXT("unsupported format string passed to %s.__format__"), mp_obj_get_type_str(self));
        }
        return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_str), self);
    }
    vstr_t text;
    vstr_init(&text, length + 4);
    vstr_add_str(&text, "{:");
    vstr_add_strn(&text, spec, length);
    vstr_add_char(&text, '}');
    mp_obj_t method[3];
    mp_load_method(mp_obj_new_str_from_utf8_vstr(&text), MP_QSTR_format, method);
    method[2] = value;
    return mp_call_method_n_kw(1, 0, method);
}

// The item of a dict, or what __missing__() of a class below it says.
mp_obj_t cloche_item(mp_obj_t self, mp_obj_t value, mp_obj_t index) {
    if (self != value && kind_of(mp_obj_get_type(value)) & MAPPING) {
        mp_map_elem_t *elem = mp_map_lookup(mp_obj_dict_get_map(value), index, MP_MAP_LOOKUP);
        mp_obj_t missing[3];
        if (elem == NULL) {
            mp_load_method_maybe(MP_OBJ_FROM_PTR(mp_obj_get_type(self)), MP_QSTR___missing__, missing);
            if (missing[0] != MP_OBJ_NULL) {
                return mp_call_function_2(missing[0], self, index);
            }
        }
    }
    return mp_obj_subscr(value, index, MP_OBJ_SENTINEL);
}

// What __init__() does with a container that is there already.
static mp_obj_t fill_again(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    const mp_obj_type_t *type = mp_obj_get_type(self);
    int kind = kind_of(type);
    if (type == &mp_type_frozenset || !(kind & (LIST | SET | MAPPING))) {
        return mp_const_none;
    }
    mp_obj_t method[3];
    mp_obj_t content = MP_OBJ_TYPE_GET_SLOT(type, make_new)(type, n_args, n_kw, args);
    if (!(kind & MAPPING)) {
        mp_load_method(self, MP_QSTR_clear, method);
        mp_call_method_n_kw(0, 0, method);
    }
    mp_load_method(self, kind & LIST ? MP_QSTR_extend : MP_QSTR_update, method);
    method[2] = content;
    return mp_call_method_n_kw(1, 0, method);
}

static mp_obj_t slot_call(mp_obj_t slot_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    const slot_t *slot = MP_OBJ_TO_PTR(slot_in);
    if (n_args == 0) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unbound method %q() needs an argument"), slot->name);
    }
    mp_obj_t self = args[0], value = slot->of_object ? self : mp_obj_instance_native_value(self);
    if (slot->act == INIT) {
        return fill_again(value, n_args - 1, n_kw, args + 1);
    }
    if (slot->act == CALL) {
        return mp_call_function_n_kw(value, n_args - 1, n_kw, args + 1);
    }
    size_t most = slot->n_args + (slot->act == ROUND || slot->act == POWER ? 1 : 0);
    if (n_kw > 0) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("wrapper %q() takes no keyword arguments"), slot->name);
    } else if (n_args - 1 < slot->n_args || n_args - 1 > most) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected %d argument%s, got %d"),
            slot->n_args, slot->n_args == 1 ? "" : "s", (int)n_args - 1);
    } else if (!slot->of_object && !(kind_of(mp_obj_get_type(value)) & slot->kinds)) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("descriptor '%q' doesn't apply to a '%s' object"), slot->name, mp_obj_get_type_str(self));
    }
    mp_cstack_check();
    switch ((act_t)slot->act) {
        case UNARY:
            if (slot->of_object) {
                return MP_OBJ_NEW_SMALL_INT((mp_uint_t)self >> 4); // the hash of identity
            } else if (slot->op == MP_UNARY_OP_HASH) {
                return mp_obj_hash_obj(value);
            }
            return mp_unary_op(slot->op, value);
        case BINARY:
        case INPLACE: {
            mp_obj_t result = binary(slot->op, value, mp_obj_instance_native_value(args[1]));
            return slot->act == INPLACE && result == value ? self : or_not_implemented(result);
        }
        case REVERSED: {
            mp_obj_t other = mp_obj_instance_native_value(args[1]);
            return or_not_implemented(binary(slot->op, other, value));
        }
        case COMPARED:
            return compared(slot, self, value, args[1]);
        case POWER:
            if (n_args == 3) {
                return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_pow_obj), 3, 0, args);
            }
            return or_not_implemented(binary(MP_BINARY_OP_POWER, value, mp_obj_instance_native_value(args[1])));
        case ROUND: {
            mp_obj_t plain[2] = { value, n_args == 2 ? args[1] : mp_const_none };
            return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_round_obj), n_args, 0, plain);
        }
        case TO_INT:
        case TRUNC:
            return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), value);
        case TO_FLOAT:
            return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_float), value);
        case FLOOR:
        case CEIL:
            if (!mp_obj_is_float(value)) {
                return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), value);
            }
            return mp_obj_new_int_from_float((slot->act == FLOOR ? floor : ceil)(mp_obj_float_get(value)));
        case CONTAINS:
            return mp_binary_op(MP_BINARY_OP_IN, args[1], value);
        case GET:
            return cloche_item(self, value, args[1]);
        case SET_:
            mp_obj_subscr(value, args[1], args[2]);
            return mp_const_none;
        case DELETE:
            mp_obj_subscr(value, args[1], MP_OBJ_NULL);
            return mp_const_none;
        case ITERATE:
            return mp_getiter(value, NULL);
        case REPR:
            return shown(slot, self, value, PRINT_REPR);
        case STR:
            return shown(slot, self, value, PRINT_STR);
        case FORMAT:
        default:
            return formatted(slot, self, value, args[1]);
    }
}

static void slot_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    const slot_t *slot = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "<slot wrapper '%q'%s>", slot->name, slot->of_object ? " of 'object' objects" : "");
}

static void slot_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] == MP_OBJ_NULL && (attr == MP_QSTR___name__ || attr == MP_QSTR___qualname__)) {
        dest[0] = MP_OBJ_NEW_QSTR(((const slot_t *)MP_OBJ_TO_PTR(self_in))->name);
    }
}

MP_DEFINE_CONST_OBJ_TYPE(
    cloche_type_slot, MP_QSTR_wrapper_descriptor, MP_TYPE_FLAG_BINDS_SELF | MP_TYPE_FLAG_BUILTIN_FUN,
    print, slot_print,
    attr, slot_attr,
    call, slot_call
    );
