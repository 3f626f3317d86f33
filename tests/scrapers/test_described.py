"""What a source file says in words: labels however they are glued, chrome, places, titles, one address for many."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.folders import load_sources
from scrapers.html import parse
from scrapers.marks import Labels
from scrapers.parsers.article import content_hash
from scrapers.parsers.described import read_article
from scrapers.parsers.labels import find_labels
from scrapers.parsers.region_names import region_of_slug, split_communities, split_regions
from scrapers.parsers.spots import read_lines
from scrapers.parsers.titles import complete_title
from scrapers.records import Article
from scrapers.registry import SITES, Source
from tests.scrapers.test_article import CAPTURE, source

TEXT = [
    "Громада відкрила центр надання послуг. Раніше по довідку їхали за сорок кілометрів.",
    "Про це 9 листопада повідомила міська рада. Нагадаємо, будівлю почали ремонтувати навесні.",
]
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
LABELS = {
    "tags": ["Теги"],
    "region": ["Область"],
    "community": ["Громади"],
    "attribution": ["Джерело"],
    "files": ["Приєднані файли"],
    "skip": ["Поділитися новиною"],
    "related": ["Читайте також"],
    "known_tags": ["партнерство", "міжнародна підтримка"],
}
CARDS = "<div><div>16 січня 2026</div><a href='/n/1'>Інша новина порталу</a><p>Перше речення іншої новини...</p></div>"
BUILT_IN = load_sources([SITES])


def read(html: str, described: Source | None = None, **layout: Any) -> Article:
    page = f"<html lang='uk'><head><title>Центр відкрито</title></head><body>{html}</body></html>"
    one = described or source([{"generic": True, **layout}])
    return read_article(page, one, CAPTURE, "rss")


def labelled(block: str) -> Article:
    return read(f"<main><h1>Центр відкрито</h1>{BODY}{block}</main>", labels=LABELS)


@pytest.mark.parametrize(
    ("block", "tags", "region", "communities", "attribution"),
    [
        pytest.param(
            "<p>Теги:</p><p><a>кадри</a> <a>бюджет</a></p><p>Область:</p><p>Сумська область</p><p>Джерело:</p><p></p>",
            ("кадри", "бюджет"),
            "Сумська область",
            (),
            None,
            id="in-paragraphs-of-their-own",
        ),
        pytest.param(
            "<div>Область: Сумська область Львівська областьГромади:Ічнянська громадаДжерело: Мінрозвитку</div>",
            (),
            "Сумська область, Львівська область",
            ("Ічнянська громада",),
            "Мінрозвитку",
            id="glued-in-one-line",
        ),
        pytest.param(
            "<div>Джерело:Мінрозвитку<b>Теги:</b>кадри, водаГромади: Олевська громада Ічнянська громадаОбласть:</div>",
            ("кадри", "вода"),
            None,
            ("Олевська громада", "Ічнянська громада"),
            "Мінрозвитку",
            id="another-order-and-an-empty-one",
        ),
        pytest.param(
            "<dl><dt>Громади</dt><dd>Олевська громада</dd><dt>Теги</dt><dd><i>кадри</i><i>вода</i></dd><dt>Область</dt>"
            "<dd>Київ</dd></dl>",
            ("кадри", "вода"),
            "Київ",
            ("Олевська громада",),
            None,
            id="no-colons",
        ),
        pytest.param(
            "<table><tr><td>Теги:</td><td>#кадри #вода</td></tr><tr><td>Область:</td><td>АР Крим</td></tr></table>",
            ("кадри", "вода"),
            "АР Крим",
            (),
            None,
            id="in-a-table",
        ),
        pytest.param(
            "Теги: партнерство міжнародна підтримка<br>Громади: ТГ «Вільна»",
            ("партнерство", "міжнародна підтримка"),
            None,
            ("ТГ «Вільна»",),
            None,
            id="known-tags-with-spaces-only",
        ),
        pytest.param(
            "<p>Теги: нове поле роботи</p><p>Джерело: Мінрозвитку</p>",
            ("нове поле роботи",),
            None,
            (),
            "Мінрозвитку",
            id="unknown-words-stay-one-tag",
        ),
        pytest.param("", (), None, (), None, id="no-labels"),
    ],
)
@pytest.mark.parametrize("end", ["", "<h3>Читайте також:</h3>" + 3 * CARDS])
def test_labels(
    block: str,
    tags: tuple[str, ...],
    region: str | None,
    communities: tuple[str, ...],
    attribution: str | None,
    end: str,
) -> None:
    article = labelled(block + end)
    assert article.source_tags == tags
    assert (article.region_hint, article.community_names) == (region, communities)
    assert article.attribution == attribution
    assert article.body.split("\n") == TEXT
    assert article.published is None


def test_labels_before_the_text_and_glued_to_its_end() -> None:
    html = (
        "<main><h1>Центр відкрито</h1><div>Область: <a>Сумська область</a></div>"
        + BODY[:-4]
        + "Теги:</p></main>"
    )
    article = read(html, labels=LABELS)
    assert (article.region_hint, article.body.split("\n")) == ("Сумська область", TEXT)
    assert article.origins["region_hint"] == "label:Область"


@pytest.mark.parametrize(
    "line",
    [
        "Громади: чого вони чекають від нового закону і хто за це заплатить, пояснює експерт.",
        "Житомирська область: три нові школи. Область отримала кошти.",
        "Теги в мережі роздав голова громади",
        "Як (Джерело: Мінфін) змінився бюджет",
        "Область",
    ],
)
def test_words_in_sentences_are_no_labels(line: str) -> None:
    page = parse(f"<main><h1>Центр відкрито</h1>{BODY}<p>{line}</p><p>{TEXT[1]}</p></main>")
    assert find_labels(read_lines(page), Labels.model_validate(LABELS)) == []


def test_the_text_goes_on_behind_a_single_link_to_another_article() -> None:
    rest = [
        f"{number}. " + "Роботи тривають, і мешканці вже користуються новими послугами. " * 3
        for number in (1, 2)
    ]
    more = "".join(f"<p>{line.strip()}</p>" for line in rest)
    article = labelled(f"<p><b>Читайте також:</b></p><p><a href='/n/1'>Інша новина порталу</a></p>{more}")
    assert article.body.split("\n") == [*TEXT, *(line.strip() for line in rest)]


def test_files_and_share_buttons_behind_labels() -> None:
    article = labelled(
        "<div>Приєднані файли:</div><div><a href='/f/1'>Проєкт рішення</a></div>"
        "<div>Поділитися новиною:</div><div><a href='#'>Facebook</a><a href='#'>X</a></div>"
    )
    assert [(file.url, file.title) for file in article.attachments] == [
        ("https://rada.example/f/1", "Проєкт рішення")
    ]
    assert article.body.split("\n") == TEXT


MAP = ["Київ", "Крим", "Сумська область", "Львівська область", "Одеська область", "Path", "Ukraine"]
CHROME = {
    "lines": ["Path", r"Гаряча лінія .*"],
    "runs": [r"\w+ська область", "Київ", "Крим", "Path", "Ukraine"],
}


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    "drawn",
    ["".join(f"<li>{name}</li>" for name in MAP), " ".join(MAP), "".join(f"<b>{name}</b>" for name in MAP)],
    ids=["lines", "one-line", "glued"],
)
def test_maps_are_chrome_and_a_lone_oblast_is_text(drawn: str, before: bool) -> None:
    chart = f"<div>{drawn}</div><div>Гаряча лінія 0 800 500 335</div>"
    text = f"{BODY}<p>Сумська область</p><p>Роботи тривають у всіх громадах області, кажуть у раді.</p>"
    title = "<h1>Центр відкрито</h1>"
    article = read(f"<main>{chart + title if before else title + chart}{text}</main>", chrome=CHROME)
    assert article.body.split("\n")[:3] == [*TEXT, "Сумська область"]
    assert "Київ" not in article.body
    assert "лінія" not in article.body


PLACES = {
    "paths": [r"/cat/ua/(?P<region>[^/]+)(?:/(?P<rayon>[^/]+))?(?:/(?P<community>[^/]+))?"],
    "label": r"Новини\s+(?P<name>.+)",
    "noise": "(?i)фейсбук",
}
OBLASTS = "".join(f"<a href='/cat/ua/{name}/'>{name}</a> " for name in "vinn volyn sumska lviv odesa".split())


@pytest.mark.parametrize(
    ("above", "below", "region", "community"),
    [
        pytest.param("<p>Новини Олевська громада</p>", "", None, "Олевська громада", id="label"),
        pytest.param("<p>Новини Сумська область</p>", "", "Сумська область", None, id="label-of-an-oblast"),
        pytest.param(
            "",
            "<a rel='category tag' href='/cat/ua/odeska-obl/r/x/'>Новини Балта</a>",
            "Одеська область",
            "Балта",
            id="tagged",
        ),
        pytest.param(
            "<a href='/'>Головна</a> <a href='/cat/ua/sumska/'>С</a> <a href='/cat/ua/sumska/r/x/'>Лебедин фейсбук</a>",
            "",
            "Сумська область",
            "Лебедин",
            id="trail",
        ),
        pytest.param("", "", None, None, id="only-the-map"),
    ],
)
def test_places_by_the_path_of_the_category(
    above: str, below: str, region: str | None, community: str | None
) -> None:
    html = f"<div>{OBLASTS}</div><main><div>{above}</div><h1>Центр відкрито</h1><div>{BODY}</div><p>{below}</p></main>"
    article = read(html, places=PLACES)
    assert (article.region_hint, article.community_names) == (region, (community,) if community else ())
    assert article.body.split("\n") == TEXT


@pytest.mark.parametrize(
    ("slug", "region"),
    [
        ("zhytomyrska-obl", "Житомирська область"),
        ("zhitomirskaya-oblast", "Житомирська область"),
        ("polt-D0vs-D0aia-obl", "Полтавська область"),
        ("kyiv", "Київ"),
        ("kyivska-obl", "Київська область"),
        ("kharkiv", "Харківська область"),
        ("hmelnyczka-obl", "Хмельницька область"),
        ("chernivczi", "Чернівецька область"),
        ("chernigivska", "Чернігівська область"),
        ("kropyvnytskyi", "Кіровоградська область"),
        ("ivano-frankivska-obl", "Івано-Франківська область"),
        ("velyki-mista", None),
        ("ukraine", None),
    ],
)
def test_regions_in_addresses(slug: str, region: str | None) -> None:
    assert region_of_slug(slug) == region


@pytest.mark.parametrize(
    ("text", "names", "only"),
    [
        (
            "Житомирська область Чернівецька областьКиїв",
            ("Житомирська область", "Чернівецька область", "Київ"),
            True,
        ),
        ("Київська область, м. Київ", ("Київська область", "м. Київ"), True),
        ("Zhytomyr Oblast Kyiv", ("Zhytomyr Oblast", "Kyiv"), True),
        ("Сумська область отримала кошти", ("Сумська область",), False),
        ("Вся Україна", (), False),
    ],
)
def test_regions_of_a_value(text: str, names: tuple[str, ...], only: bool) -> None:
    assert split_regions(text) == (names, only)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Олевська громадаІчнянська ТГ Вільненська рада",
            ("Олевська громада", "Ічнянська ТГ", "Вільненська рада"),
        ),
        ("Олевська, Ічнянська", ("Олевська", "Ічнянська")),
        (
            "Zhytomyr Territorial Community Ichnia hromada",
            ("Zhytomyr Territorial Community", "Ichnia hromada"),
        ),
    ],
)
def test_communities_of_a_value(text: str, names: tuple[str, ...]) -> None:
    assert split_communities(text)[0] == names


LONG = "Про затвердження " + "дуже довгого переліку об’єктів комунальної власності, " * 12


STEM = "Асоціація міст спільно з товар…"
WHOLE = "Асоціація міст спільно з товариством діє"
STREET = "Ремонтують тротуари на вул. Шевченка й Миру"


@pytest.mark.parametrize(
    ("title", "text", "whole"),
    [
        pytest.param(STEM, f"♻️{WHOLE}. Далі.", WHOLE, id="emoji-before"),
        pytest.param(STEM, "Асоціація міст України спільно діє", None, id="another-text"),
        pytest.param(STREET[:29] + "…", f"{STREET}. Далі", STREET, id="shortened-words-end-nothing"),
        pytest.param(STEM.upper(), f"{WHOLE}? Так.", f"{WHOLE}?", id="capitals-and-a-question"),
        pytest.param(STEM, f"{STEM} - Сайт", None, id="the-same-cut"),
        pytest.param("І знову…", "І знову разом усі громади", None, id="too-short-to-tell"),
        pytest.param(WHOLE, f"{WHOLE} і ще", None, id="not-cut"),
        pytest.param(
            f"{LONG[:41]}...", LONG, "Про затвердження дуже довгого переліку об’єктів…", id="no-end-in-sight"
        ),
    ],
)
def test_titles_are_completed(title: str, text: str, whole: str | None) -> None:
    assert complete_title(title, text) == whole


def test_a_completed_title_changes_the_hash_and_says_so() -> None:
    cut = read(f"<h1>Громада відкрила центр надання…</h1><div>{BODY}</div>", lost_emoji=True)
    assert cut.title == "Громада відкрила центр надання послуг"
    assert cut.origins["title"].endswith(", completed")
    assert cut.body.split("\n") == TEXT
    assert cut.content_hash == content_hash(cut.title, cut.lead, cut.body, None)


def test_a_title_is_completed_from_a_head_with_entities() -> None:
    page = (
        "<html><head><meta content='Громада «Вільна» &amp; &quot;Рада&quot; відкрила центр' property=og:title></head>"
        f"<body><h1>Громада «Вільна» &amp; &quot;Рада&quot; відкрила…</h1><div class=t>{BODY}</div></body>"
    )
    cut = read_article(
        page, source([{"generic": True, "title": "h1", "published": "time", "body": ".t"}]), CAPTURE, "rss"
    )
    assert cut.title == 'Громада «Вільна» & "Рада" відкрила центр'
    assert cut.origins["title"] == "css:h1, completed"


def test_another_stamp_is_another_hash() -> None:
    hashes = set()
    for stamp in ("9 листопада 2019, 12:48", "8 листопада 2019, 12:48"):
        article = read(
            f"<h1>Центр відкрито</h1><div>Дата: {stamp}</div><div class=t>{BODY}</div>",
            title="h1",
            published="time",
            body=".t",
            chrome={"stamps": ["Дата: (?P<date>.+)"]},
        )
        assert article.origins["published"] == f"stamp:Дата: {stamp}"
        hashes.add(article.content_hash)
    assert len(hashes) == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://decentralization.ua/news/15740",
        "https://decentralization.ua/news/15740.amp",
        "https://decentralization.gov.ua/news/15740?page=12",
        "https://www.decentralization.gov.ua/news/15740?fbclid=x&page=2",
        "http://decentralization.ua/news/15740/",
    ],
)
def test_one_address_for_all_variants(url: str) -> None:
    portal = BUILT_IN["decentralization"]
    assert portal.identify(url) == "https://decentralization.ua/news/15740"
    assert portal.lang_of(url) == "uk"


@pytest.mark.parametrize(
    ("slug", "url", "same"),
    [
        ("decentralization", "https://decentralization.gov.ua/en/news/7.amp?page=5", "https://decentralization.ua/en/news/7"),
        ("decentralization", "https://decentralization.ua/news/tag/a?page=2", "https://decentralization.ua/news/tag/a?page=2"),
        ("decentralization", "https://other.example/news/7.amp", "https://other.example/news/7.amp"),
        ("auc", "https://2.auc.org.ua/news/a%25D0%25B1?page=81", "https://auc.org.ua/news/a%D0%B1"),
        ("auc", "https://auc.org.ua/news?page=1", "https://auc.org.ua/news?page=1"),
        ("glavcom", "https://www.glavcom.ua/ru/country/a-1-amp.html", "https://glavcom.ua/ru/country/a-1.html"),
        ("glavcom", "https://glavcom.ua/kyiv/news/a-1.html?x=1", "https://glavcom.ua/kyiv/news/a-1.html"),
        ("pravdorub", "https://pravdorub.live/%d0%b0/amp/", "https://pravdorub.live/%D0%B0"),
        ("pravdorub", "https://pravdorub.live/category/ukraine/page/2", "https://pravdorub.live/category/ukraine/page/2"),
        ("communities", "https://communities.org.ua/novyny/a/embed/", "https://communities.org.ua/novyny/a/"),
    ],
)  # fmt: skip
def test_addresses_of_built_in_sources(slug: str, url: str, same: str) -> None:
    found = BUILT_IN[slug].identify(url)
    assert found == same
    assert BUILT_IN[slug].identify(same) == same


@pytest.mark.parametrize(("author", "kept"), [("", True), (".by", False)])
def test_lines_of_a_date_or_a_rubric_are_text_unless_the_layout_looks_for_a_byline(
    author: str, kept: bool
) -> None:
    layout = {"generic": True, "crumbs": "nav a", **({"author": author} if author else {})}
    first = f"<p>15 лютого 2022 року</p>{BODY}<p>Новини</p>"
    html = f"<nav><a>Головна</a><a>Новини</a></nav><h1>Центр відкрито</h1><time>1.3.2022</time><main>{first}</main>"
    strict = {**layout, "title": "h1", "published": "time", "body": "main"}
    lines = read(html, source([strict])).body.split("\n")
    assert ("Новини" in lines) is kept
    assert lines[:3] == ["15 лютого 2022 року", *TEXT]
