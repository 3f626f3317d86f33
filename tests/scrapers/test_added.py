"""Boxes that a site adds to a described text, told by their names, and those that are text all the same."""

from __future__ import annotations

import pytest

from scrapers.html import Found, one, parse, read_container

LINE = "Депутати зібралися у залі засідань і розглянули всі питання порядку денного."


def lines(inner: str) -> tuple[str, ...]:
    text = f"<main><div class='text banner-page'><p>{LINE}</p>{inner}<p>{LINE}</p></div></main>"
    found: Found = one(parse(text), (".text",), "body")
    return read_container(text, found).lines


@pytest.mark.parametrize(
    "name",
    [
        "class='ad-block banner'",
        "class='adsbygoogle'",
        "class='code-block code-block-1'",
        "id='div-gpt-ad-1700'",
        "class='reklama'",
        "class='share-buttons'",
        "class='social-share'",
        "class='addtoany_share_save_container'",
        "class='post-views'",
        "class='statistics-counter'",
        "class='related-posts'",
    ],
)
def test_boxes_of_the_site_are_no_text(name: str) -> None:
    assert lines(f"<div {name}><a href='/x'>Вікна зі знижкою</a> 57</div>") == (LINE, LINE)


@pytest.mark.parametrize(
    "name",
    [
        "class='address'",
        "class='header'",
        "class='lead'",
        "class='shareholders'",
        "class='adaptive'",
        "class='overview'",
        "class='socialnyi-zahyst'",
        "class='gradient ad-hoc'",
    ],
)
def test_boxes_with_names_like_them_are_text(name: str) -> None:
    assert lines(f"<div {name}>Прийом громадян</div>") == (LINE, "Прийом громадян", LINE)


def test_a_long_box_is_text_whatever_its_name() -> None:
    assert len(lines(f"<div class='banner'><p>{LINE}</p><p>{LINE}</p><p>{LINE}</p></div>")) == 5
