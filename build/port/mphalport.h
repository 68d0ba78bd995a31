// The hardware that MicroPython sees: a clock, and text in and out.

#include <stddef.h>
#include <stdint.h>

struct _vstr_t;
int cloche_readline(struct _vstr_t *line, const char *prompt);
uint64_t mp_hal_time_ms(void);

static inline void mp_hal_set_interrupt_char(int c) {
    (void)c;
}
