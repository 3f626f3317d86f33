"""The articles of one demo site, and how its editors change them while it is served."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flows.demo.content import DemoArticle, SiteContent, Truth, newest_first, section_path, tell_truth
from flows.demo.pages import Seen
from flows.demo.parts import Part


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article's page without its number of views."""

    before: list[Part]
    after: list[Part]
    etag: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The articles at one moment, newest first; `rendered` fills as they are asked for."""

    order: list[DemoArticle]
    by_path: dict[str, DemoArticle]
    sections: dict[str, list[DemoArticle]]  # by the path of the innermost category's page
    rendered: dict[str, Rendered] = field(default_factory=dict)


class Newsroom:
    """Every change makes a new `edition`; whoever is reading the old one is not disturbed."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self.removed: set[str] = set()  # these answer 404; all other unknown news a soft one
        self._views: dict[str, int] = {}
        self._lock = threading.Lock()
        self.edition = self._print(content.articles)

    def add(self, article: DemoArticle) -> str:
        """The new article's path."""
        path = self.content.path_of(article)
        with self._lock:
            self.removed.discard(path)
            self.edition = self._print([*self.edition.order, article])
        return path

    def edit(self, path: str, title: str | None, body: str | None) -> DemoArticle:
        """What is None stays as it was."""
        with self._lock:
            old = self.edition.by_path[path]
            new = replace(
                old,
                title=old.title if title is None else title,
                body=old.body if body is None else body,
            )
            self.edition = self._print([new if a is old else a for a in self.edition.order])
        return new

    def remove(self, path: str, soft: bool) -> DemoArticle:
        with self._lock:
            old = self.edition.by_path[path]
            if not soft:
                self.removed.add(path)
            self.edition = self._print([a for a in self.edition.order if a is not old])
        return old

    def truth(self) -> list[Truth]:
        return tell_truth(self.content, self.edition.order)

    def look_at(self, path: str) -> int:
        """Counts a visit; the number of views with it."""
        self._views[path] = views = self._count(path) + 1
        return views

    def seen(self, articles: Sequence[DemoArticle]) -> list[Seen]:
        return [(article, self._count(self.content.path_of(article))) for article in articles]

    def _count(self, path: str) -> int:
        # the pages were looked at before the demo began
        return self._views.get(path) or 5 + zlib.crc32(path.encode()) % 1900

    def _print(self, articles: Iterable[DemoArticle]) -> Edition:
        order = newest_first(articles)
        sections: dict[str, list[DemoArticle]] = {}
        for article in order:
            sections.setdefault(section_path(article.category[-1]), []).append(article)
        return Edition(order, {self.content.path_of(a): a for a in order}, sections)
