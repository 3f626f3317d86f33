"""What a sample of layouts by an outsider taught: days in states, lists beside titles, builders, readers, clocks."""

from __future__ import annotations

import json

import pytest

from scrapers.extract import written
from tests.scrapers.test_generic import read
from tests.scrapers.test_generic_plain import PAGE, PARAGRAPHS, SITE, TEXT

STATES = {
    "seconds": ("date_publish", 1726465260, "2024-09-16T08:41"),
    "milliseconds": ("created_at", 1726465260000, "2024-09-16T08:41"),
    "words": ("date_created", "2024-09-16 08:41:00", "2024-09-16T08:41"),
}


@pytest.mark.parametrize("case", STATES)
def test_the_day_of_a_state_may_be_a_number(case: str) -> None:
    name, at, day = STATES[case]
    item = {"id": 5, "name": "Воду подано", name: at, "date_update": 1726651260, "text": f"<p>{TEXT[1]}</p>"}
    state = json.dumps({"settings": {"name": "Рада", "phone": "2-19-41"}, "page": {"item": item}})
    found = read(
        "<title>Рада</title><app-root><p>Зачекайте, сторінка завантажується…</p></app-root>"
        f"<script type=application/json>{state}</script>"
    )
    assert (found.title, found.body, written(found.published)) == ("Воду подано", TEXT[1:], day)


@pytest.mark.parametrize("size", [0, 77, 2e12, True])
def test_other_numbers_of_a_state_are_no_days(size: float) -> None:
    item = {"title": "Воду подано", "date": size, "text": " ".join(TEXT * 3)}
    found = read(f"<title>Рада</title><script type=application/json>{json.dumps(item)}</script>")
    assert (found.title, found.published) == ("Воду подано", None)


LISTED = "<i>16.09.2024</i><br><a href=/{}>Хокеїсти з громади здобули срібло турніру</a><br>"
TITLES = {
    "heading-of-a-list-with-days": "<td><b>Воду подано</b><br><i>14.09.2024</i><br>Тиск у мережі вже є.<td>"
    f"<span class=zag_block>Останні надходження</span><br><br>{LISTED * 2}<p><b>Прийом</b></p>{PARAGRAPHS}",
    "label-of-a-post-without-words": "<td><h1>Районна рада</h1>"
    + "<p><a href=/>Плани</a></p>" * 8
    + "<td><h4>Воду подано</h4><div class=sign>Розміщено 14.09.2024 | Усі новини</div>"
    "<h4>Оголошення</h4>" + "<p><a href=/1>Хокеїсти з громади здобули срібло (21.09.2024)</a>" * 3,
    "line-above-a-list-with-days": f"<td><div>МФО 338545</div><div><div>Новини</div>{LISTED * 3}</div><td><table><tr>"
    f"<td>Воду подано<tr><td>Додано: 14.09.2024 13:20<tr><td>{PARAGRAPHS}</table>",
    "heading-behind-the-first-sentence": "<td><h4>Воду подано</h4><span>14.09.2024, 10:30</span><div><div>На сесії 13"
    " вересня 2024 року депутати розглянули 27 питань.</div><h3>Ухвалено</h3><ul><li>зміни до бюджету громади на рік"
    f"<li>програму забезпечення пожежної безпеки</ul></div><p>{TEXT[0]}",
}


@pytest.mark.parametrize("case", TITLES)
def test_a_title_that_nothing_confirms(case: str) -> None:
    found = read(f"<title>{SITE}</title><table><tr>{TITLES[case]}</table>")
    assert (found.title, (written(found.published) or "")[:10]) == ("Воду подано", "2024-09-14")


BODIES = {
    "editor-of-a-builder": "<div class='so-panel widget widget_sow-image'><img src=/a.jpg></div>"
    "<div class='so-panel widget widget_sow-editor'><div class='so-widget-sow-editor so-widget-sow-editor-base'>"
    f"<div class='siteorigin-widget-tinymce textwidget'>{PARAGRAPHS}</div></div></div>"
    f"<div class=footer-widgets><p>{' '.join(TEXT * 2)}</p></div>",
    "not-its-list-of-posts": f"<div class=entry-content>{PARAGRAPHS}</div>"
    "<div class='so-panel widget widget_recent-posts'><p>Щочетверга зранку приймає голова.</p></div>",
    "invitation": f"<div class=content><div><p>📲 Найважливіше – у нашому Telegram. <a href=t>Підписатися</a></p></div>"
    f"{PARAGRAPHS}</div>",
    "readers-of-a-paper": f"<div>{PARAGRAPHS}<font>Коментарі читачів: 2</font><br>"
    "Галина: дякую редакції за слово!</div>",
    "readers-without-a-heading": f"<div>{PARAGRAPHS}<font><b>Галина</b> (21-09-2024 19:02): Дякую редакції за добре"
    f" слово про наших людей!</font><br><br><b>гість</b> (22.09.2024 08:40): А чому так довго лагодили?</div>",
}


@pytest.mark.parametrize("case", BODIES)
def test_a_text_is_told_from_what_is_none(case: str) -> None:
    assert read(PAGE.format(BODIES[case])).body == TEXT


def test_a_list_before_the_only_paragraph_with_a_name_is_text() -> None:
    found = read(
        "<title>Воду подано</title><table><tr><td><p class=newsdate>16 вересня 2024 р.</p><h4>Воду подано</h4><div><a"
        " href=/1.jpg><img src=/1.jpg></a></div><ul><li>паспорт<li>копія рахунка</ul>"
        f"<p class=newstext>{TEXT[0]}</p></table>"
    )
    assert found.body == ("паспорт", "копія рахунка", TEXT[0])


TODAY = "Неділя, 22 вересня 2024 р."
CLOCKS = {
    "opens-the-box-of-the-article": (
        f"<p>Рада</p><div><h2><span>{TODAY}</span></h2><div><h3>{{}}</h3>",
        "2024-09-22",
    ),
    "line-of-the-box": (
        f"<p>Рада</p><div class=newsview>{TODAY}, 09:05<h2>{{}}</h2><div>",
        "2024-09-22T09:05",
    ),
    "opens-the-page": (f"<div><span>{TODAY}</span><div><h2>{{}}</h2>", None),
    "behind-the-logo": (f"<div><p>Рада</p><p>{TODAY}</p><div><h2>{{}}</h2>", None),
    "beside-another-day": (f"<p>Рада</p><div>{TODAY}<h2>{{}}</h2><p>16.09.2024</p><div>", "2024-09-16"),
}


@pytest.mark.parametrize("case", CLOCKS)
def test_the_day_of_the_visit_above_the_title(case: str) -> None:
    head, day = CLOCKS[case]
    found = read(f"<title>Воду подано</title>{head.format('Воду подано')}{PARAGRAPHS}</div></div>")
    assert (found.body, written(found.published)) == (TEXT, day)
