// What the files of this port tell each other.

#ifndef CLOCHE_GUEST_H
#define CLOCHE_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "py/mperrno.h"
#include "py/obj.h"

// Errors of files that upstream has no names for.
#define MP_ENAMETOOLONG (36)
#define MP_ENOTEMPTY (39)

// A step is one backward jump or one return in the bytecode loop.
#define CLOCHE_TICK_STEPS (50000)

// web/worker/image.js has the same number.
#define CLOCHE_IMAGE_PAGE (8192)

// Of the memory, what the frozen library takes, and a session is not charged for: LIBRARY_PAGES of
// web/worker/guest.js.
#define CLOCHE_LIBRARY_BYTES (8 * 65536)

typedef enum {
    CLOCHE_REPLY_VALUE = 0, // the value of the last expression
    CLOCHE_REPLY_ERROR = 1, // (type, message, ((file, line, function), ...))
    CLOCHE_REPLY_PROBLEM = 2, // why there is no value: a str
    CLOCHE_REPLY_FILE = 3, // the bytes of a file; or a list of files
} cloche_reply_kind_t;

// What cloche_import_call() is to do. web/worker/guest.js has the same list.
typedef enum {
    CLOCHE_CALL_TELL = 0,  // send it to the page; there is no answer
    CLOCHE_CALL_ASK = 1,   // send it and wait for its answer
    CLOCHE_CALL_START = 2, // send it; the answer, whose number is returned, comes by WAIT
    CLOCHE_CALL_WAIT = 3,  // wait for an answer as long as `data` (f64, milliseconds) says; or none
    CLOCHE_CALL_AGAIN = 4, // the answer that found no room
    CLOCHE_CALL_CANCEL = 5, // the answer to the call with the number `data` (f64) is not needed
} cloche_call_t;

typedef enum {
    CLOCHE_REFUSED_END = -1,       // the run is to end
    CLOCHE_REFUSED_NO_WAIT = -2,   // nothing here can wait for the page
    CLOCHE_REFUSED_TOO_MANY = -3,  // more calls than the run may make
    CLOCHE_REFUSED_TOO_LARGE = -4, // more bytes than a message may have
} cloche_refusal_t;

// heap.c: the collector's heap, growing inside the linear memory.
void cloche_heap_init(uint32_t maximum_bytes);
void cloche_heap_forget_compiler(void);
void cloche_heap_forget_calls(void); // what it left on the stack
void cloche_heap_after_run(void);
void cloche_heap_hold_reserve(void);
void cloche_heap_release_reserve(void);
uint32_t cloche_heap_peak_bytes(void);
extern const char cloche_constants_start[4]; // data.c
extern char cloche_variables_start[4];
const uint8_t *cloche_heap_pages_in_use(void);

// ticker.c: steps, and the regular call out of the bytecode loop.
extern int32_t cloche_fuel;
void cloche_tick(void);
void cloche_abort_run(void);
void cloche_end_run_now(void);
void cloche_ticker_before_run(void);
void cloche_ticker_limit(double most);
bool cloche_ticker_is_out(void);
double cloche_ticker_steps(void);
double cloche_ticker_steps_of_session(void);

// clock.c: time.
void cloche_clock_make_virtual(double start_ms);
bool cloche_clock_is_virtual(void);
void cloche_sleep_ms(double ms);

// entropy.c: chance.
uint32_t cloche_entropy(void);
void cloche_entropy_seed(double seed);

// stdio.c: stdout and stderr to the worker, stdin from the text that came with the run.
void cloche_stdio_set_input(const char *text, size_t len);
void cloche_stdio_flush(void);

// files.c: the tree of files. Paths are not terminated; functions return an errno, or 0.
typedef struct _cloche_node_t {
    struct _cloche_node_t *parent; // the root's is the root; NULL: it was removed
    mp_obj_t name;
    mp_map_t *entries; // of a directory: {name: node}; NULL: a file
    byte *data;
    size_t len;
    size_t alloc;
    size_t visible; // of `len`, what its writers have flushed
    double changed_ms;
} cloche_node_t;

typedef enum {
    CLOCHE_OPEN_EXISTING,
    CLOCHE_OPEN_MADE, // if it is not there
    CLOCHE_OPEN_EMPTIED, // or made
    CLOCHE_OPEN_NEW, // must not be there
} cloche_open_t;

// web/worker/guest.js has the same list.
typedef enum {
    CLOCHE_FILE_WRITE = 0, // with the folders on the way to it
    CLOCHE_FILE_READ = 1,
    CLOCHE_FILE_LIST = 2,
    CLOCHE_FILE_REMOVE = 3, // a file, or an empty directory
    CLOCHE_FILE_MKDIR = 4, // with the folders on the way to it
} cloche_file_operation_t;

int cloche_files_open(const char *path, size_t len, cloche_open_t how, cloche_node_t **node);
int cloche_files_stat(const char *path, size_t len, cloche_node_t **node);
int cloche_files_mkdir(const char *path, size_t len);
int cloche_files_remove(const char *path, size_t len);
int cloche_files_rmdir(const char *path, size_t len);
int cloche_files_rename(const char *path, size_t len, const char *new_path, size_t new_len);
int cloche_files_chdir(const char *path, size_t len);
int cloche_files_getcwd(vstr_t *path);
int cloche_files_for_host(cloche_file_operation_t operation, const char *path, size_t len, const char *data, size_t data_len);
int cloche_file_resize(cloche_node_t *file, size_t len);
void cloche_file_show(cloche_node_t *file);

// destructors.c: __del__.
void cloche_destructors_before_run(void);

// modules.c: a module of build/frozen, imported the first time.
mp_obj_t cloche_frozen_module(qstr name);

// os.c: paths as the guest gives them.
const char *cloche_path(mp_obj_t *path, const char *function, size_t *len);

// file.c: files that are open.
void cloche_check_utf8(const char *text, size_t len, bool is_bytes);

extern const mp_obj_type_t cloche_type_traceback; // exception_attributes.c

// exceptions.c: OSError, and what derives from it.
extern const mp_obj_type_t mp_type_UnsupportedOperation;
const char *cloche_strerror(int error);
NORETURN void cloche_raise_os_error(int error, mp_obj_t path, mp_obj_t second_path);

// value.c: plain Python values as bytes.
#define CLOCHE_VALUE_BYTES (4 * 1024 * 1024) // the most that a run's value may take
bool cloche_value_encode(mp_obj_t value, size_t most_bytes, vstr_t *out, vstr_t *why);
mp_obj_t cloche_value_decode(const byte *data, size_t len);

// door.c: what the guest asks of the page.
void cloche_door_before_run(const char *functions, size_t len, bool has_input);
mp_obj_t cloche_door_ask(const char *name, mp_obj_t value);
bool cloche_door_has_input(void);
bool cloche_door_sleep(double ms);

#endif
