"""Indexes of the families: WordPress's JSON, Telegram's preview, links by their address, pages in the path."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scrapers.errors import LayoutChanged
from scrapers.look import Look
from scrapers.readers import Entry
from scrapers.readers.listing import page_url, read_listing
from scrapers.readers.telegram import newest_post, post_of, preview_pages
from scrapers.readers.wp_json import read_posts
from scrapers.registry import Section

LINK = "https://rada.example/krynychka/"
POST = {
    "link": LINK,
    "date": "2025-06-18T09:15:00",
    "date_gmt": "2025-06-18T06:15:00",
    "title": {"rendered": "А"},
}


def look(text: str) -> Look:
    return Look(url="https://rada.example/", text=text)


def listing(**more: Any) -> Section:
    return Section.model_validate({"name": "news", "reader": "listing", "url": "/news", "item": "li", **more})


TELEGRAM = Section.model_validate(
    {"name": "news", "reader": "telegram", "url": "", "item": [".new[data-post]", ".post[data-post]"]}
)


@pytest.mark.parametrize(
    ("changes", "title", "published"),
    [
        pytest.param({}, "А", "2025-06-18T06:15:00Z", id="as-it-comes"),
        pytest.param(
            {"title": {"rendered": "Рада &#8220;Мрія&#8221;&nbsp;— <em>є</em>"}},
            "Рада “Мрія” — є",
            "2025-06-18T06:15:00Z",
            id="title-is-html",
        ),
        pytest.param({"title": {"rendered": ""}}, None, "2025-06-18T06:15:00Z", id="no-words-in-the-title"),
        pytest.param({"title": None}, None, "2025-06-18T06:15:00Z", id="no-title"),
        pytest.param({"date_gmt": None}, "А", "2025-06-18T09:15:00", id="local-time-only"),
        pytest.param({"date_gmt": "0000-00-00T00:00:00"}, "А", "2025-06-18T09:15:00", id="zeros"),
        pytest.param({"date_gmt": "2025-06-18T06:15:00Z"}, "А", "2025-06-18T06:15:00Z", id="zone-is-there"),
        pytest.param({"date": 5, "date_gmt": 5}, "А", None, id="no-date"),
    ],
)
def test_posts(changes: dict[str, Any], title: str | None, published: str | None) -> None:
    body = json.dumps([{**POST, **changes}]).encode()
    assert read_posts(body) == (Entry(url=LINK, title=title, published=published),)


@pytest.mark.parametrize("body", [b"[]", b"\xef\xbb\xbf[]", b" [ ] "])
def test_no_posts_are_legal(body: bytes) -> None:
    assert read_posts(body) == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b"<!DOCTYPE html><title>404", "came no JSON", id="html"),
        pytest.param(b"", "came no JSON", id="nothing"),
        pytest.param(b"[" * 100_000, "came no JSON", id="nested-without-end"),
        pytest.param(b'{"code":"rest_no_route","data":{"status":404}}', "dict rest_no_route", id="error"),
        pytest.param(b'"x"', "came str", id="text"),
        pytest.param(b'[{"id":1}]', "expected a post with a `link`", id="no-link"),
        pytest.param(b'[{"link":""}]', "expected a post with a `link`", id="empty-link"),
        pytest.param(b"[1]", "expected a post with a `link`, came '1'", id="number"),
    ],
)
def test_what_is_no_list_of_posts(body: bytes, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        read_posts(body)


def preview(*names: str, css: str = "post") -> bytes:
    return "".join(f'<div class="{css}" data-post="{name}"></div>' for name in names).encode()


@pytest.mark.parametrize(
    "body",
    [preview("rada/7", "rada/12", "rada/9"), preview("rada/12", css="new"), b"\xff" + preview("rada/12")],
)
def test_newest_post(body: bytes) -> None:
    assert newest_post(body, TELEGRAM) == 12


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b"<div class=tgme_page></div>", r"'\.new.*' nor '\.post.*' matched 0 posts", id="none"),
        pytest.param(preview("rada"), "a post's name like «channel/1234», came 'rada'", id="no-number"),
        pytest.param(preview("c/5/6"), "came 'c/5/6'", id="another-name"),
    ],
)
def test_preview_without_posts(body: bytes, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        newest_post(body, TELEGRAM)


@pytest.mark.parametrize(
    ("newest", "befores"),
    [(1, [20]), (19, [20]), (20, [40, 20]), (41, [60, 40, 20]), (59, [60, 40, 20]), (60, [80, 60, 40, 20])],
)
def test_preview_pages_hold_every_number_once(newest: int, befores: list[int]) -> None:
    pages = [entry.url for entry in preview_pages("https://t.me/s/rada?x=1", newest)]
    assert pages == [f"https://t.me/s/rada?before={before}" for before in befores]
    shown = [number for before in befores for number in range(before - 20, before)]
    assert set(range(1, newest + 1)) <= set(shown)


def test_name_of_a_post() -> None:
    assert post_of("citykharkivua/1234") == ("citykharkivua", 1234)


LINKS = """<nav><a href="/news">Новини</a><a href="/about/1">Про нас</a></nav>
<div><a href="/news/1"><img src="a.jpg"></a><a href="/news/1">Перша</a></div>
<div><a href="news/2?x=1">Друга</a><a href="https://rada.example/news/3#c">Третя</a><a href="http://[">x</a></div>"""


@pytest.mark.parametrize(
    "item", [pytest.param((), id="no-item"), pytest.param(("li", "article"), id="items-that-match-nothing")]
)
def test_links_are_known_by_their_address(item: tuple[str, ...]) -> None:
    page = read_listing(look(LINKS), listing(item=item, fits=r"^/news/\d+"))
    assert [(entry.url, entry.title) for entry in page.entries] == [
        ("/news/1", "Перша"),
        ("news/2?x=1", "Друга"),
        ("https://rada.example/news/3#c", "Третя"),
    ]


def test_first_matching_alternative_finds_the_items() -> None:
    section = listing(item=["article", "div.item", "li"], link=["h3 a", "a"], fits="^/x")
    page = read_listing(
        look('<li><a href="/x">Меню</a></li><div class=item><a href="/1">1</a></div>'), section
    )
    assert [entry.url for entry in page.entries] == ["/1"]


PATH = listing(url="/uk/news/1", page_path="/uk/news/{page}", last_page=".pages a")
STEP = listing(page_param="start", first_page=0, page_step=10, last_page=".pages a")


@pytest.mark.parametrize(
    ("section", "number", "url"),
    [
        pytest.param(PATH, 1, "https://rada.example/uk/news/1", id="first-in-path"),
        pytest.param(PATH, 7, "https://rada.example/uk/news/7", id="in-path"),
        pytest.param(STEP, 20, "https://rada.example/uk/news/1?start=20", id="counted-in-articles"),
    ],
)
def test_page_addresses(section: Section, number: int, url: str) -> None:
    assert page_url("https://rada.example/uk/news/1", section, number) == url


@pytest.mark.parametrize(
    ("section", "href", "last"),
    [
        (PATH, "/uk/news/31", 31),
        (PATH, "https://rada.example/uk/news/31?x=1", 31),
        (PATH, "/uk/news/31/more", None),
        (PATH, "/uk/news/title", None),
        (STEP, "/news?start=2490", 2490),
        (STEP, "/news?limit=10&amp;start=30#top", 30),
        (STEP, "/news", None),
    ],
)
def test_last_page(section: Section, href: str, last: int | None) -> None:
    page = f'<li><a href="/1">1</a></li><p class=pages><a href="{href}">»</a></p>'
    assert read_listing(look(page), section).last_page == last
