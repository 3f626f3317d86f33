"""What the demo's small sites say, one for every kind of source other than Vlada.UA, as `data/kinds/*.toml` tells it.

A file holds templates ($names are filled in, see `flows.demo.kinds`), pages and a few articles. `like` names the
built-in source whose rules read the site, so the demo runs the very rules that read the real one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from flows.demo.content import DATA
from scrapers.dates import KYIV
from scrapers.registry import SITES

HTML = "text/html"
# what a built-in file says of the real site, and the demo's has no use for
OF_THE_REAL = ("hosts", "schedule", "evidence", "known", "guessed", "unknown", "active")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindArticle:
    """One article and what a perfect reader finds: `body` are paragraphs, `more` what only the templates ask for."""

    title: str
    at: datetime  # aware, Europe/Kyiv
    precision: Literal["minute", "day"]
    body: tuple[str, ...]
    path: str = ""  # empty where it has no page of its own
    told: tuple[str, ...] = ()  # the body as a reader finds it, where that differs
    dated: bool = True  # whether its page tells when
    more: dict[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> tuple[str, ...]:
        return self.told or self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPage:
    """A page that is no article's: a list, a feed, a sitemap. `shows` are the articles from one number to another."""

    path: str
    text: str
    type: str = HTML
    shows: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindContent:
    """One site as its TOML file tells it."""

    slug: str
    kind: str  # in English, for the reader of the demo
    source: dict[str, Any]  # of its source file, without address
    articles: tuple[KindArticle, ...]
    pages: tuple[KindPage, ...]
    home: str = "/"  # of its source file's address
    article: str = ""
    item: str = ""
    paragraph: str = "<p>$text</p>"
    joint: str = "\n"
    between: str = "\n"  # items
    charset: str = "utf-8"
    declared: bool = True  # whether the Content-Type header names the charset
    files: dict[str, str] = field(default_factory=dict)  # path → file of `data`


@cache
def load_kinds() -> dict[str, KindContent]:
    """All small sites by slug, in order of their names."""
    return {file.stem: _read(file) for file in sorted((DATA / "kinds").glob("*.toml"))}


def _read(file: Path) -> KindContent:
    facts: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    articles = tuple(map(_read_article, facts.pop("articles")))
    pages = tuple(
        KindPage(**{**page, "shows": tuple(page["shows"]) if "shows" in page else None})
        for page in facts.pop("pages")
    )
    rules = _rules_of(facts.pop("like", None))
    source = {**rules, **facts.pop("source")}
    return KindContent(slug=file.stem, articles=articles, pages=pages, source=source, **facts)


def _read_article(facts: dict[str, Any]) -> KindArticle:
    at = facts.pop("at")  # a local date, or a local time
    midnight = datetime.min.time()
    known: dict[str, Any] = {key: facts.pop(key) for key in ("title", "path", "dated") if key in facts}
    for key in ("body", "told"):
        known[key] = tuple(facts.pop(key, "").strip().splitlines())
    return KindArticle(
        at=(at if isinstance(at, datetime) else datetime.combine(at, midnight)).replace(tzinfo=KYIV),
        precision="minute" if isinstance(at, datetime) else "day",
        more=facts,
        **known,
    )


def _rules_of(name: str | None) -> dict[str, Any]:
    """The facts of the built-in source `national/auc`, but for those of the real site."""
    if name is None:
        return {}
    facts = tomllib.loads((SITES / f"{name}.toml").read_text("utf-8"))
    return {key: value for key, value in facts.items() if key not in OF_THE_REAL}
