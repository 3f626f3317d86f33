"""Gives the links of a visit their outcomes from what was archived, by the rules of the visit itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from scrapers.aliases import Aliases
from scrapers.before import StoredPage, articles_before
from scrapers.doubts import Doubts, Refused
from scrapers.errors import NotAnArticle, ScrapeError
from scrapers.outcomes import outcome_before, outcome_of, said_before, stage_articles
from scrapers.reading import Told
from scrapers.records import Capture, Failure, Known, Outcome
from scrapers.registry import Source
from scrapers.stage import Stage


class Settled(NamedTuple):
    outcome: Outcome
    reason: str | None = None
    error: ScrapeError | None = None  # why there is no article, where one was raised


class Settler:
    """The state of one visit that is read once more. A later answer to a link takes the place of an earlier one."""

    def __init__(
        self,
        source: Source,
        visit_id: str,
        known: Mapping[str, Known],
        stage: Stage,
        stored_page: StoredPage,
    ) -> None:
        self.source, self.visit_id, self.known, self.stage = source.slug, visit_id, known, stage
        self.read_before = partial(articles_before, source, stored_page)
        self.failures: dict[str, Failure] = {}
        self.asked: dict[str, datetime] = {}  # link → when its last answer was asked for
        self.doubts, self.aliases = Doubts(), Aliases(known, source.identify)

    def settle(self, capture: Capture, read: Callable[[], Told], *, named: bool = False) -> Settled:
        """`read` gives what the answer says; it is called only where that is not known yet. `named`: whether a list
        is known to name the link.
        """
        url = capture.requested_url
        self.asked[url] = capture.fetched_at
        self.failures.pop(url, None)
        self.doubts.forget(url)
        known = self.known.get(url)
        try:
            if said := outcome_before(known, capture):
                return Settled(said)
            told = read()
            read_before = cache(partial(self.read_before, capture))
            outcome = stage_articles(
                self.stage, told.articles, capture, known, self.aliases, read_before, named
            )
        except ScrapeError as error:
            return self._failed(capture, error)
        if told.trouble:
            self.note_failure(url, "parse", *told.trouble.split(": ", 1))
        before = partial(said_before, known, read_before)
        self.doubts.see(url, told.articles, capture, outcome, known, before)
        return Settled(outcome, told.trouble)

    def _failed(self, capture: Capture, error: ScrapeError) -> Settled:
        if isinstance(error, NotAnArticle):
            self.doubts.see_none(capture.requested_url, capture)
        outcome = outcome_of(error, self.known.get(capture.requested_url))
        if outcome in ("failed", "blocked"):
            self.note_failure(capture.requested_url, error.stage, type(error).__name__, str(error))
        return Settled(outcome, f"{type(error).__name__}: {error}", error)

    def note_failure(self, url: str, stage: str, error: str, message: str) -> None:
        self.failures[url] = Failure(
            visit_id=self.visit_id,
            source=self.source,
            url=url,
            stage=stage,
            error=error,
            message=message,
            at=self.asked[url],
        )

    def withdraw(self, refused: Refused, counts: Counter[Outcome]) -> None:
        """When all else is staged: links of which only the whole visit could tell that they have no article."""
        if not refused.links:
            return
        counts.subtract(self.stage.withdraw(refused.links))
        counts["failed"] += len(refused.links)
        for url, reason in refused.links.items():
            self.note_failure(url, "parse", *reason.split(": ", 1))
