# ruff: noqa: E501
"""The web itself: every site on an address of loopback of its own, at the time the script says."""

import gzip
import hashlib
import random
import socket
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.second_web import disorder, extras, styles
from tests.second_web.faults import Answer, faulty
from tests.second_web.model import Site, at
from tests.second_web.styles_cms import VLADA_GONE

GONE = "<html><head><title>Сторінку не знайдено</title></head><body><h1>404</h1><p>Такої сторінки немає.</p></body></html>"
SOFT = '<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Сторінку не знайдено | {}</title></head><body><div class="err"><h1>Сторінку не знайдено</h1><p>На жаль, запитувана сторінка не існує або була видалена.</p><a href="/">На головну</a></div></body></html>'


class Web:
    """`now` is set by whoever plays the days; each answer is that of this time."""

    def __init__(self, sites: list[Site], seed: int) -> None:
        self.sites, self.seed, self.now, self.asked = sites, seed, sites[0].articles[0].shows, 0
        self.open: dict[str, ThreadingHTTPServer] = {}

    def set(self, now: datetime) -> None:
        self.now = now
        for site in self.sites:
            fault = site.fault(now, "robots")
            refused = fault is not None and fault.kind == "refused"
            for host in (site.host, *([site.rehosted[1]] if site.rehosted else [])):
                if refused and host in self.open:
                    self.close(host)
                elif not refused and host not in self.open:
                    self.listen(site, host)

    def listen(self, site: Site, host: str) -> None:
        server = ThreadingHTTPServer((host, site.port), handler(self, site))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.open[host] = server

    def close(self, host: str) -> None:
        server = self.open.pop(host)
        server.shutdown()
        server.server_close()

    def end(self) -> None:
        for host in list(self.open):
            self.close(host)


def answer(site: Site, path: str, now: datetime, rng: random.Random) -> Answer:
    role, section, _, article = place(site, path, now)
    if (fault := site.fault(now, role, section, article)) is not None and fault.kind != "refused":
        return (
            faulty(fault.kind, site, path, now, rng, section, role)
            if fault.kind not in disorder.KINDS
            else disorder.answer(fault, site, path, now, rng, ordinary)
        )
    return ordinary(site, path, now, rng)


def ordinary(site: Site, path: str, now: datetime, rng: random.Random) -> Answer:
    """What a site answers that nothing befell."""
    role, section, number, article = place(site, path, now)
    charset = styles.STYLES[site.style_at(now)].charset
    if role == "robots":
        return Answer(
            200,
            b"User-agent: *\nDisallow: /admin/\n" + extras.robots(site).encode(),
            {"Content-Type": "text/plain"},
        )
    if role == "list" and (page := styles.list_page(site, section, number, now, rng)) is not None:
        return html(page, charset)
    if article is not None:
        return article_answer(site, article, path, now, rng, charset)
    if (made := extras.answer(site, path, now)) is not None:
        return made
    if site.moved and now >= site.moved and (old := styles.list_number(site, path, at(-99))) is not None:
        return Answer(301, b"", {"Location": styles.list_path(site, old[1], now, old[0])})
    if path == "/":
        return html(styles.front_page(site, now, rng), charset)
    return html(GONE, "utf-8", 404)


def article_answer(site: Site, article, path: str, now: datetime, rng: random.Random, charset: str) -> Answer:
    if (away := article.absence(now)) is not None:
        if away.how == "front":
            return Answer(302, b"", {"Location": "/"})
        if away.how == "soft":
            return html(VLADA_GONE if site.style == "vlada" else SOFT.format(site.name), "utf-8")
        return html(GONE, "utf-8", int(away.how))
    if article.shows > now:
        return html(GONE, "utf-8", 404)
    if path != styles.item_path(site, article, now):
        return Answer(301, b"", {"Location": styles.item_path(site, article, now)})
    made = html(styles.article_page(site, article, now, rng), charset)
    if "etag" in site.extras:
        title, paragraphs = article.wording(now)
        made.headers["ETag"] = (
            '"'
            + hashlib.sha1("\n".join([site.style_at(now), title, *paragraphs]).encode()).hexdigest()[:20]
            + '"'
        )
    return made


def place(site: Site, path: str, now: datetime):
    """Role, section, page and article that an address stands for, in the new scheme of addresses or in the old."""
    if path == "/robots.txt":
        return "robots", "", 0, None
    before = site.moved if site.moved and now >= site.moved else None
    for when in (now, *((at(-99),) if before else ())):
        if when == now and (found := styles.list_number(site, path, when)) is not None:
            return "list", *found, None
        if (article := styles.known_paths(site, when).get(path)) is not None:
            return "page", article.section, 0, article
    return ("list" if extras.is_index(site, path) else "other"), "news", 0, None


def html(page: str, charset: str, status: int = 200) -> Answer:
    return Answer(
        status, page.encode(charset, "xmlcharrefreplace"), {"Content-Type": f"text/html; charset={charset}"}
    )


def handler(web: Web, site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked += 1
            rng = random.Random(f"{web.seed} {site.slug} {self.path} {web.now} {web.asked}")
            made = answer(site, self.path, web.now, rng)
            if site.rehosted and web.now >= site.rehosted[0] and self.server.server_address[0] == site.host:
                made = Answer(301, b"", {"Location": site.bases()[-1] + self.path})
            if made.status == 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            if made.headers.get("ETag") and self.headers.get("If-None-Match") == made.headers["ETag"]:
                made = Answer(304, b"", {"ETag": made.headers["ETag"]})
            self.reply(made)

        def reply(self, made: Answer) -> None:
            body = made.body
            self.send_response(made.status)
            if len(body) > 400 and not made.length and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, 1)
                self.send_header("Content-Encoding", "gzip")
            for key, value in made.headers.items():
                self.send_header(key, value)
            if made.status != 304:
                self.send_header("Content-Length", str(made.length or len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = self.close_connection or bool(made.length)

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    return Handler
