"""A copy of the warehouse in which what visits found is as the newest snapshot has it; the live one is only read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from flows.settings import Home
from scrapers.archive import Archive
from warehouse.db import open_writer
from warehouse.restore import last_captures, restore_archive_files, restore_found


def restored_copy(home: Home, archive: Archive, memory_limit: str) -> Path:
    """The caller holds the lock, and no process has the live file open. Without a good snapshot: CannotRebuild."""
    copy = home.reparse / "restored.duckdb"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home.warehouse, copy)
    with (
        closing(open_writer(copy, memory_limit=memory_limit)) as con,
        tempfile.TemporaryDirectory(dir=copy.parent) as folder,
    ):
        restore_found(con, home.published, Path(folder))
        restore_archive_files(con, _ends(archive, last_captures(con)))
    return copy


def _ends(archive: Archive, last: Mapping[str, int]) -> dict[str, int]:
    """WARC file → where the records of its last capture end: an answer and its request. Not of files that are lost."""
    ends = {}
    for file, offset in last.items():
        if not (archive.folder / file).is_file():
            continue
        for number, record in enumerate(archive.records(file, offset)):
            if number and record.context is not None:
                break
            ends[file] = record.offset + record.length
    return ends
