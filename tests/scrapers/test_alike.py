"""What is the same to a reader, and what is nearly the same."""

from __future__ import annotations

import pytest

from scrapers.alike import folded, near, sketch

TEXT = (
    "Рада ухвалила бюджет громади на наступний рік: за нього проголосували двадцять шість депутатів. Найбільше коштів"
    " піде на школи, лікарню та дороги, а також на захист мешканців і підтримку військових."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Номер запиту: 3fa2b1c09d8e7f65", "Номер запиту: 0123456789abcdef"),
        ("ID 550e8400-e29b-41d4-a716-446655440000", "ID 550e8400-e29b-41d4-a716-446655440001"),
        ("Час: 12:30:45, запит 20261123", "Час: 12:31:02, запит 20261124"),
        ("«Рада» — на  роботі", '"Рада" - на роботі'),
    ],
)
def test_what_a_request_has_of_its_own_is_folded(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Відключення 12 листопада", "Відключення 13 листопада"),
        ("Тривога о 12:30", "Тривога о 12:40"),
        ("Вакансій: 1200", "Вакансій: 1201"),
    ],
)
def test_numbers_of_a_text_tell_it_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        (TEXT, True),
        (TEXT.replace(",", " –").replace("рік", "2027 рік"), True),
        (TEXT + "\nТролейбус змінить маршрут через ремонт", True),
        (TEXT.rpartition(",")[0], True),
        ("Тролейбус змінить маршрут через ремонт дороги, графік оновлять уже з понеділка", False),
        ("", False),
    ],
)
def test_near_is_most_of_the_words(other: str, is_near: bool) -> None:
    assert near(sketch(TEXT), sketch(other)) is is_near
    assert near(sketch(other), sketch(TEXT)) is is_near


def test_texts_without_words_are_alike_and_sketches_are_small() -> None:
    assert near(sketch(""), sketch("12 – 13"))
    assert len(sketch(TEXT * 20)) <= 128
