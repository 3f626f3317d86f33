"""What editors have written, and what becomes of it: edits, noise around it, and its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from scrapers.dates import KYIV
from tests.simulated.texts import EditKind, Wording, edit, write

FIRST = date(2026, 3, 9)  # day 1: a Monday; the clocks go forward on day 21

NoiseKind = Literal[
    "counter", "shares", "related", "stamp", "spaces", "markup", "typography", "banner", "comments", "tokens"
]
NOISE_KINDS: tuple[NoiseKind, ...] = (
    "counter", "shares", "related", "stamp", "spaces", "markup", "typography", "banner", "comments", "tokens"
)  # fmt: skip
# how a page ends: the first four are deletions, the others only look like some
EndKind = Literal["404", "410", "soft_404", "front_page", "503", "403", "challenge", "renamed", "unlisted"]
DELETIONS: tuple[EndKind, ...] = ("404", "410", "soft_404", "front_page")
LOOKALIKES: tuple[EndKind, ...] = ("503", "403", "challenge", "renamed", "unlisted")


def at(day: int, hour: float = 12.0) -> datetime:
    """An hour of a simulated day in Kyiv."""
    return datetime.combine(FIRST + timedelta(days=day - 1), time(), KYIV).replace(
        hour=int(hour), minute=round(hour % 1 * 60)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    moment: datetime
    kind: EditKind


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """From day to day, the last included: what visitors of its address get."""

    kind: EndKind
    first: int
    last: int = 10_000
    listed: bool = False  # its site goes on naming it, as one that fails for some days only always is


@dataclass(slots=True, kw_only=True)
class Post:
    """One news item. `how` it came: ordinary, old, pinned, back-dated, future-dated, burst …, for the report."""

    number: int
    shown: datetime
    appears: datetime
    how: str = "ordinary"
    pinned: bool = False
    announced: datetime | None = (
        None  # from then on the sitemap names it, and its page says that there is none
    )
    edits: list[Edit] = field(default_factory=list)
    noise: list[tuple[int, NoiseKind]] = field(default_factory=list)  # day from which it looks otherwise
    end: End | None = None

    def wordings(self) -> list[tuple[datetime, Wording, EditKind | None]]:
        """Every wording with the moment it came, the first one too."""
        told = write(self.number, self.shown)
        found: list[tuple[datetime, Wording, EditKind | None]] = [(self.appears, told, None)]
        for each in sorted(self.edits, key=lambda made: made.moment):
            told = edit(told, each.kind, self.number)
            found.append((each.moment, told, each.kind))
        return found

    def wording(self, moment: datetime) -> Wording:
        return [told for since, told, _ in self.wordings() if since <= moment or since == self.appears][-1]

    def revision(self, kind: NoiseKind, day: int) -> int:
        """How often that noise has changed by a day."""
        return sum(1 for since, name in self.noise if name == kind and since <= day)

    def listed(self, day: int) -> bool:
        """Whether its site names it, once it has appeared."""
        kind, end = self.ended(day), self.end
        if kind is None or end is None or end.listed:
            return True
        return kind != "unlisted" and (kind not in DELETIONS or end.last < 10_000)

    def ended(self, day: int) -> EndKind | None:
        end = self.end
        return end.kind if end is not None and end.first <= day <= end.last else None

    @property
    def slug(self) -> str:
        return f"novyna-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A post as its page is made on a day."""

    post: Post
    told: Wording
    day: int

    def revision(self, kind: NoiseKind) -> int:
        return self.post.revision(kind, self.day)

    @property
    def texts(self) -> list[str]:
        """Its paragraphs as the site spells them."""
        lines = list(self.told.paragraphs)
        if self.revision("typography") % 2:
            quotes = str.maketrans({"«": "“", "»": "”", "–": "—", "'": "’"})
            lines = [line.translate(quotes) for line in lines]
        if self.revision("spaces") % 2:
            lines = [line.replace(" на ", "\u00a0на  ").replace(", ", ",\n   ") for line in lines]
        return lines
