"""Pages of several articles, values in attributes, and layouts without selectors."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.errors import DateUnreadable, LayoutChanged
from scrapers.html import Found, check_place, parse, value_of
from scrapers.parsers.article import article_id, parse_article
from scrapers.parsers.month_page import parse_month
from scrapers.parsers.page import parse_page, reader_of
from scrapers.parsers.telegram import MOST_OF_A_TITLE, shorten
from scrapers.records import Article
from scrapers.registry import Source
from tests.scrapers.test_article import CAPTURE, LAYOUT, URL, page, source

MONTH = {"title": "h3", "published": "h2", "body": "main", "drop": [".no"]}


def month_source(layout: dict[str, Any]) -> Source:
    section = {"name": "news", "reader": "month_page", "url": "/novyny.php"}
    facts = {"slug": "test_rada", "name": "Тестова рада", "url": "https://rada.example/"}
    return Source.model_validate({**facts, "sections": [section], "layouts": [layout]})


def month(html: str) -> list[Article]:
    return parse_month(f"<main>{html}</main>", month_source(MONTH), CAPTURE, "news")


ITEMS = "<h3>Б</h3><p>2</p><h3>А</h3><p>1</p>"
DAY = "<h2>30 серпня 2019 р.</h2>"


def test_places_do_not_change_when_news_come_on_top() -> None:
    before = {article.title: article.article_id for article in month(f"{DAY}{ITEMS}")}
    after = {article.title: article.article_id for article in month(f"{DAY}<h3>В</h3>3{ITEMS}")}
    next_day = {
        a.title: a.article_id for a in month(f"<h2>31 серпня 2019 р.</h2><h3>Г</h3>4{DAY}<h3>В</h3>3{ITEMS}")
    }
    assert before.items() < after.items() < next_day.items()
    assert before["А"] == article_id("test_rada", URL, 2019083000)


def test_places_of_a_page_are_different_and_in_order() -> None:
    articles = month(f"<h2>31 серпня 2019 р.</h2>{ITEMS}{DAY}{ITEMS}<h2>31 серпня 2019 р.</h2><h3>Ще</h3>")
    positions = [article.position for article in articles]
    assert len(set(positions)) == 5
    assert {article.section for article in articles} == {"news"}


@pytest.mark.parametrize(
    ("html", "error", "message"),
    [
        pytest.param(ITEMS, LayoutChanged, "heading of a day before 'Б'", id="no-day"),
        pytest.param(DAY, LayoutChanged, "title: nothing matched 'h3', expected items", id="no-items"),
        pytest.param(f"<h2>Новини</h2>{ITEMS}", DateUnreadable, "expected a date", id="day-without-a-date"),
        pytest.param(DAY + "<h3>Х</h3>" * 101, LayoutChanged, "at most 100 items of", id="too-many-a-day"),
        pytest.param("</main>", LayoutChanged, "title: nothing matched", id="empty"),
    ],
)
def test_pages_that_are_no_month(html: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        month(html)


UP = '<p><a href="#">Догори</a></p>'


def test_links_back_into_the_page_are_no_text_and_end_the_last_item() -> None:
    html = f"{DAY}<h3>Б</h3><p>2</p>{UP}<h3>А</h3><p>1</p>{UP}<p>© Рада</p>"
    assert [article.body for article in month(html)] == ["1", "2"]
    once = f"{DAY}<h3>Б</h3><p>2</p><h3>А</h3><p>1</p>{UP}<p>Рада</p>"
    assert [article.body for article in month(once)] == ["1\nРада", "2"]


def test_marks_of_the_page_itself_are_taken_out() -> None:
    (article,) = month(f"{DAY}<h3>А</h3>\ue000t0\ue001 текст <b class=no>ні</b>")
    assert article.body == "t0 текст"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param("Воду дали.", "Воду дали.", id="short"),
        pytest.param("а" * MOST_OF_A_TITLE, "а" * MOST_OF_A_TITLE, id="just-fits"),
        pytest.param("а" * 150 + " " + "б" * 150, "а" * 150 + "…", id="between-words"),
        pytest.param("а" * 300, "а" * (MOST_OF_A_TITLE - 1) + "…", id="one-long-word"),
    ],
)
def test_first_line_as_title(line: str, title: str) -> None:
    assert shorten(line) == title
    assert len(shorten(line)) <= MOST_OF_A_TITLE


def test_other_readers_give_one_article() -> None:
    (article,) = parse_page(page(), source(), CAPTURE, "rss")
    assert article == parse_article(page(), source(), CAPTURE, "rss")
    assert (reader_of(source(), "rss"), reader_of(source(), "gone")) == ("feed", None)


def test_value_of_an_attribute() -> None:
    layout = {
        **LAYOUT,
        "published": "time::attr(datetime)",
        "title": "meta[property='og:title']::attr(content)",
    }
    text = page().replace("datetime=2024", "datetime=2024-09-16T08:41:00+03:00")
    article = parse_article(
        f'<meta property="og:title" content=" Сесія  ради ">{text}', source([layout]), CAPTURE, "rss"
    )
    assert (article.title, article.published_raw) == ("Сесія ради", "2024-09-16T08:41:00+03:00")
    assert article.origins["published"] == "css:time::attr(datetime)"


def test_attribute_that_is_not_there() -> None:
    node = parse("<time>учора</time>").css("time")[0]
    with pytest.raises(LayoutChanged, match="without the attribute 'datetime'"):
        value_of(Found(node, "time::attr(datetime)"))


@pytest.mark.parametrize(
    ("css", "fine"),
    [
        ("time::attr(datetime)", True),
        ("a >b::attr(data-x)", True),
        ("::attr(x)", False),
        ("a::attr()", False),
    ],
)
def test_selectors_of_attributes(css: str, fine: bool) -> None:
    assert (check_place(css) is None) is fine


def test_selectors_that_fit_come_before_the_generic_parser() -> None:
    assert parse_article(page(), source([{**LAYOUT, "generic": True}]), CAPTURE, "rss").title == "Сесія"
