"""What the demo web says: its sites and their articles, read from `data/*.toml`, and the truth a crawl should find."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from flows.demo.blocks import VIDEO_URL, Block, Dress, clean, plain_lines, read_blocks
from scrapers.dates import KYIV

DATA = Path(__file__).parent / "data"
NEWS = ("Новини",)
LATIN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’'",
        "a b v g g d e ie zh z i i i j k l m n o p r s t u f h c ch sh sch  ju ja  ".split(" "),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article of a demo site. `id` is when it was made, Unix seconds, and gives its address."""

    id: int
    title: str
    published: datetime  # aware, Europe/Kyiv, whole minutes
    category: tuple[str, ...] = NEWS  # crumbs, outermost first
    dress: Dress = "plain"
    body: str = ""  # in the notation of `blocks`


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """One site as its TOML file tells it."""

    slug: str
    name: str
    region: str  # ISO 3166-2:UA
    place: str  # the line under the name: «Черкаська область, Звенигородський район»
    object_id: int
    edrpou: str
    articles: tuple[DemoArticle, ...]
    scheduled: datetime  # one article is planned for then: named in the sitemap, not there yet
    charset: str = "utf-8"
    header_charset: str | None = None  # where the Content-Type header names another charset than the page
    paths: Literal["unix", "dated"] = "unix"
    sitemap: Literal["flat", "index"] = "flat"
    chunked: bool = False
    declares_region: bool = True  # whether `write_sources` names the region
    digest: str | None = None  # pattern of the titles of digests
    documents: tuple[str, ...] = ()  # patterns of files that are read page by page

    @property
    def uploads(self) -> str:
        return f"/upload/users_files/{self.edrpou}/"

    def path_of(self, article: DemoArticle) -> str:
        return self.path_at(datetime.fromtimestamp(article.id, KYIV))

    def path_at(self, made: datetime) -> str:
        name = f"{made:%H-%M-%S-%d-%m-%Y}" if self.paths == "dated" else str(int(made.timestamp()))
        return f"/news/{name}/"

    def blocks_of(self, article: DemoArticle, base: str = "") -> list[Block]:
        return read_blocks(article.body, base + self.uploads, article.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a perfect reader finds on an article's page. Addresses lack scheme and host."""

    path: str
    title: str
    published: datetime
    category: str
    crumbs: tuple[str, ...]
    body: tuple[str, ...]  # lines; compare words, for a reader may cut cells and items otherwise
    images: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...]  # (path, title)
    videos: tuple[str, ...]  # whole addresses, of frames


def tell_truth(site: SiteContent, articles: Iterable[DemoArticle]) -> list[Truth]:
    """Newest first."""
    return [_truth_of(site, article) for article in newest_first(articles)]


def _truth_of(site: SiteContent, article: DemoArticle) -> Truth:
    blocks = site.blocks_of(article)
    return Truth(
        path=site.path_of(article),
        title=clean(article.title),
        published=article.published,
        category=article.category[-1],
        crumbs=article.category,
        body=plain_lines(blocks),
        images=tuple(b.url for b in blocks if b.kind == "picture" and b.argument != "file"),
        attachments=tuple((b.url, clean(b.text)) for b in blocks if b.kind == "file"),
        videos=tuple(VIDEO_URL for b in blocks if b.kind == "video"),
    )


def newest_first(articles: Iterable[DemoArticle]) -> list[DemoArticle]:
    return sorted(articles, key=lambda a: (a.published, a.id), reverse=True)


@cache
def load_sites() -> dict[str, SiteContent]:
    """All sites by slug, in order of their names."""
    files = sorted(DATA.glob("*_*.toml"))
    return {file.stem: _read_site(file) for file in files}


@cache
def load_menu() -> dict[str, list[tuple[str, list[str]]]]:
    """`top` and `left`: entries as (name, names under it)."""
    menu = tomllib.loads((DATA / "menu.toml").read_text("utf-8"))
    return {side: [(entry["name"], entry["items"]) for entry in entries] for side, entries in menu.items()}


def _read_site(file: Path) -> SiteContent:
    facts: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    articles = tuple(map(_read_article, facts.pop("articles")))
    scheduled = read_minute(facts.pop("scheduled"))
    facts["documents"] = tuple(facts.get("documents", ()))
    return SiteContent(slug=file.stem, articles=articles, scheduled=scheduled, **facts)


def _read_article(facts: dict[str, Any]) -> DemoArticle:
    published = read_minute(facts.pop("published"))
    category = tuple(facts.pop("category", NEWS))
    return DemoArticle(published=published, category=category, **facts)


def read_minute(text: str) -> datetime:
    """An aware time in Kyiv from «2024-09-16 08:41»."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=KYIV)


def multiply(site: SiteContent, copies: int) -> SiteContent:
    """A site with every article `copies` times, each under an address of its own: for measurements."""
    taken: set[int] = set()
    articles: list[DemoArticle] = []
    for article in site.articles:
        number = article.id
        for _ in range(copies):
            while number in taken:
                number += 1
            taken.add(number)
            articles.append(replace(article, id=number))
    return replace(site, articles=tuple(articles))


@cache
def section_path(name: str) -> str:
    """The address of a section page, in the platform's way: its name in Latin letters and a time."""
    if (name,) == NEWS:
        return "/news/"
    latin = "".join(LATIN.get(letter, letter) for letter in name.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    n = int.from_bytes(hashlib.md5(name.encode()).digest()[:4], "big")
    made = f"{8 + n % 10:02}-{n % 60:02}-{n // 60 % 60:02}-{1 + n % 28:02}-{1 + n % 12:02}-{2020 + n % 3}"
    return f"/{slug}-{made}/"
