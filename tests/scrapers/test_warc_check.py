"""Flipped bytes in an archive are found, with the place; bytes beyond what was loaded are not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.records import Capture
from scrapers.warc import exchange_records
from scrapers.warc_check import Damage, Looked, find_damage
from tests.scrapers.archive_examples import archived, page, warc_files, why


def sizes(archive: Archive) -> dict[str, int]:
    return {path.relative_to(archive.folder).as_posix(): path.stat().st_size for path in warc_files(archive)}


def look(archive: Archive, indexed: dict[str, int]) -> tuple[list[Damage], Looked]:
    looked = Looked()
    return list(find_damage(archive.folder, indexed, looked, lambda: None)), looked


def flip(file: Path, offset: int) -> None:
    content = bytearray(file.read_bytes())
    content[offset] ^= 0x01
    file.write_bytes(content)


def write(archive: Archive, *, packed: bool) -> list[Capture]:
    return archived(archive, *(page(number, packed=packed) for number in range(1, 6)))


@pytest.mark.parametrize("coded", [True, False], ids=["warc", "warc.gz"])
@pytest.mark.parametrize("into", [30, 400, -60], ids=["head", "middle", "end"])
def test_a_flipped_byte_is_found_and_its_neighbours_are_right(tmp_path: Path, coded: bool, into: int) -> None:
    archive = Archive(tmp_path)
    captures = write(archive, packed=coded)
    indexed = sizes(archive)
    assert look(archive, indexed) == ([], Looked(files=1, records=11, bytes=sum(indexed.values())))
    third = captures[2]
    record = archive.read(third.warc_file, third.warc_offset)
    flip(tmp_path / third.warc_file, third.warc_offset + into % record.length)
    (damage,), looked = look(archive, indexed)
    assert (damage.file, damage.offset, damage.length) == (third.warc_file, third.warc_offset, record.length)
    assert looked.records == 10
    assert looked.bytes == sum(indexed.values())


def test_bytes_beyond_what_was_loaded_belong_to_somebody_else(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    write(archive, packed=False)
    indexed = sizes(archive)
    (file,) = indexed
    with (tmp_path / file).open("ab") as stream:
        stream.write(b"half a record of a visit that goes on")
    assert look(archive, {**indexed, "no_such_rada/a.warc": 10})[0] == []


def test_a_body_that_is_not_its_digest_is_found(tmp_path: Path) -> None:
    """The record is whole as it stands; only the body is another one than its head says."""
    archive, exchange = Archive(tmp_path), page(1, packed=False)
    made = exchange_records(exchange, why(exchange), "0" * 64, None)
    file = tmp_path / "drabivska_hromada" / "drabivska_hromada-20240916054100-00001.warc"
    file.parent.mkdir()
    file.write_bytes(made.answer)
    (damage,), looked = look(archive, sizes(archive))
    assert damage.offset == 0
    assert f"expected a body with the digest sha256:{'0' * 64}" in damage.found
    assert looked.records == 1
