# ruff: noqa: E501
"""What a site answers where it does not answer as it should."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from tests.second_web import styles
from tests.second_web.model import Site

CLOUDFLARE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="390"></head><body class="no-js"><div class="main-wrapper"><h1 class="zone-name-title h1">{host}</h1><h2 class="h2" id="challenge-running">Checking if the site connection is secure</h2><noscript>Enable JavaScript and cookies to continue</noscript></div><script>window._cf_chl_opt={{cvId:'3',cRay:'{ray}'}};</script><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray={ray}"></script></body></html>"""
OWN = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>{name}</title><script src="/guard.js?{ray}"></script></head><body><h1>Зачекайте кілька секунд</h1><p>Ми з'ясовуємо, чи запит надіслала людина. Така пересторога потрібна через численні атаки на державні ресурси під час воєнного стану, сторінка відкриється сама, щойно закінчиться звірка вашого браузера.</p><p>Якщо сторінка не відкрилася протягом хвилини, напишіть адміністраторові ресурсу.</p><p>Номер запиту: {ray}</p></body></html>"""
WORKS = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Технічні роботи</title></head><body><h1>Ведуться технічні роботи</h1><p>Шановні відвідувачі! Сайт тимчасово недоступний, просимо вибачення за незручності.</p></body></html>"""
SUSPENDED = """<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p></body></html>"""
LOGIN = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Вхід</title></head><body><form method="post" action="/login"><h1>Увійдіть до системи</h1><label>Логін <input name="login"></label><label>Пароль <input type="password" name="password"></label><button>Увійти</button></form></body></html>"""
ERROR = """<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>"""
DATABASE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Помилка</title></head><body><h1>Помилка встановлення з'єднання з базою даних</h1></body></html>"""


@dataclass
class Answer:
    status: int  # 0: the connection ends without a word
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    length: int = 0  # of the body, where the header tells another one than came


def faulty(
    kind: str, site: Site, path: str, now: datetime, rng: random.Random, section: str, role: str
) -> Answer:
    ray = f"{rng.getrandbits(64):016x}"
    pages = {
        "cloudflare": (403, CLOUDFLARE.format(host=site.host, ray=ray)),
        "cloudflare200": (200, CLOUDFLARE.format(host=site.host, ray=ray)),
        "own_challenge": (200, OWN.format(name=site.name, ray=ray)),
        "works200": (200, WORKS),
        "works503": (503, WORKS),
        "suspended": (200, SUSPENDED),
        "login": (200, LOGIN),
        "500": (500, ERROR),
        "database": (500, DATABASE),
        "404": (404, "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"),
        "soft": (
            200,
            f'<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Сторінку не знайдено | {site.name}</title></head><body><h1>Сторінку не знайдено</h1><p>Спробуйте скористатися пошуком.</p></body></html>',
        ),
        "429": (429, "<html><body>Too Many Requests</body></html>"),
        "403": (403, "<html><body><h1>403 Forbidden</h1></body></html>"),
    }
    if kind in pages:
        status, page = pages[kind]
        return Answer(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
    if kind == "empty_list":
        return Answer(
            200,
            (styles.list_page(site, section, 1, now, rng, empty=True) or "").encode(),
            {"Content-Type": "text/html; charset=utf-8"},
        )
    if kind == "blank":
        return Answer(200, b"", {"Content-Type": "text/html; charset=utf-8"})
    if kind == "front":
        return front(site, path, now, rng)
    if kind in ("tls", "dns"):
        host = f"https://{site.host}:{site.port}" if kind == "tls" else "http://hromada-nova.invalid"
        return Answer(301, b"", {"Location": host + path})
    return Answer(0, b"")


def front(site: Site, path: str, now: datetime, rng: random.Random) -> Answer:
    """All but the front page leads to the front page, which shows no news then."""
    if path != "/":
        return Answer(302, b"", {"Location": "/"})
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{site.name}</title></head><body><h1>{site.name}</h1><p>Ласкаво просимо!</p></body></html>"
    return Answer(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
