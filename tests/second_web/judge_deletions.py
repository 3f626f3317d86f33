"""Deletions beside the truth: in time, not too early, and none that is none."""

from collections import defaultdict
from datetime import datetime, timedelta

from tests.second_web import truth
from tests.second_web.model import Article
from tests.second_web.names import addresses, describe
from tests.second_web.product import Product
from tests.second_web.report import Report


def deletions(report: Report, truths: dict[str, truth.Truth], user: Product) -> None:
    evenings = [
        (datetime.fromisoformat(s["at"]), {(g["source"], g["url"]) for g in s["gone"]})
        for s in user.said()
        if s["last"]
    ]
    for slug, t in truths.items():
        names: dict[int, set[str]] = defaultdict(set)
        for url, article in addresses(t.site).items():
            names[article.n].add(url)
        withdrawn = defaultdict(list)
        for w in t.withdrawals():
            withdrawn[w.article.n].append(w)
        for article in t.site.articles:
            gone = [now for now, said in evenings if any((slug, url) in said for url in names[article.n])]
            one_article(report, t, article, withdrawn[article.n], gone, evenings[-1][0])


def one_article(
    report: Report,
    t: truth.Truth,
    article: Article,
    withdrawn: list[truth.Withdrawal],
    gone: list[datetime],
    last: datetime,
) -> None:
    where = f"{t.site.slug} {describe(article)}"
    for w in withdrawn:
        what = f"{where}: {w.absence.how} from {w.absence.start:%d.%m %H:%M}" + (
            f" to {w.absence.end:%d.%m}" if w.absence.end else ""
        )
        ended = w.absence.end or last + timedelta(days=1)
        mine = [g for g in gone if w.absence.start <= g < ended]
        if w.deadline and w.deadline <= last.date() and w.deadline < ended.date():
            report.say(
                "deletions within d+1 days",
                bool(mine) and mine[0].date() <= w.deadline,
                f"{what}: due by {w.deadline:%d.%m}, said {mine[0] if mine else 'never'}",
            )
        early = [g for g in mine if w.earliest is None or g.date() < w.earliest.date()]
        report.say(
            "deletions not too early",
            not early,
            f"{what}: said gone {early[:1]}, at the soonest {w.earliest}",
        )
        if w.absence.end and w.absence.end < last:
            after = [
                v
                for v in t.visits
                if v >= w.absence.end and t.readable(article, v) and v.date() > w.absence.end.date()
            ]
            still = [g for g in gone if after and g >= after[0]]
            report.say("deletions that came back", not still, f"{what}: still gone {still[:1]}")
    outside = [
        g
        for g in gone
        if not any(
            w.absence.start <= g and (w.absence.end is None or g < w.absence.end + timedelta(days=2))
            for w in withdrawn
        )
    ]
    report.say(
        "deletions that are none", not outside, f"{where}: said gone on {[f'{g:%d.%m}' for g in outside]}"
    )
