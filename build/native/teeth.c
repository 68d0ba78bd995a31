// Mistakes made on purpose, in place of a program, to see that each is found: environment variable
// CLOCHE_TEETH, tests/security/test_fuzzed_programs.py.

#include <stdlib.h>
#include <string.h>

#include "py/gc.h"
#include "py/misc.h"
#include "py/pystack.h"
#include "machine.h"

static volatile int most = 0x7fffffff;

static void overrun_object(void) {
    char *object = m_new(char, 20);
    object[20] = 1;
}

static void use_freed_object(void) {
    char *object = m_new(char, 20);
    m_del(char, object, 20);
    object[0] = 1;
}

static void free_twice(void) {
    char *object = m_new(char, 20);
    m_del(char, object, 20);
    m_del(char, object, 20);
}

static void use_outgrown_object(void) {
    char *object = m_new(char, 20);
    char *larger = m_renew(char, object, 20, 40);
    larger[39] = object[0];
}

// Several: the collector may take what lies about on the stack for the address of one.
static uintptr_t hidden[16];

__attribute__((noinline)) static void hide_objects(void) {
    for (size_t i = 0; i < MP_ARRAY_SIZE(hidden); i++) {
        hidden[i] = ~(uintptr_t)m_new(char, 20);
    }
}

static void use_swept_object(void) {
    gc_collect(); // which takes its reserve now (heap.c), and not where the objects will have been
    hide_objects();
    native_wipe_dead_stack();
    gc_collect();
    for (size_t i = 0; i < MP_ARRAY_SIZE(hidden); i++) {
        *(char *)~hidden[i] = 1;
    }
}

static void overrun_python_stack(void) {
    char *frame = mp_pystack_alloc(20);
    frame[20] = 1;
}

static void overflow_integer(void) {
    most += 1;
}

bool native_teeth(void) {
    static const struct {
        const char *name;
        void (*bite)(void);
    } teeth[] = {
        { "overrun-object", overrun_object }, { "use-freed-object", use_freed_object },
        { "free-twice", free_twice }, { "use-outgrown-object", use_outgrown_object },
        { "use-swept-object", use_swept_object }, { "overrun-python-stack", overrun_python_stack },
        { "overflow-integer", overflow_integer },
    };
    const char *wanted = getenv("CLOCHE_TEETH");
    for (size_t i = 0; wanted != NULL && i < sizeof(teeth) / sizeof(teeth[0]); i++) {
        if (strcmp(wanted, teeth[i].name) == 0) {
            teeth[i].bite();
        }
    }
    return wanted != NULL;
}
