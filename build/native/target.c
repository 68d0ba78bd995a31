// What libFuzzer calls with each program: a fresh guest runs it.
//
// A line that begins with "#%%" ends a run: what follows is the next run of the same session. If a
// run's last line is "#= " and an expression, then that is the expression whose value it is. A run that
// ends in an error is run once more, statement by statement: most that was mutated stops at its first
// mistake, and what comes after it is worth a look.

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/mpstate.h"
#include "guest.h"
#include "machine.h"

// main.c
byte *cloche_request(uint32_t len);
int32_t cloche_run(void);
double cloche_steps(void);
void cloche_init(uint32_t maximum_bytes);
void cloche_determine(double now_ms, double seed);

#define MOST_CELLS (4)
#define MOST_STATEMENTS (60)
#define STEPS_PER_PROGRAM (9000.0)

static double steps_left;

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

// Returns the outcome (main.c).
static int32_t run(const cell_t *cell) {
    const double steps = steps_left;
    const uint32_t strings[] = {
        7, cell->body_len, cell->tail_len, 4, sizeof(stdin_text) - 1, 8, 0, sizeof(functions) - 1, 1,
    };
    uint32_t total = 0;
    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        total += 4 + strings[i];
    }
    writer_t to = { cloche_request(total) };
    if (to.at == NULL) {
        return 5; // no room, as the worker would find
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
    steps_left -= cloche_steps();
    if (getenv("CLOCHE_ECHO") != NULL) {
        fprintf(stderr, "outcome %d\n", (int)outcome);
    }
    return outcome;
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

static bool goes_on(const char *line, const char *end) {
    static const char *const words[] = { "else", "elif", "except", "finally", ")", "]", "}", " ", "\t", "\n", "#" };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - line) >= n && memcmp(line, words[i], n) == 0) {
            return true;
        }
    }
    return false;
}

// Roughly: the first line after which nothing is open.
static const char *statement_end(const char *at, const char *end) {
    int open = 0;
    bool decorated = *at == '@', quoted = false;
    while (at < end) {
        const char *next = line_end(at, end);
        for (const char *c = at; c < next; c++) {
            if (next - c >= 3 && (memcmp(c, "\"\"\"", 3) == 0 || memcmp(c, "'''", 3) == 0)) {
                quoted = !quoted;
                c += 2;
            } else if (!quoted) {
                open += (*c == '(' || *c == '[' || *c == '{') - (*c == ')' || *c == ']' || *c == '}');
            }
        }
        at = next;
        if (!quoted && open <= 0 && !decorated && !goes_on(at, end)) {
            break;
        }
        decorated = decorated && at < end && *at == '@';
    }
    return at;
}

static void run_cell(const cell_t *cell) {
    if (run(cell) != 1) {
        return;
    }
    const char *at = cell->body, *end = cell->body + cell->body_len;
    for (int n = 0; at < end && n < MOST_STATEMENTS && steps_left > 0; n++) {
        const char *next = statement_end(at, end);
        const cell_t statement = { at, next, next - at, 0, 1 };
        run(&statement);
        at = next;
    }
    const cell_t tail = { cell->tail, cell->tail, 0, cell->tail_len, 1 };
    run(&tail);
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
    steps_left = STEPS_PER_PROGRAM;
    for (int cells = 0; text < end && cells < MOST_CELLS && steps_left > 0; cells++) {
        cell_t cell;
        text = next_cell(text, end, &cell);
        run_cell(&cell);
    }
    steps_left = STEPS_PER_PROGRAM;
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
