"""Boxes that a site adds to the text of a described container: advertisements, share buttons, counters, other articles.

They change from visit to visit and are no words of the editor's. Only boxes whose names say so, and only small ones.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_MOST = 400  # letters of such a box
_SHARE = 0.4  # of the container's letters: a longer one is what the container is for
_NAMED = re.compile(
    r"""(?<![a-z\d])(?:
    (?:social-?)?shar(?:e|ing)(?:[-_]*(?:buttons?|bar|block|box|links?|icons?|this|wrap\w*|panel|list|counts?|post|news))*
    |social[-_]*(?:buttons?|bar|block|box|links?|icons?|likes?|wrap\w*|panel|list|media)
    |addtoany\w*|a2a_kit|addthis\w*|sharedaddy|ya-share\d*|uptolike\w*|likely
    |adsbygoogle|ads?(?:[-_]*(?:block|banner|box|wrap\w*|container|unit|slot|place\w*|inner|code|content|item|area|top|bottom|middle|left|right|mobile|desktop))*
    |(?:div-)?gpt-ad\w*|google-auto-placed|code-block-\d+|ai-insert\w*|quads-\w+|mgid\w*|bnr\w*
    |advert\w*|adv|reklam\w*|banners?(?:[-_]*(?:block|box|wrap\w*|container|inner|item|area|place|top|bottom|middle|left|right|mobile|desktop))*|sponsor\w*
    |(?:jp-)?related(?:[-_]*(?:posts?|news|articles?|items?|links?|block|box))*|similar[-_]*(?:posts?|news|articles?|items?)
    |(?:post[-_]*)?views(?:[-_]*(?:counts?|counter|number))?|counters?|hits|pereglyad\w*
    )(?:[-_]*\d+)?(?![\w-])""",
    re.X,
)
_HINTS = ", ".join(
    f"[class*='{word}' i], [id*='{word}' i]"
    for word in (
        "shar",
        "social",
        "addt",
        "a2a",
        "likely",
        "uptolike",
        "adsby",
        "advert",
        "reklam",
        "banner",
        "sponsor",
        "related",
        "similar",
        "view",
        "counter",
        "hits",
        "pereglyad",
        "google-auto",
        "code-block-",
        "ai-insert",
        "quads",
        "mgid",
        "bnr",
    )
)
_ADS = ", ".join(
    f"[{name}{sign}ad' i]" for name in ("class", "id") for sign in ("^='", "*=' ", "*='-", "*='_")
)
_BOXES = f"{_HINTS}, {_ADS}"


def added_boxes(container: LexborNode) -> frozenset[int]:
    """The mem_ids of such boxes in a container."""
    named = [node for node in container.css(_BOXES) if _is_named(node) and node.mem_id != container.mem_id]
    if not named:  # most texts
        return frozenset()
    most = min(_MOST, _SHARE * len(container.text(deep=True)))
    return frozenset(node.mem_id for node in named if len(node.text(deep=True)) <= most)


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return _NAMED.search(names) is not None
