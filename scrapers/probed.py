"""What a look at a site has shown, and the source file that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrapers.glimpse import Glimpse
from scrapers.peek import Asked
from scrapers.probe_samples import FieldReport, Sample
from scrapers.recognise import Claim
from scrapers.registry import Source
from scrapers.site_facts import SiteFacts
from scrapers.urls import canonical, host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a look at a site has shown. `toml` is None where no article could be read: `problems` say why."""

    url: str
    site: SiteFacts
    claims: tuple[Claim, ...]
    platform: str | None
    sections: tuple[Glimpse, ...]
    samples: tuple[Sample, ...]
    fields: tuple[FieldReport, ...]
    feeds: tuple[str, ...]  # that pages name, read or not
    asked: tuple[Asked, ...]
    robots: bool  # whether there is a robots.txt
    slug: str
    toml: str | None
    doubts: Mapping[str, str]
    problems: tuple[str, ...]
    known_as: tuple[str, ...]  # sources that read the same host already


def is_read_by(source: Source, url: str) -> bool:
    """By host; on hosts with many publishers, such as t.me, by the address."""
    if any(section.url == "" for section in source.sections):
        return (canonical(source.url) or "").rstrip("/") == (canonical(url) or "").partition("?")[0].rstrip(
            "/"
        )
    return host_of(url).removeprefix("www.") in {host.removeprefix("www.") for host in source.own_hosts}
