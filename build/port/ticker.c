// The regular call out of the bytecode loop, and the way to end a run from inside.

#include "py/mpstate.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

int32_t cloche_fuel = CLOCHE_TICK_STEPS;
static double steps_before_fuel;

// Asks for the end of the run: the next tick makes it, past every `except` and `finally`.
void cloche_abort_run(void) {
    MP_STATE_VM(vm_abort) = true;
}

// Comes from the bytecode loop and from C code that takes long, wherever anything may raise.
void cloche_tick(void) {
    int32_t steps = CLOCHE_TICK_STEPS - cloche_fuel;
    steps_before_fuel += steps;
    cloche_fuel = CLOCHE_TICK_STEPS;
    cloche_stdio_flush();
    if (cloche_import_tick(steps) != 0) {
        cloche_abort_run();
    }
    if (MP_STATE_VM(vm_abort) && nlr_get_abort() != NULL) {
        MP_STATE_VM(vm_abort) = false;
        nlr_jump_abort();
    }
}

void cloche_ticker_before_run(void) {
    MP_STATE_VM(vm_abort) = false;
    cloche_fuel = CLOCHE_TICK_STEPS;
    steps_before_fuel = 0;
}

double cloche_ticker_steps(void) {
    return steps_before_fuel + (CLOCHE_TICK_STEPS - cloche_fuel);
}
