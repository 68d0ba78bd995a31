// Everything the guest can ask of the worker: the whole list of the module's imports.
//
// tests/guest/test_imports.py reads this file and compares it, name and signature, with what the
// built module really imports. A function that is not declared here does not exist for the guest.
// Pointers are offsets into the guest's own linear memory; the worker checks every one of them.

#ifndef CLOCHE_IMPORTS_H
#define CLOCHE_IMPORTS_H

#include <stdint.h>

#define CLOCHE_IMPORT(name) __attribute__((import_module("cloche"), import_name(#name)))

// Called every CLOCHE_TICK_STEPS steps while code runs, so that the engine gets a chance to end
// the worker (WebKit never stops wasm that calls nothing) and the worker to look at its limits.
// `steps` is the number of steps since the last tick. Non-zero: end the run now.
CLOCHE_IMPORT(tick) int32_t cloche_import_tick(int32_t steps);

// Output of the guest. `fd` is 1 (stdout) or 2 (stderr). Non-zero: end the run now.
CLOCHE_IMPORT(write) int32_t cloche_import_write(int32_t fd, const char *data, int32_t len);

// What came of a run, encoded as value.c says. `kind` is a cloche_reply_kind_t.
CLOCHE_IMPORT(reply) void cloche_import_reply(int32_t kind, const char *data, int32_t len);

// The one door to the page: see door.c. `how` is a cloche_call_t. Whatever is answered is written to
// `answer` if it takes no more than `room` bytes (else CLOCHE_CALL_AGAIN asks for it once more); its
// length is returned, or a cloche_refusal_t. The guest may be suspended until there is an answer.
CLOCHE_IMPORT(call) int32_t cloche_import_call(int32_t how, const char *name, int32_t name_len, const char *data, int32_t len, char *answer, int32_t room);

// Milliseconds since 1970-01-01 UTC.
CLOCHE_IMPORT(now) double cloche_import_now(void);

// 32 unpredictable bits.
CLOCHE_IMPORT(entropy) int32_t cloche_import_entropy(void);

#endif
