"""Category and tags of an article where selectors match the labels of others too: clouds, side columns, teasers.

A link to a category looks alike wherever it stands, so a preset's selector for it is broad by nature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.html import Found, Page, nodes_of
from scrapers.parsers.generic_words import is_end, is_junk, is_stamp
from scrapers.parsers.spots import ancestors
from scrapers.parsers.teasers import Surroundings
from scrapers.parsers.trails import behind_folder, labelled_category

_ASIDE = re.compile(
    r"(?<![a-z_-])(?:side-?bar|widget(?![a-z])|widget[-_])|tags-?popular|(?:site|page)-footer|colophon", re.I
)
_CLOUD = re.compile("cloud", re.I)
_RUBRICS = ("rubr", "categor", "kategor", "section", "rozdil", "label", "badge", "kicker", "eyebrow")
_RUBRIC = re.compile(
    r"(?:^|[\s_-])(rubr[iy]\w*|[ck]ategor\w*|section|rozdil\w*|kicker|eyebrow|(?<!field-)(?<!field__)label|badge)(?=\s|$)",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ,’'-]){2,40}")
_HEADED = ":is(h2, h3, h4, h5, h6) a[href]"


def own_labels(page: Page, alternatives: Sequence[str], around: Surroundings) -> list[Found]:
    """All nodes of the first alternative that matches the article's own: those in the box of title and text, else
    those nearest to either. May be empty.
    """
    for css in alternatives:
        near: dict[int, list[Found]] = {}
        for node in nodes_of(page, css):
            depth = _depth(node, around)
            if depth is not None:
                near.setdefault(depth, []).append(Found(node, css))
        if near:
            least = min(max(near), around.depth)
            return [found for depth, all_there in near.items() if depth >= least for found in all_there]
    return []


def named_category(page: Page, written: str) -> list[str]:
    """What a label on the page calls the category, where one does: it says more than a trail to the section. `written`
    is the page in small letters.
    """
    return [said for said in [labelled_category(page, written)] if said]


def rubric(page: Page, written: str, around: Surroundings) -> list[str]:
    """What stands under a name for such in the box of title and text, or behind the icon of a folder, where that is
    one thing.
    """
    box = around.text_box
    if box is None:
        return []
    css = _rubrics(tuple(name for name in _RUBRICS if name in written))
    named = [
        node
        for node in (page.css(css) if css else ())
        if _RUBRIC.search(node.attributes.get("class") or "")
        and _is_rubric(node, clean_line(node.text(deep=True)))
        and box.mem_id not in map(_id, ancestors(node))
    ]
    for nodes in (named, behind_folder(page) if "folder" in written else ()):
        found = {
            text
            for node in nodes
            if (text := clean_line(node.text(deep=True))) and (_depth(node, around) or 0) >= around.depth
        }
        if len(found) == 1:
            return list(found)
    return []


@lru_cache(maxsize=256)
def _rubrics(names: tuple[str, ...]) -> str:
    wide = {"section", "label", "badge"}  # of boxes they name much else
    return ", ".join(
        f"{tag}[class*='{name}' i]"
        for name in names
        for tag in ("a", "span", *(() if name in wide else ("p", "div", "li")))
    )


def _is_rubric(node: LexborNode, text: str) -> bool:
    """«Label» and «badge» name much else: with them it is the only text of its box, beside a day."""
    names = {name.lower() for name in _RUBRIC.findall(node.attributes.get("class") or "")}
    if not names or not _WORDS.fullmatch(text) or is_junk(text) or is_end(text):
        return False
    parent = node.parent
    if names - {"label", "badge"}:
        return True
    beside = (
        clean_line(parent.text(deep=True, separator=" ").replace(text, "", 1)) if parent is not None else text
    )
    return not beside or is_stamp(beside)


def _heads_title(node: LexborNode) -> bool:
    """The next element is a heading."""
    behind = node.next
    while behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
        behind = behind.next
    return behind is not None and behind.tag in ("h1", "h2")


def _id(node: LexborNode) -> int:
    return node.mem_id


def _depth(label: LexborNode, around: Surroundings) -> int | None:
    """Of the smallest box that it shares with title or text; None in a teaser or a side column."""
    boxes = list(ancestors(label))
    aside = (_ASIDE,) if _is_given(label) else (_ASIDE, _CLOUD)
    for place, box in enumerate(boxes):
        if around.is_own(box):
            return len(boxes) - place
        if _is_named(box, aside) or len({link.attributes.get("href") for link in box.css(_HEADED)}) == 1:
            return None
    return 0


def _is_given(label: LexborNode) -> bool:
    """WordPress marks an article's own tags so, whatever a theme calls their box; in a cloud each has a size."""
    given = label.attributes
    return given.get("rel") == "tag" and not given.get("style")


def _is_named(box: LexborNode, kinds: Sequence[re.Pattern[str]]) -> bool:
    given = box.attributes
    return any(kind.search(name) for name in (given.get("class"), given.get("id")) if name for kind in kinds)
