"""What benchmarks do with what they are told; what they measure is theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks import extract, silence


def test_an_unknown_set_is_refused_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        extract.main(["--set", "WRONG"])
    assert ended.value.code == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "--set: expected one of dev, " in said
    assert said.endswith("came WRONG")


def test_the_silence_alarm_can_be_held_against_histories_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = [2, 3, None, 1, 2, 0, 0] * 20
    rows = [
        {"name": "rada-1", "first": "2025-01-13", "counts": counts, "silent_from": 70},
        {"name": "rada-2", "first": "2025-01-13", "counts": counts},
    ]
    file = tmp_path / "histories.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    silence.main(["--histories", str(file)])
    lines = {line.split("  ")[0]: line.split() for line in capsys.readouterr().out.splitlines()}
    assert lines["own past"][2:4] == ["0.00", "0"]
    assert 2 <= int(lines["own past"][5]) <= 12
    assert lines["own past"][-1] == "2/2"
    assert lines["14 days"][-1] == "2/2"
    assert lines["rada"][-1] == "2/2"
