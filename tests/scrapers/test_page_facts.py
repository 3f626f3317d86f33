"""Facts of a page beside its text: bars between them, files in a field, tags in a cloud, rows of a table, captions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.extract import written
from scrapers.parsers.article import parse_article
from scrapers.parsers.crumbs import trail
from scrapers.parsers.generic_words import is_label
from scrapers.records import Article
from tests.scrapers.test_article import CAPTURE, source
from tests.scrapers.test_generic import read as read_bare

NOW = datetime(2024, 9, 20, 9, tzinfo=UTC)
LAYOUT: dict[str, Any] = {"generic": True, "title": "h1", "published": "time", "body": ".text"}
HEAD = "<h1>Про водогін громади</h1><time>16.09.2024 08:41</time>"
LINES = (
    "Комунальники почали міняти водогін на вулиці Лісовій.",
    "Роботи триватимуть до кінця місяця, тож тиск у мережі буде меншим.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
FACTS = "Опубліковано: П’ятниця, 13 вересня 2024, 13:25 | Автор: Super User | Друк | E-mail | Перегляди: 214"


def read(html: str, **changes: Any) -> Article:
    page = f"<html lang=uk><title>Про водогін громади | Рада</title><body>{html}</body></html>"
    return parse_article(page, source([{**LAYOUT, **changes}]), replace(CAPTURE, fetched_at=NOW), "rss")


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (FACTS, True),
        ("Категорія: Соціальний захист | Переглядів: 1156 | admin | 9-11-2024, 09:20 | Коментарі (0)", True),
        (f"{LINES[1]} | Перегляди: 9 | Додано 13.09.2024, бо цього вимагає закон про доступ", False),
        (f"Автор: admin | {LINES[1]} | Додано 13.09.2024 року", False),
    ],
)
def test_facts_between_bars(line: str, label: bool) -> None:
    assert is_label(line) is label


def test_the_day_among_facts_is_that_of_the_page_however_long_their_line_is() -> None:
    found = read_bare(f"<title>Воду подано</title><h2>Воду подано</h2><div>{FACTS}</div>{TEXT}")
    assert (written(found.published), found.body) == ("2024-09-13T13:25", LINES)


def test_facts_at_both_edges_of_a_box_with_the_title_are_no_text() -> None:
    box = (
        f"<div class=all><h1>Про водогін громади</h1><div>{FACTS}</div>{{}}<div>Категорія: Мережі</div></div>"
    )
    assert read(box.format(TEXT), body=".all").body == "\n".join(LINES)
    assert read(box.format(""), body=".all").body == ""


def test_a_day_within_the_text_is_not_its_head() -> None:
    text = f"<p>{LINES[0]}</p><p>Дата: 6 листопада 2024 року</p><p>{LINES[1]}</p>"
    box = f"<div class=all><h1>Про водогін громади</h1><time>16.09.2024</time>{text}</div>"
    assert read(box, body=".all").body == f"{LINES[0]}\nДата: 6 листопада 2024 року\n{LINES[1]}"


FILES = (
    "<div class=files><b>Файли</b> <a href=/f/1.pdf>Протокол № 3</a><i>(1 МБ)</i>"
    " <a href=/f/2.doc>Додаток</a></div>"
)


def test_documents_in_a_field_of_their_own_end_the_text() -> None:
    html = f"<article>{HEAD}<div class=text>{TEXT}</div>{FILES}</article>"
    article = read(html, files=".files a[href]")
    assert article.body == "\n".join((*LINES, "Протокол № 3", "Додаток"))
    assert [each.title for each in article.attachments] == ["Протокол № 3", "Додаток"]
    assert article.origins["body"] == "css:.text, documents of .files a[href]"
    unnamed = read(html)  # right below the text, and nothing but links to documents
    assert (unnamed.body, unnamed.attachments) == (article.body, article.attachments)
    assert read(html.replace("</div><div class=files>", "</div><hr><div class=files>")).attachments == ()


def test_documents_of_others_and_those_that_the_text_links_to_are_not_told_twice() -> None:
    text = f"<div class=text>{TEXT}<p><a href=/f/1.pdf>Протокол</a></p></div>"
    own = "<div class=files><a href=/f/1.pdf>Протокол № 3</a></div>"
    aside = f"<div class=sidebar>{FILES}</div>"
    article = read(f"<article>{HEAD}{text}{own}</article>{aside}", files=".files a[href]")
    assert article.body == "\n".join((*LINES, "Протокол"))
    assert article.origins["body"] == "css:.text"


@pytest.mark.parametrize(
    ("file", "more"),
    [("Протокол № 3", ("Протокол № 3",)), ("Завантажити (PDF, 214 КБ)", ())],
)
def test_a_file_right_behind_the_text_belongs_to_it_and_a_button_does_not(
    file: str, more: tuple[str, ...]
) -> None:
    box = f"<div class=field-name-body>{TEXT}</div><div class=f><a href=/1.pdf>{file}</a></div>"
    aside = (
        "<div class=other><h3>Останні новини</h3><p><a href=/2>Рада виділила кошти на дорогу</a></p></div>"
    )
    page = f"<title>Воду подано</title><article><h1>Воду подано</h1><div>{box}</div></article>{aside}"
    assert read_bare(page).body == (*LINES, *more)


def test_a_file_is_no_heading_of_the_other_articles_behind_it() -> None:
    others = "".join(f"<li><a href=/{n}>Хокеїсти з громади здобули срібло турніру</a></li>" for n in range(3))
    text = f"{TEXT}<div class=file><a href=/1.pdf>Проєкт Стратегії</a></div><div class=related>{others}</div>"
    page = f"<title>Воду подано</title><h1>Воду подано</h1><div class=entry-content>{text}</div>"
    assert read_bare(page).body == (*LINES, "Проєкт Стратегії")


@pytest.mark.parametrize(
    ("given", "tags"), [("rel=tag", ("вода",)), ("rel=tag style='font-size:9pt'", ()), ("", ())]
)
def test_own_tags_may_stand_in_a_box_that_is_called_a_cloud(given: str, tags: tuple[str, ...]) -> None:
    cloud = f"<span class=tagcloud><a href=/tag/1/ {given}>вода</a></span>"
    html = f"<article>{HEAD}<div class=text>{TEXT}</div>{cloud}</article>"
    assert read(html, tags="a[href*='/tag/']").source_tags == tags


@pytest.mark.parametrize(
    ("crumbs", "title", "linked", "kept"),
    [
        (["Головна", "»Новини"], "Назва", True, ["Новини"]),
        (["Головна", "Група «Світанок»"], "Назва", True, ["Група «Світанок»"]),
        (["Оголошення"], "Оголошення про конкурс на посаду директора музею", True, ["Оголошення"]),
        (["Новини", "Ремонт мосту"], "Ремонт мосту через Сулу", False, ["Новини"]),
        (["Новини", "Оголошення про конкурс на"], "Оголошення про конкурс на посаду", True, ["Новини"]),
        (["Новини", "Конкурс…"], "Конкурс на посаду директора музею", True, ["Новини"]),
    ],
)
def test_a_trail_without_its_signs_and_the_title_at_its_end(
    crumbs: list[str], title: str, linked: bool, kept: list[str]
) -> None:
    assert trail(crumbs, title, lambda: linked) == kept


def test_a_link_at_the_end_of_a_trail_is_the_category() -> None:
    crumbs = "<ul class=crumbs><li><a href=/>Головна</a><li>{}<li>Про водогін громади</ul>"
    for last in ("<a href=/news>Про водогін</a>", "Про водогін"):
        article = read(f"{crumbs.format(last)}{HEAD}<div class=text>{TEXT}</div>", crumbs=".crumbs a")
        assert article.category == ("Про водогін" if "href" in last else None)


@pytest.mark.parametrize("path", ["kategoriya/c9", "rubryka/osvita", "rozdil/7", "teg/3"])
def test_a_category_above_a_text_is_no_other_article(path: str) -> None:
    items = "<li>сім’ї загиблих захисників</li><li>особи з інвалідністю першої групи</li>"
    chip = f"<div><a href=/novyny/{path}>Соціальний захист</a></div>"
    article = read(f"<div>{HEAD}{chip}<div class=box><ul>{items}</ul></div></div>", body=".none")
    assert article.body == "сім’ї загиблих захисників\nособи з інвалідністю першої групи"


def test_the_boxes_of_a_header_do_not_take_the_text_away_from_its_title() -> None:
    deep = "<h1>Змінено розклад</h1>"
    for said in ("Опублікував admin 28.08.2024", "<a href=/c>Освіта</a>", "7", "<a href=/v>Показати всі</a>"):
        deep = f"<div><div>{said}</div><div>{deep}</div></div>"
    header = f"<div><a href=/1>Скільки звернень надійшло</a></div><header>{deep}</header>"
    body = "<div class=w><div class=b></div><div><p>Автобус № 2 зупинятиметься біля пошти.</p></div></div>"
    page = f"<title>Змінено розклад</title><article>{header}{body}</article><footer><p>© Рада</p></footer>"
    assert read_bare(page).body == ("Автобус № 2 зупинятиметься біля пошти.",)


TABLE = (
    "<title>Вербівська громада :: Новини</title><table><tr><td>Вербівська громада</td><td>22.09.2024</td></tr></table>"
    "<table><tr><td><table><tr><th>Курси</th></tr><tr><td>USD 41,52<br>EUR 45,10</td></tr></table></td><td>"
    "<table><tr><td>неділя, 15 вересня 2024 р.</td></tr><tr><td>Воду подано</td></tr><tr><td>{}</td></tr></table>"
    "</td></tr></table>"
)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "",
        f"<p>{LINES[0]}</p><p>Дата: 6 листопада 2024 року</p><p>Початок: 14:00</p><h3>Порядок денний</h3>{TEXT}",
    ],
)
def test_the_second_row_of_a_table_whose_first_is_the_day_is_the_title(text: str) -> None:
    found = read_bare(TABLE.format(text))
    assert (found.title, written(found.published)) == ("Воду подано", "2024-09-15")


def test_a_title_in_the_first_row_stays_one() -> None:
    rows = f"<tr><td class=nt>Воду подано</td></tr><tr><td>16.09.2024</td></tr><tr><td>{TEXT}</td></tr>"
    assert read_bare(f"<title>Новини району</title><table>{rows}</table>").title == "Воду подано"


@pytest.mark.parametrize(
    "picture",
    [
        "<figure class=image><img src=/{0}.jpg><figcaption>{1}</figcaption></figure>",
        "<div class='wp-caption' id=a{0}><img src=/{0}.jpg><p id=c{0} class=wp-caption-text>{1}</p></div>",
    ],
)
@pytest.mark.parametrize("around", ["page", "texture-overlay"])
def test_captions_are_the_text_of_a_report_in_pictures(picture: str, around: str) -> None:
    said = (
        "Волонтери з трьох сіл збираються біля старого мосту",
        "За пів дня наповнили сто двадцять мішків",
        "Рятувальники витягли з дна іржавий бойлер",
    )
    pictures = "".join(picture.format(n, line) for n, line in enumerate(said))
    page = f"<div class={around}><h1>Як чистили Хорол</h1><div class=entry-content>{pictures}</div></div>"
    assert read_bare(f"<title>Як чистили Хорол</title>{page}").body == said


def test_a_short_title_in_a_heading_beside_a_day_is_another_article() -> None:
    own = (
        "<div class=top><div>24 серпня 2024</div><p><a href=/r>Оголошення</a></p><h1>ЦНАП зачинено</h1></div>"
    )
    other = "<div class=row><div>22 серпня 2024</div><h4><a href=/2>Вечір пам’яті</a></h4></div>"
    page = f"<article>{own}<div class=text><p>{LINES[0]}</p></div></article><div class=other>{other}</div>"
    assert written(read_bare(f"<title>ЦНАП зачинено</title>{page}").published) == "2024-08-24"


def test_what_was_pasted_from_facebook_is_one_text() -> None:
    first = f'<div class="xdj266r x14z9mp"><div dir=auto>{LINES[0]}</div></div>'
    more = "".join(
        f"<div dir=auto>{line}</div>" for line in ("Що вказати", "адресу об’єкта", "фото (бажано)")
    )
    text = f'<div class=t>{first}<div class="x14z9mp xat24cr x1lziwak">{more}</div></div>'
    page = f"<title>Пропозиції</title><div class=full><h2>Пропозиції</h2><div>16.09.2024</div>{text}</div>"
    assert read_bare(page).body == (LINES[0], "Що вказати", "адресу об’єкта", "фото (бажано)")


def test_who_wrote_a_post_of_pictures_is_no_text_of_it() -> None:
    about = "<div class=mh-author-box><div class=mh-author-box-bio>Сектор інформаційної політики ради.</div></div>"
    post = "<article><header><h1>Фото з толоки</h1></header><div><img src=/1.jpg></div></article>"
    assert read_bare(f"<title>Фото з толоки</title><div class=main>{post}{about}</div>").body == ()


@pytest.mark.parametrize("head", ["Інші новини розділу", "Інші публікації рубрики:"])
def test_a_heading_of_other_articles_is_no_text(head: str) -> None:
    box = f"<h1>Фото з толоки</h1><div>16.09.2024</div><div class=t></div><div class=t>{head}</div>"
    assert read_bare(f"<title>Фото з толоки</title><div class=main>{box}</div>").body == ()


@pytest.mark.parametrize(
    "address",
    [
        "/engine/download.php?id=4179",
        "/index.php?do=download&id=7",
        "/download/rishennia/?wpdmdl=812",
        "/f/1.pdf?v=2",
    ],
)
def test_files_that_a_system_gives_out_are_documents(address: str) -> None:
    article = read(f"{HEAD}<div class=text>{TEXT}<p><a href='{address}'>Додаток 1</a></p></div>")
    assert [each.title for each in article.attachments] == ["Додаток 1"]


def test_a_law_that_a_text_names_does_not_make_it_another_article() -> None:
    law = "<p><a href=https://zakon.rada.gov.ua/laws/show/65-20>Закон про місцеве самоврядування</a></p>"
    box = f"<span class=date>16.09.2024</span><div class=text>{TEXT}<p>{LINES[1]} {LINES[0]}</p>{law}</div>"
    article = read(f"<h1>Про водогін громади</h1><div class=node>{box}</div>", published=".none")
    assert article.published is not None
