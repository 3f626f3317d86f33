"""Articles that lost what was their own, all in one visit: a broken cache, a challenge nobody listed, texts that a CMS
shows no more.

Many articles that said each its own and now all say the same were not edited. Pages that were alike before, such as
daily notices or minutes of silence, are not concerned: what is now alike must have been unlike.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from scrapers.alike import HEAD, folded, near, parts, sketch
from scrapers.records import Article, Outcome

FEW = 3  # articles that are not edited to the same in one visit
_ALL_NEW = 5  # new articles that are not alike by chance, if they are most of what a site shows
_MOST_NEW = 2_000  # new pages of a visit that are remembered
_ONE_TITLE = 0.8  # of pages that show one text


class Alike(NamedTuple):
    """Links whose pages are not to be believed."""

    urls: list[str]
    says: str  # «12 addresses show one page»
    why: str  # of each


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a new or changed page shows. `was`, `was_called`: digests of what the article said before, where known."""

    title: bytes
    titled: bytes  # title and day
    text: str  # its head
    empty: bool  # it has no words
    new: bool
    lost: bool = False  # its text is another one than before, or gone
    had: bytes = b""  # a sketch of the text it had
    was: bytes = b""
    was_called: bytes = b""
    told: bytes = b""  # title, text and day now, where it is known what was


class Losses:
    """The new and the changed pages of one visit."""

    def __init__(self) -> None:
        self._pages: dict[str, _Page] = {}
        self._sketches: dict[str, bytes] = {}  # of texts, as far as they were asked for
        self._new = 0

    def forget(self, url: str) -> None:
        page = self._pages.pop(url, None)
        self._sketches.pop(url, None)
        self._new -= page is not None and page.new

    @property
    def lost(self) -> list[str]:
        return [url for url, page in self._pages.items() if page.lost]

    def see(self, url: str, article: Article, before: Article | None, *, known: bool, had_text: bool) -> None:
        """`before`: what it said when it was last read, if the archive can tell. `had_text`: whether it had one."""
        if not known and self._new >= _MOST_NEW:
            return
        self._new += not known
        lost, had, was, was_called, told = False, b"", b"", b"", b""
        day = article.published.isoformat() if article.published else ""
        if before is not None:
            had, text = sketch(before.body), sketch(article.body)
            lost, self._sketches[url] = not near(had, text), text
            was, was_called = _digest(before.title, before.body), _digest(before.title)
            told = _digest(article.title, article.lead, article.body, day)
        elif known:
            lost, was = had_text and not article.body, _digest(url)
        self._pages[url] = _Page(
            title=_digest(article.title),
            titled=_digest(article.title, day),
            text=article.body[:HEAD],
            empty=not any(map(str.isalpha, article.body)),
            new=not known,
            lost=lost,
            had=had,
            was=was,
            was_called=was_called,
            told=told,
        )

    def settle(self, outcomes: Counter[Outcome]) -> Iterator[Alike]:
        """At the end of a visit, each link once; `outcomes` of all its links."""
        known, told = outcomes["changed"] + outcomes["unchanged"], set[str]()
        for found in (
            *self._emptied(known),
            *self._one_text(known),
            *self._retitled(),
            *self._all_new(outcomes),
        ):
            if left := [url for url in found.urls if url not in told]:
                told.update(left)
                yield found._replace(urls=left)

    def _emptied(self, known: int) -> Iterator[Alike]:
        lost = [url for url, page in self._pages.items() if page.lost and page.empty]
        if self._are_enough(lost, known):
            new = [url for url, page in self._pages.items() if page.new and page.empty]
            says = f"{len(lost)} articles lost their whole text at once, such as {lost[0]}"
            yield Alike(
                [*lost, *new],
                says,
                f"expected a text, came none, and none of {len(lost)} articles that had one",
            )

    def _one_text(self, known: int) -> Iterator[Alike]:
        for urls in self._clusters():
            if not self._are_enough(urls, known):
                continue
            ((title, count),) = Counter(self._pages[url].title for url in urls).most_common(1)
            if count >= _ONE_TITLE * len(urls):
                yield one_page([*urls, *self._joining(urls[0], title)])
            elif 2 * len(urls) > known and self._were_unlike(urls):  # under titles of their own
                why = f"expected a text of its own, came one that {len(urls)} addresses show"
                yield Alike(urls, f"{len(urls)} addresses show one text, such as {urls[0]}", why)

    def _retitled(self) -> Iterator[Alike]:
        """Templates: their texts were alike before, but not word for word, and their titles were not."""
        groups: dict[bytes, list[str]] = defaultdict(list)
        for url, page in self._pages.items():
            if page.was_called not in (b"", page.title):
                groups[page.told].append(url)
        for urls in groups.values():
            if len({self._pages[url].was_called for url in urls}) >= FEW:
                yield one_page(urls)

    def _all_new(self, outcomes: Counter[Outcome]) -> Iterator[Alike]:
        """Nothing is known of what they said before: then one page must be most of what the site shows."""
        read = outcomes["new"] + outcomes["changed"] + outcomes["unchanged"]
        groups: dict[bytes, list[str]] = defaultdict(list)
        for url, page in self._pages.items():
            if page.new or page.lost:
                groups[page.titled].append(url)
        for urls in groups.values():
            same = [url for url in urls if near(self._text(url), self._text(urls[0]))]
            if len(same) >= _ALL_NEW and 2 * len(same) > read:
                yield one_page(same)

    def _are_enough(self, urls: list[str], known: int) -> bool:
        """That said each its own before. Of a site with hardly any articles two are enough, if they are all."""
        kinds = len({self._pages[url].was for url in urls})
        return kinds >= FEW or (kinds > 1 and len(urls) == known)

    def _were_unlike(self, urls: list[str]) -> bool:
        """Whether they had texts of their own, and not the same that turned into another: an all-clear, an alarm."""
        kinds: list[bytes] = []
        for had in (self._pages[url].had for url in urls):
            if len(kinds) < FEW and not any(near(had, kind) for kind in kinds):
                kinds.append(had)
        return len(kinds) >= FEW

    def _clusters(self) -> Iterable[list[str]]:
        """Pages that lost their text, by the text that they show now."""
        clusters: list[list[str]] = []
        having: dict[int, list[int]] = defaultdict(
            list
        )  # part of a sketch → clusters whose first page has it
        for url, page in self._pages.items():
            if not page.lost or page.empty:
                continue
            text = self._text(url)
            shared = Counter(number for part in parts(text) for number in having[part])
            for number, _ in shared.most_common(3):
                if near(text, self._text(clusters[number][0])):
                    clusters[number].append(url)
                    break
            else:
                for part in parts(text):
                    having[part].append(len(clusters))
                clusters.append([url])
        return clusters

    def _text(self, url: str) -> bytes:
        """The sketch of what a page shows."""
        if url not in self._sketches:
            self._sketches[url] = sketch(self._pages[url].text)
        return self._sketches[url]

    def _joining(self, url: str, title: bytes) -> list[str]:
        """Others that show that page: new ones, and those whose own text was of the same template."""
        text = self._text(url)
        return [
            other
            for other, page in self._pages.items()
            if not page.lost
            and page.title == title
            and (page.new or page.was_called not in (b"", title))
            and near(self._text(other), text)
        ]


def one_page(urls: list[str]) -> Alike:
    """Links under which one page stands."""
    says = f"{len(urls)} addresses show one page, such as {urls[0]}"
    return Alike(urls, says, f"expected an article of its own, came a page that {len(urls)} addresses show")


def _digest(*texts: str | None) -> bytes:
    return hashlib.sha256(orjson.dumps([folded(text) for text in texts])).digest()[:12]
