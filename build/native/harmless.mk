# What of UndefinedBehaviorSanitizer is off, and why: each is undefined in C's text, and does no harm in
# this code compiled by clang, for WebAssembly or for anything else.

# Nothing added to a null pointer, where an array is empty: all over MicroPython. A pointer that wraps
# around is found by AddressSanitizer when it is used.
SANITIZE += -fno-sanitize=pointer-overflow

# Functions called by pointers of another type: vstr_add_strn as a mp_print_strn_t, and so on. Where the
# types differ to WebAssembly too, the engine finds it, and that is a trap.
SANITIZE += -fno-sanitize=function

# memcpy(to, NULL, 0), where an array is empty. That its arguments are never null is what this machine's
# header says, not the one that the module is compiled with.
SANITIZE += -fno-sanitize=nonnull-attribute

# A float that no integer of the type comes near: WebAssembly's conversion, as the module is compiled
# (-mnontrapping-fptoint), takes the nearest there is.
SANITIZE += -fno-sanitize=float-cast-overflow
