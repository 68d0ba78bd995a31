// The session's files: a tree in the guest's own memory, which the guest and its host share.
//
// What can go wrong is returned as an errno, 0 where nothing did; exceptions.c makes exceptions of it.

#include <string.h>

#include "py/builtin.h"
#include "py/lexer.h"
#include "py/mphal.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

#define MOST_NAME_BYTES (255)
#define MOST_PATH_BYTES (4095)

// What writers have not flushed is seen by nobody else, until it is this much.
#define HIDDEN_BYTES (8192)

MP_REGISTER_ROOT_POINTER(struct _cloche_node_t *cloche_root);
MP_REGISTER_ROOT_POINTER(struct _cloche_node_t *cloche_cwd); // NULL: the root

typedef cloche_node_t node_t;

// Where a path leads.
typedef struct {
    node_t *folder; // that holds the last name, or would; NULL for a path that ends in none
    const char *name;
    size_t name_len;
    node_t *node; // NULL: there is none of that name
    bool is_folder; // the path says so: it ends in "/"
} place_t;

static node_t *new_node(bool is_folder) {
    mp_map_t *entries = NULL;
    if (is_folder) {
        entries = m_new_obj(mp_map_t);
        mp_map_init(entries, 0);
    }
    node_t *node = m_new0(node_t, 1);
    node->entries = entries;
    node->changed_ms = mp_hal_time_ms();
    return node;
}

static node_t *root(void) {
    if (MP_STATE_VM(cloche_root) == NULL) {
        MP_STATE_VM(cloche_root) = new_node(true);
        MP_STATE_VM(cloche_root)->parent = MP_STATE_VM(cloche_root);
    }
    return MP_STATE_VM(cloche_root);
}

static node_t *cwd(void) {
    return MP_STATE_VM(cloche_cwd) != NULL ? MP_STATE_VM(cloche_cwd) : root();
}

static node_t *entry(node_t *folder, const char *name, size_t len) {
    mp_obj_str_t key = { { &mp_type_str }, qstr_compute_hash((const byte *)name, len), len, (const byte *)name };
    mp_map_elem_t *elem = mp_map_lookup(folder->entries, MP_OBJ_FROM_PTR(&key), MP_MAP_LOOKUP);
    return elem == NULL ? NULL : MP_OBJ_TO_PTR(elem->value);
}

static int find(node_t *from, const char *path, size_t len, place_t *at) {
    memset(at, 0, sizeof(*at));
    if (len == 0) {
        return MP_ENOENT;
    } else if (len > MOST_PATH_BYTES) {
        return MP_ENAMETOOLONG;
    }
    MICROPY_CHARGE(1 + (len >> 2));
    const char *end = path + len;
    node_t *node = path[0] == '/' ? root() : from;
    at->is_folder = end[-1] == '/';
    for (;;) {
        while (path < end && *path == '/') {
            path++;
        }
        if (path == end) {
            break;
        }
        const char *name = path;
        while (path < end && *path != '/') {
            path++;
        }
        if (node == NULL) {
            return MP_ENOENT;
        } else if (node->entries == NULL) {
            return MP_ENOTDIR;
        }
        at->name = name;
        at->name_len = path - name;
        if (at->name_len == 1 && name[0] == '.') {
            at->folder = NULL;
        } else if (at->name_len == 2 && name[0] == '.' && name[1] == '.') {
            at->folder = NULL;
            node = node->parent;
        } else if (at->name_len > MOST_NAME_BYTES) {
            return MP_ENAMETOOLONG;
        } else {
            at->folder = node;
            node = entry(node, name, at->name_len);
        }
    }
    if (node == NULL && at->folder == NULL) {
        return MP_ENOENT; // above a directory that was removed
    } else if (node != NULL && node->entries == NULL && at->is_folder) {
        return MP_ENOTDIR;
    }
    at->node = node;
    return 0;
}

// Puts `node`, or a new one, where `at` says, in place of what is there.
static int put(place_t *at, node_t *node, bool is_folder) {
    if (at->folder->parent == NULL) {
        return MP_ENOENT; // it was removed while it was the current directory
    }
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        if (node == NULL) {
            node = new_node(is_folder);
        }
        mp_obj_t name = mp_obj_new_str(at->name, at->name_len);
        mp_map_lookup(at->folder->entries, name, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = MP_OBJ_FROM_PTR(node);
        nlr_pop();
        node->name = name;
        node->parent = at->folder;
        at->node = node;
        return 0;
    }
    return MP_ENOSPC;
}

static void detach(node_t *node) {
    mp_map_lookup(node->parent->entries, node->name, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
    node->parent = NULL;
}

/******************************************************************************/
// What the guest does with them

int cloche_files_open(const char *path, size_t len, cloche_open_t how, node_t **node) {
    place_t at;
    int error = find(cwd(), path, len, &at);
    if (at.is_folder && at.folder != NULL && how != CLOCHE_OPEN_EXISTING && (error == 0 || error == MP_ENOTDIR)) {
        return MP_EISDIR;
    } else if (error != 0) {
        return error;
    }
    if (at.node == NULL) {
        error = how == CLOCHE_OPEN_EXISTING ? MP_ENOENT : put(&at, NULL, false);
        if (error != 0) {
            return error;
        }
    } else if (how == CLOCHE_OPEN_NEW) {
        return MP_EEXIST;
    } else if (at.node->entries != NULL) {
        return MP_EISDIR;
    } else if (how == CLOCHE_OPEN_EMPTIED) {
        at.node->data = NULL;
        at.node->len = at.node->alloc = 0;
        at.node->changed_ms = mp_hal_time_ms();
    }
    cloche_file_show(at.node);
    *node = at.node;
    return 0;
}

// What was written is there for others to read.
void cloche_file_show(node_t *file) {
    file->visible = file->len;
}

// Makes room for `len` bytes; between the old end of the file and the new one stand zeros.
int cloche_file_resize(node_t *file, size_t len) {
    if (len > file->alloc) {
        size_t rooms[2] = { len + len / 2, len };
        byte *data = NULL;
        size_t room = 0;
        for (size_t i = 0; i < 2 && data == NULL; i++) {
            room = rooms[i];
            data = room < len || room > INT32_MAX ? NULL : m_renew_maybe(byte, file->data, file->alloc, room, true);
        }
        if (data == NULL) {
            return MP_ENOSPC;
        }
        file->data = data;
        file->alloc = room;
    }
    if (len > file->len) {
        MICROPY_CHARGE_LATER((len - file->len) >> 6);
        memset(file->data + file->len, 0, len - file->len);
    }
    file->len = len;
    if (file->visible > len || len - file->visible >= HIDDEN_BYTES) {
        file->visible = len;
    }
    file->changed_ms = mp_hal_time_ms();
    return 0;
}

int cloche_files_stat(const char *path, size_t len, node_t **node) {
    place_t at;
    int error = find(cwd(), path, len, &at);
    if (error == 0 && at.node == NULL) {
        error = MP_ENOENT;
    }
    *node = at.node;
    return error;
}

static int make_folder(node_t *from, const char *path, size_t len) {
    place_t at;
    int error = find(from, path, len, &at);
    if (error != 0) {
        return error == MP_ENOTDIR && path[len - 1] == '/' ? MP_EEXIST : error;
    }
    return at.node != NULL ? MP_EEXIST : put(&at, NULL, true);
}

int cloche_files_mkdir(const char *path, size_t len) {
    return make_folder(cwd(), path, len);
}

static int remove_file(place_t *at) {
    if (at->node == NULL) {
        return MP_ENOENT;
    } else if (at->node->entries != NULL) {
        return MP_EISDIR;
    }
    detach(at->node);
    return 0;
}

static int remove_folder(place_t *at) {
    if (at->node == NULL) {
        return MP_ENOENT;
    } else if (at->node->entries == NULL) {
        return MP_ENOTDIR;
    } else if (at->folder == NULL && at->name_len == 1) {
        return MP_EINVAL; // "."
    } else if (at->folder == NULL) {
        return at->name_len == 2 ? MP_ENOTEMPTY : MP_EBUSY; // "..", "/"
    } else if (at->node->entries->used != 0) {
        return MP_ENOTEMPTY;
    }
    detach(at->node);
    return 0;
}

int cloche_files_remove(const char *path, size_t len) {
    place_t at;
    int error = find(cwd(), path, len, &at);
    return error != 0 ? error : remove_file(&at);
}

int cloche_files_rmdir(const char *path, size_t len) {
    place_t at;
    int error = find(cwd(), path, len, &at);
    return error != 0 ? error : remove_folder(&at);
}

static bool is_within(node_t *node, node_t *folder) {
    for (;; node = node->parent) {
        MICROPY_CHARGE(1);
        if (node == folder) {
            return true;
        } else if (node == NULL || node->parent == node) {
            return false;
        }
    }
}

int cloche_files_rename(const char *path, size_t len, const char *new_path, size_t new_len) {
    place_t from, to;
    int error = find(cwd(), path, len, &from);
    if (error == 0) {
        error = find(cwd(), new_path, new_len, &to);
    }
    if (error != 0) {
        return error;
    } else if (from.folder == NULL || to.folder == NULL) {
        return MP_EBUSY;
    } else if (from.node == NULL) {
        return MP_ENOENT;
    } else if (from.node == to.node) {
        return 0;
    }
    bool is_folder = from.node->entries != NULL;
    if (is_folder && is_within(to.folder, from.node)) {
        return MP_EINVAL;
    } else if (!is_folder && to.is_folder) {
        return MP_ENOTDIR;
    } else if (to.node != NULL && is_folder != (to.node->entries != NULL)) {
        return is_folder ? MP_ENOTDIR : MP_EISDIR;
    } else if (to.node != NULL && is_folder && to.node->entries->used != 0) {
        return MP_ENOTEMPTY;
    }
    node_t *replaced = to.node;
    mp_obj_t old_name = from.node->name;
    error = put(&to, from.node, is_folder);
    if (error == 0) {
        mp_map_lookup(from.folder->entries, old_name, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
        if (replaced != NULL) {
            replaced->parent = NULL;
        }
    }
    return error;
}

int cloche_files_chdir(const char *path, size_t len) {
    node_t *node;
    int error = cloche_files_stat(path, len, &node);
    if (error == 0 && node->entries == NULL) {
        error = MP_ENOTDIR;
    }
    if (error == 0) {
        MP_STATE_VM(cloche_cwd) = node;
    }
    return error;
}

int cloche_files_getcwd(vstr_t *path) {
    size_t len, total = 0;
    for (node_t *node = cwd(); node->parent != node; node = node->parent) {
        MICROPY_CHARGE(1);
        if (node->parent == NULL) {
            return MP_ENOENT;
        }
        mp_obj_str_get_data(node->name, &len);
        total += 1 + len;
    }
    if (total == 0) {
        vstr_add_byte(path, '/');
        return 0;
    }
    // From the inside out.
    char *end = vstr_add_len(path, total) + total;
    for (node_t *node = cwd(); node->parent != node; node = node->parent) {
        const char *name = mp_obj_str_get_data(node->name, &len);
        end -= len;
        memcpy(end, name, len);
        *--end = '/';
    }
    return 0;
}

/******************************************************************************/
// What import does with them. Relative paths lead from the root, wherever the current directory is,
// as a program's own folder stays on CPython's sys.path.

mp_import_stat_t mp_import_stat(const char *path) {
    place_t at;
    if (find(root(), path, strlen(path), &at) != 0 || at.node == NULL) {
        return MP_IMPORT_STAT_NO_EXIST;
    }
    return at.node->entries != NULL ? MP_IMPORT_STAT_DIR : MP_IMPORT_STAT_FILE;
}

mp_lexer_t *mp_lexer_new_from_file(qstr filename) {
    place_t at;
    size_t path_len;
    const char *path = (const char *)qstr_data(filename, &path_len);
    int error = find(root(), path, path_len, &at);
    if (error == 0 && (at.node == NULL || at.node->entries != NULL)) {
        error = at.node == NULL ? MP_ENOENT : MP_EISDIR;
    }
    if (error != 0) {
        cloche_raise_os_error(error, MP_OBJ_NEW_QSTR(filename), MP_OBJ_NULL);
    }
    // A copy: the file may change while it is parsed, by a __del__.
    size_t len = at.node->len;
    char *text = m_new(char, len + 1);
    len = MIN(len, at.node->len);
    memcpy(text, at.node->data, len);
    MICROPY_CHARGE(len >> 6);
    return mp_lexer_new_from_str_len(filename, text, len, len + 1);
}

/******************************************************************************/
// What the host does with them, between runs: its paths lead from the root

// The folders on the way to `path` that are not there yet.
static int make_folders_to(const char *path, size_t len) {
    for (size_t i = 1; i < len; i++) {
        if (path[i] == '/') {
            int error = make_folder(root(), path, i);
            if (error != 0 && error != MP_EEXIST) {
                return error;
            }
        }
    }
    return 0;
}

static int host_write(const char *path, size_t len, const char *data, size_t data_len) {
    byte *copy = m_new_maybe(byte, data_len + 1);
    if (copy == NULL) {
        return MP_ENOSPC;
    }
    memcpy(copy, data, data_len);
    int error = make_folders_to(path, len);
    place_t at;
    if (error == 0) {
        error = find(root(), path, len, &at);
    }
    if (error == 0 && at.node != NULL && at.node->entries != NULL) {
        error = MP_EISDIR;
    }
    if (error == 0 && at.node == NULL) {
        error = put(&at, NULL, false);
    }
    if (error == 0) {
        at.node->data = copy;
        at.node->len = data_len;
        at.node->alloc = data_len + 1;
        at.node->changed_ms = mp_hal_time_ms();
        cloche_file_show(at.node);
    }
    return error;
}

// ((name, whether it is a directory, bytes), ...)
static int host_list(node_t *folder) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < folder->entries->alloc; i++) {
        if (mp_map_slot_is_filled(folder->entries, i)) {
            node_t *node = MP_OBJ_TO_PTR(folder->entries->table[i].value);
            mp_obj_t about[3] = {
                folder->entries->table[i].key, mp_obj_new_bool(node->entries != NULL), mp_obj_new_int_from_uint(node->len),
            };
            mp_obj_list_append(list, mp_obj_new_tuple(3, about));
        }
    }
    vstr_t out, why;
    vstr_init(&out, 64);
    vstr_init(&why, 16);
    if (!cloche_value_encode(list, CLOCHE_VALUE_BYTES, &out, &why)) {
        return MP_EFBIG;
    }
    cloche_import_reply(CLOCHE_REPLY_FILE, out.buf, out.len);
    return 0;
}

int cloche_files_for_host(cloche_file_operation_t operation, const char *path, size_t len, const char *data, size_t data_len) {
    if (operation == CLOCHE_FILE_WRITE) {
        return host_write(path, len, data, data_len);
    } else if (operation == CLOCHE_FILE_MKDIR) {
        int error = make_folders_to(path, len);
        return error != 0 ? error : make_folder(root(), path, len);
    }
    place_t at;
    int error = find(root(), path, len, &at);
    if (error != 0) {
        return error;
    } else if (at.node == NULL) {
        return MP_ENOENT;
    }
    bool is_folder = at.node->entries != NULL;
    switch (operation) {
        case CLOCHE_FILE_READ:
            if (is_folder) {
                return MP_EISDIR;
            }
            cloche_import_reply(CLOCHE_REPLY_FILE, (const char *)at.node->data, at.node->len);
            return 0;
        case CLOCHE_FILE_LIST:
            return is_folder ? host_list(at.node) : MP_ENOTDIR;
        case CLOCHE_FILE_REMOVE:
            return is_folder ? remove_folder(&at) : remove_file(&at);
        default:
            return MP_EINVAL;
    }
}
