// Steps: counting them, calling out every so many of them, and ending a run from inside.

#include <math.h>

#include "py/mpstate.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

int32_t cloche_fuel = CLOCHE_TICK_STEPS;
static int32_t fuel_given = CLOCHE_TICK_STEPS;
static double steps_of_earlier_runs;
static double steps_before_fuel; // of this run
static double steps_most = INFINITY;
static bool is_out_of_steps;

static double steps_so_far(void) {
    return steps_before_fuel + (fuel_given - cloche_fuel);
}

static void give_fuel(void) {
    steps_before_fuel = steps_so_far();
    // The step after the last one that is allowed makes the tick that ends the run.
    double left = steps_most + 1 - steps_before_fuel;
    fuel_given = left < CLOCHE_TICK_STEPS ? (left < 1 ? 1 : (int32_t)left) : CLOCHE_TICK_STEPS;
    cloche_fuel = fuel_given;
}

// Asks for the end of the run: the next tick makes it, past every `except` and `finally`.
void cloche_abort_run(void) {
    MP_STATE_VM(vm_abort) = true;
}

// The same, at once: only where anything may raise.
void cloche_end_run_now(void) {
    cloche_abort_run();
    if (nlr_get_abort() != NULL) {
        MP_STATE_VM(vm_abort) = false;
        nlr_jump_abort();
    }
}

// Comes from the bytecode loop and from C code that takes long, wherever anything may raise.
void cloche_tick(void) {
    int32_t steps = fuel_given - cloche_fuel;
    give_fuel();
    cloche_stdio_flush();
    if (cloche_import_tick(steps) != 0) {
        cloche_abort_run();
    } else if (steps_before_fuel > steps_most) {
        is_out_of_steps = true;
        cloche_abort_run();
    }
    if (MP_STATE_VM(vm_abort)) {
        cloche_end_run_now();
    }
}

void cloche_ticker_before_run(void) {
    MP_STATE_VM(vm_abort) = false;
    steps_of_earlier_runs += steps_so_far();
    steps_before_fuel = 0;
    steps_most = INFINITY;
    is_out_of_steps = false;
    fuel_given = cloche_fuel = CLOCHE_TICK_STEPS;
}

void cloche_ticker_limit(double most) {
    steps_most = most;
    give_fuel();
}

bool cloche_ticker_is_out(void) {
    return is_out_of_steps;
}

// Work in C is charged by the lump, so the last lump may reach beyond the limit.
double cloche_ticker_steps(void) {
    double steps = steps_so_far();
    return steps > steps_most ? steps_most : steps;
}

double cloche_ticker_steps_of_session(void) {
    return steps_of_earlier_runs + steps_so_far();
}
