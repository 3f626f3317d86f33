"""An article's category told by structure: the trail «Головна » Новини » Назва новини», and «Категорія: Новини»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line, matching_key
from scrapers.html import Page
from scrapers.parsers.crumbs import is_home
from scrapers.parsers.spots import ancestors

_MOST, _LETTERS = 7, 500  # items and letters of a trail
_STEPS = 4  # boxes above the link to the front page
_SEPARATOR = re.compile(r"(?:^|\s)(?:[»→›>/]|::)(?=\s|$)")
_NAMES = (
    r"(?:категорія|рубрика|розділ|(?:опубліковано|розміщено)\s+[ву](?:\s+(?:категорії|рубриці|розділі))?)"
)
_LABEL = re.compile(rf"(?:^|\s){_NAMES}\s*:?\s*$", re.I)
# in the page as written, in small letters: most that say one of these words have no link behind it, and need not be
# looked through
_SAID = ("категорія", "рубрика", "розділ", "опубліковано", "розміщено")
_GAP = r"(?:\s|&nbsp;|&#160;|<(?!a\b)[^<>]*>)*+"
_BEFORE_LINK = re.compile(rf"{_NAMES}{_GAP}:?{_GAP}<a\b")
# without a link, among other facts: «Дата: 16.09.2024 | Розділ: Новини»
_FACT = re.compile(r"(?:^|[|•·]\s*)(?:категорія|рубрика|розділ)\s*:\s*([^|•·:.]{3,40}?)\s*(?:$|[|•·])", re.I)
_FACTS = re.compile(r"(?:категорія|рубрика|розділ)\s*:", re.I)
_FOLDERS = "[class*='folder' i]"  # icons that stand before a category
_LABELLED = 120  # letters
_HOME = re.compile(r"/|https?://[^/?#]+/?")
_CUT, _LEAST = re.compile(r"[\s.…]+$"), 10


def find_trail(page: Page, title: str) -> list[str]:
    """Items from the front page down. A menu has a link to it too, but neither the title at its end nor separators,
    and is no ordered list.
    """
    for link in page.css("a[href]"):
        home = clean_line(link.text(deep=True))
        if not is_home(home) and not (home and _leads_home(link)):
            continue
        for box, _ in zip(ancestors(link), range(_STEPS), strict=False):
            items = list(_items(box))
            if len(items) > _MOST or sum(map(len, items)) > _LETTERS or box.tag in ("body", "html"):
                break
            if len(items) < 2 or items[0] != home:
                continue
            ends = _ends(items[-1], title)
            if is_home(home) and (ends or _parted(box) or box.tag == "ol"):
                return items
            if ends and _parted(box):  # the site's name stands for the front page
                return items[1:]
    return []


def _leads_home(link: LexborNode) -> bool:
    return _HOME.fullmatch(link.attributes.get("href") or "") is not None


def labelled_category(page: Page, said: str) -> str | None:
    """The link behind «Категорія:», «Рубрика:» or «Опубліковано в», where the page has one such. `said` is the page as
    written, in small letters.
    """
    places = [at for word in _SAID for at in _places(said, word)]
    linked = any(_BEFORE_LINK.match(said, at) for at in places)
    found = {
        text
        for link in (page.css("a[href]") if linked else ())
        if (text := clean_line(link.text(deep=True))) and _is_labelled(link, text)
    }
    found = found or (_facts(page) if any(_FACTS.match(said, at) for at in places) else set())
    return found.pop() if len(found) == 1 else None


def _places(said: str, word: str) -> Iterator[int]:
    at = said.find(word)
    while at >= 0:
        yield at
        at = said.find(word, at + 1)


def _facts(page: Page) -> set[str]:
    found: set[str] = set()
    for node in page.body.traverse(include_text=True) if page.body is not None else ():
        if node.tag != "-text" or not _FACTS.search(node.text_content or ""):
            continue
        for box, _ in zip(ancestors(node), range(2), strict=False):  # the label may be bold
            said = clean_line(box.text(deep=True))
            if len(said) < _LABELLED and (match := _FACT.search(said)):
                found.add(match[1])
                break
    return found


def behind_folder(page: Page) -> list[LexborNode]:
    """Links right behind the icon of a folder."""
    found = []
    for icon in page.css(_FOLDERS):
        behind = icon.next
        while behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
            behind = behind.next
        if behind is not None and behind.tag == "a" and not clean_line(icon.text(deep=True)):
            found.append(behind)
    return found


def _is_labelled(link: LexborNode, text: str) -> bool:
    box = link.parent
    while box is not None and clean_line(box.text(deep=True)) == text:
        box = box.parent
    said = clean_line(box.text(deep=True, separator=" ")) if box is not None else ""
    return len(said) < _LABELLED and _LABEL.search(said.split(text, 1)[0]) is not None


def _items(box: LexborNode) -> Iterator[str]:
    """The box's texts in order, without what only parts them."""
    for piece in box.text(deep=True, separator="\n").split("\n"):
        for part in _SEPARATOR.split(clean_line(piece)):
            if (text := clean_line(part)) and re.search(r"\w", text):
                yield text


def _parted(box: LexborNode) -> bool:
    """Between its links stand separators, each alone in its text."""
    pieces = [clean_line(piece) for piece in box.text(deep=True, separator="\n").split("\n")]
    return any(piece and not _SEPARATOR.sub("", piece).strip() for piece in pieces)


def _ends(item: str, title: str) -> bool:
    """The title, whole or cut short."""
    said, whole = matching_key(_CUT.sub("", item)), matching_key(title)
    return said == whole or (len(said) >= _LEAST and whole.startswith(said))
