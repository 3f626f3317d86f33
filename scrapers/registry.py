"""Source files: TOML over a platform's preset, checked word by word before anything is fetched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urljoin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from scrapers.errors import RegistryError
from scrapers.facts import (
    Address,
    Alternatives,
    Charset,
    Css,
    Droppable,
    Evidenced,
    Host,
    Items,
    Mandatory,
    Pattern,
    Region,
    Remark,
    WebAddress,
)
from scrapers.records import Reader
from scrapers.urls import canonical, host_of, path_of

PACKAGE = Path(__file__).parent
SITES = PACKAGE / "sites"
PLATFORMS = PACKAGE / "platforms"
SLUG = re.compile(r"[a-z][a-z0-9_]{1,60}")
RECOGNITION = {"signs", "yields"}  # keys of a preset that are read by `signs` and are none of a source's


class Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(Checked):
    """Where links come from: a sitemap, a feed, listing pages, a CMS's own JSON, or a page that holds all itself."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    reader: Reader
    url: Address
    # read only in a visit in which the section of that name could not be read to its end
    instead_of: str | None = None
    # a listing: one item, and in it the link and the date; Telegram: one post
    item: Items = ()
    link: Items = ("a",)
    published: Css | None = None
    # a listing where no `item` matches: all links whose path and query this fits
    fits: Pattern | None = None
    # pages are counted in the query (`page_param`) or in the path (`page_path`, with {page})
    page_param: str | None = None
    page_path: Annotated[str, Field(pattern=r"^[^{}]*\{page\}[^{}]*$")] | None = None
    first_page: Annotated[int, Field(ge=0, strict=True)] = 1
    page_step: Annotated[int, Field(ge=1, le=1_000, strict=True)] = 1
    last_page: Css | None = None
    max_pages: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 1_000

    @model_validator(mode="after")
    def _readers_have_what_they_need(self) -> Self:
        if self.reader == "listing" and not self.item and self.fits is None:
            raise ValueError(
                "`item`, the selector of one entry, or `fits`, a pattern for its address, in a listing"
            )
        if self.reader == "telegram" and not self.item:
            raise ValueError("`item`, the selector of one post, in a section with reader = 'telegram'")
        if self.page_param is not None and self.page_path is not None:
            raise ValueError("`page_param` or `page_path`, not both")
        return self


class Layout(Checked):
    """How articles look; a dated layout stays because the archive still needs it."""

    until: Annotated[date, Field(strict=True)] | None = None
    title: Mandatory = ()
    published: Mandatory = ()
    body: Mandatory = ()
    # fields are found without rules where the selectors match nothing, or where none is given
    generic: StrictBool = False
    crumbs: Alternatives = ()
    lead: Alternatives = ()
    author: Alternatives = ()
    tags: Alternatives = ()
    community: Alternatives = ()
    region: Alternatives = ()
    drop: tuple[Droppable, ...] = ()

    @model_validator(mode="after")
    def _selectors_or_none(self) -> Self:
        given = [bool(selectors) for selectors in (self.title, self.published, self.body)]
        if not all(given) and (any(given) or not self.generic):
            raise ValueError("`title`, `published` and `body`, or none of them and `generic = true`")
        return self


class NotFound(Checked):
    """How a page with status 200 says that there is nothing here."""

    at: Css
    says: Pattern


class Source(Checked):
    """One publisher. `slug` is the file's name and the source's id for ever."""

    slug: str
    name: Annotated[str, Field(min_length=1)]
    url: WebAddress
    platform: str | None = None
    region: Region | None = None
    community: Annotated[str, Field(pattern=r"^UA\d{17}$")] | None = None
    schedule: Literal["hourly", "daily"] = "daily"
    delay: Annotated[float, Field(ge=0, le=600, strict=True)] = 1.0
    charset: Charset | None = None
    # the best letter of `known`; D where all is guessed
    evidence: Literal["A", "B", "C", "D"] = "D"
    known: tuple[Evidenced, ...] = ()
    guessed: tuple[Remark, ...] = ()
    unknown: tuple[Remark, ...] = ()
    active: StrictBool = True
    hosts: tuple[Host, ...] = ()
    articles: tuple[Pattern, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)]
    not_found: tuple[NotFound, ...] = ()

    @field_validator("sections")
    @classmethod
    def _sections_have_names_of_their_own(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        names = [section.name for section in sections]
        if len(set(names)) < len(names):
            raise ValueError(f"a name of its own for each section, not {', '.join(names)}")
        for place, section in enumerate(sections):
            if section.instead_of is not None and section.instead_of not in names[:place]:
                raise ValueError(
                    f"`instead_of` with the name of an earlier section, not {section.instead_of!r}"
                )
        return sections

    @field_validator("layouts")
    @classmethod
    def _layouts_in_order(cls, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
        dates = [layout.until for layout in layouts]
        past = [until for until in dates if until is not None]
        if dates.count(None) != 1 or dates[-1] is not None or past != sorted(set(past)):
            raise ValueError("`layouts` from the oldest `until` on, the last one (today's) without it")
        return layouts

    def absolute(self, url: str) -> str:
        return urljoin(self.url, url)

    @property
    def own_hosts(self) -> frozenset[str]:
        return frozenset({host_of(canonical(self.url) or self.url), *(host.lower() for host in self.hosts)})

    def refuses(self, url: str) -> str | None:
        """Why a canonical URL is none of the source's articles, or None."""
        if host_of(url) not in self.own_hosts:
            return f"another host than {', '.join(sorted(self.own_hosts))}"
        if self.articles and not any(re.search(pattern, path_of(url)) for pattern in self.articles):
            return "no pattern of `articles` fits"
        return None


def load_sources(folders: Iterable[Path]) -> dict[str, Source]:
    """All sources of the folders by slug, sorted. A slug in a later folder replaces an earlier one."""
    found: dict[str, Source] = {}
    for folder in folders:
        if not folder.is_dir():
            raise RegistryError(folder, "folder", "a folder of source files", "no such folder")
        seen: dict[str, Path] = {}
        for file in sorted(folder.rglob("*.toml")):
            if file.stem in seen:
                raise RegistryError(file, "file name", "a slug of its own", f"the same as {seen[file.stem]}")
            seen[file.stem] = file
            found[file.stem] = read_source(file)
    return dict(sorted(found.items()))


def read_source(file: Path) -> Source:
    """One source file over its platform's preset. Raises RegistryError."""
    return make_source(file, read_toml(file))


def make_source(file: Path, own: dict[str, Any]) -> Source:
    """The same from values that stand in no file yet; `file` is where they shall stand. Raises RegistryError."""
    if not SLUG.fullmatch(file.stem):
        raise RegistryError(file, "file name", "a slug of a-z, 0-9 and _", file.stem)
    merged = _over_preset(file, own)
    if "slug" in merged:
        raise RegistryError(file, "slug", "no such key: the file's name is the slug", repr(merged["slug"]))
    try:
        return Source.model_validate({**merged, "slug": file.stem})
    except ValidationError as error:
        raise _first(file, error) from error


def _over_preset(file: Path, own: dict[str, Any]) -> dict[str, Any]:
    platform = own.get("platform")
    if platform is None:
        return own
    preset = PLATFORMS / f"{platform}.toml"
    if not isinstance(platform, str) or not SLUG.fullmatch(platform) or not preset.is_file():
        known = ", ".join(sorted(path.stem for path in PLATFORMS.glob("*.toml")))
        raise RegistryError(file, "platform", f"one of {known}", repr(platform))
    base = {key: value for key, value in read_toml(preset).items() if key not in RECOGNITION}
    sections = _merge_named(base.get("sections", []), own.get("sections", []))
    return {**base, **own, **({"sections": sections} if sections else {})}


def _merge_named(base: Any, own: Any) -> Any:
    """A section of the source is laid over the preset's section of the same name, or added."""
    entries = own if isinstance(own, list) else [None]
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        return own  # which will not pass, with keys counted as they stand in the file
    merged = {entry["name"]: entry for entry in base}
    for entry in own:
        name = entry.get("name")
        below = merged.get(name, {})
        for one, other in (("page_param", "page_path"), ("page_path", "page_param")):
            if one in entry:  # two ways of counting pages, of which a section has one
                below = {key: value for key, value in below.items() if key != other}
        merged[name] = {**below, **entry}
    return list(merged.values())


def read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RegistryError(file, "file", "a file that can be read", error.strerror or str(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(file, "file", "TOML", str(error)) from error
    except UnicodeDecodeError as error:
        raise RegistryError(file, "file", "text in UTF-8", str(error)) from error


def _first(file: Path, error: ValidationError) -> RegistryError:
    """The first of pydantic's complaints in our words: file, key, what was expected, what came."""
    first = error.errors(include_url=False)[0]
    path = list(first["loc"])
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    expected = {
        "extra_forbidden": f"no such key; known here: {', '.join(_known_keys(path))}",
        "missing": "a value: this key must be given",
    }.get(first["type"], first["msg"].removeprefix("Value error, ").removeprefix("Input should be "))
    value = "nothing" if first["type"] == "missing" else repr(first["input"])
    if first["type"] == "extra_forbidden":
        value = f"{path[-1]} = {value}"
    return RegistryError(file, key or "file", expected, value[:200] if path else "a file without it")


def _known_keys(path: list[int | str]) -> Iterator[str]:
    models: dict[str, type[BaseModel]] = {"sections": Section, "layouts": Layout, "not_found": NotFound}
    model = models.get(str(path[0]), Source) if len(path) > 1 else Source
    return (name for name in model.model_fields if name != "slug")
