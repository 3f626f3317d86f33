"""What the fourteenth set of layouts taught: names of a state's values, editors' trees, spans and paragraphs apart."""

from __future__ import annotations

import json

import pytest

from scrapers.extract import written
from scrapers.parsers.generic import Extracted
from scrapers.parsers.generic_keys import is_body, is_preview, rank_of_date, rank_of_title, signs
from tests.scrapers.test_generic import read
from tests.scrapers.test_generic_plain import PAGE, SITE, TEXT

EDITORS = {
    "html": "".join(f"<p>{line}</p>" for line in TEXT),
    "rendered": {"rendered": "".join(f"<p>{line}</p>" for line in TEXT)},
    "strings": list(TEXT),
    "blocks": [{"type": "paragraph", "data": {"text": line}} for line in TEXT],
    "draft": {"blocks": [{"type": "unstyled", "text": line} for line in TEXT], "entityMap": {}},
    "lexical": {
        "root": {"type": "root", "children": [{"type": "paragraph", "children": [{"text": t}]} for t in TEXT]}
    },
    "contentful": {
        "nodeType": "document",
        "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]} for line in TEXT
        ],
    },
}


@pytest.mark.parametrize(
    "name", ["title", "newsTitle", "post_title", "headline", "heading", "pagetitle", "name"]
)
def test_names_of_titles(name: str) -> None:
    assert rank_of_title(name) is not None


@pytest.mark.parametrize(
    "name", ["metaTitle", "og_title", "seoTitle", "image_title", "id", "slug", "nameCount"]
)
def test_names_of_other_things(name: str) -> None:
    assert rank_of_title(name) is None


@pytest.mark.parametrize(
    "name", ["body", "bodyHtml", "contents", "full_text", "fulltext", "detailText", "articleBody"]
)
def test_names_of_texts(name: str) -> None:
    assert is_body(name)
    assert not is_preview(name)


@pytest.mark.parametrize(
    "name", ["context", "imageText", "commentBody", "cookieText", "body_class", "publishedAtText"]
)
def test_names_of_no_texts(name: str) -> None:
    assert not is_body(name)


def test_a_text_that_stands_for_a_longer_one() -> None:
    assert is_body("short_text")
    assert is_preview("short_text")


@pytest.mark.parametrize("name", ["publishedAt", "publish_date", "pubdate", "date", "createdAt", "newsDate"])
def test_names_of_days(name: str) -> None:
    assert rank_of_date(name) is not None


@pytest.mark.parametrize(
    "name", ["updatedAt", "modified_date", "dateModified", "eventDate", "birthDate", "public"]
)
def test_names_of_other_days(name: str) -> None:
    assert rank_of_date(name) is None


def test_names_of_authors() -> None:
    assert [signs(name) for name in ("author", "authors", "byline", "authority")] == [True, True, True, False]


def test_the_day_of_publication_comes_before_that_of_creation() -> None:
    item = {"createdAt": "2024-09-01T10:00:00", "title": "Воду подано", "publishedAt": "2024-09-14T10:00:00"}
    assert (written(state({**item, "contents": EDITORS["html"]}).published) or "")[:10] == "2024-09-14"


@pytest.mark.parametrize("editor", EDITORS)
def test_texts_of_editors(editor: str) -> None:
    found = state({"heading": "Воду подано", "contents": EDITORS[editor], "publishDate": "2024-09-14"})
    assert (found.title, found.body) == ("Воду подано", TEXT)


def test_links_within_a_tree_stay_in_their_paragraph() -> None:
    link = {"type": "link", "children": [{"text": "на сторінці"}]}
    tree = [{"type": "paragraph", "children": [{"text": "Розклад стоїть "}, link, {"text": " громади."}]}]
    assert state({"title": "Воду подано", "body": tree, "date": "2024-09-14"}).body == (
        "Розклад стоїть на сторінці громади.",
    )


def test_an_article_is_found_among_those_of_a_list() -> None:
    others = [
        {"id": n, "heading": f"Інша новина {n}", "teaser": TEXT[1] * 3, "publishedAt": "2024-09-21"}
        for n in range(5)
    ]
    item = {"id": 9, "heading": "Воду подано", "bodyHtml": "", "publishedAt": "2024-09-14", "tags": ["вода"]}
    found = state({"feed": others, "current": item})
    assert (found.title, found.body, (written(found.published) or "")[:10]) == (
        "Воду подано",
        (),
        "2024-09-14",
    )


SPANS = {
    "date-then-title": "<span id=lblDate class=newsdate>14.09.2024 р.</span> <span class=newstitle>Воду подано</span>"
    f"<div><span>{TEXT[0]}<br>{TEXT[1]}</span></div>",
    "picture-behind-the-date": "<h2>Воду подано</h2><div><span class=news-date-time>14.09.2024</span>"
    f"<img src=1.jpg>{TEXT[0]}<br>{TEXT[1]}</div>",
}


@pytest.mark.parametrize("case", SPANS)
def test_spans_that_stand_apart(case: str) -> None:
    home = '<h1><a href="Default.aspx">Управління фінансів</a></h1>'
    found = read(f"<title>Управління фінансів району - Новина</title>{home}{SPANS[case]}")
    assert (found.title, found.body) == ("Воду подано", TEXT)
    assert (written(found.published) or "")[:10] == "2024-09-14"


def test_each_paragraph_may_stand_in_a_box_named_like_a_text() -> None:
    boxes = "".join(f'<div class=view><div class="redactor__text">{line}</div></div>' for line in TEXT)
    found = read(PAGE.format(f"<div class=post-text>{boxes}<ul><li>копія паспорта</ul></div>"))
    assert found.body == (*TEXT, "копія паспорта")


def state(data: object) -> Extracted:
    script = f"<script>window.__INITIAL_STATE__={json.dumps(data, ensure_ascii=False)};</script>"
    return read(f"<title>{SITE}</title><div id=app><div class=skeleton></div></div>{script}")
