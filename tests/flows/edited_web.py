"""News that are edited, and news around which only the page changes, on pages of three kinds of site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

PARAGRAPHS = (
    "З 1 грудня у {place} змінюється вартість холодної води: тариф становитиме 12,40 грн за кубометр.",
    "Рішення ухвалила сесія ради 16 вересня 2025 року, за нього проголосували 24 депутати з 26.",
    "«Ми зробили все, щоб людям було посильно», – сказала на сесії міська голова Олена Коваленко.",
    "Об'єднане комунальне підприємство «Водограй» просить мешканців передати показники лічильників до кінця місяця.",
    "Нагадаємо, що торік у громаді замінили 12 000 метрів мереж, а цього року планують ще 3-4 кілометри.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One page as its editor and its site fill it. Paragraphs are HTML."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    published: str = "17.09.2025 10:15"
    iso: str = "2025-09-17T10:15:00+03:00"
    lead: str = ""
    views: int = 61
    shares: int = 3
    related: tuple[str, ...] = ("Громада отримала шкільний автобус", "У музеї відкрили нову виставку")
    stamp: str = "Оновлено 12:40"
    today: str = "Сьогодні, 12:40"
    ago: str = "2 години тому"
    picture: str = "/wp-content/uploads/2025/09/voda-1024x768.jpg"
    size: str = 'width="1024" height="768"'
    query: str = ""
    ad: str = ""
    css: str = "content"
    swapped: bool = False
    breaks: bool = False
    gap: str = "\n"

    @property
    def path(self) -> str:
        return f"/news/{self.number}-novyna-{self.number}/"

    @property
    def text(self) -> str:
        if self.breaks:
            return "<p>" + f"<br>{self.gap}".join(self.paragraphs) + "</p>"
        return self.gap.join(f"<p>{each}</p>" for each in self.paragraphs)


PLACES = (
    "Вербівці Липівці Соснівці Калинівці Дубівці Ясенівці Кленівці Березівці Тополівці Горіхівці Вишнівці Сливівці"
    " Грушівці Малинівці Ожинівці Терновці Бузковій Квітневій Травневій Липневій Серпневій Осінній Зимовій Весняній"
    " Річковій Озерній Лісовій Степовій Гірській Морській Південній Північній Східній Західній Новій Старій Великій"
).split()


def news(number: int) -> News:
    place = PLACES[number % len(PLACES)]
    return News(
        number=number,
        title=f"У {place} змінюється тариф на воду: рішення сесії",
        paragraphs=tuple(line.format(place=place) for line in PARAGRAPHS),
    )


def put(before: str, after: str) -> Callable[[News], News]:
    """Another word in the text."""

    def change(page: News) -> News:
        lines = tuple(line.replace(before, after) for line in page.paragraphs)
        assert lines != page.paragraphs, before
        return replace(page, paragraphs=lines)

    return change


def _each(change: Callable[[str], str]) -> Callable[[News], News]:
    return lambda page: replace(
        page, paragraphs=tuple(map(change, page.paragraphs)), title=change(page.title)
    )


def _typeset(text: str) -> str:
    return (
        text.replace("«", "“").replace("»", "”").replace(" – ", " — ").replace("'", "’").replace("-4", "–4")
    )


Change = Callable[[News], News]
NOISE: dict[str, Change] = {
    "counter": lambda page: replace(page, views=1_284),
    "share block": lambda page: replace(page, shares=57),
    "related items": lambda page: replace(
        page,
        related=("Сто тонн солі для зимових доріг", "Волонтери плетуть сітки", "Нові зупинки на Садовій"),
    ),
    "time stamp": lambda page: replace(
        page, stamp="Оновлено 18.09.2025 о 08:05", today="Вчора, 12:40", ago="3 дні тому"
    ),
    "white space": lambda page: replace(
        _each(lambda text: text.replace(" ", "  \n", 3))(page), gap="\n\n\t  "
    ),
    "no-break spaces": _each(
        lambda text: text.replace(" гр", "&nbsp;гр").replace("12 0", "12&#8239;0").replace(" у ", " у\u00a0")
    ),
    "typography": _each(_typeset),
    "soft hyphens": _each(
        lambda text: (
            text.replace("мешк", "меш&shy;к").replace("тариф", "та\u00adриф").replace("ради", "ра\u200bди")
        )
    ),
    "markup": lambda page: replace(
        put("Олена Коваленко", "<b class='name'>Олена</b> <span>Коваленко</span>")(page),
        css="content wide new",
    ),
    "breaks into paragraphs": lambda page: replace(page, breaks=True),
    "pictures": lambda page: replace(
        page,
        picture="/wp-content/uploads/2025/09/voda-300x200.webp?v=77",
        size='width="300" height="200" loading="lazy"',
    ),
    "tracking": lambda page: replace(page, query="?utm_source=site&amp;fbclid=Ab12"),
    "chrome in another order": lambda page: replace(page, swapped=True),
    "advertisement": lambda page: replace(
        page,
        ad="<div class='ad-block banner'><a href='https://ads.example/7'>Пластикові вікна зі знижкою 30 %</a></div>",
    ),
}
EDITS: dict[str, tuple[Change, list[str]]] = {
    "number": (put("12,40", "14,20"), ["body", "number"]),
    "date": (put("16 вересня", "18 вересня"), ["body", "date"]),
    "name": (put("Коваленко", "Ковальчук"), ["body", "name"]),
    "quote": (
        put("«Ми зробили все, щоб людям було посильно»", "«Іншого виходу в ради сьогодні просто немає»"),
        ["body", "quote"],
    ),
    "title": (
        lambda page: replace(page, title=page.title.replace("змінюється тариф на воду", "вода подорожчає")),
        ["title"],
    ),
    "paragraph added": (
        lambda page: replace(
            page,
            paragraphs=(
                *page.paragraphs,
                "Пільги для багатодітних родин залишаються без змін, додали в раді.",
            ),
        ),
        ["body", "paragraph_added"],
    ),
    "paragraph removed": (
        lambda page: replace(page, paragraphs=page.paragraphs[:3] + page.paragraphs[4:]),
        ["body", "paragraph_removed"],
    ),
    "not": (put("просить мешканців", "не просить мешканців"), ["body", "wording"]),
    "published": (
        lambda page: replace(page, published="18.09.2025 10:15", iso="2025-09-18T10:15:00+03:00"),
        ["published"],
    ),
    "several": (
        lambda page: put("24 депутати", "25 депутатів")(put("Коваленко", "Ковальчук")(page)),
        ["body", "number", "name"],
    ),
}


def cases() -> dict[str, News]:
    """Case → the page before."""
    return {
        name: news(number) for number, name in enumerate([*NOISE, *EDITS, "noise and number", "all noise"])
    }


def changed(name: str, page: News) -> News:
    if name in NOISE:
        return NOISE[name](page)
    if name in EDITS:
        return EDITS[name][0](page)
    for noise in NOISE.values():
        page = noise(page)
    return put("12,40", "14,20")(page) if name == "noise and number" else page


def _links(page: News) -> str:
    return "".join(
        f"<li><a href='/news/9{len(each)}-insha/{page.query}'>{each}</a> <span class='time'>{page.today}</span></li>"
        for each in page.related
    )


def _menu() -> str:
    return (
        "<ul class='menu'>"
        + "".join(f"<li><a href='/rozdil/{n}/'>Розділ {n}</a></li>" for n in range(15))
        + "</ul>"
    )


def _picture(page: News) -> str:
    return f"<img src='{page.picture}' {page.size} alt='Вода'>"


def _share(page: News) -> str:
    return (
        f"<div class='share-buttons'><span>Поділитися:</span> <a href='#'>Facebook</a> <b>{page.shares}</b>"
        f" <a href='#'>Telegram</a> <b>{page.shares + 4}</b></div>"
    )


def _frame(page: News, main: str) -> str:
    side = f"<aside class='sidebar'><h3>Останні новини</h3><ul>{_links(page)}</ul><p>{page.ago}</p></aside>"
    boxes = [f"<nav>{_menu()}</nav>", f"<main>{main}</main>", side]
    if page.swapped:
        boxes = [side, boxes[0], boxes[1]]
    return (
        f"<!DOCTYPE html><html lang='uk'><head><title>{page.title} | Громада</title></head><body>"
        f"<header><a href='/'>Громада</a></header>{''.join(boxes)}{page.ad}"
        f"<footer>Відвідувачів сьогодні: {page.views + 400}</footer></body></html>"
    )


def described(page: News) -> str:
    """A preset's markup, with the site's additions within the described box."""
    return _frame(
        page,
        f"<article id='post-{page.number}'><h1 class='entry-title'>{page.title}</h1>"
        f"<div class='meta'><time class='entry-date published' datetime='{page.iso}'>{page.published}</time>"
        f" <span class='views'>Переглядів: {page.views}</span></div>"
        f"<div class='entry-{page.css}'>{_picture(page)}{page.text}{page.ad}"
        f"<p>Переглядів: {page.views}</p><p>{page.stamp}</p>{_share(page)}"
        f"<p><a href='https://example.org/doc/{page.query}'>Проєкт рішення</a></p>"
        f"<h3>Читайте також:</h3><ul>{_links(page)}</ul></div></article>",
    )


def plain(page: News) -> str:
    """No family: structure alone tells title, day and text."""
    return _frame(
        page,
        f"<div class='novyna {page.css}'><h1>{page.title}</h1>"
        f"<div class='info'>{page.published} | Переглядів: {page.views} | {page.stamp}</div>"
        f"{_picture(page)}<div class='tekst'>{page.text}</div>{page.ad}{_share(page)}"
        f"<p class='link'><a href='https://example.org/doc/{page.query}'>Проєкт рішення</a></p>"
        f"<div class='eye'><i class='icon-eye'></i> {page.views}</div>"
        f"<h3>Схожі новини</h3><ul>{_links(page)}</ul></div>",
    )


def themed(page: News) -> str:
    """A theme of a family that its preset does not describe: everything lies in one box."""
    return _frame(
        page,
        f"<section class='single-wrap'><h1 class='headline'>{page.title}</h1>"
        f"<ul class='post-info'><li>{page.published}</li><li><i class='fa fa-eye'></i>{page.views}</li>"
        f"<li>{page.stamp}</li></ul>{_share(page)}"
        f"<div class='single-text {page.css}'>{_picture(page)}{page.text}"
        f"<p>Прочитано {page.views} разів</p></div>{page.ad}"
        f"<div class='more'><h4>Інші новини</h4><ul>{_links(page)}</ul></div>"
        f"<p>{page.today}</p><p>Коментарів: {page.shares}</p></section>",
    )


SITES: dict[str, Callable[[News], str]] = {"described": described, "plain": plain, "themed": themed}
