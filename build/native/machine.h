// What is around the guest: its memory, its stack, its data (machine.c), its worker (imports.c).

#ifndef CLOCHE_NATIVE_MACHINE_H
#define CLOCHE_NATIVE_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

// Once, before the guest has run: remembers its data.
void native_machine_keep(void);

// All as it was then; the guest's stack begins at `stack_base`.
void native_machine_reset(void *stack_base);

// What calls that are over have left on the stack is gone.
void native_wipe_dead_stack(void);

// Where the linear memory ends.
uint32_t native_memory_end(void);

// A new run, whose limits are whole again.
void native_imports_reset(void);

// teeth.c: makes the mistake that is asked for, if one is.
bool native_teeth(void);

#endif
