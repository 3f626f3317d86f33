"""Documents of an article that stand in a field of their own beside its text, as Drupal keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.fragment import Fragment
from scrapers.html import Found, read_container
from scrapers.parsers.own_labels import own_labels
from scrapers.parsers.partly_known import PartlyKnown
from scrapers.urls import DOCUMENT

_HEADING, _MARKS = 40, 12  # letters over these links, and beside each: «(PDF, 214 КБ)»


def with_files(page: PartlyKnown, fragment: Fragment) -> Fragment:
    """The text with the names of these documents as its last lines, and their links, unless it links to them itself."""
    found = own_labels(page.page, page.layout.files, page.around) if page.layout.files else []
    box = page.around.text_box
    found = found or [Found(each, "right below the text") for each in ([] if box is None else _below(box))]
    known = {address for address, _ in fragment.links}
    told = [read_container(page.text, each) for each in found]
    own = [each for each in told if not known.issuperset(address for address, _ in each.links)]
    if not own:
        return fragment
    page.origins["body"] += f", documents of {found[0].css}"
    lines = [line for each in own for line in each.lines if line not in fragment.lines]
    links = [link for each in own for link in each.links]
    return replace(fragment, lines=(*fragment.lines, *lines), links=(*fragment.links, *links))


def _below(text: LexborNode) -> Iterator[LexborNode]:
    """The next box beside the text, where it holds nothing but links to documents, and a heading for them."""
    box = text.next
    while box is not None and (box.tag or "-").startswith("-"):
        box = box.next
    links = box.css("a[href]") if box is not None else []
    if box is None or not links or box.css_first("img, form, iframe, table") is not None:
        return
    if not all(DOCUMENT.search(link.attributes.get("href") or "") for link in links):
        return
    linked = sum(len(clean_line(link.text(deep=True))) for link in links)
    if len(clean_line(box.text(deep=True))) - linked < _HEADING + _MARKS * len(links):
        yield from links
