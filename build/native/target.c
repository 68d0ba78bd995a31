// What libFuzzer calls with each program: a fresh guest runs it.
//
// A line that begins with "#%%" ends a run: what follows is the next run of the same session. If a
// run's last line is "#= " and an expression, then that is the expression whose value it is.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/mpstate.h"
#include "guest.h"
#include "machine.h"

// main.c
byte *cloche_request(uint32_t len);
int32_t cloche_run(void);
void cloche_init(uint32_t maximum_bytes);
void cloche_determine(double now_ms, double seed);

#define MOST_RUNS (4)
#define STEPS_PER_RUN (6000.0)

static const char stdin_text[] = "first line\n2\n\xe2\x82\xac three\n";

// ("echo", False, "(*a)", "doc"), ("later", True, "()", ""): functions of the page.
static const char functions[] =
    "t\2\0\0\0"
    "t\4\0\0\0s\4\0\0\0echoFs\4\0\0\0(*a)s\3\0\0\0doc"
    "t\4\0\0\0s\5\0\0\0laterTs\2\0\0\0()s\0\0\0\0";

/******************************************************************************/
// A request: length-prefixed strings (main.c)

typedef struct {
    uint8_t *at;
} writer_t;

static void add(writer_t *to, const void *data, uint32_t len) {
    memcpy(to->at, &len, 4);
    memcpy(to->at + 4, data, len);
    to->at += 4 + len;
}

typedef struct {
    const char *body, *tail;
    size_t body_len, tail_len;
    uint32_t tail_line;
} cell_t;

static void run(const cell_t *cell) {
    const double steps = STEPS_PER_RUN;
    const uint32_t strings[] = {
        7, cell->body_len, cell->tail_len, 4, sizeof(stdin_text) - 1, 8, 0, sizeof(functions) - 1, 1,
    };
    uint32_t total = 0;
    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        total += 4 + strings[i];
    }
    writer_t to = { cloche_request(total) };
    if (to.at == NULL) {
        return; // no room, as the worker would find
    }
    add(&to, "main.py", 7);
    add(&to, cell->body, cell->body_len);
    add(&to, cell->tail, cell->tail_len);
    add(&to, &cell->tail_line, 4);
    add(&to, stdin_text, sizeof(stdin_text) - 1);
    add(&to, &steps, 8);
    add(&to, "", 0); // inputs
    add(&to, functions, sizeof(functions) - 1);
    add(&to, "1", 1); // it may ask for more input
    int32_t outcome = cloche_run();
    if (getenv("CLOCHE_ECHO") != NULL) {
        fprintf(stderr, "outcome %d\n", (int)outcome);
    }
}

/******************************************************************************/
// A program

static const char *line_end(const char *at, const char *end) {
    const char *found = memchr(at, '\n', end - at);
    return found == NULL ? end : found + 1;
}

// One run's worth from `at` on; returns where the next one begins.
static const char *next_cell(const char *at, const char *end, cell_t *cell) {
    const char *line = at, *last = at, *stop = end;
    uint32_t lines = 0;
    cell->body = at;
    while (line < end) {
        const char *next = line_end(line, end);
        if (next - line >= 3 && memcmp(line, "#%%", 3) == 0) {
            stop = line;
            at = next;
            break;
        }
        last = line;
        at = line = next;
        lines++;
    }
    cell->tail = stop;
    if (stop - last > 3 && memcmp(last, "#= ", 3) == 0) {
        cell->tail = last + 3;
    }
    cell->body_len = (cell->tail == stop ? stop : last) - cell->body;
    cell->tail_len = stop - cell->tail;
    cell->tail_line = lines == 0 ? 1 : lines;
    return at;
}

static const cell_t last_cell = { "import gc\ngc.collect()\n", "1", 22, 1, 3 };

__attribute__((noinline)) static void run_program(const char *text, size_t len) {
    native_imports_reset();
    cloche_init(native_memory_end());
    cloche_determine(1.7e12, 7);
    const char *end = text + len;
    if (native_teeth()) {
        return;
    }
    for (int runs = 0; text < end && runs < MOST_RUNS; runs++) {
        cell_t cell;
        text = next_cell(text, end, &cell);
        run(&cell);
    }
    run(&last_cell);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    native_machine_keep();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    native_machine_reset(__builtin_frame_address(0));
    run_program((const char *)data, size);
    return 0;
}
