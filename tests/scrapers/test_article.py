"""One page, one article: every field from where the layout says, and errors that name what was missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from scrapers.dates import read_date
from scrapers.errors import DateUnreadable, LayoutChanged, NotAnArticle
from scrapers.parsers.article import article_id, content_hash, layout_at, parse_article
from scrapers.records import Article, Attachment, Capture
from scrapers.registry import Source
from scrapers.stage import Stage

URL = "https://rada.example/news/1/"
LAYOUT: dict[str, Any] = {
    "title": ["h1.new", "h1"],
    "published": "time",
    "body": "main",
    "crumbs": ".crumbs li",
    "lead": ".lead",
    "author": ".author",
    "tags": ".tags a",
    "community": "header span",
    "region": "header small",
    "drop": [".share"],
}
NOT_FOUND = [{"at": "title", "says": "^Error 404"}, {"at": "main h1", "says": "^Помилка 404"}]


def source(layouts: list[dict[str, Any]] | None = None) -> Source:
    return Source.model_validate(
        {
            "slug": "test_rada",
            "name": "Тестова рада",
            "url": "https://rada.example/",
            "sections": [{"name": "rss", "reader": "feed", "url": "/rss/"}],
            "layouts": layouts or [LAYOUT],
            "not_found": NOT_FOUND,
        }
    )


CAPTURE = Capture(
    capture_id="urn:uuid:1",
    source="test_rada",
    visit_id="visit",
    role="page",
    section="rss",
    requested_url=URL,
    url=URL,
    fetched_at=datetime(2024, 9, 20, 9, tzinfo=UTC),
    status=200,
    media_type="text/html",
    etag=None,
    last_modified=None,
    sha256="0" * 64,
    size=1,
    warc_file="a.warc",
    warc_offset=0,
    revisit=False,
)


def page(
    body: str = "<p>Текст.</p>",
    *,
    title: str = "<h1>Сесія</h1>",
    more: str = "",
    html: str = "<html lang=uk>",
) -> str:
    date = "<time datetime=2024>16 Вересня, 2024 о 08:41</time>"
    return f"{html}<title>Сесія</title>{title}{date}{more}<main>{body}</main>"


def read(text: str, **changes: Any) -> Article:
    return parse_article(text, source(), replace(CAPTURE, **changes), "rss")


def test_every_field() -> None:
    article = read(
        page(
            '<p>Перший.</p><p>Другий.</p><div class="share">Поширте</div><img src="/a.jpg">',
            more="<header><span>Тестова громада <br><small>Черкаська область</small></span></header>"
            "<ul class=crumbs><li>Дім</li><li>Новини</li><li>Сесія</li></ul><p class=lead>Коротко.</p>"
            "<i class=author>Г. Вербицька</i><i class=author> </i><i class=author>П. Лозовий</i>"
            "<p class=tags><a>бюджет</a> <a>Новини</a></p>",
        )
    )
    assert (article.title, article.lead, article.body) == ("Сесія", "Коротко.", "Перший.\nДругий.")
    assert article.published is not None
    assert article.published.isoformat() == "2024-09-16T08:41:00+03:00"
    assert (article.published_precision, article.published_raw) == ("minute", "16 Вересня, 2024 о 08:41")
    assert (article.author, article.lang, article.category) == ("Г. Вербицька, П. Лозовий", "uk", "Новини")
    assert article.source_tags == ("Дім", "Новини", "бюджет")
    assert (article.region_hint, article.community_names) == ("Черкаська область", ("Тестова громада",))
    assert article.images == ("https://rada.example/a.jpg",)
    assert article.origins == {
        "title": "css:h1",
        "published": "css:time",
        "body": "css:main",
        "category": "css:.crumbs li",
        "lead": "css:.lead",
        "author": "css:.author",
        "source_tags": "css:.tags a",
        "community_names": "css:header span",
        "region_hint": "css:header small",
    }
    assert (article.source, article.section, article.position) == ("test_rada", "rss", 0)
    assert (article.capture_id, article.seen_at) == (CAPTURE.capture_id, CAPTURE.fetched_at)


def test_what_is_optional_may_be_absent() -> None:
    article = read(page())
    assert (article.lead, article.author, article.category, article.region_hint) == (None, None, None, None)
    assert (article.source_tags, article.community_names, article.images, article.attachments) == (
        (),
        (),
        (),
        (),
    )
    assert set(article.origins) == {"title", "published", "body"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>&nbsp;</p>",
        "<!-- текст -->",
        '<img src="/a.jpg">',
        '<iframe src="https://film.example/1"></iframe>',
    ],
)
def test_empty_body_is_a_fact(body: str) -> None:
    assert read(page(body)).body == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "came an empty one", id="zero-bytes"),
        pytest.param(" \n", "came an empty one", id="white-space"),
        pytest.param(page(title=""), r"title: nothing matched 'h1\.new' nor 'h1'", id="no-title"),
        pytest.param(page(title="<h1>а</h1><h1>б</h1>"), "title: 'h1' matched 2 nodes", id="two-titles"),
        pytest.param(page().replace("<time", "<b"), "published: nothing matched 'time'", id="no-date"),
        pytest.param(page(more="<time>10.09.2024</time>"), "published: 'time' matched 2", id="two-dates"),
        pytest.param(page().replace("main>", "div>"), "body: nothing matched 'main'", id="no-body"),
        pytest.param("Технічні роботи", "title: nothing matched", id="no-html"),
    ],
)
def test_changed_layout_is_named(text: str, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        read(text)


def test_unreadable_date_is_named() -> None:
    with pytest.raises(DateUnreadable, match=r"came '2 міс\. тому'"):
        read(page().replace("16 Вересня, 2024 о 08:41", "2 міс. тому"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<title>Error 404</title><h1>Помилка</h1>", id="title"),
        pytest.param(
            "<title>Громада</title><main><h1>Помилка 404. Сторінки не існує</h1></main>", id="heading"
        ),
        pytest.param(page("<h1>Помилка 404. Сторінки не існує</h1>", title=""), id="looks-like-an-article"),
    ],
)
def test_soft_404_says_so_itself(text: str) -> None:
    with pytest.raises(NotAnArticle, match="soft 404"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page("<p>Помилка 404 на сайті виправлена.</p>"), id="in-the-text"),
        pytest.param(page().replace("<title>Сесія", "<title>Що таке Error 404"), id="not-at-the-start"),
    ],
)
def test_news_about_404_is_an_article(text: str) -> None:
    assert read(text).title == "Сесія"


@pytest.mark.parametrize(
    ("crumbs", "category", "tags"),
    [
        ((), None, ()),
        (("Сесія",), None, ()),
        (("", "Сесія"), None, ()),
        (("Дім", "Сесія"), "Дім", ("Дім",)),
        (("", "Новини", "Сесія"), "Новини", ("Новини",)),
        (("", "Громада", "Новини", "Сесія"), "Новини", ("Громада", "Новини")),
        (("", "А", "Б", "В", "Сесія"), "В", ("А", "Б", "В")),
        (("", "А", "Б", "А", "ОГОЛОШЕННЯ", "Сес…"), "ОГОЛОШЕННЯ", ("А", "Б", "ОГОЛОШЕННЯ")),
    ],
    ids=lambda value: f"depth-{len(value)}" if isinstance(value, tuple) else "",
)
def test_category_is_the_last_crumb_before_the_title(
    crumbs: tuple[str, ...], category: str | None, tags: tuple[str, ...]
) -> None:
    items = "".join(f"<li><a><span class=icon></span>{crumb}</a></li>" for crumb in crumbs)
    article = read(page(more=f"<ul class=crumbs>{items}</ul>"))
    assert (article.category, article.source_tags) == (category, tags)


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        ("<html lang=uk>", "uk"),
        ('<html class="wide" lang="uk-UA">', "uk"),
        ("<HTML LANG='EN'>", "en"),
        ('<html lang="">', None),
        ("<html>", None),
        ("", None),
    ],
)
def test_language_as_the_page_declares_it(html: str, lang: str | None) -> None:
    assert read(page(html=html)).lang == lang


def test_images_are_absolute_and_named_once() -> None:
    addresses = [
        "/a.jpg",
        "b c.png",
        "//rada.info/d.jpg",
        "/a.jpg#x",
        "file:///C:/e.jpg",
        "data:image/gif;base64,AA",
        "",
    ]
    article = read(
        page("".join(f'<img src="{address}">' for address in addresses)), url="https://rada.example/x/2/"
    )
    assert article.images == (
        "https://rada.example/a.jpg",
        "https://rada.example/x/2/b%20c.png",
        "https://rada.info/d.jpg",
    )


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://rada.info/upload/a.docx", "https://rada.info/upload/a.docx"),
        ("//rada.info/a.DOC", "https://rada.info/a.DOC"),
        ("/a.pdf?v=2", "https://rada.example/a.pdf?v=2"),
        ("a.zip#page=2", "https://rada.example/news/1/a.zip"),
        (
            "рішення № 5.xlsx",
            "https://rada.example/news/1/%D1%80%D1%96%D1%88%D0%B5%D0%BD%D0%BD%D1%8F%20%E2%84%96%205.xlsx",
        ),
        ("/download.php?file=a.rtf", "https://rada.example/download.php?file=a.rtf"),
        ("/news/2/", None),
        ("/pdf/", None),
        ("/a.pdfx", None),
        ("mailto:a@rada.example?x=a.pdf", None),
        ("file:///C:/a.pdf", None),
        ("#", None),
    ],
)
def test_attachments_are_links_to_documents(href: str, url: str | None) -> None:
    expected = (Attachment(url=url, title="Рішення № 5"),) if url else ()
    assert read(page(f'<p><a href="{href}">Рішення&nbsp;<b>№ 5</b></a></p>')).attachments == expected


def test_films_come_after_documents_and_each_address_once() -> None:
    article = read(
        page(
            '<iframe src="//film.example/1"></iframe><a href="/a.pdf">а</a><a href="/a.pdf">б</a>'
            '<iframe src="about:blank"></iframe>'
        )
    )
    assert article.attachments == (
        Attachment(url="https://rada.example/a.pdf", title="а"),
        Attachment(url="https://film.example/1", title=""),
    )


def test_identity_is_where_the_page_was_found_not_which_link_led_there() -> None:
    first = read(page())
    again = read(
        page(), requested_url="https://rada.example/?p=1", url=f"{URL}?utm_source=fb#top", capture_id="2"
    )
    assert again.url == URL
    assert again.article_id == first.article_id == article_id("test_rada", URL, 0)


@pytest.mark.parametrize(
    ("slug", "url", "position"),
    [("other_rada", URL, 0), ("test_rada", "https://rada.example/news/2/", 0), ("test_rada", URL, 1)],
)
def test_identity_follows_source_address_and_position(slug: str, url: str, position: int) -> None:
    assert article_id(slug, url, position) != article_id("test_rada", URL, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page("<div><p>Текст.</p></div><p>&nbsp;</p>"), id="markup"),
        pytest.param(page("<p>Те\u00adкст.\u200b</p>"), id="invisible"),
        pytest.param(page(more="<p>Переглядів: 7</p>"), id="outside-the-layout"),
        pytest.param(page('<p>Текст.</p><p class="share">Поширте</p>'), id="dropped"),
    ],
)
def test_what_is_no_edit_keeps_the_hash(text: str) -> None:
    assert read(text).content_hash == read(page()).content_hash


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page("<p>Текст!</p>"), id="body"),
        pytest.param(page(title="<h1>Сесія.</h1>"), id="title"),
        pytest.param(page(more="<p class=lead>Коротко.</p>"), id="lead"),
        pytest.param(page().replace("08:41", "08:42"), id="minute"),
        pytest.param(page().replace(" о 08:41", ""), id="precision"),
        pytest.param(page("<p>Те</p><p>кст.</p>"), id="paragraphs"),
    ],
)
def test_edit_changes_the_hash(text: str) -> None:
    assert read(text).content_hash != read(page()).content_hash


def test_hash_keeps_fields_apart() -> None:
    moment = read_date("16 Вересня, 2024")
    hashes = {
        content_hash("аб", None, "", moment),
        content_hash("а", None, "б", moment),
        content_hash("а", "б", "", moment),
    }
    assert len(hashes | {content_hash("аб", None, "", None)}) == 4
    assert all(len(told) == 32 for told in hashes)


def test_layout_of_the_day_the_page_was_fetched() -> None:
    old = {"until": date(2024, 9, 20), "title": "h2", "published": "time", "body": "main"}
    dated = source([old, LAYOUT])
    assert [layout_at(dated, date(2024, 9, day)).title for day in (19, 20, 21)] == [
        ("h2",),
        ("h2",),
        ("h1.new", "h1"),
    ]
    text = page(title="<h1>Новий</h1><h2>Старий</h2>")
    assert parse_article(text, dated, CAPTURE, "rss").title == "Старий"
    later = replace(CAPTURE, fetched_at=datetime(2024, 9, 21, 9, tzinfo=UTC))
    assert parse_article(text, dated, later, "rss").title == "Новий"


def test_article_survives_staging(tmp_path: Path) -> None:
    article = read(page('<p>😀 «Об’єднана»</p><a href="/a.pdf">а</a>'))
    stage = Stage(tmp_path / "stage")
    stage.add(article)
    stage.add(article)
    stage.close()
    lines = (tmp_path / "stage" / "articles.jsonl").read_bytes().splitlines()
    told = orjson.loads(lines[0])
    assert lines[0] == lines[1]
    assert set(told) == set(Article.__dataclass_fields__)
    assert (told["body"], told["published"]) == (article.body, "2024-09-16T08:41:00+03:00")
    assert told["attachments"] == [{"url": "https://rada.example/a.pdf", "title": "а"}]


def test_named_link_gives_the_title_even_after_an_empty_one() -> None:
    article = read(page('<a href="/a.pdf"></a><a href="/a.pdf">Рішення</a>'))
    assert article.attachments == (Attachment(url="https://rada.example/a.pdf", title="Рішення"),)
