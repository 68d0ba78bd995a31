# What the guest is made of, whatever machine it is compiled for: WebAssembly (Makefile), or this one,
# to be fuzzed (../native/Makefile). Both run in this folder.

MPY_DIR ?= ../micropython
TOP = $(MPY_DIR)
FROZEN_MANIFEST ?= ../frozen/manifest.py

include $(TOP)/py/mkenv.mk

# Debian's source has no micropython-lib; the rules only look for a README in it.
MPY_LIB_DIR = $(TOP)

QSTR_DEFS = qstrdefsport.h
MICROPY_ROM_TEXT_COMPRESSION = 0

include $(TOP)/py/py.mk
include $(TOP)/extmod/extmod.mk

INC += -I. -I$(TOP) -I$(BUILD)

CFLAGS += -std=gnu11 -Wall -Werror -Wextra -Wno-unused-parameter -Wno-sign-compare

SRC_C = calls.c characters.c clock.c codecs.c destructors.c digits.c door.c entropy.c errors.c exception_attributes.c exceptions.c
SRC_C += file.c files.c floats.c format.c heap.c main.c modules.c numbers.c numerals.c os.c random.c slots.c
SRC_C += sort.c stdio.c text.c ticker.c value.c
# data.c is not among these: it is linked before all others
SRC_SHARED = shared/timeutils/timeutils.c
SRC_QSTR += $(SRC_C) $(SRC_SHARED)

OBJ += $(BUILD)/data.o $(PY_O)
OBJ += $(addprefix $(BUILD)/, $(SRC_SHARED:.c=.o) $(SRC_C:.c=.o))
