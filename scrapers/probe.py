"""A site nobody has described: its platform by evidence, its sections, sample articles, and a source file for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from scrapers.charset import decode
from scrapers.errors import ParseError, ScrapeError
from scrapers.glimpse import Glimpse, glimpse
from scrapers.look import Look
from scrapers.parsers.page import MANY, parse_page
from scrapers.peek import Peek
from scrapers.probe_samples import Sample, field_reports, misread, read_samples, untitled
from scrapers.probe_sections import feeds_of, find_sections, news_pages, relative, settle_sections
from scrapers.probed import Probe, is_read_by
from scrapers.proposal import write_toml
from scrapers.readers.feed import generator_of
from scrapers.recognise import Claim, Evidence, choose, claims
from scrapers.registry import Source
from scrapers.signs import families
from scrapers.site_facts import SiteFacts, read_site
from scrapers.trial import Facts, Trial, reads

_FIRST_LOOKS = 2  # pages of news that are looked at where the front page does not tell the platform


@dataclass(slots=True)
class Prober:
    """Probes one site. `today` dates the evidence; `known` are the sources that are there already."""

    peek: Peek
    today: datetime
    samples: int = 3
    known: Mapping[str, Source] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    problems: list[str] = field(default_factory=list)

    def run(self, url: str, slug: str | None = None, **given: str | None) -> Probe:
        """`given` are `name`, `platform` and `region` where the user knows better. Raises FetchError."""
        first = self.peek.look(url)
        front, pages = self._front(first)
        found = self._claims(front)
        platform = given.get("platform") or self._chosen(found)
        site = read_site(front)
        facts: Facts = {"name": site.name, "url": self._address(front, platform)}
        if platform is not None:
            facts["platform"] = platform
            site = read_site(front, Trial("site", facts).source())
        facts |= {"name": site.name, **({"region": site.region} if site.region else {})}
        facts |= {key: value for key, value in given.items() if value}
        doubts = {key: doubt for key, doubt in site.doubts.items() if not given.get(key)}
        trial = Trial(slug or self._slug(site), facts, doubts)
        settled = self._settled(trial, front, pages)
        if settled is None:
            return self._report(first, site, found, platform, trial, [], [])
        trial, seen = settled
        trial, samples = self._sampled(trial, seen)
        return self._report(
            first, site, found, platform, self._evidenced(trial, seen, samples), seen, samples
        )

    def _front(self, first: Look) -> tuple[Look, list[str]]:
        """The site's front page, and pages that may list its news: an address that was given goes before all."""
        self.evidence.looks.append(first)
        self.evidence.robots = self.peek.robots
        front = first if first.is_front else self._home(first)
        if front.url != first.url:
            self.evidence.looks.insert(0, front)
        pages = [] if first.is_front else [first.url]
        return front, list(dict.fromkeys([*pages, *news_pages(front)]))

    def _home(self, first: Look) -> Look:
        """The host's own front page, unless it is another site: then the address given is what a source is of."""
        chosen = self._chosen(self._weighed())
        if chosen in _below_hosts():
            return first
        root = self.peek.glance(urljoin(first.url, "/"))
        if root is None or chosen is None:
            return root or first
        alone = claims(Evidence(looks=[root], robots=self.evidence.robots))
        return root if self._chosen(alone) == chosen else first

    def _weighed(self) -> list[Claim]:
        for look in self.evidence.looks:
            for platform, source, name in _many():
                if (platform, look.url) not in self.evidence.articles:
                    self.evidence.articles[platform, look.url] = self._articles(look, source, name)
        return claims(self.evidence)

    def _articles(self, look: Look, source: Source, section: str) -> int:
        fetched = self.peek.fetch(look.url)
        text, _ = decode(fetched.body, fetched.headers.get("Content-Type"))
        here = source.model_copy(update={"url": look.url})
        try:
            return len(parse_page(text, here, replace(fetched.capture, requested_url=fetched.url), section))
        except ParseError:
            return 0

    def _chosen(self, found: Sequence[Claim]) -> str | None:
        claim = choose(found)
        return claim.platform if claim is not None else None

    def _claims(self, front: Look) -> list[Claim]:
        """From the front page if that is enough; else from pages of news, the feed, and sections that presets name."""
        found = self._weighed()
        chosen = choose(found)
        if chosen is not None and not chosen.yields:
            return found
        for url in news_pages(front)[:_FIRST_LOOKS]:
            if (look := self.peek.glance(url)) is not None:
                self.evidence.looks.append(look)
        self._read_feeds()
        found = self._weighed()
        chosen = choose(found)
        if chosen is None or chosen.yields:
            self._read_presets(front)
            found = self._weighed()
        return found

    def _read_feeds(self) -> None:
        for url in list(dict.fromkeys(url for look in self.evidence.looks for url in feeds_of(look)))[:1]:
            try:
                self.evidence.feeds.append(generator_of(self.peek.fetch(url).body))
            except ScrapeError:
                continue

    def _read_presets(self, front: Look) -> None:
        """Sections that are themselves a sign, such as WordPress's list of posts, which no other site has."""
        for family in families():
            for name in [sign.reads for sign in family.signs if sign.reads is not None]:
                source = Trial("site", {"name": "?", "platform": family.platform, "url": front.url}).source()
                section = next(each for each in source.sections if each.name == name)
                if reads(glimpse(source, section, self.peek.index(source))):
                    self.evidence.reads.add((family.platform, name))

    def _address(self, front: Look, platform: str | None) -> str:
        """The front page as it answered; a platform whose sources are pages below a host keeps the page's path."""
        if platform is not None and platform in {
            name for name, source, _ in _many() if not source.sections[0].url
        }:
            return front.url.partition("?")[0]
        return urljoin(front.url, "/") if front.is_front or urlsplit(front.url).path == "" else front.url

    def _slug(self, site: SiteFacts) -> str:
        """One that no source has yet."""
        if site.slug not in self.known:
            return site.slug
        return next(slug for n in range(2, 100) if (slug := f"{site.slug[:55]}_{n}") not in self.known)

    def _settled(self, trial: Trial, front: Look, pages: list[str]) -> tuple[Trial, list[Glimpse]] | None:
        """Sections that name articles, or None, with a problem said."""
        platform = trial.facts.get("platform")
        if platform is None:
            found = find_sections(trial.with_facts(layouts=[{"generic": True}]), front, pages, self.peek)
        else:
            trial = self._on_its_page(trial, platform)
            made, seen = settle_sections(trial, front, pages, self.peek)
            found = (made, seen) if any(reads(each) for each in seen) else None
            if found is None:
                self.problems += [
                    f"section {each.section.name}: {each.error or 'names no articles'}" for each in seen
                ]
        if found is None:
            self.problems.append(
                "no page, feed or sitemap was found that names at least three articles; "
                "remedy: probe the address of the page that lists the news"
            )
        return found

    def _on_its_page(self, trial: Trial, platform: str) -> Trial:
        """A page that holds its news itself is where the most of it was read, or where the most days stand."""
        section = trial.source().sections[0]
        if section.reader != "month_page":
            return trial
        look = max(
            self.evidence.looks, key=lambda each: (self.evidence.articles[platform, each.url], each.days)
        )
        placed = trial.with_section({"name": section.name, "url": relative(trial.facts["url"], look.url)})
        if not self.evidence.articles[platform, look.url] and look.day_tags is not None:
            day, item = look.day_tags
            layout = {"title": item, "published": day, "body": list(trial.source().layouts[-1].body)}
            placed = placed.with_facts(layouts=[layout])
            placed.doubts["layouts"] = (
                f"days stand in <{day}> and news in <{item}>, which the platform does not know"
            )
        return placed

    def _sampled(self, trial: Trial, seen: Sequence[Glimpse]) -> tuple[Trial, list[Sample]]:
        """Articles by the preset's layout; without rules where that layout does not fit these pages."""
        urls = [(url, each.section.name) for each in seen if reads(each) for url in each.taken[:200]]
        urls = list({url: (url, name) for url, name in reversed(urls)}.values())[::-1]
        samples = read_samples(trial.source(), urls, self.peek, self.samples)
        titles = {link: words for each in seen for link, words in each.titles.items()}
        reason = misread(samples)
        if reason is not None and trial.facts.get("layouts") is None:
            plain = trial.with_facts(layouts=[{"generic": True}])
            again = read_samples(plain.source(), urls, self.peek, self.samples)
            if any(sample.articles for sample in again):
                plain.doubts["layouts"] = f"the platform's layout does not fit: {reason}"
                trial, samples = plain, again
        if doubt := untitled(samples, titles):
            trial.doubts["title"] = doubt
        return trial, samples

    def _evidenced(self, trial: Trial, seen: Sequence[Glimpse], samples: Sequence[Sample]) -> Trial:
        read = [article for sample in samples for article in sample.articles]
        if not read:
            self.problems += [f"{sample.url}: {sample.error}" for sample in samples if sample.error]
            return trial
        sections = ", ".join(f"{each.section.name} ({len(each.taken)} links)" for each in seen if reads(each))
        known = f"{len(read)} articles and the sections {sections}, read by probe (A, {self.today.year})"
        for row in field_reports(samples):
            if row.agrees is not None and row.found < row.of != row.agrees:
                trial.doubts.setdefault(
                    "layouts", f"{row.name} was found in {row.found} of {row.of} articles"
                )
        return trial.with_facts(evidence="A", known=[known])

    def _report(
        self,
        first: Look,
        site: SiteFacts,
        found: Sequence[Claim],
        platform: str | None,
        trial: Trial,
        seen: Sequence[Glimpse],
        samples: Sequence[Sample],
    ) -> Probe:
        whole = any(sample.articles for sample in samples)
        feeds = dict.fromkeys(url for look in self.evidence.looks for url in feeds_of(look))
        return Probe(
            url=first.url,
            site=site,
            claims=tuple(found),
            platform=platform,
            sections=tuple(seen),
            samples=tuple(samples),
            fields=tuple(field_reports(samples)),
            feeds=tuple(feeds),
            asked=tuple(self.peek.asked),
            robots=bool(self.peek.robots),
            slug=trial.slug,
            toml=write_toml(trial.facts, _written(trial)) if whole else None,
            doubts=trial.doubts,
            problems=tuple(self.problems),
            known_as=tuple(slug for slug, source in self.known.items() if is_read_by(source, first.url)),
        )


def _written(trial: Trial) -> dict[str, str]:
    """Doubts beside the keys that are in the file; those of others go to the last line that is there."""
    return {key: doubt for key, doubt in trial.doubts.items() if key in trial.facts}


def _below_hosts() -> set[str]:
    """Platforms on hosts with many publishers: a source of theirs is an address below the host."""
    return {name for name, source, _ in _many() if not source.sections[0].url}


def _many() -> list[tuple[str, Source, str]]:
    """Platforms whose pages hold several articles, a source of each, and the section that reads them."""
    found = []
    for family in families():
        if not any(sign.articles for sign in family.signs):
            continue
        source = Trial(
            "site", {"name": "?", "platform": family.platform, "url": "http://site.example/"}
        ).source()
        name = next(each.name for each in source.sections if each.reader in MANY)
        found.append((family.platform, source, name))
    return found
