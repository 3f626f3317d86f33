"""A full disk is one sentence, wherever it is met, and the next run goes on from what is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.room import DiskFull, minding_room
from flows.settings import Home
from tests.flows.conftest import Place

SAID = "came a full disk. Nothing that was archived is lost. Remedy: free some space and run again"
FULL = "/dev/full"  # the kernel's own: every write to it fails as on a disk without room


def write_file() -> None:
    Path(FULL).write_bytes(b"x")


def write_with_duckdb() -> None:
    duckdb.sql("select 1").write_csv(FULL)


@pytest.mark.parametrize("write", [write_file, write_with_duckdb])
def test_a_full_disk_is_named_with_its_folder_and_the_remedy(tmp_path: Path, write: object) -> None:
    assert callable(write)
    with (
        pytest.raises(DiskFull, match=f"expected room on the disk of {tmp_path}, {SAID}"),
        minding_room(Home(tmp_path)),
    ):
        write()


def test_other_errors_keep_their_names(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), minding_room(Home(tmp_path)):
        (tmp_path / "nothing").read_bytes()


@pytest.mark.parametrize(
    ("step", "prefect"),
    [
        ("store.load", "--no-prefect"),
        ("publish", "--no-prefect"),
        ("Stage", "--no-prefect"),
        pytest.param("Stage", "--prefect", marks=pytest.mark.prefect),
    ],
)
def test_a_run_on_a_full_disk_ends_with_one_sentence_and_loses_nothing(
    one_site: Place, step: str, prefect: str
) -> None:
    """`Stage`: the first thing that a visit writes."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from flows import cli, pipeline\n"
        f"def full(*_, **__): Path({FULL!r}).write_bytes(b'x')\n"
        f"pipeline.{step} = full\n"
        "cli.main()\n"
    )
    arguments = [each for each in one_site.arguments() if each != "--no-prefect"]
    command = [sys.executable, "-c", code, "run", *arguments, prefect]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert SAID in told
    for noise in ("Traceback", "ERROR", "invalidated"):
        assert noise not in told
    assert one_site.run().state == "complete"
    assert one_site.ask("select count(*) from articles where state = 'live'") == [(20,)]
