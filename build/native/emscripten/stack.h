// In the place of Emscripten's header: where the guest's stack is, which here is the process's own.

#ifndef CLOCHE_NATIVE_EMSCRIPTEN_STACK_H
#define CLOCHE_NATIVE_EMSCRIPTEN_STACK_H

#include <stdint.h>

uintptr_t emscripten_stack_get_base(void);
uintptr_t emscripten_stack_get_end(void);

// Of the function that calls it, and with all the registers that it may have to keep above it: the
// collector finds pointers in memory only.
__attribute__((always_inline)) static inline uintptr_t emscripten_stack_get_current(void) {
    __builtin_unwind_init();
    uintptr_t pointer;
    __asm__ volatile ("movl %%esp, %0" : "=r" (pointer));
    return pointer;
}

#endif
