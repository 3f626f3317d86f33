"""The trail of crumbs above an article: from the site's front page down to its category."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrapers.clean import matching_key

_CUT = 20  # letters of what may be the beginning of a title
_PARTS = " »›>→/|·•"
_HOME = frozenset({"головна", "головна сторінка", "на головну", "главная", "home", "main page"})


def is_home(text: str) -> bool:
    """It names the front page."""
    return matching_key(text) in _HOME


def _unlinked() -> bool:
    return False


def trail(crumbs: Sequence[str], title: str, linked: Callable[[], bool] = _unlinked) -> list[str]:
    """Without «Ви тут:» and the front page at its head, and the article's own title, whole or cut, at its end.
    `linked`: whether the last one is a link.
    """
    kept = [crumb for crumb in map(_bare, crumbs) if crumb and not crumb.endswith(":")]
    if kept and is_home(kept[0]):
        kept = kept[1:]
    if kept and _says_title(kept[-1], matching_key(title), linked):
        kept = kept[:-1]
    return list(dict.fromkeys(kept))


def _says_title(crumb: str, title: str, linked: Callable[[], bool]) -> bool:
    """Whole or cut; a link «Оголошення» before «Оголошення про конкурс» is the category."""
    last = matching_key(crumb.rstrip(" .…"))
    if not last or not title.startswith(last):
        return False
    return last == title or len(last) >= _CUT or crumb.endswith(("…", "..")) or not linked()


def _bare(crumb: str) -> str:
    """Without what parts it from its neighbours: «»Новини»."""
    return crumb.lstrip(_PARTS) if crumb[:1] in _PARTS else crumb
