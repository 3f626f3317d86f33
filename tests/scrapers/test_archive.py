"""What goes into the archive comes out of it, byte for byte, and what repeats is not stored twice."""

from __future__ import annotations

import gzip
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import RFC_4122, UUID

import pytest

from scrapers import archive as archive_module
from scrapers.archive import Archive, StoredRecord, capture_of
from scrapers.records import Exchange
from scrapers.warc import FileBusy, RecordUnreadable
from tests.scrapers.archive_examples import (
    MOMENT,
    SOURCE,
    VISIT,
    archived,
    known,
    not_modified,
    page,
    warc_files,
    why,
)

EXCHANGES = {
    "gzip": page(),
    "identity": page(packed=False),
    "binary": page(body=bytes(range(256)) * 300, headers=(("Content-Type", "application/pdf"),)),
    "a body that looks like WARC": page(
        packed=False, body=b"WARC/1.1\r\nWARC-Type: response\r\n\r\n\r\n\r\nWARC/1.1\r\n"
    ),
    "empty redirect": page(status=301, reason="Moved", headers=(("Location", "/news/"),), body=b""),
    "no headers, no reason": page(reason="", headers=()),
    "no peer": page(peer=None),
    "repeated headers": page(headers=(("Set-Cookie", "a=1"), ("Vary", "x"), ("Set-Cookie", "b=2"))),
    "latin-1 header": page(headers=(("Content-Disposition", 'filename="ð\x9f\x87.pdf"'), ("X", "é"))),
    "empty header": page(headers=(("X-Empty", ""), ("Content-Type", "text/html"))),
    "chunks undone": page(headers=(("Transfer-Encoding", "chunked"), ("Content-Type", "text/html"))),
    "chunks and a length": page(headers=(("Content-Length", "77"), ("transfer-encoding", "chunked"))),
    "wrong length": page(headers=(("Content-Length", "3"), ("Content-Type", "text/html"))),
    "not found": page(status=404, reason="Not Found", packed=False),
    "304 of nothing known": page(
        status=304, reason="Not Modified", body=b"", headers=(("Content-Length", "512"),)
    ),
    "Cyrillic URL": page(url="https://drabiv.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8?q=%D1%97"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def answers(archive: Archive) -> list[StoredRecord]:
    files = [path.relative_to(archive.folder).as_posix() for path in warc_files(archive)]
    return [record for file in files for record in archive.records(file) if record.context]


@pytest.mark.parametrize("exchange", EXCHANGES.values(), ids=EXCHANGES.keys())
def test_round_trip(archive: Archive, exchange: Exchange) -> None:
    context = why(
        exchange, requested_url="https://drabiv.example/старе місце?a=ї", role="index", told="2 вересня 2024"
    )
    with archive.writer(SOURCE, VISIT) as writer:
        capture = writer.write(exchange, context, None)
    record = archive.read(capture.warc_file, capture.warc_offset)
    assert (record.status, record.reason) == (exchange.status, exchange.reason)
    assert record.http_headers == exchange.headers
    assert record.payload == archive.body(capture.warc_file, capture.warc_offset) == exchange.body
    assert record.context == context
    assert capture_of(record) == record.capture == capture
    assert (capture.sha256, capture.size) == (sha256(exchange.body).hexdigest(), len(exchange.body))
    assert (capture.url, capture.fetched_at) == (exchange.url, exchange.fetched_at)


def test_records_are_named_by_random_uuids(archive: Archive) -> None:
    with archive.writer(SOURCE, VISIT) as writer:
        captures = [writer.write(page(body=b"%d" % n), why(page()), None) for n in range(40)]
    names = [r.headers["WARC-Record-ID"] for r in archive.records(captures[0].warc_file)]
    found = [UUID(name.removeprefix("<").removesuffix(">")) for name in names]
    assert len(set(found)) == len(found) == 81  # two of each exchange, and the file's own
    assert {(each.version, each.variant) for each in found} == {(4, RFC_4122)}
    assert {capture.capture_id for capture in captures} <= set(map(str, found))


def test_capture_takes_the_first_of_each_header(archive: Archive) -> None:
    headers = (
        ("content-type", "Text/HTML ;charset=x"),
        ("ETAG", '"a"'),
        ("ETag", '"b"'),
        ("Content-Type", "x/y"),
    )
    (capture,) = archived(archive, page(headers=headers))
    assert (capture.media_type, capture.etag, capture.last_modified) == ("text/html", '"a"', None)


def test_records_of_a_file(archive: Archive) -> None:
    first, second = archived(archive, page(1), page(2))
    records = list(archive.records(first.warc_file))
    assert [record.type for record in records] == ["warcinfo", "response", "request", "response", "request"]
    assert [record.offset for record in records[1:]] == [
        record.offset + record.length for record in records[:-1]
    ]
    assert records[0].headers["WARC-Filename"] == Path(first.warc_file).name
    assert records[2].headers["WARC-Concurrent-To"] == records[1].headers["WARC-Record-ID"]
    assert records[2].payload.startswith(
        b"GET /news/1/ HTTP/1.1\r\nHost: drabiv.example\r\nUser-Agent: visnyk-test\r\n"
    )
    later = list(archive.records(first.warc_file, second.warc_offset))
    assert [record.capture for record in later] == [second, None]


def test_a_record_is_there_before_the_visit_ends(archive: Archive) -> None:
    with archive.writer(SOURCE, VISIT) as writer:
        for number, packed in ((1, True), (2, False)):
            capture = writer.write(page(number, packed=packed), why(page(number)), None)
            assert archive.body(capture.warc_file, capture.warc_offset) == page(number, packed=packed).body
            size = (archive.folder / capture.warc_file).stat().st_size
            assert writer.positions[capture.warc_file] == size


def test_compressed_bodies_lie_plain(archive: Archive) -> None:
    pdf = page(3, packed=False, headers=(("Content-Type", "application/pdf"),))
    sitemap = page(4, packed=False, body=gzip.compress(b"<urlset/>"))
    captures = archived(archive, page(1), page(2, packed=False), pdf, sitemap, page(5, body=b""))
    suffixes = [Path(capture.warc_file).suffix for capture in captures]
    assert suffixes == [".warc", ".gz", ".warc", ".warc", ".gz"]
    assert page(1).body in (archive.folder / captures[0].warc_file).read_bytes()
    with gzip.open(archive.folder / captures[1].warc_file) as whole:
        assert page(2, packed=False).body in whole.read()


def test_known_body_becomes_a_revisit(archive: Archive) -> None:
    (first,) = archived(archive, page())
    again = replace(page(), fetched_at=page().fetched_at.replace(year=2025))
    with archive.writer(SOURCE, VISIT) as writer:
        capture = writer.write(again, why(again), known(first))
    record = archive.read(capture.warc_file, capture.warc_offset)
    assert capture.revisit
    assert record.capture == capture
    assert (capture.sha256, capture.size) == (first.sha256, first.size)
    assert record.payload == b""
    assert record.http_headers == again.headers
    assert record.headers["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert record.headers["WARC-Refers-To"] == f"<urn:uuid:{first.capture_id}>"
    assert record.headers["WARC-Refers-To-Target-URI"] == first.url
    assert record.headers["WARC-Refers-To-Date"] == "2024-09-16T05:41:01.000251Z"
    assert archive.body(capture.warc_file, capture.warc_offset) == again.body


def test_a_body_met_twice_in_a_visit_is_stored_once(archive: Archive) -> None:
    other = replace(page(1), url="https://drabiv.example/copy/")
    first, second = archived(archive, page(1), other)
    record = archive.read(second.warc_file, second.warc_offset)
    assert (first.revisit, second.revisit, second.url) == (False, True, other.url)
    assert record.headers["WARC-Refers-To-Target-URI"] == first.url
    assert archive.body(second.warc_file, second.warc_offset) == page(1).body


def test_a_revisit_of_a_revisit_points_at_the_body(archive: Archive) -> None:
    copy = replace(page(1), url="https://drabiv.example/copy/")
    first, second = archived(archive, page(1), copy)
    with archive.writer(SOURCE, VISIT) as writer:
        third = writer.write(copy, why(copy), known(second))
        fourth = writer.write(not_modified(copy), why(copy), known(second))
    for capture in (third, fourth):
        record = archive.read(capture.warc_file, capture.warc_offset)
        assert record.headers["WARC-Refers-To"] == f"<urn:uuid:{first.capture_id}>"
        assert archive.body(capture.warc_file, capture.warc_offset) == page(1).body


def test_no_revisit_of_a_body_that_is_not_there(archive: Archive) -> None:
    (first,) = archived(archive, page())
    away: list[dict[str, Any]] = [
        {"warc_file": "x/x.warc"},
        {"warc_offset": first.warc_offset + 1},
        {"warc_file": None},
        {"sha256": "0"},
    ]
    for changes in away:
        with archive.writer(SOURCE, VISIT) as writer:
            capture = writer.write(page(), why(page()), known(first, **changes))
        assert not capture.revisit
        assert archive.body(capture.warc_file, capture.warc_offset) == page().body


def test_empty_bodies_are_no_revisits(archive: Archive) -> None:
    captures = archived(archive, page(1, body=b""), page(2, body=b""))
    assert [capture.revisit for capture in captures] == [False, False]


def test_not_modified(archive: Archive) -> None:
    (first,) = archived(archive, page())
    answer = not_modified(page())
    with archive.writer(SOURCE, VISIT) as writer:
        capture = writer.write(answer, why(answer), known(first))
    record = archive.read(capture.warc_file, capture.warc_offset)
    assert capture.revisit
    assert record.capture == capture
    assert (capture.status, capture.sha256, capture.size) == (304, sha256(b"").hexdigest(), 0)
    assert record.headers["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
    assert record.headers["WARC-Payload-Digest"] == f"sha256:{first.sha256}"
    assert archive.body(capture.warc_file, capture.warc_offset) == page().body
    request = list(archive.records(capture.warc_file, capture.warc_offset))[1]
    assert b'If-None-Match: W/"1"\r\n' in request.payload


def test_not_modified_though_the_first_record_is_lost(archive: Archive) -> None:
    (first,) = archived(archive, page())
    (archive.folder / first.warc_file).unlink()
    answer = not_modified(page())
    with archive.writer(SOURCE, VISIT) as writer:
        capture = writer.write(answer, why(answer), known(first))
    record = archive.read(capture.warc_file, capture.warc_offset)
    assert capture.revisit
    assert record.capture == capture
    assert record.headers["WARC-Refers-To-Date"] == "2024-09-16T05:41:01.000251Z"
    with pytest.raises(RecordUnreadable, match="leads to no body"):
        archive.body(capture.warc_file, capture.warc_offset)


def test_bodies_are_remembered_within_bounds(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "REMEMBERED", 2)
    captures = archived(archive, page(1), page(2), page(3), page(2), page(1))
    assert [capture.revisit for capture in captures] == [False, False, False, True, False]


def test_files_are_closed_at_their_size(tmp_path: Path) -> None:
    archive = Archive(tmp_path, max_bytes=4000)
    captures = archived(archive, *(page(number) for number in range(1, 9)))
    sizes = [path.stat().st_size for path in warc_files(archive)]
    assert len(sizes) > 2
    assert max(sizes) <= 4000
    assert [path.name[-10:] for path in warc_files(archive)] == [
        f"{n:05}.warc" for n in range(1, len(sizes) + 1)
    ]
    assert [record.capture for record in answers(archive)] == captures


def test_a_record_larger_than_a_file_gets_its_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path, max_bytes=10)
    captures = archived(archive, page(1), page(2))
    assert len({capture.warc_file for capture in captures}) == 2


def test_the_next_visit_goes_on_in_the_same_file(archive: Archive) -> None:
    (first,), (second,) = archived(archive, page(1)), archived(archive, page(2))
    assert first.warc_file == second.warc_file == f"{SOURCE}/{SOURCE}-20240916054101-00001.warc"
    assert [record.capture for record in answers(archive)] == [first, second]


def test_one_writer_at_a_time(archive: Archive) -> None:
    with archive.writer(SOURCE, VISIT) as writer, archive.writer(SOURCE, "other") as late:
        writer.write(page(1), why(page(1)), None)
        with pytest.raises(FileBusy, match="held by another writer"):
            late.write(page(2), why(page(2), visit_id="other"), None)
        with pytest.raises(FileBusy):
            archive.repair({})
    assert archived(archive, page(2))


def test_wrong_use_is_refused(archive: Archive) -> None:
    writer = archive.writer(SOURCE, VISIT)
    with pytest.raises(ValueError, match="asked to archive"):
        writer.write(page(), why(page(), visit_id="another"), None)
    with pytest.raises(ValueError, match="without a time zone"):
        writer.write(page(fetched_at=MOMENT.replace(tzinfo=None)), why(page()), None)
    writer.close()
    writer.close()
    with pytest.raises(ValueError, match="are closed"):
        writer.write(page(), why(page()), None)
    for slug in ("../up", "a/b", "", ".hidden"):
        with pytest.raises(ValueError, match="slug"):
            archive.writer(slug, VISIT)
    assert warc_files(archive) == []


def test_no_line_can_be_smuggled_in(archive: Archive) -> None:
    evil = page(
        url="https://drabiv.example/a b\r\nWARC-Type: x\r\n\r\nї",
        reason="OK\r\nX-Evil: 1",
        headers=(("X", "1\r\n\tfolded\r\nY: 2"),),
    )
    (capture,) = archived(archive, evil)
    record = archive.read(capture.warc_file, capture.warc_offset)
    assert record.payload == evil.body
    assert record.context is not None
    assert capture.url == "https://drabiv.example/a%20b%0D%0AWARC-Type:%20x%0D%0A%0D%0A%D1%97"
    assert record.context.requested_url == "https://drabiv.example/a b%0D%0AWARC-Type: x%0D%0A%0D%0Aї"
    assert (record.reason, record.http_headers) == ("OK X-Evil: 1", (("X", "1 folded Y: 2"),))


def test_reading_where_nothing_is(archive: Archive) -> None:
    (capture,) = archived(archive, page())
    for file, offset in ((capture.warc_file, 1), (capture.warc_file, 10**9), ("no/such.warc", 0)):
        with pytest.raises(RecordUnreadable):
            archive.read(file, offset)
    info = next(archive.records(capture.warc_file))
    with pytest.raises(RecordUnreadable, match="leads to no body"):
        archive.body(capture.warc_file, info.offset)
    with pytest.raises(ValueError, match="no capture"):
        capture_of(info)
