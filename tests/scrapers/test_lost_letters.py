"""Texts whose letters are lost, and texts that only have question marks, emoji that were lost, or other alphabets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from scrapers.errors import LettersLost
from scrapers.lost_letters import refuse_lost_letters
from tests.scrapers.test_losses import article

TEXT = "Сесія міської ради відбудеться у п'ятницю, депутати розглянуть бюджет громади на 2027 рік."
TITLE = "Рада розгляне бюджет громади"


def question_marks(text: str) -> str:
    return re.sub("[А-яіїєґІЇЄҐ]", "?", text)


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(question_marks, id="question-marks"),
        pytest.param(
            lambda text: text.encode("cp1251").decode("utf-8", "replace"), id="windows-1251-as-utf-8"
        ),
        pytest.param(lambda text: text.encode().decode("latin-1"), id="utf-8-as-latin-1"),
        pytest.param(lambda text: text.encode().decode("cp1252", "replace"), id="utf-8-as-windows-1252"),
        pytest.param(lambda text: text.encode().decode("cp1251", "replace"), id="utf-8-as-windows-1251"),
        pytest.param(lambda text: text.encode("cp1251").decode("latin-1"), id="windows-1251-as-latin-1"),
    ],
)
def test_a_text_without_its_letters_is_none(lose: Callable[[str], str]) -> None:
    with pytest.raises(LettersLost, match="expected a text of letters"):
        refuse_lost_letters([article(1, TITLE, lose(TEXT))])


def test_a_title_without_its_letters_is_none() -> None:
    with pytest.raises(LettersLost, match="expected a title of letters, came 25 signs"):
        refuse_lost_letters([article(1, question_marks(TITLE), "")])


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "",
        "Чи буде тепло??? Так! А світло?",
        "???? Шановні мешканці! ????????",
        "????????",
        "El niño está aquí, señor Müller: façade, crème brûlée, Größe",
        "Déjà-vu à l'hôtel",
        "Сьогодні 20.11.2026",
        "РУССКАЯ СЕССИЯ СОВЕТА РАЙОНА СОСТОЯЛАСЬ",
    ],
)
def test_what_can_be_read_stays(text: str) -> None:
    refuse_lost_letters([replace(article(1, TITLE, text))])
