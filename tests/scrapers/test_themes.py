"""Pages on which a preset's selector matches something wide, empty or another's, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.html import parse
from scrapers.parsers.article import parse_article
from scrapers.parsers.generic import extract
from scrapers.parsers.sentences import in_sentence
from scrapers.records import Article
from tests.scrapers.test_article import CAPTURE, source

NOW = datetime(2024, 9, 20, 9, tzinfo=UTC)
LAYOUT: dict[str, Any] = {"generic": True, "title": "h1", "published": "time", "body": ".text"}
HEAD = "<h1>Про водогін громади</h1><time>16.09.2024 08:41</time>"
TEXT = (
    "<p>Комунальники почали міняти водогін на вулиці Лісовій.</p><p>Роботи триватимуть до кінця місяця.</p>"
)
LINES = "Комунальники почали міняти водогін на вулиці Лісовій.\nРоботи триватимуть до кінця місяця."


def read(html: str, **changes: Any) -> Article:
    page = f"<html lang=uk><title>Про водогін громади | Рада</title><body>{html}</body></html>"
    return parse_article(page, source([{**LAYOUT, **changes}]), replace(CAPTURE, fetched_at=NOW), "rss")


@pytest.mark.parametrize(
    ("html", "within"),
    [
        ("<p>Кошти виділила сесія згідно з <a>рішенням міської ради</a>.</p>", True),
        ("<p><b>Кошти виділила сесія</b> за <i><a>рішенням міської ради</a></i></p>", True),
        ("<p><a>Рішенням міської ради</a> виділено кошти.</p>", True),
        ("<p>Роботи тривають. <a>Рішення міської ради</a> зобов’язує підрядника.</p>", True),
        ("<p><a>Рада виділила кошти</a></p>", False),
        ("<li>16.09.2024 08:41 <a>Рада виділила кошти</a></li>", False),
        ("<li><a>Рада виділила кошти</a> Депутати зібралися на сесію.</li>", False),
        ("<p>Читайте також на сайті: <a>Рада виділила кошти</a></p>", False),
        ("<p>Перший рядок тексту<br><a>Рада виділила кошти</a></p>", False),
        ("<p>Роботи тривають. <a>Рада виділила кошти</a></p>", False),
    ],
)
def test_a_link_within_a_sentence(html: str, within: bool) -> None:
    link = parse(html).css_first("a")
    assert link is not None
    assert in_sentence(link) is within


def test_a_text_goes_on_behind_a_sentence_that_links_to_another_page() -> None:
    link = '<p>Кошти виділила сесія за <a href="/news/2/">рішенням міської ради</a>.</p>'
    article = read(f"<h1>Про водогін громади</h1><time>16.09.2024</time><div>{link}{TEXT}</div>")
    assert article.body.endswith(LINES)


def test_the_date_beside_a_short_text_that_links_to_another_page_is_its_own() -> None:
    link = '<p>Кошти виділила сесія за <a href="/news/2/">рішенням міської ради</a>.</p>'
    article = read(
        f"<h1>Про водогін громади</h1><div><time>16.09.2024</time><div class=text>{link}</div></div>"
    )
    assert article.origins["published"] == "css:time"


@pytest.mark.parametrize(
    ("stamp", "shown", "precision"),
    [
        ("2024-09-16T08:41:00+03:00", "16 вересня 2024", "minute"),
        ("2024-09-16T00:00:00+03:00", "16 вересня 2024", "day"),
        ("2024-09-16T12:00:00Z", "16 вересня 2024", "day"),
        ("2024-09-17T08:41:00+03:00", "16 вересня 2024", "day"),
    ],
)
def test_a_time_within_the_field_tells_the_minute_of_its_day(stamp: str, shown: str, precision: str) -> None:
    field = f'<li itemprop="datePublished"><time datetime="{stamp}">{shown}</time></li>'
    article = read(f"<h1>Про водогін громади</h1>{field}<div class=text>{TEXT}</div>", published="li")
    assert article.published is not None
    assert (article.published.day, article.published_precision) == (16, precision)


def test_signs_around_a_tag_are_not_its_name() -> None:
    tags = "<p><a class=g><i>#</i> шахи</a><a class=g>спорт, </a></p>"
    assert read(f"{HEAD}<div class=text>{TEXT}</div>{tags}", tags="a.g").source_tags == ("шахи", "спорт")


CATEGORY = '<a class=c href="/category/{0}/">{0}</a>'


def labels(
    beside: str, own: str = CATEGORY.format("Мережі"), **changes: Any
) -> tuple[str | None, tuple[str, ...]]:
    article = read(
        f"<div class=page><article>{own}{HEAD}<div class=text>{TEXT}</div></article>{beside}</div>", **changes
    )
    return article.category, article.source_tags


@pytest.mark.parametrize(
    "beside",
    [
        f"<div class=other><div>{CATEGORY.format('Спорт')}</div></div>",
        f'<ul><li>{CATEGORY.format("Спорт")}<h4><a href="/news/2/">Шахісти громади перемогли</a></h4></li></ul>',
    ],
)
def test_categories_of_others_are_not_the_articles_own(beside: str) -> None:
    assert labels(beside, category="a.c") == ("Мережі", ("Мережі",))


@pytest.mark.parametrize("name", ["sidebar", "widget widget_tag_cloud", "tagcloud", "mod-tagspopular"])
def test_a_cloud_at_the_side_is_none_of_an_article_without_tags(name: str) -> None:
    cloud = f"<div class='{name}'><a href='/tag/1/'>бюджет</a> <a href='/tag/2/'>школи</a></div>"
    assert labels(cloud, "", tags="a[href*='/tag/']") == (None, ())


def test_labels_outside_of_the_box_of_title_and_text_are_taken_where_there_are_no_others() -> None:
    assert labels("<p class=elementor-widget><a class=c>Мережі</a></p>", "", category="a.c")[0] == "Мережі"


def test_a_category_that_a_label_names_comes_before_the_crumbs() -> None:
    crumbs = "<p class=crumbs><a href=/>Головна</a> <a href=/news/>Новини</a></p>"
    own = "<p>Категорія: <a href=/c/>Мережі</a></p>"
    article = read(f"{crumbs}{HEAD}{own}<div class=text>{TEXT}</div>", crumbs=".crumbs a", category="i a")
    assert (article.category, article.source_tags) == ("Мережі", ("Новини", "Мережі"))
    assert article.origins["category"] == "generic: label"


@pytest.mark.parametrize(
    ("below", "body"),
    [
        ("<p>Tags: <a>вода</a> <a>мережі</a></p>", LINES),
        ("<p><a>вода</a>, <a>мережі</a></p>", LINES),
        ("<p><a>#вода</a></p>", LINES),
        ("<p>Теги:</p><p><a>вода</a>, <a>мережі</a></p>", LINES),
        ("<p>Теги:</p><p><a>вода</a></p>", LINES),
        ("<ul><li><a>вода</a></li><li><a>мережі</a></li></ul>", LINES),
        ("<p><a>вода</a></p>", f"{LINES}\nвода"),
        ("<p>Підвозять воду: <a>вода</a></p>", f"{LINES}\nПідвозять воду: вода"),
    ],
)
def test_tags_at_the_end_of_a_described_box_are_no_text(below: str, body: str) -> None:
    assert read(f"{HEAD}<div class=text>{TEXT}{below}</div>", tags=".text a").body == body


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Срд, 07/08/2024 - 11:30 — press", "2024-08-07T11:30"),  # the seventh of August was a Wednesday
        ("Пнд, 07/08/2024 - 11:30 — press", "2024-07-08T11:30"),  # the eighth of July a Monday
        ("Ндл, 15/09/2024 - 11:30", "2024-09-15T11:30"),
    ],
)
def test_short_names_of_days_as_drupal_writes_them(line: str, day: str) -> None:
    html = f"<html><body><h2>Про водогін громади</h2><div><span>{line}</span><div>{TEXT}</div></div></body></html>"
    found = extract(html, "https://rada.example/node/7", NOW)
    assert found.published is not None
    assert found.published.at.isoformat()[:16] == day
    assert "\n".join(found.body) == LINES


@pytest.mark.parametrize(
    "html",
    [
        # «what can be shared», as the engine DLE calls a text; boxes for buttons have other names
        f"<article><h1>Про водогін громади</h1><div class='text share-content'>{TEXT}</div></article>",
        # Joomla's picture of an article
        f"<article><h1>Про водогін громади</h1><div class=img-fulltext-left><img src=/a.jpg></div>{TEXT}</article>",
        f"<article><h1>Про водогін громади</h1><div>{TEXT}<p class=editdate>Причина: уточнено</p></div></article>",
    ],
)
def test_what_names_of_boxes_say_of_a_text(html: str) -> None:
    found = extract(f"<html><body>{html}</body></html>", "https://rada.example/n/7", NOW)
    assert "\n".join(found.body) == LINES


@pytest.mark.parametrize(
    ("above", "body"),
    [
        ("<h2>Новини</h2>", LINES),
        ("<p>Головна</p><p>Новини</p>", LINES),
        ("<p>Сесія виділила на це кошти.</p>", f"Сесія виділила на це кошти.\nПро водогін громади\n{LINES}"),
    ],
)
def test_a_box_that_holds_the_title_loses_a_rubric_above_it(above: str, body: str) -> None:
    article = read(
        f"<time>16.09.2024 08:41</time><div class=text>{above}<hgroup><h1>Про водогін громади</h1></hgroup>{TEXT}</div>"
    )
    assert article.body == body


def test_tags_below_pictures_alone_are_no_text() -> None:
    tags = "<p>Теги: <a>вода</a> <a>мережі</a></p>"
    article = read(f"{HEAD}<div class=text><img src=/a.jpg>{tags}</div>", tags=".text a")
    assert (article.body, article.images) == ("", ("https://rada.example/a.jpg",))


LONG = (
    "<p>Комунальники почали міняти водогін на вулиці Лісовій: старі труби служили тут понад п’ятдесят років.</p>"
    "<p>Роботи триватимуть до кінця місяця, воду підвозитимуть щодня з восьмої до десятої години ранку.</p>"
    "<p>Кошти на ремонт обох ділянок виділила сесія міської ради у серпні.</p>"
)


@pytest.mark.parametrize("found", ["", "<p>Фото: пресслужба</p>"])
def test_a_selected_box_with_next_to_nothing_gives_way_to_a_long_text(found: str) -> None:
    article = read(f"<main>{HEAD}<div class=text>{found}</div><div class=news-text>{LONG}</div></main>")
    assert article.body.startswith("Комунальники")
    assert article.body.count("\n") == 2
    assert article.origins["body"] == "generic 0.90: walk:div.news-text, next to nothing in css:.text"


def test_a_post_of_one_line_stays_so_beside_what_else_the_page_says() -> None:
    said = "Вебсайт створено за підтримки Програми для громад. Усі матеріали на умовах ліцензії."
    foot = f"<footer><p>{said}</p></footer>"
    article = read(f"<main>{HEAD}<div class=text><p>Сесія о десятій.</p></div></main>{foot}{foot}{foot}")
    assert (article.body, article.origins["body"]) == ("Сесія о десятій.", "css:.text")


@pytest.mark.parametrize("name", ["related-content", "comment-list", "popup"])
def test_a_text_in_a_box_whose_name_says_otherwise_is_no_empty_post(name: str) -> None:
    aside = f"<aside>{LONG}</aside>"
    article = read(f"<article>{HEAD}<div class={name}>{LONG}</div></article>{aside}")
    assert article.body.startswith("Комунальники")
    assert article.body.count("\n") == 2
    assert article.origins["body"] == "generic 0.50: walk:div, names left aside"


def test_a_wide_box_has_its_edges_from_structure() -> None:
    box = f"<h1>Про водогін громади</h1><div class=byline>Відділ мереж</div>{LONG}<div class=meta>Розмір шрифту</div>"
    article = read(f"<time>16.09.2024 08:41</time><div class=text>{box}</div>")
    assert (article.body.split("\n")[0][:12], article.body.split("\n")[-1][-7:]) == (
        "Комунальники",
        "серпні.",
    )
    assert article.origins["body"] == "css:.text, edges by structure"


def test_a_wide_box_that_structure_reads_otherwise_is_kept_and_says_so() -> None:
    box = f"<h1>Про водогін громади</h1>{LONG}<div class=related>{LONG.replace('водогін', 'дах')}</div>"
    article = read(f"<time>16.09.2024 08:41</time><div class=text>{box}</div>")
    assert article.body.count("\n") == 5
    assert article.origins["body"] == "css:.text, structure reads otherwise"


def test_a_post_without_words_has_none_of_what_stands_below_without_names() -> None:
    below = f"{LONG}<p>Приймальня: 56101, м. Баштанка, вул. Героїв, 2</p>"
    article = read(
        f"<article>{HEAD}<img src=/a.jpg></article><div class=popup>{below}</div><aside>{LONG}</aside>"
    )
    assert article.body == ""


@pytest.mark.parametrize(
    ("meta", "hour"),
    [
        ("<ul><li><time>16 вересня 2024</time></li><li><i>08:41</i></li></ul>", "08:41"),
        ("<ul><li><time>16 вересня 2024</time></li><li>Оновлено 10:15</li></ul>", "00:00"),
        ("<ul><li><time>16 вересня 2024</time></li><li>08:41</li><li>10:15</li></ul>", "00:00"),
    ],
)
def test_the_only_hour_in_a_small_box_around_a_day_is_its_own(meta: str, hour: str) -> None:
    article = read(f"<h1>Про водогін громади</h1>{meta}<div class=text>{TEXT}</div>")
    assert article.published is not None
    assert f"{article.published:%d.%m %H:%M}" == f"16.09 {hour}"


def test_rdfa_tells_the_minute_of_the_day_that_is_shown() -> None:
    stamp = '<span property="dc:date" content="2024-09-16T08:41:00+03:00">16 вересня 2024</span>'
    found = extract(
        f"<title>Про водогін громади</title><h1>Про водогін громади</h1><div>{stamp}</div>{TEXT}", "", NOW
    )
    assert found.published is not None
    assert f"{found.published.at:%d.%m %H:%M}" == "16.09 08:41"


def test_an_invitation_to_comment_above_a_text_does_not_end_it() -> None:
    meta = '<p><a href="/news/1/#respond">Залишити коментар</a></p><time>16.09.2024 08:41</time>'
    more = '<p><a href="/news/2/">Рада виділила кошти на дорогу</a></p>'
    article = read(
        f"<h1>Про водогін громади</h1>{meta}<div class=zmist>{TEXT}</div>{more}", title=".none", body=".none"
    )
    assert article.body == LINES


def test_a_title_that_the_head_does_not_say_gives_way_to_one_that_it_does() -> None:
    crumbs = "<div class=zag>Новини</div>"
    article = read(
        f"{crumbs}<h1>Про водогін громади</h1><time>16.09.2024</time><div class=text>{TEXT}</div>",
        title=".zag",
    )
    assert article.title == "Про водогін громади"
