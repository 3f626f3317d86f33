"""`python -P tether.py MODULE ARGUMENT…`: runs a module that must not outlive the process that started it.

Its standard input is a pipe of which only that process has the other end: the kernel closes it whatever the process
died of, kill -9 too. Nothing is written to it, so the reading thread sleeps until then.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from threading import Event, Thread

PATIENCE = 10  # seconds for an orderly end


def main() -> None:
    Thread(target=_end_with_starter, name="tether", daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    Event().wait(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
