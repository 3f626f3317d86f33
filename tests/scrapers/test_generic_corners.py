"""What the fifteenth set of layouts taught: titles among menus and papers' bylines, leads, lists in one cell."""

from __future__ import annotations

import pytest

from scrapers.extract import written
from tests.scrapers.test_generic import read
from tests.scrapers.test_generic_plain import LINES, PAGE, PARAGRAPHS, SITE, TEXT

OTHERS = "".join(
    f"- <a href=/{n}>Хокеїсти з громади здобули срібло турніру</a> (2{n}.09.2024)<br>" for n in range(4)
)
NAV = "<nav><ul><li><a href=/view/g/vchyteli>Вчителі</a><li><a href=/view/g/podii>Події</a></ul></nav>"
TITLES = {
    "title-of-menus": "<title>Гімназія села - Події</title><meta property=og:title content='Гімназія села - Події'>"
    f"<div role=banner><a href=/view/g>Гімназія села</a>{NAV}</div><div role=main><h1>Воду подано</h1>{PARAGRAPHS}"
    "<p>14.09.2024</p></div>",
    "byline-of-a-paper": f"<title>{SITE}</title><table><tr><td><b>Рубрики</b><br><a href=/s>Спорт</a><br>"
    f"<b>Реклама</b><br>Куплю зерно<td><span class=z>Воду подано</span><br>"
    f"<span>14.09.24 | Ганна Бук</span><br>{LINES}</table>",
    "table-of-facts": f"<title>Акти ради :: {SITE}</title><h2>Воду подано</h2><table><tr><th>Вид документа<td>Акт ради"
    f"<tr><th>Дата оприлюднення<td>14.09.2024<tr><th>Набирає чинності<td>18.09.2024</table><div>{PARAGRAPHS}</div>",
}


@pytest.mark.parametrize("case", TITLES)
def test_a_title_that_the_head_does_not_tell(case: str) -> None:
    found = read(TITLES[case])
    assert (found.title, found.body[:2]) == ("Воду подано", TEXT)
    assert (written(found.published) or "")[:10] == "2024-09-14"


BODIES = {
    "lead-beside-the-text": f"<div class=v-lead>{TEXT[0]}</div><div class=v-txt><div class=in>По теме <a href=/1>"
    f"Хокеїсти з громади здобули срібло</a></div><p>{TEXT[1]}</div>",
    "list-before-a-paragraph": f"<ul><li>{TEXT[0]}</ul><div class=paragraph>{TEXT[1]}</div>",
    "support-within-the-text": f"<div>{PARAGRAPHS}<div class=Rich_support__Ew9dd><div>Ми працюємо завдяки читачам</div>"
    "<div>Долучайтеся до спільноти від 50 гривень на місяць.</div></div></div>",
    "buttons-below": f"<div>{PARAGRAPHS}<p><a href=/n>« Назад</a> <a href=/p>Друкувати</a></div>",
    "list-in-the-same-cell": f"<table><tr><td>{LINES}<br><b>Ще за темою:</b><br>{OTHERS}</table>",
    "edit-below": f"<main>{PARAGRAPHS}<p><a href=/e>Запропонувати правку</a></p></main>",
}


@pytest.mark.parametrize("case", BODIES)
def test_a_text_and_what_stands_beside_it(case: str) -> None:
    assert read(PAGE.format(BODIES[case])).body == TEXT


def test_a_short_text_in_the_cell_of_a_list_is_not_lost() -> None:
    page = f"<title>Воду подано</title><table><tr><td><span>Воду подано</span><br>{TEXT[1]}<br>Ще за темою:<br>{OTHERS}"
    assert read(f"{page}</table>").body == TEXT[1:]
