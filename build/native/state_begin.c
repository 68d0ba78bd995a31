// Linked in front of the guest's object files: see machine.c.

char native_data_begin[16] __attribute__((aligned(64))) = { 1 };
char native_bss_begin[16] __attribute__((aligned(64)));
