"""What docs/ says is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scrapers.marks import Chrome, Identity, Labels, Places
from scrapers.registry import Layout, Section, Source
from tests.docs_tables import DOCS, TABLES, filled


@pytest.mark.parametrize("document", TABLES)
def test_tables_are_those_of_the_code(document: str) -> None:
    told = (DOCS / document).read_text("utf-8")
    assert told == filled(document), "run `python -m tests.docs_tables` and read what changed"


def test_every_key_of_a_source_is_explained() -> None:
    text = (DOCS / "add-a-source.md").read_text("utf-8")
    named = set(re.findall(r"`\[?\[?(?:layouts\.)?([a-z_0-9]+)\]?\]?`", text))
    for model in (Source, Section, Layout, Labels, Chrome, Places, Identity):
        assert set(model.model_fields) - {"slug"} <= named


def test_links_between_documents_lead_somewhere() -> None:
    root = DOCS.parent
    for file in [root / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
            assert (file.parent / Path(target)).exists(), f"{file.name} names {target}"
