# ruff: noqa: E501, C408
"""All sites, filled."""

from tests.second_web import cast, cast_bespoke
from tests.second_web.model import Site
from tests.second_web.script import Filler

TWO_LINES = ""
NOT_FOUND = '\n[[not_found]]\nat = "div.err h1"\nsays = "не знайдено"\n'
FEED = '\n[[sections]]\nname = "feed"\nreader = "feed"\nurl = "/rss.xml"\n\n[[sections]]\nname = "sitemap"\nreader = "sitemap"\nurl = "/sitemap.xml"\n'


LAYOUT = cast.CARDS_LAYOUT.format(until="")
TOTAL = 'total = "p.sum b"\n'
CAST = [
    (
        cast.verkhivska,
        dict(
            name="Верхівська громада",
            style="vlada",
            toml='platform = "vlada_ua"\nregion = "UA-05"\n',
            extras=("sitemap",),
            often=True,
        ),
    ),
    (
        cast.wp_open,
        dict(
            name="Сокільська міська рада",
            style="wp",
            toml='platform = "wordpress"\n',
            extras=("wp_json", "rss"),
            often=True,
        ),
    ),
    (cast.wp_closed, dict(name="Лозівська громада", style="wp", toml='platform = "wordpress"\n')),
    (
        cast.joomla,
        dict(
            name="Дубравська міська рада",
            style="joomla",
            toml='platform = "joomla"\n\n[[sections]]\nname = "news"\nurl = "/uk/novini/podiji.html"\n',
            path="/uk/novini/podiji.html",
        ),
    ),
    (
        cast.drupal,
        dict(name="Рудницька міська рада", style="drupal", toml='platform = "drupal"\n', path="/news"),
    ),
    (
        cast.capital,
        dict(name="Місто Вербич", style="timeline", toml=TWO_LINES, path="/novyny", often=True),
    ),
    (
        cast.old_table,
        dict(
            name="Тернівська районна рада",
            style="table",
            toml='platform = "legacy"\n',
            path="/news.php",
            skip=(5, 6),
        ),
    ),
    (cast.own_rules, dict(name="Гребінківська громада", style="cards", toml=cast.cards() + LAYOUT)),
    (cast_bespoke.mover, dict(name="Озернянська громада", style="timeline", toml=TWO_LINES, path="/")),
    (
        cast_bespoke.village,
        dict(
            name="Підгірненська сільська рада",
            style="bare",
            toml=TWO_LINES,
            path="/podii/",
            skip=(4, 8, 17, 18),
        ),
    ),
    (
        cast_bespoke.undated_list,
        dict(name="Жовтобрідська громада", style="plain", toml=TWO_LINES, path="/novini", list_dated=False),
    ),
    (
        cast_bespoke.undated_all,
        dict(name="Білозірська громада", style="plain", toml=TWO_LINES, path="/novini", list_dated=False),
    ),
    (
        cast_bespoke.by_feed,
        dict(
            name="Калинівська міська рада",
            style="cards",
            toml=FEED + LAYOUT,
            extras=("sitemap", "rss", "etag"),
            often=True,
        ),
    ),
    (
        cast_bespoke.two_lists,
        dict(
            name="Заріченська громада",
            style="cards",
            toml=cast.cards() + cast.cards("ogoloshennya") + LAYOUT + NOT_FOUND,
        ),
    ),
    (
        cast_bespoke.counted,
        dict(name="Березівська громада", style="cards", toml=cast.cards(more=TOTAL) + LAYOUT),
    ),
    (
        cast_bespoke.bare_list,
        dict(name="Кам'янська громада", style="bare", toml=TWO_LINES, path="/podii/", per_page=8),
    ),
    (
        cast_bespoke.steppe,
        dict(name="Степова міська рада", style="recent", toml=TWO_LINES, path="/podii/", often=True),
    ),
    (cast_bespoke.hoster, dict(name="Вербівська громада", style="timeline", toml=TWO_LINES, path="/novyny")),
]


def made(seed: int, days: int, port: int) -> list[Site]:
    sites = []
    for i, (fill, values) in enumerate(CAST, 1):
        site = Site(
            slug="total" if fill is cast_bespoke.counted else fill.__name__,
            host=f"127.0.5.{i}",
            port=port,
            **values,
        )
        fill(Filler(site, seed), days)
        sites.append(site)
    return sites
