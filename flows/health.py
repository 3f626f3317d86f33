"""What `visnyk health` and the flow say of each source's health: rows, remedies, and which alarms are new."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from scrapers.dates import KYIV
from warehouse.db import open_published
from warehouse.errors import NotPublished
from warehouse.health import Alarm, AlarmKind, Health, has_views, judge_sources, sources_to_judge

EVENTS: dict[AlarmKind, str] = {
    "silent": "visnyk.source.silent",
    "fewer": "visnyk.source.fewer",
    "field_lost": "visnyk.source.field_lost",
    "section_empty": "visnyk.source.section_empty",
    "pages_fail": "visnyk.source.pages_fail",
    "incomplete": "visnyk.source.incomplete",
}
RECOVERED = "visnyk.source.recovered"
TOLD = "health.json"  # in the home: the alarms whose events were sent
# how to find articles without a field
LACKING = {
    "hour": "published_precision is distinct from 'minute'",
    "title": "title in (select title from articles group by title having count(*) > 1)",
    "body": "body = ''",
    **dict.fromkeys(("source_tags", "community_names", "images", "attachments"), "len({field}) = 0"),
}


class UnknownToSnapshot(Exception):
    """A source was named that the snapshot does not know."""


def read_health(
    database: Path, sources: Sequence[str] | None = None, step: Callable[[int, int], None] = lambda *of: None
) -> list[Health]:
    """Of these sources, or of all that are visited; those with alarms first. `step` hears how many of how many.

    Raises NotPublished, UnknownToSnapshot.
    """
    with open_published(database) as connection:
        if not has_views(connection):
            raise NotPublished(
                f"{database} was published by an older Visnyk and lacks what is judged. Remedy: visnyk publish"
            )
        rows = sources_to_judge(connection, sources)
        if missing := set(sources or ()) - {row[0] for row in rows}:
            raise UnknownToSnapshot(
                f"expected sources that were visited or registered, came {', '.join(sorted(missing))}. "
                "Remedy: `visnyk sources list` names all"
            )
        found = []
        for health in judge_sources(connection, rows):
            found.append(health)
            step(len(found), len(rows))
    return sorted(found, key=lambda each: (not each.alarms, each.verdict.chance, each.source))


def odds(chance: float) -> str:
    """«1 in N»; two digits, for more are not known."""
    if chance > 0.5:
        return "–"
    digits = max(0, math.floor(math.log10(1 / max(chance, 1e-9))) - 1)
    return f"1 in {round(1 / max(chance, 1e-9) / 10**digits) * 10**digits:,}"


def next_step(alarm: Alarm, url: str) -> str:
    """What a person does about an alarm; commands can be pasted into a shell."""
    slug = alarm.source
    match alarm.kind:
        case "silent" | "fewer":
            return f"open {url}: is there newer news? Then visnyk sources check {slug}; if not, it rests"
        case "field_lost":
            lacking = LACKING.get(alarm.subject, "{field} is null").format(field=alarm.subject)
            query = f"select url from articles where source = '{slug}' and {lacking} and first_seen >= '{alarm.since}'"
            return f'visnyk sql "{query}"; then visnyk sources check {slug}'
        case "section_empty":
            return (
                f"visnyk sources check {slug}: section {alarm.subject} may have moved or got another layout"
            )
        case "pages_fail":
            query = (
                f"select error, message, url from failures where source = '{slug}' order by failed_at desc"
            )
            return f'visnyk sql "{query}"'
        case "incomplete":
            query = f"select started_at, status, reason from visits where source = '{slug}' order by 1 desc"
            return f'visnyk sql "{query}"'


def as_record(health: Health) -> dict[str, Any]:
    """For machines: everything that the table shows, and more."""
    verdict = health.verdict
    return {
        "source": health.source,
        "last_complete_visit": health.last_complete,
        "last_visit": health.last_visit,
        "last_article": verdict.last,
        "empty_days": verdict.empty,
        "expected": round(verdict.expected, 2),
        "chance": verdict.chance,
        "per_year": verdict.per_year,
        "abstained": verdict.abstained,
        "alarms": [{**asdict(alarm), "next": next_step(alarm, health.url)} for alarm in health.alarms],
    }


def as_row(health: Health) -> dict[str, str]:
    """For a table that people read."""
    verdict = health.verdict
    said = [f"{alarm.kind}: {alarm.message} ({odds(alarm.chance)})" for alarm in health.alarms]
    return {
        "source": health.source,
        "last complete visit": f"{health.last_complete.astimezone(KYIV):%Y-%m-%d %H:%M}"
        if health.last_complete
        else "never",
        "last article": str(verdict.last or "–"),
        "expected by now": f"{verdict.expected:.1f}" if verdict.last else "–",
        "so improbable": odds(verdict.chance) if verdict.abstained is None else "–",
        "alarms": "\n".join(said) or verdict.abstained or "none",
        "what to do next": "\n".join(next_step(alarm, health.url) for alarm in health.alarms),
    }


def changed(
    told: Iterable[dict[str, str]], found: Iterable[Health]
) -> tuple[list[Alarm], list[dict[str, str]], list[dict[str, str]]]:
    """Of the alarms `told` before: those that are new now, those that ended, and all that are to be remembered.

    Alarms of sources that were not judged stay as they are.
    """
    found = list(found)
    judged = {health.source for health in found}
    alarms = {_key(alarm): alarm for health in found for alarm in health.alarms}
    before = {(each["source"], each["kind"], each["subject"]): each for each in told}
    new = [alarm for key, alarm in alarms.items() if key not in before]
    ended = [each for key, each in before.items() if key[0] in judged and key not in alarms]
    kept = [each for key, each in before.items() if key[0] not in judged]
    now = [dict(zip(("source", "kind", "subject"), key, strict=True)) for key in alarms]
    return new, ended, [*kept, *now]


def events_of(
    new: Iterable[Alarm], ended: Iterable[dict[str, str]], found: Iterable[Health]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, source and payload of each event."""
    urls = {health.source: health.url for health in found}
    for alarm in new:
        payload = {
            "subject": alarm.subject,
            "since": alarm.since.isoformat(),
            "odds": odds(alarm.chance),
            "message": alarm.message,
            "next": next_step(alarm, urls[alarm.source]),
        }
        yield EVENTS[alarm.kind], alarm.source, payload
    for each in ended:
        yield RECOVERED, each["source"], {"was": each["kind"], "subject": each["subject"]}


def _key(alarm: Alarm) -> tuple[str, str, str]:
    return alarm.source, alarm.kind, alarm.subject


def load_told(root: Path) -> list[dict[str, str]]:
    """Raises ValueError if the file is damaged."""
    file = root / TOLD
    try:
        return list(orjson.loads(file.read_bytes())) if file.exists() else []
    except orjson.JSONDecodeError as error:
        remedy = "delete it, and the alarms are sent once more"
        raise ValueError(f"{file}: expected a list of alarms in JSON, but {error}; {remedy}") from error


def save_told(root: Path, told: Sequence[dict[str, str]]) -> None:
    """Whole or not at all; after a kill before it, events are sent once more."""
    beside = root / f".{TOLD}.new"
    beside.write_bytes(orjson.dumps(list(told), option=orjson.OPT_INDENT_2))
    beside.replace(root / TOLD)
