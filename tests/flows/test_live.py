"""What a run says while it goes on, where there is no terminal."""

from __future__ import annotations

import io
import threading
from collections import Counter

import pytest
from rich.console import Console

from flows.live import Board
from scrapers.collect import Progress
from scrapers.records import Outcome
from tests.flows.conftest import Place
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
