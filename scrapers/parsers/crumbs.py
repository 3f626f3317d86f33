"""The trail of crumbs above an article: from the site's front page down to its category."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.clean import matching_key

_CUT = 20  # letters of what may be the beginning of a title
_PARTS = " »›>→/|·•"
_HOME = frozenset({"головна", "головна сторінка", "на головну", "главная", "home", "main page"})


def is_home(text: str) -> bool:
    """It names the front page."""
    return matching_key(text) in _HOME


def trail(crumbs: Sequence[str], title: str) -> list[str]:
    """Without «Ви тут:» and the front page at its head, and the article's own title, whole or cut, at its end."""
    kept = [crumb for crumb in map(_bare, crumbs) if crumb and not crumb.endswith(":")]
    if kept and is_home(kept[0]):
        kept = kept[1:]
    if kept and _says_title(kept[-1], matching_key(title)):
        kept = kept[:-1]
    return list(dict.fromkeys(kept))


def _says_title(crumb: str, title: str) -> bool:
    """Whole or cut: «Оголошення» before «Оголошення про конкурс» is the category."""
    last = matching_key(crumb.rstrip(" .…"))
    cut = len(last) >= _CUT or crumb.endswith(("…", ".."))
    return last == title or (bool(last) and cut and title.startswith(last))


def _bare(crumb: str) -> str:
    """Without what parts it from its neighbours: «»Новини»."""
    return crumb.lstrip(_PARTS) if crumb[:1] in _PARTS else crumb
