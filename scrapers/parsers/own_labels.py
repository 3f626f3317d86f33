"""Category and tags of an article where selectors match the labels of others too: clouds, side columns, teasers.

A link to a category looks alike wherever it stands, so a preset's selector for it is broad by nature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scrapers.html import Found, Page, nodes_of
from scrapers.parsers.spots import ancestors
from scrapers.parsers.teasers import Surroundings
from scrapers.parsers.trails import labelled_category

_ASIDE = re.compile(
    r"(?<![a-z_-])(?:side-?bar|widget(?![a-z])|widget[-_])|tags-?popular|(?:site|page)-footer|colophon", re.I
)
_CLOUD = re.compile("cloud", re.I)
_NAMED = re.compile(r"[Кк]атегорія|[Рр]убрика|[Рр]озділ|[Оо]публіковано\s+в\b")
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


def named_category(page: Page, text: str) -> list[str]:
    """What a label on the page calls the category, where one does: it says more than a trail to the section."""
    return [said for said in [labelled_category(page) if _NAMED.search(text) else None] if said]


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
