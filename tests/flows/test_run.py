"""The whole way on the demo web: real HTTP, real WARC files, a real DuckDB file, a real snapshot."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from warcio.archiveiterator import ArchiveIterator

from flows.demo.changes import ADDED, a_day_passes
from flows.demo.messages import Answer
from flows.live import print_summary
from flows.pipeline import Run, RunResult, VisitStopped
from flows.sources import all_sources
from scrapers.plan import Progress
from tests.flows.conftest import Place
from tests.flows.test_cli import visnyk
from tests.simulated.visits import clock_from
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer

Count = Callable[[RunResult], dict[str, int]]


def test_every_article_of_every_site_arrives_as_it_is(place: Place) -> None:
    result = place.run()
    assert result.state == "complete"
    stored = {
        (source, url): (title, published, category, body.split())
        for source, url, title, published, category, body in place.ask(
            "select source, url, title, strftime(published, '%Y-%m-%d %H:%M'), category, body from articles"
            " where kind <> 'document'"
        )
    }
    expected = {
        (slug, place.web.url(slug, truth.path)): (
            truth.title,
            f"{truth.published:%Y-%m-%d %H:%M}",
            truth.category,
            " ".join(truth.body).split(),
        )
        for slug in place.web.sites
        for truth in place.web.truth(slug)
    }
    assert stored == expected
    assert len(stored) == 120


def test_region_comes_from_the_source_or_from_the_page(place: Place) -> None:
    place.run()
    found = dict(place.ask("select source, any_value(regions[1]) from articles group by source"))
    assert found == {slug: site.content.region for slug, site in place.web.sites.items()}


def test_a_second_run_changes_nothing_and_asks_conditionally(place: Place, outcomes: Count) -> None:
    first = place.run()
    rows = "select * exclude (last_seen) from articles order by article_id"
    before = place.ask(rows)
    place.web.log.clear()
    second = place.run()
    assert "new" not in outcomes(second)
    assert "changed" not in outcomes(second)
    assert outcomes(second)["unchanged"] == 121  # a report too
    articles = {(slug, truth.path) for slug in place.web.sites for truth in place.web.truth(slug)}
    asked = [entry.status for entry in place.web.log if (entry.site, entry.path) in articles]
    assert asked == [304] * 120
    assert place.ask(rows) == before
    assert first.snapshot is not None
    assert second.snapshot is not None
    assert second.snapshot.partitions_written == 0


def test_a_day_passes(place: Place, outcomes: Count) -> None:
    place.run()
    a_day_passes(place.web)
    found = outcomes(place.run("verbivska_hromada"))
    assert found.pop("filtered") > 0
    assert found == {"new": 1, "changed": 1, "unchanged": 19, "not_an_article": 1}
    assert place.ask(f"select count(*) from articles where title = '{ADDED.title}'") == [(1,)]
    assert place.ask("select version, change_kinds from article_versions where version > 1") == [
        (2, ["body", "date"])
    ]


def test_a_page_that_is_taken_down_is_gone_and_its_text_stays(one_site: Place, outcomes: Count) -> None:
    days = [clock_from(datetime(2026, 6, day, 9, tzinfo=UTC)) for day in range(1, 6)]
    one_site.run(now=days[0])
    path = one_site.web.truth("verbivska_hromada")[0].path
    gone = Answer(404, (("Content-Type", "text/html"),), b"<h1>404</h1>")
    one_site.web.faults("verbivska_hromada", lambda request: gone if request.target == path else None)
    for day in days[1:4]:
        assert one_site.ask("select count(*) from articles where state = 'gone'") == [(0,)]
        assert outcomes(one_site.run(now=day))["gone"] == 1
    rows = one_site.ask("select url, length(body) > 0 from articles where state = 'gone'")
    assert rows == [(one_site.web.url("verbivska_hromada", path), True)]
    one_site.web.faults("verbivska_hromada", None)
    assert outcomes(one_site.run(now=days[4]))["unchanged"] == 20
    assert one_site.ask("select count(*) from articles where state = 'gone'") == [(0,)]


def test_every_link_has_one_outcome_and_the_sums_agree(place: Place) -> None:
    place.run()
    rows = place.ask(
        """select v.source, v.found, count(l.url), count(distinct l.url)
        from visits as v join ledger as l using (visit_id) group by all"""
    )
    assert len(rows) == 6
    assert all(found == links == distinct for _, found, links, distinct in rows)
    with open_writer(place.home.warehouse) as connection:
        assert run_checks(connection) == []


def test_what_one_section_found_and_the_others_did_not_is_told(one_site: Place) -> None:
    result = one_site.run()
    sections = {row.section: row for row in result.sections["verbivska_hromada"]}
    assert sections["sitemap"].only_here > 0
    assert sections["news"].only_here == 0
    assert sections["sitemap"].complete


def test_sections_of_a_site_that_is_down_are_not_compared(one_site: Place) -> None:
    one_site.web.faults("verbivska_hromada", lambda _: Answer(503, (), b""))
    result = one_site.run()
    assert result.batches[0].visit.status == "down"
    paper = io.StringIO()
    print_summary(Console(file=paper), result)
    assert "down" in paper.getvalue()
    assert "links by section" not in paper.getvalue()


def test_one_broken_source_stops_no_other(place: Place) -> None:
    place.web.faults(
        "verbivska_hromada", lambda request: Answer(403, (("Content-Type", "text/plain"),), b"no")
    )
    result = place.run()
    status = {batch.visit.source: batch.visit.status for batch in result.batches}
    assert status.pop("verbivska_hromada") == "blocked"
    assert set(status.values()) == {"complete"}
    assert result.state == "partial"
    assert place.ask("select count(*) from articles where kind <> 'document'") == [(100,)]
    assert place.ask("select distinct status from coverage where source = 'verbivska_hromada'") == [
        ("blocked",)
    ]


def test_a_redesign_is_a_named_failure_and_loses_nothing(one_site: Place) -> None:
    one_site.run()
    said = "<h1>Сайт оновлюється</h1><p>Ми працюємо над новою версією, заходьте згодом.</p>"
    page = f"<title>Сайт оновлюється</title>{said}".encode()
    html = (("Content-Type", "text/html; charset=utf-8"),)

    def redesigned(request: object) -> Answer | None:
        target = getattr(request, "target", "")
        return Answer(200, html, page) if target.startswith("/news/1") else None

    one_site.web.faults("verbivska_hromada", redesigned)
    result = one_site.run()
    assert result.batches[0].visit.status == "partial"
    assert one_site.ask("select count(*), count(*) filter (state = 'live') from articles") == [(20, 20)]
    errors = dict(one_site.ask("select error, count(*) from failures group by all"))
    assert errors["LayoutChanged"] >= 20
    common = result.failures["verbivska_hromada"]
    assert (common.error, common.same) == ("LayoutChanged", errors["LayoutChanged"])
    paper = io.StringIO()
    print_summary(Console(file=paper, width=120), result)
    said = [line for line in paper.getvalue().splitlines() if "LayoutChanged" in line]
    assert [line.count("LayoutChanged") for line in said] == [1]
    assert (
        f"{common.same} of {common.total} failures are one: LayoutChanged: {common.message}; for example http"
        in said[0]
    )


def test_the_archive_is_read_by_warcio(one_site: Place) -> None:
    one_site.run()
    kinds: dict[str, int] = {}
    for file in sorted(one_site.home.archive.rglob("*.warc*")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
    assert kinds["response"] == kinds["request"] >= 23


@pytest.mark.parametrize("answers", [3, 17, 23])
def test_kill_9_in_the_middle_of_a_visit(one_site: Place, answers: int) -> None:
    """The run is killed by its own site after so many answers; the next one ends as if nothing had happened."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *one_site.arguments()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = 0

    def kill(request: object) -> None:
        nonlocal seen
        seen += 1
        if seen > answers:
            process.kill()

    one_site.web.faults("verbivska_hromada", kill)
    assert process.wait(timeout=60) == -9
    one_site.web.faults("verbivska_hromada", None)
    result = one_site.run()
    assert result.state == "complete"
    assert result.recovered.captures > 0
    with open_writer(one_site.home.warehouse) as connection:
        assert run_checks(connection) == []
        disturbed = content_hash(connection)
    assert one_site.ask("select count(*), count(distinct url) from articles") == [(20, 20)]
    assert disturbed == _undisturbed(one_site)


def _undisturbed(place: Place) -> str:
    other = Place(type(place.home)(place.home.root.parent / "other"), place.folder, place.web)
    other.run()
    with open_writer(other.home.warehouse) as connection:
        return content_hash(connection)


def test_a_visit_that_breaks_leaves_no_file_open(one_site: Place) -> None:
    def broken(progress: Progress) -> None:
        if progress.requests > 4:
            raise MemoryError("planted")

    known = all_sources([one_site.folder], only_folders=True)
    work = Run(one_site.home, one_site.settings, known, report=broken)
    work.open(wait=10)
    try:
        with pytest.raises(MemoryError):
            work.visit("verbivska_hromada")
        opened = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists()]
        assert [name for name in opened if "staging" in name or "archive" in name] == []
    finally:
        work.close()


def test_a_visit_that_is_stopped_blames_no_site(one_site: Place) -> None:
    known = all_sources([one_site.folder], only_folders=True)

    def stopping(progress: Progress) -> None:
        told.append(progress.outcomes["failed"])
        if progress.requests > 4:
            work.stop()

    told: list[int] = []
    work = Run(one_site.home, one_site.settings, known, report=stopping)
    work.open(wait=10)
    try:
        with pytest.raises(VisitStopped):
            work.visit("verbivska_hromada")
    finally:
        work.close()
    assert not any(told)
    one_site.run()
    assert one_site.ask("select count(*) from failures") == [(0,)]
    visits = one_site.ask("select status, reason from visits order by started_at")
    assert visits == [("partial", "interrupted: read back from the archive"), ("complete", None)]


def test_a_source_without_a_file_is_no_longer_active(place: Place) -> None:
    """Unless its file is there and wrong: then it is as it was."""
    arguments = [*place.arguments(), "--json"]
    assert visnyk("run", *arguments).returncode == 0
    (place.folder / "verbivska_hromada.toml").unlink()
    (place.folder / "tykhopleska_hromada.toml").write_text("name =", "utf-8")
    visnyk("run", "zavorsklianska_rada", *arguments)
    active = dict(place.ask("select source, active from sources"))
    assert active.pop("verbivska_hromada") is False
    assert set(active.values()) == {True}
    assert len(active) == 5
    assert place.ask("select count(*) from articles where source = 'verbivska_hromada'") == [(20,)]


@pytest.mark.parametrize("prefect", [True, False])
def test_a_second_run_gives_up_at_once_in_one_line(one_site: Place, prefect: bool) -> None:
    """Also before Prefect is started."""
    from warehouse.lock import writer_lock

    arguments = [each for each in one_site.arguments() if not prefect or each != "--no-prefect"]
    with writer_lock(one_site.home.root, None, print):
        command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *arguments]
        done = subprocess.run(
            [*command, "--wait", "0"], capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("visnyk: process ")
    assert "Remedy: try again later" in done.stderr
    assert "starting Prefect" not in done.stdout
    assert "Traceback" not in done.stderr


def test_json_tells_the_same(one_site: Place) -> None:
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "run",
        *one_site.arguments(),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["state"] == "complete"
    assert told["sources"][0]["new"] == 20
    assert told["snapshot"]["changed"] is True


def test_a_home_of_any_name_will_do(one_site: Place) -> None:
    """`a=b` above a file looks like a partition to DuckDB, spaces and Cyrillic letters like trouble to others."""
    other = Place(
        type(one_site.home)(one_site.home.root / "env=prod" / "мій дім"), one_site.folder, one_site.web
    )
    assert other.run().state == "complete"
    assert other.ask("select count(*) from articles") == [(20,)]


def test_the_demo_shows_a_digest_and_a_report(place: Place) -> None:
    place.run("zavorsklianska_rada")
    items = place.ask(
        """select i.position, i.section, a.title, i.matched_by
        from digest_items as i left join articles as a on a.article_id = i.article_id order by 1"""
    )
    assert items == [
        (1, "ДОВКІЛЛЯ", "У річці виявили мертву рибу: відібрано проби", "link"),
        (2, "ДОВКІЛЛЯ", "Мертва риба у Ворсклі: експерти назвали причину", "title"),
        (3, "ОСВІТА", None, None),
        (4, "СПОРТ", None, None),
    ]
    pages = place.ask("select page, title, split_part(text, chr(10), 2) from document_pages order by 1")
    assert pages == [
        (1, "ВИСНОВОК ЕКОЛОГІВ", "Об’їзна дорога навколо Заворсклі: два варіанти траси"),
        (2, "ПІВНІЧНИЙ ЧИ ПІВДЕННИЙ", "Північний: 6,1 км,"),
        (3, "ВОДА НИЖЧЕ ГРЕБЛІ", "Узимку та в спеку в затоках бракує кисню."),
    ]
