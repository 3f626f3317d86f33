"""The demo's small sites, one for every kind of source other than Vlada.UA: what they answer, served on loopback."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from email.utils import format_datetime
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import unquote

from flows.demo.content import DATA
from flows.demo.kind_content import HTML, KindContent, KindPage, load_kinds
from flows.demo.messages import Answer, Request, answer_parts, typed
from flows.demo.pages import MONTHS
from flows.demo.parts import compress
from flows.demo.server import DemoServer, Logged, Servers


class KindSite:
    """A site's answers; `replace` changes one of its files."""

    chunked = False

    def __init__(self, content: KindContent, base: str) -> None:
        self.content, self.base = content, base
        self.slug = content.slug
        self._answers: dict[str, tuple[str, bytes]] = {}
        for page in content.pages:
            self._answers[page.path] = page.type, self._page(page)
        for number, article in enumerate(content.articles):
            if article.path:
                text = _fill(content.article, self._values(number))
                self._answers[article.path] = HTML, text.encode(content.charset)
        for path, file in content.files.items():
            self.replace(path, file)

    def replace(self, path: str, file: str) -> None:
        """The PDF `file` of the demo's data lies at `path` from now on."""
        self._answers[path] = "application/pdf", (DATA / file).read_bytes()

    def answer(self, request: Request) -> Answer:
        found = self._answers.get(unquote(request.target))
        if found is None:
            return Answer(404, typed("text/plain"), b"not here\n")
        media_type, body = found
        etag = f'"{hashlib.md5(body).hexdigest()}"'
        if etag in request.headers.get("if-none-match", ""):
            return Answer(304, (("ETag", etag),))
        declares = media_type.startswith("text/") and self.content.declared
        charset = f"; charset={self.content.charset}" if declares else ""
        return answer_parts(
            request, [compress(body)], (*typed(media_type + charset), ("ETag", etag)), status=200
        )

    def _page(self, page: KindPage) -> bytes:
        first, behind = page.shows or (0, len(self.content.articles))
        items = (_fill(self.content.item, self._values(number)) for number in range(first, behind))
        text = _fill(page.text, {"base": self.base, "items": self.content.between.join(items)})
        return text.strip().encode(self.content.charset if page.type == HTML else "utf-8")

    def _values(self, number: int) -> dict[str, str]:
        """What a template may ask for, beside the article's own keys."""
        article = self.content.articles[number]
        at, month = article.at, MONTHS[article.at.month - 1]
        body = self.content.joint.join(
            _fill(self.content.paragraph, {"text": line, "base": self.base}) for line in article.body
        )
        return {
            **{"base": self.base, "path": article.path, "url": self.base + article.path, "n": str(number)},
            **{"title": article.title, "body": body, "lead": article.body[0]},
            **{"d": str(at.day), "dd": f"{at:%d}", "m": f"{at:%m}", "Y": str(at.year), "HM": f"{at:%H:%M}"},
            **{
                "Month": month,
                "month": month.lower(),
                "iso": at.isoformat(),
                "local": f"{at:%Y-%m-%dT%H:%M:%S}",
            },
            **{"rfc": format_datetime(at)},
            **article.more,
        }


def _fill(template: str, values: dict[str, str]) -> str:
    """Keys of an article may hold $names themselves, such as $base."""
    return Template(Template(template).safe_substitute(values)).safe_substitute(values)


class KindsWeb(Servers):
    """One small site for each kind, each on an address of its own; a context manager."""

    def __init__(self, sites: Iterable[str] | None = None) -> None:
        self.log: list[Logged] = []
        self.sites: dict[str, KindSite] = {}
        servers = []
        for slug in sites or load_kinds():
            server = DemoServer(("127.0.0.1", 0), self.log)
            server.site = site = KindSite(
                load_kinds()[slug], "http://{}:{}".format(*server.server_address[:2])
            )
            self.sites[slug] = site
            servers.append(server)
        super().__init__(servers)


def write_kinds(folder: Path, web: KindsWeb) -> list[Path]:
    """One source file a site of `web`, named by its slug, in `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for slug, site in web.sites.items():
        facts = {**site.content.source, "url": site.base + site.content.home, "delay": 0}
        files.append(folder / f"{slug}.toml")
        files[-1].write_text(f"# {site.content.kind}\n{to_toml(facts)}", "utf-8")
    return files


def to_toml(facts: dict[str, Any], under: str = "") -> str:
    """Values, then tables: what `tomllib` reads back as `facts`."""
    plain = {key: value for key, value in facts.items() if not isinstance(value, dict) and not _tables(value)}
    text = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())
    for key, value in facts.items():
        if isinstance(value, dict):
            text += f"\n[{under}{key}]\n{to_toml(value, f'{under}{key}.')}"
        elif _tables(value):
            text += "".join(f"\n[[{under}{key}]]\n{to_toml(each, f'{under}{key}.')}" for each in value)
    return text


def _tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
