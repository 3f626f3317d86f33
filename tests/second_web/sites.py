"""All sites, filled."""

from tests.second_web import cast
from tests.second_web.model import Site
from tests.second_web.script import Filler

TWO_LINES = ""
NOT_FOUND = '\n[[not_found]]\nat = "div.err h1"\nsays = "не знайдено"\n'
FEED = '\n[[sections]]\nname = "feed"\nreader = "feed"\nurl = "/rss.xml"\n\n[[sections]]\nname = "sitemap"\nreader = "sitemap"\nurl = "/sitemap.xml"\n'


def made(seed: int, days: int, port: int) -> list[Site]:
    layout = cast.CARDS_LAYOUT.format(until="")
    total = 'total = "p.sum b"\n'
    cast_list = [
        (cast.verkhivska, dict(name="Верхівська громада", style="vlada", toml='platform = "vlada_ua"\nregion = "UA-05"\n', extras=("sitemap",), often=True)),
        (cast.wp_open, dict(name="Сокільська міська рада", style="wp", toml='platform = "wordpress"\n', extras=("wp_json", "rss"), often=True)),
        (cast.wp_closed, dict(name="Лозівська громада", style="wp", toml='platform = "wordpress"\n')),
        (cast.joomla, dict(name="Дубравська міська рада", style="joomla", toml='platform = "joomla"\n\n[[sections]]\nname = "news"\nurl = "/uk/novini/podiji.html"\n', path="/uk/novini/podiji.html")),
        (cast.drupal, dict(name="Рудницька міська рада", style="drupal", toml='platform = "drupal"\n', path="/news")),
        (cast.capital, dict(name="Місто Вербич", style="timeline", toml=TWO_LINES, path="/novyny", often=True)),
        (cast.old_table, dict(name="Тернівська районна рада", style="table", toml='platform = "legacy"\n', path="/news.php", skip=(5, 6))),
        (cast.own_rules, dict(name="Гребінківська громада", style="cards", toml=cast.cards() + layout)),
        (cast.mover, dict(name="Озернянська громада", style="timeline", toml=TWO_LINES, path="/")),
        (cast.village, dict(name="Підгірненська сільська рада", style="bare", toml=TWO_LINES, path="/podii/", skip=(4, 8, 17, 18))),
        (cast.undated_list, dict(name="Жовтобрідська громада", style="plain", toml=TWO_LINES, path="/novini", list_dated=False)),
        (cast.undated_all, dict(name="Білозірська громада", style="plain", toml=TWO_LINES, path="/novini", list_dated=False)),
        (cast.by_feed, dict(name="Калинівська міська рада", style="cards", toml=FEED + layout, extras=("sitemap", "rss", "etag"), often=True)),
        (cast.two_lists, dict(name="Заріченська громада", style="cards", toml=cast.cards() + cast.cards("ogoloshennya") + layout + NOT_FOUND)),
        (cast.counted, dict(name="Березівська громада", style="cards", toml=cast.cards(more=total) + layout)),
        (cast.bare_list, dict(name="Кам'янська громада", style="bare", toml=TWO_LINES, path="/podii/", per_page=8)),
        (cast.steppe, dict(name="Степова міська рада", style="recent", toml=TWO_LINES, path="/podii/", often=True)),
        (cast.hoster, dict(name="Вербівська громада", style="timeline", toml=TWO_LINES, path="/novyny")),
    ]
    sites = []
    for i, (fill, values) in enumerate(cast_list, 1):
        site = Site(slug="total" if fill is cast.counted else fill.__name__, host=f"127.0.5.{i}", port=port, **values)
        fill(Filler(site, seed), days)
        sites.append(site)
    return sites
