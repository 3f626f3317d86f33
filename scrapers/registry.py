"""Source files: TOML over a platform's preset, checked word by word before anything is fetched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urljoin, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from scrapers.charset import known_charset
from scrapers.errors import RegistryError
from scrapers.html import check_selector, check_soup_selector
from scrapers.records import REGIONS, Reader
from scrapers.urls import canonical, host_of, path_of

PACKAGE = Path(__file__).parent
SITES = PACKAGE / "sites"
PLATFORMS = PACKAGE / "platforms"
SLUG = re.compile(r"[a-z][a-z0-9_]{1,60}")


def _selector(css: str) -> str:
    problem = check_selector(css)
    if problem:
        raise ValueError(f"a CSS selector ({problem})")
    return css


def _droppable(css: str) -> str:
    problem = check_soup_selector(css)
    if problem:
        raise ValueError(f"a CSS selector ({problem})")
    return css


def _charset(name: str) -> str:
    if known_charset(name) is None:
        raise ValueError("the name of a charset, like windows-1251")
    return name


def _address(url: str) -> str:
    if urlsplit(url).scheme not in ("", "http", "https"):
        raise ValueError("a path, or an address that begins with http:// or https://")
    return url


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from error
    return text


def _region(code: str) -> str:
    if code not in REGIONS:
        raise ValueError(f"an ISO 3166-2:UA code, one of {', '.join(REGIONS)}")
    return code


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that begins with http:// or https://")
    return url


Css = Annotated[str, AfterValidator(_selector)]
# one selector or several alternatives, the first that matches is taken
Alternatives = Annotated[tuple[Css, ...], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
Mandatory = Annotated[Alternatives, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, Field(pattern=r"^[\w.-]+(:\d+)?$")]
Charset = Annotated[str, AfterValidator(_charset)]
Droppable = Annotated[str, AfterValidator(_droppable)]


class Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(Checked):
    """Where links come from: a sitemap, a feed or listing pages."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    reader: Reader
    url: Annotated[str, AfterValidator(_address)]
    # a listing only: one item, and in it the link and the date
    item: Css | None = None
    link: Css = "a"
    published: Css | None = None
    page_param: str | None = None
    first_page: Annotated[int, Field(ge=0, strict=True)] = 1
    last_page: Css | None = None
    max_pages: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 1_000

    @model_validator(mode="after")
    def _listing_has_items(self) -> Self:
        if self.reader == "listing" and self.item is None:
            raise ValueError("`item`, the selector of one entry, in a section with reader = 'listing'")
        return self


class Layout(Checked):
    """How articles look; a dated layout stays because the archive still needs it."""

    until: Annotated[date, Field(strict=True)] | None = None
    title: Mandatory
    published: Mandatory
    body: Mandatory
    crumbs: Alternatives = ()
    lead: Alternatives = ()
    author: Alternatives = ()
    tags: Alternatives = ()
    community: Alternatives = ()
    region: Alternatives = ()
    drop: tuple[Droppable, ...] = ()


class NotFound(Checked):
    """How a page with status 200 says that there is nothing here."""

    at: Css
    says: Pattern


class Source(Checked):
    """One publisher. `slug` is the file's name and the source's id for ever."""

    slug: str
    name: Annotated[str, Field(min_length=1)]
    url: Annotated[str, AfterValidator(_http)]
    platform: str | None = None
    region: Annotated[str, AfterValidator(_region)] | None = None
    community: Annotated[str, Field(pattern=r"^UA\d{17}$")] | None = None
    schedule: Literal["hourly", "daily"] = "daily"
    delay: Annotated[float, Field(ge=0, le=600, strict=True)] = 1.0
    charset: Charset | None = None
    evidence: Literal["A", "B", "C", "D"] = "D"
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
    if not SLUG.fullmatch(file.stem):
        raise RegistryError(file, "file name", "a slug of a-z, 0-9 and _", file.stem)
    own = _toml(file)
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
    base = _toml(preset)
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
        merged[name] = {**merged.get(name, {}), **entry}
    return list(merged.values())


def _toml(file: Path) -> dict[str, Any]:
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
