"""Pages that only the rest of their visit can tell to be none: one page under many addresses, or all lead to one.

A notice, a list or a front page that is served for every address looks like an article each time. What a visit saw of a
page is kept as some bytes; nothing is decided before the visit ends, and nothing about a visit that was torn.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import orjson

from scrapers.alike import folded
from scrapers.errors import LayoutChanged
from scrapers.losses import Alike, Losses, one_page
from scrapers.records import Article, Capture, Known, Outcome
from scrapers.told_day import tells_day
from scrapers.urls import canonical

FEW = 3  # addresses that show the same page
_READ: tuple[Outcome, ...] = ("new", "changed", "unchanged")
TORN = "interrupted before it was known whether all addresses show this page; it is asked for again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Links that have no article after all, each with the reason, and what is to be said of the visit."""

    links: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()


class Doubts:
    """What one visit saw. A later answer to a link takes the place of an earlier one."""

    def __init__(self) -> None:
        self._shown: dict[str, bytes] = {}  # link → its article, of those that may be none
        self._leads: dict[str, str] = {}  # link → the address that answered, where it is another one
        self._not_articles: set[str] = set()  # links that lead to what is no article
        self._losses = Losses()

    def forget(self, url: str) -> None:
        self._shown.pop(url, None)
        self._losses.forget(url)
        self._leads.pop(url, None)
        self._not_articles.discard(url)

    def see(
        self,
        url: str,
        articles: list[Article],
        capture: Capture,
        outcome: Outcome,
        known: Known | None,
        before: Callable[[], Article | None],
    ) -> None:
        """Articles that a page gave, and what that came to. `before`: what it said when it was last read."""
        self._follow(url, capture)
        if len(articles) != 1 or articles[0].kind != "article":
            return
        if is_doubtful(articles[0]):
            self._shown[url] = _key(articles[0])
        if outcome != "unchanged":
            had = known is not None and bool(known.content_hashes)
            self._losses.see(
                url,
                articles[0],
                before() if had else None,
                known=had,
                had_text=known is not None and known.has_text,
            )

    def see_none(self, url: str, capture: Capture) -> None:
        """A page that says it is no article."""
        self._follow(url, capture)
        if url in self._leads:
            self._not_articles.add(url)

    def _follow(self, url: str, capture: Capture) -> None:
        self.forget(url)
        if capture.url != url and canonical(capture.url) != canonical(url):
            self._leads[url] = capture.url

    def settle(self, outcomes: Counter[Outcome]) -> Refused:
        """At the end of a visit; `outcomes` of all its links as they are without this."""
        links: dict[str, str] = {}
        sentences: list[str] = []
        read = sum(outcomes[kind] for kind in _READ)
        for found in (*self._losses.settle(outcomes), *self._same()):
            urls = [url for url in found.urls if url not in links]
            there = {self._leads.get(url, url) for url in found.urls}
            # several addresses of one article may lead to it, but hardly all that a site has
            if not urls or (len(there) == 1 and len(found.urls) < read):
                continue
            if len(urls) == len(found.urls):  # else it was said of the others
                sentences.append(found.says)
            links.update(dict.fromkeys(urls, f"{LayoutChanged.__name__}: {found.why}"))
            read -= len(urls)
        ends = Counter(self._leads[url] for url in self._not_articles)
        for end, count in ends.items():
            if count >= FEW and not read:
                sentences.append(f"all {count} pages lead to {urlsplit(end).path or '/'}")
                gone = [url for url in self._not_articles if self._leads[url] == end]
                why = f"expected an article, came {end}, where all {count} pages lead"
                links.update(dict.fromkeys(gone, f"{LayoutChanged.__name__}: {why}"))
        return Refused(links=links, sentences=tuple(sentences))

    def _same(self) -> Iterator[Alike]:
        """Pages without a sign that they are articles, word for word the same."""
        return (one_page(urls) for urls in self._alike().values() if _kinds(urls) >= FEW)

    def settle_torn(self) -> Refused:
        """Of a visit that was killed: whatever the rest of it might have told otherwise is asked for again."""
        links = dict.fromkeys(self._not_articles, f"{LayoutChanged.__name__}: {TORN}")
        for key, urls in self._alike().items():
            if key[:1] == _UNDATED or len(urls) > 1:
                links.update(dict.fromkeys(urls, f"{LayoutChanged.__name__}: {TORN}"))
        links.update(dict.fromkeys(self._losses.lost, f"{LayoutChanged.__name__}: {TORN}"))
        return Refused(links=links)

    def _alike(self) -> dict[bytes, list[str]]:
        groups: dict[bytes, list[str]] = defaultdict(list)
        for url, key in self._shown.items():
            groups[key].append(url)
        return groups


_UNDATED, _DATED = b"u", b"d"


def is_doubtful(article: Article) -> bool:
    """Whether structure alone says that a page is an article: no selector found its text, and nothing dates it; or
    none found anything, though there is a day and a text.
    """
    if article.kind != "article" or is_selected(article, "body"):
        return False
    if not tells_day(article):
        return True
    return bool(article.body) and not (is_selected(article, "title") or is_selected(article, "published"))


def is_selected(article: Article, name: str) -> bool:
    """Whether a selector of the source found a field."""
    return article.origins.get(name, "").startswith("css:")


def _key(article: Article) -> bytes:
    """What a reader sees of an article: pictures tell two posts apart that have the same words."""
    said = [folded(text) for text in (article.title, article.lead, article.body)]
    day = [article.published, article.published_precision] if tells_day(article) else None
    shown = [image.partition("?")[0] for image in article.images]
    told = orjson.dumps([*said, day, shown, article.attachments])
    return (_DATED if tells_day(article) else _UNDATED) + hashlib.sha256(told).digest()[:15]


def _kinds(urls: list[str]) -> int:
    """How many of the addresses cannot be another's with a language or a section before it."""
    return len({_tail(url) for url in urls})


def _tail(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.rstrip('/').rpartition('/')[2]}?{parts.query}"
