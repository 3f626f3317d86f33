"""What a visit brought, as JSON lines: one file for each kind of record, read once by the load."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import orjson

from scrapers.records import Article, Capture, Failure, LedgerEntry, SectionRead

FILES: dict[type, str] = {
    Article: "articles.jsonl",
    Capture: "captures.jsonl",
    LedgerEntry: "ledger.jsonl",
    SectionRead: "section_reads.jsonl",
    Failure: "failures.jsonl",
}


class Stage:
    """A folder of one visit. It may be lost at any time: the archive can make it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._files: dict[type, BinaryIO] = {}

    def add(self, record: Article | Capture | LedgerEntry | SectionRead | Failure) -> None:
        kind = type(record)
        file = self._files.get(kind)
        if file is None:
            file = self._files[kind] = (self.folder / FILES[kind]).open("wb")
        file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()
