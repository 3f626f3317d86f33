"""Pages made of many layouts and texts. `tuning` and `held` were split before anything was measured; `second` to
`twentyfirst` were written later and measured before they were opened (docs/decisions/0005-generic-extraction.md). All
have been opened since, so the floors below only say what must not get lost again: they rise, they never fall.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from scrapers.charset import decode
from scrapers.extract import written
from scrapers.parsers.generic import Extracted, extract
from tests.benchmarks.extract import f1, key
from tests.layouts import NOW, Made, crossed, made


class Floor(NamedTuple):
    pages: int
    body: float
    least: float  # of one page's body
    title: float
    date: float


FLOORS = {
    "tuning": Floor(39, 1.0, 1.0, 1.0, 1.0),
    "held": Floor(47, 1.0, 1.0, 1.0, 1.0),
    "second": Floor(35, 1.0, 1.0, 1.0, 1.0),
    "third": Floor(32, 1.0, 1.0, 1.0, 1.0),
    "fourth": Floor(21, 1.0, 1.0, 1.0, 1.0),
    "fifth": Floor(24, 1.0, 1.0, 1.0, 1.0),
    "sixth": Floor(160, 1.0, 1.0, 1.0, 1.0),
    "seventh": Floor(76, 0.98, 0.0, 1.0, 1.0),
    "eighth": Floor(78, 1.0, 1.0, 1.0, 1.0),
    "ninth": Floor(39, 1.0, 1.0, 1.0, 1.0),
    "tenth": Floor(88, 1.0, 1.0, 1.0, 1.0),
    "eleventh": Floor(96, 0.994, 0.74, 1.0, 1.0),
    "twelfth": Floor(99, 1.0, 1.0, 1.0, 0.989),
    "thirteenth": Floor(111, 0.999, 0.97, 1.0, 1.0),
    "fourteenth": Floor(108, 1.0, 1.0, 1.0, 1.0),
    "fifteenth": Floor(109, 0.998, 0.86, 1.0, 1.0),
    "sixteenth": Floor(115, 0.991, 0.0, 1.0, 1.0),
    "seventeenth": Floor(152, 0.997, 0.8, 1.0, 1.0),
    "eighteenth": Floor(155, 0.999, 0.97, 1.0, 1.0),
    "nineteenth": Floor(156, 0.994, 0.2, 1.0, 1.0),
    "twentieth": Floor(168, 0.999, 0.99, 1.0, 1.0),
    "twentyfirst": Floor(84, 0.999, 0.95, 1.0, 1.0),
}
# every layout with every fifth of all texts
CROSSED = Floor(16864, 0.985, 0.0, 0.998, 0.995)


def read(page: Made) -> Extracted:
    return extract(decode(page.page)[0], page.url, NOW)


@pytest.mark.parametrize("part", FLOORS)
def test_made_layouts_are_read_as_well_as_ever(part: str) -> None:
    pages = list(made(part))
    found = [read(page) for page in pages]
    bodies = [
        f1("\n".join(one.body), "\n".join(page.body), page.title)
        for one, page in zip(found, pages, strict=True)
    ]
    titles = [key(one.title) == key(page.title) for one, page in zip(found, pages, strict=True)]
    dates = [
        (written(one.published) or "")[:10] == (page.published or "")[:10]
        for one, page in zip(found, pages, strict=True)
    ]
    count = len(pages)
    reached = Floor(count, sum(bodies) / count, min(bodies), sum(titles) / count, sum(dates) / count)
    low = [page.name for page, body in zip(pages, bodies, strict=True) if body < FLOORS[part].least]
    assert all(ours >= floor for ours, floor in zip(reached, FLOORS[part], strict=True)), (reached, low)


def test_layouts_hold_other_texts_as_well() -> None:
    pages = [page for part in FLOORS for page in crossed(part, 5)]
    found = [read(page) for page in pages]
    both = list(zip(found, pages, strict=True))
    body = sum(f1("\n".join(one.body), "\n".join(page.body), page.title) for one, page in both)
    title = sum(key(one.title) == key(page.title) for one, page in both)
    date = sum((written(one.published) or "")[:10] == (page.published or "")[:10] for one, page in both)
    count = len(pages)
    reached = Floor(count, body / count, 0.0, title / count, date / count)
    assert all(ours >= floor for ours, floor in zip(reached, CROSSED, strict=True)), reached


def test_layouts_differ() -> None:
    names = {page.name.rsplit("-", 1)[0] for part in FLOORS for page in made(part)}
    assert len(names) >= 280
