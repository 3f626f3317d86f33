from __future__ import annotations

import gzip
import zlib
from random import Random

import pytest

from scrapers.body import Body, CutShort, Overflow, Undecodable

TEXT = "Рішення сесії міської ради. ".encode() * 40


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def read(coding: str, data: bytes, step: int = 65536, limit: int = 2**23) -> bytes:
    body = Body(coding, limit)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    assert body.received() == data
    return body.decoded()


@pytest.mark.parametrize("step", [1, 2, 3, 7, 65536])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:99]) + gzip.compress(b"") + gzip.compress(TEXT[99:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 9),
        ("gzip", gzip.compress(TEXT) + b"\x1f"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("deflate", zlib.compress(TEXT) + b"\r\n"),
        ("", TEXT),
    ],
)
def test_pieces_of_any_size(coding: str, data: bytes, step: int) -> None:
    assert read(coding, data, step) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", ""])
def test_nothing_at_all_is_an_empty_body(coding: str) -> None:
    assert read(coding, b"") == b""


@pytest.mark.parametrize("more", [-1, 0, 1, 2, 300])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate], ids=["gzip", "zlib", "raw"])
def test_decoding_in_pieces_loses_nothing_at_their_edges(pack: object, more: int) -> None:
    assert callable(pack)
    text = Random(5).randbytes(999) * 1050 + b"a" * (2**20 + more)
    coding = "gzip" if pack is gzip.compress else "deflate"
    assert read(coding, pack(text), limit=len(text)) == text
    with pytest.raises(Overflow):
        read(coding, pack(text), limit=len(text) - 1)


@pytest.mark.parametrize(
    ("coding", "data"),
    [("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)), ("deflate", raw_deflate(TEXT))],
)
def test_stream_without_its_end(coding: str, data: bytes) -> None:
    for end in range(1, len(data)):
        with pytest.raises(CutShort, match=f"{coding} without its end"):
            read(coding, data[:end])


def test_second_member_may_not_be_corrupt() -> None:
    with pytest.raises(Undecodable, match="corrupt gzip"):
        read("gzip", gzip.compress(TEXT) + b"\x1f\x8bxxxxxxxxxx")


def test_fault_is_the_first_one_and_bytes_are_kept() -> None:
    body = Body("gzip", 100)
    body.feed(b"no gzip")
    body.feed(b", but text")
    assert body.received() == b"no gzip, but text"
    with pytest.raises(Undecodable, match=r"corrupt gzip: .*incorrect header check"):
        body.decoded()
    with pytest.raises(Overflow):
        body.feed(b"x" * 100)
