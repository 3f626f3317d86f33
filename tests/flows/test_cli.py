"""The `visnyk` command as a person meets it: help, mistakes, questions."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli import app
from flows.cli_query import print_rows
from flows.settings import VERSION, Home, SettingsError
from tests.flows.conftest import Place


def visnyk(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, input=stdin)


def commands() -> list[list[str]]:
    group = get_command(app)
    found: list[list[str]] = []
    for name, command in group.commands.items():
        below = getattr(command, "commands", None)
        found += [[name, sub] for sub in below] if below else [[name]]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_teaches_with_an_example(command: list[str]) -> None:
    shown = CliRunner().invoke(app, [*command, "--help"])
    assert shown.exit_code == 0
    assert "Example: visnyk" in " ".join(shown.output.split())


def test_sql_answers_as_table_json_and_csv(one_site: Place) -> None:
    one_site.run()
    query = "select source, count(*) as articles from articles group by all"
    home = ["--home", str(one_site.home.root)]
    assert "verbivska_hromada" in visnyk("sql", query, *home).stdout
    assert json.loads(visnyk("sql", query, *home, "--json").stdout) == [
        {"source": "verbivska_hromada", "articles": 20}
    ]
    rows = list(csv.reader(io.StringIO(visnyk("sql", query, *home, "--csv").stdout)))
    assert rows == [["source", "articles"], ["verbivska_hromada", "20"]]
    assert visnyk("sql", "-", *home, "--csv", stdin="select 1 as one").stdout.split() == ["one", "1"]


def test_wrong_sql_gives_duckdbs_message_and_status_2(one_site: Place) -> None:
    one_site.run()
    done = visnyk("sql", "select nonsense from articles", "--home", str(one_site.home.root))
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_published_file_cannot_be_written(one_site: Place) -> None:
    one_site.run()
    done = visnyk("sql", "create table mine as select 1", "--home", str(one_site.home.root))
    assert done.returncode == 2
    assert "read-only" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["sql", "select 1"], 2, "nothing is published"),
        (["run", "no_such_source"], 2, "no source no_such_source; remedy: `visnyk sources list`"),
        (["run", "drabivska_hramada"], 2, "no source drabivska_hramada; the nearest: drabivska_hromada"),
        (["sources", "check", "drabivska_hramada"], 2, "the nearest: drabivska_hromada"),
        (["sources", "show", "no_such_source"], 2, "no source no_such_source"),
        (["sources", "check", "nofolder"], 2, "or a file or folder; came nofolder, which is neither"),
        (["run", "--sources", "no/such.toml"], 2, "a folder of source files, or one such file"),
        (["reparse"], 2, "holds no warehouse. Remedy: --home, VISNYK_HOME, or `visnyk run` first"),
        (["reparse", "--source", "drabivska_hramada"], 2, "the nearest: drabivska_hromada"),
        (["reparse", "--since", "yesterday"], 2, "Invalid value for '--since'"),
        (["publish"], 2, "holds no warehouse. Remedy: --home, VISNYK_HOME, or `visnyk run` first"),
        (["run", "--sources", "/no/such/folder"], 2, "a folder of source files"),
        (["run", "--allow-private", "localhost"], 2, "allow_private: expected a network like"),
        (["archive", "show", "https://rada.example/"], 2, "nothing is published"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_mistakes_are_one_line_with_the_remedy(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    home = [] if arguments[0] == "sources" else ["--home", str(tmp_path)]
    done = visnyk(*arguments, *home)
    assert done.returncode == status, done.stderr
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [["run"], ["publish"], ["reparse"], ["verify"], ["sql", "select 1"], ["demo"], ["serve"]]
)
@pytest.mark.parametrize("kind", ["file", "nowhere"])
def test_a_home_that_is_no_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], kind: str
) -> None:
    home = tmp_path / "file"
    home.write_text("")
    home = home if kind == "file" else Path("/proc/no/such")
    said = "expected a folder" if kind == "file" or command[0] in ("run", "demo", "serve") else "Remedy: "
    done = visnyk(*command, "--home", str(home))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Errno" not in done.stderr
    monkeypatch.setenv("VISNYK_HOME", str(home))
    named = visnyk(*command).stderr
    assert ("VISNYK_HOME: expected a folder" in named) is (said == "expected a folder")


def test_a_folder_that_may_not_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "access", lambda path, mode: False
    )  # tests may run as root, who may write anywhere
    with pytest.raises(
        SettingsError, match=f"--home: expected a folder that may be written to, came {tmp_path}"
    ):
        Home(tmp_path).make()


def test_publish_makes_no_warehouse_where_there_is_none(tmp_path: Path) -> None:
    """A mistyped home would publish a snapshot of nothing."""
    assert visnyk("publish", "--home", str(tmp_path / "typo")).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", [["sql", "select 1"], ["sources", "list"], ["archive", "list", "https://x.example/"]]
)
def test_settings_are_checked_by_commands_that_need_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("VISNYK_ATEMPTS", "3")
    done = visnyk(*command, "--home", str(tmp_path))
    assert done.returncode == 2
    assert "environment: VISNYK_ATEMPTS: no such setting; the nearest: VISNYK_ATTEMPTS. Remedy" in done.stderr
    monkeypatch.delenv("VISNYK_ATEMPTS")
    (tmp_path / "settings.toml").write_bytes("contact = «пошта»".encode("cp1251"))
    done = visnyk(*command, "--home", str(tmp_path))
    assert done.returncode == 2
    assert "settings.toml: expected TOML in UTF-8, came something else" in done.stderr


def test_addresses_are_cut_where_they_are_alike() -> None:
    paper = io.StringIO()
    site = "https://www.dubravska-rada.gov.ua/index.php?option=com_content&view=article&id="
    print_rows(Console(file=paper, width=120), ["url"], [(f"{site}{number}",) for number in (1201, 1202)])
    lines = [line.strip() for line in paper.getvalue().splitlines()[1:3]]
    assert [line[-7:] for line in lines] == ["id=1201", "id=1202"]
    assert [len(line) for line in lines] == [60, 60]
    assert all(line.startswith("https://www.dubravska-ra…") for line in lines)


def test_an_unknown_setting_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("hosts = 8\n", "utf-8")
    done = visnyk("run", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "settings.toml: hosts: no such setting" in " ".join(done.stderr.split())


def test_sources_are_listed_shown_and_checked(tmp_path: Path) -> None:
    listed = json.loads(visnyk("sources", "list", "--json").stdout)
    assert "drabivska_hromada" in [source["slug"] for source in listed]
    assert (
        'url = "https://drabivska-gromada.gov.ua/"' in visnyk("sources", "show", "drabivska_hromada").stdout
    )
    assert visnyk("sources", "check").returncode == 0
    (tmp_path / "wrong.toml").write_text(
        'name = "Рада"\nurl = "rada.example"\nplatform = "vlada_ua"\n', "utf-8"
    )
    done = visnyk("sources", "check", str(tmp_path))
    assert done.returncode == 1
    assert "wrong.toml: url: expected an address that begins with http://" in done.stdout
    assert "'rada.example'" in done.stdout


def test_the_stored_page_is_shown(one_site: Place) -> None:
    one_site.run()
    truth = one_site.web.truth("verbivska_hromada")[0]
    url = one_site.web.url("verbivska_hromada", truth.path)
    home = ["--home", str(one_site.home.root)]
    page = visnyk("archive", "show", url, *home).stdout
    assert truth.title.split()[0] in page
    assert page.rstrip().endswith("</html>")
    assert "HTTP status 200" in visnyk("archive", "show", url, *home, "--headers").stdout
    assert len(json.loads(visnyk("archive", "list", url, *home, "--json").stdout)) == 1
    done = visnyk("archive", "show", url + "x", *home)
    assert done.returncode == 1
    assert url in done.stderr.replace("\n", "")
    older = visnyk("archive", "show", url, *home, "--version", "2")
    assert older.returncode == 1
    assert f"no version 2 of a body from {url}; expected 1 to 1" in older.stderr


def test_verify_tells_what_the_archive_lacks(one_site: Place, tmp_path: Path) -> None:
    one_site.run()
    (file,) = one_site.home.archive.rglob("*.warc")
    file.unlink()
    done = visnyk("verify", "--json", "--home", str(one_site.home.root))
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["check"] == "archive_lost"
    assert finding["subject"].endswith(file.name)
    assert visnyk("verify", "--home", str(tmp_path / "typo")).returncode == 2
    assert not (tmp_path / "typo").exists()


def test_verify_finds_nothing_and_prints_the_hash(one_site: Place) -> None:
    one_site.run()
    told = json.loads(visnyk("verify", "--json", "--home", str(one_site.home.root)).stdout)
    assert told["findings"] == []
    assert len(told["content_hash"]) == 64


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_verify_reads_the_archive_through_and_names_file_place_and_address(
    one_site: Place, suffix: str
) -> None:
    one_site.run()
    one_site.run()  # its answers 304 lie in the packed file
    (name, offset, url) = one_site.ask(
        "select warc_file, warc_offset, requested_url from captures"
        f" where warc_file like '%{suffix}' order by warc_offset desc limit 1"
    )[0]
    file = one_site.home.archive / name
    content = bytearray(file.read_bytes())
    content[offset + 200] ^= 0x10
    file.write_bytes(content)
    home = ["--home", str(one_site.home.root)]
    done = visnyk("verify", "--json", *home)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    (finding,) = told["findings"]
    assert finding["check"] == "archive_damaged"
    assert finding["subject"] == f"{name} at byte {offset}"
    assert finding["message"].startswith(f"{url}: expected whole records")
    assert told["archive"]["records"] > 20
    assert f"{name} at byte {offset}: {url}" in visnyk("verify", *home).stdout
    quick = visnyk("verify", "--quick", *home)
    assert quick.returncode == 0
    assert "archive not read through (--quick)" in quick.stdout


def test_the_version_is_told() -> None:
    assert visnyk("--version").stdout == f"visnyk {VERSION}\n"


@pytest.mark.parametrize("arguments", [["sources", "list"], ["sql", "--csv", "from range(200000)"], ["run"]])
def test_a_reader_that_leaves_is_no_error(one_site: Place, arguments: list[str]) -> None:
    """Nor does it end a run, whose lines nobody reads any more."""
    one_site.run()
    more = one_site.arguments() if arguments == ["run"] else ["--home", str(one_site.home.root)]
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments, *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == 0
    assert errors == b""
    assert one_site.ask("select count(*) from visits") == [(2 if arguments == ["run"] else 1,)]


def test_captures_are_listed_in_columns_and_an_unknown_address_is_an_error(one_site: Place) -> None:
    one_site.run()
    one_site.run()
    url = one_site.web.url("verbivska_hromada", one_site.web.truth("verbivska_hromada")[0].path)
    home = ["--home", str(one_site.home.root)]
    head, *lines = visnyk("archive", "list", url, *home).stdout.splitlines()
    assert len(lines) == 2
    for name in ("status", "size", "sha256", "warc_file", "warc_offset"):
        column = head.index(name)
        assert all(line[column - 1] == " " and line[column] != " " for line in lines)
    done = visnyk("archive", "list", "https://rada.example/", *home)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "no capture of https://rada.example/; the nearest addresses: http" in done.stderr


def test_a_refused_address_names_the_remedy(one_site: Place) -> None:
    arguments = [each for each in one_site.arguments() if each not in ("--allow-private", "127.0.0.0/8")]
    done = visnyk("run", *arguments, "--contact", "me@example.org")
    assert done.returncode == 1
    assert "--allow-private 127.0.0.1/32, or allow_private in settings.toml" in done.stdout


def test_two_queries_at_once_are_refused(one_site: Place) -> None:
    """Of two answers only the last would be seen."""
    one_site.run()
    done = visnyk("sql", "select 1; select 2", "--home", str(one_site.home.root))
    assert (done.returncode, "expected one query, came 2" in done.stderr) == (2, True)
    assert (
        visnyk("sql", "set threads = 1; select 2 as two", "--home", str(one_site.home.root)).returncode == 0
    )


def test_evidence_of_nothing_is_no_success(one_site: Place) -> None:
    one_site.run()
    asked = ("verify", "--quick", "--evidence", "--home", str(one_site.home.root))
    alone = visnyk(*asked)
    assert (alone.returncode, "nothing was checked" in alone.stdout) == (1, True)
    assert "--sources" in alone.stdout
    assert visnyk(*asked, "--sources", str(one_site.folder), "--only-sources").returncode == 0
