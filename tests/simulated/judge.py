"""The published data beside the truth: what is right and what is wrong, by kind of event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.simulated.posts import FIRST, Post
from tests.simulated.truth import Truth
from tests.simulated.visits import Row, Seen

_FOLD = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "—": "-", "–": "-", "’": "'", "ʼ": "'"})


@dataclass(slots=True)
class Count:
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + len(self.wrong)


class Report:
    """Counts by group (cells, news, versions …) and kind of event."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], Count] = {}

    def note(self, group: str, kind: str, right: bool, wrong: str = "") -> None:
        count = self.counts.setdefault((group, kind), Count())
        if right:
            count.right += 1
        else:
            count.wrong.append(wrong)

    def of(self, group: str) -> Count:
        """All kinds of a group together."""
        whole = Count()
        for (name, _), count in self.counts.items():
            if name == group:
                whole.right += count.right
                whole.wrong += count.wrong
        return whole

    def table(self, *, wrong: bool) -> Iterator[str]:
        groups = dict.fromkeys(group for group, _ in self.counts)
        for group in groups:
            whole = self.of(group)
            yield f"\n{group:52}{'right':>7}{'wrong':>7}{'':3}{100 * whole.right / (whole.total or 1):6.1f}%"
            for (name, kind), count in sorted(self.counts.items()):
                if name == group:
                    yield f"  {kind:50}{count.right:7}{len(count.wrong):7}"
                    yield from (f"      {each}" for each in count.wrong if wrong)


def judge(truths: list[Truth], seen: Seen) -> Report:
    report = Report()
    for truth in truths:
        _judge_cells(truth, seen, report)
        told = _by_post(truth, seen, report)
        for post in truth.posts:
            _judge_post(truth, post, told.get(post.number, []), seen, report)
        _judge_ends(truth, told, seen, report)
    return report


def _judge_cells(truth: Truth, seen: Seen, report: Report) -> None:
    """Of all days but the last, which is not over."""
    slug = truth.site.slug
    said = {_day(row["day"]): row for row in seen.coverage if row["source"] == slug}
    reasons = {
        _day(row["started_at"].astimezone().date()): row["reason"]
        for row in seen.visits
        if row["source"] == slug
    }
    for day in range(1, truth.days):
        cell = truth.cell(day)
        status = said[day]["status"] if day in said else "no row"
        expected = " or ".join(sorted(cell.allowed))
        wrong = f"{slug} day {day}: {status}, expected {expected}; {reasons.get(day) or ''}"[:230]
        report.note("cells", cell.why, status in cell.allowed, wrong)
        if not cell.allowed & {"complete", "quiet"}:
            report.note("cells that are not calm", cell.why, status not in ("complete", "quiet"), wrong)


def _day(day: date) -> int:
    return (day - FIRST).days + 1


def _by_post(truth: Truth, seen: Seen, report: Report) -> dict[int, list[Row]]:
    """Articles by the number of their news item; those that are none are noted."""
    addresses = {url: post.number for post in truth.site.posts for url in truth.site.addresses(post)}
    told: dict[int, list[Row]] = {}
    for row in seen.articles:
        if row["source"] == truth.site.slug:
            number = addresses.get(row["url"])
            report.note(
                "articles that are news",
                truth.site.slug,
                number is not None,
                f"{row['url']} «{row['title']}»",
            )
            if number is not None:
                told.setdefault(number, []).append(row)
    return told


def _judge_post(truth: Truth, post: Post, rows: list[Row], seen: Seen, report: Report) -> None:
    name = f"{truth.site.slug} {post.number} of {post.shown:%d.%m}"
    report.note("recall", post.how, bool(rows), name)
    if not rows:
        return
    urls = ", ".join(row["url"] for row in rows)
    report.note("one article for a news item", truth.site.slug, len(rows) == 1, f"{name}: {urls}")
    last = truth.wordings(post)[-1][1]
    shown = {(row["published"].date(), row["published_precision"]) for row in rows}
    right = all(day == post.shown.date() for day, _ in shown)
    report.note("dates", post.how, right, f"{name}: {shown}, expected {last.shown}")
    ids = {row["article_id"] for row in rows}
    _judge_versions(truth, post, [row for row in seen.versions if row["article_id"] in ids], report)


def _judge_versions(truth: Truth, post: Post, versions: list[Row], report: Report) -> None:
    wordings = truth.wordings(post)
    name = f"{truth.site.slug} {post.number}"
    keys = [_key(wording.title, wording.words) for _, wording, _ in wordings]
    shown, spurious = _match(versions, keys)
    first = versions[0]
    report.note(
        "first wordings", truth.site.slug, _key_of(first) in keys, f"{name}: {first['title']} {first['body']}"
    )
    report.note(
        "articles without spurious versions", truth.site.slug, not spurious, f"{name}: {_tell(spurious)}"
    )
    for place, (day, _, kind) in enumerate(wordings):
        if kind is not None and place:
            report.note("versions found", kind, place in shown, f"{name}: edited, to be seen on day {day}")
            if place in shown:
                said = shown[place]["change_kinds"]
                report.note(
                    "versions classified", kind, any(kind in word for word in said), f"{name}: {said}"
                )
    blamed = [_blame(post, row) for row in spurious]
    for day, noise in post.noise:
        report.note("noise that made no version", noise, noise not in blamed, f"{name} since day {day}")


def _match(versions: list[Row], keys: list[tuple[str, str]]) -> tuple[dict[int, Row], list[Row]]:
    """The version that shows each wording, and versions that show none, or one that is no news."""
    shown: dict[int, Row] = {}
    spurious: list[Row] = []
    last: dict[object, int] = {}  # article → its last wording
    for version in versions:
        article = version["article_id"]
        after = last.get(article, -1)
        place = next(
            (place for place, key in enumerate(keys) if place > after and key == _key_of(version)), None
        )
        if place is None:
            spurious.append(version)
        else:
            last[article] = place
            shown.setdefault(place, version)
    return shown, spurious


def _tell(versions: list[Row]) -> str:
    return "; ".join(
        f"version {row['version']} of day {_day(row['seen_at'].date())} {row['change_kinds']}: {row['body'][-90:]!r}"
        for row in versions
    )


def _blame(post: Post, version: Row) -> str | None:
    """The noise that is the likeliest cause of a version."""
    day = _day(version["seen_at"].date())
    return max(((since, kind) for since, kind in post.noise if since <= day), default=(0, None))[1]


def _key_of(version: Row) -> tuple[str, str]:
    return _key(version["title"], version["body"].split())


def _key(title: str, words: list[str]) -> tuple[str, str]:
    return " ".join(title.split()).translate(_FOLD), " ".join(words).translate(_FOLD)


def _judge_ends(truth: Truth, told: dict[int, list[Row]], seen: Seen, report: Report) -> None:
    slug = truth.site.slug
    for post in truth.posts:
        rows = told.get(post.number, [])
        if not rows:
            continue
        gone = [
            day
            for day, states in seen.states.items()
            if any(states.get((slug, row["url"])) == "gone" for row in rows)
        ]
        name = f"{slug} {post.number}"
        if not truth.is_deleted(post):
            kind = _looks_like(post, truth)
            report.note("no false deletions", kind, not gone, f"{name}: gone on days {gone}")
            continue
        assert post.end is not None
        if truth.deadline(post) > truth.days:
            continue
        found = bool(gone) and min(gone) <= truth.deadline(post)
        since, by = post.end.first, truth.deadline(post)
        wrong = f"{name}: {post.end.kind} since day {since}, gone on {gone[:3]}, expected by {by}"
        report.note("deletions found", post.end.kind, found, wrong)
        early = bool(gone) and min(gone) < post.end.first
        report.note("no false deletions", "before it was one", not early, wrong)
        kept = all(row["body"] and row["first_seen"] and row["last_seen"] for row in rows)
        report.note("deletions that keep their text", post.end.kind, kept, name)


def _looks_like(post: Post, truth: Truth) -> str:
    if post.end is None:
        return f"live, on a site with {_troubles(truth)}" if _troubles(truth) else "live"
    return (
        f"{post.end.kind} for {post.end.last - post.end.first + 1} days"
        if post.end.last < 100
        else post.end.kind
    )


def _troubles(truth: Truth) -> str:
    days = range(1, truth.days + 1)
    return ", ".join(sorted({told for day in days if (told := truth.trouble(day))}))
