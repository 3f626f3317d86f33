"""Memory that is freed is kept for the next page instead of being given back and asked for again."""

from __future__ import annotations

import ctypes

# glibc's malloc.h
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
_MIB = 2**20


def keep_freed_memory() -> None:
    """For a process that reads pages in several threads; does nothing where the C library is not glibc.

    A page's tree is some megabytes that live for a millisecond. By default each thread has an arena of its own,
    which gives them back to the system after each page: a fifth of a visit's CPU (docs/decisions/0003-speed.md).
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    mallopt(_ARENA_MAX, 1)  # Python's lock lets one thread at a time ask for memory anyway
    mallopt(_TRIM_THRESHOLD, 64 * _MIB)
    mallopt(_TOP_PAD, 16 * _MIB)
    mallopt(_MMAP_THRESHOLD, 4 * _MIB)
