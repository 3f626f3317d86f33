"""Answers in disorder: the site is alive, and what it shows is wrong in a way that a reader sees at once."""

import random
import re
from collections.abc import Callable
from datetime import datetime

from tests.second_web import styles
from tests.second_web.faults import Answer
from tests.second_web.model import Fault, Site

KINDS = ("same_page", "cached_page", "empty_bodies", "wrong_charset", "questions", "cut")
Ordinary = Callable[[Site, str, datetime, random.Random], Answer]


def answer(
    fault: Fault, site: Site, path: str, now: datetime, rng: random.Random, ordinary: Ordinary
) -> Answer:
    if fault.kind in ("same_page", "cached_page"):
        rng = random.Random(site.slug) if fault.kind == "cached_page" else rng
        there = max((a for a in site.articles if a.there(now)), key=lambda a: a.when)
        return ordinary(site, styles.item_path(site, there, now), now, rng)
    made = ordinary(site, path, now, rng)
    if made.status != 200 or "html" not in made.headers.get("Content-Type", ""):
        return made
    if fault.kind == "wrong_charset":
        made.headers["Content-Type"] = "text/html; charset=windows-1251"
    elif fault.kind == "cut":
        made.length, made.body = len(made.body), made.body[: len(made.body) // 2]
    elif fault.kind == "questions":
        charset = styles.STYLES[site.style_at(now)].charset
        made.body = re.sub("[А-яІіЇїЄєҐґ]", "?", made.body.decode(charset)).encode(charset)
    elif fault.kind == "empty_bodies":
        made.body = re.sub(
            rb"(field--name-body[^>]*>).*?(\s*<div class=\"statistics\")",
            rb"\1</div>\2",
            made.body,
            flags=re.DOTALL,
        )
    return made
