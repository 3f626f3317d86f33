"""What became of a link and of a visit: the rules that turn answers and errors into outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from scrapers.aliases import Aliases, under_first_address
from scrapers.before import with_before
from scrapers.compared import beside_known, refuse_another
from scrapers.errors import (
    AddressRefused,
    BadResponse,
    LeadsElsewhere,
    NotAnArticle,
    Refused,
    ScrapeError,
    Unreachable,
)
from scrapers.records import Article, Capture, Known, Outcome, VisitStatus
from scrapers.sections import Reading
from scrapers.stage import Stage

_NO_ANSWER = (Unreachable, AddressRefused, BadResponse)
UNREAD: tuple[Outcome, ...] = ("failed", "blocked", "refused_by_robots")


def settled(known: Known) -> bool:
    """Whether the body remembered was read: then the same body, or a 304, says the same again.

    A page that is gone may have answered with a soft 404, and a redesign leaves hashes of an earlier body.
    """
    if known.outcome == "not_an_article":
        return True
    return bool(known.content_hashes) and known.outcome in ("new", "unchanged", "changed")


def outcome_before(known: Known | None, capture: Capture) -> Outcome | None:
    """The outcome of an answer that brings the body already read; None for one that must be read."""
    if known is None or not settled(known):
        return None
    if capture.status != 304 and (known.sha256 != capture.sha256 or has_moved(known, capture)):
        return None
    return "unchanged" if known.content_hashes else known.outcome


def has_moved(known: Known, capture: Capture) -> bool:
    """Whether the link now leads to another address, under which the article has another id.

    Where what it led to last was not read, the article stood under the link itself, as nearly all do.
    """
    before = known.final_url if settled(known) else known.url
    return before not in (None, capture.url)


def said_before(known: Known | None, read_before: Callable[[Known], list[Article]]) -> Article | None:
    """What a link's article said when it was last read, as the archive tells it; None if it cannot."""
    if known is None or not known.content_hashes or not (settled(known) or known.article_read):
        return None
    was = read_before(known)
    return was[0] if len(was) == 1 and was[0].kind == "article" else None


def stage_articles(
    stage: Stage,
    articles: list[Article],
    capture: Capture,
    known: Known | None,
    aliases: Aliases,
    read_before: Callable[[Known], list[Article]],
    named: bool,
) -> Outcome:
    """Stages what a page says if it is new, says something else than before, or stands under a new address.

    `read_before`: what the body that was known of a link says, read today. `named`: whether a list names the link.
    Raises LayoutChanged for a page that is unlike what it was.
    """
    first = aliases.follow(capture.requested_url, capture.url) if len(articles) == 1 else None
    if known is not None and known.article_id and first is not None and first.article_id != known.article_id:
        return "unchanged"  # it leads to another article, which has a link of its own
    origin = first or known
    articles = under_first_address(beside_known(articles, origin), first)
    if known is not None and known.withdrawn and not named:
        refuse_another(articles, said_before(known, read_before))
    before = origin.content_hashes if origin is not None else ()
    is_same = before == _hashes(articles)
    if not is_same and origin is not None and settled(origin):
        was = under_first_address(read_before(origin), first)
        is_same = _hashes(was) == _hashes(articles)  # it is read otherwise today, that is all
        articles = _beside(articles, was, before)
    if known is not None and is_same and (known is first or not has_moved(known, capture)):
        return "unchanged"
    for article in articles:
        stage.add(article)
    return "unchanged" if is_same and first is not None else "changed" if before else "new"


def _hashes(articles: list[Article]) -> tuple[str, ...]:
    return tuple(article.content_hash for article in articles)


def _beside(articles: list[Article], was: list[Article], stored: tuple[str, ...]) -> list[Article]:
    """With what they said before, where that is not as it is stored."""
    known = {
        article.article_id: article
        for place, article in enumerate(was)
        if stored[place : place + 1] != (article.content_hash,)
    }
    return [
        with_before(article, known[article.article_id]) if article.article_id in known else article
        for article in articles
    ]


def outcome_of(error: ScrapeError, known: Known | None) -> Outcome:
    """What has moved is neither gone nor read: the source file has to follow it."""
    had_articles = known is not None and bool(known.content_hashes)
    if not had_articles or not isinstance(error, NotAnArticle):
        return error.outcome
    return "failed" if isinstance(error, LeadsElsewhere) else "gone"


def visit_status(
    readings: list[Reading],
    outcomes: Counter[Outcome],
    *,
    host_down: bool,
    told: tuple[str, ...] = (),
) -> tuple[VisitStatus, str | None]:
    """Complete only if every section was read to its end and every page that they name could be read.

    `host_down`: the host stopped answering, or its robots.txt could not be read, which forbids to go on.
    `told`: what only the pages of the visit together tell.
    """
    unread = [reading for reading in readings if not reading.replaced]  # a stand-in was read to its end
    errors = {reading.section.name: reading.error for reading in unread if reading.error is not None}
    said: dict[str, list[str]] = {}
    for name, error in errors.items():
        said.setdefault(f"{type(error).__name__}: {error}", []).append(name)
    reasons = [
        f"section{'s' if len(names) > 1 else ''} {', '.join(names)}: {words}" for words, names in said.items()
    ]
    reasons += [f"{outcomes[kind]} pages {kind}" for kind in UNREAD if outcomes[kind]]
    reasons += told
    dead = outcomes["gone"] + outcomes["not_an_article"]
    if dead and dead == outcomes.total() - outcomes["filtered"]:
        reasons.append(f"none of {dead} pages has an article")
    if outcomes["filtered"] and outcomes["filtered"] == outcomes.total():
        reasons.append(f"none of {outcomes.total()} links fits `articles` and `hosts`")
    if not reasons:
        return "complete", None
    reason = "; ".join(reasons)
    if any(outcomes[kind] for kind in ("new", "changed", "unchanged", "not_an_article", "gone")):
        return "partial", reason
    if host_down:
        return "down", reason
    if (
        outcomes["blocked"]
        or outcomes["refused_by_robots"]
        or any(isinstance(error, Refused) for error in errors.values())
    ):
        return "blocked", reason
    no_answer = errors and all(isinstance(error, _NO_ANSWER) for error in errors.values())
    return ("down" if no_answer else "partial"), reason
