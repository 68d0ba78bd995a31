// What the files of this port tell each other.

#ifndef CLOCHE_GUEST_H
#define CLOCHE_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "py/obj.h"

// A step is one backward jump or one return in the bytecode loop.
#define CLOCHE_TICK_STEPS (50000)

// web/worker/image.js has the same number.
#define CLOCHE_IMAGE_PAGE (16384)

typedef enum {
    CLOCHE_REPLY_VALUE = 0, // the value of the last expression
    CLOCHE_REPLY_ERROR = 1, // (type, message, ((file, line, function), ...))
} cloche_reply_kind_t;

// heap.c: the collector's heap, growing inside the linear memory.
void cloche_heap_init(uint32_t maximum_bytes);
void cloche_heap_forget_compiler(void); // what it left on the stack
void cloche_heap_after_run(void);
void cloche_heap_hold_reserve(void);
void cloche_heap_release_reserve(void);
uint32_t cloche_heap_peak_bytes(void);
const uint8_t *cloche_heap_pages_in_use(void);

// ticker.c: steps, and the regular call out of the bytecode loop.
extern int32_t cloche_fuel;
void cloche_tick(void);
void cloche_abort_run(void);
void cloche_ticker_before_run(void);
void cloche_ticker_limit(double most);
bool cloche_ticker_is_out(void);
double cloche_ticker_steps(void);
double cloche_ticker_steps_of_session(void);

// clock.c: time.
void cloche_clock_make_virtual(double start_ms);

// entropy.c: chance.
uint32_t cloche_entropy(void);
void cloche_entropy_seed(double seed);

// stdio.c: stdout and stderr to the worker, stdin from the text that came with the run.
void cloche_stdio_set_input(const char *text, size_t len);
void cloche_stdio_flush(void);

// files.c: the files that the host gave, in the guest's own memory.
void cloche_files_put(const char *path, size_t path_len, const char *data, size_t data_len);

// value.c: plain Python values as bytes.
bool cloche_value_encode(mp_obj_t value, vstr_t *out);

#endif
