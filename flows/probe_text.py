"""What a probe has found, as tables for a person and as values for a machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from scrapers.glimpse import Glimpse
from scrapers.probe_samples import FieldReport, Sample
from scrapers.probed import Probe
from scrapers.recognise import CLAIM, Claim
from scrapers.records import Article

_CUT = 70  # characters of an example
_MARKS = 4  # marks of a claim that are shown


def print_probe(console: Console, probe: Probe) -> None:
    site = probe.site
    facts = [
        f"language {site.lang or 'not said'}",
        site.charset,
        "robots.txt kept" if probe.robots else "no robots.txt",
    ]
    console.print(
        Text(site.name, style="bold"),
        f"{escape(probe.url)} ({', '.join(facts)}; {len(probe.asked)} requests)",
        sep="\n",
        highlight=False,
    )
    _print_platform(console, probe)
    if probe.sections:
        console.print()
        console.print(sections_table(probe.sections))
    if probe.fields:
        console.print()
        console.print(_fields(probe.fields))
    for sample in sorted(probe.samples, key=lambda sample: sample.error is not None):
        _print_sample(console, sample)
    for problem in probe.problems:
        console.print(f"[red]problem[/]: {escape(problem)}", highlight=False, soft_wrap=True)
    for key, doubt in probe.doubts.items():
        console.print(f"[yellow]unsure[/]: {key}: {escape(doubt)}", highlight=False, soft_wrap=True)
    for slug in probe.known_as:
        console.print(
            f"[yellow]already there[/]: {slug} reads this host: see `visnyk sources show {slug}`",
            highlight=False,
        )
    if probe.toml is not None:
        console.print(f"\n[bold]{probe.slug}.toml[/]", highlight=False)
        console.out(probe.toml, highlight=False, end="")


def _print_platform(console: Console, probe: Probe) -> None:
    if probe.platform is None:
        console.print(
            "platform: [yellow]none that is known[/]; fields are found without rules", highlight=False
        )
    else:
        console.print(f"platform: [green]{probe.platform}[/]", highlight=False)
    for claim in probe.claims:
        if claim.platform != probe.platform and claim.confidence < 0.3:
            continue
        told = "" if claim.confidence >= CLAIM else f", too little to claim it ({CLAIM})"
        console.print(f"  {claim.platform} {claim.confidence:.2f}{told}", highlight=False)
        marks = sorted(claim.marks, key=lambda mark: -mark.weight)
        for mark in marks[:_MARKS]:
            sign = "against" if mark.against else "for"
            console.print(
                f"    {sign} {mark.weight:.1f}  {escape(': '.join(filter(None, (mark.what, mark.seen))))}",
                highlight=False,
                style="dim",
                soft_wrap=True,
            )
        if len(marks) > _MARKS:
            console.print(f"    and {len(marks) - _MARKS} marks more", style="dim", highlight=False)


def sections_table(sections: Sequence[Glimpse]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("section", "reader", "address"):
        table.add_column(name, overflow="fold")
    for name in ("links", "articles", "last page"):
        table.add_column(name, justify="right")
    table.add_column("", overflow="fold")
    for each in sections:
        last = str(each.last_page) if each.last_page is not None else "–"
        counts = (str(len(each.links)), str(len(each.taken)), last)
        trouble = Text(str(each.error) if each.error else "", style="red")
        table.add_row(each.section.name, each.section.reader, Text(each.url), *counts, trouble)
    return table


def _fields(fields: tuple[FieldReport, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field", no_wrap=True)
    table.add_column("found", justify="right", no_wrap=True)
    table.add_column("without rules", justify="right")
    table.add_column("read from", overflow="fold", ratio=1)
    table.add_column("first", overflow="ellipsis", no_wrap=True, max_width=44)
    for row in fields:
        alike = "" if row.agrees is None else f"{row.agrees} of {row.of} alike"
        style = "" if row.found == row.of else "yellow"
        counted = Text(f"{row.found} of {row.of}", style=style)
        table.add_row(row.name, counted, alike, Text("; ".join(row.origins)), Text(_cut(row.example or "–")))
    return table


def _print_sample(console: Console, sample: Sample) -> None:
    console.print()
    if sample.error is not None:
        console.print(
            f"{escape(sample.url)}\n  [yellow]{type(sample.error).__name__}[/]: {escape(str(sample.error))}",
            highlight=False,
            soft_wrap=True,
        )
        return
    console.print(f"{escape(sample.url)}", highlight=False, style="dim", soft_wrap=True)
    for article in sample.articles[:3]:
        when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else "no date"
        console.print(f"  {when}  [bold]{escape(article.title)}[/]", highlight=False, soft_wrap=True)
        begins = _cut(article.body.replace("\n", " ⏎ ")) or "no text"
        console.print(f"  {len(article.body)} characters: {escape(begins)}", highlight=False)
    if len(sample.articles) > 3:
        console.print(f"  and {len(sample.articles) - 3} more on this page", style="dim")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CUT else f"{text[: _CUT - 1]}…"


def as_json(probe: Probe) -> dict[str, Any]:
    """Keys are stable."""
    return {
        "url": probe.url,
        "slug": probe.slug,
        "toml": probe.toml,
        "platform": probe.platform,
        "claims": [_claim(claim) for claim in probe.claims],
        "site": {
            name: getattr(probe.site, name) for name in ("name", "lang", "charset", "region", "region_words")
        },
        "sections": [section_values(each) for each in probe.sections],
        "fields": [
            {name: getattr(row, name) for name in ("name", "found", "of", "origins", "example", "agrees")}
            for row in probe.fields
        ],
        "articles": [told for sample in probe.samples for told in _articles(sample)],
        "feeds": list(probe.feeds),
        "requests": [
            {"url": each.url, "answer": each.answer, "message": each.message} for each in probe.asked
        ],
        "doubts": dict(probe.doubts),
        "problems": list(probe.problems),
        "known_as": list(probe.known_as),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    names = ("what", "weight", "against", "seen", "url")
    marks = [{name: getattr(mark, name) for name in names} for mark in claim.marks]
    return {"platform": claim.platform, "confidence": claim.confidence, "marks": marks}


def section_values(each: Glimpse) -> dict[str, Any]:
    return {
        "name": each.section.name,
        "reader": each.section.reader,
        "url": each.url,
        "links": len(each.links),
        "articles": len(each.taken),
        "last_page": each.last_page,
        "error": f"{type(each.error).__name__}: {each.error}" if each.error else None,
    }


def _articles(sample: Sample) -> Iterator[dict[str, Any]]:
    if sample.error is not None:
        yield {"url": sample.url, "error": f"{type(sample.error).__name__}: {sample.error}"}
    for article in sample.articles:
        yield article_values(article)


def article_values(article: Article) -> dict[str, Any]:
    names = (
        "url",
        "position",
        "title",
        "lead",
        "body",
        "published",
        "published_precision",
        "author",
        "category",
    )
    told = {name: getattr(article, name) for name in names}
    return {**told, "source_tags": list(article.source_tags), "origins": article.origins}
