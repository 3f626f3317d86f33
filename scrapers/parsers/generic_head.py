"""What the head of an unknown page says: title, metas, and data in scripts, wherever these stand."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.parsers.generic_page import Page

_STATE = re.compile(
    r"__NEXT_DATA__|__next_f|__NUXT__|__INITIAL_STATE__|__PRELOADED_STATE__|__APOLLO_STATE__|__data|__sveltekit|JSON\.parse\("
    r"|^\s*(?:window[.\[]|self\.|var\s|let\s|const\s)[\w.$'\"\[\]\s]+=\s*(?:[\[{]|JSON\.parse\()",
    re.I | re.M,
)


def read_head(head: LexborNode, page: Page) -> None:
    node = head.first_child
    while node is not None:
        note(node, node.tag or "", page)
        node = node.next


def note(node: LexborNode, tag: str, page: Page) -> None:
    """What stands in the head, and on untidy pages in the body: title, metas, data in scripts."""
    if tag == "title" and not page.title:
        page.title = clean_line(node.text(deep=True))
    elif tag == "meta":
        given = node.attributes
        own = given.get("property") or given.get("name")
        name = (own or given.get("itemprop") or "").lower()
        marked = not own and name == "datepublished" and bool(page.boxes)  # in the body: of whose item?
        if name and not marked and (content := clean_line(given.get("content") or "")):
            page.metas.setdefault(name, content)
    elif tag == "script":
        given = node.attributes
        if "ld+json" in (given.get("type") or ""):
            page.linked_data.append(node.text(deep=True))
        elif not given.get("src"):
            script = node.text(deep=True)
            if given.get("type") == "application/json" or _STATE.search(script, 0, 4_000):
                page.states.append(script)
