"""Lines of a digest as Markdown has them, and what each of them may be: a title, a text, a closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.fragment import BLOCKS, MAX_TAGS, read_fragment
from scrapers.html import parse, text_of

TITLE = 170  # letters; longer lines are text

# «Більше на сайті АМУ», «Детальніше →», «Читати далі»
CLOSING = re.compile(
    r"(?:(?:більше|детальніше|докладніше|подробиці)(?:\s+(?:на\s+сайті|за\s+посиланням|тут|про\s+це)\b.{0,40})?"
    r"|(?:читати|дізнатися|читайте)\s+(?:далі|більше|повністю|детальніше)(?:\s+на\s+сайті.{0,40})?)\s*[.…:>»→]*",
    re.I,
)
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_ADDRESS = re.compile(r"https?://\S+")
_MARK = re.compile(r"\*\*|__|^#{1,6}\s+")
_BOLD = re.compile(r"(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_BLOCKS = ", ".join(BLOCKS)
_RANKS = {f"h{rank}": f"{'#' * rank} " for rank in range(2, 7)}


def split_closing(line: str) -> tuple[str, str | None, bool]:
    """A line without its closing, the closing's address, and whether there was one."""
    if _ADDRESS.fullmatch(line):
        return "", line, True
    links = list(LINK.finditer(line))
    if links and not plain(line[links[-1].end() :]).strip(" .…→»>"):
        words, address = plain(links[-1][1]), links[-1][2]
        if CLOSING.fullmatch(words) or _ADDRESS.fullmatch(words):
            return line[: links[-1].start()].strip(" *_("), address, True
    if CLOSING.fullmatch(plain(line)):
        return "", None, True
    return line, None, False


def plain(line: str) -> str:
    """Without marks and addresses."""
    return clean_line(_MARK.sub("", LINK.sub(r"\1", line)))


def is_capitals(line: str) -> bool:
    letters = "".join(char for char in plain(line) if char.isalpha())
    return len(letters) >= 3 and letters.isupper() and not plain(line).startswith("#") and len(line) < TITLE


def is_text(line: str) -> bool:
    """A sentence, or too long for a title; a line that is all bold or a heading is none."""
    line = split_closing(line)[0]
    if is_marked(line):
        return False
    words = plain(line)
    return len(words) >= TITLE or words.endswith((".", "!", "…", ":", ";", ".»"))


def is_title(line: str) -> bool:
    words = plain(line)
    if len(words) >= TITLE or not (words[:1].isalnum() or words[:1] in ("«", '"', "“", "„", "'")):
        return False
    return is_marked(line) or (not words[0].islower() and not is_text(line))


def is_marked(line: str) -> bool:
    bare = line.strip(" .:!?")
    whole_link = LINK.fullmatch(bare)
    return bool(
        _HEADING.match(line) or _BOLD.fullmatch(bare) or (whole_link and not CLOSING.fullmatch(whole_link[1]))
    )


def lines_of_html(html: str, drop: Sequence[str] = ()) -> tuple[str, ...]:
    """A container's text as Markdown lines: `[words](address)`, `**bold**`, `### heading`.
    Raises LayoutChanged for a container of too many tags.
    """
    if html.count("<") > MAX_TAGS:
        return read_fragment(html, drop).lines  # refuses it
    page = parse(html)
    for css in drop:
        for node in page.css(css):
            node.decompose()
    for node in page.css("a[href]"):
        words = text_of(node).replace("[", "(").replace("]", ")")
        if words and not _holds_blocks(node):
            node.replace_with(f"[{words}]({_tight(node.attributes['href'] or '')})")
    for node in page.css(", ".join(["b", "strong", *_RANKS])):
        _mark(node)
    return read_fragment(page.html or "").lines


def _tight(address: str) -> str:
    """An address that Markdown can hold."""
    return address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _mark(node: LexborNode) -> None:
    first = node.first_child
    if first is None or not text_of(node) or _holds_blocks(node):
        return
    mark = _RANKS.get(node.tag or "", "**")
    first.insert_before(mark)
    if mark == "**":
        node.insert_child(mark)


def _holds_blocks(node: LexborNode) -> bool:
    return any(found.mem_id != node.mem_id for found in node.css(_BLOCKS))  # css() looks at the node too
