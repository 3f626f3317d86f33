"""What the sixteenth set of layouts taught: data wrapped once more, and days and titles in places of their own."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from scrapers.extract import written
from scrapers.parsers.generic_unpack import holds_json, plain, without_kinds
from tests.scrapers.test_generic import read
from tests.scrapers.test_generic_plain import LINES, PARAGRAPHS, TEXT

ITEM = {"id": 7, "title": "Воду подано", "published_at": "2024-09-14 10:30:00", "content": PARAGRAPHS}
JSON = json.dumps(ITEM, ensure_ascii=False)
SITE = "<title>Вербівська рада</title>"


def angular(text: str) -> str:
    for sign, name in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        text = text.replace(sign, name)
    return text


def astro(value: object) -> object:
    if isinstance(value, dict):
        return {name: [0, astro(inner)] for name, inner in value.items()}
    return value


ASTRO = html.escape(json.dumps(astro({"story": ITEM, "locale": "uk"})), quote=True)
ANGULAR = angular(json.dumps({"G.api": {"body": ITEM}}))
HEAD = "<title>Воду подано</title>"
WRAPPED = {
    "angular": f"<script id=serverApp-state type=application/json>{ANGULAR}</script>",
    "base64": f'<script>APP.data = JSON.parse(atob("{b64encode(json.dumps(ITEM).encode()).decode()}"));</script>',
    "base64-of-utf-8": '<script>APP.data = JSON.parse(decodeURIComponent(escape(window.atob("'
    f'{b64encode(JSON.encode()).decode()}"))));</script>',
    "percent": f'<script>var loaded = JSON.parse(decodeURIComponent("{quote(JSON)}"));</script>',
    "astro": f'<astro-island component-url="/Story.js" props="{ASTRO}" client="only"></astro-island>',
    "answer-kept": "<script type=application/json data-sveltekit-fetched data-url=/api/7>"
    f"{json.dumps({'status': 200, 'body': JSON.replace('</', '<' + chr(92) + '/')})}</script>",
}


@pytest.mark.parametrize("form", WRAPPED)
def test_data_that_is_wrapped_once_more(form: str) -> None:
    found = read(f"{SITE}<div id=root></div>{WRAPPED[form]}")
    assert (found.title, found.body) == ("Воду подано", TEXT)
    assert written(found.published) == "2024-09-14T10:30"


def test_what_is_not_wrapped_stays() -> None:
    assert plain("{&amp;q; 1}") == "{&amp;q; 1}"
    assert without_kinds({"a": [0, [1, [[0, "б"]]]]}) == {"a": ["б"]}
    assert not holds_json(
        "[ред.] Сесія ради відбудеться у п’ятницю, двадцятого вересня, о десятій годині ранку."
    )


UNNAMED = {
    "markup-and-issued": {
        "caption": "Воду подано",
        "markup": PARAGRAPHS,
        "issued": "2024-09-14T07:30:00.000Z",
    },
    "day-in-an-object": {
        "heading": "Воду подано",
        "descr": PARAGRAPHS,
        "publish": {"at": "2024-09-14 10:30:00"},
    },
    "milliseconds": {
        "name": "Воду подано",
        "time": 1726299000000,
        "blocks": [{"type": "p", "text": t} for t in TEXT],
    },
    "only-moment": {"name": "Воду подано", "rich": PARAGRAPHS, "_first": "2024-09-14T07:30:00Z"},
}


@pytest.mark.parametrize("form", UNNAMED)
def test_values_tell_what_names_do_not(form: str) -> None:
    found = read(f"{SITE}<script>window.__remixContext = {json.dumps({'state': UNNAMED[form]})};</script>")
    assert (found.title, found.body) == ("Воду подано", TEXT)
    assert written(found.published) == "2024-09-14T10:30"


def test_a_foot_is_no_text_where_data_tells_a_post_without_words() -> None:
    item = json.dumps({**ITEM, "content": ""})
    found = read(
        f"{SITE}<a href=/>Вербівська рада</a><div>Сайт ради, 2016–2024.</div><script>var a = {item};</script>"
    )
    assert (found.title, found.body, written(found.published)) == ("Воду подано", (), "2024-09-14T10:30")


PAGES = {
    "component-with-a-stamp": f"{HEAD}<main><x-news stamp=2024-09-14T10:30><b slot=name>Воду подано</b>"
    f"<x-text>{PARAGRAPHS}</x-text></x-news><x-card href=/1 stamp=2024-09-16T10:30>"
    "<p>Хокеїсти здобули срібло</p></x-card></main>",
    "abbreviated-moment": f"{HEAD}<article><h1>Воду подано</h1><p><abbr title='Опубліковано 14 вересня "
    f"2024 р. об 10:30'>нещодавно</abbr> · 3 хв читання</p><div>{PARAGRAPHS}</div></article>",
    "plain-rdfa": "<title>Голос: Воду подано</title><div typeof=NewsArticle><h2>Воду подано</h2><p>"
    f"<span>Ганна Бук</span>, <span property=datePublished content=2024-09-14T10:30>14 вер.</span></p>"
    f"<div>{PARAGRAPHS}</div></div>",
    "day-before-the-title": "<title>Вербівська рада :: Офіційний сайт</title><table><tr><td>Меню<td>"
    f"<font>[14.09.2024 / 10:30]</font>&nbsp;<font size=4><b>Воду подано</b></font><hr>{LINES}</table>",
    "site-in-all-metas": "<title>Місто Тут</title><meta property=og:title content='Місто Тут'><a href=/>Місто Тут</a>"
    "<div class=Post><div class=Post-userName>Редакція</div><div class=Post-stamp>14.09.2024, 10:30</div>"
    f"<div class=Post-head><b>Воду подано</b></div><div class=Post-copy>{LINES}</div></div>",
}


@pytest.mark.parametrize("case", PAGES)
def test_days_and_titles_in_places_of_their_own(case: str) -> None:
    found = read(PAGES[case])
    assert (found.title, found.body) == ("Воду подано", TEXT)
    assert written(found.published) == "2024-09-14T10:30"
