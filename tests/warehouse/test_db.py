"""Migrations and settings of the writer's file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scrapers.records import REGIONS
from warehouse.db import migrate, open_published, open_writer
from warehouse.errors import NewerDatabase, NotPublished, WriterBusy
from warehouse.queries import names_in, read_sql


def test_migrations_are_applied_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "visnyk.duckdb"
    open_writer(file).close()
    with open_writer(file) as con:
        rows = con.execute("select number, name from core.migration order by number").fetchall()
        migrate(con, file)
    assert rows == [
        (number, name.removeprefix("migrations/")) for number, name in enumerate(names_in("migrations"), 1)
    ]
    assert rows[0] == (1, "0001_core")


def test_settings(tmp_path: Path) -> None:
    with open_writer(tmp_path / "visnyk.duckdb", memory_limit="512MB") as con:
        settings = dict(con.execute("select name, value from duckdb_settings()").fetchall())
        tags = con.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert settings["TimeZone"] == "Europe/Kyiv"
    assert settings["memory_limit"] == "488.2 MiB"
    assert settings["autoinstall_known_extensions"] == settings["autoload_known_extensions"] == "false"
    assert settings["enable_progress_bar"] == "false"
    assert tags[0][0]["storage_version"] >= "v1.5"


def test_regions_are_those_of_the_records(tmp_path: Path) -> None:
    with open_writer(tmp_path / "visnyk.duckdb") as con:
        assert dict(con.execute("select region, name from core.region").fetchall()) == REGIONS


def test_every_table_and_column_has_a_comment(tmp_path: Path) -> None:
    with open_writer(tmp_path / "visnyk.duckdb") as con:
        tables = con.execute("select table_name from duckdb_tables() where comment is null").fetchall()
        columns = con.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'core' and comment is null"
        ).fetchall()
    assert tables == columns == []


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "visnyk.duckdb"
    with open_writer(file) as con:
        con.execute("insert into core.migration values (99, '0099_future', now())")
    with pytest.raises(NewerDatabase, match=r"99 migrations.*update Visnyk"):
        open_writer(file)


def test_a_broken_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "visnyk.duckdb"
    open_writer(file).close()
    number = len(names_in("migrations"))
    texts = {"migrations/9999_bad": "create table core.half (x integer); select no_such_function()"}
    monkeypatch.setattr("warehouse.db.names_in", lambda folder: [*names_in(folder), *texts])
    monkeypatch.setattr("warehouse.db.read_sql", lambda name: texts.get(name) or read_sql(name))
    with pytest.raises(duckdb.CatalogException, match="no_such_function"):
        open_writer(file)
    monkeypatch.undo()
    with open_writer(file) as con:
        assert con.execute("select max(number) from core.migration").fetchall() == [(number,)]
        assert not con.execute("select 1 from duckdb_tables() where table_name = 'half'").fetchall()


def test_a_file_open_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "visnyk.duckdb"
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", hold, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(WriterBusy, match=f"{process.pid}"):
            open_writer(file)
        process.kill()


def test_nothing_published_yet(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="visnyk publish"):
        open_published(tmp_path / "latest" / "visnyk.duckdb")
