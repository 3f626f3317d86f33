"""A visit that stores nothing: pages from the site, the archive or golden cases, and what would change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb

from flows.settings import Home
from scrapers import cases
from scrapers.archive import Archive
from scrapers.differences import differences
from scrapers.errors import BadResponse, NotAnArticle, ScrapeError
from scrapers.glimpse import Glimpse
from scrapers.notices import notice_error
from scrapers.peek import Peek
from scrapers.probe_samples import Sample, parse_sample, read_samples
from scrapers.records import Article
from scrapers.registry import Source
from scrapers.stored import stored_page
from scrapers.trial import read_sections, reads, spread
from scrapers.urls import canonical
from scrapers.warc import ArchiveError
from warehouse.db import open_published

From = Literal["live", "archive", "cases"]
State = Literal["new", "same", "changed", "gone", "no article", "failed"]
# what an edit changes, and what a reader of the article sees; as `articles` has them
COMPARED = (
    "title", "lead", "body", "published", "published_precision", "author", "lang", "category", "source_tags",
    "region_hint", "community_names", "images", "attachments",
)  # fmt: skip
_STORED = f"select article_id::varchar, url, {', '.join(COMPARED)} from articles"
_LISTS = frozenset({"source_tags", "community_names", "images", "attachments"})
_BAD: frozenset[State] = frozenset({"failed", "gone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """One page and what a visit would do with it. `diff`: lines with - as stored or expected, + as read now."""

    url: str
    state: State
    articles: tuple[Article, ...] = ()
    diff: tuple[str, ...] = ()
    reason: str | None = None
    case: str | None = None  # the golden case it comes from


@dataclass(slots=True, kw_only=True)
class SourceCheck:
    source: str
    came_from: From
    sections: list[Glimpse] = field(default_factory=list)
    pages: list[PageCheck] = field(default_factory=list)
    stored: bool = True  # whether anything is published that could be compared with

    @property
    def problems(self) -> list[str]:
        """What makes the check fail: sections and pages that cannot be read, cases that are read otherwise."""
        found = [
            f"section {each.section.name}: {each.error or 'names no articles'}"
            for each in _unread(self.sections)
        ]
        found += [f"{page.url}: {page.reason}" for page in self.pages if page.state in _BAD]
        found += [
            f"{page.case}: is read otherwise" for page in self.pages if page.case and page.state == "changed"
        ]
        if not self.pages:
            found.append(
                f"the archive holds no pages of it; remedy: `visnyk run {self.source}`, or --from live"
                if self.came_from == "archive"
                else "no page was found that could be read"
            )
        return found


def _unread(sections: Sequence[Glimpse]) -> Iterator[Glimpse]:
    """A section may fail where one can be read that stands in for it, or for the same one as it does."""
    for each in sections:
        names = {each.section.name, each.section.instead_of} - {None}
        stood_in = any(other.section.instead_of in names and reads(other) for other in sections)
        if not reads(each) and not stood_in:
            yield each


def check_live(source: Source, peek: Peek, home: Home, count: int) -> SourceCheck:
    """The first page of each section and a few articles, asked from the site."""
    check = SourceCheck(source=source.slug, came_from="live", sections=read_sections(source, peek))
    urls = [(url, each.section.name) for each in check.sections if reads(each) for url in each.taken]
    samples = read_samples(source, list(dict(urls).items()), peek, count)
    with Stored(home, source.slug) as stored:
        check.stored = stored.there
        check.pages = [stored.compare(sample) for sample in samples]
    return check


def check_archive(source: Source, home: Home, archive: Archive, count: int) -> SourceCheck:
    """The newest archived answers, read again with the source file and the parsers as they are now."""
    check = SourceCheck(source=source.slug, came_from="archive")
    with Stored(home, source.slug) as stored:
        check.stored = stored.there
        for page in spread(stored.pages(), count):
            check.pages.append(stored.compare(archived_sample(source, archive, *stored.place(page))))
    return check


def archived_sample(source: Source, archive: Archive, file: str, offset: int) -> Sample:
    """Raises nothing of ours: what cannot be read back is the sample's error."""
    try:
        capture = archive.read(file, offset).capture
        if capture is None:
            raise BadResponse(f"{file}: expected an answer at byte {offset}")
        body, content_type = stored_page(archive, file, offset)
        if error := notice_error(capture.url, capture.status, {}, body, capture):
            return Sample(url=capture.requested_url, section=capture.section, error=error)
    except (ArchiveError, BadResponse) as error:
        trouble = error if isinstance(error, ScrapeError) else BadResponse(str(error))
        return Sample(url=f"{file}#{offset}", section="", error=trouble)
    return parse_sample(source, body, content_type, capture, capture.requested_url)


def check_cases(source: Source, folder: Path) -> SourceCheck:
    """Every golden case of the source."""
    check = SourceCheck(source=source.slug, came_from="cases")
    for case in cases.find_cases(folder):
        note = cases.read_note(case)
        if note.source != source.slug:
            continue
        expected = json.loads((case / cases.EXPECTED).read_text(encoding="utf-8"))
        diff = tuple(differences(expected, cases.read_case(case, {source.slug: source})))
        state: State = "changed" if diff else "same"
        check.pages.append(
            PageCheck(url=note.url, state=state, diff=diff, case=f"{case.parent.name}/{case.name}")
        )
    return check


class Stored:
    """What is published of one source; of nothing if nothing is."""

    def __init__(self, home: Home, slug: str) -> None:
        self.home, self.slug, self.there = home, slug, False
        self._stack = ExitStack()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Stored:
        if self.home.database.exists():
            self._connection = self._stack.enter_context(open_published(self.home.database))
            self.there = bool(self._ask("select 1 from captures where source = ? limit 1", [self.slug]))
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def _ask(self, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return [] if self._connection is None else self._connection.execute(query, values).fetchall()

    def pages(self) -> list[str]:
        """Addresses of pages that were archived, the newest answer first."""
        rows = self._ask(
            "select requested_url from captures where source = ? and role = 'page' and status = 200"
            " group by requested_url order by max(fetched_at) desc, requested_url",
            [self.slug],
        )
        return [row[0] for row in rows]

    def place(self, url: str) -> tuple[str, int]:
        """WARC file and offset of the newest answer of a page that `pages` names."""
        ((file, offset),) = self._ask(
            "select warc_file, warc_offset from captures where source = ? and requested_url = ?"
            " and role = 'page' and status = 200 order by fetched_at desc limit 1",
            [self.slug, url],
        )
        return file, offset

    def compare(self, sample: Sample) -> PageCheck:
        """What a visit would do with a page."""
        addresses = [sample.url, *(article.url for article in sample.articles)]
        ids = [article.article_id for article in sample.articles]
        rows = self._ask(
            f"{_STORED} where source = ? and state = 'live' and (article_id::varchar = any(?) or url = any(?))",
            [self.slug, ids, [canonical(url) or url for url in addresses]],
        )
        before = {row[0]: dict(zip(COMPARED, row[2:], strict=True)) for row in rows}
        if sample.error is not None:
            return _failed(sample, sample.error, stored=bool(before))
        diff = [
            line
            for article in sample.articles
            if article.article_id in before
            for line in differences(_plain(before[article.article_id]), _plain(_values(article)))
        ]
        lost = [f"- {told['title']}" for key, told in before.items() if key not in ids]
        state: State = "changed" if diff or lost else "same"
        if not before.keys() & set(ids):
            state = "new"
        return PageCheck(url=sample.url, state=state, articles=sample.articles, diff=tuple(diff + lost))


def _failed(sample: Sample, error: ScrapeError, *, stored: bool) -> PageCheck:
    state: State = "failed"
    if isinstance(error, NotAnArticle):
        state = "gone" if stored else "no article"
    return PageCheck(url=sample.url, state=state, reason=f"{type(error).__name__}: {error}")


def _values(article: Article) -> dict[str, Any]:
    told = {name: getattr(article, name) for name in COMPARED}
    return {**told, "attachments": [{"url": file.url, "title": file.title} for file in article.attachments]}


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """As both sides are compared: the body as its lines, times as ISO 8601 in UTC, nothing for what is not there."""
    plain = {name: value for name, value in told.items() if value not in (None, [], ())}
    if "published" in plain:
        plain["published"] = plain["published"].astimezone().isoformat()
    for name in _LISTS & plain.keys():
        plain[name] = list(plain[name])
    return {**plain, "body": told["body"].split("\n")}
