"""What a site says of itself on its front page: name, region, language; and a slug made of the name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.clean import clean_line
from scrapers.html import first_text, maybe
from scrapers.look import Look
from scrapers.parsers.article import lang_of
from scrapers.records import REGIONS
from scrapers.registry import SLUG, Source

_PARTED = re.compile(r"\s+[|–—•·:]\s+|\s+-\s+|\s*\|\s*")
_NO_NAME = re.compile(
    r"(?:головна(?: сторінка)?|новини|home|головна стор\.|стрічка новин|останні новини|all news|ласкаво просимо)",
    re.I,
)
_DRESS = re.compile(
    r"^(?:офіційн\w+\s+)?(?:веб-?|інтернет-?)?(?:сайт|портал|сторінка|представництво)\w*\s+|^головна\s+|\s+(?:офіційн\w+\s+)?(?:веб-?)?(?:сайт|портал)$",
    re.I,
)
_PLACE = re.compile(
    r",\s*[\w’'ʼ-]+ський район.*$|,\s*[\w’'ʼ-]+(?:[сцз]ька область|[сцз]ької області|[сцз]ька обл\.).*$"
)
_BODY = re.compile(
    r"(?:рада|ради|громад|адміністрац|район|міст|селищ|асоціац|управлін|департамент|газет|вісник)", re.I
)
_REGION = re.compile(
    r"(?<![\w-])((?:[А-ЯІЇЄҐ][а-яіїєґ’']+-)?[А-ЯІЇЄҐа-яіїєґ’']+[сцз]ьк)(?:а|ої|ій|у|ою)\s+(?:област[ьі]\w*|обл\.|ОВА|ОДА|обласн\w+)"
)
_COUNCIL = re.compile(r"(?<![\w-])([А-ЯІЇЄҐ][а-яіїєґ’'-]+[сцз]ьк)(?:а|ої)\s+міськ(?:а|ої)\s+рад[аи]")
_KYIV = re.compile(r"Київськ\w+ міськ\w+ (?:рад|державн)|КМДА|Київрад")
_CRIMEA = re.compile(r"Автономн\w+ Республі\w+ Крим")
_STEMS = {name.partition("а область")[0].lower(): code for code, name in REGIONS.items() if "область" in name}
_WORDS = (
    "header, footer, address, h1, [class*='brand'], [class*='logo'], [class*='contact'], [class*='address'],"
    " [class*='footer'], [id*='footer'], [id*='header']"
)
_LATIN = str.maketrans(
    {
        **dict(
            zip(
                "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
                "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia".split(),
                strict=True,
            )
        ),
        "ь": "",
        "'": "",
        "’": "",
        "ʼ": "",
    }
)
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """`region_words` are the site's own; `doubts` say of a key of the source file why it may be wrong."""

    name: str
    lang: str | None
    charset: str
    region: str | None
    region_words: str | None
    slug: str
    doubts: dict[str, str]


def read_site(look: Look, source: Source | None = None) -> SiteFacts:
    """`source`, with its platform's layout, tells where the name and the region stand."""
    doubts: dict[str, str] = {}
    name = _name(look, source)
    if name is None:
        name = urlsplit(look.url).hostname or look.url
        doubts["name"] = "the site does not say its name: write it in Ukrainian"
    elif not _BODY.search(name):
        doubts["name"] = "is this the publisher's name?"
    region, words, doubt = _region(look, name, source)
    if doubt:
        doubts["region"] = doubt
    return SiteFacts(
        name=name,
        lang=lang_of(look.text),
        charset=look.charset,
        region=region,
        region_words=words,
        slug=slug_of(name, look.url),
        doubts=doubts,
    )


def _name(look: Look, source: Source | None) -> str | None:
    """The layout's place for it, og:site_name, the part of <title> that speaks of a council or community."""
    named = maybe(look.page, source.layouts[-1].community) if source is not None else None
    if named is not None and (shown := first_text(named.node)):
        return shown
    told = [_attribute(look, "meta[property='og:site_name']", "content")]
    titles = [_text(look, "title"), _attribute(look, "meta[property='og:title']", "content")]
    parts = [part for title in titles for part in _PARTED.split(title)]
    brands = [
        _text(look, css)
        for css in ("header h1", ".site-title", ".site-name", "#site-name", ".logo", "header .brand", "h1")
    ]
    names = [name for part in [*told, *parts, *brands] if (name := _undressed(part))]
    return next((name for name in names if _BODY.search(name)), names[0] if names else None)


def _undressed(text: str) -> str | None:
    """«Офіційний сайт Вербівської громади» keeps its words but the first two, in the case they stand in."""
    name = _PLACE.sub("", _DRESS.sub("", clean_line(text))).strip(' -–—|:"')
    if not name or _NO_NAME.fullmatch(name) or len(name) > 120 or "http" in name:
        return None
    return name[:1] + name[1:].lower() if name.isupper() else name


def _region(look: Look, name: str, source: Source | None) -> tuple[str | None, str | None, str | None]:
    """Code, the site's own words, and what is doubtful. Two regions named alike give none."""
    if source is not None and (found := maybe(look.page, source.layouts[-1].region)) is not None:
        words = clean_line(found.node.text(deep=True))
        if codes := _codes(words):
            return next(iter(codes)), words, None
    placed = " ".join(
        clean_line(node.text(deep=True, separator=" "))[:3_000] for node in look.page.css(_WORDS)
    )
    for text, weak in (
        (f"{name} . {_text(look, 'title')}", False),
        (placed, False),
        (look.page.text(separator=" "), True),
    ):
        codes = _codes(text)
        if codes:
            (best, count), *others = codes.most_common()
            if others and count < 2 * others[0][1]:
                return None, None, f"the page names {', '.join(REGIONS[code] for code in codes)[:120]}"
            return (
                best,
                REGIONS[best],
                "named only in the text of the front page" if weak and count < 3 else None,
            )
    if _KYIV.search(name):
        return "UA-30", name, None
    if (match := _COUNCIL.search(name)) and (code := _STEMS.get(match[1].lower())):
        return code, match[0], "taken from the city's name: is it the oblast's centre?"
    return None, None, "the site does not name its oblast"


def _codes(text: str) -> Counter[str]:
    found = Counter(code for match in _REGION.finditer(text) if (code := _STEMS.get(match[1].lower())))
    if crimea := len(_CRIMEA.findall(text)):
        found["UA-43"] = crimea
    return found


def slug_of(name: str, url: str) -> str:
    """«Драбівська громада» is `drabivska_hromada`, by the official table of 2010; a long name gives way to the host."""
    slug = romanize(name)
    if slug.count("_") <= 4 and len(slug) <= _LONGEST_SLUG and SLUG.fullmatch(slug):
        return slug
    parts = urlsplit(url)
    host = re.sub(r"^www\.|(?:\.gov|\.com|\.org|\.in|\.net)?\.[a-z]+$", "", parts.hostname or "")
    made = re.sub(r"[^a-z0-9]+", "_", f"{host}{'_' if parts.port else ''}{parts.port or ''}".lower()).strip(
        "_"
    )
    return made if SLUG.fullmatch(made) else f"site_{made or 'unknown'}"


def romanize(text: str) -> str:
    """Words in small Latin letters, joined by `_`."""
    words = re.findall(r"[\w’'ʼ]+", text.lower().replace("зг", "zgh"))
    return "_".join(filter(None, map(_romanized, words)))


def _romanized(word: str) -> str:
    head = _FIRST.get(word[:1])
    latin = f"{head}{word[1:]}" if head else word
    return re.sub(r"[^a-z0-9]", "", latin.translate(_LATIN))


def _text(look: Look, css: str) -> str:
    node = look.page.css_first(css)
    return clean_line(node.text(deep=True)) if node is not None else ""


def _attribute(look: Look, css: str, name: str) -> str:
    node = look.page.css_first(css)
    return clean_line(node.attributes.get(name) or "") if node is not None else ""
