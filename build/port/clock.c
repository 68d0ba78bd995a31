// Time as the guest sees it.

#include "py/mphal.h"
#include "py/runtime.h"
#include "guest.h"
#include "imports.h"

uint64_t mp_hal_time_ms(void) {
    return (uint64_t)cloche_import_now();
}

uint64_t mp_hal_time_ns(void) {
    return mp_hal_time_ms() * 1000000;
}

mp_uint_t mp_hal_ticks_ms(void) {
    return (mp_uint_t)mp_hal_time_ms();
}

mp_uint_t mp_hal_ticks_us(void) {
    return (mp_uint_t)(uint64_t)(cloche_import_now() * 1000);
}

mp_uint_t mp_hal_ticks_cpu(void) {
    return mp_hal_ticks_us();
}

// There is nothing to sleep on in a worker without shared memory or JSPI, so this waits busily,
// calling out all the while: limits hold and output arrives.
static void wait_until_ms(double end_ms) {
    while (cloche_import_now() < end_ms) {
        cloche_tick();
        mp_handle_pending(true);
    }
}

void mp_hal_delay_ms(mp_uint_t ms) {
    wait_until_ms(cloche_import_now() + ms);
}

void mp_hal_delay_us(mp_uint_t us) {
    wait_until_ms(cloche_import_now() + us / 1000.0);
}
