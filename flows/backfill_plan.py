"""What a backfill would ask for: the lists are read, no article is, and nothing is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass

from flows.backfill import Backfill
from flows.pipeline import Run
from flows.visiting import window_memory
from scrapers.errors import FetchError
from scrapers.fetch import Fetcher
from scrapers.peek import Peek
from scrapers.plan import Progress
from scrapers.records import Context
from scrapers.registry import Source
from scrapers.sections import Memory
from scrapers.urls import host_of
from scrapers.window import Span, Window
from scrapers.window_lists import WindowLists
from warehouse.db import reader

MOST_LISTS = 300  # index pages of a source that are looked at: a list without days would be read to its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Of one source. `requests` are those of the backfill itself; `seconds` at the delay that the host is owed."""

    source: str
    host: str
    lists: int  # index pages
    named: int  # links that may be of the window
    known: int  # of these, read before
    undated: int  # of those to ask for, such as no list tells a day of
    requests: int
    seconds: float
    troubles: tuple[str, ...] = ()  # why it may be more, or cannot be whole

    @property
    def to_ask(self) -> int:
        return self.named - self.known


def estimate(
    work: Backfill, *, wait: float | None, on_wait: Callable[[str], None], report: Callable[[Progress], None]
) -> list[Estimate]:
    """One for each source, in their order. The home is let go before anything is asked for. Raises WriterBusy."""
    run = Run(work.home, work.settings, work.left, registry=work.registry.sources, now=work.now)
    run.open(wait=wait, on_wait=on_wait)
    try:
        with reader(run.connection) as cursor:
            memories = {
                slug: window_memory(cursor, source, work.window) for slug, source in work.left.items()
            }
    finally:
        run.close()
    fetcher = Fetcher(
        user_agent=work.settings.user_agent,
        limits=work.settings.limits,
        allow=work.settings.networks,
        clock=work.now,
    )
    with closing(fetcher), ThreadPoolExecutor(work.settings.hosts_at_once) as pool:

        def look(source: Source) -> Estimate:
            return _look(source, work.window, memories[source.slug], fetcher, report)

        return list(pool.map(look, work.left.values()))


def _look(
    source: Source, window: Window, memory: Memory, fetcher: Fetcher, report: Callable[[Progress], None]
) -> Estimate:
    def tell(phase: str) -> None:
        asked = len(peek.asked)
        report(
            Progress(
                source=source.slug, phase=phase, found=0, outcomes=Counter(), requests=asked, not_modified=0
            )
        )

    peek = Peek(
        fetcher,
        slug=source.slug,
        delay=source.delay,
        most=MOST_LISTS,
        report=lambda url: tell("reading sections"),
    )
    lists = WindowLists(source, window, memory, peek.index(source), lambda link: Span())
    readings = [reading for reading in lists.read() if not reading.replaced]
    troubles = [
        f"section {reading.section.name}: {reading.error}"
        for reading in readings
        if reading.error is not None
    ]
    requests = len(peek.asked) + len(lists.links)
    tell("partial" if troubles else "complete")
    return Estimate(
        source=source.slug,
        host=host_of(source.url),
        lists=len(peek.asked),
        named=len(lists.named),
        known=len(lists.named) - len(lists.links),
        undated=len(lists.learned),
        requests=requests,
        seconds=requests * _delay(source, fetcher, peek),
        troubles=tuple(troubles),
    )


def _delay(source: Source, fetcher: Fetcher, peek: Peek) -> float:
    """Seconds between two requests: the source's own, or what its robots.txt wishes."""
    context = Context(
        source=source.slug, visit_id="aside", role="robots", section="", requested_url=source.url
    )
    with suppress(FetchError):
        rules = fetcher.robots(source.url, context=context, archive=peek.aside, delay=source.delay)
        return max(source.delay, rules.crawl_delay)
    return source.delay


def seconds_of(estimates: Sequence[Estimate], at_once: int) -> float:
    """How long it takes all together: sources of one host one after the other, `at_once` hosts side by side."""
    hosts: defaultdict[str, float] = defaultdict(float)
    for each in estimates:
        hosts[each.host] += each.seconds
    longest = max(hosts.values(), default=0.0)
    return max(longest, sum(hosts.values()) / at_once)
