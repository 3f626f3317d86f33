"""Documents of an article that stand in a field of their own beside its text, as Drupal keeps them."""

from __future__ import annotations

from dataclasses import replace

from scrapers.fragment import Fragment
from scrapers.html import read_container
from scrapers.parsers.own_labels import own_labels
from scrapers.parsers.partly_known import PartlyKnown


def with_files(page: PartlyKnown, fragment: Fragment) -> Fragment:
    """The text with the names of these documents as its last lines, and their links, unless it links to them itself."""
    found = own_labels(page.page, page.layout.files, page.around) if page.layout.files else []
    known = {address for address, _ in fragment.links}
    told = [read_container(page.text, each) for each in found]
    own = [each for each in told if not known.issuperset(address for address, _ in each.links)]
    if not own:
        return fragment
    page.origins["body"] += f", documents of css:{found[0].css}"
    lines = [line for each in own for line in each.lines if line not in fragment.lines]
    links = [link for each in own for link in each.links]
    return replace(fragment, lines=(*fragment.lines, *lines), links=(*fragment.links, *links))
