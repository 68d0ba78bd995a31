// Time as the guest sees it: the worker's clock, or a virtual one that only the guest moves.

#include "py/mphal.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

// How fast the virtual clock runs: a step of Python takes about this long on a learner's machine.
#define STEPS_PER_MS (10000)

static bool is_virtual;
static double virtual_start_ms;
static double virtual_slept_ms;

void cloche_clock_make_virtual(double start_ms) {
    is_virtual = true;
    virtual_start_ms = start_ms;
}

static double now_ms(void) {
    if (is_virtual) {
        return virtual_start_ms + virtual_slept_ms + cloche_ticker_steps_of_session() / STEPS_PER_MS;
    }
    return cloche_import_now();
}

uint64_t mp_hal_time_ms(void) {
    return (uint64_t)now_ms();
}

uint64_t mp_hal_time_ns(void) {
    return (uint64_t)(now_ms() * 1000) * 1000;
}

mp_uint_t mp_hal_ticks_ms(void) {
    return (mp_uint_t)mp_hal_time_ms();
}

mp_uint_t mp_hal_ticks_us(void) {
    return (mp_uint_t)(uint64_t)(now_ms() * 1000);
}

mp_uint_t mp_hal_ticks_cpu(void) {
    return mp_hal_ticks_us();
}

bool cloche_clock_is_virtual(void) {
    return is_virtual;
}

// Where the worker has nothing to sleep on (no JSPI, no shared memory) this waits busily, calling
// out all the while: limits hold and output arrives. A virtual sleep takes no time.
void cloche_sleep_ms(double ms) {
    if (is_virtual) {
        virtual_slept_ms += ms;
        MICROPY_CHARGE(1);
        mp_handle_pending(true);
        return;
    }
    double end_ms = now_ms() + ms;
    cloche_stdio_flush();
    if (cloche_door_sleep(ms)) {
        mp_handle_pending(true);
        return;
    }
    while (now_ms() < end_ms) {
        cloche_tick();
        mp_handle_pending(true);
    }
}

void mp_hal_delay_ms(mp_uint_t ms) {
    cloche_sleep_ms(ms);
}

void mp_hal_delay_us(mp_uint_t us) {
    cloche_sleep_ms(us / 1000.0);
}

// Where something is polled until its time has come (asyncio): no event ever comes, only time.
void cloche_wait_for_event(int32_t timeout_ms) {
    if (is_virtual) {
        virtual_slept_ms += timeout_ms > 0 ? timeout_ms : 1;
    }
}
