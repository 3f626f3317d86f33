"""Lines of a text that only name another article, and labelled links that are the article's own."""

from __future__ import annotations

import pytest

from scrapers.parsers.see_also import without_see_also

OWN = "https://rada.example/novyny/2182-licei"
OTHER = ("/novyny/2190-vodohin", "На вулиці Франка оновлюють водогін")
THIRD = ("/novyny/2191-biudzhet", "Депутати ухвалили бюджет громади")
TEXT = "Ліцей отримав обладнання для 103 учнів."


def refuses(url: str) -> str | None:
    return None if url.startswith("https://rada.example/") else "another host"


def kept(*lines: str, links: tuple[tuple[str, str], ...] = (OTHER, THIRD)) -> list[str]:
    return list(without_see_also((TEXT, *lines), links, OWN, refuses))[1:]


@pytest.mark.parametrize(
    "line",
    [
        f"Дивіться також: {OTHER[1]}",
        f"Також за темою: {OTHER[1]}",
        f"До теми: «{OTHER[1]}»",
        f"Більше на тему: {OTHER[1]}; {THIRD[1]}.",
        f"Раніше ми писали: {OTHER[1]}",
        f"Дивіться: {OTHER[1]}",
        f"Варто знати: {OTHER[1]}",
    ],
)
def test_a_label_and_links_to_other_articles_are_no_text(line: str) -> None:
    assert kept(line) == []


@pytest.mark.parametrize(
    ("line", "links"),
    [
        pytest.param(f"Варто знати: {OTHER[1]} вже з понеділка", (OTHER,), id="words-of-its-own"),
        pytest.param(f"Варто знати: {OTHER[1]}", (), id="no-link"),
        pytest.param(
            "Дивіться також: Сайт області", (("https://oda.example/1", "Сайт області"),), id="other-site"
        ),
        pytest.param("Дивіться також: Кошторис", (("/files/1.pdf", "Кошторис"),), id="a-document"),
        pytest.param(f"Джерело: {OTHER[1]}", (OTHER,), id="a-source"),
        pytest.param(f"Нагадаємо: {OTHER[1]}", (OTHER,), id="a-reminder"),
        pytest.param(f"Рішення сесії: {OTHER[1]}", (OTHER,), id="a-decision"),
        pytest.param(f"Варто знати: {OTHER[1]}", (("/rishennia/7-vodohin", OTHER[1]),), id="built-otherwise"),
        pytest.param("Варто знати: Графік", (("/novyny/9-grafik", "Графік"),), id="no-title"),
        pytest.param(f"Начальник відділу освіти громади зазначив таке: {OTHER[1]}", (OTHER,), id="long"),
        pytest.param("Дивіться також: Ліцей", ((OWN, "Ліцей"),), id="the-page-itself"),
    ],
)
def test_what_belongs_to_the_article_stays(line: str, links: tuple[tuple[str, str], ...]) -> None:
    assert kept(line, links=links) == [line]


def test_a_list_that_somebody_wrote_stays() -> None:
    links = tuple((f"/novyny/{n}-a", f"Роботи на вулиці номер {n} тривають") for n in range(4))
    lines = [f"Район {'АБВГ'[n]}: {words}" for n, (_, words) in enumerate(links)]
    assert kept(*lines, f"Читайте ще: {OTHER[1]}", links=(*links, OTHER)) == lines


def test_a_text_of_nothing_else_stays() -> None:
    line = f"Дивіться: {OTHER[1]}"
    assert without_see_also((line,), (OTHER,), OWN, refuses) == (line,)
