"""Edits and noise read again from the archive: the same versions, with the same differences."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.reparse import Reread
from flows.settings import Home, load_settings
from flows.sources import all_sources
from tests.flows.edited_web import NOISE, SITES, cases, changed
from tests.flows.reparse_places import hash_of, reparse
from tests.flows.small_web import SmallWeb
from tests.flows.test_edited_pages import Site, make_site
from warehouse.db import open_writer

VISITS = 4


@pytest.fixture(params=SITES, scope="module")
def four_visits(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that in four visits is new, noisy, edited within the noise, and mended in many ways."""
    with SmallWeb() as web:
        site = make_site(web, tmp_path_factory.mktemp(request.param), request.param)
        pages, names = cases(), list(NOISE)
        noisy = {name: NOISE[names[at % len(names)]](page) for at, (name, page) in enumerate(pages.items())}
        site.serve(pages)
        site.run()
        site.serve(noisy)
        site.run()
        site.serve({name: changed("number", page) for name, page in noisy.items()})
        site.run()
        site.serve({name: changed(name, page) for name, page in pages.items()})
        site.run()
        return site


@pytest.fixture
def read_often(four_visits: Site, tmp_path: Path) -> Site:
    """A copy of its home, which a test may spoil."""
    home = Home(shutil.copytree(four_visits.home.root, tmp_path / "home", symlinks=True))
    return replace(four_visits, home=home)


def read_again(site: Site, **choice: Any) -> Reread:
    known = all_sources([site.folder], only_folders=True)
    settings = load_settings(site.home, {"allow_private": ["127.0.0.0/8"]})
    return reparse(site.home, settings, known, **choice)


def versions(site: Site) -> list[tuple[Any, ...]]:
    return site.ask("select * from article_versions order by article_id, version")


def test_the_same_code_reads_the_same_edits(read_often: Site) -> None:
    before, told = hash_of(read_often.home), versions(read_often)
    assert sum(len(row) > 0 for (row,) in read_often.ask("select changes from article_versions")) > 10
    starts = read_often.ask("select started_at from visits order by started_at")
    assert len(starts) == VISITS
    since: list[datetime | None] = [None, *(start for (start,) in starts[1:])]
    for moment in since:
        done = read_again(read_often, since=moment)
        assert done.difference.counts == [], moment
        assert done.difference.findings == []
        assert hash_of(read_often.home) == before, moment
    assert versions(read_often) == told


def test_what_else_a_version_changed_is_told_as_a_difference(read_often: Site) -> None:
    before = hash_of(read_often.home)
    with open_writer(read_often.home.warehouse) as con:
        con.execute("update core.article_version set changes = [] where version > 1")
        ((count,),) = con.execute(
            "select count(distinct article_id) from core.article_version where version > 1"
        ).fetchall()
    done = read_again(read_often)
    assert [(row.field, row.rows) for row in done.difference.counts] == [("wordings", count)]
    assert hash_of(read_often.home) == before


def test_visits_that_are_kept_keep_versions_of_an_earlier_release(read_often: Site) -> None:
    """Those of the third visit only name a place, without their differences."""
    with open_writer(read_often.home.warehouse) as con:
        con.execute(
            "update core.article_version set change_kinds = ['body'], changes = null where version = 2"
        )
    before = hash_of(read_often.home)
    ((last,),) = read_often.ask("select max(started_at) from visits")
    assert read_again(read_often, since=last).difference.counts == []
    assert hash_of(read_often.home) == before
    assert read_often.ask(
        "select distinct change_kinds, changes from article_versions where version = 2"
    ) == [(["body"], None)]
