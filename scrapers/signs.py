"""By which signs a platform is known: data that stand in its preset, checked as strictly as a source."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StrictBool, ValidationError, model_validator

from scrapers.errors import RegistryError
from scrapers.facts import Charset, Pattern, Place, Remark
from scrapers.marks import Checked
from scrapers.registry import PLATFORMS
from scrapers.source_files import read_toml

_KINDS = (
    "at",
    "asset",
    "link",
    "header",
    "robots",
    "source",
    "address",
    "charset",
    "feed",
    "reads",
    "articles",
    "days",
)
_Count = Annotated[int, Field(ge=1, le=1_000, strict=True)]


class Sign(Checked):
    """One mark. Exactly one of the keys below `against` says where it is looked for.

    Addresses are told from each other as they lead home or away: those of the site itself begin with one slash
    (`/wp-content/…`), those of others with two (`//gromada.org.ua/themes/…`).
    """

    what: Remark
    # how likely the platform is where only this is seen; several marks make it likelier, each by what is left
    weight: Annotated[float, Field(gt=0, lt=1)]
    # speaks against the platform, and takes that share off
    against: StrictBool = False
    at: Place | None = None  # nodes; with `says`, those whose text or attribute fits
    asset: Pattern | None = None  # address of a script, style, picture or icon
    link: Pattern | None = None  # address that an <a> leads to
    header: Pattern | None = None  # name of an HTTP header, whose value fits `says`
    robots: Pattern | None = None  # text of robots.txt
    source: Pattern | None = None  # the page's HTML as written
    address: Pattern | None = None  # the page's own path with its query
    charset: Charset | None = None  # the page's
    feed: Pattern | None = None  # what the site's feed says of the program that made it
    reads: str | None = None  # the preset's section of that name names articles on this site
    articles: _Count | None = None  # so many articles are read by the preset from one page
    days: _Count | None = (
        None  # so many days stand as headings on one page, with news below that are no links
    )
    says: Pattern | None = None
    at_least: _Count = 1  # of nodes, assets or links, each counted once

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        given = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"exactly one of {', '.join(_KINDS)}, not {', '.join(given) or 'none'}")
        if self.says is None and self.header is not None:
            raise ValueError("`says`, a pattern for the value of the header")
        if self.says is not None and given[0] not in ("at", "header"):
            raise ValueError("`says` beside `at` or `header` only")
        return self


class Family(Checked):
    """A platform and its signs. One that `yields` is known by how its pages are built: named ones go before it."""

    platform: str
    yields: StrictBool = False
    signs: tuple[Sign, ...] = ()


@cache
def families() -> tuple[Family, ...]:
    """All platforms that come with Visnyk, by name. Raises RegistryError."""
    return tuple(read_family(file) for file in sorted(PLATFORMS.glob("*.toml")))


def read_family(file: Path) -> Family:
    preset = read_toml(file)
    signs = preset.get("signs", [])
    try:
        return Family(platform=file.stem, yields=preset.get("yields", False), signs=signs)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise RegistryError(
            file, key, first["msg"].removeprefix("Value error, "), repr(first["input"])[:200]
        ) from error
