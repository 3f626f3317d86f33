"""What happens in the demo web between the demo's two runs."""

from __future__ import annotations

from datetime import datetime

from flows.demo.content import DemoArticle
from flows.demo.kinds import KindsWeb
from flows.demo.web import DemoWeb
from scrapers.dates import KYIV

SITE = "verbivska_hromada"
EDITED = 1709719522  # «Водопостачання у Вербівці відновлено…»: the hour of the repair is put right
REPORT = "richkivska_rada", "/files/upload/sitefiles/doc1777900000.pdf"  # a number of votes is put right
ADDED = DemoArticle(
    id=1779355380,
    title="Підвезення води у Вербівці: графік на тиждень",
    published=datetime(2026, 5, 21, 12, 23, tzinfo=KYIV),
    body=(
        "Через промивання мереж водопостачання у Вербівці тимчасово припинено. Воду підвозитимуть дві машини.\n"
        "Вулиці Садова й Польова – щодня о 8:00 та 18:00, біля крамниці «Колос».\n"
        "Просимо подбати про сусідів похилого віку."
    ),
)


def a_day_passes(web: DemoWeb) -> None:
    """One article is edited, one appears."""
    site = web.sites[SITE]
    edited = next(article for article in site.content.articles if article.id == EDITED)
    web.edit(SITE, site.content.path_of(edited), body=edited.body.replace("о 3:40", "о 5:10"))
    web.add(SITE, ADDED)


def a_report_is_mended(web: KindsWeb) -> None:
    """Another file lies under a report's address; the page that offers it stays as it was."""
    site, path = REPORT
    web.sites[site].replace(path, "slides_mended.pdf")
