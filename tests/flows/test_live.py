"""What a run says while it goes on, where there is no terminal."""

from __future__ import annotations

import io
import json
import threading
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from flows.demo.messages import Answer
from flows.live import Board, as_json, print_summary
from flows.pipeline import RunResult, SectionCount
from scrapers.collect import Progress
from scrapers.records import Outcome
from tests.flows.conftest import Place
from tests.flows.small_web import SmallWeb
from tests.flows.test_cli import visnyk


class Paper(io.StringIO):
    """Notes when so many lines are on it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines, self.full = lines, threading.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.getvalue().count("\n") >= self.lines:
            self.full.set()
        return written


def progress(
    source: str, phase: str, *, found: int = 0, outcomes: dict[Outcome, int] | None = None
) -> Progress:
    counts: Counter[Outcome] = Counter(outcomes or {})
    return Progress(source=source, phase=phase, found=found, outcomes=counts, requests=7, not_modified=0)


def test_sources_that_are_still_read_are_told_again_and_again() -> None:
    paper = Paper(5)
    board = Board(Console(file=paper, width=120), every=0.01)
    with board.live():
        board.report(progress("a_rada", "reading sections"))
        board.report(progress("b_rada", "reading pages", found=10, outcomes={"new": 4, "failed": 1}))
        board.report(progress("c_rada", "complete", found=2, outcomes={"new": 2}))
        assert paper.full.wait(20)
    lines = paper.getvalue().splitlines()
    assert lines.count("c_rada: complete, 2 new") == 1
    assert "a_rada: reading sections, no links yet, 7 requests" in lines
    assert "b_rada: reading pages, 5 of 10 links, 7 requests; 4 new, 1 failed" in lines
    assert "1 sources done, 2 are read" in lines


def test_nothing_is_told_beside_json() -> None:
    paper = Paper(1)
    board = Board(Console(file=paper), silent=True, every=0.01)
    with board.live():
        board.report(progress("a_rada", "reading sections"))
        board.report(progress("b_rada", "complete"))
        assert not paper.full.wait(0.1)


@pytest.mark.parametrize("json", [True, False])
def test_a_run_in_a_pipe_tells_when_a_source_ends(one_site: Place, json: bool) -> None:
    done = visnyk("run", *one_site.arguments(), *(["--json"] if json else []))
    assert done.returncode == 0
    assert ("verbivska_hromada: complete, 20 new" in done.stdout + done.stderr) is not json


def test_what_the_reason_said_is_not_said_again(one_site: Place) -> None:
    """robots.txt is one, and all sections fail by it."""
    one_site.web.faults("verbivska_hromada", lambda _: Answer(500, (), b""))
    done = visnyk("run", *one_site.arguments())
    assert done.returncode == 1
    assert (
        "verbivska_hromada: sections news, sitemap: RobotsUnread: robots.txt could not be read" in done.stdout
    )
    assert done.stdout.count("could not be read") == 1
    assert "failures are one" not in done.stdout


@pytest.mark.parametrize("has_rules", [True, False])
def test_rules_are_missed_only_where_there_were_some(has_rules: bool) -> None:
    section = SectionCount("news", 10, 10, complete=True, guessed=True, has_rules=has_rules)
    result = RunResult(run_id="run", sections={"a_rada": [section]})
    paper = io.StringIO()
    print_summary(Console(file=paper, width=200), result)
    assert ("no rule found the items or the pages of section news" in paper.getvalue()) is has_rules
    assert "has_rules" not in str(as_json(result))


def test_a_source_of_two_lines_is_not_told_to_get_rules(tmp_path: Path) -> None:
    heads = "".join(
        f'<div class="row"><a href="/podiia/{n}">У громаді відкрили оновлений медпункт номер {n}</a></div>'
        for n in range(1, 8)
    )
    with SmallWeb() as web:
        web.html("/novyny", f"<html><body><main>{heads}</main></body></html>")
        (tmp_path / "sources").mkdir()
        (tmp_path / "sources" / "dvoriadkova.toml").write_text(
            f'name = "Рада"\nurl = "{web.base}/novyny"\ndelay = 0.0\n', "utf-8"
        )
        home, folder = (
            ("--home", str(tmp_path / "home")),
            ("--sources", str(tmp_path / "sources"), "--only-sources"),
        )
        allow = ("--allow-private", "127.0.0.0/8")
        done = visnyk("run", *home, *folder, *allow, "--no-prefect", "--json")
        (section,) = json.loads(done.stdout)["sources"][0]["sections"]
        assert (section["found"], section["guessed"]) == (7, True)
        assert "no rule" not in visnyk("run", *home, *folder, *allow, "--no-prefect").stdout
