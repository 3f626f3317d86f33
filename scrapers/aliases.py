"""One article under several addresses: where a site that changed its addresses leads to, the article stays itself.

An article keeps the id of its first address. What a link leads to and is known as another article is no alias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from scrapers.records import Article, Known


class Aliases:
    """Which known article stands under an address, as earlier visits and this one so far have seen it."""

    def __init__(self, known: Mapping[str, Known], identify: Callable[[str], str | None]) -> None:
        self._known, self._identify = known, identify
        self._leading: dict[str, Known] = {}
        for each in known.values():
            if each.article_id is not None and each.final_url is not None:
                self._lead(each, each.final_url)

    def of(self, url: str) -> Known | None:
        """The link under which the article of an address was known first: itself, or one that leads there."""
        own = self._known.get(url)
        if own is not None and own.article_id is not None:
            return own
        return self._leading.get(url)

    def leads_to(self, urls: Iterable[str]) -> bool:
        """Whether one of these addresses is where the link of a known article leads."""
        return any(url in self._leading for url in urls)

    def follow(self, url: str, final_url: str) -> Known | None:
        """The same of the address that a link led to; where nothing is known of that, the link's own."""
        own, there = self.of(url), self.of(self._identify(final_url) or final_url)
        if there is None and own is not None:
            self._lead(own, final_url)
        return there or own

    def _lead(self, known: Known, final_url: str) -> None:
        url = self._identify(final_url) or final_url
        if url != known.url:
            self._leading.setdefault(url, known)


def under_first_address(articles: list[Article], first: Known | None) -> list[Article]:
    """With the id that the article has had since it was first read; pages of several articles stay as they are."""
    if first is None or first.article_id is None or len(articles) != 1:
        return articles
    return [replace(articles[0], article_id=first.article_id)]
