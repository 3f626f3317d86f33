"""Whole runs over a source with rules of its own whose pages are there and wrong: nothing stored is overwritten, also
where that lasts for several visits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.test_no_articles import COUNT, LINES, THEMES, Site, counts, served, title_of, told
from tests.hostile import Act, Hostile

RULES = """
[[sections]]
name = "news"
reader = "listing"
url = "/"
item = "h2"

[[layouts]]
title = "h1"
published = "div.stamp"
body = "div.text"
"""


def text_of(number: int) -> str:
    own = f"Питання про {THEMES[number]} було останнім, і про {THEMES[number]} говорили найдовше."
    return "".join(f"<p>{line}</p>" for line in (*LINES[: number % 2], own, f"Голосували {number} разів."))


def page(number: int, text: str | None = None, title: str | None = None) -> Act:
    body = f"<h1>{title or title_of(number)}</h1><div class=stamp>{number + 1}.11.2025 09:15</div>"
    return served(f"{body}<div class=text>{text_of(number) if text is None else text}</div>", "Рада")


def without_letters(number: int) -> Act:
    marks = re.sub("[А-яіїєґІЇЄҐ]", "?", text_of(number))
    return page(number, marks, re.sub("[А-яіїєґІЇЄҐ]", "?", title_of(number)))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Hostile() as web:
        made = Site(web, tmp_path)
        made.describe(RULES)
        made.serve(page)
        yield made


@pytest.mark.parametrize(
    ("wrong", "failed", "says"),
    [
        # the article that is shown everywhere is there under its own address too
        pytest.param(lambda number: page(7), COUNT - 1, "addresses show one page", id="one-article"),
        pytest.param(lambda number: page(number, ""), COUNT, "lost their whole text at once", id="no-texts"),
        pytest.param(without_letters, COUNT, "12 pages failed", id="no-letters"),
    ],
)
def test_what_was_read_stays_as_it_was(
    site: Site, wrong: Callable[[int], Act], failed: int, says: str
) -> None:
    assert counts(site.run()) == {"new": COUNT}
    before, hash_before = site.stored, site.hash
    site.serve(wrong)
    for _ in range(3):  # from the second visit on the last answers are the wrong ones
        result = site.run()
        assert counts(result)["failed"] == failed
        status, reason = told(result)
        assert status == "partial"
        assert says in (reason or "")
        assert (site.stored, site.hash) == (before, hash_before)
    site.serve(page)
    assert counts(site.run()) == {"unchanged": COUNT}
    assert (site.stored, site.hash) == (before, hash_before)


def test_one_that_is_emptied_is_a_change(site: Site) -> None:
    site.run()
    site.serve(lambda number: page(number, "" if number == 3 else None))
    result = site.run()
    assert counts(result) == {"unchanged": COUNT - 1, "changed": 1}
    assert told(result) == ("complete", None)
