// Linked behind the guest's object files: see machine.c.

char native_data_end[16] __attribute__((aligned(64))) = { 1 };
char native_bss_end[16] __attribute__((aligned(64)));
