"""How a process that reads pages in several threads treats memory and turns."""

from __future__ import annotations

import ctypes
import sys

# glibc's malloc.h
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
_MIB = 2**20
# seconds a thread may go on while another waits; a page takes a millisecond or two, and fetching gives way by itself
_TURN = 0.05


def prepare_process() -> None:
    """Fewer changes between threads, and memory kept: together a quarter of a visit's CPU (docs/decisions/0004…)."""
    sys.setswitchinterval(_TURN)
    keep_freed_memory()


def keep_freed_memory() -> None:
    """Does nothing where the C library is not glibc.

    A page's tree is some megabytes that live for a millisecond. By default each thread has an arena of its own,
    which gives them back to the system after each page.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    mallopt(_ARENA_MAX, 1)  # Python's lock lets one thread at a time ask for memory anyway
    mallopt(_TRIM_THRESHOLD, 64 * _MIB)
    mallopt(_TOP_PAD, 16 * _MIB)
    mallopt(_MMAP_THRESHOLD, 4 * _MIB)
