"""A site of four months of posts over numbered pages of a list, and homes that read it in one way or another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flows.backfill import Backfill, BackfillResult, window_between
from flows.clock import utc_now
from flows.pipeline import Run, RunResult
from flows.settings import Home, Settings, load_settings
from flows.sources import find_registry
from tests.flows.conftest import GIVEN
from tests.flows.small_web import SmallWeb
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer

SLUG = "novosilska_rada"
FIRST, LAST = date(2026, 3, 1), date(2026, 6, 29)
ON_A_PAGE = 5
MONTHS = [
    (date(2026, 3, 1), date(2026, 4, 1)),
    (date(2026, 4, 1), date(2026, 5, 1)),
    (date(2026, 5, 1), date(2026, 6, 1)),
    (date(2026, 6, 1), date(2026, 7, 1)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    number: int
    day: date

    @property
    def path(self) -> str:
        return f"/news/{self.number}"

    @property
    def html(self) -> str:
        return (
            f"<html><body><h1>Рішення № {self.number} сесії міської ради</h1>"
            f"<time class='date'>{self.day:%d.%m.%Y}, 10:{self.number % 60:02}</time>"
            f"<div class='text'><p>Депутати ухвалили рішення № {self.number} про благоустрій вулиці"
            f" Садової, {self.number}.</p></div></body></html>"
        )


def usual_posts() -> list[Post]:
    """Newest first, one every four days; the first one is pinned, and two have days other than their places."""
    count = (LAST - FIRST).days // 4 + 1
    posts = [Post(number=100 + place, day=FIRST + timedelta(days=4 * place)) for place in range(count)]
    posts.reverse()
    posts.insert(9, Post(number=201, day=date(2026, 3, 14)))  # back-dated, among posts of May
    posts.insert(
        25, Post(number=202, day=date(2026, 6, 6))
    )  # stands among posts of March, with a day of June
    pinned = Post(number=203, day=date(2026, 4, 10))
    return [pinned, *posts]


def serve(web: SmallWeb, posts: list[Post], *, dated: bool = True) -> None:
    pages = [posts[at : at + ON_A_PAGE] for at in range(0, len(posts), ON_A_PAGE)]
    for number, some in enumerate(pages, 1):
        items = "".join(
            f"<li class='item'><a href='{post.path}'>Рішення № {post.number}</a>"
            + (f"<span class='day'>{post.day:%d.%m.%Y}</span>" if dated else "")
            + "</li>"
            for post in some
        )
        links = f"<a class='last' href='/news?page={len(pages)}'>остання</a>"
        text = f"<html><body><ul>{items}</ul>{links}</body></html>"
        for path in ("/news", "/news?page=1") if number == 1 else (f"/news?page={number}",):
            web.html(path, text)
    for post in posts:
        web.html(post.path, post.html)


def source(web: SmallWeb, *, dated: bool = True) -> str:
    return "\n".join(
        [
            'name = "Новосільська рада"',
            f'url = "{web.base}/"',
            'region = "UA-71"',
            "delay = 0",
            r"articles = ['^/news/\d+$']",
            "[[sections]]",
            'name = "news"',
            'reader = "listing"',
            'url = "/news"',
            'item = "li.item"',
            *(['published = ".day"'] if dated else []),
            'page_param = "page"',
            'last_page = "a.last"',
            "[[layouts]]",
            'title = "h1"',
            'published = "time.date"',
            'body = "div.text"',
        ]
    )


@dataclass(frozen=True)
class Reader:
    """A home of its own that reads the site."""

    home: Home
    folder: Path

    @property
    def settings(self) -> Settings:
        return load_settings(self.home, dict(GIVEN))

    @property
    def arguments(self) -> list[str]:
        return [
            *("--home", str(self.home.root), "--sources", str(self.folder), "--only-sources"),
            *("--allow-private", "127.0.0.0/8"),
        ]

    def visit(self) -> RunResult:
        """What `visnyk run --no-prefect` does."""
        registry = find_registry(self.settings, [self.folder], only_folders=True)
        work = Run(self.home, self.settings, registry.sources, registry=registry.sources)
        work.open(wait=30)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        return work.result

    def fill(self, start: date, end: date, *, pages: int = 500, requests: int = 10_000) -> BackfillResult:
        """What `visnyk backfill` does."""
        registry = find_registry(self.settings, [self.folder], only_folders=True)
        window = window_between(start, end, utc_now())
        work = Backfill(
            self.home, self.settings, registry, registry.sources, window, pages=pages, requests=requests
        )
        return work.run(wait=30, on_wait=lambda message: None)

    def content(self) -> str:
        """What `visnyk verify` prints; nothing is found wrong."""
        with open_writer(self.home.warehouse) as connection:
            assert run_checks(connection) == []
            return content_hash(connection)


def reader_of(folder: Path, name: str, web: SmallWeb, *, dated: bool = True) -> Reader:
    place = folder / name
    place.mkdir()
    (place / f"{SLUG}.toml").write_text(source(web, dated=dated), "utf-8")
    return Reader(Home(folder / f"{name}-home"), place)
