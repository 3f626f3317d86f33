"""The archive read again: with the same code nothing changes, with another exactly what it touches."""

from __future__ import annotations

from typing import Any

import pytest

from flows.demo.changes import a_day_passes
from flows.demo.messages import Answer
from flows.reparse import Choice, Reparse, Reread
from flows.sources import all_sources
from scrapers.parsers.tesseract import Ocr
from tests.flows.conftest import Place
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer

NO_OCR = Ocr(program="there-is-none")


def reparse(place: Place, *slugs: str, dry_run: bool = False, **choice: Any) -> Reread:
    known = all_sources([place.folder], only_folders=True)
    sources = {slug: known[slug] for slug in slugs or known}
    work = Reparse(
        place.home,
        place.settings,
        Choice(sources=sources, described=None if slugs else list(known), **choice),
        ocr=NO_OCR,
    )
    work.open(wait=10)
    try:
        work.rebuild()
        if not dry_run:
            work.apply()
    finally:
        work.close()
    return work.result


def content(place: Place) -> str:
    with open_writer(place.home.warehouse) as connection:
        assert run_checks(connection) == []
        return content_hash(connection)


@pytest.mark.parametrize("processes", [1, 2])
def test_unchanged_code_changes_nothing(place: Place, processes: int) -> None:
    """All kinds of the demo: two presets, no rules, digests, a PDF, days told by a feed; and three visits of each."""
    place.run()
    a_day_passes(place.web)
    place.run()
    gone = place.web.truth("verbivska_hromada")[3].path
    place.web.faults(
        "verbivska_hromada", lambda request: Answer(404, (), b"") if request.target == gone else None
    )
    place.run()
    before = content(place)
    done = reparse(place, processes=processes)
    assert done.difference.counts == []
    assert done.difference.samples == []
    assert done.difference.hash_after == before == done.difference.hash_before
    assert content(place) == before
    assert (done.visits, done.links) == place.ask("select count(*), sum(found) from visits")[0]
    again = reparse(place, processes=processes)
    assert again.difference.hash_after == before
