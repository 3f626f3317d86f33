"""Whole visits to sites of all families in markup that no preset was written for; floors for what they bring.

The sites are served on loopback, the sources have eight lines at most. `python -m tests.family_visits` shows each
variant.
"""

from __future__ import annotations

from collections import Counter

import pytest

from scrapers.registry import PLATFORMS
from tests.families import PARTS, load_family_sites
from tests.family_visits import Mode, Score, measure_part

# shares of articles that are right, by part: with the preset, then without any rules; raise them, explain when lowered
# a page without text on which no selector and no date is found fails by name: it might be a guard's or a redesign's
FOUND = {"end": 0.99}
FLOORS: dict[tuple[str, Mode], float] = {
    ("tuning", "preset"): 1.0,
    ("tuning", "bare"): 0.92,
    ("held", "preset"): 0.98,
    ("held", "bare"): 0.98,
    ("fresh", "preset"): 1.0,
    ("fresh", "bare"): 1.0,
    ("last", "preset"): 1.0,
    ("last", "bare"): 1.0,
    ("end", "preset"): 0.96,
    ("end", "bare"): 0.95,
}


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def scores(part: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Mode], Score]:
    return measure_part(part, tmp_path_factory.mktemp(part))


@pytest.mark.parametrize("mode", ["preset", "bare"])
def test_articles_are_right(part: str, mode: Mode, scores: dict[tuple[str, Mode], Score]) -> None:
    whole = united(scores, mode)
    assert whole.total["fields"] >= 120
    assert whole.share("fields") >= FLOORS[part, mode], "\n".join(whole.wrong)


def test_every_article_is_found_and_none_twice(part: str, scores: dict[tuple[str, Mode], Score]) -> None:
    for mode in ("preset", "bare"):
        whole = united(scores, mode)
        assert (whole.share("found") >= FOUND.get(part, 1.0), whole.twice, whole.extra) == (True, 0, 0), (
            "\n".join(whole.wrong)
        )


def test_categories_and_tags_of_presets(scores: dict[tuple[str, Mode], Score]) -> None:
    whole = united(scores, "preset")
    assert (whole.share("category"), whole.share("tags")) == (1.0, 1.0), "\n".join(whole.wrong)


def test_every_family_is_there_in_every_part_twice_to_tune() -> None:
    for name in PARTS:
        families = Counter(site.facts.family for site in load_family_sites(name))
        least = 2 if name == "tuning" else 1
        assert families == Counter({path.stem: families[path.stem] for path in PLATFORMS.glob("*.toml")})
        assert min(families.values()) >= least


def test_sources_are_short() -> None:
    for name in PARTS:
        for site in load_family_sites(name):
            assert len(site.preset().splitlines()) <= 8, site.name


def united(scores: dict[tuple[str, Mode], Score], mode: Mode) -> Score:
    whole = Score()
    for (_, how), score in scores.items():
        if how == mode:
            whole.add(score)
    return whole
