# ruff: noqa: E501
"""The product's answers beside the truth, group by group, with each miss."""

import re
import unicodedata
from collections import defaultdict
from datetime import date, datetime, timedelta

from tests.second_web import disorder, noise, truth
from tests.second_web.judge_deletions import deletions
from tests.second_web.model import Article, Site, at
from tests.second_web.names import addresses, describe
from tests.second_web.product import Product
from tests.second_web.report import Report

ARTICLES = "select source, url, title, body, coalesce(lead, '') as lead, published::varchar as published, published_day::varchar as day, published_precision as precision, state, kind, version from articles"
VERSIONS = "select source, url, version, seen_at::varchar as seen_at, title, change_kinds, list_transform(changes, c -> c.place || ' ' || c.kind || ': ' || c.before || ' → ' || c.after) as changes from article_versions order by url, version"
COVERAGE = "select source, day::varchar as day, status, articles, final, reason from coverage"
VISITS = "select source, started_at::varchar as at, status, reason from visits order by started_at"


DISORDER = (*disorder.KINDS, "own_challenge")


def folded(text: str) -> str:
    """For comparing only: without what typography changes."""
    text = unicodedata.normalize("NFC", text).replace("\xa0", " ")
    text = re.sub(r"[«»“”„\"]", '"', text)
    text = re.sub(r"[’ʼ'‘`]", "'", text)
    return re.sub(r"\s+", " ", re.sub(r"\s[—–-]\s", " - ", text)).strip()


def cells(
    report: Report,
    group: str,
    t: truth.Truth,
    rows: dict[str, dict],
    days: list[date],
    until: datetime | None,
    counts: bool,
) -> None:
    for day in days:
        cell = t.cell(day, until or t.visits[-1])
        row = rows.get(day.isoformat())
        where = f"{t.site.slug} {day:%d.%m} (day {(day - at(0).date()).days})"
        if row is None:
            report.say(group, False, f"{where}: no row; truth {set(cell.statuses)}")
            continue
        said = f"truth {'/'.join(sorted(cell.statuses))} ({cell.why}; {cell.articles} articles), came {row['status']} ({row['articles']} articles): {row['reason']}"
        report.say(group, row["status"] in cell.statuses, f"{where}: {said}")
        if row["status"] in ("complete", "quiet"):
            silent = (row["status"] not in cell.statuses and not cell.statuses & {"complete", "quiet"}) or (
                row["status"] == "quiet" and cell.articles > 0
            )
            report.say(group + ", called complete or quiet that were not", not silent, f"{where}: {said}")
        if counts:
            report.say("counts of cells", row["articles"] == cell.articles, f"{where}: {said}")
            report.say(
                "final of cells",
                row["final"] == cell.final,
                f"{where}: truth {cell.final}, came {row['final']}; {said}",
            )


def coverage(report: Report, truths: dict[str, truth.Truth], user: Product, last: date) -> None:
    rows: dict[str, dict[str, dict]] = defaultdict(dict)
    for row in user.sql(COVERAGE):
        rows[row["source"]][row["day"][:10]] = row
    for slug, t in truths.items():
        first = t.visits[0].date()
        cells(
            report,
            "cells",
            t,
            rows[slug],
            [first + timedelta(days=i) for i in range((last - first).days + 1)],
            None,
            True,
        )
    for said in user.said():
        if said["last"]:
            now = datetime.fromisoformat(said["at"])
            by_slug = {row["source"]: row for row in said["cells"]}
            for slug, t in truths.items():
                if slug in by_slug and t.visits[0] <= now:
                    cells(
                        report,
                        "cells in the evening of their day",
                        t,
                        {now.date().isoformat(): by_slug[slug]},
                        [now.date()],
                        now,
                        False,
                    )


def visits(report: Report, truths: dict[str, truth.Truth], user: Product) -> None:
    came: dict[str, list[dict]] = defaultdict(list)
    for row in user.sql(VISITS):
        came[row["source"]].append(row)
    for slug, t in truths.items():
        report.say(
            "visits",
            len(came[slug]) == len(t.visits),
            f"{slug}: {len(t.visits)} visits made, {len(came[slug])} recorded",
        )
        for now, row in zip(t.visits, came[slug], strict=False):
            says = t.statuses(now)
            report.say(
                "visits",
                row["status"] in says,
                f"{slug} {now:%d.%m %H:%M}: truth {'/'.join(sorted(says))} ({t.why(now)}), came {row['status']}: {row['reason']}",
            )


def articles(report: Report, t: truth.Truth, rows: list[dict]) -> None:
    known, found = addresses(t.site), defaultdict(list)
    for row in rows:
        report.say(
            "articles that are none",
            row["url"] in known,
            f"{t.site.slug}: {row['url']} «{row['title']}» ({row['kind']})",
        )
        if row["url"] in known:
            found[known[row["url"]].n].append(row)
    for article in t.site.articles:
        if (first := t.found(article)) is None:
            continue
        mine = found[article.n]
        where = f"{t.site.slug} {describe(article)}"
        report.say("recall", bool(mine), f"{where}; to be found on {first:%d.%m %H:%M}")
        report.say("articles stored twice", len(mine) < 2, f"{where}: {[r['url'] for r in mine]}")
        if mine:
            fields(report, t, article, mine[0], where)


def fields(report: Report, t: truth.Truth, article: Article, row: dict, where: str) -> None:
    told = t.wordings(article)[-1][1] if t.wordings(article) else article.wording(article.shows)
    report.say("titles", folded(row["title"]) == folded(told[0]), f"{where}: «{row['title']}»")
    text = folded(row["lead"] + "\n" + row["body"])
    lost = [p for p in told[1] if folded(p) not in text]
    report.say("texts whole", not lost, f"{where}: lost {lost}")
    more = len(text) - len(folded("\n".join(told[1])))
    report.say(
        "texts without noise",
        more < 12 or bool(lost),
        f"{where}: {more} letters more: …{row['body'][-150:]!r}",
    )
    day = article.when.date().isoformat() if article.dated else None
    report.say(
        "days of publication", (row["day"] or "")[:10] == (day or ""), f"{where}: came {row['published']}"
    )


def versions(report: Report, t: truth.Truth, rows: list[dict]) -> None:
    known, came = addresses(t.site), defaultdict(list)
    for row in rows:
        if row["url"] in known:
            came[known[row["url"]].n].append(row)
    for article in t.site.articles:
        if not came[article.n]:
            continue
        told = t.wordings(article)[1:]
        got = came[article.n][1:]
        used: set[int] = set()
        for now, _, kind in told:
            place = {"title"} if kind == "title" else {"body", *kind.split("+")}
            match = next(
                (i for i, row in enumerate(got) if i not in used and place <= set(row["change_kinds"])), None
            )
            where = f"{t.site.slug} {describe(article)}: edit {kind} seen from {now:%d.%m %H:%M}"
            report.say(
                "versions",
                match is not None,
                f"{where}; came {[(r['seen_at'], r['change_kinds']) for r in got]}",
            )
            if match is not None:
                used.add(match)
                prompt = (
                    abs((datetime.fromisoformat(got[match]["seen_at"]) - now).total_seconds()) < 26 * 3600
                )
                report.say("versions within a day", prompt, f"{where}; came {got[match]['seen_at']}")
                report.say(
                    "kinds of versions, none beside",
                    set(got[match]["change_kinds"]) == place,
                    f"{where}; came {got[match]['change_kinds']} {got[match]['changes']}",
                )
        for i, row in enumerate(got):
            cause = "" if i in used else because(t.site, row)
            report.say(
                "versions that are none" + cause,
                i in used,
                f"{t.site.slug} {describe(article)}: {row['seen_at']} {row['change_kinds']} {row['changes']}",
            )


def because(site: Site, row: dict) -> str:
    """What a version that is none was made of: a line of another article, or a page in disorder, or its end."""
    said = " ".join(row["changes"] or [])
    if any(word in said for word in noise.ALSO.values()):
        return ": «Дивіться також» and other lines that name another article"
    seen = datetime.fromisoformat(row["seen_at"])
    kinds = [
        f.kind for f in site.faults if f.kind in DISORDER and f.start <= seen < f.end + timedelta(days=2)
    ]
    return f": {kinds[-1]}" if kinds else ": other noise"


def judge(sites: list[Site], plan: list[tuple[datetime, list[str]]], user: Product) -> int:
    report, truths = Report(), truth.by_site(sites, plan)
    coverage(report, truths, user, plan[-1][0].date())
    visits(report, truths, user)
    stored, worded = user.sql(ARTICLES), user.sql(VERSIONS)
    for slug, t in truths.items():
        articles(report, t, [r for r in stored if r["source"] == slug])
        versions(report, t, [r for r in worded if r["source"] == slug])
    deletions(report, truths, user)
    done = user.command("verify")
    report.say("verify", done.returncode == 0, done.stdout[-1500:] + done.stderr[-500:])
    return report.show()
