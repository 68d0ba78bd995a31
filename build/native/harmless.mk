# What of UndefinedBehaviorSanitizer is off, and why: each is undefined in C's text, and does no harm in
# this code compiled by clang, for WebAssembly or for anything else.

