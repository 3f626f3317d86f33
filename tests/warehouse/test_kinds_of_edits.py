"""What an edit is called, and what is none: a table of texts before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.warehouse.batches import KYIV
from warehouse.edits import KINDS, NATURES, PLACES, Change, classify, kinds_of
from warehouse.wording import Wording, is_noise

BODY = """З 1 грудня у Вербівці змінюється вартість холодної води: тариф становитиме 12,40 грн за кубометр.
Рішення ухвалила сесія ради 16 вересня 2025 року, за нього проголосували 24 депутати з 26.
«Ми зробили все, щоб людям було посильно», – сказала на сесії міська голова Олена Коваленко.
Об'єднане підприємство «Водограй» просить мешканців передати показники. Прийом починається о 10:00.
Нагадаємо, що торік у громаді замінили 12 000 метрів мереж, а цього року планують ще 3-4 кілометри."""
LINES = BODY.split("\n")
ADDED = "Пільги для багатодітних родин залишаються без змін."


def wording(body: str = BODY, **fields: Any) -> Wording:
    given: dict[str, Any] = {
        "title": "У Вербівці змінюється тариф на воду: 12,40 грн",
        "lead": None,
        "published": datetime(2025, 9, 17, 10, 15, tzinfo=KYIV),
        **fields,
    }
    return Wording(body=body, **given)


def put(*words: str) -> Wording:
    """The text with other words: what was, what is, what was …"""
    body = BODY
    for before, after in zip(words[::2], words[1::2], strict=True):
        assert before in body
        body = body.replace(before, after)
    return wording(body)


EDITS: dict[str, tuple[Wording, list[tuple[str, str, str, str]]]] = {
    "tariff": (put("12,40", "14,20"), [("body", "number", "12,40", "14,20")]),
    "votes": (put("24 депутати", "25 депутатів"), [("body", "number", "24 депутати", "25 депутатів")]),
    "thousands": (put("12 000", "12 500"), [("body", "number", "12 000", "12 500")]),
    "a digit": (put("3-4", "3-5"), [("body", "number", "4", "5")]),
    "day": (
        put("16 вересня", "18 вересня"),
        [("body", "date", "16 вересня 2025 року", "18 вересня 2025 року")],
    ),
    "month": (
        put("16 вересня", "1 жовтня"),
        [("body", "date", "16 вересня 2025 року", "1 жовтня 2025 року")],
    ),
    "hour": (put("10:00", "11:30"), [("body", "date", "10:00", "11:30")]),
    "surname": (
        put("Коваленко", "Ковальчук"),
        [("body", "name", "Олена Коваленко", "Олена Ковальчук")],
    ),
    "a firm": (put("«Водограй»", "«Джерело»"), [("body", "name", "Водограй", "Джерело")]),
    "quote": (
        put("«Ми зробили все, щоб людям було посильно»", "«Іншого виходу в ради сьогодні просто немає»"),
        [
            (
                "body",
                "quote",
                "«Ми зробили все, щоб людям було посильно»",
                "«Іншого виходу в ради сьогодні просто немає»",
            )
        ],
    ),
    "a word of a quote": (
        put("було посильно", "було непосильно"),
        [("body", "quote", "посильно", "непосильно")],
    ),
    "not": (
        put("просить мешканців", "не просить мешканців"),
        [("body", "wording", "Водограй» просить", "Водограй» не просить")],
    ),
    "a verb": (put("передати", "надіслати"), [("body", "wording", "передати", "надіслати")]),
    "a comma": (
        put("показники. Прийом", "показники, прийом"),
        [("body", "wording", "показники. Прийом", "показники, прийом")],
    ),
    "paragraph added": (wording(f"{BODY}\n{ADDED}"), [("body", "paragraph_added", "", ADDED)]),
    "paragraph added between": (
        wording("\n".join([*LINES[:2], ADDED, *LINES[2:]])),
        [("body", "paragraph_added", "", ADDED)],
    ),
    "paragraph removed": (
        wording("\n".join(LINES[:3] + LINES[4:])),
        [("body", "paragraph_removed", LINES[3], "")],
    ),
    "sentence removed": (
        put(" Прийом починається о 10:00.", ""),
        [("body", "wording", "Прийом починається о 10:00.", "")],
    ),
    "paragraphs in another order": (
        wording("\n".join([*LINES[1:], LINES[0]])),
        [("body", "wording", LINES[0], LINES[0])],
    ),
    "title": (
        wording(title="У Вербівці вода подорожчає: 12,40 грн"),
        [
            (
                "title",
                "title",
                "У Вербівці змінюється тариф на воду: 12,40 грн",
                "У Вербівці вода подорожчає: 12,40 грн",
            )
        ],
    ),
    "a number in the title": (
        wording(title="У Вербівці змінюється тариф на воду: 14,20 грн"),
        [
            (
                "title",
                "title",
                "У Вербівці змінюється тариф на воду: 12,40 грн",
                "У Вербівці змінюється тариф на воду: 14,20 грн",
            ),
            ("title", "number", "12,40", "14,20"),
        ],
    ),
    "lead": (wording(lead="Вода дорожчає"), [("lead", "lead", "", "Вода дорожчає")]),
    "published": (
        wording(published=datetime(2025, 9, 18, 10, 15, tzinfo=KYIV)),
        [("published", "published", "2025-09-17 10:15", "2025-09-18 10:15")],
    ),
    "parts": (wording(parts=("Перша", "Друга, 5 осіб")), [("parts", "parts", "", "Перша\nДруга, 5 осіб")]),
    "several at once": (
        put("12,40", "14,20", "Коваленко", "Ковальчук", "16 вересня", "17 вересня"),
        [
            ("body", "number", "12,40", "14,20"),
            ("body", "date", "16 вересня 2025 року", "17 вересня 2025 року"),
            ("body", "name", "Олена Коваленко", "Олена Ковальчук"),
        ],
    ),
    "a number, and other typography": (
        put("12,40", "14,20", "«", "“", "»", "”", " – ", " — ", "12 000", "12000", "\n", " "),
        [("body", "number", "12,40", "14,20")],
    ),
}
SITE = "Переглядів: 61\nОновлено 12:40\nПоділитися: Facebook 3 Telegram 7\nСьогодні, 12:40\nКоментарів: 2"
NOISE: dict[str, tuple[Wording, Wording]] = {
    "quotes": (wording(), put("«", "„", "»", "“")),
    "dashes": (wording(), put(" – ", " — ", "3-4", "3–4")),
    "apostrophes": (wording(), put("'", "ʼ")),
    "spaces": (wording(), put("12 000", "12\u202f000", " грн", "\u00a0грн", "24 депутати", "24  депутати")),
    "invisible": (wording(), put("мешканців", "мешкан\u00adців", "ради", "ра\u200bди")),
    "look-alike letters": (wording(), put("тариф", "тaриф")),
    "paragraphs joined": (wording(), wording(BODY.replace("\n", " "))),
    "paragraphs parted": (wording(), wording(BODY.replace(". Прийом", ".\nПрийом"))),
    "bullets": (wording(f"{BODY}\n• вода\n• газ"), wording(f"{BODY}\n– вода\nгаз")),
    "tracking": (
        wording(f"{BODY}\nhttps://a.example/?id=1"),
        wording(f"{BODY}\nhttps://a.example/?id=1&utm_source=fb"),
    ),
    "counters": (
        wording(f"{BODY}\n{SITE}"),
        wording(
            f"{BODY}\n1 284 перегляди\nОновлено: 18.09.2025 о 08:05\nПоділитися: Facebook 57\nВчора, 12:40"
            "\n5 коментарів"
        ),
    ),
    "counters left out": (wording(f"{BODY}\n{SITE}"), wording()),
    "a stamp in brackets": (
        wording(),
        wording(title="У Вербівці змінюється тариф на воду: 12,40 грн (оновлено 12:40)"),
    ),
    "the lead in the text": (wording("\n".join(LINES[1:]), lead=LINES[0]), wording()),
    "an empty lead": (wording(lead=""), wording()),
    "parts": (wording(parts=("«Вода», 5 осіб",)), wording(parts=("“Вода”, 5  осіб",))),
}


def told(changes: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(each.place, each.kind, each.before, each.after) for each in changes]


@pytest.mark.parametrize(("after", "changes"), EDITS.values(), ids=EDITS)
def test_edits(after: Wording, changes: list[tuple[str, str, str, str]]) -> None:
    found = classify(wording(), after)
    assert sorted(told(found)) == sorted(changes)
    expected = {word for place, kind, *_ in changes for word in (place, kind)}
    assert kinds_of(found) == [kind for kind in KINDS if kind in expected]


@pytest.mark.parametrize("after", [after for after, _ in EDITS.values()], ids=EDITS)
def test_an_edit_taken_back_is_an_edit(after: Wording) -> None:
    assert classify(after, wording())
    assert classify(after, after) == []


@pytest.mark.parametrize(("before", "after"), NOISE.values(), ids=NOISE)
def test_noise_is_no_edit(before: Wording, after: Wording) -> None:
    assert classify(before, after) == []
    assert classify(after, before) == []


def test_every_kind_stands_in_the_table() -> None:
    assert {
        word for _, changes in EDITS.values() for place, kind, *_ in changes for word in (place, kind)
    } == {
        *PLACES,
        *NATURES,
    }


@pytest.mark.parametrize(
    "line",
    [
        "18 вересня 2025 року",
        "Оновлено 12 дитячих майданчиків",
        "ОНОВЛЕНО 12:40. Кількість постраждалих зросла до п’яти",
        "Сьогодні о 12:40 у громаді вимкнуть воду",
        "12,40 грн",
        "Переглядів потребують усі тарифи",
        "Facebook оновив правила для громад",
        "5 коментарів депутатів до рішення",
    ],
)
def test_lines_of_a_text_are_no_noise(line: str) -> None:
    assert not is_noise(line)
    assert classify(wording(), wording(f"{BODY}\n{line}"))


def test_texts_of_any_length_are_told_in_time() -> None:
    """Words that repeat without end, on one line or on many, and dates without end."""
    long = [
        ("слово, " * 20_000),
        ("рядок тексту.\n" * 20_000),
        ("16 вересня 2025 року, " * 20_000),
        "«" * 50_000,
    ]
    for text in long:
        after = (
            text.replace("слово", "інше").replace("рядок", "інший").replace("16", "17").replace("«", "»", 7)
        )
        kinds_of(classify(wording(text), wording(f"Вступ. {after}")))


def test_evidence_is_short() -> None:
    (change,) = classify(wording(), wording(f"{BODY}\nПочаток {'слово ' * 5_000}"))
    assert len(change.after) == 1_000
