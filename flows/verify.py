"""What `visnyk verify` looks at: the warehouse and its snapshot under the lock, the archive while runs may go on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from flows.evidence import SEED, Evidence, Reproduced
from flows.pipeline import Run
from flows.recovery import Recovered
from flows.settings import Home, Settings
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.records import Capture
from scrapers.registry import Source
from scrapers.warc_check import Damage, Looked, find_damage
from warehouse import store
from warehouse.captures import CapturesByPlace, write_captures
from warehouse.checks import content_hash, run_checks
from warehouse.evidence import write_sample
from warehouse.intact import check_published
from warehouse.records import Finding

_CAPTURES = "captures.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Whose evidence is looked at again; `sources`: all that can be read, `chosen`: those that shall be, None: all."""

    sources: Mapping[str, Source]
    chosen: list[str] | None = None
    most: int
    seed: int = SEED
    processes: int = 1


@dataclass(slots=True, kw_only=True)
class Verified:
    findings: list[Finding] = field(default_factory=list)
    content_hash: str | None = None  # None: the warehouse cannot be read
    looked: Looked | None = None  # None: the archive was not read through
    reproduced: Reproduced | None = None  # None: no evidence was looked at


class Verification:
    """One look. `open` does what needs the lock, and gives it back."""

    def __init__(
        self, home: Home, settings: Settings, *, quick: bool, sample: Sample | None, ocr: Ocr | None = OCR
    ) -> None:
        self.home, self.settings, self.quick, self.sample, self.ocr = home, settings, quick, sample, ocr
        self.result = Verified()
        self.indexed: dict[str, int] = {}
        self.articles = 0  # of the sample
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="visnyk-verify-")))

    def open(self, *, wait: float | None, on_wait: Callable[[str], None]) -> None:
        """Raises WriterBusy, DiskFull."""
        work = Run(self.home, self.settings, {})
        try:
            work.open(wait=wait, on_wait=on_wait)
            self._look(work)
        except (
            duckdb.IOException,
            duckdb.InternalException,
            duckdb.SerializationException,
            duckdb.CatalogException,
        ) as error:
            message = f"{type(error).__name__}: {error}".partition("\n")[0]
            self.result.findings.append(
                Finding(check="warehouse_unreadable", subject=self.home.warehouse.name, message=message)
            )
        finally:
            work.close()

    def _look(self, work: Run) -> None:
        con, result = work.connection, self.result
        result.findings += run_checks(con)
        result.findings += check_published(con, self.home.published)
        result.findings += _archive_findings(work.result.recovered)
        result.content_hash = content_hash(con)
        self.indexed = store.indexed(con)
        if not self.quick:
            write_captures(con, self._folder / _CAPTURES)
        if self.sample is not None:
            chosen, most, seed = self.sample.chosen, self.sample.most, self.sample.seed
            self.articles = write_sample(con, self._folder, sources=chosen, most=most, seed=seed)

    def read_archive(self, on_progress: Callable[[Looked], None]) -> None:
        """Every record that was loaded, beside its digests and its capture."""
        if self.quick or not (self._folder / _CAPTURES).exists():
            return
        looked = self.result.looked = Looked()
        captures = CapturesByPlace(self._folder / _CAPTURES)
        self._stack.callback(captures.close)
        found = find_damage(self.home.archive, self.indexed, looked, lambda: on_progress(looked), captures.of)
        for each in found:
            if isinstance(each, Damage):
                self.result.findings += _damage_findings(each, captures.of(each.file))
            else:
                subject, message = f"{each.file} at byte {each.offset}", f"{each.url}: {each.found}"
                self.result.findings.append(
                    Finding(check="capture_otherwise", subject=subject, message=message)
                )

    def read_evidence(self, on_progress: Callable[[Reproduced], None]) -> None:
        """The sample's pages read with today's code."""
        if self.sample is None or self.result.content_hash is None:
            return
        evidence = Evidence(
            self.home.archive,
            self._folder,
            self.sample.sources,
            self.ocr,
            processes=self.sample.processes,
            seed=self.sample.seed,
        )
        done = self.result.reproduced = evidence.done
        self.result.findings += evidence.findings(lambda: on_progress(done))

    def close(self) -> None:
        self._stack.close()


def _archive_findings(recovered: Recovered) -> Iterator[Finding]:
    """What the archive lacks, and what it holds that nobody has read yet."""
    for file, size in recovered.lost.items():
        message = f"{size} bytes that were read are no longer there"
        yield Finding(check="archive_lost", subject=file, message=message)
    for slug in recovered.waiting:
        yield Finding(check="archive_unread", subject=slug, message="archived answers that were never loaded")
    if recovered.damaged_records:
        message = (
            f"{recovered.damaged_records} damaged places in what was never loaded; *.damaged files name them"
        )
        yield Finding(check="archive_damaged", subject="archive", message=message)


def _damage_findings(damage: Damage, captures: Mapping[int, Capture]) -> Iterator[Finding]:
    """One a capture that lies there, with its address."""
    end = damage.offset + damage.length
    here = {offset: capture for offset, capture in captures.items() if damage.offset <= offset < end}
    for offset, capture in sorted(here.items()):
        yield Finding(
            check="archive_damaged",
            subject=f"{damage.file} at byte {offset}",
            message=f"{capture.requested_url}: {damage.found}",
        )
    if not here:
        subject = f"{damage.file} at byte {damage.offset}"
        yield Finding(check="archive_damaged", subject=subject, message=damage.found)
