"""`visnyk demo`: the main job on a small web served on this machine, for a first look without network."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli_query import print_rows
from flows.cli_run import run_flow, run_plainly
from flows.live import Board, make_console, print_summary
from flows.options import HomeOption
from flows.pipeline import Run, RunResult
from flows.settings import Home, find_home, load_settings
from flows.sources import all_sources
from warehouse.db import open_published
from warehouse.lock import writer_lock

LOOPBACK = "127.0.0.0/8"
QUESTIONS = {
    "Which kinds of sites were read, by which way in, and what do they hold?": """
select coalesce(s.platform, 'no platform') as platform, string_agg(distinct r.reader, ', ') as read_by,
    count(distinct s.source) as sites, count(distinct a.article_id) as articles,
    count(distinct a.article_id) filter (a.kind = 'digest') as digests,
    count(distinct a.article_id) filter (a.kind = 'document') as reports
from sources as s
left join articles as a on a.source = s.source
left join section_reads as r on r.source = s.source and r.found > 0
group by all order by platform""",
    "How much does each source say, and was all of it read?": """
select s.source, c.status, count(a.article_id) as articles, max(a.published_day) as newest
from sources as s
left join articles as a on a.source = s.source
left join coverage as c on c.source = s.source and c.day = (s.last_visit at time zone 'Europe/Kyiv')::date
group by all order by s.source""",
    "What do councils write about water, and when was it?": """
select published_day, source, title
from articles
where (title || ' ' || body) ilike '%водопостачан%'
order by published desc limit 5""",
    "Whom do pages name as their place, source, author and photographer?": """
select source, region_hint, community_names, attribution, author, photo_credit
from articles
where attribution is not null or author is not null
order by source, url""",
    "What was changed after it was published?": """
select source, version, change_kinds, title
from article_versions
where version > 1
order by source""",
    "What does a weekly digest tell of, and which article is it?": """
select d.source, d.section, d.title, a.published_day, d.matched_by
from digest_items as d left join articles as a on a.article_id = d.article_id
order by d.source, d.position""",
    "On which page of a PDF report are votes counted, or oxygen missing?": """
select source, page, version, title, text from document_pages
where text ilike '%голосів%' or text ilike '%кисн%' order by source""",
    "How many articles has a day, and what is a count of 0 worth?": """
-- Coverage begins with a source's first visit; all articles of the demo are older. quiet: the 0 is proved, for the list
-- was read, is dated and reaches back beyond the day; final: a later day's visit has read what was still to come.
select source, day, status, articles, final
from coverage order by source limit 5""",
}


def demo(
    home: HomeOption = None,
    prefect: Annotated[
        bool, typer.Option("--prefect/--no-prefect", help="As a Prefect flow run or without")
    ] = True,
) -> None:
    """Scrape, archive, load, publish and query a small web of every kind of source, served on this machine.

    Everything lies in the folder `demo` of the home afterwards and may be looked at or deleted.
    Example: visnyk demo
    """
    # imported here because no other command needs the small web
    from flows.demo.changes import a_day_passes, a_report_is_mended
    from flows.demo.kinds import KindsWeb, write_kinds
    from flows.demo.web import DemoWeb, write_sources

    above = find_home(home)
    place = Home(above.root / "demo", above.named)
    place.make()
    console = make_console()
    _fresh(place)
    with DemoWeb() as web, KindsWeb() as kinds:
        folder = place.root / "sources"
        folder.mkdir(parents=True)
        files = [*write_sources(folder, web), *write_kinds(folder, kinds)]
        _introduce(console, list(web.sites), {slug: site.content.kind for slug, site in kinds.sites.items()})
        console.print(f"described by {len(files)} files in {folder}", soft_wrap=True)
        console.rule("first run: everything is new")
        states = [_once(place, folder, console, prefect)]
        console.rule("a day passes: an article and a report are edited, an article appears; second run")
        a_day_passes(web)
        a_report_is_mended(kinds)
        states.append(_once(place, folder, console, prefect))
    _answer(place, console)
    console.print(
        f"\nMore:  export VISNYK_HOME={place.root}"
        '\n       visnyk sql "select published, source, title from articles order by published desc limit 5"'
        f"\n       {place.database} opens with DuckDB; docs/data.md tells what is in it",
        highlight=False,
        soft_wrap=True,
    )
    if "failed" in states:
        raise typer.Exit(1)


def _introduce(console: Console, communities: list[str], kinds: dict[str, str]) -> None:
    """What is served: who, and which kind of source that is."""
    console.print(f"{len(communities) + len(kinds)} sites of invented councils and editors on loopback:")
    console.print(f"  {', '.join(communities)}: Vlada.UA, communities", soft_wrap=True, highlight=False)
    for slug, kind in kinds.items():
        console.print(f"  {slug}: {kind}", soft_wrap=True, highlight=False)


def _fresh(place: Home) -> None:
    """Old demos go; Prefect's own database stays, since making it is half of a demo's time."""
    with writer_lock(place.root, 0, print):
        _remove(place)


def _remove(place: Home) -> None:
    for path in (place.root / "sources", place.archive, place.staging, place.published):
        shutil.rmtree(path, ignore_errors=True)
    for file in place.root.glob("warehouse.duckdb*"):
        file.unlink()


def _once(place: Home, folder: Path, console: Console, prefect: bool) -> str:
    given: dict[str, Any] = {"allow_private": [LOOPBACK], "contact": "demo@example.org"}
    if prefect:
        parameters = {
            "home": str(place.root),
            "folders": [str(folder)],
            "only_folders": True,
            "settings": given,
        }
        result: RunResult = run_flow(place, parameters, Board(console))
    else:
        known = all_sources([folder], only_folders=True)
        result = run_plainly(Run(place, load_settings(place, given), known), Board(console), None)
    print_summary(console, result)
    return result.state


def _answer(place: Home, console: Console) -> None:
    with open_published(place.database) as connection:
        for question, query in QUESTIONS.items():
            console.rule(question)
            console.print(query.strip(), style="cyan", highlight=False)
            cursor = connection.execute(query)
            print_rows(console, [column[0] for column in cursor.description or []], cursor.fetchall())
