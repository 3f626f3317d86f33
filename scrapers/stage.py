"""What a visit brought, as JSON lines: one file for each kind of record, read once by the load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from scrapers.records import Article, Capture, Failure, LedgerEntry, Outcome, Part, SectionRead

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
                self.write(Part, {**of, **asdict(part)})
            record = replace(record, parts=())
        self.write(type(record), record)

    def write(self, kind: type, row: object) -> None:
        """A record, or a row of that kind as it was once stored."""
        file = self._files.get(kind)
        if file is None:
            file = self._files[kind] = (self.folder / FILES[kind]).open("wb", _BUFFER)
        file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))

    def withdraw(self, links: Mapping[str, str]) -> Counter[Outcome]:
        """Links whose pages turned out to be no articles, with the reason: they have failed, and what was read from
        them is none. What their outcomes were. Called once, when all else is written.
        """
        before: Counter[Outcome] = Counter()
        captures: set[str | None] = set()

        def fail(row: dict[str, Any]) -> dict[str, Any]:
            if row["url"] not in links:
                return row
            before[row["outcome"]] += 1
            captures.add(row["capture_id"])
            return {**row, "outcome": "failed", "reason": links[row["url"]]}

        self._rewrite(LedgerEntry, fail)
        self._rewrite(Article, lambda row: None if row["capture_id"] in captures else row)
        return before

    def _rewrite(self, kind: type, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        path = self.folder / FILES[kind]
        if (file := self._files.pop(kind, None)) is not None:
            file.close()
        if not path.exists():
            return
        changed = path.with_suffix(".changed")
        with path.open("rb") as lines, changed.open("wb", _BUFFER) as kept:
            for line in lines:
                if (row := change(orjson.loads(line))) is not None:
                    kept.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        changed.replace(path)
        self._files[kind] = path.open("ab", _BUFFER)

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()
