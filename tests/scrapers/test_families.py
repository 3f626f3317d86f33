"""Whole visits to sites of all families in markup that no preset was written for; floors for what they bring.

The sites are served on loopback, the sources have eight lines at most. `python -m tests.family_visits` shows each
variant.
"""

from __future__ import annotations

from collections import Counter

import pytest

from scrapers.registry import PLATFORMS
from tests.families import PARTS, load_family_sites
from tests.family_visits import MODES, Mode, Score, measure_part

# shares of articles that are right, by part: with the preset, then without any rules; raise them, explain when lowered
EXTRA = {"sealed": 2}  # headings within a text of a month page, of the kind of its titles
FLOORS: dict[tuple[str, Mode], float] = {
    ("tuning", "preset"): 1.0,
    ("tuning", "bare"): 1.0,
    ("held", "preset"): 1.0,
    ("held", "bare"): 1.0,
    ("fresh", "preset"): 1.0,
    ("fresh", "bare"): 1.0,
    ("last", "preset"): 1.0,
    ("last", "bare"): 1.0,
    ("end", "preset"): 1.0,
    ("end", "bare"): 1.0,
    ("wide", "preset"): 1.0,
    ("wide", "bare"): 1.0,
    ("late", "preset"): 1.0,
    ("late", "bare"): 1.0,
    ("outside", "preset"): 1.0,
    ("outside", "bare"): 0.95,
    ("blind", "preset"): 0.91,
    ("blind", "bare"): 0.91,
    ("sealed", "preset"): 0.99,
    ("sealed", "bare"): 0.99,
    ("ford", "preset"): 1.0,
    ("ford", "bare"): 0.99,
    ("glen", "preset"): 1.0,
    ("glen", "bare"): 0.97,
    ("lea", "preset"): 0.97,
    ("lea", "bare"): 0.86,
    ("keel", "preset"): 0.99,
    ("keel", "bare"): 0.99,
    ("isle", "preset"): 1.0,
    ("isle", "bare"): 1.0,
    ("hollow", "preset"): 0.99,
    ("hollow", "bare"): 0.99,
    ("brook", "preset"): 1.0,
    ("brook", "bare"): 1.0,
    ("meadow", "preset"): 1.0,
    ("meadow", "bare"): 1.0,
    ("orchard", "preset"): 1.0,
    ("orchard", "bare"): 1.0,
    ("grove", "preset"): 1.0,
    ("grove", "bare"): 1.0,
    ("theme", "preset"): 0.99,
    ("theme", "bare"): 1.0,
}
# articles found, where listings cannot all be read
FOUND: dict[tuple[str, Mode], float] = {("theme", "preset"): 0.99, ("hollow", "preset"): 0.99}


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def scores(part: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Mode], Score]:
    return measure_part(part, tmp_path_factory.mktemp(part), MODES)


@pytest.mark.parametrize("mode", ["preset", "bare"])
def test_articles_are_right(part: str, mode: Mode, scores: dict[tuple[str, Mode], Score]) -> None:
    whole = united(scores, mode)
    assert whole.total["fields"] >= 110
    assert whole.share("fields") >= FLOORS[part, mode], "\n".join(whole.wrong)


# category and tags, where not all are right: articles not found, tags at a page's foot, other words in its trail
LABELS = {
    "outside": (1.0, 0.88),
    "theme": (0.98, 1.0),
    "grove": (1.0, 0.92),
    "brook": (0.99, 1.0),
    "ford": (0.99, 1.0),
    "glen": (1.0, 0.9),
    "hollow": (0.99, 0.88),
    "isle": (0.99, 1.0),
    "keel": (0.87, 0.85),
    "lea": (0.79, 0.69),
}


def test_every_article_is_found_and_none_twice(part: str, scores: dict[tuple[str, Mode], Score]) -> None:
    modes: tuple[Mode, ...] = ("preset", "bare")
    for mode in modes:
        whole = united(scores, mode)
        assert whole.share("found") >= FOUND.get((part, mode), 1.0), "\n".join(whole.wrong)
        assert (whole.twice, whole.extra) == (0, EXTRA.get(part, 0)), "\n".join(whole.wrong)


def test_a_listing_needs_nothing_but_its_address(part: str, scores: dict[tuple[str, Mode], Score]) -> None:
    whole = united(scores, "alone")
    unpaged = 0.93 if part == "end" else 1.0  # one theme of it shows no links to its further pages
    assert whole.share("found") >= unpaged, "\n".join(whole.wrong)
    assert (whole.twice, whole.extra) == (0, 0), "\n".join(whole.wrong)


def test_categories_and_tags_of_presets(part: str, scores: dict[tuple[str, Mode], Score]) -> None:
    whole = united(scores, "preset")
    category, tags = LABELS.get(part, (1.0, 1.0))
    assert whole.share("category") >= category, "\n".join(whole.wrong)
    assert whole.share("tags") >= tags, "\n".join(whole.wrong)


def test_every_family_is_there_in_every_part_twice_to_tune() -> None:
    for name in PARTS:
        families = Counter(site.facts.family for site in load_family_sites(name))
        if name in (
            "theme",
            "grove",
            "orchard",
            "meadow",
            "brook",
            "glen",
        ):  # Telegram's preview has no themes
            families["telegram"] = 1
        if name in ("brook", "glen"):
            families["month_page"] = 1
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
