"""Listings that no rule describes: items and pages by structure, and the section says that it was so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from scrapers.discover import discover
from scrapers.errors import LayoutChanged, ScrapeError
from scrapers.look import Look
from scrapers.readers.listing import read_listing
from scrapers.readers.unknown_listing import described, highest
from scrapers.registry import Section
from scrapers.sections import Memory, Reading
from tests.scrapers.test_discover import SITE, Web, source

URL = f"{SITE}/novyny"
TITLES = (
    "Сесія ради ухвалила бюджет громади",
    "Відключення води на вулиці Садовій",
    "Школярі вибороли перше місце на турнірі",
    "Графік прийому громадян у листопаді",
    "Вшанували пам’ять загиблих захисників",
    "Оголошено конкурс на посаду директора",
)
MENU = '<nav><a href="/pro-nas">Про нашу громаду та її історію</a><a href="/kontakty">Контакти</a></nav>'


def section(**keys: Any) -> Section:
    return Section.model_validate(
        {"name": "news", "reader": "listing", "url": "/novyny", "generic": True, **keys}
    )


def cards(*numbers: int, box: str = "kartka", address: str = "/novyny/{}-nazva") -> str:
    return "".join(
        f'<div class="{box}"><a href="{address.format(100 + n)}">{TITLES[n]}</a><span>{n + 1}.11.2026</span></div>'
        for n in numbers
    )


def look(text: str) -> Look:
    return Look(url=URL, text=text)


def pages(*addresses: str) -> str:
    return "".join(f'<a href="{address}">{n}</a>' for n, address in enumerate(addresses, 1))


def test_items_are_links_of_one_kind_with_words_of_headlines() -> None:
    made = described(section(), look(MENU + cards(0, 1, 2)))
    assert (made.item, made.fits) == ((), r"^/novyny/\d+[-_][^/?]+$")


def test_a_section_whose_rules_hold_stays_as_it_is() -> None:
    own = section(item=[".kartka"], page_param="p")
    text = cards(0, 1, 2) + pages("/novyny?p=1", "/novyny?p=2")
    assert described(own, look(text)) is own


def test_the_first_of_a_list_may_stand_in_a_box_of_another_name() -> None:
    text = cards(0, box="velyka") + cards(1, 2)
    made = described(section(item=[".kartka"]), look(text))
    assert made.fits == r"^/novyny/\d+[-_][^/?]+$"
    assert found(made, {"/novyny": text}) == {100, 101, 102}


@pytest.mark.parametrize(
    ("links", "param", "path", "first", "step"),
    [
        pytest.param(
            ("/novyny?page=0", "/novyny?page=1", "/novyny?page=2"), "page", None, 0, 1, id="from-zero"
        ),
        pytest.param(("/novyny", "/novyny?start=5", "/novyny?start=10"), "start", None, 0, 5, id="items"),
        pytest.param(("/novyny/page/1/", "/novyny/page/2/"), None, "/novyny/page/{page}/", 1, 1, id="path"),
        pytest.param(("/novyny?s=1", "/novyny?s=2"), "s", None, 1, 1, id="any-name"),
    ],
)
def test_pages_are_counted_as_links_count_them(
    links: tuple[str, ...], param: str | None, path: str | None, first: int, step: int
) -> None:
    made = described(section(page_param="storinka"), look(cards(0, 1, 2) + pages(*links)))
    assert (made.page_param, made.page_path, made.first_page, made.page_step) == (param, path, first, step)


@pytest.mark.parametrize("words", ["Попередні записи", "« Старі записи", "Старіші новини →", "Наступна"])
def test_blogs_go_on_by_one_link(words: str) -> None:
    text = cards(0, 1, 2) + f'<a href="/novyny/page/2/">{words}</a>'
    made = described(section(), look(text))
    assert (made.page_path, made.first_page) == ("/novyny/page/{page}/", 1)
    assert highest(made, look(text)) == 2


def test_the_highest_page_is_of_the_same_listing() -> None:
    text = '<a href="/novyny?p=3">3</a><a href="/foto?p=90">90</a><a href="/novyny?p=x">x</a>'
    assert highest(section(page_param="p"), look(text)) == 3
    assert highest(section(), look(text)) is None


def test_all_pages_are_read_by_structure_and_the_section_says_so() -> None:
    links = pages("/novyny?s=1", "/novyny?s=2")
    web = {"/novyny": MENU + cards(0, 1, 2, 3) + links, "/novyny?s=2": MENU + cards(4, 5) + links}
    reading = read(section(), web)
    assert (reading.complete, reading.guessed, reading.pages, len(reading.found)) == (True, True, 2, 6)


def test_a_page_behind_the_links_is_not_asked_for_and_one_that_is_empty_too_early_fails() -> None:
    links = pages("/novyny?s=1", "/novyny?s=2", "/novyny?s=3")
    web = {"/novyny": cards(0, 1, 2, 3) + links, "/novyny?s=2": MENU + links}
    reading = read(section(), web)
    assert not reading.complete
    assert "expected items on page 2 of 3" in str(reading.error)


def test_menus_alone_are_no_listing() -> None:
    reading = read(section(), {"/novyny": MENU})
    assert isinstance(reading.error, LayoutChanged)
    assert "no three links look like headlines" in str(reading.error)


def test_pages_of_a_menu_below_the_address_of_articles_are_no_list() -> None:
    menu = "".join(f'<a href="/novyny/{name}">{name}</a>' for name in ("kategoriyi", "arkhiv", "vhid"))
    own = section(fits="^/novyny/[^/?]+$")
    text = menu + cards(0, 1, 2, address="/novyny/entry/{}-nazva")
    assert found(described(own, look(text)), {"/novyny": text}) == {100, 101, 102}
    short = '<a href="/novyny/1-arkhiv">Вечір пам’яті</a>'
    assert described(own, look(menu + short)) is own


def test_names_of_chrome_around_everything_are_not_believed() -> None:
    text = f'<div class="main with-nav nav">{cards(0, 1, 2)}</div>'
    assert found(described(section(), look(text)), {"/novyny": text}) == {100, 101, 102}


def read(described_by: Section, web: Mapping[str, str | ScrapeError]) -> Reading:
    _, (reading,) = discover(source(described_by.model_dump(exclude_none=True)), Web(web).open, Memory())
    return reading


def found(described_by: Section, web: dict[str, str]) -> set[int]:
    return {int(url.rpartition("/")[2].partition("-")[0]) for url in read(described_by, web).found}


def test_links_to_pages_of_the_list_are_no_items() -> None:
    links = '<a href="/novyny/2/"><span>Сторінка</span>2</a><a href="/novyny/3/">3</a>'
    text = cards(0, 1, 2, address="/novyny/{}-nazva/") + links
    own = section(fits="^/novyny/[^/]+/$", generic=False)
    assert [entry.url for entry in read_listing(look(text), own).entries] == [
        "/novyny/100-nazva/",
        "/novyny/101-nazva/",
        "/novyny/102-nazva/",
    ]


def test_short_titles_are_kept_where_headlines_stand_beside_the_items() -> None:
    aside = "".join(f'<div class="row"><a href="/novyny/{n}-nazva">{TITLES[n]}</a></div>' for n in (0, 1))
    text = aside + cards(2, 3, 4) + '<p><a href="/novyny/110-nazva">Вечір пам’яті</a></p>'
    own = section(item=[".row"], fits=r"^/novyny/\d+-", generic=False)
    assert len(read_listing(look(text), own).entries) == 6
    menu = aside + '<p><a href="/novyny/1-arkhiv">Архів</a><a href="/novyny/2-foto">Фото</a></p>'
    assert len(read_listing(look(menu), own).entries) == 2
