"""Pages that a layout describes in part: what selectors find, what structure adds, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.dates import read_date
from scrapers.errors import DateUnreadable, LayoutChanged
from scrapers.html import parse
from scrapers.parsers.article import parse_article
from scrapers.parsers.month_headings import find_headings
from scrapers.parsers.post_text import text_boxes
from scrapers.parsers.slashes import in_order_of_page
from scrapers.parsers.teasers import Surroundings
from scrapers.parsers.trails import find_trail, labelled_category
from scrapers.records import Article
from tests.scrapers.test_article import CAPTURE, URL, source

NOW = datetime(2024, 9, 20, 9, tzinfo=UTC)
LAYOUT: dict[str, Any] = {"generic": True, "title": "h1.t", "published": "time", "body": ".text"}
TEXT = (
    "<p>Комунальники почали міняти водогін на вулиці Лісовій.</p><p>Роботи триватимуть до кінця місяця.</p>"
)
TEASER = '<li><a href="/news/2/">Депутати зберуться на сесію</a> <time>15.09.2024 10:00</time></li>'


def read(html: str, **changes: Any) -> Article:
    page = f"<html lang=uk><title>Про водогін громади | Рада</title><body>{html}</body></html>"
    return parse_article(page, source([{**LAYOUT, **changes}]), replace(CAPTURE, fetched_at=NOW), "rss")


def test_a_field_without_a_match_is_read_by_structure_and_says_so() -> None:
    article = read(f"<h2>Про водогін громади</h2><time>16.09.2024 08:41</time><div class=text>{TEXT}</div>")
    assert article.title == "Про водогін громади"
    assert article.origins["title"].startswith("generic 0.")
    assert (article.origins["published"], article.origins["body"]) == ("css:time", "css:.text")
    assert article.published is not None
    assert article.published.isoformat() == "2024-09-16T08:41:00+03:00"


def test_a_text_by_structure_has_its_pictures_and_documents() -> None:
    article = read(
        f'<h1 class=t>Про водогін громади</h1><time>16.09.2024</time><div class=words>{TEXT}<p><img src="/a.jpg">'
        '<a href="/p.pdf">План</a></p></div><div class=side><img src="/banner.jpg"></div>'
    )
    assert article.origins["body"].startswith("generic")
    assert article.images == ("https://rada.example/a.jpg",)
    assert [file.title for file in article.attachments] == ["План"]


def test_a_trail_by_structure_tells_category_and_tags_as_one_by_a_selector_does() -> None:
    items = "<a href=/>Головна</a> » <a href=/n>Новини</a> » <a href=/n/m>Мережі</a>"
    article = read(
        f"<div>{items}</div><h1 class=t>Про водогін громади</h1><time>16.09.2024</time><div class=text>{TEXT}</div>",
        crumbs=".none",
    )
    assert (article.category, article.source_tags) == ("Мережі", ("Новини", "Мережі"))
    assert article.origins["category"] == "generic: trail"


def test_matches_in_teasers_are_none() -> None:
    article = read(
        f"<h1 class=t>Про водогін громади</h1><time>16.09.2024 08:41</time><div class=text>{TEXT}</div>"
        f"<ul>{TEASER}{TEASER.replace('2/', '3/').replace('сесію', 'комісію')}</ul>"
    )
    assert article.published is not None
    assert (article.published.day, article.origins["published"]) == (16, "css:time")


def test_a_date_of_teasers_alone_is_no_date() -> None:
    article = read(f"<h1 class=t>Про водогін громади</h1><div class=text>{TEXT}</div><ul>{TEASER}</ul>")
    assert article.published is None
    assert "published" not in article.origins


def test_of_several_matches_the_one_that_structure_finds_too() -> None:
    article = read(
        f"<div class=top><h1 class=t>Рада громади</h1></div><h1 class=t>Про водогін громади</h1><time>16.09.2024</time>"
        f"<div class=text>{TEXT}</div>"
    )
    assert (article.title, article.origins["title"]) == ("Про водогін громади", "css:h1.t")


def test_several_matches_that_structure_cannot_tell_apart_are_named() -> None:
    with pytest.raises(LayoutChanged, match="published: 'time' matched 2 nodes, expected 1"):
        read(
            "<h1 class=t>Про водогін громади</h1><time>15.09.2024 10:00</time><p>Тут.</p>"
            f"<time>15.09.2024 11:00</time><div class=text>{TEXT}</div>"
        )


def test_a_field_that_holds_no_date_is_named() -> None:
    with pytest.raises(DateUnreadable, match="expected a date in 'time', came 'незабаром'"):
        read(
            f"<h1 class=t>Про водогін громади</h1><time>незабаром</time><p>16.09.2024</p><div class=text>{TEXT}</div>"
        )


def test_a_page_of_another_kind_is_no_article() -> None:
    with pytest.raises(LayoutChanged, match="structure shows no date"):
        read(f"<div class=menu><a href=/1/>Перший розділ сайту</a></div><div>{TEXT}</div>")


def test_a_year_that_is_missing_is_flagged() -> None:
    article = read(
        f"<h1 class=t>Про водогін громади</h1><time>7 вересня, 16:55</time><div class=text>{TEXT}</div>"
    )
    assert article.origins["published"] == "css:time, year inferred"
    assert article.published is not None
    assert article.published.year == 2024


@pytest.mark.parametrize(
    ("field", "minute"),
    [
        ('<time datetime="2024-09-16">16.09.2024 08:41</time>', "2024-09-16T08:41:00+03:00"),
        ('<time datetime="2024">16 Вересня, 2024 о 08:41</time>', "2024-09-16T08:41:00+03:00"),
        ("<time>Опубліковано в Новини 16.09.2024 08:41</time>", "2024-09-16T08:41:00+03:00"),
        ("<time>08:41 / 16.09.2024</time>", "2024-09-16T08:41:00+03:00"),
        ("<time>16.09.2024 · 08:41</time>", "2024-09-16T08:41:00+03:00"),
    ],
)
def test_what_a_field_tells_of_the_minute(field: str, minute: str) -> None:
    article = read(
        f"<h1 class=t>Про водогін громади</h1>{field}<div class=text>{TEXT}</div>", published="time::attr(datetime)"
        if "datetime" in field
        else "time",
    )  # fmt: skip
    assert article.published is not None
    assert article.published.isoformat() == minute


def test_a_box_wider_than_the_text_loses_title_and_date() -> None:
    article = read(
        f"<div class=text><h1 class=t>Про водогін громади</h1><p>Новини 16.09.2024</p>{TEXT}</div>",
        published="b",
    )
    assert article.body.startswith("Комунальники")


def test_an_exact_box_keeps_its_first_line_whatever_it_says() -> None:
    article = read(
        "<h1 class=t>Про водогін громади</h1><time>16.09.2024</time>"
        f"<div class=text><p>Про водогін громади</p>{TEXT}</div>"
    )
    assert article.body.startswith("Про водогін громади\n")


@pytest.mark.parametrize(
    ("raw", "others", "day"),
    [
        pytest.param("12/10/2025", ["13/10/2025"], "2025-10-12", id="another-day-proves"),
        pytest.param("10/12/2025", ["10/13/2025"], "2025-10-12", id="another-month-proves"),
        pytest.param("12/10/2025", ["11/10/2025", "09/10/2025"], "2025-10-12", id="days-lie-close"),
        pytest.param("10/12/2025", ["10/11/2025", "10/09/2025"], "2025-10-12", id="months-lie-close"),
        pytest.param("12/10/2025", [], "2025-10-12", id="nothing-tells"),
    ],
)
def test_slashes_in_the_order_of_the_page(raw: str, others: list[str], day: str) -> None:
    moment = read_date(raw)
    assert f"{in_order_of_page(moment, ' '.join([raw, *others])).at:%Y-%m-%d}" == day


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            "<p><a href=/>Головна</a> » <a href=/n>Новини</a> » Про водогін</p>",
            ["Головна", "Новини", "Про водогін"],
        ),
        ("<div><a href=/>Головна</a><a href=/n>Новини</a><b>Про водо…</b></div>", []),
        (
            "<div><a href=/>Головна</a><a href=/n>Новини</a><b>Про водогін</b></div>",
            ["Головна", "Новини", "Про водогін"],
        ),
        ("<ol><li><a href=/>Головна</a><li><a href=/n>Новини</a></ol>", ["Головна", "Новини"]),
        ("<ul><li><a href=/>Головна</a><li><a href=/n>Новини</a><li><a href=/k>Контакти</a></ul>", []),
        ("<p>Категорія: <a href=/n>Новини</a></p>", ["Новини"]),
        ("<p>Категорія: <a href=/n>Новини</a></p><p>Рубрика: <a href=/m>Події</a></p>", []),
    ],
)
def test_categories_by_structure(html: str, found: list[str]) -> None:
    label = labelled_category(parse(html), html.lower())
    assert ([label] if label else find_trail(parse(html), "Про водогін")) == found


def test_short_texts_end_where_other_articles_begin() -> None:
    page = parse(
        '<h1>Про водогін</h1><p>Роботи тривають.</p><h4>Інші новини</h4><p><a href="/2">Сесія ради громади</a></p>'
        "<p>Контакти громади</p>"
    )
    around = Surroundings(page, URL)
    around.set_title("Про водогін")
    assert around.above_others(["Роботи тривають.", "Сесія ради громади", "Контакти громади"]) == (
        "Роботи тривають.",
    )
    assert around.above_others(["Роботи тривають."]) == ("Роботи тривають.",)


def test_days_and_items_look_alike() -> None:
    page = parse(
        "<p>Вступ.</p><p class=d>16 вересня 2024 року</p><p class=i><b>Перша</b></p><p>Текст.</p>"
        "<p class=i><b>Друга</b></p><p class=d>15 вересня 2024 року</p><p class=i><b>Третя</b></p>"
        "<p>Від 10 вересня 2024 року діє новий графік.</p>"
    )
    found = find_headings(page)
    assert found is not None
    assert (len(found.days), [node.text() for node in found.titles]) == (2, ["Перша", "Друга", "Третя"])
    assert (found.day_like, found.title_like) == ("p.d", "p.i > b")


def test_a_page_without_days_has_no_headings() -> None:
    assert find_headings(parse("<h2>Новини</h2><h3>Перша</h3><p>Текст від 10 вересня 2024 року.</p>")) is None


def test_the_text_of_posts_is_the_box_that_says_the_most() -> None:
    page = parse(
        "".join(
            f'<div data-post="rada/{number}"><b class=who>Рада громади</b><a href="/1">'
            "<div class=re>Довга відповідь на інший допис ради</div></a>"
            f"<div class=say><p>Допис {number} про роботи.</p><p>Далі.</p></div><i><time>08:41</time></i></div>"
            for number in (1, 2)
        )
    )
    posts = page.css("[data-post]")
    boxes = text_boxes(posts, {"Рада громади"})
    assert [boxes[post.mem_id].attributes["class"] for post in posts] == ["say", "say"]


def test_a_lone_post_without_words_has_no_text() -> None:
    page = parse(
        '<div data-post="rada/1"><span>Рада громади</span><i><time>08:41</time></i><span>1.2K</span></div>'
    )
    assert text_boxes(page.css("[data-post]"), {"Рада громади"}) == {}
