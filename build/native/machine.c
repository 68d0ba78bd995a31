// The machine that the guest believes to be in: a linear memory, a stack, and data that are as the
// linker left them when a program begins.

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <emscripten/stack.h>

#include "py/mpstate.h"
#include "machine.h"
#include "poison.h"
#include "wasm.h"

#define PAGE_BYTES (65536u)

/******************************************************************************/
// The linear memory. The guest's data are not in it, and all of it is heap.

// Of what the guest may have, the Python stack takes 768 KiB: see cloche_heap_init().
#define MEMORY_BYTES (5u * 1024 * 1024)
#define FIRST_BYTES (1536u * 1024)

char __heap_base[MEMORY_BYTES] __attribute__((aligned(PAGE_BYTES)));
static size_t pages;

size_t native_memory_pages(void) {
    return pages;
}

size_t native_memory_grow(size_t more) {
    size_t before = pages;
    if (more > native_memory_end() / PAGE_BYTES - pages) {
        return (size_t)-1;
    }
    pages += more;
    return before;
}

uint32_t native_memory_end(void) {
    return (uint32_t)__heap_base + MEMORY_BYTES;
}

static void empty_memory(void) {
    UNPOISON(__heap_base, MEMORY_BYTES);
    madvise(__heap_base, MEMORY_BYTES, MADV_DONTNEED); // zeros, when it is read again
    pages = ((uint32_t)__heap_base + FIRST_BYTES) / PAGE_BYTES;
}

/******************************************************************************/
// The stack. Frames are several times as large as in WebAssembly, and so is it.

#define STACK_BYTES (4u * 1024 * 1024)

// What earlier programs have left there: the collector might take it for this one's.
#define WIPED_BYTES (512u * 1024)

static uintptr_t stack_base;

uintptr_t emscripten_stack_get_base(void) {
    return stack_base;
}

uintptr_t emscripten_stack_get_end(void) {
    return stack_base - STACK_BYTES;
}

__attribute__((noinline)) void native_wipe_dead_stack(void) {
    char dead[WIPED_BYTES];
    memset(dead, 0, sizeof(dead));
    __asm__ volatile ("" : : "r" (dead) : "memory");
}

/******************************************************************************/
// The data: what lies between state_begin.c and state_end.c.

extern char native_data_begin[], native_data_end[], native_bss_begin[], native_bss_end[];

static char *first_data;

// memcpy() and memset() are AddressSanitizer's, and there are red zones between the variables.
static void copy_words(char *to, const char *from, size_t bytes) {
    bytes /= 4;
    __asm__ volatile ("rep movsl" : "+D" (to), "+S" (from), "+c" (bytes) : : "memory");
}

static void clear_words(char *to, size_t bytes) {
    bytes /= 4;
    __asm__ volatile ("rep stosl" : "+D" (to), "+c" (bytes) : "a" (0) : "memory");
}

void native_machine_keep(void) {
    assert((char *)&mp_state_ctx > native_bss_begin && (char *)(&mp_state_ctx + 1) <= native_bss_end);
    first_data = malloc(native_data_end - native_data_begin);
    copy_words(first_data, native_data_begin, native_data_end - native_data_begin);
}

void native_machine_reset(void *base) {
    copy_words(native_data_begin, first_data, native_data_end - native_data_begin);
    clear_words(native_bss_begin, native_bss_end - native_bss_begin);
    empty_memory();
    stack_base = (uintptr_t)base;
    native_wipe_dead_stack();
}
