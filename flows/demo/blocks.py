"""The notation of the demo's article bodies, one block a line: told as HTML in four dresses, and as plain lines.

    text        a paragraph; inline tags are allowed
    # text      a heading
    - text      an item of a list, `+ text` of a numbered one
    | a | b     a row of a table, the first one its header
    ! or !file  a picture; the second kind points at the author's own disk, as pasted Word texts do
    %           an embedded video
    @pdf text   an attachment and its title

Dresses: `plain` as an editor writes it, `word` as pasted from a word processor, `div` as pasted from a social
network, `br` without any paragraph tags.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

Dress = Literal["plain", "word", "div", "br"]
DRESSES: tuple[Dress, ...] = get_args(Dress)
Kind = Literal["text", "heading", "bullet", "number", "row", "picture", "video", "file"]

MARKS: dict[str, Kind] = {
    "#": "heading",
    "-": "bullet",
    "+": "number",
    "|": "row",
    "!": "picture",
    "@": "file",
}
GROUPED: dict[Kind, str] = {"bullet": "ul", "number": "ol"}
LOST_PICTURE = "file:///C:/Users/User/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
# what a word processor's export spells out
NAMED = str.maketrans({"\u00a0": "&nbsp;", "’": "&rsquo;", "–": "&ndash;", "«": "&laquo;", "»": "&raquo;"})

WORD_STYLE = "margin:0cm; margin-bottom:8.0pt; text-align:justify"
WORD = (
    '<span style="font-size:11pt"><span style="line-height:107%"><span style="font-family:Calibri,sans-serif">'
    '<span lang="UK" style="font-size:14.0pt"><span style="font-family:&quot;Times New Roman&quot;,serif">'
    "{}</span></span></span></span></span>"
)
FEED = '<div dir="auto" style="text-align: start;"><span class="x193iq5w xeuugli x13faqbe" dir="auto">{}</span></div>'
FEED_FRAME = '<div dir="auto"><div class="xdj266r x11i5rnm" data-ad-preview="message">\n{}\n</div></div>'
PICTURE = '<img alt="Фото без опису" alt src="{}" style="width: 700px; height: 394px;" />'
TABLE = """<table align="center" class="Table" style="border-collapse:collapse" width="671">
<tbody>
{}
</tbody>
</table>"""
CELL = """<td style="border:solid black 1.0pt; padding:0cm 5.4pt 0cm 5.4pt" valign="top">
<p>{}</p>
</td>"""
VIDEO_URL = "https://www.youtube.com/embed/visnyk-demo"
VIDEO = (
    '<div class="youtube-embed-wrapper" style="position:relative;padding-bottom:56.25%;height:0;overflow:hidden">'
    '<iframe allowfullscreen frameborder="0" height="360" src="{}" '
    'style="position:absolute;top:0;left:0;width:100%;height:100%" width="640"></iframe></div>'
)


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a body. `argument` is the file's extension, or `file` of a picture on the author's disk."""

    kind: Kind
    text: str = ""
    argument: str = ""
    url: str = ""  # of a picture or an attachment


def read_blocks(body: str, folder: str, key: int) -> list[Block]:
    """Blocks of `body`; the files it names get addresses in `folder` that follow from `key` and their place."""
    lines = [line for line in body.splitlines() if line.strip()]
    names = (hashlib.md5(f"{key}/{n}".encode()).hexdigest() for n in range(len(lines)))
    return [_read_line(line, folder + name) for line, name in zip(lines, names, strict=True)]


def _read_line(line: str, stem: str) -> Block:
    if line.strip() == "%":
        return Block("video")
    mark, rest = line[0], line[1:].strip()
    kind = MARKS.get(mark)
    if kind == "picture":
        return Block("picture", argument=rest, url=LOST_PICTURE if rest == "file" else f"{stem}.png")
    if kind == "file":
        extension, _, title = rest.partition(" ")
        return Block("file", title, extension, f"{stem}.{extension}")
    if kind is None or (kind != "row" and line[1:2] != " "):
        return Block("text", line.strip())
    return Block(kind, rest)


def clean(fragment: str) -> str:
    """The words of an HTML fragment as a reader sees them: one line, NFC, without invisible characters."""
    text = html.unescape(re.sub(r"<[^>]+>", "", fragment)).translate(INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_lines(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The body's text as lines; the cells of a table's row stand in one line."""
    rows = (" ".join(cells(b)) if b.kind == "row" else b.text for b in blocks)
    return tuple(line for line in map(clean, rows) if line)


def cells(row: Block) -> list[str]:
    return [cell.strip() for cell in row.text.split("|")]


def render_blocks(blocks: Iterable[Block], dress: Dress) -> str:
    """HTML of a body, without its container."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        if kind == "row":
            parts.append(_render_table(list(group), dress))
        elif kind in GROUPED:
            items = "\n".join(f"<li>{_inline(b.text, dress)}</li>" for b in group)
            parts.append(f"<{GROUPED[kind]}>\n{items}\n</{GROUPED[kind]}>")
        else:
            parts.extend(_render_block(b, dress) for b in group)
    if dress == "br":
        return "<br />\n".join(parts)
    if dress == "div":
        return FEED_FRAME.format("\n".join(parts))
    return "\n".join([*parts, "<p>&nbsp;</p>"] if dress == "word" else parts)


def _render_block(block: Block, dress: Dress) -> str:
    if block.kind == "video":
        return VIDEO.format(VIDEO_URL)
    if block.kind == "heading":
        return f"<h3>{block.text}</h3>"
    if block.kind == "picture":
        return _paragraph(PICTURE.format(block.url), dress)
    if block.kind == "file":
        return _paragraph(f'<a href="{block.url}">{html.escape(block.text, quote=False)}</a>', dress)
    lead = "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; " if dress == "word" else ""
    return _paragraph(lead + _inline(block.text, dress), dress)


def _inline(text: str, dress: Dress) -> str:
    return WORD.format(text.translate(NAMED)) if dress == "word" else text


def _paragraph(content: str, dress: Dress) -> str:
    if dress == "br":
        return content
    if dress == "div":
        return FEED.format(content)
    return f'<p style="{WORD_STYLE}">{content}</p>' if dress == "word" else f"<p>{content}</p>"


def _render_table(rows: list[Block], dress: Dress) -> str:
    lines = []
    for n, row in enumerate(rows):
        texts = (f"<strong>{c}</strong>" if n == 0 else _inline(c, dress) for c in cells(row))
        lines.append("<tr>\n" + "\n".join(map(CELL.format, texts)) + "\n</tr>")
    return TABLE.format("\n".join(lines))
