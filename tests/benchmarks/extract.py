"""Extraction without rules beside the peers that are installed: `python -m tests.benchmarks.extract [FOLDER …]`.

A folder holds pages and `expected.json` {name: {url, title, body (lines), published, author}}; without any, the pages
of tests/labels/generic are taken. Body F1 counts 4-word shingles, a line that only repeats the title left out
on both sides; a date is right or wrong by its day, none is neither. Times are CPU milliseconds a page.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from scrapers.charset import decode
from scrapers.dates import KYIV
from scrapers.extract import written
from scrapers.parsers.generic import extract

LABELS = Path(__file__).parent.parent / "labels" / "generic"
NOW = datetime(2024, 9, 22, 15, 0, tzinfo=KYIV)
_WORD = re.compile(r"\w+")


class Row(NamedTuple):
    """What one extractor read from one page; None where it does not read the field."""

    body: str
    title: str
    day: str | None


def ours(text: str, url: str) -> Row:
    found = extract(text, url, NOW)
    return Row("\n".join(found.body), found.title, (written(found.published) or "")[:10] or None)


def trafilatura(text: str, url: str) -> Row:
    found = import_module("trafilatura").bare_extraction(text, with_metadata=True, include_comments=False)
    return Row(found.text or "", found.title or "", found.date) if found is not None else Row("", "", None)


def readability(text: str, url: str) -> Row:
    document = import_module("readability").Document(text)
    return Row(plain(document.summary()), document.short_title() or "", None)


def magic_html(text: str, url: str) -> Row:
    found = import_module("magic_html").GeneralExtractor().extract(text, base_url=url)
    return Row(plain(found.get("html") or ""), found.get("title") or "", None)


def resiliparse(text: str, url: str) -> Row:
    reader = import_module("resiliparse.extract.html2text")
    return Row(reader.extract_plain_text(text, main_content=True), "", None)


def parse_only(text: str, url: str) -> Row:
    lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    return Row("", "", None)


PEERS: dict[str, Callable[[str, str], Row]] = {
    name: reader
    for name, reader in {
        "trafilatura": trafilatura,
        "readability": readability,
        "magic_html": magic_html,
        "resiliparse": resiliparse,
    }.items()
    if find_spec(name) is not None
}


def plain(html: str) -> str:
    if not html.strip():
        return ""
    root = lxml.html.fromstring(html)
    for element in root.iter("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4"):
        element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


def key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def shingles(text: str, title: str) -> Counter[tuple[str, ...]]:
    words = [
        word for line in text.split("\n") if key(line) != key(title) for word in _WORD.findall(line.lower())
    ]
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def f1(text: str, wanted: str, title: str) -> float:
    found, gold = shingles(text, title), shingles(wanted, title)
    if not found and not gold:
        return 1.0
    return 2 * sum((found & gold).values()) / (sum(found.values()) + sum(gold.values()))


def judge(name: str, reader: Callable[[str, str], Row], pages: list[tuple[str, dict[str, Any]]]) -> str:
    started = time.process_time()
    rows = [reader(text, str(label["url"])) for text, label in pages]
    took = (time.process_time() - started) / len(pages) * 1000
    labels = [label for _, label in pages]
    scores = [
        f1(row.body, "\n".join(label["body"]), str(label["title"]))
        for row, label in zip(rows, labels, strict=True)
    ]
    titles = [key(row.title) == key(str(label["title"])) for row, label in zip(rows, labels, strict=True)]
    days = [
        (row.day, (label["published"] or "")[:10] or None) for row, label in zip(rows, labels, strict=True)
    ]
    right = sum(day == wanted for day, wanted in days) / len(days)
    wrong = sum(day is not None and day != wanted for day, wanted in days) / len(days)
    return (
        f"{name:12} F1 {sum(scores) / len(scores):.3f} (least {min(scores):.2f})  title {sum(titles) / len(titles):.3f}"
        f"  date {right:.3f} / {wrong:.3f}  {took:6.1f} ms"
    )


def main(folders: list[Path]) -> None:
    for folder in folders or sorted(path for path in LABELS.iterdir() if path.is_dir()):
        labels = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        pages = [(decode((folder / f"{name}.html").read_bytes())[0], label) for name, label in labels.items()]
        print(f"{folder.name}: {len(pages)} pages")
        for name, reader in {"ours": ours, **PEERS, "lxml parse": parse_only}.items():
            print(" ", judge(name, reader, pages))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
