// The module _os: what build/frozen/os asks of the tree of files.

#include <string.h>

#include "py/objstr.h"
#include "py/runtime.h"
#include "guest.h"

// Of st_mode: a directory, a file; everybody may do everything.
#define MODE_FOLDER (0040777)
#define MODE_FILE (0100666)

// Takes a path as open() does, and changes it to the str that errors show.
const char *cloche_path(mp_obj_t *path, const char *function, size_t *len) {
    mp_obj_t fspath[2] = { MP_OBJ_NULL, MP_OBJ_NULL };
    if (!mp_obj_is_str_or_bytes(*path) && mp_obj_is_obj(*path)) {
        mp_load_method_maybe(*path, MP_QSTR___fspath__, fspath);
        if (fspath[0] != MP_OBJ_NULL) {
            *path = mp_call_method_n_kw(0, 0, fspath);
        }
    }
    if (!mp_obj_is_str_or_bytes(*path)) {
        const char *type = mp_obj_get_type_str(*path);
        if (function == NULL) {
            mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected str, bytes or os.PathLike object, not %s"), type);
        }
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s: path should be string, bytes or os.PathLike, not %s"), function, type);
    }
    const char *text = mp_obj_str_get_data(*path, len);
    if (memchr(text, '\0', *len) != NULL) {
        if (function == NULL) {
            mp_raise_ValueError(MP_ERROR_TEXT("embedded null byte"));
        }
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s: embedded null character in path"), function);
    }
    cloche_check_utf8(text, *len, !mp_obj_is_str(*path));
    return text;
}

static mp_obj_t on_path(const char *name, int (*function)(const char *path, size_t len), mp_obj_t path) {
    size_t len;
    const char *text = cloche_path(&path, name, &len);
    int error = function(text, len);
    if (error != 0) {
        cloche_raise_os_error(error, path, MP_OBJ_NULL);
    }
    return mp_const_none;
}

static mp_obj_t os_mkdir(mp_obj_t path) {
    return on_path("mkdir", cloche_files_mkdir, path);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_mkdir_obj, os_mkdir);

static mp_obj_t os_remove(mp_obj_t path) {
    return on_path("remove", cloche_files_remove, path);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_remove_obj, os_remove);

static mp_obj_t os_rmdir(mp_obj_t path) {
    return on_path("rmdir", cloche_files_rmdir, path);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_rmdir_obj, os_rmdir);

static mp_obj_t os_chdir(mp_obj_t path) {
    return on_path("chdir", cloche_files_chdir, path);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_chdir_obj, os_chdir);

static mp_obj_t os_rename(mp_obj_t path, mp_obj_t new_path) {
    size_t len, new_len;
    const char *text = cloche_path(&path, "rename", &len);
    const char *new_text = cloche_path(&new_path, "rename", &new_len);
    int error = cloche_files_rename(text, len, new_text, new_len);
    if (error != 0) {
        cloche_raise_os_error(error, path, new_path);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(os_rename_obj, os_rename);

static cloche_node_t *stat_path(const char *name, mp_obj_t path) {
    size_t len;
    const char *text = cloche_path(&path, name, &len);
    cloche_node_t *node;
    int error = cloche_files_stat(text, len, &node);
    if (error != 0) {
        cloche_raise_os_error(error, path, MP_OBJ_NULL);
    }
    return node;
}

// (st_mode, st_size, st_mtime)
static mp_obj_t os_stat(mp_obj_t path) {
    cloche_node_t *node = stat_path("stat", path);
    bool is_folder = node->entries != NULL;
    if (!is_folder) {
        cloche_file_show(node);
    }
    mp_obj_t about[3] = {
        MP_OBJ_NEW_SMALL_INT(is_folder ? MODE_FOLDER : MODE_FILE),
        mp_obj_new_int_from_uint(is_folder ? 0 : node->len),
        mp_obj_new_float(node->changed_ms / 1000.0),
    };
    return mp_obj_new_tuple(3, about);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_stat_obj, os_stat);

static mp_obj_t os_listdir(mp_obj_t path) {
    cloche_node_t *node = stat_path("listdir", path);
    if (node->entries == NULL) {
        cloche_raise_os_error(MP_ENOTDIR, path, MP_OBJ_NULL);
    }
    mp_obj_t names = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < node->entries->alloc; i++) {
        if (mp_map_slot_is_filled(node->entries, i)) {
            MICROPY_CHARGE(1);
            mp_obj_list_append(names, node->entries->table[i].key);
        }
    }
    return names;
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_listdir_obj, os_listdir);

static mp_obj_t os_getcwd(void) {
    vstr_t path;
    vstr_init(&path, 32);
    int error = cloche_files_getcwd(&path);
    if (error != 0) {
        cloche_raise_os_error(error, MP_OBJ_NULL, MP_OBJ_NULL);
    }
    return mp_obj_new_str_from_utf8_vstr(&path);
}
static MP_DEFINE_CONST_FUN_OBJ_0(os_getcwd_obj, os_getcwd);

static mp_obj_t os_strerror(mp_obj_t error) {
    const char *text = cloche_strerror(mp_obj_get_int(error));
    return mp_obj_new_str(text, strlen(text));
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_strerror_obj, os_strerror);

static const mp_rom_map_elem_t os_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__os) },
    { MP_ROM_QSTR(MP_QSTR_mkdir), MP_ROM_PTR(&os_mkdir_obj) },
    { MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&os_remove_obj) },
    { MP_ROM_QSTR(MP_QSTR_rmdir), MP_ROM_PTR(&os_rmdir_obj) },
    { MP_ROM_QSTR(MP_QSTR_chdir), MP_ROM_PTR(&os_chdir_obj) },
    { MP_ROM_QSTR(MP_QSTR_rename), MP_ROM_PTR(&os_rename_obj) },
    { MP_ROM_QSTR(MP_QSTR_stat), MP_ROM_PTR(&os_stat_obj) },
    { MP_ROM_QSTR(MP_QSTR_listdir), MP_ROM_PTR(&os_listdir_obj) },
    { MP_ROM_QSTR(MP_QSTR_getcwd), MP_ROM_PTR(&os_getcwd_obj) },
    { MP_ROM_QSTR(MP_QSTR_strerror), MP_ROM_PTR(&os_strerror_obj) },
};
static MP_DEFINE_CONST_DICT(os_globals, os_globals_table);

const mp_obj_module_t cloche_os_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&os_globals,
};
MP_REGISTER_MODULE(MP_QSTR__os, cloche_os_module);
