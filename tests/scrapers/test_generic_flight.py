"""Pages whose article stands only in a state: Next's stream, Apollo's cache; where its fields are said to come from."""

from __future__ import annotations

import json

import pytest

from scrapers.extract import written
from scrapers.parsers.generic_flight import flight_objects, is_flight
from tests.scrapers.test_generic import read

TEXT = "Комунальники завершили ремонт водогону на вулиці Джерельній, тиск у мережі повернувся."
BODY = f"<p>{TEXT}</p><figure><img src=1.jpg><figcaption>Бригада на <i>місці</i></figcaption></figure><p>Дякуємо.</p>"


def pushed(told: str, *, size: int = 90) -> list[str]:
    """A stream as the pages write it: cut into scripts wherever it may be."""
    pieces = [told[at : at + size] for at in range(0, len(told), size)]
    return [f"self.__next_f.push([1,{json.dumps(piece)}])" for piece in pieces]


def stream(**item: object) -> str:
    """Rows of modules and hints, a text counted in bytes, and the article that names it."""
    text = f"b:T{len(BODY.encode()):x},{BODY}"
    rows = [
        '0:I[9275,[],"default"]',
        'c:HL["/a.css","style"]',
        f'd:["$","main",null,{json.dumps({"item": item})}]',
    ]
    return "\n".join(rows[:2]) + "\n" + text + rows[2] + "\n"


ITEM = {
    "title": "Воду подано",
    "content": "$b",
    "publishedAt": "$D2024-09-16T05:41:00.000Z",
    "author": {"name": "Роман Білик"},
}


@pytest.mark.parametrize("size", [7, 90, 10_000])
def test_a_stream_is_read_wherever_it_is_cut(size: int) -> None:
    scripts = pushed(stream(**ITEM), size=size)
    assert all(map(is_flight, scripts))
    found = [node for node in flight_objects(scripts) if "title" in node]
    assert [(node["content"], node["publishedAt"]) for node in found] == [(BODY, "2024-09-16T05:41:00.000Z")]


@pytest.mark.parametrize(
    ("value", "placed"),
    [
        ("$$5 за метр", "$5 за метр"),
        ("$c", None),
        ("$ff", None),
        ("$undefined", None),
        ("без знака", "без знака"),
    ],
)
def test_what_a_value_names_is_put_in_its_place(value: str, placed: str | None) -> None:
    found = list(flight_objects(pushed(stream(title="Назва", body=value))))
    assert [node["body"] for node in found if "title" in node] == [placed]


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param([], id="nothing"),
        pytest.param(["self.__next_f.push([0])"], id="no-piece"),
        pytest.param(pushed("1:{broken\n"), id="broken-row"),
        pytest.param(pushed("no rows at all"), id="no-rows"),
        pytest.param(pushed("1:Tffffff,cut"), id="text-that-is-cut"),
        pytest.param(pushed("1:" + "[" * 100_000), id="deep"),
    ],
)
def test_what_is_no_stream_says_nothing(scripts: list[str]) -> None:
    assert list(flight_objects(scripts)) == []


SHELL = "<div id=app><header><a href=/>Портал громади</a></header><div class=skeleton></div></div>"
APOLLO = json.dumps(
    {
        "ROOT_QUERY": {"__typename": "Query", 'news({"slug":"voda"})': {"__ref": "News:7"}},
        "News:7": {
            "title": "Воду подано",
            "body": BODY,
            "publishedAt": "2024-09-16T05:41:00Z",
            "author": None,
        },
        "News:8": {
            "title": "Оголошено аукціон",
            "excerpt": "Чотири об’єкти.",
            "publishedAt": "2024-09-12T05:00:00Z",
        },
    }
)
STREAM = "".join(f"<script>{script}</script>" for script in pushed(stream(**ITEM)))
PAGES = {
    "stream": ("Воду подано | Портал громади", STREAM, "Роман Білик"),
    "stream-under-the-name-of-the-site": ("Портал громади", STREAM, "Роман Білик"),
    "apollo": ("Воду подано | Портал громади", f"<script>window.__APOLLO_STATE__={APOLLO};</script>", None),
    "apollo-under-the-name-of-the-site": (
        "Портал громади",
        f"<script>window.__APOLLO_STATE__={APOLLO};</script>",
        None,
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_that_only_its_scripts_show(case: str) -> None:
    title, scripts, author = PAGES[case]
    found = read(f"<title>{title}</title>{SHELL}{scripts}")
    assert (found.title, found.body) == (
        "Воду подано",
        (TEXT, "Дякуємо."),
    )  # captions are no text there either
    assert (written(found.published), found.author) == ("2024-09-16T08:41", author)
    assert (found.origins["body"], found.origins["published"]) == ("state:script", "state:published")
    assert author is None or found.origins["author"] == "state:author"


def test_json_ld_is_believed_before_a_state() -> None:
    linked = {"@type": "NewsArticle", "headline": "Воду подано", "datePublished": "2024-09-15T10:00:00+03:00"}
    found = read(
        f"<title>Воду подано</title><script type=application/ld+json>{json.dumps(linked)}</script>{SHELL}{STREAM}"
    )
    assert (written(found.published), found.origins["published"]) == (
        "2024-09-15T10:00",
        "jsonld:datePublished",
    )
