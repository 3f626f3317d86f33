"""A visit that is stored already, settled once more from its archived answers with the code and files of today.

What the visit found stays as it was recorded: its links, the sections that named them, and what the fetcher said where
no answer came. What parsing made of the answers is made anew, and with it the visit's counts and status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scrapers import errors
from scrapers.before import StoredPage
from scrapers.doubts import Refused
from scrapers.errors import BadResponse, FetchError, LettersLost, NotAnArticle, ParseError, ScrapeError
from scrapers.outcomes import UNREAD, visit_status
from scrapers.reading import Told
from scrapers.records import OUTCOMES, Article, Capture, Failure, Known, LedgerEntry, Outcome, Visit
from scrapers.recover import INTERRUPTED
from scrapers.registry import Section, Source
from scrapers.reread import is_answer
from scrapers.sections import Reading
from scrapers.settler import Settled, Settler
from scrapers.stage import Stage
from scrapers.strayed import Strayed

KEPT = "kept as it was read before"
_READ = ("new", "changed", "unchanged")
Row = dict[str, Any]  # as it is stored


class Replay:
    """Takes the links of one visit in their order, and ends as the Visit.

    `failures`: what is stored of the visit. `sections`: section → its error as stored. `kept`: the articles that an
    answer was once read as; none where readings are not to be kept.
    """

    def __init__(
        self,
        source: Source,
        visit: Visit,
        known: Mapping[str, Known],
        stage: Stage,
        stored_page: StoredPage,
        failures: Sequence[Row],
        sections: Mapping[str, str | None],
        kept: Callable[[Capture], list[Article]],
    ) -> None:
        self.visit, self.stage, self.sections, self.kept = visit, stage, sections, kept
        self.settler = Settler(source, visit.visit_id, known, stage, stored_page)
        self.source, self.known, self.strayed = source, known, Strayed()
        self.counts: Counter[Outcome] = Counter()
        self.old: Counter[Outcome] = Counter()  # as in a visit
        # of links that are settled anew, by link; the others are as they were
        self.before: dict[str, list[Row]] = {}
        self.failures: dict[str, list[Row]] = {}
        said = set(sections.values())
        for row in failures:
            if f"{row['error']}: {row['message']}" in said:
                stage.write(Failure, row)  # of a section, not of a page
            else:
                self.failures.setdefault(row["url"], []).append(row)

    def take(self, row: Row, capture: Capture, read: Callable[[], Told]) -> None:
        """One entry of the ledger, with the answer it was decided by; `read` is called where that has to be read."""
        if is_answer(capture.role, capture.status):
            row = self._settle(row, capture, read)
        self.keep(row)

    def keep(self, row: Row) -> None:
        """An entry that stays as it is: no answer came."""
        self.strayed.note(row["url"], row["outcome"], self.known.get(row["url"]))
        self.counts[row["outcome"]] += 1
        self.old[row["outcome"]] += row["outcome"] in UNREAD and self._is_old(row)
        self.stage.write(LedgerEntry, row)

    def _is_old(self, row: Row) -> bool:
        """Of an article that no list named: it was looked at again."""
        known = self.known.get(row["url"])
        had = known is not None and bool(known.content_hashes)
        return had and not row["readers"] and not self.source.is_document(row["url"])

    def _settle(self, row: Row, capture: Capture, read: Callable[[], Told]) -> Row:
        url = capture.requested_url
        settled = self.settler.settle(capture, read, named=bool(row["readers"]))
        if _is_unreadable(settled.error) and row["outcome"] in _READ:
            settled = self._keep(row, capture, settled)
        if self._says_nothing_new(row, settled):
            self.settler.failures.pop(url, None)
            return row
        if url in self.failures:
            self.before[url] = self.failures.pop(url)
        return {**row, "outcome": settled.outcome, "reason": settled.reason}

    def _says_nothing_new(self, row: Row, settled: Settled) -> bool:
        """The fetcher has said the same in its own words, or the archive does not hold the answer any more."""
        if isinstance(settled.error, BadResponse) and row["outcome"] not in _READ:
            return True
        return isinstance(settled.error, FetchError) and settled.outcome == row["outcome"]

    def _keep(self, row: Row, capture: Capture, settled: Settled) -> Settled:
        """A page that was read once and cannot be read now is what it was; it stays a failure that is told."""
        articles = self.kept(capture)
        if not articles:
            return settled
        error, _, message = (settled.reason or "").partition(": ")
        told = Told(articles, f"{error}: {KEPT}; {message}")
        return self.settler.settle(capture, lambda: told, named=bool(row["readers"]))

    def finish(self) -> Visit:
        torn = (self.visit.reason or "").startswith(INTERRUPTED)
        doubts = self.settler.doubts
        refused = doubts.settle(self.counts)
        if torn:
            refused = replace(refused, links={**doubts.settle_torn().links, **refused.links})
        self.settler.withdraw(refused, self.counts)
        self._stage_failures()
        outcomes: dict[str, int] = {outcome: self.counts[outcome] for outcome in OUTCOMES}
        if _read_or_not(outcomes) == _read_or_not(self.visit.outcomes) or torn:
            return replace(self.visit, outcomes=outcomes)
        status, reason = self._status(refused)
        return replace(self.visit, outcomes=outcomes, status=status, reason=reason)

    def _stage_failures(self) -> None:
        """A failure that is the same as before keeps its time."""
        for url, failure in self.settler.failures.items():
            same = (failure.stage, failure.error, failure.message)
            for row in self.before.get(url, []):
                if (row["stage"], row["error"], row["message"]) == same:
                    self.stage.write(Failure, row)
                    break
            else:
                self.stage.add(failure)
        for rows in self.failures.values():
            for row in rows:
                self.stage.write(Failure, row)

    def _status(self, refused: Refused) -> tuple[Any, str | None]:
        told = self.visit.reason or ""
        readings = [
            Reading(section=Section.model_construct(name=name), error=_error(said), replaced=said not in told)
            for name, said in self.sections.items()
            if said is not None
        ]
        down = self.visit.status == "down"
        said = refused.sentences + self.strayed.sentences
        return visit_status(readings, self.counts - self.old, host_down=down, told=said)


def _read_or_not(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Whether what was changed only reads otherwise is told when it is loaded."""
    counts = {
        outcome: count for outcome, count in outcomes.items() if outcome not in ("changed", "unchanged")
    }
    return {**counts, "known": outcomes["changed"] + outcomes["unchanged"]}


def _is_unreadable(error: ScrapeError | None) -> bool:
    """Whether nobody knows what the page says; a notice and a soft 404 say that it holds no article, and lost letters
    were never a text.
    """
    return isinstance(error, (ParseError, BadResponse)) and not isinstance(error, (NotAnArticle, LettersLost))


def _error(said: str) -> ScrapeError:
    """The error that a section's reading ended with: «LayoutChanged: expected …»."""
    name, _, message = said.partition(": ")
    kind = getattr(errors, name, errors.LayoutChanged)
    error: ScrapeError = kind(message)
    return error
