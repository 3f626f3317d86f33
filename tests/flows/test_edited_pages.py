"""Whole runs over three kinds of site: each edit makes one version that says what it is, and no noise makes any."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.clock import clock_of
from flows.pipeline import Run, RunResult
from flows.settings import Home, load_settings
from flows.sources import all_sources
from tests.flows.edited_web import EDITS, NOISE, SITES, News, cases, changed, put
from tests.flows.small_web import SmallWeb
from warehouse.checks import run_checks
from warehouse.db import open_published, open_writer

FAMILY = {"described": 'platform = "wordpress"', "plain": "", "themed": 'platform = "wordpress"'}
SOURCE = """name = "Вербівська громада"
url = "{base}"
region = "UA-61"
delay = 0.0
articles = ['^/news/\\d+-[^/]+/$']
{family}
[[sections]]
name = "news"
reader = "listing"
url = "/news/"
item = "li.item"
"""
NO_RULES = "[[layouts]]\ngeneric = true\n"
ROOT = Path(__file__).parents[2]
MANY = {"noise and number": ["body", "number"]}  # cases with an edit and noise


@dataclass(frozen=True)
class Site:
    """A home, and a web of one source in the markup of its kind."""

    home: Home
    folder: Path
    web: SmallWeb
    kind: str

    def serve(self, pages: dict[str, News], listed: Sequence[str] | None = None) -> None:
        """`listed`: the cases that the listing names; all of them if not given."""
        named = pages.values() if listed is None else [pages[name] for name in listed]
        links = "".join(f"<li class='item'><a href='{each.path}'>{each.title}</a></li>" for each in named)
        self.web.html("/news/", f"<html><body><ul>{links}</ul></body></html>")
        for each in pages.values():
            self.web.html(each.path, SITES[self.kind](each))

    def run(self, *, day: int | None = None, **own: object) -> RunResult:
        """`day`: of the month after that of the news; the machine's own time without it. `own`: settings."""
        known = all_sources([self.folder], only_folders=True)
        settings = load_settings(self.home, {"allow_private": ["127.0.0.0/8"], "backoff": 0.01, **own})
        clock = clock_of(f"2025-10-{day:02}T09:00:00+03:00" if day else None)
        work = Run(self.home, settings, known, registry=known, now=clock)
        work.open(wait=10)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        return work.result

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with open_published(self.home.database) as connection:
            return connection.execute(query).fetchall()

    def kinds(self, pages: dict[str, News]) -> dict[str, list[list[str]]]:
        """Case → the kinds of each version after the first."""
        names = {self.web.base + each.path: name for name, each in pages.items()}
        found: dict[str, list[list[str]]] = {name: [] for name in names.values()}
        for url, kinds in self.ask(
            "select url, change_kinds from article_versions where version > 1 order by version"
        ):
            found[names[url]].append(kinds)
        return found


def make_site(web: SmallWeb, place: Path, kind: str) -> Site:
    folder = place / "sources"
    folder.mkdir()
    text = SOURCE.format(base=web.base, family=FAMILY[kind]) + ("" if FAMILY[kind] else NO_RULES)
    (folder / "verbivka.toml").write_text(text, encoding="utf-8")
    return Site(Home(place / "home"), folder, web, kind)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str], Site]]:
    with SmallWeb() as web:
        yield partial(make_site, web, tmp_path)


def expected(pages: dict[str, News]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {name: [] for name in pages}
    for name, (_, kinds) in EDITS.items():
        found[name] = [kinds]
    for name, kinds in MANY.items():
        found[name] = [kinds]
    return found


@pytest.mark.parametrize("kind", SITES)
def test_edits_make_versions_and_noise_makes_none(site: Callable[[str], Site], kind: str) -> None:
    there, pages = site(kind), cases()
    there.serve(pages)
    first = there.run().batches[0].visit
    assert first.outcomes["new"] == len(pages) >= 25
    there.serve({name: changed(name, page) for name, page in pages.items()})
    second = there.run().batches[0].visit
    assert there.kinds(pages) == expected(pages)
    edited = len(EDITS) + len(MANY)
    assert (second.outcomes["changed"], second.outcomes["unchanged"]) == (edited, len(pages) - edited)
    assert there.ask("select changed, unchanged from visits order by started_at desc limit 1") == [
        (edited, len(pages) - edited)
    ]
    assert there.ask("select count(*) from ledger where outcome = 'changed'") == [(edited,)]
    assert there.run().batches[0].visit.outcomes["unchanged"] == len(pages)
    with open_writer(there.home.warehouse) as con:
        assert run_checks(con) == []


def test_noise_that_comes_again_and_again_makes_no_version_and_hides_no_edit(
    site: Callable[[str], Site],
) -> None:
    there, pages = site("described"), cases()
    names = list(NOISE)
    there.serve(pages)
    there.run()
    for turn in range(3):
        noisy = {
            name: NOISE[names[(number + turn) % len(names)]](page)
            for number, (name, page) in enumerate(pages.items())
        }
        there.serve(noisy)
        there.run()
        assert not any(there.kinds(pages).values())
    there.serve({name: changed("number", page) for name, page in noisy.items()})
    there.run()
    assert set(map(str, there.kinds(pages).values())) == {"[['body', 'number']]"}


def undo_migrations(con: duckdb.DuckDBPyConnection, first: int) -> None:
    """Columns and tables that this migration and those behind it have added are gone again, and their record."""
    for file in sorted((ROOT / "warehouse/sql/migrations").glob("*.sql"))[first - 1 :]:
        told = file.read_text("utf-8")
        for table, column in re.findall(r"^alter table (\S+) add column (\S+)", told, re.M):
            con.execute(f"alter table {table} drop column {column}")
        for table in re.findall(r"^create table (\S+)", told, re.M):
            con.execute(f"drop table {table}")
    con.execute("delete from core.migration where number >= ?", [first])


def test_a_warehouse_of_an_earlier_release_gets_no_versions_by_itself(site: Callable[[str], Site]) -> None:
    """As main left it: no column of changes, kinds that only name places, counters within texts."""
    there, pages = site("described"), cases()
    there.serve(pages)
    there.run()
    with open_writer(there.home.warehouse) as con:
        undo_migrations(con, first=9)
        con.execute("update core.article_version set body = body || $$\nПереглядів: 61\nОновлено 12:40$$")
        con.execute("update core.article set content_hash = md5(content_hash), body_digest = body_digest + 1")
        con.execute("update core.article_version set content_hash = md5(content_hash)")
        con.execute("update core.link set content_hashes = list_transform(content_hashes, lambda h: md5(h))")
    there.serve({name: changed(name, page) for name, page in pages.items()})
    there.run()
    assert there.kinds(pages) == expected(pages)
    assert there.ask("select count(*) from article_versions where version = 1 and changes is null") == [
        (len(pages),)
    ]


def test_the_versions_of_an_article_are_printed_with_their_differences(
    site: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, pages = site("plain"), cases()
    there.serve(pages)
    there.run()
    there.serve({name: changed(name, page) for name, page in pages.items()})
    there.run()
    home, url = ["--home", str(there.home.root)], there.web.base + pages["several"].path
    runner = CliRunner()
    said = runner.invoke(app, ["versions", url, *home])
    assert said.exit_code == 0
    assert "version 1, " in said.output
    assert "body, number, name" in said.output
    assert "− Олена Коваленко" in said.output and "+ Олена Ковальчук" in said.output
    told = json.loads(runner.invoke(app, ["versions", url + "?utm_source=fb", *home, "--json"]).output)
    assert [each["version"] for each in told] == [1, 2]
    assert {"place": "body", "kind": "name", "before": "Олена Коваленко", "after": "Олена Ковальчук"} in told[
        1
    ]["changes"]
    full = runner.invoke(app, ["versions", url, *home, "--full"])
    assert full.output.count("Рішення ухвалила сесія ради") == 2
    with pytest.raises(Exception, match=r"expected the address of an article, came .*The nearest: "):
        runner.invoke(app, ["versions", there.web.base + "/nothing/", *home], catch_exceptions=False)


OWN_RULES = """[[layouts]]
title = "h1"
published = "time"
body = ".entry-content"
"""


def test_what_a_parser_learned_meanwhile_is_no_edit(site: Callable[[str], Site]) -> None:
    """Each page is read otherwise by the new rules, and each has changed its bytes; one was edited."""
    there, pages = site("described"), cases()
    names = ("counter", "markup", "typography", "number")
    pages = {name: pages[name] for name in names}
    file = there.folder / "verbivka.toml"
    rules = file.read_text(encoding="utf-8").replace(FAMILY["described"], "") + OWN_RULES
    file.write_text(rules, encoding="utf-8")
    there.serve(pages)
    there.run()
    assert there.ask("select distinct 'Проєкт рішення' in string_split(body, chr(10)) from articles") == [
        (True,)
    ]
    file.write_text(rules + 'drop = ["p:has(a)", "p:first-of-type"]\n', encoding="utf-8")
    for turn in range(2):
        there.serve({name: replace(changed(name, page), views=100 + turn) for name, page in pages.items()})
        outcomes = there.run().batches[0].visit.outcomes
        assert (outcomes["changed"], outcomes["unchanged"]) == (0, 4)
    edited = {name: put("24 депутати", "25 депутатів")(changed(name, page)) for name, page in pages.items()}
    there.serve(edited)
    there.run()
    assert there.kinds(pages) == {name: [["body", "number"]] for name in names}


def test_pages_that_no_section_names_any_more_are_looked_at_again_within_the_budget(
    site: Callable[[str], Site],
) -> None:
    there, pages = site("plain"), cases()
    there.serve(pages)
    there.run(day=1)
    listed = list(NOISE)[:3]
    edited = {name: changed("number", page) for name, page in pages.items()}
    rest = [page for name, page in edited.items() if name not in listed]
    for turn in range(1, len(rest) // 10 + 2):
        there.web.asked.clear()
        there.serve(edited, listed)
        visit = there.run(day=1 + turn, look_again=10).batches[0].visit
        budget = min(10, len(rest))
        assert visit.found == len(listed) + budget
        assert (
            len([path for path, _ in there.web.asked if path.startswith("/news/") and path != "/news/"])
            == 3 + budget
        )
        found = {name for name, kinds in there.kinds(pages).items() if kinds}
        assert len(found) == min(len(listed) + 10 * turn, len(pages))
    assert found == set(pages)  # those that were looked at longest ago came first


def test_no_budget_asks_for_none(site: Callable[[str], Site]) -> None:
    there, pages = site("plain"), cases()
    there.serve(pages)
    there.run(day=1)
    there.serve(pages, ["counter"])
    assert there.run(day=2, look_again=0).batches[0].visit.found == 1
