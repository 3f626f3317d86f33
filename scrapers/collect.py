"""One visit to one source: links, pages, archive, articles, and exactly one outcome for each link.

The only place where a ScrapeError is caught: it becomes an outcome and a Failure, and the visit goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from scrapers.charset import decode
from scrapers.discover import FoundLink, Index, Memory, Reading, discover, only_here
from scrapers.errors import AddressRefused, BadResponse, NotAnArticle, Refused, ScrapeError, Unreachable
from scrapers.fetch import ArchiveWriter, Fetched, Fetcher
from scrapers.parsers.page import parse_page
from scrapers.records import (
    OUTCOMES,
    Article,
    Capture,
    Context,
    Failure,
    Known,
    LedgerEntry,
    Outcome,
    Role,
    SectionRead,
    Visit,
    VisitStatus,
)
from scrapers.registry import Section, Source
from scrapers.stage import Stage
from scrapers.traffic import Traffic

_NO_ANSWER = (Unreachable, AddressRefused, BadResponse)
_UNREAD: tuple[Outcome, ...] = ("failed", "blocked", "refused_by_robots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which visit this is. `clock` gives the time now, in UTC."""

    visit_id: str
    run_id: str
    interval_start: datetime
    interval_end: datetime
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a visit has come; `found` is 0 while sections are still read."""

    source: str
    phase: str
    found: int
    outcomes: Counter[Outcome]
    requests: int
    not_modified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a visit works with; `stored_page` gives a body, decompressed, and its Content-Type back from the archive."""

    fetcher: Fetcher
    archive: ArchiveWriter
    stored_page: Callable[[str, int], tuple[bytes, str | None]]
    report: Callable[[Progress], None]


class Collector:
    """The state of one visit; `run` is called once."""

    def __init__(self, source: Source, tools: Tools, memory: Memory, stage: Stage, plan: Plan) -> None:
        self.source, self.tools, self.memory, self.stage, self.plan = source, tools, memory, stage, plan
        # all keys from the start: other threads count them while the visit goes on
        self.outcomes: Counter[Outcome] = Counter(dict.fromkeys(OUTCOMES, 0))
        self.traffic, self.found = Traffic(tools.archive), 0

    def run(self) -> Visit:
        started = self.plan.clock()
        self._report("reading sections")
        links, readings = discover(self.source, self._open_index, self.memory)
        self.found = len(links)
        for reading in readings:
            self._note_section(reading, readings)
        for link in links.values():
            self._settle(link)
            self._report("reading pages")
        host_down = self.tools.fetcher.host_down(self.source.url)
        status, reason = visit_status(readings, self.outcomes, host_down=host_down)
        self._report(status)
        return Visit(
            visit_id=self.plan.visit_id,
            run_id=self.plan.run_id,
            source=self.source.slug,
            started_at=started,
            finished_at=self.plan.clock(),
            interval_start=self.plan.interval_start,
            interval_end=self.plan.interval_end,
            status=status,
            reason=reason,
            found=self.found,
            outcomes={outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            requests=self.traffic.requests,
            not_modified=self.traffic.not_modified,
            bytes_received=self.traffic.bytes_received,
        )

    def _report(self, phase: str) -> None:
        self.tools.report(
            Progress(
                source=self.source.slug,
                phase=phase,
                found=self.found,
                outcomes=self.outcomes,
                requests=self.traffic.requests,
                not_modified=self.traffic.not_modified,
            )
        )

    def _fetch(self, url: str, role: Role, section: str, known: Known | None) -> Fetched:
        context = Context(
            source=self.source.slug,
            visit_id=self.plan.visit_id,
            role=role,
            section=section,
            requested_url=url,
        )
        delay, count = self.source.delay, self.traffic.count_request
        return self.tools.fetcher.get(
            url, context=context, archive=self.traffic, known=known, delay=delay, on_request=count
        )

    def _open_index(self, url: str, section: Section) -> Index:
        known = self.memory.known.get(url)
        fetched = self._fetch(url, "index", section.name, known)
        body, content_type = fetched.body, fetched.headers.get("Content-Type")
        if fetched.status == 304:
            try:
                body, content_type = self._body_of(known, url)
            except BadResponse:  # the archive was moved or damaged: then the body is asked for
                fetched = self._fetch(url, "index", section.name, None)
                body, content_type = fetched.body, fetched.headers.get("Content-Type")
        text, _ = decode(body, content_type, self.source.charset) if section.reader == "listing" else ("", "")
        return Index(url=fetched.url, body=body, text=text)

    def _body_of(self, known: Known | None, url: str) -> tuple[bytes, str | None]:
        if known is None or known.warc_file is None or known.warc_offset is None:
            raise BadResponse(f"304 for {url}, which the archive does not hold")
        return self.tools.stored_page(known.warc_file, known.warc_offset)

    def _settle(self, link: FoundLink) -> None:
        """Gives a link its one outcome."""
        capture_id = reason = None
        outcome: Outcome
        try:
            reason = self.source.refuses(link.url)
            if reason:
                outcome = "filtered"
            else:
                outcome, capture_id = self._read(link)
        except ScrapeError as error:
            outcome = outcome_of(error, self.memory.known.get(link.url))
            reason = f"{type(error).__name__}: {error}"
            capture = getattr(error, "capture", self.traffic.newest)  # what cannot be parsed was fetched
            capture_id = capture.capture_id if capture else None
            if outcome in ("failed", "blocked"):
                self._note_failure(link.url, error)
        self.outcomes[outcome] += 1
        self.stage.add(
            LedgerEntry(
                visit_id=self.plan.visit_id,
                source=self.source.slug,
                url=link.url,
                sections=tuple(link.sections),
                readers=tuple(link.readers),
                outcome=outcome,
                reason=reason,
                capture_id=capture_id,
            )
        )

    def _read(self, link: FoundLink) -> tuple[Outcome, str]:
        known = self.memory.known.get(link.url)
        asked = known
        if known is not None and not settled(known):
            asked = replace(known, etag=None, last_modified=None)
        fetched = self._fetch(link.url, "page", link.sections[0], asked)
        if said := outcome_before(known, fetched.capture):
            return said, fetched.capture.capture_id
        text, _ = decode(fetched.body, fetched.headers.get("Content-Type"), self.source.charset)
        articles = parse_page(text, self.source, fetched.capture, link.sections[0])
        return stage_articles(self.stage, articles, fetched.capture, known), fetched.capture.capture_id

    def _note_failure(self, url: str, error: ScrapeError) -> None:
        self.stage.add(
            Failure(
                visit_id=self.plan.visit_id,
                source=self.source.slug,
                url=url,
                stage=error.stage,
                error=type(error).__name__,
                message=str(error),
                at=self.plan.clock(),
            )
        )

    def _note_section(self, reading: Reading, readings: list[Reading]) -> None:
        if reading.error is not None:
            self._note_failure(self.source.absolute(reading.section.url), reading.error)
        self.stage.add(
            SectionRead(
                visit_id=self.plan.visit_id,
                source=self.source.slug,
                section=reading.section.name,
                reader=reading.section.reader,
                pages=reading.pages,
                found=len(reading.found),
                only_here=only_here(reading, readings, self.memory),
                complete=reading.complete,
                error=f"{type(reading.error).__name__}: {reading.error}" if reading.error else None,
            )
        )


def settled(known: Known) -> bool:
    """Whether the body remembered was read: then the same body, or a 304, says the same again.

    A page that is gone may have answered with a soft 404, and a redesign leaves hashes of an earlier body.
    """
    if known.outcome == "not_an_article":
        return True
    return bool(known.content_hashes) and known.outcome in ("new", "unchanged", "changed")


def outcome_before(known: Known | None, capture: Capture) -> Outcome | None:
    """The outcome of an answer that brings the body already read; None for one that must be read."""
    if known is None or not settled(known):
        return None
    if capture.status != 304 and (known.sha256 != capture.sha256 or has_moved(known, capture)):
        return None
    return "unchanged" if known.content_hashes else known.outcome


def has_moved(known: Known, capture: Capture) -> bool:
    """Whether the link now leads to another address, under which the article has another id."""
    return known.final_url not in (None, capture.url)


def stage_articles(stage: Stage, articles: list[Article], capture: Capture, known: Known | None) -> Outcome:
    """Stages what a page says if it is new, says something else than before, or has moved."""
    before = known.content_hashes if known is not None else ()
    hashes = tuple(article.content_hash for article in articles)
    if known is not None and before == hashes and not has_moved(known, capture):
        return "unchanged"
    for article in articles:
        stage.add(article)
    return "changed" if before else "new"


def outcome_of(error: ScrapeError, known: Known | None) -> Outcome:
    had_articles = known is not None and bool(known.content_hashes)
    return "gone" if isinstance(error, NotAnArticle) and had_articles else error.outcome


def visit_status(
    readings: list[Reading], outcomes: Counter[Outcome], *, host_down: bool
) -> tuple[VisitStatus, str | None]:
    """Complete only if every section was read to its end and every page could be read.

    `host_down`: the host stopped answering, or its robots.txt could not be read, which forbids to go on.
    """
    unread = [reading for reading in readings if not reading.replaced]  # a stand-in was read to its end
    errors = {reading.section.name: reading.error for reading in unread if reading.error is not None}
    reasons = [f"section {name}: {type(error).__name__}: {error}" for name, error in errors.items()]
    reasons += [f"{outcomes[kind]} pages {kind}" for kind in _UNREAD if outcomes[kind]]
    if outcomes["filtered"] and outcomes["filtered"] == outcomes.total():
        reasons.append(f"none of {outcomes.total()} links fits `articles` and `hosts`")
    if not reasons:
        return "complete", None
    reason = "; ".join(reasons)
    if any(outcomes[kind] for kind in ("new", "changed", "unchanged", "not_an_article", "gone")):
        return "partial", reason
    if host_down:
        return "down", reason
    if (
        outcomes["blocked"]
        or outcomes["refused_by_robots"]
        or any(isinstance(error, Refused) for error in errors.values())
    ):
        return "blocked", reason
    no_answer = errors and all(isinstance(error, _NO_ANSWER) for error in errors.values())
    return ("down" if no_answer else "partial"), reason
