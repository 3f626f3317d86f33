"""`visnyk sources record`: pages of a source become golden cases."""

from __future__ import annotations

import json as stdlib_json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer
from rich.console import Console
from rich.text import Text

from flows.cli_look import (
    ContactOption,
    DelayOption,
    Manners,
    PagesOption,
    looking,
    one_source,
    remedy,
    web_address,
)
from flows.cli_sources_check import CASES
from flows.dry_run import Stored
from flows.live import make_console
from flows.options import AllowOption, HomeOption, JsonOption, OnlySourcesOption, SourcesOption
from flows.settings import Home, find_home
from flows.sources import known_sources
from scrapers import cases
from scrapers.archive import Archive
from scrapers.differences import differences
from scrapers.errors import BadResponse, FetchError
from scrapers.peek import Peek
from scrapers.registry import Source
from scrapers.stored import stored_page
from scrapers.trial import read_sections, reads, spread
from scrapers.urls import canonical

Origin = Literal["archive", "live"]
_MOST = 200  # addresses that are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page to record: its body without compression, and what the note says of it."""

    url: str  # the final one
    body: bytes
    content_type: str | None
    fetched_at: datetime
    section: str
    came_from: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    case: Path
    note: cases.Note
    expected: Any
    diff: tuple[str, ...] = ()  # of a case that was there: what its expected.json said otherwise
    written: bool = True


SlugArgument = Annotated[str, typer.Argument(help="The source", show_default=False)]
PagesArgument = Annotated[
    list[str] | None, typer.Argument(help="Addresses of pages; a few are chosen if none is given")
]
IntoOption = Annotated[
    Path, typer.Option(help="Folder of golden cases; the cases come into a folder of the slug")
]
NameOption = Annotated[
    str | None, typer.Option("--case", help="The case's name, for one page; made of the title if not given")
]
ShowsOption = Annotated[str | None, typer.Option(help="What the case shows, in a few words")]
FromOption = Annotated[
    Origin | None,
    typer.Option("--from", help="The archive if it has the page, else the site", show_default=False),
]
UpdateOption = Annotated[
    bool,
    typer.Option("--update", help="Write expected.json of the recorded cases anew, and show what differs"),
]


def record(
    slug: SlugArgument,
    urls: PagesArgument = None,
    into: IntoOption = CASES,
    name: NameOption = None,
    shows: ShowsOption = None,
    came_from: FromOption = None,
    update: UpdateOption = False,
    pages: PagesOption = 3,
    delay: DelayOption = 1.0,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    home: HomeOption = None,
    allow_private: AllowOption = None,
    contact: ContactOption = None,
    json: JsonOption = False,
) -> None:
    """Save pages of a source as golden cases: the page, a note marked "origin": "recorded", and every field read.

    A parser or source file that reads such a page otherwise then shows up as a diff, in the tests and in
    `visnyk sources check SLUG --from cases`. Read each expected.json beside its page before you commit it: what is
    recorded is what is read today, right or wrong. A case that is there is never touched, but by --update.

    Example: visnyk sources record drabivska_hromada https://drabivska-gromada.gov.ua/news/1719903646/
    """
    source = one_source(known_sources(home, folders, only_sources), slug)
    if name is not None and len(urls or []) != 1:
        raise typer.BadParameter("--case: expected one URL with it")
    if update:
        done = [
            _updated(case, source) for case in cases.find_cases(into) if cases.read_note(case).source == slug
        ]
    else:
        manners = Manners(home, allow_private, contact, delay, _MOST)
        answers = _answers(source, urls or [], came_from, find_home(home), pages, manners)
        done = [_written(answer, source, into, name, shows) for answer in answers]
    _report(done, source, json)
    if not done:
        raise typer.Exit(1)


def _report(done: list[Recorded], source: Source, json: bool) -> None:
    if json:
        told = [
            {
                "case": str(each.case),
                "written": each.written,
                "note": each.note.model_dump(mode="json"),
                "expected": each.expected,
                "diff": list(each.diff),
            }
            for each in done
        ]
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return
    console = make_console()
    for each in done:
        _print_case(console, each)
    if not done:
        console.print(f"no page of {source.slug} to record: give addresses, or --from live")


def _print_case(console: Console, each: Recorded) -> None:
    state = "written" if each.written else "as it was"
    console.print(Text(f"{state}: {each.case}"), soft_wrap=True)
    first = each.expected[0] if isinstance(each.expected, list) else each.expected
    if "error" in first:
        console.print(
            Text(f"    no article: {first['error']}: {first['message']}", style="yellow"), soft_wrap=True
        )
    else:
        more = f" and {len(each.expected) - 1} more" if isinstance(each.expected, list) else ""
        console.print(Text(f"    {first['published'] or 'no date'}  {first['title']}{more}"), soft_wrap=True)
    for line in each.diff:
        console.print(Text(f"    {line}", style="red" if line.startswith("-") else "green"), soft_wrap=True)


def _written(answer: Answer, source: Source, into: Path, name: str | None, shows: str | None) -> Recorded:
    note = cases.Note(
        origin="recorded",
        shows=shows or f"as answered on {answer.fetched_at:%Y-%m-%d}",
        source=source.slug,
        url=answer.url,
        fetched_at=answer.fetched_at,
        content_type=answer.content_type or "text/html",
        section=answer.section,
    )
    expected = cases.read_body(answer.body, note, source)
    first = expected[0] if isinstance(expected, list) else expected
    case = into / source.slug / (name or cases.name_of(answer.url, first.get("title")))
    if case.exists():
        raise typer.BadParameter(
            f"{case} is there already and stays as it is; remedy: --case NAME, or --update"
        )
    cases.write_case(case, answer.body, note, expected)
    return Recorded(case=case, note=note, expected=expected)


def _updated(case: Path, source: Source) -> Recorded:
    before = stdlib_json.loads((case / cases.EXPECTED).read_text(encoding="utf-8"))
    now = cases.read_case(case, {source.slug: source})
    diff = tuple(differences(before, now))
    if diff:
        (case / cases.EXPECTED).write_text(cases.as_json(now), encoding="utf-8")
    return Recorded(case=case, note=cases.read_note(case), expected=now, diff=diff, written=bool(diff))


def _answers(
    source: Source, urls: list[str], came_from: Origin | None, home: Home, count: int, manners: Manners
) -> Iterator[Answer]:
    """Of each address the archive's newest answer, or the site's; without addresses a few that the source names."""
    with Stored(home, source.slug) as stored:
        held = stored.pages() if came_from != "live" else []
        wanted = [web_address(url) for url in urls] or spread(held, count)
        places = {url: stored.place(url) for url in wanted if url in held}
    missing = [url for url in wanted if url not in places]
    if missing and came_from == "archive":
        raise typer.BadParameter(f"the archive does not hold {', '.join(missing)}; remedy: --from live")
    for url, (file, offset) in places.items():
        yield _archived(Archive(home.archive), url, file, offset)
    if missing or not wanted:
        if came_from == "archive":
            return
        with looking(manners, source.slug) as peek:
            yield from _live(source, missing, peek, count)


def _archived(archive: Archive, url: str, file: str, offset: int) -> Answer:
    capture = archive.read(file, offset).capture
    if capture is None:
        raise BadResponse(f"{file}: expected an answer at byte {offset}")
    body, content_type = stored_page(archive, file, offset)
    return Answer(
        url=capture.url or url,
        body=body,
        content_type=content_type,
        fetched_at=capture.fetched_at,
        section=capture.section,
        came_from="archive",
    )


def _live(source: Source, urls: list[str], peek: Peek, count: int) -> Iterator[Answer]:
    sections = (
        {}
        if urls
        else {
            url: each.section.name
            for each in read_sections(source, peek)
            if reads(each)
            for url in each.taken
        }
    )
    for url in urls or spread(list(sections), count):
        try:
            fetched = peek.fetch(url)
        except FetchError as error:
            make_console(stderr=True).print(
                f"visnyk: {type(error).__name__}: {error}\n{remedy(error)}", soft_wrap=True, markup=False
            )
            raise typer.Exit(1) from error
        yield Answer(
            url=fetched.url,
            body=fetched.body,
            content_type=fetched.headers.get("Content-Type"),
            fetched_at=fetched.capture.fetched_at,
            section=sections.get(canonical(url) or url, source.sections[0].name),
            came_from="live",
        )
