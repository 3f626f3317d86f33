"""Ctrl-C and SIGTERM: one sentence on what happened and how to go on, and no traceback of anybody's."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

_GO_ON = {
    "run": "run it again, and what was archived is read back and the rest asked for",
    "reparse": "the warehouse is as it was, or read again as a whole; run it again",
}


class Terminated(KeyboardInterrupt):
    """SIGTERM: whoever tidies up after Ctrl-C tidies up after it too."""


class Stoppable(TyperGroup):
    """Commands that can be stopped: status 130 after Ctrl-C and 143 after SIGTERM, as shells expect."""

    def invoke(self, ctx: Any) -> Any:
        with _signals():
            try:
                return super().invoke(ctx)
            except KeyboardInterrupt as stop:
                how, status = ("SIGTERM", 143) if isinstance(stop, Terminated) else ("Ctrl-C", 130)
                go_on = _GO_ON.get(ctx.invoked_subcommand or "", "run it again")
                Console(stderr=True).print(
                    f"[red]visnyk:[/] stopped by {how}. Nothing is lost: {go_on}",
                    highlight=False,
                    soft_wrap=True,
                )
                raise typer.Exit(status) from stop


@contextmanager
def _signals() -> Iterator[None]:
    """The handlers go back when the command ends by itself; a signal that is ignored stays so."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in before.items():
        if handler in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _stop(number: int, _frame: object) -> NoReturn:
    """The first signal lets all be tidied up; another one ends at once, which loses nothing either."""
    hush()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _end)
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


def leave_to_asyncio() -> None:
    """From now on Ctrl-C is for a loop that ends in order by itself: it looks for Python's own handler."""
    if signal.getsignal(signal.SIGINT) is _stop:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(number: int, _frame: object) -> NoReturn:
    os.write(2, b"visnyk: ended at once by a second signal. Nothing is lost: run it again\n")
    os._exit(128 + number)


def hush() -> None:
    """Prefect has much to say about flow runs and tasks that end like this, and nothing that helps."""
    logging.disable(logging.CRITICAL)
