// The files that the host gave, kept in the guest's own memory: read by open() and import.

#include <string.h>

#include "py/builtin.h"
#include "py/lexer.h"
#include "py/mperrno.h"
#include "py/objstr.h"
#include "py/objstringio.h"
#include "py/runtime.h"
#include "guest.h"

// {path: bytes}; paths are relative, without "." or "..": the host sees to it.
MP_REGISTER_ROOT_POINTER(mp_obj_t cloche_files);

static const char *without_root(const char *path) {
    while (path[0] == '/' || (path[0] == '.' && path[1] == '/')) {
        path++;
    }
    return path;
}

static mp_obj_t find(const char *path) {
    if (MP_STATE_VM(cloche_files) == MP_OBJ_NULL) {
        return MP_OBJ_NULL;
    }
    path = without_root(path);
    mp_obj_t key = mp_obj_new_str(path, strlen(path));
    mp_map_elem_t *elem = mp_map_lookup(mp_obj_dict_get_map(MP_STATE_VM(cloche_files)), key, MP_MAP_LOOKUP);
    return elem == NULL ? MP_OBJ_NULL : elem->value;
}

void cloche_files_put(const char *path, size_t path_len, const char *data, size_t data_len) {
    if (MP_STATE_VM(cloche_files) == MP_OBJ_NULL) {
        MP_STATE_VM(cloche_files) = mp_obj_new_dict(0);
    }
    mp_obj_dict_store(MP_STATE_VM(cloche_files),
        mp_obj_new_str(path, path_len), mp_obj_new_bytes((const byte *)data, data_len));
}

mp_import_stat_t mp_import_stat(const char *path) {
    if (find(path) != MP_OBJ_NULL) {
        return MP_IMPORT_STAT_FILE;
    }
    if (MP_STATE_VM(cloche_files) != MP_OBJ_NULL) {
        path = without_root(path);
        size_t len = strlen(path);
        mp_map_t *map = mp_obj_dict_get_map(MP_STATE_VM(cloche_files));
        for (size_t i = 0; i < map->alloc; i++) {
            if (mp_map_slot_is_filled(map, i)) {
                const char *name = mp_obj_str_get_str(map->table[i].key);
                if (strncmp(name, path, len) == 0 && name[len] == '/') {
                    return MP_IMPORT_STAT_DIR;
                }
            }
        }
    }
    return MP_IMPORT_STAT_NO_EXIST;
}

mp_lexer_t *mp_lexer_new_from_file(qstr filename) {
    mp_obj_t data = find(qstr_str(filename));
    if (data == MP_OBJ_NULL) {
        mp_raise_OSError_with_filename(MP_ENOENT, qstr_str(filename));
    }
    size_t len;
    const char *text = mp_obj_str_get_data(data, &len);
    return mp_lexer_new_from_str_len(filename, text, len, 0);
}

// open(path, mode="r"): reading only; a file is a StringIO or a BytesIO over its content.
static mp_obj_t open_file(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    const char *mode = "r";
    mp_map_elem_t *named = mp_map_lookup(kwargs, MP_OBJ_NEW_QSTR(MP_QSTR_mode), MP_MAP_LOOKUP);
    if (n_args > 1) {
        mode = mp_obj_str_get_str(args[1]);
    } else if (named != NULL) {
        mode = mp_obj_str_get_str(named->value);
    }
    bool binary = false;
    for (const char *m = mode; *m != '\0'; m++) {
        if (*m == 'b') {
            binary = true;
        } else if (*m != 'r' && *m != 't') {
            mp_raise_OSError(MP_EROFS);
        }
    }
    const char *path = mp_obj_str_get_str(args[0]);
    mp_obj_t data = find(path);
    if (data == MP_OBJ_NULL) {
        mp_raise_OSError_with_filename(MP_ENOENT, path);
    }
    if (!binary) {
        size_t len;
        const char *text = mp_obj_str_get_data(data, &len);
        data = mp_obj_new_str(text, len); // raises UnicodeError where the bytes are no text
    }
    return mp_call_function_1(MP_OBJ_FROM_PTR(binary ? &mp_type_bytesio : &mp_type_stringio), data);
}
MP_DEFINE_CONST_FUN_OBJ_KW(mp_builtin_open_obj, 1, open_file);
