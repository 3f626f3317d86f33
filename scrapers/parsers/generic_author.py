"""Who wrote what an unknown page shows: data first, then a line that signs."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.parsers.generic_page import Page

_BYLINE = re.compile(
    r"(?i:автор(?:ка|и)?(?:\s+(?:статті|матеріалу|тексту|новини))?|текст|підготува(?:в|ла|ли)|by|author|written\s+by)\s*[:–—-]?\s+"
    r"(?P<name>[А-ЯІЇЄҐA-Z][\w’'ʼ.-]+(?:\s+[А-ЯІЇЄҐA-Z][\w’'ʼ.-]*){0,3})\s*(?:[,|/(].*|на\s+\d.*)?$"
)
_AUTHOR_NAMES = re.compile(r"(?<![a-z])(?:author\w*|byline|post-?author|article-?author|avtor)(?![a-z])")
_BY = re.compile(r"^(?:від|by|автор|автори|автор(?:ка)?)\s*:?\s+", re.I)
_NO_NAME = re.compile(
    r"https?:|[@_]|\d{2}|admin|super ?user|webmaster|editor|redaktor|користувач|адміністратор|редактор сайту"
    r"|прес-?служба сайту",
    re.I,
)


_SIGNS = re.compile(
    r"(?:Написа(?:в|ла)|Написал[аи]?)\s+[А-ЯІЇЄҐA-Z][\w’'ʼ.-]*(?:\s+[\w’'ʼ.-]*\w){0,3}|(?i:розмісти(?:в|ла)|опублікува(?:в|ла)|автор(?:ка)?|підготува(?:в|ла)|разместила?|добавила?)\s*:?\s+"
    r"(?:[А-ЯІЇЄҐA-Z][\w’'ʼ.-]*\s*){1,3}"
)


class Signed(NamedTuple):
    name: str | None
    origin: str
    confidence: float


def read_author(page: Page, title_line: int, body: tuple[int, int], data: dict[str, str]) -> Signed:
    """JSON-LD and states, then metas, then a line that signs: «Автор: …» near the title or under the text."""
    for origin, text in (
        *data.items(),
        *((f"meta:{n}", page.metas.get(n, "")) for n in ("author", "article:author", "dc.creator")),
    ):
        own = matching_key(text) not in matching_key(f"{page.title} {page.meta('og:site_name')}")
        if text and own and not _NO_NAME.search(text) and len(text) < 100:
            return Signed(text, origin, 0.9)
    near = range(max(0, title_line), min(len(page.lines), max(title_line, 0) + 10))
    for i in (*near, *range(max(0, body[1] - 3), min(len(page.lines), body[1] + 4))):
        line = page.lines[i]
        if len(line.text) > 80:
            continue
        signed = _BYLINE.match(line.text)
        if signed and not _NO_NAME.search(signed["name"]):
            return Signed(signed["name"].rstrip(" .,"), f"walk:{line.box.tag}", 0.7)
        name = _BY.sub("", line.text)
        words = name.split()
        named = len(words) in (2, 3) and all(word[0].isupper() for word in words)
        if named and _AUTHOR_NAMES.search(line.box.names) and not _NO_NAME.search(name):
            return Signed(name, f"walk:{line.box.tag}.{line.box.names.split(' ')[0]}", 0.7)
    link = page.metas.get("rel=author", "")
    if 2 <= len(link.split()) <= 3 and not _NO_NAME.search(link) and link == link.title():
        return Signed(link, "walk:a[rel=author]", 0.5)
    return Signed(None, "walk:nothing", 0.0)


def signs_ours(text: str) -> bool:
    """«Написав Роман Білик», as it stands above a text."""
    return len(text) < 60 and _SIGNS.fullmatch(text) is not None
