// The collector's allocations, as the rest of the guest asks for them (-Wl,--wrap): a red zone behind
// each; and what is freed or outgrown stays poisoned until nothing refers to it any more, so that
// whoever uses it all the same is found out.

#include <string.h>

#include "py/gc.h"
#include "py/mpstate.h"
#include "poison.h"

void *__real_gc_alloc(size_t bytes, unsigned int flags);
void __real_gc_free(void *address);

void *__wrap_gc_alloc(size_t bytes, unsigned int flags) {
    if (bytes == 0 || bytes > SIZE_MAX - 2 * RED_ZONE_BYTES) {
        return NULL;
    }
    char *address = __real_gc_alloc(bytes + RED_ZONE_BYTES, flags);
    if (address != NULL) {
        POISON(address + bytes, gc_nbytes(address) - bytes);
    }
    return address;
}

// Freed twice, or changed in size after it was freed: the report is of this read.
static void check_is_taken(const void *address) {
    (void)*(const volatile char *)address;
}

void __wrap_gc_free(void *address) {
    if (address == NULL || gc_is_locked()) {
        __real_gc_free(address); // which does nothing, or comes from a __del__ while the heap is swept
        return;
    }
    check_is_taken(address);
    size_t taken = gc_nbytes(address);
    UNPOISON(address, taken);
    memset(address, 0, taken); // and it refers to nothing: it has no type now, and so no __del__
    POISON(address, taken);
}

void *__wrap_gc_realloc(void *address, size_t bytes, bool allow_move) {
    if (address == NULL) {
        return __wrap_gc_alloc(bytes, 0);
    }
    if (bytes == 0) {
        __wrap_gc_free(address);
        return NULL;
    }
    if (gc_is_locked()) {
        return NULL;
    }
    check_is_taken(address);
    size_t taken = gc_nbytes(address);
    size_t old_bytes = (char *)__asan_region_is_poisoned(address, taken) - (char *)address;
    if (bytes <= old_bytes) { // as upstream, it stays where it is
        POISON((char *)address + bytes, taken - bytes);
        return address;
    }
    void *larger = allow_move ? __wrap_gc_alloc(bytes, 0) : NULL;
    if (larger != NULL) {
        memcpy(larger, address, old_bytes);
        __wrap_gc_free(address);
    }
    return larger;
}
