// In the place of the worker: what build/port/imports.h lists. It answers by itself, and always the
// same. It reads all that it is given, so that what the guest may not read is found here too.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "imports.h"
#include "machine.h"

// What one program may do, all its runs together.
#define MOST_TICKS (400)
#define MOST_OUTPUT_BYTES (256 * 1024)
#define MOST_CALLS (64)
#define MOST_ANSWER_BYTES (64 * 1024)

static int32_t ticks;
static int32_t output_bytes;
static int32_t calls;
static int32_t waiting; // number of the call that is started and has no answer, or 0

static uint8_t answer_bytes[8 + MOST_ANSWER_BYTES];
static int32_t answer_len;

static volatile uint8_t sink;

static void read_all(const void *data, int32_t len) {
    uint8_t sum = 0;
    for (int32_t i = 0; i < len; i++) {
        sum += ((const uint8_t *)data)[i];
    }
    sink = sum;
}

// To look at a program: what it prints is printed.
static bool echoes(void) {
    static int answer = -1;
    if (answer < 0) {
        answer = getenv("CLOCHE_ECHO") != NULL;
    }
    return answer;
}

void native_imports_reset(void) {
    ticks = output_bytes = calls = waiting = answer_len = 0;
}

int32_t cloche_import_tick(int32_t steps) {
    (void)steps;
    return ++ticks > MOST_TICKS;
}

int32_t cloche_import_write(int32_t fd, const char *data, int32_t len) {
    read_all(data, len);
    if (echoes() && write(fd, data, len) < 0) {
        return 1;
    }
    output_bytes += len < MOST_OUTPUT_BYTES ? len : MOST_OUTPUT_BYTES;
    return output_bytes >= MOST_OUTPUT_BYTES;
}

void cloche_import_reply(int32_t kind, const char *data, int32_t len) {
    read_all(data, len);
    if (echoes()) {
        dprintf(2, "reply %d: ", (int)kind);
        for (int32_t i = 0; i < len; i++) {
            dprintf(2, data[i] >= ' ' && data[i] < 127 ? "%c" : "\\x%02x", (uint8_t)data[i]);
        }
        dprintf(2, "\n");
    }
}

static int32_t give(char *answer, int32_t room) {
    if (answer_len <= room) {
        memcpy(answer, answer_bytes, answer_len);
    }
    return answer_len;
}

static void answer_is(int32_t at, const void *data, int32_t len) {
    memcpy(answer_bytes + at, data, len);
    answer_len = at + len;
}

// KeyError(<what was asked>), as py/cloche/_door.py writes it.
static void answer_error(int32_t at, const char *data, int32_t len) {
    static const char begin[] = "et\2\0\0\0t\1\0\0\0s\10\0\0\0KeyErrort\1\0\0\0";
    answer_is(at, begin, sizeof(begin) - 1);
    answer_is(answer_len, data, len);
}

static void answer_call(int32_t at, const char *name, int32_t name_len, const char *data, int32_t len) {
    if (name_len == 5 && memcmp(name, "input", 5) == 0) {
        calls % 3 == 0 ? answer_is(at, "vN", 2) : answer_is(at, "vs\7\0\0\0\xc3\xa4 1 + 2", 13);
    } else if (calls % 4 == 0) {
        answer_error(at, data, len);
    } else {
        answer_is(at, "v", 1);
        answer_is(at + 1, data, len);
    }
}

int32_t cloche_import_call(int32_t how, const char *name, int32_t name_len, const char *data, int32_t len, char *answer, int32_t room) {
    read_all(name, name_len);
    read_all(data, len);
    if (how == CLOCHE_CALL_AGAIN) {
        return give(answer, room);
    }
    if (++calls > MOST_CALLS) {
        return CLOCHE_REFUSED_TOO_MANY;
    }
    if (len > MOST_ANSWER_BYTES - 100) {
        return CLOCHE_REFUSED_TOO_LARGE;
    }
    switch (how) {
        case CLOCHE_CALL_ASK:
            answer_call(0, name, name_len, data, len);
            return give(answer, room);
        case CLOCHE_CALL_START:
            waiting = calls;
            memcpy(answer_bytes, &waiting, 4);
            answer_call(4, name, name_len, data, len);
            return waiting;
        case CLOCHE_CALL_WAIT:
            if (waiting == 0) {
                return 0;
            }
            waiting = 0;
            return give(answer, room);
        default:
            return 0;
    }
}

// The guest's clock and chance are its own (cloche_determine): these would be asked otherwise.
double cloche_import_now(void) {
    return 1.7e12;
}

int32_t cloche_import_entropy(void) {
    return 4;
}
