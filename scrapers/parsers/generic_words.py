"""Words by which Ukrainian and other sites name what is the article and what is not: class names and phrases."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.dates import KYIV, find_dates
from scrapers.parsers import generic_foreign as foreign
from scrapers.parsers.generic_western import western
from scrapers.parsers.word_lists import read_words

ANY_TIME = datetime(2024, 7, 1, tzinfo=KYIV)  # to tell that «16 вересня, 08:41» is a date, whichever

_WORDS = read_words("generic_words")
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # not in hashed names
# «xdj266r x14z9mp», of what was pasted from Facebook
_HASHED = re.compile(r"(?<!\S)x(?=[a-z]*\d)[a-z\d]{5,7}(?:\s+|$)")
_BAD = re.compile(rf"(?<![a-z\d])(?:{_WORDS['bad']})(?![a-z])")
_NOT_BAD = re.compile(rf"(?<![a-z\d]){_WORDS['not_bad']}")
_POST_BAD = re.compile(
    r"post-?(?:meta|nav\w*|views|info|share\w*|tags?|related|author|comments?|navigation|rating)|post[-_](?:likes?|donat(?:e|ion))(?![a-z])"
)
_GOOD = re.compile(rf"(?<![a-z])(?<!img[-_])(?<!image[-_])(?:{_WORDS['good']})(?![a-z])")
_BAD_INLINE = re.compile(rf"(?<![a-z])(?:{_WORDS['bad_inline']})(?![a-z])")
BAD_ROLES = frozenset(
    "navigation complementary contentinfo search dialog alertdialog banner menu menubar toolbar".split()
)

_JUNK = re.compile(_WORDS["junk"], re.I)
_ALSO = re.compile(_WORDS["also"], re.I)
_END = re.compile(rf"(?:{_WORDS['end']})\W*", re.I)
_CONTACT = re.compile(
    r"\b\d{5},?\s+(?:м|с|смт|сел|обл)\.|\b(?:м|с|смт)\.\s*[А-ЯІЇЄҐ][\w’'-]+,\s*(?:вул|пл|просп|бульв)\."
    r"|\b(?:вул|пл)\.\s.{3,40}\bтел|^(?:логін|пароль|e-?mail|тел|факс|адреса)\b.{0,3}:|[\w.-]+@[\w-]+\.\w"
    r"|приймальня\s.{0,40}(?:понеділ|пн)|режим\s+роботи",
    re.I,
)
_READER = re.compile(
    r"[^\W_][\w .’'@-]{1,30}\s*[(\[]\s*\d\d?[./-]\d\d?[./-](?:\d\d){1,2},?\s+\d\d?:\d\d(?::\d\d)?\s*[)\]]\s*(?::|$)"
)
_BESIDE = 45  # letters beside the date of a byline
_FACTS, _WORD = 200, 25  # letters of a line of facts, and of a fact that nothing names
_KEPT = 4096  # verdicts: most lines and names of a page stand on the other pages of its site too
_BAR = re.compile(r"\s*\|\s*")
# parts of «Переглядів: 21 | Додав: director | Дата: 21.09.2024 | Рейтинг: 0.0/0»
_FIELD = re.compile(
    r"e-mail|(?:дата|додав|додала|автор|опублікува[вл]|опубліковано|розміщено|створено|оприлюднено|добавил)\w*(?:\s+[ву])?\s*:.{0,40}|[\d\s.,:]*"
    r"|(?:від|by)\s+[\w.-]+(?:\s+[\w.-]+)?",
    re.I,
)
_FILED = re.compile(
    r"(?:опубліковано|розміщено|додано|posted|filed)\s+(?:[ву]|in)\s*:", re.I
)  # where, not when
_SAYS = re.compile(
    r"опублік|опублик|перегляд|просмотр|автор|views|\||»\s\d|posted|published|submitted|розміщ|дода[внл]|надісла|написа[вл]",
    re.I,
)
_STAMP_REST = re.compile(rf"(?:{_WORDS['beside_a_date']}|{foreign.BESIDE_A_DATE})*", re.I)


_CREDIT = re.compile(
    r"\(?(?:(?:джерело\s+)?(?:фото|світлин[аи]?|знімк[аи]|фотографі[яї]|ілюстраці[яї])\s*(?::|©|/|[–—-]\s).{2,70}"
    r"|(?:ілюстративн|архівн)\w+\s+(?:фото|світлин|зображен|знімок)\w*\b.{0,60}"
    r"|(?:фото|світлин[аи]|знімк[аи])\s+(?:(?:з\s+)?(?:відкритих|архіву|соцмереж|мережі)|автор|надан)\w*.{0,50})",
    re.I,
)


class Names(NamedTuple):
    """Class names and ids in lower case, and what they say of a box, or of an inline element."""

    text: str
    bad: bool
    good: bool
    bad_inline: bool


NO_NAMES = Names("", False, False, False)


@lru_cache(maxsize=_KEPT)
def judge_names(*names: str | None) -> Names:
    """Names as written: «itemRelated» is read as «item-related»."""
    text = _HASHED.sub("", _CAMEL.sub("-", " ".join(filter(None, names)))).lower().strip()
    plain = text.replace("_", "-")
    named = _BAD.search(plain) is not None and _BAD.search(_NOT_BAD.sub(" ", plain)) is not None
    bad = named or _POST_BAD.search(text) is not None
    return Names(text, bad, bool(_GOOD.search(text)), bool(_BAD_INLINE.search(text)))


@lru_cache(maxsize=_KEPT)
def line_key(text: str) -> str:
    """The matching key of a line."""
    return matching_key(text)


@lru_cache(maxsize=_KEPT)
def is_junk(text: str) -> bool:
    """A whole line that is page chrome wherever it stands: counters, share buttons, «Детальніше»."""
    if len(text) >= 220:
        return False
    # «Переглядів: 88 | Друкувати»
    if _JUNK.fullmatch(text) or foreign.is_junk(text):
        return True
    parts = _BAR.split(text) if "|" in text else ()
    told = any(_JUNK.fullmatch(part) or _FILED.match(part) for part in parts)
    return told and all(map(_is_field, parts))


@lru_cache(maxsize=_KEPT)
def is_also(text: str) -> bool:
    """«Читайте також: …», alone or with what is to be read."""
    return len(text) < 300 and (_ALSO.fullmatch(text) is not None or foreign.is_also(text))


@lru_cache(maxsize=_KEPT)
def is_end(text: str) -> bool:
    """A heading behind which other articles, or readers' comments, stand."""
    return len(text) < 60 and (_END.fullmatch(text) is not None or foreign.is_end(text))


@lru_cache(maxsize=_KEPT)
def is_of_reader(text: str) -> bool:
    """«Галина (21-09-2024 19:02): Дякую!», as it stands below a text without a box of its own."""
    return _READER.match(text) is not None


@lru_cache(maxsize=_KEPT)
def is_stamp(text: str) -> bool:
    """A line that tells little more than a date: «Опубліковано: 16 вересня 2024, 08:41», «12.03.2024 | 123»."""
    if len(text) > 70:
        return False
    spots = find_dates(western(text), ANY_TIME)
    return (
        bool(spots)
        and _STAMP_REST.fullmatch(text[: spots[0].start] + " " + text[spots[-1].end :]) is not None
    )


@lru_cache(maxsize=_KEPT)
def is_byline(text: str) -> bool:
    """A whole date at an edge of a few words that are no sentence: «Ірина Бук, 5 травня 2024»."""
    if len(text) > 70 or text[-1] in ".!?:;…":
        return False
    spots = find_dates(western(text), ANY_TIME)
    return (
        len(spots) == 1
        and not spots[0].moment.year_inferred
        and spots[0].moment.precision in ("day", "minute")
        and (_STAMP_REST.fullmatch(text[: spots[0].start]) is not None or spots[0].end == len(text))
        and len(text) - (spots[0].end - spots[0].start) <= _BESIDE
    )


@lru_cache(maxsize=_KEPT)
def is_contact(text: str) -> bool:
    """An address, a telephone or a login, as they stand at the bottom of every page of a site."""
    return len(text) < 160 and _CONTACT.search(text) is not None


@lru_cache(maxsize=_KEPT)
def is_credit(text: str) -> bool:
    """Who took a picture: «Фото: пресслужба», «Ілюстративне фото з відкритих джерел»."""
    return len(text) < 100 and text[-1] not in "!?:;" and _CREDIT.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def is_label(text: str) -> bool:
    """A line above a text with a date and who put it there: «Опубліковано користувачем editor 09.11.2024», or facts
    of the page between bars, however many.
    """
    return (
        (len(text) < 90 or _are_facts(text))
        and text[-1] not in ".!?"
        and _SAYS.search(text) is not None
        and bool(find_dates(western(text), ANY_TIME))
    )


def _are_facts(text: str) -> bool:
    """«Категорія: Соціальний захист | Переглядів: 1156 | admin | 9-11-2026, 09:20»"""
    parts = _BAR.split(text) if "|" in text and len(text) < _FACTS else []
    return len(parts) > 2 and all(len(part) < _WORD or _is_field(part) for part in parts)


def _is_field(part: str) -> bool:
    return _JUNK.fullmatch(part) is not None or _FIELD.fullmatch(part) is not None
