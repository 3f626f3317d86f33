"""Lines within a text that are the site's own: sharing, counters, «Читайте також», remains of feeds and of embedding.

Only whole lines that say nothing else, since a described box is the editor's: «Джерело: …», «Нагадаємо, …» and a link
«Детальніше про конкурс» are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.clean import matching_key

_LONGEST = 220
_LEFTOVER = re.compile(
    r"""(?:
    (?:кількість\s+|к-сть\s+)?(?:переглядів|перегляди|показів|прочитань)\s*[:–-]?\s*\d[\d\s]*
    |\d[\d\s]*(?:переглядів|перегляди|показів|прочитань)
    |(?:прочитано|переглянуто)\s*:?\s*\d[\d\s]*(?:раз(?:ів|и)?)?|[👁👀]\W*\d[\d\s]*
    |(?:(?:останн\w+|востаннє)\s+)?(?:онов(?:лено|лення)|відредаговано|редагування)(?:\s*:\s*|\s+)(?:об?\s+)?
        (?:сьогодні|вчора|учора|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\s+[а-яіїєґ]+\s+\d{4}(?:\s+р(?:оку|\.)?)?|\d{1,2}:\d\d)
        (?:\W{0,3}(?:об?\s+)?\d{1,2}:\d\d)?\W*
    |(?:поділитис[яь]|поділіться|поширити|share)(?:\s+\w+){0,3}\s*:?(?:\s+(?:facebook|telegram|viber|twitter|whatsapp|linkedin|x)\b\s*\d*)+
    |(?:сьогодні|вчора|учора)\s*,?\s*(?:об?\s+)?\d{1,2}:\d\d
    |сподобалась\s+новина\b.{0,40}
    |поділи(?:ться|тися|тись|тесь)(?:\s+(?:цією\s+)?новиною)?\W*
    |підпи(?:суйтесь|суйтеся|шіться|шись|сатися|сатись)\s+на\s+(?:наш\w*\s+)?
        (?:канал|сторінк\w+|telegram|телеграм|facebook|фейсбук|viber|вайбер|youtube|ютуб|instagram|інстаграм)\b.{0,60}
    |версія\s+для\s+друку
    |(?:<<|«|←|\[)\s*назад(?:\s*[|/\]]\s*(?:версія\s+для\s+друку|друкувати|друк)?)?
    |(?:детальніше|читати\s+далі)\W*
    |читайте\s+(?:також|більше|ще)(?:\s+(?:на\s+цю\s+тему|у\s+статті|за\s+темою))?\s*:.*
    |\[/?ad_\d+\]
    |скопіюйте\s+та\s+вставте\s+це\s+посилання\b.*
    |використання\s+файлів\s+cookie\W*
    |(?:ми|(?:цей|наш)\s+(?:веб-?)?сайт)\s+використову\w+\s+(?:файли\s+)?cookie\b.*
    )""",
    re.I | re.X,
)
_MISTAKE = re.compile(
    r"(?:знайшли|помітили|побачили|виділіть|якщо|натисніть)\b.*ctrl\s*\+\s*enter.{0,40}|ctrl\s*\+\s*enter\W*",
    re.I,
)
# what other articles stand behind, each in a line of its own
_OTHERS = re.compile(
    r"(?:(?:читайте|дивіться)\s+також(?:\s+на\s+цю\s+тему)?"
    r"|(?:інші|схожі|останні|популярні|свіжі|пов.язані)\s+(?:новини|публікації|матеріали|записи)"
    r"|(?:новини|матеріали|публікації)\s+(?:за\s+темою|по\s+темі)|(?:більше|ще)\s+новин"
    r"|вас\s+(?:також\s+)?(?:може|можуть)\s+зацікавити)\s*:?",
    re.I,
)
_EDITED = re.compile(r"(?:новину|статтю|матеріал)\s+(?:від)?редагува(?:в|ла)\b.*", re.I)
_ANY = re.compile(
    "|".join(f"(?:{kind.pattern})" for kind in (_LEFTOVER, _MISTAKE, _EDITED, _OTHERS)), re.I | re.X
)
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
    if len(line) > _LONGEST:
        return False
    return any(kind.fullmatch(line) for kind in (_LEFTOVER, _MISTAKE, _EDITED))


def _may_be(line: str) -> bool:
    return len(line) <= _LONGEST and _ANY.fullmatch(line) is not None


def _is_title(line: str) -> bool:
    return len(line) < _TITLE and _TEXT.search(line) is None


def _is_link(line: str, links: Sequence[tuple[str, str]]) -> bool:
    """A title of any length."""
    return any(line == words for _, words in links)
