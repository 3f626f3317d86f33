"""A full disk, whichever part of a run met it first: said in one sentence, with what is and what is not lost."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from flows.settings import Home
from scrapers.warc import ArchiveError


class DiskFull(Exception):
    """No room for what a run writes; the message says where, and what to do."""


@contextmanager
def minding_room(home: Home) -> Iterator[None]:
    """Raises DiskFull for whatever the system, the archive or DuckDB says about a full disk."""
    try:
        yield
    except (OSError, ArchiveError, duckdb.Error) as error:
        if not is_full(error):
            raise
        raise DiskFull(
            f"expected room on the disk of {home.root}, came a full disk. Nothing that was archived is lost."
            " Remedy: free some space and run again: what was archived is read back"
        ) from error


def is_full(error: BaseException | None) -> bool:
    """DuckDB has the system's words only, and goes on to say that its database is invalidated."""
    if error is None:
        return False
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left on device" in str(error):
        return True
    return is_full(error.__cause__)
