"""What benchmarks do with what they are told; what they measure is theirs."""

from __future__ import annotations

import pytest

from tests.benchmarks import extract


def test_an_unknown_set_is_refused_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        extract.main(["--set", "WRONG"])
    assert ended.value.code == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "--set: expected one of dev, " in said
    assert said.endswith("came WRONG")
