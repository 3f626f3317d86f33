"""All that changes on a page although nothing was said anew."""

import random
import re
import zlib
from datetime import datetime
from html import escape
from types import SimpleNamespace

from markupsafe import Markup

from tests.second_web.model import Article, Site
from tests.second_web.words import MONTHS

ADS = [
    "Вікна від виробника: знижка 15 % до кінця місяця",
    "Доставка дров і брикетів по області",
    "Кредит онлайн за 5 хвилин",
    "Ремонт пральних машин удома",
    "Автобуси до Варшави щодня, квитки онлайн",
]
BANNERS = [
    "Допомога переселенцям",
    "Гаряча лінія з питань насильства 15 47",
    "Купуй українське",
    "Стань донором крові",
    "Дія: послуги поруч",
]
DRESSES = ["", ' class="text"', ' style="text-align: justify;"']
ALSO = {
    "wp_closed": "Дивіться також:",
    "joomla": "Також за темою:",
    "by_feed": "До теми:",
    "undated_all": "Дивіться також:",
}  # in every fourth article
AD_BOXES = [
    ("advert", "Реклама"),
    ("banner-inline", "На правах реклами"),
    ("adsbygoogle", "Реклама"),
    ("reklama", "РЕКЛАМА"),
]
SAID = [
    "Дякуємо за роботу! А коли зроблять нашу вулицю?",
    "Нарешті, чекали на це кілька років",
    "А хто відповідатиме за якість робіт?",
    "У нас у будинку води немає вже другий день, зробіть щось",
    "Молодці, так тримати",
    "Скільки це коштувало? Де звіт?",
]
WEATHER = ["дощ", "хмарно", "ясно", "мінлива хмарність", "туман"]


def noise(site: Site, now: datetime, rng: random.Random, article: Article | None = None) -> SimpleNamespace:
    """Counters, share counts, stamps, related items, ads, banners, nonces: other ones at each request."""
    others = [a for a in site.articles if a.there(now) and a is not article]
    some = rng.sample(others, min(4, len(others)))
    return SimpleNamespace(
        views=rng.randrange(20, 90000),
        comments=rng.randrange(0, 60),
        likes=rng.randrange(0, 400),
        shares=rng.randrange(0, 300),
        nonce=f"{rng.getrandbits(64):016x}",
        token=f"{rng.getrandbits(96):024x}",
        build=rng.randrange(1000, 9999),
        clock=f"{now.day} {MONTHS[now.month - 1]} {now.year}, {now:%H}:{rng.randrange(60):02d}",
        hour=f"{now:%H}:{rng.randrange(60):02d}",
        ad=rng.choice(ADS),
        banner=rng.choice(BANNERS),
        weather=f"{rng.randrange(-3, 19):+d} °C, {rng.choice(WEATHER)}",
        euro=f"{rng.randrange(4700, 4990) / 100:.2f}".replace(".", ","),
        online=rng.randrange(1, 70),
        related=some,
        n=article.n if article else 0,
        said=[
            (rng.choice(("Марія", "Петро", "Олена К.", "Іван", "гість")), text)
            for text in SAID[: max(0, min(6, (now - article.shows).days))]
        ]
        if article
        else [],
        popular=rng.sample(others, min(3, len(others))),
        newest=sorted(others, key=lambda a: a.when, reverse=True)[:5],
    )


def dressed(text: str, rng: random.Random) -> str:
    """One paragraph in other clothes: quotes, dashes, spaces, markup."""
    if rng.random() < 0.25:
        text = text.replace("«", "“").replace("»", "”")
    if rng.random() < 0.2:
        text = text.replace(" — ", " – ")
    if rng.random() < 0.2:
        text = text.replace("'", "’")
    text = escape(text, quote=False)
    if rng.random() < 0.4:
        text = re.sub(r"\b(у|в|з|і|на|до) ", lambda m: m.group(1) + "&nbsp;", text)
    if rng.random() < 0.3:
        words = text.split(" ")
        i = rng.randrange(len(words))
        tag = rng.choice(["strong", "em", "span", "b"])
        if "&" not in words[i] and words[i]:
            words[i] = f"<{tag}>{words[i]}</{tag}>"
        text = " ".join(words)
    return text


def body(
    paragraphs: list[str], z: SimpleNamespace, rng: random.Random, how: str, link, text, site: Site
) -> Markup:
    """The text of an article as its editor left it, with what the site's own machinery strews in."""
    parts = [dressed(p, rng) for p in paragraphs]
    if how == "br":
        return Markup("<br />\n<br />\n".join(parts))
    made = [f"<p{rng.choice(DRESSES)}>{p}</p>" for p in parts]
    if how == "div":
        made = [f"<div>{p}</div>" for p in parts]
    if z.related and rng.random() < 0.6:
        other = z.related[0]
        word = ALSO.get(site.slug, "Читайте також:") if z.n % 4 == 0 else "Читайте також:"
        made.insert(
            rng.randrange(2, len(made)),
            f'<p><b>{word}</b> <a href="{link(other)}">{escape(text(other)[0])}</a></p>',
        )
    if rng.random() < 0.6:
        box, word = AD_BOXES[zlib.crc32(site.slug.encode()) % len(AD_BOXES)]
        made.insert(
            rng.randrange(1, len(made)),
            f'<div class="{box}" data-slot="{z.nonce[:4]}"><span>{word}</span> <a href="https://ads.example/?c={z.nonce}">{z.ad}</a></div>',
        )
    if rng.random() < 0.3:
        made.append(f'<p><img src="/img/{z.nonce[:6]}.jpg" alt="" width="640" height="427"></p>')
    return Markup(rng.choice(["\n", "\n\n   ", " "]).join(made))


TAG = re.compile(r'<(\w+)((?:\s+[\w:-]+="[^"<>]*"){2,})(\s*/?)>')
ATTRIBUTE = re.compile(r'[\w:-]+="[^"<>]*"')


def jumbled(page: str, rng: random.Random) -> str:
    """Attributes in another order, other white space between blocks."""

    def shuffle(match: re.Match[str]) -> str:
        attributes = ATTRIBUTE.findall(match.group(2))
        rng.shuffle(attributes)
        return f"<{match.group(1)} {' '.join(attributes)}{match.group(3)}>"

    page = TAG.sub(shuffle, page)
    return re.sub(
        r"(</(?:p|div|li|ul|table|tr|article|section|h1|h2)>)\n",
        lambda m: m.group(1) + rng.choice(["\n", "\n\n", "\r\n\t", "   \n"]),
        page,
    )
