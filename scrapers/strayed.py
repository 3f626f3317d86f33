"""Known articles whose addresses the source file fits no more: a wrong `hosts` would let nobody see them again."""

from __future__ import annotations

from scrapers.records import Known, Outcome


class Strayed:
    """Counts those of one visit."""

    def __init__(self) -> None:
        self._strayed: list[str] = []
        self._met = 0

    def note(self, url: str, outcome: Outcome, known: Known | None) -> None:
        """One link and what became of it."""
        if known is None or not known.content_hashes:
            return
        self._met += 1
        if outcome == "filtered":
            self._strayed.append(url)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be said of the visit, if most known articles are concerned: a rule may leave out a few."""
        count = len(self._strayed)
        if 2 * count <= self._met:
            return ()
        return (
            f"{count} of {self._met} known articles fit `articles` and `hosts` no more, such as {self._strayed[0]}:"
            " they are not looked at; remedy: name their host, with its port, in `hosts`, or widen `articles`",
        )
