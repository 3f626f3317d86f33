"""From bytes to text: what HTTP says, then the page's own meta, then detection; a declaration must prove true."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

_HTTP = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
# words from their first letter beyond ASCII on: Latin with accents, Cyrillic
_STRANGE = re.compile("[\u00c0-\u024f\u0400-\u04ff][A-Za-z\u00c0-\u024f\u0400-\u04ff]*")
_ASCII = bytes(range(128))
_COMMON = re.compile(
    "[оанивітрескдлмп]+", re.I
)  # three quarters of the letters of any Ukrainian or Russian text
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_ASCII_LETTERS = re.compile("[A-Za-z]+")
_CAPITALS = re.compile("[\u00c0-\u00de\u0400-\u042f\u0490]+")
_SAMPLE = 120  # words
_LOOK = 2_000  # bytes before and behind the first that is no UTF-8
# browsers read these labels as their Windows supersets
_ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252", "koi8-r": "koi8-u"}
_LABELS = {"cp1251": "windows-1251", "cp1252": "windows-1252", "koi8_u": "koi8-u"}
_CANDIDATES = ["cp1251", "koi8_u", "cp866", "mac_cyrillic", "cp1252"]


def decode(body: bytes, content_type: str | None = None, override: str | None = None) -> tuple[str, str]:
    """The text and the charset that was used. Never fails: what no charset explains is replaced by U+FFFD."""
    if body.startswith(codecs.BOM_UTF8):
        return body[3:].decode("utf-8", "replace"), "utf-8"
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace"), "utf-16"
    try:
        # Cyrillic in another charset is never valid UTF-8 by chance, so UTF-8 that holds needs no declaration
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        error_at = error.start
        torn = error_at >= len(body) - 4
    around = body[max(0, error_at - _LOOK) : error_at + _LOOK]  # saves the second look at nearly all others
    if _nearly_utf8(around) and _nearly_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    declared = list(dict.fromkeys(name for name in _declared(body, content_type, override) if name))
    for name in declared:
        if name != "utf-8" and (text := _plausible(body, name)) is not None:
            return text, _LABELS.get(name, name)
    if "utf-8" in declared or torn:
        text = body.decode("utf-8", "replace")
        if torn or text.count("\ufffd") <= len(text) // 1000:
            return text, "utf-8"
    return _detected(body, declared)


def _nearly_utf8(body: bytes) -> bool:
    """Whether only a letter or two are broken; another charset breaks nearly all."""
    return 20 * body.decode("utf-8", "replace").count("\ufffd") < len(body.translate(None, _ASCII)) // 2


def _declared(body: bytes, content_type: str | None, override: str | None) -> Iterator[str | None]:
    yield known_charset(override)
    if content_type and (match := _HTTP.search(content_type)):
        yield known_charset(match[1])
    head = body[:4096]
    for pattern in (_XML, _META):
        if found := pattern.search(head):
            yield known_charset(found[1].decode("ascii", "replace"))


def known_charset(name: str | None) -> str | None:
    """Python's own name of a declared charset; None for one that does not exist."""
    if not name:
        return None
    try:
        found = codecs.lookup(name).name
        bytes(4).decode(found)  # base64, rot13 and the like are codecs, but no charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    return _ALIASES.get(found, found)


def _plausible(body: bytes, charset: str) -> str | None:
    """The text, if it reads like Cyrillic, or like Latin text with a few accents; else None."""
    try:
        text = body.decode(charset)
    except UnicodeDecodeError:
        return None
    return text if _score(text) >= 0.5 else None


def _score(text: str) -> float:
    """Read in a wrong charset, the letters of Cyrillic text turn into rare ones, and small ones into capitals."""
    # only words with such letters tell: markup and English around them are the same in every charset
    letters = "".join(found[0] for found in islice(_STRANGE.finditer(text), _SAMPLE))
    strange = _ASCII_LETTERS.sub("", letters)
    if not strange:
        return 1.0
    if 2 * _count(_CYRILLIC, strange) < len(strange):
        return 0.5 if 2 * len(strange) < len(letters) else 0.0
    good = _count(_COMMON, strange) / len(strange)
    capitals = _count(_CAPITALS, strange) / len(strange)
    return good - 0.3 if 0.6 < capitals < 1 else good


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


def _detected(body: bytes, declared: list[str]) -> tuple[str, str]:
    read = {name: body.decode(name, "replace") for name in ("cp1251", "koi8_u")}
    best, text = max(read.items(), key=lambda item: _score(item[1]))
    if _score(text) >= 0.5:
        return text, _LABELS[best]
    from charset_normalizer import from_bytes  # here because few pages come so far, and it is slow to import

    guess = from_bytes(body[:200_000], cp_isolation=[*_CANDIDATES, *declared]).best()
    name = guess.encoding if guess is not None else (declared or ["utf-8"])[0]
    return body.decode(name, "replace"), _LABELS.get(name, name)
