# Python that is part of the guest: compiled at build time, loaded when it is imported.

include("$(MPY_DIR)/extmod/asyncio")
