"""However a reading again ends, there is one warehouse, whole: the old one or the new one."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.reparse
from flows import reading_ahead
from flows.reparse import Choice, Reparse
from flows.reparse_text import cut
from tests.flows.reparse_places import LAYOUT, NO_OCR, Council
from tests.hostile import Hostile
from warehouse.db import open_writer
from warehouse.errors import CannotRebuild
from warehouse.lock import writer_lock
from warehouse.queries import read_sql

# fails whatever opens a socket, in this process and in those it starts
NO_SOCKETS = """
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise AssertionError(f"no network: {event}")

sys.addaudithook(refuse)
"""
COMMAND = "from flows.cli import main; main()"
# the process kills itself at the n-th call of a function, before or after it
KILLED = """
import os, signal, {module}
real, left = {module}.{name}, {call}

def killed(*arguments, **more):
    global left
    left -= 1
    if left == 0 and {before}:
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*arguments, **more)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result

{module}.{name} = killed
"""


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """Four visits, and then another source file."""
    with Hostile() as web:
        made = Council(web, tmp_path)
        made.live()
    made.describe(LAYOUT.replace(".rubric", ".none-such"))
    yield made


def start(council: Council, code: str, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """It returns when the last process has ended that writes to its pipes: also those that read pages."""
    arguments = ["--home", str(council.home.root), "--sources", str(council.file.parent), "--only-sources"]
    return subprocess.run(
        [sys.executable, "-c", code, "reparse", *arguments, *more],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def files_of(council: Council) -> set[str]:
    return {path.name for path in council.home.root.iterdir()}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_twice_without_a_socket_gives_the_same(council: Council, tmp_path: Path, processes: str) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(NO_SOCKETS)
    path = os.pathsep.join([str(blocked), *sys.path])
    proof = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"], env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "no network: socket.__new__" in proof.stderr
    told = []
    for _ in range(2):
        done = start(council, COMMAND, "--processes", processes, "--json", PYTHONPATH=path)
        assert done.returncode == 0, done.stderr
        told.append(json.loads(done.stdout))
    first, second = told
    assert first["hash_before"] != first["hash_after"] == second["hash_before"] == second["hash_after"]
    assert first["counts"]
    assert second["counts"] == []
    assert second["hash_after"] == council.hash()


def test_a_person_sees_what_would_change_and_what_did(council: Council) -> None:
    dry = start(council, COMMAND, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    rows = [line.split() for line in dry.stdout.splitlines()]
    assert ["test_rada", "category", "8"] in rows
    assert f"test_rada: category: {council.web.url('/news/10')}\n  - Рада 1\n  + none\n" in dry.stdout
    assert dry.stdout.rstrip().endswith("not applied (--dry-run)")
    done = start(council, COMMAND)
    assert ["test_rada", "category", "8"] in [line.split() for line in done.stdout.splitlines()]
    assert "applied, snapshot 00000" in done.stdout
    assert "; nothing differs, is " in start(council, COMMAND).stdout
    council.describe(LAYOUT.replace('"main"', '".none-such"'))
    kept = start(council, COMMAND, "--source", "test_rada")
    assert kept.returncode == 1
    assert (
        f"kept, not readable now: test_rada: {council.web.url('/news/10')}: LayoutChanged: kept as"
        in kept.stdout
    )


def test_long_texts_are_cut_to_where_they_differ() -> None:
    same = "Сесія міської ради. " * 20
    assert cut(f"{same}було\nтак", f"{same}стало") == (
        "…" + f"{same}було ⏎ так"[-30 - len("було ⏎ так") :],
        "…" + f"{same}стало"[-30 - len("стало") :],
    )
    assert cut(None, "Рада") == ("none", "Рада")


@pytest.mark.parametrize(
    ("module", "name", "call", "before", "applied"),
    [
        ("warehouse.rebuild", "clear", 1, True, False),
        ("warehouse.store", "load", 1, True, False),
        ("warehouse.store", "load", 2, False, False),
        ("warehouse.rebuild", "put_in_place", 1, True, False),
        ("warehouse.rebuild", "put_in_place", 1, False, True),
        ("flows.reparse", "publish", 1, True, True),
        ("flows.reparse", "publish", 1, False, True),
    ],
)
def test_a_kill_leaves_the_old_or_the_new_warehouse(
    council: Council, module: str, name: str, call: int, before: bool, applied: bool
) -> None:
    old = council.hash()
    new = council.reparse(dry_run=True).difference.hash_after
    assert new != old
    trap = KILLED.format(module=module, name=name, call=call, before=before)
    died = start(council, f"{trap}\n{COMMAND}", "--processes", "2")
    assert died.returncode == -9
    if not applied:
        assert "reparse" in files_of(council)
    assert council.hash() == (new if applied else old)
    # whoever writes next tidies up
    with Hostile(port=council.web.port) as web:
        assert web
        council.run()
    assert "reparse" not in files_of(council)
    assert council.reparse().difference.hash_after == council.hash()


def test_an_interrupted_one_says_so_and_leaves_nothing(council: Council) -> None:
    old = council.hash()
    trap = KILLED.format(module="warehouse.store", name="load", call=2, before=True).replace(
        "SIGKILL", "SIGINT"
    )
    stopped = start(council, f"{trap}\n{COMMAND}", "--processes", "2")
    assert stopped.returncode == 130
    assert stopped.stderr == (
        "visnyk: stopped by Ctrl-C. Nothing is lost: the warehouse is as it was, or read again as a whole; run it"
        " again\n"
    )
    assert "reparse" not in files_of(council)
    assert council.hash() == old


def test_a_reading_process_that_is_killed_changes_nothing(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = council.hash()
    monkeypatch.setattr(reading_ahead, "AHEAD", 1)
    monkeypatch.setattr(flows.reparse, "PIECE", 1)  # so that pages are left to be read after the first visit

    def kill(done: int, total: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()
            process.join()

    work = Reparse(
        council.home, council.settings, Choice(sources=council.known, processes=2), report=kill, ocr=NO_OCR
    )
    work.open(wait=10)
    with pytest.raises(CannotRebuild, match=r"a process that read pages was killed.*--processes 1"):
        work.rebuild()
    work.close()
    assert council.hash() == old


def test_it_waits_for_no_other_writer_when_told_so(council: Council) -> None:
    with writer_lock(council.home.root, 0, print):
        done = start(council, COMMAND, "--wait", "0")
    assert done.returncode == 1
    assert "only one process writes at a time" in done.stderr


def test_pages_that_only_ocr_can_read_are_not_let_go(council: Council) -> None:
    with open_writer(council.home.warehouse) as connection:
        connection.execute(
            "insert into core.document_page"
            " select article_id, source, version, 1, null, 'Таблиця', url, 'ocr', null from core.article limit 1"
        )
    with pytest.raises(
        CannotRebuild, match=r"test_rada were read by OCR, which is not installed here.*--drop"
    ):
        council.reparse()
    assert "reparse" not in files_of(council)
    assert council.reparse(drop=True).sources == ["test_rada"]


def test_every_table_of_the_core_is_made_anew_or_left_on_purpose(tmp_path: Path) -> None:
    """A new table needs a thought here: does replaying the visits bring it again?"""
    left = {"migration", "region", "source", "archive_file", "published_as"}
    with open_writer(tmp_path / "warehouse.duckdb") as connection:
        rows = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'core'"
        ).fetchall()
    tables = {name for (name,) in rows}
    cleared = read_sql("reparse/clear")
    assert {name for name in tables if f"delete from core.{name} " in cleared} == tables - left
