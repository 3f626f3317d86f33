"""Whether two texts are nearly the same to a reader, by a few bytes of each: a page that is rendered anew has other
quotes, numbers, addresses of pictures and lines of the site's own.
"""

from __future__ import annotations

import re
import struct
from zlib import crc32

from scrapers.clean import matching_key

_KEPT = 32  # of the hashes of a text, the smallest: two texts share of them what they share of all
HEAD = 1_200  # letters that are looked at
_RUN = 2  # words that are told together
_NEAR = 0.5  # share of runs in common: a paragraph more or less in a short text leaves as many
_DIGIT = re.compile(r"\d")
# what is another at each request, and never all that tells two articles apart: numbers of requests, hours with seconds
_UNIQUE = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d{1,2}:\d\d:\d\d\b|\b(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{8,}\b|\b\d{7,}\b",
    re.I | re.A,
)


def folded(text: str | None) -> str:
    """What is the same at each request: without ids, typography and white space; numbers stay."""
    return matching_key(_UNIQUE.sub(" ", text or ""))


def sketch(text: str) -> bytes:
    """At most 128 bytes, none of a text without words; numbers are left out."""
    words = [word for word in matching_key(text[:HEAD]).split() if not _DIGIT.search(word)]
    runs = zip(*(words[start:] for start in range(_RUN)), strict=False) if len(words) >= _RUN else [words]
    found = {crc32(" ".join(run).encode("utf-8", "replace")) for run in runs if run}
    # crc32 of texts that differ little differs little: spread
    spread = sorted(each * 2_654_435_761 & 0xFFFFFFFF for each in found)[:_KEPT]
    return struct.pack(f"<{len(spread)}I", *spread)


def near(one: bytes, other: bytes) -> bool:
    """Whether the texts of two sketches have most of their words in common; two texts without words have."""
    if one == other:
        return True
    first, second = parts(one), parts(other)
    either = sorted(first | second)[:_KEPT]
    return bool(either) and sum(each in first and each in second for each in either) >= _NEAR * len(either)


def parts(told: bytes) -> set[int]:
    return set(struct.unpack(f"<{len(told) // 4}I", told))
