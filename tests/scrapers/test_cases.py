"""Golden cases written and read back; differences as lines; proposals as TOML."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers import cases
from scrapers.differences import differences
from scrapers.proposal import LINES, write_toml
from scrapers.registry import Source
from scrapers.source_files import make_source

PAGE = (
    "<html lang='uk'><head><title>Рада</title></head><body><h1>У громаді відкрили нову криницю</h1>"
    "<p class='date'>18 червня 2025, 09:15</p><div class='text'><p>Криницю копали два тижні, й вода добра.</p></div>"
)
FACTS: dict[str, Any] = {
    "name": "Рада",
    "url": "https://rada.example/",
    "sections": [{"name": "news", "reader": "listing", "url": "/", "fits": "^/n/"}],
    "layouts": [{"title": "h1", "published": ".date", "body": ".text"}],
}


def source() -> Source:
    return make_source(Path("rada.toml"), FACTS)


def note(content_type: str = "text/html") -> cases.Note:
    return cases.Note(
        origin="recorded",
        shows="as it was",
        source="rada",
        url="https://rada.example/n/1",
        fetched_at=datetime(2025, 6, 20, tzinfo=UTC),
        content_type=content_type,
    )


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param(PAGE.encode(), cases.PAGE, id="utf-8"),
        pytest.param(PAGE.encode("cp1251"), cases.PAGE, id="windows-1251"),
        pytest.param(PAGE.encode("koi8-u"), cases.PAGE, id="koi8"),
        pytest.param(b"\xef\xbb\xbf" + PAGE.encode(), cases.PAGE, id="byte-order-mark"),
        pytest.param(PAGE.encode().replace(b"</h1>", b"</h1>\xff"), cases.PACKED, id="a-broken-byte"),
    ],
)
def test_what_is_recorded_is_read_back_as_it_came(tmp_path: Path, body: bytes, kept: str) -> None:
    case = tmp_path / "rada" / "krynytsia"
    expected = cases.read_body(body, note(), source())
    cases.write_case(case, body, note(), expected)
    assert expected["title"] == "У громаді відкрили нову криницю"
    assert (case / kept).exists()
    assert cases.find_cases(tmp_path) == [case]
    assert cases.read_case(case, {"rada": source()}) == expected
    assert cases.read_note(case).origin == "recorded"


def test_a_case_that_is_there_is_not_touched(tmp_path: Path) -> None:
    case = tmp_path / "rada" / "krynytsia"
    cases.write_case(case, PAGE.encode(), note(), {})
    with pytest.raises(FileExistsError):
        cases.write_case(case, b"", note(), {"title": "Інше"})
    assert (case / cases.PAGE).read_text("utf-8") == PAGE


def test_a_page_that_is_no_article_is_expected_as_its_error() -> None:
    told = cases.read_body("<h1>Рада</h1>".encode(), note(), source())
    assert told["error"] == "LayoutChanged"
    assert "nothing matched" in told["message"]


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://rada.example/n/1", "У громаді відкрили криницю", "u_hromadi_vidkryly_krynytsiu"),
        ("https://rada.example/news/2025/1.html?x=2", None, "news_2025_1_html_x_2"),
        ("https://rada.example/", None, "front_page"),
        (
            "https://rada.example/",
            "Оголошення про проведення громадських слухань щодо бюджету",
            "oholoshennia_pro_provedennia_hromadskykh_slukhan",
        ),
    ],
)
def test_names_of_cases(url: str, title: str | None, name: str) -> None:
    assert cases.name_of(url, title) == name


def test_differences_are_told_by_field_and_paragraph() -> None:
    before = {
        "title": "Рада",
        "body": ["Перше.", "Друге."],
        "lead": None,
        "files": [{"url": "/a.pdf", "title": "А"}],
    }
    now = {"title": "Рада", "body": ["Перше.", "Інше."], "lead": None, "files": []}
    assert differences(before, before) == []
    assert differences(before, now) == ["-body: Друге.", "+body: Інше.", "-files: url /a.pdf, title А"]


def test_a_proposal_says_what_it_was_given_in_eight_lines() -> None:
    facts = {
        **FACTS,
        "region": "UA-71",
        "articles": [r"^/n/\d+$", "it's"],
        "evidence": "A",
        "known": ["прочитано (A, 2026)"],
        "unknown": ["чи є мапа сайту"],
        "hosts": ["www.rada.example"],
    }
    text = write_toml(facts, {"region": "named\nonce"})
    told = tomllib.loads(text)
    assert len(text.splitlines()) == LINES
    assert {"unknown", "known"} & told.keys() == set()
    assert all(told[key] == facts[key] for key in told)
    assert 'region = "UA-71"  # unsure: named once' in text.splitlines()


@pytest.mark.parametrize("value", ['a "b"', "c\\d", "\\'", "\t", "\x7f", "«Мрія»", "# ні"])
def test_any_text_survives_the_way_through_toml(value: str) -> None:
    assert tomllib.loads(write_toml({"name": value}))["name"] == value
