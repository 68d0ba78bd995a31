// Tells AddressSanitizer what of the guest's heap is nobody's: to it, all of the heap is one array.
// So an object that is overrun, or used after it was freed, is found (poison.patch, poison.c).
// Included in front of every source file.

#ifndef CLOCHE_NATIVE_POISON_H
#define CLOCHE_NATIVE_POISON_H

#include <stddef.h>

// These are AddressSanitizer's; its own header hides them from files that it does not instrument,
// and those are the ones that need them (gc.c).
void __asan_poison_memory_region(const volatile void *address, size_t bytes);
void __asan_unpoison_memory_region(const volatile void *address, size_t bytes);
void *__asan_region_is_poisoned(void *address, size_t bytes);

#define POISON(address, bytes) __asan_poison_memory_region((address), (bytes))
#define UNPOISON(address, bytes) __asan_unpoison_memory_region((address), (bytes))

// Behind each allocation: whoever runs over its end does not meet the next one.
#define RED_ZONE_BYTES (16)

#endif
