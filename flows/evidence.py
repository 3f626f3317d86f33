"""The evidence of stored values looked at again: the archived pages of a sample read with today's code, and compared
field by field with what is stored.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from flows.evidence_fields import Reading, compare_article, compare_wording
from flows.reading_ahead import PIECE, Pages
from scrapers.errors import BadResponse, ScrapeError
from scrapers.parser_version import parser_version
from scrapers.parsers.tesseract import Ocr, can_read
from scrapers.records import Place
from scrapers.registry import Source
from warehouse.evidence import Subject, Wording, read_sample
from warehouse.records import Finding

SAMPLE, SEED = 300, 0
T = TypeVar("T")
_RECENT = 64  # readings that are remembered: several articles may stand on one page


@dataclass(slots=True, kw_only=True)
class Reproduced:
    """What was looked at so far."""

    seed: int
    articles: int = 0
    values: int = 0  # that the archive gives again
    differing: int = 0
    pages: int = 0
    # articles that are passed over: their source has no file; kept as read once; scanned, and no OCR is here
    without_file: int = 0
    kept: int = 0
    scanned: int = 0


class Evidence:
    """Reads the sample in `folder`; `processes` read pages ahead."""

    def __init__(
        self,
        archive: Path,
        folder: Path,
        sources: Mapping[str, Source],
        ocr: Ocr | None,
        *,
        processes: int,
        seed: int = SEED,
    ) -> None:
        self.archive, self.folder, self.sources, self.ocr = archive, folder, sources, ocr
        self.processes, self.done = processes, Reproduced(seed=seed)
        self._reads_scans = can_read(ocr)
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def findings(self, on_progress: Callable[[], None] = lambda: None) -> Iterator[Finding]:
        pages = Pages(self.archive, self.sources, self.ocr, self.processes)
        with pages:
            ahead = self._ahead()
            pages.follow(iter(lambda: list(islice(ahead, PIECE)), []))
            for subject in read_sample(self.folder):
                self.done.articles += 1
                if self._is_passed_over(subject):
                    on_progress()
                    continue
                yield from self._compare(subject, pages)
                on_progress()

    def _ahead(self) -> Iterator[Place]:
        """The answers that will be read, in the order in which they are."""
        recent: OrderedDict[str, None] = OrderedDict()
        for subject in read_sample(self.folder):
            if subject.source in self.sources and not (subject.is_scanned and not self._reads_scans):
                for place in subject.places():
                    if place.capture_id not in recent:
                        yield place
                    _remember(recent, place.capture_id, None)

    def _is_passed_over(self, subject: Subject) -> bool:
        if subject.source not in self.sources:
            self.done.without_file += 1
            return True
        if subject.is_scanned and not self._reads_scans:
            self.done.scanned += 1
            return True
        return False

    def _compare(self, subject: Subject, pages: Pages) -> Iterator[Finding]:
        readings = {place.capture_id: self._read(place, pages) for place in subject.places()}
        today = parser_version(self.sources[subject.source])
        known: Reading | None = None
        for wording in subject.wordings:
            reading = self._of(subject, wording.place, readings, known)
            yield from self._told(subject, wording, reading, today)
            known = reading if isinstance(reading, Reading) and reading.article is not None else known
        yield from self._told(subject, None, self._of(subject, subject.place, readings, known), today, known)

    def _of(
        self, subject: Subject, place: Place | None, readings: Mapping[str, Reading], known: Reading | None
    ) -> Reading:
        if place is None:
            return Reading(error=BadResponse("no capture tells where it was read"))
        return readings[place.capture_id].of(subject.article_id, known)

    def _told(
        self,
        subject: Subject,
        wording: Wording | None,
        reading: Reading,
        today: str,
        known: Reading | None = None,
    ) -> Iterator[Finding]:
        """Of a wording, or where there is none of what the article says beside it."""
        what = "article" if wording is None else f"version {wording.version}"
        parser = subject.parser if wording is None else wording.parser
        name = "evidence_wrong" if parser == today else "evidence_otherwise"
        where = f"{subject.fields['url']} {what}"
        if reading.article is None:
            if subject.is_kept:
                self.done.kept += wording is None
                return
            self.done.differing += 1
            lost = isinstance(reading.error, BadResponse)
            yield Finding(check="evidence_lost" if lost else name, subject=where, message=reading.why())
            return
        if wording is None:
            same, differing = compare_article(subject, reading.article, known.article if known else None)
        else:
            is_first = wording is subject.wordings[0] and wording.version == 1
            same, differing = compare_wording(
                wording, reading.article, subject.article_id if is_first else None
            )
        self.done.values += same
        self.done.differing += len(differing)
        for field, said in differing.items():
            yield Finding(check=name, subject=f"{where} {field}", message=_message(said, parser, today))

    def _read(self, place: Place, pages: Pages) -> Reading:
        if (reading := self._readings.get(place.capture_id)) is None:
            self.done.pages += 1
            try:
                reading = Reading(articles=tuple(pages.read(place, pages.take(place)).articles))
            except ScrapeError as error:
                reading = Reading(error=error)
        _remember(self._readings, place.capture_id, reading)
        return reading


def _remember(recent: OrderedDict[str, T], key: str, value: T) -> None:
    recent[key] = value
    recent.move_to_end(key)
    if len(recent) > _RECENT:
        recent.popitem(last=False)


def _message(said: str, parser: str | None, today: str) -> str:
    if parser == today:
        return said
    return f"{said}; stored by parser {parser or 'of a release that did not say'}, read by {today}"
