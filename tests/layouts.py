"""Pages made of layouts × texts: markup as sites of many families write it, filled with texts of our own.

A layout is an HTML file under tests/labels/layouts/<set>/. Its first comment says which texts it shows, how exact its
date is and so on; `{{…}}` is filled in, and `[[1-4|…]]` is repeated for the articles beside it (@t title, @s a
sentence, @d @w @h @z dates, @i a number).
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from scrapers.dates import KYIV

FOLDER = Path(__file__).parent / "labels" / "layouts"
NOBODY = "Оксана Левко"  # signs texts without an author where the layout shows one
NOW = datetime(2024, 9, 22, 15, 0, tzinfo=KYIV)
MONTHS = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()
_FULL = (
    "Січень Лютий Березень Квітень Травень Червень Липень Серпень Вересень Жовтень Листопад Грудень".split()
)
_SHORT = "Січ Лют Бер Кві Тра Чер Лип Сер Вер Жов Лис Гру".split()
_INTL = "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.".split()  # as browsers shorten
_DAYS = "понеділок вівторок середа четвер п’ятниця субота неділя".split()
_WEEK = "пн вт ср чт пт сб нд".split()
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_HEADER = re.compile(r"<!--\s*(texts:.*?)\s*-->\n?")
_FILL = re.compile(r"\{\{(\w+) ?(.*?)\}\}")
_REPEAT = re.compile(r"\[\[(\d)-(\d)\|(.*?)\]\]", re.S)

Part = Any  # a string, or {"h"|"q"|"b": text}, {"li": [...]}, {"row": [[...]]}, {"doc": [text, address]}, {"img": text}


class Made(NamedTuple):
    """A page and what stands in it."""

    name: str  # layout-text
    page: bytes
    url: str
    title: str
    body: tuple[str, ...]
    published: str | None
    author: str | None


def made(part: str) -> Iterator[Made]:
    """Every page of a set of layouts."""
    texts, beside = _read("texts"), _read("neighbours")
    for stem, layout, told in _layouts(part):
        for name in told["texts"].split():
            yield _page(f"{stem}-{name}", layout, told, texts[name], beside)


def crossed(part: str, step: int) -> Iterator[Made]:
    """Every layout of a set with every `step`-th of all texts, whichever it was written for."""
    texts, beside = _read("texts"), _read("neighbours")
    for stem, layout, told in _layouts(part):
        for name in list(texts)[::step]:
            parts = texts[name]["parts"]
            if "{{lead}}" not in layout or (parts and isinstance(parts[0], str)):
                yield _page(f"{stem}-{name}", layout, told, texts[name], beside)


def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _layouts(part: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Name, HTML and header of each."""
    for path in sorted((FOLDER / part).glob("*.html")):
        source = path.read_text(encoding="utf-8")
        header = _HEADER.match(source)
        assert header, f"{path}: expected <!-- texts: … --> at its start"
        yield path.stem, source[header.end() :], dict(said.split(": ", 1) for said in header[1].split(" | "))


def _page(
    name: str, layout: str, told: dict[str, str], text: dict[str, Any], beside: list[list[str]]
) -> Made:
    at = datetime.fromisoformat(text["published"]).replace(tzinfo=KYIV)
    url = told.get("url", f"https://{name.replace('_', '-')}.example/news/{at:%d%H%M}")
    url = _FILL.sub(lambda match: _date(at, match[2]), url)
    fill = _Filler(text, at, url)
    page = _FILL.sub(fill, _REPEAT.sub(lambda match: _repeated(match, text["title"], beside), layout))
    exact = {"minute": f"{at:%Y-%m-%dT%H:%M}", "day": f"{at:%Y-%m-%d}", "none": None}[told["published"]]
    return Made(
        name=name,
        page=page.encode(told.get("charset", "utf-8"), "xmlcharrefreplace"),
        url=url,
        title=text["title"],
        body=(*_lines(text["parts"]), *([told["tail"]] if "tail" in told else [])),
        published=exact,
        author=fill.author if told.get("author") == "yes" else None,
    )


def _lines(parts: list[Part]) -> Iterator[str]:
    """The text as a reader would copy it: captions of pictures are not part of it."""
    for part in parts:
        kind, value = next(iter(part.items())) if isinstance(part, dict) else ("p", part)
        if kind == "row":
            yield from (" ".join(cells) for cells in value)
        elif kind == "li":
            yield from value
        elif kind != "img":
            yield value[0] if kind == "doc" else value


def _repeated(match: re.Match[str], title: str, beside: list[list[str]]) -> str:
    """Articles beside the page's own, which is never among them."""
    found = []
    for i in range(int(match[1]), int(match[2]) + 1):
        head, says, date = beside[(i + len(title)) % len(beside)]
        at = datetime.fromisoformat(date)
        marks = {"t": head, "s": says, "i": str(i), "d": f"{at:%d.%m.%Y}", "h": f"{at:%H:%M}"}
        marks |= {"w": f"{at.day} {MONTHS[at.month - 1]} {at.year}", "z": f"{at:%Y-%m-%dT%H:%M}:00+03:00"}
        found.append(re.sub("@([tsidhwz])", lambda mark, marks=marks: marks[mark[1]], match[3]))
    return "".join(found)


class _Filler:
    """What `{{…}}` stands for. `{{lead}}` takes the first paragraph away from `{{body}}`, so it stands before it."""

    def __init__(self, text: dict[str, Any], at: datetime, url: str) -> None:
        self.text, self.at, self.url = text, at, url
        self.author = str(text["author"] or NOBODY)
        self.parts: list[Part] = list(text["parts"])

    def __call__(self, match: re.Match[str]) -> str:
        name, more = match[1], match[2]
        if name in ("date", "now", "moddate"):
            at = {"date": self.at, "now": NOW, "moddate": self.at + timedelta(days=1, minutes=7)}[name]
            return _date(at, more)
        fillers: dict[str, Callable[[], str]] = {
            "title": lambda: str(self.text["title"]),
            "author": lambda: self.author,
            "url": lambda: self.url,
            "lead": lambda: str(self.parts.pop(0)) if self.parts else "",
            "body": lambda: body(self.parts, more),
            "when": lambda: _when(self.at),
            "ago": lambda: f"{(NOW.date() - self.at.date()).days} дн. тому",
            "json": lambda: json.dumps(self._data(more), ensure_ascii=False),
            "bytes": lambda: (
                f"{len(str(self._data(more)).encode()):x}"
            ),  # as React's stream counts a long text
            "script": lambda: json.dumps(self._data(more)).replace("</", "<\\/"),
            "parse": lambda: json.dumps(json.dumps(self._data(more))).replace("</", "<\\/"),
            "attr": lambda: html.escape(json.dumps(self._data(more)), quote=True),
            "base64": lambda: b64encode(json.dumps(self._data(more)).encode()).decode(),
            "percent": lambda: quote(json.dumps(self._data(more), ensure_ascii=False)),
            "angular": lambda: _angular(json.dumps(self._data(more), ensure_ascii=False)),
        }
        return fillers[name]()

    def _data(self, what: str) -> object:
        """The article as scripts hold it."""
        if what in ("title", "author", "url"):
            return {"title": self.text["title"], "author": self.author, "url": self.url}[what]
        if what == "html":
            return body(self.parts, "p")
        if what == "text":
            return "\n\n".join(_lines(self.parts))
        if what == "blocks":
            return [
                {"type": "paragraph", "children": [{"type": "text", "text": line}]}
                for line in _lines(self.parts)
            ]
        item = {"id": 7, "title": self.text["title"], "slug": "item", "views": 120}
        item |= {"published_at": f"{self.at:%Y-%m-%d %H:%M}:00", "content": body(self.parts, "p")}
        others = [{"id": 1, "title": "Оголошено аукціон", "excerpt": "На торги виставлено чотири об’єкти."}]
        if what == "inertia":
            props = {"auth": {"user": None}, "post": item, "latest": others, "locale": "uk"}
            return {"component": "News/Show", "props": props, "url": "/news/item", "version": "9a1"}
        return _flat({"data": {"news-item": item, "latest": others}, "state": {}}) if what == "nuxt" else item


def _angular(text: str) -> str:
    """As Angular before version 16 wrote its transfer state."""
    for mark, name in (("&", "a"), ('"', "q"), ("'", "s"), ("<", "l"), (">", "g")):
        text = text.replace(mark, f"&{name};")
    return text


def _flat(root: object) -> list[object]:
    """As Nuxt 3 writes its state: one list, in which every value names others by their places."""
    found: list[object] = [["ShallowReactive", 1]]

    def place(value: object) -> int:
        at = len(found)
        found.append(value)
        if isinstance(value, dict):
            found[at] = {name: place(inner) for name, inner in value.items()}
        elif isinstance(value, list):
            found[at] = [place(inner) for inner in value]
        return at

    place(root)
    return found


def _date(at: datetime, form: str) -> str:
    if form == "en":
        return f"{at:%B} {at.day}, {at.year}"
    if form == "iso":
        return at.isoformat()
    if form == "unix":
        return f"{at.timestamp():.0f}"
    if form.startswith("utc "):
        return _date(at.astimezone(UTC), form.removeprefix("utc "))
    words = {"%e": str(at.day), "%B": MONTHS[at.month - 1], "%E": _FULL[at.month - 1]}
    words |= {"%b": _SHORT[at.month - 1], "%A": _DAYS[at.weekday()].capitalize(), "%a": _WEEK[at.weekday()]}
    words |= {"%R": _RUSSIAN[at.month - 1], "%c": _INTL[at.month - 1]}
    return at.strftime(re.sub("%[eBEbAaRc]", lambda match: words[match[0]], form))


def _when(at: datetime) -> str:
    """As feeds tell the time of what is new."""
    days = (NOW.date() - at.date()).days
    near = {0: "Сьогодні", 1: "Вчора"}.get(days)
    return f"{near}, {at:%H:%M}" if near else f"{days} {'дні' if days < 5 else 'днів'} тому"


def body(parts: list[Part], style: str) -> str:
    """The text in one of the ways in which sites write paragraphs, or between what stands around `|`."""
    if style in ("br", "brbr"):
        return ("<br>" * (len(style) // 2)).join(_plain(part) for part in parts)
    before, after = _paragraph(style)
    return "".join(_block(part, before, after) for part in parts)


def _paragraph(style: str) -> tuple[str, str]:
    if "|" in style:
        before, _, after = style.partition("|")
        return before, after
    word = '<p class="MsoNormal" style="text-align:justify"><span lang="UK" style="font-size:14pt">'
    ways = {
        "p": ("<p>", "</p>"),
        "div": ("<div>", "</div>"),
        "word": (word, "<o:p></o:p></span></p>"),
        "font": (
            '<p align="justify"><font face="Times New Roman" size="3">&nbsp;&nbsp;&nbsp; ',
            "</font></p>",
        ),
        "wix": (
            '<div type="paragraph"><p class="ZmyHv"><span class="Lm6nX">',
            "</span></p></div><div><br></div>",
        ),
        "nested": (
            '<div dir="auto"><div dir="auto" style="text-align: start;">',
            "</div></div><div><br /></div>",
        ),
    }
    return (
        ways[style] if style in ways else (f'<p class="{style.removeprefix("cls:")}"><span>', "</span></p>")
    )


def _block(part: Part, before: str, after: str) -> str:
    kind, value = next(iter(part.items())) if isinstance(part, dict) else ("p", part)
    if kind == "row":
        return f"<table border=1>{''.join(map(_row, value))}</table>"
    if kind == "li":
        return f"<ul>{''.join(f'<li>{item}</li>' for item in value)}</ul>"
    if kind == "img":
        return f'<figure class="wp-caption"><img src="/i.jpg"><figcaption>{value}</figcaption></figure>'
    if kind == "doc":
        return f'{before}<a href="{value[1]}">{value[0]}</a>{after}'
    if kind == "b":
        return f"{before}<b>{value}</b>{after}"
    tag = {"h": "h3", "q": "blockquote"}.get(kind)
    return f"<{tag}>{value}</{tag}>" if tag else f"{before}{value}{after}"


def _row(cells: list[str]) -> str:
    return f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in cells)}</tr>"


def _plain(part: Part) -> str:
    kind, value = next(iter(part.items())) if isinstance(part, dict) else ("p", part)
    if kind == "row":
        return f"<table>{''.join(map(_row, value))}</table>"
    if kind == "li":
        return "<br>".join(f"- {item}" for item in value)
    if kind == "img":
        return '<img src="/i.jpg">'
    if kind == "doc":
        return f'<a href="{value[1]}">{value[0]}</a>'
    return f"<b>{value}</b>" if kind in ("b", "h") else str(value)
