"""What layouts by outsiders taught: tables, ASP.NET, pages without boxes, boxes of papers; a page of our own each."""

from __future__ import annotations

import pytest

from scrapers.extract import written
from tests.scrapers.test_generic import read

TEXT = (
    "Комунальники завершили ремонт водогону на вулиці Джерельній, тиск у мережі повернувся до норми.",
    "Мешканців просять кілька хвилин зливати воду, перш ніж пити її чи наповнювати каструлі.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
LINES = "<br>".join(TEXT)
SITE = "Офіційний сайт районної державної адміністрації"
LONG = "Останній міст району: чому брати Гуцули лагодять його самі, коли всі їздять навколо через Кам’янку"
BESIDE = "<p>21.09.2024</p><p><a href=/1>Хокеїсти з громади здобули срібло турніру</a></p>" * 2
ASIDE = (
    "<div class=pop><p>Графік прийому громадян у приймальні голови щовівторка зранку та щочетверга.</p></div>"
)

TITLES = {
    "day-in-brackets-before-the-title": (
        f"<title>{SITE} - Воду подано</title><table><tr><td>Меню</td><td><table><tr><td>[16.09.2024] "
        f"<b>Воду подано</b>"
        f"<tr><td>{LINES}</table></td><td><center><b>Урядова «гаряча лінія»</b></center><p>Сьогодні</td></tr>"
        f"</table>",
        "Воду подано",
    ),
    "day-before-a-long-title": (
        f"<title>{SITE} - {LONG}</title><table><tr><td>[16.09.2024] <b>{LONG}</b><tr><td>{LINES}</table>",
        LONG,
    ),
    "quoted-title-behind-a-day": (
        f"<title>«Джерело» відкрито - {SITE}</title><div>16.09.2024 – «Джерело» відкрито</div><div>{LINES}</div>",
        "«Джерело» відкрито",
    ),
    "span-named-header-in-a-cell": (
        "<title>АТ «Водогін» - Новини компанії</title><table><tr><td><span class=NewsDate>16.09.2024</span><br>"
        f"<span class=NewsHeader>Воду подано</span><br><br><span class=NewsText>{LINES}</span></td></tr></table>"
        f"<div id=right>{BESIDE}</div><table><tr><td>© 2011 – 2024 АТ «Водогін»</td></tr></table>",
        "Воду подано",
    ),
    "heading-within-the-text-above-the-day": (
        f"<title>Новини району</title><h3>Воду подано</h3>{PARAGRAPHS}<h3>Що далі?</h3><p>{TEXT[1]}</p>"
        "<p align=right>16 вересня 2024 року</p>",
        "Воду подано",
    ),
    "bold-question-above-the-day": (
        f"<title>Новини району</title><h3>Воду подано</h3>{PARAGRAPHS}<p><b>– Що далі?</b></p><p>{TEXT[1]}</p>"
        "<p align=right>16 вересня 2024 року</p>",
        "Воду подано",
    ),
    "day-of-another-article-above-a-heading": (
        f"<title>{SITE} - Новини</title><table><tr><td>16.09.2024<br><b>Воду подано</b><tr><td><p>Телефонуйте 15-60."
        f"</p></table><table><tr><td>Анонси<tr><td>{BESIDE * 2}<tr><td><b>Погода</b><tr><td>Ніч: +8..+10, День: +15"
        f"<tr><td>Вітер північно-західний, місцями можливий невеликий дощ, уночі туман<tr><td>{ASIDE}</table>",
        "Воду подано",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_a_title_is_told_from_its_surroundings(case: str) -> None:
    html, title = TITLES[case]
    found = read(html)
    assert (found.title, written(found.published)) == (title, "2024-09-16")


def test_the_only_heading_is_no_site_though_the_crumbs_begin_with_it() -> None:
    text = "<p>Вода буде ввечері.</p><h3>Куди підвозитимуть</h3><p>До школи та крамниці, тричі на день.</p>"
    found = read(
        "<title>Воду подано</title><ul class=breadcrumb><li><a href=/x>Воду подано</a></ul><div class=list-group>"
        "<a href=/1>Послуги підприємства</a><br><a href=/2>Сантехнічні роботи</a></div>"
        f"<div id=content><h1>Воду подано</h1>{text}</div>"
    )
    assert (found.title, len(found.body)) == ("Воду подано", 3)


PAGE = "<title>Воду подано</title><div class=wrap><article><h1>Воду подано</h1>{}</article></div>"
BODIES = {
    "lead-called-a-teaser": f"<div class=teaser-text><p>{TEXT[0]}</p></div><div class=news-text-wrap>"
    f"<p>{TEXT[1]}</p></div>",
    "donations": f"<div class=entry-content>{PARAGRAPHS}<div class=np-donate><h3>Шановні читачі!</h3>"
    f"<p>Ставайте членами"
    " нашого клубу, аби ми могли працювати далі.</p></div></div>",
    "donations-called-after-posts": f"<div class=post_text>{PARAGRAPHS}<div class=post_donate>"
    f"<div>Ставайте членами нашого"
    " клубу, аби ми могли працювати далі.</div></div></div>",
    "letters-and-telegram": f"<section class=content><p>{TEXT[0]}</p><div class=card>"
    f"<p>Найоперативніші новини – у нашому <a"
    f" href=t>телеграм-каналі</a>. Підписуйтеся!</p></div><p>{TEXT[1]}</p><div class=kg-signup-card>"
    f"<h2>Лист щоп’ятниці</h2>"
    "<p>П’ять історій тижня без реклами.</p></div></section>",
    "day-and-shows-in-the-box-of-the-text": f"<div class=news-detail>"
    f"<span class=news-date-time>14.09.2024 10:30:00</span>"
    f" {LINES}<br>Количество показов:&nbsp;412</div><div class=reviews-block><div class=reviews-post-author>"
    f"<b>Старожил</b>"
    " <span>20.09.2024 11:40:12</span></div><div class=reviews-text>Дожили. Посмотрим, что из этого выйдет."
    "</div></div>",
    "section-and-writer-above-the-day": "<table><tr><td>Новини - Новини ради<tr><td><span>Написав Відділ"
    f" інформації</span><tr><td class=createdate>Субота, 14 вересня 2024, 10:30<tr><td>{PARAGRAPHS}</table>",
}


@pytest.mark.parametrize("case", BODIES)
def test_a_text_is_told_from_what_stands_around_it(case: str) -> None:
    found = read(PAGE.format(BODIES[case]))
    assert found.body == TEXT
    assert written(found.published) == ("2024-09-14T10:30" if "day" in case else None)


def test_readers_of_a_post_without_words_do_not_write_it() -> None:
    said = (
        "<div class=comEnt><table><tr><td><div class=cTop><b>Наталія</b> (20.09.2024 21:14)</div>"
        "<div class=cMessage>Дуже гарно! Дякуємо вчителям за все!</div></table></div>"
    )
    found = read(
        "<title>Воду подано - Сайт школи</title><table><tr><td><table class=eBlock><tr><td><div class=eTitle>Воду"
        " подано</div><tr><td class=eMessage><div align=center><a href=/1.jpg><img src=1.jpg></a></div><tr><td"
        " class=eDetails>Переглядів: 204 | Додав: admin | Дата: <span>16.09.2024, 08:41</span></table>"
        f"<table><tr><td>Всього коментарів: <b>2</b><tr><td>{said * 2}</table></table>"
    )
    assert (found.body, written(found.published)) == ((), "2024-09-16T08:41")


def test_address_and_day_below_a_page_without_boxes_are_no_text() -> None:
    found = read(
        f"<title>Новини району</title><h3>Воду подано</h3>{PARAGRAPHS}<p align=right><i>16 вересня 2024 року"
        f"</i></p><hr>"
        "<table><tr><td>Адреса: 30200, пл. Перемоги, 1. Тел. 2-12-44<br>E-mail: "
        "<a href=mailto:a@b.c>rda@rajon.example</a></table>"
    )
    assert (found.body, written(found.published)) == (TEXT, "2024-09-16")


def test_a_side_column_is_no_text_where_the_article_is_in_main() -> None:
    side = "".join(f"<li><a href=/{i}>Хокеїсти громади {i}</a> {TEXT[i]}</li>" for i in range(2))
    found = read(
        "<title>Воду подано — Портал</title><main><h1>Воду подано</h1><div class=prose></div></main><aside>"
        "<h2>Оголошення</h2>"
        f"<ul>{side}</ul></aside>"
    )
    assert found.body == ()


ISO, UNIX = "2024-09-16T05:41:00Z", "1726465260"
OTHER = '<time datetime="2024-09-20T05:41:00Z"></time>'
TIMES = {
    "iso": (f"<div><i></i> <time class=timeago datetime={ISO}></time></div>", "", "2024-09-16T08:41"),
    "unix": (f"<div><span>Новини</span> <time data-ts={UNIX}></time></div>", "", "2024-09-16T08:41"),
    "milliseconds": (f"<span class=when data-time={UNIX}000></span>", "", "2024-09-16T08:41"),
    "others-in-links": (f"<time datetime={ISO}></time>", f"<a href=/1>{OTHER}Інша</a>", "2024-09-16T08:41"),
    "only-of-a-link": ("", f"<a href=/1>{OTHER}Інша новина з іншого дня</a>", None),
    "only-of-a-list": (f"<ul><li>{OTHER}</ul>", "", None),
    "two-days": (f"<time datetime={ISO}></time>{OTHER}", "", None),
    "far-below": ("", OTHER, None),
    "a-number-that-is-none": ("<span data-time=1726></span>", "", None),
}


@pytest.mark.parametrize("case", TIMES)
def test_a_time_that_a_script_will_write_beside_the_title(case: str) -> None:
    above, below, day = TIMES[case]
    long = "".join(f"<p>{line}</p>" for line in TEXT * 2)
    found = read(
        f"<title>Воду подано</title><main><h1>Воду подано</h1>{above}<div>{long}</div>{below}</main>"
    )
    assert written(found.published) == day
    assert day is None or found.origins["published"] == "attribute:time"


CRUMBS = (
    "<nav aria-label=breadcrumb><ol><li><a href=/>Новини</a><li><a href=/d>16.09.2024</a><li>Назва</ol></nav>"
)


@pytest.mark.parametrize(
    ("head", "day"), [(CRUMBS, "2024-09-16"), (CRUMBS + "<p>14.09.2024</p>", "2024-09-14")]
)
def test_the_day_among_crumbs_where_no_other_is_told(head: str, day: str) -> None:
    found = read(f"<title>Воду подано</title>{head}<div class=card><h4>Воду подано</h4>{PARAGRAPHS}</div>")
    assert written(found.published) == day


def test_the_day_of_a_post_without_words_is_not_its_neighbours() -> None:
    found = read(
        "<title>Воду подано</title><div><h1>Воду подано</h1>"
        "<div>Розмістив: Редактор, 16.09.2024, переглядів: 93</div></div>"
        f"<div>Нове на сайті</div><div>{BESIDE}</div>"
    )
    assert (found.body, written(found.published)) == ((), "2024-09-16")
