from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from random import Random

import pytest

from scrapers.body import CutShort, Overflow, Undecodable, decode

TEXT = "Рішення сесії міської ради. ".encode() * 40


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


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
def test_coding_is_undone(coding: str, data: bytes) -> None:
    assert decode(data, coding, len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", ""])
def test_nothing_at_all_is_an_empty_body(coding: str) -> None:
    assert decode(b"", coding, 0) == b""


@pytest.mark.parametrize("more", [-1, 0, 1, 2, 300])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate], ids=["gzip", "zlib", "raw"])
def test_decoding_in_pieces_loses_nothing_at_their_edges(pack: Callable[[bytes], bytes], more: int) -> None:
    coding = "gzip" if pack is gzip.compress else "deflate"
    noise = Random(5).randbytes(999) * 1050
    for text in (noise + b"a" * (2**20 + more), b"a" * (2**20 + more), b"a" * (2**21 + more)):
        assert decode(pack(text), coding, len(text)) == text
        with pytest.raises(Overflow):
            decode(pack(text), coding, len(text) - 1)


@pytest.mark.parametrize(
    ("coding", "data"),
    [("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)), ("deflate", raw_deflate(TEXT))],
)
def test_stream_without_its_end(coding: str, data: bytes) -> None:
    for end in range(1, len(data)):
        with pytest.raises(CutShort, match=f"{coding} without its end"):
            decode(data[:end], coding, len(TEXT))


def test_second_member_may_not_be_corrupt() -> None:
    with pytest.raises(Undecodable, match="corrupt gzip"):
        decode(gzip.compress(TEXT) + b"\x1f\x8bxxxxxxxxxx", "gzip", len(TEXT))


def test_what_is_not_gzip() -> None:
    with pytest.raises(Undecodable, match=r"corrupt gzip: .*wrapper"):
        decode(b"no gzip, but text", "gzip", 100)


def test_checksum_is_checked() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-5] ^= 1
    with pytest.raises(Undecodable, match="corrupt gzip"):
        decode(bytes(packed), "gzip", len(TEXT))


def test_members_have_a_limit() -> None:
    """Each is decoded from a copy of what is left: a body of nothing but empty ones would take minutes."""
    assert decode(gzip.compress(b"a") * 100, "gzip", 100) == b"a" * 100
    with pytest.raises(Overflow, match="more than 100 gzip members"):
        decode(gzip.compress(b"") * 101, "gzip", 100)
