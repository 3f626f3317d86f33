"""Posts of Telegram's public preview: about twenty on a page, each with an address and a number of its own.

In the layout `published` and `body` are looked for inside a post; `title` finds the text of which the first line is
the title, since posts have none. The section's `item` finds the posts, named in their attribute `data-post`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.dates import read_date
from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.fragment import read_fragment
from scrapers.html import Found, Page, maybe, one, parse, value_of
from scrapers.parsers.article import layout_at
from scrapers.parsers.item import Item, Whole, make_article
from scrapers.parsers.post_text import text_boxes
from scrapers.readers.telegram import post_of
from scrapers.records import Article, Capture
from scrapers.registry import Layout, Source

MOST_OF_A_TITLE = 200  # characters
_STRUCTURE = "generic: the box that says the most"
_TIMES = ("time[datetime]::attr(datetime)",)
_PICTURE = re.compile(r"background-image:\s*url\(['\"]?([^'\")]+)")


def parse_posts(text: str, source: Source, capture: Capture, section: str) -> list[Article]:
    """Posts that say something, by their numbers; pictures and films without a word are left out. A page without
    posts raises LayoutChanged, one with wordless posts only NotAnArticle.
    """
    layout = layout_at(source, capture.fetched_at.date())
    items = next(each.item for each in source.sections if each.name == section)
    page = parse(text)
    posts = next((found for css in items if (found := page.css(css))), [])
    if not posts:
        raise LayoutChanged(f"{' nor '.join(map(repr, items))} matched 0 posts, expected some")
    whole = Whole(text=text, source=source, capture=capture, section=section)
    boxes = text_boxes(posts, _names(page)) if layout.generic and not _matches(page, layout) else {}
    told = {
        item.position: item
        for post in posts
        if (item := _item(post, layout, boxes.get(post.mem_id))) is not None
    }
    if not told:
        raise NotAnArticle(f"{len(posts)} posts, none of them with text")
    return [make_article(told[number], whole) for number in sorted(told)]


def _matches(page: Page, layout: Layout) -> bool:
    """Some post has a text where the layout says. Wordless posts have none, so that one post proves nothing."""
    return (
        bool(layout.body) and maybe(page, layout.body) is not None and maybe(page, layout.title) is not None
    )


def _names(page: Page) -> set[str]:
    """What the page calls itself: the channel's name stands above each of its posts."""
    given = page.css_first("meta[property='og:title']")
    title = page.css_first("title")
    return {
        clean_line((given.attributes.get("content") or "") if given is not None else ""),
        clean_line(re.split(r" [–—|-] ", title.text(deep=True))[0] if title is not None else ""),
    }


def _item(post: LexborNode, layout: Layout, box: LexborNode | None) -> Item | None:
    """`box` is where structure found the text, on a page where selectors find none."""
    channel, number = post_of(post.attributes.get("data-post"))
    body = Found(box, _STRUCTURE) if box is not None else maybe(post, layout.body)
    heading = Found(box, _STRUCTURE) if box is not None else maybe(post, layout.title)
    if body is None or heading is None:
        return None
    fragment = read_fragment(body.node.html or "", layout.drop)
    lines = read_fragment(heading.node.html or "", layout.drop).lines
    if not fragment.lines or not lines:
        return None
    published = one(post, layout.published or _TIMES, f"published of {channel}/{number}")
    said = body.css if box is not None else f"css:{body.css}"
    return Item(
        url=f"https://t.me/{channel}/{number}",
        position=number,
        title=shorten(lines[0]),
        fragment=fragment,
        moment=read_date(value_of(published)),
        origins={
            "title": f"first line of {said if box is not None else 'css:' + heading.css}",
            "published": f"css:{published.css}",
            "body": said,
        },
        images=tuple(_pictures(post)),
    )


def shorten(line: str) -> str:
    """A first line that is a whole paragraph is cut between words, with «…» behind."""
    if len(line) <= MOST_OF_A_TITLE:
        return line
    return clean_line(line[: MOST_OF_A_TITLE - 1].rpartition(" ")[0] or line[: MOST_OF_A_TITLE - 1]) + "…"


def _pictures(post: LexborNode) -> Iterator[str]:
    """Photos are the backgrounds of links; emoji and avatars are backgrounds of other elements."""
    for node in post.css("a[style]"):
        match = _PICTURE.search(node.attributes.get("style") or "")
        if match:
            yield match[1]
