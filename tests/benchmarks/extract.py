"""Extraction without rules beside the peers that are installed: `python -m tests.benchmarks.extract [FOLDER …]`.

A folder holds pages and `expected.json` {name: {url, title, body (lines), published, author}}; without any, the pages
of tests/labels are taken. Body F1 counts 4-word shingles, a line that only repeats the title left out on both sides;
a date is right or wrong by its day, none is neither. All read the same decoded pages in turn; the median round counts.
Peers are no dependency of ours: install those you want beside us (trafilatura, readability-lxml, resiliparse,
magic-html, which asks for Python 3.12).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import lxml.html

from scrapers.charset import decode
from scrapers.extract import written
from scrapers.parsers import generic_apart, generic_stated, generic_western
from scrapers.parsers import generic_words as words
from scrapers.parsers.generic import extract
from tests.layouts import FOLDER, NOW, made

LABELS = Path(__file__).parent.parent / "labels" / "generic"
_WORD = re.compile(r"\w+")
_UNSEEN = str.maketrans(
    "", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)  # a word with soft hyphens is one word


class Row(NamedTuple):
    """What one extractor read from one page; None where it does not read the field."""

    body: str
    title: str
    day: str | None


def ours(text: str, url: str, now: datetime = NOW) -> Row:
    found = extract(text, url, now)
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
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_UNSEEN).lower())


def shingles(text: str, title: str) -> Counter[tuple[str, ...]]:
    words = [word for line in text.split("\n") if key(line) != key(title) for word in _words(line)]
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def f1(text: str, wanted: str, title: str) -> float:
    found, gold = shingles(text, title), shingles(wanted, title)
    if not found and not gold:
        return 1.0
    return 2 * sum((found & gold).values()) / (sum(found.values()) + sum(gold.values()))


class Case(NamedTuple):
    """A page and what stands in it; `published` is None where it tells no date. `visited` is when it was fetched."""

    name: str
    text: str
    url: str
    title: str
    body: str
    published: str | None
    visited: datetime = NOW


class Score(NamedTuple):
    """How one page was read. `date` is right, wrong or none."""

    body: float
    title: bool
    date: str


def labelled(folder: Path) -> list[Case]:
    """The pages of a folder as `expected.json` lists them."""
    labels: dict[str, dict[str, Any]] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    visited = _visited(labels)
    return [
        Case(
            name,
            decode((folder / f"{name}.html").read_bytes())[0],
            label["url"],
            label["title"],
            "\n".join(label["body"]),
            label["published"],
            visited,
        )
        for name, label in labels.items()
    ]


def _visited(labels: dict[str, dict[str, Any]]) -> datetime:
    """Nobody noted when these pages were fetched: not before the newest of them was published."""
    days = [
        datetime.fromisoformat(label["published"][:10]) for label in labels.values() if label["published"]
    ]
    newest = max(days, default=NOW.replace(tzinfo=None))
    return max(NOW, newest.replace(tzinfo=NOW.tzinfo) + timedelta(days=1, hours=12))


def layouts(part: str) -> list[Case]:
    """The pages that are made of layouts and texts."""
    return [
        Case(page.name, decode(page.page)[0], page.url, page.title, "\n".join(page.body), page.published)
        for page in made(part)
    ]


def score(row: Row, case: Case) -> Score:
    wanted = (case.published or "")[:10] or None
    date = "right" if row.day == wanted else "none" if row.day is None else "wrong"
    return Score(f1(row.body, case.body, case.title), key(row.title) == key(case.title), date)


def summary(name: str, scores: list[Score], took: float, parse: float) -> str:
    """`took` and `parse` are CPU seconds a page."""
    count = len(scores)
    dates = [sum(one.date == kind for one in scores) / count for kind in ("right", "wrong")]
    bodies = [one.body for one in scores]
    return (
        f"{name:12} F1 {sum(bodies) / count:.3f} (least {min(bodies):.2f})  title"
        f" {sum(one.title for one in scores) / count:.3f}  date {dates[0]:.3f} / {dates[1]:.3f}"
        f"  {1 / took:7.0f} pages/CPU-s  {took / parse:5.2f} x lxml"
    )


def forget() -> None:
    """Empty our caches, so that a later round does not profit from an earlier one."""
    for module in (words, generic_apart, generic_stated, generic_western):
        for cached in vars(module).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()


def compare(cases: list[Case], rounds: int) -> Iterator[tuple[str, list[Score], float]]:
    """Every extractor over the same pages, in turn, `rounds` times; its median CPU seconds a page."""
    readers: dict[str, Callable[[str, str], Row]] = {
        "lxml parse": parse_only,
        "ours": partial(ours, now=cases[0].visited),
        **PEERS,
    }
    took: dict[str, list[float]] = {name: [] for name in readers}
    rows: dict[str, list[Row]] = {}
    for _ in range(rounds):
        for name, reader in readers.items():
            forget()
            started = time.process_time()
            rows[name] = [reader(case.text, case.url) for case in cases]
            took[name].append((time.process_time() - started) / len(cases))
    for name in readers:
        scores = [score(row, case) for row, case in zip(rows[name], cases, strict=True)]
        yield name, scores, median(took[name])


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.extract", description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--worst", type=int, default=0, metavar="N", help="name our N worst pages of a set")
    options.add_argument("--set", action="append", default=[], help="only these of the project's own sets")
    given = options.parse_args(arguments)
    sets: dict[str, Callable[[], list[Case]]] = {path.name: partial(labelled, path) for path in given.folders}
    if not given.folders:
        sets |= {path.name: partial(labelled, path) for path in sorted(LABELS.iterdir())}
        sets |= {
            f"layouts/{path.name}": partial(layouts, path.name)
            for path in sorted(FOLDER.iterdir())
            if path.is_dir()
        }
    if unknown := [name for name in given.set if name not in sets]:
        options.error(f"--set: expected one of {', '.join(sets)}; came {', '.join(unknown)}")
    for label, read in sets.items():
        if given.set and label not in given.set:
            continue
        cases = read()
        print(f"{label}: {len(cases)} pages of {sum(len(case.text) for case in cases) // len(cases)} letters")
        parse = 0.0
        for name, scores, took in compare(cases, given.rounds):
            parse = parse or took
            print(" ", summary(name, scores, took, parse))
            if name == "ours":
                print_worst(scores, cases, given.worst)


def print_worst(scores: list[Score], cases: list[Case], count: int) -> None:
    worst = sorted(
        zip(scores, cases, strict=True), key=lambda pair: (pair[0].body + pair[0].title, pair[0].date)
    )
    for one, case in worst[:count]:
        if (one.body, one.title, one.date) != (1.0, True, "right"):
            print(f"      {case.name:32} F1 {one.body:.2f}  title {one.title}  date {one.date}")


if __name__ == "__main__":
    main(sys.argv[1:])
