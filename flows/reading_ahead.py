"""Archived answers read by several processes before they are asked for: parsing is pure CPU, so it scales with them.

A replay takes links one after the other, since each visit has to know the one before. What a page says does not depend
on that: the pages are read ahead in the order in which the replay will come to them, a thousand at most, so that
memory stays the same however many there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self

from flows.process import prepare_process
from scrapers.archive import Archive
from scrapers.errors import ScrapeError
from scrapers.parsers.tesseract import Ocr
from scrapers.reading import Told
from scrapers.records import Place
from scrapers.registry import Source
from scrapers.reread import read_place

PIECE = 32  # pages that a process is given at once
AHEAD = 16  # pieces a process that are read, or being read, and not taken yet

Result = Told | ScrapeError


class _Desk(NamedTuple):
    """What a reading process works with."""

    archive: Archive
    sources: Mapping[str, Source]
    ocr: Ocr | None


_DESK: list[_Desk] = []


class Pages:
    """Reads archived answers: with one process when they are asked for, with more ahead of that."""

    def __init__(self, archive: Path, sources: Mapping[str, Source], ocr: Ocr | None, processes: int) -> None:
        self._desk = _Desk(Archive(archive), sources, ocr)
        self._initial = (archive, sources, ocr)
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._pieces: Iterator[list[Place]] = iter(())
        self._waiting: deque[tuple[list[Place], Future[list[Result]]]] = deque()
        self._head: deque[tuple[str, Result]] = deque()
        self._others = frozenset(multiprocessing.active_children())

    def __enter__(self) -> Self:
        if self._processes > 1:  # not forked: this process has threads, and locks that a fork would share
            self._pool = ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), _begin, self._initial
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:
            for process in frozenset(multiprocessing.active_children()) - self._others:
                process.terminate()
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def follow(self, pieces: Iterator[list[Place]]) -> None:
        """What will be asked for, in that order; some of it may not be."""
        if self._pool is not None:
            self._pieces = pieces
            self._fill()

    def take(self, place: Place) -> Result | None:
        """What was read ahead of this answer; to be called for each in their order, also where it is not needed."""
        if not self._head:
            self._advance()
        if self._head and self._head[0][0] == place.capture_id:
            return self._head.popleft()[1]
        return None

    def read(self, place: Place, ahead: Result | None) -> Told:
        """Raises ScrapeError."""
        if ahead is None:
            source = self._desk.sources[place.source]
            return read_place(self._desk.archive, place.file, place.offset, source, self._desk.ocr)
        if isinstance(ahead, ScrapeError):
            raise ahead
        return ahead

    def _advance(self) -> None:
        if not self._waiting:
            return
        places, future = self._waiting.popleft()
        self._head.extend(
            (place.capture_id, result) for place, result in zip(places, future.result(), strict=True)
        )
        self._fill()

    def _fill(self) -> None:
        while self._pool is not None and len(self._waiting) < AHEAD * self._processes:
            places = next(self._pieces, None)
            if places is None:
                return
            self._waiting.append((places, self._pool.submit(_read_piece, places)))


def _begin(archive: Path, sources: Mapping[str, Source], ocr: Ocr | None) -> None:
    """In a new process: Ctrl-C is for the one that started it, without which it has nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare_process()
    _DESK[:] = [_Desk(Archive(archive), sources, ocr)]
    Thread(target=_end_with_starter, name="tether", daemon=True).start()


def _end_with_starter() -> None:
    starter = multiprocessing.parent_process()
    if starter is not None:
        wait([starter.sentinel])
        os._exit(1)


def _read_piece(places: list[Place]) -> list[Result]:
    return [_read(place) for place in places]


def _read(place: Place) -> Result:
    (desk,) = _DESK
    try:
        return read_place(desk.archive, place.file, place.offset, desk.sources[place.source], desk.ocr)
    except ScrapeError as error:
        return error
