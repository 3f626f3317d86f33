"""Golden cases: a page, a note that says where it comes from, and every field that must be read from it.

What they are made of: `scrapers.cases`. `visnyk sources record` writes them; for one made by hand a missing
`expected.json` is written and the test fails: read every field beside the page, then run again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from scrapers import cases
from scrapers.folders import load_sources
from scrapers.registry import PLATFORMS, SITES

FOLDER = Path(__file__).parent / "sites"
CASES = cases.find_cases(FOLDER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_page_is_read_as_expected(case: Path) -> None:
    assert read_case(case) == golden_of(case)


def test_every_platform_has_cases() -> None:
    assert {path.stem for path in PLATFORMS.glob("*.toml")} <= {case.parent.name for case in CASES}


def test_missing_golden_file_is_written_and_the_test_fails(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CASES[0], tmp_path / "case"))
    (case / "expected.json").unlink()
    with pytest.raises(pytest.fail.Exception, match="was missing and has been written"):
        golden_of(case)
    assert golden_of(case) == golden_of(CASES[0])


def golden_of(case: Path) -> Any:
    golden = case / cases.EXPECTED
    if not golden.exists():
        golden.write_text(cases.as_json(read_case(case)), encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read every field beside the page, run again")
    return json.loads(golden.read_text(encoding="utf-8"))


def read_case(case: Path) -> Any:
    return cases.read_case(case, load_sources([SITES, FOLDER]))
