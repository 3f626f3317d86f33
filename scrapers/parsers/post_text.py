"""Where the text of posts stands when no selector says so: in the kind of box that says the most over all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.parsers.spots import ancestors

_BOXES = "div, p, section, blockquote, span, td"
_WORD = re.compile(r"[^\W\d_]{3}")  # not «1.2K» views


def text_boxes(posts: Sequence[LexborNode], names: Collection[str]) -> dict[int, LexborNode]:
    """For posts that have one, by the post's `mem_id`. A box of text holds no time, and is part of no link: answers,
    forwarded posts and previews of links are. `names` are the channel's own.
    """
    told: dict[str, dict[int, str]] = {}
    boxes: dict[str, dict[int, LexborNode]] = {}
    depths: dict[str, int] = {}
    for post in posts:
        for box in post.css(_BOXES):
            text = clean_line(box.text(deep=True))
            if (
                box.mem_id == post.mem_id
                or not _WORD.search(text)
                or box.css_first("time")
                or _in_link(box, post)
            ):
                continue
            kind = f"{box.tag}.{box.attributes.get('class') or ''}"
            told.setdefault(kind, {}).setdefault(post.mem_id, text)
            boxes.setdefault(kind, {}).setdefault(post.mem_id, box)
            depths[kind] = max(depths.get(kind, 0), sum(1 for _ in ancestors(box)))
    said = {kind: set(texts.values()) for kind, texts in told.items()}
    said = {kind: texts for kind, texts in said.items() if len(texts) > 1 or texts.isdisjoint(names)}
    if not said:
        return {}
    best = max(said, key=lambda kind: (sum(map(len, said[kind])), depths[kind]))
    return boxes[best]


def _in_link(box: LexborNode, post: LexborNode) -> bool:
    for each in ancestors(box):
        if each.tag == "a":
            return True
        if each.mem_id == post.mem_id:
            return False
    return False
