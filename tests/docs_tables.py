"""The tables of docs/ that tell what the code says: `python -m tests.docs_tables` writes them, a test compares."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flows.pipeline import Run
from flows.settings import Home, Settings
from warehouse.db import open_published
from warehouse.findings import MEANINGS

DOCS = Path(__file__).parents[1] / "docs"


def settings_table() -> str:
    lines = ["| key | environment | default | meaning |", "| --- | --- | --- | --- |"]
    for key, field in Settings.model_fields.items():
        default = field.default if field.default not in ("", ()) else "–"
        default = str(default).lower() if isinstance(default, bool) else default
        lines.append(f"| `{key}` | `VISNYK_{key.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def views_tables() -> str:
    """One table a view, from the comments that the published database itself carries."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        work = Run(home, Settings(), {})
        work.open()
        work.publish()
        work.close()
        with open_published(home.database) as connection:
            views = connection.execute(
                "select view_name, comment from duckdb_views() where not internal order by view_name"
            ).fetchall()
            columns = connection.execute(
                "select table_name, column_name, data_type, comment from duckdb_columns()"
                " where not internal order by table_name, column_index"
            ).fetchall()
    parts = []
    for view, comment in views:
        parts += [f"### {view}", "", f"{comment}.", "", "| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{name}` | {kind.lower()} | {told} |" for of, name, kind, told in columns if of == view]
        parts.append("")
    return "\n".join(parts).rstrip()


def findings_table() -> str:
    """What `visnyk verify` may say, those with one remedy together."""
    remedies: dict[str, list[str]] = {}
    for name, (meaning, remedy) in MEANINGS.items():
        remedies.setdefault(remedy, []).append(f"| `{name}` | {meaning} |")
    lines = ["| finding | meaning |", "| --- | --- |"]
    for remedy, rows in remedies.items():
        lines += [f"| **mended by** | **{remedy}** |", *rows]
    return "\n".join(lines)


def _with(made: str, match: re.Match[str]) -> str:
    return match[1] + made + match[2]


TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "operate.md": {"settings": settings_table, "findings": findings_table},
    "data.md": {"views": views_tables},
}


def filled(name: str) -> str:
    """The document as it should be, its text outside of the marks as it is."""
    text = (DOCS / name).read_text("utf-8")
    for mark, make in TABLES[name].items():
        marked = re.compile(rf"(<!-- {mark}: [^\n]*? -->\n).*?(\n<!-- end -->)", re.S)
        if len(marked.findall(text)) != 1:
            raise ValueError(f"{name}: expected one block between <!-- {mark}: … --> and <!-- end -->")
        text = marked.sub(partial(_with, make()), text)
    return text


if __name__ == "__main__":
    for document in TABLES:
        (DOCS / document).write_text(filled(document), "utf-8")
