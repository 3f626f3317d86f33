"""One visit to one source: links, pages, archive, articles, and exactly one outcome for each link.

The only place where a ScrapeError is caught: it becomes an outcome and a Failure, and the visit goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial

from scrapers.aliases import Aliases
from scrapers.before import articles_before
from scrapers.charset import decode
from scrapers.discover import MAX_LINKS, FoundLink, discover, forgive_renamed, only_here
from scrapers.doubts import Doubts
from scrapers.errors import BadResponse, NotAnArticle, ScrapeError
from scrapers.fetch import Fetched
from scrapers.notices import notice_error
from scrapers.outcomes import (
    UNREAD,
    outcome_before,
    outcome_of,
    said_before,
    settled,
    stage_articles,
    visit_status,
)
from scrapers.parsers.tesseract import can_read
from scrapers.plan import Plan, Progress, Tools
from scrapers.reading import read_answer
from scrapers.records import (
    OUTCOMES,
    Article,
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
from scrapers.sections import Index, Memory, Reading
from scrapers.stage import Stage
from scrapers.strayed import Strayed
from scrapers.traffic import Traffic


class Collector:
    """The state of one visit; `run` is called once."""

    def __init__(self, source: Source, tools: Tools, memory: Memory, stage: Stage, plan: Plan) -> None:
        self.source, self.tools, self.memory, self.stage, self.plan = source, tools, memory, stage, plan
        # all keys from the start: other threads count them while the visit goes on
        self.outcomes: Counter[Outcome] = Counter(dict.fromkeys(OUTCOMES, 0))
        self.old: Counter[Outcome] = Counter()  # of old articles only that could not be read again
        self.traffic, self.found = Traffic(tools.archive), 0
        self.links: dict[str, FoundLink] = {}
        self.waiting: list[FoundLink] = []
        self.doubts, self.aliases = Doubts(), Aliases(memory.known, source.identify)
        self.strayed = Strayed()
        # scanned documents that can be read now that OCR is installed
        self.readable = memory.unread if memory.unread and can_read(tools.ocr) else frozenset()

    def run(self) -> Visit:
        started = self.plan.clock()
        self._report("reading sections")
        readings = self._discover()
        for link in self.waiting:  # grows while pages are read: they offer documents
            self._settle(link)
            self._report("reading pages")
        forgive_renamed(readings, self.aliases.leads_to)
        for reading in readings:
            self._note_section(reading, readings)
        host_down = self.tools.fetcher.host_down(self.source.url)
        refused = self.doubts.settle(self.outcomes)
        self._withdraw(refused.links)
        counted = self.outcomes - self.old  # they are archived, and nothing new is missed with them
        told = refused.sentences + self.strayed.sentences
        status, reason = self._status(readings, counted, host_down, told)
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
            kind=self.plan.kind,
        )

    def _discover(self) -> list[Reading]:
        """Reads the sections; then `links` and `waiting` are what is to be settled."""
        self.links, readings = discover(self.source, self._open_index, self.memory)
        self.found = len(self.links)
        # known ones first: where they lead to tells which of the others are no new articles
        self.waiting = sorted(self.links.values(), key=lambda link: link.url not in self.memory.known)
        return readings

    def _status(
        self, readings: list[Reading], outcomes: Counter[Outcome], host_down: bool, told: tuple[str, ...]
    ) -> tuple[VisitStatus, str | None]:
        return visit_status(readings, outcomes, host_down=host_down, told=told)

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

    def _fetch(
        self, url: str, role: Role, section: str, known: Known | None, told: str | None = None
    ) -> Fetched:
        context = Context(
            source=self.source.slug,
            visit_id=self.plan.visit_id,
            role=role,
            section=section,
            requested_url=url,
            told=told,
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
                # a notice has an ETag too: the site says that it stands there still
                if error := notice_error(
                    url, 200, {"Content-Type": content_type or ""}, body, fetched.capture
                ):
                    raise error
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
            reason = self.source.refuses(link.url, any_address=link.by_structure)
            if reason:
                outcome = "filtered"
            else:
                outcome, capture_id, reason = self._read(link)
        except ScrapeError as error:
            outcome = outcome_of(error, self.memory.known.get(link.url))
            reason = f"{type(error).__name__}: {error}"
            capture = getattr(error, "capture", self.traffic.newest)  # what cannot be parsed was fetched
            capture_id = capture.capture_id if capture else None
            if capture is not None and isinstance(error, NotAnArticle):
                self.doubts.see_none(link.url, capture)
            if outcome in ("failed", "blocked"):
                self._note_failure(link.url, error.stage, type(error).__name__, str(error))
        self.strayed.note(link.url, outcome, self.memory.known.get(link.url))
        self.outcomes[outcome] += 1
        self.old[outcome] += link.again and outcome in UNREAD
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

    def _withdraw(self, links: Mapping[str, str]) -> None:
        """Links that the whole visit tells to have no article."""
        if not links:
            return
        self.outcomes.subtract(self.stage.withdraw(links))
        self.outcomes["failed"] += len(links)
        for url, reason in links.items():
            error, _, message = reason.partition(": ")
            self._note_failure(url, "parse", error, message)

    def _read(self, link: FoundLink) -> tuple[Outcome, str, str | None]:
        """Outcome, capture, and what kept a part of the page unread."""
        known, again = self.memory.known.get(link.url), link.url in self.readable
        asked = known
        if known is not None and not settled(known):
            asked = replace(known, etag=None, last_modified=None)
        told_day = (known.told if known is not None else None) or link.told
        fetched = self._fetch(link.url, "page", link.sections[0], asked, told_day)
        capture, body, content_type = fetched.capture, fetched.body, fetched.headers.get("Content-Type")
        if not again and (said := outcome_before(known, capture)):
            return said, capture.capture_id, None
        if fetched.status == 304:
            body, content_type = self._body_of(known, link.url)
        told = read_answer(body, content_type, self.source, capture, link.sections[0], self.tools.ocr)
        read_before = cache(partial(articles_before, self.source, self.tools.stored_page, capture))
        named = bool(link.readers)
        outcome = stage_articles(self.stage, told.articles, capture, known, self.aliases, read_before, named)
        before = partial(said_before, known, read_before)
        self.doubts.see(link.url, told.articles, capture, outcome, known, before)
        self._follow_documents(told.articles, link)
        if told.trouble:
            self._note_failure(link.url, "parse", *told.trouble.split(": ", 1))
        return outcome, capture.capture_id, told.trouble

    def _follow_documents(self, articles: list[Article], link: FoundLink) -> None:
        """Declared documents that a page offers are links of this visit too; those of pages that were not read anew
        are in `memory.attached`.
        """
        for url in (each.url for article in articles for each in article.attachments):
            if self.source.is_document(url) and url not in self.links and len(self.links) < MAX_LINKS:
                self.links[url] = FoundLink(url=url, sections=link.sections[:1])
                self.waiting.append(self.links[url])
                self.found += 1

    def _note_failure(self, url: str, stage: str, error: str, message: str) -> None:
        self.stage.add(
            Failure(
                visit_id=self.plan.visit_id,
                source=self.source.slug,
                url=url,
                stage=stage,
                error=error,
                message=message,
                at=self.plan.clock(),
            )
        )

    def _note_section(self, reading: Reading, readings: list[Reading]) -> None:
        if reading.error is not None:
            url, error = self.source.absolute(reading.section.url), reading.error
            self._note_failure(url, error.stage, type(error).__name__, str(error))
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
                guessed=reading.guessed,
                named=reading.named,
                reached=reading.reached,
            )
        )
