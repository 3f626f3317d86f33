"""What a visit brought, as JSON lines: one file for each kind of record, read once by the load."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import BinaryIO

import orjson

from scrapers.records import Article, Capture, Failure, LedgerEntry, Part, SectionRead

FILES: dict[type, str] = {
    Article: "articles.jsonl",
    Part: "parts.jsonl",
    Capture: "captures.jsonl",
    LedgerEntry: "ledger.jsonl",
    SectionRead: "section_reads.jsonl",
    Failure: "failures.jsonl",
}

_BUFFER = 2**16  # bytes; an article alone fills the usual 8 kB


class Stage:
    """A folder of one visit. It may be lost at any time: the archive can make it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._files: dict[type, BinaryIO] = {}

    def add(self, record: Article | Capture | LedgerEntry | SectionRead | Failure) -> None:
        """An article's parts go to a file of their own: most have none, and a report has hundreds."""
        if isinstance(record, Article) and record.parts:
            for part in record.parts:
                of = {"article_id": record.article_id, "content_hash": record.content_hash}
                self._write(Part, {**of, **asdict(part)})
            record = replace(record, parts=())
        self._write(type(record), record)

    def _write(self, kind: type, row: object) -> None:
        file = self._files.get(kind)
        if file is None:
            file = self._files[kind] = (self.folder / FILES[kind]).open("wb", _BUFFER)
        file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()
