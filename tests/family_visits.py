"""Whole visits to the sites of families, with their presets and without rules, compared field by field.

`python -m tests.family_visits [PART…] [--wrong]` prints the shares of articles that are right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from scrapers.clean import clean_line
from scrapers.collect import Collector
from scrapers.dates import KYIV
from scrapers.fetch import Fetcher, FetchLimits
from scrapers.parsers.telegram import shorten
from scrapers.plan import Plan, Tools
from scrapers.sections import Memory
from scrapers.source_files import read_source
from scrapers.stage import Stage
from tests.families import CHANNEL, PARTS, FamilySite, Text, load_family_sites, serve
from tests.scrapers.fetch_tools import AGENT, HURRY, LOOPBACK, Recorder

Mode = Literal["preset", "bare", "alone"]
MODES: tuple[Mode, ...] = ("preset", "bare", "alone")  # `alone`: bare, without a rule for links and pages
FIELDS = ("title", "published", "body", "category", "tags")
# share of articles with title, date and text right when a part was measured for the first time: preset, no rules.
# `tuning` was seen before anything was changed, `held` after `tuning` alone was; the code has seen them all since then
FIRST_LOOKS: dict[str, tuple[float, float]] = {
    "tuning": (0.354, 0.565),
    "held": (0.846, 0.869),
    "fresh": (0.833, 0.827),
    "last": (0.592, 0.592),  # one label of that part was wrong; with it mended 0.68
    "end": (0.942, 0.842),
    "wide": (0.837, 0.792),
    "late": (0.883, 0.867),  # one address of a source without rules was wrong; with it mended 0.875
    "blind": (0.508, 0.515),
    "sealed": (0.964, 0.991),
    "outside": (0.880, 0.854),  # written by one who did not know the parsers
    "ford": (
        0.907,
        0.988,
    ),  # one source's address was missing and captions of one post; with both mended 0.961
    "glen": (0.900, 0.971),  # with a listing's address alone 0.971
    "lea": (0.764, 0.857),  # with a listing's address alone 0.921; categories 0.796
    "keel": (0.994, 0.994),  # with a listing's address alone 0.997; categories 0.832
    "isle": (1.0, 1.0),  # with a listing's address alone 1.0; categories 0.638
    "hollow": (0.669, 0.764),  # one source's address was missing; with a listing's address alone 0.844
    "brook": (0.860, 0.877),  # with a listing's address alone 0.877
    "meadow": (0.780, 0.821),  # with a listing's address alone 0.853
    "orchard": (0.944, 0.914),  # with a listing's address alone 0.878
    "grove": (0.881, 0.928),  # with a listing's address alone 0.923
    "theme": (0.720, 0.871),  # after real themes, by one who did not know the parsers either
}
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)  # the day that banners of made pages show as today


@dataclass
class Score:
    """Articles right and in all, by field; `all` is articles with title, published and body right."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    twice: int = 0
    extra: int = 0
    status: str = ""

    def add(self, other: Score) -> None:
        self.right += other.right
        self.total += other.total
        self.wrong += other.wrong
        self.twice += other.twice
        self.extra += other.extra

    def note(self, name: str, right: bool, wrong: str = "") -> None:
        self.total[name] += 1
        self.right[name] += right
        if not right:
            self.wrong.append(f"{name}: {wrong}")

    def share(self, name: str) -> float:
        return self.right[name] / self.total[name] if self.total[name] else 1.0


def measure(site: FamilySite, mode: Mode, folder: Path) -> Score:
    """One visit to one site, whose server runs."""
    file = folder / f"{site.name}_{mode}.toml"
    text = {"preset": site.preset, "bare": site.bare, "alone": site.alone}[mode]()
    file.write_text(text, encoding="utf-8")
    source = read_source(file)
    stage = Stage(folder / f"{site.name}_{mode}")
    fetcher = Fetcher(user_agent=AGENT, limits=FetchLimits(**HURRY), allow=LOOPBACK)
    tools = Tools(fetcher=fetcher, archive=Recorder(AT), stored_page=_no_page, report=lambda progress: None)
    plan = Plan(visit_id="v", run_id="r", interval_start=AT, interval_end=AT, clock=lambda: AT)
    try:
        visit = Collector(source, tools, Memory(), stage, plan).run()
    finally:
        fetcher.close()
        stage.close()
    score = compare(site, mode, _rows(stage, "articles"))
    score.status = f"{visit.status} {visit.reason or ''}"
    failures = Counter(row["message"][:160] for row in _rows(stage, "failures"))
    score.wrong += [f"failure ×{count}: {message}" for message, count in failures.items()]
    return score


def _no_page(file: str, offset: int) -> tuple[bytes, str | None]:
    raise AssertionError(f"nothing was stored, asked for {file} at {offset}")


def _rows(stage: Stage, kind: str) -> list[dict[str, Any]]:
    file = stage.folder / f"{kind}.jsonl"
    return [orjson.loads(line) for line in file.read_bytes().splitlines()] if file.exists() else []


def compare(site: FamilySite, mode: Mode, rows: Sequence[dict[str, Any]]) -> Score:
    score = Score()
    told: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        told.setdefault(_key_of_row(site, row), []).append(row)
    for text in site.texts:
        found = told.pop(_key(site, text), [])
        score.twice += len({row["article_id"] for row in found}) > 1
        score.note("found", bool(found), text.url)
        _compare(site, text, found[0] if found else {}, mode, score)
    score.extra = sum(len(rows) for rows in told.values())
    score.wrong += [f"extra: {key}" for key in told]
    return score


def _key(site: FamilySite, text: Text) -> Any:
    match site.facts.family:
        case "telegram":
            return f"https://t.me/{CHANNEL}/{text.id}"
        case "month_page":
            return (text.title, f"{text.at:%Y-%m-%d}")
        case _:
            return text.url


def _key_of_row(site: FamilySite, row: dict[str, Any]) -> Any:
    if site.facts.family == "month_page":
        return (row["title"], (row["published"] or "")[:10])
    return row["url"]


def _compare(site: FamilySite, text: Text, row: dict[str, Any], mode: Mode, score: Score) -> None:
    facts, name = site.facts, f"{site.name} {text.slug}"
    title, texts = text.title, [text.words, text.words_without_captions]
    if facts.family == "telegram":
        title, texts = shorten(text.title), [text.title.split() + told for told in texts]
    score.note("title", row.get("title") == title, f"{name}: {row.get('title')!r}")
    at = text.at if facts.precision == "minute" else text.at.replace(hour=0, minute=0)
    said = datetime.fromisoformat(row["published"]).astimezone(KYIV) if row.get("published") else None
    # a minute that another part of the site tells, where the page shows the day only, is right too
    right = (said, row.get("published_precision")) in ((at, facts.precision), (text.at, "minute"))
    score.note("published", right, f"{name}: {said} {row.get('published_raw')!r}")
    body = clean_line(row.get("body", "absent")).split()
    origin = row.get("origins", {}).get("body")
    score.note("body", body in texts, f"{name}: {_difference(body, texts[0])} {origin}")
    score.note("fields", row.get("title") == title and right and body in texts)
    if mode == "preset" and facts.category:
        score.note("category", row.get("category") == text.category, f"{name}: {row.get('category')!r}")
    if mode == "preset" and facts.tags:
        tags = row.get("source_tags", [])
        own = {text.category, "Головна", "Новини", "Додому", site.title, ""}
        score.note("tags", set(tags) - own == set(text.tags), f"{name}: {tags}")


def _difference(body: list[str], words: list[str]) -> str:
    """What is too much and what is missing, shortly."""
    more, less = Counter(body) - Counter(words), Counter(words) - Counter(body)
    return f"+{' '.join(more)[:90]!r} -{' '.join(less)[:90]!r}"


@contextmanager
def _folder() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def measure_part(
    part: str, folder: Path, modes: Iterable[Mode] = ("preset", "bare")
) -> dict[tuple[str, Mode], Score]:
    """By variant and mode."""
    found: dict[tuple[str, Mode], Score] = {}
    for site in load_family_sites(part):
        with serve(site):
            for mode in modes:
                if mode == "alone" and site.facts.family in ("telegram", "month_page"):
                    continue  # they have no listing
                found[site.name, mode] = measure(site, mode, folder)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS)
    parser.add_argument("--wrong", action="store_true", help="show each field that is wrong")
    parser.add_argument("--only", default="", help="variants whose name holds this")
    args = parser.parse_args()
    columns = ("found", "title", "published", "body", "fields", "category", "tags")
    for part in args.parts:
        with _folder() as folder:
            found = measure_part(part, folder, MODES)
        for mode in MODES:
            whole = Score()
            print(f"\n{part}, {mode:24}", *(f"{name:>9}" for name in columns), "twice extra")
            for (name, how), score in found.items():
                if how != mode or args.only not in name:
                    continue
                whole.add(score)
                _print(name, score, columns)
                if args.wrong:
                    print("      " + "\n      ".join([score.status[:200], *score.wrong]))
            _print(f"all {whole.total['found']} articles", whole, columns)


def _print(name: str, score: Score, columns: Sequence[str]) -> None:
    shares = (
        f"{100 * score.share(column):8.1f}%" if score.total[column] else f"{'–':>9}" for column in columns
    )
    print(f"{name:34}", *shares, f"{score.twice:5} {score.extra:5}")


if __name__ == "__main__":
    main()
