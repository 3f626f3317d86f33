"""A visit that reads back the days of a window: lists as deep as they go back, then what of them was never read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from scrapers.collect import Collector
from scrapers.dates import KYIV
from scrapers.discover import FoundLink
from scrapers.doubts import FEW
from scrapers.errors import Spared
from scrapers.outcomes import visit_status
from scrapers.plan import Plan, Tools
from scrapers.records import Article, Outcome, VisitStatus
from scrapers.registry import Section, Source
from scrapers.sections import Index, Memory, Reading
from scrapers.stage import Stage
from scrapers.window import Span, Window
from scrapers.window_lists import WindowLists, is_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much one visit may ask for. What is left is named, and no visit that left something is complete."""

    pages: int  # articles; at least as many as there were index pages, or a deep window would never be read
    requests: int  # all together


class WindowCollector(Collector):
    """`named`: links of the window's days, known ones too; `is_cut`: its own bound of pages ended it, not the site."""

    def __init__(
        self,
        source: Source,
        tools: Tools,
        memory: Memory,
        stage: Stage,
        plan: Plan,
        window: Window,
        bounds: Bounds,
    ) -> None:
        super().__init__(source, tools, memory, stage, plan)
        self.window, self.bounds = window, bounds
        self.lists = WindowLists(source, window, memory, self._open_list, self._learn)
        self.indexes = self.pages = 0
        self.is_cut = False
        self.left: set[str] = set()
        self._days: dict[str, Span] = {}

    @property
    def named(self) -> int:
        return len(self.lists.named)

    @property
    def oldest(self) -> date | None:
        """The first day that any list told."""
        return self.lists.oldest

    def _discover(self) -> list[Reading]:
        self.links = self.lists.links  # pages that are asked for on the way offer documents
        readings = self.lists.read()
        for url, sections in self.memory.attached.items():
            if self.source.is_document(url) and not is_read(self.memory.known.get(url)):
                self.links.setdefault(url, FoundLink(url=url, sections=list(sections)))
        self.found = len(self.links)
        waiting = [link for link in self.links.values() if link.url not in self.lists.learned]
        # what failed before comes last, or a cut visit would never come to the rest
        self.waiting = sorted(waiting, key=lambda link: link.url in self.memory.known)
        return readings

    def _open_list(self, url: str, section: Section) -> Index:
        if self.traffic.requests >= self.bounds.requests:
            raise self._spared()
        self.indexes += 1
        return self._open_index(url, section)

    def _learn(self, link: FoundLink) -> Span:
        """The days of a page that no list tells. Raises Spared."""
        if self._is_over():
            self.left.add(link.url)
            raise self._spared()
        self._settle(link)
        self._report("reading sections")
        return self._days.get(link.url, Span())

    def _is_over(self) -> bool:
        if self.pages >= max(self.bounds.pages, self.indexes):
            self.is_cut = True
        return self.is_cut or self.traffic.requests >= self.bounds.requests

    def _spared(self) -> Spared:
        if self.is_cut:
            return Spared(f"{self.pages} pages were asked for, as many as one visit may; another one goes on")
        return Spared(
            f"{self.traffic.requests} requests were sent, as many as this backfill may."
            " Remedy: run it again, it goes on from here; or --requests with more"
        )

    def _settle(self, link: FoundLink) -> None:
        if self._is_over():
            self.left.add(link.url)
            self.found -= 1
            return
        self.pages += 1
        super()._settle(link)

    def _follow_documents(self, articles: list[Article], link: FoundLink) -> None:
        days = [
            each.published.astimezone(KYIV).date()
            for each in articles
            if each.published is not None and each.published_precision in ("minute", "day")
        ]
        if len(days) == len(articles):
            self._days[link.url] = Span(min(days), max(days))
        super()._follow_documents(articles, link)

    def _note_section(self, reading: Reading, readings: list[Reading]) -> None:
        reading.found -= self.left
        super()._note_section(reading, readings)

    def _status(
        self, readings: list[Reading], outcomes: Counter[Outcome], host_down: bool, told: tuple[str, ...]
    ) -> tuple[VisitStatus, str | None]:
        """Complete if every list was read back to the window's first day, and every link of it is read by now."""
        counted = Counter(outcomes)
        if counted["gone"] + counted["not_an_article"] < FEW:  # all else of the window may be known
            counted["gone"] = counted["not_an_article"] = 0
        counted["filtered"] = 0
        is_told = any(isinstance(reading.error, Spared) for reading in readings)
        if self.left and not is_told:
            told = (*told, f"{len(self.left)} links of the window wait: {self._spared()}")
        return visit_status(readings, counted, host_down=host_down, told=told)
