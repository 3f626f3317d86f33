"""A look at a site with all manners of a visit, of which nothing is kept: for `probe`, dry runs and golden cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from scrapers.charset import decode
from scrapers.errors import BadResponse, FetchError, ScrapeError, Spared
from scrapers.fetch import Fetched, Fetcher
from scrapers.look import Look
from scrapers.records import Capture, Context, Exchange, Known
from scrapers.registry import Section, Source
from scrapers.sections import Index
from scrapers.urls import canonical
from scrapers.warc_http import facts, first_of_each

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One address that was asked for, and how it answered."""

    url: str
    answer: str  # «200», «304», or the name of an error
    message: str | None = None


class Aside:
    """An archive that forgets: each answer gets a Capture without a place; robots.txt is remembered as text."""

    def __init__(self) -> None:
        self.robots: dict[str, str] = {}
        self._numbers = count(1)

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        """As an ArchiveWriter; no look knows of an earlier one, so `known` is always None."""
        if known is not None:
            raise ValueError(f"expected no memory of {known.url}, which is not archived here")
        media_type, etag, last_modified = facts(first_of_each(exchange.headers))
        if context.role == "robots" and exchange.status == 200:
            self.robots[exchange.url] = exchange.body.decode("utf-8", "replace")
        return Capture(
            capture_id=f"aside-{next(self._numbers)}",
            source=context.source,
            visit_id=context.visit_id,
            role=context.role,
            section=context.section,
            requested_url=context.requested_url,
            told=context.told,
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            media_type=media_type,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256(exchange.body).hexdigest(),
            size=len(exchange.body),
            warc_file="",
            warc_offset=0,
            revisit=False,
        )


class Peek:
    """Asks for each address once, for at most `most` of them; robots.txt is beside the count."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        slug: str = "probe",
        delay: float = 1.0,
        most: int = 30,
        report: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.asked: list[Asked] = []
        self.aside = Aside()
        self._fetcher, self._slug, self._delay, self._most, self._report = fetcher, slug, delay, most, report
        self._answers: dict[str, Fetched | FetchError] = {}

    @property
    def left(self) -> int:
        """How many addresses may still be asked for."""
        return max(0, self._most - len(self._answers))

    @property
    def robots(self) -> str:
        """The text of all robots.txt that were read."""
        return "\n".join(self.aside.robots.values())

    def host_down(self, url: str) -> bool:
        """Whether the host did not answer at all, not even for its robots.txt."""
        return self._fetcher.host_down(url)

    def fetch(self, url: str, section: str = "") -> Fetched:
        """Raises FetchError, the same again for an address that was asked for before."""
        key = canonical(url) or url
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._ask(key, section)
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def _ask(self, url: str, section: str) -> Fetched | FetchError:
        if not self.left:
            return Spared(f"{url}: not asked for, {self._most} addresses are the most for one look")
        context = Context(
            source=self._slug, visit_id="aside", role="page", section=section, requested_url=url
        )
        self._report(url)
        try:
            fetched = self._fetcher.get(url, context=context, archive=self.aside, delay=self._delay)
        except FetchError as error:
            self.asked.append(Asked(url=url, answer=type(error).__name__, message=str(error)))
            return error
        self.asked.append(Asked(url=url, answer=str(fetched.status)))
        return fetched

    def look(self, url: str) -> Look:
        """An HTML page. Raises FetchError, BadResponse where something else comes."""
        fetched = self.fetch(url)
        kind = (fetched.capture.media_type or "").lower()
        if kind not in _PAGES:
            raise BadResponse(f"{fetched.url}: expected a page in HTML, came {kind}", capture=fetched.capture)
        text, used = decode(fetched.body, fetched.headers.get("Content-Type"))
        return Look(url=fetched.url, text=text, charset=used, headers=fetched.headers)

    def glance(self, url: str) -> Look | None:
        """The same, None for whatever is no page."""
        try:
            return self.look(url)
        except ScrapeError:
            return None

    def index(self, source: Source) -> Callable[[str, Section], Index]:
        """Opens index pages as a visit does."""

        def open_index(url: str, section: Section) -> Index:
            fetched = self.fetch(url, section.name)
            text, _ = decode(fetched.body, fetched.headers.get("Content-Type"), source.charset)
            return Index(url=fetched.url, body=fetched.body, text=text)

        return open_index
