"""`visnyk sources` and source files that are wrong, taken twice or meant to replace others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.conftest import Place
from tests.flows.test_cli import visnyk

OWN = 'name = "Драбів"\nplatform = "vlada_ua"\nurl = "https://drabivska-gromada.gov.ua/"\n'


@pytest.fixture
def spoilt(place: Place) -> Place:
    """One of the six files is wrong in two places."""
    file = place.folder / "verbivska_hromada.toml"
    file.write_text(file.read_text("utf-8").replace("name =", "colour = 1\ndelai = 2\nname =", 1), "utf-8")
    return place


def test_one_wrong_file_stops_no_other_and_the_run_is_partial(spoilt: Place) -> None:
    done = visnyk("run", *spoilt.arguments(), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["state"] == "partial"
    assert len(told["sources"]) == 5
    assert set(told["errors"]) == {"verbivska_hromada"}
    assert "verbivska_hromada.toml: colour: expected no such key" in told["errors"]["verbivska_hromada"]
    assert "verbivska_hromada.toml: delai: expected no such key" in told["errors"]["verbivska_hromada"]
    assert spoilt.ask("select count(distinct source) from articles") == [(5,)]
    done = visnyk("run", *spoilt.arguments(), "tykhopleska_hromada")
    assert done.returncode == 0, "the wrong file was not asked for"
    done = visnyk("run", *spoilt.arguments(), "verbivska_hromada")
    assert done.returncode == 2
    assert "verbivska_hromada is not visited" in done.stdout


def test_wrong_files_are_told_by_list_show_and_check(spoilt: Place) -> None:
    own = ["--sources", str(spoilt.folder), "--only-sources"]
    listed = visnyk("sources", "list", *own)
    assert listed.returncode == 1
    assert "5 sources" in listed.stdout
    assert "verbivska_hromada is not visited" in listed.stderr
    shown = visnyk("sources", "show", "verbivska_hromada", *own)
    assert shown.returncode == 2
    assert "colour: expected no such key" in shown.stderr
    dry = visnyk("sources", "check", "verbivska_hromada", *own)
    assert dry.returncode == 2
    assert "colour: expected no such key" in dry.stderr
    checked = visnyk("sources", "check", str(spoilt.folder))
    assert checked.returncode == 1
    assert [line.split(": ")[1] for line in checked.stdout.splitlines()[:-1]] == ["colour", "delai"]
    assert checked.stdout.splitlines()[-1] == "6 source files, 1 wrong"


def test_a_built_in_source_is_replaced_only_on_purpose(tmp_path: Path) -> None:
    file = tmp_path / "drabivska_hromada.toml"
    file.write_text(OWN, "utf-8")
    checked = visnyk("sources", "check", str(file))
    assert checked.returncode == 1
    assert "`replaces = true` in the file, came the same as" in checked.stdout
    assert visnyk("sources", "show", "drabivska_hromada", "--sources", str(tmp_path)).returncode == 2
    file.write_text("replaces = true\n" + OWN, "utf-8")
    assert visnyk("sources", "check", str(file)).returncode == 0
    listed = visnyk("sources", "list", "--sources", str(tmp_path))
    assert listed.returncode == 0
    assert f"drabivska_hromada: {file} replaces " in listed.stdout
    shown = visnyk("sources", "show", "drabivska_hromada", "--sources", str(tmp_path)).stdout
    assert shown.startswith(f"# {file}\n# in place of ")
    assert 'name = "Драбів"' in shown


def test_sources_of_the_settings_need_no_option(one_site: Place) -> None:
    home = one_site.home.root
    home.mkdir()
    (home / "settings.toml").write_text(
        'sources = ["../sources"]\nonly_sources = true\nallow_private = ["127.0.0.0/8"]\n', "utf-8"
    )
    listed = visnyk("sources", "list", "--json", "--home", str(home))
    assert [source["slug"] for source in json.loads(listed.stdout)] == ["verbivska_hromada"]
    assert visnyk("sources", "check", "--home", str(home)).returncode == 0
    done = visnyk("run", "--no-prefect", "--json", "--home", str(home))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sources"][0]["new"] == 20
    (home / "settings.toml").write_text('sources = "../sources"\n', "utf-8")
    wrong = visnyk("run", "--no-prefect", "--home", str(home))
    assert wrong.returncode == 2
    assert "settings.toml: sources: expected a list in [ ], came" in wrong.stderr


def test_sources_of_the_environment_and_of_the_command_line(
    one_site: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "inshyi_drabiv.toml").write_text(OWN, "utf-8")
    monkeypatch.setenv("VISNYK_SOURCES", f"{one_site.folder}:{other}")
    monkeypatch.setenv("VISNYK_ONLY_SOURCES", "true")
    home = ["--home", str(tmp_path / "home"), "--json"]

    def slugs(*arguments: str) -> list[str]:
        return [source["slug"] for source in json.loads(visnyk("sources", "list", *arguments, *home).stdout)]

    assert slugs() == ["inshyi_drabiv", "verbivska_hromada"]
    assert slugs("--sources", str(other)) == ["inshyi_drabiv"]
