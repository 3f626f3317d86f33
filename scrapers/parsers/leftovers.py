"""Lines within a text that are the site's own: sharing, counters, «Читайте також», remains of feeds and of embedding.

Only whole lines that say nothing else, since a described box is the editor's: «Джерело: …», «Нагадаємо, …» and a link
«Детальніше про конкурс» are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.clean import matching_key
from scrapers.parsers.word_lists import read_words

_LONGEST = 220
_WORDS = read_words("leftovers")
_EDITED = re.compile(_WORDS["edited"], re.I)
_OTHERS = re.compile(_WORDS["others"], re.I)
_LEFTOVER = re.compile(f"{_WORDS['leftover']}|{_EDITED.pattern}", re.I)
_CLOSES = re.compile(r"(?:детальніше|читати\s+далі)\W*", re.I)  # an item of a digest
_WHY = re.compile(r"причина\s*:.{0,160}", re.I)
_LAST = re.compile(r"новини\s*:?", re.I)  # a heading of what was left out already
_TAGGED = re.compile(r"(?:ключові\s+(?:слова|теги)|теги|мітки|позначки|tags)\s*:?\s*", re.I)
_BETWEEN = " ,;|/•·#\u00a0"
_TEXT = re.compile(r"[.:;]\W*$")  # a title ends otherwise
_TITLE = 160


def without_leftovers(
    lines: tuple[str, ...],
    *,
    closings: bool = False,
    wide: bool = False,
    links: Sequence[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """The lines of an article's text without the site's own. `closings`: «Детальніше» may close an item and stays;
    `wide`: the text was found by structure, so that its last line may be a heading of what follows; `links`: their
    addresses and words.
    """
    if wide and lines and _LAST.fullmatch(lines[-1]):
        lines = lines[:-1]
    if not any(map(_may_be, lines)):  # most texts
        return lines
    kept: list[str] = []
    titles = edited = False  # of other articles; who changed it stands above
    for line in lines:
        edited, before = _EDITED.match(line) is not None, edited
        if before and _WHY.fullmatch(line):
            continue
        if _OTHERS.fullmatch(line):
            titles = True
        elif closings and _CLOSES.fullmatch(line):
            kept.append(line)
        elif not is_leftover(line) and not (titles and (_is_title(line) or _is_link(line, links))):
            titles = False
            kept.append(line)
    return tuple(kept)


def without_byline(lines: tuple[str, ...], author: str | None) -> tuple[str, ...]:
    """The text without «by Ivan» or «Автор: Іван Крук» as its first or last line, once that is a field of its own."""
    if not author:
        return lines
    name = matching_key(author)
    own = {f"{word} {name}" for word in ("by", "автор", "автор тексту")}
    first = 1 if lines and matching_key(lines[0]) in own else 0
    last = len(lines) - 1 if len(lines) > first and matching_key(lines[-1]) in own else len(lines)
    return lines[first:last]


def above_tags(lines: tuple[str, ...], tags: Sequence[str], *, wide: bool) -> tuple[str, ...]:
    """The lines above those that name the article's tags, at the end of a box that is wider than the text. In one that
    a selector found a single tag without label or signs is text: a last line may say «Спорт».
    """
    if not lines or not tags:
        return lines
    end = len(lines)
    while end and _naming(lines[end - 1], tags):
        end -= 1
    if end == len(lines):
        return lines
    if end and _TAGGED.fullmatch(lines[end - 1]):
        return lines[: end - 1]
    alone = lines[end:] == (_naming(lines[-1], tags),)
    return lines[:end] if _TAGGED.match(lines[end]) or (end and (wide or not alone)) else lines


def _naming(line: str, tags: Sequence[str]) -> str | None:
    """The first tag of a line that names tags and nothing else."""
    rest, first = _TAGGED.sub("", line, count=1), None
    while rest := rest.lstrip(_BETWEEN):
        tag = max((tag for tag in tags if tag and rest.startswith(tag)), key=len, default=None)
        if tag is None:
            return None
        first, rest = first or tag, rest[len(tag) :]
    return first


def is_leftover(line: str) -> bool:
    """Whether a whole line says nothing of the article's."""
    return len(line) <= _LONGEST and _LEFTOVER.fullmatch(line) is not None


def _may_be(line: str) -> bool:
    return is_leftover(line) or (len(line) <= _LONGEST and _OTHERS.fullmatch(line) is not None)


def _is_title(line: str) -> bool:
    return len(line) < _TITLE and _TEXT.search(line) is None


def _is_link(line: str, links: Sequence[tuple[str, str]]) -> bool:
    """A title of any length."""
    return any(line == words for _, words in links)
