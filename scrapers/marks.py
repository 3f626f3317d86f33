"""What a source file says of its pages in words rather than selectors: labels, chrome, places, one address for many."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scrapers.facts import Address, Pattern

_ONE_OR_MORE = BeforeValidator(lambda v: [v] if isinstance(v, str) else v)
Words = Annotated[tuple[Annotated[str, Field(min_length=2)], ...], _ONE_OR_MORE]
Patterns = Annotated[tuple[Pattern, ...], _ONE_OR_MORE]
PLACE_PARTS = frozenset({"region", "city", "rayon", "community"})


class Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Labels(Checked):
    """The words before a value: «Теги:», «Область:». What stands behind them is a field, or nothing; never text."""

    tags: Words = ()
    region: Words = ()
    community: Words = ()
    attribution: Words = ()
    category: Words = ()
    photo_credit: Words = ()
    files: Words = ()
    # neither the words nor what stands behind them in their line says anything: «Поділитися новиною:»
    skip: Words = ()
    # nor anything that follows in their box: «Читайте також:»
    related: Words = ()
    # tags that the site is known to use: parts a value whose tags are told apart by spaces only
    known_tags: Words = ()

    def words(self) -> dict[str, tuple[str, ...]]:
        """Field → its words, for the fields that have some."""
        given = {name: getattr(self, name) for name in type(self).model_fields if name != "known_tags"}
        return {name: words for name, words in given.items() if words}


class Chrome(Checked):
    """Lines of a page that are not its text: the site's own, and those that tell a date in a form of the site's."""

    # a line that is made of nothing but these
    lines: Patterns = ()
    # the same, but only where at least `RUN` of them stand in a row: the oblasts of a map
    runs: Patterns = ()
    # a line below the title that tells when it was published, with the group `date`
    stamps: Patterns = ()

    @model_validator(mode="after")
    def _stamps_have_dates(self) -> Self:
        if any("date" not in re.compile(pattern).groupindex for pattern in self.stamps):
            raise ValueError("a group `date` in each of `stamps`")
        return self


class Places(Checked):
    """Where a page says which oblast and community it is about."""

    # address of a category's page, with groups `region` or `city`, `rayon`, `community`; the first that fits is taken
    paths: Patterns = ()
    # what is no part of a place's name in a category's: «фейсбук»
    noise: Pattern | None = None
    # the label of a category, with the group `name`: «Новини Подільський»
    label: Pattern | None = None

    @model_validator(mode="after")
    def _groups_are_places(self) -> Self:
        for pattern in self.paths:
            groups = set(re.compile(pattern).groupindex)
            if not groups or groups - PLACE_PARTS:
                raise ValueError(f"groups named {', '.join(sorted(PLACE_PARTS))} in each of `paths`")
        if self.label is not None and "name" not in re.compile(self.label).groupindex:
            raise ValueError("a group `name` in `label`")
        return self


class Identity(Checked):
    """What the addresses of one article have in common: every path and query that `fits` stands for one `url`."""

    fits: Pattern
    url: Address
    # the language of these addresses, where the group `lang` does not say it
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None

    @model_validator(mode="after")
    def _url_takes_groups(self) -> Self:
        wanted = set(re.findall(r"\{(\w*)\}", self.url))
        missing = wanted - set(re.compile(self.fits).groupindex)
        if missing:
            raise ValueError(f"groups named {', '.join(sorted(missing))} in `fits`, which `url` takes")
        return self

    def of(self, path: str) -> tuple[str, str | None] | None:
        """The address and the language that a path with its query stands for; None if it does not fit."""
        match = re.search(self.fits, path)
        if match is None:
            return None
        groups = {name: value or "" for name, value in match.groupdict().items()}
        lang = re.sub("[^a-z]", "", groups.get("lang", "").lower()) or self.lang
        return re.sub(r"\{(\w+)\}", lambda m: groups[m[1]], self.url), lang
