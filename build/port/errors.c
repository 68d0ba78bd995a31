// What CPython 3.14 says of operands and attributes that don't fit (build/patches/0070).

#include "py/obj.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"

static const char *const signs[] = {
    "|", "^", "&", "<<", ">>", "+", "-", "*", "@", "//", "/", "%", "**",
};

static bool is_sequence(mp_obj_t value) {
    return mp_obj_is_str_or_bytes(value) || mp_obj_is_type(value, &mp_type_bytearray)
           || mp_obj_is_type(value, &mp_type_list) || mp_obj_is_type(value, &mp_type_tuple);
}

NORETURN void cloche_raise_unary_op(int op, mp_obj_t operand) {
    const char *type = mp_obj_get_type_str(operand);
    if (op == MP_UNARY_OP_HASH) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unhashable type: '%s'"), type);
    } else if (op == MP_UNARY_OP_LEN) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("object of type '%s' has no len()"), type);
    } else if (op == MP_UNARY_OP_ABS) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("bad operand type for abs(): '%s'"), type);
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("bad operand type for unary %c: '%s'"),
        op == MP_UNARY_OP_POSITIVE ? '+' : op == MP_UNARY_OP_NEGATIVE ? '-' : '~', type);
}

// Of MP_BINARY_OP_CONTAINS, the container is on the left.
NORETURN void cloche_raise_binary_op(int op, mp_obj_t left, mp_obj_t right) {
    static const char *const comparisons[] = { "<", ">", "==", "<=", ">=", "!=" };
    if (op == MP_BINARY_OP_IN) {
        left = right;
        op = MP_BINARY_OP_CONTAINS;
    }
    const char *left_type = mp_obj_get_type_str(left), *right_type = mp_obj_get_type_str(right);
    if (op <= MP_BINARY_OP_NOT_EQUAL) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("'%s' not supported between instances of '%s' and '%s'"),
            comparisons[op], left_type, right_type);
    } else if (op == MP_BINARY_OP_CONTAINS) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("argument of type '%s' is not a container or iterable"), left_type);
    } else if (op == MP_BINARY_OP_EXCEPTION_MATCH) {
        mp_raise_TypeError(MP_ERROR_TEXT("catching classes that do not inherit from BaseException is not allowed"));
    } else if (op == MP_BINARY_OP_DIVMOD) {
        mp_raise_msg_varg(&mp_type_TypeError,
            MP_ERROR_TEXT("unsupported operand type(s) for divmod(): '%s' and '%s'"), left_type, right_type);
    }
    bool is_inplace = op < MP_BINARY_OP_OR;
    int which = op >= MP_BINARY_OP_REVERSE_OR ? op - MP_BINARY_OP_REVERSE_OR
        : op - (is_inplace ? MP_BINARY_OP_INPLACE_OR : MP_BINARY_OP_OR);
    if (which == MP_BINARY_OP_ADD - MP_BINARY_OP_OR && is_sequence(mp_obj_instance_native_value(left))) {
        left = mp_obj_instance_native_value(left);
        left_type = mp_obj_get_type_str(left);
        if (mp_obj_is_type(left, &mp_type_bytes) || mp_obj_is_type(left, &mp_type_bytearray)) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("can't concat %s to %s"), right_type, left_type);
        }
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("can only concatenate %s (not \"%s\") to %s"),
            left_type, right_type, left_type);
    }
    if (which == MP_BINARY_OP_MULTIPLY - MP_BINARY_OP_OR) {
        bool is_left = is_sequence(mp_obj_instance_native_value(left));
        if (is_left || is_sequence(mp_obj_instance_native_value(right))) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("can't multiply sequence by non-int of type '%s'"),
                is_left ? right_type : left_type);
        }
    }
    const char *more = is_inplace ? "=" : which == MP_BINARY_OP_POWER - MP_BINARY_OP_OR ? " or pow()" : "";
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unsupported operand type(s) for %s%s: '%s' and '%s'"),
        signs[which], more, left_type, right_type);
}

// An attribute that can't be set, or deleted (`value` is MP_OBJ_NULL). Comes back where it is not there.
void cloche_raise_store_attr(mp_obj_t base, qstr attr, mp_obj_t value) {
    const mp_obj_type_t *type = mp_obj_get_type(base);
    if (mp_obj_is_class(base)) {
        const mp_obj_type_t *self = MP_OBJ_TO_PTR(base);
        if (mp_obj_is_native_type(self)) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("cannot set '%q' attribute of immutable type '%q'"),
                attr, self->name);
        }
        return;
    }
    if (mp_obj_is_instance_type(type)) {
        mp_obj_t member[2] = { MP_OBJ_NULL, MP_OBJ_NULL };
        mp_load_method_maybe(MP_OBJ_FROM_PTR(type), attr, member);
        if (member[0] != MP_OBJ_NULL && mp_obj_is_type(member[0], &mp_type_property)) {
            mp_raise_msg_varg(&mp_type_AttributeError, MP_ERROR_TEXT("property '%q' of '%q' object has no %s"),
                attr, type->name, value == MP_OBJ_NULL ? "deleter" : "setter");
        }
        if (!(type->flags & MP_TYPE_FLAG_HAS_SLOTS) || value == MP_OBJ_NULL) {
            return;
        }
    }
    mp_obj_t member[2];
    mp_load_method_maybe(base, attr, member);
    if (member[0] != MP_OBJ_NULL) {
        mp_raise_msg_varg(&mp_type_AttributeError, MP_ERROR_TEXT("'%q' object attribute '%q' is read-only"),
            type->name, attr);
    }
    if (type->name != MP_QSTR_function && !mp_obj_is_native_exception_instance(base)) { // which take attributes
        mp_raise_msg_varg(&mp_type_AttributeError,
            MP_ERROR_TEXT("'%q' object has no attribute '%q' and no __dict__ for setting new attributes"), type->name, attr);
    }
}
