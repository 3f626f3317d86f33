"""Tools of others read our files: warcio checks, indexes and decodes, pywb's indexer finds the bodies."""

from __future__ import annotations

import gzip
import importlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scrapers.archive import Archive
from scrapers.records import Capture, Exchange
from tests.scrapers.archive_examples import SOURCE, VISIT, known, not_modified, page, warc_files, why

warcio_cli = importlib.import_module("warcio.cli")
ArchiveIterator = importlib.import_module("warcio.archiveiterator").ArchiveIterator

CHUNKED = (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"))
FIRST = (
    page(1),
    page(2, packed=False),
    page(3, headers=(*CHUNKED, ("Content-Encoding", "gzip"))),
    page(4, packed=False, headers=CHUNKED, body=b"5\r\nis the first line of a text"),
    page(5, status=302, reason="Found", headers=(("Location", "/"),), body=b""),
    page(6, url="https://drabiv.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/?q=%D1%97"),
    page(7, headers=(("X-Latin", "é\x9f"), ("Set-Cookie", "a"), ("Set-Cookie", "b"))),
    page(8, status=404, reason="Not Found", body=page(1).body, url="https://drabiv.example/missing"),
)


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Archive, list[tuple[Exchange, Capture]]]:
    """Two visits: all of FIRST; then page 1 not modified, page 2 the same again."""
    archive = Archive(tmp_path / "archive")
    pairs = []
    with archive.writer(SOURCE, VISIT) as writer:
        pairs += [(exchange, writer.write(exchange, why(exchange), None)) for exchange in FIRST]
    later = FIRST[1].fetched_at.replace(month=10)
    with archive.writer(SOURCE, VISIT) as writer:
        for exchange, capture in (
            (not_modified(FIRST[0]), pairs[0][1]),
            (replace(FIRST[1], fetched_at=later), pairs[1][1]),
        ):
            pairs.append((exchange, writer.write(exchange, why(exchange), known(capture))))
    return archive, pairs


def in_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line[line.index("{") :]) for line in text.splitlines()]


def test_warcio_check(stored: tuple[Archive, Any], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        warcio_cli.main(["check", "-v", *map(str, warc_files(stored[0]))])
    output = capsys.readouterr().out
    assert ended.value.code == 0
    # a warcinfo for each of two files, two records for each exchange, two of them revisits after page 8
    assert output.count("digest pass") == 2 + 2 * (len(FIRST) + 2) - 3
    assert output.count("not checked (revisit)") == 3
    assert "no digest" not in output
    assert "failed" not in output


def test_warcio_index_agrees_on_places(
    stored: tuple[Archive, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    archive, pairs = stored
    fields = "offset,warc-type,warc-target-uri,warc-record-id,http:status"
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in warc_files(archive):
        warcio_cli.main(["index", "-f", fields, str(path)])
        output = capsys.readouterr()
        assert output.err == ""
        lines = in_lines(output.out)
        assert [line["warc-type"] for line in lines[:1]] == ["warcinfo"]
        found |= {line["warc-record-id"][10:-1]: (path.name, line) for line in lines}
    for exchange, capture in pairs:
        name, line = found[capture.capture_id]
        assert f"{SOURCE}/{name}" == capture.warc_file
        assert line["offset"] == str(capture.warc_offset)
        assert line["warc-type"] == ("revisit" if capture.revisit else "response")
        assert (line["warc-target-uri"], line["http:status"]) == (exchange.url, str(exchange.status))


def test_warcio_gives_the_bodies_decoded(stored: tuple[Archive, Any]) -> None:
    archive, pairs = stored
    by_id = {capture.capture_id: exchange for exchange, capture in pairs if not capture.revisit}
    seen = 0
    for path in warc_files(archive):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                exchange = by_id.get(record.rec_headers.get_header("WARC-Record-ID")[10:-1])
                if exchange is None:
                    continue
                seen += 1
                coded = ("Content-Encoding", "gzip") in exchange.headers
                decoded = gzip.decompress(exchange.body) if coded else exchange.body
                assert record.content_stream().read() == decoded
    assert seen == len(by_id) == len(FIRST) - 1


def test_pywb_indexer_resolves_the_revisits(stored: tuple[Archive, Any]) -> None:
    """As pywb looks: for a record at the named URL and second, with the digest, that is no revisit."""
    archive, pairs = stored
    indexer = Path(sys.executable).with_name("cdxj-indexer")
    command = [
        str(indexer),
        "--sort",
        "--fields",
        "warc-refers-to-target-uri,warc-refers-to-date",
        *map(str, warc_files(archive)),
    ]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [(line.split()[1], json.loads(line.split(" ", 2)[2])) for line in output.splitlines()]
    assert len(lines) == len(pairs)
    bodies = {
        (stamp, line["url"], line["digest"]) for stamp, line in lines if line.get("mime") != "warc/revisit"
    }
    revisits = [line for _, line in lines if line.get("mime") == "warc/revisit"]
    assert len(revisits) == 3
    for line in revisits:
        stamp = "".join(filter(str.isdigit, line["warc-refers-to-date"]))[:14]
        assert (stamp, line["warc-refers-to-target-uri"], line["digest"]) in bodies
