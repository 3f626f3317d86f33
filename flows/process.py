"""How a process that reads pages in several threads treats memory and turns."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading

# glibc's malloc.h
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
_MIB = 2**20
# seconds a thread may go on while another waits; a page takes a millisecond or two, and fetching gives way by itself
_TURN = 0.05


def prepare_process() -> None:
    """Fewer changes between threads, and memory kept: together a quarter of a visit's CPU (docs/decisions/0004…)."""
    sys.setswitchinterval(_TURN)
    keep_freed_memory()
    if not gc.get_freeze_count():
        gc.freeze()  # what was imported stays: looking through it once more at the end takes 50 ms


def share_one_core() -> None:
    """The calling thread stays on the core that all visits of this process share, where the system lets it choose.

    One thread at a time runs Python; on two cores each turn wakes the other core and finds its caches cold. Not the
    main thread: what it starts later would have to stay there too.
    """
    if hasattr(os, "sched_setaffinity") and threading.current_thread() is not threading.main_thread():
        allowed = sorted(os.sched_getaffinity(os.getpid()))
        os.sched_setaffinity(0, {allowed[os.getpid() % len(allowed)]})


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
