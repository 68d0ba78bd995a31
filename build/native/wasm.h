// What clang has for WebAssembly only. Included in front of every source file.
//
// The linear memory is a part of this process's, so the guest's addresses are this process's too;
// `memory.size` tells where the part that the guest may use ends, as if it began at 0.

#ifndef CLOCHE_NATIVE_WASM_H
#define CLOCHE_NATIVE_WASM_H

#include <stddef.h>

size_t native_memory_pages(void);
size_t native_memory_grow(size_t pages);

#define __builtin_wasm_memory_size(memory) native_memory_pages()
#define __builtin_wasm_memory_grow(memory, pages) native_memory_grow(pages)

#endif
