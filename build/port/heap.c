// The collector's heap: one area that grows inside the linear memory.
//
// The collector's tables are laid out once, for the largest heap that the memory's maximum allows;
// pages that are not touched cost nothing. Growing is then two assignments: no second area, no
// list to walk for every pointer that is marked.

#include <string.h>

#include <emscripten/stack.h>

#include "py/gc.h"
#include "py/mpstate.h"
#include "py/pystack.h"
#include "py/runtime.h"
#include "guest.h"

#define PAGE_BYTES              (65536u)
#define BLOCK_BYTES             (MICROPY_BYTES_PER_GC_BLOCK)
#define BLOCKS_PER_TABLE_BYTE   (4)
#define SMALLEST_HEAP_BYTES     (512u * 1024)

// Room for Python frames. 100 to 200 bytes a frame: some 5,000 frames in the largest.
#define PYSTACK_SMALLEST_BYTES  (128u * 1024)
#define PYSTACK_LARGEST_BYTES   (768u * 1024)

extern char __heap_base;

static uint32_t max_bytes;
static uint32_t peak_bytes;

static uint32_t memory_bytes(void) {
    return (uint32_t)__builtin_wasm_memory_size(0) * PAGE_BYTES;
}

// `gc_grow` is called by the collector when there is no room (build/patches/0002).
static bool grow_to(uint32_t end) {
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    if (end > max_bytes) {
        end = max_bytes;
    }
    uint32_t now = memory_bytes();
    if (end > now) {
        uint32_t pages = (end - now + PAGE_BYTES - 1) / PAGE_BYTES;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) {
            return false;
        }
        now += pages * PAGE_BYTES;
    }
    size_t table_bytes = (now - (uint32_t)area->gc_pool_start) / (BLOCK_BYTES * BLOCKS_PER_TABLE_BYTE);
    if (table_bytes <= area->gc_alloc_table_byte_len) {
        return false;
    }
    area->gc_alloc_table_byte_len = table_bytes;
    area->gc_pool_end = area->gc_pool_start + table_bytes * BLOCKS_PER_TABLE_BYTE * BLOCK_BYTES;
    if (now > peak_bytes) {
        peak_bytes = now;
    }
    return true;
}

bool gc_grow(size_t n_bytes) {
    // Twice what there is, or what is asked for, whichever is more; the maximum if that is too much.
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    uint32_t end = (uint32_t)area->gc_pool_end;
    uint32_t pool = (uint32_t)(area->gc_pool_end - area->gc_pool_start);
    uint32_t more = n_bytes > pool ? n_bytes : pool;
    if (more > max_bytes - end) {
        more = max_bytes - end;
    }
    return more != 0 && grow_to(end + more);
}

void cloche_heap_init(uint32_t maximum_bytes) {
    max_bytes = maximum_bytes & ~(PAGE_BYTES - 1);
    uint32_t start = ((uint32_t)&__heap_base + BLOCK_BYTES - 1) & ~(BLOCK_BYTES - 1);

    uint32_t pystack_bytes = max_bytes / 16;
    if (pystack_bytes < PYSTACK_SMALLEST_BYTES) {
        pystack_bytes = PYSTACK_SMALLEST_BYTES;
    } else if (pystack_bytes > PYSTACK_LARGEST_BYTES) {
        pystack_bytes = PYSTACK_LARGEST_BYTES;
    }
    uint32_t pystack_start = start;
    start += pystack_bytes;

    // The tables take 3 bytes for 128 of the heap (2 bits and 1 bit for each block of 16 bytes).
    // gc_init writes them all, so the memory must reach beyond them.
    uint32_t tables = (max_bytes - start) / 128 * 3 + BLOCK_BYTES;
    uint32_t first_end = start + tables + SMALLEST_HEAP_BYTES;
    if (first_end > max_bytes) {
        first_end = max_bytes;
    }
    uint32_t now = memory_bytes();
    if (first_end > now) {
        if (__builtin_wasm_memory_grow(0, (first_end - now + PAGE_BYTES - 1) / PAGE_BYTES) == (size_t)-1) {
            __builtin_trap();
        }
    }
    peak_bytes = memory_bytes();

    mp_pystack_init((void *)pystack_start, (void *)(pystack_start + pystack_bytes));
    gc_init((void *)start, (void *)max_bytes);
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    area->gc_alloc_table_byte_len = 0;
    grow_to(memory_bytes());
}

uint32_t cloche_heap_peak_bytes(void) {
    return peak_bytes;
}

// The share of the heap that is free, in blocks, read off the collector's table.
static size_t free_blocks(void) {
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    size_t free = 0;
    for (size_t i = 0; i < area->gc_alloc_table_byte_len; i++) {
        uint8_t four = area->gc_alloc_table_start[i];
        free += BLOCKS_PER_TABLE_BYTE - __builtin_popcount((four | four >> 1) & 0x55);
    }
    return free;
}

// Wiped at every collection: most calls reach no deeper.
#define DEAD_STACK_BYTES (8 * 1024)

#define KIND_TAIL (2) // AT_TAIL of py/gc.c

// The start of the object that `p` points to or into; NULL if it points to none. The compiler may
// keep nothing of an array but a pointer to the element that comes next.
static void *object_at(const uint8_t *p) {
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    if (p < area->gc_pool_start || p >= area->gc_pool_end) {
        return NULL;
    }
    size_t block = (size_t)(p - area->gc_pool_start) / BLOCK_BYTES;
    while (block > 0 && ((area->gc_alloc_table_start[block / 4] >> (2 * (block % 4))) & 3) == KIND_TAIL) {
        block--;
    }
    return area->gc_pool_start + block * BLOCK_BYTES;
}

// Held back so that there is room to tell of an error when there is room for nothing else, and
// room for a next run, which may drop what fills the memory. Where there is little left, a half of
// it is: whoever fills the other half leaves that to his successor.
#define RESERVE_BYTES (32 * 1024)
#define SMALLEST_RESERVE_BYTES (512)
MP_REGISTER_ROOT_POINTER(byte * cloche_reserve);
static bool reserve_is_whole;

void cloche_heap_hold_reserve(void) {
    bool has_room = free_blocks() >= 4 * RESERVE_BYTES / BLOCK_BYTES;
    if (MP_STATE_VM(cloche_reserve) != NULL) {
        if (reserve_is_whole || !has_room) {
            return;
        }
        cloche_heap_release_reserve(); // for a whole one
    }
    uint16_t auto_collect = MP_STATE_MEM(gc_auto_collect_enabled);
    MP_STATE_MEM(gc_auto_collect_enabled) = 0; // the collector itself may have called
    size_t bytes = has_room ? RESERVE_BYTES : free_blocks() * BLOCK_BYTES / 2;
    if (bytes > RESERVE_BYTES) {
        bytes = RESERVE_BYTES;
    }
    while (bytes >= SMALLEST_RESERVE_BYTES && MP_STATE_VM(cloche_reserve) == NULL) {
        MP_STATE_VM(cloche_reserve) = gc_alloc(bytes, 0);
        reserve_is_whole = bytes == RESERVE_BYTES;
        bytes /= 2;
    }
    MP_STATE_MEM(gc_auto_collect_enabled) = auto_collect;
}

void cloche_heap_release_reserve(void) {
    gc_free(MP_STATE_VM(cloche_reserve));
    MP_STATE_VM(cloche_reserve) = NULL;
}

static void mark(uint8_t *pages, uint32_t from, uint32_t to) {
    for (uint32_t page = from / CLOCHE_IMAGE_PAGE; page * CLOCHE_IMAGE_PAGE < to; page++) {
        pages[page / 8] |= 1 << page % 8;
    }
}

// What calls that are over have left on the stack: the next frames are laid over it, and where they
// write nothing the collector would take it for theirs, and keep what nobody needs.
static void wipe_dead_stack(uint32_t most_bytes) {
    #ifndef __wasm__ // the return addresses are not in WebAssembly's stack, but in others (build/native)
    return;
    #endif
    uint32_t end = emscripten_stack_get_end();
    uint32_t current = emscripten_stack_get_current();
    uint32_t from = current - end > most_bytes ? current - most_bytes : end;
    memset((void *)from, 0, current - from);
}

// Pointers live in the linear memory's part of the stack: binaryen's --spill-pointers writes there
// what the engine would keep in locals, where nobody can look.
void gc_collect(void) {
    #ifdef CLOCHE_UNCOLLECTED // a build without spilling must not collect: tests/bench/overhead.py
    gc_grow(0);
    return;
    #endif
    gc_collect_start();
    const uint8_t **word = (const uint8_t **)emscripten_stack_get_current();
    const uint8_t **base = (const uint8_t **)emscripten_stack_get_base();
    for (; word < base; word++) {
        void *object = object_at(*word);
        if (object != NULL) {
            gc_collect_root(&object, 1);
        }
    }
    gc_collect_end();
    wipe_dead_stack(DEAD_STACK_BYTES);

    // A heap that is more than half full after a collection soon needs the next one: grow first.
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    size_t blocks = area->gc_alloc_table_byte_len * BLOCKS_PER_TABLE_BYTE;
    MICROPY_CHARGE_LATER(blocks >> 6);
    if (free_blocks() < blocks / 2) {
        gc_grow(0);
    }
    cloche_heap_hold_reserve();
}

// Which parts of the memory hold the session, as long as nothing runs: the data, the collector's
// tables as far as the heap has grown, and what of the heap is taken. The stacks are empty.
const uint8_t *cloche_heap_pages_in_use(void) {
    static uint8_t pages[((1u << 30) + CLOCHE_LIBRARY_BYTES) / CLOCHE_IMAGE_PAGE / 8];
    mp_state_mem_area_t *area = &MP_STATE_MEM(area);
    memset(pages, 0, sizeof(pages));
    // All data but constants, which a new instance has as well, and this array.
    mark(pages, (uint32_t)emscripten_stack_get_base(), (uint32_t)cloche_constants_start);
    mark(pages, (uint32_t)cloche_variables_start, (uint32_t)pages);
    mark(pages, (uint32_t)pages + sizeof(pages), (uint32_t)&__heap_base);
    mark(pages, (uint32_t)area->gc_alloc_table_start,
        (uint32_t)area->gc_alloc_table_start + area->gc_alloc_table_byte_len);
    mark(pages, (uint32_t)area->gc_finaliser_table_start,
        (uint32_t)area->gc_finaliser_table_start + area->gc_alloc_table_byte_len / 2 + 1);
    for (size_t i = 0; i < area->gc_alloc_table_byte_len; i++) {
        if (area->gc_alloc_table_start[i] != 0) {
            uint32_t at = (uint32_t)area->gc_pool_start + i * BLOCKS_PER_TABLE_BYTE * BLOCK_BYTES;
            mark(pages, at, at + BLOCKS_PER_TABLE_BYTE * BLOCK_BYTES);
        }
    }
    return pages;
}

void cloche_heap_forget_compiler(void) {
    wipe_dead_stack(UINT32_MAX);
}

void cloche_heap_forget_calls(void) {
    wipe_dead_stack(DEAD_STACK_BYTES);
}

// What a run may have switched off and its successor needs.
void cloche_heap_after_run(void) {
    wipe_dead_stack(UINT32_MAX);
    MP_STATE_THREAD(gc_lock_depth) = 0;
    MP_STATE_MEM(gc_auto_collect_enabled) = 1;
    MP_STATE_MEM(gc_alloc_threshold) = (size_t)-1;
}
