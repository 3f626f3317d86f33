"""24 simulated days: what the published data say beside what was so. The floors may only rise."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest

from tests.simulated.judge import Report, judge
from tests.simulated.script import DAYS, write_sites
from tests.simulated.truth import Truth
from tests.simulated.visits import Seen, watch

# group → what is right at least; what comes after the slash in the comment is all there is
FLOORS = {
    "cells": 276,  # / 276
    "cells that are not calm": 54,  # / 54
    "articles that are news": 464,  # / 464
    "recall": 464,  # / 464
    "one article for a news item": 464,  # / 464
    "dates": 464,  # / 464
    "first wordings": 464,  # / 464
    "articles without spurious versions": 464,  # / 464
    "versions found": 49,  # / 49
    "versions classified": 49,  # / 49
    "noise that made no version": 30,  # / 30
    "no false deletions": 464,  # / 464
    "deletions found": 20,  # / 20
    "deletions that keep their text": 20,  # / 20
}


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Truth], Seen]:
    sites = write_sites()
    truths = [Truth(site, DAYS) for site in sites]
    return truths, watch(sites, DAYS, tmp_path_factory.mktemp("simulated"))


@pytest.fixture(scope="module")
def report(examined: tuple[list[Truth], Seen]) -> Report:
    return judge(*examined)


def test_no_run_broke(examined: tuple[list[Truth], Seen]) -> None:
    assert examined[1].broken == []


@pytest.mark.parametrize("group", FLOORS)
def test_no_less_is_right_than_was(report: Report, group: str) -> None:
    count = report.of(group)
    assert count.right >= FLOORS[group], "\n".join(count.wrong)


def test_every_group_has_a_floor(report: Report) -> None:
    assert {group for group, _ in report.counts} == set(FLOORS)


def _call_blocked_days_quiet(seen: Seen) -> None:
    for row in seen.coverage:
        row["status"] = "quiet" if row["status"] == "blocked" else row["status"]


def _lose_an_article(seen: Seen) -> None:
    seen.articles.pop()


def _store_a_block_page(seen: Seen) -> None:
    seen.articles.append({**seen.articles[0], "url": "http://127.0.0.1/login", "title": "Вхід"})


def _make_a_version_of_nothing(seen: Seen) -> None:
    seen.versions.append(
        {**seen.versions[0], "version": 2, "body": f"{seen.versions[0]['body']} Переглядів: 62"}
    )


def _forget_edits(seen: Seen) -> None:
    seen.versions = [row for row in seen.versions if row["version"] == 1]


def _call_all_gone(seen: Seen) -> None:
    seen.states = {day: dict.fromkeys(states, "gone") for day, states in seen.states.items()}


@pytest.mark.parametrize(
    ("lie", "group"),
    [
        (_call_blocked_days_quiet, "cells that are not calm"),
        (_lose_an_article, "recall"),
        (_store_a_block_page, "articles that are news"),
        (_make_a_version_of_nothing, "articles without spurious versions"),
        (_forget_edits, "versions found"),
        (_call_all_gone, "no false deletions"),
    ],
)
def test_the_judge_sees_lies(
    examined: tuple[list[Truth], Seen], report: Report, lie: Callable[[Seen], None], group: str
) -> None:
    truths, seen = examined
    told = deepcopy(seen)
    lie(told)
    assert len(judge(truths, told).of(group).wrong) > len(report.of(group).wrong)
