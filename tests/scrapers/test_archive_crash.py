"""Whatever kills a writer or harms a file: what was whole stays, what is torn goes, and both are counted."""

from __future__ import annotations

import gzip
import importlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from scrapers.archive import Archive, Repair
from scrapers.records import Capture
from scrapers.warc import RecordUnreadable, WriteFailed
from scrapers.warc_file import WarcFile
from tests.scrapers.archive_examples import SOURCE, VISIT, archived, page, warc_files, why

checker = importlib.import_module("warcio.checker")
KINDS = pytest.mark.parametrize(
    "packed", [True, False], ids=["plain file", "gzip file"]
)  # packed bodies lie plain
WRITER = """
import sys
from pathlib import Path
from scrapers.archive import Archive
from tests.scrapers.archive_examples import SOURCE, VISIT, page, why
with Archive(Path(sys.argv[1]), max_bytes=300_000).writer(SOURCE, VISIT) as writer:
    for number in range(int(sys.argv[2]), 10**9):
        exchange = page(number, packed=number % 3 > 0)
        capture = writer.write(exchange, why(exchange), None)
        print(capture.warc_file, capture.warc_offset, capture.url, flush=True)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of repairs need no disk to spin for each."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)


def readers_accept(archive: Archive) -> bool:
    """What `warcio check` says of every file."""
    command = type("Command", (), {"inputs": [str(path) for path in warc_files(archive)], "verbose": False})
    return bool(checker.Checker(command).process_all() == 0)


def captures_in(archive: Archive, found: Repair) -> list[Capture]:
    records = (record for file, start in found.pending.items() for record in archive.records(file, start))
    return [record.capture for record in records if record.capture]


@KINDS
@pytest.mark.usefixtures("quick")
def test_torn_at_every_byte(archive: Archive, packed: bool) -> None:
    first, second = archived(archive, page(1, packed=packed), page(2, packed=packed))
    path = archive.folder / first.warc_file
    whole, (answer, request) = path.read_bytes(), list(archive.records(first.warc_file, second.warc_offset))
    for size in range(answer.offset, len(whole)):
        path.write_bytes(whole[:size])
        found = archive.repair({first.warc_file: second.warc_offset})
        end = request.offset if size >= request.offset else answer.offset
        assert path.read_bytes() == whole[:end]
        assert found.torn == ([(first.warc_file, size - end)] if size > end else [])
        assert captures_in(archive, found) == ([second] if end == request.offset else [])
        assert not (found.damaged)
        assert not (found.lost)


@KINDS
@pytest.mark.usefixtures("quick")
def test_a_flipped_byte_harms_one_record_only(archive: Archive, packed: bool) -> None:
    captures = archived(archive, *(page(number, packed=packed) for number in (1, 2, 3)))
    file, path = captures[0].warc_file, archive.folder / captures[0].warc_file
    whole = path.read_bytes()
    harmed, after = list(archive.records(file, captures[1].warc_offset))[:2]
    for at in range(harmed.offset, after.offset):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = archive.repair({})
        assert not found.torn
        assert path.stat().st_size == len(whole)
        if not found.damaged:  # a byte of gzip's own head that nobody reads: its time, its system
            assert not packed
            assert captures_in(archive, found) == captures
            continue
        assert found.damaged == [(file, harmed.offset, harmed.length)]
        assert captures_in(archive, found) == [captures[0], captures[2]]
        with pytest.raises(RecordUnreadable, match="expected a whole record"):
            archive.read(file, harmed.offset)


@KINDS
def test_damage_is_logged_and_the_next_file_begun(
    archive: Archive, packed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    captures = archived(archive, *(page(number, packed=packed) for number in (1, 2)))
    file, path = captures[0].warc_file, archive.folder / captures[0].warc_file
    whole, hole = bytearray(path.read_bytes()), captures[0].warc_offset + 60
    whole[hole : hole + 40] = bytes(40)
    path.write_bytes(whole)
    assert captures_in(archive, archive.repair({})) == [captures[1]]
    assert [record.capture for record in archive.records(file) if record.capture] == [captures[1]]
    assert f"{file}: " in caplog.text
    assert "are no whole record" in caplog.text
    (new,) = archived(Archive(archive.folder), page(3, packed=packed))
    assert new.warc_file != file
    assert archive.repair({file: len(whole)}).pending == {new.warc_file: new.warc_offset}


@KINDS
@pytest.mark.parametrize(
    "garbage", [b"\0" * 5000, b"\x1f\x8b\x08\x00garbage" * 9, b"WARC/1.1\r\n" * 9, b"\r\n"]
)
def test_garbage_at_the_end_goes(archive: Archive, packed: bool, garbage: bytes) -> None:
    (capture,) = archived(archive, page(1, packed=packed))
    path = archive.folder / capture.warc_file
    with path.open("ab") as stream:
        stream.write(garbage)
    found = archive.repair({})
    assert found.torn == [(capture.warc_file, len(garbage))]
    assert captures_in(archive, found) == [capture]
    archived(archive, page(2, packed=packed))
    assert readers_accept(archive)


@KINDS
def test_a_file_without_a_whole_record_is_removed(archive: Archive, packed: bool) -> None:
    (capture,) = archived(archive, page(1, packed=packed))
    path = archive.folder / capture.warc_file
    for size in (100, 0):
        path.write_bytes(path.read_bytes()[:size] if path.exists() else b"")
        assert archive.repair({}).torn == [(capture.warc_file, size)]
        assert not path.exists()
    assert archive.repair({}) == Repair()


def test_only_what_is_not_indexed_is_looked_at(archive: Archive) -> None:
    with archive.writer(SOURCE, VISIT) as writer:
        first = writer.write(page(1), why(page(1)), None)
        indexed = writer.positions
        second = writer.write(page(2, packed=False), why(page(2)), None)
        third = writer.write(page(3), why(page(3)), None)
    path = archive.folder / first.warc_file
    path.write_bytes(path.read_bytes().replace(b"WARC-Type", b"WARC-Tape", 2))
    found = archive.repair(indexed)
    assert found == Repair(pending={first.warc_file: third.warc_offset, second.warc_file: second.warc_offset})
    assert archive.repair(writer.positions) == Repair()


def test_missing_bytes_are_named(archive: Archive) -> None:
    (capture,) = archived(archive, page(1))
    size = (archive.folder / capture.warc_file).stat().st_size
    found = archive.repair({capture.warc_file: size + 7, "gone/gone-20240101000000-00001.warc": 12})
    assert sorted(found.lost) == [(capture.warc_file, 7), ("gone/gone-20240101000000-00001.warc", 12)]
    (later,) = archived(archive, page(2))
    assert later.warc_file != capture.warc_file  # offsets of the index must not come to mean other records


@contextmanager
def full_disk() -> Iterator[None]:
    """Files may grow to 3,000 bytes; a longer write is cut short by the system, as on a full disk.

    Only around the writes: the limit holds for this whole process, and so for the log that pytest writes to.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@KINDS
def test_full_disk(archive: Archive, packed: bool) -> None:
    noise = Random(1).randbytes(2500)
    large = page(2, packed=packed, body=noise)
    with full_disk(), archive.writer(SOURCE, VISIT) as writer:
        for _ in range(2):  # the first of a new file; its folder stays, its file does not
            with pytest.raises(
                WriteFailed, match=r"File too large: \d+ bytes not archived, file cut back to 0"
            ):
                writer.write(large, why(large), None)
        first = writer.write(page(1, packed=packed), why(page(1)), None)
        before = (archive.folder / first.warc_file).read_bytes()
        with pytest.raises(WriteFailed):
            writer.write(large, why(large), None)
        assert (archive.folder / first.warc_file).read_bytes() == before
        assert writer.positions == {first.warc_file: len(before)}
    assert archive.repair(writer.positions) == Repair()
    assert readers_accept(archive)


def test_full_disk_leaves_no_empty_file(archive: Archive) -> None:
    large = page(body=bytes(4000))
    with full_disk(), archive.writer(SOURCE, VISIT) as writer, pytest.raises(WriteFailed):
        writer.write(large, why(large), None)
    assert warc_files(archive) == []


def test_an_interrupted_write_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def interrupted(fd: int, data: memoryview) -> int:
        if len(data) < 10:
            raise KeyboardInterrupt
        return write(fd, data[:4])

    held = WarcFile(tmp_path / "x.warc")
    held.append(b"whole")
    monkeypatch.setattr(os, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        held.append(b"0123456789")
    held.close()
    assert held.path.read_bytes() == b"whole"


def test_killed_again_and_again(archive: Archive, tmp_path: Path) -> None:
    """kill -9 at ten moments: every record that `write` acknowledged is there, and all files are whole."""
    random, indexed, promised = Random(20240916), dict[str, int](), set[str]()
    for round_ in range(10):
        lines = killed_writer(archive.folder, round_ * 10**6 + 1, random.randrange(1, 120))
        found = archive.repair(indexed)
        captures = {f"{c.warc_file} {c.warc_offset} {c.url}" for c in captures_in(archive, found)}
        assert set(lines) <= captures
        assert not (found.damaged)
        assert not (found.lost)
        promised |= captures
        indexed = {
            path.relative_to(archive.folder).as_posix(): path.stat().st_size for path in warc_files(archive)
        }
    assert readers_accept(archive)
    assert len(promised) > 200
    assert promised == {
        f"{c.warc_file} {c.warc_offset} {c.url}" for c in captures_in(archive, archive.repair({}))
    }


def killed_writer(folder: Path, first: int, after: int) -> list[str]:
    """The whole lines of a writer that was killed some time after its line number `after`."""
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        lines += process.stdout.readlines()
    return [line.strip() for line in lines if line.endswith("\n")]


def test_gzip_reads_the_packed_files_whole(archive: Archive) -> None:
    (capture,) = archived(archive, page(1, packed=False))
    with gzip.open(archive.folder / capture.warc_file) as whole:
        assert whole.read().count(b"WARC/1.1\r\n") == 3
