"""Stands in for the parser in a test: limited as that is, and asking for more memory than it may have."""

import resource

from data_access.imports.parsing.child import MEMORY_BYTES

resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
greed = bytearray(2 * MEMORY_BYTES)
