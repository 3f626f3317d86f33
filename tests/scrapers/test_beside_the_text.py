"""What the part `brook` of the families taught: facts, buttons, rubrics and days that stand beside title and text."""

from __future__ import annotations

import pytest

from scrapers.dates import KYIV
from scrapers.extract import written
from scrapers.html import parse
from scrapers.parsers.generic_words import is_junk
from scrapers.parsers.teasers import Surroundings
from scrapers.records import Article
from tests.scrapers import test_generic, test_themes
from tests.scrapers.test_generic_plain import LINES, PARAGRAPHS
from tests.scrapers.test_generic_plain import TEXT as OTHER
from tests.scrapers.test_themes import TEXT

TITLE = "<h1>Про водогін громади</h1>"
TIME = "<time>16.09.2024 08:41</time>"
BOX = f"<div class=text>{TEXT}</div>"


def minute(article: Article) -> str:
    assert article.published is not None
    return f"{article.published.astimezone(KYIV):%Y-%m-%dT%H:%M}"


def test_a_meta_tells_its_content() -> None:
    meta = '<meta itemprop="datePublished" content="2024-09-16T08:41:00+03:00">'
    article = test_themes.read(f"<div>{meta}16 Вер</div>{TITLE}{BOX}", published="[itemprop='datePublished']")
    assert minute(article) == "2024-09-16T08:41"
    assert article.origins["published"] == "css:[itemprop='datePublished']"


def test_of_one_day_told_twice_the_minute_is_taken() -> None:
    aside = "<div><time>16.09.2024</time><a href='/news/1/'>Про водогін громади</a></div>"
    article = test_themes.read(f"{TITLE}{TIME}{BOX}{aside}")
    assert minute(article) == "2024-09-16T08:41"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-09-08T11:05:00+0300", "2024-09-08T11:05"),
        ("2024-08-09T11:05:00+0300", "2024-08-09T11:05"),
        ("2024-07-07T11:05:00+0300", "2024-09-08T11:05"),  # of something else
    ],
)
def test_an_attribute_tells_which_of_two_numbers_is_the_day(stamp: str, day: str) -> None:
    field = f"<p class=by>Опубліковано presa в <b datetime='{stamp}'>08/09/2024 - 11:05</b></p>"
    assert minute(test_themes.read(f"{TITLE}{field}{BOX}", published=".by")) == day


@pytest.mark.parametrize(
    "letters", ["<font size=5>Вербівська громада</font>", "<div class=zag>Вербівська громада</div>"]
)
def test_the_sites_name_in_large_letters_is_no_title(letters: str) -> None:
    page = (
        f"<div>{letters}<br>Офіційний сайт</div><table><tr><td><b>Воду подано</b> (14.09.2024)<tr><td>{LINES}"
    )
    text = f"<title>Вербівська громада - Новини</title>{page}</table>"
    article = test_themes.parse_article(
        text,
        test_themes.source(
            [{"generic": True, "title": ["font[size='5']", ".zag"], "published": ".d", "body": ".b"}]
        ),
        test_themes.CAPTURE,
        "rss",
    )
    assert (article.title, minute(article)) == ("Воду подано", "2024-09-14T00:00")
    assert article.body == "\n".join(OTHER)


def test_a_day_behind_other_words_of_a_cell_makes_no_title() -> None:
    issue = "<tr><td>Виходить з 1931 року<br><b>Свіжий номер: №37 (22.09.2024)</b>"
    page = f"<title>Газета</title><table>{issue}<tr><td><b>Воду подано</b><br>08.09.24 | Ганна Бук<br>{LINES}"
    assert test_generic.read(f"{page}</table>").title == "Воду подано"


@pytest.mark.parametrize(
    "line",
    [
        "від admin | опубліковано в: Освіта | 0",
        "[ До списку новин ] [ Роздрукувати ]",
        "Версія для друку   Повернутися назад",
        "На сайті 37 гостей та відсутні користувачі",
        "Зараз на сайті 4 відвідувачі",
    ],
)
def test_lines_that_are_no_text(line: str) -> None:
    assert is_junk(line)


@pytest.mark.parametrize(
    "line",
    [
        "Подарунки від громади | Вручали діти | 12 дітей",
        "На сайті 37 громад оприлюднили звіти",
        "Опубліковано в газеті «Вісті» від 5 травня",
        "До списку новин додали ще одну",
    ],
)
def test_lines_that_begin_alike_are_text(line: str) -> None:
    assert not is_junk(line)


def test_facts_between_bars_above_a_text_are_none_of_it() -> None:
    facts = "<div class=sub>від <a href=/a>admin</a> |опубліковано в: <a href=/c/>Освіта</a> | 0</div>"
    found = test_generic.read(
        f"<title>Воду подано</title><h1>Воду подано</h1><time>14.09.2024</time>{facts}<div>{PARAGRAPHS}</div>"
    )
    assert found.body == OTHER


def test_a_button_behind_the_name_of_a_file_is_no_text() -> None:
    file = "<div><a href=/r.pdf>Текст рішення</a> <a href='#' download>Завантажити</a></div>"
    link = "<p>Бланк можна <a href=/b.pdf>завантажити</a>.</p>"
    found = test_generic.read(
        f"<title>Воду подано</title><h1>Воду подано</h1><time>14.09.2024</time>"
        f"<div class=entry-content>{PARAGRAPHS}{link}{file}</div>"
    )
    assert found.body == (*OTHER, "Бланк можна завантажити.", "Текст рішення")


@pytest.mark.parametrize(
    ("below", "more"),
    [
        (
            "<tr><td><div><b>Інформація</b><br>Гості не можуть залишати коментарі до даної публікації.</div>",
            (),
        ),
        (
            "<tr><td><p><b>Інформація</b></p><p>Роботи оплатила громада.</p>",
            ("Інформація", "Роботи оплатила громада."),
        ),
    ],
)
def test_the_heading_of_a_message_to_guests_goes_with_it(below: str, more: tuple[str, ...]) -> None:
    found = test_generic.read(
        f"<title>Воду подано</title><table><tr><td><h2>Воду подано</h2><tr><td>14.09.2024, 10:30"
        f"<tr><td>{PARAGRAPHS}{below}</table>"
    )
    assert found.body == (*OTHER, *more)


def test_a_rubric_beside_the_title_does_not_end_the_text() -> None:
    head = f"<div>{TITLE}<a href=/c/>Соціальний захист</a></div>{TIME}"
    lines = ["сім’ї загиблих захисників", "особи з інвалідністю", "багатодітні родини", "одинокі пенсіонери"]
    items = "".join(f"<li>{line}</li>" for line in lines)
    article = test_themes.read(
        f"{head}<div class=vb-text itemprop=articleBody><ul>{items}</ul></div>", title=".none", body=".none"
    )
    assert article.body == "\n".join(lines)


@pytest.mark.parametrize(
    ("above", "category"),
    [
        ("<div><a class=vb-section href=/c/>Соціальний захист</a></div>", "Соціальний захист"),
        ("<p><span class='post-rubric big'>Мережі</span> 12</p>", "Мережі"),
        ("<div><span class=n-label>Мережі</span><img src=/a.jpg></div>", "Мережі"),
        ("<p><span class=label>Автор:</span> Ганна Бук</p>", None),
        ("<p><span class=label>Автор</span> Ганна Бук</p>", None),
        ("<p><span class=rubric>Мережі</span> <span class=rubric>Дороги</span></p>", None),
        ("<p><span class=section-title-row>Мережі</span></p>", None),
    ],
)
def test_a_rubric_between_title_and_text_is_the_category(above: str, category: str | None) -> None:
    page = f"<div class=page><article>{TITLE}{TIME}{above}{BOX}</article><p><span class=rubric>Спорт</span></p></div>"
    assert test_themes.read(page, category="i a").category == category


@pytest.mark.parametrize(("own", "teaser"), [("/archives/4149", True), ("/novyny/4149", False)])
def test_what_is_a_list_elsewhere_may_be_an_article_here(own: str, teaser: bool) -> None:
    card = "<div class=card><a href=/archives/4142>Водії автобусів навчалися</a><p>Два дні.</p></div>"
    around = Surroundings(page := parse(f"<body><div>{TITLE}</div>{card}"), f"https://rada.example{own}")
    around.set_title("Про водогін громади")
    node = page.css_first("p")
    assert node is not None
    assert around.is_teaser(node) is teaser


def test_a_contest_is_no_rate_of_a_currency() -> None:
    row = "<tr><td><b>Оголошено конкурс на посаду</b> (14.09.2024)"
    found = test_generic.read(f"<title>Вербівська рада</title><table>{row}<tr><td>{LINES}</table>")
    assert (found.title, written(found.published)) == ("Оголошено конкурс на посаду", "2024-09-14")


def test_the_title_is_not_the_heading_in_a_row_of_the_newest_articles() -> None:
    row = "<ul><li><h2><a href=/news/1/>Про водогін громади</a></h2><p class=row>Сьогодні</p></ul>"
    around = Surroundings(
        page := parse(f"<body>{row}<div class=own>{TITLE}</div>"), "https://rada.example/news/1/"
    )
    around.set_title("Про водогін громади")
    own, other = page.css_first("div.own"), page.css_first("ul")
    assert own is not None
    assert other is not None
    assert (around.holds_title(own), around.holds_title(other)) == (True, False)
