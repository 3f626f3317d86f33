"""Shares that fall: a field, a section, pages that can be read."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from warehouse.filling import Filled, FillWatch, Loss, fewer, judge_filling

TUESDAY = date(2025, 3, 4)
COST = 0.02
PAST = [(3, 3)] * 40


def judge(*days: tuple[int, int]) -> Loss | None:
    """(filled, of) day by day."""
    return judge_filling(
        (
            Filled(day=TUESDAY + timedelta(days=number - 40), filled=filled, of=of)
            for number, (filled, of) in enumerate(days)
        ),
        COST,
    )


def test_dates_that_vanish_on_tuesday_are_told_by_tuesday_or_the_day_after() -> None:
    assert judge(*PAST) is None
    loss = judge(*PAST, (0, 3), (0, 4))
    assert loss is not None
    assert loss.since == TUESDAY
    assert loss.share == 0
    assert loss.before == pytest.approx(1)
    assert loss.chance < 1e-4


@pytest.mark.parametrize(
    "days",
    [
        [(2, 3)],
        [(0, 1)],  # one article without a date
        [(0, 0)] * 30,  # nothing came: nothing is lost
        [(3, 3), (0, 1), (3, 3), (2, 2)],
    ],
)
def test_an_article_or_two_without_it_are_no_loss(days: list[tuple[int, int]]) -> None:
    assert judge(*PAST, *days) is None


def test_a_loss_lasts_until_it_is_mended() -> None:
    gone = [*PAST, *[(0, 3)] * 30]
    loss = judge(*gone)
    assert loss is not None
    assert loss.since == TUESDAY
    assert judge(*gone, (3, 3)) is not None
    assert judge(*gone, (3, 3), (3, 3), (3, 3)) is None


def test_a_loss_becomes_the_usual_state_after_a_season() -> None:
    assert judge(*PAST, *[(0, 3)] * 95) is None


def test_half_of_the_articles_without_it_are_a_loss_too() -> None:
    loss = judge(*[(8, 8)] * 40, *[(4, 8)] * 10)
    assert loss is not None
    assert 0.4 < loss.share < 0.6


def test_a_field_that_was_never_full_needs_more_to_be_missed() -> None:
    rng = Random(3)
    past = [(sum(rng.random() < 0.4 for _ in range(5)), 5) for _ in range(60)]
    assert judge(*past, (0, 5)) is None
    assert judge(*past, *[(0, 5)] * 12) is not None


def test_a_field_that_is_hardly_ever_there_is_not_missed() -> None:
    assert judge(*[(0, 5)] * 38, (1, 5), (0, 5), *[(0, 5)] * 60) is None


def test_a_new_source_has_lost_nothing() -> None:
    assert judge((3, 3), (2, 2), (0, 3)) is None


def test_articles_of_one_day_that_are_alike_are_no_loss() -> None:
    """A photo report of ten pictures without an author every other week, as ever."""
    rng = Random(5)
    days = [(0, 10) if rng.random() < 0.1 else (3, 3) for _ in range(300)]
    watch = FillWatch(COST)
    for number, (filled, of) in enumerate(days):
        watch.see(Filled(day=TUESDAY + timedelta(days=number), filled=filled, of=of))
    assert watch.mistaken + (watch.loss is not None) < 1


@pytest.mark.parametrize(
    ("filled", "of", "before", "of_before", "chance"),
    [
        (0, 1, 0, 0, 0.5),  # Jeffreys: nothing known
        (5, 5, 3, 4, 1.0),
        (0, 1, 99.5, 99.5, 0.005),
    ],
)
def test_fewer_is_beta_binomial(
    filled: float, of: float, before: float, of_before: float, chance: float
) -> None:
    assert fewer(filled, of, before, of_before) == pytest.approx(chance, rel=0.02)


def test_thousands_of_articles_are_counted_in_proportion() -> None:
    assert fewer(100, 10_000, 99_000, 100_000) < 1e-6
    assert fewer(9_900, 10_000, 99_000, 100_000) > 0.2
