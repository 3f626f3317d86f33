"""Which platform a site runs on, by the signs in the presets: each claim with the marks it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scrapers.errors import LayoutChanged
from scrapers.html import Found, value_of
from scrapers.look import Look
from scrapers.signs import Family, Sign, families

CLAIM = 0.75  # what is less likely is told, and not claimed: a wrong platform is worse than none
LEAD = 0.1  # before the second-best
_SHOWN = 90  # characters of an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sign that was seen, and where."""

    what: str
    weight: float
    against: bool
    seen: str  # what was seen, shortened
    url: str  # on which page; "" for what belongs to the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """How likely a site runs on a platform, 0 to 1: each mark takes its weight of what doubt the others leave."""

    platform: str
    confidence: float
    marks: tuple[Mark, ...]
    yields: bool


@dataclass(slots=True, kw_only=True)
class Evidence:
    """What is known of a site so far."""

    looks: list[Look] = field(default_factory=list)
    robots: str = ""
    feeds: list[str] = field(default_factory=list)  # what feeds say of the program that made them
    reads: set[tuple[str, str]] = field(default_factory=set)  # platform and section that named articles
    articles: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # platform and URL → articles on that page


def claims(evidence: Evidence, among: Sequence[Family] | None = None) -> list[Claim]:
    """All platforms of which a mark was seen, the likeliest first."""
    found = []
    for family in families() if among is None else among:
        marks = [mark for sign in family.signs if (mark := _seen(sign, family.platform, evidence))]
        if any(not mark.against for mark in marks):
            found.append(
                Claim(
                    platform=family.platform,
                    confidence=_confidence(marks),
                    marks=tuple(marks),
                    yields=family.yields,
                )
            )
    return sorted(found, key=lambda claim: (-claim.confidence, claim.platform))


def choose(found: Sequence[Claim]) -> Claim | None:
    """The platform that is claimed; None where none is likely enough, or two are."""
    likely = [claim for claim in found if claim.confidence >= CLAIM]
    named = [claim for claim in likely if not claim.yields] or likely
    if not named:
        return None
    best, *others = named
    return best if not others or best.confidence - others[0].confidence >= LEAD else None


def _confidence(marks: Iterable[Mark]) -> float:
    doubt = against = 1.0
    for mark in marks:
        if mark.against:
            against *= 1 - mark.weight
        else:
            doubt *= 1 - mark.weight
    return min(0.99, round((1 - doubt) * against, 2))


def _seen(sign: Sign, platform: str, evidence: Evidence) -> Mark | None:
    if sign.robots is not None:
        return _mark(sign, re.findall(sign.robots, evidence.robots), "robots.txt")
    if sign.feed is not None:
        return _mark(sign, [told for told in evidence.feeds if re.search(sign.feed, told)], "")
    if sign.reads is not None:
        return _mark(sign, [sign.reads] if (platform, sign.reads) in evidence.reads else [], "")
    for look in evidence.looks:
        if mark := _mark(sign, _on(sign, platform, look, evidence.articles), look.url):
            return mark
    return None


def _mark(sign: Sign, seen: Sequence[str], url: str) -> Mark | None:
    if len(seen) < sign.at_least:
        return None
    example = " ".join(str(seen[0]).split())[:_SHOWN]
    return Mark(what=sign.what, weight=sign.weight, against=sign.against, seen=example, url=url)


def _on(sign: Sign, platform: str, look: Look, articles: Mapping[tuple[str, str], int]) -> list[str]:
    """What of a sign is seen on one page."""
    if sign.at is not None:
        return _nodes(sign.at, sign.says, look)
    if sign.asset is not None:
        return sorted(address for address in look.assets if re.search(sign.asset, address))
    if sign.link is not None:
        return sorted(address for address in look.links if re.search(sign.link, address))
    if sign.header is not None:
        return [
            f"{name}: {value}"
            for name, value in look.headers.items()
            if re.fullmatch(sign.header, name, re.I) and re.search(sign.says or "", value)
        ]
    if sign.source is not None:
        return [match[0]] if (match := re.search(sign.source, look.text)) else []
    if sign.address is not None:
        return [look.path] if re.search(sign.address, look.path) else []
    if sign.charset is not None:
        return [look.charset] if look.charset == sign.charset else []
    if sign.days is not None:
        return [f"{look.days} days"] if look.days >= sign.days else []
    count = articles.get((platform, look.url), 0)
    return [f"{count} articles"] if count >= (sign.articles or 1) else []


def _nodes(place: str, says: str | None, look: Look) -> list[str]:
    """Texts or attributes of the nodes that fit; nodes that lack the attribute do not."""
    css, attribute, _ = place.partition("::attr(")
    seen = []
    for node in look.page.css(css):
        if says is None and not attribute:
            seen.append((node.html or "")[: 2 * _SHOWN].split(">")[0] + ">")
            continue
        try:
            value = value_of(Found(node, place))
        except LayoutChanged:
            continue
        if re.search(says or "", value):
            seen.append(value)
    return seen
