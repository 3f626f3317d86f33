"""An article from a page that nobody described: title, text, date and author, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scrapers.clean import matching_key
from scrapers.dates import Moment
from scrapers.parsers.generic_author import Signed, read_author
from scrapers.parsers.generic_body import Body, read_body
from scrapers.parsers.generic_data import Told, read_linked_data, read_state
from scrapers.parsers.generic_date import read_published
from scrapers.parsers.generic_dateline import read_dateline
from scrapers.parsers.generic_foot import read_foot
from scrapers.parsers.generic_page import Page
from scrapers.parsers.generic_site import SITE
from scrapers.parsers.generic_stated import Dated, settled
from scrapers.parsers.generic_title import Title, read_title
from scrapers.parsers.generic_walk import read_page

_FOOT = 100  # letters
_FIELDS = ("title", "body", "published", "author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a page holds. `origins` and `confidence` (0 to 1) name each of title, body, published and author."""

    title: str
    body: tuple[str, ...]  # lines, without the heading; may be empty
    published: Moment | None
    author: str | None
    origins: dict[str, str]  # «walk:div.entry-content», «meta:og:title», «jsonld:author», «state:script»
    confidence: dict[str, float]


def extract(text: str, url: str, now: datetime) -> Extracted:
    """`text` is the decoded page, `now` the time of its fetch, aware. Never raises: what is not found is empty."""
    page = read_page(text)
    linked = read_linked_data(page)
    title = read_title(page, linked.title)
    body = read_body(page, title.text, title.line)
    state = read_state(page, title.text) if page.states and sum(map(len, body.lines)) < 250 else Told()
    empty = _shows_nothing(title, body, page) and bool(state.published)
    if not state.same and title.line >= 0 and not empty:
        state = Told()  # the page shows an article, and its data is about others
    if empty and state.title:
        # what little it shows is chrome
        title, body = title._replace(origin="head:title"), body._replace(lines=())
    full = _fuller(body, linked, state, title)
    title = _titled(title, state, full)
    dates = {"jsonld:datePublished": linked.published, "state:published": state.published}
    published = read_published(page, title.line, body, now, dates, url)
    published = settled(published, page, title.text, url, now)
    if published.moment is None:
        published = read_foot(page, body, now)
    if published.moment is None:
        published = read_dateline(page, title.line, body, now)
    signed = {"jsonld:author": linked.author, "state:author": state.author}
    author = read_author(page, title.line, (body.first, body.last), signed)
    return _built(title, full, published, author)


def _shows_nothing(title: Title, body: Body, page: Page) -> bool:
    """Whether the page's <title> alone was found in it: the name of the site, beside its logo, and a foot."""
    alone = title.origin == "head:title" or (SITE.fullmatch(title.text) and title.text == page.title)
    return bool(alone) and sum(map(len, body.lines)) < _FOOT


def _titled(title: Title, state: Told, body: Body) -> Title:
    """Where nothing of the article stands in the page, its <title> is the site's."""
    other = (
        (body.origin == "state:script" or not body.lines) and not state.same and title.origin == "head:title"
    )
    return Title(state.title, -1, "state:title", 0.7) if state.title and (other or not title.text) else title


def _fuller(body: Body, linked: Told, state: Told, title: Title) -> Body:
    """Where the page shows next to nothing, the text that its data tells."""
    shown = sum(map(len, body.lines))
    for told, origin in ((state, "state:script"), (linked, "jsonld:articleBody")):
        size = sum(map(len, told.body))
        same = told.same and size > 0 and shown < 150 and not set(told.body) & set(body.lines)
        alone = told is state and title.line < 0 and size > 0 and bool(told.published)
        if same or alone or (size > 2.5 * shown and (size > 40 or (not shown and size > 0))):
            key = matching_key(title.text)
            lines = tuple(line for i, line in enumerate(told.body) if i or matching_key(line) != key)
            return Body(lines, body.first, body.last, origin, 0.8)
    return body


def _built(title: Title, body: Body, published: Dated, author: Signed) -> Extracted:
    origins = (title.origin, body.origin, published.origin, author.origin)
    sure = (title.confidence, body.confidence, published.confidence, author.confidence)
    return Extracted(
        title=title.text,
        body=body.lines,
        published=published.moment,
        author=author.name,
        origins=dict(zip(_FIELDS, origins, strict=True)),
        confidence=dict(zip(_FIELDS, sure, strict=True)),
    )
