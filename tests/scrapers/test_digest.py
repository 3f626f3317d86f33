"""Digests: golden cases of `tests/sites/auc`, and what variants may leave out."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.parsers.digest import Digest, head_period, read_digest, read_digest_html, read_period
from scrapers.parsers.digest_lines import lines_of_html, split_closing

FOLDER = Path(__file__).parent.parent / "sites" / "auc"
CASES = sorted(path for path in FOLDER.glob("*/digest.*"))


def read_case(path: Path) -> Digest:
    note = json.loads((path.parent / "note.json").read_text(encoding="utf-8"))
    assert note["origin"] == "constructed"
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return read_digest_html(text, note["url"])
    return read_digest(text.splitlines(), note["url"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_digest_is_read_as_expected(path: Path) -> None:
    golden = path.parent / "expected.json"
    told = json.loads(json.dumps(asdict(read_case(path)), default=date.isoformat))
    if not golden.exists():
        golden.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read every field, run again")
    assert told == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["weekly_lines", "weekly_bold", "weekly_mail"])
def test_the_week_has_13_items_in_7_sections(name: str) -> None:
    digest = read_case(next((FOLDER / name).glob("digest.*")))
    assert (len(digest.items), len(digest.sections)) == (13, 7)
    assert (digest.period_start, digest.period_end) == (date(2025, 2, 8), date(2025, 2, 14))
    assert [item.position for item in digest.items] == list(range(1, 14))
    assert all(item.closed and item.text for item in digest.items)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("8 – 14 лютого 2025 року", ("2025-02-08", "2025-02-14")),
        ("за 8-14 лютого 2025", ("2025-02-08", "2025-02-14")),
        ("28 лютого — 6 березня 2025 року", ("2025-02-28", "2025-03-06")),
        ("28 грудня 2024 року – 3 січня 2025 року", ("2024-12-28", "2025-01-03")),
        ("28 грудня – 3 січня 2025 року", ("2024-12-28", "2025-01-03")),
        ("з 8 по 14 лютого 2025 р.", ("2025-02-08", "2025-02-14")),
        ("08.02.2025 – 14.02.2025", ("2025-02-08", "2025-02-14")),
        ("08.02–14.02.2025", ("2025-02-08", "2025-02-14")),
        ("08-14.02.2025", ("2025-02-08", "2025-02-14")),
        pytest.param("8 – 14 лютого", None, id="no-year"),
        pytest.param("8 – 14 люблю 2025", None, id="no-month"),
        pytest.param("8 – 31 лютого 2025", None, id="no-such-day"),
        pytest.param("14 – 8 лютого 2025 року", None, id="backwards"),
        pytest.param("14 лютого 2025 року", None, id="one-day"),
    ],
)
def test_period(text: str, period: tuple[str, str] | None) -> None:
    found = read_period(text)
    assert (found and tuple(day.isoformat() for day in found[:2])) == period


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("8 – 14 лютого 2025 року", True),
        ("Робота громад: 8 – 14 лютого 2025 року", True),
        ("**за період з 8 по 14 лютого 2025 р.**", True),
        ("Тиждень, який відбувся з 4 до 7 лютого 2025 року, вперше включив Форум.", False),
        ("Форум відбувся 4 – 7 лютого 2025 року.", False),
        ("8 – 14 лютого", False),
    ],
)
def test_a_sentence_that_tells_of_days_is_no_head(line: str, is_head: bool) -> None:
    assert (head_period(line) is not None) is is_head


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("[Більше на сайті АМУ](#)", ("", "#", True)),
        ("**[Більше на сайті АМУ](https://a.example/x)**", ("", "https://a.example/x", True)),
        ("Більше на сайті АМУ", ("", None, True)),
        ("Детальніше…", ("", None, True)),
        ("Текст. [Читати далі](/x) →", ("Текст.", "/x", True)),
        ("[https://a.example/x](https://a.example/x)", ("", "https://a.example/x", True)),
        ("https://a.example/x(1)", ("", "https://a.example/x(1)", True)),
        pytest.param("Більше ніж 300 учасників", ("Більше ніж 300 учасників", None, False), id="text"),
        pytest.param("[Програма](/p) затверджена", ("[Програма](/p) затверджена", None, False), id="link"),
    ],
)
def test_closing_is_told_from_text(line: str, parts: tuple[str, str | None, bool]) -> None:
    assert split_closing(line) == parts


def titles(*lines: str) -> list[tuple[str | None, str, str]]:
    return [(item.section, item.title, item.text) for item in read_digest(lines).items]


CLOSE = "[Більше на сайті АМУ](#)"


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        pytest.param(
            ["ЗАГОЛОВОК КАПІТЕЛЛЮ", "Текст.", CLOSE], [(None, "ЗАГОЛОВОК КАПІТЕЛЛЮ", "Текст.")], id="capitals"
        ),
        pytest.param(
            ["ТОП", "ПЕРША НОВИНА", "Текст.", CLOSE, "ДРУГА НОВИНА", "Ще текст.", CLOSE],
            [("ТОП", "ПЕРША НОВИНА", "Текст."), ("ТОП", "ДРУГА НОВИНА", "Ще текст.")],
            id="section-and-titles-in-capitals",
        ),
        pytest.param(
            ["ТОП", "Долучайтесь!", "Текст.", CLOSE], [("ТОП", "Долучайтесь!", "Текст.")], id="exclaimed"
        ),
        pytest.param(["ТОП", "Лише назва", CLOSE], [("ТОП", "Лише назва", "")], id="no-text"),
        pytest.param(
            ["Назва", "Перший абзац.", "Другий абзац.", CLOSE],
            [(None, "Назва", "Перший абзац.\nДругий абзац.")],
            id="two",
        ),
        pytest.param(
            ["Назва", "Серед умов:", "• досвід", "• освіта", CLOSE],
            [(None, "Назва", "Серед умов:\n• досвід\n• освіта")],
            id="list",
        ),
        pytest.param(
            ["Перша", "Текст перший.", "Друга", "Текст другий.", CLOSE],
            [(None, "Перша", "Текст перший."), (None, "Друга", "Текст другий.")],
            id="first-not-closed",
        ),
        pytest.param(
            ["ТОП", "Перша", "Текст.", "ОСВІТА", "Друга", "Текст два.", CLOSE],
            [("ТОП", "Перша", "Текст."), ("ОСВІТА", "Друга", "Текст два.")],
            id="section-ends-an-item",
        ),
        pytest.param(
            ["Перша", "Текст.", "[](#) [Детальніше](#)", "Друга", "Ще.", "Більше"],
            [(None, "Перша", "Текст."), (None, "Друга", "Ще.")],
            id="empty-link",
        ),
        pytest.param(
            ["Перша", "Текст.", CLOSE, "Контакти", "Телефон 0 800 000 000."],
            [(None, "Перша", "Текст.")],
            id="foot",
        ),
    ],
)
def test_variants(lines: list[str], items: list[tuple[str | None, str, str]]) -> None:
    assert titles(*lines) == items


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/novyna/x", "https://auc.example/novyna/x"),
        ("https://b.example/x", "https://b.example/x"),
        ("#", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("http://[", None),
    ],
)
def test_links(href: str, link: str | None) -> None:
    html = f'<p><b>Назва</b></p><p>Текст.</p><p><a href="{href}">Детальніше</a></p>'
    assert [item.link for item in read_digest_html(html, "https://auc.example/d/1").items] == [link]


def test_html_becomes_marked_lines() -> None:
    html = '<h3>Т</h3><p><b> </b>а <a href="/x y(1)">б</a></p><a href="/z"><div>в</div></a><p class=x>г</p>'
    assert lines_of_html(html, [".x"]) == ("### Т", "а [б](/x%20y%281%29)", "в")


@pytest.mark.parametrize("lines", [[], ["", " "], ["Лише один рядок"], ["рядок"] * 5001])
def test_no_digest(lines: list[str]) -> None:
    with pytest.raises(NotAnArticle):
        read_digest(lines)


def test_too_many_tags() -> None:
    with pytest.raises(LayoutChanged):
        read_digest_html("<i></i>" * 60_000)


def test_expected_files_say_what_they_are() -> None:
    notes = [path.parent / "note.json" for path in CASES]
    told: list[Any] = [json.loads(note.read_text(encoding="utf-8")) for note in notes]
    assert len(told) == len(CASES) == 4
