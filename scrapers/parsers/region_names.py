"""Names of oblasts and communities as pages write them: one behind the other, glued, or in Latin letters in a path."""

from __future__ import annotations

import re

from scrapers.clean import clean_line
from scrapers.records import REGIONS

_OBLAST = re.compile(
    r"[А-ЯІЇЄҐ][\w’'ʼ-]*?(?:[сцз]ьк)а\s*обл(?:асть|\.)"
    r"|(?:Автономна\s+Республіка|АР)\s+Крим|Крим(?!\w)|(?:м\.\s*|місто\s+)?(?:Київ|Севастополь)(?![\w’'ʼ])"
    r"|[A-Z][\w’'-]+\s+(?:[Oo]blast|[Rr]egion)(?!\w)"
    r"|(?:Autonomous\s+Republic\s+of\s+|AR\s+)?Crimea(?!\w)|(?:City\s+of\s+)?(?:Kyiv|Sevastopol)(?:\s+[Cc]ity)?(?!\w)"
)
_BETWEEN = re.compile(r"[\s,;|•·/]*(?:та|і|й|and)?[\s,;|•·/]*")
_MARKS = re.compile(r"[,;|•·\n\t]+|\s/\s|\s{3,}")
# a community's name ends with what it is; the next one begins with a capital, with or without a space
_KIND = r"(?:громада|громади|[ОС]?ТГ|рада|[Hh]romada|[Cc]ommunity|AH|ATC)"
_COMMUNITY = re.compile(rf".+?{_KIND}(?=\s*(?:[«\"]?[А-ЯІЇЄҐA-Z]|[,;|•·]|$))")
_ENDS_AS_ONE = re.compile(rf"{_KIND}\W*$")

# Stems of an oblast's name and of its centre as addresses spell them: Ukrainian and Russian, folded by `_fold`.
_STEMS: dict[str, str] = {
    "UA-05": "vinic vinits",
    "UA-07": "volin luck lutsk",
    "UA-09": "luhansk luhan",
    "UA-12": "dnipro dnepr dnipropetrovsk dnepropetrovsk",
    "UA-14": "doneck donetsk doneck",
    "UA-18": "zitomir",
    "UA-21": "zakarpat uzhorod uzhhorod",
    "UA-23": "zaporiz zaporoz",
    "UA-26": "ivano frankiv frankov",
    "UA-30": "kyiv kiev mkyiv",
    "UA-32": "kyivsk kievsk kyivobl kievobl",
    "UA-35": "kirovohrad kropivnic kropivnits",
    "UA-40": "sevastopol",
    "UA-43": "krym crimea avtonomn",
    "UA-46": "lviv lvov",
    "UA-48": "mikolaiv nikolaev",
    "UA-51": "odes",
    "UA-53": "poltav",
    "UA-56": "rivn rovn roven",
    "UA-59": "sum",
    "UA-61": "ternopil ternopol",
    "UA-63": "harkiv harkov",
    "UA-65": "herson",
    "UA-68": "hmelnic hmelnits",
    "UA-71": "cerkas",
    "UA-74": "cernihiv cernihov",
    "UA-77": "cernivec cernivc cernovic cernovec bukovin",
}
_SOUNDS = (
    ("shch|sch|sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh|gh|g|x", "h"),
    ("ts|tz", "c"),
    ("w", "v"),
    ("[yij]a", "a"),
    ("[yij]e", "e"),
    ("[yij]u", "u"),
    ("[yj]", "i"),
    (r"(.)\1+", r"\1"),
)
_LEAST = 4  # letters that an address must share with a stem that it has not whole: «polt-D0vs-D0aia-obl»


def split_regions(text: str) -> tuple[tuple[str, ...], bool]:
    """Regions that a value names, in its own words, and whether it names nothing else.

    >>> split_regions("Житомирська область Чернівецька областьКиїв")
    (('Житомирська область', 'Чернівецька область', 'Київ'), True)
    """
    found = list(_OBLAST.finditer(text))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    only = bool(found) and all(_BETWEEN.fullmatch(gap) for gap in gaps)
    return tuple(dict.fromkeys(clean_line(match[0]) for match in found)), only


def split_communities(text: str) -> tuple[tuple[str, ...], bool]:
    """Communities that a value names, and whether each says that it is one."""
    names: list[str] = []
    for piece in _MARKS.split(text):
        if line := clean_line(piece).strip(" .:-–—"):
            names += [clean_line(name).strip(" .,;") for name in _COMMUNITY.findall(line)] or [line]
            rest = line[sum(map(len, _COMMUNITY.findall(line))) :].strip(" .,;")
            if _COMMUNITY.findall(line) and rest:
                names.append(rest)
    return tuple(dict.fromkeys(names)), bool(names) and all(_ENDS_AS_ONE.search(name) for name in names)


def region_of_slug(slug: str) -> str | None:
    """Name of the region that a piece of an address spells: «zhytomyrska-obl», «kharkiv», «polt-D0vs-D0aia-obl»."""
    letters = _fold(slug)
    whole = [
        (len(stem), code)
        for code, stems in _STEMS.items()
        for stem in map(_fold, stems.split())
        if letters.startswith(stem)
    ]
    if whole:
        return REGIONS[max(whole)[1]]
    near = {code for code, stems in _STEMS.items() if any(_shared(letters, stem) for stem in stems.split())}
    return REGIONS[near.pop()] if len(near) == 1 else None


def _shared(letters: str, stem: str) -> bool:
    return len(letters) > _LEAST and letters[:_LEAST] == stem[:_LEAST]


def _fold(slug: str) -> str:
    """What is left of a Latin spelling when its schools agree: «Zhytomyrs'ka», «zhitomirskaya» begin alike."""
    letters = re.sub("[^a-z]", "", re.sub("-D[01]|%[0-9A-F]{2}", "", slug).lower())
    for spelling, sound in _SOUNDS:
        letters = re.sub(spelling, sound, letters)
    return letters
