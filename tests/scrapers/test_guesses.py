"""What is guessed of an unknown listing: which links are articles, how pages are counted, what the site is called."""

from __future__ import annotations

import re

import pytest

from scrapers.guess_links import guess_articles, shapes
from scrapers.guess_pages import guess_pages
from scrapers.look import Look
from scrapers.site_facts import read_site, slug_of
from scrapers.urls import path_of

TITLES = (
    "У громаді відкрили нову амбулаторію",
    "Графік прийому громадян на липень",
    "Завершено ремонт дороги до школи",
    "Сесія ради затвердила бюджет громади",
    "Юні спортсмени привезли сім медалей",
)


def look(html: str, url: str = "https://rada.example/news") -> Look:
    return Look(url=url, text=f"<html><body>{html}</body></html>", charset="utf-8")


def links(*addresses: str, around: str = "<div class='n'>{}</div>") -> str:
    return "".join(
        around.format(f"<a href='{address}'>{title}</a>")
        for address, title in zip(addresses, TITLES, strict=False)
    )


@pytest.mark.parametrize(
    ("url", "nearest"),
    [
        ("/news/412", r"^/news/\d+$"),
        ("/news/412/", r"^/news/\d+/?$"),
        ("/news/412/nova-shkola.html", r"^/news/\d+/[^/?.]+\.html$"),
        ("/2025/07/01/nova-shkola/", r"^/\d+/\d+/\d+/[^/?.]+/?$"),
        ("/512-sesiya.html", r"^/\d+[-_][^/?]+\.html$"),
        ("/terekhov-zaiavyv-1087645.html", r"^/[^/?]+[-_]\d+\.html$"),
        ("/novyny/nova-shkola", "^/novyny/[^/?.]+$"),
        ("/index.php?newsid=41", r"^/index\.php\?(?:.*&)?newsid=\d+"),
    ],
)
def test_shapes_fit_their_address_and_others_of_its_kind(url: str, nearest: str) -> None:
    found = list(shapes(f"https://rada.example{url}"))
    assert found[0] == nearest
    assert all(re.search(pattern, path_of(f"https://rada.example{url}")) for pattern in found)
    other = re.sub(r"\d(?=\D*$)", "7", url)
    assert re.search(nearest, other)


def test_headlines_of_one_kind_are_articles_and_menus_are_not() -> None:
    menu = "<ul class='menu'>" + links("/a/1", "/a/2", "/a/3", "/a/4", around="<li>{}</li>") + "</ul>"
    guess = guess_articles(look(menu + links("/n/1", "/n/2", "/n/3") + "<a href='/n/4'>Далі</a>"))
    assert guess is not None
    assert guess.pattern == r"^/n/\d+$"
    assert len(guess.links) == 3


def test_what_has_dates_goes_before_what_has_none() -> None:
    services = links("/s/1", "/s/2", "/s/3", "/s/4", "/s/5")
    news = links("/n/1", "/n/2", "/n/3", around="<div>{} <i>01.07.2025</i></div>")
    guess = guess_articles(look(services + news))
    assert guess is not None
    assert guess.pattern == r"^/n/\d+$"
    assert guess.dated == 3


def test_categories_between_are_united() -> None:
    guess = guess_articles(
        look(links("/news/sport/a-b", "/news/kultura/c-d", "/news/osvita/e-f", "/news/sport/g-h"))
    )
    assert guess is not None
    assert guess.pattern == "^/news/[^/?]+/[^/?.]+$"


def test_addresses_at_the_root_are_told_by_their_box() -> None:
    pages = "<p>" + links("/pro-hromadu", "/statut", "/viddily", around="{} ") + "</p>"
    guess = guess_articles(
        look(
            pages
            + links("/a-b", "/c-d", "/e-f", around="<div class='card'><h3>{}</h3><i>1.07.2025</i></div>")
        )
    )
    assert guess is not None
    assert guess.broad
    guess = guess_articles(look(links("/a-b", "/c-d", "/e-f", around="<div class='card'><h3>{}</h3></div>")))
    assert guess is not None
    assert (guess.item, guess.link) == ("div.card", "h3 a")


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(links("/n/1", "/n/2"), id="too-few"),
        pytest.param("".join(f"<a href='/n/{n}'>Ще</a>" for n in range(9)), id="no-headlines"),
        pytest.param(links(*(f"https://inshyi.example/n/{n}" for n in range(3))), id="elsewhere"),
        pytest.param(links("/f/1.pdf", "/f/2.pdf", "/f/3.pdf"), id="documents"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_no_guess_is_better_than_a_bad_one(html: str) -> None:
    assert guess_articles(look(html)) is None


def numbered(
    template: str, labels: range = range(2, 5), step: int = 1, shift: int = 0, box: str = "pagination"
) -> str:
    inner = "".join(f"<a href='{template.format(n * step + shift)}'>{n}</a>" for n in labels)
    return f"<div class='{box}'>{inner}</div>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(numbered("?page={}"), {"page_param": "page"}, id="query"),
        pytest.param(
            numbered("/news?page={}", shift=-1), {"page_param": "page", "first_page": 0}, id="from-zero"
        ),
        pytest.param(
            numbered("/news?start={}", step=10, shift=-10),
            {"page_param": "start", "first_page": 0, "page_step": 10},
            id="counts-articles",
        ),
        pytest.param(numbered("?PAGEN_1={}"), {"page_param": "PAGEN_1"}, id="bitrix"),
        pytest.param(numbered("/news/page/{}/"), {"page_path": "/news/page/{page}/"}, id="path"),
        pytest.param(numbered("/news/{}", box="pages"), {"page_path": "/news/{page}"}, id="bare-number"),
        pytest.param(
            "<div>Сторінки: <b>1</b> <a href='?stav=2'>2</a></div>",
            {"page_param": "stav"},
            id="behind-the-word",
        ),
        pytest.param("<a rel='next' href='?p=2'>Наступна</a>", {"page_param": "p"}, id="next-only"),
        pytest.param("<a href='?page=1'>»</a>", {"page_param": "page", "first_page": 0}, id="next-from-zero"),
        pytest.param(numbered("?page={}") + "<a href='?page=354'>»</a>", {"page_param": "page"}, id="last"),
    ],
)
def test_pages_are_counted_as_the_links_do(html: str, expected: dict[str, object]) -> None:
    paging = guess_pages(look(html))
    assert paging is not None
    assert paging.keys == expected


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(numbered("/2025/07/{}", range(2, 31), box="calendar"), id="calendar-in-the-path"),
        pytest.param("<a href='/news/2'>2</a>", id="one-bare-number"),
        pytest.param("<a href='?lang=2'>2</a>", id="not-pages"),
        pytest.param("<p class='pages'><a href='?page=7'>2</a><a href='?page=4'>3</a></p>", id="no-line"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_pages_are_not_made_up(html: str) -> None:
    assert guess_pages(look(html)) is None


@pytest.mark.parametrize(
    ("head", "body", "name", "region"),
    [
        ("<title>Новини | Вербівська рада</title>", "<footer>Вінницька область</footer>", "Вербівська рада", "UA-05"),
        ("<title>Офіційний сайт Лебедівської ради</title>", "<p>Хмельницької обл.</p>", "Лебедівської ради", "UA-68"),
        ("<meta property='og:site_name' content='ЗОРЯНА РАДА'>", "Івано-Франківська обл.", "Зоряна рада", "UA-26"),
        ("<title>Головна</title>", "<h1>Лубенська рада, Полтавська область</h1>", "Лубенська рада", "UA-53"),
        ("<title>Київська міська рада</title>", "", "Київська міська рада", "UA-30"),
        ("<title>Одеська міська рада</title>", "", "Одеська міська рада", "UA-51"),
    ],
)  # fmt: skip
def test_a_site_says_what_it_is(head: str, body: str, name: str, region: str) -> None:
    site = read_site(
        Look(url="https://x.example/", text=f"<html><head>{head}</head><body>{body}</body>", charset="utf-8")
    )
    assert (site.name, site.region) == (name, region)


def test_a_map_of_all_oblasts_gives_no_region() -> None:
    oblasts = "Черкаська область Вінницька область Сумська область Одеська область"
    site = read_site(look(f"<header>{oblasts}</header><p>Новини з усієї країни</p>"))
    assert site.region is None
    assert "the page names" in site.doubts["region"]


@pytest.mark.parametrize(
    ("name", "url", "slug"),
    [
        ("Драбівська громада", "https://x.example/", "drabivska_hromada"),
        ("Згурівська рада", "https://x.example/", "zghurivska_rada"),
        ("Єланецька Юр’ївська їдальня", "https://x.example/", "yelanetska_yurivska_yidalnia"),
        (
            "Управління капітального будівництва та інфраструктури міста",
            "https://www.ukb-lviv.gov.ua/",
            "ukb_lviv",
        ),
        ("2024", "http://127.0.0.1:8300/", "site_127_0_0_1_8300"),
    ],
)
def test_slugs_by_the_official_table(name: str, url: str, slug: str) -> None:
    assert slug_of(name, url) == slug
