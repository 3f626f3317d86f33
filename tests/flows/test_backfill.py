"""Windows of a real site on loopback, read back in any order, twice, and at once: the same warehouse each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.paged_web import MONTHS, Reader, reader_of, serve, usual_posts
from tests.flows.small_web import SmallWeb
from warehouse.db import open_published


@pytest.fixture
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as web:
        serve(web, usual_posts())
        yield web


def ask(reader: Reader, query: str) -> list[tuple[object, ...]]:
    with open_published(reader.home.database) as connection:
        return connection.execute(query).fetchall()


def test_windows_in_any_order_twice_and_beside_visits_give_the_same_warehouse(
    web: SmallWeb, tmp_path: Path
) -> None:
    whole = reader_of(tmp_path, "whole", web)
    assert whole.visit().state == "complete"
    expected = whole.content()
    orders = {
        "forwards": MONTHS,
        "backwards": MONTHS[::-1],
        "twice": [*MONTHS[1:3], *MONTHS],
    }
    for name, windows in orders.items():
        reader = reader_of(tmp_path, name, web)
        assert {reader.fill(*window).state for window in windows} == {"complete"}
        assert reader.content() == expected, name
        assert ask(reader, "select count(*) from articles") == [(len(usual_posts()),)]
        if name == "twice":
            web.asked.clear()
            assert (
                reader.visit().state == "complete"
            )  # it reads all lists: nothing of the backfills counts as read
            assert reader.content() == expected
            assert sum(path.startswith("/news?page=") for path, _ in web.asked) >= 5
