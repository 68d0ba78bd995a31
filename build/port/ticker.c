// The regular call out of the bytecode loop, and the way to end a run from inside.

#include "py/mpstate.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

int32_t cloche_fuel = CLOCHE_TICK_STEPS;
static double steps_before_fuel;

// Ends the run at the next step, past every `except` and `finally`.
void cloche_abort_run(void) {
    mp_sched_vm_abort();
}

void cloche_tick(void) {
    int32_t steps = CLOCHE_TICK_STEPS - cloche_fuel;
    steps_before_fuel += steps;
    cloche_fuel = CLOCHE_TICK_STEPS;
    cloche_stdio_flush();
    if (cloche_import_tick(steps) != 0) {
        if (MP_STATE_THREAD(gc_lock_depth) == 0) {
            cloche_abort_run();
        }
        // Inside a __del__ that the collector runs, unwinding would leave the heap half swept:
        // the next tick after it asks again.
    }
}

// From C code that has run for long: ends the run at once if it is to end, like a raise that
// nothing catches.
void cloche_tick_in_c(void) {
    cloche_tick();
    if (MP_STATE_VM(vm_abort) && nlr_get_abort() != NULL && MP_STATE_THREAD(gc_lock_depth) == 0) {
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
